//! The binding of the verbs that plan: decode, call `api`, encode.

use super::{Asked, Catalog, decode, decode_optional, encode, field_of, thrown};
use crate::api::{self, Loaded, Meter, request};
use js_sys::{Uint8Array, Uint32Array};
use serde::Serialize;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A small answer crosses as an object.
fn encode_object<T: Serialize>(answer: &T) -> Result<JsValue, JsValue> {
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    answer.serialize(&serializer).map_err(JsValue::from)
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
                return self.loaded.usage(&bytes.to_vec(), &options);
            }
            if let Some(text) = log.as_string() {
                return self.loaded.usage(text.as_bytes(), &options);
            }
            let kinds: Vec<request::UsageKind> = decode(&field_of(&log, "kinds")?)?;
            let column = |key: &str| field_of(&log, key).map(|column| column.dyn_into::<Uint32Array>().ok());
            let rows = column("kind")?.ok_or_else(api::no_log)?;
            let counts = column("count")?.map(|counts| counts.to_vec());
            self.loaded.usage_columns(&kinds, &rows.to_vec(), counts.as_deref(), &options)
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
