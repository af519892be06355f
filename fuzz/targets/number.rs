//! A text as a number: read, printed and read again it is itself, what is printed are the digits of the text, and what
//! does not fit is refused for the right reason; of one text in eight, big integers judge the same. Two numbers apart by
//! a space are added, multiplied and compared too.

#![no_main]

use libfuzzer_sys::fuzz_target;
use num_rational::BigRational;
use num_traits::Zero;
use perpixel::money::{MoneyFault, Usd};
use perpixel::number::NumberFault;
use perpixel::quantity::Quantity;
use perpixel_fuzz::catalog::fingerprint;
use perpixel_fuzz::exact::{fits, is_number, number, quantity, rounded};
use std::fmt::Display;

fn plain(text: &str) -> bool {
    let rest = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = rest.split_once('.').unwrap_or((rest, "1"));
    let led = whole.len() > 1 && whole.starts_with('0');
    text != "-0"
        && !led
        && !whole.is_empty()
        && !fraction.ends_with('0')
        && !fraction.is_empty()
        && whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit())
}

fn value(of: impl Display) -> BigRational {
    let text = of.to_string();
    quantity(&text).unwrap_or_else(|| panic!("`{text}` is printed and no number"))
}

/// The plain notation of a number of JSON, by its digits alone; nothing where it would have more places or digits than
/// any that fits.
fn spelled(text: &str) -> Option<String> {
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let digits = all.trim_start_matches('0');
    if digits.is_empty() {
        return Some("0".to_owned());
    }
    // How many digits stand before the point.
    let exponent = exponent.parse::<i64>().ok()?;
    let point =
        i64::try_from(whole.len() + digits.len()).ok()?.checked_sub(i64::try_from(all.len()).ok()?)?;
    let point =
        usize::try_from(point.checked_add(exponent)?.checked_add(100)?).ok().filter(|&point| point < 200)?;
    let padded = format!("{}{digits}{}", "0".repeat(100), "0".repeat(100));
    let (whole, fraction) = padded.split_at(point);
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") })
}

/// Whether a plain notation has a place in 96 bits and 28 decimal places.
fn has_place(plain: &str) -> bool {
    let places = plain.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let digits: String = plain.bytes().filter(u8::is_ascii_digit).map(char::from).collect();
    let digits = digits.trim_start_matches('0');
    let most = "79228162514264337593543950335";
    places <= 28 && (digits.len() < most.len() || (digits.len() == most.len() && digits <= most))
}

fn reads(text: &str) -> Option<Usd> {
    let read = Usd::parse(text);
    if text.len() > 64 {
        assert_eq!(read, Err(NumberFault::TooLong));
        return None;
    }
    if !is_number(text) {
        assert_eq!(read, Err(NumberFault::NotANumber), "{text}");
        return None;
    }
    let expected = spelled(text);
    match (read, &expected) {
        (Ok(usd), Some(expected)) => {
            let printed = usd.to_string();
            assert!(plain(&printed) && printed == *expected, "{text} is printed as {printed}");
            assert_eq!(Usd::parse(&printed), Ok(usd), "{text}");
            assert_eq!((usd.is_negative(), usd.is_zero()), (printed.starts_with('-'), printed == "0"));
        }
        (Ok(usd), None) => panic!("{text} is read as {usd} and is beyond any number"),
        (Err(fault), Some(expected)) => {
            assert!(!has_place(expected), "{text} fits and is refused: {fault}");
            assert_ne!(fault, NumberFault::NotANumber, "{text}");
            // Few digits that stand too far behind the point are too fine, not too many.
            let (mantissa, _) = text.split_once(['e', 'E']).unwrap_or((text, ""));
            let digits: String = mantissa.bytes().filter(u8::is_ascii_digit).map(char::from).collect();
            let places = expected.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            let few = digits.trim_matches('0').len() <= 28 && places > 28;
            assert!(!few || fault == NumberFault::TooFine, "{text}: {fault}");
        }
        (Err(fault), None) => assert_ne!(fault, NumberFault::NotANumber, "{text}"),
    }
    if fingerprint(text.as_bytes()) % 8 == 0 {
        let expected = number(text);
        assert_eq!(read.ok().map(value), expected.filter(fits), "{text}");
    }
    match (read, Quantity::parse(text)) {
        (Ok(usd), Ok(quantity)) => assert_eq!(usd.to_string(), quantity.to_string(), "{text}"),
        (Ok(usd), Err(_)) => assert!(usd.is_negative(), "{text}"),
        (Err(fault), quantity) => assert_eq!(quantity, Err(fault), "{text}"),
    }
    read.ok()
}

fn exactly(found: Result<Usd, MoneyFault>, expected: &BigRational, what: &str) {
    match found {
        Ok(usd) => assert_eq!(value(usd), *expected, "{what}"),
        Err(MoneyFault::Inexact) => assert!(!fits(expected), "{what} is exact and refused"),
        Err(MoneyFault::Overflow) => {}
    }
}

fn computes(one: Usd, other: Usd, text: &str) {
    let (a, b) = (value(one), value(other));
    exactly(one.plus(other), &(&a + &b), "the sum");
    exactly(one.minus(other), &(&a - &b), "the difference");
    assert_eq!(one.cmp(&other), a.cmp(&b), "{text}");
    let Ok(count) = Quantity::parse(&other.to_string()) else { return };
    exactly(one.times(count), &(&a * &b), "the product");
    if let Ok(usd) = one.times_rounded(count) {
        assert_eq!(value(usd), rounded(&(&a * &b), 12), "{text}");
        assert!(!usd.is_zero() || a.is_zero() || b.is_zero(), "{text}");
    }
    if let Some(share) = Quantity::ONE.over(count) {
        exactly(one.times(share), &(&a / &b), "the quotient");
    }
    if let Some(ratio) = one.ratio_to(other) {
        assert_eq!(value(ratio), &a / &b, "{text}");
    }
    let Ok(left) = Quantity::parse(&one.to_string()) else { return };
    assert_eq!(left.cmp(&count), a.cmp(&b), "{text}");
    let is = |found: Option<Quantity>, expected: BigRational| {
        if let Some(found) = found {
            assert_eq!(value(found), expected, "{text}");
        }
    };
    is(left.plus(count), &a + &b);
    is(left.minus_or_zero(count), (&a - &b).max(BigRational::zero()));
    is(left.times(count), &a * &b);
    is(left.over(count), if b.is_zero() { BigRational::zero() } else { &a / &b });
    is(left.rounded_up(), a.ceil());
    is(left.rounded_down(), a.floor());
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match text.split_once(' ') {
        None => drop(reads(text)),
        Some((one, other)) => {
            if let (Some(one), Some(other)) = (reads(one), reads(other))
                && fingerprint(bytes) % 4 == 0
            {
                computes(one, other, text);
            }
        }
    }
});
