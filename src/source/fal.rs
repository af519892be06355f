//! fal's pricing answer (`/v1/models/pricing`): for each endpoint a price of one unit in a currency. Megapixels
//! are whole ones of 1,048,576 pixels, rounded up, as fal's own pages bill them; `units` cannot be converted.

use super::rows::{Models, Row, field, fields_of, flat, in_dollars, items_of, per_megapixel, rounded_up};
use crate::catalog::{Document, Source};
use crate::error::Result;
use crate::finding::Findings;
use crate::job::Mode;
use crate::money::Usd;
use crate::rate::Charge;
use crate::source::json::Reader;
use crate::text::{contains, shown};
use crate::unit::Unit;
use crate::value::Value;

const PROVIDER: &str = "fal";
const MEGAPIXEL_PX: u32 = 1_048_576;

/// Whether a row of the document looks like this format.
pub(super) fn is_row(value: &Value) -> bool {
    let fields = fields_of(value);
    field(fields, "endpoint_id").is_some() && field(fields, "unit_price").is_some()
}

/// The rows of the answer and the JSON Pointer of their list.
fn rows(tree: &Value) -> (&[Value], &'static str) {
    let lists = [("prices", "/prices"), ("data", "/data"), ("pricing", "/pricing")];
    let found = lists.into_iter().find_map(|(key, path)| Some((field(fields_of(tree), key)?, path)));
    found.map_or((items_of(tree), ""), |(list, path)| (items_of(list), path))
}

/// Reads the answer.
///
/// # Errors
/// Where it is no JSON.
pub(super) fn read(name: &str, text: &str, findings: Findings) -> Result<Document> {
    let source = Source { name: name.to_owned(), format: "fal".to_owned(), ..Source::default() };
    let mut document = Document { source, findings, ..Document::new(name) };
    let mut models = Models::default();
    let mut reader = Reader::over(text);
    let tree = reader.value()?;
    reader.finish()?;
    let (list, at) = rows(&tree);
    for (place, value) in list.iter().enumerate() {
        let path = format!("{at}/{place}");
        if let Some(row) = Row::listed(&mut document.findings, value, path, "endpoint_id", PROVIDER) {
            endpoint(&mut document.findings, &mut models, &row);
        }
    }
    document.models = models.into_list();
    Ok(document)
}

fn endpoint(findings: &mut Findings, models: &mut Models, row: &Row<'_>) {
    let unit = row.text("unit").unwrap_or_default();
    let dollars = in_dollars(field(row.fields, "currency"));
    let usd = row.usd(findings, "unit_price").filter(|_| dollars);
    let charge = usd.and_then(|usd| charge(unit, usd));
    let why = match (dollars, usd) {
        (false, _) => "its price is not in US dollars".to_owned(),
        (_, None) => "it states no price".to_owned(),
        _ => format!("its unit `{}` cannot be converted to images or seconds", shown(unit)),
    };
    let video = charge.as_ref().is_some_and(|charge| charge.unit.row().basis.is_video())
        || contains(&row.model, "video");
    let modes: &[Mode] = match (video, contains(&row.model, "image-to-")) {
        (true, true) => &[Mode::ImageToVideo],
        (true, false) => &[Mode::TextToVideo],
        (false, true) => &[Mode::Edit],
        (false, false) => &[Mode::TextToImage],
    };
    let mut offer = row.offer(findings, PROVIDER, charge.into_iter().collect(), &why);
    offer.upstream_id = Some(row.model.as_str().into());
    models.add(&row.model, modes, offer);
}

fn charge(unit: &str, usd: Usd) -> Option<Charge> {
    Some(match unit.strip_suffix('s').unwrap_or(unit) {
        "image" => flat(Unit::Image, usd),
        "megapixel" => rounded_up(per_megapixel(usd, MEGAPIXEL_PX)),
        "second" | "video second" => flat(Unit::Second, usd),
        "video" | "clip" => flat(Unit::Clip, usd),
        "request" => flat(Unit::Request, usd),
        "compute second" | "gpu second" => flat(Unit::GpuSecond, usd),
        _ => return None,
    })
}
