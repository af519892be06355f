//! What one output of a kind of row costs: asked of the core once for each kind, and kept. It knows rows as
//! values, not as tables.

use datafusion::arrow::datatypes::{Decimal256Type, DecimalType, i256};
use datafusion::arrow::temporal_conversions::date32_to_datetime;
use perpixel::api::request::{JobRequest, LoadOptions, UsageKind, UsageOptions, WithoutProvider};
use perpixel::api::{Loaded, Part, load};
use perpixel::error::{Code, Error};
use perpixel::money::Usd;
use perpixel::price::Status;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::{Mutex, PoisonError};

/// Decimal places of an amount: as many as the core's money can have, so that none is ever rounded.
pub const PLACES: u8 = 28;
/// Digits of an amount: every amount of the core's money fits, 29 digits before the point and 28 after it.
/// DataFusion's `sum` adds ten digits to that, so no ten billion rows overflow it.
pub const DIGITS: u8 = 57;
/// The largest count of one row, the same as in the core's own reader of usage logs.
const MAX_COUNT: i64 = 1_000_000_000_000;
/// Kinds that are kept. A table with more of them is asked about anew.
const MAX_KINDS: usize = 100_000;

/// What makes two rows cost the same, apart from their counts.
#[derive(Clone, Copy, Debug, Default)]
pub struct Kind<'a> {
    /// The model's id.
    pub model: Option<&'a str>,
    /// Who made it.
    pub provider: Option<&'a str>,
    /// Pixels.
    pub width: Option<i64>,
    /// Pixels.
    pub height: Option<i64>,
    /// The vendor's word.
    pub quality: Option<&'a str>,
    /// Days since 1970-01-01; the day that the catalog was loaded for where absent.
    pub day: Option<i32>,
}

/// The price of one output, in units of 10^-28 USD, or why there is none.
pub type Unit = Result<(i256, Status), Code>;

/// A loaded catalog, and the prices that have been asked of it.
#[derive(Debug)]
pub struct Pricer {
    loaded: Loaded,
    options: UsageOptions,
    mark: u64,
    kinds: Mutex<HashMap<Box<[u8]>, Unit>>,
}

impl Pricer {
    /// Loads the catalogs, each with its name. `as_of` (`YYYY-MM-DD`) is the day of rows that have none.
    ///
    /// # Errors
    /// What the core refuses.
    pub fn new(catalogs: &[(String, Vec<u8>)], as_of: &str) -> Result<Self, Error> {
        let mut parts = Vec::with_capacity(catalogs.len());
        for (name, bytes) in catalogs {
            parts.push(Part { name: Some(name), bytes, format: None });
        }
        let mut hasher = DefaultHasher::new();
        (catalogs, as_of, env!("CARGO_PKG_VERSION")).hash(&mut hasher);
        Ok(Self {
            loaded: load(&parts, &LoadOptions::default(), as_of)?,
            // A row without a provider stays unpriced: a table says what was, not what might have been.
            options: UsageOptions {
                without_provider: Some(WithoutProvider::Unpriced),
                ..UsageOptions::default()
            },
            mark: hasher.finish(),
            kinds: Mutex::default(),
        })
    }

    /// The catalog itself, for the core's other answers.
    pub fn loaded(&self) -> &Loaded {
        &self.loaded
    }

    /// Tells pricers apart that would answer differently: the same for the same catalogs and day.
    pub fn mark(&self) -> u64 {
        self.mark
    }

    /// Kinds of rows that have been asked about so far.
    pub fn kinds(&self) -> usize {
        self.kinds.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// The unit price of the kind with this key. Two kinds have the same key if and only if they are the same.
    pub fn unit<'a>(&self, key: &[u8], kind: impl FnOnce() -> Kind<'a>) -> Unit {
        if let Some(&unit) = self.kinds.lock().unwrap_or_else(PoisonError::into_inner).get(key) {
            return unit;
        }
        // Outside the lock: two threads that ask at once get the same answer.
        let unit = self.ask(&kind());
        let mut kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        if kinds.len() >= MAX_KINDS {
            kinds.clear();
        }
        kinds.insert(key.into(), unit);
        unit
    }

    fn ask(&self, kind: &Kind<'_>) -> Unit {
        let model = kind.model.ok_or(Code::NoModel)?.to_owned();
        let provider = kind.provider.ok_or(Code::NoProvider)?.to_owned();
        let edge = |px: Option<i64>| px.map(u32::try_from).transpose().map_err(|_| Code::BadJob);
        let job = JobRequest {
            width: edge(kind.width)?,
            height: edge(kind.height)?,
            quality: kind.quality.map(str::to_owned),
            ..JobRequest::default()
        };
        job.job().map_err(|_| Code::BadJob)?;
        let date = kind.day.map(|day| date32_to_datetime(day).ok_or(Code::BadDate)).transpose()?;
        let date = date.map(|date| date.format("%Y-%m-%d").to_string());
        let kind = UsageKind { model, provider: Some(provider), job: Some(job), date };
        let report = self.loaded.usage_columns(&[kind], &[0], None, &self.options).map_err(|error| {
            if error.path().is_some_and(|path| path.ends_with("/date")) {
                Code::BadDate
            } else {
                error.code()
            }
        })?;
        let unpriced = || report.reasons.first().map_or(Code::NoPrice, |reason| reason.code);
        let usd = report.total.ok_or_else(unpriced)?;
        Ok((scaled(usd).ok_or(Code::Inexact)?, report.status))
    }
}

/// What a row costs: the unit price times its count, in units of 10^-28 USD. A faulty count is told first, as the
/// core's own reader of usage logs does.
pub fn amount(unit: Unit, count: Option<i64>) -> Unit {
    let count = count.filter(|count| (1..=MAX_COUNT).contains(count)).ok_or(Code::BadCount)?;
    let (usd, status) = unit?;
    let total = usd.checked_mul(i256::from_i128(i128::from(count))).ok_or(Code::Inexact)?;
    if Decimal256Type::is_valid_decimal_precision(total, DIGITS) {
        Ok((total, status))
    } else {
        Err(Code::Inexact)
    }
}

/// The amount in units of 10^-28 USD, from its decimal text.
fn scaled(usd: Usd) -> Option<i256> {
    let text = usd.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    i256::from_string(&format!("{whole}{fraction:0<places$}", places = usize::from(PLACES)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, digits: &str) {
        assert_eq!(scaled(Usd::parse(text).unwrap()).unwrap().to_string(), digits, "{text}");
    }

    #[test]
    fn every_amount_of_the_core_keeps_all_its_digits() {
        check("0", "0");
        check("0.05406", "540600000000000000000000000");
        check("0.0000000000000000000000000001", "1");
        check("79228162514264337593543950335", "792281625142643375935439503350000000000000000000000000000");
        check("-1.5", "-15000000000000000000000000000");
    }

    #[test]
    fn a_count_that_is_none_or_an_amount_that_does_not_fit_is_refused() {
        let unit = |text: &str| Ok((scaled(Usd::parse(text).unwrap()).unwrap(), Status::Exact));
        assert_eq!(amount(unit("0.5"), Some(3)), unit("1.5"));
        for count in [None, Some(0), Some(-1), Some(MAX_COUNT + 1)] {
            assert_eq!(amount(unit("0.5"), count), Err(Code::BadCount));
        }
        assert_eq!(amount(unit("79228162514264337593543950335"), Some(2)), Err(Code::Inexact));
        assert_eq!(amount(Err(Code::NoPrice), Some(1)), Err(Code::NoPrice));
        assert_eq!(amount(Err(Code::NoPrice), Some(0)), Err(Code::BadCount));
    }
}
