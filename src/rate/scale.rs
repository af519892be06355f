//! The receipt of many equal jobs from the receipt of one.

use super::{Amount, Certainty, Line};
use crate::money::{MoneyFault, Usd};
use crate::quantity::Quantity;

/// The receipt lines of one job, for that many of them. A line that was rounded for one job is rounded again
/// for all of them, not multiplied.
///
/// # Errors
/// Where an amount does not fit.
pub fn scaled(lines: &[Line], count: Quantity) -> Result<Vec<Line>, MoneyFault> {
    let mut grown = Vec::with_capacity(lines.len());
    for line in lines {
        grown.push(line.times(count)?);
    }
    Ok(grown)
}

impl Line {
    fn times(&self, count: Quantity) -> Result<Self, MoneyFault> {
        if self.of_sum {
            // The share stays; the sum that it is a share of has grown.
            let all = |amount: Amount<Usd>| {
                Ok(Amount { low: amount.low.times(count)?, high: amount.high.times(count)?, ..amount })
            };
            return Ok(Self { rate: all(self.rate)?, amount: all(self.amount)?, ..self.clone() });
        }
        let times = |quantity: Quantity| quantity.times(count).ok_or(MoneyFault::Overflow);
        let quantity = Amount {
            low: times(self.quantity.low)?,
            high: times(self.quantity.high)?,
            certainty: self.quantity.certainty,
        };
        let bound = |rate: Usd, quantity: Quantity| match rate.times(quantity) {
            Err(MoneyFault::Inexact) => rate.times_rounded(quantity),
            exact => exact,
        };
        let amount = Amount {
            low: bound(self.rate.low, quantity.low)?,
            high: bound(self.rate.high, quantity.high)?,
            certainty: self.amount.certainty.and(Certainty::Exact),
        };
        Ok(Self { quantity, amount, ..self.clone() })
    }
}
