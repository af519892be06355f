//! The offers of a model in the prices document: each a provider, a price and the unit that it is billed in.

use super::is_object;
use crate::catalog::{Beyond, Offer, Pointer, Terms};
use crate::date::Date;
use crate::error::{Code, Result};
use crate::finding::Severity;
use crate::rare::Rare;
use crate::rate::{Amount, Charge, Price, Rate, Rules};
use crate::shared::Texts;
use crate::source::fields::{Place, Stated};
use crate::source::json::Reader;
use crate::source::keys::{Elements, Keys, key_name, keys};
use crate::text::shown;
use crate::unit::Unit;

/// Pixels of the megapixel to which the document normalizes: one 1024×1024 image.
const REFERENCE_MEGAPIXEL_PX: u32 = 1024 * 1024;

keys! {
    OfferKey {
        Name = "name",
        Price = "price_pi",
        Unit = "unit",
        Url = "url",
        ModelId = "model_id",
        Note = "note",
    }
}

/// What is remembered from row to row.
pub(super) struct Habits<'a> {
    keys: Keys<'a, OfferKey>,
    /// The offers of the model at hand.
    read: Vec<Offer>,
    /// Links that were found to be good.
    links: Texts,
    /// How megapixels are counted.
    megapixels: Rare<Rules>,
    /// The day that the document's prices are of.
    checked: Option<Date>,
}

impl Habits<'_> {
    pub(super) fn new(checked: Option<Date>, bytes: usize) -> Self {
        let megapixels = Rules { unit_size: REFERENCE_MEGAPIXEL_PX.into(), ..Rules::default() };
        Self {
            keys: Keys::default(),
            read: Vec::new(),
            links: Texts::for_document(bytes),
            megapixels: megapixels.into(),
            checked,
        }
    }
}

/// The offers of one model, which stands in that row.
pub(super) fn read<'a>(
    reader: &mut Reader<'a>,
    place: &mut Place<'_>,
    row: u32,
    (habits, before): (&mut Habits<'a>, &mut Elements<'a>),
    texts: &mut Texts,
) -> Result<Vec<Offer>> {
    if !reader.begins(b'[') {
        place.find(
            Severity::Error,
            Code::WrongType,
            "providers",
            &|| "`providers` is not an array".into(),
            "the model is kept without offers; mend it in the source",
        );
        reader.skip()?;
        return Ok(Vec::new());
    }
    reader.elements(before, |reader, index| {
        place.path = Pointer::Offer { model: row, offer: u32::try_from(index).unwrap_or(u32::MAX) };
        read_offer(reader, place, habits, texts)
    })?;
    place.path = Pointer::Model { model: row };
    place.provider = None;
    // As many as there are, and no room for more.
    let mut offers = Vec::with_capacity(habits.read.len());
    offers.append(&mut habits.read);
    Ok(offers)
}

fn read_offer<'a>(
    reader: &mut Reader<'a>,
    place: &mut Place<'_>,
    habits: &mut Habits<'a>,
    texts: &mut Texts,
) -> Result<()> {
    place.provider = None;
    if !is_object(reader, place, "")? {
        return Ok(());
    }
    let mut price = Ok(None);
    let mut unit = None;
    let (mut url, mut upstream_id, mut note) = (None, None, None);
    let mut ambiguous = false;
    reader.members(&mut habits.keys, |reader, key, again| {
        if again {
            ambiguous = true;
            place.repeated(key_name(key));
        }
        match key {
            OfferKey::Name => {
                place.provider = place.name(reader, "name")?.map(|text| texts.of(&text));
            }
            OfferKey::Price => price = place.usd(reader, "price_pi")?,
            OfferKey::Unit => unit = place.text(reader, "unit")?,
            OfferKey::Url => url = place.text(reader, "url")?,
            OfferKey::ModelId => upstream_id = place.name(reader, "model_id")?,
            OfferKey::Note => note = place.text(reader, "note")?,
        }
        Ok(())
    })?;
    if ambiguous {
        return Ok(());
    }
    let Some(provider) = place.provider.take() else {
        place.find(
            Severity::Error,
            Code::MissingId,
            "name",
            &|| "the offer names no provider".into(),
            "the row is left out; name the provider",
        );
        return Ok(());
    };
    place.provider = Some(provider.clone());
    let terms = read_terms(place, price, unit.as_deref(), &habits.megapixels);
    let url = url.and_then(|url| {
        let known = habits.links.known(&url);
        known.or_else(|| place.check_link("url", &url).then(|| habits.links.of(&url)))
    });
    habits.read.push(Offer {
        upstream_id: upstream_id.map(|text| texts.of(&text)),
        native_unit: texts.of(&unit.unwrap_or_default()),
        url,
        note: note.map(|text| texts.of(&text)),
        checked: habits.checked,
        path: place.path.clone(),
        ..Offer::new(provider, terms)
    });
    Ok(())
}

fn read_terms(place: &mut Place<'_>, price: Stated, unit: Option<&str>, megapixels: &Rare<Rules>) -> Terms {
    let usd = match price {
        Ok(Some(usd)) => usd,
        Ok(None) => {
            place.find(
                Severity::Info,
                Code::NoPrice,
                "price_pi",
                &|| "the source lists this offer without a price".into(),
                "look the price up at the provider",
            );
            return Terms::Unpriced("the source lists this offer without a price".into());
        }
        Err(reason) => return Terms::Unpriced(reason.into()),
    };
    let price = Price::Usd(Amount::exact(usd));
    let charge =
        |charge: Charge, label: &'static str| Rate::single(Charge { label: Some(label.into()), ..charge });
    let (rate, beyond) = match unit {
        Some("image") => (
            charge(Charge::flat(Unit::Image, price), "Image"),
            Beyond::Approximate("the source states one price per image and not how it changes with the job".into()),
        ),
        Some("mp") => (
            charge(
                Charge::flat(Unit::Megapixel, price).by(megapixels.clone()),
                "Output megapixels",
            ),
            Beyond::Approximate("scaled in proportion from the price at 1024×1024; the source does not state the provider's own rounding".into()),
        ),
        Some("token") => (
            charge(Charge::flat(Unit::Image, price), "Image, by its published token equivalent"),
            Beyond::RateOnly("billed per token, and the source states neither the token rate nor the tokens of this job".into()),
        ),
        other => {
            let stated = other.map_or("no unit".to_owned(), |unit| format!("the unit `{}`", shown(unit)));
            let reason = format!("it states {stated}, so its price cannot be normalized");
            place.find(
                Severity::Error,
                Code::UnknownUnit,
                "unit",
                &|| reason.clone(),
                "the price counts as unknown; the known units are image, mp, token",
            );
            return Terms::Unpriced(reason.into());
        }
    };
    Terms::Normalized { rate, beyond }
}
