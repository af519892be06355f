//! A usage log of JSON objects a line, whole and cut into chunks anywhere: one answer, whose parts add up.

#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use perpixel::api::request::LogFormat;
use perpixel_fuzz::{log, mutate};

fuzz_target!(|bytes: &[u8]| log::check(bytes, LogFormat::JsonLines));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate::json(data, size, max_size, seed)
});
