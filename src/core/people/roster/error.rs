//! Two people who cannot be told apart.

use crate::failure::{Failure, Kind};

/// Two people who cannot be told apart.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RosterError {
    /// An address or a login that two people go by.
    #[error(
        "@{first} and @{second} both go by `{alias}` (`people/{first}.toml` and `people/{second}.toml` in the store)"
    )]
    SharedAlias {
        /// The address or the login.
        alias: String,
        /// One of them.
        first: String,
        /// The other.
        second: String,
    },
    /// A key that two people sign with.
    #[error(
        "@{first} and @{second} have one signing key, {fingerprint} (`people/{first}.toml` and \
         `people/{second}.toml` in the store)"
    )]
    SharedKey {
        /// What the key is called.
        fingerprint: String,
        /// One of them.
        first: String,
        /// The other.
        second: String,
    },
    /// Two files of one login.
    #[error("@{0} has two files in `people/` of the store, whose names differ in case only")]
    SharedLogin(String),
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
            RosterError::SharedLogin(_) => failure.hint("have one of them removed by somebody who knows git"),
        }
    }
}

impl RosterError {
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
