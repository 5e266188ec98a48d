//! Runs wherever they are kept: in the store for all, or in that of what nobody else may know.

use crate::cli::context::Context;
use crate::cli::guide::Where;
use crate::cli::sharing::{self, SharedPlace};
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::guide::{Journal, Shares, Sharing};
use crate::store::{RunName, Store};

/// Returns the store that has a run; that for all where none has it.
pub(super) fn store_of(repository: &Repository, name: &RunName) -> Result<Store, Failure> {
    let private = Store::open_private(repository)?;
    if private.runs()?.contains(name) { Ok(private) } else { Ok(Store::open(repository)?) }
}

/// Returns how a store is shared from here on; `None` where it is not.
pub(super) fn sharing(
    context: &Context<'_>,
    place: &Where,
    store: &Store,
    shared: Option<&SharedPlace>,
) -> Result<Option<Sharing>, Failure> {
    if !store.is_private() {
        return Ok(shared.map(SharedPlace::sharing));
    }
    let Some(address) = &place.config.store_private_remote else { return Ok(None) };
    let private = sharing::shared(context, place, address)?;
    sharing::is_not_public(place, &private, shared)?;
    Ok(Some(Sharing { shared: private, readme: None, private: true }))
}

/// Shares what was written, and waits for it. `what` says what stays in this clone where that fails.
///
/// # Errors
///
/// Where it was not shared, which whoever asked for it has to know.
pub(super) fn share_and_wait(context: &Context<'_>, journal: &mut Journal, what: &str) -> Result<(), Failure> {
    let progress = context.ui.progress("sharing");
    let shares = journal.share(None);
    drop(progress);
    match shares? {
        Shares::Local | Shares::Done(_) => Ok(()),
        Shares::Failed(failure) => {
            let kind = if failure.kind == Kind::Refused { Kind::Refused } else { Kind::Outside };
            let told = Failure::new(kind, format!("{what}, and is not shared: {}", failure.message));
            let told = failure.hints.into_iter().fold(told, Failure::hint);
            Err(told.hint("`shepherd store sync` tries again"))
        }
    }
}
