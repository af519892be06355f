//! Which model has which id.

#[cfg(not(feature = "planning"))]
mod few;
#[cfg(feature = "planning")]
mod many;

#[cfg(not(feature = "planning"))]
pub(crate) use few::Ids;
#[cfg(feature = "planning")]
pub(crate) use many::Ids;

use crate::packed::{Pack, Reader};

/// Packed catalogs have none: they follow from the models.
impl Pack for Ids {
    fn put(&self, _: &mut Vec<u8>) {}

    fn take(_: &mut Reader<'_>) -> Self {
        Self::of(&[])
    }
}
