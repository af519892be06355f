//! The sums of a log: by name, against other providers, and by model, provider and price.

use super::too_large;
use crate::api::answer::{ModelSum, UsageAlternative, UsageSum};
use crate::error::Result;
use crate::money::Usd;
use crate::order::{arranged, sorted_places};
use crate::price::Status;
use crate::quantity::Quantity;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// FNV-1a: short keys, no secrets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// Where something stands in a list, by its name.
pub(super) type Index = HashMap<String, usize, BuildHasherDefault<Fnv>>;

/// Rows with what they cost, and what they cost as they were made where that is something else.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sum {
    pub(super) rows: u64,
    pub(super) made: Quantity,
    pub(super) total: Usd,
    pub(super) current: Usd,
    pub(super) status: Status,
}

/// No rows.
pub(super) const NOTHING: Sum =
    Sum { rows: 0, made: Quantity::ZERO, total: Usd::ZERO, current: Usd::ZERO, status: Status::Exact };

impl Sum {
    pub(super) fn add(&mut self, more: Sum) -> Result<()> {
        let plus = |one: Usd, other: Usd| one.plus(other).map_err(|_| too_large());
        self.rows = self.rows.saturating_add(more.rows);
        self.made = self.made.plus(more.made).ok_or_else(too_large)?;
        self.total = plus(self.total, more.total)?;
        self.current = plus(self.current, more.current)?;
        self.status = self.status.and(more.status);
        Ok(())
    }

    pub(super) fn as_alternative(&self, provider: &str) -> Result<UsageAlternative> {
        Ok(UsageAlternative {
            provider: provider.to_owned(),
            rows: self.rows,
            total: self.total,
            current: self.current,
            saves: self.current.minus(self.total).map_err(|_| too_large())?,
            status: self.status,
        })
    }
}

/// Sums by name.
#[derive(Debug, Default)]
pub(super) struct Tally {
    index: Index,
    sums: Vec<(String, Sum)>,
}

impl Tally {
    pub(super) fn add(&mut self, name: &str, more: Sum) -> Result<()> {
        let place = self.index.get(name).copied().unwrap_or_else(|| {
            let place = self.sums.len();
            self.index.insert(name.to_owned(), place);
            self.sums.push((name.to_owned(), NOTHING));
            place
        });
        self.sums.get_mut(place).map_or(Ok(()), |(_, sum)| sum.add(more))
    }

    /// Dearest first, or in the order of the names; of equal ones by name.
    pub(super) fn listed(&self, dearest_first: bool) -> Vec<UsageSum> {
        let places = sorted_places(self.sums.len(), &mut |a, b| {
            let (Some((name, sum)), Some((other_name, other))) = (self.sums.get(a), self.sums.get(b)) else {
                return std::cmp::Ordering::Equal;
            };
            let by_name = name.cmp(other_name);
            if dearest_first { other.total.cmp(&sum.total).then(by_name) } else { by_name }
        });
        let mut list = Vec::with_capacity(self.sums.len());
        for (name, sum) in places.iter().filter_map(|&place| self.sums.get(place)) {
            list.push(UsageSum {
                name: name.clone(),
                rows: sum.rows,
                made: sum.made,
                total: sum.total,
                status: sum.status,
            });
        }
        list
    }

    /// Largest saving first; of equal ones by name.
    pub(super) fn alternatives(&self) -> Result<Vec<UsageAlternative>> {
        let mut list = Vec::with_capacity(self.sums.len());
        for (provider, sum) in &self.sums {
            list.push(sum.as_alternative(provider)?);
        }
        let places = sorted_places(list.len(), &mut |a, b| match (list.get(a), list.get(b)) {
            (Some(one), Some(other)) => {
                other.saves.cmp(&one.saves).then_with(|| one.provider.cmp(&other.provider))
            }
            _ => std::cmp::Ordering::Equal,
        });
        Ok(arranged(list, &places))
    }
}

/// Sums by model, provider, price and source.
#[derive(Debug, Default)]
pub(super) struct Kinds {
    index: Index,
    sums: Vec<ModelSum>,
}

impl Kinds {
    pub(super) fn add(&mut self, more: ModelSum) -> Result<()> {
        let ModelSum { model, provider, price, source, .. } = &more;
        let key = format!("{model}\u{1f}{provider}\u{1f}{price}\u{1f}{source}");
        let Some(sum) = self.index.get(&key).and_then(|&place| self.sums.get_mut(place)) else {
            self.index.insert(key, self.sums.len());
            self.sums.push(more);
            return Ok(());
        };
        sum.rows = sum.rows.saturating_add(more.rows);
        sum.made = sum.made.plus(more.made).ok_or_else(too_large)?;
        sum.total = sum.total.plus(more.total).map_err(|_| too_large())?;
        sum.status = sum.status.and(more.status);
        Ok(())
    }

    /// Dearest first, at most so many.
    pub(super) fn listed(self, most: usize) -> Vec<ModelSum> {
        let total = |at: usize| self.sums.get(at).map(|sum| sum.total);
        let mut places = sorted_places(self.sums.len(), &mut |a, b| total(b).cmp(&total(a)));
        places.truncate(most);
        arranged(self.sums, &places)
    }
}
