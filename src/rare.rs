//! Values that are mostly the usual one: nothing is kept for those, the others stand once for all that share them,
//! and reading does not show the difference.

use crate::packed::{Pack, Reader};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A type with a usual value.
pub trait Usual: Clone + PartialEq + 'static {
    /// The usual value.
    fn usual() -> &'static Self;
}

/// A value that is mostly [`Usual::usual`]. Reading it is reading the value; changing it leaves those alone that
/// it was cloned from.
#[derive(Clone, Debug)]
pub struct Rare<T>(Option<Arc<T>>);

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Rare<T> {
    /// Whether both are one value that is kept; other values may be equal all the same.
    pub(crate) fn is_one_with(&self, other: &Self) -> bool {
        self.0.as_ref().zip(other.0.as_ref()).is_some_and(|(one, other)| Arc::ptr_eq(one, other))
    }

    /// Whether nothing is kept, so that the value is the usual one.
    pub(crate) fn is_usual(&self) -> bool {
        self.0.is_none()
    }
}

impl<T: Usual> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or_else(|| T::usual())
    }
}

impl<T: Usual> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut T {
        Arc::make_mut(self.0.get_or_insert_with(|| Arc::new(T::usual().clone())))
    }
}

impl<T: Usual> From<T> for Rare<T> {
    fn from(value: T) -> Self {
        Self((value != *T::usual()).then(|| Arc::new(value)))
    }
}

impl<T: Usual> PartialEq for Rare<T> {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(one), Some(two)) if Arc::ptr_eq(one, two) => true,
            _ => **self == **other,
        }
    }
}

impl<T: Usual + Eq> Eq for Rare<T> {}

impl<T: Usual + Pack> Pack for Rare<T> {
    fn put(&self, bytes: &mut Vec<u8>) {
        let rare = self.0.as_deref().filter(|value| *value != T::usual());
        rare.is_some().put(bytes);
        if let Some(value) = rare {
            value.put(bytes);
        }
    }

    fn take(reader: &mut Reader<'_>) -> Self {
        Self(bool::take(reader).then(|| Arc::new(T::take(reader))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Usual for u8 {
        fn usual() -> &'static u8 {
            &7
        }
    }

    #[test]
    fn the_usual_value_is_not_kept_and_others_are_shared_until_one_changes() {
        let usual = Rare::from(7_u8);
        assert!(usual.0.is_none());
        assert_eq!(*usual, 7);
        let mut one = Rare::from(8);
        let other = one.clone();
        assert_eq!(one, other);
        *one = 9;
        assert_eq!((*one, *other), (9, 8));
        *one = 7;
        assert_eq!(one, usual);
    }

    #[test]
    fn packs_to_one_byte_where_it_is_usual() {
        for (value, length) in [(7_u8, 1), (8, 2)] {
            let mut bytes = Vec::new();
            Rare::from(value).put(&mut bytes);
            assert_eq!(bytes.len(), length);
            assert_eq!(*Rare::<u8>::take(&mut Reader::new(&bytes)), value);
        }
    }
}
