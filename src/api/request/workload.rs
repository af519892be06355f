//! What is made in a month, by whom, and what that is to be compared with.

use super::{JobRequest, PolicyRequest, Query, RailRequest};
use crate::quantity::Quantity;
use crate::record::take_fields;
use crate::value::{FromValue, Portion, Share, Taken, Value};

request! {
    /// What one makes: lines of jobs with their monthly counts, and what holds for all of them.
    WorkloadRequest as "Workload" {
        required {
            /// The lines, 1 to 1,000.
            lines: Vec<LineRequest> = "lines" as "WorkloadLine[]",
        }
        optional {
            /// Outputs wanted a month over all lines that state a `share` of it.
            count: Quantity = "count" as "number",
            /// How many months, 1 to 120; 1 where absent.
            months: u32 = "months" as "number",
            /// By which share the counts grow from month to month, such as `"0.05"`; 0 where absent.
            growth: Share = "growth" as "Decimal",
            /// Which share of the jobs may go through the vendor's batch interface; 0 where absent.
            batch_share: Portion = "batchShare" as "Decimal",
            /// How many outputs are made for one that is accepted, at least 1; 1 where absent.
            attempts: Quantity = "attempts" as "number",
            /// Whether the lines are routed by the policy and pay its fee; bought directly where absent.
            route: bool = "route" as "boolean",
            /// The routing policy; that of the catalog where absent.
            policy: PolicyRequest = "policy" as "Policy",
            /// What paying costs, which is shown beside the total and not in it.
            rail: RailRequest = "rail" as "PaymentRail",
            /// Other ways to buy the same, each compared with the workload as it stands; at most 20.
            alternatives: Vec<AlternativeRequest> = "alternatives" as "Alternative[]",
        }
    }
}

request! {
    /// One line of a workload: a model, a query over all models, or a model that a query may replace.
    LineRequest as "WorkloadLine" {
        required {}
        optional {
            /// What the line is called, such as `Free` or `thumbnails`.
            name: String = "name" as "string",
            /// The model's id.
            model: String = "model" as "string",
            /// Constraints: without `model`, they choose it; with it, they say what may stand in for it.
            query: Query = "query" as "Query",
            /// Who makes it; the cheapest provider where absent.
            provider: String = "provider" as "string",
            /// What to make; the reference job where absent.
            job: JobRequest = "job" as "Job",
            /// Outputs wanted a month: a whole number up to 1,000,000,000,000. Either this or `share`.
            count: Quantity = "count" as "number",
            /// Which share of the workload's `count` it is, such as `"0.8"`. The shares add up to 1.
            share: Portion = "share" as "Decimal",
            /// Which share of its jobs may go through the batch interface; the workload's where absent.
            batch_share: Portion = "batchShare" as "Decimal",
            /// How many outputs are made for one that is accepted; the workload's where absent.
            attempts: Quantity = "attempts" as "number",
            /// Whether it is routed by the policy and pays its fee; as the workload says where absent.
            route: bool = "route" as "boolean",
        }
    }
}

request! {
    /// Another way to buy a workload: what it states holds for every line.
    AlternativeRequest as "Alternative" {
        required {}
        optional {
            /// What it is called.
            name: String = "name" as "string",
            /// The model that serves every line.
            model: String = "model" as "string",
            /// Constraints that choose the model of every line.
            query: Query = "query" as "Query",
            /// Who makes it; the cheapest provider where absent.
            provider: String = "provider" as "string",
            /// Whether it is routed by the policy and pays its fee.
            route: bool = "route" as "boolean",
        }
    }
}
