//! The binding of narrow calls: what crosses is a typed array or one short text. Decode, call `api`, encode.

use super::{Catalog, decode_optional, encode, thrown, tree};
use crate::api::{self, request};
use crate::error::Error;
use crate::money::Usd;
use crate::value::Value;
use std::cell::OnceCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
impl Catalog {
    /// The ids of all models, retired ones too. The place of a model in this list is its number in `order`.
    #[wasm_bindgen(unchecked_return_type = "string[]")]
    pub fn ids(&self) -> Result<JsValue, JsValue> {
        encode(Ok(self.loaded.ids()))
    }

    /// The models that the query keeps, in its order, as places in `ids()`: which rows `compare` has, and nothing else
    /// of them. Tens of thousands of models take well under a millisecond once they are priced for the job.
    ///
    /// Throws a `PerpixelError` of code `bad_request` for a faulty job or query.
    pub fn order(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Job")] job: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Query")] query: JsValue,
    ) -> Result<Vec<u32>, JsValue> {
        let order = || {
            let (job, query) = (decode_optional(&job)?, decode_optional(&query)?);
            self.loaded.order(&mut self.kept.borrow_mut(), job.as_ref(), query.as_ref())
        };
        order().map_err(|error: Error| thrown(&error))
    }

    /// A quote for any count: the offers are found and priced once, and each total is then one exact multiplication.
    /// It keeps the prices of its catalog, and is freed by itself.
    ///
    /// Throws a `PerpixelError` of code `unknown_model` or `bad_request`.
    pub fn quoter(
        &self,
        #[wasm_bindgen(unchecked_param_type = "QuoterRequest")] request: JsValue,
    ) -> Result<Quoter, JsValue> {
        let quoter = || {
            let mut asked = tree(&request, 0)?;
            if let Value::Object(fields) = &mut asked {
                // A quote is asked for with its count; here that comes later.
                fields.retain(|(name, _)| name != "count");
                fields.push(("count".to_owned(), Value::Number("1".to_owned())));
            }
            self.loaded.quoter(&request::take(asked)?)
        };
        quoter().map(|quoter| Quoter { quoter, form: OnceCell::new() }).map_err(|error: Error| thrown(&error))
    }
}

/// Quotes of one job for any count. It frees itself like a catalog does.
#[wasm_bindgen]
pub struct Quoter {
    pub(super) quoter: api::Quoter,
    /// Once it was asked for.
    pub(super) form: OnceCell<api::Form>,
}

#[wasm_bindgen]
impl Quoter {
    /// USD for that many at the cheapest offer, to the last digit; null where no offer has a price.
    ///
    /// Throws a `PerpixelError` of code `bad_request` for a count that is no whole number from 1 to 1,000,000,000,000.
    #[wasm_bindgen(unchecked_return_type = "Usd | null")]
    pub fn total(&self, count: f64) -> Result<JsValue, JsValue> {
        shown(counted(count).and_then(|count| self.quoter.total(count)))
    }

    /// USD for that many at the routed offer, fee included; null where nobody may serve or there is no fee.
    ///
    /// Throws a `PerpixelError` of code `bad_request` for a count that is no whole number from 1 to 1,000,000,000,000.
    #[wasm_bindgen(unchecked_return_type = "Usd | null")]
    pub fn billed(&self, count: f64) -> Result<JsValue, JsValue> {
        shown(counted(count).and_then(|count| self.quoter.billed(count)))
    }

    /// The whole quote for that many, with its receipts.
    ///
    /// Throws a `PerpixelError` of code `bad_request` for a count that is no whole number from 1 to 1,000,000,000,000.
    #[wasm_bindgen(unchecked_return_type = "Quote")]
    pub fn quote(&self, count: f64) -> Result<JsValue, JsValue> {
        encode(counted(count).and_then(|count| self.quoter.quote(count)))
    }
}

// What decodes texts takes longer to begin than a short one to make out of its characters.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = String, js_name = fromCharCode)]
    fn text_of_3(a: u8, b: u8, c: u8) -> JsValue;

    #[wasm_bindgen(js_namespace = String, js_name = fromCharCode)]
    fn text_of_4(a: u8, b: u8, c: u8, d: u8) -> JsValue;

    #[wasm_bindgen(js_namespace = String, js_name = fromCharCode)]
    fn text_of_5(a: u8, b: u8, c: u8, d: u8, e: u8) -> JsValue;

    #[wasm_bindgen(js_namespace = String, js_name = fromCharCode)]
    fn text_of_6(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8) -> JsValue;

    #[wasm_bindgen(js_namespace = String, js_name = fromCharCode)]
    fn text_of_7(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8) -> JsValue;

    #[wasm_bindgen(js_namespace = String, js_name = fromCharCode)]
    fn text_of_8(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8) -> JsValue;

    #[wasm_bindgen(js_namespace = String, js_name = fromCharCode)]
    fn text_of_9(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u8) -> JsValue;

    #[wasm_bindgen(js_namespace = String, js_name = fromCharCode)]
    fn text_of_10(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u8, j: u8) -> JsValue;

    #[wasm_bindgen(js_namespace = String, js_name = fromCharCode)]
    fn text_of_11(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8, g: u8, h: u8, i: u8, j: u8, k: u8) -> JsValue;

    #[wasm_bindgen(js_namespace = String, js_name = fromCharCode)]
    fn text_of_12(
        a: u8,
        b: u8,
        c: u8,
        d: u8,
        e: u8,
        f: u8,
        g: u8,
        h: u8,
        i: u8,
        j: u8,
        k: u8,
        l: u8,
    ) -> JsValue;
}

/// A text of ASCII characters.
fn short(text: &str) -> JsValue {
    match *text.as_bytes() {
        [a, b, c] => text_of_3(a, b, c),
        [a, b, c, d] => text_of_4(a, b, c, d),
        [a, b, c, d, e] => text_of_5(a, b, c, d, e),
        [a, b, c, d, e, f] => text_of_6(a, b, c, d, e, f),
        [a, b, c, d, e, f, g] => text_of_7(a, b, c, d, e, f, g),
        [a, b, c, d, e, f, g, h] => text_of_8(a, b, c, d, e, f, g, h),
        [a, b, c, d, e, f, g, h, i] => text_of_9(a, b, c, d, e, f, g, h, i),
        [a, b, c, d, e, f, g, h, i, j] => text_of_10(a, b, c, d, e, f, g, h, i, j),
        [a, b, c, d, e, f, g, h, i, j, k] => text_of_11(a, b, c, d, e, f, g, h, i, j, k),
        [a, b, c, d, e, f, g, h, i, j, k, l] => text_of_12(a, b, c, d, e, f, g, h, i, j, k, l),
        _ => JsValue::from_str(text),
    }
}

fn shown(usd: Result<Option<Usd>, Error>) -> Result<JsValue, JsValue> {
    let usd = usd.map_err(|error| thrown(&error))?;
    Ok(usd.map_or(JsValue::NULL, |usd| short(usd.written(&mut [0; Usd::CHARS]))))
}

fn counted(count: f64) -> Result<u64, Error> {
    api::whole(count).ok_or_else(api::no_count)
}
