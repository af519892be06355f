//! Rows that are read as trees: objects of foreign catalogs whose fields are prices under many names. A price
//! that cannot be one leaves a finding and counts as unknown; nothing here is ever 0 instead of unknown.

use crate::catalog::{Model, Offer, Terms};
use crate::date::Date;
use crate::error::Code;
use crate::finding::{Findings, Severity};
use crate::job::{Mode, Resolution};
use crate::money::Usd;
use crate::order::sorted_places;
use crate::quantity::Quantity;
use crate::rate::{Amount, Charge, Condition, Price, Rate, Rounding, Rules, Tier};
use crate::source::fields::Place;
use crate::text::{pointer_step, shown};
use crate::unit::Unit;
use crate::value::Value;
use std::collections::BTreeMap;

/// Why a row without one meaning has no price.
const TWICE: &str = "the source states it twice, so that its price would be a guess";

/// A charge of that price for each of a unit.
pub(super) fn flat(unit: Unit, usd: Usd) -> Charge {
    Charge::flat(unit, Price::Usd(Amount::exact(usd)))
}

/// Whether a price in the currency that is stated is one in US dollars, as one without any is taken to be.
pub(super) fn in_dollars(currency: Option<&Value>) -> bool {
    match currency {
        None | Some(Value::Null) => true,
        Some(Value::Text(word)) => word == "USD",
        Some(_) => false,
    }
}

/// A charge for each token, shown per million.
pub(super) fn per_token(unit: Unit, usd: Usd) -> Charge {
    flat(unit, usd).by(Rules { per: Quantity::from(1_000_000_u32), ..Rules::default() })
}

/// A charge for each megapixel of so many pixels, as it is.
pub(super) fn per_megapixel(usd: Usd, pixels: u32) -> Charge {
    flat(Unit::Megapixel, usd).by(Rules { unit_size: Quantity::from(pixels), ..Rules::default() })
}

/// The charge, for begun units.
pub(super) fn rounded_up(mut charge: Charge) -> Charge {
    charge.rules.rounding = Rounding::Up;
    charge
}

/// A price that holds under a condition.
pub(super) fn tier(when: Condition, usd: Usd) -> Tier {
    Tier { when, price: Some(Price::Usd(Amount::exact(usd))), count: None }
}

/// A charge by tiers; its own price is the first tier's.
pub(super) fn tiered(unit: Unit, tiers: Vec<Tier>) -> Option<Charge> {
    let price = tiers.first()?.price.clone();
    Some(Charge { price, ..flat(unit, Usd::ZERO) }.by(Rules { tiers, ..Rules::default() }))
}

/// A resolution tier in any case of its letters.
pub(super) fn resolution_of(word: &str) -> Option<Resolution> {
    Resolution::ALL.iter().copied().find(|tier| tier.as_str().eq_ignore_ascii_case(word))
}

/// Models by id, in the order of their first rows.
#[derive(Default)]
pub(super) struct Models {
    list: Vec<Model>,
    places: BTreeMap<String, usize>,
}

impl Models {
    /// The model of that id, new where it is not there yet.
    pub(super) fn entry(&mut self, id: &str) -> Option<&mut Model> {
        let place = self.places.get(id).copied().unwrap_or_else(|| {
            let place = self.list.len();
            self.places.insert(id.to_owned(), place);
            self.list.push(Model { id: id.to_owned(), name: id.to_owned(), ..Model::default() });
            place
        });
        self.list.get_mut(place)
    }

    /// Adds an offer to the model of that id, which makes these things.
    pub(super) fn add(&mut self, id: &str, modes: &[Mode], offer: Offer) {
        let Some(model) = self.entry(id) else { return };
        for mode in modes {
            if !model.modes.contains(mode) {
                model.modes.push(*mode);
            }
        }
        model.offers.push(offer);
    }

    pub(super) fn into_list(self) -> Vec<Model> {
        self.list
    }
}

/// One row of a foreign catalog, or a part of one.
pub(super) struct Row<'r> {
    pub(super) fields: &'r [(String, Value)],
    /// JSON Pointer of the row.
    pub(super) path: String,
    pub(super) model: String,
    pub(super) provider: Option<String>,
    /// Whether it states something twice, so that any price of it would be a guess.
    pub(super) ambiguous: bool,
}

/// The fields of an object; none of anything else.
pub(super) fn fields_of(value: &Value) -> &[(String, Value)] {
    match value {
        Value::Object(fields) => fields,
        _ => &[],
    }
}

/// The elements of an array; none of anything else.
pub(super) fn items_of(value: &Value) -> &[Value] {
    match value {
        Value::List(items) => items,
        _ => &[],
    }
}

/// The value under that key; the last one where it is stated twice, as JSON readers do. Such a row has no price.
pub(super) fn field<'v>(fields: &'v [(String, Value)], key: &str) -> Option<&'v Value> {
    fields.iter().rfind(|(name, _)| name == key).map(|(_, value)| value)
}

/// Leads the pointer to a key that an object states twice, if one does.
fn twice(fields: &[(String, Value)], path: &mut String) -> bool {
    let key = |place: usize| fields.get(place).map(|(key, _)| key.as_str());
    let places = sorted_places(fields.len(), &mut |a, b| key(a).cmp(&key(b)));
    for (&one, &next) in places.iter().zip(places.iter().skip(1)) {
        if let Some(key) = key(one).filter(|&one| Some(one) == key(next)) {
            path.push('/');
            path.push_str(&pointer_step(key));
            return true;
        }
    }
    fields.iter().any(|(key, value)| twice_within(&pointer_step(key), value, path))
}

fn twice_within(step: &str, value: &Value, path: &mut String) -> bool {
    let length = path.len();
    path.push('/');
    path.push_str(step);
    let found = twice(fields_of(value), path)
        || items_of(value)
            .iter()
            .enumerate()
            .any(|(place, item)| twice_within(&place.to_string(), item, path));
    if !found {
        path.truncate(length);
    }
    found
}

impl<'r> Row<'r> {
    #[inline(never)]
    pub(super) fn new(value: &'r Value, path: String, model: &str, provider: &str) -> Self {
        let (model, provider) = (model.to_owned(), Some(provider.to_owned()));
        Self { fields: fields_of(value), path, model, provider, ambiguous: false }
    }

    /// A row of a list, whose id stands under that key. Without one it is left out, with a finding.
    pub(super) fn listed(
        findings: &mut Findings,
        value: &'r Value,
        path: String,
        key: &str,
        provider: &str,
    ) -> Option<Self> {
        let mut row = Self::new(value, path, "", provider);
        let id = row.text(key).filter(|id| !id.trim().is_empty()).map(str::to_owned);
        let Some(id) = id else {
            let help = "the row is left out; mend it in the source";
            if matches!(value, Value::Object(_)) {
                row.find(findings, Severity::Error, Code::MissingId, key, "the row has no id", help);
            } else {
                row.find(findings, Severity::Error, Code::NotAnObject, "", "the row is not an object", help);
            }
            return None;
        };
        row.model.clone_from(&id);
        row.check(findings, key, &id);
        Some(row)
    }

    /// A part of the row, which stands at that place in it.
    #[inline(never)]
    pub(super) fn part<'p>(&self, fields: &'p [(String, Value)], place: &str) -> Row<'p> {
        let path = format!("{}/{place}", self.path);
        let (model, provider) = (self.model.clone(), self.provider.clone());
        Row { fields, path, model, provider, ambiguous: self.ambiguous }
    }

    /// Tells what hides in the row's id, which stands under that key, and what the row states twice.
    #[inline(never)]
    pub(super) fn check(&mut self, findings: &mut Findings, key: &str, id: &str) {
        self.check_name(findings, key, id);
        let mut path = self.path.clone();
        if twice(self.fields, &mut path) {
            self.tell_twice(findings, path.get(self.path.len().saturating_add(1)..).unwrap_or_default());
        }
    }

    /// Tells that what stands there was stated before: no offer of the row has a price then.
    pub(super) fn tell_twice(&mut self, findings: &mut Findings, place: &str) {
        self.ambiguous = true;
        let help = "the offer has no price; state it once";
        self.find(findings, Severity::Error, Code::DuplicateKey, place, TWICE, help);
    }

    #[inline(never)]
    fn place<'f>(&self, findings: &'f mut Findings) -> Place<'f> {
        let (path, model) = (self.path.clone(), self.model.clone());
        Place { findings, path: path.into(), model, provider: self.provider.as_deref().map(Into::into) }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        field(self.fields, key).filter(|value| **value != Value::Null)
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        match self.get(key) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Whether an array of texts under that key holds one that contains the word.
    pub(super) fn lists(&self, key: &str, word: &str) -> bool {
        let items = self.get(key).map(items_of).unwrap_or_default();
        items.iter().any(|item| matches!(item, Value::Text(text) if crate::text::contains(text, word)))
    }

    /// A text by which something is named; what hides in it is told.
    #[inline(never)]
    pub(super) fn name(&self, findings: &mut Findings, key: &str) -> Option<&str> {
        self.text(key).inspect(|text| self.check_name(findings, key, text))
    }

    #[inline(never)]
    pub(super) fn check_name(&self, findings: &mut Findings, key: &str, name: &str) {
        self.place(findings).check_name(key, name);
    }

    /// A plain `https:` link.
    pub(super) fn link(&self, findings: &mut Findings, key: &str) -> Option<String> {
        let text = self.text(key)?;
        self.place(findings).check_link(key, text).then(|| text.to_owned())
    }

    /// A day.
    pub(super) fn date(&self, findings: &mut Findings, key: &str) -> Option<Date> {
        self.place(findings).check_date(key, self.text(key)?)
    }

    /// Leaves a finding on what stands at that place in the row; on the row itself where that is empty.
    #[inline(never)]
    pub(super) fn find(
        &self,
        findings: &mut Findings,
        severity: Severity,
        code: Code,
        key: &str,
        message: &str,
        help: &str,
    ) {
        self.place(findings).find(severity, code, key, &|| message.to_owned(), help);
    }

    /// The offer of these charges; without a charge for what comes out, one without a price and a finding that
    /// says why.
    pub(super) fn offer(
        &self,
        findings: &mut Findings,
        provider: &str,
        charges: Vec<Charge>,
        why: &str,
    ) -> Offer {
        let output = |charge: &Charge| {
            !matches!(
                charge.unit,
                Unit::InputImage | Unit::InputImageToken | Unit::TextToken | Unit::InputMegapixel
            )
        };
        let terms = if self.ambiguous {
            Terms::Unpriced(TWICE.into())
        } else if charges.iter().any(output) {
            Terms::Native(Rate { charges: charges.into(), modifiers: Vec::new() })
        } else {
            let help = "its price is unknown; look it up at the provider, or in another source";
            self.find(findings, Severity::Info, Code::NoPrice, "", why, help);
            Terms::Unpriced(why.to_owned().into())
        };
        let mut offer = Offer::new(provider, terms);
        offer.path = self.path.clone().into();
        only_a_rate(self, findings, &offer);
        offer
    }

    /// An amount in USD, stated as a number or as a decimal text; nothing where it is absent or no price.
    pub(super) fn usd(&self, findings: &mut Findings, key: &str) -> Option<Usd> {
        let (code, why) = match usd_of(self.get(key)?) {
            Ok(usd) => return Some(usd),
            Err(why) => why,
        };
        let help = "the price counts as unknown; mend it in the source";
        let message = format!("`{}` is no price: {why}", shown(key));
        self.find(findings, Severity::Warning, code, &pointer_step(key), &message, help);
        None
    }
}

/// The amount that a value states.
///
/// # Errors
/// Why it is no price: `-1` and other negative numbers stand for unknown ones, as objects and words do.
pub(super) fn usd_of(value: &Value) -> Result<Usd, (Code, String)> {
    let text = match value {
        Value::Number(text) | Value::Text(text) => text,
        Value::Object(_) => return Err((Code::NoPrice, "it is an object".to_owned())),
        Value::List(_) => return Err((Code::WrongType, "it is an array".to_owned())),
        Value::Bool(_) | Value::Null => return Err((Code::WrongType, "it is no number".to_owned())),
    };
    match Usd::parse(text) {
        Ok(usd) if usd.is_negative() => {
            Err((Code::NegativePrice, format!("`{}` is below zero", shown(text))))
        }
        Ok(usd) => Ok(usd),
        Err(fault) => Err((Code::NumberOutOfRange, format!("`{}`: {fault}", shown(text)))),
    }
}

/// Tells of a row that has rates per token and no price of an output.
fn only_a_rate(row: &Row<'_>, findings: &mut Findings, offer: &Offer) {
    let Terms::Native(rate) = &offer.terms else { return };
    let by_token =
        |charge: &Charge| matches!(charge.unit, Unit::ImageToken | Unit::VideoToken | Unit::GpuSecond);
    if rate.charges.iter().any(by_token) {
        let message = "the row states a rate, and not how much of it an output takes";
        let help = "its price is known as a rate only; another source may state it by the output";
        row.find(findings, Severity::Info, Code::RateOnly, "", message, help);
    }
}
