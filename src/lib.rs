//! Exact, explained prices for generative images and video.

#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::float_arithmetic, clippy::string_slice))]

pub mod api;
pub mod audit;
pub mod catalog;
pub mod date;
pub mod error;
pub mod finding;
pub mod job;
pub mod money;
mod number;
pub mod order;
pub mod price;
pub mod quantity;
pub mod rate;
pub mod record;
pub mod route;
pub mod source;
mod text;
pub mod unit;
pub mod value;

#[cfg(all(target_arch = "wasm32", feature = "js"))]
pub mod wasm;
