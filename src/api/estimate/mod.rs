//! Estimates: what a workload costs as it stands, in other ways, and in the cheapest one. Each line is bought
//! whole from one offer; its receipt is the offer's receipt for all outputs of all months.

mod pay;
mod plan;
mod sums;

use crate::api::answer::{Estimate, EstimateLine, JobAnswer};
use crate::api::quote::rail_cost;
use crate::api::request::{AlternativeRequest, JobRequest, LineRequest, Query, WorkloadRequest};
use crate::api::route::{Entry, routed};
use crate::api::{Cells, Loaded};
use crate::error::{Code, Error, Result};
use crate::estimate::Month;
use crate::job::Job;
use crate::money::Usd;
use crate::price::Status;
use crate::quantity::Quantity;
use crate::route::Policy;
use pay::{Paid, cheapest, pay};
use plan::{checked_months, line_counts};
use std::rc::Rc;
use sums::{by_month, by_provider, scenario, sums};

/// One line, checked, and how it is bought.
struct Way<'w> {
    model: Option<&'w str>,
    query: Option<&'w Query>,
    provider: Option<&'w str>,
    route: bool,
    job: Option<&'w JobRequest>,
    months: &'w [Month],
}

/// The offers of every model, priced once for each job that lines without a model ask about.
struct Market<'c> {
    loaded: &'c Loaded,
    policy: &'c Policy,
    priced: Vec<(Job, Rc<Vec<Cells<'c>>>)>,
}

impl<'c> Market<'c> {
    fn cells(&mut self, model: Option<&str>, job: &Job) -> Result<Rc<Vec<Cells<'c>>>> {
        if let Some(id) = model {
            let model = self.loaded.catalog.model(id)?;
            return Ok(Rc::new(vec![Cells::new(self.loaded, model, job, &|_| true)]));
        }
        if let Some((_, cells)) = self.priced.iter().find(|(known, _)| known == job) {
            return Ok(Rc::clone(cells));
        }
        let cells = Rc::new(self.loaded.all_cells(job));
        self.priced.push((job.clone(), Rc::clone(&cells)));
        Ok(cells)
    }
}

/// What buying a line in one way comes to.
struct Bought {
    job: Job,
    model: Option<String>,
    name: Option<String>,
    provider: Option<String>,
    status: Status,
    price: Option<Usd>,
    source: Option<String>,
    reason: Option<String>,
    paid: Option<Paid>,
}

impl Bought {
    fn total(&self) -> Option<Usd> {
        self.paid.as_ref().map(|paid| paid.total)
    }
}

impl Loaded {
    /// What a workload costs.
    ///
    /// # Errors
    /// `unknown_model`, `unknown_provider`, or `bad_request` for a faulty count, share or job. A line without a
    /// price is no error but a line with a reason.
    pub fn estimate(&self, request: &WorkloadRequest) -> Result<Estimate> {
        let months = checked_months(request)?;
        let counts = line_counts(request, months)?;
        self.check_names(request)?;
        let policy = request.policy.as_ref().map(|policy| policy.over(&self.policy));
        let policy = policy.as_ref().unwrap_or(&self.policy);
        let alternatives = request.alternatives.as_deref().unwrap_or_default();
        let mut market = Market { loaded: self, policy, priced: Vec::new() };

        let mut bought = Vec::with_capacity(request.lines.len());
        for (place, (line, counts)) in request.lines.iter().zip(&counts).enumerate() {
            let way = way(request, line, counts);
            bought.push(self.buy(&way, &mut market).map_err(|error| within_line(error, place))?);
        }
        let sums = sums(&bought)?;
        let fee_words = self.disclosure(policy);
        let mut scenarios = Vec::with_capacity(alternatives.len());
        for (place, other) in alternatives.iter().enumerate() {
            let mut instead = Vec::with_capacity(bought.len());
            for (line, counts) in request.lines.iter().zip(&counts) {
                let way = other_way(way(request, line, counts), other);
                let error = |error: Error| error.at(format!("/alternatives/{place}/model"));
                instead.push(self.buy(&way, &mut market).map_err(error)?);
            }
            let name = other.name.clone().unwrap_or_else(|| name_of_alternative(other));
            scenarios.push(scenario(
                name,
                request,
                &bought,
                &sums,
                &instead.iter().collect::<Vec<_>>(),
                fee_words.as_deref(),
            )?);
        }
        let mut least = Vec::with_capacity(bought.len());
        for ((line, counts), own) in request.lines.iter().zip(&counts).zip(&bought) {
            let cheapest = self.buy_cheapest(way(request, line, counts), &mut market)?;
            let better = match (cheapest.total(), own.total()) {
                (Some(cheapest), Some(own)) => cheapest < own,
                (cheapest, own) => cheapest.is_some() && own.is_none(),
            };
            least.push(better.then_some(cheapest));
        }
        let least: Vec<&Bought> =
            least.iter().zip(&bought).map(|(better, own)| better.as_ref().unwrap_or(own)).collect();
        let cheapest =
            scenario("Cheapest".to_owned(), request, &bought, &sums, &least, fee_words.as_deref())?;

        let wanted = sum_of(&mut counts.iter().flatten().map(|month| month.wanted))?;
        let per_thousand = sums.total.and_then(|total| {
            let share = Quantity::from(1000_u32).over(wanted)?;
            total.times(share).or_else(|_| total.times_rounded(share)).ok()
        });
        let by_provider = by_provider(&bought, &counts)?;
        let by_month = by_month(&bought, &counts, months)?;
        let mut lines = Vec::with_capacity(bought.len());
        for ((line, counts), bought) in request.lines.iter().zip(&counts).zip(bought) {
            lines.push(line_answer(request, line, counts, bought)?);
        }
        Ok(Estimate {
            months,
            wanted,
            made: sum_of(&mut counts.iter().flatten().map(|month| month.made))?,
            status: sums.status,
            total: sums.total,
            known: sums.known,
            unpriced: sums.unpriced,
            per_thousand,
            by_provider,
            by_month,
            rail: request
                .rail
                .as_ref()
                .zip(sums.total)
                .and_then(|(rail, total)| rail_cost(rail, total, months)),
            alternatives: scenarios,
            cheapest,
            disclosure: fee_words.filter(|_| request.lines.iter().any(|line| is_routed(request, line))),
            lines,
        })
    }

    /// Names that no catalog knows are mistakes of the request, whatever else is wrong.
    fn check_names(&self, request: &WorkloadRequest) -> Result<()> {
        for (place, line) in request.lines.iter().enumerate() {
            self.check_name(line.provider.as_deref(), "lines", place)?;
        }
        for (place, other) in request.alternatives.iter().flatten().enumerate() {
            self.check_name(other.provider.as_deref(), "alternatives", place)?;
        }
        Ok(())
    }

    fn check_name(&self, provider: Option<&str>, list: &str, place: usize) -> Result<()> {
        let Some(name) = provider else { return Ok(()) };
        let known = self.catalog.known_provider(name);
        known.map(drop).map_err(|error| error.at(format!("/{list}/{place}/provider")))
    }

    /// Buys a line at the cheapest provider, or with the cheapest model that its query keeps.
    fn buy_cheapest<'c>(&'c self, way: Way<'_>, market: &mut Market<'c>) -> Result<Bought> {
        let open = Way { provider: None, ..way };
        let Some(query) = open.query else { return self.buy(&open, market) };
        let asked = open.job.and_then(|job| job.mode);
        let mode = match open.model.filter(|_| asked.is_none()) {
            Some(id) => self.catalog.model(id)?.usual_mode(),
            None => asked,
        };
        let asked = query.modes.clone().or_else(|| mode.map(|mode| vec![mode]));
        let query = Query { modes: asked, ..query.clone() };
        self.buy(&Way { model: None, query: Some(&query), ..open }, market)
    }

    /// Buys a line in one way.
    fn buy<'c>(&'c self, way: &Way<'_>, market: &mut Market<'c>) -> Result<Bought> {
        let (open, policy) = (Query::default(), market.policy);
        let query = way.query.filter(|_| way.model.is_none()).unwrap_or(&open);
        let job = self.job_for(way.model.unwrap_or_default(), way.job)?;
        let made = sum_of(&mut way.months.iter().map(|month| month.made))?;
        let batched = sum_of(&mut way.months.iter().map(|month| month.batched))?;
        let several = way.model.is_none();
        let job = if several { self.open_job(job, query) } else { job };
        let plain_cells = market.cells(way.model, &job)?;
        let mut entries = self.entries(&plain_cells, policy, query, several);
        let batch_cells = if batched.is_zero() {
            Rc::default()
        } else {
            market.cells(way.model, &job.clone().batched(true))?
        };
        let batch_entries = self.entries(&batch_cells, policy, &open, false);
        if let Some(name) = way.provider {
            for entry in entries.iter_mut().filter(|entry| entry.offer.provider != name) {
                entry.broken.push("providers");
            }
        }
        let plain = made.minus_or_zero(batched).ok_or_else(too_large)?;
        let place = if way.route {
            routed(&entries, policy, &[]).chosen
        } else {
            cheapest(&entries, &batch_entries, plain, batched)
        };
        let Some((place, entry)) = place.and_then(|place| Some((place, entries.get(place)?))) else {
            return Ok(nothing_bought(job, &entries, way));
        };
        let batch = batch_entries.get(place);
        let rate = if way.route { Some(self.fee_rate(policy)) } else { None };
        let unbatched = batch.is_some_and(|batch| batch.priced.price.is_none());
        let paid = if unbatched {
            Err("its batch interface has no price for this job".to_owned())
        } else {
            pay(entry, batch, way.months, rate)
        };
        let surest = batch.map_or(entry.priced.status, |batch| entry.priced.status.and(batch.priced.status));
        let remark = batch.unwrap_or(entry).priced.reason.as_ref().map(|lack| lack.reason.clone());
        let (paid, reason) = match paid {
            Ok(paid) => (Some(paid), remark),
            Err(why) => (None, Some(why)),
        };
        Ok(Bought {
            job,
            model: Some(entry.model.id.clone()),
            name: Some(entry.model.name.clone()),
            provider: Some(entry.offer.provider.copied()),
            status: if paid.is_some() { surest } else { Status::Unknown },
            price: entry.priced.price,
            source: Some(self.source_name(entry.offer.source)),
            reason,
            paid,
        })
    }
}

fn too_large() -> Error {
    Error::new(Code::BadRequest, "the counts are too large to be computed exactly").at("/lines")
}

fn within_line(error: Error, place: usize) -> Error {
    let error = error.within(&format!("line {}", place.saturating_add(1)));
    let path = format!("/lines/{place}{}", error.path().unwrap_or_default());
    error.at(path)
}

fn sum_of(counts: &mut dyn Iterator<Item = Quantity>) -> Result<Quantity> {
    let mut sum = Quantity::ZERO;
    for count in counts {
        sum = sum.plus(count).ok_or_else(too_large)?;
    }
    Ok(sum)
}

fn is_routed(request: &WorkloadRequest, line: &LineRequest) -> bool {
    line.route.or(request.route).unwrap_or(false)
}

fn way<'w>(request: &'w WorkloadRequest, line: &'w LineRequest, months: &'w [Month]) -> Way<'w> {
    Way {
        model: line.model.as_deref(),
        query: line.query.as_ref(),
        provider: line.provider.as_deref(),
        route: is_routed(request, line),
        job: line.job.as_ref(),
        months,
    }
}

/// The line bought as the alternative says.
fn other_way<'w>(own: Way<'w>, other: &'w AlternativeRequest) -> Way<'w> {
    let model = match (&other.model, &other.query) {
        (Some(model), _) => Some(model.as_str()),
        (None, Some(_)) => None,
        (None, None) => own.model,
    };
    Way {
        model,
        query: other.query.as_ref().or(own.query),
        provider: other.provider.as_deref(),
        route: other.route.unwrap_or(false),
        ..own
    }
}

fn name_of_alternative(other: &AlternativeRequest) -> String {
    let model = other.model.as_deref().unwrap_or("the same");
    match (&other.provider, other.route) {
        (Some(provider), _) => format!("{model} at {provider}"),
        (None, Some(true)) => format!("{model}, routed"),
        (None, _) => format!("{model} at the cheapest provider"),
    }
}

fn nothing_bought(job: Job, entries: &[Entry<'_>], way: &Way<'_>) -> Bought {
    let candidates = || entries.iter().filter(|entry| entry.broken.is_empty());
    let range = candidates().any(|entry| entry.priced.status == Status::Range);
    let reason = candidates().find_map(|entry| entry.priced.reason.as_ref());
    let reason = match (way.model.is_some(), reason) {
        _ if range && !way.route => "the price is a range, not one figure".to_owned(),
        (true, Some(lack)) if !way.route => lack.reason.clone(),
        _ if way.route => "no provider that the policy allows has a price for this job".to_owned(),
        (_, Some(_)) => "no offer that meets the constraints has a price for this job".to_owned(),
        (_, None) if candidates().next().is_some() => "no such offer has a price".to_owned(),
        (true, None) => "the model has no such offer".to_owned(),
        (false, None) => "no offer meets the constraints".to_owned(),
    };
    let model = entries.first().filter(|_| way.model.is_some());
    Bought {
        job,
        model: model.map(|entry| entry.model.id.clone()),
        name: model.map(|entry| entry.model.name.clone()),
        provider: way.provider.map(str::to_owned),
        status: Status::Unknown,
        price: None,
        source: None,
        reason: Some(reason),
        paid: None,
    }
}

fn line_name(line: &LineRequest, bought: &Bought) -> String {
    let named = line.name.clone().or_else(|| bought.name.clone());
    named.unwrap_or_else(|| "any model".to_owned())
}

fn line_answer(
    request: &WorkloadRequest,
    line: &LineRequest,
    counts: &[Month],
    bought: Bought,
) -> Result<EstimateLine> {
    let name = line_name(line, &bought);
    let (total, fee, receipt) = match bought.paid {
        Some(paid) => (Some(paid.total), paid.fee, paid.receipt),
        None => (None, None, Vec::new()),
    };
    Ok(EstimateLine {
        name,
        model: bought.model,
        provider: bought.provider,
        routed: is_routed(request, line),
        status: bought.status,
        price: bought.price,
        job: JobAnswer::from(&bought.job),
        wanted: sum_of(&mut counts.iter().map(|month| month.wanted))?,
        made: sum_of(&mut counts.iter().map(|month| month.made))?,
        batched: sum_of(&mut counts.iter().map(|month| month.batched))?,
        total,
        fee,
        receipt,
        source: bought.source,
        reason: bought.reason,
    })
}
