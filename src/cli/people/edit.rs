//! `shepherd people edit`

use crate::cli::context::Context;
use crate::cli::editor::{EditorArguments, Opened, edit};
use crate::cli::people::{login, unknown};
use crate::cli::status::StatusPlace;
use crate::failure::Failure;

/// Open the file of a person in your editor
///
/// The editor is $VISUAL, else $EDITOR, else what `git config core.editor` says. What comes back is checked before it is
/// recorded, and where something is wrong you are asked whether to go on with it. Else nothing is recorded, and your text
/// is kept: the same command goes on with it.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd people edit kim\n  \
    EDITOR=nano shepherd people edit kim"
)]
pub(super) struct EditArguments {
    /// The login on GitHub, with or without @
    #[arg(value_name = "LOGIN")]
    login: String,
    #[command(flatten)]
    editor: EditorArguments,
}

/// Lets a person write on the file of one.
pub(super) fn run(context: &Context<'_>, arguments: &EditArguments) -> Result<(), Failure> {
    let login = login(&arguments.login)?;
    let mut place = StatusPlace::default().find(context)?;
    let opened = Opened {
        path: format!("people/{login}.toml"),
        what: Some(format!("@{login}")),
        without: format!("`shepherd people set {login}` changes the same with flags"),
        missing: Some(unknown(login.as_str())),
    };
    edit(context, &mut place, opened, arguments.editor)
}
