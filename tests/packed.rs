//! Packed catalogs: what opens them answers like what read the documents, on every day; other bytes are refused.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing
)]
#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

mod shipped;

use perpixel::api::request::{LoadOptions, take};
use perpixel::api::{Loaded, Part, load, open_packed};
use perpixel::error::{Code, Result};
use proptest::prelude::*;
use serde_json::{Value, json};
use shipped::FILES;
use std::sync::OnceLock;

/// A card of everything that the shipped ones leave out: bounds of amounts, days, tiers, formulas, modifiers.
const RARE: &str = r#"{ "format": "perpixel/rate-card@1", "date": "2026-05-01", "models": [
  { "id": "rare", "name": "R\u00e4re", "modes": ["t2i", "edit"], "retires": "2026-09-01", "replacement": "other",
    "offers": [
      { "provider": "a", "latency": "fast", "charges": [{ "unit": "image", "usd": "from 0.03",
        "when": { "from": "2026-06-01", "until": "2026-06-30", "maxAspect": "2.5" } },
        { "unit": "image", "usd": "0.01 to 0.02", "when": { "from": "2026-07-01" } }] },
      { "provider": "b", "charges": [{ "unit": "step", "usd": "0.0001", "defaultSteps": 28, "minimum": "3" }],
        "modifiers": [{ "multiply": "0.5", "label": "Batch", "when": { "batch": true, "until": "2026-07-15" } }] } ] },
  { "id": "clip", "modes": ["t2v"], "offers": [{ "provider": "a", "charges": [{ "unit": "second", "usd": "0.1",
      "tiers": [{ "usd": "0.2", "when": { "resolutions": ["1080p"], "audio": true } },
                { "usd": "~0.15", "when": { "until": "2026-08-01" } }] }] }] } ] }"#;

fn options(value: Value) -> LoadOptions {
    take(serde_json::from_value(value).unwrap()).unwrap()
}

fn read(files: &[(&str, &str)], given: Value, today: &str) -> Loaded {
    let parts: Vec<_> = files
        .iter()
        .map(|(name, text)| Part { name: Some(name), bytes: text.as_bytes(), format: None })
        .collect();
    load(&parts, &options(given), today).unwrap()
}

fn packed() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| read(FILES, json!({}), "2026-11-21").pack().unwrap())
}

fn opened(bytes: &[u8], given: Value, today: &str) -> Result<Loaded> {
    open_packed(bytes, &options(given), today)
}

/// All that a catalog says without being asked, and its table at some jobs.
fn said(catalog: &Loaded) -> Value {
    let table = |job: Value| {
        let job = take(serde_json::from_value(job).unwrap()).unwrap();
        serde_json::to_value(catalog.compare(Some(&job), None, None).unwrap()).unwrap()
    };
    json!([
        serde_json::to_value(catalog.info()).unwrap(),
        serde_json::to_value(catalog.findings()).unwrap(),
        serde_json::to_value(catalog.audit()).unwrap(),
        table(json!({})),
        table(json!({ "width": 2048, "height": 1024, "quality": "low", "batch": true, "steps": 30 })),
        table(json!({ "mode": "t2v", "resolution": "1080p", "seconds": 5, "audio": true })),
    ])
}

#[test]
fn the_shipped_catalogs_answer_alike_on_every_day() {
    for today in ["2024-02-29", "2026-05-24", "2026-07-01", "2026-10-31", "2026-11-21", "2031-01-01"] {
        let ours = opened(packed(), json!({}), today).unwrap();
        assert_eq!(said(&ours), said(&read(FILES, json!({}), today)), "on {today}");
    }
    let given = json!({ "asOf": "2026-06-01", "policy": { "only": ["fal"], "feeRate": "0.05" } });
    let ours = opened(packed(), given.clone(), "2026-11-21").unwrap();
    assert_eq!(said(&ours), said(&read(FILES, given, "2026-11-21")));
}

#[test]
fn what_begins_and_ends_does_so_after_packing_too() {
    let files = [("rare.json", RARE), FILES[0]];
    let bytes = read(&files, json!({}), "2020-01-01").pack().unwrap();
    for today in
        ["2026-05-31", "2026-06-01", "2026-06-30", "2026-07-01", "2026-07-16", "2026-08-02", "2026-09-01"]
    {
        let ours = opened(&bytes, json!({}), today).unwrap();
        assert_eq!(said(&ours), said(&read(&files, json!({}), today)), "on {today}");
    }
}

#[test]
fn the_day_of_packing_leaves_no_trace() {
    let bytes = |today| {
        let catalog = read(FILES, json!({}), today);
        catalog.pack().unwrap()
    };
    let same = bytes("2026-06-01");
    assert!(same == bytes("2030-06-01"), "{} bytes", same.len());
}

#[test]
fn refuses_what_it_would_have_to_answer_otherwise() {
    let refusal = |given: Value| opened(packed(), given, "2026-07-01").unwrap_err().code();
    assert_eq!(refusal(json!({ "creditPrices": { "kie": "0.005" } })), Code::BadRequest);
    assert_eq!(refusal(json!({ "priceBook": [{ "provider": "fal", "discount": "0.1" }] })), Code::BadRequest);
    assert_eq!(refusal(json!({ "asOf": "tomorrow" })), Code::BadRequest);
    let book = json!({ "priceBook": [{ "provider": "fal", "discount": "0.1" }] });
    assert_eq!(read(FILES, book, "2026-07-01").pack().unwrap_err().code(), Code::BadRequest);
    let undated = r#"{ "format": "perpixel/rate-card@1", "models": [{ "id": "m", "offers": [
        { "provider": "p", "charges": [{ "unit": "image", "usd": "1", "when": { "from": "2026-01-01" } }] }] }] }"#;
    let pack = read(&[("undated.json", undated)], json!({}), "2026-07-01").pack();
    assert!(pack.unwrap_err().message().contains("undated.json"));
}

#[test]
fn other_bytes_are_refused() {
    let refusal = |bytes: &[u8]| opened(bytes, json!({}), "2026-07-01").map(|_| ()).unwrap_err().code();
    assert_eq!(refusal(b""), Code::UnknownFormat);
    assert_eq!(refusal(FILES[0].1.as_bytes()), Code::UnknownFormat);
    let all = packed();
    for end in (0..all.len()).step_by(97) {
        assert_eq!(refusal(&all[..end]), Code::UnknownFormat, "cut at {end}");
    }
    let mut longer = all.to_vec();
    longer.push(0);
    assert_eq!(refusal(&longer), Code::UnknownFormat);
    let mut other = all.to_vec();
    other[18] ^= 1;
    assert_eq!(refusal(&other), Code::UnknownFormat, "another version");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Not every flipped bit can be seen, and nothing that opens may panic.
    #[test]
    fn changed_bytes_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = packed().to_vec();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(catalog) = opened(&bytes, json!({}), "2026-07-01") {
            said(&catalog);
        }
    }
}
