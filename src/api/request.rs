//! The requests of the public interface. Each type is read strictly: an unknown field or a wrong type is
//! refused with its path, because a misspelt setting that is ignored would give a wrong price.

use crate::error::{Code, Error, Result};
use crate::job::{Job, JobParts, Mode, Resolution};
use crate::money::Usd;
use crate::quantity::Quantity;
use crate::route::Policy;
use crate::text::{nearest, shown};
use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

/// Declares a request: its fields with their names on the wire, required ones first.
macro_rules! request {
    (
        $(#[$doc:meta])* $name:ident as $ts:literal {
            required { $($(#[$rdoc:meta])* $rfield:ident: $rtype:ty = $rkey:literal as $rts:literal,)* }
            optional { $($(#[$odoc:meta])* $ofield:ident: $otype:ty = $okey:literal as $ots:literal,)* }
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(rename = $ts))]
        pub struct $name {
            $($(#[$rdoc])* #[cfg_attr(test, ts(rename = $rkey, type = $rts))] pub $rfield: $rtype,)*
            $($(#[$odoc])* #[cfg_attr(test, ts(rename = $okey, optional, type = $ots))] pub $ofield: Option<$otype>,)*
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                struct Fields;
                impl<'de> Visitor<'de> for Fields {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<$name, A::Error> {
                        #[allow(unused_mut)]
                        let mut request = $name::default();
                        #[allow(unused_mut)]
                        let mut stated: Vec<&'static str> = Vec::new();
                        while let Some(key) = map.next_key::<String>()? {
                            match key.as_str() {
                                $($rkey => {
                                    request.$rfield = field(&mut map, $rkey, PhantomData::<$rtype>)?;
                                    stated.push($rkey);
                                })*
                                $($okey => request.$ofield = field(&mut map, $okey, PhantomData::<Option<$otype>>)?,)*
                                _ => return Err(unknown_field(&key, &[$($rkey,)* $($okey,)*])),
                            }
                        }
                        let required: &[&str] = &[$($rkey,)*];
                        match required.iter().find(|key| !stated.contains(key)) {
                            Some(key) => Err(de::Error::custom(format_args!("/{key}: it is missing"))),
                            None => Ok(request),
                        }
                    }
                }
                deserializer.deserialize_map(Fields)
            }
        }
    };
}

/// Reads one field's value; a fault in it is told with its path.
fn field<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
    map: &mut A,
    key: &str,
    _: PhantomData<T>,
) -> std::result::Result<T, A::Error> {
    map.next_value().map_err(|fault: A::Error| {
        let text = fault.to_string();
        let text = text.trim_start_matches("Error: ");
        let joint = if text.starts_with('/') { "" } else { ": " };
        de::Error::custom(format_args!("/{key}{joint}{text}"))
    })
}

fn unknown_field<E: de::Error>(key: &str, known: &[&str]) -> E {
    let near = nearest(key, known.iter().copied());
    let listed = if near.is_empty() { known } else { &near };
    let listed: Vec<_> = listed.iter().map(|name| format!("`{name}`")).collect();
    E::custom(format_args!(
        "/{}: there is no such field; there is {}",
        shown(key),
        listed.join(", ")
    ))
}

/// The refusal of a request, from what reading it said: `/path: message`.
pub fn refused(fault: &str) -> Error {
    let fault = fault.trim_start_matches("Error: ");
    let (path, message) = match fault.split_once(": ") {
        Some((path, message)) if path.starts_with('/') => (path, message),
        _ => ("", fault),
    };
    let place = if path.is_empty() {
        String::new()
    } else {
        format!("`{}`: ", shown(path))
    };
    Error::new(
        Code::BadRequest,
        format!("the request is refused: {place}{message}"),
    )
    .at(path)
    .help("see the types of the package for what each call takes")
}

/// A number of the wire as an exact quantity: what is not money may come as a JavaScript number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(pub Quantity);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Any;
        impl Any {
            fn read<E: de::Error>(text: &str) -> std::result::Result<Number, E> {
                let fault = |fault| E::custom(format_args!("`{}` is no quantity: {fault}", shown(text)));
                Quantity::parse(text).map(Number).map_err(fault)
            }
        }
        impl Visitor<'_> for Any {
            type Value = Number;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number that is not negative")
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> std::result::Result<Number, E> {
                Ok(Number(value.into()))
            }
            fn visit_i64<E: de::Error>(self, value: i64) -> std::result::Result<Number, E> {
                Any::read(&value.to_string())
            }
            fn visit_f64<E: de::Error>(self, value: f64) -> std::result::Result<Number, E> {
                // The shortest decimal that gives back the double is the number that was typed.
                Any::read(&value.to_string())
            }
            fn visit_str<E: de::Error>(self, text: &str) -> std::result::Result<Number, E> {
                Any::read(text)
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// A share such as a fee rate: a decimal string, for it multiplies money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share(pub Quantity);

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let usd = Usd::deserialize(deserializer)?;
        let share =
            Quantity::parse(&usd.to_string()).map_err(|_| de::Error::custom("a share is not negative"))?;
        Ok(Share(share))
    }
}

request! {
    /// What to make: one image, or one clip. Open fields take the offer's standard; without any, it is the
    /// reference job, one 1024×1024 image.
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
            seconds: Number = "seconds" as "number",
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
            seconds: self.seconds.map(|Number(seconds)| seconds),
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
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

request! {
    /// Which models and offers to show, in which order. Every condition has to hold; an open one does not limit.
    Query as "Query" {
        required {}
        optional {
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
            /// Models that can, or cannot, be trained further.
            trainable: bool = "trainable" as "boolean",
            /// Models with at least this arena score; one without a score is left out.
            min_elo: u32 = "minElo" as "number",
            /// Models whose cheapest offer costs at most this, in USD per image or second.
            max_price: Usd = "maxPrice" as "Usd",
            /// Models whose id, name, vendor, alias or provider contains every word of this text.
            text: String = "text" as "string",
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

/// Whether a later tier serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum FallbackTo {
    /// A later tier serves where no earlier one has a price.
    NextTier,
    /// Only the first tier that has a price serves.
    None,
}

request! {
    /// Who may serve a job, and at what fee.
    PolicyRequest as "Policy" {
        required {
            /// Providers by tier; a later tier serves only where no earlier one has a price.
            tiers: Vec<Vec<String>> = "tiers" as "string[][]",
        }
        optional {
            /// Whether a later tier serves at all; `next-tier` where absent.
            fallback_to: FallbackTo = "fallbackTo" as "FallbackTo",
            /// The only providers allowed.
            only: Vec<String> = "only" as "string[]",
            /// Providers that are not to serve.
            ignore: Vec<String> = "ignore" as "string[]",
            /// The highest upstream price, in USD per image or second.
            max_price: Usd = "maxPrice" as "Usd",
            /// The fee as a share of the upstream price, such as `"0.02"`; the source's own where absent.
            fee_rate: Share = "feeRate" as "Decimal",
        }
    }
}

impl PolicyRequest {
    pub(crate) fn policy(&self) -> Policy {
        Policy {
            tiers: self.tiers.clone(),
            next_tier: self.fallback_to != Some(FallbackTo::None),
            only: self.only.clone(),
            ignore: self.ignore.clone().unwrap_or_default(),
            max_price: self.max_price,
            fee_rate: self.fee_rate.map(|Share(rate)| rate),
        }
    }
}

request! {
    /// How to load: the day asked about, the routing policy, and what the sources leave open.
    LoadOptions as "LoadOptions" {
        required {}
        optional {
            /// The day asked about, `YYYY-MM-DD`; today (UTC) where absent.
            as_of: String = "asOf" as "string",
            /// The routing policy; the engine's built-in one where absent.
            policy: PolicyRequest = "policy" as "Policy",
            /// Another source's model id, and the id to merge it into.
            aliases: BTreeMap<String, String> = "aliases" as "Record<string, string>",
            /// USD for one credit by provider, where the source states none.
            credit_prices: BTreeMap<String, Usd> = "creditPrices" as "Record<string, Usd>",
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
    /// One job to route.
    RouteRequest as "RouteRequest" {
        required {
            /// The model's id.
            model: String = "model" as "string",
        }
        optional {
            /// What to make; the reference job where absent.
            job: JobRequest = "job" as "Job",
            /// The routing policy; that of the catalog where absent.
            policy: PolicyRequest = "policy" as "Policy",
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
            count: Number = "count" as "number",
        }
        optional {
            /// What to make; the reference job where absent.
            job: JobRequest = "job" as "Job",
            /// The routing policy; that of the catalog where absent.
            policy: PolicyRequest = "policy" as "Policy",
            /// Whether the vendor's batch interface will do; the same as in `job`.
            batch: bool = "batch" as "boolean",
        }
    }
}

impl Default for Number {
    fn default() -> Self {
        Self(Quantity::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refuses(json: &str, path: &str, message: &str) {
        let fault = serde_json::from_str::<QuoteRequest>(json)
            .unwrap_err()
            .to_string();
        let error = refused(fault.split(" at line ").next().unwrap());
        assert_eq!((error.path(), error.message()), (Some(path), message));
    }

    #[test]
    fn a_faulty_request_is_refused_with_its_path() {
        refuses(
            r#"{"model":"m","count":1,"job":{"widht":5}}"#,
            "/job/widht",
            "the request is refused: `/job/widht`: there is no such field; there is `width`, `height`",
        );
        refuses(
            r#"{"count":1}"#,
            "/model",
            "the request is refused: `/model`: it is missing",
        );
        refuses(
            r#"{"model":"m","count":1,"policy":{"tiers":[],"maxPrice":0.05}}"#,
            "/policy/maxPrice",
            "the request is refused: `/policy/maxPrice`: invalid type: floating point `0.05`, expected money as a decimal string such as \"0.05\"",
        );
        refuses(
            r#"{"model":"m","count":-1}"#,
            "/count",
            "the request is refused: `/count`: `-1` is no quantity: it is not a decimal number",
        );
    }

    #[test]
    fn numbers_that_are_no_money_may_be_javascript_numbers() {
        let request: JobRequest =
            serde_json::from_str(r#"{"mode":"t2v","seconds":7.5,"width":null}"#).unwrap();
        assert_eq!(request.job().unwrap().seconds(), Quantity::fraction(15, 2));
    }
}
