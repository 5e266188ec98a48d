//! The settings that have a few named values, and their names in the file and on the command line.

use crate::config::error::Problem;
use crate::core::changelog::rules::{AlreadyReleased, BackportNumber, DirectCommits, Order, PreReleases, Recognition};
use crate::core::ledger::metrics::ActKind;
use crate::core::version::{ReleaseKind, Scheme};

/// A setting that is one of a few named values.
pub trait Choice: Copy + PartialEq + 'static {
    /// Each value with its name, in the order in which they are offered.
    const NAMES: &'static [(&'static str, Self)];
}

/// Returns the value of this name; the error offers the names that there are.
pub fn named<Value: Choice>(word: &str) -> Result<Value, Problem> {
    match Value::NAMES.iter().find(|(name, _)| *name == word) {
        Some((_, value)) => Ok(*value),
        None => Err(Problem::Choice {
            word: word.to_owned(),
            names: Value::NAMES.iter().map(|(name, _)| (*name).to_owned()).collect(),
        }),
    }
}

/// Returns the name of a value.
pub fn name_of<Value: Choice>(value: Value) -> &'static str {
    Value::NAMES.iter().find(|(_, known)| *known == value).map_or("", |(name, _)| name)
}

/// How a changelog is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// As the projects of Jupyter write it.
    #[default]
    Jupyter,
    /// As keepachangelog.com describes it.
    KeepAChangelog,
    /// As GitHub's release page writes it.
    Github,
    /// Without markup.
    Plain,
    /// For programs.
    Json,
}

impl Choice for Format {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("jupyter", Self::Jupyter),
        ("keep-a-changelog", Self::KeepAChangelog),
        ("github", Self::Github),
        ("plain", Self::Plain),
        ("json", Self::Json),
    ];
}

impl Choice for ActKind {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("labelled", Self::Labelled),
        ("closed", Self::Closed),
        ("commented", Self::Commented),
        ("assigned", Self::Assigned),
    ];
}

impl Choice for Scheme {
    const NAMES: &'static [(&'static str, Self)] = Scheme::NAMES;
}

/// What a line may take; a pre-release is none of its own.
impl Choice for ReleaseKind {
    const NAMES: &'static [(&'static str, Self)] =
        &[("patch", Self::Patch), ("minor", Self::Minor), ("major", Self::Major)];
}

impl Choice for BackportNumber {
    const NAMES: &'static [(&'static str, Self)] = &[("original", Self::Original), ("backport", Self::Backport)];
}

impl Choice for Recognition {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("already-released", Self::AlreadyReleased),
        ("backports", Self::Backports),
        ("bots", Self::Bots),
        ("housekeeping", Self::Housekeeping),
        ("reverts", Self::Reverts),
    ];
}

impl Choice for AlreadyReleased {
    const NAMES: &'static [(&'static str, Self)] = &[("mark", Self::Mark), ("omit", Self::Omit)];
}

impl Choice for DirectCommits {
    const NAMES: &'static [(&'static str, Self)] = &[("show", Self::Show), ("omit", Self::Omit)];
}

impl Choice for Order {
    const NAMES: &'static [(&'static str, Self)] = &[("number", Self::Number), ("merge", Self::Merge)];
}

impl Choice for PreReleases {
    const NAMES: &'static [(&'static str, Self)] =
        &[("collapse", Self::Collapse), ("keep", Self::Keep), ("both", Self::Both)];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_both_ways() {
        assert_eq!(named::<Order>("merge"), Ok(Order::Merge));
        assert_eq!(name_of(PreReleases::Both), "both");
        assert_eq!(name_of(Format::KeepAChangelog), "keep-a-changelog");
    }

    #[test]
    fn other_words_are_refused() {
        let problem = named::<Format>("keepachangelog").unwrap_err();
        assert_eq!(problem.to_string(), "`keepachangelog` is not one of the values");
        assert_eq!(problem.hint().unwrap(), "did you mean `keep-a-changelog`?");
    }
}
