//! The labels of a project, and which section of the changelog each of them means.

use std::collections::BTreeMap;

use crate::core::changelog::rules::{OTHER, Rules, title_prefixes};

/// The labels of a project, sorted by what becomes of the changes that have them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// Those that a section has already, with the key of the section.
    pub known: Vec<(String, String)>,
    /// Those that no section has, by the section that they seem to mean.
    pub proposed: Vec<SectionLabels>,
    /// Those that seem to say that a change needs no entry, and that are not known yet.
    pub excluded: Vec<String>,
    /// How many say nothing of the kind of a change.
    pub others: usize,
}

/// The labels of a section that are to be added to those that it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionLabels {
    /// The key of the section: `bug`.
    pub key: String,
    /// The labels that it has.
    pub has: Vec<String>,
    /// The labels that are new.
    pub new: Vec<String>,
}

/// What labels are called that mean a section, in their plain form: lower case, words joined by `-`.
const MEANINGS: [(&str, &[&str]); 9] = [
    ("security", &["security", "vulnerability", "cve", "security-fix", "security-update"]),
    (
        "breaking",
        &[
            "breaking",
            "breaking-change",
            "backward-incompatible",
            "backwards-incompatible",
            "bc-break",
            "semver-major",
            "api-break",
            "api-breaking",
            "incompatible",
            "backward-compatibility-break",
            "breaks-compatibility",
            "compatibility-break",
            "major",
            "major-change",
            "api-change",
        ],
    ),
    ("new", &["feature", "new-feature", "feat", "feature-request", "new", "semver-minor", "added"]),
    ("deprecation", &["deprecation", "deprecated", "deprecate"]),
    (
        "enhancement",
        &[
            "enhancement",
            "improvement",
            "performance",
            "perf",
            "optimization",
            "optimisation",
            "polish",
            "ux",
            "changed",
            "improve",
        ],
    ),
    ("bug", &["bug", "bugfix", "bug-fix", "fix", "regression", "crash", "defect", "fixed", "hotfix", "semver-patch"]),
    (
        "maintenance",
        &[
            "maintenance",
            "maint",
            "chore",
            "refactor",
            "refactoring",
            "cleanup",
            "clean-up",
            "tech-debt",
            "technical-debt",
            "internal",
            "dependency",
            "upkeep",
            "housekeeping",
            "code-quality",
            "deps",
            "tidy",
        ],
    ),
    ("documentation", &["documentation", "docs", "doc"]),
    (
        "ci",
        &[
            "ci",
            "continuous-integration",
            "build",
            "github-action",
            "infrastructure",
            "infra",
            "test",
            "testing",
            "ci-cd",
        ],
    ),
];

/// What labels are called that keep a change out of the changelog.
const EXCLUDED: [&str; 9] = [
    "skip-changelog",
    "no-changelog",
    "changelog-skip",
    "changelog-none",
    "changelog-not-needed",
    "no-changelog-needed",
    "no-changelog-entry-needed",
    "skip-news",
    "no-news",
];

/// Words before a `:`, `/` or `-` that say: what follows is the kind of the change.
const KINDS: [&str; 18] = [
    "type",
    "kind",
    "category",
    "cat",
    "pr",
    "change",
    "changetype",
    "change-type",
    "changelog",
    "release-note",
    "release-notes",
    "topic",
    "impact",
    "semver",
    "t",
    "c",
    "k",
    "pr-type",
];

/// Words that say: what follows is the part of the project that is changed.
const PARTS: [&str; 6] = ["area", "a", "component", "comp", "scope", "part"];

/// Sorts the labels that are in use by what becomes of the changes that have them.
pub fn sort_labels(labels: &[String], rules: &Rules) -> Labels {
    let mut sorted = Labels::default();
    for label in labels {
        let alone = std::slice::from_ref(label);
        if let Some(section) = rules.sections.iter().find(|section| section.claims(alone, &[], &[]).is_some()) {
            sorted.known.push((label.clone(), section.key.clone()));
            continue;
        }
        if rules.exclude.by_label(alone).is_some() {
            continue;
        }
        let names = plain_names(label);
        if names.iter().any(|(_, name)| EXCLUDED.contains(&name.as_str())) {
            sorted.excluded.push(label.clone());
            continue;
        }
        let meant = names.iter().find_map(|(is_part, name)| meaning(name, *is_part));
        match meant.and_then(|key| rules.sections.iter().find(|section| section.key == key)) {
            Some(section) => match sorted.proposed.iter_mut().find(|proposed| proposed.key == section.key) {
                Some(proposed) => proposed.new.push(label.clone()),
                None => sorted.proposed.push(SectionLabels {
                    key: section.key.clone(),
                    has: section.labels.clone(),
                    new: vec![label.clone()],
                }),
            },
            None => sorted.others += 1,
        }
    }
    let place = |key: &str| rules.sections.iter().position(|section| section.key == key);
    sorted.proposed.sort_by_key(|proposed| place(&proposed.key));
    sorted
}

/// Returns the key of the section that a plain name means. The name of a part of the project means one only where the part
/// is no part of what is shipped.
fn meaning(name: &str, is_part: bool) -> Option<&'static str> {
    let singular = ["s", "es"].map(|end| name.strip_suffix(end).unwrap_or(name));
    let is_meant = |names: &[&str]| names.contains(&name) || singular.iter().any(|one| names.contains(one));
    let key = MEANINGS.iter().find(|(_, names)| is_meant(names)).map(|(key, _)| *key)?;
    (!is_part || ["documentation", "ci"].contains(&key)).then_some(key)
}

/// Returns what a label may be called without what stands around its name: `bug` of `Type: Bug`, `kind/bug`, `🐛 bug` and
/// `C-bug`; with whether it is the name of a part.
fn plain_names(label: &str) -> Vec<(bool, String)> {
    let whole = joined(label);
    let mut names = vec![(false, whole.clone())];
    let split = label.split_once([':', '/']).map(|(before, rest)| (joined(before), joined(rest)));
    // A single letter before a hyphen, as in the projects of Rust.
    let letter = whole.split_once('-').filter(|(before, _)| before.len() == 1);
    let letter = letter.map(|(before, rest)| (before.to_owned(), rest.to_owned()));
    for (before, rest) in split.into_iter().chain(letter) {
        if KINDS.contains(&before.as_str()) {
            names.push((false, rest));
        } else if PARTS.contains(&before.as_str()) {
            names.push((true, rest));
        }
    }
    names
}

/// Returns the words of a text in lower case, joined by `-`: without pictures, and without the names of pictures
/// (`:bug:`) where other words are there.
fn joined(text: &str) -> String {
    let bare = text.trim();
    let bare = bare
        .strip_prefix(':')
        .and_then(|rest| rest.split_once(':'))
        .map_or(bare, |(picture, rest)| if rest.trim().is_empty() { picture } else { rest });
    let lower = bare.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// Returns the prefixes that titles have, with how many have them and the key of the section that claims them, where one
/// does; the commonest first, and none that stands there only once.
pub fn prefixes_in_use(titles: &[String], rules: &Rules) -> Vec<(String, usize, Option<String>)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for prefix in titles.iter().flat_map(|title| title_prefixes(title)) {
        *counts.entry(prefix).or_default() += 1;
    }
    let section = |prefix: &String| {
        let found =
            rules.sections.iter().find(|section| section.claims(&[], std::slice::from_ref(prefix), &[]).is_some());
        found.filter(|section| section.key != OTHER).map(|section| section.key.clone())
    };
    let mut found: Vec<_> = counts
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .map(|(prefix, count)| {
            let key = section(&prefix);
            (prefix, count, key)
        })
        .collect();
    found.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(labels: &[&str]) -> String {
        let labels: Vec<String> = labels.iter().map(ToString::to_string).collect();
        let sorted = sort_labels(&labels, &Rules::default());
        let mut parts: Vec<String> = sorted.known.iter().map(|(label, key)| format!("{label} is {key}")).collect();
        parts.extend(sorted.proposed.iter().map(|one| format!("{} + {}", one.key, one.new.join(", "))));
        parts.extend(sorted.excluded.iter().map(|label| format!("{label} is excluded")));
        format!("{}; {} others", parts.join("; "), sorted.others)
    }

    #[test]
    fn labels_mean_a_section_however_they_are_written() {
        assert_eq!(told(&["bug", "Documentation"]), "bug is bug; Documentation is documentation; 0 others");
        for label in
            ["type: bug", "kind/bug", "Type:Bug", "C-bug", "🐛 bug", ":bug: Bug Fix", "Bug Fixes", "regression"]
        {
            assert_eq!(told(&[label]), format!("bug + {label}; 0 others"));
        }
        assert_eq!(
            told(&["kind/feature", "semver: major", "area/docs", "changelog: fixed", "Type: Enhancement"]),
            "breaking + semver: major; new + kind/feature; enhancement + Type: Enhancement; \
             bug + changelog: fixed; documentation + area/docs; 0 others"
        );
    }

    #[test]
    fn what_only_sounds_like_one_means_none() {
        let labels = [
            "good first issue",
            "needs bug report",
            "not-a-bug",
            "area: security",
            "help wanted",
            "P-high",
            "status: new?",
            "duplicate",
            "",
            ":",
            "a/b/c",
            "wontfix",
        ];
        assert_eq!(told(&labels), format!("; {} others", labels.len()));
    }

    #[test]
    fn labels_that_leave_out_are_found() {
        assert_eq!(told(&["skip news", "skip-changelog"]), "skip news is excluded; 0 others");
        assert_eq!(told(&["No Changelog Needed"]), "No Changelog Needed is excluded; 0 others");
    }

    #[test]
    fn a_section_keeps_what_it_has() {
        let sorted = sort_labels(&["type: bug".to_owned()], &Rules::default());
        assert_eq!(sorted.proposed[0].has, ["bug", "bugfix", "bugs"]);
    }

    #[test]
    fn each_meaning_is_that_of_a_section() {
        let rules = Rules::default();
        for (key, names) in MEANINGS {
            assert!(rules.sections.iter().any(|section| section.key == key), "{key}");
            assert!(names.iter().all(|name| joined(name) == *name), "{key}");
        }
    }

    #[test]
    fn prefixes_are_counted() {
        let titles = ["FIX: a", "fix(hub): b", "feat!: c", "Wording: d", "wording: e", "hub: f"].map(str::to_owned);
        let found = prefixes_in_use(&titles, &Rules::default());
        assert_eq!(found, [("FIX".to_owned(), 2, Some("bug".to_owned())), ("WORDING".to_owned(), 2, None)]);
    }
}
