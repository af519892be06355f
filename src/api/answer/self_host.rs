//! The answer about self-hosting: the cost of an image, and from which volume on it pays.

use super::Line;
use crate::money::Usd;
use crate::price::Status;
use crate::quantity::Quantity;
use serde::Serialize;

answer! {
    /// Self-hosting against buying.
    BreakEven {
        /// USD for an image as the machine runs, without fixed costs; zero for a machine rented by the month; null
        /// where it is rented by the month and its throughput is not stated or not needed.
        per_image: Option<Bounds>,
        /// USD a month that do not depend on the number of images: one machine's rent and the labour.
        fixed_per_month: Bounds,
        /// The lines that `fixedPerMonth` and `perImage` are made of.
        receipt: Vec<Line>,
        /// Images that one machine can make in a month; null where its throughput is not stated.
        capacity: Option<CountBounds>,
        /// What it is compared with; null where the request names nothing.
        against: Option<SelfHostOffer>,
        /// From how many images a month on self-hosting costs no more, in the best case; null where it never does.
        from: Option<Quantity> as "Decimal | null",
        /// The same in the worst case.
        surely_from: Option<Quantity> as "Decimal | null",
        /// Machines needed for `from` and `surelyFrom` images.
        machines: Option<[Quantity; 2]> as "[Decimal, Decimal] | null",
        /// Both ways at the count of the request; null where it states none.
        at_count: Option<AtCount>,
        /// Why there is no break-even, or what should be known about it.
        reason: Option<String>,
    }

    /// An amount between two bounds, which are equal for a single figure.
    Bounds {
        /// USD at least.
        low: Usd as "Usd",
        /// USD at most.
        high: Usd as "Usd",
        /// `exact`, or `approximate` where a source says about, or a figure is rounded to 12 decimal places.
        status: Status,
    }

    /// A number between two bounds, which are equal for a single figure.
    CountBounds {
        /// At least.
        low: Quantity as "Decimal",
        /// At most.
        high: Quantity as "Decimal",
    }

    /// What self-hosting is compared with.
    SelfHostOffer {
        /// The model's id, for an offer.
        model: Option<String>,
        /// Who sells it, for an offer.
        provider: Option<String>,
        /// How far the price can be relied on.
        status: Status,
        /// USD for an image, the fee of a routed one included.
        price: Option<Usd> as "Usd | null",
        /// The sentence that has to stand beside a price with a routing fee.
        disclosure: Option<String>,
    }

    /// Both ways at one number of images a month.
    AtCount {
        /// Images a month.
        count: Quantity as "Decimal",
        /// USD a month for running it oneself.
        self_hosted: Bounds,
        /// Machines needed, in the best and in the worst case.
        machines: Option<[Quantity; 2]> as "[Decimal, Decimal] | null",
        /// USD a month for buying it; null where there is no price.
        bought: Option<Usd> as "Usd | null",
        /// USD that self-hosting saves, in the worst and in the best case; negative where it costs more.
        saves: Option<[Usd; 2]> as "[Usd, Usd] | null",
    }
}
