//! The reader of JSON against serde_json's judgement, and at its caps.

use super::*;
use crate::source::keys::{Keys, keys};
use proptest::prelude::*;

fn read(bytes: &[u8]) -> Result<()> {
    let mut reader = Reader::new(bytes)?;
    reader.skip()?;
    reader.finish()
}

#[track_caller]
fn refuses(text: &str, message: &str) {
    let error = read(text.as_bytes()).unwrap_err();
    assert_eq!(error.message(), message);
}

#[test]
fn says_where_the_grammar_breaks() {
    refuses("{\"a\":1,}", "the document is not JSON: expected a string but found `}` at line 1, column 8");
    refuses("[1\n 2]", "the document is not JSON: expected `,` or `]` but found `2` at line 2, column 2");
    refuses(
        "",
        "the document is not JSON: expected a value but found the end of the text at line 1, column 1",
    );
    refuses(
        "[1] x",
        "the document is not JSON: expected the end of the text but found `x` at line 1, column 5",
    );
    refuses("[01]", "the document is not JSON: expected `,` or `]` but found `1` at line 1, column 3");
    refuses(
        "\"\u{1}\"",
        "the document is not JSON: expected the end of the string but found `\\u{1}` at line 1, column 2",
    );
}

#[test]
fn strings_are_borrowed_unless_escaped() {
    let mut reader = Reader::new(br#"["plain", "\u00e9\n\ud83d\ude00\/"]"#).unwrap();
    let mut texts = Vec::new();
    reader
        .array(|reader, _| {
            texts.push(reader.string()?);
            Ok(())
        })
        .unwrap();
    assert!(matches!(texts[0], Cow::Borrowed("plain")));
    assert_eq!(texts[1], "é\n😀/");
}

#[test]
fn strings_end_where_they_end_wherever_they_begin() {
    for odd in ["", "\\n", "é", "\u{7f}", "\u{2066}"] {
        for length in 0..40 {
            let text = format!("{}{odd}{}", "x".repeat(length / 2), "y".repeat(length - length / 2));
            let document = format!("[{}\"{text}\",\"{text}\"]", " ".repeat(length));
            let mut reader = Reader::new(document.as_bytes()).unwrap();
            let mut texts = Vec::new();
            reader
                .array(|reader, _| {
                    texts.push(reader.string()?.into_owned());
                    assert_eq!(reader.was_plain(), odd.is_empty());
                    Ok(())
                })
                .unwrap();
            let read = text.replace("\\n", "\n");
            assert_eq!(texts, [read.clone(), read]);
        }
    }
}

keys! { Letters { A = "a", Bb = "bb", Ccc = "ccc", } }

#[test]
fn members_are_told_in_any_order_and_strangers_passed_over() {
    let mut keys = Keys::default();
    let mut told = |text: &'static str| {
        let mut found = Vec::new();
        let mut reader = Reader::new(text.as_bytes()).unwrap();
        reader
            .members(&mut keys, |reader, key: Letters, again| {
                found.push((key, again));
                reader.skip()
            })
            .unwrap();
        reader.finish().unwrap();
        found
    };
    for _ in 0..2 {
        use Letters::{A, Bb, Ccc};
        assert_eq!(told(r#"{"a":1,"bb":2,"ccc":3}"#), [(A, false), (Bb, false), (Ccc, false)]);
        assert_eq!(
            told(r#"{ "ccc" : 1, "a" : {"bb":1}, "x" : 2, "a" : 3 }"#),
            [(Ccc, false), (A, false), (A, true)]
        );
        assert_eq!(told(r#"{"\u0061":1,"aa":2,"bbb":3,"b":4}"#), [(A, false)]);
        assert_eq!(told("{}"), []);
    }
}

#[test]
fn holds_the_caps_at_the_cap_and_one_above() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(read(nested(64).as_bytes()).is_ok());
    assert_eq!(read(nested(65).as_bytes()).unwrap_err().code(), Code::TooDeep);
    assert_eq!(read("[".repeat(10_000).as_bytes()).unwrap_err().code(), Code::TooDeep);
    let mut large = vec![b' '; MAX_BYTES - 1];
    large.push(b'1');
    assert!(read(&large).is_ok());
    large.push(b' ');
    assert_eq!(read(&large).unwrap_err().code(), Code::TooLarge);
}

#[test]
fn refuses_what_is_not_utf8_and_lone_surrogates() {
    assert_eq!(read(b"\"\xff\"").unwrap_err().code(), Code::NotUtf8);
    for text in [r#""\ud800""#, r#""\ud800x""#, r#""\udc00""#, r#""\ud800\u0041""#, r#""\u12""#, r#""\x""#] {
        assert_eq!(read(text.as_bytes()).unwrap_err().code(), Code::NotJson, "{text}");
    }
    assert!(read("\u{feff}[]".as_bytes()).is_ok());
}

proptest! {
    #[test]
    fn accepts_what_serde_json_accepts(text in r#"[\[\]{}:,"a\\u0-9eE.+\-tfn rlsu\n]{0,24}"#) {
        let peer = serde_json::from_str::<&serde_json::value::RawValue>(&text);
        prop_assert_eq!(read(text.as_bytes()).is_ok(), peer.is_ok(), "{}", text);
    }

    #[test]
    fn accepts_mutated_documents_as_serde_json_does(cut in 0..200_usize, put in "[\\[\\]{}:,\"0-9a\\\\]{0,2}") {
        let document = r#"{"a":[1,2.5e-3,{"b":"c\n\u00e9","d":null}],"e":true,"f":{"g":[[],{}],"h":-0.1}}"#;
        let cut = cut.min(document.len() - 1);
        prop_assume!(document.is_char_boundary(cut) && document.is_char_boundary(cut + 1));
        let text = format!("{}{put}{}", &document[..cut], &document[cut + 1..]);
        let peer = serde_json::from_str::<&serde_json::value::RawValue>(&text);
        prop_assert_eq!(read(text.as_bytes()).is_ok(), peer.is_ok(), "{}", text);
    }

    #[test]
    fn any_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let _ = read(&bytes);
    }
}
