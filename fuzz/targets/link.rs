//! A text as a catalog's link: it is kept exactly where a rule of its own says so, and what is kept is an address of
//! the `https` scheme without user, password and port for a parser of the kind that browsers have.

#![no_main]

use libfuzzer_sys::fuzz_target;
use perpixel::source::{Format, Input, read};
use perpixel_fuzz::catalog::fingerprint;
use url::Url;

/// The rule, by hand: the scheme, a host of letters, digits, points and hyphens, then nothing or printable ASCII.
fn allowed(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() > 2048 || bytes.get(..8) != Some(b"https://".as_slice()) {
        return false;
    }
    let mut at = 8;
    while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'.' || bytes[at] == b'-') {
        at += 1;
    }
    let path = &bytes[at..];
    at > 8
        && path.first().is_none_or(|&first| first == b'/')
        && path.iter().all(|&byte| (0x21..=0x7E).contains(&byte) && byte != b'\\')
}

fn kept_as_ruled(text: &str) {
    let card = format!("{{\"format\":\"perpixel/rate-card@1\",\"url\":{}}}", serde_json::Value::from(text));
    let input = Input { format: Some(Format::RateCard), ..Input::new("card", card.as_bytes()) };
    let kept = read(input).expect("a card").source.url;
    assert_eq!(kept.as_deref(), Some(text).filter(|text| allowed(text)), "{text:?}");
    let Some(Ok(parsed)) = kept.as_deref().map(Url::parse) else { return };
    assert_eq!(parsed.scheme(), "https", "{text:?}");
    assert!(
        parsed.username().is_empty() && parsed.password().is_none() && parsed.port().is_none(),
        "{text:?}"
    );
    assert!(parsed.host_str().is_some_and(|host| !host.is_empty()), "{text:?}");
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    kept_as_ruled(text);
    let mark = fingerprint(bytes);
    if mark % 64 == 0 {
        // Now and then at the longest that a link may be, and one more.
        let length = 2048 + usize::from(mark % 128 == 0);
        kept_as_ruled(&format!("{text}{}", "a".repeat(length.saturating_sub(text.len()))));
    }
});
