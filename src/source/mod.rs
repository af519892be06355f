//! Reading foreign catalogs: text in, rows and findings out. One file per format; this one tells the
//! formats apart by their content, `readers.rs` has them read.

mod fal;
pub mod fields;
mod infr;
pub mod json;
mod keys;
mod litellm;
mod models_dev;
mod openrouter;
mod portkey;
pub mod rate_card;
mod readers;
mod rows;
mod strings;
mod vercel;

use crate::catalog::Document;
use crate::error::{Code, Error, Result};
use crate::finding::Findings;
use crate::record::words;
use crate::text::{listed, shown};
use json::{Kind, Reader, text_of};

words! {
    /// The formats that can be read.
    Format {
        /// The prices document of infr.sh: models with offers already normalized to one image.
        Infr = "infr",
        /// This project's own format for every billing rule.
        RateCard = "rate-card",
        /// LiteLLM's price map: rows by key, US dollars under many names.
        LiteLlm = "litellm",
        /// OpenRouter's endpoints of image models and SKUs of video models.
        OpenRouter = "openrouter",
        /// The Vercel AI Gateway's list of models.
        Vercel = "vercel",
        /// models.dev's list: facts, and costs per million tokens.
        ModelsDev = "models-dev",
        /// Portkey's pricing files, in cents.
        Portkey = "portkey",
        /// fal's pricing answer.
        Fal = "fal",
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
        let text = text_of(input.bytes)?;
        let format = match input.format {
            Some(format) => readers::shaped(format, text)?,
            None => detect(text)?,
        };
        readers::read(format, input.name, text, Findings::new(input.name, input.max_findings))
    };
    shaped().map_err(|error| error.within(&shown(input.name)))
}

/// Members of a document that are looked into.
const LOOKED_INTO: usize = 8;

/// Tells the format from the first keys or rows that decide it.
fn detect(text: &str) -> Result<Format> {
    let mut reader = Reader::over(text);
    let mut keys = Vec::new();
    let mut found = None;
    let object = reader.kind()? == Kind::Object;
    match reader.kind()? {
        // Once it is told, the rest is left to who reads that format.
        Kind::Object => reader.object_until(|reader, key| {
            found = found.or(match key.as_ref() {
                "format" => Some(Format::RateCard),
                "models" | "fee_rate" | "model_count" => Some(Format::Infr),
                "sample_spec" => Some(Format::LiteLlm),
                _ => None,
            });
            let looked = keys.len() < LOOKED_INTO;
            if looked {
                keys.push(key.into_owned());
            }
            match reader.kind()? {
                _ if found.is_some() => {}
                Kind::Object if looked => found = readers::format_of_row(&reader.value()?),
                Kind::Array if looked => first_rows(reader, &mut found)?,
                _ => reader.skip()?,
            }
            Ok(found.is_some())
        })?,
        Kind::Array => first_rows(&mut reader, &mut found)?,
        _ => reader.skip()?,
    }
    if let Some(found) = found {
        return Ok(found);
    }
    reader.finish()?;
    Err({
        if !object {
            return Err(Error::new(
                Code::WrongShape,
                "the document is not a JSON object or a list of price rows",
            )
            .at("")
            .help("a price catalog is an object; see the formats in the README"));
        }
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

/// Looks into the first rows of a list.
fn first_rows(reader: &mut Reader<'_>, found: &mut Option<Format>) -> Result<()> {
    reader.array(|reader, place| {
        if found.is_some() || place >= LOOKED_INTO {
            return reader.skip();
        }
        *found = readers::format_of_row(&reader.value()?);
        Ok(())
    })
}
