//! Takes the place of `readers.rs` in a build without the readers of other projects' catalogs: it reads the
//! prices document of infr.sh and rate cards, and refuses what is or may be anything else.

use super::{Format, Input, infr, rate_card};
use crate::catalog::Document;
use crate::error::{Code, Error, Result};
use crate::finding::Findings;
use crate::value::Value;

/// Any row may be one of a format that is not read here. Which one does not matter, since all of them are refused;
/// so no document is taken for another format than the one that all readers together would take it for.
pub(super) fn format_of_row(_: &Value) -> Option<Format> {
    Some(Format::LiteLlm)
}

/// Reads a document of that format.
pub(super) fn read(format: Format, input: Input<'_>, findings: Findings) -> Result<Document> {
    match format {
        Format::Infr => infr::read(input.name, input.bytes, findings),
        Format::RateCard => rate_card::read(input.name, input.bytes, findings),
        _ => Err(Error::new(
            Code::UnknownFormat,
            "the document is neither a prices document of infr.sh nor a rate card",
        )
        .at("")
        .help("this build of the engine reads these two alone; load the document with the full one")),
    }
}
