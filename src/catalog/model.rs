//! Models and offers as every source states them, whatever its format: who sells what under which rate,
//! and where that was read.

use super::Pointer;
use crate::date::Date;
use crate::job::{Job, Mode};
use crate::money::Usd;
use crate::packed::{pack_cases, pack_fields};
use crate::quantity::Quantity;
use crate::rare::{Rare, Usual};
use crate::rate::{Amount, Condition, Rate};
use crate::record::words;
use crate::shared::Shared;
use std::borrow::Cow;

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
    pub vendor: Option<Shared>,
    /// What goes in and comes out.
    pub modes: Rare<Vec<Mode>>,
    /// The arena score, where the source states one.
    pub elo: Option<u32>,
    /// The licence, in the source's word.
    pub license: Option<Shared>,
    /// Whether the weights are to be had, in the source's word (`open`, `open-nc`, `closed`).
    pub weights: Option<Shared>,
    /// Whether it can be trained further.
    pub trainable: Option<bool>,
    /// The first day on which it is no longer served.
    pub retires: Option<Date>,
    /// The source that says so.
    pub retires_by: SourceId,
    /// What its vendor recommends instead.
    pub replacement: Option<String>,
    /// Other ids by which it goes.
    pub aliases: Vec<String>,
    /// The offers, as listed.
    pub offers: Vec<Offer>,
    /// The quality that counts as standard, where an offer of the model states one and others are of another.
    pub standard_quality: Option<String>,
    /// Whether the name is that of an alias, which gives way to the model's own.
    pub(crate) named_by_alias: bool,
}

impl Usual for Vec<Mode> {
    fn usual() -> &'static Self {
        static NONE: Vec<Mode> = Vec::new();
        &NONE
    }
}

#[cfg(feature = "planning")]
impl Model {
    /// What a job without a mode asks of it: an image from a text where it makes one, else what it lists first.
    pub(crate) fn usual_mode(&self) -> Option<Mode> {
        let image = self.modes.iter().find(|mode| **mode == Mode::TextToImage);
        image.or(self.modes.first()).copied()
    }
}

words! {
    /// By what a provider bills.
    Billing {
        /// One price per image.
        Flat = "flat",
        /// By the size of the output.
        PerMegapixel = "per-megapixel",
        /// By tokens, whose number follows from size and quality or is known only afterwards.
        PerToken = "per-token",
        /// By the time that a GPU runs.
        PerGpuSecond = "per-gpu-second",
        /// In credits of the provider's own.
        Credits = "credits",
        /// By the length of the video.
        PerSecond = "per-second",
        /// One price per clip.
        PerClip = "per-clip",
        /// One price per request.
        PerRequest = "per-request",
    }
}

impl Billing {
    /// Whether the price of a job is known before it runs.
    pub fn is_predictable(self) -> bool {
        !matches!(self, Self::PerToken | Self::PerGpuSecond)
    }
}

words! {
    /// How long an output takes, in words.
    LatencyClass {
        /// A few seconds at most.
        Fast = "fast",
        /// Around ten seconds.
        Medium = "medium",
        /// Longer.
        Slow = "slow",
    }
}

/// How long an output takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Latency {
    /// In words.
    pub class: Option<LatencyClass>,
    /// In seconds.
    pub seconds: Option<Amount<Quantity>>,
}

words! {
    /// What is billed for something that gave no output.
    Failures {
        /// Nothing is billed.
        NotBilled = "not-billed",
        /// It is debited first and given back.
        Refunded = "refunded",
        /// It is billed.
        Billed = "billed",
    }
}

/// What holds for everything that a provider sells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provider {
    /// The provider's name.
    pub name: String,
    /// USD for one of its credits.
    pub credit_usd: Option<Usd>,
    /// Where that stands.
    pub url: Option<String>,
    /// The day on which it was read.
    pub checked: Option<Date>,
    /// Whether one pays before.
    pub prepaid: Option<bool>,
    /// Whether one pays by invoice.
    pub invoiced: Option<bool>,
    /// Days that outputs stay stored.
    pub outputs_stored_days: Option<u32>,
    /// What a failed request costs.
    pub failures: Option<Failures>,
    /// What waiting in the queue costs, in the same words.
    pub queue_time: Option<Failures>,
    /// A remark.
    pub note: Option<String>,
}

/// Says that one model id means another one, perhaps at one setting of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The id that is merged.
    pub from: String,
    /// The id that it is merged into.
    pub to: String,
    /// The settings that the merged id stands for.
    pub fixed: Job,
}

/// One tier of an app's own plan, as a source states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanTier {
    /// The tier's name.
    pub name: String,
    /// The model that serves it.
    pub model: String,
    /// What it makes.
    pub mode: Option<Mode>,
    /// What it is for.
    pub note: Option<String>,
    /// The source that states it.
    pub source: SourceId,
}

/// What a source states about running models oneself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelfHosting {
    /// What it is: a GPU, a server, labour.
    pub name: String,
    /// USD for an hour.
    pub usd_per_hour: Option<Amount<Usd>>,
    /// USD for a month.
    pub usd_per_month: Option<Amount<Usd>>,
    /// Images that it makes in an hour.
    pub images_per_hour: Option<Amount<Quantity>>,
    /// A remark.
    pub note: Option<String>,
    /// The source that states it.
    pub source: SourceId,
}

/// A total that a source prints, to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalClaim {
    /// The model's id.
    pub model: String,
    /// How many outputs.
    pub count: u32,
    /// Credits for all of them.
    pub credits: Option<Quantity>,
    /// US dollars for all of them.
    pub usd: Option<Usd>,
    /// What each of them is.
    pub job: Job,
    /// JSON Pointer of the claim.
    pub path: String,
}

/// One provider's offer of one model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Who sells it.
    pub provider: Shared,
    /// The provider's own id for the model.
    pub upstream_id: Option<Shared>,
    /// The billing unit in the source's own word.
    pub native_unit: Shared,
    /// What it bills.
    pub terms: Terms,
    /// What it makes.
    pub limits: Rare<Condition>,
    /// What holds where a job says nothing: size, quality, length.
    pub standard: Rare<Job>,
    /// Where the price stands, as the source states it; only plain `https:` addresses are kept.
    pub url: Option<Shared>,
    /// The day on which the price was read.
    pub checked: Option<Date>,
    /// The source's remark.
    pub note: Option<Shared>,
    /// Tells offers of one provider apart that no setting of a job does.
    pub variant: Option<Shared>,
    /// How long an output takes.
    pub latency: Option<Box<Latency>>,
    /// By what the provider bills.
    pub billing: Option<Billing>,
    /// The settings that the price is for, where the offer came in under an id that stands for them.
    pub fixed: Rare<Job>,
    /// Whether the user's own price book sets or changes the price.
    pub own: bool,
    /// What the source prints as the price, to be checked.
    pub claimed_usd: Option<Box<Amount<Usd>>>,
    /// The source that states it.
    pub source: SourceId,
    /// Its row in that source.
    pub path: Pointer,
}

impl Offer {
    /// An offer of which nothing else is known.
    pub fn new(provider: impl Into<Shared>, terms: Terms) -> Self {
        Self {
            provider: provider.into(),
            upstream_id: None,
            native_unit: Shared::default(),
            terms,
            limits: Rare::default(),
            standard: Rare::default(),
            url: None,
            checked: None,
            note: None,
            variant: None,
            latency: None,
            billing: None,
            fixed: Rare::default(),
            own: false,
            claimed_usd: None,
            source: 0,
            path: Pointer::default(),
        }
    }
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
    Unpriced(Cow<'static, str>),
}

/// What a normalized price may say beyond its reference job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// The price scales or stays, approximately, for the reason given.
    Approximate(Cow<'static, str>),
    /// Only the rate is known, for the reason given.
    RateOnly(Cow<'static, str>),
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
    /// The model's row.
    pub path: Pointer,
}

/// The cheapest offer that a source claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimedCheapest {
    /// There is none.
    None,
    /// This one.
    Offer {
        /// Who sells it.
        provider: Shared,
        /// Its price.
        price: Option<Usd>,
    },
}

/// The routed offer that a source claims.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimedRoute {
    /// The provider routed to.
    pub provider: Option<Shared>,
    /// Its price.
    pub upstream: Option<Usd>,
    /// The price with the fee.
    pub billed: Option<Usd>,
    /// Whether the model can be routed at all.
    pub routable: Option<bool>,
}

pack_fields! { Model { id, name, vendor, modes, elo, license, weights, trainable, retires, retires_by, replacement, aliases, offers, standard_quality, named_by_alias } }
pack_fields! { Latency { class, seconds } }
pack_fields! { Provider { name, credit_usd, url, checked, prepaid, invoiced, outputs_stored_days, failures, queue_time, note } }
pack_fields! { PlanTier { name, model, mode, note, source } }
pack_fields! { SelfHosting { name, usd_per_hour, usd_per_month, images_per_hour, note, source } }
pack_fields! { Offer { provider, upstream_id, native_unit, terms, limits, standard, url, checked, note, variant, latency, billing, fixed, own, claimed_usd, source, path } }

pack_cases! { Terms { 1 Normalized { rate, beyond }, 2 Unpriced(reason), _ Native(rate), } }
pack_cases! { Beyond { 1 RateOnly(reason), _ Approximate(reason), } }
