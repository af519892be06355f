//! A usage log of separated values, whole and cut into chunks anywhere: one answer, whose parts add up.

#![no_main]

use libfuzzer_sys::fuzz_target;
use perpixel::api::request::LogFormat;
use perpixel_fuzz::log;

fuzz_target!(|bytes: &[u8]| log::check(bytes, LogFormat::Csv));
