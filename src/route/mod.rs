//! Who serves a job: the cheapest offer that the policy allows, its fallbacks in order, and for every other
//! offer why not.
//!
//! The order among offers that may serve: those without an outage first, then by tier, then by price; of equal
//! prices the model with the higher arena score, and then the offer that is listed first.

#[cfg(feature = "planning")]
mod expected;
mod policy;
#[cfg(feature = "planning")]
mod weights;

#[cfg(feature = "planning")]
pub use expected::{Expected, Failure, Stop, expect};
use policy::Bar;
pub use policy::{Policy, PriceTier};
#[cfg(feature = "planning")]
pub use weights::shares;

use crate::catalog::Offer;
use crate::error::Code;
use crate::money::{MoneyFault, Usd};
use crate::order::{arranged, sorted_places};
use crate::price::Priced;
use crate::quantity::Quantity;
use crate::rate::{Detail, Lack};
use crate::text::shown;
use std::cmp::{Ordering, Reverse};

/// One offer that may serve a job, with its price.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    /// The id of its model.
    pub model: &'a str,
    /// The offer.
    pub offer: &'a Offer,
    /// Its price for the job.
    pub priced: &'a Priced,
    /// The arena score of its model.
    pub elo: Option<u32>,
    /// Why it takes no part, and which constraint says so.
    pub barred: Option<(Lack, &'static str)>,
}

/// The outcome of routing one job. Places are places in the list of candidates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routed {
    /// The offer that serves, or under `weighted` the likeliest one.
    pub chosen: Option<usize>,
    /// The offers that would serve next, in order.
    pub fallbacks: Vec<usize>,
    /// How many of those, the chosen one counted, share the first try under `weighted`.
    pub pool: usize,
    /// Every offer that is not chosen, with the reason, in listed order.
    pub refused: Vec<Refusal>,
}

/// Why one offer is not chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The offer.
    pub place: usize,
    /// The reason.
    pub why: Lack,
    /// The field of the query or the policy that says so.
    pub constraint: Option<&'static str>,
    /// How much dearer the chosen offer is, where this one is excluded though cheaper.
    pub costs_more: Option<Usd>,
}

/// What the router bills: upstream and fee, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Billed {
    /// The provider's price.
    pub upstream: Usd,
    /// Upstream × rate.
    pub fee: Usd,
    /// Upstream + fee.
    pub total: Usd,
}

/// Adds the fee.
///
/// # Errors
/// Where the exact amount does not fit.
pub fn bill(upstream: Usd, fee_rate: Quantity) -> Result<Billed, MoneyFault> {
    let fee = upstream.times(fee_rate)?;
    Ok(Billed { upstream, fee, total: upstream.plus(fee)? })
}

/// What the order of serving goes by, first things first.
type Rank = (bool, usize, Usd, Reverse<Option<u32>>, usize);

/// The place of the candidate that [`route`] chooses, without a word about the others.
pub fn chosen(candidates: &[Candidate<'_>], policy: &Policy) -> Option<usize> {
    // The lean module saves the code.
    if !cfg!(feature = "planning") {
        return route(candidates, policy).chosen;
    }
    let ranks = candidates.iter().enumerate().filter_map(|(place, candidate)| {
        let admitted = admit(candidate, policy, Detail::Figures).ok()?;
        Some(rank(candidate, policy, admitted, place))
    });
    first(ranks)
}

fn first(ranks: impl Iterator<Item = Rank>) -> Option<usize> {
    ranks.reduce(|one, other| if before(&other, &one).is_lt() { other } else { one }).map(|(.., place)| place)
}

/// The place of the one that is chosen among offers of one model that nothing bars: each by its provider and its
/// price, if it has one.
pub(crate) fn chosen_of<'a>(
    offers: impl Iterator<Item = (&'a str, Option<Usd>)>,
    policy: &Policy,
) -> Option<usize> {
    first(offers.enumerate().filter_map(|(place, (provider, price))| {
        let usd = price.filter(|&usd| policy.limit_under(usd).is_none())?;
        let tier = policy.place_of(provider).ok()?;
        Some((policy.is_out(provider), tier, usd, Reverse(None), place))
    }))
}

#[inline(never)]
fn before(one: &Rank, other: &Rank) -> Ordering {
    one.cmp(other)
}

fn rank(candidate: &Candidate<'_>, policy: &Policy, (tier, usd): (usize, Usd), place: usize) -> Rank {
    let out = policy.is_out(&candidate.offer.provider);
    (out, tier, usd, Reverse(candidate.elo), place)
}

/// Chooses among the candidates.
pub fn route(candidates: &[Candidate<'_>], policy: &Policy) -> Routed {
    let mut eligible: Vec<Rank> = Vec::new();
    let mut refused = Vec::new();
    for (place, candidate) in candidates.iter().enumerate() {
        match admit(candidate, policy, Detail::Told) {
            Ok(admitted) => eligible.push(rank(candidate, policy, admitted, place)),
            Err((why, constraint)) => refused.push(Refusal { place, why, constraint, costs_more: None }),
        }
    }
    let places = sorted_places(eligible.len(), &mut |a, b| {
        eligible.get(a).zip(eligible.get(b)).map_or(Ordering::Equal, |(a, b)| before(a, b))
    });
    let mut eligible = arranged(eligible, &places).into_iter();
    let chosen = eligible.next();
    let mut fallbacks: Vec<usize> = Vec::new();
    let mut pool = 0_usize;
    // Another offer of a provider that is tried already, such as another source's figure, is no way out.
    let same = |one: usize, other: usize| {
        let who = |place: usize| candidates.get(place).map(|one| (one.model, &*one.offer.provider));
        who(one) == who(other)
    };
    if let Some((first_out, first_tier, least, _, first)) = chosen {
        pool = 1;
        for (out, tier, usd, _, place) in eligible {
            let known = same(place, first) || fallbacks.iter().any(|&other| same(place, other));
            let beside = out == first_out && tier == first_tier;
            let (code, reason, constraint, serves) = if out && !first_out {
                let reason = "the policy states an outage, so it serves only after the others";
                (Code::Outage, reason, Some("policy.outages"), true)
            } else if !beside && !policy.next_tier {
                let reason = "the policy stops at the first tier that has a price";
                (Code::LaterTier, reason, Some("policy.tiers"), false)
            } else if !beside {
                let reason = "its tier serves only where no earlier tier has a price";
                (Code::LaterTier, reason, Some("policy.tiers"), true)
            } else if usd == least {
                (Code::ListedLater, "the same price, and a lower score or listed later", None, true)
            } else if policy.weighted {
                (
                    Code::Dearer,
                    "the chosen offer is cheaper, so this one is tried first less often",
                    None,
                    true,
                )
            } else {
                (Code::Dearer, "the chosen offer is cheaper", None, true)
            };
            if serves && !known {
                pool = pool.saturating_add(usize::from(beside));
                fallbacks.push(place);
            }
            refused.push(Refusal { place, why: Lack::new(code, reason), constraint, costs_more: None });
        }
        for refusal in &mut refused {
            let own = candidates.get(refusal.place).and_then(|candidate| candidate.priced.price);
            refusal.costs_more = own.filter(|&usd| usd < least).and_then(|usd| least.minus(usd).ok());
        }
    }
    let place_of = |at: usize| refused.get(at).map(|refusal| refusal.place);
    let places = sorted_places(refused.len(), &mut |a, b| place_of(a).cmp(&place_of(b)));
    let refused = arranged(refused, &places);
    Routed { chosen: chosen.map(|(.., place)| place), fallbacks, pool, refused }
}

type Barred = (Lack, Option<&'static str>);

/// The tier and the price of an offer that may serve, or why it may not.
fn admit(candidate: &Candidate<'_>, policy: &Policy, detail: Detail) -> Result<(usize, Usd), Barred> {
    // What is not made at all is told before who may make it.
    if let Some(lack) = candidate.priced.reason.as_ref().filter(|_| candidate.priced.price.is_none())
        && matches!(lack.code, Code::ModeNotOffered | Code::Retired)
    {
        return Err((lack.clone(), None));
    }
    if let Some((why, constraint)) = &candidate.barred {
        return Err((why.clone(), Some(constraint)));
    }
    let provider = &candidate.offer.provider;
    let refuse =
        |code, reason: &dyn Fn() -> String, constraint| Err((detail.lack(code, reason), Some(constraint)));
    let tier = match policy.place_of(provider) {
        Ok(tier) => tier,
        Err(Bar::Only) => {
            let reason = || format!("the policy allows other providers, not `{}`", shown(provider));
            return refuse(Code::NotAllowed, &reason, "policy.only");
        }
        Err(Bar::Ignore) => {
            let reason = || format!("the policy ignores `{}`", shown(provider));
            return refuse(Code::Ignored, &reason, "policy.ignore");
        }
        Err(Bar::Tiers) => {
            let reason = || format!("`{}` stands in no tier of the policy", shown(provider));
            return refuse(Code::NotRoutable, &reason, "policy.tiers");
        }
    };
    let Some(usd) = candidate.priced.price else {
        let unknown = || Lack::new(Code::NoPrice, "it has no single price");
        return Err((candidate.priced.reason.clone().unwrap_or_else(unknown), None));
    };
    if let Some(most) = policy.limit_under(usd) {
        let reason = || format!("its price of ${usd} is over the policy's limit of ${most}");
        return refuse(Code::OverLimit, &reason, "policy.maxPrice");
    }
    Ok((tier, usd))
}

#[cfg(test)]
mod tests;
