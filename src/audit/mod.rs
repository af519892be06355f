//! Checks what sources say: their claims about themselves against their own rows, and one against another.

mod causes;
mod claims;
mod sources;

pub use causes::Cause;
pub use claims::check_claims;
pub use sources::{Disagreement, disagreements};
