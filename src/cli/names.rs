//! What a project is called today: records and rights that are still kept under a former name count for it.

use std::collections::HashSet;

use crate::core::ledger::Release;
use crate::core::people::Roster;
use crate::store::{Store, StoreError, StoreProject};

/// The projects of the store, by all of their names.
pub(super) struct Names(Vec<StoreProject>);

impl Names {
    /// Reads them.
    pub(super) fn of(store: &Store) -> Result<Self, StoreError> {
        store.projects_named().map(Self)
    }

    /// Returns what a project is called today.
    pub(super) fn today<'a>(&'a self, project: &'a str) -> &'a str {
        StoreProject::name_of_today(&self.0, project).unwrap_or(project)
    }

    /// Returns the releases of a project, or of all. Where a tag is recorded under both names, that of today counts.
    pub(super) fn releases(&self, store: &Store, project: &str, all: bool) -> Result<Vec<Release>, StoreError> {
        let mut releases = if all { store.all_releases()? } else { store.releases(project)? };
        let mut formerly = self.0.iter().filter(|known| !known.formerly.is_empty()).peekable();
        if formerly.peek().is_none() {
            return Ok(releases);
        }
        for name in formerly.filter(|known| !all && known.is(project)).flat_map(|known| &known.formerly) {
            releases.extend(store.releases(name)?);
        }
        let (mut releases, older): (Vec<_>, Vec<_>) =
            releases.into_iter().partition(|release| self.today(&release.project) == release.project);
        let mut seen: HashSet<(String, String)> =
            releases.iter().map(|release| (release.project.clone(), release.tag.clone())).collect();
        for mut release in older {
            let today = self.today(&release.project).to_owned();
            release.project = today;
            if seen.insert((release.project.clone(), release.tag.clone())) {
                releases.push(release);
            }
        }
        Ok(releases)
    }

    /// Returns the roster, with the rights in each project under its name of today.
    pub(super) fn roster(&self, store: &Store) -> Result<Roster, StoreError> {
        let mut roster = store.people()?;
        for right in roster.0.iter_mut().flat_map(|person| &mut person.rights) {
            right.project = self.today(&right.project).to_owned();
        }
        Ok(roster)
    }
}
