//! The hidden comment by which a draft release is known again.

use std::sync::LazyLock;

use regex::Regex;

use crate::core::pattern::pattern;

static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"^<!-- shepherd: draft = "(?P<project>[^"]*)", line = "(?P<line>[^"]*)"(?:, tags = "(?P<tags>[^"]*)")?(?:, job = "(?P<job>[^"]*)")? -->$"#,
    )
});

/// The hidden comment of a draft release. It is known by its line and the beginning of its tags: a repository that was
/// renamed keeps its drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// `owner/name`.
    pub project: String,
    /// The branch that releases are cut from.
    pub line: String,
    /// What stands before the version in the tags; several projects of one repository differ by it.
    pub tags: String,
    /// The job that made the draft, by a number that no other job has: a job removes what it made itself, and nothing else.
    pub job: Option<String>,
}

impl Marker {
    /// Returns the comment, on one line.
    pub fn write(&self) -> String {
        let mut text =
            format!(r#"<!-- shepherd: draft = "{}", line = "{}""#, escaped(&self.project), escaped(&self.line));
        if !self.tags.is_empty() {
            text.extend([", tags = \"", &escaped(&self.tags), "\""]);
        }
        if let Some(job) = &self.job {
            text.extend([", job = \"", &escaped(job), "\""]);
        }
        text + " -->"
    }

    /// Returns the marker of a body; the last one, where there are several.
    pub fn find(body: &str) -> Option<Self> {
        body.lines().rev().find_map(Self::read)
    }

    /// Returns what a line says, where it is a marker.
    pub fn read(line: &str) -> Option<Self> {
        let found = MARKER.captures(line.trim())?;
        let group = |name| found.name(name).map(|group| unescaped(group.as_str()));
        Some(Self {
            project: group("project")?,
            line: group("line")?,
            tags: group("tags").unwrap_or_default(),
            job: group("job"),
        })
    }

    /// Says whether both are of the same line.
    pub fn is_of_the_line_of(&self, other: &Self) -> bool {
        self.line == other.line && self.tags == other.tags
    }
}

/// Writes what would end the comment or a name in it in another way; git allows all of them in the name of a branch.
fn escaped(text: &str) -> String {
    ["%", "\"", "<", ">", "\n"]
        .into_iter()
        .zip(["%25", "%22", "%3C", "%3E", "%0A"])
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn unescaped(text: &str) -> String {
    ["%0A", "%3E", "%3C", "%22", "%25"]
        .into_iter()
        .zip(["\n", ">", "<", "\"", "%"])
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn marker(line: &str) -> Marker {
        Marker { project: "octo/hello".to_owned(), line: line.to_owned(), tags: String::new(), job: None }
    }

    #[test]
    fn it_is_one_line_that_is_read_again() {
        let plain = marker("main");
        assert_eq!(plain.write(), r#"<!-- shepherd: draft = "octo/hello", line = "main" -->"#);
        let full = Marker { tags: "hub-".to_owned(), job: Some("0f".to_owned()), ..marker("5.x") };
        assert_eq!(full.write(), r#"<!-- shepherd: draft = "octo/hello", line = "5.x", tags = "hub-", job = "0f" -->"#);
        assert_eq!(Marker::find(&format!("{}\r\nwords\r\n{}\r\n", plain.write(), full.write())), Some(full.clone()));
        assert!(!full.is_of_the_line_of(&plain) && full.is_of_the_line_of(&Marker { job: None, ..full.clone() }));
        assert_eq!(Marker::find("> <!-- shepherd: draft = \"octo/hello\", line = \"main\" -->"), None);
    }

    proptest! {
        #[test]
        fn every_name_is_read_again(line in ".*", tags in ".*", job in proptest::option::of("[0-9a-f]{1,32}")) {
            prop_assume!(!line.contains('\r') && !tags.contains('\r'));
            let marker = Marker { tags, job, ..marker(&line) };
            let written = marker.write();
            prop_assert_eq!(written.matches("-->").count(), 1);
            prop_assert_eq!(Marker::find(&format!("words\n\n{written}\n")), Some(marker));
        }
    }
}
