//! Web addresses, written so that they can stand between parentheses.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Returns `text` with all but letters, digits, `-._~` and `kept` as `%XX`.
pub(super) fn encode<'a>(text: &'a str, kept: &str) -> Cow<'a, str> {
    percent(text, |byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || kept.as_bytes().contains(&byte))
}

/// Returns an address from elsewhere such that it can stand between parentheses; `None` where it is no web address.
pub(super) fn address(text: &str) -> Option<Cow<'_, str>> {
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/:?#@!$&+,;=%".contains(&byte);
    (text.starts_with("https://") || text.starts_with("http://")).then(|| percent(text, stays))
}

/// Returns `text` with the bytes that do not stay as `%XX`.
fn percent(text: &str, stays: impl Fn(u8) -> bool) -> Cow<'_, str> {
    if text.bytes().all(&stays) {
        return Cow::Borrowed(text);
    }
    let mut encoded = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if stays(byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing into a text does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    Cow::Owned(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_from_elsewhere_are_made_safe() {
        for (text, expected) in [
            ("https://github.com/a/b/pull/1", Some("https://github.com/a/b/pull/1")),
            ("https://a.invalid/x(y) [z]<\u{202e}", Some("https://a.invalid/x%28y%29%20%5Bz%5D%3C%E2%80%AE")),
            ("javascript:alert(1)", None),
            ("", None),
        ] {
            assert_eq!(address(text).as_deref(), expected);
        }
    }

    #[test]
    fn parts_of_addresses_are_encoded() {
        assert_eq!(encode("octo/hello", "/"), "octo/hello");
        assert_eq!(encode("octo/hello", ""), "octo%2Fhello");
        assert_eq!(encode("1.0+ü", ""), "1.0%2B%C3%BC");
    }
}
