//! The fast ways through a usage log against the exact one: plain rows of CSV against quoted ones, columns against rows
//! one by one, and a sheet's whole numbers against decimals. On random catalogs and logs all say the same, to the digit.

#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::expect_used)]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use perpixel::api::answer::UsageReport;
use perpixel::api::request::{UsageKind, UsageOptions, take};
use perpixel::api::{Loaded, Meter, Part, Sheet, load};
use perpixel::error::{Code, Error};
use perpixel::money::Usd;
use perpixel::quantity::Quantity;
use perpixel::value::FromValue;
use proptest::prelude::*;
use serde_json::{Value, json};

const PROVIDERS: [&str; 3] = ["alpha", "beta", "gamma"];

fn request<T: FromValue>(value: Value) -> T {
    take(serde_json::from_value(value).unwrap()).unwrap()
}

/// Prices of few and of many places, small and large: some catalogs fit one scale in 64 bits, and some do not.
const PRICES: [&str; 8] = [
    "0.04",
    "0.000001",
    "0",
    "1.25",
    "0.0546875",
    "90000000000",
    "0.0000000000000000003",
    "0.1234567890123456789",
];
const COUNTS: [u32; 6] = [1, 2, 12, 1000, 20_000_000, u32::MAX];

/// A catalog with one model for each list of prices, which are those of its providers.
fn catalog(models: &[Vec<usize>]) -> Loaded {
    let offers = |prices: &[usize]| -> Vec<Value> {
        let pairs = prices.iter().zip(PROVIDERS);
        pairs
            .map(|(&price, provider)| {
                json!({ "provider": provider, "charges": [{ "unit": "image", "usd": PRICES[price] }] })
            })
            .collect()
    };
    let models: Vec<_> = models
        .iter()
        .enumerate()
        .map(
            |(at, prices)| json!({ "id": format!("model-{at}"), "modes": ["t2i"], "offers": offers(prices) }),
        )
        .collect();
    let card = json!({ "format": "perpixel/rate-card@1", "models": models }).to_string();
    let part = Part { name: Some("random"), bytes: card.as_bytes(), format: None };
    load(&[part], &request(json!({})), "2026-06-01").unwrap()
}

/// Rows as the place of a model (one more than there are), of a provider (one is none) and of a count.
fn rows() -> impl Strategy<Value = Vec<(usize, usize, usize)>> {
    proptest::collection::vec((0..5_usize, 0..4_usize, 0..COUNTS.len()), 1..400)
}

fn models() -> impl Strategy<Value = Vec<Vec<usize>>> {
    // Half of the catalogs have ordinary prices alone.
    let of = |most: usize| proptest::collection::vec(proptest::collection::vec(0..most, 0..4), 4);
    prop_oneof![of(5), of(PRICES.len())]
}

fn provider(at: usize) -> &'static str {
    PROVIDERS.get(at).copied().unwrap_or_default()
}

fn kinds_of(models: usize) -> Vec<UsageKind> {
    let mut kinds = Vec::new();
    for model in 0..=models {
        for at in 0..=PROVIDERS.len() {
            let mut kind = json!({ "model": format!("model-{model}") });
            if at < PROVIDERS.len() {
                kind["provider"] = json!(provider(at));
            }
            kinds.push(request(kind));
        }
    }
    kinds
}

/// What a row costs, row by row in decimals: at its provider, or at the cheapest one.
fn by_hand(models: &[Vec<usize>], model: usize, at: usize, count: u32) -> Option<Usd> {
    let usd = |price: &usize| Usd::parse(PRICES[*price]).unwrap();
    let prices = models.get(model)?;
    let own = if at < PROVIDERS.len() { prices.get(at).map(usd) } else { prices.iter().map(usd).min() };
    own.filter(|_| count > 0).map(|own| own.times(Quantity::from(u64::from(count))).unwrap())
}

fn text<T: serde::Serialize>(answer: &T) -> String {
    serde_json::to_string(answer).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn days_on_which_prices_differ_are_told_apart(rows in proptest::collection::vec((0..8_usize, 0..4_usize, 1..1000_u64), 1..200)) {
        const DAYS: [(&str, Option<&str>); 8] = [
            ("2026-04-30", Some("0.04")),
            ("2026-05-30", Some("0.04")),
            ("2026-05-31", Some("0.04")),
            ("2026-06-01", Some("0.05")),
            ("2026-06-15", Some("0.05")),
            ("2026-06-16", Some("0.04")),
            ("2026-07-09", Some("0.04")),
            ("2026-07-10", None),
        ];
        let dated = |usd: &str, when: Value| json!({ "unit": "image", "usd": usd, "when": when });
        let charges = [
            dated("0.04", json!({ "until": "2026-05-31" })),
            dated("0.05", json!({ "from": "2026-06-01", "until": "2026-06-15" })),
            dated("0.04", json!({ "from": "2026-06-16" })),
        ];
        let dear = json!([{ "unit": "image", "usd": "0.045" }]);
        let model = json!({ "id": "m", "modes": ["t2i"], "retires": "2026-07-10", "offers": [
            { "provider": "alpha", "charges": charges }, { "provider": "beta", "charges": dear },
        ] });
        let card = json!({ "format": "perpixel/rate-card@1", "models": [model] }).to_string();
        let part = Part { name: Some("dated"), bytes: card.as_bytes(), format: None };
        let catalog = load(&[part], &request(json!({})), "2026-06-01").unwrap();
        let times = |usd: &str, count: u64| Usd::parse(usd).unwrap().times(Quantity::from(count)).unwrap();
        let (mut log, mut total, mut least, mut unpriced) = ("date,model,provider,n\n".to_owned(), Usd::ZERO, Usd::ZERO, 0);
        let mut months = std::collections::BTreeMap::<&str, Usd>::new();
        for &(day, at, count) in &rows {
            let (date, usd) = DAYS[day];
            let provider = ["alpha", "beta", "alpha", "alpha"][at];
            log += &format!("{date},m,{provider},{count}\n");
            let Some(usd) = usd else {
                unpriced += 1;
                continue;
            };
            let own = times(if provider == "beta" { "0.045" } else { usd }, count);
            total = total.plus(own).unwrap();
            least = least.plus(times(if usd == "0.05" { "0.045" } else { usd }, count)).unwrap();
            let month = months.entry(date.rsplit_once('-').unwrap().0).or_insert(Usd::ZERO);
            *month = month.plus(own).unwrap();
        }
        let report = catalog.usage(log.as_bytes(), &UsageOptions::default()).unwrap();
        prop_assert_eq!(report.unpriced, unpriced);
        prop_assert_eq!(report.total.unwrap_or(Usd::ZERO), total);
        prop_assert_eq!(report.cheapest.total, least);
        let told: Vec<_> = report.by_month.iter().map(|sum| (sum.name.as_str(), sum.total)).collect();
        prop_assert_eq!(told, months.into_iter().collect::<Vec<_>>());
        let retired = |reason: &perpixel::api::answer::UnpricedKind| reason.code == Code::Retired;
        prop_assert!(report.reasons.iter().all(retired), "{:?}", report.reasons);
    }

    #[test]
    fn plain_rows_of_csv_cost_what_quoted_ones_do(
        models in models(),
        rows in rows(),
        times in proptest::collection::vec(prop::sample::select(vec![
            "2026-05-01", "2026-05-01T10:00:00Z", "2026-05-02 11:00", "2026-13-01", "", "May",
        ]), 1..9),
        odd in proptest::collection::vec(prop::sample::select(vec!["0", "-1", "1.0", " 7", "", "1000000000001", "x"]), 1..5),
        cut in 1..300_usize,
    ) {
        let catalog = catalog(&models);
        let (mut plain, mut quoted) = ("date,model,note,provider,n\n".to_owned(), String::new());
        quoted += &plain;
        for (row, (model, at, count)) in rows.iter().enumerate() {
            let count = if row % 7 == 6 { odd[row % odd.len()].to_owned() } else { COUNTS[*count].to_string() };
            let fields =
                [times[row % times.len()], &format!("model-{model}"), &row.to_string(), provider(*at), &count];
            plain += &format!("{}\r\n", fields.join(","));
            quoted += &format!("\"{}\"\n", fields.join("\",\""));
        }
        let options = UsageOptions::default();
        let said = |report: Result<UsageReport, Error>| {
            report.map(|report| text(&report)).map_err(|error| error.message().to_owned())
        };
        let report = said(catalog.usage(plain.as_bytes(), &options));
        prop_assert_eq!(&report, &said(catalog.usage(quoted.as_bytes(), &options)));
        let mut meter = Meter::new(&catalog, options).unwrap();
        for chunk in plain.as_bytes().chunks(cut) {
            // What does not fit is refused at once, and again at the end.
            let _ = meter.push(&catalog, chunk);
        }
        prop_assert_eq!(report, said(meter.finish(&catalog)));
    }

    #[test]
    fn columns_and_sheets_cost_what_rows_do(
        models in models(),
        rows in rows(),
        gaps in proptest::collection::vec((0..400_usize, any::<bool>()), 0..3),
    ) {
        let catalog = catalog(&models);
        let kinds = kinds_of(models.len());
        let mut kind: Vec<u32> = rows.iter().map(|(model, at, _)| (model * (PROVIDERS.len() + 1) + at) as u32).collect();
        let mut count: Vec<u32> = rows.iter().map(|(.., count)| COUNTS[*count]).collect();
        for (row, absent) in gaps {
            let row = row % kind.len();
            if absent { kind[row] = kinds.len() as u32 } else { count[row] = 0 }
        }
        let amounts: Vec<Option<Usd>> = kind.iter().zip(&count).map(|(&kind, &count)| {
            let (model, at) = (kind as usize / (PROVIDERS.len() + 1), kind as usize % (PROVIDERS.len() + 1));
            by_hand(&models, model, at, count)
        }).collect();
        let priced: Vec<Usd> = amounts.iter().flatten().copied().collect();
        let sum = priced.iter().try_fold(Usd::ZERO, |sum, &usd| sum.plus(usd));
        let mut sheet = Sheet::new(&catalog, &kinds, kind.len() + 1, &UsageOptions::default()).unwrap();
        sheet.kind[..kind.len()].copy_from_slice(&kind);
        sheet.count[..kind.len()].copy_from_slice(&count);
        let columns = catalog.usage_columns(&kinds, &kind, Some(&count), &UsageOptions::default());
        let Ok(sum) = sum else {
            // A sum on the way has more digits than there are: what still answers, says the same.
            if let (Ok(columns), Ok(run)) = (columns, sheet.run(kind.len())) {
                prop_assert_eq!((columns.total, columns.unpriced), (run.total, run.unpriced));
            }
            return Ok(());
        };
        let run = match sheet.run(kind.len()) {
            Ok(run) => run,
            // By kinds a sum on the way may have too many digits where row by row none has; in units none has.
            Err(error) => {
                prop_assert_eq!(error.code(), Code::BadRequest);
                prop_assert!(models.iter().flatten().any(|&price| price > 4));
                return Ok(());
            }
        };
        let total = Some(sum).filter(|_| !priced.is_empty());
        prop_assert_eq!((run.total, run.priced), (total, priced.len() as u64));
        prop_assert_eq!(run.unpriced, (kind.len() - priced.len()) as u64);
        for (row, amount) in amounts.iter().enumerate() {
            prop_assert_eq!(&sheet.amount(row).unwrap(), amount);
            let shown = sheet.amounts[row];
            let Some(scale) = run.scale else {
                prop_assert_eq!(shown, Sheet::NONE);
                continue;
            };
            let unit = Usd::parse(&format!("1e-{scale}")).unwrap();
            let read = (shown != Sheet::NONE).then(|| unit.times(Quantity::parse(&shown.to_string()).unwrap()).unwrap());
            prop_assert_eq!(&read, amount);
        }
        // What the alternatives come to may have more digits than there are, where the total has not.
        let Ok(columns) = columns else { return Ok(()) };
        prop_assert_eq!((columns.total, columns.unpriced), (run.total, run.unpriced));
        let listed: Vec<_> = columns.listed.iter().map(|listed| listed.row as usize - 1).collect();
        let expected: Vec<_> =
            amounts.iter().enumerate().filter(|(_, amount)| amount.is_none()).map(|(row, _)| row).take(100).collect();
        prop_assert_eq!(listed, expected);
    }
}

/// Over many blocks, with a gap in one of them and large counts in another.
#[test]
fn a_long_log_is_the_same_as_columns_and_as_a_sheet() {
    const ROWS: usize = 200_003;
    let models = vec![vec![0, 1, 4], vec![3], vec![]];
    let (catalog, kinds) = (catalog(&models), kinds_of(models.len()));
    let mut kind: Vec<u32> = (0..ROWS).map(|row| (row * 7919 % kinds.len()) as u32).collect();
    let mut count: Vec<u32> = (0..ROWS).map(|row| (row % 12) as u32 + 1).collect();
    count[70_000..70_100].fill(u32::MAX);
    (kind[130_000], count[130_001]) = (900, 0);
    let mut sum = Usd::ZERO;
    let mut unpriced = 0;
    for (&kind, &count) in kind.iter().zip(&count) {
        let (model, at) = (kind as usize / 4, kind as usize % 4);
        match by_hand(&models, model, at, count) {
            Some(usd) => sum = sum.plus(usd).unwrap(),
            None => unpriced += 1,
        }
    }
    let columns = catalog.usage_columns(&kinds, &kind, Some(&count), &UsageOptions::default()).unwrap();
    assert_eq!((columns.total, columns.unpriced, columns.listed.len()), (Some(sum), unpriced, 100));
    let mut sheet = Sheet::new(&catalog, &kinds, ROWS, &UsageOptions::default()).unwrap();
    sheet.kind.copy_from_slice(&kind);
    sheet.count.copy_from_slice(&count);
    let run = sheet.run(ROWS).unwrap();
    assert_eq!((run.total, run.unpriced, run.scale), (Some(sum), unpriced, Some(7)));
    assert_eq!(sheet.run(ROWS + 1).unwrap_err().path(), Some("/rows"));
    assert_eq!(sheet.amount(ROWS).unwrap_err().path(), Some("/row"));
}
