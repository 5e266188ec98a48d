//! The page of the store, made from its records.

use crate::core::ledger::{Release, newest_first};
use crate::render::pages::{ProjectPage, ReleaseRow, store_page};
use crate::store::{Snapshot, StoreError};

/// Returns the page, from the records alone. `None` where it cannot be written, as it never stands in the way.
pub(in crate::cli) fn text(snapshot: &Snapshot<'_>) -> Result<Option<String>, StoreError> {
    let projects = snapshot.projects()?.into_iter().map(|project| {
        let mut releases: Vec<Release> = snapshot.releases(&project)?;
        newest_first(&mut releases);
        Ok(ProjectPage { releases: releases.into_iter().map(row).collect(), project })
    });
    let projects: Vec<ProjectPage> = projects.collect::<Result<_, StoreError>>()?;
    Ok(store_page(&projects).ok())
}

fn row(release: Release) -> ReleaseRow {
    ReleaseRow {
        tag: release.tag,
        date: release.date.map(|date| date.to_string()).unwrap_or_default(),
        released_by: release.released_by,
        mentored_by: release.mentored_by,
        sponsored_by: release.sponsored_by,
        shadowed_by: release.shadowed_by,
    }
}
