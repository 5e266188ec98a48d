//! The sign-offs that are asked for and missing.

use crate::cli::whereabouts::Where;
use crate::core::people::Roster;
use crate::core::run::{Asked, Run};
use crate::failure::Failure;
use crate::git::Repository;
use crate::guide::is_agreed;
use crate::store::{RunName, Store};

/// A sign-off that a run waits for.
pub(in crate::cli) struct Pending {
    pub(in crate::cli) name: RunName,
    pub(in crate::cli) step: String,
    pub(in crate::cli) asked: Asked,
}

/// What was found in the store.
#[derive(Default)]
pub(super) struct Found {
    pub(super) pending: Vec<Pending>,
    /// The runs that cannot be read, and why.
    pub(super) unreadable: Vec<(RunName, Failure)>,
}

/// Returns the sign-offs that the open runs of all projects wait for.
pub(super) fn all(place: &Where) -> Result<Found, Failure> {
    let mut all = Found::default();
    for store in [Store::open(&place.repository)?, Store::open_private(&place.repository)?] {
        for name in store.runs()? {
            match store
                .read_events(&name)
                .and_then(|found| Ok(found.map(|(_, events)| Run::replay(&events)).transpose()?))
            {
                Ok(Some(run)) => {
                    let verified = place.config.requires_verified;
                    all.pending.extend(of_run(&place.repository, verified, &store, (&name, &run)));
                }
                Ok(None) => {}
                Err(failure) => all.unreadable.push((name, failure)),
            }
        }
    }
    Ok(all)
}

/// Returns the sign-offs that a run waits for: the newest request of each step that is not settled, as long as nobody
/// agreed to it whose word counts; where `verified`, only what is signed does.
pub(in crate::cli) fn of_run(
    repository: &Repository,
    verified: bool,
    store: &Store,
    (name, run): (&RunName, &Run),
) -> Vec<Pending> {
    if run.end.is_some() {
        return Vec::new();
    }
    let open = run.steps.iter().filter(|(_, record)| !record.state.is_settled());
    let asked = open.filter_map(|(step, record)| {
        let asked = record.asked.last()?;
        let is_given = is_agreed(repository, store, (name, run), (step, asked), verified);
        (!is_given).then(|| Pending { name: name.clone(), step: step.clone(), asked: asked.clone() })
    });
    asked.collect()
}

impl Pending {
    /// Says whether a person may agree: they are asked for, or anybody is, and it is not their own step.
    pub(in crate::cli) fn waits_for(&self, login: &str, roster: &Roster) -> bool {
        let is_own = roster.is_same_person(&self.asked.who, login);
        !is_own && (self.asked.of.is_empty() || self.asked.of.iter().any(|of| roster.is_same_person(of, login)))
    }
}
