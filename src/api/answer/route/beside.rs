//! What only the verb `route` answers: shares, failures, the fee's break-even, what constraints cost, and a
//! cheaper model.

use crate::api::answer::Line;
use crate::money::Usd;
use crate::price::Status;
use crate::quantity::Quantity;
use serde::Serialize;

answer! {
    /// How likely an offer is tried first.
    Share {
        /// The model's id.
        model: String,
        /// Who sells it.
        provider: String,
        /// USD per image or second.
        price: Usd as "Usd",
        /// From 0 to 1.
        share: Quantity as "Decimal",
    }

    /// What an output costs when requests fail with the stated rates and the next offer is tried.
    Expected {
        /// How far the figures can be relied on: `exact`, or `approximate` where one is rounded or the price is.
        status: Status,
        /// USD for a request on average, whether it delivers or not.
        per_request: Usd as "Usd",
        /// USD for a delivered output on average; null where none is ever delivered.
        per_delivered: Option<Usd> as "Usd | null",
        /// The same with the routing fee; null where no fee rate is stated.
        billed: Option<Usd> as "Usd | null",
        /// The offers in the order in which they are tried.
        served: Vec<Served>,
        /// The share of requests that no offer serves.
        unserved: Quantity as "Decimal",
        /// The lines that add up to `perRequest`.
        receipt: Vec<Line>,
    }

    /// One offer's part in serving.
    Served {
        /// The model's id.
        model: String,
        /// Who sells it.
        provider: String,
        /// The share of requests that fail here.
        failure_rate: Quantity as "Decimal",
        /// Whether a failed request is billed all the same.
        bills_failures: bool,
        /// The share of all requests that are tried here.
        tried: Quantity as "Decimal",
        /// The share of all requests that are delivered here.
        share: Quantity as "Decimal",
    }

    /// From which price on routing pays.
    FeeBreakEven {
        /// USD: buying directly pays below this price, routing above it.
        direct_usd: Usd as "Usd",
        /// USD by which the upstream price has to be lower than a direct one: the fee.
        gap: Usd as "Usd",
        /// The same as a share of the upstream price: the fee rate.
        gap_of_upstream: Quantity as "Decimal",
        /// The same as a share of the direct price: fee rate / (1 + fee rate).
        gap_of_direct: Quantity as "Decimal",
        /// The offer bought directly; null where no other has a price.
        direct: Option<DirectOffer>,
    }

    /// An offer bought directly, against the routed one.
    DirectOffer {
        /// The model's id.
        model: String,
        /// Who sells it.
        provider: String,
        /// How far its price can be relied on.
        status: Status,
        /// USD per image or second.
        price: Usd as "Usd",
        /// USD that the routed upstream price is lower; negative where it is higher.
        gap: Usd as "Usd",
        /// USD that routing saves, fee included; negative where it costs more.
        saves: Usd as "Usd",
        /// Whether routing pays.
        routing_pays: bool,
    }

    /// A constraint that costs something.
    Binding {
        /// The field of the query, or of the policy as `policy.only`.
        constraint: &'static str as "string",
        /// The route without it.
        without: WithoutConstraint,
        /// USD per image or second that it would save; null where nobody serves with it.
        saves: Option<Usd> as "Usd | null",
    }

    /// Who would serve without a constraint.
    WithoutConstraint {
        /// The model's id.
        model: String,
        /// Who sells it.
        provider: String,
        /// How far the price can be relied on.
        status: Status,
        /// USD per image or second, without the fee.
        price: Usd as "Usd",
    }

    /// A cheaper model of at least the same arena score, routed by the same policy.
    CheaperModel {
        /// The model's id.
        model: String,
        /// Its name.
        name: String,
        /// Its arena score.
        elo: u32,
        /// Who serves it.
        provider: String,
        /// How far the price can be relied on.
        status: Status,
        /// USD per image or second, without the fee.
        upstream: Usd as "Usd",
        /// With the fee; null where no fee rate is stated.
        billed: Option<Usd> as "Usd | null",
        /// USD less than the model asked about, without the fee.
        saves: Usd as "Usd",
        /// The same in percent, to one decimal place.
        percent: String,
    }
}
