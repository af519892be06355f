//! Quotes: what a number of equal jobs costs at the cheapest and at the routed offer.

use crate::api::answer::{JobAnswer, Line, Quote, QuoteSide, RailCost, RoutedSide};
use crate::api::request::{Query, QuoteRequest, RailRequest};
use crate::api::{Loaded, answer_lines, fee_line, plain_line};
use crate::error::{Code, Error, Result};
use crate::money::{MoneyFault, Usd};
use crate::quantity::Quantity;
use crate::rate::{self, scaled};
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
        let open = Query::default();
        let cells = self.cells_of(model, &job, request.query.as_ref().unwrap_or(&open));
        let rail = |paid: Usd| request.rail.as_ref().and_then(|rail| rail_cost(rail, paid, 1));
        let policy = request.policy.as_ref().map(|policy| policy.over(&self.policy));
        let policy = policy.as_ref().unwrap_or(&self.policy);

        // Equal jobs cost the same each, so what one costs is the total over the count.
        let affords = |total: Usd| request.budget?.ratio_to(total)?.times(count)?.rounded_down();

        let mut reason = None;
        let mut side = |place: Option<usize>, whose: &str| {
            let priced = place.and_then(|place| cells.cells.get(place));
            let known = priced.and_then(|(offer, priced)| Some((offer, priced, priced.price?)));
            let scaled = known.map(|(offer, priced, price)| {
                let lines = scaled(&priced.lines, count)?;
                let total = rate::sum(&lines)?;
                let lines = answer_lines(&lines);
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
        let cheapest =
            side(cells.cheapest(), "cheapest").map(|(offer, status, price, total, receipt)| QuoteSide {
                provider: offer.provider.clone(),
                status,
                price,
                total,
                receipt,
                rail: rail(total),
                affords: affords(total),
            });
        let routed =
            side(cells.routed(policy).chosen, "routed").map(|(offer, status, price, upstream, receipt)| {
                let fee = self.fee_rate(policy).and_then(|rate| Some((rate, bill(upstream, rate).ok()?)));
                let mut side = routed_side(offer.provider.clone(), status, price, upstream, receipt, fee);
                side.rail = side.billed.and_then(rail);
                side.affords = affords(side.billed.unwrap_or(upstream));
                side
            });
        if reason.is_none() && routed.as_ref().is_some_and(|side| side.fee.is_none()) {
            reason = Some(super::load::no_fee(self.fee_rate(policy)));
        }
        Ok(Quote {
            model: model.id.clone(),
            job: JobAnswer::from(&job),
            count,
            cheapest,
            routed,
            reason,
            disclosure: self.disclosure(policy),
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
