//! The answer of routing: who serves, what is billed, and why not the others.

#[cfg(feature = "planning")]
pub(super) mod beside;

use super::{Line, PricedOffer};
use crate::error::Code;
use crate::money::Usd;
#[cfg(feature = "planning")]
use crate::price::Per;
use crate::price::Status;

use crate::quantity::Quantity;
#[cfg(feature = "planning")]
use beside::{Binding, CheaperModel, Expected, FeeBreakEven, Share};
use serde::Serialize;

sparse! {
    /// Where a job is routed, what is billed, and why not to the others.
    Route {
        always {
            /// The id of the model that serves; of one asked about by its id, also where nobody serves it.
            model: Option<String>,
            /// The provider that serves; null where nobody may.
            provider: Option<String>,
            /// How far the price can be relied on; null where nobody serves.
            status: Option<Status>,
            /// The provider's price, in USD per image or second.
            upstream: Option<Usd> as "Usd | null",
            /// The routing fee on it, in USD.
            fee: Option<Usd> as "Usd | null",
            /// Upstream and fee, in USD.
            billed: Option<Usd> as "Usd | null",
            /// The fee as a share of the upstream price.
            fee_rate: Option<Quantity> as "Decimal | null",
            /// The lines that add up to `billed`.
            receipt: Vec<Line>,
            /// The offers that would serve next, in order.
            fallbacks: Vec<PricedOffer>,
            /// Every offer that is not chosen, with the reason, in listed order.
            refused: Vec<Refused>,
            /// Why there is no route or no billed price.
            reason: Option<String>,
            /// The sentence that has to stand beside the billed figure.
            disclosure: Option<String>,
        }
        maybe {
            /// What the price is for; only in answers of `route`, like all that follows.
            #[cfg(feature = "planning")]
            per: Per,
            /// Under the order `weighted`: how likely each offer is tried first, likeliest first.
            #[cfg(feature = "planning")]
            shares: Vec<Share>,
            /// What a delivered output costs under the failure rates of the request.
            #[cfg(feature = "planning")]
            expected: Expected,
            /// From which price on routing pays, and how a direct offer compares.
            #[cfg(feature = "planning")]
            break_even: FeeBreakEven,
            /// The constraints that cost something: what the route would be without each one alone.
            #[cfg(feature = "planning")]
            binding: Vec<Binding>,
            /// For a model asked about by its id: a cheaper one with at least the same arena score.
            #[cfg(feature = "planning")]
            alternative: CheaperModel,
        }
    }
}

sparse! {
    /// Why one offer is not chosen.
    Refused {
        always {
            /// Who sells it.
            provider: String,
            /// The reason, for programs.
            code: Code,
            /// The reason, for people.
            message: String,
        }
        maybe {
            /// The model's id, where several models take part.
            model: String,
            /// Which field of the query or the policy leaves it out.
            constraint: &'static str as "string",
            /// How much dearer the chosen offer is, in USD, where this one is excluded though cheaper.
            costs_more: Usd as "Usd",
        }
    }
}
