//! models.dev's `api.json`: providers with their models, and costs in US dollars per million tokens alone. For
//! one model the `output` of one provider is of image tokens and of another one of text tokens, and neither
//! says which; so a model that makes images or video has no price here, and keeps its facts.

use super::rows::{Models, Row, field, fields_of, items_of};
use crate::catalog::{Document, Source};
use crate::error::Result;
use crate::finding::Findings;
use crate::job::Mode;
use crate::source::json::Reader;
use crate::text::{pointer_step, shown};
use crate::value::Value;

/// Whether a provider of the document looks like this format.
pub(super) fn is_row(value: &Value) -> bool {
    let fields = fields_of(value);
    field(fields, "models").is_some_and(|models| !fields_of(models).is_empty())
        && (field(fields, "env").is_some()
            || field(fields, "npm").is_some()
            || field(fields, "doc").is_some())
}

/// Reads the document.
///
/// # Errors
/// Where it is no JSON object.
pub(super) fn read(name: &str, text: &str, findings: Findings) -> Result<Document> {
    let source = Source { name: name.to_owned(), format: "models-dev".to_owned(), ..Source::default() };
    let mut document = Document { source, findings, ..Document::new(name) };
    let mut models = Models::default();
    let mut reader = Reader::over(text);
    reader.object(|reader, provider| {
        let value = reader.value()?;
        let listed = field(fields_of(&value), "models").map(fields_of).unwrap_or_default();
        let at = format!("/{}", pointer_step(&provider));
        let findings = &mut document.findings;
        let mut taken = false;
        for (id, model) in listed {
            let path = format!("{at}/models/{}", pointer_step(id));
            taken |= row(findings, &mut models, &provider, id, model, path);
        }
        if taken {
            Row::new(&value, at, "", &provider).check_name(findings, "", &provider);
        }
        Ok(())
    })?;
    reader.finish()?;
    document.models = models.into_list();
    Ok(document)
}

/// Takes a model that makes images or video; whether it is one.
fn row(
    findings: &mut Findings,
    models: &mut Models,
    provider: &str,
    id: &str,
    model: &Value,
    path: String,
) -> bool {
    let row = Row::new(model, path, id, provider);
    let listed = |side: &str, word: &str| {
        let modalities = row.get("modalities").map(fields_of).unwrap_or_default();
        let items = field(modalities, side).map(items_of).unwrap_or_default();
        items.iter().any(|item| matches!(item, Value::Text(text) if text == word))
    };
    let takes_images = listed("input", "image");
    let modes: &[Mode] = match (listed("output", "image"), listed("output", "video"), takes_images) {
        (true, _, true) => &[Mode::TextToImage, Mode::Edit],
        (true, ..) => &[Mode::TextToImage],
        (_, true, true) => &[Mode::TextToVideo, Mode::ImageToVideo],
        (_, true, _) => &[Mode::TextToVideo],
        _ => return false,
    };
    row.check_name(findings, "", id);
    let name = row.name(findings, "name");
    let cost = row.get("cost").map(fields_of).unwrap_or_default();
    let output = match field(cost, "output") {
        Some(Value::Number(text) | Value::Text(text)) => Some(shown(text)),
        _ => None,
    };
    let why = output.map_or_else(
        || "the source states no cost for it".to_owned(),
        |usd| format!("the source states ${usd} per million output tokens, and not whether these are of text or of images"),
    );
    let mut offer = row.offer(findings, provider, Vec::new(), &why);
    offer.native_unit = "token".into();
    if let Some(known) = models.entry(id) {
        if let Some(name) = name {
            name.clone_into(&mut known.name);
        }
        if let Some(Value::Bool(open)) = row.get("open_weights") {
            known.weights = Some(if *open { "open" } else { "closed" }.into());
        }
    }
    models.add(id, modes, offer);
    true
}
