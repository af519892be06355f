//! A pull reader for JSON: strict about the grammar, borrowing from the text, one pass, nothing allocated
//! but escaped strings. It hands out numbers as their own text and never as floats.

use crate::eight::{before, eight, eight_at, same};
use crate::error::{Code, Error, Result};
use crate::number;
use crate::value::Value;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// The largest document that is read, in bytes.
pub const MAX_BYTES: usize = 64 * 1024 * 1024;
/// The deepest nesting of arrays and objects.
pub const MAX_DEPTH: u8 = 64;

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Bool,
    Number,
    Text,
    Array,
    Object,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::Text => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// The text of a document: at most 64 MiB of UTF-8.
///
/// # Errors
/// `too_large` or `not_utf8`.
pub(crate) fn text_of(bytes: &[u8]) -> Result<&str> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::new(
            Code::TooLarge,
            format!("the document has {} bytes, over the limit of {MAX_BYTES}", bytes.len()),
        )
        .help("split the catalog into several sources"));
    }
    std::str::from_utf8(bytes).map_err(|fault| {
        Error::new(Code::NotUtf8, format!("the document is not UTF-8 at byte {}", fault.valid_up_to()))
            .help("save it as UTF-8")
    })
}

/// Reads one document from front to back. After an error it must not be used further.
pub(crate) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) pos: usize,
    depth: u8,
    /// Whether the string that was read last is printable ASCII without escapes.
    pub(super) plain: bool,
}

impl<'a> Reader<'a> {
    /// Starts on a document in bytes.
    ///
    /// # Errors
    /// Those of [`text_of`].
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self> {
        text_of(bytes).map(Self::over)
    }

    /// Starts on a document, with or without a byte-order mark.
    pub(crate) fn over(text: &'a str) -> Self {
        Self { text: text.strip_prefix('\u{feff}').unwrap_or(text), pos: 0, depth: 0, plain: false }
    }

    pub(super) fn peek_byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.pos).copied()
    }

    pub(super) fn advance(&mut self) {
        self.pos = self.pos.saturating_add(1);
    }

    #[inline(always)]
    pub(super) fn skip_blank(&mut self) {
        let rest = self.text.as_bytes().get(self.pos..).unwrap_or_default();
        match rest {
            // One blank, as behind a colon.
            [b' ', next, ..] if *next > b' ' => self.advance(),
            [first, ..] if *first <= b' ' => self.skip_blanks(),
            _ => {}
        }
    }

    fn skip_blanks(&mut self) {
        let bytes = self.text.as_bytes();
        let mut pos = self.pos;
        while let Some(byte) = bytes.get(pos) {
            match byte {
                // Indented lines begin with many of them.
                b' ' => {
                    while let Some(word) = eight_at(bytes, pos) {
                        let other = word ^ eight(b' ');
                        if other != 0 {
                            pos = pos.saturating_add(before(other));
                            break;
                        }
                        pos = pos.saturating_add(8);
                    }
                    while bytes.get(pos) == Some(&b' ') {
                        pos = pos.saturating_add(1);
                    }
                }
                b'\n' | b'\r' | b'\t' => pos = pos.saturating_add(1),
                _ => break,
            }
        }
        self.pos = pos;
    }

    #[cold]
    pub(super) fn fail<T>(&self, expected: &str) -> Result<T> {
        let before = self.text.as_bytes().get(..self.pos).unwrap_or_default();
        let line = before.iter().filter(|&&byte| byte == b'\n').count().saturating_add(1);
        let column = before.iter().rev().take_while(|&&byte| byte != b'\n').count().saturating_add(1);
        let found = match self.text.get(self.pos..).and_then(|rest| rest.chars().next()) {
            Some(c) => format!("`{}`", crate::text::shown(&c.to_string())),
            None => "the end of the text".into(),
        };
        Err(Error::new(
            Code::NotJson,
            format!("the document is not JSON: expected {expected} but found {found} at line {line}, column {column}"),
        )
        .help("check the file with any JSON tool"))
    }

    pub(super) fn expect(&mut self, byte: u8, expected: &str) -> Result<()> {
        self.skip_blank();
        if self.peek_byte() != Some(byte) {
            return self.fail(expected);
        }
        self.advance();
        Ok(())
    }

    /// The kind of the value that comes next.
    pub(crate) fn kind(&mut self) -> Result<Kind> {
        self.skip_blank();
        match self.peek_byte() {
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b'"') => Ok(Kind::Text),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b't' | b'f') => Ok(Kind::Bool),
            Some(b'n') => Ok(Kind::Null),
            _ => self.fail("a value"),
        }
    }

    #[inline]
    fn word(&mut self, word: &str) -> Result<()> {
        self.skip_blank();
        let end = self.pos.saturating_add(word.len());
        if !self.text.as_bytes().get(self.pos..end).is_some_and(|bytes| same(bytes, word.as_bytes())) {
            return self.fail("a value");
        }
        self.pos = end;
        Ok(())
    }

    /// Reads a boolean.
    pub(crate) fn boolean(&mut self) -> Result<bool> {
        self.skip_blank();
        let value = self.peek_byte() == Some(b't');
        self.word(if value { "true" } else { "false" })?;
        Ok(value)
    }

    /// Reads a number that is short and not negative, where one comes next: see [`number::scan_first`].
    #[inline]
    pub(super) fn short_number(&mut self) -> Option<Decimal> {
        self.skip_blank();
        let (value, count) = number::scan_first(self.text.as_bytes().get(self.pos..)?)?;
        self.pos = self.pos.saturating_add(count);
        Some(value)
    }

    /// Reads such a number, where it is a whole one of at most `most`.
    #[inline]
    pub(super) fn short_whole(&mut self, most: u32) -> Option<u32> {
        self.skip_blank();
        let (value, count) = number::scan_first(self.text.as_bytes().get(self.pos..)?)?;
        let whole = value.mantissa().try_into().ok().filter(|&whole| value.scale() == 0 && whole <= most)?;
        self.pos = self.pos.saturating_add(count);
        Some(whole)
    }

    /// Reads a number as its own text.
    pub(crate) fn number(&mut self) -> Result<&'a str> {
        self.skip_blank();
        let start = self.pos;
        if self.peek_byte() == Some(b'-') {
            self.advance();
        }
        match self.peek_byte() {
            Some(b'0') => self.advance(),
            Some(b'1'..=b'9') => self.digits()?,
            _ => return self.fail("a digit"),
        }
        if self.peek_byte() == Some(b'.') {
            self.advance();
            self.digits()?;
        }
        if matches!(self.peek_byte(), Some(b'e' | b'E')) {
            self.advance();
            if matches!(self.peek_byte(), Some(b'+' | b'-')) {
                self.advance();
            }
            self.digits()?;
        }
        Ok(self.text.get(start..self.pos).unwrap_or_default())
    }

    fn digits(&mut self) -> Result<()> {
        if !self.peek_byte().is_some_and(|byte| byte.is_ascii_digit()) {
            return self.fail("a digit");
        }
        let rest = self.text.as_bytes().get(self.pos..).unwrap_or_default();
        let digits = rest.iter().position(|byte| !byte.is_ascii_digit());
        self.pos = self.pos.saturating_add(digits.unwrap_or(rest.len()));
        Ok(())
    }

    #[inline]
    pub(super) fn enter(&mut self, open: u8, expected: &str) -> Result<()> {
        if !self.begins(open) {
            return self.fail(expected);
        }
        self.advance();
        if self.depth >= MAX_DEPTH {
            return Err(too_deep());
        }
        self.depth = self.depth.saturating_add(1);
        Ok(())
    }

    /// Behind the end of an array or an object.
    pub(super) fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    /// After an element: whether another one follows.
    fn more(&mut self, close: u8, first: bool, expected: &str) -> Result<bool> {
        let more = self.another(close, first, expected)?;
        if !more {
            self.leave();
        }
        Ok(more)
    }

    /// The same, without leaving what has ended.
    pub(super) fn another(&mut self, close: u8, first: bool, expected: &str) -> Result<bool> {
        self.skip_blank();
        match self.peek_byte() {
            Some(byte) if byte == close => {
                self.advance();
                Ok(false)
            }
            Some(b',') if !first => {
                self.advance();
                Ok(true)
            }
            Some(_) if first => Ok(true),
            _ => self.fail(expected),
        }
    }

    /// Visits the members of an object; the visitor must consume each value.
    pub(crate) fn object(
        &mut self,
        mut visit: impl FnMut(&mut Self, Cow<'a, str>) -> Result<()>,
    ) -> Result<()> {
        self.object_until(|reader, key| visit(reader, key).map(|()| false))
    }

    /// Visits the members of an object until the visitor has seen enough. The reader must not be used further then.
    pub(crate) fn object_until(
        &mut self,
        mut visit: impl FnMut(&mut Self, Cow<'a, str>) -> Result<bool>,
    ) -> Result<()> {
        self.enter(b'{', "an object")?;
        let mut first = true;
        while self.more(b'}', first, "`,` or `}`")? {
            first = false;
            let key = self.string()?;
            self.expect(b':', "`:`")?;
            if visit(self, key)? {
                break;
            }
        }
        Ok(())
    }

    /// Visits the elements of an array; the visitor must consume each value.
    pub(crate) fn array(&mut self, mut visit: impl FnMut(&mut Self, usize) -> Result<()>) -> Result<()> {
        self.enter(b'[', "an array")?;
        let mut index = 0_usize;
        while self.more(b']', index == 0, "`,` or `]`")? {
            visit(self, index)?;
            index = index.saturating_add(1);
        }
        Ok(())
    }

    /// Whether that byte comes next, as the first one of an array or an object does.
    #[inline]
    pub(crate) fn begins(&mut self, byte: u8) -> bool {
        self.skip_blank();
        self.peek_byte() == Some(byte)
    }

    /// Passes over one value, checking its grammar all the same.
    pub(crate) fn skip(&mut self) -> Result<()> {
        if self.plain_string().is_some() {
            return Ok(());
        }
        match self.kind()? {
            Kind::Null => self.word("null"),
            Kind::Bool => self.boolean().map(drop),
            Kind::Number => self.number().map(drop),
            Kind::Text => self.string().map(drop),
            Kind::Array => self.array(|reader, _| reader.skip()),
            Kind::Object => self.object(|reader, _| reader.skip()),
        }
    }

    /// Reads one value as a tree, for rows that are small. A key stated twice stands in it twice.
    pub(crate) fn value(&mut self) -> Result<Value> {
        Ok(match self.kind()? {
            Kind::Null => {
                self.word("null")?;
                Value::Null
            }
            Kind::Bool => Value::Bool(self.boolean()?),
            Kind::Number => Value::Number(self.number()?.to_owned()),
            Kind::Text => Value::Text(self.string()?.into_owned()),
            Kind::Array => {
                let mut list = Vec::new();
                self.array(|reader, _| {
                    list.push(reader.value()?);
                    Ok(())
                })?;
                Value::List(list)
            }
            Kind::Object => {
                let mut fields = Vec::new();
                self.object(|reader, key| {
                    fields.push((key.into_owned(), reader.value()?));
                    Ok(())
                })?;
                Value::Object(fields)
            }
        })
    }

    /// Checks that nothing but blanks follows.
    pub(crate) fn finish(&mut self) -> Result<()> {
        self.skip_blank();
        if self.peek_byte().is_some() { self.fail("the end of the text") } else { Ok(()) }
    }
}

#[cold]
fn too_deep() -> Error {
    Error::new(Code::TooDeep, format!("the document nests deeper than {MAX_DEPTH} levels"))
        .help("a price catalog has no need to nest that deep; check the file")
}

#[cfg(test)]
mod tests;
