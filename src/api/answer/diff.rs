//! The answer of comparing two catalogs.

use crate::money::Usd;
use crate::price::{Per, Status};
use crate::record::words;
use serde::Serialize;

words! {
    /// What became of an offer.
    ChangeKind {
        /// Only the newer catalog has it.
        Appeared = "appeared",
        /// Only the older catalog has it.
        Vanished = "vanished",
        /// Its price is higher.
        Rose = "rose",
        /// Its price is lower.
        Fell = "fell",
        /// It has a price now and had none.
        Priced = "priced",
        /// It had a price and has none now.
        Unpriced = "unpriced",
    }
}

answer! {
    /// What changed from one catalog to the next.
    Diff {
        /// The changes, in the order of the newer catalog, vanished ones last.
        changes: Vec<Change>,
        /// Offers that are the same in both.
        unchanged: usize,
        /// What the changes do to the workload; null where the request states none.
        workload: Option<WorkloadChange>,
        /// How many changes, the workload's included, rise by more than the request tolerates.
        exceeded: usize,
    }
}

sparse! {
    /// What became of one offer.
    Change {
        always {
            /// What happened.
            kind: ChangeKind,
            /// The model's id.
            model: String,
            /// Who sells it.
            provider: String,
            /// The price before, in USD per image or second; null where there was none.
            before: Option<Usd> as "Usd | null",
            /// The price after.
            after: Option<Usd> as "Usd | null",
            /// What the prices are for.
            per: Per,
        }
        maybe {
            /// Tells offers of one provider apart.
            variant: String,
            /// The job that both prices are for, where it is not the one asked about.
            job: String,
            /// After less before, in USD.
            difference: Usd as "Usd",
            /// The same in percent of the price before, to one decimal place; negative for a fall.
            percent: String,
            /// Why there is no price after, or none before.
            reason: String,
            /// Whether it rises by more than the request tolerates.
            exceeds: bool,
            /// How far the prices can be relied on, where they are not exact.
            status: Status,
        }
    }
}

answer! {
    /// What the changes do to a workload.
    WorkloadChange {
        /// USD before; null where a line had no price.
        before: Option<Usd> as "Usd | null",
        /// USD after; null where a line has no price.
        after: Option<Usd> as "Usd | null",
        /// After less before; null where either is.
        difference: Option<Usd> as "Usd | null",
        /// The same in percent, to one decimal place.
        percent: Option<String>,
        /// Whether it rises by more than the request tolerates, or had a total and has none now.
        exceeds: bool,
    }
}
