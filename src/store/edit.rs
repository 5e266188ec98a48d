//! Files of the store that a person writes as a whole: which they are, and what is wrong with what was written.

use crate::core::people::Login;
use crate::core::text::nearest;
use crate::store::change::object_id;
use crate::store::fields::File;
use crate::store::marker::{self, MARKER};
use crate::store::name::check_project;
use crate::store::{
    Author, Snapshot, Store, StoreError, Write, circles, keep, object, pairings, people, policy, releases, slots,
};

/// So many changes are looked at for the last one that says what the store is called.
const CHANGES: usize = 1000;

/// A file that a person may write on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editable {
    /// The path in the store.
    pub path: String,
    /// What it holds; `None` where it is not there yet.
    pub before: Option<String>,
    /// The text to begin with: what it holds, and in `store.toml` what could be said.
    pub first: String,
}

/// Why a file is not written by people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotEditable {
    /// It is of no kind that people write.
    Kind,
    /// There is no such file; one of nearly that name is.
    Missing(Option<String>),
}

/// The kinds of files that people may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileKind {
    Marker,
    Person,
    Pairing,
    Circle,
    Slot,
    Releases,
}

impl FileKind {
    /// Returns the kind of the file at a path, `None` where it is none that people write.
    fn of(path: &str) -> Option<Self> {
        if path == MARKER {
            return Some(Self::Marker);
        }
        let (folder, rest) = path.strip_suffix(".toml")?.split_once('/')?;
        match folder {
            "people" if !rest.contains('/') => Some(Self::Person),
            "pairings" if !rest.contains('/') => Some(Self::Pairing),
            "circles" if !rest.contains('/') => Some(Self::Circle),
            "slots" => rest.rsplit_once('/').filter(|(project, _)| check_project(project).is_ok()).map(|_| Self::Slot),
            "releases" => check_project(rest).ok().map(|()| Self::Releases),
            _ => None,
        }
    }
}

impl Store {
    /// Says whether a path is that of a file that people may write.
    pub fn is_written_by_people(path: &str) -> bool {
        FileKind::of(path).is_some()
    }

    /// Returns the file that a path means, to write on it. The path may lack its `.toml`, and case does not count.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read, and where a later version wrote the file.
    pub fn to_edit(&self, given: &str) -> Result<Result<Editable, NotEditable>, StoreError> {
        let given = given.strip_prefix("./").unwrap_or(given);
        let named = if given.contains('.') { given.to_owned() } else { format!("{given}.toml") };
        let snapshot = Snapshot::to_mend(self.reader(), self.reference())?;
        let there = snapshot.everything()?;
        let with_ending = format!("{named}.toml");
        let is_meant = |path: &&String| [&named, &with_ending].iter().any(|name| path.eq_ignore_ascii_case(name));
        let path = there.iter().find(is_meant).cloned().unwrap_or(named);
        let Some(kind) = FileKind::of(&path) else { return Ok(Err(NotEditable::Kind)) };
        let before = snapshot.read(&path)?;
        if let Some(text) = &before {
            // What is damaged is there to be mended; what a later version wrote is not.
            if let Err(error @ StoreError::TooNew { .. }) = keep::document(&path, text) {
                return Err(error);
            }
        }
        let first = match (&before, kind) {
            (Some(text), FileKind::Marker) => policy::with_usual(text),
            (Some(text), _) => text.clone(),
            (None, FileKind::Marker) => policy::with_usual(&marker::new(self.is_private())),
            (None, _) => {
                let known = there.iter().map(String::as_str).filter(|path| FileKind::of(path) == Some(kind));
                return Ok(Err(NotEditable::Missing(nearest(&path, known).map(str::to_owned))));
            }
        };
        Ok(Ok(Editable { path, before, first }))
    }

    /// Returns each mistake in a text that is to be a file of the store, by line.
    pub fn mistakes(&self, path: &str, text: &str) -> Vec<StoreError> {
        let syntax = marker::all_mistakes(path, text);
        if !syntax.is_empty() {
            return syntax;
        }
        // Of a later format nothing is checked, and nothing is written.
        if let Err(error) = keep::document(path, text) {
            return vec![error];
        }
        let mut mistakes = match FileKind::of(path) {
            Some(FileKind::Marker) => self.marker_mistakes(text),
            Some(FileKind::Person) => match login(path) {
                Some(login) => Self::person_mistakes(&login, text),
                None => vec![marker::damaged(path, "the file is not named after a login of GitHub")],
            },
            Some(FileKind::Pairing) => pairings::mistakes(path, text),
            Some(FileKind::Circle) => circles::mistakes(path, text),
            Some(FileKind::Slot) => slots::mistakes(path, text),
            Some(FileKind::Releases) => releases::mistakes(path, text),
            None => Vec::new(),
        };
        mistakes.sort_by_key(StoreError::line);
        mistakes
    }

    /// Writes a file as a whole, unless it is not `before` any more ([`StoreError::Exists`]). `false` where it is so already.
    pub fn put_text(
        &self,
        path: &str,
        before: Option<&str>,
        text: &str,
        message: &str,
        author: &Author,
    ) -> Result<bool, StoreError> {
        if let Some(mistake) = self.mistakes(path, text).into_iter().next() {
            return Err(mistake);
        }
        let written = self.change_or_mend(path == MARKER, message, author, |snapshot| {
            if snapshot.read(path)?.as_deref() != before {
                return Err(StoreError::Exists(format!("another state of `{path}`")));
            }
            Ok::<_, StoreError>(vec![Write::Put { path: path.to_owned(), text: text.to_owned() }])
        })?;
        Ok(written.is_some())
    }

    /// Returns what is likely not meant so in a text that is to be a file of the store, one sentence each.
    pub fn doubts_of(path: &str, text: &str) -> Vec<String> {
        match FileKind::of(path) {
            Some(FileKind::Marker) => policy::doubts(text).unwrap_or_default(),
            Some(FileKind::Person) => people::doubts(path, text),
            _ => Vec::new(),
        }
    }

    /// Returns each mistake in a text that is to be the marker: also where it would be that of another store.
    fn marker_mistakes(&self, text: &str) -> Vec<StoreError> {
        let file = match File::read(MARKER, text) {
            Ok(file) => file,
            Err(error) => return vec![error],
        };
        let top = file.top();
        let mut mistakes = Vec::new();
        match (top.needed_text("id"), self.last_identity()) {
            (Ok(id), Some(known)) if id != known => {
                mistakes.push(top.wrong("id", &format!("is what this store is called, which stays `{known}`")));
            }
            (Err(error), None) => mistakes.push(error),
            (Err(_), Some(known)) => {
                mistakes.push(top.wrong("id", &format!("is missing: it is what this store is called, `{known}`")));
            }
            _ => {}
        }
        match top.flag("private") {
            Ok(true) if !self.is_private() => {
                mistakes.push(top.wrong("private", "cannot be `true`: this is the store that everybody reads"));
            }
            Ok(false) if self.is_private() && top.has("private") => {
                mistakes.push(top.wrong("private", "cannot be `false`: this is the store that nobody else may know"));
            }
            Ok(_) => {}
            Err(error) => mistakes.push(error),
        }
        if marker::projects(text).is_err() {
            mistakes.push(top.wrong("project", "is to be written as `[[project]]` with a `name`"));
        }
        match policy::reading(text) {
            Ok((_, found)) => mistakes.extend(found),
            Err(error) => mistakes.push(error),
        }
        mistakes
    }

    /// Returns what the store is called, as its newest marker that can be read says; `None` where there is none.
    fn last_identity(&self) -> Option<String> {
        let mut at = object_id(self.newest().ok()??).ok()?;
        for _ in 0..CHANGES {
            let text = Snapshot::of(self.reader(), at).ok()?.read(MARKER).ok().flatten();
            if let Some(id) = text.and_then(|text| marker::check(&text).ok()) {
                return Some(id);
            }
            at = object::commit(self.reader(), at).ok()?.parent_id(0).ok()?;
        }
        None
    }
}

/// Returns the login that a file of a person is named after.
fn login(path: &str) -> Option<Login> {
    path.strip_prefix("people/")?.strip_suffix(".toml")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_look_misspelt_are_told() {
        let text =
            "format = 1\nlogin = \"jo\"\ntimezon = \"UTC\"\n\n[capcity]\nreleases = 1\n\n[[rihgt]]\nname = \"x\"\n";
        let told = Store::doubts_of("people/jo.toml", text);
        for (key, meant) in [("timezon", "timezone"), ("capcity", "capacity"), ("rihgt", "right")] {
            let is_told = |told: &String| told.contains(&format!("`{key}`")) && told.contains(&format!("`{meant}`"));
            assert!(told.iter().any(is_told), "{key}: {told:?}");
        }
        assert!(Store::doubts_of("people/jo.toml", "format = 1\nlogin = \"jo\"\n").is_empty());
    }

    #[test]
    fn people_write_some_files() {
        let cases = [
            ("store.toml", Some(FileKind::Marker)),
            ("people/kim.toml", Some(FileKind::Person)),
            ("pairings/mona--kim.toml", Some(FileKind::Pairing)),
            ("circles/calls.toml", Some(FileKind::Circle)),
            ("slots/octo/hello/5.5.0.toml", Some(FileKind::Slot)),
            ("releases/octo/hello.toml", Some(FileKind::Releases)),
            ("runs/octo/hello/5.5.0.jsonl", None),
            ("README.md", None),
            ("people/a/b.toml", None),
            ("slots/octo/5.5.0.toml", None),
            ("releases/octo.toml", None),
            ("reasons/octo/hello/5.5.0.toml", None),
        ];
        for (path, kind) in cases {
            assert_eq!(FileKind::of(path), kind, "{path}");
        }
    }
}
