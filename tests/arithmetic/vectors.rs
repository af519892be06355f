//! The General Decimal Arithmetic vectors for add, subtract, multiply, divide and compare, from the Python installation
//! that is found: they are IBM's, so no copy of them is kept here. What comes out is the exact value, to the last digit,
//! or a refusal because it has no place in 96 bits and 28 decimal places; it is never the rounded one.

use super::exact::{fits, is_number, number, quantity};
use num_rational::BigRational;
use num_traits::Zero;
use perpixel::money::Usd;
use perpixel::quantity::Quantity;
use std::cmp::Ordering;
use std::fmt::Display;
use std::path::PathBuf;
use std::process::Command;

const OPERATIONS: [&str; 5] = ["add", "subtract", "multiply", "divide", "compare"];

/// Where the vectors are: as `PERPIXEL_DECIMALTESTDATA` says, or in the standard library of `python3`.
fn folder() -> Option<PathBuf> {
    let told = std::env::var_os("PERPIXEL_DECIMALTESTDATA").map(PathBuf::from);
    let asked = || {
        let script =
            "import os, test; print(os.path.join(os.path.dirname(test.__file__), 'decimaltestdata'))";
        let output = Command::new("python3").args(["-c", script]).output().ok()?;
        Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
    };
    told.or_else(asked).filter(|folder| folder.join("add.decTest").is_file())
}

/// A number of the vectors in JSON's grammar, which knows no plus sign and no bare point.
fn plain(text: &str) -> Option<String> {
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let rest = if sign.is_empty() { rest.strip_prefix('+').unwrap_or(rest) } else { rest };
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let digits = mantissa.bytes().any(|byte| byte.is_ascii_digit());
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}{exponent}")).filter(|text| digits && is_number(text))
}

#[derive(Default)]
struct Tally {
    exact: u64,
    refused: u64,
    beyond: u64,
}

fn value(of: impl Display) -> BigRational {
    quantity(&of.to_string()).expect("a printed number")
}

impl Tally {
    /// Holds a result against the exact value.
    #[track_caller]
    fn is(&mut self, found: Option<BigRational>, expected: &BigRational, line: &str) {
        match found {
            Some(found) => {
                assert_eq!(found, *expected, "{line}");
                self.exact += 1;
            }
            None => {
                assert!(!fits(expected), "{line}: it has a place and is refused");
                self.refused += 1;
            }
        }
    }

    fn vector(&mut self, operation: &str, a: &str, b: &str, told: Option<BigRational>, line: &str) {
        let (Some(exact_a), Some(exact_b)) = (number(a), number(b)) else {
            self.beyond += 1;
            return;
        };
        let (Ok(one), Ok(other)) = (Usd::parse(a), Usd::parse(b)) else {
            assert!(
                [(a, &exact_a), (b, &exact_b)].iter().any(|(text, exact)| text.len() > 64 || !fits(exact))
            );
            self.beyond += 1;
            return;
        };
        let sizes = [&a, &b].map(|text| text.strip_prefix('-').unwrap_or(text));
        let [left, right] = sizes.map(|text| Quantity::parse(text).expect("it has no sign"));
        let magnitudes = sizes.map(|text| number(text).expect("a number"));
        let expected = match operation {
            "add" => &exact_a + &exact_b,
            "subtract" => &exact_a - &exact_b,
            "multiply" => &exact_a * &exact_b,
            "divide" if exact_b.is_zero() => return assert!(left.over(right).is_none(), "{line}"),
            "divide" => &exact_a / &exact_b,
            _ => value(match one.cmp(&other) {
                Ordering::Less => -1,
                Ordering::Equal => 0,
                Ordering::Greater => 1,
            }),
        };
        if let Some(told) = told {
            assert_eq!(told, expected, "{line}");
        }
        let size = if expected < BigRational::zero() { -expected.clone() } else { expected.clone() };
        match operation {
            "add" => self.is(one.plus(other).ok().map(value), &expected, line),
            "subtract" => self.is(one.minus(other).ok().map(value), &expected, line),
            "multiply" => {
                // There is no money × money: the sign goes to the money, the size to the quantity.
                let negative = b.starts_with('-');
                let one = if negative { Usd::ZERO.minus(one).expect("a sign") } else { one };
                self.is(one.times(right).ok().map(value), &expected, line);
                self.is(left.times(right).map(value), &size, line);
            }
            "divide" => {
                self.is(left.over(right).map(value), &size, line);
                let share = Quantity::ONE.over(right).expect("it is not zero");
                if let Ok(usd) = Usd::parse(sizes[0]).expect("it fits").times(share) {
                    assert_eq!(value(usd), size, "{line}");
                }
            }
            _ => {
                assert_eq!(left.cmp(&right), magnitudes[0].cmp(&magnitudes[1]), "{line}");
                assert_eq!(one.cmp(&other), exact_a.cmp(&exact_b), "{line}");
                self.exact += 1;
            }
        }
    }
}

#[test]
fn general_decimal_arithmetic_is_exact_or_refused() {
    let Some(folder) = folder() else {
        println!(
            "skipped: no `python3` with test/decimaltestdata; PERPIXEL_DECIMALTESTDATA may name the folder"
        );
        return;
    };
    for operation in OPERATIONS {
        let mut tally = Tally::default();
        let capital = format!("{}{}", operation[..1].to_uppercase(), &operation[1..]);
        for name in [operation.to_owned(), format!("dd{capital}"), format!("dq{capital}")] {
            let text = std::fs::read(folder.join(format!("{name}.decTest"))).expect("a file of vectors");
            for line in String::from_utf8_lossy(&text).lines() {
                let line = line.split("--").next().unwrap_or_default();
                let words: Vec<String> =
                    line.split_whitespace().map(|word| word.trim_matches(['\'', '"']).to_owned()).collect();
                let [_, verb, a, b, arrow, result, conditions @ ..] = words.as_slice() else { continue };
                if verb != operation || arrow != "->" {
                    continue;
                }
                let (Some(a), Some(b)) = (plain(a), plain(b)) else {
                    let special = |text: &str| Usd::parse(text).is_err() && Quantity::parse(text).is_err();
                    assert!(plain(a).is_some() || special(a), "{line}");
                    assert!(plain(b).is_some() || special(b), "{line}");
                    continue;
                };
                // A vector that had to round, or left its range, states another value than the exact one.
                let bent = ["inexact", "overflow", "underflow", "clamped", "subnormal", "division_by_zero"];
                let bent = conditions.iter().any(|word| bent.contains(&word.to_lowercase().as_str()));
                let told = plain(result).filter(|_| !bent).and_then(|text| number(&text));
                tally.vector(operation, &a, &b, told, line);
            }
        }
        println!(
            "{operation}: {} exact, {} refused, {} with operands beyond",
            tally.exact, tally.refused, tally.beyond
        );
        assert!(tally.exact > 200, "{operation}: hardly any vector was computed");
    }
}
