//! Reading JSON's strings: borrowed from the text where they have no escapes, eight bytes at a time where they are plain.

use crate::eight::plain_until;
use crate::error::Result;
use crate::source::json::Reader;
use std::borrow::Cow;

impl<'a> Reader<'a> {
    /// Whether the string that was read last is printable ASCII without escapes.
    pub(crate) fn was_plain(&self) -> bool {
        self.plain
    }

    /// Reads a string of printable ASCII without escapes, where one comes next.
    #[inline]
    pub(crate) fn plain_string(&mut self) -> Option<&'a str> {
        self.skip_blank();
        if self.peek_byte() != Some(b'"') {
            return None;
        }
        let start = self.pos.saturating_add(1);
        let end = plain_until(self.text.as_bytes(), start);
        if self.text.as_bytes().get(end) != Some(&b'"') {
            return None;
        }
        self.pos = end.saturating_add(1);
        self.plain = true;
        self.text.get(start..end)
    }

    /// Reads a string; borrowed from the text where it has no escapes.
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>> {
        if let Some(text) = self.plain_string() {
            return Ok(Cow::Borrowed(text));
        }
        self.expect(b'"', "a string")?;
        self.plain = false;
        self.string_from(self.pos)
    }

    /// The string from there on, byte by byte: it has escapes or other than ASCII, or ends with the text.
    fn string_from(&mut self, start: usize) -> Result<Cow<'a, str>> {
        self.pass_plain();
        match self.peek_byte() {
            Some(b'"') => {
                let text = self.text.get(start..self.pos).unwrap_or_default();
                self.advance();
                Ok(Cow::Borrowed(text))
            }
            Some(b'\\') => self.escaped(start).map(Cow::Owned),
            _ => self.fail("the end of the string"),
        }
    }

    /// Passes over what a string holds up to its end or an escape.
    fn pass_plain(&mut self) {
        let rest = self.text.as_bytes().get(self.pos..).unwrap_or_default();
        let plain = rest.iter().position(|&byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
        self.pos = self.pos.saturating_add(plain.unwrap_or(rest.len()));
    }

    /// The rest of a string that has escapes.
    #[cold]
    fn escaped(&mut self, start: usize) -> Result<String> {
        let mut owned = self.text.get(start..self.pos).unwrap_or_default().to_owned();
        loop {
            let run = self.pos;
            self.pass_plain();
            owned.push_str(self.text.get(run..self.pos).unwrap_or_default());
            match self.peek_byte() {
                Some(b'"') => {
                    self.advance();
                    return Ok(owned);
                }
                Some(b'\\') => {
                    self.advance();
                    let escaped = self.escape()?;
                    owned.push(escaped);
                }
                _ => return self.fail("the end of the string"),
            }
        }
    }

    fn escape(&mut self) -> Result<char> {
        let plain = match self.peek_byte() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.advance();
                return self.unicode_escape();
            }
            _ => return self.fail("an escape"),
        };
        self.advance();
        Ok(plain)
    }

    fn unicode_escape(&mut self) -> Result<char> {
        let first = self.four_hex()?;
        if let Some(c) = char::from_u32(first) {
            return Ok(c);
        }
        if self.text.get(self.pos..).is_some_and(|rest| rest.starts_with("\\u")) && first < 0xdc00 {
            self.pos = self.pos.saturating_add(2);
            let second = self.four_hex()?;
            let low = second.checked_sub(0xdc00).filter(|&low| low < 0x400);
            let high = first.saturating_sub(0xd800).saturating_mul(0x400);
            let joined = low.map(|low| high.saturating_add(low).saturating_add(0x1_0000));
            if let Some(c) = joined.and_then(char::from_u32) {
                return Ok(c);
            }
        }
        self.fail("the second half of a surrogate pair")
    }

    fn four_hex(&mut self) -> Result<u32> {
        let end = self.pos.saturating_add(4);
        let digits =
            self.text.get(self.pos..end).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
            Some(value) => {
                self.pos = end;
                Ok(value)
            }
            None => self.fail("four hexadecimal digits"),
        }
    }
}
