//! The laws of a priced catalog: no price is below zero or made up, the cheapest is the cheapest, lines add up, a
//! fee only adds, and the same bytes give the same answer.

use crate::exact::{quantity, rounded};
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use perpixel::api::answer::{Comparison, Line, PricedOffer};
use perpixel::api::request::{JobRequest, LoadOptions, take};
use perpixel::api::{Loaded, Part, load};
use perpixel::money::Usd;
use perpixel::price::{Per, Status};
use perpixel::rate::Certainty;
use perpixel::value::FromValue;
use std::fmt::Display;
use std::sync::LazyLock;

pub const TODAY: &str = "2026-07-01";

/// Jobs that catalogs are priced for; which of them, the bytes decide.
const JOBS: &[&str] = &[
    "{}",
    r#"{"width":1024,"height":1024}"#,
    r#"{"width":1920,"height":1080,"quality":"high"}"#,
    r#"{"mode":"edit","inputs":3,"width":2048,"height":2048}"#,
    r#"{"mode":"t2v","seconds":5,"resolution":"720p","audio":true}"#,
    r#"{"mode":"i2v","seconds":7,"resolution":"1080p","audio":false}"#,
    r#"{"seconds":6}"#,
    r#"{"width":1,"height":1,"steps":10000}"#,
    r#"{"width":65536,"height":65536,"steps":1,"batch":true}"#,
    r#"{"quality":"medium","batch":true,"textTokens":4000000000}"#,
    r#"{"resolution":"4K","quality":"low","steps":31}"#,
    r#"{"mode":"t2v","seconds":0.3}"#,
];

/// A request out of its JSON.
pub fn request<T: FromValue>(json: &str) -> T {
    take(serde_json::from_str(json).expect("plain data")).expect("a request")
}

static PARSED_JOBS: LazyLock<Vec<JobRequest>> =
    LazyLock::new(|| JOBS.iter().map(|job| request(job)).collect());
static OPTIONS: LazyLock<LoadOptions> =
    LazyLock::new(|| request(r#"{"creditPrices":{"credits-page":"0.01"},"policy":{"feeRate":"0.02"}}"#));

/// A number that follows from the bytes (FNV-1a).
pub fn fingerprint(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xCBF2_9CE4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
}

/// The catalog of these bytes, where they are one.
pub fn loaded(bytes: &[u8], format: Option<&str>) -> Option<Loaded> {
    load(&[Part { name: Some("fuzz"), bytes, format }], &OPTIONS, TODAY).ok()
}

/// Loads the bytes in that format, prices everything for one of the jobs, and holds the answer to the laws.
pub fn check(bytes: &[u8], format: &str) {
    let mark = fingerprint(bytes);
    let format = Some(format).filter(|_| mark % 8 != 0);
    let Some(catalog) = loaded(bytes, format) else { return };
    let job = &PARSED_JOBS[usize::try_from(mark / 8).unwrap_or(0) % PARSED_JOBS.len()];
    let Ok(table) = catalog.compare(Some(job), None, None) else { return };
    holds(&table);
    for finding in catalog.findings() {
        assert!(finding.path.is_empty() || finding.path.starts_with('/'), "{finding:?}");
        assert!(!finding.message.is_empty() && !finding.help.is_empty(), "{finding:?}");
    }
    if mark % 64 == 1 {
        let again = loaded(bytes, format).and_then(|catalog| catalog.compare(Some(job), None, None).ok());
        let text = |table: &Comparison| serde_json::to_string(table).expect("plain data");
        assert_eq!(again.as_ref().map(text), Some(text(&table)), "the same bytes give the same answer");
    }
}

pub fn exact(value: impl Display) -> BigRational {
    let text = value.to_string();
    quantity(&text).unwrap_or_else(|| panic!("`{text}` is no number"))
}

/// The laws of a table.
pub fn holds(table: &Comparison) {
    for row in &table.rows {
        for offer in &row.offers {
            offer_holds(offer);
        }
        let prices = || row.offers.iter().filter_map(|offer| offer.price);
        let cheapest = row.cheapest.and_then(|place| row.offers[place].price);
        assert_eq!(cheapest, prices().min(), "the cheapest is not the least of {:?}", row.offers);
        let route = &row.routed;
        if let Some(upstream) = route.upstream {
            let offered = row.offers.iter().any(|offer| {
                offer.price == Some(upstream) && Some(&offer.provider) == route.provider.as_ref()
            });
            assert!(offered && !upstream.is_negative(), "nobody offers what is routed: {route:?}");
        }
        if let Some(billed) = route.billed {
            let upstream = route.upstream.expect("what is billed has an upstream price");
            let fee = route.fee.expect("what is billed has a fee");
            let rate = route.fee_rate.expect("what is billed has a rate");
            assert!(billed >= upstream && !fee.is_negative(), "{route:?}");
            assert_eq!(exact(upstream) * exact(rate), exact(fee), "{route:?}");
            assert_eq!(exact(upstream) + exact(fee), exact(billed), "{route:?}");
            let sum: BigRational = route.receipt.iter().map(|line| exact(line.amount)).sum();
            assert_eq!(sum, exact(billed), "{route:?}");
        }
        assert!(route.billed.is_some() || route.reason.is_some(), "{route:?}");
    }
}

fn offer_holds(offer: &PricedOffer) {
    let stated = matches!(offer.status, Status::Exact | Status::Approximate);
    assert_eq!(offer.price.is_some(), stated, "{offer:?}");
    if !stated && offer.status != Status::Range {
        assert!(offer.reason.is_some() && offer.code.is_some(), "no price and no reason: {offer:?}");
    }
    for usd in [offer.price, offer.total, offer.low, offer.high].into_iter().flatten() {
        assert!(!usd.is_negative(), "{offer:?}");
    }
    if let Some((low, high)) = offer.low.zip(offer.high) {
        assert!(low <= high, "{offer:?}");
    }
    let lines = &offer.receipt;
    for line in lines {
        line_holds(line);
    }
    if let Some(total) = offer.total {
        let sum: BigRational = lines.iter().map(|line| exact(line.amount)).sum();
        assert_eq!(sum, exact(total), "the lines do not add up: {offer:?}");
        if offer.per == Per::Image && offer.price.is_some() {
            assert_eq!(offer.price, Some(total), "{offer:?}");
        }
    }
    let Some(price) = offer.price else { return };
    assert!(!lines.is_empty(), "a price without a receipt: {offer:?}");
    if price.is_zero() {
        // Nothing costs nothing unless its source says 0 dollars or 0 credits, or takes all of it off.
        let free = |line: &Line| line.rate.is_zero() || (line.unit == "credits" && line.quantity.is_zero());
        assert!(
            lines.iter().all(free) || lines.iter().any(|line| line.unit == "of the sum above"),
            "{offer:?}"
        );
    }
}

/// `quantity × rate = amount`, to the last digit; a line that is rounded says so and is rounded half up.
fn line_holds(line: &Line) {
    let product = exact(line.quantity) * exact(line.rate);
    let amount = exact(line.amount);
    if product == amount {
        return;
    }
    let told = line.rule.as_ref().is_some_and(|rule| rule.contains("rounded to 12 decimal places"));
    assert!(told && line.certainty.is_some_and(|certainty| certainty != Certainty::Exact), "{line:?}");
    let places = u64::from(Usd::ROUNDED_PLACES);
    assert_eq!(rounded(&product, places), amount, "{line:?}");
    assert!(!amount.is_zero() && !product.is_negative(), "{line:?}");
}
