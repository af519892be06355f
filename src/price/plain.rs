//! Prices that need no pricing: most offers of documents of normalized prices state one figure for one image, and most
//! questions are about just that.

use crate::catalog::{Model, Offer, Terms};
use crate::date::Date;
use crate::job::Job;
use crate::money::Usd;
use crate::rare::{Rare, Usual};
use crate::rate::{Certainty, Condition, Detail, Rules};

/// Knows the prices that offers state for one image at the reference job, with what it has learnt of the offers before.
pub(crate) struct Plain {
    day: Date,
    /// Rules that count megapixels of the reference size.
    megapixels: Rare<Rules>,
    /// Limits that the reference job keeps on that day.
    kept: Rare<Condition>,
}

impl Plain {
    pub(crate) fn on(day: Date) -> Self {
        Self { day, megapixels: Rare::default(), kept: Rare::default() }
    }

    /// That price, where it is the one figure that the offer states, nothing changes it, and nothing refuses it on the
    /// day: what [`super::figure_on`] gives then, at once.
    pub(crate) fn price(&mut self, model: &Model, offer: &Offer) -> Option<Usd> {
        let Terms::Normalized { rate, .. } = &offer.terms else { return None };
        let exact = rate
            .plain_at_reference(&mut self.megapixels)
            .filter(|amount| amount.certainty == Certainty::Exact)?;
        let as_it_is = offer.fixed.is_usual() && offer.standard.is_usual() && model.retires.is_none();
        (as_it_is && self.keeps(&offer.limits)).then_some(exact.low)
    }

    fn keeps(&mut self, limits: &Rare<Condition>) -> bool {
        if limits.is_usual() || limits.is_one_with(&self.kept) {
            return true;
        }
        let keeps = limits.broken(Job::usual(), self.day, Detail::Figures).is_none();
        if keeps {
            self.kept.clone_from(limits);
        }
        keeps
    }
}
