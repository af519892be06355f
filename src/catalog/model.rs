//! Models and offers as every source states them, whatever its format: who sells what under which rate,
//! and where that was read.

use crate::date::Date;
use crate::job::{Job, Mode};
use crate::money::Usd;
use crate::rate::{Condition, Rate};

/// Identifies a source within a catalog.
pub type SourceId = usize;

/// A model, with everybody's offers of it in the order in which they are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The id by which everything refers to it.
    pub id: String,
    /// The name that people read.
    pub name: String,
    /// Who made it.
    pub vendor: Option<String>,
    /// What goes in and comes out.
    pub modes: Vec<Mode>,
    /// The arena score, where the source states one.
    pub elo: Option<u32>,
    /// The licence, in the source's word.
    pub license: Option<String>,
    /// Whether the weights are to be had, in the source's word (`open`, `open-nc`, `closed`).
    pub weights: Option<String>,
    /// Whether it can be trained further.
    pub trainable: Option<bool>,
    /// The first day on which it is no longer served.
    pub retires: Option<Date>,
    /// What its vendor recommends instead.
    pub replacement: Option<String>,
    /// Other ids by which it goes.
    pub aliases: Vec<String>,
    /// The offers, as listed.
    pub offers: Vec<Offer>,
}

/// One provider's offer of one model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Who sells it.
    pub provider: String,
    /// The provider's own id for the model.
    pub upstream_id: Option<String>,
    /// The billing unit in the source's own word.
    pub native_unit: String,
    /// What it bills.
    pub terms: Terms,
    /// What it makes.
    pub limits: Condition,
    /// What holds where a job says nothing: size, quality, length.
    pub standard: Job,
    /// Where the price stands, as the source states it; only plain `https:` addresses are kept.
    pub url: Option<String>,
    /// The day on which the price was read.
    pub checked: Option<Date>,
    /// The source's remark.
    pub note: Option<String>,
    /// The source that states it.
    pub source: SourceId,
    /// JSON Pointer of its row in that source.
    pub path: String,
}

/// What an offer bills, and how far that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Terms {
    /// The vendor's own billing rule.
    Native(Rate),
    /// A price that the source has already normalized to the reference job (one 1024×1024 image at the
    /// standard quality), so that everything beyond that job is an extrapolation or unknown.
    Normalized {
        /// How the price extends, with the price at the reference job.
        rate: Rate,
        /// What may be said beyond the reference job.
        beyond: Beyond,
    },
    /// Listed without a price; the text says why there is none.
    Unpriced(String),
}

/// What a normalized price may say beyond its reference job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// The price scales or stays, approximately, for the reason given.
    Approximate(&'static str),
    /// Only the rate is known, for the reason given.
    RateOnly(&'static str),
}

/// What a source says of itself, to be checked against what follows from its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// The place of the model that the claim is about, among the source's models.
    pub model: usize,
    /// The cheapest offer, where the source states it.
    pub cheapest: Option<ClaimedCheapest>,
    /// The routed offer, where the source states it.
    pub routed: Option<ClaimedRoute>,
    /// JSON Pointer of the model's row.
    pub path: String,
}

/// The cheapest offer that a source claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimedCheapest {
    /// There is none.
    None,
    /// This one.
    Offer {
        /// Who sells it.
        provider: String,
        /// Its price.
        price: Option<Usd>,
    },
}

/// The routed offer that a source claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimedRoute {
    /// The provider routed to.
    pub provider: Option<String>,
    /// Its price.
    pub upstream: Option<Usd>,
    /// The price with the fee.
    pub billed: Option<Usd>,
    /// Whether the model can be routed at all.
    pub routable: Option<bool>,
}
