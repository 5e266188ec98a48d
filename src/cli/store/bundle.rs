//! `shepherd store bundle`

use std::path::PathBuf;

use crate::cli::context::Context;
use crate::cli::store::StorePlace;
use crate::core::text::plural;
use crate::failure::{Failure, Kind};

/// Put what waits into a file, for somebody who may push it
///
/// Without the right to push, everything works in your clone, and waits there. The file holds what the shared store does
/// not have yet; whoever has the right takes it in with `shepherd store sync --from FILE`.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd store bundle work.bundle         make the file\n  \
    shepherd store sync --from work.bundle    what the other person does with it"
)]
pub(super) struct BundleArguments {
    /// The file to make
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: StorePlace,
}

/// Makes the file.
pub(super) fn run(context: &Context<'_>, arguments: &BundleArguments) -> Result<(), Failure> {
    let desk = arguments.place.find(context)?;
    let path = context.path(&arguments.file);
    if crate::system::files::exists(&path) {
        return Err(Failure::new(Kind::Refused, format!("`{}` is there already", arguments.file.display()))
            .hint("name another file; nothing was overwritten"));
    }
    let waiting = desk.store.waiting()?;
    if waiting == 0 {
        context.ui.status("Nothing waits, so no file was made.");
        return Ok(());
    }
    desk.store.bundle(&path)?;
    context.ui.data(&format!("{}\n", arguments.file.display()))?;
    context.ui.status(&format!("{} in it", plural(waiting, "change")));
    context
        .ui
        .hint(&format!("hand it to somebody who may push: `shepherd store sync --from {}`", arguments.file.display()));
    Ok(())
}
