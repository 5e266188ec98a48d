//! `shepherd store init`

use crate::cli::context::Context;
use crate::cli::sharing::{self, SETTING, SharedPlace};
use crate::cli::store::{Desk, StorePlace};
use crate::core::text::plural;
use crate::failure::{Failure, Kind};
use crate::git::{Address, without_credentials};
use crate::store::{BRANCH, Prefer, Synced};
use crate::ui::Question;

/// Share the store: make it on a remote, or join the one that is there
///
/// What this clone has recorded so far goes along. Whoever can read the remote can read the store: names, logins, who
/// released and who helped, and how each release went. It holds no secrets, no commands' output, and no run that was
/// begun with `--private`. Nothing is kept where the remote does not take the branch.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd store init --remote octo/release-records\n                     \
    one repository for all projects of a team: recommended\n  \
    shepherd store init --remote git@example.org:records.git\n                     \
    any address that git can push to\n  \
    shepherd store init --in-repo\n                     \
    the branch `release-shepherd` of the project itself\n  \
    shepherd store init\n                     \
    join the store that the configuration names"
)]
pub(super) struct InitArguments {
    /// The repository: OWNER/NAME, an address, the name of a remote of this clone, or a path that begins with `.` or `/`
    #[arg(long = "remote", value_name = "ADDRESS")]
    address: Option<String>,
    /// A branch of the project's own repository
    #[arg(long, conflicts_with = "address")]
    in_repo: bool,
    /// Do it without asking
    #[arg(long, short)]
    yes: bool,
    #[command(flatten)]
    place: StorePlace,
}

/// Shares the store.
pub(super) fn run(context: &Context<'_>, arguments: &InitArguments) -> Result<(), Failure> {
    let desk = arguments.place.find(context)?;
    let address = arguments.address.as_deref();
    let is_own = address.is_some() && address == desk.place.remote.as_deref();
    let in_repo = arguments.in_repo || is_own;
    let address = if in_repo { Some("in-repo") } else { address };
    let found = match address {
        Some(address) => {
            let shared = sharing::shared(context, &desk.place, address)?;
            Some(SharedPlace { shared, said_by: "the command line".to_owned() })
        }
        None => arguments.place.shared(context, &desk)?,
    };
    let Some(found) = found else {
        return Err(Failure::new(Kind::Usage, "it was not said where the store is to be shared")
            .hint("`--remote OWNER/release-records` for one that all projects of a team share (recommended)")
            .hint("`--in-repo` for a branch of the project's own repository"));
    };
    has_no_password(&found)?;
    if in_repo {
        is_no_fork(context, &desk)?;
    }
    confirm(context, arguments, &desk, &found)?;
    let before = desk.store.newest()?;
    let synced = match share(context, &desk, &found) {
        Ok(synced) => synced,
        Err(failure) => {
            if !desk.store.put_back(before)? {
                context.ui.warning("somebody wrote to the store of this clone meanwhile, so it stays as it is now");
            }
            return Err(failure);
        }
    };
    if let Some(address) = address {
        // A name on the server is kept as it was said: how it is reached may change.
        let is_path = found.shared.remote.starts_with('/');
        let kept = if is_path { &found.shared.remote } else { address };
        desk.place.repository.set_setting(SETTING, kept)?;
    }
    let came = if synced.came > 0 { format!(", {} came", plural(synced.came, "change")) } else { String::new() };
    context.ui.status(&format!(
        "the store is shared: {} ({} sent{came})",
        found.shared.shown(),
        plural(synced.sent, "change")
    ));
    tell_others(context, arguments, &desk, in_repo);
    Ok(())
}

/// Makes the store and the shared one the same, and notes which projects it is for.
fn share(context: &Context<'_>, desk: &Desk, found: &SharedPlace) -> Result<Synced, Failure> {
    let author = sharing::author(context, &desk.me);
    let mut projects = sharing::own_names(&desk.place);
    projects.push(desk.place.project.clone());
    // First what is there: where that is something else, nothing is written.
    let came = found.join(context, &desk.store, &desk.me)?.came;
    if desk.store.exists() {
        projects.extend(desk.store.runs()?.into_iter().map(|name| name.project));
        projects.extend(desk.store.snapshot()?.projects()?);
    }
    desk.store.note_projects(&projects, &author)?;
    // Pushing it is the trial.
    let synced = found.sync(context, &desk.store, &desk.me, Prefer::Neither, true)?;
    Ok(Synced { came: came + synced.came, ..synced })
}

/// Says how others get there.
fn tell_others(context: &Context<'_>, arguments: &InitArguments, desk: &Desk, in_repo: bool) {
    if in_repo {
        context.ui.hint("others find it by themselves after their next `git fetch`; `shepherd store where` shows that");
    } else if let Some(named) = &arguments.address {
        // Others have remotes of other names.
        let named = desk.place.repository.remote_address(named).unwrap_or_else(|| named.clone());
        context.ui.hint(&format!(
            "so that others find it too, put this into .shepherd.toml:\n  [store]\n  remote = \"{}\"",
            without_credentials(&named)
        ));
    }
}

fn confirm(context: &Context<'_>, arguments: &InitArguments, desk: &Desk, found: &SharedPlace) -> Result<(), Failure> {
    let address = desk.place.repository.remote_address(&found.shared.remote);
    let address = address.map(|address| format!(" ({})", without_credentials(&address))).unwrap_or_default();
    context.ui.status(&format!(
        "The store of this clone will be the branch `{BRANCH}` of {}{address}.",
        found.shared.remote_shown()
    ));
    context.ui.status(
        "Whoever can read that repository can read it: logins, who released and helped, how each release went.",
    );
    let question = Question { text: "Share it there?", flag: "--yes", answer: arguments.yes.then_some(true) };
    if context.ui.confirm(&question)? {
        return Ok(());
    }
    Err(Failure::new(Kind::Findings, "not shared, and nothing was sent")
        .hint("everything works without it, in this clone alone"))
}

/// Refuses an address with a password in it: it would be kept in the configuration, and end in what is copied from there.
fn has_no_password(found: &SharedPlace) -> Result<(), Failure> {
    if !Address::read(&found.shared.remote).has_password {
        return Ok(());
    }
    let shown = found.shared.remote_shown();
    Err(Failure::new(Kind::Usage, format!("there is a password in the address {shown}, and it would be kept")).hint(
        "leave it out, and let git ask for it or keep it: `git config credential.helper`; nothing was written or sent",
    ))
}

/// Refuses a fork where GitHub says that it is one.
fn is_no_fork(context: &Context<'_>, desk: &Desk) -> Result<(), Failure> {
    let Some(parent) = desk.place.connection.parent(context)? else { return Ok(()) };
    let remote = desk.place.remote.clone().unwrap_or_default();
    Err(Failure::new(Kind::Refused, format!("`{remote}` is {}, a fork of {parent}", desk.place.project))
        .hint(format!("a store belongs to the project itself: `git remote add upstream` with the address of {parent}"))
        .hint("or share it in a repository of the team's own: `--remote OWNER/release-records`; nothing was sent"))
}
