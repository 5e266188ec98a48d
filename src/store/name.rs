//! The names that become paths of the store, checked before they do.

use std::fmt::{self, Write as _};

use crate::store::StoreError;

/// The longest part of a path that is sure to fit everywhere, in bytes.
const LONGEST: usize = 200;

/// What names one run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunName {
    /// The project, as `owner/name`.
    pub project: String,
    /// The version, or another name as long as that is not known. Whatever a file name cannot hold everywhere (a `/`
    /// for example) is percent-encoded in the path.
    pub version: String,
}

/// Writes `owner/name version`.
impl fmt::Display for RunName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.project, self.version)
    }
}

impl RunName {
    /// Returns the path of the log in the store, for changes that write more than the log.
    pub fn path(&self) -> Result<String, StoreError> {
        Ok(format!("{}.jsonl", self.path_of("runs")?))
    }

    /// Returns the path below a folder, without an ending.
    pub(super) fn path_of(&self, folder: &str) -> Result<String, StoreError> {
        check_project(&self.project)?;
        Ok(format!("{folder}/{}/{}", self.project, encode(&self.version)?))
    }

    /// Returns the run whose log lies at a path of the store, `None` where it is no path of a log.
    pub(super) fn of_path(path: &str) -> Option<Self> {
        let rest = path.strip_prefix("runs/")?.strip_suffix(".jsonl")?;
        let (project, version) = rest.rsplit_once('/')?;
        check_project(project).ok()?;
        Some(Self { project: project.to_owned(), version: decode(version)? })
    }
}

/// Returns an error unless `project` is `owner/name`.
pub(super) fn check_project(project: &str) -> Result<(), StoreError> {
    let fails = |reason| Err(StoreError::Name { name: project.to_owned(), reason });
    let Some((owner, name)) = project.split_once('/') else { return fails("write a project as `owner/name`") };
    if name.contains('/') {
        return fails("write a project as `owner/name`");
    }
    check_part(project, owner)?;
    check_part(project, name)
}

/// Returns an error unless each part of a path of the store is a name.
pub(super) fn check_path(path: &str) -> Result<(), StoreError> {
    path.split('/').try_for_each(|part| check_part(path, part))
}

fn check_part(whole: &str, part: &str) -> Result<(), StoreError> {
    let reason = if part.is_empty() {
        "a part of it is empty"
    } else if part == "." || part == ".." {
        "`.` and `..` name no place in it"
    } else if part.eq_ignore_ascii_case(".git") {
        "git keeps `.git` for itself"
    } else if part.contains('\\') {
        "it holds a backslash"
    } else if part.chars().any(char::is_control) {
        "it holds a control character"
    } else if part.len() > LONGEST {
        "it is too long"
    } else {
        return Ok(());
    };
    Err(StoreError::Name { name: whole.escape_debug().to_string(), reason })
}

/// Returns a version as one part of a path, on every file system.
pub(super) fn encode(version: &str) -> Result<String, StoreError> {
    let fails = |reason| Err(StoreError::Name { name: version.escape_debug().to_string(), reason });
    if version.is_empty() {
        return fails("a version is needed");
    }
    if version.chars().any(char::is_control) {
        return fails("it holds a control character");
    }
    let mut part = String::new();
    for (position, byte) in version.bytes().enumerate() {
        // A dot in front would hide the file, or name the folder above.
        let plain = byte.is_ascii_alphanumeric() || (b"_@+-!~".contains(&byte)) || (byte == b'.' && position > 0);
        if plain {
            part.push(char::from(byte));
        } else {
            let _ = write!(part, "%{byte:02X}");
        }
    }
    if part.len() > LONGEST {
        return fails("it is too long");
    }
    Ok(part)
}

/// Returns the version that [`encode`] made a part of; `None` where it made no such part.
pub(super) fn decode(part: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = part.as_bytes().iter();
    while let Some(byte) = rest.next() {
        if *byte == b'%' {
            let digits = [*rest.next()?, *rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(*byte);
        }
    }
    let version = String::from_utf8(bytes).ok()?;
    (encode(&version).ok()? == part).then_some(version)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn run(project: &str, version: &str) -> RunName {
        RunName { project: project.to_owned(), version: version.to_owned() }
    }

    #[test]
    fn versions_become_one_part() {
        let cases = [
            ("5.5.0", "runs/octo/hello/5.5.0.jsonl"),
            ("pkg@1.0", "runs/octo/hello/pkg@1.0.jsonl"),
            ("1.0+build!1~x", "runs/octo/hello/1.0+build!1~x.jsonl"),
            ("release/1.0", "runs/octo/hello/release%2F1.0.jsonl"),
            ("..", "runs/octo/hello/%2E..jsonl"),
            ("a\\b%:é", "runs/octo/hello/a%5Cb%25%3A%C3%A9.jsonl"),
        ];
        for (version, path) in cases {
            let run = run("octo/hello", version);
            assert_eq!(run.path().unwrap(), path);
            assert_eq!(RunName::of_path(path), Some(run));
        }
    }

    #[test]
    fn names_that_are_none_are_refused() {
        let long = "9".repeat(201);
        let cases = [
            ("octo", "1", "`octo` cannot be a name in the store: write a project as `owner/name`"),
            ("a/b/c", "1", "`a/b/c` cannot be a name in the store: write a project as `owner/name`"),
            ("../b", "1", "`../b` cannot be a name in the store: `.` and `..` name no place in it"),
            ("a/", "1", "`a/` cannot be a name in the store: a part of it is empty"),
            ("a\\b/c", "1", "`a\\\\b/c` cannot be a name in the store: it holds a backslash"),
            ("a/b\n", "1", "`a/b\\n` cannot be a name in the store: it holds a control character"),
            ("a/.GIT", "1", "`a/.GIT` cannot be a name in the store: git keeps `.git` for itself"),
            ("a/b", "", "`` cannot be a name in the store: a version is needed"),
            ("a/b", "1\u{7}", "`1\\u{7}` cannot be a name in the store: it holds a control character"),
            ("a/b", &long, &format!("`{long}` cannot be a name in the store: it is too long")),
        ];
        for (project, version, message) in cases {
            assert_eq!(run(project, version).path().unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn paths_of_others_are_no_runs() {
        for path in ["runs/a/b.jsonl", "runs/a/b/c.json", "runs/a/b/%2f.jsonl", "runs/a/b/%zz.jsonl", "x/a/b/c.jsonl"] {
            assert_eq!(RunName::of_path(path), None, "{path}");
        }
    }

    proptest! {
        #[test]
        fn each_version_has_a_path_of_its_own(version in "\\PC{1,16}") {
            let run = run("octo/hello", &version);
            let path = run.path().unwrap();
            prop_assert!(check_path(&path).is_ok());
            prop_assert_eq!(RunName::of_path(&path), Some(run));
        }
    }
}
