//! Portkey's pricing files, one a provider: prices in US cents under `pricing_config.pay_as_you_go`, for an
//! image by quality and size, for a megapixel and a second of video under `additional_units`, else for a token.

use super::rows::{Models, Row, field, fields_of, flat, in_dollars, per_megapixel, per_token, tier, tiered};
use crate::catalog::{Document, Source};
use crate::error::Result;
use crate::finding::{Findings, Severity};
use crate::job::{Mode, Size};
use crate::money::Usd;
use crate::quantity::Quantity;
use crate::rate::{Charge, Condition, Rules};
use crate::source::json::Reader;
use crate::text::pointer_step;
use crate::unit::Unit;
use crate::value::Value;

/// Pixels of the megapixel that Together bills, whose models state this unit.
const MEGAPIXEL_PX: u32 = 1_000_000;

/// Whether a model of the document looks like this format.
pub(super) fn is_row(value: &Value) -> bool {
    let config = field(fields_of(value), "pricing_config").map(fields_of).unwrap_or_default();
    field(config, "pay_as_you_go").is_some()
}

/// Reads the document. The provider is what the file is called.
///
/// # Errors
/// Where it is no JSON object.
pub(super) fn read(name: &str, text: &str, findings: Findings) -> Result<Document> {
    let source = Source { name: name.to_owned(), format: "portkey".to_owned(), ..Source::default() };
    let mut document = Document { source, findings, ..Document::new(name) };
    let provider = name.strip_suffix(".json").unwrap_or(name);
    let mut models = Models::default();
    let mut reader = Reader::over(text);
    reader.object(|reader, id| {
        let value = reader.value()?;
        let config = field(fields_of(&value), "pricing_config").map(fields_of).unwrap_or_default();
        let Some(paid) = field(config, "pay_as_you_go") else { return Ok(()) };
        let whole = Row::new(&value, format!("/{}", pointer_step(&id)), &id, provider);
        let dollars = in_dollars(field(config, "currency"));
        model(&mut document.findings, &mut models, provider, whole, fields_of(paid), dollars);
        Ok(())
    })?;
    reader.finish()?;
    document.models = models.into_list();
    Ok(document)
}

/// An amount that the file states in cents, in dollars.
fn cents(row: &Row<'_>, findings: &mut Findings, value: &Value, key: &str) -> Option<Usd> {
    let stated = row.part(fields_of(value), key).usd(findings, "price").filter(|usd| !usd.is_zero())?;
    stated.times(Quantity::fraction(1, 100)?).ok()
}

fn model(
    findings: &mut Findings,
    models: &mut Models,
    provider: &str,
    mut whole: Row<'_>,
    paid: &[(String, Value)],
    dollars: bool,
) {
    let place = "pricing_config/pay_as_you_go";
    let row = whole.part(paid, place);
    let units = row.get("additional_units").map(fields_of).unwrap_or_default();
    let by_token = row.get("image_token");
    let makes_video = units.iter().any(|(key, _)| crate::text::contains(key, "video"));
    let makes_image =
        row.get("image").is_some() || by_token.is_some() || field(units, "megapixels").is_some();
    if !makes_image && !makes_video {
        return;
    }
    let id = whole.model.clone();
    whole.check(findings, "", &id);
    let row = &whole.part(paid, place);
    let mut charges: Vec<Charge> = Vec::new();
    if dollars {
        charges.extend(tiered(Unit::Image, image_tiers(row, findings)));
        for (key, value) in units {
            let path = format!("additional_units/{}", pointer_step(key));
            let Some(usd) = cents(row, findings, value, &path) else { continue };
            match key.as_str() {
                "megapixels" => charges.push(per_megapixel(usd, MEGAPIXEL_PX)),
                "video_seconds" | "video_duration_seconds" => charges.push(flat(Unit::Second, usd)),
                other => match other.strip_prefix("video_duration_seconds_").and_then(frame) {
                    Some(size) => {
                        let rules = Rules { when: sized(size), ..Rules::default() };
                        charges.push(flat(Unit::Second, usd).by(rules));
                    }
                    None if crate::text::contains(other, "video") => {
                        let message =
                            format!("`{}` is no unit that is known here", crate::text::shown(other));
                        let help = "it plays no part; look its meaning up at the source";
                        row.find(
                            findings,
                            Severity::Info,
                            crate::error::Code::UnknownUnit,
                            &path,
                            &message,
                            help,
                        );
                    }
                    None => {}
                },
            }
        }
        let token = by_token.filter(|_| charges.is_empty());
        let token = token.and_then(|value| cents(row, findings, value, "image_token"));
        charges.extend(token.map(|usd| per_token(Unit::ImageToken, usd)));
    }
    let why = if dollars {
        "the file states no price of an image or a second of video"
    } else {
        "the prices are not in US dollars"
    };
    let mut offer = row.offer(findings, provider, charges, why);
    offer.upstream_id = Some(row.model.as_str().into());
    let modes: &[Mode] = if makes_video { &[Mode::TextToVideo] } else { &[Mode::TextToImage] };
    models.add(&row.model, modes, offer);
}

fn sized(size: Size) -> Condition {
    Condition { sizes: vec![size], ..Condition::default() }
}

/// `720_1280` as a size.
fn frame(text: &str) -> Option<Size> {
    let (width, height) = text.split_once('_')?;
    Size::parse(&format!("{width}x{height}"))
}

/// Prices by quality and size; `default` stands for any.
fn image_tiers(row: &Row<'_>, findings: &mut Findings) -> Vec<crate::rate::Tier> {
    let mut tiers = Vec::new();
    for (quality, sizes) in row.get("image").map(fields_of).unwrap_or_default() {
        for (size, value) in fields_of(sizes) {
            let path = format!("image/{}/{}", pointer_step(quality), pointer_step(size));
            let Some(usd) = cents(row, findings, value, &path) else { continue };
            let mut when = Condition::default();
            if quality != "default" {
                when.qualities.push(quality.clone());
            }
            if size != "default" {
                let Some(size) = Size::parse(size) else { continue };
                when.sizes.push(size);
            }
            tiers.push(tier(when, usd));
        }
    }
    // What holds for any size or quality counts where nothing else does.
    let (any, own): (Vec<_>, Vec<_>) = tiers.into_iter().partition(|tier| tier.when == Condition::default());
    own.into_iter().chain(any).collect()
}
