//! How surely a figure is known. A published "~$0.03", "from $0.03" or "0.0004 to 0.0006" keeps its kind
//! through every sum, so that a price never looks more exact than its source.

use crate::money::{MoneyFault, Usd};
use crate::packed::{pack_cases, pack_fields};
use crate::quantity::Quantity;
use crate::text::contains;
use crate::value::{FromValue, Taken, Value};
use std::fmt;

/// How surely a figure is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum Certainty {
    /// The source states this figure.
    #[default]
    Exact,
    /// The source states it as approximate ("~"), or it is rounded or extrapolated.
    About,
    /// The source states it as the least ("from").
    From,
    /// The source states it as the most ("up to").
    UpTo,
    /// The source states two figures, and the truth lies between them.
    Range,
}

impl Certainty {
    /// The certainty of a sum of two figures. A least and a most together leave neither.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Exact, b) => b,
            (a, Self::Exact) => a,
            (Self::Range, _) | (_, Self::Range) => Self::Range,
            _ => Self::About,
        }
    }

    fn describe(self, sign: &str, low: &dyn fmt::Display, high: &dyn fmt::Display) -> String {
        match self {
            Self::Exact => format!("{sign}{low}"),
            Self::About => format!("~{sign}{low}"),
            Self::From => format!("from {sign}{low}"),
            Self::UpTo => format!("up to {sign}{high}"),
            Self::Range => format!("{sign}{low} to {sign}{high}"),
        }
    }

    /// The kind that a text tells, and the texts of its lower and its upper value.
    fn told(text: &str) -> Option<(Self, &str, &str)> {
        let (certainty, value) = if let Some(value) = text.strip_prefix('~') {
            (Self::About, value)
        } else if let Some(value) = text.strip_prefix("from ") {
            (Self::From, value)
        } else if let Some(value) = text.strip_prefix("up to ") {
            (Self::UpTo, value)
        } else if contains(text, " to ") {
            let (low, rest) = text.split_once(' ')?;
            return Some((Self::Range, low, rest.trim().strip_prefix("to ")?.trim()));
        } else {
            (Self::Exact, text)
        };
        Some((certainty, value.trim(), value.trim()))
    }
}

/// A figure as its source states it: one value, or two for a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount<T> {
    /// The value; the lower one of a range.
    pub low: T,
    /// The value; the upper one of a range.
    pub high: T,
    /// How surely it is known.
    pub certainty: Certainty,
}

impl<T: Copy> Amount<T> {
    /// A figure that is what it is.
    pub fn exact(value: T) -> Self {
        Self { low: value, high: value, certainty: Certainty::Exact }
    }

    pub(crate) fn new(low: T, high: T, certainty: Certainty) -> Self {
        Self { low, high, certainty }
    }
}

impl<T: Copy + fmt::Display> Amount<T> {
    /// The figure with its kind, and with that sign before each value.
    pub(crate) fn describe(&self, sign: &str) -> String {
        self.certainty.describe(sign, &self.low, &self.high)
    }

    /// Reads a figure with its kind: `0.03`, `~0.03`, `from 0.03`, `up to 0.35`, `0.0004 to 0.0006`.
    /// Nothing where `parse` refuses a value or a range runs backwards.
    pub(crate) fn read(text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Self>
    where
        T: Ord,
    {
        let (certainty, low, high) = Certainty::told(text.trim())?;
        let low = parse(low)?;
        let high = if certainty == Certainty::Range { parse(high).filter(|high| low < *high)? } else { low };
        Some(Self::new(low, high, certainty))
    }
}

impl<T: Copy + fmt::Display> fmt::Display for Amount<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(""))
    }
}

impl<T: Copy + fmt::Display> serde::Serialize for Amount<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromValue for Amount<Usd> {
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        let amount = match &value {
            Value::Text(text) => {
                Self::read(text, |text| Usd::parse(text).ok()).filter(|amount| !amount.low.is_negative())
            }
            _ => None,
        };
        let expected =
            "money as a decimal string: `0.03`, `~0.03`, `from 0.03`, `up to 0.03`, `0.01 to 0.03`";
        amount.map_or_else(|| value.refused(path, expected), Ok)
    }
}

impl FromValue for Amount<Quantity> {
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        let amount = match &value {
            Value::Text(text) => Self::read(text, |text| Quantity::parse(text).ok()),
            _ => None,
        };
        amount.map_or_else(|| value.refused(path, "a quantity as a decimal string: `5`, `~5`, `3 to 5`"), Ok)
    }
}

impl Amount<Usd> {
    /// The amount for that much, each bound by itself.
    pub(crate) fn times(self, quantity: Amount<Quantity>) -> Result<Self, MoneyFault> {
        if quantity.certainty == Certainty::Exact && quantity.low == Quantity::ONE {
            return Ok(self);
        }
        let low = self.low.times(quantity.low)?;
        let one = self.low == self.high && quantity.low == quantity.high;
        let high = if one { low } else { self.high.times(quantity.high)? };
        Ok(Self::new(low, high, self.certainty.and(quantity.certainty)))
    }

    pub(crate) fn plus(self, other: Self) -> Result<Self, MoneyFault> {
        let low = self.low.plus(other.low)?;
        let one = self.low == self.high && other.low == other.high;
        let high = if one { low } else { self.high.plus(other.high)? };
        Ok(Self::new(low, high, self.certainty.and(other.certainty)))
    }
}

pack_cases! { Certainty { 1 About, 2 From, 3 UpTo, 4 Range, _ Exact, } }
pack_fields! { Amount<T> { low, high, certainty } }

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, low: &str, high: &str, certainty: Certainty) {
        let amount = Amount::read(text, |text| Usd::parse(text).ok()).unwrap();
        assert_eq!(amount.low.to_string(), low);
        assert_eq!(amount.high.to_string(), high);
        assert_eq!(amount.certainty, certainty);
        assert_eq!(amount.to_string(), text);
    }

    #[test]
    fn every_kind_reads_and_prints() {
        check("0.03", "0.03", "0.03", Certainty::Exact);
        check("~0.03", "0.03", "0.03", Certainty::About);
        check("from 0.03", "0.03", "0.03", Certainty::From);
        check("up to 0.35", "0.35", "0.35", Certainty::UpTo);
        check("0.0004 to 0.0006", "0.0004", "0.0006", Certainty::Range);
    }

    #[test]
    fn refuses_what_is_no_figure() {
        for text in ["", "~", "from", "0.2 to 0.1", "0.1 to 0.1", "about 1", "1 to 2 to 3"] {
            assert_eq!(Amount::read(text, |text| Usd::parse(text).ok()), None, "{text}");
        }
    }

    #[test]
    fn once_is_the_price_itself_as_sure_as_the_once() {
        let price = Amount::read("from 0.03", |text| Usd::parse(text).ok()).unwrap();
        let once = |certainty| Amount::new(Quantity::ONE, Quantity::ONE, certainty);
        assert_eq!(price.times(once(Certainty::Exact)).unwrap(), price);
        let exact = Amount::exact(price.low);
        assert_eq!(
            exact.times(once(Certainty::About)).unwrap(),
            Amount::new(price.low, price.low, Certainty::About)
        );
    }

    #[test]
    fn a_sum_is_no_surer_than_its_parts() {
        use Certainty::*;
        assert_eq!(Exact.and(From), From);
        assert_eq!(From.and(From), From);
        assert_eq!(From.and(UpTo), About);
        assert_eq!(About.and(Range), Range);
        assert_eq!(Exact.and(Exact), Exact);
        assert_eq!((UpTo.and(Exact), Range.and(Exact)), (UpTo, Range));
        assert_eq!((Range.and(From), UpTo.and(Range), UpTo.and(About)), (Range, Range, About));
    }

    #[test]
    fn each_bound_is_computed_by_itself() {
        let usd = |text: &str| Amount::read(text, |text| Usd::parse(text).ok()).unwrap();
        let quantity = |text: &str| Amount::read(text, |text| Quantity::parse(text).ok()).unwrap();
        for (rate, count, product) in [
            ("0.1 to 0.2", "3", "0.3 to 0.6"),
            ("0.1", "3 to 4", "0.3 to 0.4"),
            ("~0.1", "3", "~0.3"),
            ("from 0.1", "up to 3", "~0.3"),
            ("0.1 to 0.2", "3 to 4", "0.3 to 0.8"),
        ] {
            assert_eq!(usd(rate).times(quantity(count)).unwrap().to_string(), product);
        }
        for (one, other, sum) in [
            ("0.1 to 0.2", "3", "3.1 to 3.2"),
            ("3", "0.1 to 0.2", "3.1 to 3.2"),
            ("0.1 to 0.2", "0.3 to 0.5", "0.4 to 0.7"),
            ("0.1", "0.2", "0.3"),
        ] {
            assert_eq!(usd(one).plus(usd(other)).unwrap().to_string(), sum);
        }
    }

    #[test]
    fn a_card_states_a_figure_as_a_text_and_none_below_zero() {
        let text = |text: &str| Value::Text(text.to_owned());
        let usd = |value| Amount::<Usd>::from_value(value, "/usd").map(|amount| amount.to_string()).ok();
        let quantity =
            |value| Amount::<Quantity>::from_value(value, "/count").map(|amount| amount.to_string()).ok();
        assert_eq!(usd(text(" from 0.03 ")).as_deref(), Some("from 0.03"));
        assert_eq!(quantity(text("3 to 5")).as_deref(), Some("3 to 5"));
        for value in [text("-0.01"), text("cheap"), Value::Number("0.03".to_owned()), Value::Null] {
            assert_eq!((usd(value.clone()), quantity(value)), (None, None));
        }
    }
}
