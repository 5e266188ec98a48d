//! `shepherd store`

mod bundle;
mod disclose;
mod edit;
mod init;
mod location;
pub(super) mod readme;
mod rename;
mod sync;

use clap::Subcommand;

use crate::cli::context::Context;
use crate::cli::guide::{PlaceArguments, identity, me_by_flag};
use crate::cli::sharing::SharedPlace;
use crate::cli::whereabouts::Where;
use crate::failure::Failure;
use crate::git::Repository;
use crate::guide::Me;
use crate::store::Store;

/// Share the records of releases with others
///
/// The store holds who released, who mentored, and how each release goes. It begins in your clone alone, and nothing is
/// needed for that. Once it is shared, others see how a release goes, agree to a step from their own machine, and go on
/// where you stopped. It is a git branch of plain text; no server is needed but the one that your team pushes to.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd store where              where the store is, and what waits\n  \
    shepherd store init --in-repo    share it in the project's own repository\n  \
    shepherd store init --remote octo/release-records\n                                   \
    share it in one that a team has for this\n  \
    shepherd store sync              bring it up to date, both ways\n  \
    shepherd store edit              what the team agreed on for its rotation"
)]
pub(super) struct StoreArguments {
    #[command(subcommand)]
    command: StoreCommand,
}

#[derive(Subcommand, Debug)]
enum StoreCommand {
    Init(init::InitArguments),
    Sync(sync::SyncArguments),
    Where(location::WhereArguments),
    Edit(edit::EditArguments),
    Bundle(bundle::BundleArguments),
    Rename(rename::RenameArguments),
}

/// Runs one of the subcommands.
pub(super) fn run(context: &Context<'_>, arguments: &StoreArguments) -> Result<(), Failure> {
    match &arguments.command {
        StoreCommand::Init(arguments) => init::run(context, arguments),
        StoreCommand::Sync(arguments) => sync::run(context, arguments),
        StoreCommand::Where(arguments) => location::run(context, arguments),
        StoreCommand::Edit(arguments) => edit::run(context, arguments),
        StoreCommand::Bundle(arguments) => bundle::run(context, arguments),
        StoreCommand::Rename(arguments) => rename::run(context, arguments),
    }
}

/// Which store is meant.
#[derive(clap::Args, Clone, Debug, Default)]
pub(super) struct StorePlace {
    /// Do not ask GitHub, even where there is a token
    #[arg(long, help_heading = "The project")]
    offline: bool,
    /// The project on GitHub [default: what the remote says]
    #[arg(long, value_name = "OWNER/NAME", help_heading = "The project")]
    project: Option<String>,
    /// Where the store is shared: `in-repo`, OWNER/NAME, an address, or `none` [default: the configuration, `git config
    /// shepherd.store`, else the project's own remote where it has a store]
    #[arg(long, value_name = "ADDRESS", help_heading = "The project")]
    store: Option<String>,
}

/// Which store is meant, and who works with it.
#[derive(clap::Args, Clone, Debug, Default)]
pub(super) struct DeskArguments {
    #[command(flatten)]
    place: StorePlace,
    /// Your login [default: `git config shepherd.login`, else the records and your e-mail address]
    #[arg(long = "as", value_name = "LOGIN", help_heading = "The project")]
    login: Option<String>,
}

/// What is worked with.
pub(super) struct Desk {
    pub(super) place: Where,
    pub(super) store: Store,
    pub(super) me: Me,
}

impl StorePlace {
    /// Finds it, for somebody who is only known by what git writes into commits: no login is needed.
    pub(super) fn find(&self, context: &Context<'_>) -> Result<Desk, Failure> {
        self.find_for(context, |repository| {
            let (name, email) = identity(repository)?;
            Ok(Me { login: String::new(), name, email })
        })
    }

    /// Finds it for somebody who only looks.
    pub(super) fn find_to_look(&self, context: &Context<'_>) -> Result<Desk, Failure> {
        self.find_for(context, |_| Ok(Me { login: String::new(), name: String::new(), email: String::new() }))
    }

    fn find_for(
        &self,
        context: &Context<'_>,
        who: impl FnOnce(&Repository) -> Result<Me, Failure>,
    ) -> Result<Desk, Failure> {
        let (offline, project, store) = (self.offline, self.project.clone(), self.store.clone());
        let arguments = PlaceArguments { offline, project, store, ..PlaceArguments::default() };
        let place = Where::find(context, &arguments)?;
        let store = Store::open(&place.repository)?;
        let me = who(&place.repository)?;
        Ok(Desk { place, store, me })
    }

    /// Returns where the store is shared, `None` where it is not.
    pub(super) fn shared(&self, context: &Context<'_>, desk: &Desk) -> Result<Option<SharedPlace>, Failure> {
        SharedPlace::find(context, &desk.place, self.store.as_deref())
    }
}

impl DeskArguments {
    /// Finds it.
    pub(super) fn find(&self, context: &Context<'_>) -> Result<Desk, Failure> {
        self.place.find_for(context, |repository| me_by_flag(context, repository, self.login.as_deref()))
    }

    /// Returns where the store is shared, `None` where it is not.
    pub(super) fn shared(&self, context: &Context<'_>, desk: &Desk) -> Result<Option<SharedPlace>, Failure> {
        self.place.shared(context, desk)
    }
}
