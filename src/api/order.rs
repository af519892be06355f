//! The order of the models by a query as places alone: nothing is answered but who stands where, so that a table of
//! tens of thousands sorts in a fraction of what its text would cost.

use crate::api::compare::{narrows, window};
use crate::api::query::{in_limits, in_tiers};
use crate::api::ranking::{Kept, Pricer, RowFigures};
use crate::api::request::{JobRequest, Query, SortKey};
use crate::api::{Loaded, job_of};
use crate::error::Result;
use crate::job::Job;
use crate::money::common_scale;

/// A model as it is sorted by price: its price as a whole number at the scale of all, and whether it is retired.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key {
    price: Option<i64>,
    retired: bool,
}

/// The keys of all models for one job; none where some price does not fit.
pub(super) type Keys = Option<Vec<Key>>;

impl Loaded {
    /// The ids of all models. The place of a model in this list is its number in [`Loaded::order`].
    pub fn ids(&self) -> Vec<&str> {
        let mut ids = Vec::with_capacity(self.catalog.models.len());
        for model in &self.catalog.models {
            ids.push(model.id.as_str());
        }
        ids
    }

    /// The models that the query keeps, in its order, as places in [`Loaded::ids`]: the rows of
    /// [`Loaded::compare`] and nothing else of them.
    ///
    /// # Errors
    /// `bad_request` for a faulty job.
    pub fn order(
        &self,
        kept: &mut Kept,
        job: Option<&JobRequest>,
        query: Option<&Query>,
    ) -> Result<Vec<u32>> {
        let job = job_of(job)?;
        let open = Query::default();
        let asked = query.unwrap_or(&open);
        let by_price = asked.sort == Some(SortKey::Price) && !narrows(asked);
        let places = by_price.then(|| self.by_price(kept, &job, asked)).flatten();
        let places = places.unwrap_or_else(|| {
            let mut places = Vec::new();
            for rank in self.ranks(kept, &job, asked) {
                places.push(number(rank.place));
            }
            places
        });
        Ok(window(&places, query).to_vec())
    }

    /// The order by price; nothing where a price has no key.
    fn by_price(&self, kept: &mut Kept, job: &Job, query: &Query) -> Option<Vec<u32>> {
        let models = &self.catalog.models;
        let column = kept.of(job, models.len());
        if column.keys.is_none() {
            let mut rows = Vec::with_capacity(models.len());
            let mut pricer = Pricer::new(self, job);
            for (place, model) in models.iter().enumerate() {
                let retired = model.retires.is_some_and(|date| date <= self.catalog.as_of);
                rows.push((column.figures(place, &mut || pricer.row(model)).least, retired));
            }
            let scale = common_scale(&mut rows.iter().filter_map(|(least, _)| *least));
            let mut keys = Some(Vec::with_capacity(rows.len()));
            for (least, retired) in rows {
                let price = least.map(|usd| usd.units_at(scale));
                match (&mut keys, price) {
                    (Some(keys), Some(Some(key))) => keys.push(Key { price: Some(key), retired }),
                    (Some(keys), None) => keys.push(Key { price: None, retired }),
                    _ => keys = None,
                }
            }
            column.keys = Some(keys);
        }
        let keys = column.keys.as_ref()?.as_ref()?;
        let unbound = is_unbound(query);
        let with_retired = query.include_retired == Some(true);
        let (mut known, mut unknown) = (Vec::with_capacity(keys.len()), Vec::new());
        for (place, key) in keys.iter().enumerate() {
            if key.retired && !with_retired {
                continue;
            }
            if !unbound {
                if !models.get(place).is_some_and(|model| self.keeps(query, model)) {
                    continue;
                }
                let Some(RowFigures { least, video, .. }) = column.known(place) else { continue };
                if !in_limits(query, least) || !in_tiers(&self.policy, query, video, least) {
                    continue;
                }
            }
            match key.price {
                Some(price) => known.push((price, number(place))),
                None => unknown.push(number(place)),
            }
        }
        let mut places = sorted(known, query.descending.unwrap_or(false));
        places.extend(unknown);
        Some(places)
    }
}

/// A catalog holds fewer models than 32 bits count: its bytes are limited.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// Whether the query keeps every model that it shows: it says nothing but in which order and how many.
fn is_unbound(query: &Query) -> bool {
    let order = (query.sort, query.descending, query.limit, query.offset, query.include_retired);
    let (sort, descending, limit, offset, include_retired) = order;
    *query == Query { sort, descending, limit, offset, include_retired, ..Query::default() }
}

/// These places in the order of their keys; equal ones stay as they come, in either direction.
pub(super) fn places_by_key(places: &[usize], key: &dyn Fn(usize) -> i64, descending: bool) -> Vec<usize> {
    let mut items = Vec::with_capacity(places.len());
    for &place in places {
        items.push((key(place), number(place)));
    }
    let order = sorted(items, descending);
    order.into_iter().map(|place| usize::try_from(place).unwrap_or(usize::MAX)).collect()
}

const DIGIT_BITS: u32 = 11;
const DIGITS: usize = 1 << DIGIT_BITS;
const DIGIT_MASK: u64 = (1 << DIGIT_BITS) - 1;

/// The places in the order of their prices; equal ones stay as they come, in either direction.
fn sorted(mut items: Vec<(i64, u32)>, descending: bool) -> Vec<u32> {
    let least = items.iter().map(|item| item.0).min().unwrap_or(0);
    let most = items.iter().map(|item| item.0).max().unwrap_or(0);
    let span = most.checked_sub(least).and_then(|span| u32::try_from(span).ok());
    let Some(span) = span else {
        // Too far apart for what follows; a stable sort by comparing.
        items.sort_by(|one, other| if descending { other.0.cmp(&one.0) } else { one.0.cmp(&other.0) });
        return items.into_iter().map(|(_, place)| place).collect();
    };
    // A price as a distance of 32 bits, above its place.
    let distance = |price: i64| {
        let distance = if descending { most.checked_sub(price) } else { price.checked_sub(least) };
        distance.and_then(|distance| u64::try_from(distance).ok()).unwrap_or(0)
    };
    let mut from: Vec<u64> =
        items.iter().map(|&(price, place)| distance(price).wrapping_shl(32) | u64::from(place)).collect();
    let mut into = vec![0_u64; from.len()];
    let mut shift = 32_u32;
    let above = 64_u32.saturating_sub(span.leading_zeros());
    while shift < above {
        by_digit(&from, &mut into, shift);
        std::mem::swap(&mut from, &mut into);
        shift = shift.saturating_add(DIGIT_BITS);
    }
    // The lower half is the place.
    from.into_iter().map(|packed| u32::try_from(packed & u64::from(u32::MAX)).unwrap_or(u32::MAX)).collect()
}

/// One pass of a radix sort: stable, by the digit at that shift.
fn by_digit(from: &[u64], into: &mut [u64], shift: u32) {
    let digit = |packed: u64| usize::try_from(packed.wrapping_shr(shift) & DIGIT_MASK).unwrap_or(0);
    let mut starts = [0_usize; DIGITS];
    for &packed in from {
        if let Some(count) = starts.get_mut(digit(packed)) {
            *count = count.saturating_add(1);
        }
    }
    let mut next = 0_usize;
    for start in &mut starts {
        let count = *start;
        *start = next;
        next = next.saturating_add(count);
    }
    for &packed in from {
        let Some(start) = starts.get_mut(digit(packed)) else { continue };
        if let Some(slot) = into.get_mut(*start) {
            *slot = packed;
        }
        *start = start.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_a_stable_sort_does(
            prices in prop::collection::vec(prop_oneof![0..50_i64, 0..5_000_000_000_i64, -9_i64..9], 0..300),
            narrow in any::<bool>(),
            descending in any::<bool>(),
        ) {
            let items: Vec<(i64, u32)> = prices
                .iter()
                .map(|&price| if narrow { price % 70_000 } else { price })
                .zip(0..)
                .collect();
            let mut expected = items.clone();
            expected.sort_by(|a, b| if descending { b.0.cmp(&a.0) } else { a.0.cmp(&b.0) });
            let expected: Vec<u32> = expected.into_iter().map(|(_, place)| place).collect();
            prop_assert_eq!(sorted(items, descending), expected);
        }
    }
}
