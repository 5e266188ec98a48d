//! Where an event of a run came from: whose word it is, the commit that brought it tells, and no other.

use std::collections::BTreeMap;

use git2::ObjectType;
use serde::Deserialize;

use crate::core::history::CommitId;
use crate::store::change::id;
use crate::store::{RunName, Snapshot, Store, StoreError, object};

/// How many commits are looked at to find where an event came from.
const COMMITS: usize = 10_000;

/// Where an event of a run came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A commit brought it, as it is in the log now: the log before held neither this line nor another of its identity.
    Commit {
        /// The commit.
        commit: CommitId,
        /// The e-mail address of its author.
        email: String,
    },
    /// What the log says of it now is not what it said before, or it says two things.
    Rewritten,
    /// The log does not hold it, or it came more than 10,000 changes ago.
    Unknown,
}

/// What a log says of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    /// The line, and nothing else.
    Same,
    /// Something else.
    Other,
    /// Nothing.
    Nothing,
}

#[derive(Deserialize)]
struct Line {
    id: String,
}

impl Store {
    /// Finds the commit that brought an event into the log of a run, as the log has it now.
    ///
    /// # Errors
    ///
    /// Where the store cannot be read.
    pub fn origin_of(&self, run: &RunName, event: &str) -> Result<Origin, StoreError> {
        let mut path = run.path()?;
        let snapshot = self.snapshot()?;
        let (Some(mut at), Some(text)) = (snapshot.commit(), snapshot.read(&path)?) else {
            return Ok(Origin::Unknown);
        };
        let Some(line) = text.split_inclusive('\n').find(|line| is_of(line, event)) else { return Ok(Origin::Unknown) };
        if says(&text, line, event) != Says::Same {
            return Ok(Origin::Rewritten);
        }
        let repository = snapshot.repository();
        let mut known = BTreeMap::new();
        for _ in 0..COMMITS {
            let commit = object::commit(repository, at)?;
            let Ok(parent) = commit.parent_id(0) else { return Ok(origin(&commit)) };
            // Where history was cut off when it was fetched, nobody knows what was before.
            if repository.is_shallow() && repository.find_commit(parent).is_err() {
                return Ok(Origin::Unknown);
            }
            let before = Snapshot::of(repository, parent)?;
            let earlier = match before.entry(&path, ObjectType::Blob)? {
                Some(blob) if known.contains_key(&blob) => known.get(&blob).copied().unwrap_or(Says::Nothing),
                Some(blob) => {
                    let found = says(&before.read(&path)?.unwrap_or_default(), line, event);
                    *known.entry(blob).or_insert(found)
                }
                None => Says::Nothing,
            };
            let earlier = match earlier {
                Says::Nothing => match renamed(&before, &Snapshot::of(repository, at)?, run, (line, event))? {
                    Some((old, found)) => {
                        path = old;
                        found
                    }
                    None => Says::Nothing,
                },
                found => found,
            };
            match earlier {
                Says::Same => at = parent,
                Says::Other => return Ok(Origin::Rewritten),
                Says::Nothing => return Ok(origin(&commit)),
            }
        }
        Ok(Origin::Unknown)
    }
}

fn origin(commit: &git2::Commit<'_>) -> Origin {
    let email = commit.author().email().unwrap_or_default().to_owned();
    Origin::Commit { commit: id(commit.id()), email }
}

/// Returns the log of the same project that says something of an event, and that is gone in the commit after it: the
/// run had that name before.
fn renamed(
    before: &Snapshot<'_>,
    after: &Snapshot<'_>,
    run: &RunName,
    (line, event): (&str, &str),
) -> Result<Option<(String, Says)>, StoreError> {
    let folder = format!("runs/{}", run.project);
    if before.entry(&folder, ObjectType::Tree)? == after.entry(&folder, ObjectType::Tree)? {
        return Ok(None);
    }
    let mut rewritten = None;
    for path in before.list(&folder)? {
        if after.entry(&path, ObjectType::Blob)?.is_some() {
            continue;
        }
        match says(&before.read(&path)?.unwrap_or_default(), line, event) {
            Says::Same => return Ok(Some((path, Says::Same))),
            Says::Other => rewritten = Some((path, Says::Other)),
            Says::Nothing => {}
        }
    }
    Ok(rewritten)
}

/// Returns what a log says of an event. `line` has its line end.
fn says(text: &str, line: &str, event: &str) -> Says {
    let mut found = Says::Nothing;
    for other in text.split_inclusive('\n').filter(|other| *other == line || is_of(other, event)) {
        found = if other == line && found != Says::Other { Says::Same } else { Says::Other };
    }
    found
}

/// Says whether a line of a log is of an event.
fn is_of(line: &str, event: &str) -> bool {
    // Most lines are of other events, and need not be read.
    let may_be = line.contains(event) || line.contains("\\u");
    may_be && serde_json::from_str::<Line>(line).is_ok_and(|found| found.id == event)
}
