//! Rate cards: this project's own format for every billing rule, readable by hand. A model or an offer that
//! does not fit leaves a finding; the others are kept.

pub mod convert;
pub mod wire;

#[cfg(test)]
mod tests;

use crate::catalog::{Alias, Document, Model, PlanTier, Provider, SelfHosting, Source, TotalClaim};
use crate::error::{Code, Error, Result};
use crate::finding::{Finding, Findings, Severity};
use crate::source::fields::Place;
use crate::source::json::{Kind, Reader};
use crate::text::{pointer_step, shown};
use crate::value::{FromValue, Misfit, Value};
use std::collections::BTreeMap;
use wire::{CardAlias, CardClaim, CardModel, CardOffer, CardPlan, CardProvider, CardSelfHosting, FORMAT};

/// The parts of a card; any other is a misfit, however often it comes.
const PARTS: &[&str] = &[
    "format",
    "$schema",
    "name",
    "about",
    "date",
    "url",
    "models",
    "providers",
    "aliases",
    "claims",
    "selfHosting",
    "plans",
];

/// Fields that name something, as rows have them.
const NAMES: &[&str] = &[
    "id",
    "name",
    "vendor",
    "license",
    "weights",
    "replacement",
    "aliases",
    "provider",
    "upstreamId",
    "variant",
    "quality",
    "qualities",
    "model",
    "from",
    "to",
];
/// Other fields that are shown.
const TEXTS: &[&str] = &["note", "label", "unpriced", "why"];

pub(super) fn read(name: &str, text: &str, findings: Findings) -> Result<Document> {
    let mut reader = Reader::over(text);
    let source = Source { name: name.to_owned(), format: "rate-card".to_owned(), ..Source::default() };
    let mut card =
        Reading { document: Document { source, findings, ..Document::new(name) }, ids: BTreeMap::new() };
    let mut format = None;
    let mut seen = Vec::new();
    reader.object(|reader, key| {
        if seen.contains(&key.as_ref()) {
            return Err(Error::new(Code::WrongShape, format!("`{}` is stated twice", shown(&key)))
                .at(format!("/{key}"))
                .help("a rate card states each of its parts once"));
        }
        seen.extend(PARTS.iter().find(|known| **known == key));
        match key.as_ref() {
            "format" => format = Some(reader.value()?),
            "$schema" | "name" => drop(reader.value()?),
            "about" => {
                card.document.source.about = card.one(reader, "/about")?;
                let about = card.document.source.about.clone().unwrap_or_default();
                card.place("/about").check_text("", &about);
            }
            "date" => card.document.source.date = card.one(reader, "/date")?,
            "url" => {
                let url: Option<String> = card.one(reader, "/url")?;
                card.document.source.url = card.link(url, "/url");
            }
            "models" => card.rows(reader, "/models", &Reading::model)?,
            "providers" => card.rows(reader, "/providers", &Reading::provider)?,
            "aliases" => card.rows(reader, "/aliases", &Reading::alias)?,
            "claims" => card.rows(reader, "/claims", &Reading::claim)?,
            "selfHosting" => card.rows(reader, "/selfHosting", &Reading::self_hosting)?,
            "plans" => card.rows(reader, "/plans", &Reading::plan)?,
            other => {
                let place = format!("/{}", pointer_step(&shown(other)));
                card.misfit(Misfit::new(&place, "there is no such field in a rate card"));
                reader.skip()?;
            }
        }
        Ok(())
    })?;
    reader.finish()?;
    match format {
        Some(Value::Text(text)) if text == FORMAT => Ok(card.finish()),
        Some(Value::Text(text)) => Err(Error::new(
            Code::UnknownFormat,
            format!("the card is of format `{}`, not `{FORMAT}`", shown(&text)),
        )
        .at("/format")
        .help("use a release of perpixel that reads this version")),
        _ => Err(Error::new(Code::WrongShape, "`format` is missing")
            .at("/format")
            .help("a rate card states its format and version")),
    }
}

struct Reading {
    document: Document,
    ids: BTreeMap<String, usize>,
}

impl Reading {
    fn misfit(&mut self, misfit: Misfit) {
        self.document.findings.add(Code::Misfit, &|| {
            Finding::new(Severity::Error, Code::Misfit, misfit.path.clone(), misfit.why.clone())
                .help("the row is left out; the rate-card page says what each field takes")
        });
    }

    /// One field of the card itself; one that does not fit counts as absent.
    fn one<T: FromValue>(&mut self, reader: &mut Reader<'_>, path: &str) -> Result<Option<T>> {
        let value = reader.value()?;
        Ok(self.take(value, path))
    }

    fn take<T: FromValue>(&mut self, value: Value, path: &str) -> Option<T> {
        T::from_value(value, path).map_err(|misfit| self.misfit(misfit)).ok()
    }

    fn rows(
        &mut self,
        reader: &mut Reader<'_>,
        path: &str,
        row: &dyn Fn(&mut Self, Value, &str),
    ) -> Result<()> {
        if reader.kind()? != Kind::Array {
            self.misfit(Misfit::new(path, "it is not an array"));
            return reader.skip();
        }
        reader.array(|reader, index| {
            let value = reader.value()?;
            let path = format!("{path}/{index}");
            self.check_texts("", &value, &path);
            row(self, value, &path);
            Ok(())
        })
    }

    /// Texts are data from strangers: what hides in those that are shown is told, and which names are too long.
    fn check_texts(&mut self, key: &str, value: &Value, path: &str) {
        match value {
            Value::Text(text) if NAMES.contains(&key) => self.place(path).check_name("", text),
            Value::Text(text) if TEXTS.contains(&key) => self.place(path).check_text("", text),
            Value::List(items) => {
                for (place, item) in items.iter().enumerate() {
                    self.check_texts(key, item, &format!("{path}/{place}"));
                }
            }
            Value::Object(fields) => {
                for (key, value) in fields {
                    self.check_texts(key, value, &format!("{path}/{}", pointer_step(key)));
                }
            }
            _ => {}
        }
    }

    fn place(&mut self, path: &str) -> Place<'_> {
        let findings = &mut self.document.findings;
        Place { findings, path: path.to_owned().into(), model: String::new(), provider: None }
    }

    fn link(&mut self, url: Option<String>, path: &str) -> Option<String> {
        url.filter(|url| self.place(path).check_link("", url))
    }

    fn model(&mut self, value: Value, path: &str) {
        let Some(card) = self.take::<CardModel>(value, path) else { return };
        let taken = card.id.trim().is_empty() || self.ids.contains_key(&card.id);
        if taken {
            let misfit =
                Misfit::new(&format!("{path}/id"), format!("the id `{}` is empty or taken", shown(&card.id)));
            return self.misfit(misfit);
        }
        self.ids.insert(card.id.clone(), self.ids.len());
        let mut model = Model {
            name: card.name.unwrap_or_else(|| card.id.clone()),
            id: card.id,
            vendor: card.vendor.map(Into::into),
            modes: card.modes.into(),
            elo: card.elo,
            license: card.license.map(Into::into),
            weights: card.weights.map(Into::into),
            trainable: card.trainable,
            retires: card.retires,
            replacement: card.replacement,
            aliases: card.aliases,
            ..Model::default()
        };
        for (place, value) in card.offers.into_iter().enumerate() {
            let path = format!("{path}/offers/{place}");
            let Some(card) = self.take::<CardOffer>(value, &path) else { continue };
            let url = card.url.clone();
            match convert::offer(card, &path) {
                Ok(mut offer) => {
                    offer.url = self.link(url, &format!("{path}/url")).map(Into::into);
                    model.offers.push(offer);
                }
                Err(misfit) => self.misfit(misfit),
            }
        }
        self.document.models.push(model);
    }

    fn provider(&mut self, value: Value, path: &str) {
        let Some(card) = self.take::<CardProvider>(value, path) else { return };
        let url = self.link(card.url, &format!("{path}/url"));
        self.document.providers.push(Provider {
            name: card.name,
            credit_usd: card.credit_usd,
            url,
            checked: card.checked,
            prepaid: card.prepaid,
            invoiced: card.invoiced,
            outputs_stored_days: card.outputs_stored_days,
            failures: card.failures,
            queue_time: card.queue_time,
            note: card.note,
        });
    }

    fn alias(&mut self, value: Value, path: &str) {
        let Some(card) = self.take::<CardAlias>(value, path) else { return };
        match convert::job(&card.fixed.unwrap_or_default(), &format!("{path}/fixed")) {
            Ok(fixed) => self.document.aliases.push(Alias { from: card.from, to: card.to, fixed }),
            Err(misfit) => self.misfit(misfit),
        }
    }

    fn claim(&mut self, value: Value, path: &str) {
        let Some(card) = self.take::<CardClaim>(value, path) else { return };
        match convert::job(&card.job.unwrap_or_default(), &format!("{path}/job")) {
            Ok(job) => self.document.totals.push(TotalClaim {
                model: card.model,
                count: card.count,
                credits: card.credits,
                usd: card.usd,
                job,
                path: path.to_owned(),
            }),
            Err(misfit) => self.misfit(misfit),
        }
    }

    fn plan(&mut self, value: Value, path: &str) {
        let Some(card) = self.take::<CardPlan>(value, path) else { return };
        self.document.plans.push(PlanTier {
            name: card.name,
            model: card.model,
            mode: card.job.and_then(|job| job.mode),
            note: card.note,
            source: 0,
        });
    }

    fn self_hosting(&mut self, value: Value, path: &str) {
        let Some(card) = self.take::<CardSelfHosting>(value, path) else { return };
        self.document.self_hosting.push(SelfHosting {
            name: card.name,
            usd_per_hour: card.usd_per_hour,
            usd_per_month: card.usd_per_month,
            images_per_hour: card.images_per_hour,
            note: card.note,
            source: 0,
        });
    }

    /// The document, each offer with the card's date where it has none of its own.
    fn finish(mut self) -> Document {
        let date = self.document.source.date;
        for offer in self.document.models.iter_mut().flat_map(|model| &mut model.offers) {
            offer.checked = offer.checked.or(date);
        }
        self.document
    }
}
