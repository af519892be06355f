//! A total for many counts: one multiplication of whole numbers where that is proven to be the exact total, and the sum
//! of the receipt's lines where it is not.

use super::{MAX_COUNT, Quoter, Side, checked_count};
use crate::api::Loaded;
use crate::api::answer::Quote;
use crate::api::request::QuoteRequest;
use crate::error::{Code, Error, Result};
use crate::money::{Usd, common_scale};
use crate::quantity::Quantity;
use crate::rate::{self, Line, scaled};
use crate::route::bill;

/// A prime next to the most jobs of a quote: it shortens no fraction, so that the lines become as large as they can.
const WIDEST: u64 = 999_999_999_989;

/// What one job costs as a whole number, where the total of any count is that many times as much.
#[derive(Clone, Copy, Debug)]
pub(super) struct Multiple {
    one: i64,
    /// The sum of the lines without their signs: what bounds every step of a sum.
    weight: i64,
    scale: u32,
}

impl Multiple {
    /// Nothing where a line was rounded, or where some count is too much for its lines.
    fn of(lines: &[Line]) -> Option<Self> {
        let exact = |line: &Line| line.of_sum || line.rate.times(line.quantity) == Ok(line.amount);
        if !lines.iter().all(exact) {
            return None;
        }
        for count in [WIDEST, MAX_COUNT] {
            rate::sum(&scaled(lines, Quantity::from(count)).ok()?).ok()?;
        }
        let scale = common_scale(&mut lines.iter().map(|line| line.amount.low));
        let (mut one, mut weight) = (0_i64, 0_i64);
        for line in lines {
            let key = line.amount.low.units_at(scale)?;
            one = one.checked_add(key)?;
            weight = weight.checked_add(key.checked_abs()?)?;
        }
        Some(Self { one, weight, scale })
    }

    /// What one job costs, in units of `10^-scale` USD.
    pub(super) fn one_job(self) -> (i64, u32) {
        (self.one, self.scale)
    }

    fn times(self, count: i64) -> Option<Usd> {
        self.weight.checked_mul(count)?;
        Usd::of_parts(self.one.checked_mul(count)?.into(), self.scale)
    }
}

impl Side {
    fn total(&self, count: u64) -> Option<Usd> {
        let whole = i64::try_from(count).ok();
        let product = self.multiple.zip(whole).and_then(|(multiple, count)| multiple.times(count));
        product.or_else(|| Some(rate::sum(&scaled(&self.lines, Quantity::from(count)).ok()?).ok()?.low))
    }
}

impl Loaded {
    /// A quoter: the offers of the request, found and priced once. Its count does not matter.
    ///
    /// # Errors
    /// Those of [`Loaded::quote`] but for the count.
    pub fn quoter(&self, request: &QuoteRequest) -> Result<Quoter> {
        let mut quoter = self.quoter_of(self.catalog.model(&request.model)?, request)?;
        for side in [&mut quoter.cheapest, &mut quoter.routed].into_iter().flatten() {
            side.multiple = Multiple::of(&side.lines);
        }
        Ok(quoter)
    }
}

impl Quoter {
    /// The whole quote for that many.
    ///
    /// # Errors
    /// `bad_request` for a count that is out of range.
    pub fn quote(&self, count: u64) -> Result<Quote> {
        checked_count(Quantity::from(count)).map(|count| self.of_count(count))
    }

    /// The total at the cheapest offer; nothing where there is none, or it does not fit.
    ///
    /// # Errors
    /// Those of [`Quoter::quote`].
    pub fn total(&self, count: u64) -> Result<Option<Usd>> {
        in_range(count)?;
        Ok(self.cheapest.as_ref().and_then(|side| side.total(count)))
    }

    /// What is billed at the routed offer, fee included; nothing where there is none, or it does not fit.
    ///
    /// # Errors
    /// Those of [`Quoter::quote`].
    pub fn billed(&self, count: u64) -> Result<Option<Usd>> {
        in_range(count)?;
        let upstream = self.routed.as_ref().and_then(|side| side.total(count));
        Ok(upstream.zip(self.fee_rate).and_then(|(usd, rate)| Some(bill(usd, rate).ok()?.total)))
    }
}

/// The refusal of a count that is no whole number at all.
pub fn no_count() -> Error {
    let message = format!("a count is a whole number from 1 to {MAX_COUNT}");
    Error::new(Code::BadRequest, message).at("/count")
}

/// The whole number that a double is, digit for digit; nothing for a fraction, a negative one or one past 64 bits.
pub fn whole(number: f64) -> Option<u64> {
    const FRACTION_BITS: u32 = 52;
    /// The exponent of a number whose mantissa counts ones.
    const ONES: u64 = 1075;
    let bits = number.to_bits();
    let exponent = bits.checked_shr(FRACTION_BITS)?;
    let implied = 1_u64.checked_shl(FRACTION_BITS)?;
    let mantissa = (bits & implied.checked_sub(1)?) | implied;
    // A sign would stand above the exponent, which is at most 2047 and less for a number of 64 bits.
    if bits == 0 || exponent >= ONES {
        return (bits == 0).then_some(0).or_else(|| {
            let left = u32::try_from(exponent.checked_sub(ONES)?).ok()?;
            (left <= mantissa.leading_zeros()).then(|| mantissa.checked_shl(left)).flatten()
        });
    }
    let right = u32::try_from(ONES.checked_sub(exponent)?).ok()?;
    if right > mantissa.trailing_zeros() { None } else { mantissa.checked_shr(right) }
}

fn in_range(count: u64) -> Result<()> {
    if (1..=MAX_COUNT).contains(&count) { Ok(()) } else { checked_count(Quantity::from(count)).map(|_| ()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::request::take;
    use crate::api::tests::SHIPPED;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn every_total_is_that_of_the_quote() {
        let counts = [1, 2, 3, 7, 999, 1_000_000, 123_456_789, WIDEST, MAX_COUNT];
        let (mut fast, mut quotes) = (0, 0);
        for loaded in SHIPPED.iter() {
            for model in &loaded.catalog.models {
                for job in [json!({}), json!({ "width": 1500, "height": 1100, "quality": "high" })] {
                    let asked: QuoteRequest = take(
                        serde_json::from_value(json!({ "model": model.id, "count": 1, "job": job })).unwrap(),
                    )
                    .unwrap();
                    let quoter = loaded.quoter(&asked).unwrap();
                    fast += usize::from(quoter.cheapest.as_ref().is_some_and(|side| side.multiple.is_some()));
                    for count in counts {
                        let asked = QuoteRequest { count: Quantity::from(count), ..asked.clone() };
                        let quote = loaded.quote(&asked).unwrap();
                        quotes += usize::from(quote.cheapest.is_some());
                        let again = quoter.quote(count).unwrap();
                        assert_eq!(
                            serde_json::to_string(&again).unwrap(),
                            serde_json::to_string(&quote).unwrap()
                        );
                        assert_eq!(quoter.total(count).unwrap(), quote.cheapest.map(|side| side.total));
                        assert_eq!(quoter.billed(count).unwrap(), quote.routed.and_then(|side| side.billed));
                    }
                }
            }
        }
        assert!(fast > 50 && quotes > 500, "{fast} {quotes}");
    }

    #[test]
    fn a_count_is_a_whole_number_in_range() {
        let asked = take(serde_json::from_str(r#"{ "model": "flux-2-pro", "count": 1 }"#).unwrap()).unwrap();
        let quoter = SHIPPED[0..].iter().find_map(|loaded| loaded.quoter(&asked).ok()).unwrap();
        for count in [0, MAX_COUNT + 1] {
            assert_eq!(quoter.total(count).unwrap_err().path(), Some("/count"));
            assert_eq!(quoter.quote(count).unwrap_err().path(), Some("/count"));
        }
        for (number, expected) in [
            (0.0, Some(0)),
            (1.0, Some(1)),
            (3.0, Some(3)),
            (1e12, Some(MAX_COUNT)),
            (9_007_199_254_740_993.0, Some(9_007_199_254_740_992)),
            (18_446_744_073_709_549_568.0, Some(18_446_744_073_709_549_568)),
            (18_446_744_073_709_551_616.0, None),
            (0.5, None),
            (1.5, None),
            (-1.0, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
            (5e-324, None),
        ] {
            assert_eq!(whole(number), expected, "{number}");
        }
    }

    proptest! {
        #[test]
        fn a_double_of_a_whole_number_is_that_number(number in 0..1_u64 << 53) {
            let double: f64 = number.to_string().parse().unwrap();
            prop_assert_eq!(whole(double), Some(number));
        }
    }
}
