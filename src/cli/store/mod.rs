//! `shepherd store`

mod bundle;
mod disclose;
mod init;
mod location;
pub(super) mod readme;
mod sync;

use clap::Subcommand;

use crate::cli::context::Context;
use crate::cli::guide::{PlaceArguments, me};
use crate::cli::sharing::SharedPlace;
use crate::cli::whereabouts::Where;
use crate::failure::Failure;
use crate::guide::Me;
use crate::store::Store;
use crate::ui::Answers;

/// Share the records of releases with others: set up, bring up to date, hand over
///
/// The store holds who released, who mentored, and how each release goes. It begins in your clone alone, and nothing is
/// needed for that. Once it is shared, others see how a release goes, agree to a step from their own machine, and go on
/// where you stopped. It is a git branch of plain text; no server is needed but the one that your team pushes to.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd store where                                    where the store is, and what waits\n  \
    shepherd store init --remote octo/release-records       one store for all projects of a team\n  \
    shepherd store init --in-repo                           a branch of the project's own repository\n  \
    shepherd store sync                                     bring it up to date, both ways"
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
    Bundle(bundle::BundleArguments),
}

/// Runs one of the subcommands.
pub(super) fn run(context: &Context<'_>, arguments: &StoreArguments) -> Result<(), Failure> {
    match &arguments.command {
        StoreCommand::Init(arguments) => init::run(context, arguments),
        StoreCommand::Sync(arguments) => sync::run(context, arguments),
        StoreCommand::Where(arguments) => location::run(context, arguments),
        StoreCommand::Bundle(arguments) => bundle::run(context, arguments),
    }
}

/// Which store is meant, and who works with it.
#[derive(clap::Args, Clone, Debug, Default)]
pub(super) struct DeskArguments {
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

impl DeskArguments {
    /// Finds it.
    pub(super) fn find(&self, context: &Context<'_>) -> Result<Desk, Failure> {
        let (offline, project, store) = (self.offline, self.project.clone(), self.store.clone());
        let arguments = PlaceArguments { offline, project, store, ..PlaceArguments::default() };
        let place = Where::find(context, &arguments)?;
        let store = Store::open(&place.repository)?;
        let me = me(context, &place.repository, self.login.as_deref(), &mut Answers::default())?;
        Ok(Desk { place, store, me })
    }

    /// Returns where the store is shared, `None` where it is not.
    pub(super) fn shared(&self, context: &Context<'_>, desk: &Desk) -> Result<Option<SharedPlace>, Failure> {
        SharedPlace::find(context, &desk.place, self.store.as_deref())
    }
}
