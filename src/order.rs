//! Sorting, once: every order in this crate goes through one stable sort of places, so that the module
//! carries one sort instead of one for each type.

use crate::packed::{Pack, Reader};
use std::cmp::Ordering;

/// The places `0..count` in the order that `compare` gives them; equal ones stay as they come.
pub(crate) fn sorted_places(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    // The standard sort is faster; the lean module saves the code.
    if cfg!(feature = "planning") {
        places.sort_by(|&a, &b| compare(a, b));
        places
    } else {
        merged(places, compare)
    }
}

/// The places, sorted by merging runs of twice the length each time.
fn merged(mut places: Vec<usize>, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut run = 1_usize;
    while run < places.len() {
        let mut longer = Vec::with_capacity(places.len());
        for pair in places.chunks(run.saturating_mul(2)) {
            let (mut left, mut right) = pair.split_at_checked(run).unwrap_or((pair, &[]));
            while let (Some((&one, ones)), Some((&other, others))) = (left.split_first(), right.split_first())
            {
                if compare(one, other).is_le() {
                    longer.push(one);
                    left = ones;
                } else {
                    longer.push(other);
                    right = others;
                }
            }
            longer.extend_from_slice(left);
            longer.extend_from_slice(right);
        }
        places = longer;
        run = run.saturating_mul(2);
    }
    places
}

/// The items in the order of the places.
pub(crate) fn arranged<T>(items: Vec<T>, places: &[usize]) -> Vec<T> {
    let mut left = Vec::with_capacity(items.len());
    for item in items {
        left.push(Some(item));
    }
    let mut arranged = Vec::with_capacity(places.len());
    for &place in places {
        if let Some(item) = left.get_mut(place).and_then(Option::take) {
            arranged.push(item);
        }
    }
    arranged
}

/// A lookup table by name, from pairs of which the first of a name counts.
#[derive(Clone, Debug)]
pub struct Table<T>(Vec<(String, T)>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Table<T> {
    pub(crate) fn new(pairs: Vec<(String, T)>) -> Self {
        let name = |place: usize| pairs.get(place).map(|(name, _)| name.as_str());
        let places = sorted_places(pairs.len(), &mut |a, b| name(a).cmp(&name(b)));
        Self(arranged(pairs, &places))
    }

    /// Whether nothing stands in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What stands under the names, in their order.
    pub(crate) fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, value)| value)
    }

    /// What stands under that name.
    pub fn get(&self, name: &str) -> Option<&T> {
        let place = self.0.partition_point(|(known, _)| known.as_str() < name);
        self.0.get(place).filter(|(known, _)| known == name).map(|(_, value)| value)
    }
}

impl<T: Pack> Pack for Table<T> {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.0.put(bytes);
    }

    fn take(reader: &mut Reader<'_>) -> Self {
        Self(Pack::take(reader))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn merging_sorts_as_the_standard_sort_does(keys in proptest::collection::vec(0..20_u8, 0..70)) {
            let mut compare = |a: usize, b: usize| keys[a].cmp(&keys[b]);
            let mut standard: Vec<usize> = (0..keys.len()).collect();
            standard.sort_by(|&a, &b| compare(a, b));
            prop_assert_eq!(merged((0..keys.len()).collect(), &mut compare), standard);
        }
    }

    #[test]
    fn sorts_stably_and_arranges() {
        let keys = [2, 1, 2, 0];
        let places = sorted_places(keys.len(), &mut |a, b| keys[a].cmp(&keys[b]));
        assert_eq!(places, [3, 1, 0, 2]);
        assert_eq!(arranged(vec!["a", "b", "c", "d"], &places), ["d", "b", "a", "c"]);
    }

    #[test]
    fn a_table_finds_the_first_of_a_name() {
        let table = Table::new(vec![("b".to_owned(), 1), ("a".to_owned(), 2), ("b".to_owned(), 3)]);
        assert_eq!((table.get("a"), table.get("b"), table.get("c")), (Some(&2), Some(&1), None));
    }
}
