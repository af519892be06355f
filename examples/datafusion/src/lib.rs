//! perpixel as functions of DataFusion: what each row of a usage table cost, exactly, in SQL.
//!
//! `price_usd(model, provider, width, height, quality, count, day)` is what a row cost in US dollars, NULL where
//! that is not known. `price_status` and `price_reason` take the same columns and say how far the figure can be
//! relied on, and why there is none. [`register`] puts the three into a session; [`cluster`] runs them on Ballista.

pub mod cluster;
mod function;
mod pricer;
pub mod report;
pub mod table;

pub use function::{Price, functions};
pub use pricer::Pricer;

use datafusion::execution::FunctionRegistry;
use std::sync::Arc;

/// Puts the three functions into a session.
///
/// # Errors
/// What the registry refuses.
pub fn register(registry: &mut dyn FunctionRegistry, pricer: &Arc<Pricer>) -> datafusion::error::Result<()> {
    for function in functions(pricer) {
        registry.register_udf(function)?;
    }
    Ok(())
}
