//! The requests of the public interface. Each type is read strictly: an unknown field or a wrong type is
//! refused with its path, because a misspelt setting that is ignored would give a wrong price.

use crate::catalog::{Billing, LatencyClass};
use crate::error::{Code, Error, Result};
use crate::job::{Job, JobParts, Mode, Resolution};
use crate::money::Usd;
use crate::quantity::Quantity;
use crate::record::take_fields;
use crate::route::PriceTier;
use crate::text::shown;
use crate::value::{FromValue, Misfit, Pairs, Taken, Told, Value, word};

/// Declares a request: its fields with their names on the wire and their TypeScript types, required ones first.
macro_rules! request {
    (
        $(#[$doc:meta])* $name:ident as $ts:literal {
            required { $($(#[$rdoc:meta])* $rfield:ident: $rtype:ty = $rkey:literal as $rts:literal,)* }
            optional { $($(#[$odoc:meta])* $ofield:ident: $otype:ty = $okey:literal as $ots:literal,)* }
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(rename = $ts))]
        pub struct $name {
            $($(#[$rdoc])* #[cfg_attr(test, ts(rename = $rkey, type = $rts))] pub $rfield: $rtype,)*
            $($(#[$odoc])* #[cfg_attr(test, ts(rename = $okey, optional, type = $ots))] pub $ofield: Option<$otype>,)*
        }

        impl FromValue for $name {
            fn from_value(value: Value, path: &str) -> Taken<Self> {
                take_fields!(value, path;
                    required { $($rfield = $rkey,)* } optional { $($ofield = $okey,)* } lists {})
            }
        }
    };
}

#[cfg(feature = "planning")]
mod diff;
mod display;
#[cfg(not(feature = "planning"))]
mod no_price_book;
mod policy;
#[cfg(feature = "planning")]
mod price_book;
mod rail;
#[cfg(feature = "planning")]
mod route;
#[cfg(feature = "planning")]
mod self_host;
#[cfg(feature = "planning")]
mod usage;
#[cfg(feature = "planning")]
mod workload;

#[cfg(feature = "planning")]
pub use diff::DiffRequest;
pub use display::{Column, CurrencyRate, CurrencyRequest, DisplayRequest, DisplayUnit, ExportFormat};
#[cfg(not(feature = "planning"))]
pub use no_price_book::OverrideRequest;
pub use policy::{FallbackTo, Order, PolicyRequest};
#[cfg(feature = "planning")]
pub use price_book::{OverrideRequest, OwnUnit};
pub use rail::RailRequest;
#[cfg(feature = "planning")]
pub use route::{FailureRequest, RouteRequest};
#[cfg(feature = "planning")]
pub use self_host::{AgainstRequest, LabourRequest, MachineRequest, SelfHostRequest};
#[cfg(feature = "planning")]
pub use usage::{LogFormat, UsageKind, UsageOptions, WithoutProvider};
#[cfg(feature = "planning")]
pub use workload::{AlternativeRequest, LineRequest, WorkloadRequest};

/// Takes a request out of plain data.
///
/// # Errors
/// `bad_request` with the path of what does not fit.
pub fn take<T: FromValue>(value: Value) -> Result<T> {
    T::from_value(value, "").map_err(refused)
}

/// The refusal of a request.
pub(crate) fn refused(misfit: Misfit) -> Error {
    let Told { path, why } = misfit.into_told();
    let place = if path.is_empty() { String::new() } else { format!("`{}`: ", shown(&path)) };
    Error::new(Code::BadRequest, format!("the request is refused: {place}{why}"))
        .at(path)
        .help("the types of the package say what each call takes")
}

request! {
    /// What to make: one image, or one clip. Open fields take the offer's standard; without any, it is the
    /// reference job, one 1024×1024 image.
    #[derive(Default)]
    JobRequest as "Job" {
        required {}
        optional {
            /// What goes in and what comes out.
            mode: Mode = "mode" as "Mode",
            /// Width of the output in pixels, 1 to 65,536; only together with `height`.
            width: u32 = "width" as "number",
            /// Height of the output in pixels, 1 to 65,536; only together with `width`.
            height: u32 = "height" as "number",
            /// Resolution tier. Without `width` and `height` it also gives the size.
            resolution: Resolution = "resolution" as "Resolution",
            /// The vendor's own word for quality, such as `medium`.
            quality: String = "quality" as "string",
            /// Number of input (reference) images, 0 to 1,000; without it, one for `edit` and `i2v`.
            inputs: u32 = "inputs" as "number",
            /// Diffusion steps, 1 to 10,000.
            steps: u32 = "steps" as "number",
            /// Whether the vendor's batch interface will do, which some sell at a discount.
            batch: bool = "batch" as "boolean",
            /// Length of the clip in seconds, up to 86,400.
            seconds: Quantity = "seconds" as "number",
            /// Whether the clip has sound.
            audio: bool = "audio" as "boolean",
            /// Tokens of the text prompt; without it, the prompt is not priced.
            text_tokens: u32 = "textTokens" as "number",
        }
    }
}

impl JobRequest {
    /// The checked job.
    ///
    /// # Errors
    /// `bad_request` with the path of the field, below `/job`.
    pub fn job(&self) -> Result<Job> {
        Job::new(JobParts {
            mode: self.mode,
            width: self.width,
            height: self.height,
            resolution: self.resolution,
            quality: self.quality.clone(),
            inputs: self.inputs,
            steps: self.steps,
            batch: self.batch.unwrap_or(false),
            seconds: self.seconds,
            audio: self.audio,
            text_tokens: self.text_tokens.map(u64::from),
        })
        .map_err(|error| {
            let path = format!("/job{}", error.path().unwrap_or_default());
            error.at(path)
        })
    }
}

/// What the rows of a comparison are sorted by. Rows without the figure come last in either direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "lowercase"))]
pub enum SortKey {
    /// The cheapest offer's price.
    Price,
    /// The routed offer's billed price.
    Routed,
    /// The arena score.
    Elo,
    /// Arena points per US dollar at the cheapest price.
    Value,
    /// The model's name.
    Name,
    /// The dearest offer's price over the cheapest one's.
    Spread,
    /// Who made the model.
    Vendor,
    /// The number of offers.
    Offers,
    /// The licence.
    License,
}

impl FromValue for SortKey {
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        let words = [
            ("price", Self::Price),
            ("routed", Self::Routed),
            ("elo", Self::Elo),
            ("value", Self::Value),
            ("name", Self::Name),
            ("spread", Self::Spread),
            ("vendor", Self::Vendor),
            ("offers", Self::Offers),
            ("license", Self::License),
        ];
        word(&value, path, &words)
    }
}

request! {
    /// Which models and offers to show, in which order. Every condition has to hold; an open one does not limit.
    #[derive(Default)]
    Query as "Query" {
        required {}
        optional {
            /// Models of these ids or aliases.
            models: Vec<String> = "models" as "string[]",
            /// Models that offer at least one of these modes.
            modes: Vec<Mode> = "modes" as "Mode[]",
            /// Models made by one of these vendors.
            vendors: Vec<String> = "vendors" as "string[]",
            /// Offers by these providers alone.
            providers: Vec<String> = "providers" as "string[]",
            /// No offers by these providers.
            exclude_providers: Vec<String> = "excludeProviders" as "string[]",
            /// Models under one of these licences.
            licenses: Vec<String> = "licenses" as "string[]",
            /// Models whose weights are one of these (`open`, `open-nc`, `closed`).
            weights: Vec<String> = "weights" as "string[]",
            /// Offers that take at most so many seconds for an output; those of which it is not stated are left out.
            max_latency_seconds: Quantity = "maxLatencySeconds" as "number",
            /// Models that can, or cannot, be trained further.
            trainable: bool = "trainable" as "boolean",
            /// Models with at least this arena score; one without a score is left out.
            min_elo: u32 = "minElo" as "number",
            /// Models with at most this arena score; one without a score is left out.
            max_elo: u32 = "maxElo" as "number",
            /// Models whose cheapest offer costs at least this, in USD per image or second.
            min_price: Usd = "minPrice" as "Usd",
            /// Models whose cheapest offer costs at most this, in USD per image or second.
            max_price: Usd = "maxPrice" as "Usd",
            /// Models whose id, name, vendor, alias or provider contains every word of this text.
            text: String = "text" as "string",
            /// Offers billed in one of these ways.
            billing: Vec<Billing> = "billing" as "Billing[]",
            /// Offers with one of these latencies, where the source states it.
            latency: Vec<LatencyClass> = "latency" as "LatencyClass[]",
            /// Offers whose price is known before the job runs, or is not; those whose billing is not stated are left out.
            predictable: bool = "predictable" as "boolean",
            /// Offers of providers that are paid before, or are not; those of which it is not stated are left out.
            prepaid: bool = "prepaid" as "boolean",
            /// Offers of providers that are paid by invoice, or are not; those of which it is not stated are left out.
            invoiced: bool = "invoiced" as "boolean",
            /// Offers of providers that keep outputs for at least so many days; where that is not stated, left out.
            min_stored_days: u32 = "minStoredDays" as "number",
            /// Models whose cheapest offer is in one of these price tiers.
            price_tiers: Vec<PriceTier> = "priceTiers" as "PriceTier[]",
            /// Also models that are retired on the day asked about.
            include_retired: bool = "includeRetired" as "boolean",
            /// The order of the rows; as listed by the sources where absent.
            sort: SortKey = "sort" as "SortKey",
            /// Whether the order runs from high to low.
            descending: bool = "descending" as "boolean",
            /// At most so many rows, after sorting.
            limit: u32 = "limit" as "number",
            /// Leaves out so many rows from the start.
            offset: u32 = "offset" as "number",
        }
    }
}

request! {
    /// How to load: the day asked about, the routing policy, and what the sources leave open.
    #[derive(Default)]
    LoadOptions as "LoadOptions" {
        required {}
        optional {
            /// The day asked about, `YYYY-MM-DD`; today (UTC) where absent.
            as_of: String = "asOf" as "string",
            /// The routing policy; the engine's built-in one where absent.
            policy: PolicyRequest = "policy" as "Policy",
            /// Another source's model id, and the id to merge it into.
            aliases: Pairs<String> = "aliases" as "Record<string, string>",
            /// USD for one credit by provider, where the source states none.
            credit_prices: Pairs<Usd> = "creditPrices" as "Record<string, Usd>",
            /// The user's own prices and discounts; they win.
            price_book: Vec<OverrideRequest> = "priceBook" as "Override[]",
            /// How many findings of one code are listed per source before "and n more"; 100 where absent.
            max_findings: u32 = "maxFindings" as "number",
        }
    }
}

request! {
    /// One offer to price.
    PriceRequest as "PriceRequest" {
        required {
            /// The model's id.
            model: String = "model" as "string",
            /// The provider's name.
            provider: String = "provider" as "string",
        }
        optional {
            /// What to make; the reference job where absent.
            job: JobRequest = "job" as "Job",
        }
    }
}

request! {
    /// A number of equal jobs to price.
    QuoteRequest as "QuoteRequest" {
        required {
            /// The model's id.
            model: String = "model" as "string",
            /// How many images or clips, 1 to 1,000,000,000,000.
            count: Quantity = "count" as "number",
        }
        optional {
            /// What to make; the reference job where absent.
            job: JobRequest = "job" as "Job",
            /// The routing policy; that of the catalog where absent.
            policy: PolicyRequest = "policy" as "Policy",
            /// Whether the vendor's batch interface will do; the same as in `job`.
            batch: bool = "batch" as "boolean",
            /// Which offers take part; its conditions on models do not apply.
            query: Query = "query" as "Query",
            /// What paying costs, which is shown beside the totals and not in them.
            rail: RailRequest = "rail" as "PaymentRail",
            /// USD to spend: each side then says how many images or clips they buy.
            budget: Usd = "budget" as "Usd",
        }
    }
}

request! {
    /// A width and a height.
    SizeRequest as "Size" {
        required {
            /// Width of the output in pixels.
            width: u32 = "width" as "number",
            /// Height of the output in pixels.
            height: u32 = "height" as "number",
        }
        optional {}
    }
}

request! {
    /// Sizes to price, for one model or for all that a query keeps.
    SweepRequest as "SweepRequest" {
        required {
            /// The sizes, at most 200, in the order in which flips are looked for.
            sizes: Vec<SizeRequest> = "sizes" as "Size[]",
        }
        optional {
            /// The model's id; every model that the query keeps where absent.
            model: String = "model" as "string",
            /// Which models and offers take part.
            query: Query = "query" as "Query",
            /// The job apart from its size.
            job: JobRequest = "job" as "Job",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: FromValue>(json: &str) -> Result<T> {
        take(serde_json::from_str(json).unwrap())
    }

    #[track_caller]
    fn refuses(json: &str, path: &str, why: &str) {
        let error = read::<QuoteRequest>(json).unwrap_err();
        assert_eq!(error.path(), Some(path));
        assert_eq!(error.message(), format!("the request is refused: {why}"));
    }

    #[test]
    fn a_faulty_request_is_refused_with_its_path() {
        refuses(
            r#"{"model":"m","count":1,"job":{"widht":5}}"#,
            "/job/widht",
            "`/job/widht`: there is no such field; there is `width`, `height`",
        );
        refuses(r#"{"count":1}"#, "/model", "`/model`: it is missing");
        refuses(
            r#"{"model":"m","count":1,"policy":{"tiers":[],"maxPrice":0.05}}"#,
            "/policy/maxPrice",
            "`/policy/maxPrice`: expected money as a decimal string such as \"0.05\" but found the number `0.05`",
        );
        refuses(
            r#"{"model":"m","count":-1}"#,
            "/count",
            "`/count`: expected a number that is not negative but found the number `-1`",
        );
        refuses(
            r#"{"model":"m","count":1,"job":{"mode":"video"}}"#,
            "/job/mode",
            "`/job/mode`: expected one of `t2i`, `edit`, `t2v`, `i2v` but found the text `video`",
        );
        refuses("5", "", "expected an object but found the number `5`");
    }

    #[test]
    fn numbers_that_are_no_money_may_be_javascript_numbers() {
        let request: JobRequest = read(r#"{"mode":"t2v","seconds":7.5,"width":null}"#).unwrap();
        assert_eq!(request.job().unwrap().seconds(), Quantity::fraction(15, 2));
    }

    #[test]
    fn a_request_that_refers_to_itself_ends() {
        let deep = "[".repeat(100) + &"]".repeat(100);
        let fault = serde_json::from_str::<Value>(&deep).unwrap_err().to_string();
        assert!(fault.starts_with("it nests too deep"), "{fault}");
    }
}
