//! The records of releases: `releases/<owner>/<name>.toml`, one `[[release]]` for each tag.

mod doubts;
mod history;
mod lines;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use history::Recorded;

use git2::ObjectType;

use crate::core::ledger::Release;
use crate::store::name::check_project;
pub(super) use crate::store::releases::read::mistakes;
use crate::store::releases::read::{read, read_where};
use crate::store::releases::write::{empty, put, without};
use crate::store::runs::longer;
use crate::store::{Author, RunName, Snapshot, Store, StoreError, Write};

impl Store {
    /// Returns the releases of a project (`owner/name`) in the order of the file. Of a newer format, those that can be
    /// read.
    pub fn releases(&self, project: &str) -> Result<Vec<Release>, StoreError> {
        self.snapshot()?.releases(project)
    }

    /// Returns the releases of all projects, project by project.
    pub fn all_releases(&self) -> Result<Vec<Release>, StoreError> {
        self.snapshot()?.all_releases()
    }

    /// Adds the record of a release; `false` when its tag is recorded on that commit already. A record of the tag on
    /// another commit is not overwritten. What people wrote into the file stays.
    pub fn add_release(
        &self,
        project: &str,
        release: &Release,
        message: &str,
        author: &Author,
    ) -> Result<bool, StoreError> {
        let written = self.change(message, author, |snapshot| {
            let path = path(snapshot, project)?;
            let text = snapshot.read(&path)?.unwrap_or_else(empty);
            let added = add(&path, text, release)?;
            Ok::<_, StoreError>(added.map(|text| Write::Put { path, text }).into_iter().collect())
        })?;
        Ok(written.is_some())
    }

    /// Writes the records that `edit` returns, all in one change: a tag that has none gets one, and the record of one that
    /// has is made to say this; the one before stays in the history of the store. `edit` sees what is recorded of the
    /// project at that time. `false` when everything is already so.
    pub fn put_releases<E: From<StoreError>>(
        &self,
        project: &str,
        message: &str,
        author: &Author,
        mut edit: impl FnMut(&[Release]) -> Result<Vec<Release>, E>,
    ) -> Result<bool, E> {
        let written = self.change(message, author, |snapshot| {
            let path = path(snapshot, project)?;
            let text = snapshot.read(&path)?;
            let present = text.as_deref().map_or(Ok(Vec::new()), |text| read(&path, text))?;
            let releases = edit(&present)?;
            if releases.is_empty() {
                return Ok(Vec::new());
            }
            let text = put(&path, text.unwrap_or_else(empty), &present, &releases)?;
            Ok::<_, E>(vec![Write::Put { path, text }])
        })?;
        Ok(written.is_some())
    }

    /// Writes the record of one tag as [`Store::put_releases`] does; `edit` sees what is recorded of that tag.
    pub fn put_release<E: From<StoreError>>(
        &self,
        project: &str,
        tag: &str,
        message: &str,
        author: &Author,
        mut edit: impl FnMut(Option<&Release>) -> Result<Release, E>,
    ) -> Result<bool, E> {
        let written = self.change(message, author, |snapshot| {
            let path = path(snapshot, project)?;
            let text = snapshot.read(&path)?.unwrap_or_else(empty);
            let present = read_where(&path, &text, |release| release.tag == tag)?;
            let release = edit(present.first())?;
            let text = put(&path, text, &present, std::slice::from_ref(&release))?;
            Ok::<_, E>(vec![Write::Put { path, text }])
        })?;
        Ok(written.is_some())
    }

    /// Takes the record of a tag away; it stays in the history of the store. `false` where there is none.
    pub fn remove_release(&self, project: &str, tag: &str, message: &str, author: &Author) -> Result<bool, StoreError> {
        let written = self.change(message, author, |snapshot| {
            let path = path(snapshot, project)?;
            let Some(text) = snapshot.read(&path)? else { return Ok(Vec::new()) };
            let removed = without(&path, &text, tag)?;
            Ok::<_, StoreError>(removed.map(|text| Write::Put { path, text }).into_iter().collect())
        })?;
        Ok(written.is_some())
    }

    /// Adds the record of a release as [`Store::add_release`] does, and appends lines to the log of its run as
    /// [`Store::append_run`] does: both, or neither.
    pub fn record_release(
        &self,
        run: &RunName,
        known: usize,
        lines: &str,
        release: &Release,
        message: &str,
        author: &Author,
    ) -> Result<(), StoreError> {
        let log = run.path()?;
        self.change(message, author, |snapshot| {
            let releases = path(snapshot, &run.project)?;
            let text = snapshot.read(&releases)?.unwrap_or_else(empty);
            let added = add(&releases, text, release)?;
            let added = added.map(|text| Write::Put { path: releases.clone(), text });
            let longer = Write::Put { path: log.clone(), text: longer(snapshot, run, known, lines)? };
            Ok::<_, StoreError>(added.into_iter().chain([longer]).collect())
        })?;
        Ok(())
    }
}

impl Snapshot<'_> {
    /// Returns the projects (`owner/name`) that have records of releases, sorted.
    pub fn projects(&self) -> Result<Vec<String>, StoreError> {
        let paths = self.list("releases")?;
        let project = |path: &String| Some(path.strip_prefix("releases/")?.strip_suffix(".toml")?.to_owned());
        Ok(paths.iter().filter_map(project).filter(|project| check_project(project).is_ok()).collect())
    }

    /// Returns the releases of all projects as [`Store::all_releases`] does.
    pub fn all_releases(&self) -> Result<Vec<Release>, StoreError> {
        let projects = self.projects()?;
        let found = projects.iter().map(|project| self.releases(project)).collect::<Result<Vec<_>, _>>()?;
        // A list that grew as it goes would take twice the room.
        let mut releases = Vec::with_capacity(found.iter().map(Vec::len).sum());
        for of_project in found {
            releases.extend(of_project);
        }
        Ok(releases)
    }

    /// Returns the releases of a project as [`Store::releases`] does.
    pub fn releases(&self, project: &str) -> Result<Vec<Release>, StoreError> {
        let path = path(self, project)?;
        self.read(&path)?.map_or_else(|| Ok(Vec::new()), |text| read(&path, &text))
    }

    /// Returns those releases of a project that are wanted; the others take no room.
    pub fn releases_where(
        &self,
        project: &str,
        is_wanted: impl Fn(&Release) -> bool,
    ) -> Result<Vec<Release>, StoreError> {
        let path = path(self, project)?;
        self.read(&path)?.map_or_else(|| Ok(Vec::new()), |text| read_where(&path, &text, is_wanted))
    }
}

/// Returns the path of a project's file: of the one that is there in any case, else of a new one. GitHub knows no case in
/// the names of projects.
fn path(snapshot: &Snapshot<'_>, project: &str) -> Result<String, StoreError> {
    check_project(project)?;
    let usual = format!("releases/{project}.toml");
    if snapshot.entry(&usual, ObjectType::Blob)?.is_some() {
        return Ok(usual);
    }
    let there = snapshot.list("releases")?;
    Ok(there.into_iter().find(|path| path.eq_ignore_ascii_case(&usual)).unwrap_or(usual))
}

/// Returns the text with a release more; `None` when it is there already.
fn add(path: &str, text: String, release: &Release) -> Result<Option<String>, StoreError> {
    let present = read_where(path, &text, |found| found.tag == release.tag)?;
    if let Some(found) = present.first() {
        let differs = || StoreError::Exists(format!("another record of the release {}", release.tag));
        // The day on which it is written down, and by whom, may be another; the commit may not.
        let is_same = found.commit == release.commit || found.commit.is_empty() || release.commit.is_empty();
        return if is_same { Ok(None) } else { Err(differs()) };
    }
    put(path, text, &present, std::slice::from_ref(release)).map(Some)
}
