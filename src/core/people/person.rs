//! One person.

use jiff::civil::Date;

use crate::core::people::{Show, SigningKey};

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
    /// Where the person's clock is, as the time zone database names it: `Europe/Lisbon`; may be empty.
    pub timezone: String,
    /// Since when the person agrees to be listed; `None` where nobody asked them.
    pub consent: Option<Date>,
    /// The first day on which the person takes part, where that is known.
    pub active_from: Option<Date>,
    /// The last day on which the person takes part.
    pub active_until: Option<Date>,
    /// What the site of a report may show of them.
    pub show: Vec<Show>,
    /// How much the person takes on.
    pub capacity: Capacity,
    /// What the person would like to do: `releasing`, `mentoring`, `triage`, …
    pub interest: Vec<String>,
    /// Whom the person was with, the oldest first.
    pub affiliations: Vec<Affiliation>,
}

/// How much a person takes on at a time; `None` where they did not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capacity {
    /// The most slots at a time: from when one is prepared to its last day.
    pub releases: Option<u32>,
    /// The most mentees.
    pub mentees: Option<u32>,
}

/// A stretch of time that a person was with an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affiliation {
    /// The organisation, as the team writes it.
    pub organisation: String,
    /// The first day; `None` where it is not known.
    pub from: Option<Date>,
    /// The last day; `None` as long as it goes on.
    pub until: Option<Date>,
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
    /// Returns the organisation that the person was with on a day. The newest affiliation holds where two overlap.
    pub fn organisation_on(&self, day: Date) -> Option<&str> {
        let holds = |found: &&Affiliation| {
            found.from.is_none_or(|from| from <= day) && found.until.is_none_or(|until| day <= until)
        };
        let newest = self.affiliations.iter().filter(holds).max_by_key(|found| found.from);
        newest.map(|found| found.organisation.as_str())
    }

    /// Says whether the person takes part on a day, as far as `active` says.
    pub fn is_active_on(&self, day: Date) -> bool {
        self.active_from.is_none_or(|from| from <= day) && self.active_until.is_none_or(|until| day <= until)
    }

    /// Says whether the site of a report may show something of them: they agree to be listed, and to that.
    pub fn shows(&self, what: Show) -> bool {
        self.consent.is_some() && self.show.contains(&what)
    }

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
