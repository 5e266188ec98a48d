//! What a repository shows of how it is worked on: its series of tags, its titles, its files.

use std::collections::BTreeMap;

use git2::{ObjectType, Sort, TreeWalkMode, TreeWalkResult};
use regex::Regex;

use crate::core::changelog::message::Message;
use crate::git::history::decode;
use crate::git::tags::{A_YEAR, is_usual_prefix, read_all};
use crate::git::{GitError, Repository};

/// A series of release tags: all that have the same words before the version, or no words but the usual ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What stands before the version; empty for the usual prefixes together.
    pub prefix: String,
    /// The prefixes that occur in it.
    pub prefixes: Vec<String>,
    /// How many tags it has.
    pub count: usize,
    /// The name of its newest tag.
    pub newest: String,
    time: i64,
}

/// A month, in seconds.
const A_MONTH: i64 = A_YEAR / 12;

/// Tags whose version follows right after a word, as in `version3.91`: they are no releases where nobody says so.
const AFTER_A_WORD: &str = r"^[A-Za-z][A-Za-z@/_.-]*?(?P<version>\d+\.\d.*)$";

impl Series {
    /// Says whether it is called like a project: `axum-v` is, of `axum`, and so is `@scope/axum@`.
    pub fn is_called(&self, project: &str) -> bool {
        let word = self.prefix.trim_end_matches(['v', 'V']);
        let word = if word.ends_with(|last: char| last.is_ascii_alphanumeric()) { self.prefix.as_str() } else { word };
        let word = word.trim_end_matches(['@', '-', '/', '_', '.']);
        !word.is_empty() && word.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(project))
    }

    /// Returns for how many whole months it has been older than another series.
    pub fn months_behind(&self, other: &Self) -> i64 {
        other.time.saturating_sub(self.time) / A_MONTH
    }

    /// Returns the pattern that only its tags match.
    pub fn pattern(&self) -> String {
        let escaped: Vec<String> = self.prefixes.iter().map(|prefix| regex::escape(prefix)).collect();
        let before = match escaped.as_slice() {
            [one] => one.clone(),
            // The longest first, as the first that matches is taken.
            _ => format!("(?:{})", escaped.iter().rev().cloned().collect::<Vec<_>>().join("|")),
        };
        format!(r"^{before}(?P<version>\d.*)$")
    }
}

impl Repository {
    /// Returns the series of release tags, the one whose newest tag is youngest first.
    pub fn series(&self) -> Result<Vec<Series>, GitError> {
        self.series_by(None)
    }

    fn series_by(&self, pattern: Option<&Regex>) -> Result<Vec<Series>, GitError> {
        let mut all: BTreeMap<String, Series> = BTreeMap::new();
        for tag in read_all(self, pattern)? {
            let prefix = if is_usual_prefix(&tag.prefix) { String::new() } else { tag.prefix.clone() };
            let series = all.entry(prefix.clone()).or_insert_with(|| Series {
                prefix,
                prefixes: Vec::new(),
                count: 0,
                newest: tag.name.clone(),
                time: tag.time,
            });
            series.count += 1;
            if !series.prefixes.contains(&tag.prefix) {
                series.prefixes.push(tag.prefix.clone());
            }
            if tag.time >= series.time {
                (series.time, series.newest) = (tag.time, tag.name.clone());
            }
        }
        let mut all: Vec<Series> = all.into_values().collect();
        for series in &mut all {
            series.prefixes.sort();
        }
        all.sort_by(|one, other| other.time.cmp(&one.time).then_with(|| one.prefix.cmp(&other.prefix)));
        Ok(all)
    }

    /// Returns the series that are still in use: of two tags at least, and with one that is at most a year older than the
    /// newest of all. Where no tag names a version, those whose version follows right after a word.
    pub fn series_in_use(&self) -> Result<Vec<Series>, GitError> {
        let mut all = self.series()?;
        if all.is_empty()
            && let Ok(pattern) = Regex::new(AFTER_A_WORD)
        {
            all = self.series_by(Some(&pattern))?;
        }
        let newest = all.first().map_or(0, |series| series.time);
        all.retain(|series| series.count > 1 && newest.saturating_sub(series.time) <= A_YEAR);
        Ok(all)
    }

    /// Returns the titles of the newest changes of what is checked out, at most `limit`, along first parents. None before
    /// the first commit.
    pub fn newest_titles(&self, limit: usize) -> Result<Vec<String>, GitError> {
        let failed = || GitError::doing("walk the history");
        let Some(head) = self.inner.head().ok().and_then(|head| head.target()) else { return Ok(Vec::new()) };
        let mut walk = self.inner.revwalk().map_err(failed())?;
        walk.set_sorting(Sort::TOPOLOGICAL).map_err(failed())?;
        walk.simplify_first_parent().map_err(failed())?;
        walk.push(head).map_err(failed())?;
        let mut titles = Vec::new();
        for id in walk.take(limit) {
            // A shallow clone ends somewhere.
            let Ok(commit) = id.and_then(|id| self.inner.find_commit(id)) else { break };
            let text = decode(commit.message_bytes(), commit.message_encoding().ok().flatten());
            titles.push(Message::read(&text, commit.parent_count() > 1, None).title);
        }
        Ok(titles)
    }

    /// Returns the paths of the files at `HEAD`, else on the default branch, that `is_wanted` by their path: from the top,
    /// in order. Folders with the code of others are left out.
    pub fn files_like(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
        let head = self.inner.revparse_single("HEAD").ok();
        let head = head.or_else(|| self.inner.revparse_single(&self.default_branch()?).ok());
        let Some(tree) = head.and_then(|head| head.peel_to_tree().ok()) else { return Vec::new() };
        let mut found = Vec::new();
        let walked = tree.walk(TreeWalkMode::PreOrder, |folder, entry| {
            let Ok(name) = entry.name() else { return TreeWalkResult::Skip };
            if entry.kind() == Some(ObjectType::Tree) {
                let is_of_others = ["node_modules", "vendor", "third_party", "testdata", "fixtures"].contains(&name);
                return if is_of_others { TreeWalkResult::Skip } else { TreeWalkResult::Ok };
            }
            let path = format!("{folder}{name}");
            if entry.kind() == Some(ObjectType::Blob) && is_wanted(&path) {
                found.push(path);
            }
            TreeWalkResult::Ok
        });
        // What was found before something could not be read is good.
        drop(walked);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_called_like_a_project() {
        let called = |prefix: &str| {
            let prefixes = vec![prefix.to_owned()];
            Series { prefix: prefix.to_owned(), prefixes, count: 2, newest: String::new(), time: 0 }.is_called("axum")
        };
        for prefix in ["axum-v", "axum@", "axum-", "Axum/", "@tokio/axum@", "axum"] {
            assert!(called(prefix), "{prefix}");
        }
        for prefix in ["axum-macros-v", "axum-v2-", "", "v", "my-axum-v"] {
            assert!(!called(prefix), "{prefix}");
        }
    }
}
