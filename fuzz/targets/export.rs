//! A stranger's texts in an export: other people's parsers of CSV, JSON and Markdown read them back as they were, and no
//! cell starts a formula. The input is up to four texts, apart by the byte 255: id, name, vendor and licence. Which of the
//! three is made follows from the bytes.

#![no_main]

use libfuzzer_sys::fuzz_target;
use perpixel::api::request::{DisplayRequest, ExportFormat, LoadOptions};
use perpixel::api::{Part, load};
use perpixel_fuzz::catalog::{TODAY, fingerprint, request};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;
use std::sync::{LazyLock, Mutex};

static DISPLAY: LazyLock<DisplayRequest> =
    LazyLock::new(|| request(r#"{"columns":["id","model","vendor","license","cheapest","modes"]}"#));

fn starts_formula(cell: &str) -> bool {
    let text = cell.trim_start_matches(|letter: char| letter.is_whitespace() && !"\t\r\n".contains(letter));
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// The text as it is shown: cut at 200 characters, what hides or turns the text spelled out.
fn is_shown_as(shown: &str, text: &str) -> bool {
    let mut rest = shown;
    for (place, letter) in text.chars().enumerate() {
        if place == 200 {
            return rest == "…";
        }
        let spelled = format!("\\u{{{:x}}}", u32::from(letter));
        let mut own = [0; 4];
        match rest.strip_prefix(&*letter.encode_utf8(&mut own)).or_else(|| rest.strip_prefix(&spelled)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.is_empty()
}

/// The cells of the one row of a table, as plain text; a panic where anything in it is more than text.
fn markdown_cells(markdown: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut inside = false;
    let mut tables = 0;
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM | Options::ENABLE_MATH;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Start(Tag::Table(_)) => tables += 1,
            Event::Start(Tag::TableCell) => {
                cells.push(String::new());
                inside = true;
            }
            Event::End(TagEnd::TableCell) => inside = false,
            Event::Text(text) if inside => cells.last_mut().expect("a cell").push_str(&text),
            Event::Start(Tag::TableHead | Tag::TableRow) | Event::End(_) => {}
            other => panic!("more than text in a table: {other:?} of {markdown:?}"),
        }
    }
    assert_eq!(tables, 1, "{markdown:?}");
    cells
}

fuzz_target!(|bytes: &[u8]| {
    let mut texts = Vec::new();
    for part in bytes.splitn(4, |&byte| byte == 255) {
        let Ok(text) = std::str::from_utf8(part) else { return };
        texts.push(text);
    }
    texts.resize(4, "x");
    let [id, name, vendor, license] = texts[..] else { return };
    if id.trim().is_empty() {
        return;
    }
    let card = serde_json::json!({
        "format": "perpixel/rate-card@1",
        "models": [{ "id": id, "name": name, "vendor": vendor, "license": license, "modes": ["t2i", "edit"],
            "offers": [{ "provider": "p", "charges": [{ "unit": "image", "usd": "0.05" }] }] }]
    });
    let card = card.to_string();
    let part = Part { name: Some("card"), bytes: card.as_bytes(), format: None };
    let catalog = load(&[part], &LoadOptions::default(), TODAY).expect("a card");
    let export = |format| catalog.export(format, None, None, Some(&DISPLAY)).expect("an export");
    let texts = [id, name, vendor, license];

    match fingerprint(bytes) % 3 {
        0 => csv_keeps(&export(ExportFormat::Csv), texts),
        1 => json_keeps(&export(ExportFormat::Json), texts),
        _ => markdown_keeps(&export(ExportFormat::Markdown), texts),
    }
});

/// The records of a CSV text, as the parser of the crate `csv` has them. Its tables are built once.
fn csv_records(text: &str) -> Vec<Vec<String>> {
    static READER: Mutex<Option<csv_core::Reader>> = Mutex::new(None);
    let mut kept = READER.lock().expect("one thread");
    let reader = kept.get_or_insert_with(csv_core::Reader::new);
    reader.reset();
    let (mut rest, mut out, mut ends) = (text.as_bytes(), vec![0; text.len() + 1], [0; 32]);
    let mut records = Vec::new();
    loop {
        let (result, taken, _, fields) = reader.read_record(rest, &mut out, &mut ends);
        // An empty input is how the parser is told that the text has ended.
        let last = rest.is_empty();
        rest = &rest[taken..];
        match result {
            csv_core::ReadRecordResult::Record => {
                let starts = std::iter::once(0).chain(ends[..fields].iter().copied());
                let field = |(start, &end): (usize, &usize)| {
                    String::from_utf8(out[start..end].to_vec()).expect("UTF-8")
                };
                records.push(starts.zip(&ends[..fields]).map(field).collect());
            }
            csv_core::ReadRecordResult::End => return records,
            other => assert!(!last, "{other:?} of {text:?}"),
        }
    }
}

fn csv_keeps(text: &str, texts: [&str; 4]) {
    let records = csv_records(text);
    assert_eq!(records.len(), 2, "{text:?}");
    assert_eq!((records[0].len(), records[1].len()), (7, 7), "{text:?}");
    let cells = &records[1];
    for (cell, own) in cells.iter().zip(texts) {
        assert!(!starts_formula(cell), "a formula: {cell:?}");
        assert_eq!(
            if starts_formula(own) { cell.strip_prefix('\'') } else { Some(cell.as_str()) },
            Some(own)
        );
    }
    assert_eq!(cells[4..], ["0.05", "exact", "t2i edit"], "{text:?}");
}

fn json_keeps(text: &str, texts: [&str; 4]) {
    let json: Value = serde_json::from_str(text).expect("JSON");
    let row = &json["rows"][0];
    assert_eq!(json["rows"].as_array().map(Vec::len), Some(1));
    for (column, own) in ["id", "model", "vendor", "license"].into_iter().zip(texts) {
        assert_eq!(row[column], own);
    }
    assert_eq!(row["cheapest"]["price"], "0.05");
}

fn markdown_keeps(text: &str, texts: [&str; 4]) {
    let cells = markdown_cells(text);
    assert_eq!(cells.len(), 12, "{text:?}");
    for (cell, own) in cells[6..].iter().zip(texts) {
        // Spaces at the ends of a cell are none of Markdown's.
        let before = (own.len() - own.trim_start_matches(' ').len()).min(200);
        let whole = format!("{}{cell}", &own[..before]);
        let texts = [own, own.trim_end_matches(' ')];
        let same = texts.iter().any(|own| is_shown_as(cell, own) || is_shown_as(&whole, own));
        assert!(same, "{own:?} is shown as {cell:?}");
    }
}
