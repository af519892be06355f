//! Who reads which format, and which formats a row tells.

use super::{Format, fal, infr, litellm, models_dev, openrouter, portkey, rate_card, vercel};
use crate::catalog::Document;
use crate::error::{Code, Error, Result};
use crate::finding::Findings;
use crate::source::json::{Kind, Reader};
use crate::value::Value;

/// A format whose rows tell it.
type Told = (Format, fn(&Value) -> bool);

/// The formats that are told by one of their rows, in the order in which they are tried.
const TOLD_BY_ROW: &[Told] = &[
    (Format::LiteLlm, litellm::is_row),
    (Format::Portkey, portkey::is_row),
    (Format::ModelsDev, models_dev::is_row),
    (Format::Fal, fal::is_row),
    (Format::OpenRouter, openrouter::is_row),
    (Format::Vercel, vercel::is_row),
];

/// The format that a row of it tells.
pub(super) fn format_of_row(row: &Value) -> Option<Format> {
    TOLD_BY_ROW.iter().find(|(_, told)| told(row)).map(|&(format, _)| format)
}

/// The format, where a document can be of it: most of them are objects.
///
/// # Errors
/// `wrong_shape` where it is JSON of another kind, besides what a reader of JSON refuses.
pub(super) fn shaped(format: Format, text: &str) -> Result<Format> {
    let mut reader = Reader::over(text);
    let rows = matches!(format, Format::OpenRouter | Format::Vercel | Format::Fal);
    let kind = reader.kind()?;
    if kind == Kind::Object || (kind == Kind::Array && rows) {
        return Ok(format);
    }
    reader.skip()?;
    reader.finish()?;
    let message = format!("the document is {}, and no document of `{format}` is one", kind.name());
    Err(Error::new(Code::WrongShape, message)
        .at("")
        .help("name its own format, or leave the format to be told"))
}

/// Reads a document of that format.
pub(super) fn read(format: Format, name: &str, text: &str, findings: Findings) -> Result<Document> {
    match format {
        Format::Infr => infr::read(name, text, findings),
        Format::RateCard => rate_card::read(name, text, findings),
        Format::LiteLlm => litellm::read(name, text, findings),
        Format::OpenRouter => openrouter::read(name, text, findings),
        Format::Vercel => vercel::read(name, text, findings),
        Format::ModelsDev => models_dev::read(name, text, findings),
        Format::Portkey => portkey::read(name, text, findings),
        Format::Fal => fal::read(name, text, findings),
    }
}
