//! `shepherd store edit`

use crate::cli::context::Context;
use crate::cli::editor::{EditorArguments, Opened, edit};
use crate::cli::status::StatusPlace;
use crate::failure::Failure;

/// Open a file of the store in your editor: what the team agreed on, or a file that is damaged
///
/// Without a path it is `store.toml`. Its `[policy]` says how long people rest, over how many days the load is counted,
/// and how far somebody must have come for a release; each key that can be there is shown with what holds without it. A
/// message about a damaged file names its path: that of a person, a pair, a circle, a slot, or the releases of a project.
///
/// The editor is $VISUAL, else $EDITOR, else what `git config core.editor` says. What comes back is checked before it is
/// recorded, each mistake is told with its line, and you are asked whether to go on with it. Else nothing is recorded, and
/// your text is kept: the same command goes on with it. What is recorded is shared where the store is.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd store edit                           what the team agreed on\n  \
    shepherd store edit circles/calls.toml\n  \
    shepherd store edit slots/octo/hello/5.6.0.toml\n  \
    EDITOR=nano shepherd store edit releases/octo/hello.toml"
)]
pub(super) struct EditArguments {
    /// The path of the file in the store
    #[arg(value_name = "PATH", default_value = "store.toml")]
    path: String,
    #[command(flatten)]
    editor: EditorArguments,
}

/// Lets a person write on it.
pub(super) fn run(context: &Context<'_>, arguments: &EditArguments) -> Result<(), Failure> {
    let mut place = StatusPlace::default().find(context)?;
    let path = arguments.path.clone();
    let opened = Opened {
        what: None,
        without: format!("`git show {}:{path}` shows the file", crate::store::REFERENCE),
        missing: None,
        path,
    };
    edit(context, &mut place, opened, arguments.editor)
}
