//! Why a person cannot be changed so.

use crate::core::people::{Affiliation, Fault, Person, ZoneError};
use crate::failure::{Failure, Kind};

/// Why a person cannot be changed so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// Days that cannot be.
    #[error("@{login} would take part until {until}, before {from}")]
    ActiveBackwards {
        /// Whose.
        login: String,
        /// The first day.
        from: String,
        /// The last day.
        until: String,
    },
    /// An alias that is neither an address nor a login.
    #[error("`{0}` is neither an e-mail address nor a login")]
    Alias(String),
    /// A stretch of time with an organisation that ends before it begins.
    #[error("the affiliation `{0}` would end before it begins")]
    AffiliationBackwards(Affiliation),
    /// Something to be taken away that is not there.
    #[error("@{login} has no {what}")]
    Missing {
        /// Whose.
        login: String,
        /// What is not there.
        what: String,
        /// What is there instead, of its sort.
        present: Vec<String>,
    },
    /// Two affiliations at once.
    #[error("@{login} would be with `{first}` and `{second}` at once")]
    Overlap {
        /// Whose.
        login: String,
        /// One of them.
        first: Affiliation,
        /// The other.
        second: Affiliation,
    },
    /// A right or an interest whose name is empty or more than one word.
    #[error("`{name}` cannot be the name of {what}")]
    Word {
        /// The text.
        name: String,
        /// `a right` or `an interest`.
        what: &'static str,
    },
    /// A text that names no time zone.
    #[error(transparent)]
    Zone(ZoneError),
}

impl From<ZoneError> for ChangeError {
    fn from(error: ZoneError) -> Self {
        Self::Zone(error)
    }
}

impl From<ChangeError> for Failure {
    fn from(error: ChangeError) -> Self {
        let failure = Self::new(Kind::Usage, error.to_string());
        match error {
            ChangeError::Alias(_) => failure.hint("write it as `kim@example.org`, as the author of a commit has it"),
            ChangeError::Missing { present, .. } if present.is_empty() => failure,
            ChangeError::Missing { present, .. } => failure.hint(format!("there is {}", present.join(", "))),
            ChangeError::Word { what: "a right", .. } => {
                failure.hint("write it as one word, such as `maintainer` or `pypi-owner`")
            }
            ChangeError::Word { .. } => failure.hint("write it as one word, such as `releasing` or `mentoring`"),
            ChangeError::Overlap { login, first, .. } => failure.hint(format!(
                "a record keeps one organisation for each person; end one before the other begins: `shepherd people set \
                 {login} --affiliation '{} ..DATE'`",
                first.organisation
            )),
            ChangeError::ActiveBackwards { .. } | ChangeError::AffiliationBackwards(_) => {
                failure.hint("nothing was changed")
            }
            ChangeError::Zone(error) => error.into(),
        }
    }
}

impl ChangeError {
    /// Returns what cannot be true of a person as an error.
    pub(super) fn of(fault: Fault, person: &Person) -> Self {
        let login = person.login.clone();
        let affiliation = |position: usize| person.affiliations.get(position).cloned().unwrap_or_default();
        match fault {
            Fault::ActiveBackwards => {
                let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
                Self::ActiveBackwards { login, from: day(person.active_from), until: day(person.active_until) }
            }
            Fault::AffiliationBackwards(position) => Self::AffiliationBackwards(affiliation(position)),
            Fault::AffiliationsOverlap { first, second } => {
                Self::Overlap { login, first: affiliation(first), second: affiliation(second) }
            }
        }
    }
}
