//! The answer of a comparison: rows of models with their offers, figures as a display asks for them, and facets.

use super::{JobAnswer, Model, PricedOffer, Route};
use crate::money::Usd;
use crate::price::Status;
use crate::rate::Certainty;
use serde::Serialize;

answer! {
    /// The rows that a query asks for.
    Comparison {
        /// The job that every row is priced for.
        job: JobAnswer,
        /// Number of rows before `limit` and `offset`.
        total: usize,
        /// The highest of the cheapest prices of those rows, in USD per image or second.
        dearest: Option<Usd> as "Usd | null",
        /// The rows, one for each model.
        rows: Vec<Row>,
    }
}

sparse! {
    /// One model with its priced offers.
    Row {
        always {
            /// The model.
            model: Model,
            /// Its offers, as listed.
            offers: Vec<PricedOffer>,
            /// The place of the cheapest one in `offers`: the lowest price, of equal ones the first listed.
            cheapest: Option<usize> as "number | null",
            /// Where the job is routed.
            routed: Route,
            /// The dearest price over the cheapest one, to two decimal places.
            spread: Option<String>,
            /// How many times the cheapest price of all rows of the query, image or video, this row's cheapest is, to
            /// two decimal places.
            multiple: Option<String>,
            /// Whether no other row of the query is both at least as good by Elo and at least as cheap.
            pareto: bool,
        }
        maybe {
            /// The figures in the unit and currency that were asked for.
            shown: ShownRow,
            /// The figures for as many outputs as the display counts in a month, where it says how many.
            month: ShownRow,
        }
    }
}

answer! {
    /// The figures of a row as a display asks for them.
    ShownRow {
        /// At the cheapest offer; null where there is no such figure.
        cheapest: Option<Shown>,
        /// Billed where the job is routed, fee included; null where there is no such figure.
        routed: Option<Shown>,
    }

    /// The values of one field of a query, and how many rows each would leave.
    Facet {
        /// The field of the query.
        field: &'static str as "\"modes\" | \"vendors\" | \"providers\" | \"licenses\" | \"weights\" | \"billing\" | \"priceTiers\" | \"latency\"",
        /// The values, the most rows first.
        values: Vec<FacetValue>,
    }

    /// One value of a field.
    FacetValue {
        /// The value.
        value: String,
        /// How many rows it would leave, with every other condition of the query.
        rows: usize,
    }
}

sparse! {
    /// A figure in the unit and currency of a display.
    Shown {
        always {
            /// How far it can be relied on; approximate in another currency, and where it had to be rounded.
            status: Status,
            /// The figure; null where it is only known within bounds.
            price: Option<String> as "Decimal | null",
        }
        maybe {
            /// The lower bound of a range or an open one.
            low: String as "Decimal",
            /// The upper bound.
            high: String as "Decimal",
            /// What kind of figure the source states, where it is no exact one.
            certainty: Certainty,
        }
    }
}
