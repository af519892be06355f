//! Changes a JSON text by its values: one takes the place of another, is stated twice, is left out, or becomes
//! something that catalogs get wrong. Blind changes of bytes mostly give what is no JSON, which ends every reader at
//! the first line; they are still made one time in four.

/// Bytes from a seed (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(bound.max(1)).unwrap_or(1)).unwrap_or(0)
    }
}

/// What takes the place of a value.
const PIECES: &[&str] = &[
    "0",
    "-0",
    "1",
    "-1",
    "0.5",
    "1e2",
    "1e28",
    "1e29",
    "1e-28",
    "1e-29",
    "1e400",
    "0.05",
    "0.051000000000000004",
    "79228162514264337593543950335",
    "79228162514264337593543950336",
    "0.0000000000000000000000000001",
    "1048576",
    "1000000",
    "null",
    "true",
    "false",
    "[]",
    "{}",
    "[[]]",
    "\"\"",
    "\"0\"",
    "\"0.03\"",
    "\"~0.03\"",
    "\"from 0.03\"",
    "\"up to 0.35\"",
    "\"0.0004 to 0.0006\"",
    "\"1e-28\"",
    "\"-1\"",
    "\"1048576\"",
    "\"up\"",
    "\"image\"",
    "\"megapixel\"",
    "\"second\"",
    "\"token\"",
    "\"1024x1024\"",
    "\"4K\"",
    "\"720p\"",
    "\"t2v\"",
    "\"edit\"",
    "\"high\"",
    "\"2026-06-01\"",
    "\"2026-02-30\"",
    "\"USD\"",
    "\"__proto__\"",
    "\"constructor\"",
    "\"\\u202e\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"https://fal.ai/x\"",
    "\"javascript:alert(1)\"",
    "\"=1+1\"",
    "{\"usd\":\"0.01\",\"unit\":\"image\"}",
    "{\"$serde_json::private::Number\":\"0.5\"}",
];

/// The stretches of a text that are values, and those that are members of objects.
#[derive(Default)]
struct Marks {
    values: Vec<(usize, usize)>,
    members: Vec<(usize, usize)>,
}

fn marks(text: &[u8]) -> Marks {
    let mut marks = Marks::default();
    let mut open: Vec<usize> = Vec::new();
    // Where the key of the member that is being read starts, by depth.
    let mut keys: Vec<Option<usize>> = vec![None];
    let mut at = 0;
    while at < text.len() {
        let start = at;
        let mut ended = None;
        match text[at] {
            b'{' | b'[' => {
                open.push(at);
                keys.push(None);
            }
            b'}' | b']' => {
                if let Some(start) = open.pop() {
                    keys.pop();
                    ended = Some((start, at + 1));
                }
            }
            b'"' => {
                at += 1;
                while at < text.len() && text[at] != b'"' {
                    at += if text[at] == b'\\' { 2 } else { 1 };
                }
                let end = (at + 1).min(text.len());
                let blank = text[end..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                if text.get(end + blank) == Some(&b':') {
                    if let Some(key) = keys.last_mut() {
                        *key = Some(start);
                    }
                } else {
                    ended = Some((start, end));
                }
            }
            byte if byte.is_ascii_alphanumeric() || byte == b'-' => {
                while text
                    .get(at + 1)
                    .is_some_and(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte))
                {
                    at += 1;
                }
                ended = Some((start, at + 1));
            }
            _ => {}
        }
        if let Some((start, end)) = ended {
            marks.values.push((start, end));
            if let Some(key) = keys.last_mut().and_then(Option::take) {
                marks.members.push((key, end));
            }
        }
        at += 1;
    }
    marks
}

/// Changes the text in place and returns its new length.
pub fn json(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut chance = Chance(u64::from(seed));
    let mut text = data[..size].to_vec();
    for _ in 0..=chance.below(3) {
        let marks = marks(&text);
        let kind = chance.below(8);
        if marks.values.is_empty() || kind < 2 {
            data[..text.len()].copy_from_slice(&text);
            return libfuzzer_sys::fuzzer_mutate(data, text.len(), max_size);
        }
        let (start, end) = marks.values[chance.below(marks.values.len())];
        let changed: Vec<u8> = match kind {
            2 | 3 => [&text[..start], PIECES[chance.below(PIECES.len())].as_bytes(), &text[end..]].concat(),
            4 => {
                let (from, to) = marks.values[chance.below(marks.values.len())];
                [&text[..start], &text[from..to], &text[end..]].concat()
            }
            5 if !marks.members.is_empty() => {
                let (from, to) = marks.members[chance.below(marks.members.len())];
                let (into, _) = marks.members[chance.below(marks.members.len())];
                [&text[..into], &text[from..to], b",", &text[into..]].concat()
            }
            6 if !marks.members.is_empty() => {
                let (from, mut to) = marks.members[chance.below(marks.members.len())];
                to += usize::from(text.get(to) == Some(&b','));
                [&text[..from], &text[to..]].concat()
            }
            _ => {
                // A digit more, a digit less, another digit.
                let at = start + chance.below(end - start);
                let digit = [b'0' + u8::try_from(chance.below(10)).unwrap_or(0)];
                let cut = chance.below(2);
                let put: &[u8] = if chance.below(3) == 0 { &[] } else { &digit };
                [&text[..at], put, &text[at + cut..]].concat()
            }
        };
        if changed.len() > max_size {
            break;
        }
        text = changed;
    }
    data[..text.len()].copy_from_slice(&text);
    text.len()
}
