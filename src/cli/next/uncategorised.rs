//! What no rule put into a section, and the label that it could get.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::cli::next::outlook::Outlook;
use crate::cli::range::Reading;
use crate::core::changelog::model::{Change, Changelog};
use crate::core::changelog::rules::OTHER;
use crate::core::changelog::suggest::{Suggestion, suggest};
use crate::core::history::CommitId;
use crate::failure::Failure;
use crate::git::Paths;
use crate::github::{Client, GithubError, Label, labels, on_network};
use crate::guide::Github;

/// A pull request without a section.
pub(in crate::cli) struct Uncategorised {
    pub(in crate::cli) change: Change,
    pub(super) suggestion: Option<Suggestion>,
}

impl Uncategorised {
    /// Returns the command that gives it the label.
    pub(in crate::cli) fn command(&self) -> Option<String> {
        let (number, label) = (self.change.number?, self.suggestion.as_ref()?.label.as_ref()?);
        let is_plain = label.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.:/".contains(letter));
        let label = if is_plain { label.clone() } else { format!("'{}'", label.replace('\'', r"'\''")) };
        Some(format!("gh pr edit {number} --add-label {label}"))
    }
}

/// What no rule put into a section.
pub(in crate::cli) struct Without {
    /// The pull requests; none where their labels are not known.
    pub(in crate::cli) pull_requests: Vec<Uncategorised>,
    /// How many pull requests there are, also where their labels are not known.
    pub(in crate::cli) count: usize,
    /// How many commits without a pull request there are besides.
    pub(in crate::cli) commits: usize,
}

impl Without {
    /// Returns it for programs.
    pub(in crate::cli) fn json(&self) -> Value {
        let pull_requests: Vec<Value> = self
            .pull_requests
            .iter()
            .map(|one| {
                let suggestion = one.suggestion.as_ref();
                json!({
                    "number": one.change.number, "title": one.change.title,
                    "label": suggestion.and_then(|found| found.label.as_ref()), "section": suggestion.map(|found| &found.section),
                    "why": suggestion.map(|found| &found.why), "command": one.command(),
                })
            })
            .collect();
        json!({"count": self.count, "commits": self.commits, "pull_requests": pull_requests})
    }
}

/// Finds what no rule put into a section. Without GitHub nobody knows which labels there are, so no label is suggested.
pub(super) fn find(outlook: &Outlook<'_>) -> Result<Without, Failure> {
    uncategorised(&outlook.reading, &outlook.changelog)
}

/// Returns the labels of the repository; none where GitHub does not tell them.
fn labels_there(reading: &Reading<'_>) -> Vec<Label> {
    let Github::Reachable { site, token, project } = reading.connection.access() else { return Vec::new() };
    let asked: Result<Vec<Label>, GithubError> =
        on_network(async { labels(&Client::new(&site, token, reading.patience())?, &project).await });
    asked.unwrap_or_default()
}

/// Finds what no rule put into a section of a changelog.
pub(in crate::cli) fn uncategorised(reading: &Reading<'_>, changelog: &Changelog) -> Result<Without, Failure> {
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    let all = changelog.sections.iter().flat_map(|section| &section.changes);
    for label in all.flat_map(|change| &change.labels) {
        *used.entry(label.clone()).or_default() += 1;
    }
    let others = changelog.sections.iter().filter(|section| section.key == OTHER);
    let (numbered, commits): (Vec<&Change>, Vec<&Change>) =
        others.flat_map(|section| &section.changes).partition(|change| change.number.is_some());
    let mut paths = Paths::new(&reading.repository);
    let mut pull_requests = Vec::new();
    let mut is_asked = false;
    for change in numbered.iter().filter(|_| changelog.source.github) {
        let mut touched = Vec::new();
        if let Some(commit) = CommitId::parse(&change.commit) {
            paths.changed(commit, &mut |path| {
                touched.push(path.to_vec());
                true
            });
        }
        let mut suggestion = suggest(&reading.config.rules, &used, &change.title, &touched);
        if !is_asked && suggestion.as_ref().is_some_and(|found| found.label.is_none()) {
            // What the range does not use, the repository may have.
            is_asked = true;
            for label in labels_there(reading) {
                used.entry(label.name).or_insert(label.merged);
            }
            suggestion = suggest(&reading.config.rules, &used, &change.title, &touched);
        }
        pull_requests.push(Uncategorised { change: (*change).clone(), suggestion });
    }
    paths.finish()?;
    Ok(Without { pull_requests, count: numbered.len(), commits: commits.len() })
}
