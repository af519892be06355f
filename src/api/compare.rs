//! The comparison table: which models a query keeps, in which order, with every offer priced and routed.

use crate::api::answer::{Comparison, JobAnswer, Model as ModelAnswer, Row};
use crate::api::display::Display;
#[cfg(feature = "planning")]
use crate::api::order::places_by_key;
use crate::api::query::{broken_by_model, broken_by_offer, in_limits, in_tiers};
use crate::api::ranking::{Kept, RowFigures, RowPricer, fill_keys};
use crate::api::request::{DisplayRequest, DisplayUnit, JobRequest, Query, SortKey};
use crate::api::route::route_answer;
use crate::api::{Cells, Loaded, job_of};
use crate::catalog::Model;
use crate::error::Result;
use crate::job::Job;
use crate::money::Usd;
use crate::order::{arranged, sorted_places};
use crate::quantity::Quantity;
use std::cmp::Ordering;

impl Loaded {
    /// The models that the query keeps.
    ///
    /// # Errors
    /// None that a query of the right types could cause.
    pub fn models(&self, query: Option<&Query>) -> Result<Vec<ModelAnswer>> {
        let open = Query::default();
        let rows = self.ranks(&mut Kept::default(), &Job::default(), query.unwrap_or(&open));
        let mut models = Vec::new();
        for row in window(&rows, query) {
            models.push(ModelAnswer::from(row.model));
        }
        Ok(models)
    }

    /// The table: one row a model, every offer priced for the job.
    ///
    /// # Errors
    /// `bad_request` for a faulty job or display.
    pub fn compare(
        &self,
        job: Option<&JobRequest>,
        query: Option<&Query>,
        display: Option<&DisplayRequest>,
    ) -> Result<Comparison> {
        self.compare_again(&mut Kept::default(), job, query, display)
    }

    /// The same, with what was kept of the calls before: a table that is paged, sorted or filtered for the same
    /// job prices no more than the rows that it shows.
    ///
    /// # Errors
    /// Those of [`Loaded::compare`].
    pub fn compare_again(
        &self,
        kept: &mut Kept,
        job: Option<&JobRequest>,
        query: Option<&Query>,
        display: Option<&DisplayRequest>,
    ) -> Result<Comparison> {
        let job = job_of(job)?;
        let counted = display.is_some_and(|display| display.count.is_some());
        let month = counted.then_some(DisplayUnit::Month);
        let display = display.map(|display| Display::new(display, &job)).transpose()?;
        let open = Query::default();
        let all = query.unwrap_or(&open);
        let rows = self.ranks(kept, &job, all);
        let least_of = |video: bool| least_of(&mut rows.iter(), video);
        let least = (least_of(false), least_of(true));
        let dearest = rows.iter().filter_map(|row| row.figures.least).max();
        let mut answers = Vec::new();
        for ranked in window(&rows, query) {
            let cells = self.cells_of(ranked.model, &job, all);
            let figures = |unit: Option<DisplayUnit>| {
                let display = display.as_ref()?;
                Some(display.row(unit?, cells.cheapest_priced(), cells.billed(self)))
            };
            answers.push(Row {
                model: ModelAnswer::from(cells.model),
                offers: cells.offer_answers(self),
                cheapest: cells.cheapest(),
                routed: route_answer(self, &cells.entries(), &self.policy, false).0,
                spread: ranked.spread_shown(),
                multiple: ranked.multiple_of(least),
                pareto: ranked.pareto,
                shown: figures(display.as_ref().map(|display| display.unit)),
                month: figures(month),
            });
        }
        Ok(Comparison { job: JobAnswer::from(&job), total: rows.len(), dearest, rows: answers })
    }

    /// The offers of one model that the query keeps, priced.
    pub(super) fn cells_of<'c>(&'c self, model: &'c Model, job: &Job, query: &Query) -> Cells<'c> {
        Cells::new(self, model, job, &|offer| broken_by_offer(&self.catalog, query, offer).is_empty())
    }

    /// Their figures alone.
    pub(super) fn bare_cells_of<'c>(&'c self, model: &'c Model, job: &Job, query: &Query) -> Cells<'c> {
        Cells::bare(self, model, job, &|offer| broken_by_offer(&self.catalog, query, offer).is_empty())
    }

    /// The rows that the query keeps, in its order.
    pub(super) fn ranks<'c>(&'c self, kept: &mut Kept, job: &Job, query: &Query) -> Vec<Rank<'c>> {
        let mut rows = Vec::new();
        let mut pricer = RowPricer::new(self, kept, job, query);
        for (place, model) in self.catalog.models.iter().enumerate() {
            if !self.keeps(query, model) {
                continue;
            }
            let figures = pricer.row(place, model);
            let mut row = Rank {
                model,
                #[cfg(feature = "planning")]
                place,
                figures,
                key: 0,
                upstream: None,
                pareto: false,
            };
            if query.sort == Some(SortKey::Routed) {
                row.rank_by_route(self, job, query);
            }
            if in_limits(query, figures.least) && in_tiers(&self.policy, query, figures.video, figures.least)
            {
                rows.push(row);
            }
        }
        let fits = cfg!(feature = "planning") && fill_keys(&mut rows);
        mark_frontier(&mut rows, fits);
        if let Some(key) = query.sort {
            let descending = query.descending.unwrap_or(false);
            let compare = |a: usize, b: usize| match (rows.get(a), rows.get(b)) {
                (Some(a), Some(b)) => a.compare(b, key, descending),
                _ => Ordering::Equal,
            };
            let places = match key {
                #[cfg(feature = "planning")]
                SortKey::Price if fits => by_price(&rows, descending),
                _ => sorted_places(rows.len(), &mut |a, b| compare(a, b)),
            };
            rows = arranged(rows, &places);
        }
        rows
    }

    /// The same rows with the figures of their offers.
    #[cfg(feature = "planning")]
    pub(super) fn rows<'c>(&'c self, job: &Job, query: &Query) -> Vec<Ranked<'c>> {
        let mut rows = Vec::new();
        for rank in self.ranks(&mut Kept::default(), job, query) {
            rows.push(Ranked { cells: self.bare_cells_of(rank.model, job, query), rank });
        }
        rows
    }

    /// Whether the model is not retired, or retired ones are asked for.
    pub(super) fn shows(&self, query: &Query, model: &Model) -> bool {
        query.include_retired == Some(true) || model.retires.is_none_or(|date| date > self.catalog.as_of)
    }

    pub(super) fn keeps(&self, query: &Query, model: &Model) -> bool {
        if !self.shows(query, model) || !broken_by_model(query, model).is_empty() {
            return false;
        }
        let mut offers = model.offers.iter();
        // A model of which nothing is offered stays, unless the query asks for some kind of offer.
        let none_asked = offers.as_slice().is_empty() && !narrows(query);
        none_asked || offers.any(|offer| broken_by_offer(&self.catalog, query, offer).is_empty())
    }
}

/// Whether the query has a condition on offers.
pub(super) fn narrows(query: &Query) -> bool {
    query.providers.is_some()
        || query.exclude_providers.is_some()
        || query.billing.is_some()
        || query.predictable.is_some()
        || query.latency.is_some()
        || query.max_latency_seconds.is_some()
        || query.prepaid.is_some()
        || query.invoiced.is_some()
        || query.min_stored_days.is_some()
}

/// The lowest price of the rows of images, or of those of video.
pub(super) fn least_of<'r, 'c: 'r>(rows: &mut dyn Iterator<Item = &'r Rank<'c>>, video: bool) -> Option<Usd> {
    rows.filter(|row| row.figures.video == video).filter_map(|row| row.figures.least).min()
}

/// The part that the query asks for.
pub(super) fn window<'r, T>(rows: &'r [T], query: Option<&Query>) -> &'r [T] {
    let number =
        |value: Option<u32>, open: usize| value.map_or(open, |value| usize::try_from(value).unwrap_or(open));
    let offset = number(query.and_then(|query| query.offset), 0).min(rows.len());
    let limit = number(query.and_then(|query| query.limit), usize::MAX);
    let end = offset.saturating_add(limit).min(rows.len());
    rows.get(offset..end).unwrap_or_default()
}

/// A row with the figures of its offers.
#[cfg(feature = "planning")]
pub(super) struct Ranked<'c> {
    pub(super) rank: Rank<'c>,
    pub(super) cells: Cells<'c>,
}

/// One model with what its row is ranked by.
pub(super) struct Rank<'c> {
    pub(super) model: &'c Model,
    /// Its place in the catalog.
    #[cfg(feature = "planning")]
    pub(super) place: usize,
    pub(super) figures: RowFigures,
    /// The lowest price as a whole number at one scale for all rows, where every one has such a form.
    pub(super) key: i64,
    /// Of the routed offer, before the fee: known where rows are ranked by it.
    upstream: Option<Usd>,
    pub(super) pareto: bool,
}

impl Rank<'_> {
    /// Every row bears the same fee rate, so the upstream price ranks as the billed one does. Routing every row
    /// costs more than pricing it, so only this order pays for it.
    fn rank_by_route(&mut self, loaded: &Loaded, job: &Job, query: &Query) {
        let cells = loaded.bare_cells_of(self.model, job, query);
        let chosen = cells.chosen(&loaded.policy);
        self.upstream = chosen.and_then(|place| cells.cells.get(place)?.1.price);
    }

    fn spread(&self) -> Option<Quantity> {
        self.figures.most?.ratio_to(self.figures.least?)
    }

    /// The dearest price over the cheapest one, for showing.
    pub(super) fn spread_shown(&self) -> Option<String> {
        self.spread()?.shown(2)
    }

    /// How many times the lowest price of its kind, image or video, the cheapest offer costs, for showing.
    pub(super) fn multiple_of(&self, (image, video): (Option<Usd>, Option<Usd>)) -> Option<String> {
        let least = if self.figures.video { video } else { image };
        self.figures.least?.ratio_to(least?)?.shown(2)
    }

    /// Arena points per dollar.
    fn value(&self) -> Option<Quantity> {
        let elo = self.model.elo?;
        self.figures
            .least?
            .ratio_to(Usd::parse("1").ok()?)?
            .over(elo.into())
            .and_then(|cost| Quantity::ONE.over(cost))
    }

    fn compare(&self, other: &Self, key: SortKey, descending: bool) -> Ordering {
        fn known_first<T: Ord>(a: Option<T>, b: Option<T>, descending: bool) -> Ordering {
            let order = b.is_some().cmp(&a.is_some());
            order.then_with(|| if descending { b.cmp(&a) } else { a.cmp(&b) })
        }
        let (one, two) = (self.model, other.model);
        let lower = |text: Option<&str>| text.map(str::to_ascii_lowercase);
        match key {
            SortKey::Price => known_first(self.figures.least, other.figures.least, descending),
            SortKey::Routed => known_first(self.upstream, other.upstream, descending),
            SortKey::Elo => known_first(one.elo, two.elo, descending),
            SortKey::Value => known_first(self.value(), other.value(), descending),
            SortKey::Name => known_first(lower(Some(&one.name)), lower(Some(&two.name)), descending),
            SortKey::Spread => known_first(self.spread(), other.spread(), descending),
            SortKey::Vendor => {
                known_first(lower(one.vendor.as_deref()), lower(two.vendor.as_deref()), descending)
            }
            SortKey::Offers => known_first(Some(self.figures.offers), Some(other.figures.offers), descending),
            SortKey::License => {
                known_first(lower(one.license.as_deref()), lower(two.license.as_deref()), descending)
            }
        }
    }
}

/// Marks the rows that no other row beats: none is as good and cheaper, or better and as cheap.
fn mark_frontier(rows: &mut [Rank<'_>], fits: bool) {
    let mut ranked: Vec<usize> = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        if row.figures.least.is_some() && row.model.elo.is_some() {
            ranked.push(place);
        }
    }
    let mut best: Option<(u32, Usd)> = None;
    for place in cheap_then_good(rows, ranked, fits) {
        let Some(row) = rows.get_mut(place) else { continue };
        let Some((usd, elo)) = row.figures.least.zip(row.model.elo) else { continue };
        let beaten = best.is_some_and(|(top, at)| elo < top || (elo == top && usd > at));
        if !beaten {
            best = Some((elo, usd));
            row.pareto = true;
        }
    }
}

/// These of the rows, the cheapest first, and of those that cost the same the best first.
fn cheap_then_good(
    rows: &[Rank<'_>],
    ranked: Vec<usize>,
    #[cfg_attr(not(feature = "planning"), allow(unused_variables))] fits: bool,
) -> Vec<usize> {
    #[cfg(feature = "planning")]
    if fits {
        let row = |place: usize| rows.get(place);
        // What is equal stays as it stands, so that the first order holds within the second one.
        let elo = |place: usize| row(place).and_then(|row| row.model.elo).map_or(0, i64::from);
        let best_first = places_by_key(&ranked, &elo, true);
        return places_by_key(&best_first, &|place| row(place).map_or(0, |row| row.key), false);
    }
    let row = |at: usize| ranked.get(at).and_then(|&place| rows.get(place));
    let order = |a: usize, b: usize| match (row(a), row(b)) {
        (Some(a), Some(b)) => {
            a.figures.least.cmp(&b.figures.least).then_with(|| b.model.elo.cmp(&a.model.elo))
        }
        _ => Ordering::Equal,
    };
    let places = sorted_places(ranked.len(), &mut |a, b| order(a, b));
    places.into_iter().filter_map(|at| ranked.get(at).copied()).collect()
}

/// The rows by their keys, those without a price last.
#[cfg(feature = "planning")]
fn by_price(rows: &[Rank<'_>], descending: bool) -> Vec<usize> {
    let (mut known, mut unknown) = (Vec::with_capacity(rows.len()), Vec::new());
    for (place, row) in rows.iter().enumerate() {
        if row.figures.least.is_some() { &mut known } else { &mut unknown }.push(place);
    }
    let mut places = places_by_key(&known, &|place| rows.get(place).map_or(0, |row| row.key), descending);
    places.extend(unknown);
    places
}
