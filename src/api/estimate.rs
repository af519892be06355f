//! Estimates: what a workload costs as it stands, in other ways, and in the cheapest one. Each line is bought
//! whole from one offer; its receipt is the offer's receipt for all outputs of all months.

use crate::api::answer::{
    Estimate, EstimateLine, JobAnswer, Line, MonthSum, ProviderSum, Scenario, ScenarioLine,
};
use crate::api::quote::{checked_count, rail_cost};
use crate::api::request::{
    AlternativeRequest, JobRequest, LineRequest, PolicyRequest, Query, WorkloadRequest,
};
use crate::api::route::{Entry, percent, routed};
use crate::api::{Cells, Loaded, fee_line};
use crate::error::{Code, Error, Result};
use crate::estimate::{Month, monthly, split};
use crate::job::Job;
use crate::money::{MoneyFault, Usd};
use crate::price::Status;
use crate::quantity::Quantity;
use crate::rate::{self, scaled};
use crate::route::{Policy, bill};

const MAX_LINES: usize = 1000;
const MAX_ALTERNATIVES: usize = 20;
const MAX_MONTHS: u32 = 120;
const MAX_ATTEMPTS: u32 = 1000;

/// One line, checked, and how it is bought.
struct Way<'w> {
    model: Option<&'w str>,
    query: Option<&'w Query>,
    provider: Option<&'w str>,
    route: bool,
    job: Option<&'w JobRequest>,
    months: &'w [Month],
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

struct Paid {
    total: Usd,
    fee: Option<Usd>,
    receipt: Vec<Line>,
    by_month: Vec<Usd>,
}

impl Bought {
    fn total(&self) -> Option<Usd> {
        self.paid.as_ref().map(|paid| paid.total)
    }
}

/// The sums of one way to buy a workload.
struct Sums {
    status: Status,
    total: Option<Usd>,
    known: Usd,
    unpriced: usize,
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
        let policy = request.policy.as_ref().map(PolicyRequest::policy);
        let policy = policy.as_ref().unwrap_or(&self.policy);
        let alternatives = request.alternatives.as_deref().unwrap_or_default();

        let mut bought = Vec::with_capacity(request.lines.len());
        for (place, (line, counts)) in request.lines.iter().zip(&counts).enumerate() {
            let way = way(request, line, counts);
            bought.push(self.buy(&way, policy).map_err(|error| within_line(error, place))?);
        }
        let sums = sums(&bought)?;
        let mut scenarios = Vec::with_capacity(alternatives.len());
        for (place, other) in alternatives.iter().enumerate() {
            let mut instead = Vec::with_capacity(bought.len());
            for (line, counts) in request.lines.iter().zip(&counts) {
                let way = other_way(way(request, line, counts), other);
                let error = |error: Error| error.at(format!("/alternatives/{place}/model"));
                instead.push(self.buy(&way, policy).map_err(error)?);
            }
            let name = other.name.clone().unwrap_or_else(|| name_of_alternative(other));
            scenarios.push(scenario(name, request, &bought, &sums, &instead.iter().collect::<Vec<_>>())?);
        }
        let mut least = Vec::with_capacity(bought.len());
        for ((line, counts), own) in request.lines.iter().zip(&counts).zip(&bought) {
            let cheapest = self.buy_cheapest(way(request, line, counts), policy)?;
            let better = match (cheapest.total(), own.total()) {
                (Some(cheapest), Some(own)) => cheapest < own,
                (cheapest, own) => cheapest.is_some() && own.is_none(),
            };
            least.push(better.then_some(cheapest));
        }
        let least: Vec<&Bought> =
            least.iter().zip(&bought).map(|(better, own)| better.as_ref().unwrap_or(own)).collect();
        let cheapest = scenario("Cheapest".to_owned(), request, &bought, &sums, &least)?;

        let wanted = sum_of(counts.iter().flatten().map(|month| month.wanted))?;
        let per_thousand = sums.total.and_then(|total| {
            let share = Quantity::from(1000_u32).over(wanted)?;
            total.times(share).or_else(|_| total.times_rounded(share)).ok()
        });
        let any_routed = request.lines.iter().any(|line| is_routed(request, line))
            || alternatives.iter().any(|other| other.route == Some(true));
        Ok(Estimate {
            months,
            wanted,
            made: sum_of(counts.iter().flatten().map(|month| month.made))?,
            status: sums.status,
            total: sums.total,
            known: sums.known,
            unpriced: sums.unpriced,
            per_thousand,
            by_provider: by_provider(&bought, &counts)?,
            by_month: by_month(&bought, &counts, months)?,
            rail: request.rail.as_ref().and_then(|rail| rail_cost(rail, sums.known, months)),
            alternatives: scenarios,
            cheapest,
            disclosure: self.disclosure().filter(|_| any_routed).map(str::to_owned),
            lines: request
                .lines
                .iter()
                .zip(&counts)
                .zip(bought)
                .map(|((line, counts), bought)| line_answer(request, line, counts, bought))
                .collect::<Result<_>>()?,
        })
    }

    /// Names that no catalog knows are mistakes of the request, whatever else is wrong.
    fn check_names(&self, request: &WorkloadRequest) -> Result<()> {
        let alternatives = request.alternatives.iter().flatten();
        let lines = request.lines.iter().enumerate();
        let lines =
            lines.filter_map(|(place, line)| Some((format!("/lines/{place}"), line.provider.as_deref()?)));
        let others = alternatives.enumerate().filter_map(|(place, other)| {
            Some((format!("/alternatives/{place}"), other.provider.as_deref()?))
        });
        for (path, name) in lines.chain(others) {
            self.catalog.known_provider(name).map_err(|error| error.at(format!("{path}/provider")))?;
        }
        Ok(())
    }

    /// Buys a line at the cheapest provider, or with the cheapest model that its query keeps.
    fn buy_cheapest(&self, way: Way<'_>, policy: &Policy) -> Result<Bought> {
        let open = Way { provider: None, ..way };
        let Some(query) = open.query else { return self.buy(&open, policy) };
        let mode = match open.model {
            Some(id) => self.catalog.model(id)?.modes.first().copied(),
            None => None,
        };
        let asked = query.modes.clone().or_else(|| mode.map(|mode| vec![mode]));
        let query = Query { modes: asked, ..query.clone() };
        self.buy(&Way { model: None, query: Some(&query), ..open }, policy)
    }

    /// Buys a line in one way.
    fn buy(&self, way: &Way<'_>, policy: &Policy) -> Result<Bought> {
        let open = Query::default();
        let query = way.query.filter(|_| way.model.is_none()).unwrap_or(&open);
        let job = self.job_for(way.model.unwrap_or_default(), way.job)?;
        let made = sum_of(way.months.iter().map(|month| month.made))?;
        let batched = sum_of(way.months.iter().map(|month| month.batched))?;
        let several = way.model.is_none();
        let job = if several { self.open_job(job, query) } else { job };
        let cells = |job: &Job| -> Result<Vec<Cells<'_>>> {
            match way.model {
                Some(id) => Ok(vec![Cells::new(self, self.catalog.model(id)?, job, |_| true)]),
                None => Ok(self.all_cells(job)),
            }
        };
        let plain_cells = cells(&job)?;
        let mut entries = self.entries(&plain_cells, policy, query, several);
        let batch_cells = if batched.is_zero() { Vec::new() } else { cells(&job.clone().batched(true))? };
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
        let paid = pay(entry, batch, way.months, rate);
        let surest =
            batch.map_or(entry.priced.status, |batch| worst(entry.priced.status, batch.priced.status));
        let remark = batch.unwrap_or(entry).priced.reason.as_ref().map(|lack| lack.reason.clone());
        let (paid, reason) = match paid {
            Ok(paid) => (Some(paid), remark),
            Err(why) => (None, Some(why)),
        };
        Ok(Bought {
            job,
            model: Some(entry.model.id.clone()),
            name: Some(entry.model.name.clone()),
            provider: Some(entry.offer.provider.clone()),
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
    let path = format!("/lines/{place}{}", error.path().unwrap_or_default());
    error.at(path)
}

fn sum_of(counts: impl Iterator<Item = Quantity>) -> Result<Quantity> {
    let mut sum = Quantity::ZERO;
    for count in counts {
        sum = sum.plus(count).ok_or_else(too_large)?;
    }
    Ok(sum)
}

fn checked_months(request: &WorkloadRequest) -> Result<u32> {
    let refuse = |path: &str, message: String| Err(Error::new(Code::BadRequest, message).at(path));
    let lines = request.lines.len();
    if lines == 0 || lines > MAX_LINES {
        return refuse("/lines", format!("a workload has 1 to {MAX_LINES} lines, not {lines}"));
    }
    let others = request.alternatives.as_ref().map_or(0, Vec::len);
    if others > MAX_ALTERNATIVES {
        return refuse(
            "/alternatives",
            format!("a workload has at most {MAX_ALTERNATIVES} alternatives, not {others}"),
        );
    }
    let months = request.months.unwrap_or(1);
    if months == 0 || months > MAX_MONTHS {
        return refuse("/months", format!("a workload is for 1 to {MAX_MONTHS} months, not {months}"));
    }
    let ten = Quantity::from(10_u32);
    if request.growth.is_some_and(|growth| growth.0 > ten) {
        return refuse("/growth", "a workload grows by at most 10, which is 1000 %, a month".to_owned());
    }
    Ok(months)
}

/// The outputs of each line in each month.
fn line_counts(request: &WorkloadRequest, months: u32) -> Result<Vec<Vec<Month>>> {
    let refuse = |path: String, message: &str| Err(Error::new(Code::BadRequest, message).at(path));
    let mut shares = Vec::new();
    for (place, line) in request.lines.iter().enumerate() {
        let path = format!("/lines/{place}");
        if line.model.is_none() && line.query.is_none() {
            return refuse(path, "a line names a `model`, or a `query` that chooses one");
        }
        if line.count.is_some() == line.share.is_some() {
            return refuse(path, "a line states either its `count` or its `share` of the workload's count");
        }
        shares.extend(line.share.map(|share| share.0));
    }
    let whole = sum_of(shares.iter().copied())?;
    if !shares.is_empty() && whole != Quantity::ONE {
        let message = format!("the shares of the lines add up to {whole}, not to 1");
        return Err(Error::new(Code::BadRequest, message).at("/lines"));
    }
    let mut parts = Vec::new();
    if !shares.is_empty() {
        let Some(count) = request.count else {
            return refuse("/count".to_owned(), "lines with a `share` need the workload's `count`");
        };
        parts = split(checked_count(count)?, &shares).ok_or_else(too_large)?;
    }
    let mut parts = parts.into_iter();
    let mut counts = Vec::with_capacity(request.lines.len());
    for (place, line) in request.lines.iter().enumerate() {
        let first = match line.count {
            Some(count) => checked_count(count).map_err(|error| within_line(error, place))?,
            None => parts.next().ok_or_else(too_large)?,
        };
        let attempts = line.attempts.or(request.attempts).unwrap_or(Quantity::ONE);
        if attempts < Quantity::ONE || attempts > Quantity::from(MAX_ATTEMPTS) {
            let message = format!("there are 1 to {MAX_ATTEMPTS} attempts for an output, not {attempts}");
            return Err(within_line(Error::new(Code::BadRequest, message).at("/attempts"), place));
        }
        let growth = request.growth.map_or(Quantity::ZERO, |growth| growth.0);
        let batch = line.batch_share.or(request.batch_share).map_or(Quantity::ZERO, |share| share.0);
        let line_counts = monthly(first, months, growth, attempts, batch);
        counts.push(line_counts.ok_or_else(|| {
            Error::new(Code::BadRequest, "the counts grow beyond 1,000,000,000,000,000 a month").at("/growth")
        })?);
    }
    Ok(counts)
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

/// The offer that costs least for so many plain and so many batched outputs; of equal ones the model with the
/// higher score, then the first listed.
fn cheapest(
    entries: &[Entry<'_>],
    batch_entries: &[Entry<'_>],
    plain: Quantity,
    batched: Quantity,
) -> Option<usize> {
    let times = |usd: Usd, count: Quantity| usd.times(count).or_else(|_| usd.times_rounded(count)).ok();
    let mut best: Option<(Usd, Option<u32>, usize)> = None;
    for (place, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.broken.is_empty()) {
        let Some(usd) = entry.priced.price else { continue };
        let mut cost = if plain.is_zero() { Some(Usd::ZERO) } else { times(usd, plain) };
        if !batched.is_zero() {
            let batch = batch_entries.get(place).and_then(|entry| entry.priced.price);
            cost = cost.zip(batch).and_then(|(cost, usd)| cost.plus(times(usd, batched)?).ok());
        }
        let Some(cost) = cost else { continue };
        let elo = entry.model.elo;
        if best.is_none_or(|(least, score, _)| cost < least || (cost == least && elo > score)) {
            best = Some((cost, elo, place));
        }
    }
    best.map(|(.., place)| place)
}

fn nothing_bought(job: Job, entries: &[Entry<'_>], way: &Way<'_>) -> Bought {
    let candidates = || entries.iter().filter(|entry| entry.broken.is_empty());
    let reason = candidates().find_map(|entry| entry.priced.reason.as_ref());
    let reason = match (way.model.is_some(), reason) {
        (true, Some(lack)) if !way.route => lack.reason.clone(),
        _ if way.route => "no provider that the policy allows has a price for this job".to_owned(),
        (_, Some(_)) => "no offer that meets the constraints has a price for this job".to_owned(),
        (_, None) if candidates().next().is_some() => "the price is a range, not one figure".to_owned(),
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

/// What the months cost at an offer. `fee` is the fee rate of a routed line, which may be unknown.
fn pay(
    entry: &Entry<'_>,
    batch: Option<&Entry<'_>>,
    months: &[Month],
    fee: Option<Option<Quantity>>,
) -> std::result::Result<Paid, String> {
    let rate = match fee {
        Some(None) => return Err("neither the policy nor a source states a routing fee".to_owned()),
        Some(rate) => rate,
        None => None,
    };
    let inexact = |fault: MoneyFault| format!("the total is not exact: {fault}");
    let overflow = || inexact(MoneyFault::Overflow);
    let (mut made, mut batched) = (Quantity::ZERO, Quantity::ZERO);
    let (mut before, mut by_month) = (Usd::ZERO, Vec::with_capacity(months.len()));
    let mut upto = Bill { total: Usd::ZERO, fee: None, lines: Vec::new(), fee_line: None };
    for month in months {
        made = made.plus(month.made).ok_or_else(overflow)?;
        batched = batched.plus(month.batched).ok_or_else(overflow)?;
        // A month is what it adds to the sum, so that the months add up to the total whatever was rounded.
        upto = Bill::of(entry, batch, made, batched, rate).map_err(inexact)?;
        by_month.push(upto.total.minus(before).map_err(inexact)?);
        before = upto.total;
    }
    let mut receipt: Vec<Line> = upto.lines.iter().map(Line::from).collect();
    receipt.extend(upto.fee_line);
    Ok(Paid { total: upto.total, fee: upto.fee, receipt, by_month })
}

struct Bill {
    total: Usd,
    fee: Option<Usd>,
    lines: Vec<rate::Line>,
    fee_line: Option<Line>,
}

impl Bill {
    fn of(
        entry: &Entry<'_>,
        batch: Option<&Entry<'_>>,
        made: Quantity,
        batched: Quantity,
        rate: Option<Quantity>,
    ) -> std::result::Result<Self, MoneyFault> {
        let batched = if batch.is_some() { batched } else { Quantity::ZERO };
        let plain = made.minus_or_zero(batched).ok_or(MoneyFault::Overflow)?;
        let mut lines = Vec::new();
        if !plain.is_zero() {
            lines = scaled(&entry.priced.lines, plain)?;
        }
        if let Some(batch) = batch.filter(|_| !batched.is_zero()) {
            lines.extend(scaled(&batch.priced.lines, batched)?);
        }
        let upstream = rate::sum(&lines)?.low;
        let billed = rate.map(|rate| bill(upstream, rate).map(|billed| (billed, rate))).transpose()?;
        Ok(Self {
            total: billed.map_or(upstream, |(billed, _)| billed.total),
            fee: billed.map(|(billed, _)| billed.fee),
            lines,
            fee_line: billed.map(|(billed, rate)| fee_line(billed, rate)),
        })
    }
}

fn worst(one: Status, other: Status) -> Status {
    if one == Status::Exact { other } else { one }
}

fn sums(bought: &[Bought]) -> Result<Sums> {
    sums_of(&bought.iter().collect::<Vec<_>>())
}

fn sums_of(bought: &[&Bought]) -> Result<Sums> {
    let mut sums = Sums { status: Status::Exact, total: None, known: Usd::ZERO, unpriced: 0 };
    for line in bought {
        match line.total() {
            Some(usd) => {
                sums.known = sums.known.plus(usd).map_err(|_| too_large())?;
                sums.status = worst(sums.status, line.status);
            }
            None => sums.unpriced = sums.unpriced.saturating_add(1),
        }
    }
    if sums.unpriced == 0 {
        sums.total = Some(sums.known);
    } else {
        sums.status = Status::Unknown;
    }
    Ok(sums)
}

fn scenario(
    name: String,
    request: &WorkloadRequest,
    own: &[Bought],
    own_sums: &Sums,
    instead: &[&Bought],
) -> Result<Scenario> {
    let sums = sums_of(instead)?;
    let saved =
        |own: Option<Usd>, other: Option<Usd>| own.zip(other).and_then(|(own, other)| own.minus(other).ok());
    let saves = saved(own_sums.total, sums.total);
    let mut lines = Vec::with_capacity(instead.len());
    for ((line, own), other) in request.lines.iter().zip(own).zip(instead) {
        lines.push(ScenarioLine {
            name: line_name(line, own),
            model: other.model.clone(),
            provider: other.provider.clone(),
            status: other.status,
            total: other.total(),
            saves: saved(own.total(), other.total()),
            reason: other.reason.clone().filter(|_| other.paid.is_none()),
        });
    }
    Ok(Scenario {
        name,
        status: sums.status,
        total: sums.total,
        known: sums.known,
        saves,
        percent: saves.zip(own_sums.total).and_then(|(saves, total)| percent(saves, total)),
        lines,
    })
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
        wanted: sum_of(counts.iter().map(|month| month.wanted))?,
        made: sum_of(counts.iter().map(|month| month.made))?,
        batched: sum_of(counts.iter().map(|month| month.batched))?,
        total,
        fee,
        receipt,
        source: bought.source,
        reason: bought.reason,
    })
}

fn by_provider(bought: &[Bought], counts: &[Vec<Month>]) -> Result<Vec<ProviderSum>> {
    let mut sums: Vec<ProviderSum> = Vec::new();
    for (line, counts) in bought.iter().zip(counts) {
        let Some((provider, usd)) = line.provider.as_ref().zip(line.total()) else { continue };
        let made = sum_of(counts.iter().map(|month| month.made))?;
        match sums.iter_mut().find(|sum| sum.provider == *provider) {
            Some(sum) => {
                sum.made = sum.made.plus(made).ok_or_else(too_large)?;
                sum.total = sum.total.plus(usd).map_err(|_| too_large())?;
            }
            None => sums.push(ProviderSum { provider: provider.clone(), made, total: usd }),
        }
    }
    Ok(sums)
}

fn by_month(bought: &[Bought], counts: &[Vec<Month>], months: u32) -> Result<Vec<MonthSum>> {
    let mut sums = Vec::new();
    for (month, place) in (1..=months).zip(0_usize..) {
        let of_month = || counts.iter().filter_map(|counts| counts.get(place));
        let mut total = Usd::ZERO;
        for usd in bought.iter().filter_map(|line| line.paid.as_ref()?.by_month.get(place)) {
            total = total.plus(*usd).map_err(|_| too_large())?;
        }
        sums.push(MonthSum {
            month,
            wanted: sum_of(of_month().map(|month| month.wanted))?,
            made: sum_of(of_month().map(|month| month.made))?,
            total,
        });
    }
    Ok(sums)
}
