//! What is changed of a person: added to what is there, or taken from it.

use crate::core::people::{Login, Person, Right, SigningKey};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};

/// What is to be changed of a person. What is left empty stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The name in the place of the one before.
    pub name: Option<String>,
    /// Addresses, and logins that the person had before.
    pub aliases: Vec<String>,
    /// Keys; one that is there already takes the new comment.
    pub keys: Vec<SigningKey>,
    /// Names of rights for the project in hand.
    pub rights: Vec<String>,
    /// Aliases that go.
    pub removed_aliases: Vec<String>,
    /// The fingerprints of keys that go.
    pub removed_keys: Vec<String>,
    /// Names of rights for the project in hand that go.
    pub removed_rights: Vec<String>,
}

/// Why a person cannot be changed so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// An alias that is neither an address nor a login.
    #[error("`{0}` is neither an e-mail address nor a login")]
    Alias(String),
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
    /// A right whose name is empty or more than one word.
    #[error("`{0}` cannot be the name of a right")]
    Right(String),
}

impl From<ChangeError> for Failure {
    fn from(error: ChangeError) -> Self {
        let failure = Self::new(Kind::Usage, error.to_string());
        match error {
            ChangeError::Alias(_) => failure.hint("write it as `kim@example.org`, as the author of a commit has it"),
            ChangeError::Missing { present, .. } if present.is_empty() => failure,
            ChangeError::Missing { present, .. } => failure.hint(format!("there is {}", present.join(", "))),
            ChangeError::Right(_) => failure.hint("write it as one word, such as `maintainer` or `pypi-owner`"),
        }
    }
}

impl Changes {
    /// Says whether nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        let lists = [&self.aliases, &self.rights, &self.removed_aliases, &self.removed_keys, &self.removed_rights];
        self.name.is_none() && self.keys.is_empty() && lists.iter().all(|list| list.is_empty())
    }

    /// Returns the person as they are after it. Rights are those for `project`.
    pub fn of(&self, person: &Person, project: &str) -> Result<Person, ChangeError> {
        let mut person = person.clone();
        let login = person.login.clone();
        let missing = |what: String, present: Vec<String>| ChangeError::Missing { login: login.clone(), what, present };
        if let Some(name) = &self.name {
            person.name = clean(name).into_owned();
        }
        for gone in &self.removed_aliases {
            let before = person.aliases.len();
            person.aliases.retain(|alias| !alias.eq_ignore_ascii_case(gone));
            if person.aliases.len() == before {
                return Err(missing(format!("alias `{gone}`"), person.aliases));
            }
        }
        for gone in &self.removed_keys {
            let before = person.keys.len();
            person.keys.retain(|key| key.fingerprint() != *gone);
            if person.keys.len() == before {
                let present = person.keys.iter().map(SigningKey::fingerprint).collect();
                return Err(missing(format!("key {gone}"), present));
            }
        }
        for gone in &self.removed_rights {
            let before = person.rights.len();
            person.rights.retain(|right| !right.is(gone, project));
            if person.rights.len() == before {
                let present = person.rights.into_iter().filter(|right| right.project.eq_ignore_ascii_case(project));
                return Err(missing(
                    format!("right `{gone}` for {project}"),
                    present.map(|right| format!("`{}`", right.name)).collect(),
                ));
            }
        }
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
            if name.is_empty() || name.contains(char::is_whitespace) || clean(name) != *name {
                return Err(ChangeError::Right(clean(name).into_owned()));
            }
            if !person.rights.iter().any(|right| right.is(name, project)) {
                person.rights.push(Right { name: name.clone(), project: project.to_owned(), ..Right::default() });
            }
        }
        Ok(person)
    }
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
            assert!(matches!(changes.of(&kim(), "octo/hello"), Err(ChangeError::Right(_))), "{right}");
        }
    }
}
