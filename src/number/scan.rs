//! Reads a decimal number from its digits: JSON's number grammar, at most 64 characters, one loop, no rounding.

use super::{MAX_MANTISSA, NumberFault, decimal, power_of_ten};
use rust_decimal::Decimal;

/// The longest text that is read as a number, in characters.
const MAX_CHARS: usize = 64;

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
