//! Decimal texts as exact fractions of big integers: a reading of numbers that shares nothing with the crate's own.
//! It judges; it is slow and takes any size.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::Zero;
use std::sync::LazyLock;

/// The parts of a JSON number: sign, digits before and after the point, and the exponent's text.
fn parts(text: &str) -> Option<(bool, &str, &str, &str)> {
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], &rest[at + 1..]),
        None => (rest, "0"),
    };
    let (whole, fraction) = match mantissa.find('.') {
        Some(at) => (&mantissa[..at], &mantissa[at + 1..]),
        None => (mantissa, "0"),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let led = whole.len() > 1 && whole.starts_with('0');
    (digits(whole) && !led && digits(fraction) && digits(plain))
        .then_some((negative, whole, fraction, exponent))
}

/// Whether the text follows JSON's grammar of numbers.
pub fn is_number(text: &str) -> bool {
    parts(text).is_some()
}

/// `10^exponent` as a whole number.
fn power_of_ten(exponent: u64) -> BigInt {
    static POWERS: LazyLock<Vec<BigInt>> =
        LazyLock::new(|| (0..64).map(|n| BigInt::from(10).pow(n)).collect());
    let known = usize::try_from(exponent).ok().and_then(|exponent| POWERS.get(exponent));
    known.cloned().unwrap_or_else(|| BigInt::from(10).pow(u32::try_from(exponent).expect("a sane exponent")))
}

/// The value of a JSON number. Nothing where it is none, or its exponent is beyond ±10,000 and its digits are not 0.
pub fn number(text: &str) -> Option<BigRational> {
    let (negative, whole, fraction, exponent) = parts(text)?;
    let digits: BigInt = format!("{whole}{fraction}").parse().expect("digits");
    if digits.is_zero() {
        return Some(BigRational::zero());
    }
    let exponent: i64 = exponent.parse().ok().filter(|exponent: &i64| exponent.abs() <= 10_000)?;
    let places = i64::try_from(fraction.len()).expect("a short text");
    let digits = if negative { -digits } else { digits };
    let power = power_of_ten((exponent - places).unsigned_abs());
    Some(if exponent < places {
        BigRational::new(digits, power)
    } else {
        BigRational::from_integer(digits * power)
    })
}

/// The value of a quantity as it is printed: a decimal, or a numerator and a denominator.
pub fn quantity(text: &str) -> Option<BigRational> {
    match text.split_once('/') {
        None => number(text),
        Some((over, under)) => Some(number(over)? / number(under).filter(|under| !under.is_zero())?),
    }
}

/// Whether the value has at most 28 decimal places.
pub fn is_fine(value: &BigRational) -> bool {
    (power_of_ten(28) % value.denom()).is_zero()
}

/// Whether the value has a place in 96 bits and 28 decimal places.
pub fn fits(value: &BigRational) -> bool {
    let places = (0..=28).find(|&places| (power_of_ten(places) % value.denom()).is_zero());
    places.is_some_and(|places| (value.numer() * power_of_ten(places) / value.denom()).bits() <= 96)
}

/// The value rounded half up (away from zero) at so many decimal places.
pub fn rounded(value: &BigRational, places: u64) -> BigRational {
    let power = power_of_ten(places);
    BigRational::new((value * &power).round().to_integer(), power)
}
