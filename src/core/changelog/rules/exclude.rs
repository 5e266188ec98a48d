//! What is left out of a changelog on purpose.

use regex::Regex;

use super::pattern::PathPattern;
use super::sections::same_label;

/// The changes that are not listed. Each question is answered with the rule that holds, in words, for `explain`.
#[derive(Clone, Debug)]
pub struct Exclude {
    /// Labels in lower case; `-`, `_` and space are one.
    pub labels: Vec<String>,
    /// Patterns that are searched for in titles.
    pub titles: Vec<Regex>,
    /// Logins of authors, in any case.
    pub authors: Vec<String>,
    /// A change is left out when all the files that it touches match.
    pub paths: Vec<PathPattern>,
}

impl Exclude {
    /// Returns a value that excludes nothing.
    pub fn nothing() -> Self {
        Self { labels: Vec::new(), titles: Vec::new(), authors: Vec::new(), paths: Vec::new() }
    }

    /// Returns the rule that excludes a change with these labels: `label "skip-changelog"`.
    pub fn by_label<Label: AsRef<str>>(&self, labels: &[Label]) -> Option<String> {
        labels
            .iter()
            .map(AsRef::as_ref)
            .find(|label| self.labels.iter().any(|rule| same_label(rule, label)))
            .map(|label| format!("label \"{label}\""))
    }

    /// Returns the rule that excludes a change with this title: `title pattern "^wip"`.
    pub fn by_title(&self, title: &str) -> Option<String> {
        self.titles.iter().find(|rule| rule.is_match(title)).map(|rule| format!("title pattern \"{rule}\""))
    }

    /// Returns the rule that excludes a change by this author: `author "octocat"`.
    pub fn by_author(&self, login: &str) -> Option<String> {
        self.authors.iter().find(|rule| rule.eq_ignore_ascii_case(login)).map(|rule| format!("author \"{rule}\""))
    }

    /// Returns the rule that excludes a change which touches these files: `paths "docs/", "*.md"`. `None` also when
    /// there is no file.
    pub fn by_paths<Path: AsRef<[u8]>>(&self, paths: &[Path]) -> Option<String> {
        let mut used: Vec<&PathPattern> = Vec::new();
        for path in paths {
            let rule = self.paths.iter().find(|rule| rule.matches(path))?;
            if !used.contains(&rule) {
                used.push(rule);
            }
        }
        let names: Vec<String> = used.iter().map(|rule| format!("\"{rule}\"")).collect();
        (!names.is_empty()).then(|| format!("paths {}", names.join(", ")))
    }
}

impl Default for Exclude {
    /// Returns the labels by which projects usually say that a change needs no entry.
    fn default() -> Self {
        Self { labels: DEFAULT_LABELS.iter().map(ToString::to_string).collect(), ..Self::nothing() }
    }
}

const DEFAULT_LABELS: &[&str] = &[
    "skip-changelog",
    "no-changelog",
    "changelog-skip",
    "changelog:skip",
    "changelog: skip",
    "changelog: none",
    "ignore-for-release",
    "skip-release-notes",
    "no-release-notes",
    "exclude-from-changelog",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_match_names_its_rule() {
        let exclude = Exclude {
            titles: vec![Regex::new("(?i)^wip").unwrap()],
            authors: vec!["octocat".to_owned()],
            paths: PathPattern::known(&["docs/", "*.md"]),
            ..Exclude::default()
        };
        assert_eq!(exclude.by_label(&["bug", "Skip Changelog"]).unwrap(), "label \"Skip Changelog\"");
        assert_eq!(exclude.by_label(&["bug"]), None);
        assert_eq!(exclude.by_title("WIP: x").unwrap(), "title pattern \"(?i)^wip\"");
        assert_eq!(exclude.by_title("x"), None);
        assert_eq!(exclude.by_author("OctoCat").unwrap(), "author \"octocat\"");
        assert_eq!(exclude.by_author("mona"), None);
        assert_eq!(exclude.by_paths(&["README.md", "docs/a", "a.md"]).unwrap(), "paths \"*.md\", \"docs/\"");
        assert_eq!(exclude.by_paths(&["README.md", "src/a"]), None);
        assert_eq!(exclude.by_paths::<&str>(&[]), None);
    }

    #[test]
    fn nothing_is_excluded_by_nothing() {
        assert_eq!(Exclude::nothing().by_label(&["skip-changelog"]), None);
    }
}
