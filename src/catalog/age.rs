//! What only the day that is asked about makes doubtful: prices that were read long ago, and models that retire.

use super::{Catalog, STALE_DAYS};
use crate::error::Code;
use crate::finding::{Finding, Severity};
use crate::text::shown;

impl Catalog {
    /// The sources whose prices are older than [`STALE_DAYS`], in their order.
    pub(crate) fn stale(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for source in &self.sources {
            let Some(date) = source.date else { continue };
            let (as_of, days) = (self.as_of, self.as_of.days_since(date));
            if days <= STALE_DAYS {
                continue;
            }
            let message = format!("the prices are of {date}, {days} days before {as_of}");
            let mut finding = Finding::new(Severity::Warning, Code::Stale, "", message)
                .help("look the price up at its source before relying on it, or load a newer catalog");
            finding.source.clone_from(&source.name);
            found.push(finding);
        }
        found
    }

    /// The models that are retired or will be, in their order.
    pub(crate) fn retiring(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        for model in &self.models {
            let Some(date) = model.retires else { continue };
            let instead =
                model.replacement.as_deref().map(|id| format!("; its vendor recommends `{}`", shown(id)));
            let verb = if date <= self.as_of { "is retired since" } else { "will be retired on" };
            let message =
                format!("`{}` {verb} {date}{}", shown(&model.id), instead.as_deref().unwrap_or_default());
            let mut finding = Finding::new(Severity::Warning, Code::Retiring, "", message)
                .help("move to another model; from that day on the offers have no price")
                .of(&model.id, None);
            if let Some(source) = self.sources.get(model.retires_by) {
                finding.source.clone_from(&source.name);
            }
            found.push(finding);
        }
        found
    }
}
