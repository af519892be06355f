//! Sums over the lines of a workload: in all, by provider, by month, and against another way to buy it.

use super::{Bought, line_name, sum_of, too_large};
use crate::api::answer::{MonthSum, ProviderSum, Scenario, ScenarioLine};
use crate::api::request::WorkloadRequest;
use crate::api::route::percent;
use crate::error::Result;
use crate::estimate::Month;
use crate::money::Usd;
use crate::price::Status;

/// The sums of one way to buy a workload.
pub(super) struct Sums {
    pub(super) status: Status,
    pub(super) total: Option<Usd>,
    pub(super) known: Usd,
    pub(super) unpriced: usize,
}

pub(super) fn sums(bought: &[Bought]) -> Result<Sums> {
    sums_of(&bought.iter().collect::<Vec<_>>())
}

pub(super) fn sums_of(bought: &[&Bought]) -> Result<Sums> {
    let mut sums = Sums { status: Status::Exact, total: None, known: Usd::ZERO, unpriced: 0 };
    for line in bought {
        match line.total() {
            Some(usd) => {
                sums.known = sums.known.plus(usd).map_err(|_| too_large())?;
                sums.status = sums.status.and(line.status);
            }
            None => sums.unpriced = sums.unpriced.saturating_add(1),
        }
    }
    if sums.unpriced == 0 {
        sums.total = Some(sums.known);
    } else {
        sums.status = Status::Unknown;
    }
    Ok(sums)
}

pub(super) fn scenario(
    name: String,
    request: &WorkloadRequest,
    own: &[Bought],
    own_sums: &Sums,
    instead: &[&Bought],
    disclosure: Option<&str>,
) -> Result<Scenario> {
    let billed = instead.iter().any(|line| line.paid.as_ref().is_some_and(|paid| paid.fee.is_some()));
    let sums = sums_of(instead)?;
    let saved =
        |own: Option<Usd>, other: Option<Usd>| own.zip(other).and_then(|(own, other)| own.minus(other).ok());
    let saves = saved(own_sums.total, sums.total);
    let mut lines = Vec::with_capacity(instead.len());
    for ((line, own), other) in request.lines.iter().zip(own).zip(instead) {
        lines.push(ScenarioLine {
            name: line_name(line, own),
            model: other.model.clone(),
            provider: other.provider.clone(),
            status: other.status,
            total: other.total(),
            saves: saved(own.total(), other.total()),
            reason: other.reason.clone().filter(|_| other.paid.is_none()),
        });
    }
    Ok(Scenario {
        name,
        status: sums.status,
        total: sums.total,
        known: sums.known,
        saves,
        percent: saves.zip(own_sums.total).and_then(|(saves, total)| percent(saves, total)),
        disclosure: disclosure.filter(|_| billed).map(str::to_owned),
        lines,
    })
}

pub(super) fn by_provider(bought: &[Bought], counts: &[Vec<Month>]) -> Result<Vec<ProviderSum>> {
    let mut sums: Vec<ProviderSum> = Vec::new();
    for (line, counts) in bought.iter().zip(counts) {
        let Some((provider, usd)) = line.provider.as_ref().zip(line.total()) else { continue };
        let made = sum_of(&mut counts.iter().map(|month| month.made))?;
        match sums.iter_mut().find(|sum| sum.provider == *provider) {
            Some(sum) => {
                sum.made = sum.made.plus(made).ok_or_else(too_large)?;
                sum.total = sum.total.plus(usd).map_err(|_| too_large())?;
                sum.status = sum.status.and(line.status);
            }
            None => {
                sums.push(ProviderSum { provider: provider.clone(), made, total: usd, status: line.status })
            }
        }
    }
    Ok(sums)
}

pub(super) fn by_month(bought: &[Bought], counts: &[Vec<Month>], months: u32) -> Result<Vec<MonthSum>> {
    let paid = bought.iter().filter(|line| line.paid.is_some());
    let status = paid.fold(Status::Exact, |status, line| status.and(line.status));
    let mut sums = Vec::new();
    for (month, place) in (1..=months).zip(0_usize..) {
        let of_month = || counts.iter().filter_map(|counts| counts.get(place));
        let mut total = Usd::ZERO;
        for usd in bought.iter().filter_map(|line| line.paid.as_ref()?.by_month.get(place)) {
            total = total.plus(*usd).map_err(|_| too_large())?;
        }
        sums.push(MonthSum {
            month,
            wanted: sum_of(&mut of_month().map(|month| month.wanted))?,
            made: sum_of(&mut of_month().map(|month| month.made))?,
            total,
            status,
        });
    }
    Ok(sums)
}
