//! The corpus of hostile inputs in `tests/hostile/`, run natively: each is refused with its code, or gives exactly
//! the counts, prices and findings that its line of `EXPECTED.json` states. The package and the page run the same
//! corpus by `tests/packages/hostile.test.ts` and `tests/page/hostile.test.ts`.

#![allow(clippy::arithmetic_side_effects, clippy::expect_used, clippy::indexing_slicing)]
#![allow(clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use perpixel::api::request::{
    DisplayRequest, ExportFormat, JobRequest, LoadOptions, Query, UsageOptions, take,
};
use perpixel::api::{Loaded, Meter, Part, load};
use perpixel::error::{Error, Result};
use perpixel::value::FromValue;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The day on which every case is asked about.
const AS_OF: &str = "2026-06-01";
/// The columns of the exports that cases state.
const COLUMNS: [&str; 5] = ["model", "vendor", "license", "cheapest", "cheapestProvider"];

struct Case {
    /// `folder/kind/name`.
    place: String,
    input: Vec<u8>,
    expected: Value,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile")
}

fn asked<T: FromValue>(value: Value) -> T {
    take(serde_json::from_value(value).unwrap()).unwrap()
}

/// The bytes of a recipe: texts, and parts that are repeated, in which `#` may stand for the number of the turn.
fn expand(recipe: &[Value]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in recipe {
        let times = || usize::try_from(part["times"].as_u64().unwrap()).unwrap();
        if let Some(text) = part.as_str() {
            bytes.extend_from_slice(text.as_bytes());
        } else if let Some(text) = part["repeat"].as_str() {
            bytes.extend_from_slice(&text.as_bytes().repeat(times()));
        } else {
            let text = part["each"].as_str().unwrap();
            (0..times()).for_each(|turn| bytes.extend(text.replace('#', &turn.to_string()).bytes()));
        }
    }
    bytes
}

/// The cases of one folder. Each file beside the table has its line there, and each line without a recipe its file.
fn cases(folder: &str, kind: &str) -> Vec<Case> {
    let home = root().join(folder).join(kind);
    let table = fs::read_to_string(home.join("EXPECTED.json")).unwrap();
    let Value::Object(table) = serde_json::from_str(&table).unwrap() else { panic!("{folder}/{kind}") };
    for entry in fs::read_dir(&home).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name == "EXPECTED.json" || table.contains_key(&name), "{folder}/{kind}/{name} has no line");
    }
    let case = |(name, expected): (String, Value)| {
        let input = match expected["recipe"].as_array() {
            Some(recipe) => expand(recipe),
            None => {
                fs::read(home.join(&name)).unwrap_or_else(|_| panic!("{folder}/{kind}/{name}: no such file"))
            }
        };
        Case { place: format!("{folder}/{kind}/{name}"), input, expected }
    };
    table.into_iter().map(case).collect()
}

/// `code /pointer *3` stands for three of them, `code /models/{1..3}/id` for three in a row.
fn findings_of(expected: &Value) -> Vec<String> {
    let mut list = Vec::new();
    for text in expected["findings"].as_array().into_iter().flatten().map(|text| text.as_str().unwrap()) {
        if let Some((one, times)) = text.split_once(" *") {
            list.extend(vec![one.to_owned(); times.parse().unwrap()]);
        } else if let Some((head, rest)) = text.split_once('{') {
            let (range, tail) = rest.split_once('}').unwrap();
            let (first, last) = range.split_once("..").unwrap();
            let places = first.parse::<u32>().unwrap()..=last.parse::<u32>().unwrap();
            list.extend(places.map(|place| format!("{head}{place}{tail}")));
        } else {
            list.push(text.to_owned());
        }
    }
    list
}

/// What differs is told with both sides.
fn same(what: &str, found: &Value, expected: &Value) -> std::result::Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{what}: expected {expected}, found {found}")) }
}

fn refusal(error: &Error, expected: &Value) -> std::result::Result<(), String> {
    assert!(!error.message().is_empty());
    same("code", &json!(error.code().as_str()), &expected["code"])?;
    if expected.get("path").is_some() {
        same("path", &json!(error.path()), &expected["path"])?;
    }
    Ok(())
}

fn read(case: &Case) -> Result<Loaded> {
    let stated = &case.expected["load"];
    let name = stated["name"].as_str().unwrap_or("case.json");
    let options: LoadOptions = asked(json!({ "asOf": AS_OF }));
    load(&[Part { name: Some(name), bytes: &case.input, format: stated["format"].as_str() }], &options, AS_OF)
}

/// An offer as cases write it: `fal 0.05`, `fal 0.01..0.03`, or `fal ?no_price`.
fn told(offer: &Value) -> String {
    let provider = offer["provider"].as_str().unwrap();
    let (price, low, high) = (offer["price"].as_str(), offer["low"].as_str(), offer["high"].as_str());
    match (price, low.zip(high)) {
        (Some(price), _) => format!("{provider} {price}"),
        (None, Some((low, high))) => format!("{provider} {low}..{high}"),
        (None, None) => format!("{provider} ?{}", offer["code"].as_str().unwrap_or("none")),
    }
}

/// What turns or hides in a sentence of the engine's, which quotes names and values of strangers.
fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn catalog_holds(catalog: &Loaded, expected: &Value) -> std::result::Result<(), String> {
    let found: Vec<String> = catalog
        .findings()
        .iter()
        .map(|finding| format!("{} {}", finding.code, finding.path).trim_end().to_owned())
        .collect();
    same("findings", &json!(found), &json!(findings_of(expected)))?;
    let info = serde_json::to_value(catalog.info()).unwrap();
    let counts: Vec<&Value> = ["models", "offers", "priced", "unpriced"].map(|key| &info[key]).into();
    same("counts", &json!(counts), &expected["counts"])?;
    let query: Query = asked(json!({ "includeRetired": true }));
    let job = expected.get("job").map(|job| asked::<JobRequest>(job.clone()));
    let table = serde_json::to_value(catalog.compare(job.as_ref(), Some(&query), None).unwrap()).unwrap();
    let row = |id: &Value| {
        let rows = table["rows"].as_array().unwrap();
        rows.iter().find(|row| row["model"]["id"] == *id).ok_or(format!("there is no model {id}"))
    };
    let reasons = table["rows"].as_array().unwrap().iter().flat_map(|row| row["offers"].as_array().unwrap());
    let reasons = reasons.filter_map(|offer| offer["reason"].as_str());
    for text in catalog.findings().iter().map(|finding| finding.message.as_str()).chain(reasons) {
        if text.contains(hides) {
            return Err(format!("a sentence holds what it hides: {text:?}"));
        }
    }
    for stated in expected["prices"].as_array().unwrap() {
        let offers = row(&stated[0])?["offers"].as_array().unwrap();
        let found: Vec<Value> =
            std::iter::once(stated[0].clone()).chain(offers.iter().map(|offer| json!(told(offer)))).collect();
        same("prices", &json!(found), stated)?;
    }
    for stated in expected["routed"].as_array().into_iter().flatten() {
        let routed = &row(&stated[0])?["routed"];
        let billed = routed["billed"].as_str();
        let found = billed.map(|usd| format!("{} {usd}", routed["provider"].as_str().unwrap()));
        same("routed", &json!([stated[0], found]), stated)?;
    }
    if let Some(lines) = expected["csv"].as_array() {
        let display: DisplayRequest = asked(json!({ "columns": COLUMNS }));
        let csv: ExportFormat = asked(json!("csv"));
        let text = catalog.export(csv, None, Some(&query), Some(&display)).unwrap();
        let (_, rest) = text.split_once("\r\n").unwrap();
        let lines: String = lines.iter().map(|line| line.as_str().unwrap().to_owned() + "\r\n").collect();
        same("csv", &json!(rest), &json!(lines))?;
    }
    Ok(())
}

fn catalog_case(case: &Case) -> std::result::Result<(), String> {
    match read(case) {
        Err(error) if case.expected["code"].is_null() => Err(format!("it was refused: {error}")),
        Err(error) => refusal(&error, &case.expected),
        Ok(_) if !case.expected["code"].is_null() => Err("it was not refused".to_owned()),
        Ok(catalog) => catalog_holds(&catalog, &case.expected),
    }
}

fn meter(catalog: &Loaded, case: &Case, piece: usize) -> Result<Value> {
    let options: UsageOptions = asked(case.expected.get("load").cloned().unwrap_or_else(|| json!({})));
    let mut meter = Meter::new(catalog, options)?;
    for chunk in case.input.chunks(piece) {
        meter.push(catalog, chunk)?;
    }
    meter.finish(catalog).map(|report| serde_json::to_value(report).unwrap())
}

/// A log gives the same in one piece and in many, wherever they are cut.
fn log_case(catalog: &Loaded, case: &Case) -> std::result::Result<(), String> {
    let expected = &case.expected;
    let pieces = [(usize::MAX, usize::MAX), (4096, 1 << 21), (7, 1 << 13), (1, 1 << 11)];
    for (piece, _) in pieces.into_iter().filter(|&(_, most)| case.input.len() <= most) {
        let report = match meter(catalog, case, piece) {
            Err(error) if expected["code"].is_null() => return Err(format!("it was refused: {error}")),
            Err(error) => {
                refusal(&error, expected)?;
                continue;
            }
            Ok(_) if !expected["code"].is_null() => return Err("it was not refused".to_owned()),
            Ok(report) => report,
        };
        let rows = ["rows", "priced", "unpriced"].map(|key| &report[key]);
        same(&format!("rows in pieces of {piece}"), &json!(rows), &expected["rows"])?;
        same("made", &report["made"], &expected["made"])?;
        same("total", &report["total"], &expected["total"])?;
        let list = |key: &str, tell: &dyn Fn(&Value) -> String| -> Value {
            report[key].as_array().unwrap().iter().map(tell).collect()
        };
        let word = |value: &Value| value["code"].as_str().unwrap().to_owned();
        let reasons = list("reasons", &|reason| format!("{} {}", word(reason), reason["rows"]));
        same("reasons", &reasons, expected.get("reasons").unwrap_or(&json!([])))?;
        if expected.get("listed").is_some() {
            let listed = list("listed", &|row| format!("{} {}", row["row"], word(row)));
            same("listed", &listed, &expected["listed"])?;
        }
    }
    Ok(())
}

/// Runs the cases. Those in `OPEN` are known to fail; they are printed, with whether they do.
fn run(cases: Vec<Case>, judge: impl Fn(&Case) -> std::result::Result<(), String>) {
    let open = fs::read_to_string(root().join("OPEN")).unwrap_or_default();
    let open: Vec<&str> =
        open.lines().filter_map(|line| line.split_once(": ")).map(|(place, _)| place).collect();
    let mut faults = Vec::new();
    for case in &cases {
        let fault = judge(case);
        if open.contains(&case.place.as_str()) {
            let now = fault.err().unwrap_or_else(|| "it holds now: take it out of OPEN".to_owned());
            println!("open: {}: {now}", case.place);
        } else if let Err(fault) = fault {
            let shown: String = fault.chars().take(600).collect();
            faults.push(format!("{}: {shown}", case.place));
        }
    }
    println!("{} cases", cases.len());
    assert!(faults.is_empty(), "{} of {} cases:\n{}", faults.len(), cases.len(), faults.join("\n"));
}

#[test]
fn accepted_catalogs_keep_every_figure() {
    run(cases("accepted", "catalogs"), catalog_case);
}

#[test]
fn faulty_catalogs_give_their_findings_and_the_rest_works() {
    run(cases("accepted-with-finding", "catalogs"), catalog_case);
}

#[test]
fn refused_catalogs_are_refused_with_their_code() {
    run(cases("refused", "catalogs"), catalog_case);
}

#[test]
fn logs_are_priced_row_by_row_or_refused() {
    let bytes = fs::read(root().join("log-catalog.json")).unwrap();
    let options: LoadOptions = asked(json!({ "asOf": AS_OF }));
    let catalog = load(&[Part { name: None, bytes: &bytes, format: None }], &options, AS_OF).unwrap();
    for folder in ["accepted", "accepted-with-finding", "refused"] {
        run(cases(folder, "logs"), |case| log_case(&catalog, case));
    }
}

/// What a folder is called says what becomes of its cases, and nothing in `OPEN` is misspelt.
#[test]
fn cases_stand_in_the_folder_that_says_what_becomes_of_them() {
    let mut places = Vec::new();
    for (folder, kind) in ["accepted", "accepted-with-finding", "refused"]
        .into_iter()
        .flat_map(|folder| [(folder, "catalogs"), (folder, "logs")])
    {
        for Case { place, expected, .. } in cases(folder, kind) {
            let found = expected.get("findings").or(expected.get("reasons"));
            let told = found.is_some_and(|list| !list.as_array().unwrap().is_empty());
            let right = match folder {
                "refused" => expected["code"].is_string(),
                "accepted" => expected["code"].is_null() && !told,
                _ => expected["code"].is_null() && told,
            };
            assert!(right && expected["why"].is_string(), "{place}");
            places.push(place);
        }
    }
    assert!(places.len() >= 250, "{}", places.len());
    let open = fs::read_to_string(root().join("OPEN")).unwrap_or_default();
    for line in open.lines() {
        let known = line.split_once(": ").is_some_and(|(place, _)| {
            place.contains("/addresses/") || places.iter().any(|known| known == place)
        });
        assert!(known, "OPEN: {line}");
    }
}
