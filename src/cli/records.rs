//! The records as others have them, where they are shared; and what is changed here is shared with them.

use crate::cli::context::Context;
use crate::cli::guide::identity;
use crate::cli::sharing::{self, SharedPlace};
use crate::cli::whereabouts::Where;
use crate::failure::{Failure, Kind};
use crate::guide::Me;
use crate::store::{Author, Prefer, Store};

/// The records that are looked at, and may be changed.
pub(super) struct Records {
    pub(super) store: Store,
    shared: Option<SharedPlace>,
}

impl Records {
    /// Opens the records of a place, with what others wrote where they are shared.
    pub(super) fn open(context: &Context<'_>, place: &Where) -> Result<Self, Failure> {
        let store = Store::open(&place.repository)?;
        let shared = SharedPlace::find(context, place, None)?;
        if let Some(shared) = &shared {
            shared.look(context, &store, &Me::looking(place.repository.identity()))?;
        }
        Ok(Self { store, shared })
    }

    /// Returns whom a change of the records is from.
    pub(super) fn author(context: &Context<'_>, place: &Where) -> Result<Author, Failure> {
        let (name, email) = identity(&place.repository)?;
        Ok(sharing::author(context, &Me { login: String::new(), name, email }))
    }

    /// Shares what was changed. Where that fails it waits in this clone, which is told.
    pub(super) fn share(&self, context: &Context<'_>, author: &Author) -> Result<(), Failure> {
        let Some(shared) = &self.shared else { return Ok(()) };
        let me = Me { login: String::new(), name: author.name.clone(), email: author.email.clone() };
        match shared.sync(context, &self.store, &me, Prefer::Neither, false) {
            Ok(_) => Ok(()),
            Err(failure) if failure.kind == Kind::Outside => {
                context.ui.warning(&format!("it is changed in this clone, and not shared yet: {}", failure.message));
                context.ui.hint("`shepherd store sync` tries again");
                Ok(())
            }
            Err(failure) => Err(failure),
        }
    }
}
