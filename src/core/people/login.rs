//! What a person is called on GitHub.

use std::fmt;
use std::str::FromStr;

use crate::core::text::clean;
use crate::failure::{Failure, Kind};

/// The longest login, in characters.
const LONGEST: usize = 39;

/// What stands in records for a person who was taken out of them: GitHub's own word for an account that is gone
/// (<https://github.com/ghost>). Nobody in particular is meant by it.
pub const GHOST: &str = "ghost";

/// Says whether a login is nobody's in particular.
pub fn is_nobody(login: &str) -> bool {
    login.trim_start_matches('@').eq_ignore_ascii_case(GHOST)
}

/// A login of GitHub: letters, digits and single hyphens, at most 39
/// (<https://docs.github.com/en/enterprise-cloud@latest/admin/managing-iam/iam-configuration-reference/username-considerations-for-external-authentication>).
/// So it can be a part of a path and a word of a command as it is, and two of them with `--` between name a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login(String);

/// A text that is no login; it holds the text, or the flag that has it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a login of GitHub")]
pub struct LoginError(pub String);

impl Login {
    /// Returns the login without `@`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Reads a login, with or without `@` before it.
impl FromStr for Login {
    type Err = LoginError;

    fn from_str(text: &str) -> Result<Self, LoginError> {
        let login = text.strip_prefix('@').unwrap_or(text);
        let is_plain = login.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let has_single_hyphens = !login.starts_with('-') && !login.ends_with('-') && !login.contains("--");
        if is_plain && has_single_hyphens && (1..=LONGEST).contains(&login.len()) {
            Ok(Self(login.to_owned()))
        } else {
            Err(LoginError(text.to_owned()))
        }
    }
}

/// Returns somebody as a reader sees them: a login with `@`, a name of somebody without one as it is.
pub fn shown(who: &str) -> String {
    if who.parse::<Login>().is_ok() { format!("@{}", who.trim_start_matches('@')) } else { clean(who).into_owned() }
}

impl fmt::Display for Login {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<Login> for String {
    fn from(login: Login) -> Self {
        login.0
    }
}

impl From<LoginError> for Failure {
    fn from(error: LoginError) -> Self {
        Self::new(Kind::Usage, error.to_string()).hint("a login has letters, digits and single hyphens, at most 39")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_no_login_is_no_login() {
        for (who, expected) in
            [("ana", "@ana"), ("@ana", "@ana"), ("Ana A", "Ana A"), ("ana (no login)", "ana (no login)")]
        {
            assert_eq!(shown(who), expected);
        }
    }

    #[test]
    fn logins_are_told_from_other_texts() {
        let longest = "a".repeat(39);
        for (text, login) in [("mona", "mona"), ("@Mona-2", "Mona-2"), ("7", "7"), (longest.as_str(), longest.as_str())]
        {
            assert_eq!(text.parse::<Login>().unwrap().as_str(), login);
        }
        let longer = "a".repeat(40);
        for text in ["", "@", "@@mona", "-a", "a-", "a--b", "mona lisa", "é", "a/b", "a_b", "..", longer.as_str()] {
            assert_eq!(text.parse::<Login>(), Err(LoginError(text.to_owned())));
        }
    }
}
