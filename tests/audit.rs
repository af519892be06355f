//! The audit over sources: each usual mistake, planted in one of two catalogs, is found with its cause; two that
//! agree leave it silent.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing
)]
#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use perpixel::api::request::take;
use perpixel::api::{Loaded, Part, load};
use serde_json::{Value, json};

fn card(date: &str, offer: Value) -> String {
    let models = json!([{ "id": "fox", "modes": ["t2i"], "offers": [offer] }]);
    json!({ "format": "perpixel/rate-card@1", "date": date, "models": models }).to_string()
}

fn joined(first: &str, second: &str) -> Loaded {
    let part = |name, text: &'static str| Part { name: Some(name), bytes: text.as_bytes(), format: None };
    let leak = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
    let options = take(serde_json::from_value(json!({})).unwrap()).unwrap();
    load(&[part("one.json", leak(first)), part("two.json", leak(second))], &options, "2026-06-01").unwrap()
}

fn flat(usd: &str) -> Value {
    json!({ "provider": "alpha", "charges": [{ "unit": "image", "usd": usd }] })
}

/// Both orders of the two catalogs give the same cause and factor.
#[track_caller]
fn check(one: Value, other: Value, cause: &str, factor: &str) {
    let (one, other) = (card("2026-05-01", one), card("2026-05-02", other));
    for (first, second) in [(&one, &other), (&other, &one)] {
        let found = serde_json::to_value(joined(first, second).audit()).unwrap();
        assert_eq!(found.as_array().map(Vec::len), Some(1), "{found}");
        assert_eq!((&found[0]["cause"], &found[0]["factor"]), (&json!(cause), &json!(factor)));
    }
}

#[test]
fn each_usual_mistake_is_named() {
    check(flat("0.04"), flat("4"), "cents-and-dollars", "100");
    check(flat("0.04"), flat("40"), "per-thousand", "1000");
    check(flat("0.04"), flat("41000"), "per-million", "1025000");
    check(flat("0.051"), flat("0.051000000000000004"), "float-residue", "1");
    check(flat("0.04"), flat("0.05"), "unknown", "1.25");
    let megapixel = |size: &str, round: Value| json!({ "provider": "alpha", "charges": [{ "unit": "megapixel", "usd": "0.025", "unitSize": size, "round": round }] });
    check(megapixel("1000000", Value::Null), megapixel("1048576", json!("up")), "megapixel-rule", "1.05");
    let tiers = json!({ "provider": "alpha", "charges": [{ "unit": "image", "tiers": [
        { "when": { "resolutions": ["1K"] }, "usd": "0.134" }, { "when": { "resolutions": ["4K"] }, "usd": "0.24" }
    ] }] });
    check(tiers, flat("0.24"), "resolution-tier", "1.79");
    let qualities = json!({ "provider": "alpha", "standard": { "quality": "medium" }, "charges": [{ "unit": "image", "tiers": [
        { "when": { "qualities": ["medium"] }, "usd": "0.05" }, { "when": { "qualities": ["high"] }, "usd": "0.21" }
    ] }] });
    check(qualities, flat("0.21"), "quality", "4.2");
    let noted = json!({ "provider": "alpha", "note": "Listed as fox-old", "charges": [{ "unit": "image", "usd": "0.03" }] });
    check(noted, flat("0.05"), "other-model", "1.67");
    let tokens = |usd: &str| json!({ "provider": "alpha", "charges": [{ "unit": "imageToken", "usd": usd, "per": "1000000", "count": "1120" }] });
    check(tokens("120"), tokens("12"), "text-token-rate", "10");
}

#[test]
fn a_figure_that_was_read_long_before_is_the_probable_mistake() {
    let found = joined(&card("2026-01-01", flat("0.04")), &card("2026-05-30", flat("0.05"))).audit();
    assert_eq!(serde_json::to_value(&found[0]).unwrap()["cause"], "stale");
}

#[test]
fn both_sides_are_told_and_the_most_money_comes_first() {
    let two = |a: &str, b: &str| {
        let offer = |provider: &str, usd: &str| json!({ "provider": provider, "charges": [{ "unit": "image", "usd": usd }] });
        let models = json!([{ "id": "fox", "offers": [offer("alpha", a)] }, { "id": "owl", "offers": [offer("beta", b)] }]);
        json!({ "format": "perpixel/rate-card@1", "date": "2026-05-01", "models": models }).to_string()
    };
    let found = joined(&two("0.04", "0.3"), &two("0.05", "0.5")).audit();
    let told: Vec<_> = found
        .iter()
        .map(|one| (one.model.as_str(), one.figures.map(|usd| usd.to_string()), one.at_stake.to_string()))
        .collect();
    let figures = |a: &str, b: &str| [a.to_owned(), b.to_owned()];
    assert_eq!(
        told,
        [("owl", figures("0.3", "0.5"), "0.2".into()), ("fox", figures("0.04", "0.05"), "0.01".into())]
    );
    assert_eq!(found[0].sources, ["one.json", "two.json"]);
    assert_eq!((found[0].source.as_str(), found[0].path.as_str()), ("two.json", "/models/1/offers/0"));
}

#[test]
fn sources_that_agree_leave_it_silent() {
    let same = card("2026-05-01", flat("0.04"));
    assert!(joined(&same, &card("2026-05-20", flat("0.040"))).audit().is_empty());
    assert!(joined(&same, &same).audit().is_empty());
}

/// The shipped catalogs disagree in places that are known; what the audit says of them is what a person would.
#[test]
fn the_shipped_catalogs_are_audited() {
    let infr = include_str!("../www/catalogs/infr.json");
    let own = include_str!("../www/catalogs/first-party.json");
    let aliases = include_str!("../www/catalogs/aliases.json");
    let part = |name, text: &'static str| Part { name: Some(name), bytes: text.as_bytes(), format: None };
    let options = take(serde_json::from_value(json!({})).unwrap()).unwrap();
    let parts = [part("infr.json", infr), part("first-party.json", own), part("aliases.json", aliases)];
    let found = load(&parts, &options, "2026-06-01").unwrap().audit();
    assert!(!found.is_empty());
    assert!(found.windows(2).all(|pair| pair[0].at_stake >= pair[1].at_stake));
    assert!(found.iter().all(|one| one.figures[0] != one.figures[1] && one.sources[0] != one.sources[1]));
}
