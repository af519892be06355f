//! What an output costs on average when requests fail: the offers are tried in order, each fails with its rate,
//! and a failed request costs nothing unless its provider bills it.

use crate::money::{MoneyFault, Usd};
use crate::quantity::Quantity;

/// How a provider fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The share of requests that fail.
    pub rate: Quantity,
    /// Whether a failed request is billed all the same.
    pub billed: bool,
}

/// One offer in the order of trying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Its price.
    pub usd: Usd,
    /// How it fails.
    pub failure: Failure,
    /// How likely it is tried first; the others follow in the order of the list.
    pub first: Quantity,
}

/// One offer's part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The share of requests that are tried here.
    pub tried: Quantity,
    /// The share of requests that are delivered here.
    pub delivered: Quantity,
    /// The share of requests that are billed here.
    pub billed: Quantity,
    /// That share of its price.
    pub usd: Usd,
}

/// What is to be expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The parts, in the order of the stops.
    pub parts: Vec<Part>,
    /// The share of requests that nobody delivers.
    pub unserved: Quantity,
    /// For a request, delivered or not.
    pub per_request: Usd,
    /// For a delivered output; nothing where none is delivered.
    pub per_delivered: Option<Usd>,
    /// Whether nothing was rounded.
    pub exact: bool,
}

/// Fractions that are kept exact as long as they fit, and rounded from then on.
struct Exactly(bool);

impl Exactly {
    fn product(&mut self, a: Quantity, b: Quantity) -> Result<Quantity, MoneyFault> {
        let exact = a.times(b).filter(|product| product.is_handy());
        exact.map_or_else(
            || {
                self.0 = false;
                a.rounded()
                    .zip(b.rounded())
                    .and_then(|(a, b)| a.times(b)?.rounded())
                    .ok_or(MoneyFault::Overflow)
            },
            Ok,
        )
    }

    fn sum(&mut self, a: Quantity, b: Quantity) -> Result<Quantity, MoneyFault> {
        let exact = a.plus(b).filter(|sum| sum.is_handy());
        exact.map_or_else(
            || {
                self.0 = false;
                a.rounded()
                    .zip(b.rounded())
                    .and_then(|(a, b)| a.plus(b)?.rounded())
                    .ok_or(MoneyFault::Overflow)
            },
            Ok,
        )
    }

    fn amount(&mut self, usd: Usd, share: Quantity) -> Result<Usd, MoneyFault> {
        match usd.times(share) {
            Err(MoneyFault::Inexact) => {
                self.0 = false;
                usd.times_rounded(share)
            }
            exact => exact,
        }
    }
}

/// Follows the requests through the stops. The first tries are shared out as the stops say; after a failure
/// the stops that are left are tried in the order of the list.
///
/// # Errors
/// Where an amount does not fit.
pub fn expect(stops: &[Stop]) -> Result<Expected, MoneyFault> {
    let mut keep = Exactly(true);
    let mut tried = vec![Quantity::ZERO; stops.len()];
    let mut unserved = Quantity::ZERO;
    for (start, first) in stops.iter().enumerate().filter(|(_, stop)| !stop.first.is_zero()) {
        let mut reaching = first.first;
        let others = (0..stops.len()).filter(|&place| place != start);
        for place in std::iter::once(start).chain(others) {
            let (Some(stop), Some(slot)) = (stops.get(place), tried.get_mut(place)) else { continue };
            *slot = keep.sum(*slot, reaching)?;
            reaching = keep.product(reaching, stop.failure.rate)?;
        }
        unserved = keep.sum(unserved, reaching)?;
    }
    let mut parts = Vec::with_capacity(stops.len());
    let mut per_request = Usd::ZERO;
    for (stop, tried) in stops.iter().zip(tried) {
        let kept = Quantity::ONE.minus_or_zero(stop.failure.rate).ok_or(MoneyFault::Overflow)?;
        let delivered = keep.product(tried, kept)?;
        let billed = if stop.failure.billed { tried } else { delivered };
        let usd = if billed.is_zero() { Usd::ZERO } else { keep.amount(stop.usd, billed)? };
        per_request = per_request.plus(usd)?;
        parts.push(Part { tried, delivered, billed, usd });
    }
    let delivered = Quantity::ONE.minus_or_zero(unserved).ok_or(MoneyFault::Overflow)?;
    let per_delivered = match Quantity::ONE.over(delivered) {
        Some(inverse) => Some(keep.amount(per_request, inverse)?),
        None => None,
    };
    Ok(Expected { parts, unserved, per_request, per_delivered, exact: keep.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn q(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    fn stop(usd: &str, rate: &str, billed: bool, first: &str) -> Stop {
        Stop { usd: Usd::parse(usd).unwrap(), failure: Failure { rate: q(rate), billed }, first: q(first) }
    }

    #[test]
    fn a_failure_that_is_not_billed_costs_the_next_offer() {
        let expected = expect(&[stop("0.04", "0.1", false, "1"), stop("0.05", "0.2", false, "0")]).unwrap();
        assert_eq!(expected.per_request.to_string(), "0.04"); // 0.9 × 0.04 + 0.1 × 0.8 × 0.05
        assert_eq!(expected.unserved, q("0.02"));
        assert_eq!(expected.parts[1].delivered, q("0.08"));
        assert_eq!(expected.per_delivered.unwrap().to_string(), "0.040816326531");
        assert!(!expected.exact);
    }

    #[test]
    fn a_failure_that_is_billed_costs_its_price() {
        let expected = expect(&[stop("0.04", "0.5", true, "1")]).unwrap();
        assert_eq!(expected.per_request.to_string(), "0.04");
        assert_eq!(expected.per_delivered.unwrap().to_string(), "0.08");
        assert!(expected.exact);
    }

    #[test]
    fn who_never_delivers_has_no_price_for_a_delivered_output() {
        let expected = expect(&[stop("0.04", "1", false, "1")]).unwrap();
        assert_eq!((expected.per_request, expected.per_delivered), (Usd::ZERO, None));
    }

    #[test]
    fn shared_first_tries_add_up() {
        let stops = [stop("1", "0.5", false, "0.9"), stop("3", "0", false, "0.1")];
        let expected = expect(&stops).unwrap();
        assert_eq!(expected.parts[0].delivered, q("0.45"));
        assert_eq!(expected.parts[1].delivered, q("0.55"));
        assert_eq!(expected.per_request.to_string(), "2.1");
    }

    proptest! {
        #[test]
        fn every_request_is_delivered_once_or_not_at_all(rates in proptest::collection::vec(0..=1000_u32, 1..6)) {
            let stops: Vec<_> = rates
                .iter()
                .enumerate()
                .map(|(place, rate)| Stop {
                    usd: Usd::parse("0.01").unwrap(),
                    failure: Failure { rate: Quantity::fraction(i128::from(*rate), 1000).unwrap(), billed: false },
                    first: if place == 0 { Quantity::ONE } else { Quantity::ZERO },
                })
                .collect();
            let expected = expect(&stops).unwrap();
            let sum = expected.parts.iter().fold(expected.unserved, |sum, part| sum.plus(part.delivered).unwrap());
            prop_assert_eq!(sum, Quantity::ONE);
        }
    }
}
