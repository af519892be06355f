//! How a usage log is read, and the kinds of its rows where it comes as columns.

use super::JobRequest;
use crate::record::{take_fields, words};
use crate::value::{FromValue, Pairs, Taken, Value};

words! {
    /// What a row costs that names no provider.
    WithoutProvider {
        /// The cheapest offer's price.
        Cheapest = "cheapest",
        /// The routed offer's price with the fee.
        Routed = "routed",
        /// It stays unpriced.
        Unpriced = "unpriced",
    }
}

words! {
    /// How a log is written.
    LogFormat {
        /// A header line, then a line a row; separated by comma, semicolon, tab or bar.
        Csv = "csv",
        /// A JSON object a line.
        JsonLines = "json-lines",
    }
}

request! {
    /// How to read a usage log. What it leaves open is told from the log.
    #[derive(Default)]
    UsageOptions as "UsageOptions" {
        required {}
        optional {
            /// How the log is written; told from its first character where absent.
            format: LogFormat = "format" as "\"csv\" | \"json-lines\"",
            /// Which column holds what, where its header does not tell: `{ model: "endpoint_id" }`. The keys are
            /// `model`, `provider`, `count`, `size`, `width`, `height`, `resolution`, `quality`, `mode`, `seconds`,
            /// `steps`, `inputs`, `audio`, `batch` and `date`.
            columns: Pairs<String> = "columns" as "Record<string, string>",
            /// The model of rows that name none.
            model: String = "model" as "string",
            /// The provider of rows that name none.
            provider: String = "provider" as "string",
            /// What rows cost that name no provider, where none is given here; `cheapest` where absent.
            without_provider: WithoutProvider = "withoutProvider" as "WithoutProvider",
            /// How many unpriced rows are listed one by one; 100 where absent.
            max_listed: u32 = "maxListed" as "number",
        }
    }
}

request! {
    /// One kind of row of a log that comes as columns.
    UsageKind as "UsageKind" {
        required {
            /// The model's id.
            model: String = "model" as "string",
        }
        optional {
            /// Who made it.
            provider: String = "provider" as "string",
            /// What was made; the reference job where absent.
            job: JobRequest = "job" as "Job",
            /// The day, `YYYY-MM-DD`.
            date: String = "date" as "string",
        }
    }
}
