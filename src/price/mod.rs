//! The price of one offer for one job, with the receipt that adds up to it, or the reason why there is
//! none. It reads no formats and chooses no providers.

mod plain;

pub(crate) use plain::Plain;

use crate::catalog::{Beyond, Catalog, Model, Offer, Terms};
use crate::date::Date;
use crate::error::Code;
use crate::job::Job;
use crate::money::{MoneyFault, Usd};
use crate::quantity::Quantity;
use crate::rare::Usual;
use crate::rate::{Amount, Bill, Certainty, Detail, Lack, Line, Rate};
use crate::text::{listed, shown};
use std::borrow::Cow;

/// How far a price can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The figure that the source states, or that follows from its rate to the last digit.
    Exact,
    /// About this much: the source says so, or the price was extended beyond what it states.
    Approximate,
    /// Between two figures.
    Range,
    /// The rate is known, but not what it has to be multiplied by for this job.
    RateOnly,
    /// No price.
    Unknown,
}

/// What one price is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Per {
    /// One output image.
    Image,
    /// One second of output video.
    Second,
}

/// The price of one offer for one job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// How far it can be relied on.
    pub status: Status,
    /// What it is for.
    pub per: Per,
    /// The price per image or per second, where there is one figure.
    pub price: Option<Usd>,
    /// What the whole job costs: the image, or the clip. The sum of `lines`.
    pub total: Option<Amount<Usd>>,
    /// The price per image or per second with its kind.
    pub figure: Option<Amount<Usd>>,
    /// The receipt.
    pub lines: Vec<Line>,
    /// Why there is no price, why it is not exact, or which setting of the job it does not depend on.
    pub reason: Option<Lack>,
}

/// Prices one offer of the model for the job.
pub fn price(catalog: &Catalog, model: &Model, offer: &Offer, job: &Job) -> Priced {
    let credit_usd = catalog.credit_usd(&offer.provider);
    price_on(model, offer, job, catalog.as_of, credit_usd)
}

/// The same figures, by the same steps, without words: `lines` is empty, and `reason` has its code but may have no
/// sentence. For what is only compared, several times faster than [`price`].
pub fn figure(catalog: &Catalog, model: &Model, offer: &Offer, job: &Job) -> Priced {
    let credit_usd = catalog.credit_usd(&offer.provider);
    figure_on(model, offer, job, catalog.as_of, credit_usd)
}

/// [`figure`] without a catalog: on that day, at that price of a credit.
pub fn figure_on(model: &Model, offer: &Offer, job: &Job, day: Date, credit_usd: Option<Usd>) -> Priced {
    priced(model, offer, job, (day, credit_usd), Detail::Figures)
}

/// The same without a catalog: on that day, at that price of a credit.
pub fn price_on(model: &Model, offer: &Offer, job: &Job, day: Date, credit_usd: Option<Usd>) -> Priced {
    priced(model, offer, job, (day, credit_usd), Detail::Told)
}

fn priced(
    model: &Model,
    offer: &Offer,
    job: &Job,
    (day, credit_usd): (Date, Option<Usd>),
    detail: Detail,
) -> Priced {
    let per = match &offer.terms {
        Terms::Native(rate) if rate.is_video() => Per::Second,
        _ => Per::Image,
    };
    let departs = job.departs_from(&offer.fixed, model.standard_quality.as_deref());
    // Most offers fill nothing in.
    let fills = !offer.fixed.is_usual() || !offer.standard.is_usual();
    let job = if fills {
        Cow::Owned(job.or(&offer.fixed).or_standard(&offer.standard))
    } else {
        Cow::Borrowed(job)
    };
    let refusal = retired(model, day)
        .or_else(|| wrong_mode(model, &job, per, detail))
        .or_else(|| offer.limits.broken(&job, day, detail))
        .or_else(|| {
            let (what, value) = departs?;
            let code = if what == "size" { Code::SizeNotOffered } else { Code::QualityNotOffered };
            Some(detail.lack(code, || format!("the price is for {what} `{value}`")))
        });
    if let Some(lack) = refusal {
        return Priced::none(Status::Unknown, per, lack);
    }
    match &offer.terms {
        Terms::Unpriced(reason) => {
            Priced::none(Status::Unknown, per, detail.lack(Code::NoPrice, || reason.clone().into_owned()))
        }
        Terms::Native(rate) => match rate.billed(&job, day, credit_usd, detail) {
            Ok(bill) => {
                let unheeded = unheeded(offer, rate, &job, detail);
                let mut priced = Priced::of(bill, per, &clip_job(offer, rate, job.into_owned()));
                priced.reason = priced.reason.or(unheeded);
                priced
            }
            Err(lack) => Priced::none(Status::of(lack.code), per, lack),
        },
        Terms::Normalized { rate, beyond } => {
            let bill = match rate.billed(&job, day, credit_usd, detail) {
                Ok(bill) => bill,
                Err(lack) => return Priced::none(Status::of(lack.code), per, lack),
            };
            let reference = if fills {
                Cow::Owned(offer.fixed.or_standard(&offer.standard))
            } else {
                Cow::Borrowed(Job::usual())
            };
            match (job.beyond_reference(&reference), beyond) {
                (None, _) => Priced::of(bill, per, &job),
                (Some(what), Beyond::RateOnly(why)) => {
                    let lack =
                        detail.lack(Code::RateOnly, || format!("{why}; the job differs by its {what}"));
                    Priced::none(Status::RateOnly, per, lack)
                }
                (Some(what), Beyond::Approximate(why)) => {
                    let mut priced = Priced::of(bill, per, &job);
                    if priced.status == Status::Exact {
                        priced.status = Status::Approximate;
                    }
                    priced.reason =
                        Some(detail.lack(Code::Inexact, || format!("{why}; the job differs by its {what}")));
                    priced
                }
            }
        }
    }
}

/// The job whose seconds a clip's price is divided by: those that the offer states, unless the price itself
/// follows the length that was asked for. A clip of unstated length has no price per second.
fn clip_job(offer: &Offer, rate: &Rate, job: Job) -> Job {
    if rate.follows_seconds() || offer.limits.seconds.len() == 1 {
        job
    } else {
        job.lasting(offer.standard.seconds())
    }
}

/// What the job asks for and the offer's price does not depend on: a price all the same, with a word about it.
fn unheeded(offer: &Offer, rate: &Rate, job: &Job, detail: Detail) -> Option<Lack> {
    let quality = job.quality().filter(|_| !rate.follows_quality() && offer.limits.qualities.is_empty());
    let standard = offer.standard.quality().or(offer.fixed.quality());
    if let Some(word) = quality.filter(|&word| standard != Some(word)) {
        return Some(detail.lack(Code::SettingNotOffered, || {
            format!("the source states one price for every quality, so also for `{word}`")
        }));
    }
    let batch = job.batch() && !rate.follows_batch();
    batch.then(|| {
        detail.lack(Code::SettingNotOffered, || {
            "the source states no batch price; this is the usual one".to_owned()
        })
    })
}

fn retired(model: &Model, day: Date) -> Option<Lack> {
    let date = model.retires.filter(|&date| date <= day)?;
    let instead = model.replacement.as_ref().map(|id| format!("; its vendor recommends `{}`", shown(id)));
    let instead = instead.unwrap_or_default();
    Some(Lack::new(Code::Retired, format!("the model is retired since {date}{instead}")))
}

fn wrong_mode(model: &Model, job: &Job, per: Per, detail: Detail) -> Option<Lack> {
    let mode = job.mode()?;
    let offered = if model.modes.is_empty() {
        mode.is_video() == (per == Per::Second)
    } else {
        model.modes.contains(&mode)
    };
    (!offered).then(|| {
        detail.lack(Code::ModeNotOffered, || {
            let modes = listed(&mut model.modes.iter().map(ToString::to_string));
            let known = if modes.is_empty() { modes } else { format!(", only {modes}") };
            format!("the model does not offer mode `{mode}`{known}")
        })
    })
}

impl Status {
    fn of(code: Code) -> Self {
        if code == Code::RateOnly { Self::RateOnly } else { Self::Unknown }
    }
}

#[cfg(feature = "planning")]
impl Status {
    /// How far a sum of two figures can be relied on, each of them known.
    pub(crate) fn and(self, other: Self) -> Self {
        if self == Self::Exact { other } else { self }
    }
}

impl Priced {
    fn none(status: Status, per: Per, lack: Lack) -> Self {
        Self { status, per, price: None, total: None, figure: None, lines: Vec::new(), reason: Some(lack) }
    }

    fn of(bill: Bill, per: Per, job: &Job) -> Self {
        let figure = match per {
            Per::Image => Ok(bill.total),
            Per::Second => per_second(bill.total, job),
        };
        let figure = match figure {
            Ok(figure) => figure,
            Err(lack) => {
                // The clip has its price although the second has none: the receipt stays.
                let mut priced = Self::none(Status::of(lack.code), per, lack);
                (priced.total, priced.lines) = (Some(bill.total), bill.lines);
                return priced;
            }
        };
        let (status, price) = match figure.certainty {
            Certainty::Exact => (Status::Exact, Some(figure.low)),
            Certainty::Range => (Status::Range, None),
            _ => (Status::Approximate, Some(figure.low)),
        };
        Self {
            status,
            per,
            price,
            total: Some(bill.total),
            figure: Some(figure),
            lines: bill.lines,
            reason: None,
        }
    }
}

/// The clip's price over its seconds; rounded, and then approximate, where that has no finite form.
fn per_second(total: Amount<Usd>, job: &Job) -> Result<Amount<Usd>, Lack> {
    let share = job.seconds().and_then(|seconds| Quantity::ONE.over(seconds)).ok_or_else(|| {
        Lack::new(Code::RateOnly, "the price is for a clip whose length in seconds is not stated")
    })?;
    let exact = |usd: Usd| usd.times(share);
    match (exact(total.low), exact(total.high)) {
        (Ok(low), Ok(high)) => Ok(Amount { low, high, certainty: total.certainty }),
        (Err(MoneyFault::Overflow), _) | (_, Err(MoneyFault::Overflow)) => Err(MoneyFault::Overflow.into()),
        _ => Ok(Amount {
            low: total.low.times_rounded(share)?,
            high: total.high.times_rounded(share)?,
            certainty: total.certainty.and(Certainty::About),
        }),
    }
}

/// The cheapest of these prices: the lowest figure, and of equal ones the first.
pub fn cheapest<'a>(priced: impl IntoIterator<Item = &'a Priced>) -> Option<usize> {
    lowest(&mut priced.into_iter().map(|priced| priced.price))
}

/// The lowest of these figures, and of equal ones the first.
pub(crate) fn lowest(prices: &mut dyn Iterator<Item = Option<Usd>>) -> Option<usize> {
    let mut best: Option<(usize, Usd)> = None;
    for (place, price) in prices.enumerate() {
        let Some(usd) = price else { continue };
        if best.is_none_or(|(_, least)| usd < least) {
            best = Some((place, usd));
        }
    }
    best.map(|(place, _)| place)
}

#[cfg(test)]
mod tests;
