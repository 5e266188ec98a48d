//! A record as somebody writes it down: what they say, laid over what is known.

use jiff::civil::Date;

use crate::core::changelog::rules::Rules;
use crate::core::ledger::{Release, Source};
use crate::core::people::{Login, Roster};
use crate::failure::{Failure, Kind};

/// What somebody says of a release; `None` where they say nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Who cut it.
    pub released_by: Option<Vec<Login>>,
    /// Who was the mentor.
    pub mentored_by: Option<Vec<Login>>,
    /// Who was the sponsor.
    pub sponsored_by: Option<Vec<Login>>,
    /// Who watched.
    pub shadowed_by: Option<Vec<Login>>,
    /// The version, where the one that is recorded is wrong.
    pub version: Option<String>,
    /// The kind.
    pub kind: Option<String>,
    /// Whether it mends something that can be exploited.
    pub security: Option<bool>,
    /// The day.
    pub date: Option<Date>,
    /// The full hash of the tagged commit.
    pub commit: Option<String>,
    /// Whom each person was with at the time; an empty one for nobody.
    pub organisations: Vec<(Login, String)>,
    /// What is to be remembered.
    pub notes: Option<String>,
    /// The time that it took, in minutes.
    pub spent_minutes: Option<u32>,
}

/// Why a record cannot be written so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Nobody is said to have cut it.
    #[error("a release is cut by somebody, and nobody is named")]
    Nobody,
    /// A day on which nothing can have been released.
    #[error("{0} is no day of a release: {1}")]
    Day(Date, &'static str),
    /// A bot, which takes no part in a release.
    #[error("@{login} is a bot by the rules of the project, and `--{role}` names people")]
    Bot {
        /// What it is said to have been.
        role: &'static str,
        /// Its login.
        login: String,
    },
    /// An organisation of somebody who did not take part.
    #[error("@{0} did not take part in the release, so their organisation is not recorded")]
    NotThere(String),
}

impl From<EntryError> for Failure {
    fn from(error: EntryError) -> Self {
        let failure = Self::new(Kind::Usage, error.to_string());
        match error {
            EntryError::Bot { .. } => failure.hint("name the person who started it; nothing was written"),
            EntryError::Nobody => failure.hint("name them with `--released-by LOGIN`"),
            EntryError::Day(..) => failure.hint("write the day as in 2025-01-31"),
            EntryError::NotThere(_) => failure.hint("`--shadowed-by` and the like say who took part"),
        }
    }
}

impl Entry {
    /// Returns an error where somebody who is named is a bot, by the same rules as an import.
    pub fn check_bots(&self, rules: &Rules) -> Result<(), EntryError> {
        let all = [
            ("released-by", &self.released_by),
            ("mentored-by", &self.mentored_by),
            ("sponsored-by", &self.sponsored_by),
            ("shadowed-by", &self.shadowed_by),
        ];
        for (role, named) in all {
            let is_bot = |login: &&Login| rules.is_bot_person(login.as_str(), "");
            if let Some(login) = named.iter().flatten().find(is_bot) {
                return Err(EntryError::Bot { role, login: login.to_string() });
            }
        }
        Ok(())
    }

    /// Returns the record as it is to be: `known` with what is said. People are called as the roster calls them, and get the
    /// organisation that they were with on the day. A day that is said is neither before 1970 nor later than the day after
    /// `today`, which may have begun elsewhere.
    pub fn of(&self, known: &Release, roster: &Roster, today: Date) -> Result<Release, EntryError> {
        if let Some(date) = self.date {
            if date.year() < 1970 {
                return Err(EntryError::Day(date, "it is before 1970"));
            }
            if date > today.saturating_add(jiff::Span::new().days(1)) {
                return Err(EntryError::Day(date, "it is still to come"));
            }
        }
        let mut after = known.clone();
        let named = |logins: &Vec<Login>| {
            let mut found: Vec<String> = Vec::new();
            for login in logins {
                let login = roster.known_as(login.as_str()).map_or(login.as_str(), |person| person.login.as_str());
                if !found.iter().any(|known| known.eq_ignore_ascii_case(login)) {
                    found.push(login.to_owned());
                }
            }
            found
        };
        let roles = [
            (&self.released_by, &mut after.released_by),
            (&self.mentored_by, &mut after.mentored_by),
            (&self.sponsored_by, &mut after.sponsored_by),
            (&self.shadowed_by, &mut after.shadowed_by),
        ];
        for (said, role) in roles {
            if let Some(said) = said {
                *role = named(said);
            }
        }
        if after.released_by.is_empty() {
            return Err(EntryError::Nobody);
        }
        if after.released_by != known.released_by {
            after.source = Source::Record;
            after.confidence = after.source.confidence();
        }
        after.version = self.version.clone().unwrap_or(after.version);
        after.kind = self.kind.clone().unwrap_or(after.kind);
        after.security = self.security.unwrap_or(after.security);
        after.date = self.date.or(after.date);
        after.commit = self.commit.clone().unwrap_or(after.commit);
        after.notes = self.notes.clone().unwrap_or(after.notes);
        after.spent_minutes = self.spent_minutes.or(after.spent_minutes);
        let people: Vec<String> = after.people().into_iter().map(str::to_owned).collect();
        let spelled = |who: &str| people.iter().find(|person| person.eq_ignore_ascii_case(who)).cloned();
        after.organisations = after
            .organisations
            .iter()
            .filter_map(|(who, organisation)| Some((spelled(who)?, organisation.to_owned())))
            .collect();
        // Where the people and the day are as they were, so is what they were recorded with.
        if after.people() != known.people() || after.date != known.date {
            after.add_organisations(&roster.lookup());
        }
        for (login, organisation) in &self.organisations {
            let login = roster.known_as(login.as_str()).map_or(login.as_str(), |person| person.login.as_str());
            let who = spelled(login).ok_or_else(|| EntryError::NotThere(login.to_owned()))?;
            if organisation.is_empty() {
                after.organisations.remove(&who);
            } else {
                after.organisations.insert(who, organisation.clone());
            }
        }
        Ok(after)
    }
}

/// Returns in what two states of a record differ, a line each: `mentored-by: nothing is recorded, mona is said`.
pub fn differences(before: &Release, after: &Release) -> Vec<String> {
    let line = |(key, old, new): (&str, String, String)| {
        let text = |text: String| if text.is_empty() { "nothing".to_owned() } else { text };
        format!("{key}: {} is recorded, {} is said", text(old), text(new))
    };
    changes(before, after).into_iter().map(line).collect()
}

/// Returns in what two states of a record differ: what it is about, and what each says of it, empty for nothing.
pub fn changes(before: &Release, after: &Release) -> Vec<(&'static str, String, String)> {
    let (old, new) = (before.described(), after.described());
    let value = |list: &[(&'static str, String)], key: &str| {
        list.iter().find(|(found, _)| *found == key).map_or_else(String::new, |(_, text)| text.clone())
    };
    let mut keys: Vec<&'static str> = old.iter().map(|(key, _)| *key).collect();
    keys.extend(new.iter().map(|(key, _)| *key).filter(|key| !old.iter().any(|(known, _)| known == key)));
    keys.into_iter().map(|key| (key, value(&old, key), value(&new, key))).filter(|(_, old, new)| old != new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::people::{Affiliation, Person};

    fn login(text: &str) -> Login {
        text.parse().unwrap()
    }

    fn roster() -> Roster {
        let with = |organisation: &str, from: &str| Affiliation {
            organisation: organisation.to_owned(),
            from: Some(from.parse().unwrap()),
            until: None,
        };
        Roster(vec![Person {
            login: "Mona".to_owned(),
            aliases: vec!["mona-old".to_owned()],
            affiliations: vec![with("First", "2020-01-01"), with("Second", "2024-01-01")],
            ..Person::default()
        }])
    }

    fn today() -> Date {
        "2023-01-01".parse().unwrap()
    }

    fn known() -> Release {
        let date = Some("2023-01-01".parse().unwrap());
        Release { tag: "1.0".to_owned(), version: "1.0".to_owned(), date, source: Source::Tagger, ..Release::default() }
    }

    #[test]
    fn people_are_called_as_the_roster_calls_them() {
        let entry = Entry {
            released_by: Some(vec![login("mona-old"), login("MONA"), login("kim")]),
            organisations: vec![(login("Kim"), "Third".to_owned())],
            ..Entry::default()
        };
        let after = entry.of(&known(), &roster(), today()).unwrap();
        assert_eq!(after.released_by, ["Mona", "kim"]);
        assert_eq!(after.source, Source::Record);
        let organisations: Vec<_> = after.organisations.iter().map(|(who, with)| format!("{who} {with}")).collect();
        assert_eq!(organisations, ["Mona First", "kim Third"]);
        // What was recorded of the time stays when something else is said.
        let later =
            Entry { notes: Some("x".to_owned()), ..Entry::default() }.of(&after, &Roster::default(), today()).unwrap();
        assert_eq!(later.organisations, after.organisations);
        let lines = differences(&after, &later);
        assert_eq!(lines, ["notes: nothing is recorded, x is said"]);
        let other =
            Entry { released_by: Some(vec![login("kim")]), ..Entry::default() }.of(&after, &roster(), today()).unwrap();
        assert!(other.organisations.of("Mona").is_none());
    }

    #[test]
    fn a_bot_is_nobody() {
        let rules = Rules::default();
        let of = |role: &str| Entry { mentored_by: Some(vec![login("kim"), login(role)]), ..Entry::default() };
        let error = of("github-actions").check_bots(&rules).unwrap_err();
        assert_eq!(
            error.to_string(),
            "@github-actions is a bot by the rules of the project, and `--mentored-by` names people"
        );
        assert_eq!(of("mona").check_bots(&rules), Ok(()));
    }

    #[test]
    fn what_cannot_be_is_told() {
        assert_eq!(Entry::default().of(&known(), &roster(), today()), Err(EntryError::Nobody));
        let entry = Entry {
            released_by: Some(vec![login("kim")]),
            organisations: vec![(login("zoe"), "X".to_owned())],
            ..Entry::default()
        };
        for (day, is_fine) in [("2023-01-02", true), ("2023-01-03", false), ("1970-01-01", true), ("1969-12-31", false)]
        {
            let date = Some(day.parse().unwrap());
            let entry = Entry { released_by: Some(vec![login("kim")]), date, ..Entry::default() };
            assert_eq!(entry.of(&known(), &roster(), today()).is_ok(), is_fine, "{day}");
        }
        assert_eq!(entry.of(&known(), &roster(), today()), Err(EntryError::NotThere("zoe".to_owned())));
    }
}
