//! The binding of the verbs that plan: decode, call `api`, encode.

use super::{Asked, Catalog, decode, decode_optional, encode, field_of, thrown};
use crate::api::answer::UsageReport;
use crate::api::{self, Loaded, Meter, Sheet, Tallied, request};
use crate::error::Error;
use js_sys::{ArrayBuffer, BigInt64Array, Uint8Array, Uint32Array, WebAssembly};
use serde::Serialize;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A small answer crosses as an object.
fn encode_object<T: Serialize>(answer: &T) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    answer.serialize(&serializer).map_err(JsValue::from)
}

/// How much of a log is within the module at a time. It is taken over piece by piece, so that the module does not grow
/// by the size of the log.
const PIECE: u32 = 256 * 1024;

/// A part of an array that may be anybody's: by its buffer, since a method of its own might do anything.
fn bytes_of(log: &Uint8Array, from: u32, length: u32) -> Uint8Array {
    let start = log.byte_offset().wrapping_add(from);
    Uint8Array::new_with_byte_offset_and_length(&log.buffer(), start, length)
}

fn usage_of_bytes(
    loaded: &Loaded,
    log: &Uint8Array,
    options: request::UsageOptions,
) -> Result<UsageReport, Error> {
    let mut meter = Meter::new(loaded, options)?;
    let mut piece = Vec::new();
    let (mut from, length) = (0, log.length());
    while from < length {
        let some = PIECE.min(length.saturating_sub(from));
        piece.resize(usize::try_from(some).unwrap_or(0), 0);
        bytes_of(log, from, some).copy_to(&mut piece);
        meter.push(loaded, &piece)?;
        from = from.saturating_add(some);
    }
    meter.finish(loaded)
}

/// A part of a column, copied to the start of the piece.
fn copied<'p>(column: &Uint32Array, from: u32, piece: &'p mut Vec<u32>, rows: usize) -> &'p [u32] {
    piece.resize(rows, 0);
    let start = column.byte_offset().wrapping_add(from.wrapping_mul(4));
    let length = u32::try_from(rows).unwrap_or(0);
    Uint32Array::new_with_byte_offset_and_length(&column.buffer(), start, length).copy_to(piece);
    piece
}

fn usage_of_columns(
    loaded: &Loaded,
    kinds: &[request::UsageKind],
    (rows, counts): (&Uint32Array, Option<&Uint32Array>),
    options: &request::UsageOptions,
) -> Result<UsageReport, Error> {
    let whole = |length: u32| usize::try_from(length).unwrap_or(usize::MAX);
    let length = rows.length();
    if let Some(counts) = counts.filter(|counts| counts.length() != length) {
        return Err(api::uneven(whole(length), whole(counts.length())));
    }
    let mut tallied = loaded.columns(kinds, options)?;
    let (mut row_piece, mut count_piece) = (Vec::new(), Vec::new());
    let mut from = 0_u32;
    while from < length {
        let some = Tallied::ROWS.min(whole(length.saturating_sub(from)));
        let counts = counts.map(|counts| copied(counts, from, &mut count_piece, some));
        tallied.push(copied(rows, from, &mut row_piece, some), counts);
        from = from.saturating_add(u32::try_from(some).unwrap_or(u32::MAX));
    }
    tallied.finish(loaded)
}

#[wasm_bindgen]
impl Catalog {
    /// Where sources state different prices for one provider and model: both figures, both sources, the factor and
    /// the probable cause, the most money at stake first.
    #[wasm_bindgen(unchecked_return_type = "AuditFinding[]")]
    pub fn audit(&self) -> Result<JsValue, JsValue> {
        encode(Ok(self.loaded.audit()))
    }

    /// The catalog as bytes that the lean module of the same version opens.
    #[wasm_bindgen(skip_typescript)]
    pub fn pack(&self) -> Result<Vec<u8>, JsValue> {
        self.loaded.pack().map_err(|error| thrown(&error))
    }

    /// How many rows of the table each value of a field would leave, with all other conditions of the query in
    /// force and what the query says of this field left out.
    ///
    /// Throws a `PerpixelError` of code `bad_request` for a faulty job or query.
    #[wasm_bindgen(unchecked_return_type = "Facet[]")]
    pub fn facets(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Job")] job: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Query")] query: JsValue,
    ) -> Result<JsValue, JsValue> {
        let facets = || {
            let Asked { job, query, .. } = Asked::decode(&job, &query, &JsValue::UNDEFINED)?;
            self.loaded.facets(job.as_ref(), query.as_ref())
        };
        encode(facets())
    }

    /// The table as text: the rows of `compare` in their order, in the display's columns, unit and currency.
    /// Cells that a spreadsheet would take for formulas are preceded by an apostrophe in CSV.
    ///
    /// Throws a `PerpixelError` of code `bad_request` for a faulty format, job, query or display.
    #[wasm_bindgen(js_name = export)]
    pub fn export_table(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ExportFormat")] format: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Job")] job: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Query")] query: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Display")] display: JsValue,
    ) -> Result<String, JsValue> {
        let export = || {
            let format = decode(&format)?;
            let Asked { job, query, display } = Asked::decode(&job, &query, &display)?;
            self.loaded.export(format, job.as_ref(), query.as_ref(), display.as_ref())
        };
        export().map_err(|error| thrown(&error))
    }

    /// Where a job is routed, what is billed (upstream and fee), and why not to the others.
    ///
    /// Throws a `PerpixelError` of code `unknown_model` or `bad_request`. Nobody to serve is no error:
    /// `provider` is null and `reason` says why.
    #[wasm_bindgen(unchecked_return_type = "Route")]
    pub fn route(
        &self,
        #[wasm_bindgen(unchecked_param_type = "RouteRequest")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        encode(decode(&request).and_then(|request| self.loaded.route(&request)))
    }

    /// What a workload costs: by line, provider and month, in other ways, and in the cheapest one.
    ///
    /// Throws a `PerpixelError` of code `unknown_model`, `unknown_provider` or `bad_request`. A line without a
    /// price is no error: its total is null and `reason` says why.
    #[wasm_bindgen(unchecked_return_type = "Estimate")]
    pub fn estimate(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Workload")] workload: JsValue,
    ) -> Result<JsValue, JsValue> {
        encode(decode(&workload).and_then(|workload| self.loaded.estimate(&workload)))
    }

    /// What running a model oneself costs an image, and from how many images a month on that is no more than
    /// buying them.
    ///
    /// Throws a `PerpixelError` of code `unknown_model`, `unknown_provider` or `bad_request`.
    #[wasm_bindgen(js_name = breakEven, unchecked_return_type = "BreakEven")]
    pub fn break_even(
        &self,
        #[wasm_bindgen(unchecked_param_type = "SelfHost")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        let answer = decode(&request).and_then(|request| self.loaded.break_even(&request));
        encode_object(&answer.map_err(|error| thrown(&error))?)
    }

    /// Prices a usage log row by row: CSV or JSON lines as text or bytes, or columns. Rows without a price are
    /// counted with their reasons. A log that comes in pieces goes through `meter`.
    ///
    /// Throws a `PerpixelError` of code `wrong_shape`, `not_utf8`, `too_large` or `bad_request`.
    #[wasm_bindgen(unchecked_return_type = "UsageReport")]
    pub fn usage(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | Uint8Array | UsageColumns")] log: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "UsageOptions")] options: JsValue,
    ) -> Result<JsValue, JsValue> {
        let report = || {
            let options = decode_optional::<request::UsageOptions>(&options)?.unwrap_or_default();
            if let Some(bytes) = log.dyn_ref::<Uint8Array>() {
                return usage_of_bytes(&self.loaded, bytes, options);
            }
            if let Some(text) = log.as_string() {
                return self.loaded.usage(text.as_bytes(), &options);
            }
            let kinds: Vec<request::UsageKind> = decode(&field_of(&log, "kinds")?)?;
            let column = |key: &str| field_of(&log, key).map(|column| column.dyn_into::<Uint32Array>().ok());
            let rows = column("kind")?.ok_or_else(api::no_log)?;
            let counts = column("count")?;
            usage_of_columns(&self.loaded, &kinds, (&rows, counts.as_ref()), &options)
        };
        encode(report())
    }

    /// A meter for a usage log that comes in pieces. It holds no more of the log than one row.
    ///
    /// Throws a `PerpixelError` of code `unknown_model`, `unknown_provider` or `bad_request` for faulty options.
    pub fn meter(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "UsageOptions")] options: JsValue,
    ) -> Result<UsageMeter, JsValue> {
        let options = decode_optional::<request::UsageOptions>(&options).map(Option::unwrap_or_default);
        let meter = options.and_then(|options| Meter::new(&self.loaded, options));
        let meter = meter.map_err(|error| thrown(&error))?;
        Ok(UsageMeter { loaded: Rc::clone(&self.loaded), meter: RefCell::new(meter) })
    }

    /// A sheet of so many rows, at most 2^26: columns within the module that the caller fills, and what each row costs.
    /// Of the options `provider` and `withoutProvider` play a part.
    ///
    /// Throws a `PerpixelError` of code `bad_request` for a faulty kind or option, `unknown_provider`, and `too_large`
    /// where there is no memory for the rows, which take 16 bytes each.
    pub fn sheet(
        &self,
        #[wasm_bindgen(unchecked_param_type = "UsageKind[]")] kinds: JsValue,
        #[wasm_bindgen(unchecked_param_type = "number")] rows: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "UsageOptions")] options: JsValue,
    ) -> Result<UsageSheet, JsValue> {
        let sheet = || {
            let kinds: Vec<request::UsageKind> = decode(&kinds)?;
            let options = decode_optional::<request::UsageOptions>(&options)?.unwrap_or_default();
            Sheet::new(&self.loaded, &kinds, whole(&rows)?, &options)
        };
        let sheet = sheet().map_err(|error| thrown(&error))?;
        Ok(UsageSheet { sheet: RefCell::new(sheet) })
    }

    /// What changed from this catalog to a newer one: offers that appeared, vanished, rose or fell, and what that
    /// does to a workload.
    ///
    /// Throws a `PerpixelError` of code `bad_request`, and where the workload names a model that one of the two
    /// does not have, `unknown_model`.
    #[wasm_bindgen(unchecked_return_type = "Diff")]
    pub fn diff(
        &self,
        newer: &Catalog,
        #[wasm_bindgen(unchecked_optional_param_type = "DiffRequest")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        let diff = |request: Option<_>| self.loaded.diff(&newer.loaded, &request.unwrap_or_default());
        encode(decode_optional(&request).and_then(diff))
    }
}

/// Prices a usage log while it comes in. It frees itself like a catalog does.
#[wasm_bindgen]
pub struct UsageMeter {
    loaded: Rc<Loaded>,
    meter: RefCell<Meter>,
}

#[wasm_bindgen]
impl UsageMeter {
    /// Reads the next bytes of the log and returns how many rows have come so far.
    ///
    /// Throws a `PerpixelError` of code `wrong_shape`, `not_utf8` or `too_large` for a header that cannot be used.
    pub fn push(&self, chunk: &[u8]) -> Result<f64, JsValue> {
        let mut meter = self.meter.borrow_mut();
        meter.push(&self.loaded, chunk).map_err(|error| thrown(&error))?;
        // Rows beyond 2^32 are counted, and shown as that many.
        Ok(u32::try_from(meter.rows()).unwrap_or(u32::MAX).into())
    }

    /// The report, once the whole log has come. The meter then starts anew.
    ///
    /// Throws a `PerpixelError` of code `wrong_shape` for an empty log.
    #[wasm_bindgen(unchecked_return_type = "UsageReport")]
    pub fn finish(&self) -> Result<JsValue, JsValue> {
        let report = self.meter.borrow_mut().finish(&self.loaded);
        encode(report)
    }
}

/// A number of rows, as JavaScript has it: by its text, as all numbers of requests. What is no number is none of rows;
/// left to the binding a big integer would be a trap.
fn whole(rows: &JsValue) -> Result<usize, Error> {
    let number = rows.as_f64().map(|_| rows.unchecked_ref::<js_sys::Number>());
    let text = number.and_then(|number| number.to_string_with_radix(10).map(String::from).ok());
    text.and_then(|text| text.parse().ok()).ok_or_else(api::no_rows)
}

/// The memory of this instance, as it is now.
pub(super) fn memory() -> (WebAssembly::Memory, ArrayBuffer) {
    let memory: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let buffer = memory.buffer().unchecked_into();
    (memory, buffer)
}

/// Where a column lies in that memory, and how long it is.
pub(super) fn place_of<T>(column: &[T]) -> (u32, u32) {
    (u32::try_from(column.as_ptr().addr()).unwrap_or(0), u32::try_from(column.len()).unwrap_or(0))
}

/// Rows whose kinds are known beforehand, priced where they lie: fill `kind()` and `count()`, `run()`, and read `amounts()`.
///
/// The columns are views of the module's memory, and hold what was written until the sheet is freed. When that memory
/// grows, as any call may make it, or any sheet is freed, all views become empty: take them anew before each use, and
/// do not keep one across an `await`. It frees itself like a catalog does; a large one is better freed by hand.
#[wasm_bindgen]
pub struct UsageSheet {
    sheet: RefCell<Sheet>,
}

#[wasm_bindgen]
impl UsageSheet {
    /// The column of kinds, to be filled: for each row, the place of its kind among the kinds that the sheet was made of.
    pub fn kind(&self) -> Uint32Array {
        let (start, rows) = place_of(&self.sheet.borrow().kind);
        Uint32Array::new_with_byte_offset_and_length(&memory().1, start, rows)
    }

    /// The column of counts, to be filled: for each row, how many outputs, 1 to 2^32 - 1. A row of count 0 has no price.
    pub fn count(&self) -> Uint32Array {
        let (start, rows) = place_of(&self.sheet.borrow().count);
        Uint32Array::new_with_byte_offset_and_length(&memory().1, start, rows)
    }

    /// The column of amounts, after a run: what each row costs, in units of 10^-scale USD with the `scale` that the run
    /// answered. A row without a price has -2^63, which is no amount.
    pub fn amounts(&self) -> BigInt64Array {
        let (start, rows) = place_of(&self.sheet.borrow().amounts);
        BigInt64Array::new_with_byte_offset_and_length(&memory().1, start, rows)
    }

    /// What one output of each kind costs, at whom, and why one has no price.
    #[wasm_bindgen(unchecked_return_type = "SheetKind[]")]
    pub fn kinds(&self) -> Result<JsValue, JsValue> {
        encode(Ok(self.sheet.borrow().kinds()))
    }

    /// Prices the first rows, all of them where no number is given.
    ///
    /// Throws a `PerpixelError` of code `bad_request` for more rows than the sheet has, or a total that does not fit.
    #[wasm_bindgen(unchecked_return_type = "SheetReport")]
    pub fn run(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "number")] rows: JsValue,
    ) -> Result<JsValue, JsValue> {
        let mut sheet = self.sheet.borrow_mut();
        let all = sheet.kind.len();
        let rows = if rows.is_undefined() { Ok(all) } else { whole(&rows) };
        encode(rows.and_then(|rows| sheet.run(rows)))
    }

    /// What a row costs in USD, exactly, as its columns say now; null where it has no price. Rows are counted from 0.
    ///
    /// Throws a `PerpixelError` of code `bad_request` for a row that the sheet does not have.
    #[wasm_bindgen(unchecked_return_type = "Usd | null")]
    pub fn amount(
        &self,
        #[wasm_bindgen(unchecked_param_type = "number")] row: JsValue,
    ) -> Result<JsValue, JsValue> {
        encode(whole(&row).and_then(|row| self.sheet.borrow().amount(row)))
    }
}

impl Drop for UsageSheet {
    /// Views that were handed out must not reach what takes the columns' place. A memory that grows, by nothing even,
    /// leaves its views empty.
    fn drop(&mut self) {
        let (memory, buffer) = memory();
        memory.grow(0);
        if buffer.byte_length() > 0 {
            memory.grow(1);
        }
    }
}
