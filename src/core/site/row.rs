//! What stands in the lists of pages. Texts are [`Words`]: nothing else may come from the records.

use jiff::civil::Date;
use serde::Serialize;

use crate::core::site::Words;

/// Somebody, as a page may name them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Who {
    /// The login; empty for somebody who is not to be named.
    pub login: Words,
    /// Their page, where they have one.
    pub page: Option<String>,
}

/// A release in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReleaseRow {
    /// The tag.
    pub tag: Words,
    /// The project, where the site is about several.
    pub project: Option<Words>,
    /// Its page.
    pub page: String,
    /// The day.
    pub date: Option<Date>,
    /// `major`, `minor`, `patch`, `pre-release` or another word; may be empty.
    pub kind: Words,
    /// Whether it mended something that could be exploited.
    pub security: bool,
    /// Who cut it.
    pub released_by: Vec<Who>,
    /// Who helped.
    pub mentored_by: Vec<Who>,
    /// Who put the name forward.
    pub sponsored_by: Vec<Who>,
    /// Who watched.
    pub shadowed_by: Vec<Who>,
}

/// A slot that is ahead, or who would be asked for one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NextRow {
    /// The project, where the site is about several.
    pub project: Option<Words>,
    /// What is released.
    pub what: Words,
    /// The day or both days; empty where it is not planned.
    pub when: String,
    /// `open`, `offered` or `accepted`; `overdue` where its day went by without the release; `next in turn` where it is not
    /// planned.
    pub state: &'static str,
    /// Who cuts it.
    pub shepherd: Option<Who>,
    /// Who mentors.
    pub mentor: Option<Who>,
    /// Who learns beside them.
    pub learner: Option<Who>,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FigureRow {
    /// The name in links.
    pub key: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What it says.
    pub value: String,
    /// What it was counted from: `7 releases`.
    pub counted: String,
    /// The days that were looked at.
    pub window: String,
    /// What it means.
    pub definition: &'static str,
    /// Whether it was counted from enough.
    pub is_enough: bool,
}

/// A page with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Its name.
    pub name: Words,
    /// Its path.
    pub page: String,
}

/// One step of a run.
#[derive(Clone, Debug, Serialize)]
pub struct StepRow {
    /// What it is called.
    pub title: Words,
    /// When it began, in UTC.
    pub began: String,
    /// How long it took; empty where it did not end.
    pub took: String,
    /// Who did it.
    pub who: Who,
    /// How it ended, in one word.
    pub end: &'static str,
    /// How often it was tried again.
    pub tries: usize,
    /// Whether it waited for a mentor.
    pub mentor: bool,
}

/// Somebody in the list.
#[derive(Clone, Debug, Serialize)]
pub struct PersonRow {
    /// Who.
    pub who: Who,
    /// Their name; may be empty.
    pub name: Words,
    /// Whom they are with today; may be empty.
    pub organisation: Words,
    /// How many releases they cut, and in how many they mentored.
    pub led: usize,
    /// See above.
    pub mentored: usize,
    /// The last day on which they cut one.
    pub last: Option<Date>,
    /// Their rung, where they show it.
    pub rung: Option<&'static str>,
}

/// Two people, one of whom mentored the other in releases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PairRow {
    /// Who helped.
    pub mentor: Who,
    /// Who cut them.
    pub mentee: Who,
    /// In how many.
    pub count: usize,
    /// The first and the last day.
    pub first: Option<Date>,
    /// See above.
    pub last: Option<Date>,
}

/// A pairing that goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PairingRow {
    /// Who helps.
    pub mentor: Who,
    /// Who learns.
    pub mentee: Who,
    /// Since when.
    pub since: Option<Date>,
    /// When they talk next, where both show it.
    pub check_in: Words,
}

/// What somebody carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LoadRow {
    /// Who.
    pub who: Who,
    /// Releases that they cut, and in which they mentored, in the window.
    pub led: usize,
    /// See above.
    pub mentored: usize,
    /// Mentees today.
    pub mentees: u32,
    /// The most that they take on: releases and mentees at a time.
    pub capacity: String,
}

/// Somebody on a rung.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RungRow {
    /// Who.
    pub who: Who,
    /// Its word.
    pub rung: &'static str,
    /// What they did.
    pub evidence: String,
    /// What is next; may be empty.
    pub next: String,
}

/// A table that is made elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The titles of its columns.
    pub head: Vec<Words>,
    /// Its rows.
    pub rows: Vec<Vec<Words>>,
}
