//! The body of a draft release: what was generated, and what people wrote around it and into it.

use std::collections::HashSet;

use crate::core::changelog::document::{DocumentError, Generated, Options, PreReleases, Report, merge};
use crate::core::draft::block::END;
use crate::core::draft::notes::{emptied, empty, filled, merged as merged_notes};
use crate::core::draft::{Marker, Notice};
use crate::failure::{Failure, Kind};

/// So many characters GitHub takes as the body of a release.
pub const LONGEST_BODY: usize = 125_000;

/// Stands before what was generated. What stands before it is a person's.
const BEGIN: &str = "<!-- shepherd: changes -->";
/// Begins the last line of what was generated. What stands after it is a person's.
const BASE: &str = "<!-- shepherd: base ";
/// Stands for the heading of the section, which the title of the release takes the place of.
const HEADING: &str = "# Unreleased";

/// Why a body cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// What is there is not understood.
    #[error("{0}")]
    Document(#[from] DocumentError),
    /// What people wrote leaves no room.
    #[error("the body would have {length} characters, and GitHub takes {LONGEST_BODY}")]
    TooLong {
        /// How many there would be.
        length: usize,
    },
}

impl From<BodyError> for Failure {
    fn from(error: BodyError) -> Self {
        let failure = Self::new(Kind::Refused, format!("the body of the draft release: {error}"));
        failure.hint("edit it on GitHub, or delete the draft, and run this again; nothing was changed")
    }
}

/// A body that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftBody {
    /// All of it.
    pub text: String,
    /// How many changes are not listed, and how many upgrade notes: there is no room for them.
    pub left_out: [usize; 2],
    /// The keys of the upgrade notes that it does not show, as a person took their block out.
    pub unlisted: Vec<String>,
    /// The keys of the changes that it lists still though they are not generated any more: a person changed their lines.
    pub outdated: Vec<String>,
}

/// What a body lists, as much of it as there is room for.
pub struct Listing<'a, Trouble> {
    /// How many there are.
    pub count: usize,
    /// Returns the section of what is unreleased with so many of them, without a version.
    pub first: &'a dyn Fn(usize) -> Result<Generated, Trouble>,
}

impl DraftBody {
    /// Makes the body of a draft that has the body `before` now, or makes the first one. A body that would be too long
    /// lists fewer changes, and then fewer notes. What is not among them any more goes, but for what people made of it.
    pub fn compose<Trouble: From<BodyError>>(
        before: Option<&str>,
        marker: &Marker,
        notice: &Notice,
        changes: &Listing<'_, Trouble>,
        notes: &Listing<'_, Trouble>,
    ) -> Result<Self, Trouble> {
        let keys = |all: &Generated| -> Vec<String> { all.entries.iter().map(|entry| entry.key.clone()).collect() };
        let all = [keys(&(changes.first)(changes.count)?), keys(&(notes.first)(notes.count)?)];
        let with = |[listed, noted]: [usize; 2]| -> Result<Self, Trouble> {
            let generated = [(changes.first)(listed)?, (notes.first)(noted)?];
            Ok(compose(before, marker, notice, &generated, &all).map_err(BodyError::Document)?)
        };
        let whole = with([changes.count, notes.count])?;
        if whole.fits() {
            return Ok(whole);
        }
        let without_changes = with([0, notes.count])?;
        if without_changes.fits() {
            return most(changes.count, without_changes, |listed| with([listed, notes.count]));
        }
        let without_both = with([0, 0])?;
        if !without_both.fits() {
            return Err(BodyError::TooLong { length: without_both.length() }.into());
        }
        most(notes.count, without_both, |noted| with([0, noted]))
    }

    fn length(&self) -> usize {
        self.text.chars().count()
    }

    fn fits(&self) -> bool {
        self.length() <= LONGEST_BODY
    }
}

/// Returns the body with as much as fits, which is less than `all`; `best` has nothing of it, and fits.
fn most<Trouble>(
    all: usize,
    mut best: DraftBody,
    with: impl Fn(usize) -> Result<DraftBody, Trouble>,
) -> Result<DraftBody, Trouble> {
    // The largest number that fits lies between these.
    let (mut fits, mut too_many) = (0, all);
    while too_many - fits > 1 {
        let middle = usize::midpoint(fits, too_many);
        let tried = with(middle)?;
        if tried.fits() {
            (fits, best) = (middle, tried);
        } else {
            too_many = middle;
        }
    }
    Ok(best)
}

/// Makes a body of the one before, of changes and notes. `all` has the keys of all of them, of which not each need be
/// there.
fn compose(
    before: Option<&str>,
    marker: &Marker,
    notice: &Notice,
    [generated, notes]: &[Generated; 2],
    [all_changes, all_notes]: &[Vec<String>; 2],
) -> Result<DraftBody, DocumentError> {
    let own: Vec<String> = match before {
        Some(before) => before.lines().filter_map(of_people).collect(),
        None => empty(&marker.line).lines().map(str::to_owned).collect(),
    };
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let (own, inside) = emptied(&own);
    let (above, changes, below) = parts(&own);
    let (in_block, notes_left_out) = match &inside {
        Some(inside) => {
            let (text, report) = merged_notes(inside, notes)?;
            (text, account(notes, &report, all_notes).0)
        }
        None => (String::new(), 0),
    };
    let file = format!("{HEADING}\n\n{}\n", changes.trim_matches('\n'));
    let options = Options { adopt: true, pre_releases: PreReleases::Keep, drops_gone: true };
    let merged = merge(&file, generated, &options)?;
    let (left_out, outdated) = account(generated, &merged.report, all_changes);
    let left_out = [left_out, notes_left_out];
    let notice = Notice { left_out, ..notice.clone() };
    let changes = merged.text.split_once('\n').map_or("", |(_, rest)| rest);
    let blocks = [notice.write(), above, BEGIN.to_owned(), changes.to_owned(), below, marker.write()];
    let blocks: Vec<&str> =
        blocks.iter().map(|block| block.trim_matches('\n')).filter(|block| !block.is_empty()).collect();
    let text = filled(&blocks.join("\n\n"), &marker.line, &in_block);
    let is_unlisted = |key: &&String| inside.is_none() && !text.contains(&mark(key));
    let unlisted = all_notes.iter().filter(is_unlisted).cloned().collect();
    Ok(DraftBody { text, left_out, unlisted, outdated })
}

/// Returns the comment by which a note is known.
fn mark(key: &str) -> String {
    format!("<!-- shepherd: {} -->", key.replacen(':', " ", 1))
}

/// Returns how many changes have no room, and the keys of those that are listed though they are no changes any more.
fn account(generated: &Generated, report: &Report, all: &[String]) -> (usize, Vec<String>) {
    let listed: HashSet<&str> = generated.entries.iter().map(|entry| entry.key.as_str()).collect();
    let mut kept: Vec<&str> = Vec::new();
    for located in report.hidden.iter().chain(&report.left_range) {
        if !kept.contains(&located.key.as_str()) {
            kept.push(&located.key);
        }
    }
    // What people changed is there as well, and what they deleted needs no room.
    let needs_room = |key: &&String| {
        !listed.contains(key.as_str()) && !kept.contains(&key.as_str()) && !report.deleted.contains(key)
    };
    let outdated = kept.iter().filter(|key| !all.iter().any(|known| known == *key));
    let outdated = outdated.map(|key| (*key).to_owned()).collect();
    (all.iter().filter(needs_room).count(), outdated)
}

/// Returns a line without what is written anew each time; `None` where nothing else is in it.
fn of_people(line: &str) -> Option<String> {
    if Marker::read(line).is_some() { None } else { Notice::beside(line) }
}

/// Returns what stands before what was generated, what was generated, and what stands after it.
fn parts(lines: &[&str]) -> (String, String, String) {
    let begin = lines.iter().position(|line| line.trim() == BEGIN);
    let base = lines.iter().rposition(|line| line.trim_start().starts_with(BASE));
    // Where a person removed the mark, a block of ours still stands before the changes.
    let blocks = || {
        let before = lines.get(..base.unwrap_or(lines.len())).unwrap_or_default();
        before.iter().rposition(|line| line.trim() == END).map(|end| end + 1)
    };
    let above = begin.or_else(blocks).unwrap_or(0);
    let from = begin.map_or(above, |begin| begin + 1);
    let to = base.filter(|base| *base >= from).map_or(lines.len(), |base| base + 1);
    let joined = |part: Option<&[&str]>| part.unwrap_or_default().join("\n");
    (joined(lines.get(..above)), joined(lines.get(from..to)), joined(lines.get(to..)))
}
