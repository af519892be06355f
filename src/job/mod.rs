//! What a user wants made: one image, or one clip of video. A `Job` is checked when it is built and knows
//! the sizes that follow from it; it knows nothing of who would make it or for how much.

mod size;

pub use size::{MAX_EDGE_PX, Resolution, Size};

use crate::error::{Code, Error, Result};
use crate::packed::pack_fields;
use crate::quantity::Quantity;
use crate::rare::Usual;
use crate::record::words;

words! {
    /// What goes in and what comes out.
    Mode {
        /// Text to image.
        TextToImage = "t2i",
        /// Image editing: one or more images and a text to an image.
        Edit = "edit",
        /// Text to video.
        TextToVideo = "t2v",
        /// Image to video.
        ImageToVideo = "i2v",
    }
}

impl Mode {
    /// Whether video comes out.
    pub fn is_video(self) -> bool {
        matches!(self, Self::TextToVideo | Self::ImageToVideo)
    }
}

/// One output that somebody wants made. Fields left open take the offer's standard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Job {
    mode: Option<Mode>,
    size_px: Option<(u32, u32)>,
    resolution: Option<Resolution>,
    quality: Option<String>,
    inputs: Option<u32>,
    steps: Option<u32>,
    batch: bool,
    seconds: Option<Quantity>,
    audio: Option<bool>,
    text_tokens: Option<u64>,
}

/// The parts of a job before they are checked.
#[derive(Clone, Debug, Default)]
pub struct JobParts {
    /// What goes in and comes out.
    pub mode: Option<Mode>,
    /// Width of the output in pixels.
    pub width: Option<u32>,
    /// Height of the output in pixels.
    pub height: Option<u32>,
    /// Resolution tier.
    pub resolution: Option<Resolution>,
    /// The vendor's word for quality.
    pub quality: Option<String>,
    /// Number of input (reference) images.
    pub inputs: Option<u32>,
    /// Diffusion steps.
    pub steps: Option<u32>,
    /// Whether the vendor's batch interface will do.
    pub batch: bool,
    /// Length of the clip in seconds.
    pub seconds: Option<Quantity>,
    /// Whether the clip has sound.
    pub audio: Option<bool>,
    /// Tokens of the text prompt.
    pub text_tokens: Option<u64>,
}

impl Job {
    /// Checks the parts and builds the job.
    ///
    /// ```
    /// use perpixel::job::{Job, JobParts};
    ///
    /// let job = Job::new(JobParts { width: Some(1920), height: Some(1080), ..JobParts::default() })?;
    /// assert_eq!((job.size_px(), job.area_px()), ((1920, 1080), 2_073_600));
    /// let one_edge = Job::new(JobParts { width: Some(1920), ..JobParts::default() });
    /// assert_eq!(one_edge.unwrap_err().path(), Some("/height"));
    /// # Ok::<(), perpixel::error::Error>(())
    /// ```
    ///
    /// # Errors
    /// `bad_request` with the path of the part: one edge without the other, an edge of 0 or above
    /// [`MAX_EDGE_PX`], an empty quality, more than 1,000 inputs, 0 steps, or a clip of 0 or over 86,400 seconds.
    pub fn new(parts: JobParts) -> Result<Self> {
        let refuse = |path: &str, message: String| Err(Error::new(Code::BadRequest, message).at(path));
        let size_px = match (parts.width, parts.height) {
            (None, None) => None,
            (Some(width), Some(height)) => Some((width, height)),
            (Some(_), None) => return refuse("/height", "a job with a width needs a height too".into()),
            (None, Some(_)) => return refuse("/width", "a job with a height needs a width too".into()),
        };
        for (path, edge) in [("/width", parts.width), ("/height", parts.height)] {
            if edge.is_some_and(|edge| edge == 0 || edge > MAX_EDGE_PX) {
                let edge = edge.unwrap_or(0);
                return refuse(path, format!("an edge is 1 to {MAX_EDGE_PX} pixels long, not `{edge}`"));
            }
        }
        if parts.quality.as_deref().is_some_and(str::is_empty) {
            return refuse("/quality", "the quality is an empty text".into());
        }
        if parts.inputs.is_some_and(|inputs| inputs > 1000) {
            return refuse("/inputs", "a job has at most 1000 input images".into());
        }
        if parts.steps == Some(0) || parts.steps.is_some_and(|steps| steps > 10_000) {
            return refuse("/steps", "a job has 1 to 10000 steps".into());
        }
        let day = Quantity::from(86_400_u32);
        if parts.seconds.is_some_and(|seconds| seconds.is_zero() || seconds > day) {
            return refuse("/seconds", "a clip is longer than 0 and at most 86400 seconds long".into());
        }
        Ok(Self {
            mode: parts.mode,
            size_px,
            resolution: parts.resolution,
            quality: parts.quality,
            inputs: parts.inputs,
            steps: parts.steps,
            batch: parts.batch,
            seconds: parts.seconds,
            audio: parts.audio,
            text_tokens: parts.text_tokens,
        })
    }

    /// This job with what it leaves open taken from an offer's standard. An image job that states no size
    /// asks for 1024×1024, whatever the offer's standard size is.
    pub(crate) fn or_standard(&self, standard: &Job) -> Self {
        self.filled(standard, standard.is_video())
    }

    /// This job with what it leaves open taken from `other`, its size too.
    pub(crate) fn or(&self, other: &Job) -> Self {
        self.filled(other, true)
    }

    fn filled(&self, standard: &Job, with_size: bool) -> Self {
        let size_open = with_size && self.size_px.is_none() && self.resolution.is_none();
        Self {
            mode: self.mode.or(standard.mode),
            size_px: if size_open { standard.size_px } else { self.size_px },
            resolution: if size_open { standard.resolution } else { self.resolution },
            quality: self.quality.clone().or_else(|| standard.quality.clone()),
            inputs: self.inputs.or(standard.inputs),
            steps: self.steps.or(standard.steps),
            batch: self.batch,
            seconds: self.seconds.or(standard.seconds),
            audio: self.audio.or(standard.audio),
            text_tokens: self.text_tokens.or(standard.text_tokens),
        }
    }

    /// This job with another length of the clip.
    pub(crate) fn lasting(self, seconds: Option<Quantity>) -> Self {
        Self { seconds, ..self }
    }

    /// What goes in and comes out, where the job says.
    pub fn mode(&self) -> Option<Mode> {
        self.mode
    }

    fn is_video(&self) -> bool {
        let lines = matches!(self.resolution, Some(Resolution::P480 | Resolution::P720 | Resolution::P1080));
        self.mode.map_or(lines || self.seconds.is_some(), Mode::is_video)
    }

    /// Whether the job says how large the output is, by its edges or by a tier.
    pub fn states_size(&self) -> bool {
        self.size_px.is_some() || self.resolution.is_some()
    }

    /// Width and height in pixels: as given, else those of the tier, else 1024×1024 (video: 1280×720).
    pub fn size_px(&self) -> (u32, u32) {
        let video = self.is_video();
        let standard = if video { Resolution::P720 } else { Resolution::OneK };
        self.size_px.unwrap_or_else(|| self.resolution.unwrap_or(standard).frame(video))
    }

    /// Width × height, in pixels.
    pub fn area_px(&self) -> u64 {
        let (width, height) = self.size_px();
        u64::from(width).saturating_mul(u64::from(height))
    }

    /// The tier: as given, else the smallest one that holds the size.
    ///
    /// An image belongs to a tier up to a tenth above the area of the tier's square, because vendors' own
    /// tables of aspect ratios go over it (Gemini's 16:9 at 1K is 1376×768, 0.8 % above 1024×1024). Video
    /// goes by its shorter edge. Nothing where the size is above the largest tier.
    pub fn resolution(&self) -> Option<Resolution> {
        if self.resolution.is_some() {
            return self.resolution;
        }
        let (width, height) = self.size_px();
        if self.is_video() {
            let lines = [
                (480, Resolution::P480),
                (720, Resolution::P720),
                (1080, Resolution::P1080),
                (2160, Resolution::FourK),
            ];
            return lines.into_iter().find(|&(most, _)| width.min(height) <= most).map(|(_, tier)| tier);
        }
        let area = self.area_px();
        [Resolution::HalfK, Resolution::OneK, Resolution::TwoK, Resolution::FourK].into_iter().find(|tier| {
            let (width, height) = tier.frame(false);
            let square = u64::from(width).saturating_mul(u64::from(height));
            area.saturating_mul(10) <= square.saturating_mul(11)
        })
    }

    /// The vendor's word for quality, where the job says.
    pub fn quality(&self) -> Option<&str> {
        self.quality.as_deref()
    }

    /// Input images: as given, else one for the modes that start from an image, else none.
    pub fn inputs(&self) -> u32 {
        let implied = matches!(self.mode, Some(Mode::Edit | Mode::ImageToVideo));
        self.inputs.unwrap_or_else(|| u32::from(implied))
    }

    /// Diffusion steps, where the job says.
    pub fn steps(&self) -> Option<u32> {
        self.steps
    }

    /// Whether the vendor's batch interface will do.
    pub fn batch(&self) -> bool {
        self.batch
    }

    /// Length of the clip in seconds, where the job says.
    pub fn seconds(&self) -> Option<Quantity> {
        self.seconds
    }

    /// Whether the clip has sound, where the job says.
    pub fn audio(&self) -> Option<bool> {
        self.audio
    }

    /// Tokens of the text prompt, where the job says.
    pub fn text_tokens(&self) -> Option<u64> {
        self.text_tokens
    }

    /// Which setting of this job is another one than the price was fixed for, if any. A job that names no
    /// quality asks for the standard one.
    pub(crate) fn departs_from(
        &self,
        fixed: &Job,
        standard_quality: Option<&str>,
    ) -> Option<(&'static str, String)> {
        if fixed.states_size() && self.resolution() != fixed.resolution() {
            return fixed.resolution().map(|tier| ("size", tier.to_string()));
        }
        let asked = self.quality.as_deref().or(standard_quality);
        let departs = |quality: &&String| asked.is_some_and(|asked| asked != quality.as_str());
        fixed.quality.as_ref().filter(departs).map(|quality| ("quality", quality.clone()))
    }

    /// What sets this job apart from the job that a normalized price is for, if anything: one 1024×1024 image
    /// at the standard settings, where `reference` states no others.
    pub(crate) fn beyond_reference(&self, reference: &Job) -> Option<&'static str> {
        let size_px = if reference.states_size() { reference.size_px() } else { (1024, 1024) };
        if self.size_px() != size_px {
            Some("size")
        } else if self.quality != reference.quality {
            Some("quality")
        } else if self.inputs() > reference.inputs().max(1) {
            Some("number of input images")
        } else if self.steps != reference.steps {
            Some("number of steps")
        } else if self.batch {
            Some("batch interface")
        } else if self.seconds != reference.seconds || self.audio != reference.audio {
            Some("video settings")
        } else {
            None
        }
    }
}

#[cfg(feature = "planning")]
impl Job {
    /// This job, of that mode where it states none.
    pub(crate) fn of_mode(self, mode: Mode) -> Self {
        Self { mode: self.mode.or(Some(mode)), ..self }
    }

    /// This job with or without the batch interface.
    pub(crate) fn batched(self, batch: bool) -> Self {
        Self { batch, ..self }
    }

    /// The job in words: its size and what else it states.
    pub(crate) fn describe(&self) -> String {
        let (width, height) = self.size_px();
        let mut text = match self.resolution.filter(|_| self.size_px.is_none()) {
            Some(tier) => tier.to_string(),
            None => format!("{width}x{height}"),
        };
        let mode = self.mode.map(|mode| mode.to_string());
        let inputs = self.inputs.filter(|&inputs| inputs > 0).map(|inputs| format!("{inputs} inputs"));
        let steps = self.steps.map(|steps| format!("{steps} steps"));
        let seconds = self.seconds.map(|seconds| format!("{seconds} s"));
        let sound = self.audio.map(|audio| if audio { "with sound" } else { "without sound" }.to_owned());
        let batch = self.batch.then(|| "batch".to_owned());
        for part in [self.quality.clone(), mode, inputs, steps, seconds, sound, batch].into_iter().flatten() {
            text.push_str(", ");
            text.push_str(&part);
        }
        text
    }
}

impl Usual for Job {
    fn usual() -> &'static Self {
        static USUAL: Job = Job {
            mode: None,
            size_px: None,
            resolution: None,
            quality: None,
            inputs: None,
            steps: None,
            batch: false,
            seconds: None,
            audio: None,
            text_tokens: None,
        };
        &USUAL
    }
}

pack_fields! { Job { mode, size_px, resolution, quality, inputs, steps, batch, seconds, audio, text_tokens } }

#[cfg(test)]
mod tests {
    use super::*;

    fn sized(width: u32, height: u32, mode: Option<Mode>) -> Job {
        Job::new(JobParts { width: Some(width), height: Some(height), mode, ..JobParts::default() }).unwrap()
    }

    #[test]
    fn the_default_is_the_reference_job() {
        assert_eq!(Job::default().size_px(), (1024, 1024));
        assert_eq!(Job::default().resolution(), Some(Resolution::OneK));
        assert_eq!(Job::default().beyond_reference(&Job::default()), None);
        assert_eq!(sized(1024, 1024, None).beyond_reference(&Job::default()), None);
        assert_eq!(sized(1024, 1536, None).beyond_reference(&Job::default()), Some("size"));
    }

    #[test]
    fn a_size_falls_into_the_smallest_tier_that_holds_it() {
        for (width, height, tier) in [
            (512, 512, Some(Resolution::HalfK)),
            (1376, 768, Some(Resolution::OneK)),
            (1024, 1536, Some(Resolution::TwoK)),
            (2752, 1536, Some(Resolution::TwoK)),
            (4096, 4096, Some(Resolution::FourK)),
            (8192, 8192, None),
        ] {
            assert_eq!(sized(width, height, None).resolution(), tier, "{width}×{height}");
        }
        let video = Some(Mode::TextToVideo);
        assert_eq!(sized(1920, 1080, video).resolution(), Some(Resolution::P1080));
        assert_eq!(sized(720, 1280, video).resolution(), Some(Resolution::P720));
    }

    #[test]
    fn refuses_what_is_no_job() {
        let bad = |parts: JobParts| Job::new(parts).unwrap_err().path().unwrap().to_owned();
        assert_eq!(bad(JobParts { width: Some(10), ..JobParts::default() }), "/height");
        assert_eq!(bad(JobParts { width: Some(0), height: Some(1), ..JobParts::default() }), "/width");
        assert_eq!(bad(JobParts { steps: Some(0), ..JobParts::default() }), "/steps");
        assert_eq!(bad(JobParts { seconds: Some(Quantity::ZERO), ..JobParts::default() }), "/seconds");
        assert_eq!(bad(JobParts { quality: Some(String::new()), ..JobParts::default() }), "/quality");
    }

    #[test]
    fn a_stated_size_is_not_mixed_with_the_standard_one() {
        let standard =
            Job::new(JobParts { resolution: Some(Resolution::TwoK), ..JobParts::default() }).unwrap();
        assert_eq!(Job::default().or(&standard).size_px(), (2048, 2048));
        assert_eq!(sized(512, 512, None).or(&standard).resolution(), Some(Resolution::HalfK));
    }
}
