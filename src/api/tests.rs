//! What only the whole interface can show: that figures without words are those with words, on all shipped catalogs.

use crate::api::answer::Quote;
use crate::api::ranking::RowFigures;
use crate::api::request::{JobRequest, LoadOptions, Query, QuoteRequest, take};
use crate::api::{Kept, Loaded, Part, Quoters, load};
use crate::error::Result;
use crate::job::{Job, JobParts, Mode, Resolution};
use crate::price::{figure, price};
use crate::quantity::Quantity;
use proptest::prelude::*;
use serde_json::json;
use std::sync::LazyLock;

fn part(bytes: &Vec<u8>) -> Part<'_> {
    Part { name: None, bytes, format: None }
}

/// Every shipped document by itself, and all of them joined.
pub(super) static SHIPPED: LazyLock<Vec<Loaded>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/www/catalogs");
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|word| word == "json") {
            texts.push(std::fs::read(&path).unwrap());
        }
    }
    let open = |parts: &[Part<'_>]| load(parts, &LoadOptions::default(), "2026-06-30").ok();
    // The list of the files and the log of changes are no catalogs.
    texts.retain(|bytes| open(&[part(bytes)]).is_some());
    let all: Vec<Part<'_>> = texts.iter().map(part).collect();
    assert!(all.len() > 3, "{folder} has too few catalogs");
    all.chunks(1).chain([all.as_slice()]).map(|parts| open(parts).unwrap()).collect()
});

prop_compose! {
    pub(super) fn jobs()(
        mode in prop::option::of(prop::sample::select(Mode::ALL)),
        size in prop::option::of((1..4200_u32, 1..4200_u32)),
        usual in prop::option::of(prop::sample::select(vec![(1024, 1024), (1536, 1024), (1280, 720)])),
        resolution in prop::option::of(prop::sample::select(Resolution::ALL)),
        quality in prop::option::of(prop::sample::select(vec!["low", "medium", "high", "standard", "hd"])),
        inputs in prop::option::of(0..4_u32),
        steps in prop::option::of(1..60_u32),
        batch in any::<bool>(),
        seconds in prop::option::of(1..13_u32),
        audio in prop::option::of(any::<bool>()),
        text_tokens in prop::option::of(0..500_u64),
    ) -> Job {
        let size = usual.or(size);
        Job::new(JobParts {
            mode,
            width: size.map(|(width, _)| width),
            height: size.map(|(_, height)| height),
            resolution: resolution.filter(|_| size.is_none()),
            quality: quality.map(str::to_owned),
            inputs, steps, batch,
            seconds: seconds.map(Quantity::from),
            audio, text_tokens,
        }).unwrap()
    }
}

fn query(json: serde_json::Value) -> Query {
    take(serde_json::from_value(json).unwrap()).unwrap()
}

#[test]
fn what_is_kept_changes_no_answer() {
    let queries = [
        json!({ "sort": "price" }),
        json!({ "sort": "price", "descending": true, "offset": 3, "limit": 40 }),
        json!({ "sort": "price", "includeRetired": true }),
        json!({ "sort": "price", "modes": ["t2v"], "maxPrice": "0.4" }),
        json!({ "sort": "price", "providers": ["fal", "replicate"] }),
        json!({ "sort": "routed", "minElo": 1000 }),
        json!({ "sort": "elo", "descending": true }),
        json!({ "sort": "spread", "text": "flux" }),
        json!({ "sort": "value" }),
        json!({}),
    ];
    let jobs = [json!({}), json!({ "width": 1536, "height": 1024 }), json!({ "mode": "t2v", "seconds": 5 })];
    for loaded in SHIPPED.iter() {
        let mut kept = Kept::default();
        for job in jobs.iter().chain(&jobs) {
            let job: JobRequest = take(serde_json::from_value(job.clone()).unwrap()).unwrap();
            for asked in &queries {
                let asked = query(asked.clone());
                let anew = loaded.compare(Some(&job), Some(&asked), None).unwrap();
                let again = loaded.compare_again(&mut kept, Some(&job), Some(&asked), None).unwrap();
                assert_eq!(serde_json::to_string(&again).unwrap(), serde_json::to_string(&anew).unwrap());
                let places = loaded.order(&mut kept, Some(&job), Some(&asked)).unwrap();
                let ids = loaded.ids();
                let named: Vec<&str> =
                    places.iter().map(|&place| ids[usize::try_from(place).unwrap()]).collect();
                let rows: Vec<&str> = anew.rows.iter().map(|row| row.model.id.as_str()).collect();
                assert_eq!(named, rows, "{asked:?}");
            }
        }
    }
}

#[test]
fn a_quote_of_offers_found_before_is_the_same() {
    let asked = |model: &str, count: u64, width: u32| -> QuoteRequest {
        let job = json!({ "width": width, "height": 1024 });
        take(serde_json::from_value(json!({ "model": model, "count": count, "job": job })).unwrap()).unwrap()
    };
    let text = |quote: Result<Quote>| quote.map(|quote| serde_json::to_string(&quote).unwrap());
    for loaded in SHIPPED.iter() {
        let mut quoters = Quoters::default();
        for turn in 1..4 {
            for model in &loaded.catalog.models {
                for width in [1024, 1025] {
                    let request = asked(&model.id, turn * 7, width);
                    let anew = text(loaded.quote(&request)).unwrap();
                    assert_eq!(text(loaded.quote_again(&mut quoters, request)).unwrap(), anew);
                }
            }
        }
        if let Some(first) = loaded.catalog.models.first() {
            let refused = loaded.quote_again(&mut quoters, asked(&first.id, 0, 1024)).unwrap_err();
            assert_eq!(refused.path(), Some("/count"));
        }
    }
}

/// Prices of which one has no form of 64 bits at the scale of the others: the exact comparison ranks them.
#[test]
fn prices_that_fit_no_common_scale_rank_exactly() {
    let prices =
        ["0.0000000000000000000000001", "70000000000", "0.04", "0.039999999999999999999999999", "0.04"];
    let models: Vec<_> = prices
        .iter()
        .enumerate()
        .map(|(at, price)| {
            let provider: serde_json::Value = serde_json::from_str(&format!(
                r#"{{ "name": "fal", "price_pi": {price}, "unit": "image" }}"#
            ))
            .unwrap();
            json!({ "id": format!("m{at}"), "name": format!("M{at}"), "providers": [provider] })
        })
        .collect();
    // A number keeps its digits as text: the value model of the tests would make it a double.
    let mut text = json!({ "models": models }).to_string();
    for (at, price) in prices.iter().enumerate() {
        let exact = format!(r#""price_pi":{price}"#);
        let start = text.match_indices(r#""price_pi":"#).nth(at).unwrap().0;
        let end = start + text[start..].find([',', '}']).unwrap();
        text.replace_range(start..end, &exact);
    }
    let input = [Part { name: None, bytes: text.as_bytes(), format: Some("infr") }];
    let loaded = load(&input, &LoadOptions::default(), "2026-06-30").unwrap();
    for (descending, expected) in [(false, [0, 3, 2, 4, 1]), (true, [1, 2, 4, 3, 0])] {
        let asked = query(json!({ "sort": "price", "descending": descending }));
        assert_eq!(loaded.order(&mut Kept::default(), None, Some(&asked)).unwrap(), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn figures_are_the_same_without_words(job in jobs()) {
        for loaded in SHIPPED.iter() {
            for model in &loaded.catalog.models {
                for offer in &model.offers {
                    let told = price(&loaded.catalog, model, offer, &job);
                    let mut bare = figure(&loaded.catalog, model, offer, &job);
                    prop_assert!(bare.lines.is_empty());
                    let code = |lack: &Option<crate::rate::Lack>| lack.as_ref().map(|lack| lack.code);
                    prop_assert_eq!(code(&bare.reason), code(&told.reason));
                    (bare.lines, bare.reason) = (told.lines.clone(), told.reason.clone());
                    prop_assert_eq!(bare, told);
                }
            }
        }
    }

    #[test]
    fn rows_are_priced_as_their_cells_are_and_unbeaten_ones_are_marked(job in jobs(), usual in any::<bool>()) {
        let job = if usual { Job::default() } else { job };
        let open = Query::default();
        for loaded in SHIPPED.iter() {
            let rows = loaded.ranks(&mut Kept::default(), &job, &open);
            for row in &rows {
                let cells = loaded.bare_cells_of(row.model, &job, &open);
                prop_assert_eq!(row.figures, RowFigures::of(&cells), "{}", row.model.id);
            }
            let known = || rows.iter().filter_map(|row| row.figures.least.zip(row.model.elo));
            for row in &rows {
                let unbeaten = row.figures.least.zip(row.model.elo).is_some_and(|(usd, elo)| {
                    !known().any(|(other, good)| (other < usd && good >= elo) || (other <= usd && good > elo))
                });
                prop_assert_eq!(row.pareto, unbeaten, "{}", row.model.id);
            }
        }
    }
}
