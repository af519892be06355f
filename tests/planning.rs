//! Workloads, usage logs and routing against plain computations of the same, on random input: every total is
//! exact, every breakdown adds up, and where a log is cut into chunks plays no part.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing
)]
#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use perpixel::api::request::{UsageOptions, take};
use perpixel::api::{Loaded, Meter, Part, load};
use perpixel::error::Code;
use perpixel::money::Usd;
use perpixel::quantity::Quantity;
use perpixel::value::FromValue;
use proptest::prelude::*;
use serde_json::{Value, json};

const CARD: &str = include_str!("golden/catalog.json");

fn catalog() -> Loaded {
    let part = Part { name: Some("golden"), bytes: CARD.as_bytes(), format: None };
    let policy = json!({ "policy": { "tiers": [["alpha", "beta", "gamma"]], "feeRate": "0.02" } });
    load(&[part], &request(policy), "2026-06-01").unwrap()
}

fn request<T: FromValue>(value: Value) -> T {
    take(serde_json::from_value(value).unwrap()).unwrap()
}

fn usd(text: &str) -> Usd {
    Usd::parse(text).unwrap()
}

fn micro(dollars: u64) -> Usd {
    usd("0.000001").times(Quantity::from(dollars)).unwrap()
}

/// Millionths of a dollar for one output, by hand: what the card says.
fn price_of(model: &str, provider: &str, batch: bool) -> Option<u64> {
    Some(match (model, provider) {
        ("fox-pro", "alpha") if batch => 20_000,
        ("fox-pro", "alpha") => 40_000,
        ("fox-pro", "beta") => 30_000,
        ("fox-pro", "direct-only") => 25_000,
        ("fox-lite", "alpha") => 10_000,
        ("fox-lite", "gamma") => 20_000,
        ("fox-lite", "beta") => 30_000,
        ("owl-max", "beta") => 28_000,
        ("owl-max", "gamma") => 50_000,
        _ => return None,
    })
}

const MODELS: [&str; 3] = ["fox-pro", "fox-lite", "owl-max"];
const PROVIDERS: [&str; 4] = ["alpha", "beta", "gamma", "direct-only"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_workload_is_the_sum_of_its_parts(
        lines in proptest::collection::vec((0..3_usize, 1..1_000_000_u64, any::<bool>()), 1..6),
        months in 1..13_u32,
        growth in 0..50_u32,
        attempts in 10..30_u32,
        batch in 0..=100_u32,
    ) {
        let catalog = catalog();
        let written: Vec<_> = lines
            .iter()
            .map(|(model, count, route)| json!({ "model": MODELS[*model], "count": count, "route": route }))
            .collect();
        let estimate = catalog.estimate(&request(json!({
            "lines": written,
            "months": months,
            "growth": format!("0.{growth:02}"),
            "attempts": format!("{}.{}", attempts / 10, attempts % 10),
            "batchShare": format!("{}.{:02}", batch / 100, batch % 100),
        }))).unwrap();
        let total = estimate.total.unwrap();
        let sum = |amounts: Vec<Usd>| amounts.into_iter().fold(Usd::ZERO, |sum, usd| sum.plus(usd).unwrap());
        prop_assert_eq!(sum(estimate.by_month.iter().map(|month| month.total).collect()), total);
        prop_assert_eq!(sum(estimate.by_provider.iter().map(|one| one.total).collect()), total);
        prop_assert_eq!(
            sum(estimate.lines.iter().flat_map(|line| line.receipt.iter().map(|line| line.amount)).collect()),
            total
        );
        // By hand: each line's price times what is made, the fee on top where it is routed.
        let mut by_hand = Usd::ZERO;
        for (line, (model, _, route)) in estimate.lines.iter().zip(&lines) {
            let provider = line.provider.as_deref().unwrap();
            let plain = line.made.minus_or_zero(line.batched).unwrap();
            let of = |batch: bool| micro(price_of(MODELS[*model], provider, batch).unwrap());
            let upstream = of(false).times(plain).unwrap().plus(of(true).times(line.batched).unwrap()).unwrap();
            let fee = upstream.times(Quantity::parse(if *route { "0.02" } else { "0" }).unwrap()).unwrap();
            by_hand = by_hand.plus(upstream).unwrap().plus(fee).unwrap();
        }
        prop_assert_eq!(by_hand, total);
        prop_assert!(estimate.cheapest.total.unwrap() <= total);
    }

    #[test]
    fn a_log_is_priced_row_by_row_however_it_is_cut(
        rows in proptest::collection::vec((0..4_usize, 0..5_usize, 0..2000_u64, any::<bool>()), 1..60),
        cuts in proptest::collection::vec(1..40_usize, 1..30),
    ) {
        let catalog = catalog();
        let mut log = "date;model;provider;n;batch\r\n".to_owned();
        let (mut total, mut priced) = (0_u64, 0_u64);
        for (place, (model, provider, count, batch)) in rows.iter().enumerate() {
            let model = MODELS.get(*model).copied().unwrap_or("nothing");
            let provider = PROVIDERS.get(*provider).copied().unwrap_or_default();
            log += &format!("2026-0{}-11;\"{model}\";{provider};{count};{batch}\r\n", place % 5 + 1);
            let own = if provider.is_empty() {
                PROVIDERS.iter().filter_map(|provider| price_of(model, provider, *batch)).min()
            } else {
                price_of(model, provider, *batch)
            };
            if let Some(own) = own.filter(|_| *count > 0) {
                total += own * count;
                priced += 1;
            }
        }
        let whole = catalog.usage(log.as_bytes(), &UsageOptions::default()).unwrap();
        prop_assert_eq!(whole.total, Some(micro(total)).filter(|_| priced > 0));
        prop_assert_eq!((whole.rows, whole.priced), (rows.len() as u64, priced));
        prop_assert_eq!(whole.unpriced, whole.rows - priced);
        prop_assert_eq!(whole.reasons.iter().map(|reason| reason.rows).sum::<u64>(), whole.unpriced);
        prop_assert!(whole.total.is_none_or(|total| whole.cheapest.total <= total));

        let mut meter = Meter::new(&catalog, UsageOptions::default()).unwrap();
        let (mut rest, mut cuts) = (log.as_bytes(), cuts.iter().cycle());
        while !rest.is_empty() {
            let (chunk, after) = rest.split_at((*cuts.next().unwrap()).min(rest.len()));
            meter.push(&catalog, chunk).unwrap();
            rest = after;
        }
        let cut = meter.finish(&catalog).unwrap();
        prop_assert_eq!(serde_json::to_string(&cut).unwrap(), serde_json::to_string(&whole).unwrap());
    }

    #[test]
    fn tightening_a_query_never_lowers_a_route(elo in 900..1400_u32, most in 1..60_u32, open in any::<bool>()) {
        let catalog = catalog();
        let mut query = json!({ "minElo": elo, "maxPrice": format!("0.{most:03}") });
        if open {
            query["weights"] = json!(["open"]);
        }
        let tight = catalog.route(&request(json!({ "query": query }))).unwrap();
        let loose = catalog.route(&request(json!({}))).unwrap();
        if let Some(upstream) = tight.upstream {
            prop_assert!(upstream >= loose.upstream.unwrap());
        }
        for binding in tight.binding.unwrap() {
            prop_assert!(tight.upstream.is_none_or(|usd| binding.without.price < usd));
        }
        // Whoever does not serve has a reason; the one who serves has none.
        let offers: usize = catalog.info().offers;
        prop_assert_eq!(tight.refused.len() + usize::from(tight.provider.is_some()), offers);
    }
}

#[test]
fn a_log_of_a_hundred_thousand_rows_and_kinds_is_summed_exactly() {
    let catalog = catalog();
    let mut log = String::from("model,provider,width,height,n\n");
    // More kinds of rows than are kept apart: each has a size of its own, and one price.
    for place in 0..120_000_u32 {
        log += &format!("fox-pro,alpha,{},{},2\n", 512 + place % 400, 512 + place / 400);
    }
    let report = catalog.usage(log.as_bytes(), &UsageOptions::default()).unwrap();
    assert_eq!((report.priced, report.total), (120_000, Some(usd("9600"))));
    assert_eq!(report.kinds.len(), 1);
}

#[test]
fn unknown_names_by_the_thousand_are_counted_and_few_are_listed() {
    let catalog = catalog();
    let mut log = String::from("model\n");
    for place in 0..3000 {
        log += &format!("model-{place}\n");
    }
    let report = catalog.usage(log.as_bytes(), &UsageOptions::default()).unwrap();
    assert_eq!((report.unpriced, report.listed.len()), (3000, 100));
    assert_eq!(report.reasons.len(), 1001);
    assert_eq!((report.reasons[0].code, report.reasons[0].rows), (Code::UnknownModel, 2000));
}

/// The plan of KIE's sheet: 1,000 images of each tier cost what it prints.
#[test]
fn the_kie_sheet_plans_its_tiers() {
    let text = include_str!("../www/catalogs/kie.json");
    let part = Part { name: Some("kie.json"), bytes: text.as_bytes(), format: None };
    let catalog = load(&[part], &request(json!({})), "2026-02-01").unwrap();
    let plans = catalog.info().plans;
    assert_eq!(plans.len(), 4);
    let lines: Vec<_> = plans
        .iter()
        .map(|plan| json!({ "name": plan.name, "model": plan.model, "count": 1000, "job": { "mode": plan.mode } }))
        .collect();
    let estimate = catalog.estimate(&request(json!({ "lines": lines }))).unwrap();
    let totals: Vec<_> = estimate.lines.iter().map(|line| line.total.unwrap().to_string()).collect();
    assert_eq!(totals, ["20", "30", "60", "25"]);
    assert_eq!(estimate.total.unwrap().to_string(), "135");
}

/// An offer that is not sold in batch leaves a batched line without a price, not with half of one.
#[test]
fn what_is_not_sold_in_batch_is_not_free_in_batch() {
    let card = json!({
        "format": "perpixel/rate-card@1",
        "models": [{ "id": "crow", "modes": ["t2i"], "offers": [
            { "provider": "alpha", "limits": { "batch": false }, "charges": [{ "unit": "image", "usd": "0.04" }] }
        ] }]
    });
    let text = card.to_string();
    let part = Part { name: Some("crow"), bytes: text.as_bytes(), format: None };
    let policy = json!({ "policy": { "tiers": [["alpha"]], "feeRate": "0.02" } });
    let catalog = load(&[part], &request(policy), "2026-06-01").unwrap();
    for route in [true, false] {
        let line = json!({ "model": "crow", "count": 100, "route": route });
        let estimate = catalog.estimate(&request(json!({ "lines": [line], "batchShare": "0.5" }))).unwrap();
        assert_eq!((estimate.total, estimate.known), (None, Usd::ZERO), "routed: {route}");
        assert!(estimate.lines[0].reason.is_some());
    }
}

/// The model that stands in for another one makes what the line asks for.
#[test]
fn a_stand_in_makes_the_same_kind_of_output() {
    let catalog = catalog();
    let line =
        json!({ "model": "fox-pro", "count": 10, "job": { "mode": "edit" }, "query": { "minElo": 1000 } });
    let estimate = catalog.estimate(&request(json!({ "lines": [line] }))).unwrap();
    assert_eq!(estimate.cheapest.lines[0].model.as_deref(), Some("fox-pro"));
}

/// Entries that fit nothing are told, faulty ones refused with their place; an unused book changes no figure.
#[test]
fn a_price_book_is_checked() {
    let part = Part { name: Some("golden"), bytes: CARD.as_bytes(), format: None };
    let book = |entries: Value| load(&[part], &request(json!({ "priceBook": entries })), "2026-06-01");
    let odd = book(
        json!([{ "provider": "nobody", "discount": "0.1" }, { "provider": "alpha", "model": "fox", "usd": "1" }]),
    );
    let odd = odd.unwrap();
    let told: Vec<_> = odd.findings().iter().filter(|one| one.code == Code::PriceBookUnused).collect();
    let places: Vec<_> =
        told.iter().map(|finding| (finding.source.as_str(), finding.path.as_str())).collect();
    assert_eq!(places, [("price book", "/priceBook/0"), ("price book", "/priceBook/1")]);
    let text = |catalog: &Loaded| serde_json::to_string(&catalog.compare(None, None, None).unwrap()).unwrap();
    assert_eq!(text(&odd), text(&book(json!([])).unwrap()));
    for (entry, why) in [
        (
            json!({ "provider": "alpha" }),
            "an entry of the price book states either a `discount` or a price in `usd`",
        ),
        (json!({ "discount": "0.1" }), "a discount names a `provider`, a `model`, or both"),
        (
            json!({ "usd": "1", "model": "fox-pro" }),
            "a price of one's own names its `provider` and its `model`",
        ),
        (
            json!({ "provider": "alpha", "discount": "0.1", "from": "2026-02-01", "until": "2026-01-01" }),
            "the entry ends before it starts",
        ),
    ] {
        let error = book(json!([entry])).unwrap_err();
        assert_eq!((error.path(), error.message()), (Some("/priceBook/0"), why));
    }
}
