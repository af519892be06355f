//! Eight bytes of a text at a time: which of them is the first that matters to a reader, whether two texts are the
//! same, and a number that tells texts apart. WebAssembly has no instruction that compares memory, and the standard
//! comparison goes byte by byte there.

/// Eight bytes at a time: each of these repeats one byte.
pub(crate) const fn eight(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The next eight bytes, the first one lowest.
pub(crate) fn eight_at(bytes: &[u8], pos: usize) -> Option<u64> {
    bytes.get(pos..)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
}

/// The bytes that are left, fewer than eight, and quotation marks behind them.
#[cold]
pub(crate) fn last_at(bytes: &[u8], pos: usize) -> u64 {
    let mut last = [b'"'; 8];
    for (slot, byte) in last.iter_mut().zip(bytes.get(pos..).unwrap_or_default()) {
        *slot = *byte;
    }
    u64::from_le_bytes(last)
}

/// Marks the highest bit of the first byte that is zero, and perhaps of later ones.
pub(crate) const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(eight(1)) & !word & eight(0x80)
}

/// Marks, in the same way, the first byte that is not printable ASCII or that a string cannot hold as it is.
pub(crate) const fn odd(word: u64) -> u64 {
    let controls = word.wrapping_sub(eight(0x20)) & !word;
    let others = zeros(word ^ eight(b'"')) | zeros(word ^ eight(b'\\')) | zeros(word ^ eight(0x7f));
    (controls & eight(0x80)) | others | (word & eight(0x80))
}

/// How many bytes stand before the first marked one.
pub(crate) fn before(marks: u64) -> usize {
    usize::try_from(marks.trailing_zeros() / 8).unwrap_or(0)
}

/// Whether two texts are the same.
#[inline]
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let (Some(last), Some(other_last)) = (one.last_chunk::<8>(), other.last_chunk::<8>()) else {
        return short(one) == short(other);
    };
    // The last eight bytes may overlap the ones before.
    let (words, other_words) = (one.as_chunks::<8>().0, other.as_chunks::<8>().0);
    let number = |word: &[u8; 8]| u64::from_le_bytes(*word);
    words.iter().zip(other_words).all(|(a, b)| number(a) == number(b)) && number(last) == number(other_last)
}

/// The bytes of a text of fewer than eight as a number.
fn short(text: &[u8]) -> u64 {
    match (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last))
        }
        _ => text.iter().fold(0, |sum, &byte| sum << 8 | u64::from(byte)),
    }
}

/// A number that follows from the text, spread over all 64 bits.
pub(crate) fn hash(text: &[u8]) -> u64 {
    const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;
    let (words, rest) = text.as_chunks::<8>();
    let mut sum = u64::try_from(text.len()).unwrap_or_default();
    for word in words {
        sum = (sum ^ u64::from_le_bytes(*word)).wrapping_mul(SPREAD).rotate_left(29);
    }
    let sum = (sum ^ short(rest)).wrapping_mul(SPREAD);
    (sum ^ sum >> 32).wrapping_mul(SPREAD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_are_the_same_when_all_their_bytes_are(one in "[ab]{0,20}", other in "[ab]{0,20}") {
            prop_assert_eq!(same(one.as_bytes(), other.as_bytes()), one == other);
            prop_assert!(same(one.as_bytes(), one.clone().as_bytes()));
            if one == other {
                prop_assert_eq!(hash(one.as_bytes()), hash(other.as_bytes()));
            }
        }
    }
}
