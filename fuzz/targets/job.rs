//! Bytes as the JSON of a request for a price: a refusal with its path, or a price that keeps the laws of one.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use perpixel::api::request::{
    DiffRequest, LoadOptions, Query, QuoteRequest, SweepRequest, UsageOptions, WorkloadRequest,
};
use perpixel::api::request::{DisplayRequest, JobRequest, PriceRequest, take};
use perpixel::error::{Code, Error};
use perpixel::value::{FromValue, Value};
use perpixel_fuzz::{catalog, mutate};
use std::sync::LazyLock;

static CATALOG: LazyLock<perpixel::api::Loaded> = LazyLock::new(|| {
    let card = include_bytes!("../seeds/rate_card/tiers.json");
    catalog::loaded(card, Some("rate-card")).expect("a card")
});

/// A request of that type, or a refusal that says where.
fn asked<T: FromValue>(value: &Value) -> Option<T> {
    let told = |error: Error| {
        assert_eq!(error.code(), Code::BadRequest);
        assert!(error.path().is_some_and(|path| path.is_empty() || path.starts_with('/')), "{error:?}");
    };
    take(value.clone()).map_err(told).ok()
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return };
    if let Some(job) = asked::<JobRequest>(&value) {
        if let Ok(table) = CATALOG.compare(Some(&job), None, None) {
            catalog::holds(&table);
        }
        assert_eq!(asked::<JobRequest>(&value), Some(job));
    }
    if let Some(request) = asked::<PriceRequest>(&value) {
        let _ = CATALOG.price(&request);
    }
    if let Some(query) = asked::<Query>(&value)
        && let Ok(table) = CATALOG.compare(None, Some(&query), None)
    {
        catalog::holds(&table);
        assert!(table.rows.len() <= table.total);
    }
    if let Some(display) = asked::<DisplayRequest>(&value) {
        let _ = CATALOG.compare(None, None, Some(&display));
    }
    if let Some(request) = asked::<QuoteRequest>(&value)
        && let Ok(quote) = CATALOG.quote(&request)
        && let Some(side) = quote.cheapest
    {
        let sum: num_rational::BigRational =
            side.receipt.iter().map(|line| catalog::exact(line.amount)).sum();
        assert_eq!(sum, catalog::exact(side.total), "{side:?}");
    }
    if let Some(workload) = asked::<WorkloadRequest>(&value) {
        let _ = CATALOG.estimate(&workload);
    }
    if let Some(sweep) = asked::<SweepRequest>(&value).filter(|sweep| sweep.sizes.len() < 20) {
        let _ = CATALOG.sweep(&sweep);
    }
    let _ = asked::<DiffRequest>(&value);
    let _ = asked::<LoadOptions>(&value);
    let _ = asked::<UsageOptions>(&value);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::json(data, size, max_size, seed)
});
