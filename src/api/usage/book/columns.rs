//! Counting rows that come as columns: block by block without asking anything of single rows, where the block allows that.

use super::Book;
use crate::error::Code;
use crate::rate::Lack;

/// Rows that are taken off columns at a time, and the bound of their counts with which sums over so many fit:
/// a sum holds the rows in its upper 24 bits, and the outputs in its lower 40.
pub(in crate::api::usage) const BLOCK: usize = 1 << 15;
const MANY: u32 = 1 << 24;
const ONE_ROW: u64 = 1 << 40;
/// Sums of rows by turns, so that none has to wait for the one before.
pub(super) const LANES: usize = 4;

/// The number of a row, 1 for the first one.
fn number_of(before: u64, at: usize) -> u64 {
    before.saturating_add(u64::try_from(at).unwrap_or(u64::MAX)).saturating_add(1)
}

impl Book {
    /// Counts rows that come as columns: the place of each one's kind and its count, 1 where there are none. `before`
    /// rows came before them.
    pub(in crate::api::usage) fn columns(&mut self, before: u64, kinds: &[u32], counts: Option<&[u32]>) {
        let mut before = before;
        let mut rest = counts;
        for kinds in kinds.chunks(BLOCK) {
            let counts = rest.and_then(|counts| counts.get(..kinds.len()));
            rest = rest.and_then(|counts| counts.get(kinds.len()..));
            if self.fits(kinds, counts) {
                self.block(before, kinds, counts);
            } else {
                for (at, &kind) in kinds.iter().enumerate() {
                    let count = counts.map_or(Some(1), |counts| counts.get(at).copied()).unwrap_or(0);
                    self.count(number_of(before, at), kind, count);
                }
            }
            before = number_of(before, kinds.len()).saturating_sub(1);
        }
    }

    /// Whether each row of a block has a kind and a count, and no sum over all of them can be too large.
    fn fits(&self, kinds: &[u32], counts: Option<&[u32]>) -> bool {
        let most_kinds = BLOCK.checked_div(LANES).unwrap_or(0);
        let last = kinds.iter().fold(0, |last, &kind| last.max(kind));
        let known = usize::try_from(last).is_ok_and(|last| last < self.kinds.len());
        // None wraps around to the largest.
        let most = counts.unwrap_or_default().iter().fold(0, |most, count| most.max(count.wrapping_sub(1)));
        known && self.kinds.len() <= most_kinds && most < MANY.wrapping_sub(1)
    }

    /// Counts a block of rows that fits.
    fn block(&mut self, before: u64, kinds: &[u32], counts: Option<&[u32]>) {
        let mut sums = std::mem::take(&mut self.block);
        sums.resize(self.kinds.len(), [0; LANES]);
        // At most 2^15 rows of at most 2^24 outputs: neither half of a sum runs over.
        let add = |sum: Option<&mut u64>, count: u32| {
            if let Some(sum) = sum {
                *sum = sum.wrapping_add(ONE_ROW | u64::from(count));
            }
        };
        let (fours, rest) = kinds.as_chunks::<LANES>();
        let mut one = |kind: u32, lane: usize, count: u32| {
            let sums = usize::try_from(kind).ok().and_then(|kind| sums.get_mut(kind));
            add(sums.and_then(|sums| sums.get_mut(lane)), count);
        };
        if let Some(counts) = counts {
            let (count_fours, counts_rest) = counts.as_chunks::<LANES>();
            for (&[a, b, c, d], &[m, n, o, p]) in fours.iter().zip(count_fours) {
                one(a, 0, m);
                one(b, 1, n);
                one(c, 2, o);
                one(d, 3, p);
            }
            for (&kind, &count) in rest.iter().zip(counts_rest) {
                one(kind, 0, count);
            }
        } else {
            for (lane, &kind) in kinds.iter().enumerate() {
                one(kind, lane & 3, 1);
            }
        }
        let mut unpriced = false;
        for (counted, lanes) in self.counted.iter_mut().zip(&mut sums) {
            for sum in lanes {
                counted.rows = counted.rows.saturating_add(*sum >> 40);
                counted.made = counted.made.saturating_add(*sum & ONE_ROW.wrapping_sub(1));
                unpriced |= !counted.priced && *sum > 0;
                *sum = 0;
            }
        }
        self.block = sums;
        if unpriced {
            self.list_unpriced(before, kinds);
        }
    }

    /// Lists the rows of a block that have no price, while there is room.
    fn list_unpriced(&mut self, before: u64, kinds: &[u32]) {
        for (at, &kind) in kinds.iter().enumerate() {
            if self.listed.len() >= self.listed_rows {
                return;
            }
            self.list(usize::try_from(kind).unwrap_or(usize::MAX), number_of(before, at));
        }
    }

    /// Counts a row of the kind at that place.
    fn count(&mut self, number: u64, kind: u32, count: u32) {
        let kinds = self.kinds.len();
        let place = usize::try_from(kind).unwrap_or(usize::MAX);
        let Some(counted) = self.counted.get_mut(place) else {
            let why = format!("its kind {kind} is none of the {kinds} kinds");
            return self.refuse(number, &Lack::new(Code::BrokenRow, why));
        };
        if count == 0 {
            return self.refuse(number, &Lack::new(Code::BadCount, "its count is 0"));
        }
        counted.rows = counted.rows.saturating_add(1);
        counted.made = counted.made.saturating_add(u64::from(count));
        self.list(place, number);
    }
}
