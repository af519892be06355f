//! What to compare two catalogs by.

use super::{JobRequest, WorkloadRequest};
use crate::record::take_fields;
use crate::value::{FromValue, Share, Taken, Value};

request! {
    /// What to compare two catalogs by.
    #[derive(Default)]
    DiffRequest as "DiffRequest" {
        required {}
        optional {
            /// The job that prices are compared at; each offer's own standard where it has no price for it.
            job: JobRequest = "job" as "Job",
            /// A workload whose total is compared too.
            workload: WorkloadRequest = "workload" as "Workload",
            /// The rise that is tolerated, such as `"0.05"`: a price or a workload that rises by a larger share exceeds it.
            max_rise: Share = "maxRise" as "Decimal",
        }
    }
}
