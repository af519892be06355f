//! The answer of what is loaded: the sources, the fee, and what the sources state of plans and of machines.

use crate::date::Date;
use crate::job::Mode;
use crate::money::Usd;
use crate::quantity::Quantity;
use crate::rate::Amount;
use serde::Serialize;

answer! {
    /// What is loaded.
    Info {
        /// The sources, in the order in which they were given.
        sources: Vec<SourceInfo>,
        /// Number of models.
        models: usize,
        /// Number of offers.
        offers: usize,
        /// Offers that have a price at the reference job.
        priced: usize,
        /// Offers that have none.
        unpriced: usize,
        /// The routing fee as a share of the upstream price, where a policy or a source states it.
        fee_rate: Option<Quantity> as "Decimal | null",
        /// The sentence that has to stand beside every billed figure.
        fee_disclosure: Option<String>,
        /// The providers that the catalog's policy routes to, by tier.
        tiers: Vec<Vec<String>>,
        /// The day asked about.
        as_of: Date as "string",
        /// The newest date of the sources.
        newest: Option<Date> as "string | null",
        /// The oldest date of the sources.
        oldest: Option<Date> as "string | null",
        /// Tiers of apps' own plans that the sources state.
        plans: Vec<PlanTier>,
        /// What the sources state about running models oneself.
        self_hosting: Vec<SelfHostingFact>,
    }

    /// One source.
    SourceInfo {
        /// What it is called.
        name: String,
        /// Its format.
        format: String as "Format | \"price-book\"",
        /// The day that its prices are of.
        date: Option<Date> as "string | null",
        /// Days from that day to the day asked about.
        age_days: Option<i64> as "number | null",
        /// Whether that is more than 90 days.
        stale: bool,
        /// What it says of where its prices come from.
        about: Option<String>,
        /// Number of models that it lists.
        models: usize,
        /// Number of offers that it lists.
        offers: usize,
    }
}

sparse! {
    /// One tier of an app's own plan, as a source states it.
    PlanTier {
        always {
            /// The name of the source.
            source: String,
            /// The tier's name.
            name: String,
            /// The model that serves it.
            model: String,
        }
        maybe {
            /// The kind of its jobs.
            mode: Mode,
            /// What it is for.
            note: String,
        }
    }
}

sparse! {
    /// What a source states about running models oneself.
    SelfHostingFact {
        always {
            /// The name of the source.
            source: String,
            /// What it is: a GPU, a server, labour.
            name: String,
        }
        maybe {
            /// USD for an hour.
            usd_per_hour: Amount<Usd> as "string",
            /// USD for a month.
            usd_per_month: Amount<Usd> as "string",
            /// Images that it makes in an hour.
            images_per_hour: Amount<Quantity> as "string",
            /// The source's remark.
            note: String,
        }
    }
}
