//! Reading one field of a foreign row: tolerant of what is harmless, strict about money. A field of the
//! wrong kind leaves a finding and counts as absent; it never ends the document.

use crate::catalog::Pointer;
use crate::date::Date;
use crate::error::{Code, Result};
use crate::finding::{Finding, Findings, Severity};
use crate::money::Usd;
use crate::number;
use crate::shared::Shared;
use crate::source::json::{Kind, Reader};
use crate::text::{SHOWN_CHARS, has_deceptive, shown};
use std::borrow::Cow;

/// The longest link that is kept, in bytes.
pub const MAX_URL_BYTES: usize = 2048;

/// An amount as a field states it: none, or why it is no usable one.
pub(crate) type Stated = std::result::Result<Option<Usd>, String>;

/// Where a field stands and where its findings go.
pub(crate) struct Place<'f> {
    pub(crate) findings: &'f mut Findings,
    /// The row.
    pub(crate) path: Pointer,
    /// The model and the provider of the row, as far as they are known by then.
    pub(crate) model: String,
    pub(crate) provider: Option<Shared>,
}

impl Place<'_> {
    /// Leaves a finding on a field of the row, whose pointer is `key`; on the row itself where that is empty.
    #[inline(never)]
    pub(crate) fn find(
        &mut self,
        severity: Severity,
        code: Code,
        key: &str,
        message: &dyn Fn() -> String,
        help: &str,
    ) {
        let (path, model, provider) = (&self.path, &self.model, &self.provider);
        self.findings.add(code, &|| {
            let mut place = path.text();
            if !key.is_empty() {
                place.push('/');
                place.push_str(key);
            }
            Finding::new(severity, code, place, message()).help(help).of(model, provider.as_deref())
        });
    }

    pub(crate) fn wrong_type(&mut self, key: &str, kind: Kind, expected: &str) {
        self.find(
            Severity::Error,
            Code::WrongType,
            key,
            &|| format!("`{key}` is {}, not {expected}", kind.name()),
            "the field is left out; mend it in the source",
        );
    }

    /// A text; absent where it is null.
    pub(crate) fn text<'a>(&mut self, reader: &mut Reader<'a>, key: &str) -> Result<Option<Cow<'a, str>>> {
        match reader.plain_string() {
            Some(text) => Ok(Some(Cow::Borrowed(text))),
            None => self.other_text(reader, key),
        }
    }

    /// A text that is not plain, or none.
    #[inline(never)]
    fn other_text<'a>(&mut self, reader: &mut Reader<'a>, key: &str) -> Result<Option<Cow<'a, str>>> {
        match reader.kind()? {
            Kind::Text => {
                let text = reader.string()?;
                if !reader.was_plain() {
                    self.check_text(key, &text);
                }
                Ok(Some(text))
            }
            Kind::Null => reader.skip().map(|()| None),
            kind => {
                self.wrong_type(key, kind, "a string");
                reader.skip().map(|()| None)
            }
        }
    }

    /// A text by which something is named; longer ones are kept but reported.
    #[inline]
    pub(crate) fn name<'a>(&mut self, reader: &mut Reader<'a>, key: &str) -> Result<Option<Cow<'a, str>>> {
        let says = |text: &str| {
            text.bytes().next().is_some_and(|byte| byte.is_ascii_graphic()) || !text.trim().is_empty()
        };
        let text = self.text(reader, key)?.filter(|text| says(text));
        if let Some(text) = &text {
            self.check_length(key, text);
        }
        Ok(text)
    }

    /// Tells of a text that holds what hides or turns.
    #[inline(never)]
    pub(crate) fn check_text(&mut self, key: &str, text: &str) {
        if has_deceptive(text) {
            self.find(
                Severity::Warning,
                Code::SuspiciousText,
                key,
                &|| format!("`{}` holds invisible or direction-changing characters", shown(text)),
                "they are shown for what they are; remove them in the source",
            );
        }
    }

    /// Tells of a name that is longer than what is shown of it.
    #[inline]
    fn check_length(&mut self, key: &str, name: &str) {
        // A text has at least as many bytes as characters.
        if name.len() > SHOWN_CHARS {
            self.check_characters(key, name);
        }
    }

    #[cold]
    fn check_characters(&mut self, key: &str, name: &str) {
        let length = name.chars().count();
        if length > SHOWN_CHARS {
            self.find(
                Severity::Warning,
                Code::NameTooLong,
                key,
                &|| format!("the name has {length} characters, and {SHOWN_CHARS} of them are shown"),
                "give it a shorter name in the source",
            );
        }
    }

    /// Tells of a name that hides something or is too long.
    pub(crate) fn check_name(&mut self, key: &str, name: &str) {
        self.check_text(key, name);
        self.check_length(key, name);
    }

    /// The day that a text states; one that is none is told and counts as absent.
    pub(crate) fn check_date(&mut self, key: &str, text: &str) -> Option<Date> {
        let date = Date::parse(text);
        if date.is_none() {
            self.find(
                Severity::Warning,
                Code::BadDate,
                key,
                &|| format!("`{}` is no date", shown(text)),
                "write it as YYYY-MM-DD; until then the day is unknown",
            );
        }
        date
    }

    /// A boolean; absent where it is null.
    pub(crate) fn boolean(&mut self, reader: &mut Reader<'_>, key: &str) -> Result<Option<bool>> {
        match reader.kind()? {
            Kind::Bool => reader.boolean().map(Some),
            Kind::Null => reader.skip().map(|()| None),
            kind => {
                self.wrong_type(key, kind, "a boolean");
                reader.skip().map(|()| None)
            }
        }
    }

    /// A whole number of at most `most`; absent where it is null.
    pub(crate) fn whole(&mut self, reader: &mut Reader<'_>, key: &str, most: u32) -> Result<Option<u32>> {
        if let Some(whole) = reader.short_whole(most) {
            return Ok(Some(whole));
        }
        match reader.kind()? {
            Kind::Number => {
                let text = reader.number()?;
                let value = number::scan(text)
                    .ok()
                    .filter(|value| value.scale() == 0)
                    .and_then(|value| u32::try_from(value.mantissa()).ok())
                    .filter(|&value| value <= most);
                if value.is_none() {
                    self.find(
                        Severity::Error,
                        Code::NumberOutOfRange,
                        key,
                        &|| format!("`{key}` is `{}`, not a whole number from 0 to {most}", shown(text)),
                        "the field is left out; mend it in the source",
                    );
                }
                Ok(value)
            }
            Kind::Null => reader.skip().map(|()| None),
            kind => {
                self.wrong_type(key, kind, "a number");
                reader.skip().map(|()| None)
            }
        }
    }

    /// An amount of US dollars as a JSON number, digit by digit. `Ok(None)` where it is null; where it is no
    /// usable price the inner error says why, and a finding is left.
    #[inline]
    pub(crate) fn usd(&mut self, reader: &mut Reader<'_>, key: &str) -> Result<Stated> {
        match reader.short_number() {
            Some(value) => Ok(Ok(Some(Usd::read(value)))),
            None => self.other_usd(reader, key),
        }
    }

    /// An amount that is no short number, or none.
    #[inline(never)]
    fn other_usd(&mut self, reader: &mut Reader<'_>, key: &str) -> Result<Stated> {
        let text = match reader.kind()? {
            Kind::Number => reader.number()?,
            Kind::Null => return reader.skip().map(|()| Ok(None)),
            kind => {
                self.wrong_type(key, kind, "a number");
                reader.skip()?;
                return Ok(Err(format!("its price is {} where a number belongs", kind.name())));
            }
        };
        let (code, fault) = match Usd::parse(text) {
            Ok(usd) if !usd.is_negative() => return Ok(Ok(Some(usd))),
            Ok(_) => (Code::NegativePrice, "it is below zero".to_owned()),
            Err(fault) => (Code::NumberOutOfRange, fault.to_string()),
        };
        let message = format!("`{key}` is `{}`, which is no price: {fault}", shown(text));
        self.find(
            Severity::Error,
            code,
            key,
            &|| message.clone(),
            "the price counts as unknown; mend it in the source",
        );
        Ok(Err(format!("its price `{}` is unusable: {fault}", shown(text))))
    }

    /// Whether a text that was read before is such a link; if not, a finding is left.
    #[inline(never)]
    pub(crate) fn check_link(&mut self, key: &str, text: &str) -> bool {
        if is_safe_link(text) {
            return true;
        }
        self.find(
            Severity::Warning,
            Code::UnsafeUrl,
            key,
            &|| format!("`{}` is no plain `https:` address of at most {MAX_URL_BYTES} bytes", shown(text)),
            "the link is left out; the rest of the row is used",
        );
        false
    }

    /// Tells of a key that its object states twice.
    #[cold]
    pub(crate) fn repeated(&mut self, key: &str) {
        self.find(
            Severity::Error,
            Code::DuplicateKey,
            key,
            &|| format!("`{key}` is stated twice, so the row is ambiguous"),
            "the row is left out; state the key once",
        );
    }
}

/// Whether a text may become a link: `https:` with a plain host and printable ASCII, no user, no backslash.
fn is_safe_link(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").filter(|_| text.len() <= MAX_URL_BYTES) else {
        return false;
    };
    let rest = rest.as_bytes();
    let host =
        rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')).count();
    let path = rest.get(host..).unwrap_or_default();
    host > 0
        && path.first().is_none_or(|&byte| byte == b'/')
        && path.iter().all(|byte| byte.is_ascii_graphic() && *byte != b'\\')
}

#[cfg(test)]
mod tests {
    use super::is_safe_link;

    #[test]
    fn only_plain_https_becomes_a_link() {
        for good in ["https://fal.ai/models", "https://fal.ai", "https://a-b.example/x?y=1#z"] {
            assert!(is_safe_link(good), "{good}");
        }
        for bad in [
            "",
            "javascript:alert(1)",
            "http://fal.ai",
            "HTTPS://fal.ai",
            "https://",
            "https:///x",
            "https://user@fal.ai/",
            "https://fal.ai:8080/",
            "https://fal.ai\\@evil.example",
            "https://fal.ai/\\x",
            "https://fal.ai/a b",
            "https://fal.ai/é",
            "https://fal.ai?x",
            " https://fal.ai",
        ] {
            assert!(!is_safe_link(bad), "{bad}");
        }
        let long = format!("https://fal.ai/{}", "a".repeat(2033));
        assert!(is_safe_link(&long));
        assert!(!is_safe_link(&(long + "a")));
    }
}
