//! What is changed of a person: added to what is there, or taken from it.

mod error;

pub use error::ChangeError;

use jiff::civil::Date;

use crate::core::people::{Affiliation, Login, Person, Right, SigningKey, zone_name};
use crate::core::text::clean;

/// Something that is said once of a person, and can be said no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The name.
    Name,
    /// The time zone.
    Timezone,
    /// Since when they agree to be listed.
    Consent,
    /// The first active day.
    ActiveFrom,
    /// The last active day.
    ActiveUntil,
    /// The most releases at a time.
    CapacityReleases,
    /// The most mentees at a time.
    CapacityMentees,
}

/// What is to be changed of a person. What is left empty stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The name in the place of the one before.
    pub name: Option<String>,
    /// Addresses, and logins that the person had before.
    pub aliases: Vec<String>,
    /// Keys; one that is there already takes the new comment.
    pub keys: Vec<SigningKey>,
    /// Names of rights for the project in hand.
    pub rights: Vec<String>,
    /// Since when those rights are theirs.
    pub since: Option<Date>,
    /// Who put their name forward for those rights.
    pub sponsored_by: Vec<String>,
    /// Who helped them towards those rights.
    pub mentored_by: Vec<String>,
    /// The time zone in the place of the one before.
    pub timezone: Option<String>,
    /// Since when they agree to be listed.
    pub consent: Option<Date>,
    /// The first day on which they take part.
    pub active_from: Option<Date>,
    /// The last day on which they take part.
    pub active_until: Option<Date>,
    /// The most releases at a time.
    pub capacity_releases: Option<u32>,
    /// The most mentees at a time.
    pub capacity_mentees: Option<u32>,
    /// What they would like to do.
    pub interest: Vec<String>,
    /// Whom they are or were with; one that is there already gets the new end.
    pub affiliations: Vec<Affiliation>,
    /// What is to be said no more.
    pub cleared: Vec<Field>,
    /// Interests that go.
    pub removed_interest: Vec<String>,
    /// Organisations whose affiliations go.
    pub removed_affiliations: Vec<String>,
    /// Aliases that go.
    pub removed_aliases: Vec<String>,
    /// The fingerprints of keys that go.
    pub removed_keys: Vec<String>,
    /// Names of rights for the project in hand that go.
    pub removed_rights: Vec<String>,
}

impl Changes {
    /// Says whether nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the person as they are after it. Rights are those for `project`.
    pub fn of(&self, person: &Person, project: &str) -> Result<Person, ChangeError> {
        let mut person = person.clone();
        self.take_away(&mut person, project)?;
        self.set(&mut person)?;
        self.add(&mut person, project)?;
        match person.faults().into_iter().next() {
            // Of the days that were so before, nothing was said.
            Some(fault) if self.is_about_days() => Err(ChangeError::of(fault, &person)),
            _ => Ok(person),
        }
    }

    fn is_about_days(&self) -> bool {
        self.active_from.is_some() || self.active_until.is_some() || !self.affiliations.is_empty()
    }

    /// Takes away what is to go; it must be there.
    fn take_away(&self, person: &mut Person, project: &str) -> Result<(), ChangeError> {
        let login = person.login.clone();
        let missing = |what: String, present: Vec<String>| ChangeError::Missing { login: login.clone(), what, present };
        for gone in &self.removed_aliases {
            if !remove(&mut person.aliases, |alias| alias.eq_ignore_ascii_case(gone)) {
                return Err(missing(format!("alias `{gone}`"), person.aliases.clone()));
            }
        }
        for gone in &self.removed_keys {
            if !remove(&mut person.keys, |key| key.fingerprint() == *gone) {
                let present = person.keys.iter().map(SigningKey::fingerprint).collect();
                return Err(missing(format!("key {gone}"), present));
            }
        }
        for gone in &self.removed_rights {
            if !remove(&mut person.rights, |right| right.is(gone, project)) {
                let present = person.rights.iter().filter(|right| right.project.eq_ignore_ascii_case(project));
                return Err(missing(
                    format!("right `{gone}` for {project}"),
                    present.map(|right| format!("`{}`", right.name)).collect(),
                ));
            }
        }
        for gone in &self.removed_interest {
            if !remove(&mut person.interest, |interest| interest.eq_ignore_ascii_case(gone)) {
                return Err(missing(format!("interest `{gone}`"), person.interest.clone()));
            }
        }
        for gone in &self.removed_affiliations {
            if !remove(&mut person.affiliations, |found| found.organisation.eq_ignore_ascii_case(gone)) {
                let present = person.affiliations.iter().map(|found| format!("`{found}`")).collect();
                return Err(missing(format!("affiliation `{gone}`"), present));
            }
        }
        Ok(())
    }

    /// Sets what there is one of.
    fn set(&self, person: &mut Person) -> Result<(), ChangeError> {
        for field in &self.cleared {
            match field {
                Field::Name => person.name.clear(),
                Field::Timezone => person.timezone.clear(),
                Field::Consent => person.consent = None,
                Field::ActiveFrom => person.active_from = None,
                Field::ActiveUntil => person.active_until = None,
                Field::CapacityReleases => person.capacity.releases = None,
                Field::CapacityMentees => person.capacity.mentees = None,
            }
        }
        if let Some(name) = &self.name {
            person.name = clean(name).into_owned();
        }
        if let Some(timezone) = &self.timezone {
            person.timezone = zone_name(timezone)?;
        }
        person.consent = self.consent.or(person.consent);
        person.active_from = self.active_from.or(person.active_from);
        person.active_until = self.active_until.or(person.active_until);
        person.capacity.releases = self.capacity_releases.or(person.capacity.releases);
        person.capacity.mentees = self.capacity_mentees.or(person.capacity.mentees);
        Ok(())
    }

    /// Adds to what there may be several of.
    fn add(&self, person: &mut Person, project: &str) -> Result<(), ChangeError> {
        for alias in &self.aliases {
            let alias = check_alias(alias)?;
            if !person.aliases.iter().any(|found| found.eq_ignore_ascii_case(alias)) {
                person.aliases.push(alias.to_owned());
            }
        }
        for key in &self.keys {
            match person.keys.iter_mut().find(|found| found.same(key)) {
                Some(found) => found.clone_from(key),
                None => person.keys.push(key.clone()),
            }
        }
        for name in &self.rights {
            check_word(name, "a right")?;
            if !person.rights.iter().any(|right| right.is(name, project)) {
                person.rights.push(Right { name: name.clone(), project: project.to_owned(), ..Right::default() });
            }
            let Some(right) = person.rights.iter_mut().find(|right| right.is(name, project)) else { continue };
            right.since = self.since.or(right.since);
            unite(&mut right.sponsored_by, &self.sponsored_by);
            unite(&mut right.mentored_by, &self.mentored_by);
        }
        for interest in &self.interest {
            check_word(interest, "an interest")?;
        }
        unite(&mut person.interest, &self.interest);
        for given in &self.affiliations {
            match person.affiliations.iter_mut().find(|found| found.is_meant_by(given)) {
                Some(found) => found.until = given.until.or(found.until),
                None => person.affiliations.push(given.clone()),
            }
        }
        person.affiliations.sort_by_key(|found| found.from);
        Ok(())
    }
}

/// Takes out what is meant, and says whether there was any.
fn remove<T>(list: &mut Vec<T>, is_meant: impl Fn(&T) -> bool) -> bool {
    let before = list.len();
    list.retain(|one| !is_meant(one));
    list.len() < before
}

/// Adds the texts that are not there in any case.
fn unite(list: &mut Vec<String>, more: &[String]) {
    for text in more {
        if !list.iter().any(|found| found.eq_ignore_ascii_case(text)) {
            list.push(text.clone());
        }
    }
}

/// Returns an error unless a text is one word.
fn check_word(name: &str, what: &'static str) -> Result<(), ChangeError> {
    if name.is_empty() || name.contains(char::is_whitespace) || clean(name) != name {
        return Err(ChangeError::Word { name: clean(name).into_owned(), what });
    }
    Ok(())
}

/// Returns an address or a login that the person had before, without what stands around it.
fn check_alias(text: &str) -> Result<&str, ChangeError> {
    let alias = text.trim();
    let is_plain =
        !alias.contains(|letter: char| letter.is_whitespace() || "<>,".contains(letter)) && clean(alias) == alias;
    let is_address = alias.split_once('@').is_some_and(|(user, domain)| !user.is_empty() && !domain.is_empty());
    if is_plain && (is_address || alias.parse::<Login>().is_ok_and(|login| login.as_str() == alias)) {
        return Ok(alias);
    }
    Err(ChangeError::Alias(clean(text).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::Failure;

    const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFpIrUFE0j5g3hwwIQPnSSX0fIaH/rdoon1Xt9JYyRIA kim@laptop";

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn kim() -> Person {
        let changes = Changes {
            name: Some(" Kim\nNewcomer ".to_owned()),
            aliases: texts(&["kim@example.org", "KIM@example.org", "kim-old"]),
            keys: vec![KEY.parse().unwrap()],
            rights: texts(&["maintainer", "maintainer"]),
            ..Changes::default()
        };
        assert!(!changes.is_empty() && Changes::default().is_empty());
        changes.of(&Person { login: "kim".to_owned(), ..Person::default() }, "octo/hello").unwrap()
    }

    #[test]
    fn what_is_added_is_there_once() {
        let kim = kim();
        assert_eq!((kim.name.as_str(), &kim.aliases), ("Kim Newcomer", &texts(&["kim@example.org", "kim-old"])));
        assert_eq!((kim.keys.len(), kim.rights.len()), (1, 1));
        let renamed = KEY.replace("laptop", "desk").parse().unwrap();
        let changes = Changes { keys: vec![renamed], rights: texts(&["maintainer"]), ..Changes::default() };
        let kim = changes.of(&kim, "octo/other").unwrap();
        assert_eq!((kim.keys[0].comment(), kim.keys.len()), ("kim@desk", 1));
        assert_eq!(kim.rights.len(), 2);
    }

    #[test]
    fn what_is_removed_must_be_there() {
        let removed = Changes {
            removed_aliases: texts(&["Kim@example.org"]),
            removed_keys: vec![kim().keys[0].fingerprint()],
            removed_rights: texts(&["maintainer"]),
            ..Changes::default()
        };
        let left = removed.of(&kim(), "octo/hello").unwrap();
        assert_eq!((left.aliases, left.keys, left.rights), (texts(&["kim-old"]), Vec::new(), Vec::new()));
        let one = |changes: Changes| Failure::from(changes.of(&kim(), "octo/other").unwrap_err()).to_string();
        insta::assert_snapshot!(one(Changes { removed_aliases: texts(&["x"]), ..Changes::default() }), @"
        error: @kim has no alias `x`
        help: there is kim@example.org, kim-old
        ");
        insta::assert_snapshot!(one(Changes { removed_keys: texts(&["x"]), ..Changes::default() }), @"
        error: @kim has no key x
        help: there is SHA256:T/n0aU+E8q+o9fWNbMAC+qGXkqXb5IH06LINmvwhSfI
        ");
        insta::assert_snapshot!(one(Changes { removed_rights: texts(&["maintainer"]), ..Changes::default() }), @"error: @kim has no right `maintainer` for octo/other");
    }

    #[test]
    fn names_that_are_none_are_refused() {
        for alias in ["", "@kim", "kim @example.org", "Kim <kim@example.org>", "a@", "@", "a--b", "a\u{7}@b"] {
            let changes = Changes { aliases: texts(&[alias]), ..Changes::default() };
            assert!(matches!(changes.of(&kim(), "octo/hello"), Err(ChangeError::Alias(_))), "{alias}");
        }
        for right in ["", "pypi owner", "x\u{7}"] {
            let changes = Changes { rights: texts(&[right]), ..Changes::default() };
            assert!(matches!(changes.of(&kim(), "octo/hello"), Err(ChangeError::Word { .. })), "{right}");
        }
    }

    #[test]
    fn what_is_said_once_is_replaced_and_cleared() {
        let day = |text: &str| text.parse::<Date>().ok();
        let changes = Changes {
            timezone: Some("europe/lisbon".to_owned()),
            consent: day("2026-03-28"),
            active_from: day("2026-01-01"),
            capacity_releases: Some(2),
            interest: texts(&["releasing", "Releasing"]),
            ..Changes::default()
        };
        let kim = changes.of(&kim(), "octo/hello").unwrap();
        assert_eq!((kim.timezone.as_str(), kim.consent), ("Europe/Lisbon", day("2026-03-28")));
        assert_eq!((kim.capacity.releases, &kim.interest), (Some(2), &texts(&["releasing"])));
        let cleared = Changes { cleared: vec![Field::Consent, Field::CapacityReleases], ..Changes::default() };
        let left = cleared.of(&kim, "octo/hello").unwrap();
        assert_eq!((left.consent, left.capacity.releases, left.active_from), (None, None, day("2026-01-01")));
        let told = |changes: Changes| Failure::from(changes.of(&kim, "octo/hello").unwrap_err()).to_string();
        insta::assert_snapshot!(told(Changes { active_until: day("2025-12-31"), ..Changes::default() }), @"
        error: @kim would take part until 2025-12-31, before 2026-01-01
        help: nothing was changed
        ");
        insta::assert_snapshot!(told(Changes { timezone: Some("Lisbon".to_owned()), ..Changes::default() }), @"
        error: `Lisbon` is no time zone
        help: did you mean `Europe/Lisbon`?
        ");
    }

    #[test]
    fn affiliations_begin_end_and_do_not_overlap() {
        let with = |given: &[&str]| Changes {
            affiliations: given.iter().map(|given| given.parse().unwrap()).collect(),
            ..Changes::default()
        };
        let kim = with(&["acme 2020-01-01.."]).of(&kim(), "octo/hello").unwrap();
        let told = Failure::from(with(&["github 2026-04-01.."]).of(&kim, "octo/hello").unwrap_err()).to_string();
        insta::assert_snapshot!(told, @"
        error: @kim would be with `acme 2020-01-01..` and `github 2026-04-01..` at once
        help: a record keeps one organisation for each person; end one before the other begins: `shepherd people set kim --affiliation 'acme ..DATE'`
        ");
        let kim = with(&["Acme ..2026-03-31", "github 2026-04-01.."]).of(&kim, "octo/hello").unwrap();
        let shown: Vec<String> = kim.affiliations.iter().map(ToString::to_string).collect();
        assert_eq!(shown, ["acme 2020-01-01..2026-03-31", "github 2026-04-01.."]);
        let removed = Changes { removed_affiliations: texts(&["ACME"]), ..Changes::default() };
        assert_eq!(removed.of(&kim, "octo/hello").unwrap().affiliations.len(), 1);
    }

    #[test]
    fn a_right_says_since_when_and_by_whom() {
        let changes = Changes {
            rights: texts(&["maintainer"]),
            since: "2026-03-01".parse().ok(),
            sponsored_by: texts(&["mona"]),
            mentored_by: texts(&["ann"]),
            ..Changes::default()
        };
        let kim = changes.of(&kim(), "octo/hello").unwrap();
        let [right] = kim.rights.as_slice() else { panic!("{:?}", kim.rights) };
        assert_eq!((right.since, right.sponsored_by.as_slice()), ("2026-03-01".parse().ok(), &texts(&["mona"])[..]));
    }
}
