//! Disagreements between sources: different prices for one provider and model. Both stay visible; the
//! finding names both figures and both sources.

use super::Cause;
use crate::catalog::{Catalog, Model, Offer};
use crate::error::Code;
use crate::finding::{Finding, Severity};
use crate::job::Job;
use crate::money::Usd;
use crate::price::figure as figure_at;
use crate::quantity::Quantity;
use crate::text::shown;

/// Two figures for one provider and model, with what they may come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The finding that tells of it.
    pub finding: Finding,
    /// What would turn one figure into the other.
    pub cause: Cause,
    /// Both figures in USD per image or second, the one that is listed first first.
    pub figures: [Usd; 2],
    /// The names of both sources, in the same order.
    pub sources: [String; 2],
    /// How many times the smaller figure the larger one is; nothing where the smaller is zero.
    pub factor: Option<Quantity>,
    /// The difference for one output.
    pub at_stake: Usd,
}

/// Finds the offers whose price at the reference job differs from another source's for the same provider
/// and model, in the order of the catalog. Where the sources were read does not matter, nor in which order.
pub fn disagreements(catalog: &Catalog) -> Vec<Disagreement> {
    let mut found = Vec::new();
    if catalog.sources.len() < 2 {
        return found;
    }
    for model in &catalog.models {
        let mut stated: Vec<(&Offer, Usd)> = Vec::new();
        for offer in &model.offers {
            let elsewhere = |other: &Offer| other.source != offer.source && other.provider == offer.provider;
            if !model.offers.iter().any(elsewhere) {
                continue;
            }
            let Some(usd) = figure_at(catalog, model, offer, &Job::default()).price else { continue };
            let earlier = stated.iter().find(|(other, _)| {
                other.provider == offer.provider && other.source != offer.source && share_a_mode(other, offer)
            });
            if let Some(&(other, first)) = earlier.filter(|(_, first)| *first != usd) {
                found.extend(disagreement(catalog, model, (other, first), (offer, usd)));
            }
            stated.push((offer, usd));
        }
    }
    found
}

fn share_a_mode(one: &Offer, other: &Offer) -> bool {
    let (one, other) = (&one.limits.modes, &other.limits.modes);
    one.is_empty() || other.is_empty() || one.iter().any(|mode| other.contains(mode))
}

fn disagreement(
    catalog: &Catalog,
    model: &Model,
    newer: (&Offer, Usd),
    older: (&Offer, Usd),
) -> Option<Disagreement> {
    let source = |offer: &Offer| catalog.sources.get(offer.source).map_or("", |source| source.name.as_str());
    let dated = |offer: &Offer| offer.checked.map(|date| format!(" of {date}")).unwrap_or_default();
    let cause = Cause::of(catalog, model, newer, older);
    let message = format!(
        "`{}` at `{}` costs ${} in `{}`{} and ${} in `{}`{}: {}",
        shown(&model.id),
        shown(&newer.0.provider),
        newer.1,
        shown(source(newer.0)),
        dated(newer.0),
        older.1,
        shown(source(older.0)),
        dated(older.0),
        cause.words(),
    );
    let (severity, code) = match cause {
        Cause::FloatResidue => (Severity::Info, Code::FloatNoise),
        _ => (Severity::Warning, Code::SourcesDisagree),
    };
    let mut finding = Finding::new(severity, code, older.0.path.text(), message)
        .help("look the price up at the provider; both figures stay in the table")
        .of(&model.id, Some(&older.0.provider));
    source(older.0).clone_into(&mut finding.source);
    let (low, high) = if newer.1 <= older.1 { (newer.1, older.1) } else { (older.1, newer.1) };
    Some(Disagreement {
        finding,
        cause,
        figures: [newer.1, older.1],
        sources: [source(newer.0).to_owned(), source(older.0).to_owned()],
        factor: high.ratio_to(low),
        at_stake: high.minus(low).ok()?,
    })
}
