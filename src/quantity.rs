//! Exact, non-negative quantities: how many images, megapixels, tokens or seconds. A quantity is a reduced
//! fraction, so that a third of a block or 30/28 of the steps is as exact as a whole number.

use crate::number::{self, NumberFault};
use std::cmp::Ordering;
use std::fmt;

/// An exact, non-negative rational number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    numerator: i128,
    denominator: i128,
}

/// Greatest common divisor of two non-negative numbers, not both zero.
fn gcd(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        if let (Ok(small), Ok(smaller)) = (u64::try_from(a), u64::try_from(b)) {
            return gcd_of_64_bits(small, smaller);
        }
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    a.max(1)
}

fn gcd_of_64_bits(mut a: u64, mut b: u64) -> i128 {
    while b != 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    a.max(1).into()
}

impl Quantity {
    /// Nothing.
    pub const ZERO: Quantity = Quantity { numerator: 0, denominator: 1 };
    /// One.
    pub const ONE: Quantity = Quantity { numerator: 1, denominator: 1 };

    /// `numerator / denominator`; nothing where the denominator is not positive or the numerator is negative.
    pub fn fraction(numerator: i128, denominator: i128) -> Option<Self> {
        if numerator < 0 {
            return None;
        }
        Self::signed(numerator, denominator)
    }

    pub(crate) fn parts(self) -> (i128, i128) {
        (self.numerator, self.denominator)
    }

    fn signed(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator <= 0 {
            return None;
        }
        let divisor = if denominator == 1 { 1 } else { gcd(numerator.checked_abs()?, denominator) };
        if divisor == 1 {
            return Some(Self { numerator, denominator });
        }
        Some(Self {
            numerator: number::divided(numerator, divisor)?.0,
            denominator: number::divided(denominator, divisor)?.0,
        })
    }

    /// Reads a non-negative decimal number.
    ///
    /// # Errors
    /// A [`NumberFault`] where the text is no JSON number, does not fit, or is negative.
    pub fn parse(text: &str) -> Result<Self, NumberFault> {
        let value = number::scan(text)?;
        let power = number::power_of_ten(value.scale()).ok_or(NumberFault::TooFine)?;
        Self::fraction(value.mantissa(), power).ok_or(NumberFault::NotANumber)
    }

    /// The sum, where it fits.
    pub fn plus(self, other: Self) -> Option<Self> {
        let left = number::product(self.numerator, other.denominator)?;
        let right = number::product(other.numerator, self.denominator)?;
        Self::fraction(left.checked_add(right)?, number::product(self.denominator, other.denominator)?)
    }

    /// The difference, or zero where `other` is larger.
    pub fn minus_or_zero(self, other: Self) -> Option<Self> {
        if other.is_zero() {
            return Some(self);
        }
        let left = number::product(self.numerator, other.denominator)?;
        let right = number::product(other.numerator, self.denominator)?;
        let rest = left.checked_sub(right)?.max(0);
        Self::fraction(rest, number::product(self.denominator, other.denominator)?)
    }

    /// The product, where it fits.
    pub fn times(self, other: Self) -> Option<Self> {
        if other == Self::ONE {
            return Some(self);
        }
        // Reducing crosswise first keeps the numbers small.
        let a = Self::signed(self.numerator, other.denominator)?;
        let b = Self::signed(other.numerator, self.denominator)?;
        Self::signed(
            number::product(a.numerator, b.numerator)?,
            number::product(a.denominator, b.denominator)?,
        )
    }

    /// The quotient; nothing where `other` is zero or it does not fit.
    pub fn over(self, other: Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        if self.numerator == other.numerator && self.denominator == other.denominator {
            return Some(Self::ONE);
        }
        self.times(Self { numerator: other.denominator, denominator: other.numerator })
    }

    pub(crate) fn times_integer(self, factor: i128) -> Option<Self> {
        let a = Self::signed(factor, self.denominator)?;
        Self::signed(number::product(a.numerator, self.numerator)?, a.denominator)
    }

    pub(crate) fn over_integer(self, divisor: i128) -> Option<Self> {
        let a = Self::signed(self.numerator, divisor)?;
        Self::signed(a.numerator, number::product(a.denominator, self.denominator)?)
    }

    /// The next whole number, or the number itself where it is whole.
    pub fn rounded_up(self) -> Option<Self> {
        let (whole, rest) = number::divided(self.numerator, self.denominator)?;
        Self::fraction(if rest == 0 { whole } else { whole.checked_add(1)? }, 1)
    }

    /// The whole number below, or the number itself where it is whole.
    pub fn rounded_down(self) -> Option<Self> {
        Self::fraction(self.numerator.checked_div(self.denominator)?, 1)
    }

    /// The nearest whole number, halves away from zero.
    pub(crate) fn rounded_half_up(self) -> Option<i128> {
        let (whole, rest) = number::divided(self.numerator, self.denominator)?;
        let rest = rest.checked_abs()?;
        let up = rest >= self.denominator.checked_sub(rest)?;
        Some(if !up {
            whole
        } else if self.numerator < 0 {
            whole.checked_sub(1)?
        } else {
            whole.checked_add(1)?
        })
    }

    /// The whole number that this is, if it is one.
    pub fn as_whole(self) -> Option<i128> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// Whether this is nothing.
    pub fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// How many twos and how many fives the denominator is made of, where it is made of nothing else.
    fn twos_and_fives(self) -> Option<(u32, u32)> {
        let twos = self.denominator.trailing_zeros();
        let mut rest = self.denominator.checked_shr(twos)?;
        let mut fives = 0_u32;
        while rest != 1 {
            let (fifth, 0) = number::divided(rest, 5)? else { return None };
            rest = fifth;
            fives = fives.checked_add(1)?;
        }
        Some((twos, fives))
    }

    /// How many decimal places the fraction needs, where a finite number is enough.
    pub(crate) fn decimal_places(self) -> Option<u32> {
        self.twos_and_fives().map(|(twos, fives)| twos.max(fives))
    }

    /// `mantissa × 10^-scale`, where the fraction has a finite decimal form.
    pub(crate) fn as_decimal_parts(self) -> Option<(i128, u32)> {
        if self.denominator == 1 {
            return Some((self.numerator, 0));
        }
        let (twos, fives) = self.twos_and_fives()?;
        let scale = twos.max(fives);
        // What turns the denominator into the power of ten.
        let (base, times) = if twos > fives { (5_i64, twos) } else { (2, fives) };
        let times = times.checked_sub(twos.min(fives))?;
        let factor =
            base.checked_pow(times).map(i128::from).or_else(|| i128::from(base).checked_pow(times))?;
        Some((number::product(self.numerator, factor)?, scale))
    }

    /// The number rounded half up to so many decimal places, for showing; not for computing.
    pub fn shown(self, places: u32) -> Option<String> {
        let scaled = self.times_integer(number::power_of_ten(places)?)?.rounded_half_up()?;
        Self::fraction(scaled, number::power_of_ten(places)?).map(|rounded| rounded.to_string())
    }
}

#[cfg(feature = "planning")]
impl Quantity {
    /// Decimal places to which shares are rounded (half up) where the exact fraction does not fit.
    pub const ROUNDED_PLACES: u32 = 15;

    /// The number rounded half up at [`Quantity::ROUNDED_PLACES`]. The caller has to say that it is rounded.
    pub(crate) fn rounded(self) -> Option<Self> {
        let power = number::power_of_ten(Self::ROUNDED_PLACES)?;
        let scaled = match self.times_integer(power) {
            Some(scaled) => scaled.rounded_half_up()?,
            // A large numerator: the whole part and the rest are taken apart.
            None => {
                let whole = self.numerator.checked_div(self.denominator)?;
                let rest = self.numerator.checked_rem(self.denominator)?;
                // Halving both sides changes the quotient by less than what is rounded away.
                let (mut rest, mut denominator) = (rest, self.denominator);
                while rest.checked_mul(power).is_none() {
                    (rest, denominator) = (rest.checked_div(2)?, denominator.checked_div(2)?);
                }
                let fraction = Self::fraction(rest.checked_mul(power)?, denominator)?.rounded_half_up()?;
                whole.checked_mul(power)?.checked_add(fraction)?
            }
        };
        Self::fraction(scaled, power)
    }

    /// Whether a person can read it as a fraction.
    pub(crate) fn is_readable(self) -> bool {
        self.denominator <= 1_000_000_000_000
    }

    /// Whether the fraction is small enough to go on computing with, and to print as a decimal or a fraction.
    pub(crate) fn is_handy(self) -> bool {
        const HANDY: i128 = 1_000_000_000_000_000_000_000_000_000;
        self.numerator <= HANDY && self.denominator <= HANDY
    }

    /// The nearest whole number, halves up, as a quantity.
    pub(crate) fn to_nearest(self) -> Option<Self> {
        Self::fraction(self.rounded_half_up()?, 1)
    }
}

impl From<u32> for Quantity {
    fn from(value: u32) -> Self {
        Self { numerator: i128::from(value), denominator: 1 }
    }
}

impl From<u64> for Quantity {
    fn from(value: u64) -> Self {
        Self { numerator: i128::from(value), denominator: 1 }
    }
}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        compare_fractions((self.numerator, self.denominator), (other.numerator, other.denominator))
    }
}

/// Compares two non-negative fractions by continued fractions: exact, and nothing to overflow.
fn compare_fractions(a: (i128, i128), b: (i128, i128)) -> Ordering {
    let small = |value: i128| i64::try_from(value).ok().map(i128::from);
    if let (Some(left), Some(right), Some(under), Some(other_under)) =
        (small(a.0), small(b.0), small(a.1), small(b.1))
    {
        return left.wrapping_mul(other_under).cmp(&right.wrapping_mul(under));
    }
    let (mut a, mut b, mut swapped) = (a, b, false);
    loop {
        let whole = (a.0.checked_div(a.1).unwrap_or(0), b.0.checked_div(b.1).unwrap_or(0));
        let rest = (a.0.checked_rem(a.1).unwrap_or(0), b.0.checked_rem(b.1).unwrap_or(0));
        let order = match (whole.0.cmp(&whole.1), rest) {
            (Ordering::Equal, (0, 0)) => Ordering::Equal,
            (Ordering::Equal, (0, _)) => Ordering::Less,
            (Ordering::Equal, (_, 0)) => Ordering::Greater,
            (Ordering::Equal, _) => {
                (a, b, swapped) = ((a.1, rest.0), (b.1, rest.1), !swapped);
                continue;
            }
            (order, _) => order,
        };
        return if swapped { order.reverse() } else { order };
    }
}

/// Writes a whole number in pieces of 18 digits: the standard writer of 128-bit numbers is heavy.
fn whole(value: i128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    const PIECE: i128 = 1_000_000_000_000_000_000;
    let (high, low) = (value.checked_div(PIECE).unwrap_or(0), value.checked_rem(PIECE).unwrap_or(0));
    let low = i64::try_from(low).unwrap_or(0);
    if high == 0 {
        return write!(f, "{low}");
    }
    whole(high, f)?;
    write!(f, "{low:018}")
}

impl fmt::Display for Quantity {
    /// Plain decimal notation where the number has one, `numerator/denominator` otherwise.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_decimal_parts().and_then(|(m, s)| number::decimal(m, s).ok()) {
            Some(decimal) => number::write_plain(decimal, f),
            None => {
                whole(self.numerator, f)?;
                f.write_str("/")?;
                whole(self.denominator, f)
            }
        }
    }
}

impl serde::Serialize for Quantity {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_decimal_parts().and_then(|(m, s)| number::decimal(m, s).ok()) {
            Some(decimal) => serializer.serialize_str(number::plain(decimal, &mut [0; number::PLAIN_CHARS])),
            None => serializer.collect_str(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(numerator: i128, denominator: i128) -> Quantity {
        Quantity::fraction(numerator, denominator).unwrap()
    }

    #[test]
    fn prints_decimals_and_fractions() {
        assert_eq!(of(1_048_576, 1_000_000).to_string(), "1.048576");
        assert_eq!(of(1280 * 720, 1_048_576).to_string(), "0.87890625");
        assert_eq!(of(30, 28).to_string(), "15/14");
        assert_eq!(of(10_i128.pow(37), 3).to_string(), format!("{}/3", 10_i128.pow(37)));
        assert_eq!(of(1, 3).shown(2).unwrap(), "0.33");
        assert_eq!(of(5, 2).shown(0).unwrap(), "3");
    }

    #[test]
    fn rounds_up_only_what_is_not_whole() {
        assert_eq!(of(1920 * 1080, 1_048_576).rounded_up().unwrap(), of(2, 1));
        assert_eq!(of(2, 1).rounded_up().unwrap(), of(2, 1));
        assert_eq!(Quantity::ZERO.rounded_up().unwrap(), Quantity::ZERO);
    }

    #[test]
    fn refuses_what_is_no_quantity() {
        assert_eq!(Quantity::fraction(1, 0), None);
        assert_eq!(Quantity::fraction(-1, 2), None);
        assert_eq!(Quantity::ONE.over(Quantity::ZERO), None);
        assert!(Quantity::parse("-1").is_err());
        assert_eq!(Quantity::parse("-0").unwrap(), Quantity::ZERO);
    }

    /// Place by place, as by hand.
    fn decimal_by_hand(quantity: Quantity) -> Option<(i128, u32)> {
        let (mut rest, mut factor, mut scale) = (quantity.denominator, 1_i128, 0);
        while rest != 1 {
            let (divisor, multiplier) =
                [(10, 1), (2, 5), (5, 2)].into_iter().find(|(by, _)| rest % by == 0)?;
            rest /= divisor;
            factor = factor.checked_mul(multiplier)?;
            scale += 1;
        }
        Some((quantity.numerator.checked_mul(factor)?, scale))
    }

    proptest! {
        #[test]
        fn finds_the_decimal_form(numerator in 0..i128::MAX, shift in 0..120_u32, twos in 0..60_u32, fives in 0..26_u32, odd in 0..2_u32) {
            let denominator = 2_i128.pow(twos) * 5_i128.pow(fives) * 3_i128.pow(odd);
            let quantity = of(numerator >> shift, denominator);
            prop_assert_eq!(quantity.as_decimal_parts(), decimal_by_hand(quantity));
        }

        #[test]
        fn orders_large_ones_as_small_ones(a in 0..i64::MAX, b in 1..i64::MAX, c in 0..i64::MAX, d in 1..i64::MAX) {
            let wide = |value: i64| i128::from(value);
            let expected = (wide(a) * wide(d)).cmp(&(wide(c) * wide(b)));
            prop_assert_eq!(of(wide(a), wide(b)).cmp(&of(wide(c), wide(d))), expected);
        }

        #[test]
        fn behaves_like_fractions(a in 0..1000_i128, b in 1..1000_i128, c in 0..1000_i128, d in 1..1000_i128) {
            prop_assert_eq!(of(a, b).plus(of(c, d)).unwrap(), of(a * d + c * b, b * d));
            prop_assert_eq!(of(a, b).times(of(c, d)).unwrap(), of(a * c, b * d));
            prop_assert_eq!(of(a, b).cmp(&of(c, d)), (a * d).cmp(&(c * b)));
            prop_assert_eq!(of(a, b).minus_or_zero(of(c, d)).unwrap(), of((a * d - c * b).max(0), b * d));
            prop_assert_eq!(of(a, b).rounded_up().unwrap().as_whole().unwrap(), (a + b - 1) / b);
            prop_assert_eq!(of(a, b).rounded_half_up().unwrap(), (2 * a + b) / (2 * b));
            if c > 0 {
                prop_assert_eq!(of(a, b).over(of(c, d)).unwrap(), of(a * d, b * c));
            }
        }
    }
}
