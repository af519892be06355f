//! Rows that are read as trees: objects of foreign catalogs whose fields are prices under many names. A price
//! that cannot be one leaves a finding and counts as unknown; nothing here is ever 0 instead of unknown.

use crate::catalog::{Model, Offer, Terms};
use crate::error::Code;
use crate::finding::{Finding, Findings, Severity};
use crate::job::{Mode, Resolution};
use crate::money::Usd;
use crate::quantity::Quantity;
use crate::rate::{Amount, Charge, Condition, Price, Rate, Tier};
use crate::source::fields::is_safe_link;
use crate::text::shown;
use crate::unit::Unit;
use crate::value::Value;
use std::collections::BTreeMap;

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
    Charge { per: Quantity::from(1_000_000_u32), ..flat(unit, usd) }
}

/// A charge for each megapixel of so many pixels, as it is.
pub(super) fn per_megapixel(usd: Usd, pixels: u32) -> Charge {
    Charge { unit_size: Quantity::from(pixels), ..flat(Unit::Megapixel, usd) }
}

/// A price that holds under a condition.
pub(super) fn tier(when: Condition, usd: Usd) -> Tier {
    Tier { when, price: Some(Price::Usd(Amount::exact(usd))), count: None }
}

/// A charge by tiers; its own price is the first tier's.
pub(super) fn tiered(unit: Unit, tiers: Vec<Tier>) -> Option<Charge> {
    let price = tiers.first()?.price;
    Some(Charge { price, tiers, ..flat(unit, Usd::ZERO) })
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

/// One row of a foreign catalog, with where its findings go.
pub(super) struct Row<'r> {
    pub(super) fields: &'r [(String, Value)],
    /// JSON Pointer of the row.
    pub(super) path: String,
    pub(super) model: String,
    pub(super) provider: Option<String>,
}

/// A key as one step of a JSON Pointer (RFC 6901).
pub(super) fn pointer_step(key: &str) -> String {
    let mut step = String::with_capacity(key.len());
    for c in key.chars() {
        match c {
            '~' => step.push_str("~0"),
            '/' => step.push_str("~1"),
            other => step.push(other),
        }
    }
    step
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

/// The value under that key; the last one where it is stated twice, as JSON readers do.
pub(super) fn field<'v>(fields: &'v [(String, Value)], key: &str) -> Option<&'v Value> {
    fields.iter().rfind(|(name, _)| name == key).map(|(_, value)| value)
}

impl Row<'_> {
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

    /// A plain `https:` link.
    pub(super) fn link(&self, key: &str) -> Option<String> {
        self.text(key).filter(|text| is_safe_link(text)).map(str::to_owned)
    }

    pub(super) fn find(
        &self,
        findings: &mut Findings,
        severity: Severity,
        code: Code,
        key: &str,
        message: &str,
        help: &str,
    ) {
        findings.add(code, &|| {
            let place = if key.is_empty() { self.path.clone() } else { format!("{}/{key}", self.path) };
            Finding::new(severity, code, place, message).help(help).of(&self.model, self.provider.as_deref())
        });
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
        let terms = if charges.iter().any(output) {
            Terms::Native(Rate { charges, modifiers: Vec::new() })
        } else {
            let help = "its price is unknown; look it up at the provider, or in another source";
            self.find(findings, Severity::Info, Code::NoPrice, "", why, help);
            Terms::Unpriced(why.to_owned())
        };
        let mut offer = Offer::new(provider, terms);
        offer.path.clone_from(&self.path);
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
        self.find(findings, Severity::Warning, code, key, &format!("`{key}` is no price: {why}"), help);
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
