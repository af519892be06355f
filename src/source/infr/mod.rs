//! The prices document of infr.sh: a list of models, each with offers whose price is already normalized to
//! one image at the reference job, and with claims about which offer is cheapest and which one is routed.
//!
//! The document does not say how a price changes with the size. So beyond the reference job a price per
//! megapixel is scaled in proportion, one per image stays, and one per token is only a rate.

mod claims;
mod offers;

use crate::catalog::{Claims, Document, Ids, Model, Offer, Pointer, Source};
use crate::date::Date;
use crate::error::{Code, Error, Result};
use crate::finding::{Finding, Findings, Severity};
use crate::job::Mode;
use crate::quantity::Quantity;
use crate::rare::Rare;
use crate::rate::Condition;
use crate::shared::Texts;
use crate::source::fields::Place;
use crate::source::json::{Kind, Reader};
use crate::source::keys::{Elements, Keys, key_name, keys};
use crate::text::{indexed, shown};
use std::borrow::Cow;

/// The largest arena score that is believed.
const MAX_ELO: u32 = 10_000;

keys! {
    ModelKey {
        Id = "id",
        Name = "name",
        Vendor = "vendor",
        Elo = "elo",
        Modality = "modality",
        License = "license",
        Weights = "weights",
        Trainable = "trainable",
        Providers = "providers",
        Cheapest = "cheapest",
        Routed = "routed",
    }
}

/// What is remembered from row to row.
struct Habits<'a> {
    model: Keys<'a, ModelKey>,
    claims: claims::Habits<'a>,
    offers: offers::Habits<'a>,
    offer_lists: Elements<'a>,
    mode_lists: Elements<'a>,
    texts: Texts,
    /// The modes of the model at hand.
    modes: Vec<Mode>,
    outputs: Vec<Outputs>,
}

/// What models make, and what their offers do therefore: made once for all models that make the same.
#[derive(Clone)]
struct Outputs {
    modes: Rare<Vec<Mode>>,
    limits: Rare<Condition>,
}

impl Habits<'_> {
    fn new(dated: Option<Date>, bytes: usize) -> Self {
        Self {
            model: Keys::default(),
            claims: claims::Habits::default(),
            offers: offers::Habits::new(dated, bytes),
            offer_lists: Elements::default(),
            mode_lists: Elements::default(),
            texts: Texts::for_document(bytes),
            modes: Vec::new(),
            outputs: Vec::new(),
        }
    }
}

/// What is stated once for all rows, besides the rows.
const DOCUMENT_KEYS: &[&str] = &["updated", "source", "fee_rate", "fee_disclosure", "model_count"];

pub(super) fn read(name: &str, text: &str, mut findings: Findings) -> Result<Document> {
    let mut reader = Reader::over(text);
    let mut source = Source { name: name.to_owned(), format: "infr".to_owned(), ..Source::default() };
    let mut rows = None;
    // The date as far as it is known where the models begin.
    let mut dated = None;
    let mut claimed_count = None;
    let mut seen = Vec::new();
    reader.object(|reader, key| {
        if seen.contains(&key.as_ref()) {
            findings.add(Code::DuplicateKey, &|| {
                let message = format!("`{key}` is stated twice, and the first one counts");
                Finding::new(Severity::Error, Code::DuplicateKey, format!("/{key}"), message)
                    .help("state the key once")
            });
            return reader.skip();
        }
        seen.extend(DOCUMENT_KEYS.iter().find(|known| **known == key));
        let mut place =
            Place { findings: &mut findings, path: Pointer::default(), model: String::new(), provider: None };
        match key.as_ref() {
            "updated" => source.date = read_date(&mut place, reader)?,
            "source" => source.about = place.text(reader, "source")?.map(Into::into),
            "fee_rate" => source.fee_rate = read_fee(&mut place, reader)?,
            "fee_disclosure" => source.fee_disclosure = place.text(reader, "fee_disclosure")?.map(Into::into),
            "model_count" => claimed_count = place.whole(reader, "model_count", u32::MAX)?,
            "models" => {
                if reader.kind()? != Kind::Array {
                    return Err(wrong_shape("`models` is not an array"));
                }
                if rows.is_some() {
                    return Err(wrong_shape("`models` is stated twice"));
                }
                dated = source.date;
                rows = Some(read_models(reader, &mut findings, dated, room(claimed_count, text))?);
            }
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    reader.finish()?;
    let Rows { mut models, ids, claims, count } = rows.ok_or_else(|| wrong_shape("`models` is missing"))?;
    if source.date != dated {
        for offer in models.iter_mut().flat_map(|model| &mut model.offers) {
            offer.checked = source.date;
        }
    }
    let model_count = claimed_count.map(|claimed| (u64::from(claimed), count));
    Ok(Document { source, models, ids, claims, model_count, findings, ..Document::new(name) })
}

fn wrong_shape(message: &str) -> Error {
    Error::new(Code::WrongShape, message)
        .at("/models")
        .help("a prices document has an array `models`; check that the file is complete")
}

fn read_date(place: &mut Place<'_>, reader: &mut Reader<'_>) -> Result<Option<Date>> {
    let text = place.text(reader, "updated")?;
    Ok(text.and_then(|text| place.check_date("updated", &text)))
}

fn read_fee(place: &mut Place<'_>, reader: &mut Reader<'_>) -> Result<Option<Quantity>> {
    let fee = place.usd(reader, "fee_rate")?.ok().flatten();
    Ok(fee.and_then(|fee| Quantity::parse(&fee.to_string()).ok()))
}

struct Rows {
    models: Vec<Model>,
    ids: Ids,
    claims: Vec<Claims>,
    count: u64,
}

/// For how many models room is made at first: as many as the document says that it has, if it is large enough.
fn room(claimed: Option<u32>, text: &str) -> usize {
    /// The bytes of a small model.
    const LEAST: usize = 256;
    let claimed = claimed.and_then(|claimed| usize::try_from(claimed).ok()).unwrap_or(0);
    claimed.min(text.len() / LEAST)
}

fn read_models<'a>(
    reader: &mut Reader<'a>,
    findings: &mut Findings,
    dated: Option<Date>,
    room: usize,
) -> Result<Rows> {
    let mut rows = Rows {
        models: Vec::with_capacity(room),
        ids: Ids::with_room(room),
        claims: Vec::with_capacity(room),
        count: 0,
    };
    let mut habits = Habits::new(dated, reader.text.len());
    let mut place = Place { findings, path: Pointer::default(), model: String::new(), provider: None };
    reader.elements(&mut Elements::default(), |reader, index| {
        rows.count = rows.count.saturating_add(1);
        place.model.clear();
        let row = u32::try_from(index).unwrap_or(u32::MAX);
        place.path = Pointer::Model { model: row };
        let at = rows.models.len();
        // Read where it will stand.
        rows.models.push(Model::default());
        rows.claims.push(Claims { model: at, path: Pointer::Model { model: row }, ..Claims::default() });
        let Some((model, claims)) = rows.models.last_mut().zip(rows.claims.last_mut()) else { return Ok(()) };
        let whole = read_model(reader, &mut place, (row, model, claims), &mut habits)?;
        if claims.cheapest.is_none() && claims.routed.is_none() {
            rows.claims.pop();
        }
        if !whole {
            leave_out(&mut rows, at);
            return Ok(());
        }
        if !rows.ids.add(&rows.models, at) {
            let Some(model) = leave_out(&mut rows, at) else { return Ok(()) };
            place.find(
                Severity::Error,
                Code::DuplicateId,
                "id",
                &|| format!("the id `{}` is taken by an earlier row", shown(&model.id)),
                "the row is left out; give it an id of its own",
            );
        }
        Ok(())
    })?;
    Ok(rows)
}

/// Takes the last model out again, which stands at that place, with what is claimed of it.
fn leave_out(rows: &mut Rows, at: usize) -> Option<Model> {
    if rows.claims.last().is_some_and(|claims| claims.model == at) {
        rows.claims.pop();
    }
    rows.models.pop()
}

/// Passes over a row that is no object, with a finding.
#[inline]
fn is_object(reader: &mut Reader<'_>, place: &mut Place<'_>, key: &str) -> Result<bool> {
    if reader.begins(b'{') {
        return Ok(true);
    }
    no_object(reader, place, key).map(|()| false)
}

#[inline(never)]
fn no_object(reader: &mut Reader<'_>, place: &mut Place<'_>, key: &str) -> Result<()> {
    let kind = reader.kind()?;
    place.find(
        Severity::Error,
        Code::NotAnObject,
        key,
        &|| format!("the row is {}, not an object", kind.name()),
        "the row is left out; mend it in the source",
    );
    reader.skip()
}

/// Reads the model in that row and what is claimed of it; whether it can be used.
fn read_model<'a>(
    reader: &mut Reader<'a>,
    place: &mut Place<'_>,
    (row, model, claims): (u32, &mut Model, &mut Claims),
    habits: &mut Habits<'a>,
) -> Result<bool> {
    if !is_object(reader, place, "")? {
        return Ok(false);
    }
    let mut ambiguous = false;
    let Habits { model: keys, claims: claims_habits, offers, offer_lists, mode_lists, texts, modes, outputs } =
        habits;
    modes.clear();
    reader.members(keys, |reader, key, again| {
        if again {
            ambiguous = true;
            place.repeated(key_name(key));
        }
        match key {
            ModelKey::Id => {
                if let Some(id) = place.name(reader, "id")? {
                    place.model.clear();
                    place.model.push_str(&id);
                    model.id = id.into_owned();
                }
            }
            ModelKey::Name => model.name = place.name(reader, "name")?.unwrap_or_default().into_owned(),
            ModelKey::Vendor => model.vendor = place.name(reader, "vendor")?.map(|text| texts.of(&text)),
            ModelKey::Elo => model.elo = place.whole(reader, "elo", MAX_ELO)?,
            ModelKey::Modality => read_modes(reader, place, mode_lists, modes)?,
            ModelKey::License => model.license = place.name(reader, "license")?.map(|text| texts.of(&text)),
            ModelKey::Weights => model.weights = place.name(reader, "weights")?.map(|text| texts.of(&text)),
            ModelKey::Trainable => model.trainable = place.boolean(reader, "trainable")?,
            ModelKey::Providers => {
                model.offers = offers::read(reader, place, row, (offers, offer_lists), texts)?
            }
            ModelKey::Cheapest => claims.cheapest = claims::cheapest(reader, place, claims_habits, texts)?,
            ModelKey::Routed => claims.routed = claims::routed(reader, place, claims_habits, texts)?,
        }
        Ok(())
    })?;
    if ambiguous {
        return Ok(false);
    }
    if model.id.is_empty() {
        place.find(
            Severity::Error,
            Code::MissingId,
            "id",
            &|| "the model has no id".into(),
            "the row is left out; give it an id",
        );
        return Ok(false);
    }
    if model.name.is_empty() {
        model.name.clone_from(&model.id);
    }
    let Outputs { modes, limits } = outputs_of(modes, outputs);
    model.modes = modes;
    for offer in &mut model.offers {
        offer.limits = limits.clone();
        warn_of_other_model(place, &model.id, offer);
    }
    Ok(true)
}

/// What belongs to these modes, made once.
fn outputs_of(modes: &[Mode], made: &mut Vec<Outputs>) -> Outputs {
    /// There are fewer lists of modes than this, unless somebody makes them up.
    const KEPT: usize = 64;
    if let Some(outputs) = made.iter().find(|outputs| *outputs.modes == *modes) {
        return outputs.clone();
    }
    let limits = Condition { modes: modes.to_vec(), ..Condition::default() };
    let outputs = Outputs { modes: modes.to_vec().into(), limits: limits.into() };
    if made.len() < KEPT {
        made.push(outputs.clone());
    }
    outputs
}

/// A remark such as "listed as gpt-image-1.5" means that the price may be another model's.
fn warn_of_other_model(place: &mut Place<'_>, model: &str, offer: &Offer) {
    let listed = offer.note.as_deref().and_then(|note| note.strip_prefix("listed as ")).map(str::trim);
    let Some(other) = listed.filter(|other| *other != model) else {
        return;
    };
    place.provider = Some(offer.provider.clone());
    let path = offer.path.text();
    let index = path.rsplit('/').next().unwrap_or_default();
    place.find(
        Severity::Warning,
        Code::ListedAsOtherModel,
        &format!("providers/{index}/note"),
        &|| {
            format!(
                "the price may be another model's: `{}` lists it as `{}`",
                shown(&offer.provider),
                shown(other)
            )
        },
        "check at the provider which model this offer runs before relying on its price",
    );
    place.provider = None;
}

fn read_modes<'a>(
    reader: &mut Reader<'a>,
    place: &mut Place<'_>,
    before: &mut Elements<'a>,
    modes: &mut Vec<Mode>,
) -> Result<()> {
    if !reader.begins(b'[') {
        match reader.kind()? {
            Kind::Null => {}
            kind => place.wrong_type("modality", kind, "an array"),
        }
        return reader.skip();
    }
    reader.elements(before, |reader, index| {
        let key = || indexed("modality/", index);
        // The pointer of the field is written only where something may be told of it.
        let word = match reader.plain_string() {
            Some(word) => Cow::Borrowed(word),
            None => match place.text(reader, &key())? {
                Some(word) => word,
                None => return Ok(()),
            },
        };
        match Mode::parse(&word) {
            Some(mode) if !modes.contains(&mode) => modes.push(mode),
            Some(_) => {}
            None => place.find(
                Severity::Warning,
                Code::UnknownValue,
                &key(),
                &|| format!("`{}` is no known mode", shown(&word)),
                "the known ones are t2i, edit, t2v, i2v",
            ),
        }
        Ok(())
    })
}
