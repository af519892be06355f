//! Reading foreign catalogs: text in, rows and findings out. One file per format; this one tells the
//! formats apart by their content.

pub mod fields;
mod infr;
pub mod json;
mod litellm;
pub mod rate_card;
mod rows;

use crate::catalog::Document;
use crate::error::{Code, Error, Result};
use crate::finding::Findings;
use crate::record::words;
use crate::text::{listed, shown};
use json::{Kind, Reader};

words! {
    /// The formats that can be read.
    Format {
        /// The prices document of infr.sh: models with offers already normalized to one image.
        Infr = "infr",
        /// This project's own format for every billing rule.
        RateCard = "rate-card",
        /// LiteLLM's price map: rows by key, US dollars under many names.
        LiteLlm = "litellm",
    }
}

/// One document to read.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// What it is called in findings and receipts.
    pub name: &'a str,
    /// The document.
    pub bytes: &'a [u8],
    /// Its format; told from the content where absent.
    pub format: Option<Format>,
    /// How many findings of one code are listed one by one.
    pub max_findings: usize,
}

impl<'a> Input<'a> {
    /// A document of that name, whose format is told from its content.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, bytes, format: None, max_findings: Findings::LISTED }
    }
}

/// Reads one catalog. Faulty rows become findings; the others are kept.
///
/// # Errors
/// `not_utf8`, `not_json`, `too_large`, `too_deep`, `unknown_format` or `wrong_shape`, each with the name of
/// the source: only where the document as a whole cannot be read.
pub fn read(input: Input<'_>) -> Result<Document> {
    let shaped = || -> Result<Document> {
        let format = match input.format {
            Some(format) => format,
            None => detect(input.bytes)?,
        };
        let findings = Findings::new(input.name, input.max_findings);
        match format {
            Format::Infr => infr::read(input.name, input.bytes, findings),
            Format::RateCard => rate_card::read(input.name, input.bytes, findings),
            Format::LiteLlm => litellm::read(input.name, input.bytes, findings),
        }
    };
    shaped().map_err(|error| error.within(&shown(input.name)))
}

/// Tells the format from the first keys that decide it.
fn detect(bytes: &[u8]) -> Result<Format> {
    let mut reader = Reader::new(bytes)?;
    if reader.kind()? != Kind::Object {
        reader.skip()?;
        reader.finish()?;
        return Err(Error::new(Code::WrongShape, "the document is not a JSON object")
            .at("")
            .help("a price catalog is an object; see the formats in the README"));
    }
    let mut keys = Vec::new();
    let mut found = None;
    reader.object(|reader, key| {
        found = found.or(match key.as_ref() {
            "format" => Some(Format::RateCard),
            "models" | "fee_rate" | "model_count" => Some(Format::Infr),
            "sample_spec" => Some(Format::LiteLlm),
            _ => None,
        });
        let looked = keys.len() < 8;
        if looked {
            keys.push(key.into_owned());
        }
        if found.is_none() && looked && reader.kind()? == Kind::Object {
            let row = reader.value()?;
            found = litellm::is_row(&row).then_some(Format::LiteLlm);
            return Ok(());
        }
        reader.skip()
    })?;
    reader.finish()?;
    found.ok_or_else(|| {
        let stated = if keys.is_empty() {
            "it is empty".to_owned()
        } else {
            format!("its keys are {}", listed(&mut keys.into_iter()))
        };
        Error::new(Code::UnknownFormat, format!("the document is of no known format: {stated}"))
            .at("")
            .help("name the format, or see the README for the formats that are read")
    })
}
