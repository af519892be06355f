//! Faulty catalogs: each gives a clear refusal or findings with code, place and remedy, and the rows that
//! are good still work.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing
)]
#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use perpixel::api::request::LoadOptions;
use perpixel::api::{Loaded, Part, load};
use perpixel::error::{Code, Error};

fn read(bytes: &[u8]) -> Result<Loaded, Error> {
    let options = LoadOptions { as_of: Some("2026-06-01".into()), ..LoadOptions::default() };
    load(&[Part { name: Some("bad.json"), bytes, format: None }], &options, "")
}

#[track_caller]
fn refused(bytes: &[u8], code: Code, message: &str) {
    let error = read(bytes).map(|_| ()).expect_err("the document is refused");
    assert_eq!(error.code(), code, "{error}");
    assert!(error.message().starts_with("bad.json: ") && error.message().contains(message), "{error}");
    assert!(error.advice().is_some(), "{error}");
}

/// A document whose first model is the given row and whose second one is good.
fn with_row(row: &str) -> String {
    let good = r#"{"id":"good","name":"Good","providers":[{"name":"fal","price_pi":0.05,"unit":"image"}]}"#;
    format!(r#"{{"updated":"2026-05-24","fee_rate":0.02,"models":[{row},{good}]}}"#)
}

/// A document whose first model has the given offer and a good one.
fn with_offer(offer: &str) -> String {
    with_row(&format!(
        r#"{{"id":"odd","name":"Odd","providers":[{offer},{{"name":"vercel","price_pi":0.07,"unit":"image"}}]}}"#
    ))
}

/// Loads, asserts that the good row still has its price, and gives back the findings as (code, path).
#[track_caller]
fn findings(document: &str) -> Vec<(Code, String)> {
    let catalog = read(document.as_bytes()).unwrap();
    let table = serde_json::to_value(catalog.compare(None, None, None).unwrap()).unwrap();
    let rows = table["rows"].as_array().unwrap();
    let good = rows.iter().find(|row| row["model"]["id"] == "good").expect("the good row is kept");
    assert_eq!(good["routed"]["billed"], "0.051");
    for finding in catalog.findings() {
        assert!(!finding.help.is_empty() && !finding.message.is_empty(), "{finding:?}");
        assert_eq!(finding.source, "bad.json");
    }
    catalog.findings().iter().map(|finding| (finding.code, finding.path.clone())).collect()
}

#[track_caller]
fn finds(document: &str, expected: &[(Code, &str)]) {
    let found = findings(document);
    let found: Vec<_> = found.iter().map(|(code, path)| (*code, path.as_str())).collect();
    assert_eq!(found, expected);
}

#[test]
fn documents_that_cannot_be_read_are_refused() {
    refused(b"", Code::NotJson, "the end of the text at line 1, column 1");
    refused(b"prices!", Code::NotJson, "expected a value but found `p`");
    refused(b"{\"models\":[", Code::NotJson, "the end of the text");
    refused(b"{\"models\":[]}\xff", Code::NotUtf8, "not UTF-8 at byte 13");
    refused(b"[]", Code::WrongShape, "not a JSON object");
    refused(b"null", Code::WrongShape, "not a JSON object");
    refused(b"{}", Code::UnknownFormat, "it is empty");
    refused(b"{\"a\":1}", Code::UnknownFormat, "its keys are `a`");
    refused(b"{\"fee_rate\":0.02}", Code::WrongShape, "`models` is missing");
    refused(b"{\"models\":{}}", Code::WrongShape, "`models` is not an array");
    refused(b"{\"models\":[],\"models\":[]}", Code::WrongShape, "`models` is stated twice");
    let deep = format!("{{\"models\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    refused(deep.as_bytes(), Code::TooDeep, "deeper than 64 levels");
    refused(&vec![b' '; 64 * 1024 * 1024 + 1], Code::TooLarge, "over the limit of 67108864");
}

#[test]
fn fifty_megabytes_are_read_or_refused() {
    let numbers = format!("{{\"models\":[{}1]}}", "1,".repeat(25_000_000));
    let catalog = read(numbers.as_bytes()).unwrap();
    let listed = catalog.findings();
    assert_eq!(listed.len(), 101);
    assert!(listed[..100].iter().all(|finding| finding.code == Code::NotAnObject));
    assert_eq!(listed[100].message, "24999901 more findings of code `not_an_object` are not listed");
    let long_name = with_row(&format!(r#"{{"id":"{}","providers":[]}}"#, "x".repeat(50_000_000)));
    finds(&long_name, &[(Code::NameTooLong, "/models/0/id")]);
}

#[test]
fn models_that_cannot_be_used_are_findings() {
    finds(&with_row("7"), &[(Code::NotAnObject, "/models/0")]);
    finds(&with_row(r#"{"name":"x"}"#), &[(Code::MissingId, "/models/0/id")]);
    finds(&with_row(r#"{"id":"  "}"#), &[(Code::MissingId, "/models/0/id")]);
    finds(&with_row(r#"{"id":5}"#), &[(Code::WrongType, "/models/0/id"), (Code::MissingId, "/models/0/id")]);
    finds(&with_row(r#"{"id":"a"},{"id":"a"}"#), &[(Code::DuplicateId, "/models/1/id")]);
    finds(&with_row(r#"{"id":"a","id":"b"}"#), &[(Code::DuplicateKey, "/models/0/id")]);
    finds(&with_row(r#"{"id":"a","providers":{}}"#), &[(Code::WrongType, "/models/0/providers")]);
    finds(
        &with_row(r#"{"id":"a","modality":["edit","smell"]}"#),
        &[(Code::UnknownValue, "/models/0/modality/1")],
    );
    finds(&with_row(r#"{"id":"a","elo":1e9}"#), &[(Code::NumberOutOfRange, "/models/0/elo")]);
    finds(&with_row(r#"{"id":"a","trainable":"yes"}"#), &[(Code::WrongType, "/models/0/trainable")]);
    finds(&with_row("{\"id\":\"a\\u202eb\"}"), &[(Code::SuspiciousText, "/models/0/id")]);
    finds(&with_row(r#"{"id":"__proto__"},{"id":"constructor"}"#), &[]);
}

#[test]
fn prices_that_are_none_are_unknown_and_never_nothing() {
    for (price, code) in [
        ("-0.05", Code::NegativePrice),
        ("1e400", Code::NumberOutOfRange),
        ("1234567890123456789012345678901234567890", Code::NumberOutOfRange),
        ("1e-40", Code::NumberOutOfRange),
        ("\"0.05\"", Code::WrongType),
        ("[0.05]", Code::WrongType),
        ("{\"$serde_json::private::Number\":\"0.5\"}", Code::WrongType),
        ("true", Code::WrongType),
        ("null", Code::NoPrice),
    ] {
        let document = with_offer(&format!(r#"{{"name":"fal","price_pi":{price},"unit":"image"}}"#));
        finds(&document, &[(code, "/models/0/providers/0/price_pi")]);
        let catalog = read(document.as_bytes()).unwrap();
        let table = serde_json::to_value(catalog.compare(None, None, None).unwrap()).unwrap();
        let offer = &table["rows"][0]["offers"][0];
        assert!(offer["price"].is_null() && offer["reason"].is_string(), "{price}: {offer}");
        assert_eq!(table["rows"][0]["routed"]["provider"], "vercel", "{price}");
    }
}

#[test]
fn offers_that_are_odd_are_findings() {
    let place = |key: &str| format!("/models/0/providers/0{key}");
    let offer = |fields: &str| with_offer(&format!(r#"{{"name":"fal","price_pi":0.05,{fields}}}"#));
    finds(&offer(r#""unit":"furlong""#), &[(Code::UnknownUnit, &place("/unit"))]);
    finds(&with_offer(r#"{"name":"fal","price_pi":0.05}"#), &[(Code::UnknownUnit, &place("/unit"))]);
    finds(&offer(r#""unit":"image","url":"javascript:alert(1)""#), &[(Code::UnsafeUrl, &place("/url"))]);
    finds(&offer(r#""unit":"image","price_pi":0.01"#), &[(Code::DuplicateKey, &place("/price_pi"))]);
    finds(&with_offer(r#"{"price_pi":0.05,"unit":"image"}"#), &[(Code::MissingId, &place("/name"))]);
    finds(&with_offer("[]"), &[(Code::NotAnObject, &place(""))]);
    finds(&offer(r#""unit":"image","unknown":{"fields":["pass"]}"#), &[]);
}

#[test]
fn facts_of_the_document_that_are_odd_are_findings() {
    let document = |head: &str| with_row(r#"{"id":"a"}"#).replacen(r#""updated":"2026-05-24""#, head, 1);
    finds(&document(r#""updated":"yesterday""#), &[(Code::BadDate, "/updated")]);
    finds(&document(r#""updated":"2026-01-01""#), &[(Code::Stale, "")]);
    finds(&document(r#""model_count":7"#), &[(Code::ClaimDiffers, "/model_count")]);
}

#[test]
fn options_that_are_odd_are_refused() {
    let good = with_row(r#"{"id":"a"}"#);
    let with = |as_of: &str, format: Option<&str>| {
        let options = LoadOptions { as_of: Some(as_of.into()), ..LoadOptions::default() };
        load(&[Part { name: None, bytes: good.as_bytes(), format }], &options, "").map(|_| ())
    };
    assert_eq!(with("2026-02-30", None).unwrap_err().path(), Some("/asOf"));
    assert_eq!(with("2026-06-01", Some("csv")).unwrap_err().path(), Some("/format"));
    assert!(with("2026-06-01", Some("infr")).is_ok());
    let none = load(&[], &LoadOptions::default(), "2026-06-01").err().unwrap();
    assert_eq!(none.code(), Code::BadRequest);
}
