//! Who serves a job: the cheapest offer that the policy allows, its fallbacks in order, and for every other
//! offer why not. A tie goes to the offer that is listed first.

mod policy;

pub use policy::{Policy, PriceTier};

use crate::catalog::Offer;
use crate::error::Code;
use crate::money::{MoneyFault, Usd};
use crate::order::{arranged, sorted_places};
use crate::price::Priced;
use crate::quantity::Quantity;
use crate::rate::Lack;
use crate::text::shown;

/// The outcome of routing one job among the offers of one model. Places are places in the list of offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routed {
    /// The offer that serves.
    pub chosen: Option<usize>,
    /// The offers that would serve next, in order.
    pub fallbacks: Vec<usize>,
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

/// Chooses among the offers, which are paired with their prices.
pub fn route(offers: &[(&Offer, &Priced)], policy: &Policy) -> Routed {
    let mut eligible = Vec::new();
    let mut refused = Vec::new();
    for (place, (offer, priced)) in offers.iter().enumerate() {
        match admit(offer, priced, policy) {
            Ok((tier, usd)) => eligible.push((tier, usd, place)),
            Err(why) => refused.push(Refusal { place, why, costs_more: None }),
        }
    }
    let places = sorted_places(eligible.len(), &mut |a, b| eligible.get(a).cmp(&eligible.get(b)));
    let mut eligible = arranged(eligible, &places).into_iter();
    let chosen = eligible.next();
    let mut fallbacks = Vec::new();
    if let Some((first_tier, least, _)) = chosen {
        for (tier, usd, place) in eligible {
            let (code, reason, serves) = if tier > first_tier && !policy.next_tier {
                (Code::LaterTier, "the policy stops at the first tier that has a price", false)
            } else if tier > first_tier {
                (Code::LaterTier, "its tier serves only where no earlier tier has a price", true)
            } else if usd == least {
                (Code::ListedLater, "the same price, and listed later", true)
            } else {
                (Code::Dearer, "the chosen offer is cheaper", true)
            };
            if serves {
                fallbacks.push(place);
            }
            refused.push(Refusal { place, why: Lack::new(code, reason), costs_more: None });
        }
        for refusal in &mut refused {
            let own = offers.get(refusal.place).and_then(|(_, priced)| priced.price);
            refusal.costs_more = own.filter(|&usd| usd < least).and_then(|usd| least.minus(usd).ok());
        }
    }
    let place_of = |at: usize| refused.get(at).map(|refusal| refusal.place);
    let places = sorted_places(refused.len(), &mut |a, b| place_of(a).cmp(&place_of(b)));
    let refused = arranged(refused, &places);
    Routed { chosen: chosen.map(|(_, _, place)| place), fallbacks, refused }
}

/// The tier and the price of an offer that may serve, or why it may not.
fn admit(offer: &Offer, priced: &Priced, policy: &Policy) -> Result<(usize, Usd), Lack> {
    let provider = &offer.provider;
    let named = |list: &[String]| list.iter().any(|name| name == provider);
    if policy.only.as_deref().is_some_and(|only| !named(only)) {
        return Err(Lack::new(
            Code::NotAllowed,
            format!("the policy allows other providers, not `{}`", shown(provider)),
        ));
    }
    if named(&policy.ignore) {
        return Err(Lack::new(Code::Ignored, format!("the policy ignores `{}`", shown(provider))));
    }
    let Some(tier) = policy.tier_of(provider) else {
        return Err(Lack::new(
            Code::NotRoutable,
            format!("`{}` stands in no tier of the policy", shown(provider)),
        ));
    };
    let Some(usd) = priced.price else {
        let unknown = || Lack::new(Code::NoPrice, "it has no single price");
        return Err(priced.reason.clone().unwrap_or_else(unknown));
    };
    if let Some(most) = policy.max_price.filter(|&most| usd > most) {
        return Err(Lack::new(
            Code::OverLimit,
            format!("its price of ${usd} is over the policy's limit of ${most}"),
        ));
    }
    Ok((tier, usd))
}

#[cfg(test)]
mod tests;
