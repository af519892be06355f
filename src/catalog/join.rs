//! Joining sources into one catalog: models by id and by the table of aliases, never by guessing. What several
//! sources say of one provider's price stays side by side, newest first.

use super::{Alias, Catalog, Document, Ids, Model, Offer, Provider};
use crate::date::Date;
use crate::error::Code;
use crate::finding::{Finding, Severity};
use crate::job::Job;
use crate::money::Usd;
use crate::order::{Table, arranged, sorted_places};
use crate::rare::Rare;
use crate::text::shown;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What a catalog is joined from, besides its sources.
#[derive(Debug)]
pub struct Setting {
    /// The day that is asked about.
    pub as_of: Date,
    /// Another source's model id, and the id to merge it into.
    pub aliases: Vec<(String, String)>,
    /// USD for one credit, by provider, where the source states none.
    pub credit_usd: Vec<(String, Usd)>,
}

impl Catalog {
    /// Joins the sources, in their order. A model that an earlier source has gets the later one's offers.
    pub fn join(documents: Vec<Document>, setting: Setting) -> (Self, Vec<Finding>) {
        let mut given = Vec::new();
        for (from, to) in setting.aliases {
            given.push(Alias { from, to, fixed: Job::default() });
        }
        let mut stated = Vec::new();
        for alias in given.iter().chain(documents.iter().flat_map(|document| &document.aliases)) {
            if alias.from != alias.to {
                stated.push((alias.from.clone(), alias.clone()));
            }
        }
        let stated = Table::new(stated);
        let (mut aliases, mut fixed, mut credit_usd) = (Vec::new(), Vec::new(), Vec::new());
        let mut findings = Vec::new();
        for alias in stated.values() {
            let Some(alias) = followed(alias, &stated) else {
                let message = format!(
                    "the alias `{}` leads back to itself, or over more than {MAX_STEPS} others",
                    shown(&alias.from)
                );
                let finding = Finding::new(Severity::Error, Code::AliasLoop, "", message)
                    .help("name the model that it means; until then the id stands for itself");
                findings.push(finding.of(&alias.from, None));
                continue;
            };
            fixed.push((alias.from.clone(), alias.fixed.clone()));
            aliases.push((alias.from.clone(), alias));
        }
        for provider in documents.iter().flat_map(|document| &document.providers) {
            if let Some(usd) = provider.credit_usd {
                credit_usd.push((provider.name.clone(), usd));
            }
        }
        credit_usd.extend(setting.credit_usd);
        let mut other_ids = BTreeMap::new();
        let mut catalog = Self {
            sources: Vec::with_capacity(documents.len()),
            models: Vec::new(),
            as_of: setting.as_of,
            providers: Vec::new(),
            plans: Vec::new(),
            self_hosting: Vec::new(),
            credit_usd: Table::new(credit_usd),
            fixed: Table::new(fixed),
            ids: Ids::of(&[]),
            other_ids: Table::default(),
        };
        let mut stated_aliases = Vec::with_capacity(aliases.len());
        for (from, alias) in &aliases {
            stated_aliases.push((from.clone(), alias.to.clone()));
        }
        let aliases = Table::new(aliases);
        for mut document in documents {
            let id = catalog.sources.len();
            check_count(&mut document);
            document.source.models = document.models.len();
            document.source.offers = document.models.iter().map(|model| model.offers.len()).sum();
            findings.extend(document.findings.into_list());
            // Each reader takes its document for the first one.
            if id > 0 {
                for model in &mut document.models {
                    for offer in &mut model.offers {
                        offer.source = id;
                    }
                    if model.retires.is_some() {
                        model.retires_by = id;
                    }
                }
            }
            // A first source that nothing is joined to yet comes in as it is.
            let alone = catalog.models.is_empty() && aliases.is_empty();
            if alone
                && document.ids.covers(&document.models)
                && document.models.iter().all(|model| model.aliases.is_empty())
            {
                (catalog.models, catalog.ids) = (document.models, document.ids);
            } else {
                for model in document.models {
                    catalog.add(model, &aliases, &mut other_ids);
                }
            }
            for mut plan in document.plans {
                plan.source = id;
                catalog.plans.push(plan);
            }
            for mut fact in document.self_hosting {
                fact.source = id;
                catalog.self_hosting.push(fact);
            }
            for provider in document.providers {
                match catalog.providers.iter_mut().find(|known| known.name == provider.name) {
                    Some(known) => known.absorb(provider),
                    None => catalog.providers.push(provider),
                }
            }
            catalog.sources.push(document.source);
        }
        // An id that only the table of aliases knows means its model too.
        for (alias, place) in stated_aliases {
            let Some(place) = catalog.place(&place, &other_ids) else { continue };
            if catalog.place(&alias, &other_ids).is_none() {
                other_ids.insert(alias, place);
            }
        }
        catalog.other_ids = Table::new(other_ids.into_iter().collect());
        for model in &mut catalog.models {
            if !is_newest_first(&model.offers) {
                model.offers = newest_first(std::mem::take(&mut model.offers));
            }
            let free = model.offers.iter().filter(|offer| offer.fixed.quality().is_none());
            model.standard_quality =
                free.filter_map(|offer| offer.standard.quality()).next().map(str::to_owned);
        }
        (catalog, findings)
    }

    /// The place of the model that has this id, or goes by it.
    fn place(&self, id: &str, other_ids: &BTreeMap<String, usize>) -> Option<usize> {
        self.ids.get(id, &self.models).or_else(|| other_ids.get(id).copied())
    }

    fn add(&mut self, mut model: Model, aliases: &Table<Alias>, other_ids: &mut BTreeMap<String, usize>) {
        if let Some(alias) = aliases.get(&model.id) {
            let own = std::mem::replace(&mut model.id, alias.to.clone());
            model.aliases.push(own);
            model.named_by_alias = true;
            let fixed = Rare::from(alias.fixed.clone());
            for offer in &mut model.offers {
                offer.fixed = fixed.clone();
            }
        }
        let known = self.place(&model.id, other_ids);
        let place = known.unwrap_or(self.models.len());
        for name in &model.aliases {
            if *name != model.id && self.place(name, other_ids).is_none() {
                other_ids.insert(name.clone(), place);
            }
        }
        match self.models.get_mut(place) {
            Some(known) => known.absorb(model),
            None => {
                self.models.push(model);
                self.ids.add(&self.models, place);
            }
        }
    }
}

/// How many aliases may stand between an id and its model.
const MAX_STEPS: usize = 16;

/// The alias with the id at the end of its chain, and the settings of all its steps. None where that has no end.
fn followed(alias: &Alias, stated: &Table<Alias>) -> Option<Alias> {
    let mut end = alias.clone();
    let mut steps = 0_usize;
    while let Some(next) = stated.get(&end.to) {
        if steps == MAX_STEPS {
            return None;
        }
        steps = steps.saturating_add(1);
        end = Alias { from: end.from, to: next.to.clone(), fixed: end.fixed.or(&next.fixed) };
    }
    Some(end)
}

/// By what offers stand: the place of the provider's first one, and the day, the newest first.
fn standing(offers: &[Offer], offer: &Offer) -> (Option<usize>, Reverse<Option<Date>>) {
    (offers.iter().position(|other| other.provider == offer.provider), Reverse(offer.checked))
}

fn is_newest_first(offers: &[Offer]) -> bool {
    offers.iter().map(|offer| standing(offers, offer)).is_sorted()
}

/// Offers of one provider side by side, in the order of the provider's first one; of one provider's, those
/// that were read last come first.
fn newest_first(offers: Vec<Offer>) -> Vec<Offer> {
    let mut keys = Vec::with_capacity(offers.len());
    for offer in &offers {
        keys.push(standing(&offers, offer));
    }
    let places = sorted_places(keys.len(), &mut |a, b| keys.get(a).cmp(&keys.get(b)));
    arranged(offers, &places)
}

fn check_count(document: &mut Document) {
    if let Some((claimed, rows)) = document.model_count.filter(|(claimed, rows)| claimed != rows) {
        document.findings.add(Code::ClaimDiffers, &|| {
            let message = format!("the source says that it has {claimed} models, and it lists {rows}");
            Finding::new(Severity::Warning, Code::ClaimDiffers, "/model_count", message)
                .help("check whether the file is complete")
        });
    }
}

fn fill<T>(slot: &mut Option<T>, value: Option<T>) {
    if slot.is_none() {
        *slot = value;
    }
}

impl Provider {
    /// Takes over another source's facts where this one has none.
    fn absorb(&mut self, other: Provider) {
        fill(&mut self.credit_usd, other.credit_usd);
        fill(&mut self.url, other.url);
        fill(&mut self.checked, other.checked);
        fill(&mut self.prepaid, other.prepaid);
        fill(&mut self.invoiced, other.invoiced);
        fill(&mut self.outputs_stored_days, other.outputs_stored_days);
        fill(&mut self.failures, other.failures);
        fill(&mut self.queue_time, other.queue_time);
        fill(&mut self.note, other.note);
    }
}

impl Model {
    /// Takes over another source's facts where this one has none, and all its offers.
    fn absorb(&mut self, other: Model) {
        if self.named_by_alias && !other.named_by_alias {
            self.name = other.name;
            self.named_by_alias = false;
        }
        fill(&mut self.vendor, other.vendor);
        fill(&mut self.elo, other.elo);
        fill(&mut self.license, other.license);
        fill(&mut self.weights, other.weights);
        fill(&mut self.trainable, other.trainable);
        if self.retires.is_none() {
            (self.retires, self.retires_by) = (other.retires, other.retires_by);
        }
        fill(&mut self.replacement, other.replacement);
        for &mode in other.modes.iter() {
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
