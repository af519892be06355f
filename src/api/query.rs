//! Which constraints of a query a model, an offer and its price break, by the names of the query's fields.

use crate::api::request::Query;
use crate::catalog::{Billing, Catalog, Model, Offer};
use crate::money::Usd;
use crate::price::Priced;
use crate::route::Policy;
use crate::text::{contains, listed, shown};

/// The names of constraints that do not hold.
pub(crate) type Broken = Vec<&'static str>;

pub(crate) fn note(broken: &mut Broken, name: &'static str, holds: bool) {
    if !holds {
        broken.push(name);
    }
}

/// The constraints on models that this one breaks.
pub(crate) fn broken_by_model(query: &Query, model: &Model) -> Broken {
    let among = |list: &Option<Vec<String>>, word: Option<&str>| {
        list.as_ref().is_none_or(|list| word.is_some_and(|word| list.iter().any(|known| known == word)))
    };
    let modes = query.modes.as_ref();
    let mut broken = Broken::new();
    let named = |ids: &Vec<String>| ids.iter().any(|id| model.id == *id || model.aliases.contains(id));
    note(&mut broken, "models", query.models.as_ref().is_none_or(named));
    note(&mut broken, "modes", modes.is_none_or(|modes| modes.iter().any(|mode| model.modes.contains(mode))));
    note(&mut broken, "vendors", among(&query.vendors, model.vendor.as_deref()));
    note(&mut broken, "licenses", among(&query.licenses, model.license.as_deref()));
    note(&mut broken, "weights", among(&query.weights, model.weights.as_deref()));
    let trainable = query.trainable.is_none_or(|asked| model.trainable == Some(asked));
    note(&mut broken, "trainable", trainable);
    note(&mut broken, "minElo", query.min_elo.is_none_or(|least| model.elo.is_some_and(|elo| elo >= least)));
    note(&mut broken, "maxElo", query.max_elo.is_none_or(|most| model.elo.is_some_and(|elo| elo <= most)));
    note(&mut broken, "text", query.text.as_deref().is_none_or(|text| mentions(model, text)));
    broken
}

/// The constraints on offers that this one breaks.
pub(crate) fn broken_by_offer(catalog: &Catalog, query: &Query, offer: &Offer) -> Broken {
    let named = |list: &Vec<String>| list.iter().any(|name| offer.provider == *name);
    let facts = || catalog.provider(&offer.provider);
    let billing = |test: &dyn Fn(Billing) -> bool| offer.billing.is_some_and(test);
    let latency = offer.latency.as_deref();
    let mut broken = Broken::new();
    note(&mut broken, "providers", query.providers.as_ref().is_none_or(named));
    note(&mut broken, "excludeProviders", !query.exclude_providers.as_ref().is_some_and(named));
    let ways = query.billing.as_ref();
    note(&mut broken, "billing", ways.is_none_or(|ways| billing(&|way| ways.contains(&way))));
    let predictable = query.predictable;
    note(
        &mut broken,
        "predictable",
        predictable.is_none_or(|asked| billing(&|way| way.is_predictable() == asked)),
    );
    let class = latency.and_then(|latency| latency.class);
    let classes = query.latency.as_ref();
    note(
        &mut broken,
        "latency",
        classes.is_none_or(|classes| class.is_some_and(|class| classes.contains(&class))),
    );
    let seconds = latency.and_then(|latency| latency.seconds);
    let most = query.max_latency_seconds;
    note(
        &mut broken,
        "maxLatencySeconds",
        most.is_none_or(|most| seconds.is_some_and(|taken| taken.high <= most)),
    );
    let prepaid = query.prepaid.is_none_or(|asked| facts().and_then(|facts| facts.prepaid) == Some(asked));
    note(&mut broken, "prepaid", prepaid);
    let invoiced = query.invoiced.is_none_or(|asked| facts().and_then(|facts| facts.invoiced) == Some(asked));
    note(&mut broken, "invoiced", invoiced);
    let stored =
        |least: u32| facts().and_then(|facts| facts.outputs_stored_days).is_some_and(|days| days >= least);
    note(&mut broken, "minStoredDays", query.min_stored_days.is_none_or(stored));
    broken
}

/// Whether the row's cheapest price is within the limits of the query.
pub(crate) fn in_limits(query: &Query, least: Option<Usd>) -> bool {
    let above = query.min_price.is_none_or(|limit| least.is_some_and(|usd| usd >= limit));
    above && query.max_price.is_none_or(|limit| least.is_some_and(|usd| usd <= limit))
}

/// Whether a price is in one of the price tiers that the query asks for; prices of video are in none.
pub(crate) fn in_tiers(policy: &Policy, query: &Query, video: bool, usd: Option<Usd>) -> bool {
    let tier = usd.filter(|_| !video).and_then(|usd| policy.price_tier(usd));
    query.price_tiers.as_ref().is_none_or(|tiers| tier.is_some_and(|tier| tiers.contains(&tier)))
}

/// Whether every word of the text occurs in the model's names or providers, in any case of ASCII letters.
fn mentions(model: &Model, text: &str) -> bool {
    let mut names = format!("{}\n{}\n{}", model.id, model.name, model.vendor.as_deref().unwrap_or_default());
    for name in
        model.aliases.iter().map(String::as_str).chain(model.offers.iter().map(|offer| &*offer.provider))
    {
        names.push('\n');
        names.push_str(name);
    }
    let names = names.to_ascii_lowercase();
    text.to_ascii_lowercase().split_whitespace().all(|word| contains(&names, word))
}

/// What the model or the offer states where the constraint asks, for a person.
pub(crate) fn stated(model: &Model, offer: &Offer, priced: &Priced, constraint: &str) -> String {
    let (what, value) = match constraint {
        "models" => ("id", Some(shown(&model.id))),
        "minElo" | "maxElo" => ("arena score", model.elo.map(|elo| elo.to_string())),
        "vendors" => ("vendor", model.vendor.as_deref().map(shown)),
        "licenses" => ("licence", model.license.as_deref().map(shown)),
        "weights" => ("kind of weights", model.weights.as_deref().map(shown)),
        "providers" | "excludeProviders" => ("provider", Some(shown(&offer.provider))),
        "billing" | "predictable" => ("billing", offer.billing.map(|way| way.to_string())),
        "latency" => ("latency", offer.latency.as_ref().and_then(|taken| Some(taken.class?.to_string()))),
        "maxLatencySeconds" => {
            let seconds = offer.latency.as_ref().and_then(|taken| taken.seconds);
            ("latency in seconds", seconds.map(|seconds| seconds.to_string()))
        }
        "minPrice" | "maxPrice" | "priceTiers" => ("price in USD", priced.price.map(|usd| usd.to_string())),
        "modes" => {
            let modes = listed(&mut model.modes.iter().map(ToString::to_string));
            return format!("its modes are {modes}");
        }
        "text" => return "it does not occur in its names".to_owned(),
        _ => return "the source states otherwise, or nothing".to_owned(),
    };
    value.map_or_else(|| format!("its {what} is not stated"), |value| format!("its {what} is `{value}`"))
}
