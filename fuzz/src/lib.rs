//! What the targets share: exact fractions, the laws that every priced catalog has to keep, and a mutator that knows
//! where the values of a JSON text begin and end. A broken law is a panic, which ends the run with its input.

pub mod cards;
pub mod catalog;
#[path = "../../tests/arithmetic/exact.rs"]
pub mod exact;
pub mod log;
#[path = "../../tests/arithmetic/model.rs"]
pub mod model;
pub mod mutate;
