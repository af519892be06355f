//! Exact, explained prices for generative images and video.
//!
//! Catalogs in, answers out: every billing unit normalized to USD for one 1024×1024 image, or for one second
//! of video, each with the receipt that adds up to it.
//!
//! ```
//! use perpixel::api::request::{JobRequest, LoadOptions, PriceRequest};
//! use perpixel::api::{Part, load};
//!
//! let card = std::fs::read("www/catalogs/first-party.json")?;
//! let part = Part { name: None, bytes: &card, format: None };
//! let catalog = load(&[part], &LoadOptions::default(), "2026-06-30")?;
//! let job = JobRequest { width: Some(1920), height: Some(1080), ..JobRequest::default() };
//! let asked = PriceRequest { model: "flux-2-pro".into(), provider: "fal".into(), job: Some(job) };
//! let offer = catalog.price(&asked)?;
//! assert_eq!(offer.price.map(|usd| usd.to_string()).as_deref(), Some("0.045"));
//! assert_eq!(offer.receipt.len(), 2); // The first megapixel, and the begun second one.
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The same as a program that prints every provider's receipt: `cargo run --example price --no-default-features`.
//!
//! # What it does
//!
//! - It reads catalogs ([`source`]): rate cards, the documents of infr.sh, and those of other projects. A faulty row
//!   leaves a [`finding`] with its place, and the rows beside it work.
//! - It joins several sources into one [`catalog`], without losing who said what.
//! - It prices any [`job`] at any offer ([`price`], [`rate`]): megapixels, tokens, seconds, credits, tiers, discounts.
//! - It routes by a policy and says why the others were not chosen ([`route`]).
//! - It checks what sources claim against what follows from their own rows ([`audit`]).
//! - With the feature `planning` it prices workloads, self-hosting and whole usage logs, and says what changed from one
//!   catalog to the next.
//!
//! # What it does not do
//!
//! - It fetches nothing and opens no file: it is given bytes.
//! - It has no clock: the day asked about is an argument.
//! - It has no prices: they come with a catalog, each with its source.
//! - It never computes money in floats, and never rounds in silence. [`money::Usd`] is exact or refuses.
//! - It never takes an unknown price for 0. There is no figure then, but a reason with a [`error::Code`].
//! - It does not panic, whatever it is given.
//!
//! # Where to begin
//!
//! [`api::load`] makes an [`api::Loaded`], whose methods are the verbs. Requests ([`api::request`]) and answers
//! ([`api::answer`]) are plain data; what is refused is an [`error::Error`] with a stable code. The other modules are
//! what the verbs are made of, for those who need one alone.
//!
//! # Features
//!
//! | feature | in the default | what it adds |
//! |---|---|---|
//! | none | | the verbs `models`, `compare`, `price`, `quote`, `sweep`, and every reader |
//! | `planning` | yes | the verbs `route`, `estimate`, `break_even`, `usage`, `diff`, `audit`, `facets`, `export`, and the price book |
//! | `js` | yes | the WebAssembly binding; it takes effect on wasm32 alone, and a native build has none of its crates |
//!
//! As a library of a native program: `perpixel = { version = "0.1", default-features = false }`, with
//! `features = ["planning"]` where it is needed.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::float_arithmetic, clippy::string_slice))]

pub mod api;
pub mod audit;
pub mod catalog;
pub mod date;
mod eight;
pub mod error;
#[cfg(feature = "planning")]
pub mod estimate;
pub mod finding;
pub mod job;
pub mod money;
pub mod number;
pub mod order;
mod packed;
pub mod price;
pub mod quantity;
pub mod rare;
pub mod rate;
pub mod record;
pub mod route;
pub mod shared;
pub mod source;
mod text;
pub mod unit;
#[cfg(feature = "planning")]
pub mod usage;
pub mod value;

#[cfg(all(target_arch = "wasm32", feature = "js"))]
pub mod wasm;
