//! The keys that rows of one kind have, and reading objects by them in the order in which they came before.

use crate::eight::same;
use crate::error::Result;
use crate::source::json::Reader;
use std::marker::PhantomData;

/// The keys of a kind of row that are read, at most [`MOST_KEYS`].
pub(crate) trait Known: Copy + 'static {
    /// All of them.
    const ALL: &'static [Self];
    /// Their names, in the same order.
    const NAMES: &'static [&'static str];
}

/// The name of a known key.
pub(crate) fn key_name<K: Known + PartialEq>(key: K) -> &'static str {
    let place = K::ALL.iter().position(|known| *known == key);
    place.and_then(|place| K::NAMES.get(place)).copied().unwrap_or_default()
}

/// The most keys that a kind of row may have.
pub(crate) const MOST_KEYS: usize = 16;
/// How many keys that are read by nobody are told from each other.
const STRANGERS: usize = 8;
/// Stands for the beginning of a row among the keys.
const START: usize = MOST_KEYS.saturating_add(STRANGERS);
/// Stands for the end of a row.
const END: usize = START.saturating_add(1);

/// A way from the end of one value to the beginning of the next one, as a row before went it: a comma, blanks, the
/// key, its colon. The same bytes at such a place mean the same.
#[derive(Clone, Copy)]
struct Way<'a> {
    bytes: &'a [u8],
    to: usize,
}

/// Known ways from one place.
type Ways<'a> = [Way<'a>; 3];

/// None yet.
const UNKNOWN: Ways<'static> = [Way { bytes: &[], to: END }; 3];

/// A known way that the text goes on with.
#[inline]
fn known<'a>(ways: &Ways<'a>, rest: &[u8]) -> Option<Way<'a>> {
    let goes = |way: &&Way<'a>| {
        !way.bytes.is_empty() && rest.get(..way.bytes.len()).is_some_and(|bytes| same(bytes, way.bytes))
    };
    ways.iter().find(goes).copied()
}

fn learn<'a>(ways: &mut Ways<'a>, way: Way<'a>) {
    ways.rotate_right(1);
    ways[0] = way;
}

/// How arrays of one kind went before in one document: into the first element or the end, and on from an element.
pub(crate) struct Elements<'a> {
    first: Ways<'a>,
    further: Ways<'a>,
}

impl Default for Elements<'_> {
    fn default() -> Self {
        Self { first: UNKNOWN, further: UNKNOWN }
    }
}

/// Which key followed which in the rows before of one document, and by what way.
pub(crate) struct Keys<'a, K> {
    after: Vec<Ways<'a>>,
    strangers: usize,
    kind: PhantomData<K>,
}

impl<K> Default for Keys<'_, K> {
    fn default() -> Self {
        Self { after: vec![UNKNOWN; END], strangers: 0, kind: PhantomData }
    }
}

impl<'a, K: Known> Keys<'a, K> {
    /// The place of a key by its name.
    fn place(&mut self, name: &str) -> usize {
        K::NAMES.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.strangers = self.strangers.wrapping_add(1);
            MOST_KEYS.saturating_add(self.strangers % STRANGERS)
        })
    }
}

/// Declares the keys of a kind of row.
macro_rules! keys {
    ($(#[$doc:meta])* $name:ident { $($item:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum $name { $($item,)+ }

        impl $crate::source::keys::Known for $name {
            const ALL: &'static [Self] = &[$(Self::$item,)+];
            const NAMES: &'static [&'static str] = &[$($text,)+];
        }
    };
}
pub(crate) use keys;

impl<'a> Reader<'a> {
    /// Visits the known members of an object, passing over the others, and says of each whether the object had it before.
    /// Documents write rows of one kind alike, so that the ways that rows before went are tried first.
    pub(crate) fn members<K: Known>(
        &mut self,
        keys: &mut Keys<'a, K>,
        mut visit: impl FnMut(&mut Self, K, bool) -> Result<()>,
    ) -> Result<()> {
        self.enter(b'{', "an object")?;
        let mut last = START;
        let mut seen = 0_u32;
        loop {
            let rest = self.text.as_bytes().get(self.pos..).unwrap_or_default();
            let place = match keys.after.get(last).and_then(|ways| known(ways, rest)) {
                Some(way) => {
                    self.pos = self.pos.saturating_add(way.bytes.len());
                    way.to
                }
                None => self.way(keys, last)?,
            };
            match K::ALL.get(place) {
                Some(&key) => {
                    let bit =
                        u32::try_from(place).ok().and_then(|place| 1_u32.checked_shl(place)).unwrap_or(0);
                    visit(self, key, seen & bit != 0)?;
                    seen |= bit;
                }
                None if place == END => {
                    self.leave();
                    return Ok(());
                }
                None => self.skip()?,
            }
            last = place;
        }
    }

    /// Goes a way that is not known yet: to the value of the next key, or behind the end of the object.
    #[inline(never)]
    fn way<K: Known>(&mut self, keys: &mut Keys<'a, K>, last: usize) -> Result<usize> {
        let from = self.pos;
        let to = if self.another(b'}', last == START, "`,` or `}`")? {
            let name = self.string()?;
            let place = keys.place(&name);
            self.expect(b':', "`:`")?;
            self.skip_blank();
            place
        } else {
            END
        };
        let bytes = self.text.as_bytes().get(from..self.pos).unwrap_or_default();
        if let Some(ways) = keys.after.get_mut(last) {
            learn(ways, Way { bytes, to });
        }
        Ok(to)
    }

    /// Visits the elements of an array; the visitor must consume each value. The ways that arrays before went are
    /// tried first.
    pub(crate) fn elements(
        &mut self,
        elements: &mut Elements<'a>,
        mut visit: impl FnMut(&mut Self, usize) -> Result<()>,
    ) -> Result<()> {
        self.enter(b'[', "an array")?;
        let mut index = 0_usize;
        loop {
            let ways = if index == 0 { &mut elements.first } else { &mut elements.further };
            let rest = self.text.as_bytes().get(self.pos..).unwrap_or_default();
            let to = match known(ways, rest) {
                Some(way) => {
                    self.pos = self.pos.saturating_add(way.bytes.len());
                    way.to
                }
                None => self.element(ways, index == 0)?,
            };
            if to == END {
                self.leave();
                return Ok(());
            }
            visit(self, index)?;
            index = index.saturating_add(1);
        }
    }

    /// Goes a way that is not known yet: to the next element, or behind the end of the array.
    #[inline(never)]
    fn element(&mut self, ways: &mut Ways<'a>, first: bool) -> Result<usize> {
        let from = self.pos;
        let to = if self.another(b']', first, "`,` or `]`")? {
            self.skip_blank();
            START
        } else {
            END
        };
        let bytes = self.text.as_bytes().get(from..self.pos).unwrap_or_default();
        learn(ways, Way { bytes, to });
        Ok(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Value;
    use proptest::prelude::*;

    keys! { Letters { A = "a", Bb = "bb", Ccc = "ccc", } }

    type Told = Vec<(Letters, bool, Value)>;

    fn by_ways(text: &str) -> Result<Vec<Told>> {
        let mut reader = Reader::new(text.as_bytes())?;
        let (mut elements, mut keys, mut rows) = (Elements::default(), Keys::default(), Vec::new());
        reader.elements(&mut elements, |reader, index| {
            assert_eq!(index, rows.len());
            let mut row = Vec::new();
            reader.members(&mut keys, |reader, key, again| {
                row.push((key, again, reader.value()?));
                Ok(())
            })?;
            rows.push(row);
            Ok(())
        })?;
        reader.finish()?;
        Ok(rows)
    }

    /// The same, from a tree; nothing where the text is no list of objects.
    fn by_tree(text: &str) -> Option<Vec<Told>> {
        let mut reader = Reader::new(text.as_bytes()).ok()?;
        let tree = reader.value().ok()?;
        reader.finish().ok()?;
        let Value::List(list) = tree else { return None };
        let mut rows = Vec::new();
        for row in list {
            let Value::Object(fields) = row else { return None };
            let mut told: Told = Vec::new();
            for (name, value) in fields {
                let Some(place) = Letters::NAMES.iter().position(|known| *known == name) else { continue };
                let key = Letters::ALL[place];
                told.push((key, told.iter().any(|(known, ..)| *known == key), value));
            }
            rows.push(told);
        }
        Some(rows)
    }

    /// Rows that are written alike and yet not quite.
    fn document() -> impl Strategy<Value = String> {
        let one = |of: &'static [&'static str]| proptest::sample::select(of);
        let member = (
            one(&["\"a\"", "\"bb\"", "\"ccc\"", "\"x\"", "\"yy\"", "\"\\u0061\"", "\"aa\""]),
            one(&["1", "\"s\"", "null", "[]", "[1, {}]", "{\"a\":1}", "-0.5e1"]),
            one(&["", "", " ", "\n  "]),
        );
        let row = proptest::collection::vec(member, 0..6).prop_map(|members| {
            let members: Vec<String> =
                members.iter().map(|(key, value, blank)| format!("{blank}{key}:{blank}{value}")).collect();
            format!("{{{}}}", members.join(","))
        });
        (proptest::collection::vec(row, 0..4), 1..4_usize, one(&["", " ", "\n"])).prop_map(
            |(rows, times, blank)| {
                let rows: Vec<&str> = (0..times).flat_map(|_| rows.iter().map(String::as_str)).collect();
                format!("[{blank}{}{blank}]", rows.join(&format!("{blank},{blank}")))
            },
        )
    }

    proptest! {
        #[test]
        fn ways_lead_to_what_a_tree_has(text in document()) {
            prop_assert_eq!(by_ways(&text).ok(), by_tree(&text), "{}", text);
        }

        #[test]
        fn what_is_no_json_is_refused_on_known_ways_too(text in document(), cut in 0..400_usize, put in "[\\[\\]{}:,\"0a\\\\]{0,2}") {
            let cut = cut.min(text.len() - 1);
            let text = format!("{}{put}{}", &text[..cut], &text[cut + 1..]);
            prop_assert_eq!(by_ways(&text).ok(), by_tree(&text), "{}", text);
        }
    }
}
