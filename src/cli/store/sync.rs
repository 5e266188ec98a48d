//! `shepherd store sync`

use std::path::PathBuf;

use clap::ValueEnum;

use crate::cli::context::Context;
use crate::cli::guide::identity;
use crate::cli::private;
use crate::cli::sharing::{self, SharedPlace};
use crate::cli::store::{Desk, StorePlace, disclose};
use crate::core::text::plural;
use crate::failure::{Failure, Kind};
use crate::guide::Me;
use crate::store::{Prefer, Store};

/// Bring the store up to date, both ways
///
/// What others wrote comes, and what waits here is sent. Nothing that is shared is ever rewritten: what you wrote
/// meanwhile is put behind it, each event of a run once, all else key by key. Where both sides changed one key to
/// something else, nothing is sent, and both are shown.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd store sync\n  \
    shepherd store sync --prefer theirs       both changed one key: take theirs\n  \
    shepherd store sync --from work.bundle    take in what came as a file\n  \
    shepherd store sync --disclose 5.5.1      5.5.1 is public: publish its record"
)]
pub(super) struct SyncArguments {
    /// Whose word holds where both sides changed one key
    #[arg(long, value_name = "SIDE", value_enum)]
    prefer: Option<Side>,
    /// Take in a file of `shepherd store bundle` first
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Publish the record of a release that was cut with `guide --private`, now that its tag is public
    #[arg(long, value_name = "VERSION", conflicts_with = "private")]
    disclose: Option<String>,
    /// Publish it without being asked, where there is no remote that says whether the tag is public
    #[arg(long, short, requires = "disclose")]
    yes: bool,
    /// The store of runs that nobody else may know of, with `store.private-remote`
    #[arg(long)]
    private: bool,
    #[command(flatten)]
    place: StorePlace,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Side {
    /// What was written in this clone
    Mine,
    /// What is shared
    Theirs,
}

/// Brings the store up to date.
pub(super) fn run(context: &Context<'_>, arguments: &SyncArguments) -> Result<(), Failure> {
    let mut desk = arguments.place.find_to_look(context)?;
    let repository = &desk.place.repository;
    let is_known = repository.identity().is_some();
    if arguments.from.is_some() || arguments.disclose.is_some() {
        identity(repository)?;
    }
    desk.me = Me::looking(repository.identity());
    if !arguments.place.offline {
        SharedPlace::discover_now(context, &desk.place, arguments.place.store.as_deref());
    }
    let prefer = match arguments.prefer {
        None => Prefer::Neither,
        Some(Side::Mine) => Prefer::Mine,
        Some(Side::Theirs) => Prefer::Theirs,
    };
    let found = arguments.place.shared(context, &desk)?;
    let found = if arguments.private {
        let private = in_private(context, &desk, found.as_ref())?;
        desk.store = Store::open_private(&desk.place.repository)?;
        Some(private)
    } else {
        found
    };
    if let Some(file) = &arguments.from {
        let path = context.path(file);
        let came = desk.store.take_bundle(&path, prefer, &sharing::author(context, &desk.me))?;
        sharing::tell_notices(context, &desk.store);
        context.ui.status(&format!("{} came with {}", plural(came, "change"), file.display()));
    }
    if let Some(version) = &arguments.disclose {
        disclose::run(context, &desk, version, arguments.yes)?;
    }
    let Some(found) = found else {
        if arguments.from.is_some() || arguments.disclose.is_some() {
            context.ui.status("The store is not shared, so nothing was sent.");
            return Ok(());
        }
        return Err(Failure::new(Kind::Usage, "the store is in this clone alone, so there is nothing to sync with")
            .hint("`shepherd store init` shares it; everything works without"));
    };
    let synced = if is_known {
        found.sync(context, &desk.store, &desk.me, prefer, arguments.private)?
    } else {
        // To take in what others wrote, nobody need be known.
        if desk.store.waiting()? > 0 {
            identity(&desk.place.repository)?;
        }
        found.take_in(context, &desk.store, &desk.me, prefer, arguments.private)?
    };
    context.ui.status(&format!(
        "{}: {} came, {} sent",
        found.shared.shown(),
        plural(synced.came, "change"),
        plural(synced.sent, "change")
    ));
    Ok(())
}

/// Returns where the store of private runs is shared.
///
/// # Errors
///
/// Where no place is configured, and where everybody would see it.
fn in_private(context: &Context<'_>, desk: &Desk, public: Option<&SharedPlace>) -> Result<SharedPlace, Failure> {
    private::shared(context, &desk.place, public)?.ok_or_else(|| {
        Failure::new(Kind::Refused, "what was begun with `--private` stays in this clone")
            .hint("`git config shepherd.privateStore ADDRESS` names a place that only those see who may")
            .hint("once the release is public, `shepherd store sync --disclose VERSION` publishes its record alone")
    })
}
