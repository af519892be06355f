//! The answer of a sweep over sizes.

use super::PricedOffer;
use crate::money::Usd;
use crate::price::Status;
use serde::Serialize;

answer! {
    /// Who is cheapest at each size, and where that changes.
    Sweep {
        /// One point for each size, in the order asked.
        points: Vec<SweepPoint>,
        /// Where the cheapest offer changes from one size to the next.
        flips: Vec<Flip>,
        /// Sizes of at least the same area that cost less at the same offer.
        hints: Vec<SizeHint>,
    }

    /// The cheapest offer at one size.
    SweepPoint {
        /// Width of the output in pixels.
        width: u32,
        /// Height of the output in pixels.
        height: u32,
        /// The cheapest offer; null where none has a price.
        cheapest: Option<PricedOffer>,
        /// Every offer's price at this size, in listed order.
        offers: Vec<SweepPrice>,
    }

    /// One offer's price at one size.
    SweepPrice {
        /// The model's id.
        model: String,
        /// Who sells it.
        provider: String,
        /// How far the price can be relied on.
        status: Status,
        /// USD per image or second; null where there is no single figure.
        price: Option<Usd> as "Usd | null",
    }

    /// A change of the cheapest offer between two sizes that follow each other.
    Flip {
        /// The place of the earlier size.
        from: usize,
        /// The place of the later size.
        to: usize,
        /// Who was cheapest: model and provider.
        before: [String; 2] as "[string, string]",
        /// Who is cheapest: model and provider.
        after: [String; 2] as "[string, string]",
    }

    /// A size that costs less although it is not smaller.
    SizeHint {
        /// The model's id.
        model: String,
        /// Who sells it.
        provider: String,
        /// The place of the size asked about.
        at: usize,
        /// The place of the cheaper size.
        instead: usize,
        /// USD saved per image or second.
        saves: Usd as "Usd",
        /// The same in percent of the price, to one decimal place.
        percent: String,
    }
}
