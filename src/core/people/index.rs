//! Which person a login of the records means.

use std::collections::HashMap;

use crate::core::ledger::Release;
use crate::core::people::Roster;

/// Which person a login means: the roster knows former logins, and the letter case of a login says nothing.
#[derive(Clone, Debug, Default)]
pub struct Index<'a> {
    logins: HashMap<String, &'a str>,
}

impl<'a> Index<'a> {
    /// Returns the index of everybody in the roster, and of those who are only in the records, each by the spelling that
    /// comes first.
    pub fn of(roster: &'a Roster, releases: &'a [Release]) -> Self {
        let mut logins = HashMap::with_capacity(roster.0.len());
        for person in &roster.0 {
            logins.insert(person.login.to_lowercase(), person.login.as_str());
        }
        for person in &roster.0 {
            for alias in &person.aliases {
                logins.entry(alias.to_lowercase()).or_insert(person.login.as_str());
            }
        }
        let mut index = Self { logins };
        for login in releases.iter().flat_map(Release::everybody) {
            if index.find(login).is_none() {
                index.logins.insert(login.to_lowercase(), login);
            }
        }
        index
    }

    /// Returns the login that the person has today; what nobody knows is returned as it is.
    pub fn login<'b>(&self, given: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.find(given).unwrap_or(given)
    }

    fn find(&self, given: &str) -> Option<&'a str> {
        // Most logins are written in small letters.
        if given.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
            return self.logins.get(&given.to_lowercase()).copied();
        }
        self.logins.get(given).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::people::Person;

    #[test]
    fn each_person_has_one_login() {
        let kim = Person { login: "Kim".to_owned(), aliases: vec!["kim-old".to_owned()], ..Person::default() };
        let roster = Roster(vec![kim]);
        let record = |login: &str| Release { released_by: vec![login.to_owned()], ..Release::default() };
        let releases = [record("KIM-OLD"), record("Mona"), record("mona")];
        let index = Index::of(&roster, &releases);
        for (given, login) in [("kim", "Kim"), ("Kim-old", "Kim"), ("MONA", "Mona"), ("mona", "Mona"), ("ann", "ann")] {
            assert_eq!(index.login(given), login);
        }
    }
}
