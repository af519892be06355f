//! The arithmetic of prices against judges from outside: random tuples of price, unit, fee, quantity and size in exact
//! fractions of big integers, and the General Decimal Arithmetic vectors that CPython carries. Nothing may be wrong, and
//! nothing rounded in silence. `.make/arithmetic` has a million tuples judged by Python's `fractions` as well.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing
)]
#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]
// The judges are modules of the fuzz package too.
#![allow(unreachable_pub)]

#[path = "arithmetic/exact.rs"]
mod exact;
#[path = "arithmetic/model.rs"]
mod model;
#[path = "arithmetic/vectors.rs"]
mod vectors;

use exact::number;
use model::Case;
use perpixel::api::answer::Quote;
use perpixel::api::request::{LoadOptions, QuoteRequest, take};
use perpixel::api::{Part, load};
use perpixel::price::Status;
use std::fmt::Display;
use std::io::Write;

/// Numbers from a seed (SplitMix64).
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }
}

fn quote(case: &Case) -> Quote {
    let card = case.card();
    let part = Part { name: Some("card"), bytes: card.as_bytes(), format: None };
    let catalog = load(&[part], &LoadOptions::default(), "2026-06-01").expect("a card");
    let request: QuoteRequest = take(serde_json::from_str(&case.request()).unwrap()).unwrap();
    catalog.quote(&request).unwrap()
}

#[test]
fn ten_thousand_tuples_cost_what_big_integers_say() {
    let mut seeded = Seeded(9);
    let (mut exact, mut rounded, mut none, mut too_large, mut careful) = (0, 0, 0, 0, 0);
    for _ in 0..10_000 {
        let case = Case::random(&mut |bound| seeded.below(bound));
        let told = || format!("{} {}", case.card(), case.request());
        let value = |text: &dyn Display| number(&text.to_string()).expect("a decimal");
        let quote = quote(&case);
        match (case.cost(), quote.cheapest) {
            (None, None) => none += 1,
            (None, Some(side)) => panic!("a price by no rule: {side:?} of {}", told()),
            (Some(cost), None) => {
                assert!(quote.reason.is_some(), "{}", told());
                *(if cost.fits { &mut careful } else { &mut too_large }) += 1;
            }
            (Some(cost), Some(side)) => {
                assert_eq!(value(&side.price), cost.price, "{}", told());
                assert_eq!(value(&side.total), cost.total, "{}", told());
                assert_eq!(side.status != Status::Exact, cost.price_rounded, "{}", told());
                let routed = quote.routed.expect("the policy allows the provider");
                assert_eq!(value(&routed.upstream), cost.total, "{}", told());
                assert_eq!(routed.fee.is_none(), quote.reason.is_some(), "{}", told());
                let denied = quote.reason.is_some_and(|reason| reason.contains("states a routing fee"));
                assert!(!denied, "the policy states one: {}", told());
                if let Some((fee, billed)) = routed.fee.zip(routed.billed) {
                    assert_eq!(Some(value(&fee)), cost.fee, "{}", told());
                    assert_eq!(value(&billed), value(&fee) + cost.total, "{}", told());
                }
                *(if cost.price_rounded { &mut rounded } else { &mut exact }) += 1;
            }
        }
    }
    println!(
        "{exact} exact, {rounded} rounded and marked, {none} without a price, {too_large} too large, {careful} more refused"
    );
    assert!(exact > 4000 && rounded > 500 && none > 100, "the tuples are one-sided");
    // A step on the way may need more than its result does; such a price is refused too, which must stay rare.
    assert!(careful < 50, "{careful} prices are refused that fit");
}

/// Writes tuples with what the engine makes of them, a line each, for `oracle.py`.
#[test]
#[ignore = "run by .make/arithmetic"]
fn writes_tuples() {
    let of = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
    let file = std::fs::File::create(of("PERPIXEL_TUPLES_FILE")).unwrap();
    let mut file = std::io::BufWriter::new(file);
    let count: u64 = of("PERPIXEL_TUPLES").parse().unwrap();
    let mut seeded = Seeded(of("PERPIXEL_SEED").parse().unwrap());
    let text = |usd: Option<perpixel::money::Usd>| usd.map_or_else(|| "-".to_owned(), |usd| usd.to_string());
    for _ in 0..count {
        let case = Case::random(&mut |bound| seeded.below(bound));
        let quote = quote(&case);
        let side = quote.cheapest.as_ref();
        let routed = quote.routed.as_ref();
        let cells = [
            case.card(),
            case.request(),
            side.map_or("-", |side| if side.status == Status::Exact { "exact" } else { "approximate" })
                .to_owned(),
            text(side.map(|side| side.price)),
            text(side.map(|side| side.total)),
            text(routed.and_then(|routed| routed.fee)),
            text(routed.and_then(|routed| routed.billed)),
        ];
        writeln!(file, "{}", cells.join("\t")).unwrap();
    }
}
