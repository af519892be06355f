//! The policy of a request: who may serve, in which order, and at what fee.

use crate::money::Usd;
use crate::record::{take_fields, words};
use crate::route::Policy;
use crate::value::{FromValue, Portion, Taken, Value, word};

words! {
    /// How one offer is chosen among those that may serve.
    Order {
        /// The one with the lowest price.
        Cheapest = "cheapest",
        /// Each with a probability in proportion to 1/price², as OpenRouter documents it.
        Weighted = "weighted",
    }
}

/// Whether a later tier serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename_all = "kebab-case"))]
pub enum FallbackTo {
    /// A later tier serves where no earlier one has a price.
    NextTier,
    /// Only the first tier that has a price serves.
    None,
}

impl FromValue for FallbackTo {
    fn from_value(value: Value, path: &str) -> Taken<Self> {
        word(&value, path, &[("next-tier", Self::NextTier), ("none", Self::None)])
    }
}

request! {
    /// Who may serve a job, and at what fee.
    #[derive(Default)]
    PolicyRequest as "Policy" {
        required {}
        optional {
            /// Providers by tier; a later tier serves only where no earlier one has a price. The catalog's own tiers,
            /// else the engine's built-in ones, where absent.
            tiers: Vec<Vec<String>> = "tiers" as "string[][]",
            /// Whether a later tier serves at all; `next-tier` where absent.
            fallback_to: FallbackTo = "fallbackTo" as "FallbackTo",
            /// How one is chosen among the offers that may serve; `cheapest` where absent.
            order: Order = "order" as "Order",
            /// Providers that are out at the moment: they serve only after all others.
            outages: Vec<String> = "outages" as "string[]",
            /// The only providers allowed.
            only: Vec<String> = "only" as "string[]",
            /// Providers that are not to serve.
            ignore: Vec<String> = "ignore" as "string[]",
            /// The highest upstream price, in USD per image or second.
            max_price: Usd = "maxPrice" as "Usd",
            /// The fee as a share of the upstream price, such as `"0.02"`; the catalog's own where absent.
            fee_rate: Portion = "feeRate" as "Decimal",
        }
    }
}

impl PolicyRequest {
    /// The policy, with what it leaves open taken from another one.
    pub(crate) fn over(&self, base: &Policy) -> Policy {
        Policy {
            tiers: self.tiers.clone().unwrap_or_else(|| base.tiers.clone()),
            next_tier: self.fallback_to != Some(FallbackTo::None),
            weighted: self.order == Some(Order::Weighted),
            outages: self.outages.clone().unwrap_or_default(),
            only: self.only.clone(),
            ignore: self.ignore.clone().unwrap_or_default(),
            max_price: self.max_price,
            fee_rate: self.fee_rate.map(|Portion(rate)| rate).or(base.fee_rate),
            price_tiers: base.price_tiers,
        }
    }
}
