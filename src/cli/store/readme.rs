//! The page of the store, made from its records.

use std::collections::BTreeSet;

use crate::core::ledger::{Release, newest_first};
use crate::core::rotation::{Slot, State};
use crate::render::pages::{ProjectPage, ReleaseRow, SlotRow, store_page};
use crate::store::{Snapshot, StoreError};

/// Returns the page, from the records alone and without a clock. `None` where it cannot be written, as it never stands in
/// the way.
pub(in crate::cli) fn text(snapshot: &Snapshot<'_>) -> Result<Option<String>, StoreError> {
    // What is wrong with a slot is told by the commands that are about it.
    let (slots, _) = snapshot.slots_as_far_as_readable()?;
    let with_slots = slots.iter().flat_map(|slot| slot.projects.iter().cloned());
    let projects: BTreeSet<String> = snapshot.projects()?.into_iter().chain(with_slots).collect();
    let mut pages = Vec::new();
    for project in projects {
        let mut releases = snapshot.releases(&project)?;
        newest_first(&mut releases);
        let is_to_come = |slot: &&Slot| {
            slot.is_for(&project)
                && slot.state != State::Cancelled
                && slot.release_among(releases.iter(), str::eq_ignore_ascii_case).is_none()
        };
        let slots: Vec<SlotRow> = slots.iter().filter(is_to_come).map(slot_row).collect();
        if !(slots.is_empty() && releases.is_empty()) {
            pages.push(ProjectPage { slots, releases: releases.into_iter().map(row).collect(), project });
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
