//! The answer of an estimate: what a workload costs, line by line, and what another way to buy it would.

use super::{JobAnswer, Line, RailCost};
use crate::money::Usd;
use crate::price::Status;
use crate::quantity::Quantity;
use serde::Serialize;

answer! {
    /// What a workload costs.
    Estimate {
        /// How many months.
        months: u32,
        /// Outputs wanted in all months.
        wanted: Quantity as "Decimal",
        /// Outputs paid for in all months, with those that are not accepted.
        made: Quantity as "Decimal",
        /// How far the total can be relied on; `unknown` where a line has no price.
        status: Status,
        /// USD for all of it; null where a line has no price.
        total: Option<Usd> as "Usd | null",
        /// USD for the lines that have a price.
        known: Usd as "Usd",
        /// Number of lines without a price.
        unpriced: usize,
        /// USD for 1,000 wanted outputs, rounded to 12 decimal places; null without a total.
        per_thousand: Option<Usd> as "Usd | null",
        /// The lines, as asked.
        lines: Vec<EstimateLine>,
        /// What each provider is paid, in the order of the lines. They add up to `known`.
        by_provider: Vec<ProviderSum>,
        /// What each month costs. They add up to `known`.
        by_month: Vec<MonthSum>,
        /// What paying costs, beside the total and not in it; null where the workload states no payment rail, or has
        /// no total.
        rail: Option<RailCost>,
        /// The alternatives, as asked.
        alternatives: Vec<Scenario>,
        /// The cheapest way to buy each line under its constraints: at any provider, and where the line has a query
        /// with any model that it keeps.
        cheapest: Scenario,
        /// The sentence that has to stand beside the figures of the lines, where one of them holds a routing fee.
        disclosure: Option<String>,
    }

    /// What one line costs.
    EstimateLine {
        /// What the line is called; its model's name where it is not.
        name: String,
        /// The model that serves it; null where none does.
        model: Option<String>,
        /// Who makes it.
        provider: Option<String>,
        /// Whether it is routed and pays the fee.
        routed: bool,
        /// How far its price can be relied on.
        status: Status,
        /// USD for one output, without the fee.
        price: Option<Usd> as "Usd | null",
        /// The job.
        job: JobAnswer,
        /// Outputs wanted in all months.
        wanted: Quantity as "Decimal",
        /// Outputs paid for in all months.
        made: Quantity as "Decimal",
        /// How many of those go through the batch interface.
        batched: Quantity as "Decimal",
        /// USD for all of them, fee included; null where there is no price.
        total: Option<Usd> as "Usd | null",
        /// The part of it that is the routing fee.
        fee: Option<Usd> as "Usd | null",
        /// The lines that add up to `total`. The receipts of all lines add up to the estimate's `known`.
        receipt: Vec<Line>,
        /// The name of the source that states the price.
        source: Option<String>,
        /// Why there is no price, or what should be known about it.
        reason: Option<String>,
    }

    /// What one provider is paid.
    ProviderSum {
        /// The provider.
        provider: String,
        /// Outputs paid for.
        made: Quantity as "Decimal",
        /// USD, fees of routed lines included.
        total: Usd as "Usd",
        /// How far it can be relied on.
        status: Status,
    }

    /// What one month costs.
    MonthSum {
        /// 1 for the first.
        month: u32,
        /// Outputs wanted.
        wanted: Quantity as "Decimal",
        /// Outputs paid for.
        made: Quantity as "Decimal",
        /// USD for the lines that have a price.
        total: Usd as "Usd",
        /// How far it can be relied on.
        status: Status,
    }

    /// Another way to buy the same workload.
    Scenario {
        /// What it is called.
        name: String,
        /// How far the total can be relied on; `unknown` where a line has no price.
        status: Status,
        /// USD for all of it; null where a line has no price.
        total: Option<Usd> as "Usd | null",
        /// USD for the lines that have a price.
        known: Usd as "Usd",
        /// USD that it saves; negative where it costs more; null where either total is.
        saves: Option<Usd> as "Usd | null",
        /// The same in percent of the workload's total, to one decimal place.
        percent: Option<String>,
        /// The sentence that has to stand beside the figures, where they hold a routing fee.
        disclosure: Option<String>,
        /// The lines, as asked.
        lines: Vec<ScenarioLine>,
    }

    /// One line of another way.
    ScenarioLine {
        /// What the line is called.
        name: String,
        /// The model that serves it.
        model: Option<String>,
        /// Who makes it.
        provider: Option<String>,
        /// How far its price can be relied on.
        status: Status,
        /// USD for it, fee included; null where there is no price.
        total: Option<Usd> as "Usd | null",
        /// USD that it saves; negative where it costs more; null where either total is.
        saves: Option<Usd> as "Usd | null",
        /// Why there is no price.
        reason: Option<String>,
    }
}
