//! Charges as a card writes them: money per unit, with how the quantity is counted, rounded and tiered.

use crate::money::Usd;
use crate::quantity::Quantity;
use crate::rate::{Amount, Condition};
use crate::record::record;
use crate::record::words;
use crate::unit::Unit;

words! {
    /// Which way a quantity is rounded.
    CardRounding {
        /// Up to whole units.
        Up = "up",
    }
}

words! {
    /// A rule that counts tokens.
    CardFormulaKind {
        /// gpt-image-2: a grid of patches by quality.
        Grid = "grid",
        /// Video: frames of pixels.
        Frames = "frames",
    }
}

record! {
    /// The grid of one quality.
    #[derive(Eq)]
    CardGrid {
        required {
            /// The vendor's word for quality.
            quality: String = "quality" as "String",
            /// Patches along the longer edge.
            grid: u32 = "grid" as "u32",
        }
        optional {}
        lists {}
    }
}

record! {
    /// How tokens are counted where no table says.
    #[derive(Eq)]
    CardFormula {
        required {
            /// Which rule.
            kind: CardFormulaKind = "kind" as "CardFormulaKind",
        }
        optional {
            /// `frames`: frames billed per second.
            frames_per_second: Quantity = "framesPerSecond" as "String",
            /// `frames`: pixels that make one token.
            pixels_per_token: Quantity = "pixelsPerToken" as "String",
        }
        lists {
            /// `grid`: the grid of each quality.
            by_quality: CardGrid = "byQuality" as "Vec<CardGrid>",
        }
    }
}

record! {
    /// A first part of the quantity at a price of its own, billed whole.
    #[derive(Eq)]
    CardFirst {
        required {
            /// How much of the quantity it covers.
            quantity: Quantity = "quantity" as "String",
        }
        optional {
            /// US dollars for that part.
            usd: Amount<Usd> = "usd" as "String",
            /// Credits for that part.
            credits: Amount<Quantity> = "credits" as "String",
        }
        lists {}
    }
}

record! {
    /// A price or a count that holds under a condition. The first tier that holds counts.
    #[derive(Eq)]
    CardTier {
        required {
            /// When it counts.
            when: Condition = "when" as "Condition",
        }
        optional {
            /// US dollars.
            usd: Amount<Usd> = "usd" as "String",
            /// Credits.
            credits: Amount<Quantity> = "credits" as "String",
            /// How many units.
            count: Amount<Quantity> = "count" as "String",
        }
        lists {}
    }
}

record! {
    /// Money per unit. An offer's price is the sum of its charges.
    #[derive(Eq)]
    CardCharge {
        required {
            /// What is metered.
            unit: Unit = "unit" as "Unit",
        }
        optional {
            /// US dollars for `per` units: `0.03`, `~0.03`, `from 0.03`, `up to 0.03`, `0.01 to 0.03`.
            usd: Amount<Usd> = "usd" as "String",
            /// The provider's credits for `per` units.
            credits: Amount<Quantity> = "credits" as "String",
            /// How many units the price is for; 1 where absent.
            per: Quantity = "per" as "String",
            /// Pixels in one megapixel, or seconds in one block; 1 where absent.
            unit_size: Quantity = "unitSize" as "String",
            /// Whether whole units are billed.
            round: CardRounding = "round" as "CardRounding",
            /// How many units one base makes, such as frames in a second; 1 where absent.
            factor: Quantity = "factor" as "String",
            /// How many units a job makes, where the rate says: tokens of an image, seconds of a run.
            count: Amount<Quantity> = "count" as "String",
            /// How tokens are counted.
            formula: CardFormula = "formula" as "CardFormula",
            /// How many units cost nothing.
            included: Quantity = "included" as "String",
            /// The least that is billed, in units.
            minimum: Quantity = "minimum" as "String",
            /// The most that is billed, in units.
            maximum: Quantity = "maximum" as "String",
            /// A first part at its own price.
            first: CardFirst = "first" as "CardFirst",
            /// When the charge is due; always where absent.
            when: Condition = "when" as "Condition",
            /// Steps that the price includes; more raise the quantity in proportion.
            default_steps: u32 = "defaultSteps" as "u32",
            /// What the receipt calls it.
            label: String = "label" as "String",
        }
        lists {
            /// Prices or counts by condition.
            tiers: CardTier = "tiers" as "Vec<CardTier>",
        }
    }
}

record! {
    /// Changes the sum of the charges: a batch discount, for example.
    #[derive(Eq)]
    CardModifier {
        required {
            /// What the sum is multiplied by: `0.5` for half price.
            multiply: Quantity = "multiply" as "String",
            /// What the receipt calls it.
            label: String = "label" as "String",
        }
        optional {
            /// When it applies; always where absent.
            when: Condition = "when" as "Condition",
        }
        lists {}
    }
}
