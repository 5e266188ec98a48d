//! One person.

use jiff::civil::Date;

use crate::core::people::SigningKey;

/// One person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The login on GitHub.
    pub login: String,
    /// The name; may be empty.
    pub name: String,
    /// The e-mail addresses of the person's commits, and logins that they had before.
    pub aliases: Vec<String>,
    /// What the person may do.
    pub rights: Vec<Right>,
    /// The public keys that the person signs with.
    pub keys: Vec<SigningKey>,
}

/// Something that a person may do for a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Right {
    /// The name: `maintainer`, `pypi-owner`, …
    pub name: String,
    /// The project, as `owner/name`.
    pub project: String,
    /// Since when, where that is known.
    pub since: Option<Date>,
    /// Who put the person's name forward for it.
    pub sponsored_by: Vec<String>,
    /// Who helped the person towards it.
    pub mentored_by: Vec<String>,
}

impl Person {
    /// Says whether the person goes by this login or address, in any case.
    pub fn is_called(&self, name: &str) -> bool {
        self.login.eq_ignore_ascii_case(name) || self.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    }
}

impl Right {
    /// Says whether it is this right for this project.
    pub fn is(&self, name: &str, project: &str) -> bool {
        self.name == name && self.project.eq_ignore_ascii_case(project)
    }
}
