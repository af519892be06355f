//! OpenRouter's answers about images and video: the endpoints of an image model
//! (`/api/v1/images/models/{id}/endpoints`), each with lines of what is billable, and lists of models whose video
//! prices are SKUs by name. A megapixel here is 1,000,000 pixels, as it is. `-1` is an unknown price.

use super::rows::{
    Models, Row, field, fields_of, flat, items_of, per_megapixel, per_token, resolution_of, tier,
};
use crate::catalog::{Document, Source};
use crate::error::{Code, Result};
use crate::finding::{Findings, Severity};
use crate::job::{Mode, Resolution, Size};
use crate::money::Usd;
use crate::quantity::Quantity;
use crate::rate::{Amount, Charge, Condition, Price, Rules};
use crate::source::json::Reader;
use crate::text::{contains, pointer_step, shown};
use crate::unit::Unit;
use crate::value::Value;

const PROVIDER: &str = "openrouter";
const MEGAPIXEL_PX: u32 = 1_000_000;

/// Whether a part of the document looks like this format.
pub(super) fn is_row(value: &Value) -> bool {
    let fields = fields_of(value);
    field(fields, "pricing_skus").is_some() || field(fields, "endpoints").is_some()
}

/// Reads the answer.
///
/// # Errors
/// Where it is no JSON.
pub(super) fn read(name: &str, text: &str, findings: Findings) -> Result<Document> {
    let source = Source { name: name.to_owned(), format: "openrouter".to_owned(), ..Source::default() };
    let mut document = Document { source, findings, ..Document::new(name) };
    let mut models = Models::default();
    let mut reader = Reader::over(text);
    let tree = reader.value()?;
    reader.finish()?;
    let (data, at) = match field(fields_of(&tree), "data") {
        Some(data) => (data, "/data"),
        None => (&tree, ""),
    };
    if let Value::Object(_) = data {
        model(&mut document.findings, &mut models, data, at.to_owned());
    }
    for (place, value) in items_of(data).iter().enumerate() {
        model(&mut document.findings, &mut models, value, format!("{at}/{place}"));
    }
    document.models = models.into_list();
    Ok(document)
}

fn model(findings: &mut Findings, models: &mut Models, value: &Value, path: String) {
    let fields = fields_of(value);
    let (skus, endpoints) = (field(fields, "pricing_skus"), field(fields, "endpoints"));
    // Models of other kinds play no part.
    if skus.is_none() && endpoints.is_none() && !fields.is_empty() {
        return;
    }
    let Some(own) = Row::listed(findings, value, path, "id", PROVIDER) else { return };
    let id = own.model.as_str();
    if let Some(skus) = skus {
        let row = own.part(fields_of(skus), "pricing_skus");
        let charges = video(&row, findings);
        let why = "none of its SKUs is a price of a second of video";
        let offer = row.offer(findings, PROVIDER, charges, why);
        let frames = own.lists("supported_frame_images", "first");
        let modes: &[Mode] =
            if frames { &[Mode::TextToVideo, Mode::ImageToVideo] } else { &[Mode::TextToVideo] };
        models.add(id, modes, offer);
    }
    for (place, endpoint) in endpoints.map(items_of).unwrap_or_default().iter().enumerate() {
        let mut row = own.part(fields_of(endpoint), &format!("endpoints/{place}"));
        let charges = image(&mut row, findings);
        let why = "the endpoint states no price of an output image";
        let mut offer = row.offer(findings, PROVIDER, charges, why);
        let variant = row.name(findings, "provider_name").or_else(|| row.name(findings, "tag"));
        offer.variant = variant.map(Into::into);
        models.add(id, &[Mode::TextToImage], offer);
    }
    if let (Some(name), Some(model)) =
        (own.name(findings, "name"), models.entry(id).filter(|model| !model.offers.is_empty()))
    {
        name.clone_into(&mut model.name);
    }
}

/// The charges of an endpoint: a line for each billable thing, with variants as tiers.
fn image(row: &mut Row<'_>, findings: &mut Findings) -> Vec<Charge> {
    let mut charges: Vec<Charge> = Vec::new();
    let mut stated: Vec<(Unit, Usd)> = Vec::new();
    let mut twice = None;
    let lines = row.get("pricing").map(items_of).unwrap_or_default();
    let overrides = row.get("overrides").map(items_of).unwrap_or_default();
    // Of overrides the later match wins, so the last one is looked at first.
    let last_first =
        overrides.iter().enumerate().rev().map(|(place, line)| (format!("overrides/{place}"), line, false));
    let plain = lines.iter().enumerate().map(|(place, line)| (format!("pricing/{place}"), line, true));
    for (key, line, is_plain) in last_first.chain(plain) {
        let line = row.part(fields_of(line), &key);
        let Some(charge) = charge(&line) else { continue };
        let Some(usd) = line.usd(findings, "cost_usd") else { continue };
        let Some(when) = condition(&line) else {
            let message = "it holds under a condition that is not known here";
            line.find(
                findings,
                Severity::Warning,
                Code::UnknownValue,
                "",
                message,
                "the line plays no part; look it up",
            );
            continue;
        };
        let price = charge(usd);
        if is_plain && when == Condition::default() {
            match stated.iter().find(|(unit, _)| *unit == price.unit) {
                Some((_, first)) if *first != usd => twice = twice.or(Some(key)),
                Some(_) => {}
                None => stated.push((price.unit, usd)),
            }
        }
        match charges.iter_mut().find(|known| known.unit == price.unit) {
            Some(known) => known.tiers.push(tier(when, usd)),
            None => {
                let mut charge = price;
                charge.rules.tiers = vec![tier(when, usd)];
                charges.push(charge);
            }
        }
    }
    if let Some(place) = twice {
        row.tell_twice(findings, &place);
    }
    for charge in &mut charges {
        // What holds without a condition counts where nothing else does.
        let (any, own): (Vec<_>, Vec<_>) =
            std::mem::take(&mut charge.tiers).into_iter().partition(|tier| tier.when == Condition::default());
        if !own.is_empty() {
            charge.tiers = own.into_iter().chain(any).collect();
        }
    }
    charges
}

/// What a line bills.
fn charge(line: &Row<'_>) -> Option<fn(Usd) -> Charge> {
    Some(match (line.text("billable")?, line.text("unit")?) {
        ("output_image", "image") => |usd| flat(Unit::Image, usd),
        ("output_image", "megapixel") => |usd| per_megapixel(usd, MEGAPIXEL_PX),
        ("output_image", "token") => |usd| per_token(Unit::ImageToken, usd),
        ("input_image", "image") => |usd| flat(Unit::InputImage, usd),
        ("input_image", "megapixel") => {
            |usd| Charge { unit: Unit::InputMegapixel, ..per_megapixel(usd, MEGAPIXEL_PX) }
        }
        ("input_image", "token") => |usd| per_token(Unit::InputImageToken, usd),
        ("input_text", "token") => |usd| per_token(Unit::TextToken, usd),
        ("request", _) => |usd| flat(Unit::Request, usd),
        _ => return None,
    })
}

/// When a line holds: its variant, or its `when`. Nothing where a word of it is not known.
fn condition(line: &Row<'_>) -> Option<Condition> {
    let mut when = Condition::default();
    for word in
        line.text("variant").unwrap_or_default().split(['/', '_', ' ', ',']).filter(|word| !word.is_empty())
    {
        add_word(&mut when, word)?;
    }
    for (key, value) in line.get("when").map(fields_of).unwrap_or_default() {
        let Value::Text(word) = value else { return None };
        match key.as_str() {
            "quality" => when.qualities.push(word.clone()),
            "resolution" | "size" | "image_size" => add_word(&mut when, word)?,
            _ => return None,
        }
    }
    Some(when)
}

fn add_word(when: &mut Condition, word: &str) -> Option<()> {
    let qualities = ["low", "medium", "high", "standard", "hd", "basic"];
    if let Some(tier) = resolution_of(word) {
        when.resolutions.push(tier);
    } else if let Some(size) = Size::parse(word) {
        when.sizes.push(size);
    } else if qualities.contains(&word) {
        when.qualities.push(word.to_owned());
    } else {
        return None;
    }
    Some(())
}

/// A second of video by its SKUs. Names differ by provider: `duration_seconds_with_audio_720p` is in dollars,
/// `cents_per_second_output_720p` in cents.
fn video(row: &Row<'_>, findings: &mut Findings) -> Vec<Charge> {
    let mut tiers = Vec::new();
    let mut charges = Vec::new();
    for (key, _) in row.fields {
        let Some(stated) = row.usd(findings, key) else { continue };
        let in_cents = contains(key, "cents");
        let usd = if in_cents {
            Quantity::fraction(1, 100).and_then(|cent| stated.times(cent).ok())
        } else {
            Some(stated)
        };
        let Some(usd) = usd else { continue };
        let words: Vec<&str> = key.split(['_', '-']).collect();
        let has = |word: &str| words.contains(&word);
        let per_second = has("second") || has("seconds");
        if per_second && !has("continuation") && !has("input") {
            let resolution = words.iter().find_map(|word| resolution_of(word));
            let audio = if has("audio") { Some(!has("without")) } else { None };
            let modes = match (has("image") && has("to"), has("text") && has("to")) {
                (true, _) => vec![Mode::ImageToVideo],
                (_, true) => vec![Mode::TextToVideo],
                _ => Vec::new(),
            };
            tiers.push((resolution, audio, modes, usd));
        } else if has("images") || (has("image") && has("input")) {
            charges.push(flat(Unit::InputImage, usd));
        } else if has("token") || has("tokens") {
            charges.push(flat(Unit::VideoToken, usd));
        } else {
            let message = format!("the SKU `{}` is none that is known here", shown(key));
            row.find(
                findings,
                Severity::Info,
                Code::UnknownUnit,
                &pointer_step(key),
                &message,
                "it plays no part; look it up",
            );
        }
    }
    if let Some((.., usd)) = tiers.first() {
        let price = Some(Price::Usd(Amount::exact(*usd)));
        let rules = Rules { tiers: ordered(&tiers), ..Rules::default() };
        let seconds = Charge { price, ..flat(Unit::Second, *usd) }.by(rules);
        charges.retain(|charge| charge.unit != Unit::VideoToken);
        charges.insert(0, seconds);
    }
    charges
}

type Sku = (Option<Resolution>, Option<bool>, Vec<Mode>, Usd);

/// The SKUs as tiers: the more they say, the earlier they count.
fn ordered(skus: &[Sku]) -> Vec<crate::rate::Tier> {
    let said = |sku: &Sku| {
        [sku.0.is_some(), sku.1.is_some(), !sku.2.is_empty()].into_iter().filter(|&said| said).count()
    };
    let mut tiers = Vec::new();
    for weight in (0..=3).rev() {
        for (resolution, audio, modes, usd) in skus.iter().filter(|sku| said(sku) == weight) {
            let when = Condition {
                resolutions: resolution.iter().copied().collect(),
                audio: *audio,
                modes: modes.clone(),
                ..Condition::default()
            };
            tiers.push(tier(when, *usd));
        }
    }
    tiers
}
