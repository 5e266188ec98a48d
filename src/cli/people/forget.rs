//! `shepherd people forget`

use crate::cli::context::Context;
use crate::cli::people::login;
use crate::cli::records::Records;
use crate::cli::status::StatusPlace;
use crate::core::people::{GHOST, Login};
use crate::core::text::{clean, plural};
use crate::failure::{Failure, Kind};
use crate::store::{TAKEN_OUT, Traces};
use crate::ui::Question;

/// Take a person out of the records
///
/// Their file, their pairings, their sign-ups and their away days go, also from the private store. Where a release names
/// them, `ghost` stands instead, which is what GitHub calls an account that is gone. It is one change, which is shared as
/// any other. The logs of runs and the history of git keep what they said: the command says what is left, and what can be
/// done about it.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd people forget kim\n  \
    shepherd people forget kim --yes"
)]
pub(super) struct ForgetArguments {
    /// The login on GitHub, with or without @
    #[arg(value_name = "LOGIN")]
    login: String,
    /// Do it without being asked
    #[arg(long, short)]
    yes: bool,
}

/// Takes a person out of both stores.
pub(super) fn run(context: &Context<'_>, arguments: &ForgetArguments) -> Result<(), Failure> {
    let login = login(&arguments.login)?;
    let mut place = StatusPlace::default().find(context)?;
    let public = Records::open(context, &mut place)?;
    let private = Records::open_private(context, &place)?;
    let (traces, hidden) = (public.store.traces(&login)?, private.store.traces(&login)?);
    if traces.is_empty() && hidden.is_empty() {
        let failure = Failure::new(Kind::Usage, format!("nothing is known of @{login} that could be taken out"));
        return Err(left(&login, &traces, &hidden).into_iter().fold(failure, Failure::hint));
    }
    show(context, &traces, "");
    show(context, &hidden, " of the private store");
    let text = format!("Take @{login} out of the records?");
    if !context.ui.confirm(&Question { text: &text, flag: "--yes", answer: arguments.yes.then_some(true) })? {
        context.ui.status("Nothing was changed.");
        return Ok(());
    }
    let mut project = Vec::new();
    for (path, text) in place.repository.changelogs(&place.config.rules.housekeeping) {
        if public.store.is_named_in(&login, &text)? {
            project.push(format!("`{}`", clean(&path)));
        }
    }
    let author = Records::author(context, &place)?;
    // The private store first: who is called how stands in the other one.
    if private.store.take_out(&login, TAKEN_OUT, &author)? {
        private.share(context, &author)?;
    }
    if public.store.take_out(&login, TAKEN_OUT, &author)? {
        public.share(context, &author)?;
    }
    context
        .ui
        .status(&format!("@{login} is not in the records any more; where a record needs somebody, it says `{GHOST}`"));
    for hint in left(&login, &traces, &hidden) {
        context.ui.hint(&hint);
    }
    if !project.is_empty() {
        context.ui.hint(&format!(
            "the project’s own changelog names them, and the site shows it as it is: {}",
            project.join(", ")
        ));
    }
    Ok(())
}

/// Says what is to be done.
fn show(context: &Context<'_>, traces: &Traces, which: &str) {
    for path in &traces.own {
        context.ui.status(&format!("`{path}`{which} goes"));
    }
    for path in &traces.naming {
        context.ui.status(&format!("`{path}`{which} names them no more"));
    }
}

/// Returns what is left of them, and what can be done about it.
fn left(login: &Login, traces: &Traces, hidden: &Traces) -> Vec<String> {
    let mut hints = Vec::new();
    let mentions: Vec<String> =
        traces.mentions.iter().chain(&hidden.mentions).map(|path| format!("`{path}`")).collect();
    if !mentions.is_empty() {
        hints.push(format!("a comment or a note still names them, which only you can judge: {}", mentions.join(", ")));
    }
    let logs = traces.logs.len() + hidden.logs.len();
    if logs > 0 {
        let verb = if logs == 1 { "names" } else { "name" };
        hints.push(format!(
            "{} {verb} them: a log is never changed, as others hold on to what it says",
            plural(logs, "log of a run")
        ));
    }
    if !traces.is_empty() || !hidden.is_empty() {
        hints.push(format!(
            "the history of git has what was there before, here, where it is shared, and in each clone, and so have tags \
             that say `Released-by: @{login}`: to go further, somebody who knows git rewrites the branch (`git filter-repo`), \
             and each clone takes it with `shepherd store sync --prefer theirs`"
        ));
    }
    hints
}
