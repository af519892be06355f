//! From a card's words to rates and offers, and from rates back to a card's words.

use super::wire::*;
use crate::catalog::{Beyond, Latency, Offer, Terms};
use crate::job::{Job, JobParts};
use crate::money::Usd;
use crate::quantity::Quantity;
use crate::rate::{
    Amount, Charge, Condition, Count, First, Modifier, Price, Rate, Rounding, Rules, Tier, TokenFormula,
};
use crate::text::shown;
use crate::value::{Misfit, Taken};

/// The job that a card's settings make.
pub(crate) fn job(card: &CardJob, path: &str) -> Taken<Job> {
    let parts = JobParts {
        mode: card.mode,
        width: card.width,
        height: card.height,
        resolution: card.resolution,
        quality: card.quality.clone(),
        inputs: card.inputs,
        steps: card.steps,
        batch: false,
        seconds: card.seconds,
        audio: card.audio,
        text_tokens: None,
    };
    Job::new(parts)
        .map_err(|error| Misfit::new(&format!("{path}{}", error.path().unwrap_or_default()), error.message()))
}

/// A price for one unit from one for `per` units, exactly.
fn price(
    usd: Option<Amount<Usd>>,
    credits: Option<Amount<Quantity>>,
    per: Quantity,
    path: &str,
) -> Taken<Option<Price>> {
    let share = Quantity::ONE.over(per).ok_or_else(|| Misfit::new(&format!("{path}/per"), "it is zero"))?;
    match (usd, credits) {
        (None, None) => Ok(None),
        (Some(usd), None) => {
            let one = usd.times(Amount::exact(share)).map_err(|fault| {
                Misfit::new(&format!("{path}/usd"), format!("the price of one unit is not exact: {fault}"))
            })?;
            Ok(Some(Price::Usd(one)))
        }
        (None, Some(credits)) => {
            let bound = |bound: Quantity| bound.times(share);
            let (low, high) = bound(credits.low).zip(bound(credits.high)).ok_or_else(|| {
                Misfit::new(&format!("{path}/credits"), "the credits for one unit do not fit")
            })?;
            Ok(Some(Price::Credits(Box::new(Amount { low, high, certainty: credits.certainty }))))
        }
        (Some(_), Some(_)) => {
            Err(Misfit::new(&format!("{path}/credits"), "a price is in USD or in credits, not in both"))
        }
    }
}

fn formula(card: &CardFormula, path: &str) -> Taken<TokenFormula> {
    match card.kind {
        CardFormulaKind::Grid if card.by_quality.is_empty() => {
            Err(Misfit::new(&format!("{path}/byQuality"), "a grid needs a value for each quality"))
        }
        CardFormulaKind::Grid => Ok(TokenFormula::Grid {
            by_quality: card.by_quality.iter().map(|row| (row.quality.clone(), row.grid)).collect(),
        }),
        CardFormulaKind::Frames => match (card.frames_per_second, card.pixels_per_token) {
            (Some(frames_per_second), Some(pixels_per_token)) if !pixels_per_token.is_zero() => {
                Ok(TokenFormula::Frames { frames_per_second, pixels_per_token })
            }
            _ => Err(Misfit::new(path, "frames need `framesPerSecond` and `pixelsPerToken`")),
        },
    }
}

/// The charge that a card states.
pub(crate) fn charge(card: CardCharge, path: &str) -> Taken<Charge> {
    let per = card.per.unwrap_or(Quantity::ONE);
    let own = price(card.usd, card.credits, per, path)?;
    let count = match (card.count, &card.formula) {
        (None, None) => Count::Measured,
        (Some(count), None) => Count::Stated(count),
        (None, Some(stated)) => Count::Formula(formula(stated, &format!("{path}/formula"))?),
        (Some(_), Some(_)) => {
            return Err(Misfit::new(
                &format!("{path}/formula"),
                "tokens are counted by a count or a formula, not by both",
            ));
        }
    };
    let mut tiers = Vec::with_capacity(card.tiers.len());
    for (place, tier) in card.tiers.into_iter().enumerate() {
        let path = format!("{path}/tiers/{place}");
        let price = price(tier.usd, tier.credits, per, &path)?;
        if price.is_none() && own.is_none() {
            return Err(Misfit::new(&path, "neither the tier nor its charge states a price"));
        }
        tiers.push(Tier { when: tier.when, price, count: tier.count.map(Count::Stated) });
    }
    if own.is_none() && tiers.is_empty() {
        return Err(Misfit::new(path, "the charge states no price"));
    }
    let first = match card.first {
        None => None,
        Some(first) => {
            let path = format!("{path}/first");
            let price = price(first.usd, first.credits, Quantity::ONE, &path)?;
            let price = price.ok_or_else(|| Misfit::new(&path, "the first part states no price"))?;
            Some(First { quantity: first.quantity, price })
        }
    };
    if card.minimum.zip(card.maximum).is_some_and(|(least, most)| most < least) {
        return Err(Misfit::new(&format!("{path}/maximum"), "it is below the `minimum`"));
    }
    let unit_size = card.unit_size.unwrap_or(Quantity::ONE);
    if unit_size.is_zero() {
        return Err(Misfit::new(&format!("{path}/unitSize"), "it is zero"));
    }
    let rules = Rules {
        per,
        unit_size,
        factor: card.factor.unwrap_or(Quantity::ONE),
        count,
        rounding: if card.round.is_some() { Rounding::Up } else { Rounding::None },
        included: card.included.unwrap_or(Quantity::ZERO),
        minimum: card.minimum,
        maximum: card.maximum,
        first,
        tiers,
        when: card.when.unwrap_or_default(),
        default_steps: card.default_steps,
    };
    Ok(Charge { unit: card.unit, price: own, label: card.label.map(Into::into), rules: rules.into() })
}

/// The offer that a card states.
pub(crate) fn offer(mut card: CardOffer, path: &str) -> Taken<Offer> {
    let terms = terms(&mut card, path)?;
    let mut offer = Offer::new(card.provider, terms);
    if let Some(standard) = &card.standard {
        offer.standard = job(standard, &format!("{path}/standard"))?.into();
    }
    offer.upstream_id = card.upstream_id.map(Into::into);
    offer.limits = card.limits.unwrap_or_default().into();
    offer.checked = card.checked;
    offer.note = card.note.map(Into::into);
    offer.variant = card.variant.map(Into::into);
    offer.latency =
        card.latency.map(|latency| Box::new(Latency { class: latency.class, seconds: latency.seconds }));
    offer.billing = card.billing;
    offer.claimed_usd = card.claimed.map(|claimed| Box::new(claimed.usd));
    offer.path = path.to_owned().into();
    Ok(offer)
}

fn terms(card: &mut CardOffer, path: &str) -> Taken<Terms> {
    if let Some(why) = card.unpriced.take() {
        if !card.charges.is_empty() {
            return Err(Misfit::new(
                &format!("{path}/unpriced"),
                "an offer has charges or no price, not both",
            ));
        }
        return Ok(Terms::Unpriced(shown(&why).into()));
    }
    if card.charges.is_empty() {
        return Err(Misfit::new(&format!("{path}/charges"), "the offer has no charges and does not say why"));
    }
    let mut rate = Rate::default();
    for (place, card) in std::mem::take(&mut card.charges).into_iter().enumerate() {
        rate.charges.push(charge(card, &format!("{path}/charges/{place}"))?);
    }
    for card in std::mem::take(&mut card.modifiers) {
        let when = card.when.unwrap_or_default();
        rate.modifiers.push(Modifier { when, multiply: card.multiply, label: card.label });
    }
    Ok(match card.normalized.take() {
        None => Terms::Native(rate),
        Some(normalized) => {
            let why = shown(&normalized.why);
            let beyond = match normalized.beyond {
                CardBeyond::Approximate => Beyond::Approximate(why.into()),
                CardBeyond::RateOnly => Beyond::RateOnly(why.into()),
            };
            Terms::Normalized { rate, beyond }
        }
    })
}

/// A charge in a card's words. Nothing where its price per unit cannot be written for `per` units.
pub fn card_of(charge: &Charge) -> Option<CardCharge> {
    let split = |price: &Price, per: Quantity| match price {
        Price::Usd(usd) => usd.times(Amount::exact(per)).ok().map(|usd| (Some(usd), None)),
        Price::Credits(credits) => {
            let (low, high) = credits.low.times(per).zip(credits.high.times(per))?;
            Some((None, Some(Amount { low, high, certainty: credits.certainty })))
        }
    };
    let optional = |price: Option<&Price>| match price {
        Some(price) => split(price, charge.per),
        None => Some((None, None)),
    };
    let (usd, credits) = optional(charge.price.as_ref())?;
    let mut tiers = Vec::with_capacity(charge.tiers.len());
    for tier in &charge.tiers {
        let (usd, credits) = optional(tier.price.as_ref())?;
        let count = match &tier.count {
            Some(Count::Stated(count)) => Some(*count),
            Some(_) => return None,
            None => None,
        };
        tiers.push(CardTier { when: tier.when.clone(), usd, credits, count });
    }
    let first = match &charge.first {
        Some(first) => {
            let (usd, credits) = split(&first.price, Quantity::ONE)?;
            Some(CardFirst { quantity: first.quantity, usd, credits })
        }
        None => None,
    };
    let unless =
        |quantity: Quantity, standard: Quantity| Some(quantity).filter(|&quantity| quantity != standard);
    Some(CardCharge {
        unit: charge.unit,
        usd,
        credits,
        per: unless(charge.per, Quantity::ONE),
        unit_size: unless(charge.unit_size, Quantity::ONE),
        round: (charge.rounding == Rounding::Up).then_some(CardRounding::Up),
        factor: unless(charge.factor, Quantity::ONE),
        count: if let Count::Stated(count) = &charge.count { Some(*count) } else { None },
        formula: if let Count::Formula(formula) = &charge.count {
            Some(card_of_formula(formula))
        } else {
            None
        },
        included: unless(charge.included, Quantity::ZERO),
        minimum: charge.minimum,
        maximum: charge.maximum,
        first,
        when: Some(charge.when.clone()).filter(|when| *when != Condition::default()),
        default_steps: charge.default_steps,
        label: charge.label.as_deref().map(str::to_owned),
        tiers,
    })
}

fn card_of_formula(formula: &TokenFormula) -> CardFormula {
    match formula {
        TokenFormula::Grid { by_quality } => CardFormula {
            kind: CardFormulaKind::Grid,
            frames_per_second: None,
            pixels_per_token: None,
            by_quality: by_quality
                .iter()
                .map(|(quality, grid)| CardGrid { quality: quality.clone(), grid: *grid })
                .collect(),
        },
        TokenFormula::Frames { frames_per_second, pixels_per_token } => CardFormula {
            kind: CardFormulaKind::Frames,
            frames_per_second: Some(*frames_per_second),
            pixels_per_token: Some(*pixels_per_token),
            by_quality: Vec::new(),
        },
    }
}
