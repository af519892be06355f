//! Shipped catalogs with bytes changed at random, priced for random jobs: whatever comes of it is a refusal or
//! an answer in which no price is negative, no fee lowers one, and every receipt adds up.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing
)]
#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use perpixel::api::request::{DiffRequest, DisplayRequest, ExportFormat, LoadOptions, UsageOptions, take};
use perpixel::api::{Loaded, Part, load};
use perpixel::money::Usd;
use proptest::prelude::*;
use serde_json::Value;

const DOCUMENTS: [&str; 3] = [
    include_str!("../www/catalogs/infr.json"),
    include_str!("../www/catalogs/first-party.json"),
    include_str!("../www/catalogs/credits-page.json"),
];

/// What a change puts in: single bytes, and pieces that mean something in a catalog.
const PIECES: [&str; 16] = [
    "",
    "0",
    "9",
    "-",
    ".",
    "e",
    "\"",
    ",",
    "null",
    "1e28",
    "99999999999999999999999999",
    "{}",
    "[]",
    "from ",
    "up",
    "\\u0000",
];

fn job() -> impl Strategy<Value = Value> {
    let edge = prop_oneof![1..70_000_u32, Just(1024), Just(65_536)];
    (edge.clone(), edge, 0..1_100_u32, 0.0..90_000.0_f64, any::<bool>()).prop_map(
        |(width, height, inputs, seconds, video)| {
            let mode = if video { "t2v" } else { "edit" };
            serde_json::json!({
                "mode": mode, "width": width, "height": height, "inputs": inputs, "seconds": seconds,
                "quality": "high", "steps": 50, "batch": video, "textTokens": 4_000_000_000_u32
            })
        },
    )
}

fn usd(value: &Value) -> Usd {
    Usd::parse(value.as_str().unwrap()).unwrap()
}

fn holds(table: &Value) {
    for row in table["rows"].as_array().unwrap() {
        for offer in row["offers"].as_array().unwrap() {
            assert!(offer["price"].is_string() || offer["reason"].is_string(), "{offer}");
            if offer["price"].is_string() {
                assert!(!usd(&offer["price"]).is_negative(), "{offer}");
            }
            if offer["total"].is_string() {
                let lines = offer["receipt"].as_array().unwrap();
                let sum = lines.iter().fold(Usd::ZERO, |sum, line| sum.plus(usd(&line["amount"])).unwrap());
                assert_eq!(sum, usd(&offer["total"]), "{offer}");
            }
        }
        let route = &row["routed"];
        if route["billed"].is_string() {
            assert!(usd(&route["billed"]) >= usd(&route["upstream"]), "{route}");
        }
        if let Some(place) = row["cheapest"].as_u64() {
            let least = usd(&row["offers"][place as usize]["price"]);
            let prices = row["offers"].as_array().unwrap().iter().filter(|offer| offer["price"].is_string());
            assert!(prices.into_iter().all(|offer| usd(&offer["price"]) >= least), "{row}");
        }
    }
}

fn sum<'v>(amounts: impl IntoIterator<Item = &'v Value>) -> Usd {
    amounts.into_iter().fold(Usd::ZERO, |sum, amount| sum.plus(usd(amount)).unwrap())
}

/// Routes, workloads, logs and diffs over such a catalog: a refusal, or figures that add up.
fn plans_hold(catalog: &Loaded, job: &Value) {
    let ids: Vec<String> =
        catalog.models(None).unwrap().iter().map(|model| model.id.clone()).take(3).collect();
    let request = serde_json::json!({
        "job": job, "policy": { "tiers": [["fal", "vercel", "openrouter", "replicate"]], "order": "weighted" },
        "failures": [], "query": { "minElo": 1000 }
    });
    let route = catalog.route(&take(serde_json::from_value(request).unwrap()).unwrap());
    if let Some(expected) = route.ok().and_then(|route| route.expected) {
        let shares = expected.served.iter().map(|served| served.share);
        let all = shares.fold(expected.unserved, |sum, share| sum.plus(share).unwrap());
        assert!(all.shown(9).unwrap() == "1", "{all}");
    }
    let lines: Vec<_> = ids
        .iter()
        .map(|id| serde_json::json!({ "model": id, "count": 999_999_999_999_u64, "job": job, "route": true, "query": {} }))
        .collect();
    let workload = serde_json::json!({ "lines": lines, "months": 7, "growth": "0.07", "batchShare": "0.3" });
    let asked = take(serde_json::from_value(workload).unwrap());
    if let Ok(estimate) = asked.and_then(|workload| catalog.estimate(&workload)) {
        let estimate = serde_json::to_value(estimate).unwrap();
        let lines = estimate["lines"].as_array().unwrap();
        let receipts = lines.iter().flat_map(|line| line["receipt"].as_array().unwrap());
        assert_eq!(sum(receipts.map(|line| &line["amount"])), usd(&estimate["known"]), "{estimate}");
        let months = estimate["byMonth"].as_array().unwrap();
        assert_eq!(sum(months.iter().map(|month| &month["total"])), usd(&estimate["known"]), "{estimate}");
    }
    let log: String =
        ids.iter().map(|id| format!("\"{}\",1000000000000\n", id.replace('"', "\"\""))).collect();
    if let Ok(report) = catalog.usage(format!("model,n\n{log}").as_bytes(), &UsageOptions::default()) {
        let parts = report.by_model.iter().fold(Usd::ZERO, |sum, model| sum.plus(model.total).unwrap());
        assert_eq!(Some(parts).filter(|_| report.priced > 0), report.total);
        assert_eq!(report.rows, report.priced + report.unpriced);
    }
    assert_eq!(catalog.diff(catalog, &DiffRequest::default()).unwrap().changes.len(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_catalog_is_refused_or_answered(
        document in 0..DOCUMENTS.len(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), 0..PIECES.len()), 0..6),
        job in job(),
        credit in prop_oneof![Just("0.01"), Just("79228162514264337593543950335"), Just("1e-28")],
    ) {
        let mut bytes = DOCUMENTS[document].as_bytes().to_vec();
        for (place, piece) in changes {
            // Digits are where the money is: a change aims at one of them.
            let digits: Vec<usize> = bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at).collect();
            let at = digits[place.index(digits.len())];
            bytes.splice(at..=at, PIECES[piece].bytes());
        }
        let options = serde_json::json!({ "creditPrices": { "credits-page": credit } });
        let options: LoadOptions = take(serde_json::from_value(options).unwrap()).unwrap();
        let Ok(catalog) = load(&[Part { name: None, bytes: &bytes, format: None }], &options, "2026-07-01") else {
            return Ok(());
        };
        let reference = catalog.compare(None, None, None).unwrap();
        holds(&serde_json::to_value(reference).unwrap());
        plans_hold(&catalog, &job);
        let asked = take(serde_json::from_value(job).unwrap());
        if let Ok(table) = asked.clone().and_then(|job| catalog.compare(Some(&job), None, None)) {
            holds(&serde_json::to_value(table).unwrap());
        }
        let job = asked.ok();
        let _ = catalog.facets(job.as_ref(), None);
        let display = serde_json::json!({
            "unit": "megapixel", "count": 7, "currency": { "code": "EUR", "perUsd": "0.917" }
        });
        let display: DisplayRequest = take(serde_json::from_value(display).unwrap()).unwrap();
        for format in ["csv", "json", "markdown"] {
            let format: ExportFormat = take(serde_json::from_value(format.into()).unwrap()).unwrap();
            let _ = catalog.export(format, job.as_ref(), None, Some(&display));
        }
    }
}
