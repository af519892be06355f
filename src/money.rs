//! Exact US dollars. `Usd` only has the operators that make sense for money, and each one is exact or
//! refuses; rounding happens at named steps alone. There is no money × money and no way in from a float.

use crate::number::{self, NumberFault};
use crate::quantity::Quantity;
use rust_decimal::Decimal;
use std::fmt;

/// An exact amount of US dollars: up to 28 decimal places in 96 bits.
///
/// On the wire it is a string in plain notation without trailing zeros, such as `"0.05406"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Usd(Decimal);

/// Why an amount cannot be given exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyFault {
    /// The result needs more than 96 bits.
    Overflow,
    /// The result has more than 28 decimal places, or infinitely many.
    Inexact,
}

/// The most decimal places that one of the amounts has.
pub(crate) fn common_scale(amounts: &mut dyn Iterator<Item = Usd>) -> u32 {
    amounts.map(|usd| usd.parts().1).max().unwrap_or(0)
}

impl fmt::Display for MoneyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overflow => "the amount needs more than 96 bits",
            Self::Inexact => "the exact amount has more than 28 decimal places",
        })
    }
}

impl Usd {
    /// No dollars at all: a real price of nothing, never a stand-in for an unknown one.
    pub const ZERO: Usd = Usd(Decimal::ZERO);

    /// Decimal places to which amounts are rounded (half up) where a price has no finite decimal form,
    /// such as a price per second of a clip of 6 seconds. One trillionth of a dollar.
    pub const ROUNDED_PLACES: u32 = 12;

    /// Reads the amount that the text spells, digit by digit.
    ///
    /// ```
    /// use perpixel::money::Usd;
    ///
    /// assert_eq!(Usd::parse("5.406e-2")?.to_string(), "0.05406");
    /// assert!(Usd::parse("$0.05").is_err());
    /// # Ok::<(), perpixel::number::NumberFault>(())
    /// ```
    ///
    /// # Errors
    /// A [`NumberFault`] where the text is no JSON number or does not fit.
    pub fn parse(text: &str) -> Result<Self, NumberFault> {
        number::scan(text).map(Self)
    }

    /// The amount that was read already, by [`number::scan_first`].
    pub(crate) fn read(value: Decimal) -> Self {
        Self(value)
    }

    /// The most characters of an amount.
    pub(crate) const CHARS: usize = number::PLAIN_CHARS;

    /// The amount in plain notation, written into the buffer.
    pub(crate) fn written(self, buffer: &mut [u8; Self::CHARS]) -> &str {
        number::plain(self.0, buffer)
    }

    /// How many of the smallest decimal place that is stated, and how many places that are.
    pub(crate) fn parts(self) -> (i128, u32) {
        (self.0.mantissa(), self.0.scale())
    }

    /// The amount in units of `10^-scale` USD, where it is a whole number of them that 64 bits hold.
    pub(crate) fn units_at(self, scale: u32) -> Option<i64> {
        let (mantissa, own) = self.parts();
        let lifted = number::product(mantissa, number::power_of_ten(scale.checked_sub(own)?)?)?;
        i64::try_from(lifted).ok()
    }

    pub(crate) fn of_parts(mantissa: i128, scale: u32) -> Option<Self> {
        Self::build(mantissa, scale).ok()
    }

    fn build(mantissa: i128, scale: u32) -> Result<Self, MoneyFault> {
        number::decimal(mantissa, scale).map(Self).map_err(|fault| match fault {
            NumberFault::TooFine => MoneyFault::Inexact,
            _ => MoneyFault::Overflow,
        })
    }

    /// The two mantissas at one common scale.
    fn aligned(self, other: Self) -> Option<(i128, i128, u32)> {
        let scale = self.0.scale().max(other.0.scale());
        if self.0.scale() == other.0.scale() {
            return Some((self.0.mantissa(), other.0.mantissa(), scale));
        }
        let lift = |value: Decimal| {
            number::power_of_ten(scale.saturating_sub(value.scale()))
                .and_then(|power| number::product(value.mantissa(), power))
        };
        Some((lift(self.0)?, lift(other.0)?, scale))
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MoneyFault::Overflow`] where it does not fit.
    pub fn plus(self, other: Self) -> Result<Self, MoneyFault> {
        let (a, b, scale) = self.aligned(other).ok_or(MoneyFault::Overflow)?;
        Self::build(a.checked_add(b).ok_or(MoneyFault::Overflow)?, scale)
    }

    /// The difference.
    ///
    /// # Errors
    /// [`MoneyFault::Overflow`] where it does not fit.
    pub fn minus(self, other: Self) -> Result<Self, MoneyFault> {
        let (a, b, scale) = self.aligned(other).ok_or(MoneyFault::Overflow)?;
        Self::build(a.checked_sub(b).ok_or(MoneyFault::Overflow)?, scale)
    }

    /// The amount for this quantity, exactly.
    ///
    /// ```
    /// use perpixel::money::{MoneyFault, Usd};
    /// use perpixel::quantity::Quantity;
    ///
    /// let usd = Usd::parse("0.6")?;
    /// let third = Quantity::fraction(1, 3).unwrap();
    /// assert_eq!(usd.times(third).map(|usd| usd.to_string()), Ok("0.2".to_owned()));
    /// assert_eq!(Usd::parse("0.5")?.times(third), Err(MoneyFault::Inexact));
    /// # Ok::<(), perpixel::number::NumberFault>(())
    /// ```
    ///
    /// # Errors
    /// [`MoneyFault::Inexact`] where the product has more than 28 decimal places or infinitely many,
    /// [`MoneyFault::Overflow`] where it is too large.
    pub fn times(self, quantity: Quantity) -> Result<Self, MoneyFault> {
        // A quantity that is a decimal number, as most are, needs no fraction to be reduced.
        if cfg!(feature = "planning")
            && let Some((mantissa, scale)) = quantity.as_decimal_parts()
            && let Some(mantissa) = number::product(self.0.mantissa(), mantissa)
            && let Some(scale) = scale.checked_add(self.0.scale())
            && let Ok(product) = Self::build(mantissa, scale)
        {
            return Ok(product);
        }
        let fraction = quantity.times_integer(self.0.mantissa()).ok_or(MoneyFault::Overflow)?;
        let Some((mantissa, scale)) = fraction.as_decimal_parts() else {
            // A finite form of few places whose digits do not fit is too large: rounding would hide that.
            let places = fraction.decimal_places().and_then(|places| places.checked_add(self.0.scale()));
            let finite = places.is_some_and(|places| places <= number::MAX_SCALE);
            return Err(if finite { MoneyFault::Overflow } else { MoneyFault::Inexact });
        };
        Self::build(mantissa, scale.checked_add(self.0.scale()).ok_or(MoneyFault::Inexact)?)
    }

    /// The amount for this quantity, rounded half up at [`Usd::ROUNDED_PLACES`]. The caller has to say
    /// that the result is rounded. Never 0 for a positive amount.
    ///
    /// # Errors
    /// [`MoneyFault::Overflow`] where it does not fit, [`MoneyFault::Inexact`] where it would round to nothing.
    pub fn times_rounded(self, quantity: Quantity) -> Result<Self, MoneyFault> {
        let fraction = quantity.times_integer(self.0.mantissa()).ok_or(MoneyFault::Overflow)?;
        let scale = self.0.scale();
        let rounded = if scale >= Self::ROUNDED_PLACES {
            number::power_of_ten(scale.saturating_sub(Self::ROUNDED_PLACES))
                .and_then(|power| fraction.over_integer(power))
        } else {
            number::power_of_ten(Self::ROUNDED_PLACES.saturating_sub(scale))
                .and_then(|power| fraction.times_integer(power))
        }
        .and_then(|scaled| scaled.rounded_half_up())
        .ok_or(MoneyFault::Overflow)?;
        if rounded == 0 && !fraction.is_zero() {
            return Err(MoneyFault::Inexact);
        }
        Self::build(rounded, Self::ROUNDED_PLACES)
    }

    /// How many times `other` this is, exactly; nothing where `other` is zero or either is negative.
    pub fn ratio_to(self, other: Self) -> Option<Quantity> {
        let (a, b, _) = self.aligned(other)?;
        Quantity::fraction(a, b)
    }

    /// Whether the two differ at most by what binary floating point leaves behind: 1e-15 of the larger one.
    pub fn differs_only_by_noise(self, other: Self) -> bool {
        let Some((a, b, _)) = self.aligned(other) else {
            return false;
        };
        let larger = a.unsigned_abs().max(b.unsigned_abs());
        a.abs_diff(b).checked_mul(1_000_000_000_000_000).is_some_and(|scaled| scaled <= larger)
    }

    /// Whether this is below zero, as a discount is.
    pub fn is_negative(self) -> bool {
        self.0.mantissa() < 0
    }

    /// Whether this is nothing at all.
    pub fn is_zero(self) -> bool {
        self.0.mantissa() == 0
    }
}

impl fmt::Display for Usd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        number::write_plain(self.0, f)
    }
}

impl fmt::Debug for Usd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Usd({self})")
    }
}

impl serde::Serialize for Usd {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.written(&mut [0; Self::CHARS]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn usd(text: &str) -> Usd {
        Usd::parse(text).unwrap()
    }

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap()
    }

    #[test]
    fn the_fee_is_exact_where_doubles_are_not() {
        for (upstream, billed) in
            [("0.05", "0.051"), ("0.028", "0.02856"), ("0.009", "0.00918"), ("0.053", "0.05406")]
        {
            let fee = usd(upstream).times(quantity("0.02")).unwrap();
            assert_eq!(usd(upstream).plus(fee).unwrap().to_string(), billed);
        }
    }

    #[test]
    fn a_product_is_exact_or_refused() {
        let tiny = usd("0.0000000000000000000000000001");
        assert_eq!(tiny.times(quantity("0.5")), Err(MoneyFault::Inexact));
        assert_eq!(usd("0.5").times(quantity("2e-28")).unwrap(), tiny);
        assert_eq!(usd("79228162514264337593543950335").times(quantity("2")), Err(MoneyFault::Overflow));
        assert_eq!(usd("1").times(Quantity::fraction(1, 3).unwrap()), Err(MoneyFault::Inexact));
        assert_eq!(usd("0.6").times(Quantity::fraction(1, 3).unwrap()).unwrap(), usd("0.2"));
        // 28 decimal places are enough here, and 96 bits are not.
        let count = Quantity::fraction(5_800_150_773_475, 2).unwrap();
        assert_eq!(usd("0.006000010655555555555555655").times(count), Err(MoneyFault::Overflow));
    }

    #[test]
    fn rounding_is_half_up_and_never_to_nothing() {
        assert_eq!(usd("1").times_rounded(Quantity::fraction(1, 3).unwrap()).unwrap(), usd("0.333333333333"));
        assert_eq!(usd("2").times_rounded(Quantity::fraction(1, 3).unwrap()).unwrap(), usd("0.666666666667"));
        assert_eq!(usd("0.0000000000005").times_rounded(Quantity::ONE).unwrap(), usd("0.000000000001"));
        assert_eq!(usd("0.0000000000004").times_rounded(Quantity::ONE), Err(MoneyFault::Inexact));
    }

    #[test]
    fn noise_is_what_a_double_leaves_and_no_more() {
        assert!(usd("0.051").differs_only_by_noise(usd("0.051000000000000004")));
        assert!(usd("0.00918").differs_only_by_noise(usd("0.009179999999999999")));
        assert!(!usd("0.051").differs_only_by_noise(usd("0.0510000000001")));
        assert!(!usd("0").differs_only_by_noise(usd("0.0000000000000000001")));
        assert!(usd("0").differs_only_by_noise(usd("0")));
    }

    #[test]
    fn an_amount_is_its_digits_and_its_places() {
        assert_eq!((usd("0.05").parts(), usd("-12.5").parts()), ((5, 2), (-125, 1)));
        assert_eq!(Usd::of_parts(-125, 1), Some(usd("-12.5")));
        assert_eq!((Usd::of_parts(1, 29), Usd::of_parts(1 << 96, 0)), (None, None));
        assert_eq!(usd("0.05").units_at(4), Some(500));
        assert_eq!((usd("0.05").units_at(2), usd("0.05").units_at(1)), (Some(5), None));
        assert_eq!((usd("1e18").units_at(0), usd("1e18").units_at(2)), (Some(10_i64.pow(18)), None));
        assert_eq!(common_scale(&mut [usd("1"), usd("0.25"), usd("0.5")].into_iter()), 2);
        assert_eq!(common_scale(&mut std::iter::empty()), 0);
    }

    #[test]
    fn nothing_is_neither_negative_nor_a_multiple() {
        assert!(Usd::ZERO.is_zero() && !Usd::ZERO.is_negative());
        assert!(usd("-0.1").is_negative() && !usd("-0.1").is_zero());
        assert!(!usd("0.1").is_negative() && !usd("0.1").is_zero());
        assert_eq!(usd("0.5").ratio_to(usd("0.02")), Some(quantity("25")));
        assert_eq!(usd("0.02").ratio_to(usd("0.5")), Some(quantity("0.04")));
        assert_eq!((usd("1").ratio_to(Usd::ZERO), usd("-1").ratio_to(usd("1"))), (None, None));
    }

    #[test]
    fn on_the_wire_it_is_a_plain_string() {
        assert_eq!(
            serde_json::to_string(&[usd("5.40600e-2"), usd("12"), usd("-3e2")]).unwrap(),
            r#"["0.05406","12","-300"]"#
        );
        let faults = [MoneyFault::Overflow, MoneyFault::Inexact].map(|fault| fault.to_string());
        assert_eq!(
            faults,
            ["the amount needs more than 96 bits", "the exact amount has more than 28 decimal places"]
        );
    }

    proptest! {
        #[test]
        fn sums_agree_with_integers(a in -10_i64.pow(15)..10_i64.pow(15), b in -10_i64.pow(15)..10_i64.pow(15), scale in 0..12_u32) {
            let of = |value: i64| Usd::build(i128::from(value), scale).unwrap();
            prop_assert_eq!(of(a).plus(of(b)).unwrap(), of(a + b));
            prop_assert_eq!(of(a).minus(of(b)).unwrap(), of(a - b));
            prop_assert_eq!(of(a) < of(b), a < b);
        }

        #[test]
        fn products_agree_with_integers(a in 0..10_i64.pow(9), b in 0..10_i64.pow(9), s in 0..12_u32, t in 0..12_u32) {
            let price = Usd::build(i128::from(a), s).unwrap();
            let count = Quantity::fraction(i128::from(b), 10_i128.pow(t)).unwrap();
            let expected = Usd::build(i128::from(a) * i128::from(b), s + t).unwrap();
            prop_assert_eq!(price.times(count).unwrap(), expected);
        }
    }
}
