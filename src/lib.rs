//! Exact, explained prices for generative images and video.
//!
//! Catalogs in, answers out: every billing unit normalized to USD for one 1024×1024 image, or for one second
//! of video, each with the receipt that adds up to it.
//!
//! ```
//! use perpixel::api::request::{LoadOptions, PriceRequest, take};
//! use perpixel::api::{Part, load};
//!
//! let card = br#"{ "format": "perpixel/rate-card@1", "models": [{ "id": "flux", "offers": [{ "provider": "bfl",
//!     "charges": [{ "unit": "megapixel", "usd": "0.015", "unitSize": "1048576", "round": "up",
//!                   "first": { "quantity": "1", "usd": "0.03" } }] }] }] }"#;
//! let part = Part { name: Some("mine"), bytes: card, format: None };
//! let catalog = load(&[part], &LoadOptions::default(), "2026-07-01")?;
//! let asked = serde_json::json!({ "model": "flux", "provider": "bfl", "job": { "width": 1920, "height": 1080 } });
//! let offer = catalog.price(&take(serde_json::from_value(asked).expect("plain data"))?)?;
//! assert_eq!(offer.price.expect("it has a price").to_string(), "0.045");
//! # Ok::<(), perpixel::error::Error>(())
//! ```
//!
//! It does: read catalogs ([`source`]), join them ([`catalog`]), price any job ([`price`]), route it by a policy
//! ([`route`]), and check what sources claim ([`audit`]). It does not: fetch anything, know today's date, use
//! floats for money, or contain a price.

#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::float_arithmetic, clippy::string_slice))]

pub mod api;
pub mod audit;
pub mod catalog;
pub mod date;
pub mod error;
#[cfg(feature = "planning")]
pub mod estimate;
pub mod finding;
pub mod job;
pub mod money;
pub mod number;
pub mod order;
pub mod price;
pub mod quantity;
pub mod rate;
pub mod record;
pub mod route;
pub mod source;
mod text;
pub mod unit;
#[cfg(feature = "planning")]
pub mod usage;
pub mod value;

#[cfg(all(target_arch = "wasm32", feature = "js"))]
pub mod wasm;
