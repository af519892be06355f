//! Quotes: what a number of equal jobs costs at the cheapest and at the routed offer. A quoter finds and prices the
//! offers once, for as many counts as one asks about.

use crate::api::answer::{JobAnswer, Line, Quote, QuoteSide, RailCost, RoutedSide};
use crate::api::request::{Query, QuoteRequest, RailRequest};
use crate::api::{Cells, Loaded, fee_line, plain_line, taken_lines};
use crate::catalog::Model;
use crate::error::{Code, Error, Result};
use crate::job::Job;
use crate::money::{MoneyFault, Usd};
use crate::price::{Status, price};
use crate::quantity::Quantity;
use crate::rate::{self, scaled};
use crate::route::{Billed, bill};

#[cfg(feature = "planning")]
mod form;
#[cfg(feature = "planning")]
mod kept;
#[cfg(feature = "planning")]
mod multiple;

#[cfg(feature = "planning")]
pub use form::{Form, ROOM};
#[cfg(feature = "planning")]
pub use kept::Quoters;
#[cfg(feature = "planning")]
pub use multiple::{no_count, whole};

/// The most jobs that one quote is for.
const MAX_COUNT: u64 = 1_000_000_000_000;

/// A quote for any count: everything that does not depend on how many jobs there are.
#[derive(Debug)]
pub struct Quoter {
    model: String,
    job: Job,
    cheapest: Option<Side>,
    routed: Option<Side>,
    fee_rate: Option<Quantity>,
    disclosure: Option<String>,
    rail: Option<RailRequest>,
    budget: Option<Usd>,
}

/// One offer, priced for one job.
#[derive(Debug)]
struct Side {
    provider: String,
    status: Status,
    price: Usd,
    lines: Vec<rate::Line>,
    #[cfg(feature = "planning")]
    multiple: Option<multiple::Multiple>,
}

impl Loaded {
    /// What that many equal jobs cost.
    ///
    /// # Errors
    /// `unknown_model`, or `bad_request` for a faulty job or count. No price is no error but an answer with
    /// a reason.
    pub fn quote(&self, request: &QuoteRequest) -> Result<Quote> {
        let model = self.catalog.model(&request.model)?;
        let count = checked_count(request.count)?;
        Ok(self.quoter_of(model, request)?.of_count(count))
    }

    fn quoter_of(&self, model: &Model, request: &QuoteRequest) -> Result<Quoter> {
        let mut wanted = request.job.clone().unwrap_or_default();
        wanted.batch = request.batch.or(wanted.batch);
        let job = self.job_for(&request.model, Some(&wanted))?;
        let open = Query::default();
        let cells = self.bare_cells_of(model, &job, request.query.as_ref().unwrap_or(&open));
        let policy = request.policy.as_ref().map(|policy| policy.over(&self.policy));
        let policy = policy.as_ref().unwrap_or(&self.policy);
        Ok(Quoter {
            model: model.id.clone(),
            cheapest: cells.cheapest().and_then(|place| self.side(&cells, place, &job)),
            routed: cells.chosen(policy).and_then(|place| self.side(&cells, place, &job)),
            job,
            fee_rate: self.fee_rate(policy),
            disclosure: self.disclosure(policy),
            rail: request.rail.clone(),
            budget: request.budget,
        })
    }

    /// Of all offers, those that a quote shows get their receipts.
    fn side(&self, cells: &Cells<'_>, place: usize, job: &Job) -> Option<Side> {
        let (offer, _) = cells.cells.get(place)?;
        let priced = price(&self.catalog, cells.model, offer, job);
        Some(Side {
            provider: offer.provider.copied(),
            status: priced.status,
            price: priced.price?,
            lines: priced.lines,
            #[cfg(feature = "planning")]
            multiple: None,
        })
    }
}

impl Side {
    /// The total for that many, and the lines that add up to it.
    fn grown(&self, count: Quantity) -> std::result::Result<(Usd, Vec<Line>), MoneyFault> {
        let lines = scaled(&self.lines, count)?;
        let total = rate::sum(&lines)?;
        Ok((total.low, taken_lines(lines)))
    }
}

impl Quoter {
    /// The quote for a count that was checked.
    fn of_count(&self, count: Quantity) -> Quote {
        let rail = |paid: Usd| self.rail.as_ref().and_then(|rail| rail_cost(rail, paid, 1));
        // Equal jobs cost the same each, so what one costs is the total over the count.
        let affords = |total: Usd| self.budget?.ratio_to(total)?.times(count)?.rounded_down();
        let mut reason = None;
        let mut grown = |side: &Option<Side>, whose: &str| {
            let why = match side.as_ref().map(|side| side.grown(count)) {
                Some(Ok(grown)) => return Some(grown),
                Some(Err(fault)) => format!("the total at the {whose} offer is not exact: {fault}"),
                None if whose == "cheapest" => "no offer has a price for this job".to_owned(),
                None => "no provider that the policy allows has a price for this job".to_owned(),
            };
            reason.get_or_insert(why);
            None
        };
        let cheapest = grown(&self.cheapest, "cheapest").zip(self.cheapest.as_ref());
        let cheapest = cheapest.map(|((total, receipt), side)| QuoteSide {
            provider: side.provider.clone(),
            status: side.status,
            price: side.price,
            total,
            receipt,
            rail: rail(total),
            affords: affords(total),
        });
        let routed = grown(&self.routed, "routed").zip(self.routed.as_ref());
        let routed = routed.map(|((upstream, receipt), side)| {
            let fee = self.fee_rate.and_then(|rate| Some((rate, bill(upstream, rate).ok()?)));
            let mut side =
                routed_side(side.provider.clone(), side.status, side.price, upstream, receipt, fee);
            side.rail = side.billed.and_then(rail);
            side.affords = affords(side.billed.unwrap_or(upstream));
            side
        });
        if reason.is_none() && routed.as_ref().is_some_and(|side| side.fee.is_none()) {
            reason = Some(super::load::no_fee(self.fee_rate));
        }
        Quote {
            model: self.model.clone(),
            job: JobAnswer::from(&self.job),
            count,
            cheapest,
            routed,
            reason,
            disclosure: self.disclosure.clone(),
        }
    }
}

fn routed_side(
    provider: String,
    status: Status,
    price: Usd,
    upstream: Usd,
    mut receipt: Vec<Line>,
    fee: Option<(Quantity, Billed)>,
) -> RoutedSide {
    if let Some((rate, billed)) = fee {
        receipt.push(fee_line(billed, rate));
    }
    let fee = fee.map(|(_, billed)| billed);
    RoutedSide {
        provider,
        status,
        price,
        upstream,
        fee: fee.map(|billed| billed.fee),
        billed: fee.map(|billed| billed.total),
        receipt,
        rail: None,
        affords: None,
    }
}

/// What paying that amount costs, with that many times the charges of the rail. The share is rounded half up at
/// 12 decimal places where it has more than 28.
pub(super) fn rail_cost(rail: &RailRequest, paid: Usd, times: u32) -> Option<RailCost> {
    let mut receipt = Vec::new();
    let mut cost = Usd::ZERO;
    if let Some(share) = rail.share {
        let exact = paid.times(share.0);
        let rule =
            exact.is_err().then(|| format!("rounded half up at {} decimal places", Usd::ROUNDED_PLACES));
        let amount = exact.or_else(|_| paid.times_rounded(share.0)).ok()?;
        cost = cost.plus(amount).ok()?;
        let line = plain_line("Payment fee".to_owned(), "of what is paid", amount);
        receipt.push(Line { quantity: share.0, rate: paid, rule, ..line });
    }
    if let Some(fixed) = rail.fixed {
        let charges = Quantity::from(rail.charges.unwrap_or(1)).times(Quantity::from(times))?;
        let amount = fixed.times(charges).ok()?;
        cost = cost.plus(amount).ok()?;
        let line = plain_line("Payment fee".to_owned(), "charges", amount);
        receipt.push(Line { quantity: charges, rate: fixed, ..line });
    }
    Some(RailCost { cost, total: paid.plus(cost).ok()?, receipt })
}

/// A count of jobs that is a whole number in range.
///
/// # Errors
/// `bad_request` at `/count`.
pub(super) fn checked_count(count: Quantity) -> Result<Quantity> {
    let whole = count.as_whole().is_some();
    if !whole || count.is_zero() || count > Quantity::from(MAX_COUNT) {
        return Err(Error::new(
            Code::BadRequest,
            format!("a count is a whole number from 1 to {MAX_COUNT}, not {count}"),
        )
        .at("/count"));
    }
    Ok(count)
}
