//! Everybody in the records, and what must hold of them together.

mod error;

pub use error::RosterError;

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::core::people::{Person, SigningKey};

/// The domain of the addresses that GitHub gives to people who hide theirs.
const HIDDEN: &str = "@users.noreply.github.com";

/// Everybody in the records, sorted by login.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster(pub Vec<Person>);

/// Returns the login in an address that GitHub gave: `12345+octocat@…` and, from before 2017, `octocat@…`.
pub(super) fn login_of_hidden(email: &str) -> Option<&str> {
    let start = email.len().checked_sub(HIDDEN.len())?;
    let is_hidden = email.get(start..)?.eq_ignore_ascii_case(HIDDEN);
    let user = email.get(..start).filter(|_| is_hidden)?;
    Some(user.split_once('+').map_or(user, |(_, login)| login))
}

impl Roster {
    /// Returns who has a right for a project.
    pub fn holders<'a>(&'a self, right: &'a str, project: &'a str) -> impl Iterator<Item = &'a Person> {
        self.0.iter().filter(move |person| person.rights.iter().any(|found| found.is(right, project)))
    }

    /// Returns the person with a login.
    pub fn with_login(&self, login: &str) -> Option<&Person> {
        self.0.iter().find(|person| person.login.eq_ignore_ascii_case(login))
    }

    /// Returns the person with a login, or with this login as an alias.
    pub fn known_as(&self, login: &str) -> Option<&Person> {
        self.with_login(login).or_else(|| self.0.iter().find(|person| person.is_called(login)))
    }

    /// Returns the person whose commits have this e-mail address. `None` as well where two people claim it, since it
    /// says nothing then.
    pub fn with_email(&self, email: &str) -> Option<&Person> {
        let claims = |person: &&Person| person.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(email));
        let mut claiming = self.0.iter().filter(claims);
        match (claiming.next(), claiming.next()) {
            (Some(person), None) => Some(person),
            (Some(_), Some(_)) => None,
            _ => self.with_login(login_of_hidden(email)?),
        }
    }

    /// Returns the person who signs with a key. `None` as well where two people claim it.
    pub fn with_key(&self, key: &SigningKey) -> Option<&Person> {
        let mut claiming = self.0.iter().filter(|person| person.keys.iter().any(|found| found.same(key)));
        claiming.next().filter(|_| claiming.next().is_none())
    }

    /// Says whether two logins are of one person: they are the same in another case, or the records have one of them as
    /// an alias of the other. A login that is somebody's own is never somebody else's alias.
    pub fn is_same_person(&self, one: &str, other: &str) -> bool {
        let person = |login: &str| self.known_as(login).map(|person| person.login.to_lowercase());
        one.eq_ignore_ascii_case(other) || person(one).is_some_and(|found| Some(found) == person(other))
    }

    /// Returns the text of an allowed-signers file of OpenSSH, one line for each SSH key: git holds signatures against
    /// it, and says whose they are.
    pub fn allowed_signers(&self) -> String {
        let mut text = String::new();
        for person in &self.0 {
            for key in &person.keys {
                if let SigningKey::Ssh(key) = key {
                    let _ = writeln!(text, "{} namespaces=\"git\" {}", person.login, key.bare());
                }
            }
        }
        text
    }

    /// Returns an error where two people cannot be told apart.
    pub fn check(&self) -> Result<(), RosterError> {
        self.doubts().into_iter().next().map_or(Ok(()), Err)
    }

    /// Returns each way in which two people cannot be told apart, in the order of logins.
    pub fn doubts(&self) -> Vec<RosterError> {
        let mut doubts = Vec::new();
        let mut owners: HashMap<String, &str> = HashMap::new();
        for person in &self.0 {
            if owners.insert(person.login.to_lowercase(), &person.login).is_some() {
                doubts.push(RosterError::SharedLogin(person.login.clone()));
            }
        }
        for person in &self.0 {
            for alias in &person.aliases {
                let first = owners.entry(alias.to_lowercase()).or_insert(&person.login);
                if *first != person.login {
                    let (first, second) = ((*first).to_owned(), person.login.clone());
                    doubts.push(RosterError::SharedAlias { alias: alias.clone(), first, second, lines: [None; 2] });
                }
            }
        }
        let mut owners: HashMap<String, &str> = HashMap::new();
        for person in &self.0 {
            for key in &person.keys {
                let fingerprint = key.fingerprint();
                let first = owners.entry(fingerprint.clone()).or_insert(&person.login);
                if *first != person.login {
                    let (first, second) = ((*first).to_owned(), person.login.clone());
                    doubts.push(RosterError::SharedKey { fingerprint, first, second, lines: [None; 2] });
                }
            }
        }
        doubts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::people::Right;
    use crate::failure::{Failure, Kind};

    const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFpIrUFE0j5g3hwwIQPnSSX0fIaH/rdoon1Xt9JYyRIA";
    const FINGERPRINT: &str = "D4BE1234D4BE1234D4BE1234D4BE1234D4BE1234";

    fn person(login: &str, aliases: &[&str], rights: &[(&str, &str)], keys: &[&str]) -> Person {
        let right = |(name, project): &(&str, &str)| Right {
            name: (*name).to_owned(),
            project: (*project).to_owned(),
            ..Right::default()
        };
        Person {
            login: login.to_owned(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            rights: rights.iter().map(right).collect(),
            keys: keys.iter().map(|key| key.parse().unwrap()).collect(),
            ..Person::default()
        }
    }

    fn roster() -> Roster {
        Roster(vec![
            person("ann", &["Ann@example.org", "team@example.org"], &[("maintainer", "octo/hello")], &[]),
            person(
                "octocat",
                &["mona@example.org", "team@example.org", "mona-old"],
                &[("pypi-owner", "octo/hello"), ("maintainer", "octo/other")],
                &[KEY, FINGERPRINT],
            ),
        ])
    }

    fn login(person: Option<&Person>) -> Option<&str> {
        person.map(|person| person.login.as_str())
    }

    #[test]
    fn rights_belong_to_a_project() {
        let roster = roster();
        let holders = |right, project| roster.holders(right, project).map(|one| one.login.as_str()).collect::<Vec<_>>();
        assert_eq!(holders("maintainer", "octo/hello"), ["ann"]);
        assert_eq!(holders("maintainer", "Octo/Other"), ["octocat"]);
        assert!(holders("maintainer", "octo/none").is_empty() && holders("baker", "octo/hello").is_empty());
    }

    #[test]
    fn an_address_belongs_to_one_person() {
        let roster = roster();
        let cases = [
            ("MONA@example.org", Some("octocat")),
            ("ann@example.org", Some("ann")),
            ("team@example.org", None),
            ("nobody@example.org", None),
            ("583231+octocat@users.noreply.github.com", Some("octocat")),
            ("Octocat@users.noreply.GitHub.com", Some("octocat")),
            ("1+nobody@users.noreply.github.com", None),
            ("octocat@users.noreply.github.com.example.org", None),
            ("é", None),
        ];
        for (email, expected) in cases {
            assert_eq!(login(roster.with_email(email)), expected, "{email}");
        }
    }

    #[test]
    fn a_key_belongs_to_one_person() {
        let mut roster = roster();
        let key = |text: &str| text.parse::<SigningKey>().unwrap();
        assert_eq!(login(roster.with_key(&key(&format!("{KEY} another comment")))), Some("octocat"));
        assert_eq!(login(roster.with_key(&key(&FINGERPRINT.to_lowercase()))), Some("octocat"));
        assert_eq!(login(roster.with_key(&key(&"ab".repeat(20)))), None);
        roster.0[0].keys.push(key(KEY));
        assert_eq!(login(roster.with_key(&key(KEY))), None);
    }

    #[test]
    fn one_person_may_have_several_logins() {
        let mut roster = roster();
        let cases = [
            ("octocat", "Octocat", true),
            ("nobody", "NOBODY", true),
            ("octocat", "Mona-Old", true),
            ("mona-old", "octocat", true),
            ("ann", "octocat", false),
            ("ann", "mona-old", false),
            ("nobody", "somebody", false),
        ];
        for (one, other, expected) in cases {
            assert_eq!(roster.is_same_person(one, other), expected, "{one} {other}");
        }
        // Somebody who claims the login of another person is not them.
        roster.0[0].aliases.push("octocat".to_owned());
        assert!(!roster.is_same_person("ann", "octocat"));
    }

    #[test]
    fn signatures_are_held_against_ssh_keys() {
        assert_eq!(roster().allowed_signers(), format!("octocat namespaces=\"git\" {KEY}\n"));
    }

    #[test]
    fn two_people_who_cannot_be_told_apart_are_named() {
        let mut roster = roster();
        let told = |roster: &Roster| roster.doubts().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert_eq!(
            told(&roster),
            "@ann and @octocat both go by `team@example.org` (`people/ann.toml` and `people/octocat.toml` in the store)"
        );
        roster.0[0] = person("Ann", &["OCTOCAT", "ann@example.org", "ANN@example.org"], &[], &[KEY, KEY]);
        roster.0.push(person("ann", &[], &[], &[]));
        insta::assert_snapshot!(told(&roster), @"
        @ann has two files in `people/` of the store, whose names differ in case only
        @octocat and @Ann both go by `OCTOCAT` (`people/octocat.toml` and `people/Ann.toml` in the store)
        @Ann and @octocat have one signing key, SHA256:T/n0aU+E8q+o9fWNbMAC+qGXkqXb5IH06LINmvwhSfI (`people/Ann.toml` and `people/octocat.toml` in the store)
        ");
        assert!(
            roster.doubts()[1].is_of("ann") && roster.doubts()[2].is_of("Octocat") && !roster.doubts()[0].is_of("x")
        );
        assert_eq!(Failure::from(roster.check().unwrap_err()).kind, Kind::Input);
        roster.0 = vec![person("ann", &["ann", "ann@example.org"], &[], &[KEY])];
        assert_eq!(roster.check(), Ok(()));
    }
}
