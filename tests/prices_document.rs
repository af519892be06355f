//! The shipped prices document, exactly: what the engine computes from its rows against what it says.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing
)]
#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use perpixel::api::request::{LoadOptions, PriceRequest, QuoteRequest, RouteRequest};
use perpixel::api::{Loaded, Part, load};
use perpixel::error::Code;
use perpixel::value::FromValue;
use serde_json::Value;
use std::collections::BTreeMap;

const CATALOG: &str = include_str!("../www/catalogs/infr.json");

fn request<T: FromValue>(json: &str) -> T {
    T::from_value(serde_json::from_str(json).unwrap(), "").unwrap()
}

fn loaded() -> Loaded {
    let options: LoadOptions = request(r#"{"asOf":"2026-06-01"}"#);
    load(&[Part { name: Some("infr.json"), bytes: CATALOG.as_bytes(), format: None }], &options, "").unwrap()
}

fn json(answer: impl serde::Serialize) -> Value {
    serde_json::to_value(answer).unwrap()
}

/// The document's models by id, each number as its own text.
fn document() -> BTreeMap<String, Model> {
    let document: Document = serde_json::from_str(CATALOG).unwrap();
    document.models.into_iter().map(|model| (model.id.clone(), model)).collect()
}

#[derive(serde::Deserialize)]
struct Document {
    models: Vec<Model>,
}

#[derive(serde::Deserialize)]
struct Model {
    id: String,
    cheapest: Option<Cheapest>,
    routed: Routed,
}

#[derive(serde::Deserialize)]
struct Cheapest {
    name: String,
    price_pi: Box<serde_json::value::RawValue>,
}

#[derive(serde::Deserialize)]
struct Routed {
    provider: Option<String>,
    upstream_pi: Box<serde_json::value::RawValue>,
    billed_pi: Box<serde_json::value::RawValue>,
}

#[test]
fn counts_what_the_document_holds() {
    let info = loaded().info();
    assert_eq!((info.models, info.offers, info.priced, info.unpriced), (35, 98, 92, 6));
    assert_eq!(info.fee_rate.unwrap().to_string(), "0.02");
    assert_eq!(info.fee_disclosure.as_deref(), Some("2% routed + standard fees apply"));
    assert_eq!(info.newest.unwrap().to_string(), "2026-05-24");
}

#[test]
fn every_cheapest_and_every_route_agrees_with_the_document() {
    let claims = document();
    let table = json(loaded().compare(None, None, None).unwrap());
    let rows = table["rows"].as_array().unwrap();
    let (mut with_cheapest, mut routable) = (0, 0);
    for row in rows {
        let id = row["model"]["id"].as_str().unwrap();
        let claim = &claims[id];
        match row["cheapest"].as_u64() {
            Some(place) => {
                let offer = &row["offers"][place as usize];
                let claimed = claim.cheapest.as_ref().unwrap();
                assert_eq!(offer["provider"], claimed.name, "{id}");
                assert_eq!(offer["price"], claimed.price_pi.get(), "{id}");
                assert_eq!(offer["status"], "exact", "{id}");
                with_cheapest += 1;
            }
            None => assert!(claim.cheapest.is_none(), "{id}"),
        }
        let route = &row["routed"];
        assert_eq!(route["provider"].as_str(), claim.routed.provider.as_deref(), "{id}");
        if claim.routed.provider.is_some() {
            assert_eq!(route["upstream"], claim.routed.upstream_pi.get(), "{id}");
            // The document's figure carries the residue of a double; rounded to 12 places it is the exact one.
            let claimed: f64 = claim.routed.billed_pi.get().parse().unwrap();
            let shortest = format!("{claimed:.12}");
            assert_eq!(route["billed"], shortest.trim_end_matches('0'), "{id}");
            routable += 1;
        } else {
            assert!(route["billed"].is_null(), "{id}");
        }
    }
    assert_eq!((rows.len(), with_cheapest, routable), (35, 34, 30));
    let multiple = |id: &str| rows.iter().find(|row| row["model"]["id"] == id).unwrap()["multiple"].clone();
    assert_eq!(multiple("flux-2-klein-9b"), "1");
    assert_eq!(multiple("chatgpt-image-hi-fi"), "23.44");
    assert!(multiple("step1x-edit").is_null());
}

#[test]
fn finds_exactly_what_is_odd_about_the_document() {
    let catalog = loaded();
    let count = |code: Code| catalog.findings().iter().filter(|finding| finding.code == code).count();
    assert_eq!(count(Code::FloatNoise), 8);
    assert_eq!(count(Code::NoPrice), 6);
    assert_eq!(count(Code::ListedAsOtherModel), 1);
    assert_eq!(catalog.findings().len(), 15);
    let listed = catalog.findings().iter().find(|finding| finding.code == Code::ListedAsOtherModel).unwrap();
    assert_eq!(listed.path, "/models/0/providers/3/note");
    assert_eq!(
        (listed.model.as_deref(), listed.provider.as_deref()),
        (Some("gpt-image-2-medium"), Some("together"))
    );
    assert_eq!(listed.source, "infr.json");
    for finding in catalog.findings() {
        assert!(finding.path.starts_with("/models/") && !finding.help.is_empty(), "{finding:?}");
    }
}

#[test]
fn the_billed_figure_is_the_decimal_and_not_the_double() {
    let route = loaded().route(&request::<RouteRequest>(r#"{"model":"grok-imagine-quality"}"#)).unwrap();
    assert_eq!(json(&route)["billed"], "0.051");
    assert_eq!(json(&route)["receipt"][1]["amount"], "0.001");
    assert_eq!(route.disclosure.as_deref(), Some("2% routed + standard fees apply"));
}

#[test]
fn a_replicate_price_serves_only_where_the_first_tier_has_none() {
    let catalog = loaded();
    let route = |model: &str| json(catalog.route(&request(&format!(r#"{{"model":"{model}"}}"#))).unwrap());
    let passed = route("seedream-4-2k");
    assert_eq!((&passed["provider"], &passed["upstream"]), (&"fal".into(), &"0.03".into()));
    let replicate =
        passed["refused"].as_array().unwrap().iter().find(|refused| refused["provider"] == "replicate");
    assert_eq!(replicate.unwrap()["costsMore"], "0.003");
    assert_eq!(route("bagel")["provider"], "replicate");
    assert!(route("uni-1.1")["provider"].is_null());
    assert_eq!(route("uni-1.1")["reason"], "no provider that the policy allows has a price for this job");
}

#[track_caller]
fn check(model: &str, provider: &str, job: &str, status: &str, price: Option<&str>) {
    let asked = format!(r#"{{"model":"{model}","provider":"{provider}","job":{job}}}"#);
    let offer = json(loaded().price(&request::<PriceRequest>(&asked)).unwrap());
    assert_eq!(
        (offer["status"].as_str(), offer["price"].as_str()),
        (Some(status), price),
        "{model} at {provider}"
    );
    assert_eq!(offer["reason"].is_string(), status != "exact", "{offer}");
}

#[test]
fn beyond_the_reference_job_a_price_says_what_it_is() {
    let reference = r#"{"width":1024,"height":1024}"#;
    let large = r#"{"width":1920,"height":1080}"#;
    check("flux-2-pro", "fal", reference, "exact", Some("0.03"));
    check("flux-2-pro", "fal", large, "approximate", Some("0.059326171875"));
    check("uni-1.1", "luma", reference, "exact", Some("0.0404"));
    check("uni-1.1", "luma", large, "approximate", Some("0.0404"));
    check("nano-banana", "vercel", reference, "exact", Some("0.039"));
    check("nano-banana", "vercel", large, "rate-only", None);
    check("nano-banana", "vercel", r#"{"mode":"t2v"}"#, "unknown", None);
    check("step1x-edit", "fal", "{}", "unknown", None);
    let asked = r#"{"model":"flux-2-pro","provider":"fal","job":{"width":1920,"height":1080}}"#;
    let offer = json(loaded().price(&request::<PriceRequest>(asked)).unwrap());
    assert_eq!(offer["receipt"][0]["rule"], "1920×1080, 1 MP = 1048576 px, linear");
}

#[test]
fn a_route_says_how_far_its_price_can_be_relied_on() {
    let route = |job: &str| {
        let asked = format!(r#"{{"model":"flux-2-pro","job":{job}}}"#);
        json(loaded().route(&request::<RouteRequest>(&asked)).unwrap())["status"].clone()
    };
    assert_eq!(route("{}"), "exact");
    assert_eq!(route(r#"{"width":2048,"height":2048}"#), "approximate");
    assert!(route(r#"{"mode":"t2v"}"#).is_null());
}

/// The document claims what its own router does, so another policy of the caller's makes no claim wrong.
#[test]
fn a_policy_of_ones_own_routes_and_makes_no_claim_wrong() {
    let options = r#"{"asOf":"2026-06-01","policy":{"tiers":[["openai"]],"feeRate":"0.1"}}"#;
    let part = Part { name: None, bytes: CATALOG.as_bytes(), format: None };
    let catalog = load(&[part], &request::<LoadOptions>(options), "").unwrap();
    assert!(catalog.findings().iter().all(|finding| finding.code != Code::ClaimDiffers));
    let route = json(catalog.route(&request::<RouteRequest>(r#"{"model":"gpt-image-2-medium"}"#)).unwrap());
    assert_eq!((&route["provider"], &route["billed"]), (&"openai".into(), &"0.0583".into()));
}

#[test]
fn a_quote_is_exact_at_any_count() {
    let asked = |count: u64| format!(r#"{{"model":"flux-2-klein-9b","count":{count}}}"#);
    let quote = json(loaded().quote(&request::<QuoteRequest>(&asked(1_234_567))).unwrap());
    assert_eq!(quote["cheapest"]["provider"], "fal");
    assert_eq!(quote["cheapest"]["total"], "11111.103");
    assert_eq!(quote["routed"]["fee"], "222.22206");
    assert_eq!(quote["routed"]["billed"], "11333.32506");
    let largest = json(loaded().quote(&request::<QuoteRequest>(&asked(1_000_000_000_000))).unwrap());
    assert_eq!(largest["routed"]["billed"], "9180000000");
    let error = loaded().quote(&request::<QuoteRequest>(&asked(0))).unwrap_err();
    assert_eq!((error.code(), error.path()), (Code::BadRequest, Some("/count")));
    let none =
        json(loaded().quote(&request::<QuoteRequest>(r#"{"model":"step1x-edit","count":1}"#)).unwrap());
    assert_eq!((&none["cheapest"], &none["routed"]), (&Value::Null, &Value::Null));
    assert_eq!(none["reason"], "no offer has a price for this job");
}

#[test]
fn every_receipt_adds_up() {
    use perpixel::money::Usd;
    let table = json(loaded().compare(None, None, None).unwrap());
    let usd = |value: &Value| Usd::parse(value.as_str().unwrap()).unwrap();
    let total = |receipt: &Value| {
        let lines = receipt.as_array().unwrap().iter();
        lines.fold(Usd::ZERO, |sum, line| sum.plus(usd(&line["amount"])).unwrap())
    };
    let mut priced = 0;
    for row in table["rows"].as_array().unwrap() {
        for offer in row["offers"].as_array().unwrap().iter().filter(|offer| offer["price"].is_string()) {
            assert_eq!(total(&offer["receipt"]), usd(&offer["price"]));
            priced += 1;
        }
        if row["routed"]["billed"].is_string() {
            assert_eq!(total(&row["routed"]["receipt"]), usd(&row["routed"]["billed"]));
        }
    }
    assert_eq!(priced, 92);
}

#[test]
fn a_wrong_claim_is_a_finding() {
    let wrong = CATALOG.replacen("\"model_count\": 35", "\"model_count\": 36", 1).replacen(
        "\"billed_pi\": 0.05406",
        "\"billed_pi\": 0.0541",
        1,
    );
    assert_ne!(wrong, CATALOG);
    let options: LoadOptions = request(r#"{"asOf":"2026-06-01"}"#);
    let catalog = load(&[Part { name: None, bytes: wrong.as_bytes(), format: None }], &options, "").unwrap();
    let differing: Vec<_> =
        catalog.findings().iter().filter(|finding| finding.code == Code::ClaimDiffers).collect();
    let places: Vec<_> = differing.iter().map(|finding| finding.path.as_str()).collect();
    assert_eq!(places, ["/models/0/routed/billed_pi", "/model_count"]);
    assert_eq!(differing[0].message, "the source says `0.0541`, and its own rows give `0.05406`");
}

#[test]
fn the_order_of_rows_never_changes_a_price() {
    let mut document: Value = serde_json::from_str(CATALOG).unwrap();
    document["models"].as_array_mut().unwrap().reverse();
    let text = serde_json::to_string(&document).unwrap();
    let options: LoadOptions = request(r#"{"asOf":"2026-06-01"}"#);
    let reversed =
        load(&[Part { name: Some("infr.json"), bytes: text.as_bytes(), format: None }], &options, "");
    let prices = |catalog: &Loaded| {
        let table = json(catalog.compare(None, None, None).unwrap());
        let rows = table["rows"].as_array().unwrap().clone();
        rows.into_iter()
            .map(|row| {
                (row["model"]["id"].to_string(), (row["cheapest"].clone(), row["routed"]["billed"].clone()))
            })
            .collect::<BTreeMap<_, _>>()
    };
    assert_eq!(prices(&loaded()), prices(&reversed.unwrap()));
}
