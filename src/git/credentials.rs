//! Addresses without the credentials in them.

use std::borrow::Cow;

/// What is shown instead of credentials.
const HIDDEN: &str = "[hidden]";

/// Returns `text` with no credentials in the addresses that stand in it: whatever is before the `@`, except for a user
/// of ssh, who is no secret.
///
/// ```
/// use release_shepherd::git::without_credentials;
///
/// assert_eq!(without_credentials("https://me:secret@host.invalid/a"), "https://[hidden]@host.invalid/a");
/// assert_eq!(without_credentials("ssh://git@host.invalid/a"), "ssh://git@host.invalid/a");
/// ```
pub fn without_credentials(text: &str) -> Cow<'_, str> {
    if !text.contains("://") {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        shown.push_str(before);
        shown.push_str("://");
        let hidden = credentials(before, after);
        if hidden > 0 {
            shown.push_str(HIDDEN);
        }
        rest = after.get(hidden..).unwrap_or_default();
    }
    shown.push_str(rest);
    Cow::Owned(shown)
}

/// Returns how many bytes of what follows `://` are credentials.
fn credentials(before: &str, after: &str) -> usize {
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, '/' | '?' | '#' | '"' | '\'' | '`');
    let authority = after.split(ends).next().unwrap_or_default();
    let Some((user, _)) = authority.rsplit_once('@') else { return 0 };
    if before.ends_with("ssh") && !user.contains(':') { 0 } else { user.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_hidden_wherever_they_stand() {
        let cases = [
            ("fatal: https://me:p@ss@host.invalid/a not found", "fatal: https://[hidden]@host.invalid/a not found"),
            ("'https://ghp_token@host.invalid'", "'https://[hidden]@host.invalid'"),
            ("ssh://me:secret@host.invalid:22/a", "ssh://[hidden]@host.invalid:22/a"),
            ("git+ssh://git@host.invalid/a", "git+ssh://git@host.invalid/a"),
            ("http://a:b@c http://d:e@f", "http://[hidden]@c http://[hidden]@f"),
            ("https://host.invalid/a@b", "https://host.invalid/a@b"),
            ("git@host.invalid:octo/hello", "git@host.invalid:octo/hello"),
            ("/srv/git/store.git", "/srv/git/store.git"),
            ("://", "://"),
        ];
        for (text, shown) in cases {
            assert_eq!(without_credentials(text), shown);
        }
    }
}
