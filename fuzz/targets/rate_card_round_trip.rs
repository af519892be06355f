//! A rate card that is read, written in a card's words and read again states the same charges.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use perpixel_fuzz::{cards, mutate};

fuzz_target!(|bytes: &[u8]| cards::round_trip(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::json(data, size, max_size, seed)
});
