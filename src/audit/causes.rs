//! The probable cause of a disagreement: what would turn one figure into the other.

use crate::catalog::{Catalog, Model, Offer, Terms};
use crate::job::{Job, JobParts, Resolution};
use crate::money::Usd;
use crate::price::figure as figure_at;
use crate::quantity::Quantity;
use crate::rate::{Price, Rounding};
use crate::record::words;
use crate::text::contains;
use crate::unit::Unit;

words! {
    /// Why two sources may state different prices for one provider and model.
    Cause {
        /// The figures differ only by the residue of binary floating point.
        FloatResidue = "float-residue",
        /// One is 100 times the other: cents taken for dollars.
        CentsAndDollars = "cents-and-dollars",
        /// One is 1,000 times the other: a price per thousand taken for one of a single unit.
        PerThousand = "per-thousand",
        /// One is 1,000,000 times the other: a price per million taken for one of a single unit.
        PerMillion = "per-million",
        /// A megapixel of 1,000,000 pixels against one of 1,048,576, or rounding up against none.
        MegapixelRule = "megapixel-rule",
        /// One is the other source's price of another resolution tier.
        ResolutionTier = "resolution-tier",
        /// One is the other source's price of another quality.
        Quality = "quality",
        /// One source says that it lists the offer under another model's name.
        OtherModel = "other-model",
        /// Prices by the token that are about ten times apart: the rate of text tokens used for image tokens.
        TextTokenRate = "text-token-rate",
        /// One was read more than 30 days before the other.
        Stale = "stale",
        /// None of these.
        Unknown = "unknown",
    }
}

/// Days between two readings after which the older one is the probable mistake.
const STALE_AGAINST_FRESH_DAYS: u64 = 30;

impl Cause {
    /// What it means, for a person.
    pub fn words(self) -> &'static str {
        match self {
            Self::FloatResidue => "binary floating point has left its residue in one of them",
            Self::CentsAndDollars => "one of them is probably in cents",
            Self::PerThousand => "one of them is probably per thousand",
            Self::PerMillion => "one of them is probably per million",
            Self::MegapixelRule => "they probably mean different megapixels, or round them differently",
            Self::ResolutionTier => "one of them is the other source's price of another resolution",
            Self::Quality => "one of them is the other source's price of another quality",
            Self::OtherModel => "one of them is listed under another model's name",
            Self::TextTokenRate => "one of them probably uses the rate of text tokens for image tokens",
            Self::Stale => "one of them was read long before the other",
            Self::Unknown => "no usual mistake explains the difference",
        }
    }

    /// The probable cause.
    pub(super) fn of(catalog: &Catalog, model: &Model, one: (&Offer, Usd), other: (&Offer, Usd)) -> Self {
        let (low, high) = if one.1 <= other.1 { (one.1, other.1) } else { (other.1, one.1) };
        if low.differs_only_by_noise(high) {
            return Self::FloatResidue;
        }
        let Some(factor) = high.ratio_to(low) else { return Self::Unknown };
        for (times, cause) in
            [(100_u32, Self::CentsAndDollars), (1000, Self::PerThousand), (1_000_000, Self::PerMillion)]
        {
            if is_about(factor, Quantity::from(times)) {
                return cause;
            }
        }
        if is_listed_as_other(one.0) || is_listed_as_other(other.0) {
            return Self::OtherModel;
        }
        if factor == Quantity::fraction(1_048_576, 1_000_000).unwrap_or(Quantity::ONE)
            || by_pixels(one.0, other.0)
        {
            return Self::MegapixelRule;
        }
        if let Some(cause) = at_other_settings(catalog, model, one, other)
            .or_else(|| at_other_settings(catalog, model, other, one))
        {
            return cause;
        }
        if (by_token(one.0) || by_token(other.0)) && is_about(factor, Quantity::from(10_u32)) {
            return Self::TextTokenRate;
        }
        let apart = one.0.checked.zip(other.0.checked).map(|(a, b)| a.days_since(b).unsigned_abs());
        if apart.is_some_and(|days| days > STALE_AGAINST_FRESH_DAYS) { Self::Stale } else { Self::Unknown }
    }
}

/// Within a twentieth, because the two may also have been rounded.
fn is_about(factor: Quantity, times: Quantity) -> bool {
    let share = |numerator| Quantity::fraction(numerator, 20).and_then(|share| times.times(share));
    share(19).zip(share(21)).is_some_and(|(least, most)| factor >= least && factor <= most)
}

fn is_listed_as_other(offer: &Offer) -> bool {
    offer.note.as_deref().is_some_and(|note| contains(&note.to_ascii_lowercase(), "listed as"))
}

fn charges(offer: &Offer) -> &[crate::rate::Charge] {
    match &offer.terms {
        Terms::Native(rate) | Terms::Normalized { rate, .. } => &rate.charges,
        Terms::Unpriced(_) => &[],
    }
}

fn by_token(offer: &Offer) -> bool {
    offer.native_unit == "token" || charges(offer).iter().any(|charge| charge.unit == Unit::ImageToken)
}

/// Whether both bill by the megapixel at one price, and differ by its size or its rounding.
fn by_pixels(one: &Offer, other: &Offer) -> bool {
    fn megapixel(offer: &Offer) -> Option<(&Price, Quantity, Rounding)> {
        let charge = charges(offer).iter().find(|charge| charge.unit == Unit::Megapixel)?;
        Some((charge.price.as_ref()?, charge.unit_size, charge.rounding))
    }
    megapixel(one).zip(megapixel(other)).is_some_and(|(one, other)| one.0 == other.0 && one != other)
}

/// Whether the second figure is what the first offer costs at another resolution or quality.
fn at_other_settings(
    catalog: &Catalog,
    model: &Model,
    (offer, _): (&Offer, Usd),
    (_, figure): (&Offer, Usd),
) -> Option<Cause> {
    let costs_that = |parts: JobParts| {
        Job::new(parts).ok().and_then(|job| figure_at(catalog, model, offer, &job).price) == Some(figure)
    };
    for &resolution in &[Resolution::HalfK, Resolution::TwoK, Resolution::FourK] {
        if costs_that(JobParts { resolution: Some(resolution), ..JobParts::default() }) {
            return Some(Cause::ResolutionTier);
        }
    }
    for quality in ["low", "medium", "high", "standard", "hd", "basic"] {
        if costs_that(JobParts { quality: Some(quality.to_owned()), ..JobParts::default() }) {
            return Some(Cause::Quality);
        }
    }
    None
}
