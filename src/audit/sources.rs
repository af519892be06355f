//! Disagreements between sources: different prices for one provider and model. Both stay visible; the
//! finding names both figures and both sources.

use crate::catalog::{Catalog, Model, Offer};
use crate::error::Code;
use crate::finding::{Finding, Severity};
use crate::job::Job;
use crate::money::Usd;
use crate::price::price;
use crate::text::shown;

/// Finds the offers whose price at the reference job differs from another source's for the same provider
/// and model. A difference that binary floating point explains is none.
pub fn disagreements(catalog: &Catalog) -> Vec<Finding> {
    let mut found = Vec::new();
    for model in &catalog.models {
        let stated: Vec<(&Offer, Usd)> = model
            .offers
            .iter()
            .filter_map(|offer| Some((offer, price(catalog, model, offer, &Job::default()).price?)))
            .collect();
        for (place, (offer, usd)) in stated.iter().enumerate() {
            let earlier = stated.iter().take(place).find(|(other, _)| {
                other.provider == offer.provider && other.source != offer.source && share_a_mode(other, offer)
            });
            if let Some((other, stated)) = earlier.filter(|(_, stated)| !stated.differs_only_by_noise(*usd)) {
                found.push(disagreement(catalog, model, (other, *stated), (offer, *usd)));
            }
        }
    }
    found
}

fn share_a_mode(one: &Offer, other: &Offer) -> bool {
    let (one, other) = (&one.limits.modes, &other.limits.modes);
    one.is_empty() || other.is_empty() || one.iter().any(|mode| other.contains(mode))
}

fn disagreement(catalog: &Catalog, model: &Model, newer: (&Offer, Usd), older: (&Offer, Usd)) -> Finding {
    let source = |offer: &Offer| catalog.sources.get(offer.source).map_or("", |source| source.name.as_str());
    let dated = |offer: &Offer| offer.checked.map(|date| format!(" of {date}")).unwrap_or_default();
    let message = format!(
        "`{}` at `{}` costs ${} in `{}`{} and ${} in `{}`{}",
        shown(&model.id),
        shown(&newer.0.provider),
        newer.1,
        shown(source(newer.0)),
        dated(newer.0),
        older.1,
        shown(source(older.0)),
        dated(older.0),
    );
    let mut finding = Finding::new(Severity::Warning, Code::SourcesDisagree, older.0.path.clone(), message)
        .help("look the price up at the provider; both figures stay in the table")
        .of(&model.id, Some(&older.0.provider));
    source(older.0).clone_into(&mut finding.source);
    finding
}
