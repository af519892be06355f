//! A finding: one fault or oddity in foreign data, with its place and what to do about it. The list that
//! collects them counts what it no longer spells out, so that nothing is lost in silence.

use crate::error::Code;
use crate::packed::{pack_cases, pack_fields};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A row or a field could not be used.
    Error,
    /// It was used, but a person should look at it.
    Warning,
    /// Worth knowing.
    Info,
}

/// One fault or oddity in a source. The rows beside it still work.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, ts(optional_fields))]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// What it is, as a stable word.
    pub code: Code,
    /// Where: a JSON Pointer (RFC 6901) into the source.
    pub path: String,
    /// What was found, for a person.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The name of the source.
    pub source: String,
    /// The model concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The provider concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
}

impl Finding {
    pub(crate) fn new(
        severity: Severity,
        code: Code,
        path: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            code,
            path: path.into(),
            message: message.into(),
            help: String::new(),
            source: String::new(),
            model: None,
            provider: None,
        }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Names the model and the provider concerned, as far as they are known.
    pub(crate) fn of(mut self, model: &str, provider: Option<&str>) -> Self {
        self.model = (!model.is_empty()).then(|| model.to_owned());
        self.provider = provider.map(str::to_owned);
        self
    }
}

/// The findings of one source: at most `limit` of each code are kept whole, the rest are counted.
#[derive(Debug)]
pub(crate) struct Findings {
    source: String,
    limit: usize,
    kept: Vec<Finding>,
    seen: Vec<(Code, usize)>,
}

impl Findings {
    /// How many findings of one code and one source are listed before "and n more".
    pub(crate) const LISTED: usize = 100;

    pub(crate) fn new(source: &str, limit: usize) -> Self {
        Self { source: source.to_owned(), limit, kept: Vec::new(), seen: Vec::new() }
    }

    /// The finding is made only when it will be kept: a hostile document cannot make us format millions.
    pub(crate) fn add(&mut self, code: Code, make: &dyn Fn() -> Finding) {
        let seen = match self.seen.iter_mut().find(|(known, _)| *known == code) {
            Some((_, seen)) => {
                *seen = seen.saturating_add(1);
                *seen
            }
            None => {
                self.seen.push((code, 1));
                1
            }
        };
        if seen <= self.limit {
            let mut finding = make();
            finding.source.clone_from(&self.source);
            self.kept.push(finding);
        }
    }

    pub(crate) fn into_list(mut self) -> Vec<Finding> {
        for &(code, seen) in &self.seen {
            let more = seen.saturating_sub(self.limit);
            if more > 0 {
                let mut finding = Finding::new(
                    Severity::Warning,
                    Code::MoreFindings,
                    "",
                    format!("{more} more findings of code `{code}` are not listed"),
                )
                .help("mend those that are listed and load again, or raise `maxFindings`");
                finding.source.clone_from(&self.source);
                self.kept.push(finding);
            }
        }
        self.kept
    }
}

pack_fields! { Finding { severity, code, path, message, help, source, model, provider } }

pack_cases! { Severity { 1 Warning, 2 Info, _ Error, } }

#[cfg(test)]
mod tests {
    use super::*;

    fn list_of(count: usize, limit: usize) -> Vec<Finding> {
        let mut findings = Findings::new("test", limit);
        for i in 0..count {
            findings.add(Code::NoPrice, &|| {
                Finding::new(Severity::Info, Code::NoPrice, format!("/{i}"), "no price")
            });
        }
        findings.into_list()
    }

    #[test]
    fn lists_all_at_the_limit_and_counts_above_it() {
        assert_eq!(list_of(100, 100).len(), 100);
        let more = list_of(101, 100);
        assert_eq!(more.len(), 101);
        assert_eq!(more[100].code, Code::MoreFindings);
        assert_eq!(more[100].message, "1 more findings of code `no_price` are not listed");
    }
}
