//! The user's own prices and discounts, as they are given.

use crate::catalog::{Override, Own};
use crate::date::Date;
use crate::error::{Code, Error, Result};
use crate::money::Usd;
use crate::record::{take_fields, words};
use crate::unit::Unit;
use crate::value::{FromValue, Portion, Taken, Value};

words! {
    /// What a price of one's own is for.
    OwnUnit {
        /// One output image.
        Image = "image",
        /// A megapixel of 1,048,576 pixels of the output image, in proportion.
        Megapixel = "megapixel",
        /// A second of output video.
        Second = "second",
        /// One clip, whatever its length.
        Clip = "clip",
    }
}

request! {
    /// One's own price or discount; it wins over what the sources state. Of several that fit an offer, the one that
    /// names provider and model counts, then one that names the model, then one that names the provider.
    OverrideRequest as "Override" {
        required {}
        optional {
            /// Whose offers; everybody's where absent. Needed with `usd`.
            provider: String = "provider" as "string",
            /// Which model's offers, by id or alias; every model's where absent. Needed with `usd`.
            model: String = "model" as "string",
            /// The share off, such as `"0.15"`. Either this or `usd`.
            discount: Portion = "discount" as "Decimal",
            /// USD for one of `unit`, instead of everything that the sources state of that provider and model.
            usd: Usd = "usd" as "Usd",
            /// What `usd` is for; `image` where absent.
            unit: OwnUnit = "unit" as "OwnUnit",
            /// The first day on which it holds, `YYYY-MM-DD`. A price holds if it does on the day asked about.
            from: Date = "from" as "string",
            /// The last day on which it holds, `YYYY-MM-DD`.
            until: Date = "until" as "string",
            /// A remark, such as the contract's number.
            note: String = "note" as "string",
        }
    }
}

impl OverrideRequest {
    /// The checked entry that stands at this place of the book.
    ///
    /// # Errors
    /// `bad_request` where it states neither a discount nor a price or both, a price without provider and model,
    /// a discount without either, or an end before its start.
    pub(crate) fn entry(&self, place: usize) -> Result<Override> {
        let refuse =
            |message: &str| Err(Error::new(Code::BadRequest, message).at(format!("/priceBook/{place}")));
        let own = match (&self.discount, self.usd) {
            (Some(_), Some(_)) | (None, None) => {
                return refuse("an entry of the price book states either a `discount` or a price in `usd`");
            }
            (Some(share), None) if self.provider.is_some() || self.model.is_some() => Own::Discount(share.0),
            (Some(_), None) => return refuse("a discount names a `provider`, a `model`, or both"),
            (None, Some(usd)) if self.provider.is_some() && self.model.is_some() => {
                let unit = match self.unit.unwrap_or(OwnUnit::Image) {
                    OwnUnit::Image => Unit::Image,
                    OwnUnit::Megapixel => Unit::Megapixel,
                    OwnUnit::Second => Unit::Second,
                    OwnUnit::Clip => Unit::Clip,
                };
                Own::Price(usd, unit)
            }
            (None, Some(_)) => return refuse("a price of one's own names its `provider` and its `model`"),
        };
        if self.from.zip(self.until).is_some_and(|(from, until)| until < from) {
            return refuse("the entry ends before it starts");
        }
        Ok(Override {
            provider: self.provider.clone(),
            model: self.model.clone(),
            own,
            from: self.from,
            until: self.until,
            note: self.note.clone(),
        })
    }
}
