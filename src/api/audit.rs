//! The audit over all loaded sources.

use crate::api::Loaded;
use crate::api::answer::AuditFinding;
use crate::audit::Disagreement;
use crate::order::{arranged, sorted_places};

impl Loaded {
    /// Where sources state different prices for one provider and model, each with both figures, both sources and
    /// the probable cause; the most money at stake first. The user's own prices play no part.
    pub fn audit(&self) -> Vec<AuditFinding> {
        let stake = |at: usize| self.disagreements.get(at).map(|one| one.at_stake);
        let places = sorted_places(self.disagreements.len(), &mut |a, b| stake(b).cmp(&stake(a)));
        let mut found = Vec::with_capacity(self.disagreements.len());
        for disagreement in &self.disagreements {
            found.push(answer(disagreement));
        }
        arranged(found, &places)
    }
}

fn answer(disagreement: &Disagreement) -> AuditFinding {
    let Disagreement { finding, cause, figures, sources, factor, at_stake } = disagreement.clone();
    AuditFinding {
        severity: finding.severity,
        code: finding.code,
        path: finding.path,
        message: finding.message,
        help: finding.help,
        source: finding.source,
        model: finding.model.unwrap_or_default(),
        provider: finding.provider.unwrap_or_default(),
        cause,
        figures,
        sources,
        factor: factor.and_then(|factor| factor.shown(2)),
        at_stake,
    }
}
