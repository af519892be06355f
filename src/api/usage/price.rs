//! What one output of a row costs: at the provider that the row names, or at the one that the options choose.

use crate::api::{Cells, Loaded};
use crate::catalog::{Model, Offer};
use crate::date::Date;
use crate::error::Code;
use crate::job::Job;
use crate::money::Usd;
use crate::price::{Priced, Status, figure_on, price_on};
use crate::rate::Lack;
use crate::route::bill;

/// One price for one output of a kind, at one provider.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct At {
    pub(super) provider: String,
    pub(super) usd: Usd,
    pub(super) status: Status,
    pub(super) source: usize,
}

/// Prices an offer in as many words as it is asked for: [`figure_on`] or [`price_on`].
type Price = fn(&Model, &Offer, &Job, Date, Option<Usd>) -> Priced;

/// The offers of a model, priced on that day, without words where nobody may have to be told why there is no price.
pub(super) fn dated<'c>(loaded: &'c Loaded, model: &'c Model, job: &Job, day: Date, told: bool) -> Cells<'c> {
    let price: Price = if told { price_on } else { figure_on };
    let mut cells = Vec::with_capacity(model.offers.len());
    for offer in &model.offers {
        let credit = loaded.catalog.credit_usd(&offer.provider);
        cells.push((offer, price(model, offer, job, day, credit)));
    }
    Cells { model, cells }
}

/// The price of one output: of an image or of a whole clip.
pub(super) fn at((offer, priced): &(&Offer, Priced)) -> Option<At> {
    priced.price?;
    let total = priced.total?;
    Some(At {
        provider: offer.provider.copied(),
        usd: total.low,
        status: priced.status,
        source: offer.source,
    })
}

pub(super) fn of_provider(loaded: &Loaded, cells: &Cells<'_>, name: &str) -> std::result::Result<At, Lack> {
    let mut own = cells.cells.iter().filter(|(offer, _)| offer.provider == name).peekable();
    if own.peek().is_none() {
        let told = loaded.catalog.offers(cells.model, name).err();
        let message = told.map_or_else(String::new, |error| error.message().to_owned());
        return Err(Lack::new(Code::UnknownProvider, message));
    }
    let reason = own.peek().and_then(|(_, priced)| priced.reason.clone());
    let unknown = Lack::new(Code::NoPrice, "it has no single price");
    own.find_map(at).ok_or_else(|| reason.unwrap_or(unknown))
}

pub(super) fn first_reason(cells: &Cells<'_>, unknown: Lack) -> Lack {
    cells.cells.iter().find_map(|(_, priced)| priced.reason.clone()).unwrap_or(unknown)
}

/// The routed offer's price with the fee.
pub(super) fn routed(loaded: &Loaded, cells: &Cells<'_>) -> std::result::Result<At, Lack> {
    let chosen = cells.chosen(&loaded.policy).and_then(|place| at(cells.cells.get(place)?));
    let nobody = "no provider that the policy allows has a price for this job";
    let chosen = chosen.ok_or_else(|| Lack::new(Code::NotRoutable, nobody))?;
    let no_fee = "neither the policy nor a source states a routing fee";
    let rate = loaded.fee_rate(&loaded.policy).ok_or_else(|| Lack::new(Code::NoFeeRate, no_fee))?;
    Ok(At { usd: bill(chosen.usd, rate)?.total, ..chosen })
}
