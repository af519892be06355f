//! Texts that many rows have alike, such as the names of providers and units: kept once for all that share them.

use crate::eight::{hash_of_ends, same};
use crate::packed::{Pack, Reader};
use std::borrow::{Borrow, Cow};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// A text that does not change and is cheap to clone.
#[derive(Clone, Default, Eq, PartialOrd, Ord)]
pub struct Shared(Arc<str>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || *self == **other
    }
}

impl Hash for Shared {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl Deref for Shared {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Shared {
    fn borrow(&self) -> &str {
        self
    }
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl From<&str> for Shared {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Shared {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<Cow<'_, str>> for Shared {
    fn from(text: Cow<'_, str>) -> Self {
        Self(text.into())
    }
}

impl From<Shared> for String {
    fn from(text: Shared) -> Self {
        (*text).to_owned()
    }
}

impl PartialEq<str> for Shared {
    fn eq(&self, other: &str) -> bool {
        same(self.as_bytes(), other.as_bytes())
    }
}

impl PartialEq<&str> for Shared {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl PartialEq<String> for Shared {
    fn eq(&self, other: &String) -> bool {
        *self == **other
    }
}

impl Pack for Shared {
    fn put(&self, bytes: &mut Vec<u8>) {
        self.len().put(bytes);
        bytes.extend_from_slice(self.as_bytes());
    }

    fn take(reader: &mut Reader<'_>) -> Self {
        String::take(reader).into()
    }
}

impl Shared {
    /// A copy that is one's own.
    #[inline(never)]
    pub fn copied(&self) -> String {
        (**self).to_owned()
    }
}

/// Such a copy, where there is a text.
#[inline(never)]
pub(crate) fn copied(text: Option<&Shared>) -> Option<String> {
    text.map(Shared::copied)
}

/// Makes shared texts: one that came lately is not made anew. What is forgotten is made again, so that a document
/// with many texts takes no more than it needs.
pub(crate) struct Texts {
    lately: Vec<Option<Shared>>,
}

impl Texts {
    /// Powers of two.
    const FEWEST: usize = 64;
    const MOST: usize = 512;

    /// Room for what a document of that many bytes repeats.
    pub(crate) fn for_document(bytes: usize) -> Self {
        let slots = (bytes / 256).clamp(Self::FEWEST, Self::MOST).next_power_of_two();
        Self { lately: vec![None; slots] }
    }

    /// The place of a text among the slots.
    fn slot(&self, text: &str) -> usize {
        usize::from(hash_of_ends(text.as_bytes())) & self.lately.len().wrapping_sub(1)
    }

    /// The text, if it came lately.
    pub(crate) fn known(&self, text: &str) -> Option<Shared> {
        self.lately.get(self.slot(text))?.as_ref().filter(|known| **known == *text).cloned()
    }

    /// The text, shared with one that came lately where that says the same.
    pub(crate) fn of(&mut self, text: &str) -> Shared {
        let slot = self.slot(text);
        let Some(slot) = self.lately.get_mut(slot) else { return text.into() };
        match slot {
            Some(known) if *known == *text => known.clone(),
            _ => slot.insert(text.into()).clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_came_lately_is_shared() {
        let mut texts = Texts::for_document(0);
        let (one, two) = (texts.of("fal"), texts.of("fal"));
        assert!(Arc::ptr_eq(&one.0, &two.0));
        assert_eq!(texts.of(""), "");
        assert_eq!(texts.of("https://example.com/a"), "https://example.com/a");
    }

    proptest! {
        #[test]
        fn every_text_comes_back(bytes in 0..300_000_usize, words in proptest::collection::vec("[ab]{0,20}", 0..2000)) {
            let mut texts = Texts::for_document(bytes);
            for word in &words {
                prop_assert_eq!(&*texts.of(word), word);
            }
        }
    }
}
