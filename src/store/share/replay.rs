//! Changes written once more on top of what is shared: one commit becomes one commit, with its author, its time and its
//! words.

use std::path::Path;

use git2::{ObjectType, Oid};

use crate::store::change::{Wording, write_commit, write_tree};
use crate::store::marker::MARKER;
use crate::store::share::log::{self, Apart};
use crate::store::share::table::{Sides, merge};
use crate::store::share::{Prefer, Signing};
use crate::store::{Clash, Snapshot, Store, StoreError, Write, object, tree};

/// The file that is made from the records, and never merged.
pub(super) const README: &str = "README.md";

/// What is written once more, and where.
pub(super) struct Replay {
    /// The newest commit that both sides have; `None` where they have none.
    pub(super) base: Option<Oid>,
    /// The newest commit of what is written once more.
    pub(super) mine: Oid,
    /// The commit that it is written on top of.
    pub(super) onto: Oid,
    /// Whose word holds where both sides changed one key.
    pub(super) prefer: Prefer,
    /// What becomes of signatures.
    pub(super) signing: Signing,
}

/// What came of it.
pub(super) struct Replayed {
    /// The newest commit.
    pub(super) commit: Oid,
    /// The logs of runs that were begun on both sides, and that are left out: their paths.
    pub(super) left_out: Vec<String>,
    /// How many changes lost their signature, as it is not known to be that of this clone and of the person's key.
    pub(super) unsigned: usize,
    /// What both sides changed, and whoever is preferred decided.
    pub(super) decided: Vec<Clash>,
}

impl Store {
    /// Writes changes once more. The reference stays where it is; hold the lock.
    pub(super) fn replay(&self, replay: &Replay) -> Result<Replayed, StoreError> {
        let repository = self.writer()?;
        let mut done = Replayed { commit: replay.onto, left_out: Vec::new(), unsigned: 0, decided: Vec::new() };
        for id in self.own_commits(replay)? {
            let commit = object::commit(repository, id)?;
            let before = match commit.parent_id(0) {
                Ok(parent) => Snapshot::of(repository, parent)?,
                Err(_) => Snapshot::empty(repository),
            };
            let (after, onto) = (Snapshot::of(repository, id)?, Snapshot::of(repository, done.commit)?);
            let sides = Three { before, after, onto: &onto };
            let writes = merge_change(&sides, replay.prefer, &mut done)?;
            let Some(tree) = write_tree(&onto, &writes)? else { continue };
            let was_signed = commit.header_field_bytes("gpgsig").is_ok();
            // Nobody is asked for a passphrase for what is not kept.
            let is_kept = replay.prefer != Prefer::Neither || done.decided.is_empty();
            let signs = was_signed
                && is_kept
                && self.is_signed_again(&commit, (&sides.before, &sides.after), replay.signing)?;
            done.unsigned += usize::from(was_signed && !signs);
            let wording = Wording { message: commit.message().unwrap_or_default(), author: &commit.author(), signs };
            done.commit = write_commit(self, tree, Some(done.commit), &wording)?;
        }
        // Of a key that was changed again and again the last word is told.
        let mut clashes: Vec<Clash> = Vec::new();
        for clash in std::mem::take(&mut done.decided) {
            clashes.retain(|known| (&known.file, &known.key) != (&clash.file, &clash.key));
            clashes.push(clash);
        }
        if replay.prefer == Prefer::Neither && !clashes.is_empty() {
            return Err(StoreError::Conflict(clashes));
        }
        done.decided = clashes;
        Ok(done)
    }

    /// Returns the commits that are written once more, the oldest first.
    fn own_commits(&self, replay: &Replay) -> Result<Vec<Oid>, StoreError> {
        let repository = self.writer()?;
        let mut commits = Vec::new();
        let mut at = Some(replay.mine);
        while let Some(id) = at.filter(|id| Some(*id) != replay.base) {
            commits.push(id);
            at = object::commit(repository, id)?.parent_id(0).ok();
        }
        commits.reverse();
        Ok(commits)
    }
}

/// A change, and the state that it is made to.
struct Three<'a, 'b> {
    before: Snapshot<'a>,
    after: Snapshot<'a>,
    onto: &'b Snapshot<'a>,
}

/// Returns what a change writes on top of another state.
fn merge_change(three: &Three<'_, '_>, prefer: Prefer, done: &mut Replayed) -> Result<Vec<Write>, StoreError> {
    let Replayed { left_out, decided, .. } = done;
    let repository = three.after.repository();
    let changed = tree::changed(repository, three.before.tree(), three.after.tree())?;
    let mut writes = Vec::new();
    // What is gone comes last, as it depends on what became of the rest.
    let (there, gone): (Vec<&String>, Vec<&String>) =
        changed.iter().partition(|path| three.after.entry(path, ObjectType::Blob).is_ok_and(|blob| blob.is_some()));
    for path in there.into_iter().chain(gone).filter(|path| *path != README) {
        let place = place_there(three, path)?;
        let (before, after, onto) = (three.before.read(path)?, three.after.read(path)?, three.onto.read(&place)?);
        let text = if is_kind(path, "jsonl") {
            let renamed = renamed_from(three, path, &changed)?;
            match (&after, &renamed) {
                // What is put aside is so under its new name, too.
                (Some(_), Some((old, _))) if is_in(left_out, old) => {
                    left_out.push(path.clone());
                    onto.clone()
                }
                // The new name gets what was appended to the old one.
                (Some(after), Some((old, before))) if onto.is_none() => {
                    let there = three.onto.read(old)?;
                    let text = merge_log(path, Some(before), after, there, prefer, left_out)?;
                    // Where this one is put aside, the shared one keeps its name.
                    text.filter(|_| !is_in(left_out, path))
                }
                (Some(after), _) => merge_log(path, before.as_deref(), after, onto.clone(), prefer, left_out)?,
                // It was renamed; what others appended to it meanwhile is taken along above.
                (None, _) if is_put_aside(three, path, left_out)? => onto.clone(),
                (None, _) => None,
            }
        } else if path == MARKER && before.is_none() && onto.is_some() {
            // The store that is shared keeps its name.
            onto.clone()
        } else if is_kind(path, "toml") {
            let sides =
                Sides { file: &place, base: before.as_deref(), mine: after.as_deref(), theirs: onto.as_deref() };
            merge(&sides, prefer, decided)?
        } else {
            whole(path, before.as_deref(), after.as_deref(), onto.as_deref(), prefer, decided).map(str::to_owned)
        };
        match text {
            Some(text) if onto.as_ref() != Some(&text) => writes.push(Write::Put { path: place, text }),
            None if onto.is_some() => writes.push(Write::Remove { path: place }),
            _ => {}
        }
    }
    Ok(writes)
}

/// Returns the path that a file has on the other side. GitHub knows a login in any case, so a file that is named after one is
/// the same file in another case; unless this change is what renames it.
fn place_there(three: &Three<'_, '_>, path: &str) -> Result<String, StoreError> {
    let is_in = |state: &Snapshot<'_>, path: &str| state.entry(path, ObjectType::Blob).map(|found| found.is_some());
    let folder = path.split_once('/').map_or("", |(folder, _)| folder);
    if ["people", "pairings", "away"].contains(&folder) && !is_in(three.onto, path)? {
        for there in three.onto.list(folder)?.into_iter().filter(|there| there.eq_ignore_ascii_case(path)) {
            let is_renamed = is_in(&three.before, &there)? && !is_in(&three.after, &there)?;
            if !is_renamed {
                return Ok(there);
            }
        }
    }
    Ok(path.to_owned())
}

/// Says whether a file is of a kind, by its ending.
pub(super) fn is_kind(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == ending)
}

/// Returns the log that this one was called before the change, and its text.
fn renamed_from(three: &Three<'_, '_>, path: &str, changed: &[String]) -> Result<Option<(String, String)>, StoreError> {
    if three.before.entry(path, ObjectType::Blob)?.is_some() {
        return Ok(None);
    }
    let Some(after) = three.after.read(path)? else { return Ok(None) };
    for old in changed.iter().filter(|old| is_kind(old, "jsonl") && *old != path) {
        if three.after.entry(old, ObjectType::Blob)?.is_some() {
            continue;
        }
        if let Some(before) = three.before.read(old)?.filter(|before| after.starts_with(before.as_str())) {
            return Ok(Some((old.clone(), before)));
        }
    }
    Ok(None)
}

/// Says whether the log that had a name before the change is put aside, under that name or the one that it has after it.
/// Put aside is what has the new name: call it when that was looked at.
fn is_put_aside(three: &Three<'_, '_>, old: &str, left_out: &[String]) -> Result<bool, StoreError> {
    let Some(before) = three.before.read(old)? else { return Ok(false) };
    for path in left_out {
        if path == old || three.after.read(path)?.is_some_and(|after| after.starts_with(&before)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_in(paths: &[String], path: &str) -> bool {
    paths.iter().any(|known| known == path)
}

fn merge_log(
    path: &str,
    before: Option<&str>,
    mine: &str,
    theirs: Option<String>,
    prefer: Prefer,
    left_out: &mut Vec<String>,
) -> Result<Option<String>, StoreError> {
    if is_in(left_out, path) {
        // What was put aside is put aside as a whole.
        return Ok(theirs);
    }
    match (log::append(path, before, mine, theirs.as_deref())?, prefer) {
        (Ok(text), _) => Ok(Some(text)),
        (Err(_), Prefer::Theirs) => {
            left_out.push(path.to_owned());
            Ok(theirs)
        }
        (Err(Apart::OtherEvent(event)), _) => Err(StoreError::OneWriter { file: path.to_owned(), event }),
        (Err(Apart::BothBegan), _) => Err(StoreError::BothBegan(path.to_owned())),
        (Err(Apart::Gone), _) => Err(StoreError::Conflict(vec![Clash {
            file: path.to_owned(),
            key: "the log".to_owned(),
            mine: "went on".to_owned(),
            theirs: "has another name".to_owned(),
        }])),
    }
}

/// A file of a kind that this version does not know is one thing.
fn whole<'a>(
    file: &str,
    before: Option<&str>,
    mine: Option<&'a str>,
    theirs: Option<&'a str>,
    prefer: Prefer,
    decided: &mut Vec<Clash>,
) -> Option<&'a str> {
    if mine == before || mine == theirs {
        return theirs;
    }
    if theirs == before {
        return mine;
    }
    let (file, key, word) = (file.to_owned(), "the file".to_owned(), "changed".to_owned());
    decided.push(Clash { file, key, mine: word.clone(), theirs: word });
    if prefer == Prefer::Mine { mine } else { theirs }
}
