//! The rate card: its schema, its round trip, and what a faulty card gives.

use super::convert::{card_of, charge};
use super::wire::{Card, CardCharge, CardModel, CardOffer, CardPlan, CardSelfHosting};
use super::*;
use crate::catalog::Terms;
use crate::date::Date;
use crate::job::{Job, JobParts};
use crate::rate::Rate;
use proptest::prelude::*;

const CARD: &str = r#"{
  "format": "perpixel/rate-card@1",
  "date": "2026-06-30",
  "about": "made up for this test",
  "providers": [{ "name": "acme", "creditUsd": "0.005", "prepaid": true }],
  "models": [
    {
      "id": "m",
      "modes": ["t2i"],
      "offers": [
        {
          "provider": "acme",
          "url": "https://acme.example/prices",
          "billing": "credits",
          "charges": [
            { "unit": "image", "tiers": [
              { "when": { "resolutions": ["1K"] }, "credits": "5" },
              { "when": { "resolutions": ["2K"] }, "credits": "7" }
            ] }
          ]
        },
        {
          "provider": "zenith",
          "standard": { "quality": "medium" },
          "charges": [{ "unit": "imageToken", "usd": "30", "per": "1000000",
            "formula": { "kind": "grid", "byQuality": [{ "quality": "medium", "grid": 48 }] } }]
        },
        { "provider": "faulty", "charges": [{ "unit": "image", "usd": 0.05 }] },
        { "provider": "silent", "unpriced": "its page states no price" }
      ]
    }
  ],
  "aliases": [{ "from": "m-medium", "to": "m", "fixed": { "quality": "medium" } }]
}"#;

fn read_card(text: &str) -> Document {
    read("card", text, Findings::new("card", Findings::LISTED)).unwrap()
}

fn findings(text: &str) -> Vec<(String, String)> {
    let list = read_card(text).findings.into_list();
    list.into_iter().map(|finding| (finding.path, finding.message)).collect()
}

#[test]
fn a_card_is_read_and_a_faulty_offer_is_a_finding() {
    let document = read_card(CARD);
    let providers: Vec<_> = document.models[0].offers.iter().map(|offer| &*offer.provider).collect();
    assert_eq!(providers, ["acme", "zenith", "silent"]);
    assert_eq!(document.models[0].offers[1].checked, Date::parse("2026-06-30"));
    assert_eq!(document.models[0].offers[1].path.to_string(), "/models/0/offers/1");
    assert_eq!(document.providers[0].credit_usd.unwrap().to_string(), "0.005");
    assert_eq!(document.aliases[0].fixed.quality(), Some("medium"));
    let expected = "expected money as a decimal string: `0.03`, `~0.03`, `from 0.03`, `up to 0.03`, `0.01 to 0.03` but found the number `0.05`";
    assert_eq!(findings(CARD), [("/models/0/offers/2/charges/0/usd".to_owned(), expected.to_owned())]);
}

#[test]
fn what_does_not_fit_names_its_place() {
    let offer = |charge: &str| {
        let head =
            r#"{"format":"perpixel/rate-card@1","models":[{"id":"m","offers":[{"provider":"p","charges":["#;
        findings(&format!("{head}{charge}]}}]}}]}}"))
    };
    #[track_caller]
    fn check(found: Vec<(String, String)>, path: &str, why: &str) {
        assert_eq!(found, [(format!("/models/0/offers/0/charges/0{path}"), why.to_owned())]);
    }
    check(
        offer(r#"{"unit":"image","usd":"1","credits":"1"}"#),
        "/credits",
        "a price is in USD or in credits, not in both",
    );
    check(offer(r#"{"unit":"image"}"#), "", "the charge states no price");
    check(
        offer(r#"{"unit":"image","usd":"1","maxmum":"4"}"#),
        "/maxmum",
        "there is no such field; there is `maximum`, `minimum`",
    );
    check(offer(r#"{"unit":"megapixel","usd":"1","unitSize":"0"}"#), "/unitSize", "it is zero");
    check(
        offer(r#"{"unit":"textToken","usd":"1","per":"3"}"#),
        "/usd",
        "the price of one unit is not exact: the exact amount has more than 28 decimal places",
    );
    check(
        offer(r#"{"unit":"image","usd":"1","usd":"2"}"#),
        "/usd",
        "it is stated twice, so what it says is ambiguous",
    );
    let unknown = offer(r#"{"unit":"furlong","usd":"1"}"#);
    assert!(unknown[0].1.starts_with("expected one of `image`, `megapixel`"), "{unknown:?}");
    let negative = offer(r#"{"unit":"image","usd":"-1"}"#);
    assert!(negative[0].1.ends_with("but found the text `-1`"), "{negative:?}");
}

#[test]
fn a_name_that_hides_something_is_a_finding() {
    let text = "{\"format\":\"perpixel/rate-card@1\",\"models\":[{\"id\":\"a\u{202e}b\"}]}";
    assert_eq!(findings(text)[0].0, "/models/0/id");
}

#[test]
fn another_version_is_refused() {
    let refused = |text: &str| {
        let findings = Findings::new("card", Findings::LISTED);
        read("card", text, findings).map(|_| ()).unwrap_err()
    };
    assert_eq!(refused(r#"{"format":"perpixel/rate-card@2"}"#).code(), Code::UnknownFormat);
    assert_eq!(refused(r#"{"models":[],"format":1}"#).code(), Code::WrongShape);
    let twice = refused(r#"{"format":"perpixel/rate-card@1","models":[],"models":[]}"#);
    assert_eq!((twice.code(), twice.path()), (Code::WrongShape, Some("/models")));
}

#[test]
fn the_schema_is_that_of_the_types() {
    let schema = schemars::schema_for!(Card);
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/schema/rate-card.json");
    if std::env::var_os("PERPIXEL_UPDATE").is_some() {
        std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/www/schema")).unwrap();
        std::fs::write(path, &text).unwrap();
    }
    let tracked = std::fs::read_to_string(path).unwrap_or_default();
    assert!(tracked == text, "www/schema/rate-card.json differs from the Rust types; run `make types`");
}

fn shipped() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/www/catalogs");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let texts = files.map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
    texts.filter(|(_, text)| text.contains("\"perpixel/rate-card@1\"")).collect()
}

#[test]
fn every_shipped_card_is_read_without_a_misfit() {
    for (name, text) in shipped() {
        let misfits: Vec<_> = read_card(&text)
            .findings
            .into_list()
            .into_iter()
            .filter(|finding| finding.severity == Severity::Error)
            .collect();
        assert!(misfits.is_empty(), "{name}: {misfits:#?}");
    }
}

/// The parts of a card that no price follows from are still what the schema says.
#[test]
fn shipped_plans_and_machines_fit_their_types() {
    let mut rows = 0;
    for (name, text) in shipped() {
        let Value::Object(fields) = serde_json::from_str(&text).unwrap() else {
            panic!("{name} is no object")
        };
        for (key, value) in fields {
            let Value::List(list) = value else { continue };
            for row in list {
                let fits = match key.as_str() {
                    "plans" => CardPlan::from_value(row, &key).map(drop),
                    "selfHosting" => CardSelfHosting::from_value(row, &key).map(drop),
                    _ => continue,
                };
                assert_eq!(fits, Ok(()), "{name}");
                rows += 1;
            }
        }
    }
    assert!(rows >= 6, "{rows}");
}

/// A charge read from its own print is the same charge.
#[track_caller]
fn round_trip(own: &crate::rate::Charge) {
    let card = card_of(own).unwrap();
    let text = serde_json::to_string(&card).unwrap();
    let value = serde_json::from_str(&text).unwrap();
    let again = charge(CardCharge::from_value(value, "").unwrap(), "").unwrap();
    assert_eq!(&again, own, "{text}");
}

#[test]
fn print_then_read_is_the_identity_for_the_shipped_rates() {
    let mut charges = 0;
    for (_, text) in shipped().into_iter().chain([("test".into(), CARD.into())]) {
        for offer in read_card(&text).models.iter().flat_map(|model| &model.offers) {
            if let Terms::Native(Rate { charges: own, .. })
            | Terms::Normalized { rate: Rate { charges: own, .. }, .. } = &offer.terms
            {
                own.iter().for_each(round_trip);
                charges += own.len();
            }
        }
    }
    assert!(charges >= 2, "{charges}");
}

#[test]
fn print_then_read_is_the_identity_for_models_and_offers() {
    let tree: Value = serde_json::from_str(CARD).unwrap();
    let Value::Object(fields) = tree else { panic!("the card is an object") };
    let models = fields.into_iter().find(|(key, _)| key == "models").unwrap().1;
    let Value::List(models) = models else { panic!("the models are a list") };
    for model in models {
        let model = CardModel::from_value(model, "").unwrap();
        let again: Value = serde_json::from_str(&serde_json::to_string(&model).unwrap()).unwrap();
        assert_eq!(CardModel::from_value(again, "").unwrap(), model);
        for offer in model.offers {
            let Ok(offer) = CardOffer::from_value(offer, "") else { continue };
            let again: Value = serde_json::from_str(&serde_json::to_string(&offer).unwrap()).unwrap();
            assert_eq!(CardOffer::from_value(again, "").unwrap(), offer);
        }
    }
}

proptest! {
    #[test]
    fn any_tree_is_a_card_or_findings(text in r#"\{("format":"perpixel/rate-card@1",)?"models":\[(\{"id":"[a-z]?"(,"offers":\[\{"provider":"p"(,"charges":\[\{"unit":"(image|second|x)"(,"usd":"?[0-9.~-]{0,5}"?)?\}\])?\}\])?\})?\]\}"#) {
        let findings = Findings::new("card", Findings::LISTED);
        if let Ok(document) = read("card", &text, findings) {
            for offer in document.models.iter().flat_map(|model| &model.offers) {
                let job = Job::new(JobParts::default()).unwrap();
                let priced = crate::price::price_on(&document.models[0], offer, &job, Date::parse("2026-06-01").unwrap(), None);
                prop_assert!(priced.price.is_some() || priced.reason.is_some());
            }
        }
    }
}
