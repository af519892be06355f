//! Sizes: width and height in pixels, and the resolution tiers that vendors name instead.

use crate::packed::pack_fields;
use crate::record::words;
use crate::value::{FromValue, Taken, Value};
use std::fmt;

words! {
    /// A resolution tier as vendors name them: squares of n × 1024 pixels for images, lines for video.
    Resolution {
        /// 512×512 and sizes of that area.
        HalfK = "0.5K",
        /// 1024×1024 and sizes of that area.
        OneK = "1K",
        /// 2048×2048 and sizes of that area.
        TwoK = "2K",
        /// 4096×4096 and sizes of that area; for video 3840×2160.
        FourK = "4K",
        /// Video of 480 lines.
        P480 = "480p",
        /// Video of 720 lines.
        P720 = "720p",
        /// Video of 1080 lines.
        P1080 = "1080p",
    }
}

impl Resolution {
    /// The frame that stands for the tier, in pixels: square for images, 16:9 for video.
    pub(super) fn frame(self, video: bool) -> (u32, u32) {
        match self {
            Self::HalfK => (512, 512),
            Self::OneK => (1024, 1024),
            Self::TwoK if video => (2560, 1440),
            Self::TwoK => (2048, 2048),
            Self::FourK if video => (3840, 2160),
            Self::FourK => (4096, 4096),
            Self::P480 => (854, 480),
            Self::P720 => (1280, 720),
            Self::P1080 => (1920, 1080),
        }
    }
}

/// Width and height in pixels, `1024x1024` on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Size {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

impl Size {
    /// Reads `1024x1024`.
    pub fn parse(text: &str) -> Option<Self> {
        let (width, height) = text.split_once('x')?;
        let edge = |text: &str| text.parse().ok().filter(|edge| (1..=MAX_EDGE_PX).contains(edge));
        Some(Self { width: edge(width)?, height: edge(height)? })
    }

    /// Width × height.
    pub fn area_px(self) -> u64 {
        u64::from(self.width).saturating_mul(u64::from(self.height))
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.width, self.height)
    }
}

impl serde::Serialize for Size {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromValue for Size {
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        let size = match &value {
            Value::Text(text) => Self::parse(text),
            _ => None,
        };
        size.map_or_else(|| value.refused(path, "a size such as `1024x1024`"), Ok)
    }
}

/// The largest edge that a job may ask for, in pixels.
pub const MAX_EDGE_PX: u32 = 65_536;

pack_fields! { Size { width, height } }
