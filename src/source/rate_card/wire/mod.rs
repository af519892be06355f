//! The rate card as it is written: the types from which the JSON Schema is generated and by which a card is
//! read and printed. What they mean is in `convert`.

mod charge;

pub use charge::{
    CardCharge, CardFirst, CardFormula, CardFormulaKind, CardGrid, CardModifier, CardRounding, CardTier,
};

use crate::catalog::{Billing, Failures, LatencyClass};
use crate::date::Date;
use crate::job::{Mode, Resolution};
use crate::money::Usd;
use crate::quantity::Quantity;
use crate::rate::{Amount, Condition};
use crate::record::record;
use crate::record::words;
use crate::value::Value;

/// What `format` has to be.
pub const FORMAT: &str = "perpixel/rate-card@1";

words! {
    /// What may be said beyond the reference job.
    CardBeyond {
        /// The price scales or stays, approximately.
        Approximate = "approximate",
        /// Only the rate is known.
        RateOnly = "rate-only",
    }
}

record! {
    /// Settings of a job.
    #[derive(Default, Eq)]
    CardJob {
        required {}
        optional {
            /// What goes in and what comes out.
            mode: Mode = "mode" as "Mode",
            /// Width of the output in pixels.
            width: u32 = "width" as "u32",
            /// Height of the output in pixels.
            height: u32 = "height" as "u32",
            /// Resolution tier.
            resolution: Resolution = "resolution" as "Resolution",
            /// The vendor's word for quality.
            quality: String = "quality" as "String",
            /// Number of input images.
            inputs: u32 = "inputs" as "u32",
            /// Diffusion steps.
            steps: u32 = "steps" as "u32",
            /// Length of the clip in seconds.
            seconds: Quantity = "seconds" as "String",
            /// Whether the clip has sound.
            audio: bool = "audio" as "bool",
        }
        lists {}
    }
}

record! {
    /// How long an output takes.
    #[derive(Eq)]
    CardLatency {
        required {}
        optional {
            /// In words.
            class: LatencyClass = "class" as "LatencyClass",
            /// In seconds.
            seconds: Amount<Quantity> = "seconds" as "String",
        }
        lists {}
    }
}

record! {
    /// Says that the price is already normalized to one 1024×1024 image.
    #[derive(Eq)]
    CardNormalized {
        required {
            /// What may be said beyond that job.
            beyond: CardBeyond = "beyond" as "CardBeyond",
            /// Why, for a person.
            why: String = "why" as "String",
        }
        optional {}
        lists {}
    }
}

record! {
    /// A figure that the source prints beside its rate, to be checked.
    #[derive(Eq)]
    CardClaimedPrice {
        required {
            /// US dollars for one output at the offer's standard settings.
            usd: Amount<Usd> = "usd" as "String",
        }
        optional {}
        lists {}
    }
}

record! {
    /// One provider's offer of one model.
    #[derive(Eq)]
    CardOffer {
        required {
            /// Who sells it.
            provider: String = "provider" as "String",
        }
        optional {
            /// The provider's own id for the model.
            upstream_id: String = "upstreamId" as "String",
            /// Where the price stands; a plain `https:` address.
            url: String = "url" as "String",
            /// The day on which the price was read; the card's date where absent.
            checked: Date = "checked" as "String",
            /// A remark.
            note: String = "note" as "String",
            /// Tells offers of one provider apart that no setting of a job does.
            variant: String = "variant" as "String",
            /// How long an output takes.
            latency: CardLatency = "latency" as "CardLatency",
            /// By what the provider bills.
            billing: Billing = "billing" as "Billing",
            /// What holds where a job says nothing.
            standard: CardJob = "standard" as "CardJob",
            /// What the offer makes.
            limits: Condition = "limits" as "Condition",
            /// Says that the price is already normalized to one 1024×1024 image.
            normalized: CardNormalized = "normalized" as "CardNormalized",
            /// Why there is no price.
            unpriced: String = "unpriced" as "String",
            /// What the source prints as the price.
            claimed: CardClaimedPrice = "claimed" as "CardClaimedPrice",
        }
        lists {
            /// The charges, whose sum is the price.
            charges: CardCharge = "charges" as "Vec<CardCharge>",
            /// What changes the sum.
            modifiers: CardModifier = "modifiers" as "Vec<CardModifier>",
        }
    }
}

record! {
    /// A model with its offers.
    CardModel {
        required {
            /// The id by which everything refers to it.
            id: String = "id" as "String",
        }
        optional {
            /// The name that people read; the id where absent.
            name: String = "name" as "String",
            /// Who made it.
            vendor: String = "vendor" as "String",
            /// The arena score.
            elo: u32 = "elo" as "u32",
            /// The licence.
            license: String = "license" as "String",
            /// Whether the weights are to be had: `open`, `open-nc`, `closed`.
            weights: String = "weights" as "String",
            /// Whether it can be trained further.
            trainable: bool = "trainable" as "bool",
            /// The first day on which it is no longer served.
            retires: Date = "retires" as "String",
            /// What its vendor recommends instead.
            replacement: String = "replacement" as "String",
        }
        lists {
            /// What goes in and what comes out.
            modes: Mode = "modes" as "Vec<Mode>",
            /// Other ids by which it goes.
            aliases: String = "aliases" as "Vec<String>",
            /// The offers, read one by one so that a faulty one does not take the others along.
            offers: Value = "offers" as "Vec<CardOffer>",
        }
    }
}

record! {
    /// What holds for everything that a provider sells.
    #[derive(Eq)]
    CardProvider {
        required {
            /// The provider's name, as offers state it.
            name: String = "name" as "String",
        }
        optional {
            /// USD for one of its credits.
            credit_usd: Usd = "creditUsd" as "String",
            /// Where that stands; a plain `https:` address.
            url: String = "url" as "String",
            /// The day on which it was read.
            checked: Date = "checked" as "String",
            /// Whether one pays before.
            prepaid: bool = "prepaid" as "bool",
            /// Whether one pays by invoice.
            invoiced: bool = "invoiced" as "bool",
            /// Days that outputs stay stored.
            outputs_stored_days: u32 = "outputsStoredDays" as "u32",
            /// What a failed request costs.
            failures: Failures = "failures" as "Failures",
            /// What waiting in the queue costs.
            queue_time: Failures = "queueTime" as "Failures",
            /// A remark.
            note: String = "note" as "String",
        }
        lists {}
    }
}

record! {
    /// Says that two ids mean one model, perhaps at one setting of it.
    #[derive(Eq)]
    CardAlias {
        required {
            /// The id that is merged.
            from: String = "from" as "String",
            /// The id that it is merged into.
            to: String = "to" as "String",
        }
        optional {
            /// The settings that the merged id stands for.
            fixed: CardJob = "fixed" as "CardJob",
        }
        lists {}
    }
}

record! {
    /// A total that the source prints, to be checked.
    #[derive(Eq)]
    CardClaim {
        required {
            /// The model's id.
            model: String = "model" as "String",
            /// How many images.
            count: u32 = "count" as "u32",
        }
        optional {
            /// Credits for all of them.
            credits: Quantity = "credits" as "String",
            /// US dollars for all of them.
            usd: Usd = "usd" as "String",
            /// The settings it holds for.
            job: CardJob = "job" as "CardJob",
        }
        lists {}
    }
}

record! {
    /// Facts about running a model oneself.
    #[derive(Eq)]
    CardSelfHosting {
        required {
            /// What it is: a GPU, a server, labour.
            name: String = "name" as "String",
        }
        optional {
            /// US dollars per hour.
            usd_per_hour: Amount<Usd> = "usdPerHour" as "String",
            /// US dollars per month.
            usd_per_month: Amount<Usd> = "usdPerMonth" as "String",
            /// Images that it makes in an hour.
            images_per_hour: Amount<Quantity> = "imagesPerHour" as "String",
            /// A remark.
            note: String = "note" as "String",
        }
        lists {}
    }
}

record! {
    /// One tier of an app's own plan.
    #[derive(Eq)]
    CardPlan {
        required {
            /// The tier's name.
            name: String = "name" as "String",
            /// The model that serves it.
            model: String = "model" as "String",
        }
        optional {
            /// The settings of its jobs.
            job: CardJob = "job" as "CardJob",
            /// What it is for.
            note: String = "note" as "String",
        }
        lists {}
    }
}

/// Prices of generative images and video by the rules of those who bill them. Money is a decimal string.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, schemars(title = "perpixel rate card", deny_unknown_fields))]
pub struct Card {
    /// The schema, for editors; it is not read.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// `perpixel/rate-card@1`.
    pub format: String,
    /// What the card is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where its facts come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The day that its prices are of, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub date: Option<Date>,
    /// Where the document stands; a plain `https:` address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Facts about providers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, schemars(default))]
    pub providers: Vec<CardProvider>,
    /// Models with their offers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, schemars(default))]
    pub models: Vec<CardModel>,
    /// Ids that mean one model.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, schemars(default))]
    pub aliases: Vec<CardAlias>,
    /// Totals that the source prints.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, schemars(default))]
    pub claims: Vec<CardClaim>,
    /// Facts about running a model oneself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, schemars(default))]
    pub self_hosting: Vec<CardSelfHosting>,
    /// Tiers of an app's own plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, schemars(default))]
    pub plans: Vec<CardPlan>,
}
