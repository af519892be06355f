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

/// Marks the highest bit of the first byte that is zero, and perhaps of later ones.
#[cfg(not(target_feature = "simd128"))]
const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(eight(1)) & !word & eight(0x80)
}

/// Marks, in the same way, the first byte that is not printable ASCII or that a string cannot hold as it is.
#[cfg(not(target_feature = "simd128"))]
const fn odd(word: u64) -> u64 {
    let controls = word.wrapping_sub(eight(0x20)) & !word;
    let others = zeros(word ^ eight(b'"')) | zeros(word ^ eight(b'\\')) | zeros(word ^ eight(0x7f));
    (controls & eight(0x80)) | others | (word & eight(0x80))
}

/// The first byte from there on that [`odd`] marks, or where the text ends.
#[inline]
pub(crate) fn plain_until(bytes: &[u8], from: usize) -> usize {
    let mut pos = from;
    while let Some(chunk) = bytes.get(pos..).and_then(<[u8]>::first_chunk) {
        let odd = odd_of_sixteen(chunk);
        if odd < 16 {
            return pos.saturating_add(odd);
        }
        pos = pos.saturating_add(16);
    }
    let rest = bytes.get(pos..).unwrap_or_default();
    let odd = rest.iter().position(|byte| !matches!(byte, 0x20..=0x7e) || matches!(byte, b'"' | b'\\'));
    pos.saturating_add(odd.unwrap_or(rest.len()))
}

/// The place of the first odd byte of sixteen, or 16.
#[cfg(target_feature = "simd128")]
fn odd_of_sixteen(bytes: &[u8; 16]) -> usize {
    use core::arch::wasm32::{i8x16_bitmask, i8x16_lt, i8x16_splat, u8x16_eq, u8x16_splat, u64x2, v128_or};
    let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) else { return 16 };
    let all = u64x2(u64::from_le_bytes(*first), u64::from_le_bytes(*last));
    let is = |byte| u8x16_eq(all, u8x16_splat(byte));
    // Other than ASCII is below zero when the sign counts.
    let marks = v128_or(v128_or(i8x16_lt(all, i8x16_splat(0x20)), is(0x7f)), v128_or(is(b'"'), is(b'\\')));
    usize::try_from(u32::from(i8x16_bitmask(marks)).trailing_zeros()).unwrap_or(16).min(16)
}

/// The place of the first odd byte of sixteen, or 16.
#[cfg(not(target_feature = "simd128"))]
fn odd_of_sixteen(bytes: &[u8; 16]) -> usize {
    let marks = |word: Option<&[u8; 8]>| word.map_or(0, |word| odd(u64::from_le_bytes(*word)));
    match (marks(bytes.first_chunk()), marks(bytes.last_chunk())) {
        (0, 0) => 16,
        (0, last) => before(last).saturating_add(8),
        (first, _) => before(first),
    }
}

/// How many bytes stand before the first marked one.
pub(crate) fn before(marks: u64) -> usize {
    usize::try_from(marks.trailing_zeros() / 8).unwrap_or(0)
}

/// Whether two texts are the same.
#[inline]
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    // The lean module saves the code.
    if cfg!(not(feature = "planning")) {
        return one == other;
    }
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

/// An odd number whose multiples are spread over all bits: 2⁶⁴ over the golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// A number that follows from the text, spread over all 64 bits.
#[cfg(feature = "planning")]
pub(crate) fn hash(text: &[u8]) -> u64 {
    let (words, rest) = text.as_chunks::<8>();
    let mut sum = u64::try_from(text.len()).unwrap_or_default();
    for word in words {
        sum = (sum ^ u64::from_le_bytes(*word)).wrapping_mul(SPREAD).rotate_left(29);
    }
    let sum = (sum ^ short(rest)).wrapping_mul(SPREAD);
    (sum ^ sum >> 32).wrapping_mul(SPREAD)
}

/// Sixteen bits that follow from the length and the ends of the text: for where a clash costs little and a whole
/// hash would cost more.
pub(crate) fn hash_of_ends(text: &[u8]) -> u16 {
    let length = u64::try_from(text.len()).unwrap_or_default();
    let ends = match (text.first_chunk::<8>(), text.last_chunk::<8>()) {
        (Some(first), Some(last)) => {
            u64::from_le_bytes(*first).wrapping_mul(SPREAD).rotate_left(23) ^ u64::from_le_bytes(*last)
        }
        _ => short(text),
    };
    // The highest bits depend on all others.
    u16::try_from((ends ^ length).wrapping_mul(SPREAD) >> 48).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn odd_bytes_end_what_is_plain(text in proptest::collection::vec(any::<u8>(), 0..70), plain in 0..70_usize) {
            let mut text = text;
            let plain = plain.min(text.len());
            text[..plain].fill(b'x');
            let odd = |byte: &u8| !(0x20..0x7f).contains(byte) || *byte == b'"' || *byte == b'\\';
            for from in [0, plain / 2, text.len()] {
                let until = text[from..].iter().position(odd).map_or(text.len(), |place| from + place);
                prop_assert_eq!(plain_until(&text, from), until);
            }
        }

        #[test]
        fn texts_are_the_same_when_all_their_bytes_are(one in "[ab]{0,20}", other in "[ab]{0,20}") {
            prop_assert_eq!(same(one.as_bytes(), other.as_bytes()), one == other);
            prop_assert!(same(one.as_bytes(), one.clone().as_bytes()));
            #[cfg(feature = "planning")]
            if one == other {
                prop_assert_eq!(hash(one.as_bytes()), hash(other.as_bytes()));
            }
        }
    }
}
