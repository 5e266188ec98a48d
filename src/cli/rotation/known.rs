//! What this clone knows of a rotation: nobody is asked for what it has not seen.

use crate::cli::configuration;
use crate::core::ledger::Release;
use crate::core::people::{Away, Pairing, Roster};
use crate::core::policy::Policy;
use crate::core::rotation::{Facts, Slot};
use crate::failure::Failure;
use crate::git::Repository;
use crate::store::Store;

/// The facts of a rotation.
pub(super) struct Known {
    pub(super) roster: Roster,
    releases: Vec<Release>,
    pub(super) slots: Vec<Slot>,
    away: Vec<Away>,
    pairings: Vec<Pairing>,
    policy: Policy,
}

impl Known {
    /// Reads it; `None` where the rotation is not set up in this clone.
    pub(super) fn read(repository: &Repository) -> Result<Option<Self>, Failure> {
        let store = Store::open(repository)?;
        if !store.exists() {
            return Ok(None);
        }
        let roster = store.people()?;
        if roster.0.is_empty() {
            return Ok(None);
        }
        let releases = store.all_releases()?;
        let mut away = Store::open_private(repository)?.away()?;
        away.extend(configuration::away(repository)?);
        let (slots, pairings, policy) = (store.slots()?, store.pairings()?, store.policy()?);
        Ok(Some(Self { roster, releases, slots, away, pairings, policy }))
    }

    /// Returns what a ranking is computed from.
    pub(super) fn facts(&self) -> Facts<'_> {
        Facts {
            roster: &self.roster,
            releases: &self.releases,
            slots: &self.slots,
            away: &self.away,
            pairings: &self.pairings,
            policy: &self.policy,
        }
    }
}
