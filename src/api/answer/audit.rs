//! The answer of the audit over sources.

use crate::audit::Cause;
use crate::error::Code;
use crate::finding::Severity;
use crate::money::Usd;
use serde::Serialize;

answer! {
    /// Two sources that state different prices for one provider and model, with the probable cause.
    AuditFinding {
        /// How much it matters.
        severity: Severity,
        /// `sources_disagree`, or `float_noise` for the residue of binary floating point.
        code: Code,
        /// Where: JSON Pointer of the row that is listed later, in its source.
        path: String,
        /// What was found, for a person.
        message: String,
        /// What to do about it.
        help: String,
        /// The name of the source that `path` is of.
        source: String,
        /// The model's id.
        model: String,
        /// The provider.
        provider: String,
        /// What would turn one figure into the other.
        cause: Cause,
        /// Both figures, in USD per image or second.
        figures: [Usd; 2] as "[Usd, Usd]",
        /// The names of both sources, in the same order.
        sources: [String; 2],
        /// How many times the smaller figure the larger one is, to two decimal places; null where the smaller is 0.
        factor: Option<String>,
        /// The difference for one output, in USD.
        at_stake: Usd as "Usd",
    }
}
