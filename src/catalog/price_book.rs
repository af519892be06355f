//! The user's own prices and discounts. They win over what the sources state, and every receipt says so.
//!
//! Of several entries that fit an offer, the one that says most counts: provider and model before model before
//! provider; of equal ones the first. A price of one's own needs both.

use super::{Catalog, Model, Offer, Pointer, Source, Terms};
use crate::date::Date;
use crate::error::Code;
use crate::finding::{Finding, Severity};
use crate::money::Usd;
use crate::quantity::Quantity;
use crate::rate::{Amount, Charge, Condition, Modifier, Price, Rate, Rules};
use crate::text::shown;
use crate::unit::Unit;

/// What the source of a price book is called.
pub const PRICE_BOOK: &str = "price book";

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Whose offers it is about; everybody's where absent.
    pub provider: Option<String>,
    /// Which model's offers it is about; every model's where absent.
    pub model: Option<String>,
    /// What holds instead.
    pub own: Own,
    /// The first day on which it holds.
    pub from: Option<Date>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// A remark, such as the contract's number.
    pub note: Option<String>,
}

/// What an entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// This share off.
    Discount(Quantity),
    /// This price for one of the unit, whatever the sources state.
    Price(Usd, Unit),
}

impl Override {
    fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    fn is_about(&self, model: &Model, provider: &str) -> bool {
        let named = |id: &String| *id == model.id || model.aliases.contains(id);
        self.model.as_ref().is_none_or(named) && self.provider.as_deref().is_none_or(|name| name == provider)
    }

    /// How much it says: the more, the sooner it counts.
    fn weight(&self) -> u8 {
        u8::from(self.provider.is_some()).saturating_add(u8::from(self.model.is_some()).saturating_mul(2))
    }
}

impl Catalog {
    /// Applies the price book. Entries that fit nothing are told.
    pub fn apply(&mut self, book: &[Override]) -> Vec<Finding> {
        if book.is_empty() {
            return Vec::new();
        }
        let source = self.sources.len();
        let mut used = vec![false; book.len()];
        let mut own_prices = Vec::new();
        for (place, entry) in book.iter().enumerate() {
            let Own::Price(usd, unit) = entry.own else { continue };
            let (Some(provider), Some(id)) = (&entry.provider, &entry.model) else { continue };
            if let (Some(model), Some(slot)) = (self.find_model(id), used.get_mut(place)) {
                *slot = true;
                if entry.holds_on(self.as_of) {
                    own_prices
                        .push((model.id.clone(), own_offer(entry, provider, usd, unit, (source, place))));
                }
            }
        }
        for model in &mut self.models {
            // A price of one's own stands where the provider's first offer stood, instead of all of them.
            for (_, own) in own_prices.iter().filter(|(id, _)| *id == model.id) {
                let place = model.offers.iter().position(|offer| offer.provider == own.provider);
                model.offers.retain(|offer| offer.provider != own.provider);
                model.offers.insert(place.unwrap_or(model.offers.len()).min(model.offers.len()), own.clone());
            }
            for at in 0..model.offers.len() {
                let provider = model.offers.get(at).map_or("", |offer| &*offer.provider);
                let Some((place, share)) = discount_for(book, model, provider, &mut used) else { continue };
                let entry = book.get(place);
                if let (Some(offer), Some(entry)) = (model.offers.get_mut(at), entry)
                    && !offer.own
                {
                    discount(offer, entry, share);
                    offer.own = entry.holds_on(self.as_of);
                }
            }
        }
        self.sources.push(Source {
            name: PRICE_BOOK.to_owned(),
            format: "price-book".to_owned(),
            offers: own_prices.len(),
            models: own_prices.len(),
            ..Source::default()
        });
        let unused = book.iter().zip(&used).enumerate().filter(|(_, (_, used))| !**used);
        unused.map(|(place, (entry, _))| told(place, entry)).collect()
    }
}

fn own_offer(entry: &Override, provider: &str, usd: Usd, unit: Unit, at: (usize, usize)) -> Offer {
    let price = Price::Usd(Amount::exact(usd));
    let unit_size = if unit == Unit::Megapixel { Quantity::from(1_048_576_u32) } else { Quantity::ONE };
    let charge = Charge { label: Some("Own price".into()), ..Charge::flat(unit, price) };
    let charge = charge.by(Rules { unit_size, ..Rules::default() });
    let mut offer = Offer::new(provider, Terms::Native(Rate::single(charge)));
    offer.limits = Condition { from: entry.from, until: entry.until, ..Condition::default() }.into();
    offer.note = entry.note.as_deref().map(Into::into);
    offer.own = true;
    offer.source = at.0;
    offer.path = Pointer::At(format!("/priceBook/{}", at.1));
    offer
}

/// The discount that counts for an offer, with its place in the book.
fn discount_for(
    book: &[Override],
    model: &Model,
    provider: &str,
    used: &mut [bool],
) -> Option<(usize, Quantity)> {
    let mut best: Option<(usize, Quantity, u8)> = None;
    for (place, entry) in book.iter().enumerate() {
        let Own::Discount(share) = entry.own else { continue };
        if !entry.is_about(model, provider) {
            continue;
        }
        if let Some(slot) = used.get_mut(place) {
            *slot = true;
        }
        if best.is_none_or(|(.., weight)| entry.weight() > weight) {
            best = Some((place, share, entry.weight()));
        }
    }
    best.map(|(place, share, _)| (place, share))
}

fn discount(offer: &mut Offer, entry: &Override, share: Quantity) {
    let rate = match &mut offer.terms {
        Terms::Native(rate) | Terms::Normalized { rate, .. } => rate,
        Terms::Unpriced(_) => return,
    };
    let (Some(multiply), Some(percent)) =
        (Quantity::ONE.minus_or_zero(share), share.times(Quantity::from(100_u32)))
    else {
        return;
    };
    let note = entry.note.as_ref().map(|note| format!(" ({})", shown(note))).unwrap_or_default();
    rate.modifiers.push(Modifier {
        when: Condition { from: entry.from, until: entry.until, ..Condition::default() },
        multiply,
        label: format!("Own discount, {percent} %{note}"),
    });
}

fn told(place: usize, entry: &Override) -> Finding {
    let name =
        |name: &Option<String>| name.as_deref().map_or("any".to_owned(), |name| format!("`{}`", shown(name)));
    let message = format!(
        "the entry for model {} at provider {} fits no offer of the catalogs",
        name(&entry.model),
        name(&entry.provider)
    );
    let mut finding =
        Finding::new(Severity::Warning, Code::PriceBookUnused, format!("/priceBook/{place}"), message)
            .help("check the names against `models()`; the entry changes nothing");
    PRICE_BOOK.clone_into(&mut finding.source);
    finding
}
