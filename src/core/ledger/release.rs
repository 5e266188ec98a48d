//! What is known of one release.

use jiff::civil::Date;

use crate::core::ledger::{Confidence, OrganisationsThen, Source};
use crate::core::people::Lookup;

/// What is known of one release. Lists of people hold logins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Release {
    /// The project, as `owner/name`: the file that holds the record is named after it.
    pub project: String,
    /// The tag, which names the record.
    pub tag: String,
    /// The version.
    pub version: String,
    /// `major`, `minor`, `patch`, `pre-release` or another word; may be empty.
    pub kind: String,
    /// Whether it mends something that can be exploited.
    pub security: bool,
    /// The full hash of the tagged commit; may be empty.
    pub commit: String,
    /// The day of the release.
    pub date: Option<Date>,
    /// Who cut it.
    pub released_by: Vec<String>,
    /// Who was the mentor.
    pub mentored_by: Vec<String>,
    /// Who put the name of whoever cut it forward, and answers for their success. No mentor, and no payer.
    pub sponsored_by: Vec<String>,
    /// Who watched, to learn it.
    pub shadowed_by: Vec<String>,
    /// The organisation that each person was with at the time, by login.
    pub organisations: OrganisationsThen,
    /// How it is known who cut it.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
    /// What somebody wanted to be remembered; may be empty.
    pub notes: String,
    /// The time that the release took those who cut it, in minutes, where they noted it.
    pub spent_minutes: Option<u32>,
}

impl Release {
    /// Returns the login of everybody who took part, in any role; who had two comes twice.
    pub fn everybody(&self) -> impl Iterator<Item = &str> {
        let roles = [&self.released_by, &self.mentored_by, &self.sponsored_by, &self.shadowed_by];
        roles.into_iter().flatten().map(String::as_str)
    }

    /// Returns everybody who took part, in whatever role, each once.
    pub fn people(&self) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for login in self.everybody() {
            if !found.iter().any(|known| known.eq_ignore_ascii_case(login)) {
                found.push(login);
            }
        }
        found
    }

    /// Adds the organisation that each person was with on the day, as the roster has it. What is there already stays.
    pub fn add_organisations(&mut self, roster: &Lookup<'_>) {
        let Some(date) = self.date else { return };
        let people: Vec<String> = self.people().into_iter().map(str::to_owned).collect();
        for login in people {
            let organisation = roster.known_as(&login).and_then(|person| person.organisation_on(date));
            if let Some(organisation) = organisation.filter(|_| self.organisations.of(&login).is_none()) {
                self.organisations.insert(login, organisation.to_owned());
            }
        }
    }

    /// Returns the organisation that somebody was with at the time: as the record has it, else as the roster has it for
    /// that day.
    pub fn organisation_of<'a>(&'a self, login: &str, roster: &Lookup<'a>) -> Option<&'a str> {
        self.organisations.of(login).or_else(|| roster.known_as(login)?.organisation_on(self.date?))
    }

    /// Returns what it says, key by key, as the file has it; what is empty is left out.
    pub fn described(&self) -> Vec<(&'static str, String)> {
        let organisations: Vec<String> =
            self.organisations.iter().map(|(login, organisation)| format!("{login}={organisation}")).collect();
        let spent = self.spent_minutes.map(|minutes| format!("{minutes} minutes")).unwrap_or_default();
        let all = [
            ("tag", self.tag.clone()),
            ("version", self.version.clone()),
            ("kind", self.kind.clone()),
            ("security", if self.security { "yes".to_owned() } else { String::new() }),
            ("commit", self.commit.clone()),
            ("date", self.date.map(|date| date.to_string()).unwrap_or_default()),
            ("released-by", self.released_by.join(", ")),
            ("mentored-by", self.mentored_by.join(", ")),
            ("sponsored-by", self.sponsored_by.join(", ")),
            ("shadowed-by", self.shadowed_by.join(", ")),
            ("organisations", organisations.join(", ")),
            ("source", self.source.to_string()),
            ("confidence", self.confidence.to_string()),
            ("notes", self.notes.clone()),
            ("spent", spent),
        ];
        all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
    }
}
