//! Golden requests and their answers: one file a case under `tests/golden/<verb>/`, with what it shows. The
//! answers were checked by hand; `PERPIXEL_UPDATE=1 cargo test --test golden` writes them anew after a change,
//! for a person to look at. Whatever the answer is, its receipts have to add up.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing
)]
#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use perpixel::api::request::take;
use perpixel::api::{Loaded, Part, load};
use perpixel::error::Error;
use perpixel::money::Usd;
use perpixel::value::FromValue;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn plain<T: FromValue>(value: &Value) -> Result<T, Error> {
    take(serde_json::from_value(value.clone()).unwrap())
}

fn loaded(names: &Value, options: &Value) -> Loaded {
    let names: Vec<_> = names.as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    let texts: Vec<_> = names.iter().map(|name| fs::read(folder().join(name)).unwrap()).collect();
    let parts: Vec<_> = names
        .iter()
        .zip(&texts)
        .map(|(name, bytes)| Part { name: Some(name), bytes, format: None })
        .collect();
    load(&parts, &plain(options).unwrap(), "2026-06-01").unwrap()
}

fn answered<T: serde::Serialize>(answer: Result<T, Error>) -> Result<Value, Error> {
    answer.map(|answer| serde_json::to_value(answer).unwrap())
}

fn numbers(value: &Value) -> Vec<u32> {
    value.as_array().unwrap().iter().map(|number| u32::try_from(number.as_u64().unwrap()).unwrap()).collect()
}

fn ask(case: &Value) -> Result<Value, Error> {
    let catalog = loaded(&case["catalogs"], &case["options"]);
    let request = &case["request"];
    match case["verb"].as_str().unwrap() {
        "compare" => {
            let display = request.get("display").map(plain).transpose()?;
            let (job, query) = (plain(&request["job"])?, plain(&request["query"])?);
            answered(catalog.compare(Some(&job), Some(&query), display.as_ref()))
        }
        "facets" => {
            answered(catalog.facets(Some(&plain(&request["job"])?), Some(&plain(&request["query"])?)))
        }
        "export" => {
            let (job, query) = (plain(&request["job"])?, plain(&request["query"])?);
            let (format, display) = (plain(&request["format"])?, plain(&request["display"])?);
            answered(catalog.export(format, Some(&job), Some(&query), Some(&display)))
        }
        "price" => answered(catalog.price(&plain(request)?)),
        "route" => answered(catalog.route(&plain(request)?)),
        "quote" => answered(catalog.quote(&plain(request)?)),
        "estimate" => answered(catalog.estimate(&plain(request)?)),
        "breakEven" => answered(catalog.break_even(&plain(request)?)),
        "usage" if request["kinds"].is_array() => {
            let counts = request["count"].as_array().map(|_| numbers(&request["count"]));
            let kinds: Vec<_> = plain(&request["kinds"])?;
            let options = plain(&request["options"])?;
            answered(catalog.usage_columns(&kinds, &numbers(&request["kind"]), counts.as_deref(), &options))
        }
        "usage" => {
            answered(catalog.usage(request["log"].as_str().unwrap().as_bytes(), &plain(&request["options"])?))
        }
        "diff" => {
            let newer = loaded(&request["newer"], &case["options"]);
            let mut request = request.clone();
            request.as_object_mut().unwrap().remove("newer");
            answered(catalog.diff(&newer, &plain(&request)?))
        }
        other => panic!("no verb {other}"),
    }
}

fn outcome(case: &Value) -> Value {
    match ask(case) {
        Ok(answer) => json!({ "answer": answer }),
        Err(error) => json!({
            "error": { "code": error.code(), "path": error.path(), "message": error.message() }
        }),
    }
}

fn usd(value: &Value) -> Usd {
    Usd::parse(value.as_str().unwrap()).unwrap()
}

fn sum<'v>(amounts: impl IntoIterator<Item = &'v Value>) -> Usd {
    amounts.into_iter().fold(Usd::ZERO, |sum, amount| sum.plus(usd(amount)).unwrap())
}

fn lines(receipt: &Value) -> Vec<&Value> {
    receipt.as_array().unwrap().iter().map(|line| &line["amount"]).collect()
}

/// Every receipt in the tree adds up to the figure beside it.
fn check_receipts(value: &Value, name: &str, checked: &mut usize) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| check_receipts(item, name, checked)),
        Value::Object(fields) => {
            fields.values().for_each(|field| check_receipts(field, name, checked));
            let Some(receipt) = fields.get("receipt").filter(|_| !fields.contains_key("fixedPerMonth"))
            else {
                return;
            };
            // A payment cost has its lines, what is paid is another figure.
            let keys: &[&str] = if fields.contains_key("cost") {
                &["cost"]
            } else {
                &["billed", "perRequest", "total", "upstream"]
            };
            let keys = if fields.contains_key("perRequest") { &["perRequest"][..] } else { keys };
            let figure = keys.iter().find_map(|key| fields.get(*key).filter(|figure| figure.is_string()));
            match figure {
                Some(figure) => {
                    assert_eq!(sum(lines(receipt)), usd(figure), "{name}: {receipt}");
                    *checked += 1;
                }
                None => assert_eq!(receipt, &json!([]), "{name}: a receipt of nothing"),
            }
        }
        _ => {}
    }
}

/// What is broken down adds up to what it is a breakdown of.
fn check_sums(answer: &Value, name: &str) {
    let breakdowns =
        [("byProvider", "known"), ("byMonth", "known"), ("byModel", "total"), ("kinds", "total")];
    for (breakdown, figure) in breakdowns {
        let Some(parts) = answer[breakdown].as_array() else { continue };
        let figure = if answer[figure].is_string() { figure } else { "total" };
        let amounts = parts.iter().map(|part| &part["total"]);
        if answer[figure].is_null() {
            assert_eq!(parts.len(), 0, "{name}: {breakdown}");
            continue;
        }
        assert_eq!(sum(amounts), usd(&answer[figure]), "{name}: {breakdown}");
    }
    if let Some(lines_of) = answer["lines"].as_array().filter(|_| answer["known"].is_string()) {
        let all: Vec<_> = lines_of.iter().flat_map(|line| lines(&line["receipt"])).collect();
        assert_eq!(sum(all), usd(&answer["known"]), "{name}: the receipts of all lines");
    }
}

/// Compares two trees and names the first place where they differ.
#[track_caller]
fn same(own: &Value, golden: &Value, place: &str) {
    match (own, golden) {
        (Value::Object(own), Value::Object(golden)) if own.len() == golden.len() => {
            own.iter().for_each(|(key, value)| same(value, &golden[key], &format!("{place}/{key}")));
        }
        (Value::Array(own), Value::Array(golden)) if own.len() == golden.len() => {
            own.iter()
                .zip(golden)
                .enumerate()
                .for_each(|(at, (own, golden))| same(own, golden, &format!("{place}/{at}")));
        }
        _ => assert_eq!(own, golden, "{place}"),
    }
}

fn cases() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for verb in
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
    {
        found.extend(fs::read_dir(verb).unwrap().map(|entry| entry.unwrap().path()));
    }
    found.sort();
    found
}

#[test]
fn every_request_has_its_answer() {
    let update = std::env::var_os("PERPIXEL_UPDATE").is_some();
    let mut checked = 0;
    let all = cases();
    for path in &all {
        let name = path.strip_prefix(folder()).unwrap().display().to_string();
        let text = fs::read_to_string(path).unwrap();
        let mut case: Value = serde_json::from_str(&text).unwrap();
        let outcome = outcome(&case);
        check_receipts(&outcome, &name, &mut checked);
        check_sums(&outcome["answer"], &name);
        if update {
            let fields = case.as_object_mut().unwrap();
            fields.remove("answer");
            fields.remove("error");
            fields.extend(outcome.as_object().unwrap().clone());
            fs::write(path, serde_json::to_string_pretty(&case).unwrap() + "\n").unwrap();
            continue;
        }
        for key in ["answer", "error"] {
            same(&outcome[key], &case[key], &format!("{name}, {}: {key}", case["about"]));
        }
    }
    assert!(all.len() >= 40 && checked >= 40, "{} cases, {checked} receipts", all.len());
}
