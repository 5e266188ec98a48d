//! `.mailmap` as `git check-mailmap` reads it: whatever the case of what is replaced. libgit2 alone would tell `Mona@x.org`
//! from `mona@x.org`.

use git2::{Mailmap, Signature};

use crate::core::history::Person;
use crate::system::files;

/// What is replaced by what, with what is replaced in lower case.
pub(super) struct People(Option<Mailmap>);

impl People {
    /// Reads what a repository has: `.mailmap` beside its files, at HEAD where it is bare, and what the configuration names
    /// (<https://git-scm.com/docs/gitmailmap>).
    pub(super) fn read(repository: &git2::Repository) -> Self {
        let mut text = String::new();
        let mut add = |bytes: &[u8]| {
            text.push_str(&String::from_utf8_lossy(bytes));
            text.push('\n');
        };
        if let Some(bytes) = repository.workdir().and_then(|folder| files::read_bytes(&folder.join(".mailmap")).ok()) {
            add(&bytes);
        }
        let config = repository.config().and_then(|mut config| config.snapshot()).ok();
        let named = |key: &str| config.as_ref().and_then(|config| config.get_string(key).ok());
        let at_head = || repository.is_bare().then(|| "HEAD:.mailmap".to_owned());
        let object = named("mailmap.blob").or_else(at_head);
        let object = object.and_then(|name| repository.revparse_single(&name).ok());
        if let Some(blob) = object.as_ref().and_then(|object| object.as_blob()) {
            add(blob.content());
        }
        let file = config.as_ref().and_then(|config| config.get_path("mailmap.file").ok());
        if let Some(bytes) = file.and_then(|file| files::read_bytes(&file).ok()) {
            add(&bytes);
        }
        Self::parse(&text)
    }

    fn parse(text: &str) -> Self {
        let text: String = text.lines().map(|line| lowered(line) + "\n").collect();
        Self(Mailmap::from_buffer(&text).ok())
    }

    /// Returns who somebody is.
    pub(super) fn resolve(&self, written: &Person) -> Person {
        let lower = Person { name: written.name.to_lowercase(), email: written.email.to_lowercase() };
        let resolve = || {
            let signature = Signature::now(&lower.name, &lower.email).ok()?;
            let found = self.0.as_ref()?.resolve_signature(&signature).ok()?;
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            Some(Person { name: text(found.name_bytes()), email: text(found.email_bytes()) })
        };
        let Some(found) = resolve() else { return written.clone() };
        // What is not replaced stays as it is written.
        Person {
            name: if found.name == lower.name { written.name.clone() } else { found.name },
            email: if found.email == lower.email { written.email.clone() } else { found.email },
        }
    }
}

/// Returns a line with what it replaces in lower case: the last address, and the name before it where there are two.
fn lowered(line: &str) -> String {
    let line = line.split('#').next().unwrap_or_default();
    let Some(last) = line.rfind('<') else { return line.to_owned() };
    let start = line.get(..last).and_then(|before| before.rfind('>')).map_or(last, |end| end + 1);
    let (kept, replaced) = line.split_at(start);
    format!("{kept}{}", replaced.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_makes_no_difference() {
        let people = People::parse(
            "# Who is who\nMona Lisa <mona@example.org> <Mona@Home.example.org>\nKim Newcomer <KIM@example.org>\n\
             Ann Other <ann@example.org> root <ROOT@host> # a machine\n<zoe@example.org> <zoe@old>\n",
        );
        let person = |name: &str, email: &str| Person { name: name.to_owned(), email: email.to_owned() };
        for (written, expected) in [
            (person("Mo", "mona@home.EXAMPLE.org"), person("Mona Lisa", "mona@example.org")),
            (person("kim", "Kim@example.org"), person("Kim Newcomer", "Kim@example.org")),
            (person("ROOT", "root@host"), person("Ann Other", "ann@example.org")),
            (person("Somebody", "root@host"), person("Somebody", "root@host")),
            (person("Zoe", "ZOE@old"), person("Zoe", "zoe@example.org")),
            (person("Zoé", "zoe@example.org"), person("Zoé", "zoe@example.org")),
            (person("", ""), person("", "")),
        ] {
            assert_eq!(people.resolve(&written), expected);
        }
    }
}
