//! The logs of runs: text that only ever grows.

use git2::{ObjectType, Oid};

use crate::core::run::{self, Event, is_newer};
use crate::failure::Failure;
use crate::store::{Author, RunName, Snapshot, Store, StoreError, Write, marker, object};

/// How many commits are looked at to find the log's state before the newest.
const COMMITS_SEARCHED: usize = 200;

impl Store {
    /// Returns the runs that have a log, sorted.
    pub fn runs(&self) -> Result<Vec<RunName>, StoreError> {
        let mut runs: Vec<_> = self.list("runs")?.iter().filter_map(|path| RunName::of_path(path)).collect();
        runs.sort();
        Ok(runs)
    }

    /// Returns the log of a run, `None` where there is none.
    ///
    /// A log only grows, so one that does not begin with its state before the newest change (as far as that is among
    /// the last 200 commits) was cut or rewritten: that is damage.
    pub fn read_run(&self, run: &RunName) -> Result<Option<String>, StoreError> {
        let path = run.path()?;
        let snapshot = self.snapshot()?;
        let Some(text) = snapshot.read(&path)? else { return Ok(None) };
        if let Some((commit, before)) = before(&snapshot, &path)?
            && !text.starts_with(&before)
            // What a newer program does to a log is not for this one to judge; the reader of the log refuses it.
            && !is_newer(&text)
        {
            let (had, has) = (before.lines().count(), text.lines().count());
            let reason = format!(
                "it was cut or rewritten: its {has} lines do not begin with the {had} that it had before; \
                 `git show {commit}:{path}` shows them"
            );
            return Err(marker::damaged(&path, &reason));
        }
        Ok(Some(text))
    }

    /// Returns the log of a run and its events, `None` where there is none. Where it cannot be read, the error says which
    /// commit held it last when it could.
    pub fn read_events(&self, run: &RunName) -> Result<Option<(String, Vec<Event>)>, Failure> {
        let Some(text) = self.read_run(run)? else { return Ok(None) };
        match run::read(&text) {
            Ok(events) => Ok(Some((text, events))),
            Err(error) if is_newer(&text) => Err(error.into()),
            Err(error) => {
                let path = run.path()?;
                let failure = Failure::from(error);
                let good = self.last_good(&path)?;
                Err(match good {
                    Some(commit) => failure
                        .hint(format!("this one file was good last in {commit}: `git show {commit}:{path}` shows it")),
                    None => failure,
                })
            }
        }
    }

    /// Returns the newest commit in which the log of that path can be read.
    fn last_good(&self, path: &str) -> Result<Option<Oid>, StoreError> {
        let snapshot = self.snapshot()?;
        let Some(mut commit) = snapshot.commit() else { return Ok(None) };
        let repository = snapshot.repository();
        for _ in 0..COMMITS_SEARCHED {
            let Ok(state) = Snapshot::of(repository, commit) else { return Ok(None) };
            if state.read(path).ok().flatten().is_some_and(|text| run::read(&text).is_ok()) {
                return Ok(Some(commit));
            }
            let Ok(parent) = object::commit(repository, commit)?.parent_id(0) else { return Ok(None) };
            commit = parent;
        }
        Ok(None)
    }

    /// Appends lines to the log of a run. `known` is the length of the log in bytes as the caller has read it; when it
    /// has another by now, [`StoreError::Moved`]. 0 stands for no log, and makes one. The lines must end with a line
    /// end, so that what is cut can be seen.
    pub fn append_run(
        &self,
        run: &RunName,
        known: usize,
        lines: &str,
        message: &str,
        author: &Author,
    ) -> Result<(), StoreError> {
        let path = run.path()?;
        if lines.is_empty() {
            return Ok(());
        }
        if !lines.ends_with('\n') {
            return Err(marker::damaged(&path, "what is to be appended does not end with a line end"));
        }
        self.change(message, author, |snapshot| {
            Ok::<_, StoreError>(vec![Write::Put { path: path.clone(), text: longer(snapshot, run, known, lines)? }])
        })?;
        Ok(())
    }

    /// Gives a run another name, and appends lines to its log as [`Store::append_run`] does. Its log must be there, and
    /// none of the new name. Hold both while it is done.
    pub fn rename_run(
        &self,
        from: &RunName,
        to: &RunName,
        known: usize,
        lines: &str,
        message: &str,
        author: &Author,
    ) -> Result<(), StoreError> {
        let (old, new) = (from.path()?, to.path()?);
        if old == new {
            return Ok(());
        }
        self.change(message, author, |snapshot| {
            let mut text = snapshot.read(&old)?.ok_or_else(|| StoreError::Missing(format!("the run {from}")))?;
            if text.len() != known {
                return Err(StoreError::Moved(from.clone()));
            }
            if snapshot.read(&new)?.is_some() {
                return Err(StoreError::Exists(format!("the run {to}")));
            }
            text.push_str(lines);
            Ok(vec![Write::Put { path: new.clone(), text }, Write::Remove { path: old.clone() }])
        })?;
        Ok(())
    }
}

/// Returns the log of a run with more lines.
pub(super) fn longer(snapshot: &Snapshot<'_>, run: &RunName, known: usize, lines: &str) -> Result<String, StoreError> {
    let path = run.path()?;
    let mut text = snapshot.read(&path)?.unwrap_or_default();
    if text.len() != known {
        return Err(StoreError::Moved(run.clone()));
    }
    if !text.is_empty() && !text.ends_with('\n') {
        return Err(marker::damaged(&path, "its last line has no end, so it was cut there"));
    }
    text.push_str(lines);
    Ok(text)
}

/// Returns the newest earlier commit with another state of a file, and that state.
fn before(snapshot: &Snapshot<'_>, path: &str) -> Result<Option<(Oid, String)>, StoreError> {
    let repository = snapshot.repository();
    let newest = snapshot.entry(path, ObjectType::Blob)?;
    let Some(mut commit) = snapshot.commit() else { return Ok(None) };
    for _ in 0..COMMITS_SEARCHED {
        let Ok(parent) = object::commit(repository, commit)?.parent_id(0) else { return Ok(None) };
        // Where history was cut off when it was fetched there is nothing to compare with.
        if repository.is_shallow() && repository.find_commit(parent).is_err() {
            return Ok(None);
        }
        let state = Snapshot::of(repository, parent)?;
        let earlier = state.entry(path, ObjectType::Blob)?;
        if earlier != newest {
            return Ok(state.read(path)?.map(|text| (parent, text)));
        }
        commit = parent;
    }
    Ok(None)
}
