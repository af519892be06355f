//! Rows that are read as trees: objects of foreign catalogs whose fields are prices under many names. A price
//! that cannot be one leaves a finding and counts as unknown; nothing here is ever 0 instead of unknown.

use crate::error::Code;
use crate::finding::{Finding, Findings, Severity};
use crate::money::Usd;
use crate::source::fields::is_safe_link;
use crate::text::shown;
use crate::value::Value;

/// One row of a foreign catalog, with where its findings go.
pub(super) struct Row<'r> {
    pub(super) fields: &'r [(String, Value)],
    /// JSON Pointer of the row.
    pub(super) path: String,
    pub(super) model: String,
    pub(super) provider: Option<String>,
}

/// A key as one step of a JSON Pointer (RFC 6901).
pub(super) fn pointer_step(key: &str) -> String {
    let mut step = String::with_capacity(key.len());
    for c in key.chars() {
        match c {
            '~' => step.push_str("~0"),
            '/' => step.push_str("~1"),
            other => step.push(other),
        }
    }
    step
}

/// The fields of an object; none of anything else.
pub(super) fn fields_of(value: &Value) -> &[(String, Value)] {
    match value {
        Value::Object(fields) => fields,
        _ => &[],
    }
}

/// The elements of an array; none of anything else.
pub(super) fn items_of(value: &Value) -> &[Value] {
    match value {
        Value::List(items) => items,
        _ => &[],
    }
}

/// The value under that key; the last one where it is stated twice, as JSON readers do.
pub(super) fn field<'v>(fields: &'v [(String, Value)], key: &str) -> Option<&'v Value> {
    fields.iter().rfind(|(name, _)| name == key).map(|(_, value)| value)
}

impl Row<'_> {
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        field(self.fields, key).filter(|value| **value != Value::Null)
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        match self.get(key) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Whether an array of texts under that key holds one that contains the word.
    pub(super) fn lists(&self, key: &str, word: &str) -> bool {
        let items = self.get(key).map(items_of).unwrap_or_default();
        items.iter().any(|item| matches!(item, Value::Text(text) if crate::text::contains(text, word)))
    }

    /// A plain `https:` link.
    pub(super) fn link(&self, key: &str) -> Option<String> {
        self.text(key).filter(|text| is_safe_link(text)).map(str::to_owned)
    }

    pub(super) fn find(
        &self,
        findings: &mut Findings,
        severity: Severity,
        code: Code,
        key: &str,
        message: &str,
        help: &str,
    ) {
        findings.add(code, &|| {
            let place = if key.is_empty() { self.path.clone() } else { format!("{}/{key}", self.path) };
            Finding::new(severity, code, place, message).help(help).of(&self.model, self.provider.as_deref())
        });
    }

    /// An amount in USD, stated as a number or as a decimal text; nothing where it is absent or no price.
    pub(super) fn usd(&self, findings: &mut Findings, key: &str) -> Option<Usd> {
        let (code, why) = match usd_of(self.get(key)?) {
            Ok(usd) => return Some(usd),
            Err(why) => why,
        };
        let help = "the price counts as unknown; mend it in the source";
        self.find(findings, Severity::Warning, code, key, &format!("`{key}` is no price: {why}"), help);
        None
    }
}

/// The amount that a value states.
///
/// # Errors
/// Why it is no price: `-1` and other negative numbers stand for unknown ones, as objects and words do.
pub(super) fn usd_of(value: &Value) -> Result<Usd, (Code, String)> {
    let text = match value {
        Value::Number(text) | Value::Text(text) => text,
        Value::Object(_) => return Err((Code::NoPrice, "it is an object".to_owned())),
        Value::List(_) => return Err((Code::WrongType, "it is an array".to_owned())),
        Value::Bool(_) | Value::Null => return Err((Code::WrongType, "it is no number".to_owned())),
    };
    match Usd::parse(text) {
        Ok(usd) if usd.is_negative() => {
            Err((Code::NegativePrice, format!("`{}` is below zero", shown(text))))
        }
        Ok(usd) => Ok(usd),
        Err(fault) => Err((Code::NumberOutOfRange, format!("`{}`: {fault}", shown(text)))),
    }
}
