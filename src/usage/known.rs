//! The kinds of rows that were met, by the bytes that say them: rows with the same bytes are of the same kind, so
//! that they need not be read again. It forgets all at once, and then learns anew.

/// What is kept at most: bytes, and kinds.
const MOST_BYTES: usize = 4 * 1024 * 1024;
const MOST_KINDS: usize = 1 << 16;
/// How far a kind may stand from where its bytes point to. Beyond that it is not kept, however a log was made.
const MOST_STEPS: usize = 32;

/// One kind.
#[derive(Clone, Copy, Debug)]
struct Kind {
    /// All of its bytes as [`quarters`] has them, where it does.
    words: [u64; 8],
    /// Where its bytes start, and how many there are.
    start: u32,
    length: u32,
    /// Where it is counted.
    place: u32,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    /// The lower half of the hash.
    tag: u32,
    /// Which kind, counted from 1; 0 where the slot is free.
    kind: u32,
}

const FREE: Slot = Slot { tag: 0, kind: 0 };

/// Kinds by their bytes, with open addressing.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// As many as a power of two, at most a quarter of them taken.
    slots: Vec<Slot>,
    kinds: Vec<Kind>,
    bytes: Vec<u8>,
}

/// Bytes as numbers of eight each.
#[inline(always)]
fn words<const BYTES: usize, const WORDS: usize>(bytes: &[u8; BYTES]) -> [u64; WORDS] {
    let mut words = [0; WORDS];
    for (word, bytes) in words.iter_mut().zip(bytes.as_chunks::<8>().0) {
        *word = u64::from_le_bytes(*bytes);
    }
    words
}

/// Odd numbers without a pattern.
const FACTORS: [u64; 4] =
    [0x9e37_79b9_7f4a_7c15, 0xbf58_476d_1ce4_e5b9, 0x94d0_49bb_1331_11eb, 0xd6e8_feb8_6659_fd93];

/// Takes words in, each with a factor of its own, so that none has to wait for another.
#[inline(always)]
fn mixed<const WORDS: usize>(hash: u64, words: [u64; WORDS]) -> u64 {
    let mut sum = hash.rotate_left(23);
    for (word, factor) in words.into_iter().zip(FACTORS) {
        sum = sum.wrapping_add(word.wrapping_mul(factor));
    }
    sum ^ (sum >> 31)
}

/// All of 16 to 64 bytes, as four pieces that overlap as they must: the way is the same for each length.
#[inline(always)]
fn quarters(bytes: &[u8]) -> Option<[u64; 8]> {
    let most = bytes.len().checked_sub(16).filter(|&most| most <= 48)?;
    let step = most.min(16);
    let at = |place: usize| bytes.get(place..)?.first_chunk::<16>().map(words::<16, 2>);
    let ([a, b], [c, d]) = (at(0)?, at(step)?);
    let ([e, f], [g, h]) = (at(most.saturating_sub(step))?, at(most)?);
    Some([a, b, c, d, e, f, g, h])
}

/// All of 8 to 15 bytes, as two words that overlap.
#[inline(always)]
fn halves(bytes: &[u8]) -> Option<[u64; 2]> {
    let (first, last) = (bytes.first_chunk::<8>()?, bytes.last_chunk::<8>()?);
    Some([u64::from_le_bytes(*first), u64::from_le_bytes(*last)])
}

#[inline(always)]
fn hash_of(hash: u64, [a, b, c, d, e, f, g, h]: [u64; 8]) -> u64 {
    mixed(mixed(hash, [a, b, c, d]), [e, f, g, h])
}

/// Takes bytes in, in few steps.
#[inline(always)]
pub(super) fn hashed(hash: u64, bytes: &[u8]) -> u64 {
    if let Some(words) = quarters(bytes) {
        return hash_of(hash, words);
    }
    if bytes.len() > 16 {
        return bytes.chunks(16).fold(hash, hash_of_few);
    }
    hash_of_few(hash, bytes)
}

/// Takes at most 16 bytes in.
#[inline(always)]
fn hash_of_few(hash: u64, bytes: &[u8]) -> u64 {
    match halves(bytes) {
        Some(words) => mixed(hash, words),
        None => mixed(hash, [bytes.iter().fold(0, |word, &byte| (word << 8) | u64::from(byte))]),
    }
}

/// Whether two runs of bytes are the same. The target has no fast comparison of its own.
#[inline(always)]
fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    if let (Some(one), Some(other)) = (quarters(one), quarters(other)) {
        return one.iter().zip(&other).fold(0, |bits, (word, other)| bits | (word ^ other)) == 0;
    }
    if one.len() < 16
        && let (Some(one), Some(other)) = (halves(one), halves(other))
    {
        return one == other;
    }
    one == other
}

/// The half of a hash that places and tells kinds.
fn tag_of(hash: u64) -> u32 {
    let folded = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    u32::try_from(folded >> 32).unwrap_or(0)
}

impl Known {
    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.slots.clear();
        self.kinds.clear();
        self.bytes.clear();
    }

    /// Where the kind with this hash is counted, of those that hold.
    #[inline(always)]
    fn find_by(&self, hash: u64, holds: impl Fn(&Kind) -> bool) -> Option<u32> {
        let tag = tag_of(hash);
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = usize::try_from(tag).unwrap_or(0);
        for _ in 0..MOST_STEPS {
            at &= mask;
            let slot = self.slots.get(at)?;
            let kind = self.kinds.get(usize::try_from(slot.kind.wrapping_sub(1)).unwrap_or(usize::MAX))?;
            if slot.tag == tag && holds(kind) {
                return Some(kind.place);
            }
            at = at.wrapping_add(1);
        }
        None
    }

    /// Where the kind of these bytes is counted, and their hash.
    #[inline(always)]
    pub(super) fn find_one(&self, bytes: &[u8]) -> (u64, Option<u32>) {
        if let Some(words) = quarters(bytes) {
            let hash = hash_of(0, words);
            let length = u32::try_from(bytes.len()).unwrap_or(0);
            let same = |kind: &Kind| {
                kind.length == length
                    && kind.words.iter().zip(&words).fold(0, |bits, (word, other)| bits | (word ^ other)) == 0
            };
            return (hash, self.find_by(hash, same));
        }
        let hash = hashed(0, bytes);
        (hash, self.find_by(hash, |kind| same(self.bytes_of(kind), bytes)))
    }

    /// The same of bytes that come in pieces. The hash is that of all of them.
    #[inline(never)]
    pub(super) fn find<'p>(&self, hash: u64, pieces: impl Iterator<Item = &'p [u8]> + Clone) -> Option<u32> {
        self.find_by(hash, |kind| {
            let mut own = self.bytes_of(kind);
            for piece in pieces.clone() {
                match own.split_at_checked(piece.len()) {
                    Some((head, rest)) if same(head, piece) => own = rest,
                    _ => return false,
                }
            }
            own.is_empty()
        })
    }

    #[inline(always)]
    fn bytes_of(&self, kind: &Kind) -> &[u8] {
        let start = usize::try_from(kind.start).unwrap_or(usize::MAX);
        let length = usize::try_from(kind.length).unwrap_or(usize::MAX);
        self.bytes.get(start..start.saturating_add(length)).unwrap_or_default()
    }

    /// Keeps that the kind of these bytes is counted at that place.
    pub(super) fn learn<'p>(&mut self, hash: u64, pieces: impl Iterator<Item = &'p [u8]>, place: u32) {
        if self.kinds.len() >= MOST_KINDS || self.bytes.len() >= MOST_BYTES {
            self.clear();
        }
        if self.kinds.len().saturating_mul(4) >= self.slots.len() {
            self.grow();
        }
        let before = self.bytes.len();
        for piece in pieces {
            self.bytes.extend_from_slice(piece);
        }
        let own = self.bytes.get(before..).unwrap_or_default();
        let words = quarters(own).unwrap_or_default();
        // Both fit: a row has at most 64 KiB.
        let (Ok(start), Ok(length)) = (u32::try_from(before), u32::try_from(own.len())) else { return };
        self.kinds.push(Kind { words, start, length, place });
        let kind = u32::try_from(self.kinds.len()).unwrap_or(0);
        if length == 0 || !self.put(Slot { tag: tag_of(hash), kind }) {
            self.kinds.pop();
            self.bytes.truncate(before);
        }
    }

    fn put(&mut self, slot: Slot) -> bool {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = usize::try_from(slot.tag).unwrap_or(0);
        for _ in 0..MOST_STEPS {
            at &= mask;
            if let Some(free) = self.slots.get_mut(at).filter(|slot| slot.kind == 0) {
                *free = slot;
                return true;
            }
            at = at.wrapping_add(1);
        }
        false
    }

    fn grow(&mut self) {
        let length = self.slots.len().saturating_mul(2).max(256);
        let slots = std::mem::replace(&mut self.slots, vec![FREE; length]);
        for slot in slots.into_iter().filter(|slot| slot.kind > 0) {
            self.put(slot);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    fn find(known: &Known, text: &str, cut: usize) -> Option<u32> {
        // The hash is what was learnt with, and the pieces are compared however they are cut.
        let (a, b) = text.as_bytes().split_at(cut.min(text.len()));
        known.find(hashed(0, text.as_bytes()), [a, b].into_iter())
    }

    proptest! {
        #[test]
        fn what_was_learnt_is_found_and_nothing_else(
            texts in proptest::collection::hash_set("[a-b]{1,9}|[a-b]{10,120}", 1..600),
            others in proptest::collection::vec("[a-b]{1,9}", 0..50),
            cut in 0..120_usize,
        ) {
            let (mut known, mut places) = (Known::default(), HashMap::new());
            for (place, text) in texts.iter().enumerate() {
                let place = u32::try_from(place).unwrap();
                known.learn(hashed(0, text.as_bytes()), [text.as_bytes()].into_iter(), place);
                places.insert(text.clone(), place);
            }
            let mut missed = 0;
            for text in texts.iter().chain(&others) {
                let (found, place) = (find(&known, text, cut), places.get(text).copied());
                prop_assert_eq!((hashed(0, text.as_bytes()), found), known.find_one(text.as_bytes()));
                prop_assert!(found == place || found.is_none());
                missed += usize::from(found != place);
            }
            // One that many others stand before may be left out.
            prop_assert!(missed <= texts.len() / 100, "{missed} of {}", texts.len());
            known.clear();
            prop_assert!(texts.iter().all(|text| find(&known, text, cut).is_none()));
        }
    }

    #[test]
    fn bytes_that_all_point_to_one_place_are_not_kept_beyond_a_limit() {
        let mut known = Known::default();
        let text = |at: u32| at.to_le_bytes();
        for at in 0..1000 {
            known.learn(7, [text(at).as_slice()].into_iter(), at);
        }
        let found = |at: u32| known.find(7, [text(at).as_slice()].into_iter());
        assert_eq!(found(3), Some(3));
        assert_eq!(found(999), None);
    }
}
