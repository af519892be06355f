//! What rows are ranked by: the lowest price of each model, and, where all prices have such a form at one scale, that
//! price as a whole number. Exact prices are compared where they do not.

#[cfg(not(feature = "planning"))]
mod anew;
#[cfg(feature = "planning")]
mod kept;

#[cfg(not(feature = "planning"))]
pub use anew::Kept;
#[cfg(not(feature = "planning"))]
pub(super) use anew::RowPricer;
#[cfg(feature = "planning")]
pub use kept::Kept;
#[cfg(feature = "planning")]
pub(super) use kept::{Pricer, RowPricer};

use crate::api::Cells;
use crate::api::compare::Rank;
use crate::money::{Usd, common_scale};
use crate::price::Per;

/// What the offers of a row come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowFigures {
    pub(super) least: Option<Usd>,
    pub(super) most: Option<Usd>,
    /// Whether the cheapest offer is of video.
    pub(super) video: bool,
    pub(super) offers: usize,
}

impl RowFigures {
    pub(super) fn of(cells: &Cells<'_>) -> Self {
        let cheapest = cells.cheapest_priced();
        Self {
            least: cheapest.and_then(|priced| priced.price),
            most: cells.cells.iter().filter_map(|(_, priced)| priced.price).max(),
            video: cheapest.is_some_and(|priced| priced.per == Per::Second),
            offers: cells.cells.len(),
        }
    }
}

/// Gives each row its key; whether all of them have one.
pub(super) fn fill_keys(rows: &mut [Rank<'_>]) -> bool {
    let scale = common_scale(&mut rows.iter().filter_map(|row| row.figures.least));
    for row in rows {
        let Some(usd) = row.figures.least else { continue };
        let Some(key) = usd.units_at(scale) else { return false };
        row.key = key;
    }
    true
}
