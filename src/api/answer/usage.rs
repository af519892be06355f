//! The answer about a usage log: what was used, what it cost, and what it would have cost elsewhere.

use crate::error::Code;
use crate::money::Usd;
use crate::price::Status;
use crate::quantity::Quantity;
use serde::Serialize;

answer! {
    /// What a usage log costs.
    UsageReport {
        /// Rows of the log, the header not counted.
        rows: u64 as "number",
        /// Rows that have a price.
        priced: u64 as "number",
        /// Rows that have none.
        unpriced: u64 as "number",
        /// Rows that name no provider and are priced as `withoutProvider` says.
        assumed: u64 as "number",
        /// Outputs of the priced rows.
        made: Quantity as "Decimal",
        /// How far the total can be relied on; `unknown` where no row has a price.
        status: Status,
        /// USD for all priced rows; null where none has a price.
        total: Option<Usd> as "Usd | null",
        /// By model, dearest first. Each breakdown adds up to `total`.
        by_model: Vec<UsageSum>,
        /// By provider, dearest first.
        by_provider: Vec<UsageSum>,
        /// By month (`2026-05`), in order; rows without a date stand under an empty name.
        by_month: Vec<UsageSum>,
        /// By model, provider and job: what one costs and how many there are; dearest first, at most 1,000.
        kinds: Vec<ModelSum>,
        /// Why rows have no price, most rows first.
        reasons: Vec<UnpricedKind>,
        /// The unpriced rows one by one, as many as the options say.
        listed: Vec<UnpricedRow>,
        /// What each provider would have charged for the rows that it offers, largest saving first.
        alternatives: Vec<UsageAlternative>,
        /// What the cheapest provider of each row's model would have charged for all priced rows.
        cheapest: UsageAlternative,
        /// The columns that the log was read by.
        columns: Vec<UsageColumn>,
        /// Columns of the log that play no part.
        ignored: Vec<String>,
        /// The sentence that has to stand beside figures that hold a routing fee.
        disclosure: Option<String>,
    }

    /// A sum of rows.
    UsageSum {
        /// The model, the provider or the month.
        name: String,
        /// Rows.
        rows: u64 as "number",
        /// Outputs.
        made: Quantity as "Decimal",
        /// USD.
        total: Usd as "Usd",
        /// How far it can be relied on.
        status: Status,
    }

    /// All rows of one model, provider and job.
    ModelSum {
        /// The model's id.
        model: String,
        /// Who made it.
        provider: String,
        /// How far the price can be relied on.
        status: Status,
        /// USD for one.
        price: Usd as "Usd",
        /// Rows.
        rows: u64 as "number",
        /// Outputs.
        made: Quantity as "Decimal",
        /// USD for all of them.
        total: Usd as "Usd",
        /// The name of the source that states the price.
        source: String,
    }

    /// Rows that have no price for one reason.
    UnpricedKind {
        /// The reason, for programs.
        code: Code,
        /// The reason, for people.
        message: String,
        /// How many rows.
        rows: u64 as "number",
    }

    /// A row that has no price.
    UnpricedRow {
        /// Its number in the log: 1 for the first row after the header.
        row: u64 as "number",
        /// The reason, for programs.
        code: Code,
        /// The reason, for people.
        message: String,
    }

    /// What another choice of providers would have charged.
    UsageAlternative {
        /// The provider; empty for the cheapest of each row.
        provider: String,
        /// Rows that it can serve.
        rows: u64 as "number",
        /// USD for these rows there.
        total: Usd as "Usd",
        /// USD that these rows cost as they were made.
        current: Usd as "Usd",
        /// The difference; negative where it would have cost more.
        saves: Usd as "Usd",
        /// How far the figures can be relied on.
        status: Status,
    }

    /// A column that the log was read by.
    UsageColumn {
        /// What it holds.
        field: String,
        /// Its header.
        header: String,
    }

    /// What the rows of a sheet cost.
    SheetReport {
        /// Rows that were priced for this.
        rows: u64 as "number",
        /// Rows that have a price.
        priced: u64 as "number",
        /// Rows that have none: their kind has no price or is none of the sheet's kinds, or their count is 0.
        unpriced: u64 as "number",
        /// USD for all priced rows, exactly; null where none has a price.
        total: Option<Usd> as "Usd | null",
        /// How far the prices of the sheet's kinds can be relied on, those without one left out.
        status: Status,
        /// The amounts are whole numbers of 10^-scale USD. Null where they do not all fit 64 bits: then the column
        /// holds none, and `amount` says each one.
        scale: Option<u32> as "number | null",
    }

    /// What one output of a kind of rows costs.
    SheetKind {
        /// The model's id, as asked.
        model: String,
        /// Who makes it for that; null where nobody is named or chosen.
        provider: Option<String>,
        /// USD for one; null where there is no price.
        price: Option<Usd> as "Usd | null",
        /// How far it can be relied on.
        status: Status,
        /// Why there is no price, for programs.
        code: Option<Code>,
        /// Why there is no price, for people.
        reason: Option<String>,
    }
}
