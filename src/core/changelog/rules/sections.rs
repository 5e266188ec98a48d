//! The sections of a changelog and what puts a change into one of them.

use std::fmt;

use super::pattern::PathPattern;

/// The key of the section that security fixes without a pull request go to.
pub const SECURITY: &str = "security";
/// The key of the section for changes that break what worked.
pub const BREAKING: &str = "breaking";
/// The key of the section for what is going to go.
pub const DEPRECATION: &str = "deprecation";
/// The key of the section for new features.
pub const NEW: &str = "new";
/// The key of the section for what was mended.
pub const BUG: &str = "bug";
/// The key of the last section, which takes what no rule claims.
pub const OTHER: &str = "other";
/// The prefix that stands for any conventional type with an exclamation mark: `feat!:`, `fix(api)!:`.
pub const BREAKING_MARKER: &str = "TYPE!";

/// One section and its rules. A change belongs to the first section of which any rule holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionRule {
    /// The stable name: `bug`.
    pub key: String,
    /// The heading: `Bugs fixed`.
    pub title: String,
    /// Labels in lower case; `-`, `_` and space are one.
    pub labels: Vec<String>,
    /// Words before `:` or in leading brackets of a title, in upper case; [`BREAKING_MARKER`] among them.
    pub prefixes: Vec<String>,
    /// The change belongs here when all the files that it touches match.
    pub paths: Vec<PathPattern>,
}

/// Which rule put a change into its section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionReason {
    /// A label, as it stands on the pull request.
    Label(String),
    /// A prefix of the title, as the rule writes it.
    Prefix(String),
    /// A footer says what breaks.
    Footer,
    /// All touched files match the paths of the section.
    Paths,
    /// No rule holds.
    Fallback,
}

/// Writes the reason for `explain`: `label "bug"`, `title prefix "FIX"`.
impl fmt::Display for SectionReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Label(label) => write!(formatter, "label \"{label}\""),
            Self::Prefix(prefix) if prefix == BREAKING_MARKER => formatter.write_str("title prefix with \"!\""),
            Self::Prefix(prefix) => write!(formatter, "title prefix \"{prefix}\""),
            Self::Footer => formatter.write_str("footer \"BREAKING CHANGE\""),
            Self::Paths => formatter.write_str("touched paths"),
            Self::Fallback => formatter.write_str("no rule"),
        }
    }
}

impl SectionRule {
    /// Returns a section without rules.
    pub fn new(key: impl Into<String>, title: impl Into<String>) -> Self {
        Self { key: key.into(), title: title.into(), labels: Vec::new(), prefixes: Vec::new(), paths: Vec::new() }
    }

    /// Returns why a change belongs to this section, if it does. `prefixes` are those of its title, from
    /// [`title_prefixes`]; `paths` are the files that it touches, empty where nobody looked.
    pub fn claims(&self, labels: &[String], prefixes: &[String], paths: &[Vec<u8>]) -> Option<SectionReason> {
        let by_label = || labels.iter().find(|label| self.labels.iter().any(|rule| same_label(rule, label)));
        let by_prefix = || self.prefixes.iter().find(|rule| prefixes.contains(rule));
        if let Some(label) = by_label() {
            return Some(SectionReason::Label(label.clone()));
        }
        if let Some(prefix) = by_prefix() {
            return Some(SectionReason::Prefix(prefix.clone()));
        }
        let claimed = |path: &Vec<u8>| self.paths.iter().any(|pattern| pattern.matches(path));
        (!paths.is_empty() && paths.iter().all(claimed)).then_some(SectionReason::Paths)
    }

    /// Returns the sections that hold without a configuration; the last one is [`OTHER`].
    pub(super) fn defaults() -> Vec<Self> {
        DEFAULTS
            .iter()
            .map(|(key, title, labels, prefixes)| Self {
                labels: labels.iter().map(ToString::to_string).collect(),
                prefixes: prefixes.iter().map(ToString::to_string).collect(),
                ..Self::new(*key, *title)
            })
            .collect()
    }
}

/// Key, title, labels, prefixes.
type Row = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

const DEFAULTS: &[Row] = &[
    (SECURITY, "Security", &["security"], &["SECURITY"]),
    (
        BREAKING,
        "API and Breaking Changes",
        &["api-change", "apichange", "breaking", "breaking-change"],
        &["BREAK", "BREAKING", "BRK", "UPGRADE", BREAKING_MARKER],
    ),
    ("new", "New features added", &["feature", "new"], &["NEW", "FEAT", "FEATURE"]),
    ("deprecation", "Deprecated features", &["deprecation", "deprecate"], &["DEPRECATE", "DEPRECATION", "DEP"]),
    ("enhancement", "Enhancements made", &["enhancement", "enhancements"], &["ENH", "ENHANCEMENT", "IMPROVE", "IMP"]),
    ("bug", "Bugs fixed", &["bug", "bugfix", "bugs"], &["FIX", "BUG"]),
    (
        "maintenance",
        "Maintenance and upkeep improvements",
        &["maintenance", "maint"],
        &["MAINT", "MNT", "CHORE", "REFACTOR"],
    ),
    ("documentation", "Documentation improvements", &["documentation", "docs", "doc"], &["DOC", "DOCS"]),
    ("ci", "Continuous integration improvements", &["ci", "continuous-integration"], &["CI"]),
    (OTHER, "Other merged PRs", &[], &[]),
];

/// Returns whether `label` is the one that a rule means: without regard to case, and to `-`, `_` and space.
pub fn same_label(rule: &str, label: &str) -> bool {
    fn folded(text: &str) -> impl Iterator<Item = char> {
        text.trim().chars().flat_map(char::to_lowercase).map(|character| match character {
            '_' | ' ' => '-',
            other => other,
        })
    }
    folded(rule).eq(folded(label))
}

/// Returns the prefixes of a title in upper case: the words in leading brackets (`[DOC]`), and the word before the
/// first `:` with or without a scope (`fix(hub): …`). `feat!: …` gives `FEAT` and [`BREAKING_MARKER`]; several words
/// may be joined by `,` or `/` (`MAINT/DOC: …`).
pub fn title_prefixes(title: &str) -> Vec<String> {
    let mut prefixes = Vec::new();
    let mut rest = title.trim_start();
    while let Some((inside, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        prefixes.extend(words(inside).into_iter().flatten());
        rest = after.trim_start();
    }
    if let Some((before, _)) = rest.split_once(':') {
        let (before, breaking) = match before.strip_suffix('!') {
            Some(before) => (before, true),
            None => (before, false),
        };
        let word = match before.split_once('(') {
            Some((word, scope)) if scope.ends_with(')') => word,
            _ => before,
        };
        if let Some(words) = words(word) {
            prefixes.extend(words);
            if breaking {
                prefixes.push(BREAKING_MARKER.to_owned());
            }
        }
    }
    prefixes
}

/// Returns the joined words of `text` in upper case, `None` where it is a phrase rather than a prefix.
fn words(text: &str) -> Option<Vec<String>> {
    let words: Vec<String> = text.split([',', '/']).map(|word| word.trim().to_uppercase()).collect();
    let is_word = |word: &String| !word.is_empty() && !word.contains(char::is_whitespace);
    words.iter().all(is_word).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_have_prefixes() {
        let cases: &[(&str, &[&str])] = &[
            ("FIX: a thing", &["FIX"]),
            ("fix(hub): a thing", &["FIX"]),
            ("feat!: a thing", &["FEAT", "TYPE!"]),
            ("fix(api)!: a thing", &["FIX", "TYPE!"]),
            ("[Doc] a thing", &["DOC"]),
            ("[5.x] [ENH] a thing", &["5.X", "ENH"]),
            ("[MAINT] CI: a thing", &["MAINT", "CI"]),
            ("MAINT, DOC: a thing", &["MAINT", "DOC"]),
            ("Add proxy: it was missing", &[]),
            ("no prefix", &[]),
            ("[not closed", &[]),
            ("really!? wow!: no", &[]),
            (": empty", &[]),
            ("", &[]),
        ];
        for (title, prefixes) in cases {
            assert_eq!(title_prefixes(title), *prefixes, "{title}");
        }
    }

    #[test]
    fn labels_are_folded() {
        assert!(same_label("breaking-change", "Breaking Change"));
        assert!(same_label("skip_changelog", "skip-changelog"));
        assert!(!same_label("bug", "not-a-bug"));
    }

    #[test]
    fn a_section_needs_all_paths() {
        let mut docs = SectionRule::new("documentation", "Documentation");
        docs.paths = PathPattern::known(&["docs/"]);
        let paths = |paths: &[&str]| paths.iter().map(|path| path.as_bytes().to_vec()).collect::<Vec<_>>();
        assert_eq!(docs.claims(&[], &[], &paths(&["docs/a", "docs/b"])), Some(SectionReason::Paths));
        assert_eq!(docs.claims(&[], &[], &paths(&["docs/a", "src/b"])), None);
        assert_eq!(docs.claims(&[], &[], &[]), None);
    }
}
