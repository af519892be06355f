//! The figures of a row in the unit and the currency in which they are shown. Amounts are multiplied exactly; what
//! has no finite decimal form is rounded half up at 12 decimal places and says that it is approximate.

use crate::api::answer::{Shown, ShownRow};
use crate::api::request::{CurrencyRequest, DisplayRequest, DisplayUnit};
use crate::error::{Code, Error, Result};
use crate::job::Job;
use crate::money::Usd;
use crate::price::{Per, Priced, Status};
use crate::quantity::Quantity;
use crate::rate::{Amount, Certainty};
use crate::route::bill;

/// The pixels of a megapixel, where one price per megapixel has to compare with another: 1024×1024.
const MEGAPIXEL_PX: u64 = 1_048_576;
/// How many outputs a month has where the request does not say.
const COUNT: u32 = 1000;

/// A checked request for a display.
pub(super) struct Display {
    pub(super) unit: DisplayUnit,
    pub(super) count: Quantity,
    pub(super) currency: Option<CurrencyRequest>,
    /// Pixels of the job.
    pixels: u64,
}

impl Display {
    /// # Errors
    /// `bad_request` for a count that is no whole number in range, or a code that is none.
    pub(super) fn new(request: &DisplayRequest, job: &Job) -> Result<Self> {
        let count = request
            .count
            .map_or(Ok(Quantity::from(COUNT)), super::quote::checked_count)
            .map_err(|error| error.at("/display/count"))?;
        if let Some(currency) = &request.currency {
            let letters = currency.code.bytes().all(|letter| letter.is_ascii_uppercase());
            if currency.code.len() != 3 || !letters {
                let found = crate::text::shown(&currency.code);
                let message = format!("a currency is a code of three capital letters, not `{found}`");
                return Err(Error::new(Code::BadRequest, message).at("/display/currency/code"));
            }
        }
        Ok(Self {
            unit: request.unit.unwrap_or(DisplayUnit::Each),
            count,
            currency: request.currency.clone(),
            pixels: job.area_px(),
        })
    }

    /// The cheapest offer's figure, and the routed one's with its fee.
    pub(super) fn row(
        &self,
        unit: DisplayUnit,
        cheapest: Option<&Priced>,
        routed: Option<(&Priced, Quantity)>,
    ) -> ShownRow {
        ShownRow {
            cheapest: cheapest.and_then(|priced| self.shown(unit, priced, None)),
            routed: routed.and_then(|(priced, fee)| self.shown(unit, priced, Some(fee))),
        }
    }

    /// The figure of an offer, with a fee on it or without.
    fn shown(&self, unit: DisplayUnit, priced: &Priced, fee: Option<Quantity>) -> Option<Shown> {
        let base = match unit {
            DisplayUnit::Each | DisplayUnit::Megapixel => priced.figure?,
            _ => priced.total?,
        };
        let factor = match unit {
            DisplayUnit::Each | DisplayUnit::Clip => Quantity::ONE,
            DisplayUnit::Thousand => Quantity::from(1000_u32),
            DisplayUnit::Month => self.count,
            DisplayUnit::Megapixel if priced.per == Per::Second => return None,
            DisplayUnit::Megapixel => Quantity::from(MEGAPIXEL_PX).over(Quantity::from(self.pixels))?,
        };
        let rate = self.currency.as_ref().map(|currency| currency.per_usd.0);
        let mut rounded = rate.is_some();
        let mut scaled = |usd: Usd| {
            let billed = fee.map_or(Some(usd), |fee| bill(usd, fee).ok().map(|billed| billed.total))?;
            let mut amount = billed;
            for factor in [Some(factor), rate].into_iter().flatten() {
                amount = amount.times(factor).ok().or_else(|| {
                    rounded = true;
                    amount.times_rounded(factor).ok()
                })?;
            }
            Some(amount)
        };
        let Amount { low, high, certainty } = base;
        let bounds = (scaled(low)?, scaled(high)?);
        let status =
            if rounded && priced.status == Status::Exact { Status::Approximate } else { priced.status };
        let when =
            |certainties: &[Certainty], usd: Usd| certainties.contains(&certainty).then(|| usd.to_string());
        Some(Shown {
            status,
            price: priced.price.map(|_| bounds.0.to_string()),
            low: when(&[Certainty::Range, Certainty::From], bounds.0),
            high: when(&[Certainty::Range, Certainty::UpTo], bounds.1),
            certainty: Some(certainty).filter(|&certainty| certainty != Certainty::Exact),
        })
    }
}
