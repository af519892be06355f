//! Reads a decimal number from its digits: JSON's number grammar, at most 64 characters, one loop, no
//! rounding. What does not fit 28 decimal places and 96 bits is refused, never approximated.

use rust_decimal::Decimal;
use std::fmt;

/// The longest text that is read as a number, in characters.
pub(crate) const MAX_CHARS: usize = 64;
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

/// Reads the number that `text` spells, digit by digit.
pub(crate) fn scan(text: &str) -> Result<Decimal, NumberFault> {
    if text.len() > MAX_CHARS {
        return Err(NumberFault::TooLong);
    }
    // What reads no documents reads few numbers, and saves the code.
    if cfg!(feature = "planning")
        && let Some(value) = scan_short(text.as_bytes())
    {
        return Ok(value);
    }
    let mut rest = text.as_bytes();
    let negative = eat(&mut rest, b'-');
    let mut digits = Digits::default();

    let whole = eat_digits(&mut rest, &mut digits, false);
    let leading_zero = whole.first() == Some(&b'0') && whole.len() > 1;
    if whole.is_empty() || leading_zero {
        return Err(NumberFault::NotANumber);
    }
    if eat(&mut rest, b'.') && eat_digits(&mut rest, &mut digits, true).is_empty() {
        return Err(NumberFault::NotANumber);
    }
    let exponent = if eat(&mut rest, b'e') || eat(&mut rest, b'E') { eat_exponent(&mut rest)? } else { 0 };
    if !rest.is_empty() {
        return Err(NumberFault::NotANumber);
    }
    digits.finish(negative, exponent)
}

/// Reads what prices mostly are: up to 18 digits with or without a point, and nothing else. Nothing for the rest.
fn scan_short(text: &[u8]) -> Option<Decimal> {
    scan_first(text).filter(|&(_, count)| count == text.len()).map(|(value, _)| value)
}

/// Reads such a number at the beginning of a text, and says how many bytes it takes. Nothing where it is another one,
/// or may go on behind them.
pub(crate) fn scan_first(text: &[u8]) -> Option<(Decimal, usize)> {
    let (mut mantissa, mut scale, mut point, mut count) = (0_u64, 0_u32, false, 0_usize);
    let mut last = 0_u8;
    for &byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            // One point, and a digit on each side of it.
            match byte {
                b'.' if !point && count > 0 => point = true,
                b'.' | b'e' | b'E' | b'+' | b'-' => return None,
                _ => break,
            }
        } else {
            mantissa = mantissa.wrapping_mul(10).wrapping_add(digit.into());
            scale = scale.wrapping_add(point.into());
        }
        last = byte;
        count = count.wrapping_add(1);
        if count > 19 {
            return None;
        }
    }
    // Nineteen digits may not fit, and without a digit after its point it is no number; nor is it after a zero alone.
    if count == 0
        || (count == 19 && !point)
        || (point && scale == 0)
        || matches!(text, [b'0', b'0'..=b'9', ..])
    {
        return None;
    }
    // A division of 64 bits takes longer than the rest, and few prices end in a zero.
    while last == b'0' && scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale = scale.wrapping_sub(1);
    }
    let [low, middle] = [mantissa & 0xFFFF_FFFF, mantissa >> 32].map(|half| u32::try_from(half).unwrap_or(0));
    Some((Decimal::from_parts(low, middle, 0, false, scale), count))
}

fn eat(rest: &mut &[u8], byte: u8) -> bool {
    match rest.split_first() {
        Some((&first, tail)) if first == byte => {
            *rest = tail;
            true
        }
        _ => false,
    }
}

fn eat_digits<'a>(rest: &mut &'a [u8], digits: &mut Digits, fraction: bool) -> &'a [u8] {
    let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (taken, tail) = rest.split_at_checked(count).unwrap_or((rest, &[]));
    for &byte in taken {
        digits.push(byte.wrapping_sub(b'0'), fraction);
    }
    *rest = tail;
    taken
}

fn eat_exponent(rest: &mut &[u8]) -> Result<i64, NumberFault> {
    let negative = eat(rest, b'-');
    if !negative {
        eat(rest, b'+');
    }
    let mut ignored = Digits::default();
    let taken = eat_digits(rest, &mut ignored, false);
    if taken.is_empty() {
        return Err(NumberFault::NotANumber);
    }
    let value = taken
        .iter()
        .fold(0_i64, |sum, &byte| sum.saturating_mul(10).saturating_add(i64::from(byte.wrapping_sub(b'0'))));
    Ok(if negative { value.saturating_neg() } else { value })
}

/// The digits so far, as `mantissa × 10^shift` with the mantissa free of trailing zeros.
#[derive(Default)]
struct Digits {
    mantissa: i128,
    zeros: u32,
    places: i64,
    overflow: bool,
}

impl Digits {
    fn push(&mut self, digit: u8, fraction: bool) {
        if fraction {
            self.places = self.places.saturating_add(1);
        }
        if digit == 0 {
            // Zeros before the first digit count for nothing, so that 1e-40 is too fine however it is written.
            self.zeros = self.zeros.saturating_add(u32::from(self.mantissa != 0));
            return;
        }
        // Zeros count only once a digit follows them: "0.1000…0" is short, however long it is written.
        let grown = power_of_ten(self.zeros.saturating_add(1))
            .and_then(|power| if self.mantissa == 0 { Some(0) } else { self.mantissa.checked_mul(power) })
            .and_then(|grown| grown.checked_add(i128::from(digit)));
        match grown {
            Some(mantissa) if mantissa <= MAX_MANTISSA => self.mantissa = mantissa,
            _ => self.overflow = true,
        }
        self.zeros = 0;
    }

    fn finish(self, negative: bool, exponent: i64) -> Result<Decimal, NumberFault> {
        if self.overflow {
            return Err(NumberFault::TooLarge);
        }
        if self.mantissa == 0 {
            return Ok(Decimal::ZERO);
        }
        let signed = if negative { self.mantissa.saturating_neg() } else { self.mantissa };
        let shift = exponent.saturating_sub(self.places).saturating_add(i64::from(self.zeros));
        if shift < 0 {
            let scale = u32::try_from(shift.unsigned_abs()).map_err(|_| NumberFault::TooFine)?;
            return decimal(signed, scale);
        }
        u32::try_from(shift)
            .ok()
            .and_then(power_of_ten)
            .and_then(|power| signed.checked_mul(power))
            .ok_or(NumberFault::TooLarge)
            .and_then(|mantissa| decimal(mantissa, 0))
    }
}

/// The most characters of a decimal in plain notation: a sign, 29 digits and the point, and some to spare.
pub(crate) const PLAIN_CHARS: usize = 40;

/// A decimal in plain notation, written into the buffer: no exponent, no trailing zeros, no negative zero.
#[inline(never)]
pub(crate) fn plain(value: Decimal, buffer: &mut [u8; PLAIN_CHARS]) -> &str {
    let mut rest = value.mantissa().unsigned_abs();
    let mut scale = value.scale();
    let negative = value.mantissa() < 0 && rest != 0;
    // Nineteen digits at a time: one division of 128 bits instead of one for each digit.
    let mut small = take_low(&mut rest);
    let (mut taken, mut count, mut started) = (0_u32, 0_u32, false);
    let mut from = buffer.len();
    let mut put = |byte: u8| {
        from = from.saturating_sub(1);
        if let Some(slot) = buffer.get_mut(from) {
            *slot = byte;
        }
    };
    // At least one digit before the point.
    while small != 0 || rest != 0 || count <= scale {
        let digit = small.checked_rem(10).unwrap_or(0);
        small = small.checked_div(10).unwrap_or(0);
        taken = taken.saturating_add(1);
        if taken == 19 {
            (small, taken) = (take_low(&mut rest), 0);
        }
        if digit == 0 && count < scale && !started {
            // A zero at the end of the fraction.
            scale = scale.saturating_sub(1);
            continue;
        }
        if count == scale && started && scale > 0 {
            put(b'.');
        }
        started = true;
        put(b'0'.saturating_add(u8::try_from(digit).unwrap_or(0)));
        count = count.saturating_add(1);
    }
    if negative {
        put(b'-');
    }
    buffer.get(from..).and_then(|text| std::str::from_utf8(text).ok()).unwrap_or("0")
}

/// Takes the lowest nineteen digits off.
fn take_low(rest: &mut u128) -> u64 {
    const POWER: u128 = 10_000_000_000_000_000_000;
    if let Ok(small) = u64::try_from(*rest)
        && u128::from(small) < POWER
    {
        *rest = 0;
        return small;
    }
    let low = rest.checked_rem(POWER).and_then(|low| u64::try_from(low).ok()).unwrap_or(0);
    *rest = rest.checked_div(POWER).unwrap_or(0);
    low
}

/// Writes a decimal in plain notation.
pub(crate) fn write_plain(value: Decimal, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(plain(value, &mut [0; PLAIN_CHARS]))
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
