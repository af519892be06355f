//! What stands beside a route: from where on its fee pays, and what each constraint costs.

use super::{Entry, serving};
use crate::api::answer::{Binding, DirectOffer, FeeBreakEven, WithoutConstraint};
use crate::money::Usd;
use crate::quantity::Quantity;
use crate::route::{Policy, bill};

/// The cheapest offer but the chosen one, of that provider where one is named, among those that the query keeps.
pub(super) fn direct_offer<'e, 'a>(
    entries: &'e [Entry<'a>],
    chosen: Option<usize>,
    provider: Option<&str>,
) -> Option<&'e Entry<'a>> {
    let mut best: Option<(&Entry<'_>, Usd)> = None;
    for (place, entry) in entries.iter().enumerate() {
        let wanted = match provider {
            Some(name) => entry.offer.provider == name,
            None => Some(place) != chosen,
        };
        let Some(usd) = entry.priced.price.filter(|_| wanted && entry.broken.is_empty()) else { continue };
        if best.is_none_or(|(_, least)| usd < least) {
            best = Some((entry, usd));
        }
    }
    best.map(|(entry, _)| entry)
}

pub(super) fn fee_break_even(
    upstream: Usd,
    rate: Quantity,
    direct: Option<&Entry<'_>>,
) -> Option<FeeBreakEven> {
    let billed = bill(upstream, rate).ok()?;
    let direct = direct.and_then(|entry| {
        let price = entry.priced.price?;
        let saves = price.minus(billed.total).ok()?;
        Some(DirectOffer {
            model: entry.model.id.clone(),
            provider: entry.offer.provider.copied(),
            status: entry.priced.status,
            price,
            gap: price.minus(upstream).ok()?,
            saves,
            routing_pays: !saves.is_negative() && !saves.is_zero(),
        })
    });
    Some(FeeBreakEven {
        direct_usd: billed.total,
        gap: billed.fee,
        gap_of_upstream: rate,
        gap_of_direct: rate.over(rate.plus(Quantity::ONE)?)?,
        direct,
    })
}

/// What the route would be without each constraint alone, where that would be cheaper or serve at all.
pub(super) fn bindings(entries: &[Entry<'_>], policy: &Policy, upstream: Option<Usd>) -> Vec<Binding> {
    let mut found = Vec::new();
    let mut relax = |constraint: &'static str, policy: &Policy, relaxed: &[&str]| {
        let place = serving(entries, policy, relaxed);
        let entry = place.and_then(|place| entries.get(place));
        let Some((entry, price)) = entry.and_then(|entry| Some((entry, entry.priced.price?))) else {
            return;
        };
        if upstream.is_some_and(|usd| price >= usd) {
            return;
        }
        found.push(Binding {
            constraint,
            without: WithoutConstraint {
                model: entry.model.id.clone(),
                provider: entry.offer.provider.copied(),
                status: entry.priced.status,
                price,
            },
            saves: upstream.and_then(|usd| usd.minus(price).ok()),
        });
    };
    let mut stated: Vec<&'static str> = Vec::new();
    for name in entries.iter().flat_map(|entry| &entry.broken) {
        if !stated.contains(name) {
            stated.push(name);
        }
    }
    for name in stated {
        relax(name, policy, &[name]);
    }
    if policy.only.is_some() {
        relax("policy.only", &Policy { only: None, ..policy.clone() }, &[]);
    }
    if !policy.ignore.is_empty() {
        relax("policy.ignore", &Policy { ignore: Vec::new(), ..policy.clone() }, &[]);
    }
    if policy.max_price.is_some() {
        relax("policy.maxPrice", &Policy { max_price: None, ..policy.clone() }, &[]);
    }
    found
}
