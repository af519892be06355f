//! A workload's figures, checked: its months, and how many outputs each line wants and makes in each.

use super::{sum_of, too_large, within_line};
use crate::api::quote::checked_count;
use crate::api::request::WorkloadRequest;
use crate::error::{Code, Error, Result};
use crate::estimate::{Month, monthly, split};
use crate::quantity::Quantity;

const MAX_LINES: usize = 1000;
const MAX_ALTERNATIVES: usize = 20;
const MAX_MONTHS: u32 = 120;
const MAX_ATTEMPTS: u32 = 1000;

pub(super) fn checked_months(request: &WorkloadRequest) -> Result<u32> {
    let refuse = |path: &str, message: String| Err(Error::new(Code::BadRequest, message).at(path));
    let lines = request.lines.len();
    if lines == 0 || lines > MAX_LINES {
        return refuse("/lines", format!("a workload has 1 to {MAX_LINES} lines, not {lines}"));
    }
    let others = request.alternatives.as_ref().map_or(0, Vec::len);
    if others > MAX_ALTERNATIVES {
        return refuse(
            "/alternatives",
            format!("a workload has at most {MAX_ALTERNATIVES} alternatives, not {others}"),
        );
    }
    let months = request.months.unwrap_or(1);
    if months == 0 || months > MAX_MONTHS {
        return refuse("/months", format!("a workload is for 1 to {MAX_MONTHS} months, not {months}"));
    }
    let ten = Quantity::from(10_u32);
    if request.growth.is_some_and(|growth| growth.0 > ten) {
        return refuse("/growth", "a workload grows by at most 10, which is 1000 %, a month".to_owned());
    }
    Ok(months)
}

/// The outputs of each line in each month.
pub(super) fn line_counts(request: &WorkloadRequest, months: u32) -> Result<Vec<Vec<Month>>> {
    let refuse = |path: String, message: &str| Err(Error::new(Code::BadRequest, message).at(path));
    let mut shares = Vec::new();
    for (place, line) in request.lines.iter().enumerate() {
        let path = format!("/lines/{place}");
        if line.model.is_none() && line.query.is_none() {
            return refuse(path, "a line names a `model`, or a `query` that chooses one");
        }
        if line.count.is_some() == line.share.is_some() {
            return refuse(path, "a line states either its `count` or its `share` of the workload's count");
        }
        if let Some(share) = line.share {
            shares.push(share.0);
        }
    }
    let whole = sum_of(&mut shares.iter().copied())?;
    if !shares.is_empty() && whole != Quantity::ONE {
        let message = format!("the shares of the lines add up to {whole}, not to 1");
        return Err(Error::new(Code::BadRequest, message).at("/lines"));
    }
    let mut parts = Vec::new();
    if !shares.is_empty() {
        let Some(count) = request.count else {
            return refuse("/count".to_owned(), "lines with a `share` need the workload's `count`");
        };
        parts = split(checked_count(count)?, &shares).ok_or_else(too_large)?;
    }
    let mut parts = parts.into_iter();
    let mut counts = Vec::with_capacity(request.lines.len());
    for (place, line) in request.lines.iter().enumerate() {
        let first = match line.count {
            Some(count) => checked_count(count).map_err(|error| within_line(error, place))?,
            None => parts.next().ok_or_else(too_large)?,
        };
        let attempts = line.attempts.or(request.attempts).unwrap_or(Quantity::ONE);
        if attempts < Quantity::ONE || attempts > Quantity::from(MAX_ATTEMPTS) {
            let message = format!("there are 1 to {MAX_ATTEMPTS} attempts for an output, not {attempts}");
            return Err(within_line(Error::new(Code::BadRequest, message).at("/attempts"), place));
        }
        let growth = request.growth.map_or(Quantity::ZERO, |growth| growth.0);
        let batch = line.batch_share.or(request.batch_share).map_or(Quantity::ZERO, |share| share.0);
        let line_counts = monthly(first, months, growth, attempts, batch);
        counts.push(line_counts.ok_or_else(|| {
            Error::new(Code::BadRequest, "the counts grow beyond 1,000,000,000,000,000 a month").at("/growth")
        })?);
    }
    Ok(counts)
}
