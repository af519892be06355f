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

/// Which key followed which in the rows before; the last entry stands for the beginning of the row.
pub(crate) struct Keys<K> {
    pub(super) after: [u8; MOST_KEYS.saturating_add(1)],
    kind: PhantomData<K>,
}

impl<K> Default for Keys<K> {
    fn default() -> Self {
        Self { after: [0; MOST_KEYS.saturating_add(1)], kind: PhantomData }
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

impl Reader<'_> {
    /// Visits the known members of an object, passing over the others, and says of each whether the object had it before.
    /// Documents write one kind of row in one order of keys, so that the key that came next before is tried first.
    pub(crate) fn members<K: Known>(
        &mut self,
        keys: &mut Keys<K>,
        mut visit: impl FnMut(&mut Self, K, bool) -> Result<()>,
    ) -> Result<()> {
        self.enter(b'{', "an object")?;
        let mut first = true;
        let mut last = MOST_KEYS;
        let mut seen = 0_u32;
        while self.more(b'}', first, "`,` or `}`")? {
            first = false;
            let place = self.key(keys, last)?;
            self.expect(b':', "`:`")?;
            match place.and_then(|place| K::ALL.get(place)) {
                Some(&key) => {
                    last = place.unwrap_or(MOST_KEYS);
                    let bit =
                        u32::try_from(last).ok().and_then(|place| 1_u32.checked_shl(place)).unwrap_or(0);
                    visit(self, key, seen & bit != 0)?;
                    seen |= bit;
                }
                None => self.skip()?,
            }
        }
        Ok(())
    }

    /// The place of the key that comes next among the known ones; nothing where it is none of them.
    fn key<K: Known>(&mut self, keys: &mut Keys<K>, last: usize) -> Result<Option<usize>> {
        self.skip_blank();
        let likely = keys.after.get(last).map_or(0, |&place| usize::from(place));
        let rest = self.text.as_bytes().get(self.pos..).unwrap_or_default();
        if let Some(name) = K::NAMES.get(likely)
            && let Some((b'"', rest)) = rest.split_first()
            && let Some((found, [b'"', ..])) = rest.split_at_checked(name.len())
            && same(found, name.as_bytes())
        {
            self.pos = self.pos.saturating_add(name.len()).saturating_add(2);
            return Ok(Some(likely));
        }
        let key = self.string()?;
        let place = K::NAMES.iter().position(|known| *known == key);
        if let Some((after, place)) =
            keys.after.get_mut(last).zip(place.and_then(|place| u8::try_from(place).ok()))
        {
            *after = place;
        }
        Ok(place)
    }
}
