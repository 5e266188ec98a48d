//! Who is away, as far as this clone knows.

use crate::cli::configuration;
use crate::cli::context::Context;
use crate::cli::whereabouts::Where;
use crate::core::people::{Away, Roster};
use crate::failure::Failure;
use crate::store::Store;

/// When people are away.
pub(super) struct KnownAway {
    /// All of it, sorted by login and first day.
    pub(super) all: Vec<Away>,
    /// What of it stands in the configuration that stays in this clone, and in no store.
    local: Vec<Away>,
}

impl KnownAway {
    /// Joins what the private store says with what the configuration of this clone says. Days that both say are there once.
    pub(super) fn of(context: &Context<'_>, place: &Where, private: &Store, roster: &Roster) -> Result<Self, Failure> {
        let stored = private.away()?;
        let mut local = configuration::away(&place.repository)?;
        for away in &mut local {
            match roster.known_as(&away.login) {
                Some(person) => person.login.clone_into(&mut away.login),
                None => context.ui.warning(&format!(
                    "`{}` says when @{} is away, who is not in the records",
                    configuration::LOCAL_FILE,
                    away.login
                )),
            }
        }
        local.retain(|away| !stored.iter().any(|known| is_same(known, away)));
        let mut all: Vec<Away> = stored.into_iter().chain(local.iter().cloned()).collect();
        all.sort_by_key(|away| (away.login.to_lowercase(), away.from, away.until));
        Ok(Self { all, local })
    }

    /// Says whether days stand in the configuration alone.
    pub(super) fn is_local(&self, away: &Away) -> bool {
        self.local.iter().any(|known| is_same(known, away))
    }
}

fn is_same(one: &Away, other: &Away) -> bool {
    one.login.eq_ignore_ascii_case(&other.login) && (one.from, one.until) == (other.from, other.until)
}
