//! Secrets kept out of the output: those that are known, and what looks like one.

use std::borrow::Cow;

/// What is printed instead of a secret.
const HIDDEN: &str = "[hidden]";
/// A text shorter than this is no secret; hiding it would only spoil the output.
const SHORTEST_SECRET: usize = 8;
/// How tokens of GitHub begin.
const TOKEN_PREFIXES: [&str; 6] = ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"];
/// How many characters follow the beginning of a token at least. Tokens have more; a piece of one is hidden too.
const SHORTEST_TOKEN: usize = 16;

/// The secrets that are known.
#[derive(Default)]
pub(super) struct Secrets(Vec<String>);

impl Secrets {
    /// Adds a secret.
    pub(super) fn add(&mut self, secret: &str) {
        let secret = secret.trim();
        if secret.len() >= SHORTEST_SECRET && !self.0.iter().any(|known| known == secret) {
            self.0.push(secret.to_owned());
            // A secret that holds another one must go first, or its rest would stay.
            self.0.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        }
    }

    /// Returns `text` without the known secrets and the tokens that stand in it.
    pub(super) fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut redacted = Cow::Borrowed(text);
        for secret in &self.0 {
            if redacted.contains(secret.as_str()) {
                redacted = Cow::Owned(redacted.replace(secret.as_str(), HIDDEN));
            }
        }
        for prefix in TOKEN_PREFIXES {
            redacted = hide_after(redacted, prefix, true, token_length);
        }
        redacted
    }

    /// Returns `text` also without the passwords in addresses. Not for results: a change may be about such an address,
    /// and its title is printed as it is.
    pub(super) fn redact_all<'a>(&self, text: &'a str) -> Cow<'a, str> {
        hide_after(self.redact(text), "://", false, credentials_length)
    }
}

/// Hides what follows each `start`, as many bytes as `length` says, and `start` itself if it belongs to the secret.
fn hide_after<'a>(text: Cow<'a, str>, start: &str, belongs: bool, length: fn(&str) -> Option<usize>) -> Cow<'a, str> {
    if !text.contains(start) {
        return text;
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some((before, after)) = rest.split_once(start) {
        let length = length(after);
        result.push_str(before);
        if !belongs || length.is_none() {
            result.push_str(start);
        }
        if length.is_some() {
            result.push_str(HIDDEN);
        }
        rest = after.get(length.unwrap_or_default()..).unwrap_or_default();
    }
    result.push_str(rest);
    Cow::Owned(result)
}

/// Returns how many bytes of `rest` belong to a token, `None` where it is too short for one.
fn token_length(rest: &str) -> Option<usize> {
    let is_token = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let length = rest.bytes().take_while(|byte| is_token(byte)).count();
    let token = rest.get(..length)?.trim_end_matches(['.', '-']);
    (token.len() >= SHORTEST_TOKEN).then_some(token.len())
}

/// Returns how many bytes of `rest`, which follows `://`, are a user with a password, or a token.
fn credentials_length(rest: &str) -> Option<usize> {
    let end =
        rest.find(|character: char| character.is_whitespace() || matches!(character, '/' | '?' | '#' | '"' | '\''));
    let authority = rest.get(..end.unwrap_or(rest.len()))?;
    let at = authority.rfind('@')?;
    let user = authority.get(..at)?;
    // `ssh://git@host` names a user and no secret.
    (user.contains(':') || user.len() >= SHORTEST_TOKEN).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(text: &str) -> String {
        let mut secrets = Secrets::default();
        secrets.add("open sesame");
        secrets.add("open sesame twice\n");
        secrets.add("short");
        secrets.redact_all(text).into_owned()
    }

    #[test]
    fn secrets_are_hidden() {
        let token = "abcdefghijklmnop0123456789";
        let cases = [
            ("say open sesame, then open sesame twice".to_owned(), "say [hidden], then [hidden]".to_owned()),
            (format!("token ghp_{token}."), "token [hidden].".to_owned()),
            (format!("ghs_{token} gho_{token}\nghu_{token}"), "[hidden] [hidden]\n[hidden]".to_owned()),
            (format!("github_pat_11AA_{token}"), "[hidden]".to_owned()),
            ("https://me:secret@host.invalid/a".to_owned(), "https://[hidden]@host.invalid/a".to_owned()),
            ("https://0123456789abcdef0123@host.invalid".to_owned(), "https://[hidden]@host.invalid".to_owned()),
        ];
        for (text, expected) in cases {
            assert_eq!(redacted(&text), expected);
        }
    }

    #[test]
    fn everything_else_stays() {
        for text in [
            "a short text",
            "the prefix ghp_ and ghp_short",
            "ssh://git@host.invalid/a",
            "https://host.invalid/a@b:c",
            "https://host.invalid and me@host.invalid",
            "",
        ] {
            assert_eq!(redacted(text), text);
        }
        assert!(matches!(Secrets::default().redact_all("plain"), Cow::Borrowed(_)));
        let title = "Accept redis://me:secret@host.invalid";
        assert_eq!(Secrets::default().redact(title), title);
    }
}
