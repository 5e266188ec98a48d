//! The page of the store, made from its records.

use std::collections::{BTreeMap, BTreeSet};

use crate::core::ledger::{Release, newest_first};
use crate::core::rotation::{Slot, State, done};
use crate::render::pages::{ProjectPage, ReleaseRow, SlotRow, store_page};
use crate::store::{Snapshot, StoreError};

/// Returns the page, from the records alone and without a clock. `None` where it cannot be written, as it never stands in
/// the way.
pub(in crate::cli) fn text(snapshot: &Snapshot<'_>) -> Result<Option<String>, StoreError> {
    // What is wrong with a slot is told by the commands that are about it.
    let (slots, _) = snapshot.slots_as_far_as_readable()?;
    let with_slots = slots.iter().flat_map(|slot| slot.projects.iter().cloned());
    let with_releases = snapshot.projects()?;
    let mut of_projects: BTreeMap<String, Vec<Release>> = BTreeMap::new();
    for project in with_releases {
        let mut releases = snapshot.releases(&project)?;
        newest_first(&mut releases);
        of_projects.insert(project, releases);
    }
    let releases = of_projects.values().flatten();
    let found = done(&slots, releases, str::eq_ignore_ascii_case);
    let to_come: Vec<&Slot> = slots
        .iter()
        .zip(found)
        .filter(|(slot, release)| slot.state != State::Cancelled && release.is_none())
        .map(|(slot, _)| slot)
        .collect();
    let projects: BTreeSet<String> = of_projects.keys().cloned().chain(with_slots).collect();
    let mut pages = Vec::new();
    for project in projects {
        let slots: Vec<SlotRow> =
            to_come.iter().filter(|slot| slot.is_for(&project)).map(|slot| slot_row(slot)).collect();
        let releases = of_projects.iter().find(|(name, _)| name.eq_ignore_ascii_case(&project));
        let releases: Vec<ReleaseRow> = releases.into_iter().flat_map(|(_, releases)| releases).map(row).collect();
        if !(slots.is_empty() && releases.is_empty()) {
            pages.push(ProjectPage { project, slots, releases });
        }
    }
    Ok(store_page(&pages).ok())
}

fn slot_row(slot: &Slot) -> SlotRow {
    SlotRow {
        when: slot.when(),
        what: slot.what(),
        shepherd: slot.shepherd.iter().cloned().collect(),
        mentor: slot.mentor.iter().cloned().collect(),
        state: slot.state.word().to_owned(),
    }
}

fn row(release: &Release) -> ReleaseRow {
    ReleaseRow {
        tag: release.tag.clone(),
        date: release.date.map(|date| date.to_string()).unwrap_or_default(),
        released_by: release.released_by.clone(),
        mentored_by: release.mentored_by.clone(),
        sponsored_by: release.sponsored_by.clone(),
        shadowed_by: release.shadowed_by.clone(),
    }
}
