//! Routing: who serves a job among the offers of one model or of all that a query keeps, what the others and
//! the constraints cost, what failures do to the price, and from where on the fee pays.

#[cfg(feature = "planning")]
mod beside;
#[cfg(feature = "planning")]
mod verb;

use crate::api::answer::{Refused, Route};
use crate::api::query::{Broken, stated};
use crate::api::{Loaded, fee_line, offer_answer, plain_line};
use crate::catalog::{Model, Offer};
use crate::error::Code;
use crate::money::Usd;
use crate::price::{Per, Priced};
use crate::rate::Detail;
use crate::route::{self, Candidate, Policy, Routed, bill};
#[cfg(feature = "planning")]
pub(in crate::api) use verb::percent;

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
    route::route(&candidates(entries, relaxed, Detail::Told), policy)
}

/// The place of the entry that [`routed`] chooses, without a word about the others.
pub(super) fn serving(entries: &[Entry<'_>], policy: &Policy, relaxed: &[&str]) -> Option<usize> {
    route::chosen(&candidates(entries, relaxed, Detail::Figures), policy)
}

fn candidates<'e>(entries: &'e [Entry<'_>], relaxed: &[&str], detail: Detail) -> Vec<Candidate<'e>> {
    let mut candidates = Vec::with_capacity(entries.len());
    for entry in entries {
        let broken = entry.broken.iter().copied().find(|name| !relaxed.contains(name));
        let barred = broken.map(|name| {
            let code = if name == "maxPrice" { Code::OverLimit } else { Code::Constrained };
            let reason = || {
                let stated = stated(entry.model, entry.offer, entry.priced, name);
                format!("the query's `{name}` leaves it out: {stated}")
            };
            (detail.lack(code, reason), name)
        });
        candidates.push(Candidate {
            model: &entry.model.id,
            offer: entry.offer,
            priced: entry.priced,
            elo: entry.model.elo,
            barred,
        });
    }
    candidates
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
            provider: entry.offer.provider.copied(),
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
        provider: chosen.map(|entry| entry.offer.provider.copied()),
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
        #[cfg(feature = "planning")]
        per: None,
        #[cfg(feature = "planning")]
        shares: None,
        #[cfg(feature = "planning")]
        expected: None,
        #[cfg(feature = "planning")]
        break_even: None,
        #[cfg(feature = "planning")]
        binding: None,
        #[cfg(feature = "planning")]
        alternative: None,
    };
    (answer, routed)
}
