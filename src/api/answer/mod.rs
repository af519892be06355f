//! The answers of the public interface, as they go out. Money is an exact decimal string; a price that is
//! not known is null with a reason, never 0.

use crate::catalog::{Billing, Failures, LatencyClass};
use crate::date::Date;
use crate::error::Code;
use crate::job::{Mode, Resolution};
use crate::money::Usd;
use crate::price::{Per, Status};
use crate::quantity::Quantity;
use crate::rate::Certainty;
use crate::route::PriceTier;
use serde::Serialize;

/// Declares an answer: plain data with camel-case names; absent optional fields are left out.
macro_rules! answer {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $type:ty $(as $ts:literal)?,)* })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, Serialize)]
            #[cfg_attr(test, derive(ts_rs::TS))]
            #[serde(rename_all = "camelCase")]
            pub struct $name {
                $($(#[$fdoc])* $(#[cfg_attr(test, ts(type = $ts))])? pub $field: $type,)*
            }
        )+
    };
}

/// Declares an answer some of whose fields are left out where they do not apply.
macro_rules! sparse {
    ($(#[$doc:meta])* $name:ident {
        always { $($(#[$fdoc:meta])* $field:ident: $type:ty $(as $ts:literal)?,)* }
        maybe { $($(#[$odoc:meta])* $ofield:ident: $otype:ty $(as $ots:literal)?,)* }
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Serialize)]
        #[cfg_attr(test, derive(ts_rs::TS))]
        #[serde(rename_all = "camelCase")]
        pub struct $name {
            $($(#[$fdoc])* $(#[cfg_attr(test, ts(type = $ts))])? pub $field: $type,)*
            $(
                $(#[$odoc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                #[cfg_attr(test, ts(optional $(, type = $ots)?))]
                pub $ofield: Option<$otype>,
            )*
        }
    };
}

#[cfg(feature = "planning")]
mod audit;
mod convert;
#[cfg(feature = "planning")]
mod diff;
#[cfg(feature = "planning")]
mod estimate;
mod info;
mod quote;
mod route;
#[cfg(feature = "planning")]
mod self_host;
mod sweep;
mod table;
#[cfg(feature = "planning")]
mod usage;

#[cfg(feature = "planning")]
pub use audit::AuditFinding;
#[cfg(feature = "planning")]
pub use diff::{Change, ChangeKind, Diff, WorkloadChange};
#[cfg(feature = "planning")]
pub use estimate::{Estimate, EstimateLine, MonthSum, ProviderSum, Scenario, ScenarioLine};
pub use info::{Info, PlanTier, SelfHostingFact, SourceInfo};
pub use quote::{Quote, QuoteSide, RailCost, RoutedSide};
#[cfg(feature = "planning")]
pub use route::beside::{
    Binding, CheaperModel, DirectOffer, Expected, FeeBreakEven, Served, Share, WithoutConstraint,
};
pub use route::{Refused, Route};
#[cfg(feature = "planning")]
pub use self_host::{AtCount, Bounds, BreakEven, CountBounds, SelfHostOffer};
pub use sweep::{Flip, SizeHint, Sweep, SweepPoint, SweepPrice};
pub use table::{Comparison, Facet, FacetValue, Row, Shown, ShownRow};
#[cfg(feature = "planning")]
pub use usage::{
    ModelSum, SheetKind, SheetReport, UnpricedKind, UnpricedRow, UsageAlternative, UsageColumn, UsageReport,
    UsageSum,
};

sparse! {
    /// A model.
    Model {
        always {
            /// The id by which everything refers to it.
            id: String,
            /// The name that people read.
            name: String,
            /// Who made it.
            vendor: Option<String>,
            /// What goes in and comes out.
            modes: Vec<Mode>,
            /// The arena score.
            elo: Option<u32>,
            /// The licence, in the source's word.
            license: Option<String>,
            /// Whether the weights are to be had, in the source's word (`open`, `open-nc`, `closed`).
            weights: Option<String>,
            /// Whether it can be trained further.
            trainable: Option<bool>,
            /// Other ids by which it goes.
            aliases: Vec<String>,
        }
        maybe {
            /// The first day on which it is no longer served, `YYYY-MM-DD`.
            retires: Date as "string",
            /// What its vendor recommends instead.
            replacement: String,
        }
    }
}

sparse! {
    /// One provider's offer of one model, priced for a job.
    PricedOffer {
        always {
            /// The model's id.
            model: String,
            /// Who sells it.
            provider: String,
            /// How far the price can be relied on.
            status: Status,
            /// USD per image or per second; null where there is no single figure, with `reason`.
            price: Option<Usd> as "Usd | null",
            /// What the price is for.
            per: Per,
            /// The rate in the provider's own unit.
            native: String,
            /// The lines that add up to the price of the whole job: the image, or the clip.
            receipt: Vec<Line>,
            /// The name of the source that states it.
            source: String,
            /// JSON Pointer of its row in that source.
            path: String,
            /// Where the price is published, a plain `https:` address.
            url: Option<String>,
        }
        maybe {
            /// USD for the whole job, where that is one figure.
            total: Usd as "Usd",
            /// The lower bound, where the price is a range or "from".
            low: Usd as "Usd",
            /// The upper bound, where the price is a range or "up to".
            high: Usd as "Usd",
            /// How the figure is meant, where it is not exact.
            certainty: Certainty,
            /// Why there is no price, why it is not exact, or which setting of the job it does not depend on.
            reason: String,
            /// The same for programs.
            code: Code,
            /// How many times the cheapest price of its row this is, to two decimal places.
            multiple: String,
            /// The day on which the price was read, `YYYY-MM-DD`.
            checked: Date as "string",
            /// Whether that is more than 90 days before the day asked about.
            stale: bool,
            /// Tells offers of one provider apart that no setting of a job does.
            variant: String,
            /// By what the provider bills.
            billing: Billing,
            /// Whether the price of a job is known before it runs.
            predictable: bool,
            /// How long an output takes, in words.
            latency: LatencyClass,
            /// How long an output takes, in seconds, as the source states it.
            latency_seconds: String,
            /// Which class the price per image belongs to, by the limits of the built-in policy.
            tier: PriceTier,
            /// Whether the provider is paid before.
            prepaid: bool,
            /// Whether the provider is paid by invoice.
            invoiced: bool,
            /// Days that the provider keeps outputs.
            outputs_stored_days: u32,
            /// What a failed request costs: `not-billed`, `refunded` or `billed`.
            failures: Failures as "\"not-billed\" | \"refunded\" | \"billed\"",
            /// Whether the user's own price book sets or changes the price.
            own: bool,
            /// The source's remark.
            note: String,
            /// The provider's own id for the model.
            upstream_id: String,
        }
    }
}

sparse! {
    /// One line of a receipt: quantity × rate = amount, exactly, unless `rule` says that it is rounded.
    Line {
        always {
            /// What is billed.
            label: String,
            /// How much of it; the lower figure of a range.
            quantity: Quantity as "Decimal",
            /// Of what.
            unit: String,
            /// USD for one; the lower figure of a range.
            rate: Usd as "Usd",
            /// USD for all of it; the lower figure of a range.
            amount: Usd as "Usd",
        }
        maybe {
            /// By which rule the quantity or the amount came about.
            rule: String,
            /// How the amount is meant, where it is not exact.
            certainty: Certainty,
            /// The upper figures, where the line is a range.
            high: LineHigh,
        }
    }
}

answer! {
    /// The upper figures of a receipt line that is a range.
    LineHigh {
        /// How much of it.
        quantity: Quantity as "Decimal",
        /// USD for one.
        rate: Usd as "Usd",
        /// USD for all of it.
        amount: Usd as "Usd",
    }
}

sparse! {
    /// A job as it was understood: with its size, and what was stated besides.
    JobAnswer {
        always {
            /// Width of the output in pixels.
            width: u32,
            /// Height of the output in pixels.
            height: u32,
        }
        maybe {
            /// What goes in and what comes out.
            mode: Mode,
            /// Resolution tier.
            resolution: Resolution,
            /// The vendor's own word for quality.
            quality: String,
            /// Number of input images.
            inputs: u32,
            /// Diffusion steps.
            steps: u32,
            /// Whether the vendor's batch interface will do.
            batch: bool,
            /// Length of the clip in seconds.
            seconds: Quantity as "Decimal",
            /// Whether the clip has sound.
            audio: bool,
            /// Tokens of the text prompt.
            text_tokens: u64 as "number",
        }
    }
}
