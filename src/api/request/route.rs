//! What to route, by model or by constraints over all models, and how likely each provider fails.

use super::{JobRequest, PolicyRequest, Query};
use crate::catalog::Failures;
use crate::record::take_fields;
use crate::value::{FromValue, Portion, Taken, Value};

request! {
    /// One job to route: to a model by its id, or to whichever model meets a query.
    #[derive(Default)]
    RouteRequest as "RouteRequest" {
        required {}
        optional {
            /// The model's id; without it, every model that the query keeps takes part.
            model: String = "model" as "string",
            /// What to make; the reference job where absent. Over all models, a job without a mode is `t2i`.
            job: JobRequest = "job" as "Job",
            /// Constraints on models and offers; sorting and windowing do not apply.
            query: Query = "query" as "Query",
            /// The routing policy; that of the catalog where absent.
            policy: PolicyRequest = "policy" as "Policy",
            /// How likely a request fails at each provider, and what it then costs.
            failures: Vec<FailureRequest> = "failures" as "FailureRate[]",
            /// The provider that one could use directly, to compare with; the cheapest one where absent.
            direct: String = "direct" as "string",
        }
    }
}

request! {
    /// How likely a request fails at a provider.
    FailureRequest as "FailureRate" {
        required {
            /// The provider's name.
            provider: String = "provider" as "string",
            /// The share of requests that fail, such as `"0.02"`.
            rate: Portion = "rate" as "Decimal",
        }
        optional {
            /// What a failed request costs; what the catalogs state of the provider where absent, else `not-billed`.
            billed: Failures = "billed" as "\"not-billed\" | \"refunded\" | \"billed\"",
        }
    }
}
