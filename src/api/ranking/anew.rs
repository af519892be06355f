//! Rows priced anew with each call, for the lean module: it has few of them, and no room for what keeping takes.

use super::RowFigures;
use crate::api::Loaded;
use crate::api::request::Query;
use crate::catalog::Model;
use crate::job::Job;

/// Nothing.
#[derive(Debug, Default)]
pub struct Kept(());

/// Prices rows for one job and one query.
pub(in crate::api) struct RowPricer<'c> {
    loaded: &'c Loaded,
    job: &'c Job,
    query: &'c Query,
}

impl<'c> RowPricer<'c> {
    pub(in crate::api) fn new(loaded: &'c Loaded, _: &mut Kept, job: &'c Job, query: &'c Query) -> Self {
        Self { loaded, job, query }
    }

    /// The figures of the model.
    pub(in crate::api) fn row(&mut self, _: usize, model: &Model) -> RowFigures {
        RowFigures::of(&self.loaded.bare_cells_of(model, self.job, self.query))
    }
}
