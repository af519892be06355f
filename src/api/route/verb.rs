//! The verb `route`: one model's offers or all that a query keeps, what failures do to the price, from where on
//! the fee pays, and which cheaper model there is.

use super::beside::{bindings, direct_offer, fee_break_even};
use super::{Entry, route_answer, serving};
use crate::api::answer::{CheaperModel, Expected, Line, Route, Served, Share};
use crate::api::query::{Broken, broken_by_model, broken_by_offer, in_tiers, note};
use crate::api::request::{FailureRequest, Query, RouteRequest};
use crate::api::{Cells, Loaded, plain_line};
use crate::catalog::Failures;
use crate::error::Result;
use crate::job::{Job, Mode};
use crate::money::Usd;
use crate::price::{Per, Priced, Status};
use crate::quantity::Quantity;
use crate::route::{self, Failure, Policy, Stop, bill};

impl Loaded {
    /// The job of a route over all models: without a mode it is an image from a text.
    pub(in crate::api) fn open_job(&self, job: Job, query: &Query) -> Job {
        let mode = query.modes.as_ref().and_then(|modes| modes.first().copied());
        job.of_mode(mode.unwrap_or(Mode::TextToImage))
    }

    /// The offers of every model, priced.
    pub(in crate::api) fn all_cells(&self, job: &Job) -> Vec<Cells<'_>> {
        let mut all = Vec::with_capacity(self.catalog.models.len());
        for model in &self.catalog.models {
            all.push(Cells::new(self, model, job, &|_| true));
        }
        all
    }

    /// The entries of these cells, each with the constraints of the query that it breaks. Those on models do
    /// not apply to one that was asked for by its id.
    pub(in crate::api) fn entries<'a>(
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
            let stated = failures.iter().find(|failure| *provider == failure.provider);
            let word = stated
                .and_then(|failure| failure.billed)
                .or_else(|| self.catalog.provider(provider).and_then(|facts| facts.failures));
            let failure = Failure {
                rate: stated.map_or(Quantity::ZERO, |failure| failure.rate.0),
                billed: word == Some(Failures::Billed),
            };
            stops.push(Stop { usd: entry.priced.price?, failure, first });
        }
        let expected = route::expect(&stops).ok()?;
        let (mut served, mut receipt) = (Vec::new(), Vec::new());
        let mut sure = exact && expected.exact;
        for ((entry, stop), part) in order.iter().zip(&stops).zip(&expected.parts) {
            served.push(Served {
                model: entry.model.id.clone(),
                provider: entry.offer.provider.copied(),
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
        let place = serving(&entries, policy, &[])?;
        let entry = entries.get(place).filter(|entry| entry.priced.per == chosen.priced.per)?;
        let usd = entry.priced.price.filter(|&usd| usd < upstream)?;
        let saves = upstream.minus(usd).ok()?;
        Some(CheaperModel {
            model: entry.model.id.clone(),
            name: entry.model.name.clone(),
            elo: entry.model.elo?,
            provider: entry.offer.provider.copied(),
            status: entry.priced.status,
            upstream: usd,
            billed: self.fee_rate(policy).and_then(|rate| Some(bill(usd, rate).ok()?.total)),
            saves,
            percent: percent(saves, upstream)?,
        })
    }
}

/// The constraints on prices that this one breaks; an unknown price breaks none.
fn broken_by_price(policy: &Policy, query: &Query, priced: &Priced) -> Broken {
    let mut broken = Broken::new();
    let Some(usd) = priced.price else { return broken };
    note(&mut broken, "minPrice", query.min_price.is_none_or(|least| usd >= least));
    note(&mut broken, "maxPrice", query.max_price.is_none_or(|most| usd <= most));
    note(&mut broken, "priceTiers", in_tiers(policy, query, priced.per == Per::Second, Some(usd)));
    broken
}

/// What the first amount is of the second, in percent to one decimal place.
pub(in crate::api) fn percent(part: Usd, whole: Usd) -> Option<String> {
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
        let (model, provider) = (entry.model.id.clone(), entry.offer.provider.copied());
        shares.push(Share { model, provider, price, share });
    }
    shares
}
