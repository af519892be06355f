//! One charge: money per unit, with how the quantity is counted, rounded, bounded and tiered. It writes the
//! receipt lines for a job; nothing here knows what kind of vendor uses which combination.

use crate::date::Date;
use crate::error::Code;
use crate::job::Job;
use crate::money::Usd;
use crate::packed::{pack_cases, pack_fields};
use crate::quantity::Quantity;
use crate::rare::{Rare, Usual};
use crate::rate::{Amount, Condition, Detail, Lack, Receipt, TokenFormula, Words};
use crate::text::joined;
use crate::unit::{Basis, Measure, Unit};
use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

/// What one unit costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Price {
    /// US dollars.
    Usd(Amount<Usd>),
    /// The provider's credits. They are rarer than dollars, and take more space.
    Credits(Box<Amount<Quantity>>),
}

/// How a quantity becomes billable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rounding {
    /// As it is.
    #[default]
    None,
    /// Up to the next whole unit.
    Up,
}

/// Where the quantity comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Count {
    /// From the job, by the unit's row.
    #[default]
    Measured,
    /// The charge says: a token table, a run time.
    Stated(Amount<Quantity>),
    /// A rule over the job.
    Formula(TokenFormula),
}

/// The first part of a quantity at a price of its own, billed whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct First {
    /// How much of the quantity it covers.
    pub quantity: Quantity,
    /// What that part costs, as a whole.
    pub price: Price,
}

/// A price or a count that holds under a condition. The first tier that holds counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// When it counts.
    pub when: Condition,
    /// What one unit costs then; the charge's own price where absent.
    pub price: Option<Price>,
    /// What is counted then; the charge's own count where absent.
    pub count: Option<Count>,
}

/// Money per unit, with all that decides how many units are billed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// What is metered.
    pub unit: Unit,
    /// What one unit costs, where no tier says otherwise.
    pub price: Option<Price>,
    /// What the receipt calls it.
    pub label: Option<Cow<'static, str>>,
    /// How the quantity is counted; for most charges plainly. They read as the charge's own fields.
    pub rules: Rare<Rules>,
}

/// How a charge's quantity is counted, rounded, bounded and tiered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// How many units the published price is for (1,000,000 tokens). `price` is for one; this is for showing.
    pub per: Quantity,
    /// How much of the unit's base makes one billable unit: pixels in a megapixel, seconds in a block.
    pub unit_size: Quantity,
    /// How many of the unit the base makes: frames in a second.
    pub factor: Quantity,
    /// Where the quantity comes from.
    pub count: Count,
    /// How it is rounded.
    pub rounding: Rounding,
    /// How much of it costs nothing.
    pub included: Quantity,
    /// The least that is billed.
    pub minimum: Option<Quantity>,
    /// The most that is billed.
    pub maximum: Option<Quantity>,
    /// A first part at its own price.
    pub first: Option<First>,
    /// Prices or counts by condition.
    pub tiers: Vec<Tier>,
    /// When the charge is due at all.
    pub when: Condition,
    /// Steps that the price includes; more steps raise the quantity in proportion, fewer do not lower it.
    pub default_steps: Option<u32>,
}

/// One of the unit at a time, as much as the job asks for.
static PLAIN: Rules = Rules {
    per: Quantity::ONE,
    unit_size: Quantity::ONE,
    factor: Quantity::ONE,
    count: Count::Measured,
    rounding: Rounding::None,
    included: Quantity::ZERO,
    minimum: None,
    maximum: None,
    first: None,
    tiers: Vec::new(),
    when: Condition::NONE,
    default_steps: None,
};

impl Usual for Rules {
    fn usual() -> &'static Self {
        &PLAIN
    }
}

impl Default for Rules {
    fn default() -> Self {
        PLAIN.clone()
    }
}

impl Deref for Charge {
    type Target = Rules;

    fn deref(&self) -> &Rules {
        &self.rules
    }
}

impl DerefMut for Charge {
    fn deref_mut(&mut self) -> &mut Rules {
        &mut self.rules
    }
}

impl Charge {
    /// A charge of that price per unit, measured from the job.
    pub fn flat(unit: Unit, price: Price) -> Self {
        Self { unit, price: Some(price), label: None, rules: Rare::default() }
    }

    /// The charge, counted by those rules.
    #[must_use]
    pub fn by(self, rules: impl Into<Rare<Rules>>) -> Self {
        Self { rules: rules.into(), ..self }
    }

    /// The price and the count that hold for this job on this day.
    fn terms<'a>(&'a self, job: &Job, day: Date, detail: Detail) -> Result<(&'a Price, &'a Count), Lack> {
        let price_of = |tier: Option<&'a Tier>| {
            tier.and_then(|tier| tier.price.as_ref())
                .or(self.price.as_ref())
                .ok_or_else(|| Lack::new(Code::NoPrice, "the charge states no price"))
        };
        if self.tiers.is_empty() {
            return Ok((price_of(None)?, &self.count));
        }
        let fitting =
            self.tiers.iter().find(|tier| tier.when.holds(job, day) && tier.when.left_open_by(job).is_none());
        match fitting {
            Some(tier) => Ok((price_of(Some(tier))?, tier.count.as_ref().unwrap_or(&self.count))),
            None => Err(self.no_tier(job, day, detail)),
        }
    }

    fn no_tier(&self, job: &Job, day: Date, detail: Detail) -> Lack {
        let open = self
            .tiers
            .iter()
            .filter(|tier| tier.when.holds(job, day))
            .find_map(|tier| tier.when.left_open_by(job));
        if let Some(open) = open {
            return open_lack(open, detail);
        }
        // The tiers' values taken together tell what there is to choose from.
        let mut union = Condition::default();
        for tier in &self.tiers {
            add_new(&mut union.qualities, &tier.when.qualities);
            add_new(&mut union.resolutions, &tier.when.resolutions);
            add_new(&mut union.sizes, &tier.when.sizes);
            add_new(&mut union.seconds, &tier.when.seconds);
        }
        union.broken(job, day, detail).unwrap_or_else(|| {
            let last = self.tiers.last().and_then(|tier| tier.when.broken(job, day, detail));
            let reason = last.as_ref().map_or("", |lack| lack.reason.as_str());
            let code = last.as_ref().map_or(Code::SettingNotOffered, |lack| lack.code);
            detail.lack(code, || format!("no tier of the price fits the job: {reason}"))
        })
    }

    /// How many units are billed.
    fn quantity(&self, job: &Job, count: &Count, detail: Detail) -> Result<Amount<Quantity>, Lack> {
        let Measure { each, times } = self.unit.measure(job);
        if times.is_zero() {
            return Ok(Amount::exact(Quantity::ZERO));
        }
        let each = match count {
            Count::Measured => Amount::exact(
                each.map_err(|missing| detail.lack(Code::RateOnly, || format!("{missing} is not known")))?,
            ),
            Count::Stated(stated) => *stated,
            Count::Formula(formula) => Amount::exact(formula.count(job)?),
        };
        let bound = |base: Quantity| self.billable(base, times, job);
        let too_large = || Lack::new(Code::Inexact, "the quantity does not fit");
        let low = bound(each.low).ok_or_else(too_large)?;
        let high = if each.low == each.high { low } else { bound(each.high).ok_or_else(too_large)? };
        Ok(Amount::new(low, high, each.certainty))
    }

    fn billable(&self, base: Quantity, times: Quantity, job: &Job) -> Option<Quantity> {
        let mut quantity = base.times(self.factor)?.over(self.unit_size)?;
        if self.rounding == Rounding::Up {
            quantity = quantity.rounded_up()?;
        }
        quantity = quantity.times(times)?.minus_or_zero(self.included)?;
        if !quantity.is_zero() {
            quantity = quantity.max(self.minimum.unwrap_or(quantity));
            quantity = quantity.min(self.maximum.unwrap_or(quantity));
        }
        match (job.steps(), self.default_steps) {
            (Some(steps), Some(default)) if steps > default => {
                quantity.times(Quantity::fraction(steps.into(), default.into())?)
            }
            _ => Some(quantity),
        }
    }

    /// The counting rule in words, where the quantity is not plain.
    fn rule(&self, job: &Job) -> Option<String> {
        let mut parts = Vec::new();
        if self.unit.row().basis == Basis::Pixels {
            let (width, height) = job.size_px();
            let way = if self.rounding == Rounding::Up { "rounded up to whole MP" } else { "linear" };
            parts.push(format!("{width}×{height}, 1 MP = {} px, {way}", self.unit_size));
        } else if self.unit_size != Quantity::ONE {
            let way = if self.rounding == Rounding::Up { ", begun blocks count whole" } else { "" };
            parts.push(format!("in blocks of {} {}{way}", self.unit_size, self.unit.row().many));
        } else if self.rounding == Rounding::Up {
            parts.push("rounded up to whole units".into());
        }
        if !self.included.is_zero() {
            parts.push(format!("the first {} included", self.included));
        }
        if let Some(minimum) = self.minimum {
            parts.push(format!("at least {minimum}"));
        }
        if let Some(maximum) = self.maximum {
            parts.push(format!("at most {maximum}"));
        }
        if let (Some(steps), Some(default)) = (job.steps(), self.default_steps)
            && steps > default
        {
            parts.push(format!("{steps} of {default} steps"));
        }
        (!parts.is_empty()).then(|| joined(&parts, "; "))
    }

    /// Adds the receipt lines of this charge. A quantity of zero adds none.
    pub(crate) fn write_lines(
        &self,
        job: &Job,
        day: Date,
        credit_usd: Option<Usd>,
        receipt: &mut Receipt,
    ) -> Result<(), Lack> {
        let (price, count) = self.terms(job, day, receipt.detail)?;
        let mut quantity = self.quantity(job, count, receipt.detail)?;
        if quantity.high.is_zero() {
            return Ok(());
        }
        let label = || {
            let own = self.label.as_deref().map(str::to_owned);
            own.unwrap_or_else(|| capitalized(self.unit.row().many))
        };
        if let Some(first) = &self.first {
            let one = Amount::exact(Quantity::ONE);
            line(one, &first.price, credit_usd, receipt, &|| {
                let covered = if first.quantity == Quantity::ONE {
                    format!("first {}", self.unit.row().one)
                } else {
                    format!("first {} {}", first.quantity, self.unit.row().many)
                };
                Words { label: format!("{}, {covered}", label()), unit: "flat".into(), rule: self.rule(job) }
            })?;
            let rest = |bound: Quantity| {
                bound
                    .minus_or_zero(first.quantity)
                    .ok_or_else(|| Lack::new(Code::Inexact, "the quantity does not fit"))
            };
            quantity = Amount::new(rest(quantity.low)?, rest(quantity.high)?, quantity.certainty);
            if quantity.high.is_zero() {
                return Ok(());
            }
            return line(quantity, price, credit_usd, receipt, &|| Words {
                label: format!("{}, further", label()),
                unit: self.unit.name(quantity.high).to_owned(),
                rule: self.rule(job),
            });
        }
        line(quantity, price, credit_usd, receipt, &|| {
            let unit = if self.unit_size != Quantity::ONE && self.unit.row().basis != Basis::Pixels {
                format!("blocks of {} {}", self.unit_size, self.unit.row().many)
            } else {
                self.unit.name(quantity.high).to_owned()
            };
            Words { label: label(), unit, rule: self.rule(job) }
        })
    }
}

/// The lack of a setting that the price depends on and the job leaves open.
pub(crate) fn open_lack(open: &str, detail: Detail) -> Lack {
    detail.lack(Code::RateOnly, || format!("the price depends on {open}, which the job does not state"))
}

/// Adds the line of that quantity at that price.
fn line(
    quantity: Amount<Quantity>,
    price: &Price,
    credit_usd: Option<Usd>,
    receipt: &mut Receipt,
    words: &dyn Fn() -> Words,
) -> Result<(), Lack> {
    let credits = match price {
        Price::Usd(rate) => return receipt.add(quantity, *rate, words),
        Price::Credits(credits) => credits,
    };
    let total = |credits: Quantity, units: Quantity| {
        credits.times(units).ok_or_else(|| Lack::new(Code::Inexact, "the number of credits does not fit"))
    };
    let total = Amount::new(
        total(credits.low, quantity.low)?,
        total(credits.high, quantity.high)?,
        credits.certainty.and(quantity.certainty),
    );
    let Some(credit_usd) = credit_usd else {
        return Err(receipt.detail.lack(Code::RateOnly, || {
            format!("{total} credits, and the price of a credit in USD is not stated")
        }));
    };
    receipt.add(total, Amount::exact(credit_usd), &|| {
        let Words { label, unit, rule } = words();
        let counted =
            (quantity.high != Quantity::ONE).then(|| format!("{quantity} {unit} at {credits} credits"));
        let rule = match (counted, rule) {
            (Some(counted), Some(rule)) => Some(format!("{counted}; {rule}")),
            (counted, rule) => counted.or(rule),
        };
        let unit = if total.high == Quantity::ONE { "credit" } else { "credits" };
        Words { label, unit: unit.to_owned(), rule }
    })
}

fn add_new<T: Clone + PartialEq>(known: &mut Vec<T>, more: &[T]) {
    for item in more {
        if !known.contains(item) {
            known.push(item.clone());
        }
    }
}

fn capitalized(word: &str) -> String {
    let mut word = word.to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

pack_fields! { First { quantity, price } }
pack_fields! { Tier { when, price, count } }
pack_fields! { Charge { unit, price, label, rules } }
pack_fields! { Rules { per, unit_size, factor, count, rounding, included, minimum, maximum, first, tiers, when, default_steps } }

pack_cases! { Price { 1 Credits(credits), _ Usd(usd), } }
pack_cases! { Rounding { 1 Up, _ None, } }
pack_cases! { Count { 1 Stated(quantity), 2 Formula(formula), _ Measured, } }
