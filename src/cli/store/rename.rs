//! `shepherd store rename`

use crate::cli::context::Context;
use crate::cli::sharing;
use crate::cli::store::StorePlace;
use crate::failure::{Failure, Kind};
use crate::store::{Hold, Prefer, Store};

/// Give a project of the store another name, as its repository has one
///
/// Its runs, its releases and the rights of people go to the new name, in one change. Clones whose remote has the old name
/// still find them. Let everybody who has something to send do `shepherd store sync` before.
#[derive(clap::Args, Debug)]
#[command(disable_version_flag = true, after_help = "Examples:\n  shepherd store rename octo/hello octo/world")]
pub(super) struct RenameArguments {
    /// What the project was called, as OWNER/NAME
    #[arg(value_name = "OLD")]
    old: String,
    /// What it is called now
    #[arg(value_name = "NEW")]
    new: String,
    #[command(flatten)]
    place: StorePlace,
}

/// Renames it, in the store for all and in that of what nobody else may know.
pub(super) fn run(context: &Context<'_>, arguments: &RenameArguments) -> Result<(), Failure> {
    let desk = arguments.place.find(context)?;
    let (old, new) = (arguments.old.as_str(), arguments.new.as_str());
    if old.eq_ignore_ascii_case(new) {
        return Err(Failure::new(Kind::Usage, format!("{old} is called so already")).hint("name the new name second"));
    }
    let shared = arguments.place.shared(context, &desk)?;
    if let Some(shared) = &shared {
        shared.look(context, &desk.store, &desk.me)?;
    }
    let author = sharing::author(context, &desk.me);
    let private = Store::open_private(&desk.place.repository)?;
    let stores = [&desk.store, &private];
    for store in stores {
        for name in store.runs()?.into_iter().filter(|name| name.project.eq_ignore_ascii_case(old)) {
            if let Hold::Taken(_) = store.look(&name)? {
                return Err(Failure::new(Kind::Refused, format!("the run of {} is open in a guide", name.version))
                    .hint("end it there first; nothing was changed"));
            }
        }
    }
    let mut is_renamed = false;
    for store in stores.into_iter().filter(|store| store.exists()) {
        is_renamed |= store.rename_project(old, new, &author)?;
        sharing::tell_notices(context, store);
    }
    if !is_renamed {
        context.ui.status(&format!("The store knows {old} as {new} already."));
        return Ok(());
    }
    context.ui.status(&format!("{old} is {new} now: its runs, its releases and the rights of people went along"));
    match shared {
        Some(shared) => shared.sync(context, &desk.store, &desk.me, Prefer::Neither, false).map(|_| ()),
        None => Ok(()),
    }
}
