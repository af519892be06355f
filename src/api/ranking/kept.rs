//! Rows priced once for a job and kept while the table is paged, sorted and filtered.

use super::RowFigures;
use crate::api::Loaded;
use crate::api::compare::narrows;
use crate::api::order::Keys;
use crate::api::request::Query;
use crate::catalog::Model;
use crate::job::Job;
use crate::price::{Per, Plain, figure};
use crate::rare::Usual;

/// What rows were ranked by in the calls before, for the job of the last one and the job before that. It belongs to
/// one catalog.
#[derive(Debug, Default)]
pub struct Kept {
    latest: Option<Column>,
    before: Option<Column>,
}

/// The rows of one job, by the place of the model, as far as they were asked for.
#[derive(Debug)]
pub(in crate::api) struct Column {
    job: Job,
    rows: Vec<Option<RowFigures>>,
    pub(in crate::api) keys: Option<Keys>,
}

impl Kept {
    /// The column of that job over so many models.
    pub(in crate::api) fn of(&mut self, job: &Job, models: usize) -> &mut Column {
        let fits = |column: &Column| column.job == *job && column.rows.len() == models;
        if !self.latest.as_ref().is_some_and(fits) {
            std::mem::swap(&mut self.latest, &mut self.before);
            self.latest = self.latest.take().filter(fits);
        }
        self.latest.get_or_insert_with(|| Column { job: job.clone(), rows: vec![None; models], keys: None })
    }
}

impl Column {
    /// The figures of the model at that place, priced now if they never were.
    pub(in crate::api) fn figures(
        &mut self,
        place: usize,
        price: &mut dyn FnMut() -> RowFigures,
    ) -> RowFigures {
        match self.rows.get_mut(place) {
            Some(row) => *row.get_or_insert_with(price),
            None => price(),
        }
    }

    /// The same of a model that is priced already.
    pub(in crate::api) fn known(&self, place: usize) -> Option<RowFigures> {
        self.rows.get(place).copied().flatten()
    }
}

/// Prices rows for one job and one query: those of all offers once, for all calls; what a query leaves of them anew.
pub(in crate::api) struct RowPricer<'k, 'c> {
    loaded: &'c Loaded,
    job: &'c Job,
    query: &'c Query,
    whole: Option<(&'k mut Column, Pricer<'c>)>,
}

impl<'k, 'c> RowPricer<'k, 'c> {
    pub(in crate::api) fn new(
        loaded: &'c Loaded,
        kept: &'k mut Kept,
        job: &'c Job,
        query: &'c Query,
    ) -> Self {
        let whole =
            (!narrows(query)).then(|| (kept.of(job, loaded.catalog.models.len()), Pricer::new(loaded, job)));
        Self { loaded, job, query, whole }
    }

    /// The figures of the model at that place.
    pub(in crate::api) fn row(&mut self, place: usize, model: &Model) -> RowFigures {
        match &mut self.whole {
            Some((column, pricer)) => column.figures(place, &mut || pricer.row(model)),
            None => RowFigures::of(&self.loaded.bare_cells_of(model, self.job, self.query)),
        }
    }
}

/// Prices rows for one job, all offers of a model, without keeping what each of them comes to.
pub(in crate::api) struct Pricer<'c> {
    loaded: &'c Loaded,
    job: &'c Job,
    /// Where the job is the one at which most prices are stated.
    plain: Option<Plain>,
}

impl<'c> Pricer<'c> {
    pub(in crate::api) fn new(loaded: &'c Loaded, job: &'c Job) -> Self {
        let plain = (*job == *Job::usual()).then(|| Plain::on(loaded.catalog.as_of));
        Self { loaded, job, plain }
    }

    /// What [`RowFigures::of`] says of the model's cells.
    pub(in crate::api) fn row(&mut self, model: &Model) -> RowFigures {
        let catalog = &self.loaded.catalog;
        let mut figures = RowFigures { least: None, most: None, video: false, offers: model.offers.len() };
        for offer in &model.offers {
            let plain = self.plain.as_mut().and_then(|plain| plain.price(model, offer));
            let (usd, per) = match plain {
                Some(usd) => (usd, Per::Image),
                None => {
                    let priced = figure(catalog, model, offer, self.job);
                    let Some(usd) = priced.price else { continue };
                    (usd, priced.per)
                }
            };
            if figures.least.is_none_or(|least| usd < least) {
                (figures.least, figures.video) = (Some(usd), per == Per::Second);
            }
            figures.most = figures.most.max(Some(usd));
        }
        figures
    }
}
