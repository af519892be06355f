//! The fixed pieces of work that the native benches time and count instructions of: the shipped prices document, ten
//! times as much of it, a usage log, and one call of each verb. Nothing here is measured but the calls.

use perpixel::api::request::{
    ExportFormat, JobRequest, LoadOptions, Query, QuoteRequest, RouteRequest, UsageKind, UsageOptions, take,
};
use perpixel::api::{Loaded, Part, load};
use perpixel::value::FromValue;
use serde_json::{Value, json};

const SHIPPED: &str = include_str!("../../www/catalogs/infr.json");
const LITELLM: &str = include_str!("../../tests/formats/litellm/rows.json");
const DAY: &str = "2026-06-30";
/// Copies of the shipped 35 models.
const COPIES: usize = 10;
const CSV_ROWS: usize = 10_000;
const COLUMN_ROWS: usize = 100_000;

/// What is measured. What it returns keeps the compiler from leaving it out.
pub(crate) type Work = Box<dyn Fn() -> usize>;

/// A piece of work by its name, and what makes it ready.
pub(crate) type Item = (&'static str, fn() -> Work);

fn request<T: FromValue>(value: Value) -> T {
    take(serde_json::from_value(value).expect("plain data")).expect("a good request")
}

fn opened(bytes: &[u8]) -> Loaded {
    load(&[Part { name: None, bytes, format: None }], &LoadOptions::default(), DAY).expect("a good catalog")
}

/// The shipped document with its models so many times over, each with an id of its own.
fn document(copies: usize) -> Vec<u8> {
    let mut document: Value = serde_json::from_str(SHIPPED).expect("the shipped document is JSON");
    let models = document["models"].as_array().expect("a list of models").clone();
    let mut all = Vec::with_capacity(models.len() * copies);
    for copy in 0..copies {
        for model in &models {
            let mut model = model.clone();
            if copy > 0 {
                let id = format!("{}-x{copy}", model["id"].as_str().expect("an id"));
                model["id"] = id.into();
            }
            all.push(model);
        }
    }
    document["model_count"] = all.len().into();
    document["models"] = all.into();
    serde_json::to_vec_pretty(&document).expect("it was JSON before")
}

/// Model and provider of every offer in the shipped document.
fn offers() -> Vec<(String, String)> {
    let document: Value = serde_json::from_str(SHIPPED).expect("the shipped document is JSON");
    let mut offers = Vec::new();
    for model in document["models"].as_array().expect("a list of models") {
        for offer in model["providers"].as_array().expect("a list of offers") {
            let name = |value: &Value| value.as_str().expect("a name").to_owned();
            offers.push((name(&model["id"]), name(&offer["name"])));
        }
    }
    offers
}

fn csv() -> String {
    let offers = offers();
    let mut log = "date,model,provider,size,count\n".to_owned();
    for row in 0..CSV_ROWS {
        let (model, provider) = &offers[row * 7919 % offers.len()];
        let (day, count) = (row * 30 / CSV_ROWS + 1, row % 12 + 1);
        log += &format!("2026-06-{day:02},{model},{provider},1024x1024,{count}\n");
    }
    log
}

fn table() -> Loaded {
    opened(&document(COPIES))
}

fn shipped() -> Loaded {
    opened(SHIPPED.as_bytes())
}

/// All of them, in the order of the report.
pub(crate) const ITEMS: &[Item] = &[
    ("load 35 models", || Box::new(|| opened(SHIPPED.as_bytes()).findings().len())),
    ("load 350 models", || {
        let bytes = document(COPIES);
        Box::new(move || opened(&bytes).findings().len())
    }),
    ("load LiteLLM's map", || Box::new(|| opened(LITELLM.as_bytes()).findings().len())),
    ("compare 350 models", || {
        let (table, window) = (table(), request::<Query>(json!({ "sort": "price", "limit": 50 })));
        Box::new(move || table.compare(None, Some(&window), None).expect("a good request").rows.len())
    }),
    ("compare 350 models at another size", || {
        let (table, window) = (table(), request::<Query>(json!({ "sort": "price", "limit": 50 })));
        let job: JobRequest = request(json!({ "width": 1536, "height": 1024 }));
        Box::new(move || table.compare(Some(&job), Some(&window), None).expect("a good request").rows.len())
    }),
    ("facets of 350 models", || {
        let table = table();
        Box::new(move || table.facets(None, None).expect("a good request").len())
    }),
    ("export of 350 models", || {
        let table = table();
        Box::new(move || table.export(ExportFormat::Csv, None, None, None).expect("a good request").len())
    }),
    ("quote", || {
        let (shipped, asked) =
            (shipped(), request::<QuoteRequest>(json!({ "model": "flux-2-pro", "count": 1234 })));
        Box::new(move || {
            shipped.quote(&asked).expect("a good request").cheapest.map_or(0, |side| side.receipt.len())
        })
    }),
    ("route", || {
        let (shipped, asked) = (shipped(), request::<RouteRequest>(json!({ "model": "flux-2-pro" })));
        Box::new(move || shipped.route(&asked).expect("a good request").receipt.len())
    }),
    ("usage, 10000 rows of CSV", || {
        let (shipped, log) = (shipped(), csv());
        Box::new(move || {
            shipped.usage(log.as_bytes(), &UsageOptions::default()).expect("a good log").kinds.len()
        })
    }),
    ("usage, 100000 rows as columns", || {
        let shipped = shipped();
        let kind = |(model, provider): &(String, String)| {
            request::<UsageKind>(json!({ "model": model, "provider": provider }))
        };
        let kinds: Vec<UsageKind> = offers().iter().map(kind).collect();
        let places: Vec<u32> = (0..COLUMN_ROWS).map(|row| (row * 7919 % kinds.len()) as u32).collect();
        let counts: Vec<u32> = (0..COLUMN_ROWS).map(|row| (row % 12) as u32 + 1).collect();
        Box::new(move || {
            let report = shipped.usage_columns(&kinds, &places, Some(&counts), &UsageOptions::default());
            report.expect("good columns").kinds.len()
        })
    }),
];
