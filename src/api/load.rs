//! Loading: sources in, one catalog with its findings out.

use crate::api::answer::{Info, PlanTier, SelfHostingFact, SourceInfo};
use crate::api::request::{LoadOptions, PolicyRequest};
use crate::audit::{Disagreement, check_claims, disagreements};
use crate::catalog::{Catalog, STALE_DAYS, Setting};
use crate::date::Date;
use crate::error::{Code, Error, Result};
use crate::finding::Finding;
use crate::job::Job;
use crate::price::figure;
use crate::quantity::Quantity;
use crate::route::Policy;
use crate::source::json::MAX_BYTES;
use crate::source::{Format, Input, read};
use crate::text::{listed, shown};
use crate::value::Misfit;

/// The most sources that one catalog is made of.
const MAX_SOURCES: usize = 100;

/// One source to load.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// What it is called; `source 1` and so on where absent.
    pub name: Option<&'a str>,
    /// The document.
    pub bytes: &'a [u8],
    /// Its format's word; told from the content where absent.
    pub format: Option<&'a str>,
}

/// A loaded catalog, ready to answer.
#[derive(Debug)]
pub struct Loaded {
    pub(crate) catalog: Catalog,
    pub(crate) policy: Policy,
    #[cfg(feature = "planning")]
    pub(crate) disagreements: Vec<Disagreement>,
    pub(super) findings: Vec<Finding>,
    /// How many of the findings hold on every day; they come first.
    pub(super) undated: usize,
    /// Whether the user's own prices are in the catalog.
    pub(super) has_book: bool,
}

/// Refuses a document that is over the limit before it is copied. A string has at least as many bytes as
/// characters.
///
/// # Errors
/// `too_large`.
pub fn check_size(bytes: u32) -> Result<()> {
    if usize::try_from(bytes).is_ok_and(|bytes| bytes <= MAX_BYTES) {
        return Ok(());
    }
    let message = format!("the document has {bytes} bytes, over the limit of {MAX_BYTES}");
    Err(Error::new(Code::TooLarge, message).help("split the catalog into several sources"))
}

/// The refusal of a source that could not be fetched.
pub fn fetch_failed(url: &str, why: &str) -> Error {
    Error::new(Code::FetchFailed, format!("`{}` could not be fetched: {}", shown(url), shown(why)))
        .help("check the address, and that its server allows requests from this page")
}

/// The refusal of a request that is no plain data.
pub fn not_plain(why: &str) -> Error {
    super::request::refused(Misfit::new("", format!("it is no plain data: {}", shown(why))))
}

/// The refusal of an argument that is no source.
pub fn no_source() -> Error {
    Error::new(
        Code::BadRequest,
        "a source is none of text, bytes, `URL`, `Response`, or an object with `data`",
    )
    .at("/sources")
    .help("pass the catalog's bytes (`Uint8Array`) or its text")
}

/// What a source is called by its address: the last part of the path.
pub fn name_of(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let last = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or("source");
    shown(last)
}

/// The day that the options name, else today.
pub(super) fn day_asked(named: Option<&str>, today: &str) -> Result<Date> {
    let text = named.unwrap_or(today);
    Date::parse(text).ok_or_else(|| {
        Error::new(Code::BadRequest, format!("`{}` is no date of the form YYYY-MM-DD", shown(text)))
            .at("/asOf")
    })
}

/// Why a price that is routed has no fee: nobody states one, or it does not fit.
pub(super) fn no_fee(rate: Option<Quantity>) -> String {
    rate.map_or_else(
        || "neither the policy nor a source states a routing fee".to_owned(),
        |rate| format!("the fee of {rate} on the price of the routed offer is not exact"),
    )
}

/// The policy that the options name, over the one that serves where they name none.
pub(super) fn policy_asked(named: Option<&PolicyRequest>, built_in: Policy) -> Policy {
    match named {
        Some(policy) => policy.over(&built_in),
        None => built_in,
    }
}

/// Loads the sources into one catalog. `today` is the day asked about where the options name none.
///
/// # Errors
/// `bad_request` for faulty options, or what [`read`] refuses, with the name of the source.
pub fn load(parts: &[Part<'_>], options: &LoadOptions, today: &str) -> Result<Loaded> {
    if parts.is_empty() || parts.len() > MAX_SOURCES {
        let message = format!("a catalog is made of 1 to {MAX_SOURCES} sources, not {}", parts.len());
        let help = if parts.is_empty() {
            "pass the text or the bytes of a price catalog"
        } else {
            "put several of them into one rate card"
        };
        return Err(Error::new(Code::BadRequest, message).help(help));
    }
    let as_of = day_asked(options.as_of.as_deref(), today)?;
    let built_in = Policy::built_in()?;
    let mut documents = Vec::with_capacity(parts.len());
    for (place, part) in parts.iter().enumerate() {
        let standard_name = format!("source {}", place.saturating_add(1));
        let mut input = Input::new(part.name.unwrap_or(&standard_name), part.bytes);
        input.format = part.format.map(known_format).transpose()?;
        if let Some(most) = options.max_findings {
            input.max_findings = usize::try_from(most).unwrap_or(usize::MAX);
        }
        let mut document = read(input)?;
        // A source's claims are about its own routing, whatever policy the caller routes by.
        check_claims(&mut document, &built_in, as_of);
        documents.push(document);
    }
    let setting = Setting {
        as_of,
        aliases: options.aliases.clone().unwrap_or_default().0,
        credit_usd: options.credit_prices.clone().unwrap_or_default().0,
    };
    let (catalog, mut findings) = Catalog::join(documents, setting);
    let undated = findings.len();
    // What sources state of each other is judged before the user's own prices change it.
    let disagreements = disagreements(&catalog);
    findings.extend(findings_of_day(&catalog, &disagreements));
    #[cfg(feature = "planning")]
    let catalog = {
        let mut catalog = catalog;
        findings.extend(catalog.apply(&book_of(options)?));
        catalog
    };
    findings.extend(catalog.stale());
    Ok(Loaded {
        catalog,
        policy: policy_asked(options.policy.as_ref(), built_in),
        #[cfg(feature = "planning")]
        disagreements,
        findings,
        undated,
        has_book: options.price_book.as_ref().is_some_and(|book| !book.is_empty()),
    })
}

/// The findings that the day asked about decides, apart from how old the sources are.
pub(super) fn findings_of_day(catalog: &Catalog, disagreements: &[Disagreement]) -> Vec<Finding> {
    let mut findings = catalog.retiring();
    findings.extend(disagreements.iter().map(|disagreement| disagreement.finding.clone()));
    findings
}

#[cfg(feature = "planning")]
fn book_of(options: &LoadOptions) -> Result<Vec<crate::catalog::Override>> {
    let mut book = Vec::new();
    for (place, entry) in options.price_book.iter().flatten().enumerate() {
        book.push(entry.entry(place)?);
    }
    Ok(book)
}

fn known_format(word: &str) -> Result<Format> {
    Format::parse(word).ok_or_else(|| {
        let known = listed(&mut Format::ALL.iter().map(ToString::to_string));
        let message = format!("there is no format named `{}`; there is {known}", shown(word));
        Error::new(Code::BadRequest, message).at("/format").help("leave the format out to have it detected")
    })
}

impl Loaded {
    /// What is loaded.
    pub fn info(&self) -> Info {
        let catalog = &self.catalog;
        let (mut priced, mut unpriced) = (0_usize, 0_usize);
        for model in &catalog.models {
            for offer in &model.offers {
                let slot = if figure(catalog, model, offer, &Job::default()).price.is_some() {
                    &mut priced
                } else {
                    &mut unpriced
                };
                *slot = slot.saturating_add(1);
            }
        }
        let dates = catalog.dates();
        Info {
            sources: self.source_infos(),
            models: catalog.models.len(),
            offers: priced.saturating_add(unpriced),
            priced,
            unpriced,
            fee_rate: self.fee_rate(&self.policy),
            fee_disclosure: self.disclosure(&self.policy),
            tiers: self.policy.tiers.clone(),
            as_of: catalog.as_of,
            newest: dates.map(|(newest, _)| newest),
            oldest: dates.map(|(_, oldest)| oldest),
            plans: self.plans(),
            self_hosting: self.self_hosting_facts(),
        }
    }

    fn source_infos(&self) -> Vec<SourceInfo> {
        let describe = |source: &crate::catalog::Source| {
            let age_days = source.date.map(|date| self.catalog.as_of.days_since(date));
            SourceInfo {
                name: source.name.clone(),
                format: source.format.clone(),
                date: source.date,
                age_days,
                stale: age_days.is_some_and(|days| days > STALE_DAYS),
                about: source.about.clone(),
                models: source.models,
                offers: source.offers,
            }
        };
        self.catalog.sources.iter().map(describe).collect()
    }

    pub(super) fn source_name(&self, id: usize) -> String {
        self.catalog.sources.get(id).map(|source| source.name.clone()).unwrap_or_default()
    }

    fn plans(&self) -> Vec<PlanTier> {
        let mut plans = Vec::new();
        for plan in &self.catalog.plans {
            plans.push(PlanTier {
                source: self.source_name(plan.source),
                name: plan.name.clone(),
                model: plan.model.clone(),
                mode: plan.mode,
                note: plan.note.clone(),
            });
        }
        plans
    }

    fn self_hosting_facts(&self) -> Vec<SelfHostingFact> {
        let mut facts = Vec::new();
        for fact in &self.catalog.self_hosting {
            facts.push(SelfHostingFact {
                source: self.source_name(fact.source),
                name: fact.name.clone(),
                usd_per_hour: fact.usd_per_hour,
                usd_per_month: fact.usd_per_month,
                images_per_hour: fact.images_per_hour,
                note: fact.note.clone(),
            });
        }
        facts
    }

    /// The faults and oddities of the sources, in their order.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The fee rate that a policy bills: its own, else that of the first source that states one.
    pub(crate) fn fee_rate(&self, policy: &Policy) -> Option<Quantity> {
        policy.fee_rate.or_else(|| self.catalog.fee().map(|(rate, _)| rate))
    }

    /// The sentence that has to stand beside figures that this policy bills: the source's own where its fee is
    /// billed, else one that names the fee.
    pub(crate) fn disclosure(&self, policy: &Policy) -> Option<String> {
        let stated = self.catalog.fee();
        let own = stated.filter(|(rate, _)| policy.fee_rate.is_none_or(|fee| fee == *rate));
        if let Some((_, disclosure)) = own {
            return disclosure.map(str::to_owned);
        }
        let percent = policy.fee_rate?.times(Quantity::from(100_u32))?;
        Some(format!(
            "billed is the provider's price and a routing fee of {percent} %; what paying costs is not included"
        ))
    }
}
