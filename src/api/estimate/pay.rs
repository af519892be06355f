//! Buying all outputs of a line from one offer: which offer costs least, the receipt, and what each month adds.

use crate::api::answer::Line;
use crate::api::route::Entry;
use crate::api::{answer_lines, fee_line};
use crate::estimate::Month;
use crate::money::{MoneyFault, Usd};
use crate::quantity::Quantity;
use crate::rate::{self, scaled};
use crate::route::bill;

/// What a line costs.
pub(super) struct Paid {
    pub(super) total: Usd,
    pub(super) fee: Option<Usd>,
    pub(super) receipt: Vec<Line>,
    pub(super) by_month: Vec<Usd>,
}

/// The offer that costs least for so many plain and so many batched outputs; of equal ones the model with the
/// higher score, then the first listed.
pub(super) fn cheapest(
    entries: &[Entry<'_>],
    batch_entries: &[Entry<'_>],
    plain: Quantity,
    batched: Quantity,
) -> Option<usize> {
    let times = |usd: Usd, count: Quantity| usd.times(count).or_else(|_| usd.times_rounded(count)).ok();
    let mut best: Option<(Usd, Option<u32>, usize)> = None;
    for (place, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.broken.is_empty()) {
        let Some(usd) = entry.priced.price else { continue };
        let mut cost = if plain.is_zero() { Some(Usd::ZERO) } else { times(usd, plain) };
        if !batched.is_zero() {
            let batch = batch_entries.get(place).and_then(|entry| entry.priced.price);
            cost = cost.zip(batch).and_then(|(cost, usd)| cost.plus(times(usd, batched)?).ok());
        }
        let Some(cost) = cost else { continue };
        let elo = entry.model.elo;
        if best.is_none_or(|(least, score, _)| cost < least || (cost == least && elo > score)) {
            best = Some((cost, elo, place));
        }
    }
    best.map(|(.., place)| place)
}

/// What the months cost at an offer. `fee` is the fee rate of a routed line, which may be unknown.
pub(super) fn pay(
    entry: &Entry<'_>,
    batch: Option<&Entry<'_>>,
    months: &[Month],
    fee: Option<Option<Quantity>>,
) -> std::result::Result<Paid, String> {
    let rate = match fee {
        Some(None) => return Err("neither the policy nor a source states a routing fee".to_owned()),
        Some(rate) => rate,
        None => None,
    };
    let inexact = |fault: MoneyFault| format!("the total is not exact: {fault}");
    let overflow = || inexact(MoneyFault::Overflow);
    let (mut made, mut batched) = (Quantity::ZERO, Quantity::ZERO);
    let (mut before, mut by_month) = (Usd::ZERO, Vec::with_capacity(months.len()));
    let mut upto = Bill { total: Usd::ZERO, fee: None, lines: Vec::new(), fee_line: None };
    for month in months {
        made = made.plus(month.made).ok_or_else(overflow)?;
        batched = batched.plus(month.batched).ok_or_else(overflow)?;
        // A month is what it adds to the sum, so that the months add up to the total whatever was rounded.
        upto = Bill::of(entry, batch, made, batched, rate).map_err(inexact)?;
        by_month.push(upto.total.minus(before).map_err(inexact)?);
        before = upto.total;
    }
    let mut receipt = answer_lines(&upto.lines);
    if let Some(line) = upto.fee_line {
        receipt.push(line);
    }
    Ok(Paid { total: upto.total, fee: upto.fee, receipt, by_month })
}

struct Bill {
    total: Usd,
    fee: Option<Usd>,
    lines: Vec<rate::Line>,
    fee_line: Option<Line>,
}

impl Bill {
    fn of(
        entry: &Entry<'_>,
        batch: Option<&Entry<'_>>,
        made: Quantity,
        batched: Quantity,
        rate: Option<Quantity>,
    ) -> std::result::Result<Self, MoneyFault> {
        let batched = if batch.is_some() { batched } else { Quantity::ZERO };
        let plain = made.minus_or_zero(batched).ok_or(MoneyFault::Overflow)?;
        let mut lines = Vec::new();
        if !plain.is_zero() {
            lines = scaled(&entry.priced.lines, plain)?;
        }
        if let Some(batch) = batch.filter(|_| !batched.is_zero()) {
            lines.extend(scaled(&batch.priced.lines, batched)?);
        }
        let upstream = rate::sum(&lines)?.low;
        let billed = rate.map(|rate| bill(upstream, rate).map(|billed| (billed, rate))).transpose()?;
        Ok(Self {
            total: billed.map_or(upstream, |(billed, _)| billed.total),
            fee: billed.map(|(billed, _)| billed.fee),
            lines,
            fee_line: billed.map(|(billed, rate)| fee_line(billed, rate)),
        })
    }
}
