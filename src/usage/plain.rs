//! Rows of separated values that hold nothing but ASCII and no quotes, as most do: which bytes say their kind, and
//! their count. All others, and each row whose kind is not known yet, are left to the reader of any row.

use super::columns::{Columns, Field};
use super::known::{Known, hashed};
use super::stops::{MOST, Stops};
use super::{MAX_ROW_BYTES, MAX_ROW_COUNT};

/// Columns side by side that say something of a row's kind.
#[derive(Clone, Copy, Debug)]
struct Piece {
    first: usize,
    /// The one after the last.
    end: usize,
    /// Whether it is the day alone: times of one day are of one kind.
    day: bool,
}

/// Reads plain rows.
#[derive(Debug)]
pub(super) struct Plain {
    separator: u8,
    width: usize,
    /// With the date apart, of which only the day counts, and together with what stands beside it, for rows that
    /// name the day alone.
    pieces: Vec<Piece>,
    joined: Vec<Piece>,
    /// All of these, where that is one run of columns, as mostly.
    run: Option<(usize, usize)>,
    /// The date's column, and whether the row that was read last names the day alone.
    date: Option<usize>,
    plain_day: bool,
    count: Option<usize>,
    /// Where each column of the row starts, and one beyond where the last one ends.
    starts: Vec<usize>,
    hash: u64,
    known: Known,
}

/// A plain row within some bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlainRow {
    /// Where it ends, without its line end.
    pub(super) end: usize,
    /// Where the next one starts.
    pub(super) next: usize,
    /// How many outputs.
    pub(super) count: u64,
}

impl Plain {
    /// Nothing for logs of which any row may be blank, which plain rows never are, and for very wide ones.
    pub(super) fn new(columns: &Columns, separator: u8) -> Option<Self> {
        let place_of = |wanted: Field| {
            columns.found.iter().find(|(field, ..)| *field == wanted).map(|&(_, column, _)| column)
        };
        let count = place_of(Field::Count);
        if columns.width > MOST {
            return None;
        }
        if count.is_none() && (separator == b'\t' || columns.width < 2) {
            return None;
        }
        let date = place_of(Field::Date);
        let pieces = |apart: Option<usize>| {
            let mut pieces: Vec<Piece> = Vec::new();
            for column in 0..columns.width {
                if Some(column) == count || columns.found.iter().all(|(_, found, _)| *found != column) {
                    continue;
                }
                let (end, day) = (column.saturating_add(1), Some(column) == apart);
                match pieces.last_mut() {
                    Some(piece) if piece.end == column && !piece.day && !day => piece.end = end,
                    _ => pieces.push(Piece { first: column, end, day }),
                }
            }
            pieces
        };
        let (pieces, joined) = (pieces(date), pieces(None));
        let starts = vec![0; columns.width.saturating_add(1)];
        // Without a piece all rows are of one kind, which is as quickly read.
        let known = Known::default();
        (!pieces.is_empty()).then_some(Self {
            separator,
            width: columns.width,
            pieces,
            run: if let [piece] = joined.as_slice() { Some((piece.first, piece.end)) } else { None },
            joined,
            date,
            plain_day: true,
            count,
            starts,
            hash: 0,
            known,
        })
    }

    pub(super) fn stops<'b>(&self, bytes: &'b [u8]) -> Stops<'b> {
        Stops::new(bytes, self.separator)
    }

    /// The row that starts there, where the stops stand too. Nothing where it is not plain, or not all there.
    #[inline(always)]
    pub(super) fn row(&mut self, bytes: &[u8], start: usize, stops: &mut Stops<'_>) -> Option<PlainRow> {
        let (&stop, separators) = stops.take(self.width)?.split_last()?;
        let (first, starts) = self.starts.split_first_mut()?;
        *first = start;
        for (start, &at) in starts.iter_mut().zip(separators) {
            if bytes.get(at) != Some(&self.separator) {
                return None;
            }
            *start = at.wrapping_add(1);
        }
        if bytes.get(stop) != Some(&b'\n') {
            return None;
        }
        let before = stop.saturating_sub(1);
        let end = if stop > start && bytes.get(before) == Some(&b'\r') { before } else { stop };
        if end.saturating_sub(start) > MAX_ROW_BYTES {
            return None;
        }
        *starts.last_mut()? = end.saturating_add(1);
        let count = match self.count {
            Some(column) => match self.column(bytes, column)? {
                // Between tabs a row of no count may be blank.
                [] if self.separator == b'\t' => return None,
                [] => 1,
                text => count_of(text)?,
            },
            None => 1,
        };
        Some(PlainRow { end, next: stop.saturating_add(1), count })
    }

    /// What stands in a column.
    #[inline(always)]
    fn column<'b>(&self, bytes: &'b [u8], column: usize) -> Option<&'b [u8]> {
        let (&start, &after) = (self.starts.get(column)?, self.starts.get(column.saturating_add(1))?);
        bytes.get(start..after.saturating_sub(1))
    }

    /// The bytes that say the kind of the row that was read last. Each piece ends with its separator, or the line
    /// end, but for a day that is apart, which has always ten: so no two kinds have the same bytes. One kind may have
    /// several.
    #[inline(always)]
    fn pieces<'p>(&'p self, bytes: &'p [u8]) -> impl Iterator<Item = &'p [u8]> + Clone {
        let pieces = if self.plain_day { &self.joined } else { &self.pieces };
        pieces.iter().map(|piece| {
            let start = self.starts.get(piece.first).copied().unwrap_or_default();
            let end = if piece.day {
                start.saturating_add(10)
            } else {
                self.starts.get(piece.end).copied().unwrap_or_default()
            };
            bytes.get(start..end).unwrap_or_default()
        })
    }

    /// Where the kind of the row that was read last is counted: nothing within where that is not known yet, and nothing
    /// at all where its date makes it no plain row.
    #[inline(always)]
    pub(super) fn place(&mut self, bytes: &[u8]) -> Option<Option<u32>> {
        // What was learnt of a row that names the day alone holds for each with the same bytes.
        if let Some((first, end)) = self.run.filter(|_| self.plain_day) {
            let key = bytes.get(*self.starts.get(first)?..*self.starts.get(end)?)?;
            let (hash, place) = self.known.find_one(key);
            self.hash = hash;
            if place.is_some() {
                return Some(place);
            }
        }
        self.place_by_date(bytes)
    }

    #[inline(never)]
    fn place_by_date(&mut self, bytes: &[u8]) -> Option<Option<u32>> {
        let was_plain = self.plain_day;
        if let Some(date) = self.date {
            self.plain_day = is_day_alone(self.column(bytes, date)?)?;
        }
        // It was looked for already.
        if self.run.is_some() && was_plain && self.plain_day {
            return Some(None);
        }
        Some(self.place_by_pieces(bytes))
    }

    #[inline(never)]
    fn place_by_pieces(&mut self, bytes: &[u8]) -> Option<u32> {
        self.hash = self.pieces(bytes).fold(0, hashed);
        self.known.find(self.hash, self.pieces(bytes))
    }

    /// Keeps where the kind of the row that was read last is counted.
    #[inline(never)]
    pub(super) fn learn(&mut self, bytes: &[u8], place: u32) {
        let mut known = std::mem::take(&mut self.known);
        known.learn(self.hash, self.pieces(bytes), place);
        self.known = known;
    }

    /// Forgets where kinds are counted.
    pub(super) fn forget(&mut self) {
        self.known.clear();
    }
}

/// Whether a date is a day alone or in front of a time, where its first ten bytes are what is read of it, as
/// `Date::day_of` says. Nothing where they are not.
#[inline(always)]
fn is_day_alone(date: &[u8]) -> Option<bool> {
    let (day, time) = date.split_first_chunk::<10>()?;
    // Without white space around it nothing is trimmed off the ten.
    let full = day.first().is_some_and(|&byte| byte > b' ') && day.last().is_some_and(|&byte| byte > b' ');
    (full && matches!(time, [] | [b'T' | b' ', ..]) && time.len() <= 54).then_some(time.is_empty())
}

/// A count of plain digits that is in range.
#[inline(always)]
fn count_of(text: &[u8]) -> Option<u64> {
    if text.len() > 12 {
        return None;
    }
    let mut count = 0_u64;
    for byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        // Twelve digits fit.
        count = count.wrapping_mul(10).wrapping_add(u64::from(digit));
    }
    (1..=MAX_ROW_COUNT).contains(&count).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_plain_digits_in_range() {
        let check =
            |text: &str, expected: Option<u64>| assert_eq!(count_of(text.as_bytes()), expected, "{text}");
        check("1", Some(1));
        check("007", Some(7));
        check("999999999999", Some(999_999_999_999));
        for text in ["", "0", "00", "-1", "+1", "1.0", " 1", "1 ", "1000000000000", "x", "1\u{1}"] {
            check(text, None);
        }
    }
}
