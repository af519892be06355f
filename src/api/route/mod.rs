//! Routing: who serves a job among the offers of one model or of all that a query keeps, what the others and
//! the constraints cost, what failures do to the price, and from where on the fee pays.

mod beside;

use crate::api::answer::{CheaperModel, Expected, Line, Refused, Route, Served, Share};
use crate::api::query::{Broken, broken_by_model, broken_by_offer, broken_by_price, stated};
use crate::api::request::{FailureRequest, Query, RouteRequest};
use crate::api::{Cells, Loaded, fee_line, offer_answer, plain_line};
use crate::catalog::{Model, Offer};
use crate::error::{Code, Result};
use crate::job::{Job, Mode};
use crate::money::Usd;
use crate::price::{Per, Priced, Status};
use crate::quantity::Quantity;
use crate::rate::Lack;
use crate::route::{self, Candidate, Failure, Policy, Routed, Stop, bill};
use crate::source::rate_card::wire::CardFailures;

use beside::{bindings, direct_offer, fee_break_even};

/// One offer as it takes part in routing.
pub(crate) struct Entry<'a> {
    pub(crate) model: &'a Model,
    pub(crate) offer: &'a Offer,
    pub(crate) priced: &'a Priced,
    /// The cheapest price of its model.
    pub(crate) least: Option<Usd>,
    /// The constraints of the query that it breaks.
    pub(crate) broken: Broken,
}

/// Routes among the entries; the constraints in `relaxed` do not count.
pub(super) fn routed(entries: &[Entry<'_>], policy: &Policy, relaxed: &[&str]) -> Routed {
    let mut candidates = Vec::with_capacity(entries.len());
    for entry in entries {
        let broken = entry.broken.iter().copied().find(|name| !relaxed.contains(name));
        let barred = broken.map(|name| {
            let code = if name == "maxPrice" { Code::OverLimit } else { Code::Constrained };
            (
                Lack::new(
                    code,
                    format!(
                        "the query's `{name}` leaves it out: {}",
                        stated(entry.model, entry.offer, entry.priced, name)
                    ),
                ),
                name,
            )
        });
        candidates.push(Candidate {
            model: &entry.model.id,
            offer: entry.offer,
            priced: entry.priced,
            elo: entry.model.elo,
            barred,
        });
    }
    route::route(&candidates, policy)
}

/// The answer apart from what only the verb `route` tells, with the routing that it rests on.
pub(super) fn route_answer(
    loaded: &Loaded,
    entries: &[Entry<'_>],
    policy: &Policy,
    several: bool,
) -> (Route, Routed) {
    let routed = routed(entries, policy, &[]);
    let chosen = routed.chosen.and_then(|place| entries.get(place));
    let fee_rate = loaded.fee_rate(policy);
    let upstream = chosen.and_then(|entry| entry.priced.price);
    let billed = upstream.zip(fee_rate).map(|(usd, rate)| bill(usd, rate));
    let by_query = !entries.is_empty() && entries.iter().all(|entry| !entry.broken.is_empty());
    let reason = match (chosen, upstream, &billed) {
        (None, ..) if by_query => Some("no offer meets the query".to_owned()),
        (None, ..) => Some("no provider that the policy allows has a price for this job".to_owned()),
        (_, Some(_), None) => Some("neither the policy nor a source states a routing fee".to_owned()),
        (.., Some(Err(fault))) => Some(format!("the billed price is not exact: {fault}")),
        _ => None,
    };
    let billed = billed.and_then(std::result::Result::ok);
    let mut receipt = Vec::new();
    if let Some((entry, usd)) = chosen.zip(upstream) {
        let per = if entry.priced.per == Per::Second { "second" } else { "image" };
        let own = if entry.offer.own { ", by the price book" } else { "" };
        receipt.push(plain_line(format!("Upstream price at {}{own}", entry.offer.provider), per, usd));
        if let Some((billed, rate)) = billed.zip(fee_rate) {
            receipt.push(fee_line(billed, rate));
        }
    }
    let mut refused = Vec::with_capacity(routed.refused.len());
    for refusal in &routed.refused {
        let Some(entry) = entries.get(refusal.place) else { continue };
        refused.push(Refused {
            provider: entry.offer.provider.clone(),
            code: refusal.why.code,
            message: refusal.why.reason.clone(),
            model: several.then(|| entry.model.id.clone()),
            constraint: refusal.constraint,
            costs_more: refusal.costs_more,
        });
    }
    let mut fallbacks = Vec::new();
    for entry in routed.fallbacks.iter().filter_map(|&place| entries.get(place)) {
        fallbacks.push(offer_answer(loaded, entry.model, entry.offer, entry.priced, entry.least));
    }
    let model = chosen.or_else(|| entries.first().filter(|_| !several));
    let answer = Route {
        model: model.map(|entry| entry.model.id.clone()),
        provider: chosen.map(|entry| entry.offer.provider.clone()),
        status: chosen.map(|entry| entry.priced.status),
        upstream,
        fee: billed.map(|billed| billed.fee),
        billed: billed.map(|billed| billed.total),
        fee_rate,
        receipt,
        fallbacks,
        refused,
        reason,
        disclosure: loaded.disclosure(policy),
        per: None,
        shares: None,
        expected: None,
        break_even: None,
        binding: None,
        alternative: None,
    };
    (answer, routed)
}

impl Loaded {
    /// The job of a route over all models: without a mode it is an image from a text.
    pub(super) fn open_job(&self, job: Job, query: &Query) -> Job {
        let mode = query.modes.as_ref().and_then(|modes| modes.first().copied());
        job.of_mode(mode.unwrap_or(Mode::TextToImage))
    }

    /// The offers of every model, priced.
    pub(super) fn all_cells(&self, job: &Job) -> Vec<Cells<'_>> {
        let mut all = Vec::with_capacity(self.catalog.models.len());
        for model in &self.catalog.models {
            all.push(Cells::new(self, model, job, &|_| true));
        }
        all
    }

    /// The entries of these cells, each with the constraints of the query that it breaks. Those on models do
    /// not apply to one that was asked for by its id.
    pub(super) fn entries<'a>(
        &self,
        all: &'a [Cells<'_>],
        policy: &Policy,
        query: &Query,
        of_models: bool,
    ) -> Vec<Entry<'a>> {
        let mut entries = Vec::new();
        for cells in all {
            let of_model = if of_models { broken_by_model(query, cells.model) } else { Broken::new() };
            for mut entry in cells.entries() {
                entry.broken.clone_from(&of_model);
                entry.broken.extend(broken_by_offer(&self.catalog, query, entry.offer));
                entry.broken.extend(broken_by_price(policy, query, entry.priced));
                entries.push(entry);
            }
        }
        entries
    }

    /// Where one job is routed, and why not elsewhere.
    ///
    /// # Errors
    /// `unknown_model`, `unknown_provider` or `bad_request`. Nobody to serve is no error but an answer with a
    /// reason.
    pub fn route(&self, request: &RouteRequest) -> Result<Route> {
        let open = Query::default();
        let query = request.query.as_ref().unwrap_or(&open);
        let policy = request.policy.as_ref().map(|policy| policy.over(&self.policy));
        let policy = policy.as_ref().unwrap_or(&self.policy);
        for (path, name) in named_providers(request) {
            self.catalog.known_provider(name).map_err(|error| error.at(path))?;
        }
        let job = self.job_for(request.model.as_deref().unwrap_or_default(), request.job.as_ref())?;
        let (all, several, job) = match &request.model {
            Some(id) => {
                let cells = Cells::new(self, self.catalog.model(id)?, &job, &|_| true);
                (vec![cells], false, job)
            }
            None => {
                let job = self.open_job(job, query);
                (self.all_cells(&job), true, job)
            }
        };
        let entries = self.entries(&all, policy, query, several);
        let (mut answer, routed) = route_answer(self, &entries, policy, several);
        answer.binding = Some(bindings(&entries, policy, answer.upstream));
        let mut order: Vec<&Entry<'_>> = Vec::new();
        for &place in routed.chosen.iter().chain(&routed.fallbacks) {
            if let Some(entry) = entries.get(place) {
                order.push(entry);
            }
        }
        let Some((chosen, upstream)) = order.first().copied().zip(answer.upstream) else {
            return Ok(answer);
        };
        answer.per = Some(chosen.priced.per);
        let (firsts, exact) = first_tries(&order, routed.pool, policy.weighted);
        if policy.weighted {
            answer.shares = Some(shares(&order, &firsts));
        }
        if let Some(failures) = &request.failures {
            // A provider that fails is not asked again: of its offers the first one is tried.
            let mut tried: Vec<&Entry<'_>> = Vec::new();
            let mut shared = Vec::new();
            for (entry, first) in order.iter().zip(&firsts) {
                let again = tried.iter().position(|other| other.offer.provider == entry.offer.provider);
                match again.and_then(|place| shared.get_mut(place)) {
                    Some(share) => *share = Quantity::plus(*share, *first).unwrap_or(*share),
                    None => {
                        tried.push(entry);
                        shared.push(*first);
                    }
                }
            }
            answer.expected = self.expected(&tried, &shared, exact, failures, answer.fee_rate);
        }
        answer.break_even = answer.fee_rate.and_then(|rate| {
            let direct = direct_offer(&entries, routed.chosen, request.direct.as_deref());
            fee_break_even(upstream, rate, direct)
        });
        if !several {
            answer.alternative = self.cheaper_model(chosen, upstream, job, policy);
        }
        Ok(answer)
    }

    fn expected(
        &self,
        order: &[&Entry<'_>],
        firsts: &[Quantity],
        exact: bool,
        failures: &[FailureRequest],
        fee_rate: Option<Quantity>,
    ) -> Option<Expected> {
        let mut stops = Vec::with_capacity(order.len());
        for (entry, &first) in order.iter().zip(firsts) {
            let provider = &entry.offer.provider;
            let stated = failures.iter().find(|failure| failure.provider == *provider);
            let word = stated
                .and_then(|failure| Some(failure.billed?.as_str()))
                .or_else(|| self.catalog.provider(provider).and_then(|facts| facts.failures));
            let failure = Failure {
                rate: stated.map_or(Quantity::ZERO, |failure| failure.rate.0),
                billed: word == Some(CardFailures::Billed.as_str()),
            };
            stops.push(Stop { usd: entry.priced.price?, failure, first });
        }
        let expected = route::expect(&stops).ok()?;
        let (mut served, mut receipt) = (Vec::new(), Vec::new());
        let mut sure = exact && expected.exact;
        for ((entry, stop), part) in order.iter().zip(&stops).zip(&expected.parts) {
            served.push(Served {
                model: entry.model.id.clone(),
                provider: entry.offer.provider.clone(),
                failure_rate: stop.failure.rate,
                bills_failures: stop.failure.billed,
                tried: part.tried,
                share: part.delivered,
            });
            if !part.billed.is_zero() {
                sure &= entry.priced.status == Status::Exact;
                receipt.push(Line {
                    quantity: part.billed,
                    rate: stop.usd,
                    ..plain_line(format!("Billed by {}", entry.offer.provider), "of the requests", part.usd)
                });
            }
        }
        let billed = expected.per_delivered.zip(fee_rate);
        Some(Expected {
            status: if sure { Status::Exact } else { Status::Approximate },
            per_request: expected.per_request,
            per_delivered: expected.per_delivered,
            billed: billed.and_then(|(usd, rate)| Some(bill(usd, rate).ok()?.total)),
            served,
            unserved: expected.unserved,
            receipt,
        })
    }

    /// The cheapest model that the policy routes at least as well rated as this one, where it costs less.
    fn cheaper_model(
        &self,
        chosen: &Entry<'_>,
        upstream: Usd,
        job: Job,
        policy: &Policy,
    ) -> Option<CheaperModel> {
        let least_elo = chosen.model.elo?;
        let mode = chosen.model.usual_mode().unwrap_or(Mode::TextToImage);
        let job = job.of_mode(mode);
        let query = Query { min_elo: Some(least_elo), ..Query::default() };
        let all = self.all_cells(&job);
        let entries = self.entries(&all, policy, &query, true);
        let place = routed(&entries, policy, &[]).chosen?;
        let entry = entries.get(place).filter(|entry| entry.priced.per == chosen.priced.per)?;
        let usd = entry.priced.price.filter(|&usd| usd < upstream)?;
        let saves = upstream.minus(usd).ok()?;
        Some(CheaperModel {
            model: entry.model.id.clone(),
            name: entry.model.name.clone(),
            elo: entry.model.elo?,
            provider: entry.offer.provider.clone(),
            status: entry.priced.status,
            upstream: usd,
            billed: self.fee_rate(policy).and_then(|rate| Some(bill(usd, rate).ok()?.total)),
            saves,
            percent: percent(saves, upstream)?,
        })
    }
}

/// What the first amount is of the second, in percent to one decimal place.
pub(super) fn percent(part: Usd, whole: Usd) -> Option<String> {
    let positive = if part.is_negative() { Usd::ZERO.minus(part).ok()? } else { part };
    let text = positive.ratio_to(whole)?.times(Quantity::from(100_u32))?.shown(1)?;
    Some(if part.is_negative() && text != "0" { format!("-{text}") } else { text })
}

fn named_providers(request: &RouteRequest) -> Vec<(String, &str)> {
    let mut named = Vec::new();
    for (place, failure) in request.failures.iter().flatten().enumerate() {
        named.push((format!("/failures/{place}/provider"), failure.provider.as_str()));
    }
    if let Some(name) = &request.direct {
        named.push(("/direct".to_owned(), name));
    }
    named
}

/// How likely each offer is tried first, in the order of serving, and whether the shares are exact.
fn first_tries(order: &[&Entry<'_>], pool: usize, weighted: bool) -> (Vec<Quantity>, bool) {
    let mut firsts = vec![Quantity::ONE];
    let mut exact = true;
    if weighted {
        let mut prices = Vec::new();
        for usd in order.iter().take(pool).filter_map(|entry| entry.priced.price) {
            prices.push(usd);
        }
        (firsts, exact) = route::shares(&prices);
    }
    firsts.resize(order.len(), Quantity::ZERO);
    (firsts, exact)
}

fn shares(order: &[&Entry<'_>], firsts: &[Quantity]) -> Vec<Share> {
    let mut shares = Vec::new();
    for (entry, &share) in order.iter().zip(firsts).filter(|(_, share)| !share.is_zero()) {
        let Some(price) = entry.priced.price else { continue };
        let (model, provider) = (entry.model.id.clone(), entry.offer.provider.clone());
        shares.push(Share { model, provider, price, share });
    }
    shares
}
