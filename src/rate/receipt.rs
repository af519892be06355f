//! A receipt as it is written: line by line with its sum, or the sum alone where nobody reads the lines. Both come
//! from the same steps.

use super::{Amount, Certainty, Detail, Lack, Line};
use crate::money::{MoneyFault, Usd};
use crate::quantity::Quantity;

/// What a line says besides its figures.
pub(crate) struct Words {
    pub(crate) label: String,
    pub(crate) unit: String,
    pub(crate) rule: Option<String>,
}

/// The lines so far, and what they sum to.
pub(crate) struct Receipt {
    pub(crate) detail: Detail,
    lines: Vec<Line>,
    /// Nothing as long as there is no line.
    total: Option<Result<Amount<Usd>, MoneyFault>>,
}

impl Receipt {
    pub(crate) fn new(detail: Detail) -> Self {
        Self { detail, lines: Vec::new(), total: None }
    }

    /// Whether no line was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.total.is_none()
    }

    /// The sum, exactly, and the lines where they are told.
    pub(crate) fn finish(self) -> Result<(Amount<Usd>, Vec<Line>), MoneyFault> {
        Ok((self.total.unwrap_or(Ok(Amount::exact(Usd::ZERO)))?, self.lines))
    }

    /// Adds `quantity × rate`, exactly; where that has no finite form, rounded, and the line says so.
    pub(crate) fn add(
        &mut self,
        quantity: Amount<Quantity>,
        rate: Amount<Usd>,
        words: &dyn Fn() -> Words,
    ) -> Result<(), Lack> {
        let (amount, rounded) = match rate.times(quantity) {
            Ok(amount) => (amount, false),
            Err(MoneyFault::Overflow) => return Err(MoneyFault::Overflow.into()),
            Err(MoneyFault::Inexact) => {
                let low = rate.low.times_rounded(quantity.low)?;
                let high = rate.high.times_rounded(quantity.high)?;
                let certainty = rate.certainty.and(quantity.certainty).and(Certainty::About);
                (Amount::new(low, high, certainty), true)
            }
        };
        // A sum that does not fit is told when all lines are there: another fault may come first.
        self.total = Some(match self.total {
            None => Ok(amount),
            Some(total) => total.and_then(|total| total.plus(amount)),
        });
        if self.detail == Detail::Told {
            let Words { label, unit, mut rule } = words();
            if rounded {
                let rounded = format!("rounded to {} decimal places", Usd::ROUNDED_PLACES);
                rule = Some(rule.map_or(rounded.clone(), |rule| format!("{rule}; {rounded}")));
            }
            self.lines.push(Line { label, quantity, unit, rate, amount, rule, of_sum: false });
        }
        Ok(())
    }
}
