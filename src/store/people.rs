//! The people of the store: `people/<login>.toml`, read only.

use crate::core::people::{Login, Person, Right, Roster, SigningKey};
use crate::store::fields::{Fields, File};
use crate::store::{Store, StoreError};

impl Store {
    /// Returns everybody in the store. Of a newer format, what can be read.
    pub fn people(&self) -> Result<Roster, StoreError> {
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
        Ok(Roster(people))
    }
}

fn read(path: &str, text: &str) -> Result<Option<Person>, StoreError> {
    let file = File::read(path, text)?;
    let top = file.top();
    let mut rights = Vec::new();
    for fields in file.tables("right")? {
        rights.extend(file.known(read_right(&fields))?);
    }
    let mut keys = Vec::new();
    for text in file.known(top.texts("signing-keys"))?.unwrap_or_default() {
        let key = text.parse::<SigningKey>();
        keys.extend(file.known(key.map_err(|error| top.wrong("signing-keys", &format!("holds no key: {error}"))))?);
    }
    let person = top.needed_text("login").and_then(|login| {
        let named = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
        if named.is_none_or(|named| !named.eq_ignore_ascii_case(&login)) {
            return Err(top.wrong("login", "is not what the file is named after"));
        }
        if login.parse::<Login>().is_err() {
            return Err(top.wrong("login", "is not a login of GitHub"));
        }
        Ok(Person { login, name: top.text("name")?, aliases: top.texts("aliases")?, rights, keys })
    });
    file.known(person)
}

fn read_right(fields: &Fields<'_>) -> Result<Right, StoreError> {
    Ok(Right {
        name: fields.needed_text("name")?,
        project: fields.needed_text("project")?,
        since: fields.date("since")?,
        sponsored_by: fields.texts("sponsored-by")?,
        mentored_by: fields.texts("mentored-by")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFpIrUFE0j5g3hwwIQPnSSX0fIaH/rdoon1Xt9JYyRIA kim@laptop";

    #[test]
    fn a_person_is_read() {
        let text = format!(
            "format = 1\nlogin = \"octocat\"\nname = \"Mona\"\ntimezone = \"Europe/Lisbon\"\n\
             aliases = [\"mona@example.org\"]\nsigning-keys = [\"{KEY}\"]\n\
             [[right]]\nname = \"pypi-owner\"\nproject = \"octo/hello\"\nsince = 2014-09-01\nsponsored-by = [\"ann\"]\n\
             [[right]]\nname = \"maintainer\"\nproject = \"octo/other\"\nmentored-by = [\"zoe\"]\n"
        );
        let texts = |text: &str| vec![text.to_owned()];
        let right = |name: &str, project: &str| Right {
            name: name.to_owned(),
            project: project.to_owned(),
            ..Right::default()
        };
        let expected = Person {
            login: "octocat".to_owned(),
            name: "Mona".to_owned(),
            aliases: texts("mona@example.org"),
            rights: vec![
                Right {
                    since: Some("2014-09-01".parse().unwrap()),
                    sponsored_by: texts("ann"),
                    ..right("pypi-owner", "octo/hello")
                },
                Right { mentored_by: texts("zoe"), ..right("maintainer", "octo/other") },
            ],
            keys: vec![KEY.parse().unwrap()],
        };
        assert_eq!(read("people/octocat.toml", &text).unwrap(), Some(expected));
    }

    #[test]
    fn files_that_are_wrong_are_told() {
        let with = |lines: &str| format!("format = 1\nlogin = \"octocat\"\n{lines}\n");
        let cases = [
            ("format = 1\n".to_owned(), "`login` is missing"),
            ("format = 1\nlogin = \"mona\"\n".to_owned(), "`login` is not what the file is named after"),
            (with("aliases = 1"), "`aliases` is no list of texts"),
            (with("signing-keys = \"x\""), "`signing-keys` is no list of texts"),
            (
                with("signing-keys = [\"x\"]"),
                "`signing-keys` holds no key: it is neither an SSH public key nor an OpenPGP fingerprint",
            ),
            (with("[[right]]\nname = \"x\""), "`[[right]]` number 1: `project` is missing"),
            ("login = \"octocat\"\n".to_owned(), "it has no `format`, which is a number from 1"),
        ];
        for (text, reason) in cases {
            let error = read("people/octocat.toml", &text).unwrap_err().to_string();
            assert_eq!(error, format!("`people/octocat.toml` in the store is damaged: {reason}"));
        }
        let error = read("people/a--b.toml", "format = 1\nlogin = \"a--b\"\n").unwrap_err().to_string();
        assert!(error.ends_with("`login` is not a login of GitHub"), "{error}");
        let newer = "format = 2\nlogin = \"octocat\"\nsigning-keys = [1]\n[[right]]\nto = \"x\"\n";
        assert_eq!(read("people/octocat.toml", newer).unwrap().unwrap().rights, []);
        assert_eq!(read("people/octocat.toml", "format = 2\nuser = \"octocat\"\n").unwrap(), None);
    }
}
