//! Eight bytes of a text at a time: which of them is the first that matters to a reader.

/// Eight bytes at a time: each of these repeats one byte.
pub(super) const fn eight(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The next eight bytes, the first one lowest.
pub(super) fn eight_at(bytes: &[u8], pos: usize) -> Option<u64> {
    bytes.get(pos..)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
}

/// The bytes that are left, fewer than eight, and quotation marks behind them.
#[cold]
pub(super) fn last_at(bytes: &[u8], pos: usize) -> u64 {
    let mut last = [b'"'; 8];
    for (slot, byte) in last.iter_mut().zip(bytes.get(pos..).unwrap_or_default()) {
        *slot = *byte;
    }
    u64::from_le_bytes(last)
}

/// Marks the highest bit of the first byte that is zero, and perhaps of later ones.
pub(super) const fn zeros(word: u64) -> u64 {
    word.wrapping_sub(eight(1)) & !word & eight(0x80)
}

/// Marks, in the same way, the first byte that is not printable ASCII or that a string cannot hold as it is.
pub(super) const fn odd(word: u64) -> u64 {
    let controls = word.wrapping_sub(eight(0x20)) & !word;
    let others = zeros(word ^ eight(b'"')) | zeros(word ^ eight(b'\\')) | zeros(word ^ eight(0x7f));
    (controls & eight(0x80)) | others | (word & eight(0x80))
}

/// How many bytes stand before the first marked one.
pub(super) fn before(marks: u64) -> usize {
    usize::try_from(marks.trailing_zeros() / 8).unwrap_or(0)
}
