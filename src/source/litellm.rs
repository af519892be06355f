//! LiteLLM's price map (`model_prices_and_context_window.json`): one object whose keys name a model, perhaps
//! with its provider, quality, size and steps, and whose rows hold US dollars under many names. Rows of other
//! modes than image, edit and video are passed over.
//!
//! What the names mean is not what they say: on OpenAI's, xAI's and Azure's rows `input_cost_per_image` is one
//! generated image, elsewhere one input image; `input_cost_per_pixel` is per pixel of the output; fal's
//! `output_cost_per_pixel` is billed per whole megapixel; Fireworks' `output_cost_per_token` is the price of an
//! image over a million. A cost of 0 stands for none in this map.

use super::rows::{Models, Row, fields_of, flat, per_megapixel, per_token, rounded_up, tier};
use crate::catalog::{Document, Model, Offer, Source, Terms};
use crate::error::{Code, Result};
use crate::finding::{Finding, Findings, Severity};
use crate::job::{Job, JobParts, Mode, Resolution, Size};
use crate::money::Usd;
use crate::quantity::Quantity;
use crate::rate::{Charge, Condition, Price, Tier};
use crate::source::json::{Kind, Reader};
use crate::text::pointer_step;
use crate::unit::Unit;
use crate::value::Value;

/// Pixels of fal's megapixel, which this map divides its prices by.
const FAL_MEGAPIXEL_PX: u32 = 1_048_576;
/// What Fireworks' prices of an image are divided by.
const FIREWORKS_SCALE: u32 = 1_000_000;

/// Reads the map.
///
/// # Errors
/// Where it is no JSON object.
pub(super) fn read(name: &str, text: &str, findings: Findings) -> Result<Document> {
    let source = Source { name: name.to_owned(), format: "litellm".to_owned(), ..Source::default() };
    let mut document = Document { source, findings, ..Document::new(name) };
    let mut models = Models::default();
    let mut reader = Reader::over(text);
    reader.object(|reader, key| {
        if reader.kind()? != Kind::Object {
            return reader.skip();
        }
        let value = reader.value()?;
        let Some(kind) = RowMode::of(fields_of(&value)) else { return Ok(()) };
        let path = format!("/{}", pointer_step(&key));
        row(&mut document, &mut models, &key, path, &value, kind);
        Ok(())
    })?;
    reader.finish()?;
    document.models = models.into_list();
    let Document { models, findings, .. } = &mut document;
    for model in models {
        only_by_size(model, findings);
    }
    Ok(document)
}

/// Whether a document's first rows look like this map.
pub(super) fn is_row(value: &Value) -> bool {
    let fields = fields_of(value);
    fields.iter().any(|(key, _)| key == "litellm_provider")
}

/// Where a provider's rows price a model by size and quality one by one, its row without a size is the price at
/// some standard of the provider's own that the map does not state, and no price of other sizes.
fn only_by_size(model: &mut Model, findings: &mut Findings) {
    let by_size = |offer: &Offer| !offer.limits.sizes.is_empty() && !offer.limits.qualities.is_empty();
    let sized: Vec<_> =
        model.offers.iter().filter(|offer| by_size(offer)).map(|offer| offer.provider.clone()).collect();
    for offer in &mut model.offers {
        let flat = matches!(&offer.terms, Terms::Native(rate) if rate.charges.iter().all(|charge| charge.unit == Unit::Image));
        if !flat || !offer.limits.sizes.is_empty() || !sized.contains(&offer.provider) {
            continue;
        }
        let why = "the row's one price is at a size and quality that it does not state; other rows price this model by both";
        findings.add(Code::NoPrice, &|| {
            Finding::new(Severity::Info, Code::NoPrice, offer.path.text(), why)
                .help("ask for a size and a quality that the other rows list")
                .of(&model.id, Some(&offer.provider))
        });
        offer.terms = Terms::Unpriced(why.to_owned().into());
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RowMode {
    Image,
    Edit,
    Video,
}

impl RowMode {
    fn of(fields: &[(String, Value)]) -> Option<Self> {
        let mode = fields.iter().rfind(|(key, _)| key == "mode")?;
        match &mode.1 {
            Value::Text(word) if word == "image_generation" => Some(Self::Image),
            Value::Text(word) if word == "image_edit" => Some(Self::Edit),
            Value::Text(word) if word == "video_generation" => Some(Self::Video),
            _ => None,
        }
    }
}

/// What a key says: `[provider/][quality/]{W}-x-{H}[/steps]/model`, or the model alone.
#[derive(Debug, Default, PartialEq, Eq)]
struct Key {
    model: String,
    quality: Option<String>,
    size: Option<Size>,
    /// More steps than 50, or at most so many.
    steps: Option<bool>,
    /// Sizes above 512×512.
    large: bool,
}

impl Key {
    fn read(key: &str, provider: &str) -> Self {
        let mut read = Self::default();
        let mut segments: Vec<&str> = key.split('/').collect();
        // `vertex_ai-language-models` writes its keys with `vertex_ai/`.
        let owner = segments.first().copied().unwrap_or_default();
        let owned =
            owner == provider || provider.strip_prefix(owner).is_some_and(|rest| rest.starts_with('-'));
        if owned && segments.len() > 1 {
            segments.remove(0);
        }
        let sized =
            segments.iter().take(2).position(|segment| size_of(segment).is_some() || *segment == "max-x-max");
        if let Some(at) = sized {
            let taken: Vec<&str> = segments.drain(..=at).collect();
            read.size = taken.last().and_then(|segment| size_of(segment));
            read.large = read.size.is_none();
            read.quality = taken.first().filter(|_| at > 0).map(|word| (*word).to_owned());
            read.steps = match segments.first() {
                Some(&"50-steps") => Some(false),
                Some(&"max-steps") => Some(true),
                _ => None,
            };
            if read.steps.is_some() {
                segments.remove(0);
            }
            if segments.len() > 1 && segments.first() == Some(&provider) {
                segments.remove(0);
            }
        }
        read.model = segments.join("/");
        read
    }

    /// What the row's price is for.
    fn limits(&self) -> Condition {
        Condition {
            sizes: self.size.into_iter().collect(),
            qualities: self.quality.iter().cloned().collect(),
            min_area_px: self.large.then_some(512 * 512 + 1),
            min_steps: self.steps.and_then(|many| many.then_some(51)),
            max_steps: self.steps.and_then(|many| (!many).then_some(50)),
            ..Condition::default()
        }
    }
}

fn size_of(segment: &str) -> Option<Size> {
    let mut parts = segment.split('-');
    let (width, x, height) = (parts.next()?, parts.next()?, parts.next()?);
    let plain = x == "x" && parts.next().is_none();
    plain.then(|| Size::parse(&format!("{width}x{height}"))).flatten()
}

fn row(document: &mut Document, models: &mut Models, key: &str, path: String, value: &Value, kind: RowMode) {
    let fields = fields_of(value);
    let provider = match super::rows::field(fields, "litellm_provider") {
        Some(Value::Text(provider)) if !provider.trim().is_empty() => provider.clone(),
        _ => "litellm".to_owned(),
    };
    let read = Key::read(key, &provider);
    let mut row = Row::new(value, path, &read.model, &provider);
    let findings = &mut document.findings;
    row.check(findings, "", key);
    row.name(findings, "litellm_provider");
    let modes = modes(&row, kind);
    let rate =
        if kind == RowMode::Video { video(&row, findings, &modes) } else { image(&row, findings, &provider) };
    let (charges, standard) = rate.unwrap_or_default();
    let why = "the row states no price of an image or a second of video";
    let mut offer = row.offer(findings, &provider, charges, why);
    offer.standard = standard.into();
    offer.limits = read.limits().into();
    if let Some(word) = read.quality.as_deref().filter(|word| *word == "standard") {
        let parts = JobParts { quality: Some(word.to_owned()), ..JobParts::default() };
        offer.standard = Job::new(parts).unwrap_or_default().into();
    }
    offer.limits.until = row.date(findings, "deprecation_date");
    offer.upstream_id = Some(key.into());
    offer.url = row.link(findings, "source").map(Into::into);
    models.add(&read.model, &modes, offer);
}

fn modes(row: &Row<'_>, kind: RowMode) -> Vec<Mode> {
    match kind {
        RowMode::Image if row.lists("supported_endpoints", "images/edits") => {
            vec![Mode::TextToImage, Mode::Edit]
        }
        RowMode::Image => vec![Mode::TextToImage],
        RowMode::Edit => vec![Mode::Edit],
        RowMode::Video => {
            let from_image = crate::text::contains(&row.model, "image-to-video")
                || crate::text::contains(&row.model, "reference-to-video");
            match (from_image, row.get("input_cost_per_image").is_some()) {
                (true, _) => vec![Mode::ImageToVideo],
                (false, true) => vec![Mode::TextToVideo, Mode::ImageToVideo],
                (false, false) => vec![Mode::TextToVideo],
            }
        }
    }
}

/// A price that counts: 0 stands for none in this map.
fn cost(row: &Row<'_>, findings: &mut Findings, key: &str) -> Option<Usd> {
    row.usd(findings, key).filter(|usd| !usd.is_zero())
}

fn image(row: &Row<'_>, findings: &mut Findings, provider: &str) -> Option<(Vec<Charge>, Job)> {
    let mut charges = Vec::new();
    let generated = matches!(provider, "openai" | "azure" | "xai");
    let per_input = cost(row, findings, "input_cost_per_image");
    let per_image = cost(row, findings, "output_cost_per_image");
    let output_pixel = cost(row, findings, "output_cost_per_pixel");
    let input_pixel = cost(row, findings, "input_cost_per_pixel");
    let megapixel = |usd: Usd, size: u32| Some(per_megapixel(usd.times(Quantity::from(size)).ok()?, size));
    if let Some(charge) = output_pixel.and_then(|usd| megapixel(usd, FAL_MEGAPIXEL_PX)) {
        charges.push(rounded_up(charge));
    } else if let Some(usd) = per_image {
        let mut charge = flat(Unit::Image, usd);
        charge.tiers = image_tiers(row, findings);
        charges.push(charge);
    } else if let Some(usd) = per_input.filter(|_| generated) {
        charges.push(flat(Unit::Image, usd));
    } else if let Some(charge) = input_pixel.and_then(|usd| megapixel(usd, 1_000_000)) {
        charges.push(charge);
    } else if let Some(usd) =
        cost(row, findings, "output_cost_per_token").filter(|_| provider == "fireworks_ai")
    {
        charges.push(flat(Unit::Image, usd.times(Quantity::from(FIREWORKS_SCALE)).ok()?));
    } else {
        for (unit, key) in [
            (Unit::ImageToken, "output_cost_per_image_token"),
            (Unit::InputImageToken, "input_cost_per_image_token"),
            (Unit::TextToken, "input_cost_per_token"),
        ] {
            if let Some(usd) = cost(row, findings, key) {
                let mut charge = per_token(unit, usd);
                if let Some(batch) = cost(row, findings, &format!("{key}_batches")) {
                    let in_batch = Condition { batch: Some(true), ..Condition::default() };
                    charge.tiers = vec![tier(in_batch, batch), tier(Condition::default(), usd)];
                }
                charges.push(charge);
            }
        }
        if !charges.iter().any(|charge| charge.unit == Unit::ImageToken) {
            return None;
        }
    }
    if let Some(usd) = per_input.filter(|_| !generated) {
        charges.push(flat(Unit::InputImage, usd));
    }
    Some((charges, Job::default()))
}

/// Prices by resolution tier, `output_cost_per_image_2K` and so on.
fn image_tiers(row: &Row<'_>, findings: &mut Findings) -> Vec<Tier> {
    let mut tiers = Vec::new();
    for tier_px in [Resolution::HalfK, Resolution::OneK, Resolution::TwoK, Resolution::FourK] {
        if let Some(usd) = cost(row, findings, &format!("output_cost_per_image_{tier_px}")) {
            tiers.push(tier(Condition { resolutions: vec![tier_px], ..Condition::default() }, usd));
        }
    }
    tiers
}

fn video(row: &Row<'_>, findings: &mut Findings, modes: &[Mode]) -> Option<(Vec<Charge>, Job)> {
    let whole = cost(row, findings, "output_cost_per_video_per_second");
    let base = whole.or_else(|| cost(row, findings, "output_cost_per_second"));
    let mut tiers = Vec::new();
    let mut standard = None;
    for (key, resolution) in [
        ("480p", Resolution::P480),
        ("720p", Resolution::P720),
        ("1080p", Resolution::P1080),
        ("2k", Resolution::TwoK),
        ("4k", Resolution::FourK),
    ] {
        if let Some(usd) = cost(row, findings, &format!("output_cost_per_second_{key}")) {
            if base == Some(usd) {
                standard = standard.or(Some(resolution));
            }
            tiers.push(tier(Condition { resolutions: vec![resolution], ..Condition::default() }, usd));
        }
    }
    let mut charge = flat(
        Unit::Second,
        base.or(match tiers.first().map(|tier| &tier.price) {
            Some(Some(Price::Usd(amount))) => Some(amount.low),
            _ => None,
        })?,
    );
    // Where the base price is none of the tiers' it holds for every other resolution.
    if let Some(usd) = base.filter(|_| standard.is_none() && !tiers.is_empty()) {
        tiers.push(tier(Condition::default(), usd));
    }
    charge.tiers = tiers;
    let mut charges = vec![charge];
    if let Some(usd) = cost(row, findings, "input_cost_per_image") {
        charges.push(flat(Unit::InputImage, usd));
    }
    let mode = modes.first().copied().filter(|_| standard.is_some());
    let parts = JobParts { mode, resolution: standard, ..JobParts::default() };
    Some((charges, Job::new(parts).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(key: &str, provider: &str, model: &str, quality: Option<&str>, size: Option<&str>) {
        let read = Key::read(key, provider);
        assert_eq!(read.model, model, "{key}");
        assert_eq!((read.quality.as_deref(), read.size), (quality, size.and_then(Size::parse)), "{key}");
    }

    #[test]
    fn keys_are_taken_apart() {
        check("gpt-image-1", "openai", "gpt-image-1", None, None);
        check("low/1024-x-1536/gpt-image-1", "openai", "gpt-image-1", Some("low"), Some("1024x1536"));
        check("azure/hd/1024-x-1024/dall-e-3", "azure", "dall-e-3", Some("hd"), Some("1024x1024"));
        check("256-x-256/dall-e-2", "openai", "dall-e-2", None, Some("256x256"));
        check("fal_ai/fal-ai/flux/dev", "fal_ai", "fal-ai/flux/dev", None, None);
        check("1024-x-1024/50-steps/bedrock/nova", "bedrock", "nova", None, Some("1024x1024"));
        check("vertex_ai/imagen-3", "vertex_ai-image-models", "imagen-3", None, None);
        assert!(Key::read("max-x-max/max-steps/sd", "bedrock").large);
    }
}
