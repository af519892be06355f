//! What rows are ranked by: the lowest price of each model, priced once for a job and kept while the table is paged,
//! sorted and filtered; and ranking by it as whole numbers where all prices have such a form at one scale. An exact
//! comparison takes their place where they do not.

use crate::api::Cells;
use crate::api::compare::Rank;
use crate::job::Job;
use crate::money::{Usd, common_scale};
use crate::price::Per;
use std::cmp::Ordering;

/// What the offers of a row come to.
#[derive(Clone, Copy, Debug)]
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

/// What rows were ranked by in the calls before, for the job of the last one and the job before that. It belongs to
/// one catalog.
#[derive(Debug, Default)]
pub struct Kept {
    latest: Option<Column>,
    before: Option<Column>,
}

/// The rows of one job, by the place of the model, as far as they were asked for.
#[derive(Debug)]
pub(super) struct Column {
    job: Job,
    rows: Vec<Option<RowFigures>>,
    #[cfg(feature = "planning")]
    pub(super) keys: Option<super::order::Keys>,
}

impl Kept {
    /// The column of that job over so many models.
    pub(super) fn of(&mut self, job: &Job, models: usize) -> &mut Column {
        let fits = |column: &Column| column.job == *job && column.rows.len() == models;
        if !self.latest.as_ref().is_some_and(fits) {
            std::mem::swap(&mut self.latest, &mut self.before);
            self.latest = self.latest.take().filter(fits);
        }
        self.latest.get_or_insert_with(|| Column {
            job: job.clone(),
            rows: vec![None; models],
            #[cfg(feature = "planning")]
            keys: None,
        })
    }
}

impl Column {
    /// The figures of the model at that place, priced now if they never were.
    pub(super) fn figures(&mut self, place: usize, price: &dyn Fn() -> RowFigures) -> RowFigures {
        match self.rows.get_mut(place) {
            Some(row) => *row.get_or_insert_with(price),
            None => price(),
        }
    }

    /// The same of a model that is priced already.
    #[cfg(feature = "planning")]
    pub(super) fn known(&self, place: usize) -> Option<RowFigures> {
        self.rows.get(place).copied().flatten()
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

/// The order of two rows that have a price, by their keys where these fit and else by the prices.
pub(super) fn by_price(one: &Rank<'_>, other: &Rank<'_>, fits: bool) -> Ordering {
    if fits { one.key.cmp(&other.key) } else { one.figures.least.cmp(&other.figures.least) }
}
