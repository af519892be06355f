//! Rate cards made of parts that the bytes choose: what the engine reads, prices and writes of them.

use crate::catalog::{TODAY, exact, request};
use crate::model::Case;
use libfuzzer_sys::arbitrary::Unstructured;
use perpixel::api::request::{LoadOptions, QuoteRequest};
use perpixel::api::{Part, load};
use perpixel::catalog::Terms;
use perpixel::price::Status;
use perpixel::source::rate_card::convert::card_of;
use perpixel::source::{Format, Input, read};

/// The tuple that the bytes spell; what is missing of them is 0.
pub fn case(bytes: &[u8]) -> Case {
    let mut bytes = Unstructured::new(bytes);
    Case::random(&mut |bound| bytes.int_in_range(0..=bound.saturating_sub(1)).unwrap_or(0))
}

/// Prices a card for a request and holds it against the exact cost.
pub fn priced(case: &Case) {
    let (card, asked) = (case.card(), case.request());
    let part = Part { name: Some("card"), bytes: card.as_bytes(), format: None };
    let catalog = load(&[part], &LoadOptions::default(), TODAY).expect("a card");
    let quote = catalog.quote(&request::<QuoteRequest>(&asked)).expect("a request");
    let cost = case.cost();
    let Some(side) = quote.cheapest else {
        // An amount that does not fit is refused in words; there is no other way out.
        let reason = quote.reason.unwrap_or_default();
        assert!(!reason.is_empty(), "{card} {asked}");
        return;
    };
    let cost = cost.unwrap_or_else(|| panic!("a price by no rule: {side:?} of {card} {asked}"));
    assert_eq!(exact(side.price), cost.price, "{card} {asked}");
    assert_eq!(exact(side.total), cost.total, "{card} {asked}");
    assert_eq!(side.status == Status::Exact, !cost.price_rounded, "{card} {asked}");
    let routed = quote.routed.expect("the policy allows the provider");
    assert_eq!(exact(routed.upstream), cost.total, "{card} {asked}");
    let reason = quote.reason.unwrap_or_default();
    assert!(!reason.contains("states a routing fee"), "the policy states one: {card} {asked}");
    assert_eq!(routed.fee.is_none(), !reason.is_empty(), "{card} {asked}");
    if let Some(fee) = routed.fee {
        assert_eq!(Some(exact(fee)), cost.fee, "{card} {asked}");
        assert_eq!(routed.billed.map(exact), cost.fee.map(|fee| fee + cost.total), "{card} {asked}");
    }
}

fn input(bytes: &[u8]) -> Input<'_> {
    Input { format: Some(Format::RateCard), ..Input::new("card", bytes) }
}

/// Reads a card, writes its charges in a card's words, reads those, and finds the same charges.
pub fn round_trip(bytes: &[u8]) {
    let Ok(document) = read(input(bytes)) else { return };
    for offer in document.models.iter().flat_map(|model| &model.offers) {
        let (Terms::Native(rate) | Terms::Normalized { rate, .. }) = &offer.terms else { continue };
        let Some(cards) = rate.charges.iter().map(card_of).collect::<Option<Vec<_>>>() else { continue };
        let charges = serde_json::to_string(&cards).expect("plain data");
        let text = format!(
            "{{\"format\":\"perpixel/rate-card@1\",\"models\":[{{\"id\":\"m\",\"offers\":\
             [{{\"provider\":\"p\",\"charges\":{charges}}}]}}]}}"
        );
        let again = read(input(text.as_bytes())).expect("a card that was written");
        let terms = again.models.first().and_then(|model| model.offers.first()).map(|offer| &offer.terms);
        let Some(Terms::Native(back)) = terms else { panic!("what was written is not read: {text}") };
        assert_eq!(back.charges, rate.charges, "{text}");
    }
}
