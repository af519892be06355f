//! Writes a decimal number in plain notation.

use rust_decimal::Decimal;
use std::fmt;

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
