//! The public interface as plain data: requests in, answers out, one function a verb. It is tested natively
//! and knows nothing of WebAssembly.

pub mod answer;
#[cfg(feature = "planning")]
mod audit;
mod compare;
#[cfg(feature = "planning")]
mod diff;
mod display;
#[cfg(feature = "planning")]
mod estimate;
#[cfg(feature = "planning")]
mod export;
#[cfg(feature = "planning")]
mod facets;
mod load;
#[cfg(feature = "planning")]
mod order;
mod packed;
mod query;
mod quote;
mod ranking;
pub mod request;
mod route;
#[cfg(feature = "planning")]
mod self_host;
mod sweep;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod typescript;
#[cfg(feature = "planning")]
mod usage;

pub use load::{Loaded, Part, check_size, fetch_failed, load, name_of, no_source, not_plain};
pub use packed::open_packed;
pub use quote::Quoter;
#[cfg(feature = "planning")]
pub use quote::{Form, Quoters, ROOM, no_count, whole};
pub use ranking::Kept;
#[cfg(feature = "planning")]
pub use usage::{Meter, Sheet, Tallied, no_log, no_rows, uneven};

use crate::catalog::{Billing, Catalog, Model, Offer};
use crate::error::{Code, Error, Result};
use crate::job::Job;
use crate::money::Usd;
use crate::price::{Per, Priced, figure, price};
use crate::quantity::Quantity;
use crate::rate::{Amount, Certainty};
use crate::route::{Billed, Policy};
use crate::shared::copied;
use answer::{Line, PricedOffer};
use request::{JobRequest, PriceRequest};
use route::Entry;

/// The job of a request; the reference job where it names none.
fn job_of(request: Option<&JobRequest>) -> Result<Job> {
    request.map_or_else(|| Ok(Job::default()), JobRequest::job)
}

/// The offers of one model with their prices, in listed order.
pub(crate) struct Cells<'c> {
    pub(crate) model: &'c Model,
    pub(crate) cells: Vec<(&'c Offer, Priced)>,
}

/// How an offer is priced: with words, or figures alone.
type Pricing = fn(&Catalog, &Model, &Offer, &Job) -> Priced;

impl<'c> Cells<'c> {
    fn new(loaded: &'c Loaded, model: &'c Model, job: &Job, keep: &dyn Fn(&Offer) -> bool) -> Self {
        Self::priced(loaded, model, job, keep, price)
    }

    /// The figures alone: no receipts, no reasons.
    fn bare(loaded: &'c Loaded, model: &'c Model, job: &Job, keep: &dyn Fn(&Offer) -> bool) -> Self {
        Self::priced(loaded, model, job, keep, figure)
    }

    fn priced(
        loaded: &'c Loaded,
        model: &'c Model,
        job: &Job,
        keep: &dyn Fn(&Offer) -> bool,
        pricing: Pricing,
    ) -> Self {
        let mut cells = Vec::with_capacity(model.offers.len());
        for offer in model.offers.iter().filter(|offer| keep(offer)) {
            cells.push((offer, pricing(&loaded.catalog, model, offer, job)));
        }
        Self { model, cells }
    }

    fn cheapest(&self) -> Option<usize> {
        crate::price::cheapest(self.cells.iter().map(|(_, priced)| priced))
    }

    fn cheapest_price(&self) -> Option<Usd> {
        self.cheapest().and_then(|place| self.cells.get(place)?.1.price)
    }

    fn cheapest_priced(&self) -> Option<&Priced> {
        self.cheapest().and_then(|place| self.cells.get(place)).map(|(_, priced)| priced)
    }

    /// The offer that the catalog's policy routes to, with the fee that is billed.
    fn billed(&self, loaded: &Loaded) -> Option<(&Priced, Quantity)> {
        let place = self.chosen(&loaded.policy)?;
        let (_, priced) = self.cells.get(place)?;
        Some((priced, loaded.fee_rate(&loaded.policy)?))
    }

    /// The offer that the policy routes to.
    fn chosen(&self, policy: &Policy) -> Option<usize> {
        route::serving(&self.entries(), policy, &[])
    }

    /// The offers as they take part in routing.
    fn entries(&self) -> Vec<Entry<'_>> {
        let least = self.cheapest_price();
        let mut entries = Vec::with_capacity(self.cells.len());
        for (offer, priced) in &self.cells {
            entries.push(Entry { model: self.model, offer, priced, least, broken: Vec::new() });
        }
        entries
    }

    fn offer_answer(&self, loaded: &Loaded, place: usize) -> Option<PricedOffer> {
        let (offer, priced) = self.cells.get(place)?;
        Some(offer_answer(loaded, self.model, offer, priced, self.cheapest_price()))
    }

    fn offer_answers(&self, loaded: &Loaded) -> Vec<PricedOffer> {
        let least = self.cheapest_price();
        let mut answers = Vec::with_capacity(self.cells.len());
        for (offer, priced) in &self.cells {
            answers.push(offer_answer(loaded, self.model, offer, priced, least));
        }
        answers
    }
}

/// A receipt as it goes out.
fn answer_lines(lines: &[crate::rate::Line]) -> Vec<Line> {
    taken_lines(lines.to_vec())
}

/// The same of lines that nobody else needs.
fn taken_lines(lines: Vec<crate::rate::Line>) -> Vec<Line> {
    let mut receipt = Vec::with_capacity(lines.len().saturating_add(1));
    for line in lines {
        receipt.push(Line::taken(line));
    }
    receipt
}

fn plain_line(label: String, unit: &str, usd: Usd) -> Line {
    Line {
        label,
        quantity: crate::quantity::Quantity::ONE,
        unit: unit.to_owned(),
        rate: usd,
        amount: usd,
        rule: None,
        certainty: None,
        high: None,
    }
}

fn fee_line(billed: Billed, rate: crate::quantity::Quantity) -> Line {
    Line {
        label: "Routing fee".to_owned(),
        quantity: rate,
        unit: "of the upstream price".to_owned(),
        rate: billed.upstream,
        amount: billed.fee,
        rule: None,
        certainty: None,
        high: None,
    }
}

fn offer_answer(
    loaded: &Loaded,
    model: &Model,
    offer: &Offer,
    priced: &Priced,
    least: Option<Usd>,
) -> PricedOffer {
    let bounds = |certainties: &[Certainty], bound: fn(Amount<Usd>) -> Usd| {
        priced.figure.filter(|figure| certainties.contains(&figure.certainty)).map(bound)
    };
    let facts = loaded.catalog.provider(&offer.provider);
    let multiple = priced.price.zip(least).and_then(|(usd, least)| usd.ratio_to(least)?.shown(2));
    let age = offer.checked.map(|checked| loaded.catalog.as_of.days_since(checked));
    let native = match &offer.terms {
        crate::catalog::Terms::Native(rate) => rate.describe(),
        crate::catalog::Terms::Normalized { rate, .. } if offer.native_unit == "token" => {
            format!("per token, published as {}", rate.describe())
        }
        crate::catalog::Terms::Normalized { rate, .. } => rate.describe(),
        crate::catalog::Terms::Unpriced(_) if offer.native_unit.is_empty() => "no price listed".to_owned(),
        crate::catalog::Terms::Unpriced(_) => format!("per {}, no price listed", offer.native_unit),
    };
    let total = priced.total.filter(|total| total.certainty != Certainty::Range).map(|total| total.low);
    PricedOffer {
        model: model.id.clone(),
        provider: offer.provider.copied(),
        status: priced.status,
        price: priced.price,
        per: priced.per,
        native,
        receipt: answer_lines(&priced.lines),
        source: loaded
            .catalog
            .sources
            .get(offer.source)
            .map(|source| source.name.clone())
            .unwrap_or_default(),
        path: offer.path.text(),
        url: copied(offer.url.as_ref()),
        total,
        low: bounds(&[Certainty::Range, Certainty::From], |figure| figure.low),
        high: bounds(&[Certainty::Range, Certainty::UpTo], |figure| figure.high),
        certainty: priced
            .figure
            .map(|figure| figure.certainty)
            .filter(|&certainty| certainty != Certainty::Exact),
        reason: priced.reason.as_ref().map(|lack| lack.reason.clone()),
        code: priced.reason.as_ref().map(|lack| lack.code),
        multiple,
        checked: offer.checked,
        stale: age.filter(|&days| days > crate::catalog::STALE_DAYS).map(|_| true),
        variant: copied(offer.variant.as_ref()),
        billing: offer.billing,
        predictable: offer.billing.map(Billing::is_predictable),
        latency: offer.latency.as_ref().and_then(|latency| latency.class),
        latency_seconds: offer.latency.as_ref().and_then(|latency| Some(latency.seconds?.to_string())),
        tier: priced.price.filter(|_| priced.per == Per::Image).and_then(|usd| loaded.policy.price_tier(usd)),
        prepaid: facts.and_then(|facts| facts.prepaid),
        invoiced: facts.and_then(|facts| facts.invoiced),
        outputs_stored_days: facts.and_then(|facts| facts.outputs_stored_days),
        failures: facts.and_then(|facts| facts.failures),
        own: offer.own.then_some(true),
        note: copied(offer.note.as_ref()),
        upstream_id: copied(offer.upstream_id.as_ref()),
    }
}

impl Loaded {
    /// The job of a request about a model: an id that stands for settings fills in what the job leaves open.
    fn job_for(&self, id: &str, request: Option<&JobRequest>) -> Result<Job> {
        let job = job_of(request)?;
        Ok(self.catalog.fixed_by(id).map_or_else(|| job.clone(), |fixed| job.or(fixed)))
    }

    /// One offer, priced, with its receipt. Where a provider has several offers of the model, the first of
    /// them that has a price; they are listed newest first.
    ///
    /// # Errors
    /// `unknown_model`, `unknown_provider` or `bad_request`. No price is no error but an answer with a reason.
    pub fn price(&self, request: &PriceRequest) -> Result<PricedOffer> {
        let model = self.catalog.model(&request.model)?;
        let job = self.job_for(&request.model, request.job.as_ref())?;
        self.catalog.offers(model, &request.provider)?;
        let cells = Cells::new(self, model, &job, &|offer| offer.provider == request.provider);
        let first_priced = cells.cells.iter().position(|(_, priced)| priced.price.is_some());
        cells
            .offer_answer(self, first_priced.unwrap_or(0))
            .ok_or_else(|| Error::new(Code::UnknownProvider, "the provider has no offer").at("/provider"))
    }
}
