//! Foreign catalog formats against the rows that their sources publish: every row ends as an offer with a
//! price, or as one without and a finding that says why; none is dropped, and none costs 0.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing
)]
#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use perpixel::api::request::take;
use perpixel::api::{Loaded, Part, load};
use perpixel::value::FromValue;
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn request<T: FromValue>(value: Value) -> T {
    take(serde_json::from_value(value).unwrap()).unwrap()
}

fn loaded(text: &str) -> Loaded {
    let part = Part { name: Some("source"), bytes: text.as_bytes(), format: None };
    load(&[part], &request(json!({ "maxFindings": 10_000 })), "2026-06-01").unwrap()
}

/// A key as one step of a JSON Pointer.
fn step(key: &str) -> String {
    format!("/{}", key.replace('~', "~0").replace('/', "~1"))
}

const LITELLM: &str = include_str!("formats/litellm/rows.json");

/// The job that a row of LiteLLM's map is for, by its key.
fn job_of(key: &str, row: &Value) -> Value {
    let mut job = if row["mode"] == "video_generation" { json!({ "seconds": 5 }) } else { json!({}) };
    let segments: Vec<_> = key.split('/').collect();
    for (at, segment) in segments.iter().enumerate() {
        let edges: Vec<_> = segment.split("-x-").collect();
        let numbers: Vec<_> = edges.iter().filter_map(|edge| edge.parse::<u32>().ok()).collect();
        if let ([width, height], true) = (&numbers[..], edges.len() == 2) {
            job["width"] = json!(width);
            job["height"] = json!(height);
            let before = at.checked_sub(1).map(|at| segments[at]);
            if let Some(quality) = before.filter(|word| *word != row["litellm_provider"]) {
                job["quality"] = json!(quality);
            }
        }
        match *segment {
            "max-x-max" => (job["width"], job["height"]) = (json!(1024), json!(1024)),
            "50-steps" => job["steps"] = json!(50),
            "max-steps" => job["steps"] = json!(51),
            _ => {}
        }
    }
    job
}

#[test]
fn every_row_of_litellm_is_priced_or_told() {
    let rows: Value = serde_json::from_str(LITELLM).unwrap();
    let catalog = loaded(LITELLM);
    let findings: BTreeMap<_, _> =
        catalog.findings().iter().map(|finding| (finding.path.as_str(), finding.code)).collect();
    let (mut priced, mut told, mut rates) = (0, 0, 0);
    for (key, row) in rows.as_object().unwrap() {
        let mode = row["mode"].as_str().unwrap();
        if !["image_generation", "image_edit", "video_generation"].contains(&mode) {
            continue;
        }
        let path = step(key);
        let table = catalog.compare(Some(&request(job_of(key, row))), None).unwrap();
        let mut own = table.rows.iter().flat_map(|row| &row.offers).filter(|offer| offer.path == path);
        let offer = own.next().unwrap_or_else(|| panic!("`{key}` became no offer"));
        assert!(own.next().is_none(), "`{key}` became two offers");
        assert_eq!(offer.provider, row["litellm_provider"], "{key}");
        match offer.price {
            Some(usd) => {
                assert!(!usd.is_zero() && !usd.is_negative(), "{key} costs {usd}");
                priced += 1;
            }
            None if row["deprecation_date"].as_str().is_some_and(|date| date < "2026-06-01") => told += 1,
            None => {
                assert!(findings.contains_key(path.as_str()), "{key}: {:?}, and no finding", offer.reason);
                rates += usize::from(offer.native.contains("token"));
                told += 1;
            }
        }
    }
    assert_eq!((priced + told, priced), (543, 504), "{rates} are rates per token");
}
