//! Decimal numbers to their last digit: read from their digits, written in plain notation, and computed with whole
//! numbers of 128 bits. What does not fit 28 decimal places and 96 bits is refused, never approximated.

mod plain;
mod scan;

pub(crate) use plain::{PLAIN_CHARS, plain, write_plain};
pub(crate) use scan::{scan, scan_first};

use rust_decimal::Decimal;
use std::fmt;

/// The most decimal places that a number can have.
pub(crate) const MAX_SCALE: u32 = 28;
/// The largest mantissa: 96 bits.
pub(crate) const MAX_MANTISSA: i128 = 0xFFFF_FFFF_FFFF_FFFF_FFFF_FFFF;

/// Why a text is no usable number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// It does not follow JSON's number grammar.
    NotANumber,
    /// It has more than 64 characters.
    TooLong,
    /// Its digits need more than 96 bits.
    TooLarge,
    /// It has more than 28 decimal places.
    TooFine,
}

impl fmt::Display for NumberFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotANumber => "it is not a decimal number",
            Self::TooLong => "it has more than 64 characters",
            Self::TooLarge => "its digits need more than 96 bits",
            Self::TooFine => "it has more than 28 decimal places",
        })
    }
}

/// `10^exponent`, where it fits.
pub(crate) fn power_of_ten(exponent: u32) -> Option<i128> {
    10_i64.checked_pow(exponent).map(i128::from).or_else(|| 10_i128.checked_pow(exponent))
}

// Most numbers here fit 64 bits, and 128-bit arithmetic is made of calls on this crate's main target: what fits is
// computed in 64 bits, with the same result.

/// The product, where it fits.
pub(crate) fn product(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        // Two numbers of 64 bits cannot exceed 128.
        (Ok(a), Ok(b)) => Some(i128::from(a).wrapping_mul(i128::from(b))),
        _ => a.checked_mul(b),
    }
}

/// The whole quotient and the rest; nothing where the divisor is 0.
pub(crate) fn divided(a: i128, by: i128) -> Option<(i128, i128)> {
    match (u64::try_from(a), u64::try_from(by)) {
        (Ok(a), Ok(by)) => Some((a.checked_div(by)?.into(), a.checked_rem(by)?.into())),
        _ => Some((a.checked_div(by)?, a.checked_rem(by)?)),
    }
}

/// Builds the decimal `mantissa × 10^-scale` in its shortest form, or refuses.
pub(crate) fn decimal(mut mantissa: i128, mut scale: u32) -> Result<Decimal, NumberFault> {
    // Nothing has as many zeros at its end as one looks for.
    if mantissa == 0 {
        return Ok(Decimal::ZERO);
    }
    // An odd number ends in no zero.
    while scale > 0
        && mantissa & 1 == 0
        && let Some((tenth, 0)) = divided(mantissa, 10)
    {
        mantissa = tenth;
        scale = scale.saturating_sub(1);
    }
    if scale > MAX_SCALE {
        return Err(NumberFault::TooFine);
    }
    Decimal::try_from_i128_with_scale(mantissa, scale).map_err(|_| NumberFault::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    struct Plain(Decimal);
    impl fmt::Display for Plain {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write_plain(self.0, f)
        }
    }

    #[track_caller]
    fn check(text: &str, expected: Result<&str, NumberFault>) {
        let got = scan(text).map(|value| Plain(value).to_string());
        assert_eq!(got, expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn reads_every_digit() {
        check("0", Ok("0"));
        check("-0", Ok("0"));
        check("-0.0e5", Ok("0"));
        check("0.053", Ok("0.053"));
        check("1e2", Ok("100"));
        check("4e-08", Ok("0.00000004"));
        check("2.384185791015625e-08", Ok("0.00000002384185791015625"));
        check("0.051000000000000004", Ok("0.051000000000000004"));
        check("1E+3", Ok("1000"));
        check(&format!("0.{}1e40", "0".repeat(39)), Ok("1"));
        check("1000.00", Ok("1000"));
        check("-12.50", Ok("-12.5"));
        check("0e999999999999999999999", Ok("0"));
        check("0.100000000000000000000000000000000000000000000000000000", Ok("0.1"));
        check("79228162514264337593543950335", Ok("79228162514264337593543950335"));
        check("1e28", Ok("10000000000000000000000000000"));
        check("0.0000000000000000000000000001", Ok("0.0000000000000000000000000001"));
    }

    #[test]
    fn a_fault_says_what_is_wrong() {
        use NumberFault::{NotANumber, TooFine, TooLarge, TooLong};
        assert_eq!(
            [NotANumber, TooLong, TooLarge, TooFine].map(|fault| fault.to_string()),
            [
                "it is not a decimal number",
                "it has more than 64 characters",
                "its digits need more than 96 bits",
                "it has more than 28 decimal places",
            ]
        );
    }

    #[test]
    fn refuses_what_does_not_fit() {
        check("79228162514264337593543950336", Err(NumberFault::TooLarge));
        check("1234567890123456789012345678901234567890", Err(NumberFault::TooLarge));
        check("1e400", Err(NumberFault::TooLarge));
        check("1e29", Err(NumberFault::TooLarge));
        check("1e-29", Err(NumberFault::TooFine));
        check("1e-99999999999999999999", Err(NumberFault::TooFine));
        check("0.0000000000000000000000000000000000000028", Err(NumberFault::TooFine));
        check(&"1".repeat(64), Err(NumberFault::TooLarge));
        check(&"1".repeat(65), Err(NumberFault::TooLong));
        check(&"_".repeat(6000), Err(NumberFault::TooLong));
    }

    #[test]
    fn refuses_what_json_refuses() {
        for text in [
            "", "-", "+1", ".5", "1.", "01", "-01", "1e", "1e+", "0x10", "1_000", " 1", "1 ", "NaN", "∞",
            "1,5",
        ] {
            check(text, Err(NumberFault::NotANumber));
        }
    }

    /// The writer digit by digit that the fast one has to agree with.
    fn slowly(mantissa: i128, mut scale: usize) -> String {
        if mantissa == 0 {
            return "0".to_owned();
        }
        let mut digits = mantissa.unsigned_abs().to_string();
        while scale > 0 && digits.ends_with('0') {
            digits.pop();
            scale -= 1;
        }
        let padded = format!("{digits:0>width$}", width = scale + 1);
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        let sign = if mantissa < 0 { "-" } else { "" };
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    #[test]
    fn nothing_is_nothing_at_any_scale_and_at_once() {
        assert_eq!(decimal(0, u32::MAX), Ok(Decimal::ZERO));
        assert_eq!(decimal(10, u32::MAX), Err(NumberFault::TooFine));
    }

    proptest! {
        #[test]
        fn prints_as_digit_by_digit(mantissa in -MAX_MANTISSA..=MAX_MANTISSA, shift in 0..96_u32, zeros in 0..20_u32, scale in 0..=28_u32) {
            let shorter = (mantissa >> shift) / 10_i128.pow(zeros) * 10_i128.pow(zeros);
            let value = Decimal::try_from_i128_with_scale(shorter, scale).unwrap();
            prop_assert_eq!(Plain(value).to_string(), slowly(shorter, usize::try_from(scale).unwrap()));
        }

        #[test]
        fn a_number_that_begins_a_text_is_the_number_alone(number in "-?[0-9]{1,20}(\\.[0-9]{0,20})?", tail in "[,\\]} \n\"e.+x-]?[0-9]{0,2}") {
            let text = format!("{number}{tail}");
            if let Some((value, count)) = scan_first(text.as_bytes()) {
                let (own, rest) = text.split_at(count);
                prop_assert_eq!(scan(own), Ok(value));
                // By the other path, which reads what is longer.
                prop_assert_eq!(scan(&format!("{own}e0")), Ok(value));
                prop_assert!(!rest.starts_with(|next: char| next.is_ascii_digit() || ".eE+-".contains(next)), "{}", text);
            }
        }

        #[test]
        fn products_and_quotients_are_those_of_128_bits(a in any::<i128>(), b in any::<i128>(), s in 0..127_u32, t in 0..127_u32) {
            let (a, b) = (a >> s, b >> t);
            prop_assert_eq!(product(a, b), a.checked_mul(b));
            prop_assert_eq!(divided(a, b), a.checked_div(b).zip(a.checked_rem(b)));
        }

        #[test]
        fn print_then_read_is_the_identity(mantissa in -MAX_MANTISSA..=MAX_MANTISSA, scale in 0..=28_u32) {
            let value = decimal(mantissa, scale).unwrap();
            prop_assert_eq!(scan(&Plain(value).to_string()).unwrap(), value);
        }

        #[test]
        fn accepts_exactly_the_numbers_that_json_accepts(text in "[-+0-9.eE]{1,12}") {
            let json = serde_json::from_str::<serde_json::Number>(&text).is_ok();
            let ours = !matches!(scan(&text), Err(NumberFault::NotANumber));
            // serde_json refuses numbers beyond a double, which for us is a matter of range, not of grammar.
            prop_assert!(ours || !json, "{}", text);
            if ours && !json {
                prop_assert!(text.contains(['e', 'E']), "{}", text);
            }
        }
    }
}
