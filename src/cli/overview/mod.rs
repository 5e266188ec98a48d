//! `shepherd` alone: who you are, what runs, what waits for you, and one thing to do next.

mod help;
mod suggest;
mod waiting;

pub(super) use help::command;

use std::fmt::Write as _;

use suggest::Suggestion;
use waiting::Waiting;

use crate::cli::context::Context;
use crate::cli::guide::login_if_known;
use crate::cli::status::{OpenRuns, StatusPlace};
use crate::cli::whereabouts::Where;
use crate::core::layout::padded;
use crate::core::text::clean;
use crate::core::tone::{HANG, Tone};
use crate::failure::Failure;
use crate::git::{GitError, Repository};

/// How much room the words have for what a line says.
const LABEL: usize = 15;

/// So many lines are shown of what runs, and of what waits.
const MOST: usize = 4;

/// How a person says who they are.
const SAY: &str = "`git config shepherd.login LOGIN` says it";

/// Shows how things stand, as this clone knows them: nobody is asked for more, and nothing is written.
pub(super) fn run(context: &Context<'_>) -> Result<(), Failure> {
    let text = match Repository::open(&context.folder) {
        // Who names a folder means one that is in a repository.
        Err(GitError::NoRepository(_)) if context.folder == context.environment.folder() => outside(),
        Err(error) => return Err(error.into()),
        Ok(_) => inside(context)?,
    };
    context.ui.prose(&text)?;
    context.ui.hint("`shepherd --help` lists all commands");
    Ok(())
}

fn outside() -> String {
    let mut text = String::new();
    write(&mut text, "project", &["none: this folder is in no git repository".to_owned()]);
    write(&mut text, "try", &[Suggestion::demo().text()]);
    text
}

fn inside(context: &Context<'_>) -> Result<String, Failure> {
    let place = StatusPlace::default().find(context)?;
    let login = or_warn(context, login_if_known(&place.repository)).flatten();
    let runs = or_warn(context, OpenRuns::find(context, &place));
    for failure in runs.iter().flat_map(OpenRuns::failures) {
        context.ui.warning(&failure.message);
    }
    let waiting = login.as_deref().map(|login| Waiting::find(context, &place, runs.as_ref(), login));
    let mut text = String::new();
    write(&mut text, "you", &who(&place, login.as_deref()));
    write(&mut text, "project", &[clean(&place.project).into_owned()]);
    let lines = runs.as_ref().map(OpenRuns::lines).unwrap_or_default();
    write(&mut text, "runs", &some(lines, "nothing is going on", "`shepherd status` shows all"));
    let lines = match &waiting {
        Some(waiting) => {
            some(waiting.lines(), "nothing", "`shepherd status --mine` and `shepherd rotation list` show more")
        }
        None => vec!["it is known once it is known who you are".to_owned()],
    };
    write(&mut text, "waits for you", &lines);
    write(&mut text, "do next", &[suggest::suggestion(context, &place, runs.as_ref(), waiting.as_ref()).text()]);
    Ok(text)
}

/// Returns who is at the keyboard, as commands that write something down would name them.
fn who(place: &Where, login: Option<&str>) -> Vec<String> {
    let identity = place.repository.identity();
    let identity = identity.map(|(name, email)| (clean(&name).into_owned(), clean(&email).into_owned()));
    match (login, identity) {
        (Some(login), Some((name, email))) => vec![format!("@{} ({name}, {email})", clean(login))],
        (Some(login), None) => vec![format!("@{}", clean(login))],
        (None, Some((name, email))) => vec![format!("{name} ({email})"), format!("your login is not known: {SAY}")],
        (None, None) => vec![format!("not known: {SAY}")],
    }
}

/// Returns the first lines, and how many more there are; `none` where there is nothing.
fn some(mut lines: Vec<String>, none: &str, rest: &str) -> Vec<String> {
    let more = lines.len().saturating_sub(MOST);
    // One line that says that there is one more is no shorter.
    if more > 1 {
        lines.truncate(MOST);
        lines.push(format!("and {more} more: {rest}"));
    }
    if lines.is_empty() { vec![none.to_owned()] } else { lines }
}

/// Writes a word for what lines say, and the lines beside it.
fn write(text: &mut String, label: &str, lines: &[String]) {
    for (place, line) in lines.iter().enumerate() {
        let label = if place == 0 { Tone::Faint.of(label) } else { String::new() };
        let _ = writeln!(text, "{}{HANG}{line}", padded(&label, LABEL));
    }
}

/// Returns what was found. What cannot be read is told, and the rest is shown all the same.
fn or_warn<Found>(context: &Context<'_>, found: Result<Found, Failure>) -> Option<Found> {
    found.map_err(|failure| context.ui.warning(&failure.message)).ok()
}
