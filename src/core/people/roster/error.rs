//! Two people who cannot be told apart.

use crate::failure::{Failure, Kind};

/// Two people who cannot be told apart.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// An address or a login that two people go by.
    #[error(
        "@{first} and @{second} both go by `{alias}` ({} and {} in the store)",
        file(first, lines[0]),
        file(second, lines[1])
    )]
    SharedAlias {
        /// The address or the login.
        alias: String,
        /// One of them.
        first: String,
        /// The other.
        second: String,
        /// The lines of both files that say so, where they are known.
        lines: [Option<usize>; 2],
    },
    /// A key that two people sign with.
    #[error(
        "@{first} and @{second} have one signing key, {fingerprint} ({} and {} in the store)",
        file(first, lines[0]),
        file(second, lines[1])
    )]
    SharedKey {
        /// What the key is called.
        fingerprint: String,
        /// One of them.
        first: String,
        /// The other.
        second: String,
        /// The lines of both files that say so, where they are known.
        lines: [Option<usize>; 2],
    },
    /// Two files of one login.
    #[error("@{0} has two files in `people/` of the store, whose names differ in case only")]
    SharedLogin(String),
}

/// Returns what the file of a person is called, with the line.
fn file(login: &str, line: Option<usize>) -> String {
    let line = line.map(|line| format!(" line {line}")).unwrap_or_default();
    format!("`people/{login}.toml`{line}")
}

impl From<RosterError> for Failure {
    fn from(error: RosterError) -> Self {
        let failure = Self::new(Kind::Input, error.to_string());
        match error {
            RosterError::SharedAlias { alias, second, .. } => failure.hint(format!(
                "what is known by it could be either's: take it from one of them, for example \
                 `shepherd people set {second} --remove-alias {alias}`"
            )),
            RosterError::SharedKey { fingerprint, second, .. } => failure.hint(format!(
                "a signature says who signed only where a key has one owner: take it from one of them, for example \
                 `shepherd people set {second} --remove-key {fingerprint}`"
            )),
            RosterError::SharedLogin(login) => failure.hint(format!(
                "`shepherd people set {login} --one-file` makes one of them, with what both say; where they differ, the \
                 one that is named as you write the login holds"
            )),
        }
    }
}

impl RosterError {
    /// Returns the error with the lines that say so. `line` returns that of a value in a list of a person's file: login,
    /// name of the list, and value.
    #[must_use]
    pub fn with_lines(mut self, line: impl Fn(&str, &str, &str) -> Option<usize>) -> Self {
        match &mut self {
            Self::SharedAlias { alias, first, second, lines } => {
                *lines = [line(first, "aliases", alias), line(second, "aliases", alias)];
            }
            Self::SharedKey { fingerprint, first, second, lines } => {
                *lines = [line(first, "signing-keys", fingerprint), line(second, "signing-keys", fingerprint)];
            }
            Self::SharedLogin(_) => {}
        }
        self
    }

    /// Returns the failure of a change that would give a person what another one has.
    #[must_use]
    pub fn refused(self, login: &str) -> Failure {
        let (what, flag, [first, second], lines) = match &self {
            Self::SharedAlias { alias, first, second, lines } => (alias, "--remove-alias", [first, second], lines),
            Self::SharedKey { fingerprint, first, second, lines } => {
                (fingerprint, "--remove-key", [first, second], lines)
            }
            Self::SharedLogin(_) => return self.into(),
        };
        let (other, line) = if first.eq_ignore_ascii_case(login) { (second, lines[1]) } else { (first, lines[0]) };
        let place = file(other, line);
        if what.eq_ignore_ascii_case(other) {
            return Failure::new(Kind::Input, format!("`{what}` is the login of @{other} ({place} in the store)"))
                .hint(format!("leave it out; where both are one person, `shepherd people set {other}` changes them"));
        }
        Failure::new(Kind::Input, format!("`{what}` is @{other}'s already ({place} in the store)")).hint(format!(
            "where it is @{login}'s, take it from @{other} first: `shepherd people set {other} {flag} {what}`"
        ))
    }

    /// Says whether a person is one of the two.
    pub fn is_of(&self, login: &str) -> bool {
        match self {
            Self::SharedAlias { first, second, .. } | Self::SharedKey { first, second, .. } => {
                first.eq_ignore_ascii_case(login) || second.eq_ignore_ascii_case(login)
            }
            Self::SharedLogin(shared) => shared.eq_ignore_ascii_case(login),
        }
    }
}
