//! Packed catalogs. Bytes whose first is `{` or `[` are a document: packed and opened again it answers as before. Other
//! bytes are what stands in a pack behind its head: a refusal or a catalog, and no panic when that is asked.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use perpixel::api::request::{JobRequest, LoadOptions};
use perpixel::api::{Loaded, Part, load, open_packed};
use perpixel_fuzz::catalog::{TODAY, fingerprint, request};
use perpixel_fuzz::mutate;
use std::sync::LazyLock;

static HEAD: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let card = br#"{"format":"perpixel/rate-card@1","date":"2026-06-01","models":[]}"#;
    let pack = loaded(card).expect("a card").pack().expect("nothing of a day");
    let end = pack.iter().position(|&byte| byte == b'\n').expect("a head");
    pack[..=end].to_vec()
});
static JOBS: LazyLock<[JobRequest; 3]> = LazyLock::new(|| {
    ["{}", r#"{"width":1920,"height":1080,"quality":"high","batch":true}"#, r#"{"mode":"t2v","seconds":5}"#]
        .map(request)
});
static OPTIONS: LazyLock<LoadOptions> = LazyLock::new(|| request(r#"{"policy":{"feeRate":"0.02"}}"#));

fn loaded(bytes: &[u8]) -> Option<Loaded> {
    load(&[Part { name: Some("fuzz"), bytes, format: None }], &OPTIONS, TODAY).ok()
}

fn is_document(bytes: &[u8]) -> bool {
    matches!(bytes.first(), Some(b'{' | b'['))
}

fuzz_target!(|bytes: &[u8]| {
    let job = &JOBS[usize::try_from(fingerprint(bytes) % 3).unwrap_or(0)];
    if is_document(bytes) {
        let Some(catalog) = loaded(bytes) else { return };
        let Ok(pack) = catalog.pack() else { return };
        let opened = open_packed(&pack, &OPTIONS, TODAY).expect("what was packed opens");
        let answer = |catalog: &Loaded| {
            let table = catalog.compare(Some(job), None, None).expect("a job");
            serde_json::to_string(&table).expect("plain data")
        };
        assert_eq!(answer(&opened), answer(&catalog));
        return;
    }
    let forged = [HEAD.as_slice(), bytes].concat();
    if let Ok(catalog) = open_packed(&forged, &OPTIONS, TODAY) {
        let _ = catalog.compare(Some(job), None, None);
        let _ = catalog.info();
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if is_document(&data[..size]) {
        mutate::json(data, size, max_size, seed)
    } else {
        fuzzer_mutate(data, size, max_size)
    }
});
