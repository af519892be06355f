//! An entry of a price book, where the build has no part that applies one: it is refused rather than passed over.

use crate::value::{FromValue, Taken, Value};

/// What is never made.
#[derive(Clone, Debug, PartialEq)]
pub enum OverrideRequest {}

impl FromValue for OverrideRequest {
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        value.refused(path, "no entry, because this build applies no price book,")
    }
}
