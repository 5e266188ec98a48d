//! What no rule put into a section, and the label that it could get.

use std::collections::BTreeMap;

use crate::cli::next::outlook::Outlook;
use crate::core::changelog::model::Change;
use crate::core::changelog::rules::OTHER;
use crate::core::changelog::suggest::{Suggestion, suggest};
use crate::core::history::CommitId;
use crate::failure::Failure;
use crate::git::Paths;

/// A pull request without a section.
pub(super) struct Uncategorised {
    pub(super) change: Change,
    pub(super) suggestion: Option<Suggestion>,
}

impl Uncategorised {
    /// Returns the command that gives it the label.
    pub(super) fn command(&self) -> Option<String> {
        let (number, label) = (self.change.number?, &self.suggestion.as_ref()?.label);
        let is_plain = label.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.:/".contains(letter));
        let label = if is_plain { label.clone() } else { format!("'{}'", label.replace('\'', r"'\''")) };
        Some(format!("gh pr edit {number} --add-label {label}"))
    }
}

/// What no rule put into a section.
pub(super) struct Without {
    /// The pull requests; none where their labels are not known.
    pub(super) pull_requests: Vec<Uncategorised>,
    /// How many pull requests there are, also where their labels are not known.
    pub(super) count: usize,
    /// How many commits without a pull request there are besides.
    pub(super) commits: usize,
}

/// Finds what no rule put into a section. Without GitHub nobody knows which labels there are, so no label is suggested.
pub(super) fn find(outlook: &Outlook<'_>) -> Result<Without, Failure> {
    let changelog = &outlook.changelog;
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    let all = changelog.sections.iter().flat_map(|section| &section.changes);
    for label in all.flat_map(|change| &change.labels) {
        *used.entry(label.clone()).or_default() += 1;
    }
    let others = changelog.sections.iter().filter(|section| section.key == OTHER);
    let (numbered, commits): (Vec<&Change>, Vec<&Change>) =
        others.flat_map(|section| &section.changes).partition(|change| change.number.is_some());
    let mut paths = Paths::new(&outlook.reading.repository);
    let mut pull_requests = Vec::new();
    for change in numbered.iter().filter(|_| changelog.source.github) {
        let mut touched = Vec::new();
        if let Some(commit) = CommitId::parse(&change.commit) {
            paths.changed(commit, &mut |path| {
                touched.push(path.to_vec());
                true
            });
        }
        let suggestion = suggest(&outlook.reading.config.rules, &used, &change.title, &touched);
        pull_requests.push(Uncategorised { change: (*change).clone(), suggestion });
    }
    paths.finish()?;
    Ok(Without { pull_requests, count: numbered.len(), commits: commits.len() })
}
