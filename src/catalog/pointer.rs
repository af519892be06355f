//! Where a row stands in its source: numbers until somebody reads them.

use crate::packed::pack_cases;
use crate::text::{indexed, push_index};
use std::fmt;

/// Where a row stands in its source. It prints as a JSON Pointer (RFC 6901).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pointer {
    /// At that pointer.
    At(String),
    /// The model at that place of `/models`.
    Model {
        /// The place.
        model: u32,
    },
    /// The model at that place of `/models`, and the offer at that place of its `providers`.
    Offer {
        /// The model's place.
        model: u32,
        /// The offer's place.
        offer: u32,
    },
}

impl Default for Pointer {
    fn default() -> Self {
        Self::At(String::new())
    }
}

impl From<String> for Pointer {
    fn from(pointer: String) -> Self {
        Self::At(pointer)
    }
}

impl Pointer {
    /// The pointer as a text.
    pub(crate) fn text(&self) -> String {
        let place = |row: &u32| usize::try_from(*row).unwrap_or(usize::MAX);
        match self {
            Self::At(pointer) => pointer.clone(),
            Self::Model { model } => indexed("/models/", place(model)),
            Self::Offer { model, offer } => {
                let mut path = indexed("/models/", place(model));
                path.push_str("/providers/");
                push_index(&mut path, place(offer));
                path
            }
        }
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

pack_cases! { Pointer { 1 Model { model }, 2 Offer { model, offer }, _ At(pointer), } }
