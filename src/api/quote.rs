//! Quotes: what a number of equal jobs costs at the cheapest and at the routed offer.

use crate::api::answer::{JobAnswer, Line, Quote, QuoteSide, RoutedSide};
use crate::api::request::{PolicyRequest, QuoteRequest};
use crate::api::{Cells, Loaded, fee_line};
use crate::error::{Code, Error, Result};
use crate::money::{MoneyFault, Usd};
use crate::quantity::Quantity;
use crate::rate::{self, Amount, Certainty};
use crate::route::{Billed, bill};

/// The most jobs that one quote is for.
const MAX_COUNT: u64 = 1_000_000_000_000;

impl Loaded {
    /// What that many equal jobs cost.
    ///
    /// # Errors
    /// `unknown_model`, or `bad_request` for a faulty job or count. No price is no error but an answer with
    /// a reason.
    pub fn quote(&self, request: &QuoteRequest) -> Result<Quote> {
        let model = self.catalog.model(&request.model)?;
        let count = checked_count(request.count)?;
        let mut wanted = request.job.clone().unwrap_or_default();
        wanted.batch = request.batch.or(wanted.batch);
        let job = self.job_for(&request.model, Some(&wanted))?;
        let cells = Cells::new(self, model, &job, |_| true);
        let policy = request.policy.as_ref().map(PolicyRequest::policy);
        let policy = policy.as_ref().unwrap_or(&self.policy);

        let mut reason = None;
        let mut side = |place: Option<usize>, whose: &str| {
            let priced = place.and_then(|place| cells.cells.get(place));
            let known = priced.and_then(|(offer, priced)| Some((offer, priced, priced.price?)));
            let scaled = known.map(|(offer, priced, price)| {
                let lines = scaled(&priced.lines, count)?;
                let total = rate::sum(&lines)?;
                let lines: Vec<Line> = lines.iter().map(Line::from).collect();
                Ok((offer, priced.status, price, total.low, lines))
            });
            let why = match scaled {
                Some(Ok(side)) => return Some(side),
                Some(Err(fault)) => {
                    let fault: MoneyFault = fault;
                    format!("the total at the {whose} offer is not exact: {fault}")
                }
                None if whose == "cheapest" => "no offer has a price for this job".to_owned(),
                None => "no provider that the policy allows has a price for this job".to_owned(),
            };
            reason.get_or_insert(why);
            None
        };
        let cheapest = side(cells.cheapest(), "cheapest").map(|(offer, status, price, total, receipt)| {
            QuoteSide { provider: offer.provider.clone(), status, price, total, receipt }
        });
        let routed =
            side(cells.routed(policy).chosen, "routed").map(|(offer, status, price, upstream, receipt)| {
                let fee = self.fee_rate(policy).and_then(|rate| Some((rate, bill(upstream, rate).ok()?)));
                routed_side(offer.provider.clone(), status, price, upstream, receipt, fee)
            });
        if reason.is_none() && routed.as_ref().is_some_and(|side| side.fee.is_none()) {
            reason = Some("neither the policy nor a source states a routing fee".to_owned());
        }
        Ok(Quote {
            model: model.id.clone(),
            job: JobAnswer::from(&job),
            count,
            cheapest,
            routed,
            reason,
            disclosure: self.disclosure().map(str::to_owned),
        })
    }
}

fn routed_side(
    provider: String,
    status: crate::price::Status,
    price: Usd,
    upstream: Usd,
    mut receipt: Vec<Line>,
    fee: Option<(Quantity, Billed)>,
) -> RoutedSide {
    receipt.extend(fee.map(|(rate, billed)| fee_line(billed, rate)));
    let fee = fee.map(|(_, billed)| billed);
    RoutedSide {
        provider,
        status,
        price,
        upstream,
        fee: fee.map(|billed| billed.fee),
        billed: fee.map(|billed| billed.total),
        receipt,
    }
}

fn checked_count(count: Quantity) -> Result<Quantity> {
    let whole = count.as_whole().is_some();
    if !whole || count.is_zero() || count > Quantity::from(MAX_COUNT) {
        return Err(Error::new(
            Code::BadRequest,
            format!("a quote is for a whole number from 1 to {MAX_COUNT}, not for {count}"),
        )
        .at("/count"));
    }
    Ok(count)
}

/// The receipt lines of one job, for that many of them. A line that was rounded for one job is rounded
/// again for all of them, not multiplied.
fn scaled(lines: &[rate::Line], count: Quantity) -> std::result::Result<Vec<rate::Line>, MoneyFault> {
    lines
        .iter()
        .map(|line| {
            if line.of_sum {
                // The share stays; the sum that it is a share of has grown.
                let grown = |usd: Usd| usd.times(count);
                let all = |amount: Amount<Usd>| {
                    Ok(Amount { low: grown(amount.low)?, high: grown(amount.high)?, ..amount })
                };
                return Ok(rate::Line { rate: all(line.rate)?, amount: all(line.amount)?, ..line.clone() });
            }
            let times = |quantity: Quantity| quantity.times(count).ok_or(MoneyFault::Overflow);
            let quantity = Amount {
                low: times(line.quantity.low)?,
                high: times(line.quantity.high)?,
                certainty: line.quantity.certainty,
            };
            let bound = |rate: Usd, quantity: Quantity| match rate.times(quantity) {
                Err(MoneyFault::Inexact) => rate.times_rounded(quantity),
                exact => exact,
            };
            let amount = Amount {
                low: bound(line.rate.low, quantity.low)?,
                high: bound(line.rate.high, quantity.high)?,
                certainty: line.amount.certainty.and(Certainty::Exact),
            };
            Ok(rate::Line { quantity, amount, ..line.clone() })
        })
        .collect()
}
