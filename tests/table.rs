//! The comparison as people look at it: counts of facets, figures in other units and currencies, and exports, each
//! held to a plain computation of the same.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing
)]
#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use perpixel::api::request::{DisplayRequest, ExportFormat, JobRequest, Query, QuoteRequest, take};
use perpixel::api::{Loaded, Part, load};
use perpixel::money::Usd;
use perpixel::quantity::Quantity;
use perpixel::value::FromValue;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

const NAMES: [&str; 7] =
    ["infr", "kie", "credits-page", "billing-units", "image-api-guide", "first-party", "aliases"];

fn request<T: FromValue>(value: &Value) -> T {
    take(serde_json::from_value(value.clone()).unwrap()).unwrap()
}

fn shipped() -> Loaded {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/www/catalogs/");
    let texts: Vec<_> = NAMES.iter().map(|name| fs::read(format!("{folder}{name}.json")).unwrap()).collect();
    let parts: Vec<_> = NAMES
        .iter()
        .zip(&texts)
        .map(|(name, bytes)| Part { name: Some(name), bytes, format: None })
        .collect();
    load(&parts, &request(&json!({ "creditPrices": { "credits-page": "0.01" } })), "2026-07-01").unwrap()
}

fn table(catalog: &Loaded, job: &Value, query: &Value, display: Option<&Value>) -> Value {
    let job: JobRequest = request(job);
    let query: Query = request(query);
    let display: Option<DisplayRequest> = display.map(request);
    serde_json::to_value(catalog.compare(Some(&job), Some(&query), display.as_ref()).unwrap()).unwrap()
}

const FIELDS: [&str; 8] =
    ["modes", "vendors", "licenses", "weights", "providers", "billing", "latency", "priceTiers"];

/// Every value that a field has anywhere.
fn values(catalog: &Loaded, field: &str) -> BTreeSet<String> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let mut found = BTreeSet::new();
    for job in [json!({}), json!({ "mode": "t2v" })] {
        for row in table(catalog, &job, &json!({}), None)["rows"].as_array().unwrap() {
            let model = &row["model"];
            match field {
                "modes" => found.extend(model["modes"].as_array().unwrap().iter().filter_map(text)),
                "vendors" => found.extend(text(&model["vendor"])),
                "licenses" => found.extend(text(&model["license"])),
                "weights" => found.extend(text(&model["weights"])),
                _ => {
                    let key = match field {
                        "providers" => "provider",
                        "priceTiers" => "tier",
                        key => key,
                    };
                    let offers = row["offers"].as_array().unwrap();
                    found.extend(offers.iter().filter_map(|offer| text(&offer[key])));
                }
            }
        }
    }
    found
}

#[test]
fn a_facet_counts_what_asking_for_the_value_leaves() {
    let catalog = shipped();
    let image = json!({ "modes": ["t2i", "edit"] });
    let queries = [
        image.clone(),
        json!({}),
        json!({ "modes": ["t2v"] }),
        json!({ "modes": ["t2i"], "weights": ["open"], "billing": ["flat"] }),
        json!({ "providers": ["fal", "replicate"], "maxPrice": "0.05", "minElo": 1100 }),
        json!({ "vendors": ["BFL"], "priceTiers": ["mid"], "minPrice": "0.01", "maxElo": 1300 }),
        json!({ "latency": ["fast"], "excludeProviders": ["fal"] }),
        json!({ "licenses": ["apache-2.0"], "text": "flux", "includeRetired": true }),
    ];
    let jobs = [json!({}), json!({ "width": 2048, "height": 2048 }), json!({ "mode": "t2v" })];
    let mut compared = 0;
    for query in &queries {
        for job in &jobs {
            let asked: Query = request(query);
            let facets = catalog.facets(Some(&request(job)), Some(&asked)).unwrap();
            let facets = serde_json::to_value(facets).unwrap();
            let facets = facets.as_array().unwrap();
            assert_eq!(facets.len(), FIELDS.len());
            for facet in facets {
                let field = facet["field"].as_str().unwrap();
                let counted = |value: &str| {
                    let values = facet["values"].as_array().unwrap();
                    let found = values.iter().find(|one| one["value"] == value);
                    found.map_or(0, |one| one["rows"].as_u64().unwrap())
                };
                for value in values(&catalog, field) {
                    let mut narrowed = query.clone();
                    narrowed[field] = json!([value]);
                    let left = table(&catalog, job, &narrowed, None)["total"].as_u64().unwrap();
                    assert_eq!(counted(&value), left, "{field} {value} of {query} for {job}");
                    compared += 1;
                }
                let rows: Vec<_> =
                    facet["values"].as_array().unwrap().iter().map(|one| one["rows"].as_u64()).collect();
                assert!(rows.is_sorted_by(|a, b| a >= b), "most rows first");
            }
        }
    }
    assert!(compared > 1400, "{compared}");
}

fn usd(text: &Value) -> Usd {
    Usd::parse(text.as_str().unwrap()).unwrap()
}

#[test]
fn a_shown_figure_is_the_price_in_its_unit() {
    let catalog = shipped();
    for (job, megapixels) in [
        (json!({}), Some((1, 1))),
        (json!({ "width": 1920, "height": 1080 }), Some((2_073_600, 1_048_576))),
        (json!({ "mode": "t2v", "seconds": 5 }), None),
    ] {
        let plain = table(&catalog, &job, &json!({}), Some(&json!({})));
        let unit =
            |unit: &str| table(&catalog, &job, &json!({}), Some(&json!({ "unit": unit, "count": 250 })));
        let (clip, thousand, month, megapixel) =
            (unit("clip"), unit("thousand"), unit("month"), unit("megapixel"));
        let mut seen = 0;
        for (at, row) in plain["rows"].as_array().unwrap().iter().enumerate() {
            let Some(place) = row["cheapest"].as_u64() else {
                continue;
            };
            let offer = &row["offers"][usize::try_from(place).unwrap()];
            let model = row["model"]["id"].as_str().unwrap();
            assert_eq!(row["shown"]["cheapest"]["price"], offer["price"], "{model}");
            assert_eq!(row["shown"]["cheapest"]["status"], offer["status"], "{model}");
            if !row["routed"]["billed"].is_null() {
                assert_eq!(row["shown"]["routed"]["price"], row["routed"]["billed"], "{model}");
            }
            let shown = |table: &Value, side: &str| table["rows"][at]["shown"][side]["price"].clone();
            assert_eq!(shown(&clip, "cheapest"), offer["total"], "{model}");
            let quoted = |count: u64| {
                let quote: QuoteRequest = request(&json!({ "model": model, "job": job, "count": count }));
                serde_json::to_value(catalog.quote(&quote).unwrap()).unwrap()
            };
            assert_eq!(shown(&thousand, "cheapest"), quoted(1000)["cheapest"]["total"], "{model}");
            assert_eq!(shown(&month, "cheapest"), quoted(250)["cheapest"]["total"], "{model}");
            assert_eq!(shown(&month, "routed"), quoted(250)["routed"]["billed"], "{model}");
            // A display that counts says the month beside whatever else it shows.
            assert_eq!(thousand["rows"][at]["month"], month["rows"][at]["shown"], "{model}");
            assert!(row.get("month").is_none(), "{model}");
            match megapixels.filter(|_| offer["per"] == "image") {
                Some((pixels, whole)) => {
                    // Exactly so, or rounded half up at the twelfth place.
                    let each = usd(&shown(&megapixel, "cheapest"));
                    let back = each.times(Quantity::fraction(pixels, whole).unwrap());
                    let status = &megapixel["rows"][at]["shown"]["cheapest"]["status"];
                    if back.ok() == Some(usd(&offer["price"])) {
                        assert_eq!(*status, offer["status"]);
                    } else {
                        let factor = Quantity::fraction(whole, pixels).unwrap();
                        assert_eq!(each, usd(&offer["price"]).times_rounded(factor).unwrap(), "{model}");
                        assert_eq!(*status, "approximate", "{model}");
                    }
                }
                None => assert!(megapixel["rows"][at]["shown"]["cheapest"].is_null(), "{model}"),
            }
            seen += 1;
        }
        assert!(seen > 2, "{seen} at {job}");
    }
}

#[test]
fn another_currency_is_approximate_in_every_figure() {
    let catalog = shipped();
    let display = json!({ "currency": { "code": "EUR", "perUsd": "0.917" } });
    let table = table(&catalog, &json!({}), &json!({}), Some(&display));
    let mut seen = 0;
    for row in table["rows"].as_array().unwrap() {
        for side in ["cheapest", "routed"] {
            let shown = &row["shown"][side];
            if shown["price"].is_null() {
                continue;
            }
            assert_ne!(shown["status"], "exact");
            let usd_price = if side == "routed" {
                usd(&row["routed"]["billed"])
            } else {
                let place = usize::try_from(row["cheapest"].as_u64().unwrap()).unwrap();
                usd(&row["offers"][place]["price"])
            };
            assert_eq!(usd(&shown["price"]), usd_price.times(Quantity::parse("0.917").unwrap()).unwrap());
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn a_faulty_display_is_refused_with_its_path() {
    let catalog = shipped();
    for (display, path) in [
        (json!({ "count": 0 }), "/display/count"),
        (json!({ "count": 1.5 }), "/display/count"),
        (json!({ "currency": { "code": "eur", "perUsd": "1" } }), "/display/currency/code"),
        (json!({ "currency": { "code": "=1", "perUsd": "1" } }), "/display/currency/code"),
    ] {
        let display: DisplayRequest = request(&display);
        assert_eq!(catalog.compare(None, None, Some(&display)).unwrap_err().path(), Some(path));
        assert_eq!(
            catalog.export(ExportFormat::Csv, None, None, Some(&display)).unwrap_err().path(),
            Some(path)
        );
    }
    for rate in [json!("0"), json!("-1"), json!("1e400"), json!(""), json!(0.9)] {
        let display = json!({ "currency": { "code": "EUR", "perUsd": rate } });
        let taken = take::<DisplayRequest>(serde_json::from_value(display).unwrap());
        assert_eq!(taken.unwrap_err().path(), Some("/currency/perUsd"), "{rate}");
    }
}

/// Reads CSV by RFC 4180.
fn parsed(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let row = rows.last_mut().unwrap();
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted && letters.peek() == Some(&'\n') => {
                letters.next();
                rows.push(vec![String::new()]);
            }
            letter => row.last_mut().unwrap().push(letter),
        }
    }
    assert_eq!(rows.pop().unwrap(), [""], "the last line ends too");
    rows
}

#[test]
fn an_export_is_the_table() {
    let catalog = shipped();
    let query = json!({ "modes": ["t2i", "edit"], "sort": "elo", "descending": true });
    let display = json!({
        "unit": "thousand",
        "columns": ["elo", "model", "cheapest", "cheapestProvider", "routed", "offers", "frontier", "modes"]
    });
    let rows = table(&catalog, &json!({}), &query, Some(&display));
    let rows = rows["rows"].as_array().unwrap();
    let export = |format: &str| {
        let format = request(&json!(format));
        catalog.export(format, None, Some(&request(&query)), Some(&request(&display))).unwrap()
    };
    let csv = parsed(&export("csv"));
    assert_eq!(
        csv[0],
        [
            "elo",
            "model",
            "cheapest, USD per 1000 images",
            "cheapest status",
            "cheapestProvider",
            "routed and billed, USD per 1000 images",
            "routed status",
            "offers",
            "frontier",
            "modes"
        ]
    );
    let as_json: Value = serde_json::from_str(&export("json")).unwrap();
    let markdown = export("markdown");
    assert_eq!(csv.len(), rows.len() + 1);
    assert_eq!(as_json["rows"].as_array().unwrap().len(), rows.len());
    assert_eq!(markdown.lines().count(), rows.len() + 2);
    for (at, row) in rows.iter().enumerate() {
        let cells = &csv[at + 1];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        assert_eq!(cells[0], row["model"]["elo"].as_u64().map(|elo| elo.to_string()).unwrap_or_default());
        assert_eq!(cells[1], text(&row["model"]["name"]));
        let shown = &row["shown"]["cheapest"];
        if !shown["price"].is_null() {
            assert_eq!(cells[2], text(&shown["price"]));
        }
        let object = &as_json["rows"][at];
        assert_eq!(object["cheapest"], *shown);
        assert_eq!(object["routed"], row["shown"]["routed"]);
        assert_eq!(object["offers"], row["offers"].as_array().unwrap().len());
        assert_eq!(object["frontier"], row["pareto"]);
        assert_eq!(object["modes"], row["model"]["modes"]);
    }
}

#[test]
fn an_export_holds_no_formula_and_no_markup() {
    let card = json!({
        "format": "perpixel/rate-card@1",
        "models": [
            { "id": "a", "name": "=HYPERLINK(\"https://evil.example\";\"x\")", "modes": ["t2i"], "offers": [] },
            { "id": "b", "name": "+1|2\n[x](javascript:alert(1)) <b>@all www.evil.example https://evil.example", "modes": ["t2i"], "offers": [] },
            { "id": "c", "name": "-1,\"quoted\"", "modes": ["t2i"], "offers": [] },
            { "id": "d", "name": "@SUM(A1)\t`code` *bold* _it_ ~~gone~~ # head", "modes": ["t2i"], "offers": [] },
        ]
    });
    let bytes = card.to_string();
    let part = Part { name: Some("card"), bytes: bytes.as_bytes(), format: None };
    let catalog = load(&[part], &request(&json!({})), "2026-07-01").unwrap();
    let columns: DisplayRequest = request(&json!({ "columns": ["model", "id"] }));
    let csv = catalog.export(ExportFormat::Csv, None, None, Some(&columns)).unwrap();
    for row in parsed(&csv) {
        for cell in row {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{cell}");
        }
    }
    let names: Vec<_> = parsed(&csv)[1..].iter().map(|row| row[0].clone()).collect();
    for (name, model) in names.iter().zip(card["models"].as_array().unwrap()) {
        assert!(name.ends_with(model["name"].as_str().unwrap()), "nothing but a mark is added: {name}");
    }
    let markdown = catalog.export(ExportFormat::Markdown, None, None, Some(&columns)).unwrap();
    assert_eq!(markdown.lines().count(), 6, "no name breaks its line:\n{markdown}");
    for part in ["[x](", " <b>", " @all", " www.", "https:", "`code`", " *bold*", "~~"] {
        assert!(!markdown.contains(part), "{part} in\n{markdown}");
    }
}
