//! Rates in one phrase, in the vendor's own units: `$0.03 first + $0.015/MP`.

use crate::quantity::Quantity;
use crate::rate::{Amount, Charge, Price};
use crate::unit::Basis;

impl Price {
    fn describe(&self) -> String {
        match self {
            Self::Usd(amount) => amount.describe("$"),
            Self::Credits(amount) => {
                let one = amount.high == Quantity::ONE;
                format!("{amount} {}", if one { "credit" } else { "credits" })
            }
        }
    }
}

impl Charge {
    /// The charge in one phrase, in the vendor's own unit.
    pub(crate) fn describe(&self) -> String {
        let row = self.unit.row();
        let unit = if self.per != Quantity::ONE {
            format!("{} {}", grouped(self.per), row.many)
        } else if self.unit_size != Quantity::ONE && self.unit.row().basis != Basis::Pixels {
            format!("{} {}", self.unit_size, row.many)
        } else {
            row.one.to_owned()
        };
        let published = |price: &Price| match price {
            Price::Usd(amount) => Amount::exact(self.per)
                .low
                .as_whole()
                .and_then(|_| amount.times(Amount::exact(self.per)).ok())
                .map_or_else(|| price.describe(), |amount| Price::Usd(amount).describe()),
            Price::Credits(_) => price.describe(),
        };
        let mut prices = self.price.iter().chain(self.tiers.iter().filter_map(|tier| tier.price.as_ref()));
        let price = match (prices.next(), prices.last()) {
            (Some(first), Some(last)) => format!("{} … {}", published(first), published(last)),
            (Some(only), None) => published(only),
            (None, _) => "unpriced".to_owned(),
        };
        match &self.first {
            Some(first) => format!("{} first + {price}/{unit}", first.price.describe()),
            None => format!("{price}/{unit}"),
        }
    }
}

/// A round count the way price pages write it.
fn grouped(quantity: Quantity) -> String {
    match quantity.as_whole() {
        Some(1_000) => "1k".into(),
        Some(1_000_000) => "1M".into(),
        _ => quantity.to_string(),
    }
}
