//! The binding in a real browser: sources of every kind in, plain data out, errors that are errors.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use js_sys::{Array, Error, JSON, Object, Promise, Reflect, Uint8Array};
use perpixel::wasm::{Catalog, open, part, unread};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{ReadableStream, Response};

wasm_bindgen_test_configure!(run_in_browser);

const CATALOG: &str = include_str!("../www/catalogs/infr.json");

fn object(json: &str) -> JsValue {
    JSON::parse(json).unwrap()
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).unwrap()
}

fn text(value: &JsValue, key: &str) -> String {
    get(value, key).as_string().unwrap_or_else(|| panic!("`{key}` is no text in {value:?}"))
}

fn refusal<T>(outcome: Result<T, JsValue>) -> (String, String) {
    let thrown = outcome.err().expect("the call is refused");
    assert!(thrown.is_instance_of::<Error>(), "what is thrown is an Error");
    assert_eq!(text(&thrown, "name"), "PerpixelError");
    (text(&thrown, "code"), get(&thrown, "path").as_string().unwrap_or_default())
}

/// What the package does with one source: ask, await, ask again.
async fn read(source: JsValue) -> Result<JsValue, JsValue> {
    let mut step = part(source)?;
    loop {
        let data = get(&step, "data");
        let promise = match data.dyn_ref::<ReadableStream>() {
            Some(body) => Response::new_with_opt_readable_stream(Some(body))?.array_buffer()?,
            None if data.is_instance_of::<Promise>() => data.into(),
            None => return Ok(step),
        };
        let data = JsFuture::from(promise).await.map_err(|fault| unread("source", &fault))?;
        Reflect::set(&step, &"data".into(), &data).unwrap();
        step = part(step)?;
    }
}

async fn loaded(source: JsValue) -> Catalog {
    let parts = Array::of1(&read(source).await.unwrap());
    open(&parts, object(r#"{"asOf":"2026-06-01"}"#)).unwrap()
}

#[wasm_bindgen_test]
async fn every_kind_of_source_gives_the_same_catalog() {
    let bytes = Uint8Array::from(CATALOG.as_bytes());
    let named = Object::new();
    Reflect::set(&named, &"name".into(), &"mine.json".into()).unwrap();
    Reflect::set(&named, &"data".into(), &bytes).unwrap();
    let response = Response::new_with_opt_str(Some(CATALOG)).unwrap();
    let sources: [JsValue; 4] = [CATALOG.into(), bytes.clone().into(), response.into(), named.into()];
    for source in sources {
        let info = loaded(source).await.info().unwrap();
        assert_eq!(get(&info, "models").as_f64(), Some(35.0));
        assert_eq!(text(&info, "feeRate"), "0.02");
    }
}

#[wasm_bindgen_test]
async fn money_crosses_as_exact_text() {
    let catalog = loaded(CATALOG.into()).await;
    let route = catalog.route(object(r#"{"model":"grok-imagine-quality"}"#)).unwrap();
    assert_eq!(text(&route, "billed"), "0.051");
    let quote = catalog.quote(object(r#"{"model":"flux-2-klein-9b","count":1234567}"#)).unwrap();
    assert_eq!(text(&get(&quote, "routed"), "billed"), "11333.32506");
    let table = catalog
        .compare(JsValue::UNDEFINED, object(r#"{"limit":2,"sort":"price"}"#), JsValue::UNDEFINED)
        .unwrap();
    assert_eq!(get(&table, "total").as_f64(), Some(35.0));
    assert_eq!(Array::from(&get(&table, "rows")).length(), 2);
    let nothing = catalog.price(object(r#"{"model":"step1x-edit","provider":"fal"}"#)).unwrap();
    assert!(get(&nothing, "price").is_null());
}

#[wasm_bindgen_test]
async fn misuse_is_an_error_with_a_place() {
    let catalog = loaded(CATALOG.into()).await;
    let quote = |request| refusal(catalog.quote(request));
    assert_eq!(quote(object(r#"{"model":"none","count":1}"#)), ("unknown_model".into(), "/model".into()));
    assert_eq!(quote(object(r#"{"model":"bagel"}"#)), ("bad_request".into(), "/count".into()));
    assert_eq!(quote(JsValue::from_f64(5.0)), ("bad_request".into(), String::new()));
    let not_a_number = object(r#"{"width":1024,"height":1024}"#);
    Reflect::set(&not_a_number, &"width".into(), &f64::NAN.into()).unwrap();
    assert_eq!(
        refusal(catalog.compare(not_a_number, JsValue::UNDEFINED, JsValue::UNDEFINED)),
        ("bad_request".into(), "/width".into())
    );
    let itself = Object::new();
    Reflect::set(&itself, &"job".into(), &itself).unwrap();
    assert_eq!(quote(itself.into()).0, "bad_request");
}

#[wasm_bindgen_test]
async fn what_throws_when_it_is_read_is_a_refusal() {
    let throwing = js_sys::Function::new_no_args(
        "return Object.defineProperty({}, 'width', { enumerable: true, get() { throw new Error('no') } })",
    );
    let job = throwing.call0(&JsValue::NULL).unwrap();
    let catalog = loaded(CATALOG.into()).await;
    assert_eq!(refusal(catalog.compare(job, JsValue::UNDEFINED, JsValue::UNDEFINED)).0, "bad_request");
    let source = js_sys::Function::new_no_args(
        "return Object.defineProperty({}, 'data', { get() { throw new Error('no') } })",
    );
    assert_eq!(refusal(part(source.call0(&JsValue::NULL).unwrap())).0, "bad_request");
    let detached = js_sys::Function::new_no_args(
        "const bytes = new Uint8Array(8); structuredClone(bytes.buffer, { transfer: [bytes.buffer] }); return bytes",
    );
    let parts = Array::of1(&part(detached.call0(&JsValue::NULL).unwrap()).unwrap());
    assert_eq!(refusal(open(&parts, JsValue::UNDEFINED)).0, "not_json");
}

#[wasm_bindgen_test]
async fn a_source_that_is_none_is_refused() {
    let refused = async |source: JsValue| match read(source).await {
        Ok(part) => refusal(open(&Array::of1(&part), JsValue::UNDEFINED)).0,
        Err(thrown) => refusal::<()>(Err(thrown)).0,
    };
    assert_eq!(refused(JsValue::from_f64(5.0)).await, "bad_request");
    assert_eq!(refused(JsValue::NULL).await, "bad_request");
    assert_eq!(refused("{".into()).await, "not_json");
    assert_eq!(refusal(open(&Array::new(), JsValue::UNDEFINED)).0, "bad_request");
    let missing = web_sys::Url::new("http://127.0.0.1:9/none.json").unwrap();
    assert_eq!(refused(missing.into()).await, "fetch_failed");
}
