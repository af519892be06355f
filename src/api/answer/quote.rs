//! The answer of a quote: what a number of equal jobs costs at the cheapest and at the routed offer, and what
//! paying costs.

use super::{JobAnswer, Line};
use crate::money::Usd;
use crate::price::Status;
use crate::quantity::Quantity;
use serde::Serialize;

answer! {
    /// What a number of equal jobs costs.
    Quote {
        /// The model's id.
        model: String,
        /// The job.
        job: JobAnswer,
        /// How many of them.
        count: Quantity as "Decimal",
        /// At the cheapest offer; null where no offer has a price.
        cheapest: Option<QuoteSide>,
        /// At the routed offer, fee included; null where nobody may serve.
        routed: Option<RoutedSide>,
        /// Why one of them is missing.
        reason: Option<String>,
        /// The sentence that has to stand beside the billed figure.
        disclosure: Option<String>,
    }

    /// What paying costs.
    RailCost {
        /// USD that paying costs.
        cost: Usd as "Usd",
        /// USD with it.
        total: Usd as "Usd",
        /// The lines that add up to `cost`.
        receipt: Vec<Line>,
    }
}

sparse! {
    /// A quote at the cheapest offer.
    QuoteSide {
        always {
            /// Who sells it.
            provider: String,
            /// How far the price can be relied on.
            status: Status,
            /// USD per image or second.
            price: Usd as "Usd",
            /// USD for all of them.
            total: Usd as "Usd",
            /// The lines that add up to `total`.
            receipt: Vec<Line>,
            /// What paying `total` costs; null where the request states no payment rail.
            rail: Option<RailCost>,
        }
        maybe {
            /// How many images or clips the budget of the request buys.
            affords: Quantity as "Decimal",
        }
    }
}

sparse! {
    /// A quote at the routed offer. The fee is null, and the total without it, where no fee rate is stated.
    RoutedSide {
        always {
            /// Who serves.
            provider: String,
            /// How far the price can be relied on.
            status: Status,
            /// USD per image or second, without the fee.
            price: Usd as "Usd",
            /// USD for all of them, without the fee.
            upstream: Usd as "Usd",
            /// The fee on it, in USD.
            fee: Option<Usd> as "Usd | null",
            /// Upstream and fee, in USD.
            billed: Option<Usd> as "Usd | null",
            /// The lines that add up to `billed`, or to `upstream` where there is no fee.
            receipt: Vec<Line>,
            /// What paying `billed` costs; null where the request states no payment rail or there is no fee.
            rail: Option<RailCost>,
        }
        maybe {
            /// How many images or clips the budget of the request buys, fee included where there is one.
            affords: Quantity as "Decimal",
        }
    }
}
