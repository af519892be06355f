//! Checks what sources say: their claims about themselves against their own rows, and one against another.

mod claims;
mod sources;

pub use claims::check_claims;
pub use sources::disagreements;
