//! `.mailmap`: who somebody is who wrote as somebody else, as git reads it
//! (<https://git-scm.com/docs/gitmailmap>): names and addresses that are replaced are found whatever their case. Git's
//! library would tell `Mona@x.org` from `mona@x.org`, and never finds an old name that ends with a full stop.

use std::collections::HashMap;

use crate::core::history::Person;

/// What is replaced by what.
#[derive(Clone, Debug, Default)]
pub struct Mailmap {
    /// By the address that is replaced, in lower case.
    by_email: HashMap<String, Entry>,
}

/// What an address is replaced by.
#[derive(Clone, Debug, Default)]
struct Entry {
    /// Whatever the name beside it.
    any: Proper,
    /// By the name beside it, in lower case; that goes first.
    by_name: HashMap<String, Proper>,
}

/// The proper name and address; what is `None` stays.
#[derive(Clone, Debug, Default)]
struct Proper {
    name: Option<String>,
    email: Option<String>,
}

impl Mailmap {
    /// Reads the text of one or several files; of two lines about the same the later one holds.
    pub fn parse(text: &str) -> Self {
        let mut mailmap = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, email, rest)) = part(line).filter(|(_, email, _)| !email.is_empty()) else { continue };
            let owned = |text: &str| Some(text).filter(|text| !text.is_empty()).map(str::to_owned);
            let Some((old_name, old_email, _)) = part(rest) else {
                // One address alone: it stays, and gets the name.
                let entry = mailmap.by_email.entry(email.to_ascii_lowercase()).or_default();
                entry.any.name = owned(name).or(entry.any.name.take());
                continue;
            };
            let entry = mailmap.by_email.entry(old_email.to_ascii_lowercase()).or_default();
            if old_name.is_empty() {
                entry.any.name = owned(name).or(entry.any.name.take());
                entry.any.email = owned(email);
            } else {
                let proper = Proper { name: owned(name), email: owned(email) };
                entry.by_name.insert(old_name.to_ascii_lowercase(), proper);
            }
        }
        mailmap
    }

    /// Returns who somebody is, who is named so somewhere.
    pub fn resolve(&self, written: &Person) -> Person {
        let proper = self.proper(written);
        Person {
            name: proper.and_then(|proper| proper.name.clone()).unwrap_or_else(|| written.name.clone()),
            email: proper.and_then(|proper| proper.email.clone()).unwrap_or_else(|| written.email.clone()),
        }
    }

    /// Returns everybody who is replaced, as they are written, and who each of them is; in no order. Where any name will do,
    /// the one that is written is empty.
    pub fn people(&self) -> impl Iterator<Item = (Person, Person)> + '_ {
        self.by_email.iter().flat_map(|(email, entry)| {
            let any =
                Some((String::new(), &entry.any)).filter(|(_, proper)| proper.name.is_some() || proper.email.is_some());
            let named = entry.by_name.iter().map(|(name, proper)| (name.clone(), proper));
            any.into_iter().chain(named).map(move |(name, proper)| {
                let written = Person { name, email: email.clone() };
                let person = Person {
                    name: proper.name.clone().unwrap_or_else(|| written.name.clone()),
                    email: proper.email.clone().unwrap_or_else(|| written.email.clone()),
                };
                (written, person)
            })
        })
    }

    fn proper(&self, written: &Person) -> Option<&Proper> {
        if self.by_email.is_empty() {
            return None;
        }
        let entry = self.by_email.get(&written.email.to_ascii_lowercase())?;
        let by_name = (!entry.by_name.is_empty()).then(|| entry.by_name.get(&written.name.to_ascii_lowercase()));
        Some(by_name.flatten().unwrap_or(&entry.any))
    }
}

/// Returns the first name and address of a line, and what is behind them.
fn part(line: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = line.split_once('<')?;
    let (email, rest) = rest.split_once('>')?;
    Some((name.trim(), email, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, email: &str) -> Person {
        Person { name: name.to_owned(), email: email.to_owned() }
    }

    #[test]
    fn case_makes_no_difference() {
        let mailmap = Mailmap::parse(
            "# Who is who\nMona Lisa <mona@example.org> <Mona@Home.example.org>\nKim Newcomer <KIM@example.org>\n\
             Ann Other <ann@example.org> root <ROOT@host> # a machine\n<zoe@example.org> <zoe@old>\n\
             Jo (C#) <jo@example.org> Jo R. <jo@old>\nnobody\n<>\n",
        );
        for (written, expected) in [
            (person("Mo", "mona@home.EXAMPLE.org"), person("Mona Lisa", "mona@example.org")),
            (person("kim", "Kim@example.org"), person("Kim Newcomer", "Kim@example.org")),
            (person("ROOT", "root@host"), person("Ann Other", "ann@example.org")),
            (person("Somebody", "root@host"), person("Somebody", "root@host")),
            (person("Zoe", "ZOE@old"), person("Zoe", "zoe@example.org")),
            (person("Zoé", "zoe@example.org"), person("Zoé", "zoe@example.org")),
            (person("JO R.", "jo@OLD"), person("Jo (C#)", "jo@example.org")),
            (person("Kim N.", "stranger@example.org"), person("Kim N.", "stranger@example.org")),
            (person("", "KIM@example.org"), person("Kim Newcomer", "KIM@example.org")),
            (person("", ""), person("", "")),
        ] {
            assert_eq!(mailmap.resolve(&written), expected);
        }
    }

    #[test]
    fn the_later_line_holds() {
        let mailmap = Mailmap::parse("One <a@x>\n<b@x> <a@x>\nTwo <a@x>\nThree <c@x> Old <a@x>\n");
        assert_eq!(mailmap.resolve(&person("any", "a@x")), person("Two", "b@x"));
        assert_eq!(mailmap.resolve(&person("OLD", "a@x")), person("Three", "c@x"));
    }
}
