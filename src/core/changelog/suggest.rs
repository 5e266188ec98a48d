//! The label that a change without one could get: by the files that it touches, else by the words of its title.

use std::collections::BTreeMap;

use crate::core::changelog::rules::{BREAKING, Rules};

/// A label for a change that no rule put into a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The key of the section that the change would stand in.
    pub section: String,
    /// The label that the project has for it; `None` where it has none.
    pub label: Option<String>,
    /// What such a label would be called.
    pub usual: String,
    /// Why, as a fragment: `the title begins with "Fix"`.
    pub why: String,
}

/// What the first word of a title says; the first row that has it counts.
const FIRST_WORDS: [(&str, &[&str]); 6] = [
    (
        "bug",
        &[
            "fix",
            "fixes",
            "fixed",
            "fixing",
            "fixup",
            "avoid",
            "avoids",
            "prevent",
            "prevents",
            "handle",
            "handles",
            "correct",
            "corrects",
            "repair",
            "restore",
            "resolve",
            "resolves",
            "ensure",
            "workaround",
            "don't",
            "revert",
        ],
    ),
    ("deprecation", &["deprecate", "deprecates", "deprecated", "deprecating"]),
    (
        "new",
        &["add", "adds", "added", "adding", "implement", "implements", "introduce", "introduces", "support", "new"],
    ),
    (
        "enhancement",
        &[
            "improve", "improves", "allow", "allows", "enable", "enables", "extend", "extends", "optimize", "optimise",
            "speed", "enhance", "expose", "make",
        ],
    ),
    ("documentation", &["document", "documents", "docs", "doc", "explain", "clarify", "mention"]),
    (
        "maintenance",
        &[
            "bump",
            "update",
            "updates",
            "upgrade",
            "pin",
            "unpin",
            "refactor",
            "refactors",
            "rename",
            "renames",
            "cleanup",
            "clean",
            "simplify",
            "move",
            "moves",
            "remove",
            "removes",
            "drop",
            "test",
            "tests",
            "lint",
            "format",
            "reformat",
            "use",
            "typing",
        ],
    ),
];

/// What a word anywhere in a title says.
const WORDS: [(&str, &[&str]); 3] = [
    ("documentation", &["docs", "documentation", "docstring", "docstrings", "readme", "typo", "typos", "tutorial"]),
    ("ci", &["ci", "workflow", "workflows", "codecov", "pre-commit", "precommit", "dependabot"]),
    ("maintenance", &["tests", "test", "flaky", "lint", "ruff", "mypy", "typing"]),
];

/// What breaks whoever uses the project.
const BREAKS: [&str; 5] =
    ["drop support", "drops support", "remove support", "remove deprecated", "backwards-incompatible"];

/// Returns the label that a change could get; `None` where nothing tells. `used` are the labels of other changes with how
/// often each was used, `paths` the files that the change touches. A label that the project does not use is none of its own.
pub fn suggest(rules: &Rules, used: &BTreeMap<String, usize>, title: &str, paths: &[Vec<u8>]) -> Option<Suggestion> {
    let (key, why) = by_paths(paths).or_else(|| by_title(title))?;
    let section = rules.sections.iter().find(|section| section.key == key)?;
    let plain = |label: &str| label.to_lowercase().replace(['_', ' '], "-");
    let is_own = |label: &&String| section.labels.iter().any(|own| plain(own) == plain(label));
    let known = used.iter().filter(|(label, _)| is_own(label)).max_by_key(|(label, count)| (**count, *label));
    let usual = section.labels.first()?.clone();
    Some(Suggestion { section: key.to_owned(), label: known.map(|(label, _)| label.clone()), usual, why })
}

fn by_paths(paths: &[Vec<u8>]) -> Option<(&'static str, String)> {
    let paths: Vec<String> = paths.iter().map(|path| String::from_utf8_lossy(path).to_lowercase()).collect();
    let all = |is: &dyn Fn(&str) -> bool| !paths.is_empty() && paths.iter().all(|path| is(path));
    let begins = |path: &str, folders: &[&str]| folders.iter().any(|folder| path.starts_with(folder));
    let is_ci = |path: &str| {
        begins(path, &[".github/workflows/", ".github/actions/", ".circleci/", ".azure-pipelines", ".ci/", "ci/"])
            || [".gitlab-ci.yml", ".travis.yml", "azure-pipelines.yml", "appveyor.yml", "codecov.yml"].contains(&path)
    };
    let is_documentation = |path: &str| {
        begins(path, &["docs/", "doc/", "documentation/", "website/"])
            || [".md", ".rst", ".adoc"].iter().any(|ending| path.ends_with(ending))
    };
    let is_test = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        path.split('/').any(|part| ["test", "tests", "testing", "__tests__"].contains(&part))
            || name.starts_with("test_")
    };
    let found = if all(&is_ci) {
        ("ci", "it touches only what CI runs")
    } else if all(&is_documentation) {
        ("documentation", "it touches only documentation")
    } else if all(&is_test) {
        ("maintenance", "it touches only tests")
    } else {
        return None;
    };
    Some((found.0, found.1.to_owned()))
}

fn by_title(title: &str) -> Option<(&'static str, String)> {
    let lower = title.to_lowercase();
    if let Some(words) = BREAKS.iter().find(|words| lower.contains(**words)) {
        return Some((BREAKING, format!("the title says \"{words}\"")));
    }
    let is_edge = |letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '\'';
    let words: Vec<&str> = lower.split(char::is_whitespace).map(|word| word.trim_matches(is_edge)).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let first = words.first()?;
    let of_first =
        |rows: &[(&'static str, &[&str])]| rows.iter().find(|(_, known)| known.contains(first)).map(|(key, _)| *key);
    let by_first = of_first(&FIRST_WORDS).map(|key| (key, format!("the title begins with \"{first}\"")));
    // "Fix typo in the docs" and "Add a workflow" are about those, whatever is done with them.
    let about = WORDS.iter().find_map(|(key, known)| {
        let word = words.iter().find(|word| known.contains(word))?;
        Some((*key, format!("the title says \"{word}\"")))
    });
    about.or(by_first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(title: &str, paths: &[&str], used: &[(&str, usize)]) -> String {
        let paths: Vec<Vec<u8>> = paths.iter().map(|path| path.as_bytes().to_vec()).collect();
        let used = used.iter().map(|(label, count)| ((*label).to_owned(), *count)).collect();
        match suggest(&Rules::default(), &used, title, &paths) {
            Some(found) => format!("{}: {}", found.label.unwrap_or(found.usual), found.why),
            None => "nothing".to_owned(),
        }
    }

    #[test]
    fn files_tell_more_than_words() {
        assert_eq!(told("Fix the build", &[".github/workflows/test.yml"], &[]), "ci: it touches only what CI runs");
        assert_eq!(told("Fix it", &["docs/a.md", "README.md"], &[]), "documentation: it touches only documentation");
        assert_eq!(told("Fix it", &["src/a.rs", "docs/a.md"], &[]), "bug: the title begins with \"fix\"");
        assert_eq!(told("Speed it up", &["src/tests/a.rs"], &[]), "maintenance: it touches only tests");
    }

    #[test]
    fn words_tell() {
        assert_eq!(told("Avoid a race on exit", &[], &[]), "bug: the title begins with \"avoid\"");
        assert_eq!(told("Add a spawner", &[], &[]), "feature: the title begins with \"add\"");
        assert_eq!(told("Fix typo in a message", &[], &[]), "documentation: the title says \"typo\"");
        assert_eq!(told("Drop support for 3.8", &[], &[]), "api-change: the title says \"drop support\"");
        assert_eq!(told("Hub: one more thing", &[], &[]), "nothing");
        assert_eq!(told("", &[], &[]), "nothing");
    }

    #[test]
    fn a_label_that_the_project_does_not_use_is_none() {
        let used = |label: &str| BTreeMap::from([(label.to_owned(), 1)]);
        let label = |used| suggest(&Rules::default(), &used, "Fix it", &[]).and_then(|found| found.label);
        assert_eq!(label(used("feature")), None);
        assert_eq!(label(used("bug")).as_deref(), Some("bug"));
    }

    #[test]
    fn the_projects_own_label_is_taken() {
        assert_eq!(told("Fix it", &[], &[("bugfix", 2), ("bug", 1)]), "bugfix: the title begins with \"fix\"");
        assert_eq!(told("Fix it", &[], &[("Bugs", 2)]), "Bugs: the title begins with \"fix\"");
    }
}
