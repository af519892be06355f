//! What an offer bills: a sum of charges, changed by modifiers, written out as receipt lines that add up.
//! It knows units and jobs, but no model, provider or catalog.

mod amount;
mod charge;
mod charges;
mod condition;
mod describe;
mod receipt;
mod scale;
mod tokens;

pub use amount::{Amount, Certainty};
pub use charge::{Charge, Count, First, Price, Rounding, Rules, Tier};
pub use charges::Charges;
pub use condition::{Condition, Detail, Lack};
pub(crate) use receipt::{Receipt, Words};
pub use scale::scaled;
pub use tokens::TokenFormula;

use crate::date::Date;
use crate::error::Code;
use crate::job::Job;
use crate::money::{MoneyFault, Usd};
use crate::packed::pack_fields;
use crate::quantity::Quantity;
use crate::rare::Rare;
use crate::text::joined;
use crate::unit::{Basis, Unit};

/// One line of a receipt: `quantity × rate = amount`, exactly, unless `rule` says that it is rounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What is billed.
    pub label: String,
    /// How much of it.
    pub quantity: Amount<Quantity>,
    /// Of what.
    pub unit: String,
    /// USD for one.
    pub rate: Amount<Usd>,
    /// USD for all of it.
    pub amount: Amount<Usd>,
    /// By which rule the quantity or the amount came about.
    pub rule: Option<String>,
    /// Whether the quantity is a share of the lines above and the rate is their sum.
    pub of_sum: bool,
}

/// What a job costs, with the lines that add up to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// The sum of the lines.
    pub total: Amount<Usd>,
    /// The lines.
    pub lines: Vec<Line>,
}

/// Changes the sum of the charges where its condition holds: a batch discount, a contract price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modifier {
    /// When it applies.
    pub when: Condition,
    /// What the sum is multiplied by: a half for 50 % off.
    pub multiply: Quantity,
    /// What it is called.
    pub label: String,
}

/// What an offer bills.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    /// The charges, which are summed.
    pub charges: Charges,
    /// The modifiers, applied in order.
    pub modifiers: Vec<Modifier>,
}

impl From<MoneyFault> for Lack {
    #[inline(never)]
    fn from(fault: MoneyFault) -> Self {
        Lack::new(Code::Inexact, fault.to_string())
    }
}

impl Rate {
    /// A rate of one charge.
    pub fn single(charge: Charge) -> Self {
        Self { charges: charge.into(), modifiers: Vec::new() }
    }

    /// What the job costs on that day. `credit_usd` is the price of one credit, where it is known.
    ///
    /// # Errors
    /// Why there is no price: a tier that does not exist, a quantity that does not follow from the job, a
    /// credit without a price, an amount that does not fit.
    pub fn bill(&self, job: &Job, day: Date, credit_usd: Option<Usd>) -> Result<Bill, Lack> {
        self.billed(job, day, credit_usd, Detail::Told)
    }

    /// The same in as many words.
    pub(crate) fn billed(
        &self,
        job: &Job,
        day: Date,
        credit_usd: Option<Usd>,
        detail: Detail,
    ) -> Result<Bill, Lack> {
        if cfg!(feature = "planning")
            && detail == Detail::Figures
            && let Some(total) = self.plain()
        {
            return Ok(Bill { total, lines: Vec::new() });
        }
        let mut receipt = Receipt::new(detail);
        let mut lapsed = None;
        for charge in &self.charges {
            // What a job leaves open, such as sound, it does not ask for.
            let open = || charge.when.left_open_by(job).map(|open| charge::open_lack(open, detail));
            let lack = if charge.rules.is_usual() {
                None
            } else {
                charge.when.broken(job, day, detail).or_else(open)
            };
            match lack {
                None => charge.write_lines(job, day, credit_usd, &mut receipt)?,
                Some(lack) => lapsed = Some(lack),
            }
        }
        if receipt.is_empty() {
            // Every charge is out of its condition or counts nothing: that is no price of 0.
            return Err(lapsed
                .unwrap_or_else(|| Lack::new(Code::RateOnly, "no charge of this offer applies to the job")));
        }
        let (mut total, mut lines) = receipt.finish()?;
        for modifier in self.modifiers.iter().filter(|modifier| modifier.when.holds(job, day)) {
            let line = modifier.line(total, detail)?;
            total = total.plus(line.amount)?;
            if detail == Detail::Told {
                lines.push(line);
            }
        }
        Ok(Bill { total, lines })
    }

    /// What every job costs, where that is one price for one image and nothing else, as with most offers: the same sum
    /// that its one line has, without the line.
    fn plain(&self) -> Option<Amount<Usd>> {
        match &*self.charges {
            [Charge { unit: Unit::Image, price: Some(Price::Usd(amount)), rules, .. }]
                if rules.is_usual() =>
            {
                self.modifiers.is_empty().then_some(*amount)
            }
            _ => None,
        }
    }

    /// What one image of 1024×1024 costs, where that is one price for one image or one megapixel of that size and
    /// nothing else: the same sum as [`Rate::bill`] gives. Rules that were found to count such megapixels are kept in
    /// `megapixels`, so that they need not be compared again.
    pub(crate) fn plain_at_reference(&self, megapixels: &mut Rare<Rules>) -> Option<Amount<Usd>> {
        match &*self.charges {
            [Charge { unit: Unit::Megapixel, price: Some(Price::Usd(amount)), rules, .. }] => {
                if !rules.is_one_with(megapixels) {
                    let reference = Quantity::from(1024_u32 * 1024);
                    if **rules != (Rules { unit_size: reference, ..Rules::default() }) {
                        return None;
                    }
                    megapixels.clone_from(rules);
                }
                self.modifiers.is_empty().then_some(*amount)
            }
            _ => self.plain(),
        }
    }

    /// The rate in one line, in the vendor's own units.
    pub fn describe(&self) -> String {
        let mut charges = Vec::with_capacity(self.charges.len());
        for charge in &self.charges {
            charges.push(charge.describe());
        }
        joined(&charges, " + ")
    }

    /// Whether some condition of the rate is of that kind.
    fn has_condition(&self, kind: &dyn Fn(&Condition) -> bool) -> bool {
        self.modifiers.iter().any(|modifier| kind(&modifier.when))
            || self
                .charges
                .iter()
                .any(|charge| kind(&charge.when) || charge.tiers.iter().any(|tier| kind(&tier.when)))
    }

    /// Whether the price depends on the length of the clip, so that it is for the length that the job asks.
    pub fn follows_seconds(&self) -> bool {
        self.charges.iter().any(|charge| charge.unit.row().basis == Basis::VideoTime)
            || self.has_condition(&|when| !when.seconds.is_empty() || when.max_seconds.is_some())
    }

    /// Whether the price depends on the quality.
    pub fn follows_quality(&self) -> bool {
        let counted = |charge: &Charge| matches!(charge.count, Count::Formula(TokenFormula::Grid { .. }));
        self.charges.iter().any(counted) || self.has_condition(&|when| !when.qualities.is_empty())
    }

    /// Whether the rate states a price for the batch interface.
    pub fn follows_batch(&self) -> bool {
        self.has_condition(&|when| when.batch.is_some())
    }

    /// Whether output video is metered, so that the price compares per second.
    pub fn is_video(&self) -> bool {
        self.charges.iter().any(|charge| charge.unit.row().basis.is_video())
    }
}

/// The sum of the lines' amounts, exactly.
pub(crate) fn sum(lines: &[Line]) -> Result<Amount<Usd>, MoneyFault> {
    lines.iter().try_fold(Amount::exact(Usd::ZERO), |total, line| total.plus(line.amount))
}

impl Modifier {
    fn line(&self, subtotal: Amount<Usd>, detail: Detail) -> Result<Line, MoneyFault> {
        let change = |bound: Usd| bound.times(self.multiply).and_then(|changed| changed.minus(bound));
        let amount = Amount::new(change(subtotal.low)?, change(subtotal.high)?, subtotal.certainty);
        let lowers = self.multiply < Quantity::ONE;
        let share = if lowers {
            Quantity::ONE.minus_or_zero(self.multiply)
        } else {
            self.multiply.minus_or_zero(Quantity::ONE)
        };
        let rate = if lowers {
            Amount::new(Usd::ZERO.minus(subtotal.low)?, Usd::ZERO.minus(subtotal.high)?, subtotal.certainty)
        } else {
            subtotal
        };
        Ok(Line {
            label: detail.text(|| self.label.clone()),
            quantity: Amount::exact(share.ok_or(MoneyFault::Overflow)?),
            unit: detail.text(|| "of the sum above".to_owned()),
            rate,
            amount,
            rule: None,
            of_sum: true,
        })
    }
}

pack_fields! { Modifier { when, multiply, label } }
pack_fields! { Rate { charges, modifiers } }

#[cfg(test)]
mod tests;
