//! Foreign text made fit to show: cut at a limit, with invisible and direction-changing characters spelled
//! out. It never changes what a text is compared by.

use crate::eight::plain_until;
use crate::order::sorted_places;
use std::fmt::Write;

/// How many characters of a foreign name are shown.
pub(crate) const SHOWN_CHARS: usize = 200;

/// Whether a character hides itself or turns the text around it: controls, line separators, marks of annotations,
/// and what Unicode lets a font leave out (`Default_Ignorable_Code_Point`), as the page's own names do.
pub(crate) fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a text has a character that hides itself or turns the text around it.
pub(crate) fn has_deceptive(text: &str) -> bool {
    let plain = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    !plain && text.chars().any(is_deceptive)
}

/// The text for a message: at most 200 characters, deceptive ones as `\u{…}`.
pub(crate) fn shown(text: &str) -> String {
    // Most texts are short and plain. The lean module saves the code.
    if cfg!(feature = "planning")
        && text.len() <= SHOWN_CHARS
        && plain_until(text.as_bytes(), 0) == text.len()
    {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len().min(SHOWN_CHARS.saturating_mul(4)));
    for (i, c) in text.chars().enumerate() {
        if i == SHOWN_CHARS {
            out.push('…');
            break;
        }
        if is_deceptive(c) {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// A key as one step of a JSON Pointer (RFC 6901).
#[inline(never)]
pub(crate) fn pointer_step(key: &str) -> String {
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

/// A list of words for a message, each in backticks.
pub(crate) fn listed(words: &mut dyn Iterator<Item = String>) -> String {
    let mut out = String::new();
    for word in words {
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push('`');
        out.push_str(&shown(&word));
        out.push('`');
    }
    out
}

/// A path with an index behind it. Formatting takes several times as long, and every row has a path.
pub(crate) fn indexed(path: &str, index: usize) -> String {
    let mut indexed = String::with_capacity(path.len().saturating_add(32));
    indexed.push_str(path);
    push_index(&mut indexed, index);
    indexed
}

/// Writes an index behind a path.
pub(crate) fn push_index(path: &mut String, index: usize) {
    let mut digits = [0_u8; 20];
    let mut rest = index;
    let mut count = 0_usize;
    for slot in &mut digits {
        *slot = b'0'.saturating_add(u8::try_from(rest % 10).unwrap_or_default());
        rest /= 10;
        count = count.saturating_add(1);
        if rest == 0 {
            break;
        }
    }
    path.extend(digits.iter().take(count).rev().map(|&digit| char::from(digit)));
}

/// The parts as one text, with that between them.
pub(crate) fn joined(parts: &[String], between: &str) -> String {
    let mut out = String::new();
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            out.push_str(between);
        }
        out.push_str(part);
    }
    out
}

/// Whether a text occurs in another one. The standard library's search is made for long texts and weighs
/// several kilobytes in the module.
pub(crate) fn contains(text: &str, part: &str) -> bool {
    part.is_empty() || text.as_bytes().windows(part.len()).any(|window| window == part.as_bytes())
}

/// How alike two names are written: their edit distance, ignoring the case of ASCII letters. Used to suggest a name.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.to_ascii_lowercase(), b.to_ascii_lowercase());
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut before = i.saturating_add(1);
        for (slot, right) in row.iter_mut().skip(1).zip(b.chars()) {
            let replace = diagonal.saturating_add(usize::from(left != right));
            diagonal = *slot;
            before = replace.min(before.saturating_add(1)).min(slot.saturating_add(1));
            *slot = before;
        }
        if let Some(first) = row.first_mut() {
            *first = i.saturating_add(1);
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Up to three of the known names that are written most like the one asked for.
pub(crate) fn nearest<'a>(asked: &str, mut known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    nearest_of(asked, &mut known)
}

fn nearest_of<'a>(asked: &str, known: &mut dyn Iterator<Item = &'a str>) -> Vec<&'a str> {
    let asked: String = asked.chars().take(SHOWN_CHARS).collect();
    let limit = asked.chars().count().div_ceil(2).max(2);
    let mut found: Vec<(usize, &str)> = Vec::new();
    for name in known.filter(|name| name.len() <= SHOWN_CHARS) {
        let distance = distance(&asked, name);
        if distance <= limit || contains(name, &asked) {
            found.push((distance, name));
        }
    }
    let places = sorted_places(found.len(), &mut |a, b| found.get(a).cmp(&found.get(b)));
    let mut names: Vec<&str> = Vec::new();
    for &(_, name) in places.iter().filter_map(|&place| found.get(place)) {
        if names.len() < 3 && names.last() != Some(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_hides() {
        assert_eq!(shown("a\u{202e}b\u{200b}c\n"), "a\\u{202e}b\\u{200b}c\\u{a}");
        assert_eq!(shown(&"x".repeat(300)).chars().count(), 201);
    }

    #[test]
    fn a_step_of_a_pointer_is_escaped() {
        assert_eq!(pointer_step("a/b~c"), "a~1b~0c");
        assert_eq!(pointer_step("~1"), "~01");
    }

    #[test]
    fn suggests_the_nearest_names() {
        let known = ["flux-2-pro", "flux-2-max", "seedream-4.5"];
        assert_eq!(nearest("flux2-pro", known.into_iter()), ["flux-2-pro", "flux-2-max"]);
        assert_eq!(nearest("zzzzzzzz", known.into_iter()), Vec::<&str>::new());
    }
}
