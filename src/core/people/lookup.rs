//! Everybody in the records by what they are called, for whoever asks about many.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::core::people::roster::login_of_hidden;
use crate::core::people::{Person, Roster};

/// Everybody in the records by login, alias and name: it answers as [`Roster`] does, and does not look at each person for
/// each question.
#[derive(Clone, Debug, Default)]
pub struct Lookup<'a> {
    logins: HashMap<String, &'a Person>,
    /// The first who claims an alias, and whether they are the only one.
    aliases: HashMap<String, (&'a Person, bool)>,
    /// The same of names.
    names: HashMap<String, (&'a Person, bool)>,
}

impl Roster {
    /// Returns everybody by what they are called.
    pub fn lookup(&self) -> Lookup<'_> {
        let mut lookup = Lookup::default();
        for person in &self.0 {
            lookup.logins.entry(person.login.to_ascii_lowercase()).or_insert(person);
            for alias in &person.aliases {
                claim(&mut lookup.aliases, alias, person);
            }
            if !person.name.is_empty() {
                claim(&mut lookup.names, &person.name, person);
            }
        }
        lookup
    }
}

fn claim<'a>(claims: &mut HashMap<String, (&'a Person, bool)>, text: &str, person: &'a Person) {
    match claims.entry(text.to_ascii_lowercase()) {
        Entry::Vacant(entry) => drop(entry.insert((person, true))),
        // Somebody may have one alias twice, in letters of another case.
        Entry::Occupied(mut entry) if !std::ptr::eq(entry.get().0, person) => entry.get_mut().1 = false,
        Entry::Occupied(_) => {}
    }
}

impl<'a> Lookup<'a> {
    /// Says whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.logins.is_empty()
    }

    /// Returns the person with a login, or with this login as an alias.
    pub fn known_as(&self, login: &str) -> Option<&'a Person> {
        let key = lower(login);
        let by_alias = || self.aliases.get(key.as_ref()).map(|(person, _)| *person);
        self.logins.get(key.as_ref()).copied().or_else(by_alias)
    }

    /// Returns the person whose commits have this e-mail address, `None` where two people claim it.
    pub fn with_email(&self, email: &str) -> Option<&'a Person> {
        match self.aliases.get(lower(email).as_ref()) {
            Some((person, is_only)) => is_only.then_some(*person),
            None => self.logins.get(lower(login_of_hidden(email)?).as_ref()).copied(),
        }
    }

    /// Returns the person of a name, `None` where two people have it.
    pub fn with_name(&self, name: &str) -> Option<&'a Person> {
        self.names.get(lower(name).as_ref()).filter(|(_, is_only)| *is_only).map(|(person, _)| *person)
    }
}

/// Returns a text in small letters; most are so already.
fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    Cow::Borrowed(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WORDS: [&str; 8] =
        ["ann", "Ann", "kim", "kim@x.org", "KIM@x.org", "1+ann@users.noreply.github.com", "zoe", "ann-old"];

    prop_compose! {
        fn any_person()(login in 0_usize..3, aliases in proptest::collection::vec(0_usize..8, 0..4)) -> Person {
            let aliases = aliases.into_iter().map(|place| WORDS[place].to_owned()).collect();
            Person { login: ["ann", "Kim", "ZOE"][login].to_owned(), aliases, ..Person::default() }
        }
    }

    proptest! {
        #[test]
        fn it_answers_as_the_roster_does(people in proptest::collection::vec(any_person(), 0..5)) {
            let roster = Roster(people);
            let lookup = roster.lookup();
            for word in WORDS {
                prop_assert!(lookup.known_as(word).map(std::ptr::from_ref) == roster.known_as(word).map(std::ptr::from_ref));
                prop_assert!(lookup.with_email(word).map(std::ptr::from_ref) == roster.with_email(word).map(std::ptr::from_ref));
            }
        }
    }

    #[test]
    fn a_name_of_two_people_is_nobodys() {
        let named =
            |login: &str, name: &str| Person { login: login.to_owned(), name: name.to_owned(), ..Person::default() };
        let roster = Roster(vec![named("a", "Kim"), named("b", "KIM"), named("c", "Zoe Z"), named("d", "")]);
        let lookup = roster.lookup();
        let found = ["kim", "zoe z", ""].map(|name| lookup.with_name(name).map(|person| person.login.as_str()));
        assert_eq!(found, [None, Some("c"), None]);
    }
}
