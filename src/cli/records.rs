//! The records as others have them, where they are shared; and what is changed here is shared with them.

use crate::cli::context::Context;
use crate::cli::guide::identity;
use crate::cli::private;
use crate::cli::sharing::{self, SharedPlace};
use crate::cli::whereabouts::Where;
use crate::core::people::Roster;
use crate::failure::{Failure, Kind};
use crate::guide::Me;
use crate::store::{Author, Prefer, Store};

/// The records that are looked at, and may be changed.
pub(super) struct Records {
    pub(super) store: Store,
    shared: Option<SharedPlace>,
    /// Why what others did does not fit to what is here.
    unfit: Option<Failure>,
}

impl Records {
    /// Opens the records of a place to change them, with what others wrote where they are shared. They may say that the
    /// project has another name today.
    ///
    /// # Errors
    ///
    /// Where what others wrote does not fit to what is here.
    pub(super) fn open(context: &Context<'_>, place: &mut Where) -> Result<Self, Failure> {
        let mut records = Self::look(context, place)?;
        records.unfit.take().map_or(Ok(records), Err)
    }

    /// Returns the records of a place for who only reads them, as [`Records::open`] does. What does not fit is a warning, as
    /// what is here can be read all the same.
    pub(super) fn read(context: &Context<'_>, place: &mut Where) -> Result<Store, Failure> {
        Ok(Self::open_to_read(context, place)?.store)
    }

    /// Does the same for who may change them later; [`Records::fit`] is to be asked then.
    pub(super) fn open_to_read(context: &Context<'_>, place: &mut Where) -> Result<Self, Failure> {
        let records = Self::look(context, place)?;
        if let Some(unfit) = &records.unfit {
            context
                .ui
                .warning(&format!("what others did is not taken in, and this is what is here: {}", unfit.message));
            unfit.hints.iter().for_each(|hint| context.ui.hint(hint));
        }
        Ok(records)
    }

    /// Returns an error where what others wrote does not fit to what is here, so that nothing is to be changed.
    pub(super) fn fit(&self) -> Result<(), Failure> {
        self.unfit.clone().map_or(Ok(()), Err)
    }

    fn look(context: &Context<'_>, place: &mut Where) -> Result<Self, Failure> {
        SharedPlace::discover(context, place, None);
        let store = Store::open(&place.repository)?;
        let shared = SharedPlace::find(context, place, None)?;
        for doubt in store.policy_doubts()? {
            context.ui.warning(&doubt);
        }
        let mut unfit = None;
        if let Some(shared) = &shared {
            match shared.look(context, &store, &Me::looking(place.repository.identity())) {
                Err(failure) if failure.kind == Kind::Refused => unfit = Some(failure),
                looked => looked?,
            }
            place.name_again(context);
        }
        Ok(Self { store, shared, unfit })
    }

    /// Opens what nobody else may know of a place, with what those who may know wrote where it is shared.
    pub(super) fn open_private(context: &Context<'_>, place: &Where) -> Result<Self, Failure> {
        let store = Store::open_private(&place.repository)?;
        let public = SharedPlace::find(context, place, None)?;
        let shared = private::shared(context, place, public.as_ref())?;
        if let Some(shared) = &shared {
            shared.look(context, &store, &Me::looking(place.repository.identity()))?;
        }
        Ok(Self { store, shared, unfit: None })
    }

    /// Returns everybody in the records. Where a file is damaged, or two people cannot be told apart, each such thing is
    /// told with its line, and that is an error: what is written down of them afterwards would lack something.
    pub(super) fn everybody(&self, context: &Context<'_>) -> Result<Roster, Failure> {
        let (roster, unreadable) = self.store.people_as_far_as_readable()?;
        let doubts = self.store.roster_doubts(&roster)?.into_iter().map(Failure::from);
        let mut failures = unreadable.into_iter().map(Failure::from).chain(doubts);
        let Some(first) = failures.next() else { return Ok(roster) };
        for failure in failures {
            context.ui.warning(&failure.message);
        }
        Err(Failure { kind: Kind::Input, ..first }.hint("nothing was written"))
    }

    /// Says whether others have them.
    pub(super) fn is_shared(&self) -> bool {
        self.shared.is_some()
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
        match shared.sync(context, &self.store, &me, Prefer::Neither, self.store.is_private()) {
            Ok(_) => Ok(()),
            Err(failure) if failure.kind == Kind::Outside => {
                context.ui.warning(&format!("it is changed in this clone, and not shared yet: {}", failure.message));
                let flag = if self.store.is_private() { " --private" } else { "" };
                context.ui.hint(&format!("`shepherd store sync{flag}` tries again"));
                Ok(())
            }
            Err(failure) => Err(failure),
        }
    }
}
