//! The one error type and the one list of codes. Every refusal, finding and reason that leaves this
//! crate carries a code from here; a code, once published, keeps its meaning and is never reused.

use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)+) => {
        /// What happened, as a stable machine-readable word. The wire shows it in `snake_case`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "snake_case"))]
        #[non_exhaustive]
        pub enum Code { $($(#[$doc])* $name,)+ }

        impl Code {
            /// Every code there is, in the order of this file.
            pub const ALL: &'static [Code] = &[$(Code::$name,)+];

            /// The code as it stands on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)+ }
            }
        }

        crate::packed::pack_word! { Code { $($name)+ } }
    };
}

codes! {
    // Thrown: the document or the call as a whole cannot be used.
    /// The bytes are not UTF-8.
    NotUtf8 = "not_utf8",
    /// The text is not JSON (RFC 8259).
    NotJson = "not_json",
    /// The document is larger than 64 MiB.
    TooLarge = "too_large",
    /// The document nests deeper than 64 levels.
    TooDeep = "too_deep",
    /// The document is JSON, but not of the shape that its format asks for.
    WrongShape = "wrong_shape",
    /// The document's format is none that is known here.
    UnknownFormat = "unknown_format",
    /// The WebAssembly module could not be started.
    ModuleFailed = "module_failed",
    /// A source could not be fetched or read.
    FetchFailed = "fetch_failed",
    /// An argument of the call is missing, of the wrong type, or out of range.
    BadRequest = "bad_request",
    /// No loaded source has a model of this id.
    UnknownModel = "unknown_model",
    /// The model has no offer by this provider.
    UnknownProvider = "unknown_provider",
    /// The catalog was freed before this call.
    Freed = "freed",
    /// The module failed in a way that it never should; it must be loaded anew.
    Internal = "internal",

    // Found: a fault in foreign data. The rows beside it still work.
    /// A row that should be an object is something else.
    NotAnObject = "not_an_object",
    /// A row has no usable id or name, so nothing can refer to it.
    MissingId = "missing_id",
    /// A row repeats an id that came before it.
    DuplicateId = "duplicate_id",
    /// One object states the same key twice, so what it says is ambiguous.
    DuplicateKey = "duplicate_key",
    /// An alias leads back to itself, or over too many others, so it means no model.
    AliasLoop = "alias_loop",
    /// A field's value is of another type than the format asks for.
    WrongType = "wrong_type",
    /// A price is below zero.
    NegativePrice = "negative_price",
    /// A number does not fit 28 decimal places and 96 bits, or has more than 64 characters.
    NumberOutOfRange = "number_out_of_range",
    /// A row or a field of a rate card does not fit the format.
    Misfit = "misfit",
    /// A billing unit that is none of the format's units.
    UnknownUnit = "unknown_unit",
    /// A word that is none of the values known for its field.
    UnknownValue = "unknown_value",
    /// A link that is not a plain `https:` address; it is dropped.
    UnsafeUrl = "unsafe_url",
    /// The source lists the offer without a price.
    NoPrice = "no_price",
    /// The source says that the offer is listed under another model's name.
    ListedAsOtherModel = "listed_as_other_model",
    /// What the source claims of itself differs from what follows from its rows.
    ClaimDiffers = "claim_differs",
    /// The same, but only by the residue of binary floating point.
    FloatNoise = "float_noise",
    /// Two sources state different prices for one provider and model.
    SourcesDisagree = "sources_disagree",
    /// A text holds invisible or direction-changing characters.
    SuspiciousText = "suspicious_text",
    /// A name is longer than 200 characters and is shown cut.
    NameTooLong = "name_too_long",
    /// More findings of one kind than are listed one by one.
    MoreFindings = "more_findings",
    /// A date is no calendar date of the form `YYYY-MM-DD`.
    BadDate = "bad_date",
    /// The price was read more than 90 days before the day asked about.
    Stale = "stale",
    /// An entry of the price book fits no offer.
    PriceBookUnused = "price_book_unused",
    /// The model's retirement is announced.
    Retiring = "retiring",

    // Said of an offer: why it has no price, or is not chosen.
    /// The model or offer does not make this kind of output.
    ModeNotOffered = "mode_not_offered",
    /// The offer does not make this size.
    SizeNotOffered = "size_not_offered",
    /// The offer does not have this quality.
    QualityNotOffered = "quality_not_offered",
    /// The offer does not take this number of input images.
    InputsNotOffered = "inputs_not_offered",
    /// The offer does not make clips of this length.
    DurationNotOffered = "duration_not_offered",
    /// The offer does not have this setting.
    SettingNotOffered = "setting_not_offered",
    /// The rate is known, but what it would be multiplied by is not.
    RateOnly = "rate_only",
    /// The exact price does not fit the number type.
    Inexact = "inexact",
    /// The model is retired on the day asked about.
    Retired = "retired",
    /// The offer is not valid on the day asked about.
    NotValidYet = "not_valid_yet",
    /// The offer's validity has ended on the day asked about.
    Expired = "expired",
    /// The provider stands in no tier of the routing policy.
    NotRoutable = "not_routable",
    /// The policy names the providers allowed, and this is none of them.
    NotAllowed = "not_allowed",
    /// The policy names this provider among those to ignore.
    Ignored = "ignored",
    /// The price is over the policy's limit.
    OverLimit = "over_limit",
    /// A tier before this one has a price, and the policy stops there.
    LaterTier = "later_tier",
    /// The policy states an outage of the provider.
    Outage = "outage",
    /// A constraint of the query leaves the model or the offer out.
    Constrained = "constrained",
    /// Another offer is cheaper.
    Dearer = "dearer",
    /// Another offer has the same price and is listed first.
    ListedLater = "listed_later",
    /// Neither the policy nor a source states a routing fee.
    NoFeeRate = "no_fee_rate",

    // Said of a row of a usage log: why it is not priced.
    /// The row cannot be read: an open quote, too many fields, no JSON, no UTF-8, too long.
    BrokenRow = "broken_row",
    /// The row names no model.
    NoModel = "no_model",
    /// The row names no provider, and none is assumed.
    NoProvider = "no_provider",
    /// The count is no whole number from 1 to 1,000,000,000,000.
    BadCount = "bad_count",
    /// A size, a quality or another setting of the row is none that a job can have.
    BadJob = "bad_job",
}

impl serde::Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a call or a whole document was refused.
///
/// `code` is for programs, `message` for people: one sentence in lower case, with the user's own words
/// in backticks. `path` is a JSON Pointer (RFC 6901) into the document or the request where there is one.
///
/// ```
/// use perpixel::api::request::LoadOptions;
/// use perpixel::api::{Part, load};
/// use perpixel::error::Code;
///
/// let part = Part { name: Some("mine"), bytes: b"[", format: None };
/// let error = load(&[part], &LoadOptions::default(), "2026-06-30").unwrap_err();
/// assert_eq!(error.code(), Code::NotJson);
/// assert!(error.message().starts_with("mine: "));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    inner: Box<Inner>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    code: Code,
    message: String,
    path: Option<String>,
    help: Option<&'static str>,
}

/// The crate's result.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self { inner: Box::new(Inner { code, message: message.into(), path: None, help: None }) }
    }

    pub(crate) fn at(mut self, path: impl Into<String>) -> Self {
        self.inner.path = Some(path.into());
        self
    }

    pub(crate) fn help(mut self, help: &'static str) -> Self {
        self.inner.help = Some(help);
        self
    }

    /// Puts where it happened in front of the message, for example the name of the source.
    pub(crate) fn within(mut self, context: &str) -> Self {
        self.inner.message = format!("{context}: {}", self.inner.message);
        self
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        self.inner.code
    }

    /// What happened, for a person.
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// Where it happened, as a JSON Pointer.
    pub fn path(&self) -> Option<&str> {
        self.inner.path.as_deref()
    }

    /// What to do about it.
    pub fn advice(&self) -> Option<&'static str> {
        self.inner.help
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.inner.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_word_of_every_code_is_its_name_in_snake_case() {
        for &code in Code::ALL {
            let mut word = String::new();
            for c in format!("{code:?}").chars() {
                if c.is_ascii_uppercase() && !word.is_empty() {
                    word.push('_');
                }
                word.push(c.to_ascii_lowercase());
            }
            assert_eq!(code.as_str(), word);
        }
    }

    #[test]
    fn no_code_stands_twice() {
        let mut words: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Code::ALL.len());
    }
}
