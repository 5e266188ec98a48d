//! Runs wherever they are kept: in the store for all, or in that of what nobody else may know.

use crate::cli::context::Context;
use crate::cli::private;
use crate::cli::sharing::SharedPlace;
use crate::cli::whereabouts::Where;
use crate::core::run::{End, Run, read};
use crate::core::version::Version;
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::guide::{Journal, NEXT, Shares, Sharing, no_version};
use crate::store::{RunName, Store};
use crate::ui::{Answers, Form, Inquiry};

/// Returns the store that has a run; that for all where none has it.
pub(super) fn store_of(repository: &Repository, name: &RunName) -> Result<Store, Failure> {
    let private = Store::open_private(repository)?;
    if private.runs()?.contains(name) { Ok(private) } else { Ok(Store::open(repository)?) }
}

/// Returns how a store is shared from here on; `None` where it is not.
pub(super) fn sharing(
    context: &Context<'_>,
    place: &Where,
    store: &Store,
    shared: Option<&SharedPlace>,
) -> Result<Option<Sharing>, Failure> {
    if !store.is_private() {
        return Ok(shared.map(SharedPlace::sharing));
    }
    let private = private::shared(context, place, shared)?;
    Ok(private.map(|private| Sharing { shared: private.shared, readme: None, private: true }))
}

/// Shares what was written, and waits for it. `what` says what stays in this clone where that fails.
///
/// # Errors
///
/// Where it was not shared, which whoever asked for it has to know.
pub(super) fn share_and_wait(context: &Context<'_>, journal: &mut Journal, what: &str) -> Result<(), Failure> {
    let progress = context.ui.progress("sharing");
    let shares = journal.share(None);
    drop(progress);
    match shares? {
        Shares::Local | Shares::Done(_) => Ok(()),
        Shares::Failed(failure) => {
            let kind = if failure.kind == Kind::Refused { Kind::Refused } else { Kind::Outside };
            let told = Failure::new(kind, format!("{what}, and is not shared: {}", failure.message));
            let told = failure.hints.into_iter().fold(told, Failure::hint);
            Err(told.hint("`shepherd store sync` tries again"))
        }
    }
}

/// Returns the name of a run in the store.
pub(super) fn run_name(project: &str, version: &str) -> RunName {
    RunName { project: project.to_owned(), version: version.to_owned() }
}

/// Returns the run that is meant: the one of the version that is named, else the only one that is open, else the one that
/// the person says.
pub(super) fn choose_run(
    context: &Context<'_>,
    store: &Store,
    project: &str,
    version: Option<&str>,
    answers: &mut Answers,
) -> Result<RunName, Failure> {
    if let Some(version) = version {
        let version = if version == NEXT { version } else { version.strip_prefix('v').unwrap_or(version) };
        if version != NEXT && Version::parse(version).is_none() {
            return Err(no_version(version));
        }
        return Ok(run_name(project, version));
    }
    let mut open = open_runs(store, project)?;
    // What nobody else may know of is open here all the same.
    open.extend(open_runs(&store.beside()?, project)?);
    match open.as_slice() {
        [only] => Ok(only.clone()),
        [] => {
            let form = Form::Text { default: None };
            let inquiry = Inquiry { key: "version", text: "Which version is released?", form };
            if !context.ui.can_ask() && !answers.has("version") {
                return Err(Failure::new(Kind::Usage, "no run is open, and no version was named")
                    .hint("begin one with `shepherd guide VERSION`"));
            }
            let version = context.ui.inquire(&inquiry, answers)?;
            choose_run(context, store, project, Some(&version), answers)
        }
        several => {
            let versions: Vec<String> = several.iter().map(|name| name.version.clone()).collect();
            Err(Failure::new(Kind::Usage, format!("{} runs are open: {}", several.len(), versions.join(", ")))
                .hint("name the one that you mean: `shepherd guide VERSION`"))
        }
    }
}

/// Returns the runs of a project that did not come to their end. One that cannot be read counts: it is not over.
fn open_runs(store: &Store, project: &str) -> Result<Vec<RunName>, Failure> {
    let runs = store.runs()?.into_iter().filter(|name| name.project == project);
    let is_open = |name: &RunName| {
        let text = store.read_run(name).ok().flatten().unwrap_or_default();
        let run = read(&text).ok().and_then(|events| Run::replay(&events).ok());
        !run.is_some_and(|run| matches!(run.end, Some(End::Finished | End::Abandoned { .. })))
    };
    Ok(runs.filter(is_open).collect())
}
