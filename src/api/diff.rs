//! What changed from one catalog to the next, offer by offer, and what that does to a workload.

use crate::api::answer::{Change, ChangeKind, Diff, WorkloadChange};
use crate::api::request::DiffRequest;
use crate::api::route::percent;
use crate::api::{Loaded, job_of};
use crate::catalog::{Model, Offer};
use crate::error::Result;
use crate::job::Job;
use crate::money::Usd;
use crate::price::{Per, Priced, Status, price};
use crate::quantity::Quantity;
use crate::shared::copied;

impl Loaded {
    /// What changed from this catalog to a newer one.
    ///
    /// # Errors
    /// `bad_request` for a faulty job or workload, and what [`Loaded::estimate`] refuses in either catalog.
    pub fn diff(&self, newer: &Self, request: &DiffRequest) -> Result<Diff> {
        let job = job_of(request.job.as_ref())?;
        let most = request.max_rise.map(|rise| rise.0);
        let mut diff = Diff { changes: Vec::new(), unchanged: 0, workload: None, exceeded: 0 };
        for model in &newer.catalog.models {
            let old = self.catalog.model(&model.id).ok().filter(|old| old.id == model.id);
            for (place, offer) in model.offers.iter().enumerate() {
                let before = old.and_then(|old| Some((old, counterpart(old, model, place)?)));
                match self.change(newer, before, Some((model, offer)), &job, most) {
                    Some(change) => diff.changes.push(change),
                    None => diff.unchanged = diff.unchanged.saturating_add(1),
                }
            }
        }
        for model in &self.catalog.models {
            let new = newer.catalog.model(&model.id).ok().filter(|new| new.id == model.id);
            for (place, offer) in model.offers.iter().enumerate() {
                if new.and_then(|new| counterpart(new, model, place)).is_none()
                    && let Some(change) = self.change(newer, Some((model, offer)), None, &job, most)
                {
                    diff.changes.push(change);
                }
            }
        }
        if let Some(workload) = &request.workload {
            let before = self.estimate(workload)?.total;
            let after = newer.estimate(workload)?.total;
            let difference = before.zip(after).and_then(|(before, after)| after.minus(before).ok());
            diff.workload = Some(WorkloadChange {
                before,
                after,
                difference,
                percent: difference.zip(before).and_then(|(usd, before)| percent(usd, before)),
                // A total that cannot be told any more cannot be shown to stay within the limit either.
                exceeds: exceeds(before, after, most)
                    || (most.is_some() && before.is_some() && after.is_none()),
            });
        }
        let exceeded = diff.changes.iter().filter(|change| change.exceeds == Some(true)).count();
        let workload = diff.workload.as_ref().is_some_and(|change| change.exceeds);
        diff.exceeded = exceeded.saturating_add(usize::from(workload));
        Ok(diff)
    }

    fn change(
        &self,
        newer: &Self,
        before: Option<(&Model, &Offer)>,
        after: Option<(&Model, &Offer)>,
        job: &Job,
        most: Option<Quantity>,
    ) -> Option<Change> {
        let (model, offer) = after.or(before)?;
        let old = before.map(|(model, offer)| price(&self.catalog, model, offer, job));
        let new = after.map(|(model, offer)| price(&newer.catalog, model, offer, job));
        // An offer that does not make the job asked about is compared at its own standard.
        let priced = |priced: &Option<Priced>| priced.as_ref().is_some_and(|priced| priced.price.is_some());
        let own = (!priced(&old) && !priced(&new)).then(|| job.or(&offer.standard));
        let own = own.filter(|own| own != job);
        let (old, new) = match &own {
            Some(own) => (
                before.map(|(model, offer)| price(&self.catalog, model, offer, own)),
                after.map(|(model, offer)| price(&newer.catalog, model, offer, own)),
            ),
            None => (old, new),
        };
        let usd = |priced: &Option<Priced>| priced.as_ref().and_then(|priced| priced.price);
        let (was, is) = (usd(&old), usd(&new));
        let kind = match (&old, &new, was, is) {
            (None, ..) => ChangeKind::Appeared,
            (_, None, ..) => ChangeKind::Vanished,
            (.., Some(was), Some(is)) if was < is => ChangeKind::Rose,
            (.., Some(was), Some(is)) if was > is => ChangeKind::Fell,
            (.., None, Some(_)) => ChangeKind::Priced,
            (.., Some(_), None) => ChangeKind::Unpriced,
            _ => return None,
        };
        let difference = was.zip(is).and_then(|(was, is)| is.minus(was).ok());
        let lacking = [&new, &old].into_iter().flatten().find(|priced| priced.price.is_none());
        let with_price = [&new, &old].into_iter().flatten().filter(|priced| priced.price.is_some());
        let unsure = with_price.map(|priced| priced.status).find(|&status| status != Status::Exact);
        let exceeds = exceeds(was, is, most);
        Some(Change {
            kind,
            model: model.id.clone(),
            provider: offer.provider.copied(),
            before: was,
            after: is,
            per: new.as_ref().or(old.as_ref()).map_or(Per::Image, |priced| priced.per),
            variant: copied(offer.variant.as_ref()),
            job: own.map(|own| own.describe()),
            difference,
            percent: difference.zip(was).and_then(|(usd, was)| percent(usd, was)),
            reason: lacking.and_then(|priced| Some(priced.reason.as_ref()?.reason.clone())),
            exceeds: exceeds.then_some(true),
            status: unsure,
        })
    }
}

/// Whether a price rises by more than the share that is tolerated. A price out of nothing does.
fn exceeds(was: Option<Usd>, is: Option<Usd>, most: Option<Quantity>) -> bool {
    let (Some(was), Some(is), Some(most)) = (was, is, most) else { return false };
    let tolerated = Quantity::ONE.plus(most);
    is > was && is.ratio_to(was).zip(tolerated).is_none_or(|(ratio, tolerated)| ratio > tolerated)
}

/// The offer of the other catalog's model that is the same one: by its provider, variant, upstream id, settings
/// and limits, and where several agree in all that, by its place among them.
fn counterpart<'a>(other: &'a Model, own: &Model, place: usize) -> Option<&'a Offer> {
    let offer = own.offers.get(place)?;
    let same = |one: &&Offer| {
        one.provider == offer.provider
            && one.variant == offer.variant
            && one.upstream_id == offer.upstream_id
            && one.fixed == offer.fixed
            && one.standard == offer.standard
            && one.limits == offer.limits
    };
    let nth = own.offers.iter().take(place).filter(same).count();
    other.offers.iter().filter(same).nth(nth)
}
