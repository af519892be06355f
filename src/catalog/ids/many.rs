//! Ids by their hashes, so that finding one takes no search and keeps no second copy of the ids. Where many ids have
//! hashes alike, as somebody may arrange, the rest stands in a tree.

use crate::catalog::Model;
use crate::eight::{hash, same};
use std::collections::BTreeMap;

/// The places of models by their ids. The models themselves stand elsewhere, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ids {
    /// As many as a power of two, at most half of them taken: a part of the hash, and one more than the place.
    slots: Vec<(u32, u32)>,
    taken: usize,
    /// Those that found no slot within [`REACH`].
    crowded: BTreeMap<String, usize>,
}

/// How many slots are looked at for one id.
const REACH: usize = 32;

/// Where an id belongs.
enum Slot {
    /// The model stands at that place.
    Of(usize),
    /// That slot is free for it.
    Free(usize),
    /// All slots within reach are others'.
    None,
}

impl Ids {
    /// The places of all of them; of equal ids the first one counts.
    pub(crate) fn of(models: &[Model]) -> Self {
        let mut ids = Self::default();
        for place in 0..models.len() {
            ids.add(models, place);
        }
        ids
    }

    /// None yet, and room for so many.
    pub(crate) fn with_room(count: usize) -> Self {
        let size = count.saturating_mul(2).checked_next_power_of_two().unwrap_or(0);
        Self { slots: vec![(0, 0); size], ..Self::default() }
    }

    /// Whether all of these models are in it, of which no two have one id.
    pub(crate) fn covers(&self, models: &[Model]) -> bool {
        self.taken.saturating_add(self.crowded.len()) == models.len()
    }

    /// The place of the model with that id.
    pub(crate) fn get(&self, id: &str, models: &[Model]) -> Option<usize> {
        match self.slot(id, tag(id), models) {
            Slot::Of(place) => Some(place),
            _ => self.crowded.get(id).copied(),
        }
    }

    /// Takes the model at that place in, unless an earlier one has its id; whether it was taken in.
    pub(crate) fn add(&mut self, models: &[Model], place: usize) -> bool {
        let Some(Model { id, .. }) = models.get(place) else { return false };
        if self.taken >= self.slots.len() / 2 {
            self.grow(models);
        }
        self.enter(id, tag(id), models, place)
    }

    /// Enters a place, unless another one has the id; whether it was entered.
    fn enter(&mut self, id: &str, tag: u32, models: &[Model], place: usize) -> bool {
        let slot = self.slot(id, tag, models);
        if matches!(slot, Slot::Of(_)) || self.crowded.contains_key(id) {
            return false;
        }
        let free = match slot {
            Slot::Free(slot) => self.slots.get_mut(slot),
            _ => None,
        };
        match free.zip(u32::try_from(place).ok().and_then(|place| place.checked_add(1))) {
            Some((slot, place)) => {
                *slot = (tag, place);
                self.taken = self.taken.saturating_add(1);
            }
            None => {
                self.crowded.insert(id.to_owned(), place);
            }
        }
        true
    }

    fn slot(&self, id: &str, tag: u32, models: &[Model]) -> Slot {
        let last = self.slots.len().wrapping_sub(1);
        let start = usize::try_from(tag).unwrap_or(0);
        for step in 0..REACH {
            let place = start.wrapping_add(step) & last;
            match self.slots.get(place) {
                None => break,
                Some((_, 0)) => return Slot::Free(place),
                Some(&(other, place)) if other == tag => {
                    let place = usize::try_from(place).unwrap_or(0).saturating_sub(1);
                    if models.get(place).is_some_and(|model| same(model.id.as_bytes(), id.as_bytes())) {
                        return Slot::Of(place);
                    }
                }
                Some(_) => {}
            }
        }
        Slot::None
    }

    fn grow(&mut self, models: &[Model]) {
        let size = self.slots.len().saturating_mul(2).max(64);
        let before = std::mem::replace(&mut self.slots, vec![(0, 0); size]);
        self.taken = 0;
        for (tag, place) in before {
            let place = usize::try_from(place).unwrap_or(0).checked_sub(1);
            if let Some((place, model)) = place.and_then(|place| Some((place, models.get(place)?))) {
                self.enter(&model.id, tag, models, place);
            }
        }
    }
}

/// The part of an id's hash that is kept.
fn tag(id: &str) -> u32 {
    u32::try_from(hash(id.as_bytes()) >> 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn models(ids: &[String]) -> Vec<Model> {
        ids.iter().map(|id| Model { id: id.clone(), ..Model::default() }).collect()
    }

    proptest! {
        #[test]
        fn every_id_is_found_where_it_came_first(ids in proptest::collection::vec("[ab]{1,7}", 0..300)) {
            let models = models(&ids);
            let table = Ids::of(&models);
            for id in ids.iter().chain([&"c".to_owned(), &String::new()]) {
                prop_assert_eq!(table.get(id, &models), ids.iter().position(|known| known == id));
            }
        }
    }

    #[test]
    fn ids_whose_hashes_are_alike_are_told_apart() {
        let ids: Vec<String> = (0..500).map(|place| format!("m{place}")).collect();
        let models = models(&ids);
        let mut table = Ids::default();
        for (place, id) in ids.iter().enumerate() {
            if table.taken >= table.slots.len() / 2 {
                table.grow(&models);
            }
            table.enter(id, 7, &models, place);
        }
        assert_eq!((table.taken, table.crowded.len()), (REACH, ids.len() - REACH));
        for (place, id) in ids.iter().enumerate() {
            let found = match table.slot(id, 7, &models) {
                Slot::Of(place) => Some(place),
                _ => table.crowded.get(id).copied(),
            };
            assert_eq!(found, Some(place));
        }
    }
}
