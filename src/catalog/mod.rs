//! Models, offers and where they were read. It joins what several sources say into one list, by id and by
//! a table of aliases that is data, and knows nothing of the formats that they came in.

mod model;

pub use model::{Beyond, ClaimedCheapest, ClaimedRoute, Claims, Model, Offer, SourceId, Terms};

use crate::date::Date;
use crate::error::Code;
use crate::finding::{Finding, Findings, Severity};
use crate::money::Usd;
use crate::order::Table;
use crate::quantity::Quantity;
use crate::text::{listed, nearest, shown};
use std::collections::BTreeMap;

/// One source as its loader read it.
#[derive(Debug)]
pub struct Document {
    /// Facts about the source itself.
    pub source: Source,
    /// Its models, in its order.
    pub models: Vec<Model>,
    /// What it says of itself.
    pub claims: Vec<Claims>,
    /// How many models it says that it has, and how many rows it has.
    pub model_count: Option<(u64, u64)>,
    pub(crate) findings: Findings,
}

/// Facts about a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// What it is called here.
    pub name: String,
    /// Its format, in the wire's word.
    pub format: &'static str,
    /// The day that its prices are of.
    pub date: Option<Date>,
    /// What it says of where its prices come from.
    pub about: Option<String>,
    /// The fee for routing through it, as a share of the upstream price.
    pub fee_rate: Option<Quantity>,
    /// The sentence that has to stand beside every billed figure.
    pub fee_disclosure: Option<String>,
    /// How many models it lists.
    pub models: usize,
    /// How many offers it lists.
    pub offers: usize,
}

/// All that is known, on one day.
#[derive(Debug)]
pub struct Catalog {
    /// The sources, in the order in which they were given.
    pub sources: Vec<Source>,
    /// The models, in the order of their first appearance.
    pub models: Vec<Model>,
    /// The day that is asked about.
    pub as_of: Date,
    /// USD for one credit, by provider.
    pub credit_usd: Table<Usd>,
    index: BTreeMap<String, usize>,
}

/// What a catalog is joined from, besides its sources.
#[derive(Debug)]
pub struct Setting {
    /// The day that is asked about.
    pub as_of: Date,
    /// Another source's model id, and the id to merge it into.
    pub aliases: Table<String>,
    /// USD for one credit, by provider, where the source states none.
    pub credit_usd: Table<Usd>,
}

/// Days after which a price counts as stale.
pub const STALE_DAYS: i64 = 90;

impl Catalog {
    /// Joins the sources, in their order. A model that an earlier source has gets the later one's offers.
    pub fn join(documents: Vec<Document>, setting: Setting) -> (Self, Vec<Finding>) {
        let mut catalog = Self {
            sources: Vec::with_capacity(documents.len()),
            models: Vec::new(),
            as_of: setting.as_of,
            credit_usd: setting.credit_usd,
            index: BTreeMap::new(),
        };
        let mut findings = Vec::new();
        for mut document in documents {
            let id = catalog.sources.len();
            check_count(&mut document);
            document.source.models = document.models.len();
            document.source.offers = document.models.iter().map(|model| model.offers.len()).sum();
            catalog.check_age(&mut document);
            findings.extend(document.findings.into_list());
            for mut model in document.models {
                for offer in &mut model.offers {
                    offer.source = id;
                }
                catalog.add(model, &setting.aliases);
            }
            catalog.sources.push(document.source);
        }
        (catalog, findings)
    }

    fn add(&mut self, mut model: Model, aliases: &Table<String>) {
        if let Some(target) = aliases.get(&model.id) {
            let own = std::mem::replace(&mut model.id, target.clone());
            model.aliases.push(own);
        }
        let place = self.index.get(&model.id).copied().unwrap_or(self.models.len());
        for name in std::iter::once(&model.id).chain(&model.aliases) {
            self.index.entry(name.clone()).or_insert(place);
        }
        match self.models.get_mut(place) {
            Some(known) => known.absorb(model),
            None => self.models.push(model),
        }
    }

    fn check_age(&self, document: &mut Document) {
        let Some(date) = document.source.date else { return };
        let days = self.as_of.days_since(date);
        if days > STALE_DAYS {
            let as_of = self.as_of;
            document.findings.add(Code::Stale, &|| {
                Finding::new(
                    Severity::Warning,
                    Code::Stale,
                    "",
                    format!("the prices are of {date}, {days} days before {as_of}"),
                )
                .help("look the price up at its source before relying on it, or load a newer catalog")
            });
        }
    }

    /// The model of that id or alias.
    ///
    /// # Errors
    /// `unknown_model`, with the nearest ids.
    pub fn model(&self, id: &str) -> crate::error::Result<&Model> {
        self.index.get(id).and_then(|&place| self.models.get(place)).ok_or_else(|| {
            let near = nearest(id, self.models.iter().map(|model| model.id.as_str()));
            unknown(Code::UnknownModel, "model", id, &near).at("/model")
        })
    }

    /// The offers of a model by that provider, in listed order.
    ///
    /// # Errors
    /// `unknown_provider`, with the providers that there are.
    pub fn offers<'a>(&self, model: &'a Model, provider: &str) -> crate::error::Result<Vec<&'a Offer>> {
        let found: Vec<_> = model.offers.iter().filter(|offer| offer.provider == provider).collect();
        if found.is_empty() {
            let mut known: Vec<_> = model.offers.iter().map(|offer| offer.provider.as_str()).collect();
            known.dedup();
            known.truncate(20);
            let what = format!("provider of `{}`", model.id);
            return Err(unknown(Code::UnknownProvider, &what, provider, &known).at("/provider"));
        }
        Ok(found)
    }

    /// The fee rate and disclosure of the first source that states one.
    pub fn fee(&self) -> Option<(Quantity, Option<&str>)> {
        self.sources
            .iter()
            .find_map(|source| source.fee_rate.map(|rate| (rate, source.fee_disclosure.as_deref())))
    }

    /// The newest and the oldest date of the sources.
    pub fn dates(&self) -> Option<(Date, Date)> {
        let dates = || self.sources.iter().filter_map(|source| source.date);
        Some((dates().max()?, dates().min()?))
    }
}

fn unknown(code: Code, what: &str, asked: &str, near: &[&str]) -> crate::error::Error {
    let near = listed(&mut near.iter().map(ToString::to_string));
    let hint = if near.is_empty() { near } else { format!("; there is {near}") };
    crate::error::Error::new(code, format!("there is no {what} named `{}`{hint}", shown(asked)))
        .help("list the ids with `models()`")
}

fn check_count(document: &mut Document) {
    if let Some((claimed, rows)) = document.model_count.filter(|(claimed, rows)| claimed != rows) {
        document.findings.add(Code::ClaimDiffers, &|| {
            Finding::new(
                Severity::Warning,
                Code::ClaimDiffers,
                "/model_count",
                format!("the source says that it has {claimed} models, and it lists {rows}"),
            )
            .help("check whether the file is complete")
        });
    }
}

impl Model {
    /// Takes over another source's facts where this one has none, and all its offers.
    fn absorb(&mut self, other: Model) {
        fn fill<T>(slot: &mut Option<T>, value: Option<T>) {
            if slot.is_none() {
                *slot = value;
            }
        }
        fill(&mut self.vendor, other.vendor);
        fill(&mut self.elo, other.elo);
        fill(&mut self.license, other.license);
        fill(&mut self.weights, other.weights);
        fill(&mut self.trainable, other.trainable);
        fill(&mut self.retires, other.retires);
        fill(&mut self.replacement, other.replacement);
        for mode in other.modes {
            if !self.modes.contains(&mode) {
                self.modes.push(mode);
            }
        }
        for alias in other.aliases {
            if !self.aliases.contains(&alias) {
                self.aliases.push(alias);
            }
        }
        self.offers.extend(other.offers);
    }
}
