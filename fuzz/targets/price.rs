//! A rate card and a request made of the bytes cost what exact fractions say, are marked as rounded, or are refused.

#![no_main]

use libfuzzer_sys::fuzz_target;
use perpixel_fuzz::cards;

fuzz_target!(|bytes: &[u8]| cards::priced(&cards::case(bytes)));
