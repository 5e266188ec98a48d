//! `shepherd approve`

mod give;
mod list;
mod pending;

pub(super) use pending::{Pending, of_run};

use crate::cli::context::Context;
use crate::cli::private::{self, Told};
use crate::cli::store::DeskArguments;
use crate::failure::Failure;

/// Agree to a step of somebody else's release, exactly as it is shown; without arguments, show what waits for you
///
/// For mentors, on a machine of their own: a step that asks for a sign-off does not go on before a different person has
/// agreed to just these commands, values and commit. If any of it changes, it is asked for again. Where you sign your
/// commits (`git config user.signingkey`) the agreement is signed, and others can tell that it is yours; else it is only
/// claimed.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd approve                  what waits for you, in all projects\n  \
    shepherd approve 5.5.0            look at what waits in it, then agree or not\n  \
    shepherd approve 5.5.0 publish    the same for the step `publish` alone\n  \
    shepherd approve 5.5.0 publish -y --digest 3f9a0c52d1b78e6a4f0b9c2d7e518a63\n                                \
        without being asked, and only to what you saw"
)]
pub(super) struct ApproveArguments {
    /// The version of the run
    #[arg(value_name = "VERSION")]
    version: Option<String>,
    /// The step [default: the only one that waits]
    #[arg(value_name = "STEP", requires = "version")]
    step: Option<String>,
    /// Agree without being asked; where there is no terminal, only with --digest
    #[arg(long, short, requires = "version")]
    yes: bool,
    /// Agree only if this is still what is asked for: the first digits of its digest, at least 32
    #[arg(long, value_name = "DIGEST", requires = "version")]
    digest: Option<String>,
    /// Do not sign, even where you have a key: the agreement is only claimed then
    #[arg(long, requires = "version")]
    no_sign: bool,
    /// Write what waits as JSON
    #[arg(long, conflicts_with = "version")]
    json: bool,
    #[command(flatten)]
    desk: DeskArguments,
}

/// Shows what waits, or agrees to it.
pub(super) fn run(context: &Context<'_>, arguments: &ApproveArguments) -> Result<(), Failure> {
    let desk = arguments.desk.find(context)?;
    let shared = arguments.desk.shared(context, &desk)?;
    private::look_everywhere(context, &desk.place, shared.as_ref(), &desk.me, &mut Told::default())?;
    match &arguments.version {
        None => list::run(context, arguments, &desk, shared.is_some()),
        Some(version) => give::run(context, arguments, &desk, shared.as_ref(), version),
    }
}
