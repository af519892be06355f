//! Models, offers and where they were read. It joins what several sources say into one list, by id and by
//! a table of aliases that is data, and knows nothing of the formats that they came in.

mod age;
mod ids;
mod model;
mod pointer;

mod join;
#[cfg(feature = "planning")]
mod price_book;

pub(crate) use ids::Ids;
pub use join::Setting;
pub use model::{
    Alias, Beyond, Billing, ClaimedCheapest, ClaimedRoute, Claims, Failures, Latency, LatencyClass, Model,
    Offer, PlanTier, Provider, SelfHosting, SourceId, Terms, TotalClaim,
};
pub use pointer::Pointer;

#[cfg(feature = "planning")]
pub use price_book::{Override, Own, PRICE_BOOK};

use crate::date::Date;
use crate::error::Code;
use crate::finding::Findings;
use crate::job::Job;
use crate::money::Usd;
use crate::order::Table;
use crate::packed::pack_fields;
use crate::quantity::Quantity;
use crate::text::{listed, nearest, shown};

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
    /// What it says of providers.
    pub providers: Vec<Provider>,
    /// Ids that mean one model.
    pub aliases: Vec<Alias>,
    /// Totals that it prints.
    pub totals: Vec<TotalClaim>,
    /// Tiers of apps' own plans.
    pub plans: Vec<PlanTier>,
    /// What it states about running models oneself.
    pub self_hosting: Vec<SelfHosting>,
    /// The places of the models by their ids, where the reader found them; else empty.
    pub(crate) ids: Ids,
    pub(crate) findings: Findings,
}

impl Document {
    /// A document of that name with nothing in it.
    pub(crate) fn new(name: &str) -> Self {
        Self {
            source: Source { name: name.to_owned(), ..Source::default() },
            models: Vec::new(),
            claims: Vec::new(),
            model_count: None,
            providers: Vec::new(),
            aliases: Vec::new(),
            totals: Vec::new(),
            plans: Vec::new(),
            self_hosting: Vec::new(),
            ids: Ids::of(&[]),
            findings: Findings::new(name, Findings::LISTED),
        }
    }
}

/// Facts about a source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// What it is called here.
    pub name: String,
    /// Its format, in the wire's word.
    pub format: String,
    /// The day that its prices are of.
    pub date: Option<Date>,
    /// What it says of where its prices come from.
    pub about: Option<String>,
    /// Where the document itself stands.
    pub url: Option<String>,
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
#[derive(Clone, Debug)]
pub struct Catalog {
    /// The sources, in the order in which they were given.
    pub sources: Vec<Source>,
    /// The models, in the order of their first appearance.
    pub models: Vec<Model>,
    /// The day that is asked about.
    pub as_of: Date,
    /// What is known of providers, the first source's word first.
    pub providers: Vec<Provider>,
    /// Tiers of apps' own plans, in the order of the sources.
    pub plans: Vec<PlanTier>,
    /// What the sources state about running models oneself, in their order.
    pub self_hosting: Vec<SelfHosting>,
    credit_usd: Table<Usd>,
    fixed: Table<Job>,
    ids: Ids,
    /// The places of models by their other ids.
    other_ids: Table<usize>,
}

/// Days after which a price counts as stale.
pub const STALE_DAYS: i64 = 90;

impl Catalog {
    /// The model of that id or alias.
    ///
    /// # Errors
    /// `unknown_model`, with the nearest ids.
    pub fn model(&self, id: &str) -> crate::error::Result<&Model> {
        self.find_model(id).ok_or_else(|| {
            let near = nearest(id, self.models.iter().map(|model| model.id.as_str()));
            unknown(Code::UnknownModel, "model", id, &near).at("/model")
        })
    }

    /// The model of that id or alias, if there is one.
    pub fn find_model(&self, id: &str) -> Option<&Model> {
        let place = self.ids.get(id, &self.models).or_else(|| self.other_ids.get(id).copied())?;
        self.models.get(place)
    }

    /// Makes a catalog ready that was packed: what follows from the models is not.
    pub(crate) fn index(&mut self) {
        self.ids = Ids::of(&self.models);
    }

    /// The offers of a model by that provider, in listed order.
    ///
    /// # Errors
    /// `unknown_provider`, with the providers that there are.
    pub fn offers<'a>(&self, model: &'a Model, provider: &str) -> crate::error::Result<Vec<&'a Offer>> {
        let found: Vec<_> = model.offers.iter().filter(|offer| offer.provider == provider).collect();
        if found.is_empty() {
            let mut known: Vec<_> = model.offers.iter().map(|offer| &*offer.provider).collect();
            known.dedup();
            known.truncate(20);
            let what = format!("provider of `{}`", model.id);
            return Err(unknown(Code::UnknownProvider, &what, provider, &known).at("/provider"));
        }
        Ok(found)
    }

    /// Whether any model has an offer by that provider.
    ///
    /// # Errors
    /// `unknown_provider`, with the nearest names.
    pub fn known_provider(&self, name: &str) -> crate::error::Result<()> {
        let offers = || self.models.iter().flat_map(|model| &model.offers);
        if offers().any(|offer| offer.provider == name) {
            return Ok(());
        }
        let near = nearest(name, offers().map(|offer| &*offer.provider));
        Err(unknown(Code::UnknownProvider, "provider", name, &near))
    }

    /// The settings that an id stands for, where it is an alias of a model at one setting.
    pub fn fixed_by(&self, id: &str) -> Option<&Job> {
        self.fixed.get(id)
    }

    /// USD for one credit of that provider, where a source or the user states it.
    pub fn credit_usd(&self, provider: &str) -> Option<Usd> {
        self.credit_usd.get(provider).copied()
    }

    /// What is known of a provider.
    pub fn provider(&self, name: &str) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.name == name)
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

pack_fields! { Source { name, format, date, about, url, fee_rate, fee_disclosure, models, offers } }
pack_fields! { Catalog { sources, models, as_of, providers, plans, self_hosting, credit_usd, fixed, ids, other_ids } }
