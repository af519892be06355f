//! The binding of quotes by their form: the form crosses once, and for each count the amounts that grow, as numbers in
//! the module's memory. Decode, call `api`, encode.

use super::encode;
use super::order::Quoter;
use super::planning::{memory, place_of};
use crate::api::{self, ROOM};
use js_sys::Uint32Array;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    /// The amounts of the count that was asked about last.
    static AMOUNTS: RefCell<[u32; ROOM]> = const { RefCell::new([0; ROOM]) };
}

/// The form of a quoter's quotes; null where they have none.
#[wasm_bindgen(skip_typescript)]
pub fn form(quoter: &Quoter) -> Result<JsValue, JsValue> {
    let Some((form, answer)) = quoter.quoter.form() else { return Ok(JsValue::NULL) };
    let _ = quoter.form.set(form);
    encode(Ok(answer))
}

/// Where the amounts are written, as a view of the module's memory, which is empty once that has grown.
#[wasm_bindgen(skip_typescript)]
pub fn amounts() -> Uint32Array {
    let (start, length) = AMOUNTS.with_borrow(|amounts| place_of(amounts));
    Uint32Array::new_with_byte_offset_and_length(&memory().1, start, length)
}

/// Writes the amounts of a quoter's form for that many, and says whether they fit.
#[wasm_bindgen(skip_typescript)]
pub fn grown(quoter: &Quoter, count: f64) -> bool {
    let form = quoter.form.get().zip(api::whole(count));
    form.is_some_and(|(form, count)| AMOUNTS.with_borrow_mut(|amounts| form.write(count, amounts)).is_some())
}
