//! The comparison table: which models a query keeps, in which order, with every offer priced and routed.

use crate::api::answer::{Comparison, JobAnswer, Model as ModelAnswer, Row};
use crate::api::display::Display;
use crate::api::query::{broken_by_model, broken_by_offer, in_limits, in_tiers};
use crate::api::request::{DisplayRequest, DisplayUnit, JobRequest, Query, SortKey};
use crate::api::route::route_answer;
use crate::api::{Cells, Loaded, job_of};
use crate::catalog::Model;
use crate::error::Result;
use crate::job::Job;
use crate::money::Usd;
use crate::order::{arranged, sorted_places};
use crate::price::Per;
use crate::quantity::Quantity;
use std::cmp::Ordering;

impl Loaded {
    /// The models that the query keeps.
    ///
    /// # Errors
    /// None that a query of the right types could cause.
    pub fn models(&self, query: Option<&Query>) -> Result<Vec<ModelAnswer>> {
        let open = Query::default();
        let rows = self.rows(&Job::default(), query.unwrap_or(&open));
        let mut models = Vec::new();
        for row in window(&rows, query) {
            models.push(ModelAnswer::from(row.cells.model));
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
        let job = job_of(job)?;
        let counted = display.is_some_and(|display| display.count.is_some());
        let month = counted.then_some(DisplayUnit::Month);
        let display = display.map(|display| Display::new(display, &job)).transpose()?;
        let open = Query::default();
        let rows = self.rows(&job, query.unwrap_or(&open));
        let least = (least_of(&rows, false), least_of(&rows, true));
        let dearest = rows.iter().filter_map(|row| row.least).max();
        let mut answers = Vec::new();
        for ranked in window(&rows, query) {
            let cells = &ranked.cells;
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

    pub(super) fn rows<'c>(&'c self, job: &Job, query: &Query) -> Vec<Ranked<'c>> {
        let mut rows = Vec::new();
        for model in self.catalog.models.iter().filter(|model| self.keeps(query, model)) {
            let mut row = Ranked::new(self.cells_of(model, job, query));
            if query.sort == Some(SortKey::Routed) {
                row.rank_by_route(self);
            }
            if in_limits(query, row.least) && in_tiers(&self.policy, query, row.is_video(), row.least) {
                rows.push(row);
            }
        }
        mark_frontier(&mut rows);
        if let Some(key) = query.sort {
            let descending = query.descending.unwrap_or(false);
            let compare = |a: usize, b: usize| match (rows.get(a), rows.get(b)) {
                (Some(a), Some(b)) => a.compare(b, key, descending),
                _ => Ordering::Equal,
            };
            let places = sorted_places(rows.len(), &mut |a, b| compare(a, b));
            rows = arranged(rows, &places);
        }
        rows
    }

    /// Whether the model is not retired, or retired ones are asked for.
    pub(super) fn shows(&self, query: &Query, model: &Model) -> bool {
        query.include_retired == Some(true) || model.retires.is_none_or(|date| date > self.catalog.as_of)
    }

    fn keeps(&self, query: &Query, model: &Model) -> bool {
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
pub(super) fn least_of(rows: &[Ranked<'_>], video: bool) -> Option<Usd> {
    rows.iter().filter(|row| row.is_video() == video).filter_map(|row| row.least).min()
}

pub(super) fn window<'r, 'c>(rows: &'r [Ranked<'c>], query: Option<&Query>) -> &'r [Ranked<'c>] {
    let number =
        |value: Option<u32>, open: usize| value.map_or(open, |value| usize::try_from(value).unwrap_or(open));
    let offset = number(query.and_then(|query| query.offset), 0).min(rows.len());
    let limit = number(query.and_then(|query| query.limit), usize::MAX);
    let end = offset.saturating_add(limit).min(rows.len());
    rows.get(offset..end).unwrap_or_default()
}

/// One model with what its row is ranked by.
pub(super) struct Ranked<'c> {
    pub(super) cells: Cells<'c>,
    least: Option<Usd>,
    /// Of the routed offer, before the fee: known where rows are ranked by it.
    upstream: Option<Usd>,
    pub(super) pareto: bool,
}

impl<'c> Ranked<'c> {
    fn new(cells: Cells<'c>) -> Self {
        Self { least: cells.cheapest_price(), upstream: None, pareto: false, cells }
    }

    /// Every row bears the same fee rate, so the upstream price ranks as the billed one does. Routing every row
    /// costs more than pricing it, so only this order pays for it.
    fn rank_by_route(&mut self, loaded: &Loaded) {
        let chosen = self.cells.routed(&loaded.policy).chosen;
        self.upstream = chosen.and_then(|place| self.cells.cells.get(place)?.1.price);
    }

    fn spread(&self) -> Option<Quantity> {
        let most = self.cells.cells.iter().filter_map(|(_, priced)| priced.price).max()?;
        most.ratio_to(self.least?)
    }

    /// The dearest price over the cheapest one, for showing.
    pub(super) fn spread_shown(&self) -> Option<String> {
        self.spread()?.shown(2)
    }

    /// How many times the lowest price of its kind, image or video, the cheapest offer costs, for showing.
    pub(super) fn multiple_of(&self, (image, video): (Option<Usd>, Option<Usd>)) -> Option<String> {
        let least = if self.is_video() { video } else { image };
        self.least?.ratio_to(least?)?.shown(2)
    }

    pub(super) fn is_video(&self) -> bool {
        self.cells
            .cheapest()
            .and_then(|place| self.cells.cells.get(place))
            .is_some_and(|(_, priced)| priced.per == Per::Second)
    }

    /// Arena points per dollar.
    fn value(&self) -> Option<Quantity> {
        let elo = self.cells.model.elo?;
        self.least?
            .ratio_to(Usd::parse("1").ok()?)?
            .over(elo.into())
            .and_then(|cost| Quantity::ONE.over(cost))
    }

    fn compare(&self, other: &Self, key: SortKey, descending: bool) -> Ordering {
        fn known_first<T: Ord>(a: Option<T>, b: Option<T>, descending: bool) -> Ordering {
            let order = b.is_some().cmp(&a.is_some());
            order.then_with(|| if descending { b.cmp(&a) } else { a.cmp(&b) })
        }
        let (one, two) = (self.cells.model, other.cells.model);
        let lower = |text: Option<&str>| text.map(str::to_ascii_lowercase);
        match key {
            SortKey::Price => known_first(self.least, other.least, descending),
            SortKey::Routed => known_first(self.upstream, other.upstream, descending),
            SortKey::Elo => known_first(one.elo, two.elo, descending),
            SortKey::Value => known_first(self.value(), other.value(), descending),
            SortKey::Name => known_first(lower(Some(&one.name)), lower(Some(&two.name)), descending),
            SortKey::Spread => known_first(self.spread(), other.spread(), descending),
            SortKey::Vendor => {
                known_first(lower(one.vendor.as_deref()), lower(two.vendor.as_deref()), descending)
            }
            SortKey::Offers => {
                known_first(Some(self.cells.cells.len()), Some(other.cells.cells.len()), descending)
            }
            SortKey::License => {
                known_first(lower(one.license.as_deref()), lower(two.license.as_deref()), descending)
            }
        }
    }
}

/// Marks the rows that no other row beats: none is as good and cheaper, or better and as cheap.
fn mark_frontier(rows: &mut [Ranked<'_>]) {
    let mut ranked: Vec<(Usd, u32, usize)> = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        if let Some((usd, elo)) = row.least.zip(row.cells.model.elo) {
            ranked.push((usd, elo, place));
        }
    }
    let cheap_then_good = |a: usize, b: usize| match (ranked.get(a), ranked.get(b)) {
        (Some((usd, elo, _)), Some((other_usd, other_elo, _))) => usd.cmp(other_usd).then(other_elo.cmp(elo)),
        _ => Ordering::Equal,
    };
    let places = sorted_places(ranked.len(), &mut |a, b| cheap_then_good(a, b));
    let mut best: Option<(u32, Usd)> = None;
    for &(usd, elo, place) in places.iter().filter_map(|&place| ranked.get(place)) {
        let beaten = best.is_some_and(|(top, at)| elo < top || (elo == top && usd > at));
        if !beaten {
            best = Some((elo, usd));
            if let Some(row) = rows.get_mut(place) {
                row.pareto = true;
            }
        }
    }
}
