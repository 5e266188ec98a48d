//! The people of the store: `people/<login>.toml`, read only.

use crate::store::fields::File;
use crate::store::{Store, StoreError};

/// The domain of the addresses that GitHub gives to people who hide theirs.
const HIDDEN: &str = "@users.noreply.github.com";

/// One person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The login on GitHub.
    pub login: String,
    /// The name; may be empty.
    pub name: String,
    /// The e-mail addresses of the person's commits.
    pub aliases: Vec<String>,
    /// What the person may do.
    pub rights: Vec<Right>,
}

/// Something that a person may do for a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Right {
    /// The name: `maintainer`, `pypi-owner`, …
    pub name: String,
    /// The project, as `owner/name`.
    pub project: String,
}

/// Everybody in the store, sorted by login.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People(pub Vec<Person>);

impl People {
    /// Returns who has a right for a project.
    pub fn holders<'a>(&'a self, right: &'a str, project: &'a str) -> impl Iterator<Item = &'a Person> {
        let has = move |found: &Right| found.name == right && found.project.eq_ignore_ascii_case(project);
        self.0.iter().filter(move |person| person.rights.iter().any(has))
    }

    /// Returns the person with a login.
    pub fn with_login(&self, login: &str) -> Option<&Person> {
        self.0.iter().find(|person| person.login.eq_ignore_ascii_case(login))
    }

    /// Returns the person whose commits have this e-mail address. `None` as well where two people claim it, since it
    /// says nothing then.
    pub fn with_email(&self, email: &str) -> Option<&Person> {
        let claims = |person: &&Person| person.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(email));
        let mut claiming = self.0.iter().filter(claims);
        match (claiming.next(), claiming.next()) {
            (Some(person), None) => Some(person),
            (Some(_), Some(_)) => None,
            // `12345+octocat@…` and, from before 2017, `octocat@…`
            _ => {
                let start = email.len().checked_sub(HIDDEN.len())?;
                let hidden = email.get(start..)?.eq_ignore_ascii_case(HIDDEN);
                let user = email.get(..start).filter(|_| hidden)?;
                self.with_login(user.split_once('+').map_or(user, |(_, login)| login))
            }
        }
    }
}

impl Store {
    /// Returns everybody in the store. Of a newer format, what can be read.
    pub fn people(&self) -> Result<People, StoreError> {
        let snapshot = self.snapshot()?;
        let mut people = Vec::new();
        for path in snapshot.list("people")? {
            if path.strip_suffix(".toml").is_none() {
                continue;
            }
            let text = snapshot.read(&path)?.unwrap_or_default();
            people.extend(read(&path, &text)?);
        }
        people.sort_by_key(|person| person.login.to_lowercase());
        Ok(People(people))
    }
}

fn read(path: &str, text: &str) -> Result<Option<Person>, StoreError> {
    let file = File::read(path, text)?;
    let top = file.top();
    let mut rights = Vec::new();
    for fields in file.tables("right")? {
        let name = fields.needed_text("name");
        let right = name.and_then(|name| Ok(Right { name, project: fields.needed_text("project")? }));
        rights.extend(file.known(right)?);
    }
    let person = top.needed_text("login").and_then(|login| {
        let named = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
        if named.is_none_or(|named| !named.eq_ignore_ascii_case(&login)) {
            return Err(top.wrong("login", "is not what the file is named after"));
        }
        Ok(Person { login, name: top.text("name")?, aliases: top.texts("aliases")?, rights })
    });
    file.known(person)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(login: &str, rest: &str) -> Person {
        let text = format!("format = 1\nlogin = \"{login}\"\n{rest}\n");
        read(&format!("people/{login}.toml"), &text).unwrap().unwrap()
    }

    fn people() -> People {
        let right = |name: &str, project: &str| format!("[[right]]\nname = \"{name}\"\nproject = \"{project}\"\n");
        People(vec![
            person(
                "ann",
                &format!(
                    "aliases = [\"Ann@example.org\", \"team@example.org\"]\n{}",
                    right("maintainer", "octo/hello")
                ),
            ),
            person(
                "octocat",
                &format!(
                    "name = \"Mona\"\ntimezone = \"Europe/Lisbon\"\naliases = [\"mona@example.org\", \"team@example.org\"]\n{}{}",
                    right("pypi-owner", "octo/hello"),
                    right("maintainer", "octo/other")
                ),
            ),
        ])
    }

    #[test]
    fn rights_belong_to_a_project() {
        let people = people();
        let holders = |right, project| people.holders(right, project).map(|one| one.login.as_str()).collect::<Vec<_>>();
        assert_eq!(holders("maintainer", "octo/hello"), ["ann"]);
        assert_eq!(holders("maintainer", "Octo/Other"), ["octocat"]);
        assert!(holders("maintainer", "octo/none").is_empty() && holders("baker", "octo/hello").is_empty());
    }

    #[test]
    fn an_address_belongs_to_one_person() {
        let people = people();
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
        for (email, login) in cases {
            assert_eq!(people.with_email(email).map(|one| one.login.as_str()), login, "{email}");
        }
    }

    #[test]
    fn files_that_are_wrong_are_told() {
        let cases = [
            ("format = 1\n", "`login` is missing"),
            ("format = 1\nlogin = \"mona\"\n", "`login` is not what the file is named after"),
            ("format = 1\nlogin = \"octocat\"\naliases = 1\n", "`aliases` is no list of texts"),
            (
                "format = 1\nlogin = \"octocat\"\n[[right]]\nname = \"x\"\n",
                "`[[right]]` number 1: `project` is missing",
            ),
            ("login = \"octocat\"\n", "it has no `format`, which is a number from 1"),
        ];
        for (text, reason) in cases {
            let error = read("people/octocat.toml", text).unwrap_err().to_string();
            assert_eq!(error, format!("`people/octocat.toml` in the store is damaged: {reason}"));
        }
        let newer = "format = 2\nlogin = \"octocat\"\n[[right]]\nto = \"x\"\n";
        assert_eq!(read("people/octocat.toml", newer).unwrap().unwrap().rights, []);
        assert_eq!(read("people/octocat.toml", "format = 2\nuser = \"octocat\"\n").unwrap(), None);
    }
}
