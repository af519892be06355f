//! Where fields and rows of separated values end, found 64 bytes at a time. It also stops at what makes a row more
//! than plain: quotes, the sign that keys are put together with, and whatever is not ASCII.

use super::kind::BETWEEN;

const BLOCK: usize = 64;
/// Blocks that are looked at in one go.
const BLOCKS: usize = 8;
/// Stops of a block that are written down whether there are so many or not, which is quicker than to ask each time.
const FEW: usize = 8;

/// The most stops that can be asked for at once.
pub(super) const MOST: usize = 256;
const ROOM: usize = BLOCK * BLOCKS + MOST + FEW;

/// The places at which a reader of plain rows has to look, in order.
#[derive(Debug)]
pub(super) struct Stops<'b> {
    bytes: &'b [u8],
    separator: u8,
    /// How many bytes were looked at.
    seen: usize,
    /// The stops among them that are written down, how many those are, and the next one's place.
    places: [usize; ROOM],
    length: usize,
    next: usize,
}

impl<'b> Stops<'b> {
    pub(super) fn new(bytes: &'b [u8], separator: u8) -> Self {
        Self { bytes, separator, seen: 0, places: [0; ROOM], length: 0, next: 0 }
    }

    /// The next stops, so many. Nothing where there are fewer, or more are asked for than [`MOST`].
    #[inline(always)]
    pub(super) fn take(&mut self, many: usize) -> Option<&[usize]> {
        while self.length.saturating_sub(self.next) < many {
            self.look(many)?;
        }
        let from = self.next;
        self.next = from.saturating_add(many);
        self.places.get(from..self.next)
    }

    /// Writes more stops down. Nothing where there are no more bytes.
    #[inline(never)]
    fn look(&mut self, many: usize) -> Option<()> {
        let rest = self.bytes.get(self.seen..).filter(|rest| !rest.is_empty() && many <= MOST)?;
        self.places.copy_within(self.next..self.length, 0);
        self.length = self.length.saturating_sub(self.next);
        self.next = 0;
        let (blocks, last) = rest.as_chunks::<BLOCK>();
        for block in blocks.iter().take(BLOCKS) {
            self.write(bits_of(block, self.separator));
        }
        if blocks.len() < BLOCKS {
            let mut block = [0_u8; BLOCK];
            for (slot, &byte) in block.iter_mut().zip(last) {
                *slot = byte;
            }
            self.write(bits_of(&block, self.separator));
        }
        Some(())
    }

    /// Writes down the stops of the block that comes next.
    #[inline]
    fn write(&mut self, bits: u64) {
        let start = self.seen;
        self.seen = start.saturating_add(BLOCK);
        let mut bits = bits;
        let many = usize::try_from(bits.count_ones()).unwrap_or(BLOCK);
        let places = self.places.get_mut(self.length..).unwrap_or_default();
        // There is room for all of a block and a few more.
        let mut put = |place: &mut usize| {
            *place = start.wrapping_add(usize::try_from(bits.trailing_zeros()).unwrap_or(BLOCK));
            bits &= bits.wrapping_sub(1);
        };
        if let Some((few, rest)) = places.split_first_chunk_mut::<FEW>() {
            few.iter_mut().for_each(&mut put);
            if many > FEW {
                rest.iter_mut().take(many.saturating_sub(FEW)).for_each(put);
            }
        }
        self.length = self.length.saturating_add(many);
    }
}

/// A bit for each byte that is a stop. The first loop is one that compilers turn into instructions for many bytes.
#[inline]
fn bits_of(block: &[u8; BLOCK], separator: u8) -> u64 {
    let mut flags = [0_u8; BLOCK];
    for (flag, &byte) in flags.iter_mut().zip(block) {
        *flag = u8::from(byte == b'\n')
            | u8::from(byte == separator)
            | u8::from(byte == b'"')
            | u8::from(byte == BETWEEN)
            | (byte >> 7);
    }
    let mut bits = 0_u64;
    for flags in flags.as_chunks::<8>().0.iter().rev() {
        // Brings the lowest bit of each byte to the top one, side by side: no two products meet in one bit.
        let packed = u64::from_le_bytes(*flags).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits = (bits << 8) | packed;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_stops_where_a_plain_loop_does(text in "[a-c;,\"\n\u{1f}é]{0,1500}", separator in prop::sample::select(vec![b',', b';']), many in 1..9_usize) {
            let stop = |byte: u8| byte == separator || matches!(byte, b'\n' | b'"' | BETWEEN | 0x80..);
            let expected: Vec<usize> =
                text.bytes().enumerate().filter(|&(_, byte)| stop(byte)).map(|(at, _)| at).collect();
            let (mut stops, mut found) = (Stops::new(text.as_bytes(), separator), Vec::new());
            while let Some(some) = stops.take(many) {
                found.extend_from_slice(some);
            }
            prop_assert_eq!(&expected[..found.len()], &found);
            prop_assert!(expected.len() - found.len() < many);
            prop_assert!(Stops::new(text.as_bytes(), separator).take(MOST + 1).is_none());
        }
    }
}
