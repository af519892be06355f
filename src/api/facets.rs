//! Facets: for each value that a field of a query could ask for, how many rows it would leave. Each offer is priced
//! once; a row counts for a field where nothing but that field's own condition speaks against it.

use crate::api::answer::{Facet, FacetValue};
use crate::api::query::{Broken, broken_by_model, broken_by_offer, in_limits, in_tiers};
use crate::api::request::{JobRequest, Query};
use crate::api::{Loaded, job_of};
use crate::catalog::{Model, Offer};
use crate::error::Result;
use crate::job::Job;
use crate::money::Usd;
use crate::order::{arranged, sorted_places};
use crate::price::{Per, Priced, cheapest, price};
use crate::shared::Shared;

const OF_MODELS: [&str; 4] = ["modes", "vendors", "licenses", "weights"];
const OF_OFFERS: [&str; 3] = ["providers", "billing", "latency"];
const OF_PRICES: &str = "priceTiers";

/// The fields with what was counted so far: the values are few, so that a list of them is as quick as an index.
type Counts = Vec<Facet>;

/// An offer, its price, and the conditions that speak against it.
type Judged<'c> = (&'c Offer, Priced, Broken);

impl Loaded {
    /// How many rows each value of a field would leave.
    ///
    /// # Errors
    /// `bad_request` for a faulty job.
    pub fn facets(&self, job: Option<&JobRequest>, query: Option<&Query>) -> Result<Vec<Facet>> {
        let job = job_of(job)?;
        let open = Query::default();
        let query = query.unwrap_or(&open);
        let mut counts = Counts::new();
        for field in OF_MODELS.into_iter().chain(OF_OFFERS).chain([OF_PRICES]) {
            counts.push(Facet { field, values: Vec::new() });
        }
        for model in self.catalog.models.iter().filter(|model| self.shows(query, model)) {
            self.count_row(&mut counts, model, &job, query);
        }
        for facet in &mut counts {
            facet.values = most_first(std::mem::take(&mut facet.values));
        }
        Ok(counts)
    }

    fn count_row(&self, counts: &mut Counts, model: &Model, job: &Job, query: &Query) {
        let against = broken_by_model(query, model);
        let alone = |field: &'static str| against.iter().all(|&name| name == field);
        let fields = OF_MODELS.iter().any(|&field| alone(field));
        if !fields {
            return;
        }
        let mut judged: Vec<Judged<'_>> = Vec::with_capacity(model.offers.len());
        for offer in &model.offers {
            let broken = broken_by_offer(&self.catalog, query, offer);
            if broken.len() <= 1 {
                judged.push((offer, price(&self.catalog, model, offer, job), broken));
            }
        }
        let tier = |row: &Row| {
            let usd = row.least.filter(|_| !row.video)?;
            self.policy.price_tier(usd)
        };
        let fits =
            |row: &Row| in_limits(query, row.least) && in_tiers(&self.policy, query, row.video, row.least);
        let whole = row_of(&judged, &|_, broken| broken.is_empty());
        let kept = whole.any || (model.offers.is_empty() && !super::compare::narrows(query));
        if kept && fits(&whole) {
            for field in OF_MODELS.into_iter().filter(|&field| alone(field)) {
                for value in values_of_model(model, field) {
                    add(counts, field, value);
                }
            }
        }
        if !against.is_empty() {
            return;
        }
        let priced = kept && in_limits(query, whole.least);
        if let Some(tier) = tier(&whole).filter(|_| priced) {
            add(counts, OF_PRICES, tier.to_string());
        }
        for field in OF_OFFERS {
            let mut values: Vec<String> = Vec::new();
            for (offer, _, broken) in &judged {
                let value = value_of_offer(offer, field).filter(|value| !values.contains(value));
                if broken.iter().all(|&name| name == field) {
                    values.extend(value);
                }
            }
            for value in values {
                let row = row_of(&judged, &|offer, broken| {
                    broken.iter().all(|&name| name == field)
                        && value_of_offer(offer, field).as_ref() == Some(&value)
                });
                if fits(&row) {
                    add(counts, field, value);
                }
            }
        }
    }
}

/// What a row is judged by: whether there is an offer, and the lowest price.
struct Row {
    any: bool,
    least: Option<Usd>,
    video: bool,
}

fn row_of(judged: &[Judged<'_>], keep: &dyn Fn(&Offer, &Broken) -> bool) -> Row {
    let mut priced: Vec<&Priced> = Vec::new();
    for (offer, one, broken) in judged {
        if keep(offer, broken) {
            priced.push(one);
        }
    }
    let first = cheapest(priced.iter().copied()).and_then(|place| priced.get(place).copied());
    Row {
        any: !priced.is_empty(),
        least: first.and_then(|one| one.price),
        video: first.is_some_and(|one| one.per == Per::Second),
    }
}

fn values_of_model(model: &Model, field: &str) -> Vec<String> {
    let one = |word: &Option<Shared>| word.iter().map(ToString::to_string).collect();
    match field {
        "modes" => model.modes.iter().map(ToString::to_string).collect(),
        "vendors" => one(&model.vendor),
        "licenses" => one(&model.license),
        _ => one(&model.weights),
    }
}

fn value_of_offer(offer: &Offer, field: &str) -> Option<String> {
    match field {
        "providers" => Some(offer.provider.copied()),
        "billing" => offer.billing.map(|way| way.to_string()),
        _ => Some(offer.latency.as_ref()?.class?.to_string()),
    }
}

fn add(counts: &mut Counts, field: &'static str, value: String) {
    let Some(facet) = counts.iter_mut().find(|facet| facet.field == field) else { return };
    match facet.values.iter_mut().find(|one| one.value == value) {
        Some(one) => one.rows = one.rows.saturating_add(1),
        None => facet.values.push(FacetValue { value, rows: 1 }),
    }
}

fn most_first(values: Vec<FacetValue>) -> Vec<FacetValue> {
    let at = |place: usize| values.get(place).map(|one| (std::cmp::Reverse(one.rows), one.value.as_str()));
    let places = sorted_places(values.len(), &mut |a, b| at(a).cmp(&at(b)));
    arranged(values, &places)
}
