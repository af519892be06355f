//! Bytes as a document of the format `portkey`: a refusal, or a priced catalog that keeps every law of one.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use perpixel_fuzz::{catalog, mutate};

fuzz_target!(|bytes: &[u8]| catalog::check(bytes, "portkey"));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::json(data, size, max_size, seed)
});
