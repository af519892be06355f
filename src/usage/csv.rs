//! Records of separated values (RFC 4180), from bytes that come in chunks: where a record ends, and what its
//! fields are. Quotes may hold separators, line ends and doubled quotes.

use std::borrow::Cow;

/// The separators that are told from a header line.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Where the first record of some bytes ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Before the line end at this place, which is so many bytes long.
    At(usize, usize),
    /// Not within these bytes.
    Open,
}

/// The end of the record that starts the bytes.
pub(super) fn end_of_record(bytes: &[u8], separator: u8) -> End {
    // Most lines hold no quote: then the line is the record.
    let line = end_of_line(bytes);
    let seen = match line {
        End::At(end, _) => bytes.get(..end).unwrap_or_default(),
        End::Open => bytes,
    };
    if memchr::memchr(b'"', seen).is_none() {
        return line;
    }
    let mut quoted = false;
    // Whether a quote here opens a field, or is the second half of a doubled one.
    let mut opens = true;
    for (place, &byte) in bytes.iter().enumerate() {
        if quoted {
            quoted = byte != b'"';
            opens = !quoted;
            continue;
        }
        match byte {
            b'\n' => return ended(bytes, place),
            b'"' if opens => quoted = true,
            _ => {}
        }
        opens = byte == separator;
    }
    End::Open
}

/// The end of a record whose line feed stands at this place.
fn ended(bytes: &[u8], place: usize) -> End {
    let before = place.saturating_sub(1);
    let cr = place > 0 && bytes.get(before) == Some(&b'\r');
    if cr { End::At(before, 2) } else { End::At(place, 1) }
}

/// The end of the line that starts the bytes, quotes or not.
pub(super) fn end_of_line(bytes: &[u8]) -> End {
    memchr::memchr(b'\n', bytes).map_or(End::Open, |place| ended(bytes, place))
}

/// The separator of a header line: the one that occurs most often outside quotes, else a comma.
pub(super) fn separator_of(header: &[u8]) -> u8 {
    let mut quoted = false;
    let mut counts = [0_usize; SEPARATORS.len()];
    for &byte in header {
        quoted ^= byte == b'"';
        if quoted {
            continue;
        }
        for (separator, count) in SEPARATORS.iter().zip(&mut counts) {
            *count = count.saturating_add(usize::from(*separator == byte));
        }
    }
    let mut best = (b',', 0);
    for (&separator, &count) in SEPARATORS.iter().zip(&counts) {
        if count > best.1 {
            best = (separator, count);
        }
    }
    best.0
}

/// Visits the fields of a record with their places. Nothing where a quote is misplaced.
pub(super) fn fields<'r>(
    record: &'r str,
    separator: u8,
    visit: &mut dyn FnMut(usize, Cow<'r, str>),
) -> Option<usize> {
    let mut rest = record;
    let mut place = 0_usize;
    loop {
        let (field, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_field(quoted)?,
            None => {
                let end = rest.bytes().position(|byte| byte == separator).unwrap_or(rest.len());
                let (field, after) = rest.split_at_checked(end)?;
                (Cow::Borrowed(field), after)
            }
        };
        visit(place, field);
        place = place.saturating_add(1);
        let Some((&next, _)) = after.as_bytes().split_first() else { return Some(place) };
        if next != separator {
            return None;
        }
        rest = after.get(1..)?;
    }
}

/// A field whose opening quote is taken, and what follows its closing one.
fn quoted_field(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let mut owned: Option<String> = None;
    let mut rest = text;
    loop {
        let end = rest.bytes().position(|byte| byte == b'"')?;
        let (part, after) = rest.split_at_checked(end)?;
        let after = after.get(1..)?;
        let Some(more) = after.strip_prefix('"') else {
            let field = match owned {
                Some(text) => Cow::Owned(text + part),
                None => Cow::Borrowed(part),
            };
            return Some((field, after));
        };
        let text = owned.get_or_insert_default();
        text.push_str(part);
        text.push('"');
        rest = more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(record: &str) -> Option<Vec<String>> {
        let mut found = Vec::new();
        fields(record, b',', &mut |_, field| found.push(field.into_owned()))?;
        Some(found)
    }

    #[test]
    fn fields_are_read_as_rfc_4180_writes_them() {
        assert_eq!(read("a,b,c").unwrap(), ["a", "b", "c"]);
        assert_eq!(read("a,,").unwrap(), ["a", "", ""]);
        assert_eq!(read("").unwrap(), [""]);
        assert_eq!(read(r#""a,b","c""d","e"#), None);
        assert_eq!(read(r#""a,b","c""d","""""#).unwrap(), ["a,b", "c\"d", "\""]);
        assert_eq!(read("\"a\nb\",c").unwrap(), ["a\nb", "c"]);
        assert_eq!(read(r#"a"b,c"#).unwrap(), ["a\"b", "c"]);
        assert_eq!(read(r#""a"b,c"#), None);
    }

    #[test]
    fn records_end_at_line_ends_outside_quotes() {
        let end = |text: &str| end_of_record(text.as_bytes(), b',');
        assert_eq!(end("a,b\nc"), End::At(3, 1));
        assert_eq!(end("a,b\r\nc"), End::At(3, 2));
        assert_eq!(end("\"a\nb\",c\nd"), End::At(7, 1));
        assert_eq!(end("\"a\"\"\nb\",c\nd"), End::At(9, 1));
        assert_eq!(end("5\" wide,c\nd"), End::At(9, 1));
        assert_eq!(end("5\"\" wide,c\nd"), End::At(10, 1));
        assert_eq!(end("\"a\nb"), End::Open);
        assert_eq!(end("a"), End::Open);
    }

    #[test]
    fn separators_are_told_from_the_header() {
        assert_eq!(separator_of(b"model;count;\"a,b,c,d\""), b';');
        assert_eq!(separator_of(b"model\tcount"), b'\t');
        assert_eq!(separator_of(b"model"), b',');
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(rows in proptest::collection::vec(proptest::collection::vec("[a-c,\"\n\r ]{0,6}", 1..4), 1..4)) {
            let mut text = String::new();
            for row in &rows {
                let fields: Vec<_> = row.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect();
                text += &fields.join(",");
                text += "\n";
            }
            let mut rest = text.as_str();
            for row in &rows {
                let End::At(end, length) = end_of_record(rest.as_bytes(), b',') else { panic!("open") };
                prop_assert_eq!(&read(&rest[..end]).unwrap(), row);
                rest = &rest[end + length..];
            }
            prop_assert_eq!(rest, "");
        }
    }
}
