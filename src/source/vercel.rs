//! Vercel AI Gateway's list of models (`/v1/models`): prices are decimal texts in US dollars. An image has one
//! price, or a table by size, quality, style and operation; a second of video a table by resolution, mode and
//! audio. Rates per token do not say whether they are of text or of images, so they give no price of an image.

use super::rows::{Models, Row, field, fields_of, items_of, resolution_of, tier, tiered};
use crate::catalog::{Document, Source};
use crate::error::Result;
use crate::finding::Findings;
use crate::job::{Mode, Size};
use crate::order::{arranged, sorted_places};
use crate::rate::{Charge, Condition};
use crate::source::json::Reader;
use crate::unit::Unit;
use crate::value::Value;

/// Who sells.
const PROVIDER: &str = "vercel";

/// Whether a model of the list looks like this format.
pub(super) fn is_row(value: &Value) -> bool {
    let fields = fields_of(value);
    let pricing = field(fields, "pricing").map(fields_of).unwrap_or_default();
    let known = ["image", "image_dimension_quality_pricing", "video_duration_pricing", "input"];
    field(fields, "owned_by").is_some()
        && (pricing.is_empty() || pricing.iter().any(|(key, _)| known.contains(&key.as_str())))
}

/// Reads the list.
///
/// # Errors
/// Where it is no JSON.
pub(super) fn read(name: &str, text: &str, findings: Findings) -> Result<Document> {
    let source = Source { name: name.to_owned(), format: "vercel".to_owned(), ..Source::default() };
    let mut document = Document { source, findings, ..Document::new(name) };
    let mut models = Models::default();
    let mut reader = Reader::over(text);
    let tree = reader.value()?;
    reader.finish()?;
    let (list, at) = match field(fields_of(&tree), "data") {
        Some(data) => (items_of(data), "/data"),
        None => (items_of(&tree), ""),
    };
    for (place, value) in list.iter().enumerate() {
        model(&mut document.findings, &mut models, value, format!("{at}/{place}"));
    }
    document.models = models.into_list();
    Ok(document)
}

fn model(findings: &mut Findings, models: &mut Models, value: &Value, path: String) {
    let fields = fields_of(value);
    let is = |kind: &str| matches!(field(fields, "type"), Some(Value::Text(text)) if text == kind);
    let video = is("video");
    // Models of other kinds play no part.
    if !video && !is("image") && !fields.is_empty() {
        return;
    }
    let Some(whole) = Row::listed(findings, value, path, "id", PROVIDER) else { return };
    let id = whole.model.as_str();
    let own = whole.part(field(fields, "pricing").map(fields_of).unwrap_or_default(), "pricing");
    let table = if video { "video_duration_pricing" } else { "image_dimension_quality_pricing" };
    let cost = if video { "cost_per_second" } else { "cost" };
    let unit = if video { Unit::Second } else { Unit::Image };
    let modes: &[Mode] = if video { &[Mode::TextToVideo] } else { &[Mode::TextToImage] };
    if let Some(model) = models.entry(id) {
        whole.name(findings, "name").unwrap_or(id).clone_into(&mut model.name);
        model.vendor = whole.name(findings, "owned_by").map(Into::into);
    }
    // One offer for each style or mode that is priced by itself; rows without one belong to all.
    let rows = own.get(table).map(items_of).unwrap_or_default();
    for (variant_of, places) in by_variant(rows) {
        let mut tiers = Vec::new();
        for (place, item) in places.into_iter().filter_map(|place| Some((place, rows.get(place)?))) {
            let item = own.part(fields_of(item), &format!("{table}/{place}"));
            if let Some(usd) = item.usd(findings, cost) {
                tiers.push(tier(condition(&item), usd));
            }
        }
        let base = if video { None } else { own.usd(findings, "image") };
        if let Some(usd) = base.filter(|_| variant_of.is_none()) {
            tiers.push(tier(Condition::default(), usd));
        }
        if variant_of.is_none() && tiers.is_empty() && !rows.is_empty() {
            continue;
        }
        let flat_price = tiers.iter().all(|tier| tier.when == Condition::default());
        let charge = tiered(unit, tiers).map(|charge| if flat_price { single(charge) } else { charge });
        let charges: Vec<Charge> = charge.into_iter().collect();
        let why = "the list states no price of an image or a second of video for it";
        let mut offer = own.offer(findings, PROVIDER, charges, why);
        offer.variant = variant_of.map(Into::into);
        own.check_name(findings, table, variant_of.unwrap_or_default());
        offer.path = whole.path.clone().into();
        models.add(id, modes, offer);
    }
}

/// A charge without tiers, of the one price that its only tier states.
fn single(mut charge: Charge) -> Charge {
    charge.rules.tiers = Vec::new();
    charge
}

/// The places of the rows of each style or mode, in the order in which these come; those without one go first,
/// and are there even where there are none.
fn by_variant(rows: &[Value]) -> Vec<(Option<&str>, Vec<usize>)> {
    let of = |place: usize| rows.get(place).and_then(variant);
    let mut groups = vec![(None, Vec::new())];
    for place in sorted_places(rows.len(), &mut |a, b| of(a).cmp(&of(b))) {
        match groups.last_mut() {
            Some((known, places)) if *known == of(place) => places.push(place),
            _ => groups.push((of(place), vec![place])),
        }
    }
    let first = |at: usize| groups.get(at).map(|(known, places)| (known.is_some(), places.first().copied()));
    let order = sorted_places(groups.len(), &mut |a, b| first(a).cmp(&first(b)));
    arranged(groups, &order)
}

fn variant(item: &Value) -> Option<&str> {
    ["style", "mode"].into_iter().find_map(|key| match field(fields_of(item), key) {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    })
}

/// When a row of a price table holds.
fn condition(row: &Row<'_>) -> Condition {
    let mut when = Condition::default();
    if let Some(word) = row.text("size").or(row.text("resolution")) {
        match (Size::parse(word), resolution_of(word)) {
            (Some(size), _) => when.sizes.push(size),
            (None, Some(tier)) => when.resolutions.push(tier),
            // A size that is none is no price for other sizes.
            (None, None) => when.qualities.push(word.to_owned()),
        }
    }
    when.qualities.extend(row.text("quality").filter(|word| *word != "auto").map(str::to_owned));
    if row.text("operation").is_some_and(|word| crate::text::contains(word, "edit")) {
        when.modes.push(Mode::Edit);
    }
    when.audio = match row.get("audio") {
        Some(Value::Bool(audio)) => Some(*audio),
        _ => None,
    };
    when
}
