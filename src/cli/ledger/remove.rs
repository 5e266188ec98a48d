//! `shepherd ledger remove`

use crate::cli::context::Context;
use crate::cli::ledger::LedgerPlace;
use crate::cli::ledger::report::lines;
use crate::cli::records::Records;
use crate::core::ledger::recorded_as;
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::ui::Question;

/// Take away the record of a release that should not be there
///
/// Its tag stays, and so does what the record said, in the history of the store. A record that is wrong in something is
/// better corrected: `shepherd record VERSION --amend`.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd ledger remove 9.9.9\n  \
    shepherd ledger remove v9.9.9 --yes\n  \
    shepherd ledger list --tag 9.9.9 --history      what it said"
)]
pub(super) struct RemoveArguments {
    /// The tag of the record, or its version
    #[arg(value_name = "TAG")]
    tag: String,
    /// Do it without a question
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    place: LedgerPlace,
}

/// Removes the record.
pub(super) fn run(context: &Context<'_>, arguments: &RemoveArguments) -> Result<(), Failure> {
    let mut place = arguments.place.find(context, false)?;
    let records = Records::open(context, &mut place)?;
    let project = &place.project;
    let releases = records.store.releases(project)?;
    let tag = recorded_as(&releases, &arguments.tag).unwrap_or(&arguments.tag);
    let shown = clean(tag);
    let release = releases.iter().find(|release| release.tag == tag).ok_or_else(|| {
        Failure::new(Kind::Usage, format!("{shown} of {project} is not recorded"))
            .hint("`shepherd ledger list` shows the tags that are")
    })?;
    context.ui.status(lines(&[release], false).trim_end());
    let text = format!("Take the record of {shown} away?");
    if !context.ui.confirm(&Question { text: &text, flag: "--yes", answer: arguments.yes.then_some(true) })? {
        context.ui.status("nothing was written");
        return Ok(());
    }
    let author = Records::author(context, &place)?;
    let message = format!("{project}: record of {tag} taken away");
    records.store.remove_release(project, tag, &message, &author)?;
    records.share(context, &author)?;
    context.ui.status(&format!("taken away: the record of {shown}"));
    context.ui.hint(&format!("`shepherd ledger list --tag {shown} --history` shows what it said"));
    Ok(())
}
