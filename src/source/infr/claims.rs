//! What the prices document claims of each model: which offer is cheapest, and where a job is routed. Kept
//! to be checked; nothing is priced from it.

use super::is_object;
use crate::catalog::{ClaimedCheapest, ClaimedRoute};
use crate::error::Result;
use crate::shared::Texts;
use crate::source::fields::Place;
use crate::source::json::{Kind, Reader};
use crate::source::keys::{Keys, keys};

keys! { CheapestKey { Name = "name", Price = "price_pi", } }
keys! { RoutedKey { Provider = "provider", Upstream = "upstream_pi", Billed = "billed_pi", Routable = "routable", } }

/// What is remembered from row to row.
#[derive(Default)]
pub(super) struct Habits<'a> {
    cheapest: Keys<'a, CheapestKey>,
    routed: Keys<'a, RoutedKey>,
}

pub(super) fn cheapest<'a>(
    reader: &mut Reader<'a>,
    place: &mut Place<'_>,
    habits: &mut Habits<'a>,
    texts: &mut Texts,
) -> Result<Option<ClaimedCheapest>> {
    if !reader.begins(b'{') && reader.kind()? == Kind::Null {
        reader.skip()?;
        return Ok(Some(ClaimedCheapest::None));
    }
    if !is_object(reader, place, "cheapest")? {
        return Ok(None);
    }
    let (mut provider, mut price) = (None, None);
    reader.members(&mut habits.cheapest, |reader, key, _| {
        match key {
            CheapestKey::Name => provider = place.text(reader, "cheapest/name")?,
            CheapestKey::Price => price = place.usd(reader, "cheapest/price_pi")?.ok().flatten(),
        }
        Ok(())
    })?;
    Ok(provider.map(|provider| ClaimedCheapest::Offer { provider: texts.of(&provider), price }))
}

pub(super) fn routed<'a>(
    reader: &mut Reader<'a>,
    place: &mut Place<'_>,
    habits: &mut Habits<'a>,
    texts: &mut Texts,
) -> Result<Option<ClaimedRoute>> {
    if !reader.begins(b'{') && reader.kind()? == Kind::Null {
        reader.skip()?;
        return Ok(None);
    }
    if !is_object(reader, place, "routed")? {
        return Ok(None);
    }
    let mut route = ClaimedRoute::default();
    reader.members(&mut habits.routed, |reader, key, _| {
        match key {
            RoutedKey::Provider => {
                route.provider = place.text(reader, "routed/provider")?.map(|text| texts.of(&text))
            }
            RoutedKey::Upstream => route.upstream = place.usd(reader, "routed/upstream_pi")?.ok().flatten(),
            RoutedKey::Billed => route.billed = place.usd(reader, "routed/billed_pi")?.ok().flatten(),
            RoutedKey::Routable => route.routable = place.boolean(reader, "routed/routable")?,
        }
        Ok(())
    })?;
    Ok(Some(route))
}
