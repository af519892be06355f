//! What the prices document claims of each model: which offer is cheapest, and where a job is routed. Kept
//! to be checked; nothing is priced from it.

use super::is_object;
use crate::catalog::{ClaimedCheapest, ClaimedRoute};
use crate::error::Result;
use crate::source::fields::Place;
use crate::source::json::{Kind, Reader};

pub(super) fn cheapest(reader: &mut Reader<'_>, place: &mut Place<'_>) -> Result<Option<ClaimedCheapest>> {
    if reader.kind()? == Kind::Null {
        reader.skip()?;
        return Ok(Some(ClaimedCheapest::None));
    }
    if !is_object(reader, place, "cheapest")? {
        return Ok(None);
    }
    let (mut provider, mut price) = (None, None);
    reader.object(|reader, key| {
        match key.as_ref() {
            "name" => provider = place.text(reader, "cheapest/name")?,
            "price_pi" => price = place.usd(reader, "cheapest/price_pi")?.ok().flatten(),
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    Ok(provider.map(|provider| ClaimedCheapest::Offer { provider: provider.into_owned(), price }))
}

pub(super) fn routed(reader: &mut Reader<'_>, place: &mut Place<'_>) -> Result<Option<ClaimedRoute>> {
    if reader.kind()? == Kind::Null {
        reader.skip()?;
        return Ok(None);
    }
    if !is_object(reader, place, "routed")? {
        return Ok(None);
    }
    let mut route = ClaimedRoute::default();
    reader.object(|reader, key| {
        match key.as_ref() {
            "provider" => route.provider = place.text(reader, "routed/provider")?.map(Into::into),
            "upstream_pi" => route.upstream = place.usd(reader, "routed/upstream_pi")?.ok().flatten(),
            "billed_pi" => route.billed = place.usd(reader, "routed/billed_pi")?.ok().flatten(),
            "routable" => route.routable = place.boolean(reader, "routed/routable")?,
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    Ok(Some(route))
}
