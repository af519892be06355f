//! The WebAssembly binding: decode, call `api`, encode. It decides nothing. It alone names `wasm_bindgen`,
//! `js_sys` and `web_sys`; its part for planning names `serde_wasm_bindgen` besides.

use crate::api::{self, Loaded, request};
use crate::error::Error;
use crate::value::{FromValue, MAX_DEPTH, Value};
use js_sys::{Array, JSON, Number, Reflect, Uint8Array};
#[cfg(feature = "planning")]
use js_sys::{ArrayBuffer, JsString, Object, Promise};
use serde::Serialize;
#[cfg(feature = "planning")]
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
#[cfg(feature = "planning")]
use web_sys::{Response, Url};

#[cfg(perpixel_faults)]
mod faults;
#[cfg(feature = "planning")]
pub mod form;
#[cfg(feature = "planning")]
mod order;
#[cfg(feature = "planning")]
mod planning;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
import type { AuditFinding, BreakEven, Comparison, Diff, DiffRequest, Display, Estimate, ExportFormat, Facet, Finding, Info, Job, LoadOptions, Model, PriceRequest, PricedOffer, Query, Quote, QuoteRequest, QuoterRequest, Route, RouteRequest, SelfHost, SheetKind, SheetReport, Sweep, SweepRequest, UsageColumns, UsageKind, UsageOptions, UsageReport, Usd, Workload } from "../types.js";
"#;

#[cfg(feature = "planning")]
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = fetch)]
    fn fetch_url(url: &Url) -> Promise;
}

/// Smaller and faster than the standard library's allocator on this target.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// An error of the core as a JavaScript `Error` with `name`, `code`, `path` and `help`.
fn thrown(error: &Error) -> JsValue {
    let thrown = js_sys::Error::new(error.message());
    thrown.set_name("PerpixelError");
    let set = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = Reflect::set(&thrown, &key.into(), &value.into());
        }
    };
    set("code", Some(error.code().as_str()));
    set("path", error.path());
    set("help", error.advice());
    thrown.into()
}

/// A request as a tree. Numbers become their shortest decimal text, by JavaScript's own rule, so that no
/// formatter of floats has to be in the module.
fn tree(value: &JsValue, depth: u8) -> Result<Value, Error> {
    #[cfg(perpixel_faults)]
    faults::of_value(value, depth);
    if depth > MAX_DEPTH {
        return Err(api::not_plain("it nests too deep, or refers to itself"));
    }
    if value.is_undefined() || value.is_null() {
        return Ok(Value::Null);
    }
    if let Some(flag) = value.as_bool() {
        return Ok(Value::Bool(flag));
    }
    if let Some(text) = value.as_string() {
        return Ok(Value::Text(text));
    }
    if value.as_f64().is_some() {
        let text = value.unchecked_ref::<Number>().to_string_with_radix(10);
        return Ok(Value::Number(text.map(String::from).unwrap_or_default()));
    }
    let below = depth.saturating_add(1);
    if Array::is_array(value) {
        let mut list = Vec::new();
        for item in Array::from(value).iter() {
            list.push(tree(&item, below)?);
        }
        return Ok(Value::List(list));
    }
    if !value.is_object() {
        return Err(api::not_plain("it holds a function, a symbol or a big integer"));
    }
    let unreadable = |_| api::not_plain("a field of it cannot be read");
    let mut fields = Vec::new();
    for key in Reflect::own_keys(value).map_err(unreadable)?.iter() {
        let Some(name) = key.as_string() else { continue };
        let field = Reflect::get(value, &key).map_err(unreadable)?;
        fields.push((name, tree(&field, below)?));
    }
    Ok(Value::Object(fields))
}

/// One field of an object that may be anybody's: a getter that throws is a refusal and not a fault of ours.
fn field_of(object: &JsValue, key: &str) -> Result<JsValue, Error> {
    Reflect::get(object, &key.into()).map_err(|_| api::not_plain("a field of it cannot be read"))
}

fn decode<T: FromValue>(request: &JsValue) -> Result<T, Error> {
    request::take(tree(request, 0)?)
}

/// An argument that may be left out.
fn decode_optional<T: FromValue>(request: &JsValue) -> Result<Option<T>, Error> {
    if request.is_undefined() || request.is_null() { Ok(None) } else { decode(request).map(Some) }
}

/// What a table is asked for.
struct Asked {
    job: Option<request::JobRequest>,
    query: Option<request::Query>,
    display: Option<request::DisplayRequest>,
}

impl Asked {
    fn decode(job: &JsValue, query: &JsValue, display: &JsValue) -> Result<Self, Error> {
        Ok(Self {
            job: decode_optional(job)?,
            query: decode_optional(query)?,
            display: decode_optional(display)?,
        })
    }
}

/// Answers cross as one JSON text, which is several times faster than object by object.
fn encode<T: Serialize>(answer: Result<T, Error>) -> Result<JsValue, JsValue> {
    parsed(answer.map(|answer| serde_json::to_string(&answer).ok()))
}

/// Plain data always has a JSON text.
#[inline(never)]
fn parsed(text: Result<Option<String>, Error>) -> Result<JsValue, JsValue> {
    JSON::parse(&text.map_err(|error| thrown(&error))?.unwrap_or_default())
}

/// Whether it is an object of no class. Who asks this first need not ask for the class of responses, for which Node reads
/// its whole client for HTTP: most of a start's time.
#[cfg(feature = "planning")]
fn is_record(value: &JsValue) -> bool {
    let plain = JsValue::from(Object::get_prototype_of(&Object::new()));
    value.is_object()
        && Reflect::get_prototype_of(value).is_ok_and(|prototype| JsValue::from(prototype) == plain)
}

#[cfg(feature = "planning")]
fn is_addressed(value: &JsValue) -> bool {
    value.is_instance_of::<Url>() || value.is_instance_of::<Response>()
}

/// Takes a source one step towards `{ name, format, data }` with text or bytes as `data`. Where that takes
/// time, `data` is a promise or a stream: the caller awaits or reads it, puts what comes in its place, and asks
/// again.
#[cfg(feature = "planning")]
#[wasm_bindgen(skip_typescript)]
pub fn part(source: JsValue) -> Result<JsValue, JsValue> {
    let (mut name, mut format, mut data) = (JsValue::UNDEFINED, JsValue::UNDEFINED, source);
    let bytes = data.is_string() || data.is_instance_of::<Uint8Array>();
    if !bytes && (is_record(&data) || (data.is_object() && !is_addressed(&data))) {
        let field = |key: &str| field_of(&data, key).map_err(|error| thrown(&error));
        (name, format, data) = (field("name")?, field("format")?, field("data")?);
    }
    if data.is_string() || data.is_instance_of::<Uint8Array>() {
        // It is there.
    } else if let Some(url) = data.dyn_ref::<Url>() {
        if name.is_undefined() {
            name = api::name_of(&url.href()).into();
        }
        data = fetch_url(url).into();
    } else if let Some(response) = data.dyn_ref::<Response>() {
        let url = response.url();
        if !response.ok() {
            return Err(thrown(&api::fetch_failed(&url, &format!("status {}", response.status()))));
        }
        if name.is_undefined() && !url.is_empty() {
            name = api::name_of(&url).into();
        }
        // A body that was read before is refused by what reads the rest of it.
        data = match response.body().filter(|_| !response.body_used()) {
            Some(body) => body.into(),
            None => response.array_buffer().map_err(|fault| unread(&url, &fault))?.into(),
        };
    } else if data.is_instance_of::<ArrayBuffer>() {
        data = Uint8Array::new(&data).into();
    }
    let part = Object::new();
    Reflect::set(&part, &"name".into(), &name)?;
    Reflect::set(&part, &"format".into(), &format)?;
    Reflect::set(&part, &"data".into(), &data)?;
    Ok(part.into())
}

/// The error of a source whose promise was not kept.
#[cfg(feature = "planning")]
#[wasm_bindgen(skip_typescript)]
pub fn unread(name: &str, fault: &JsValue) -> JsValue {
    let why = fault.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    thrown(&api::fetch_failed(name, why.as_deref().unwrap_or("it cannot be read")))
}

/// Loads parts that are read.
#[wasm_bindgen(skip_typescript)]
pub fn open(parts: &Array, options: JsValue) -> Result<Catalog, JsValue> {
    let loaded = loaded(parts, &options).map_err(|error| thrown(&error))?;
    Ok(Catalog {
        loaded: Rc::new(loaded),
        #[cfg(feature = "planning")]
        kept: RefCell::default(),
        #[cfg(feature = "planning")]
        quoters: RefCell::default(),
    })
}

fn loaded(parts: &Array, options: &JsValue) -> Result<Loaded, Error> {
    let options: request::LoadOptions = decode_optional(options)?.unwrap_or_default();
    let mut owned = Vec::new();
    for part in parts.iter() {
        let text = |key: &str| field_of(&part, key).map(|value| value.as_string());
        let data = field_of(&part, "data")?;
        let bytes = if let Some(bytes) = data.dyn_ref::<Uint8Array>() {
            api::check_size(bytes.length())?;
            // A detached array has no length, and copying from it would throw.
            if bytes.length() == 0 { Vec::new() } else { bytes.to_vec() }
        } else {
            text_of(&data)?
        };
        #[cfg(perpixel_faults)]
        faults::of_text(text("name")?.as_deref());
        owned.push((text("name")?, bytes, text("format")?));
    }
    // Who names the day has no need of the clock.
    let now =
        if options.as_of.is_some() { String::new() } else { js_sys::Date::new_0().to_iso_string().into() };
    opened(&owned, &options, now.split('T').next().unwrap_or_default())
}

#[cfg(feature = "planning")]
fn text_of(data: &JsValue) -> Result<Vec<u8>, Error> {
    let string = data.dyn_ref::<JsString>().ok_or_else(api::no_source)?;
    api::check_size(string.length())?;
    Ok(String::from(string).into_bytes())
}

#[cfg(not(feature = "planning"))]
fn text_of(_: &JsValue) -> Result<Vec<u8>, Error> {
    // No text is a packed catalog, and neither is nothing.
    Ok(Vec::new())
}

/// Name, bytes and format of a source.
type Owned = (Option<String>, Vec<u8>, Option<String>);

#[cfg(feature = "planning")]
fn opened(owned: &[Owned], options: &request::LoadOptions, today: &str) -> Result<Loaded, Error> {
    let mut parts = Vec::with_capacity(owned.len());
    for (name, bytes, format) in owned {
        parts.push(api::Part { name: name.as_deref(), bytes, format: format.as_deref() });
    }
    api::load(&parts, options, today)
}

/// A module without the readers of documents opens one packed catalog.
#[cfg(not(feature = "planning"))]
fn opened(owned: &[Owned], options: &request::LoadOptions, today: &str) -> Result<Loaded, Error> {
    let (_, bytes, _) = owned.first().ok_or_else(api::no_source)?;
    api::open_packed(bytes, options, today)
}

/// A loaded catalog: every question about prices goes to it. It frees itself when nothing refers to it any
/// more; `free()` and `using` free it at once, and then every call throws a `PerpixelError` of code `freed`.
#[wasm_bindgen]
pub struct Catalog {
    loaded: Rc<Loaded>,
    #[cfg(feature = "planning")]
    kept: RefCell<api::Kept>,
    #[cfg(feature = "planning")]
    quoters: RefCell<api::Quoters>,
}

#[wasm_bindgen]
impl Catalog {
    /// What is loaded: the sources with their dates, and how many models and offers there are.
    #[wasm_bindgen(unchecked_return_type = "Info")]
    pub fn info(&self) -> Result<JsValue, JsValue> {
        encode(Ok(self.loaded.info()))
    }

    /// The faults and oddities of the sources, each with its code, its place and what to do about it.
    #[wasm_bindgen(unchecked_return_type = "Finding[]")]
    pub fn findings(&self) -> Result<JsValue, JsValue> {
        encode(Ok(self.loaded.findings()))
    }

    /// The models that the query keeps.
    ///
    /// Throws a `PerpixelError` of code `bad_request` for a faulty query.
    #[wasm_bindgen(unchecked_return_type = "Model[]")]
    pub fn models(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Query")] query: JsValue,
    ) -> Result<JsValue, JsValue> {
        encode(decode_optional(&query).and_then(|query| self.loaded.models(query.as_ref())))
    }

    /// The table: one row a model, every offer priced for the job (USD per image or per second) and routed.
    ///
    /// With a display the rows say their figures in its unit and currency too.
    ///
    /// Throws a `PerpixelError` of code `bad_request` for a faulty job, query or display.
    #[wasm_bindgen(unchecked_return_type = "Comparison")]
    pub fn compare(
        &self,
        #[wasm_bindgen(unchecked_optional_param_type = "Job")] job: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Query")] query: JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "Display")] display: JsValue,
    ) -> Result<JsValue, JsValue> {
        let compare = || {
            let Asked { job, query, display } = Asked::decode(&job, &query, &display)?;
            let (job, query, display) = (job.as_ref(), query.as_ref(), display.as_ref());
            #[cfg(feature = "planning")]
            return self.loaded.compare_again(&mut self.kept.borrow_mut(), job, query, display);
            #[cfg(not(feature = "planning"))]
            self.loaded.compare(job, query, display)
        };
        encode(compare())
    }

    /// One offer, priced for the job, with its receipt. Where the provider has several, the
    /// first that has a price, newest first.
    ///
    /// Throws a `PerpixelError` of code `unknown_model`, `unknown_provider` or `bad_request`. No price is no
    /// error: `price` is null and `reason` says why.
    #[wasm_bindgen(unchecked_return_type = "PricedOffer")]
    pub fn price(
        &self,
        #[wasm_bindgen(unchecked_param_type = "PriceRequest")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        encode(decode(&request).and_then(|request| self.loaded.price(&request)))
    }

    /// Who is cheapest at each of the sizes, where that flips, and which size of at least the same area costs
    /// less.
    ///
    /// Throws a `PerpixelError` of code `unknown_model` or `bad_request`.
    #[wasm_bindgen(unchecked_return_type = "Sweep")]
    pub fn sweep(
        &self,
        #[wasm_bindgen(unchecked_param_type = "SweepRequest")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        encode(decode(&request).and_then(|request| self.loaded.sweep(&request)))
    }

    /// What a number of equal jobs costs at the cheapest and at the routed offer, to the last digit.
    ///
    /// Throws a `PerpixelError` of code `unknown_model` or `bad_request`. No price is no error: the side is
    /// null and `reason` says why.
    #[wasm_bindgen(unchecked_return_type = "Quote")]
    pub fn quote(
        &self,
        #[wasm_bindgen(unchecked_param_type = "QuoteRequest")] request: JsValue,
    ) -> Result<JsValue, JsValue> {
        #[cfg(feature = "planning")]
        let quote = |request| self.loaded.quote_again(&mut self.quoters.borrow_mut(), request);
        #[cfg(not(feature = "planning"))]
        let quote = |request| self.loaded.quote(&request);
        encode(decode(&request).and_then(quote))
    }
}
