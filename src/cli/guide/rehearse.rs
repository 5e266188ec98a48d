//! `shepherd guide --rehearse`: the whole walk in a throw-away place.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cli::checklist::find_document;
use crate::cli::context::Context;
use crate::cli::guide::arguments::GuideArguments;
use crate::cli::guide::open::{NewRun, begin_at, reopen_at};
use crate::cli::runs::choose_run;
use crate::cli::whereabouts::Where;
use crate::core::checklist::Procedure;
use crate::core::run::StepState;
use crate::core::text::plural;
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::guide::{Document, Github, Guide, Journal, Left, Me, line};
use crate::shell::Surroundings;
use crate::shell::rehearsal::{Rehearsal, RehearsalSource, uses_python};
use crate::store::{RunName, Store};
use crate::system::clock::Deadline;
use crate::system::lock::FileLock;
use crate::system::{files, folders};
use crate::ui::Answers;

/// Walks a rehearsal: begins it, or goes on with it.
pub(super) fn run(
    context: &Context<'_>,
    arguments: &GuideArguments,
    real: &Where,
    me: Me,
    mut answers: Answers,
) -> Result<(), Failure> {
    let version = arguments.version.as_deref();
    let name = if version.is_some() {
        choose_run(context, &Store::open(&real.repository)?, &real.project, version, &mut answers)?
    } else {
        return Err(
            Failure::new(Kind::Usage, "a rehearsal needs a version").hint("`shepherd guide VERSION --rehearse`")
        );
    };
    let folder = folder(&real.repository, &name)?;
    let _lock = lock(&folder, &name.version)?;
    // What was killed while it was made has no record, and is ours to make anew.
    let is_made = Rehearsal::is_made(&folder);
    if !is_made && folders::is_folder(&folder) {
        folders::remove(&folder)?;
    }
    let (rehearsal, branch) = if is_made {
        context.ui.status(&format!("going on with the rehearsal in {}", folder.display()));
        (Rehearsal::open(&folder)?, arguments.branch.clone())
    } else {
        // What is missing is said before anything is asked or copied.
        if let Some(file) = arguments.file.clone().or_else(|| real.config.document.clone()) {
            Document::read(&real.repository, &file)?.has_steps()?;
        } else if let Some(file) = find_document(&real.repository)? {
            Document::read(&real.repository, &file)?.has_steps()?;
        }
        let (rehearsal, branch) = make(context, arguments, real, &folder, &mut answers)?;
        (rehearsal, Some(branch))
    };
    say_reach(context, &rehearsal);
    let copy = Repository::open(&rehearsal.work_tree())?;
    let github = || Github::Unreachable("a rehearsal does not ask GitHub".to_owned());
    let place = real.place(context, &copy, github());
    let surroundings = Surroundings::Sealed(rehearsal.sealed());
    let store = Store::open(&copy)?;
    let mut guide = if let Some(journal) = Journal::open(store, name.clone(), me.clone(), context.clock)? {
        reopen_at(context, arguments, place, journal, answers, surroundings.clone())?
    } else {
        let store = Store::open(&copy)?;
        let new = NewRun { place: real, store, name, me, answers, branch, rehearsal: true, again: None };
        begin_at(context, arguments, new, place, surroundings.clone())?
    };
    prepare_python(context, &rehearsal, &guide.document);
    let directory = guide.session.directory().to_owned();
    let programs = guide.place.program.as_deref().and_then(Path::parent).map(Path::to_owned);
    guide.session = rehearsal.session().finding(programs);
    if !guide.session.set_directory(directory.clone()) {
        let shown = directory.display();
        context.ui.status(&format!("`{shown}` is not part of the rehearsal: it goes on at the top of the copy"));
    }
    guide.rehearsal = Some(rehearsal.clone());
    let left = super::walk(&mut guide, arguments)?;
    if left == Left::Unfinished {
        context.ui.hint("`shepherd guide VERSION --rehearse` goes on with this rehearsal");
        return Ok(());
    }
    summary(&guide, &rehearsal);
    let kept = keep_log(&real.repository, &guide)?;
    context.ui.status(&format!("its log is kept in {}", kept.display()));
    drop(guide);
    if arguments.keep {
        context.ui.status(&format!("the copy stays in {}", folder.display()));
        return Ok(());
    }
    Ok(rehearsal.remove()?)
}

/// Locks a rehearsal, so that no two guides walk in one place.
fn lock(folder: &Path, version: &str) -> Result<FileLock, Failure> {
    // Beside the folder of all rehearsals, in which nothing else lies.
    let place = folder.parent().and_then(Path::parent).unwrap_or(folder);
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folders::make(place)?;
    FileLock::take(&place.join(format!("rehearsal-{name}.lock")), Deadline::after(Duration::ZERO))?.ok_or_else(|| {
        Failure::new(Kind::Refused, format!("the rehearsal of {version} is open in another window"))
            .hint("go on there; or end that one, and go on here")
    })
}

/// Gives the rehearsal a Python of its own where the document uses one, and says so.
fn prepare_python(context: &Context<'_>, rehearsal: &Rehearsal, document: &Document) {
    let ticks = document.checklist.procedures.iter().flat_map(Procedure::ticks);
    let mut blocks = ticks.flat_map(|tick| &tick.step.blocks).filter(|block| block.runs.is_ok());
    if !blocks.any(|block| uses_python(&block.commands)) {
        return;
    }
    let progress = context.ui.progress("making an environment of Python's own");
    let made = rehearsal.prepare_python();
    drop(progress);
    match made {
        Ok(()) => context
            .ui
            .status("  Python is practised in an environment of its own, which sees what is installed on this machine"),
        Err(error) => {
            context.ui.warning(&format!("Python has no environment of its own here: {error}"));
            context.ui.hint("what `pip install` does here stays on this machine, where it may write");
        }
    }
}

/// Returns the folder of a rehearsal, in the git directory: the one that holds its run, else one that is free. A rehearsal
/// that was renamed stays where it was made, because its copies know where they lie.
pub(in crate::cli) fn folder(repository: &Repository, run: &RunName) -> Result<PathBuf, Failure> {
    let above = repository.common_directory().join("shepherd/rehearsal");
    for name in folders::names(&above) {
        let folder = above.join(name);
        if runs_in(&folder)?.contains(run) {
            return Ok(folder);
        }
    }
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || ".-_".contains(letter);
    let name: String = run.version.chars().map(|letter| if is_plain(letter) { letter } else { '-' }).collect();
    let mut folder = above.join(&name);
    let mut number = 2;
    while !runs_in(&folder)?.is_empty() {
        folder = above.join(format!("{name}-{number}"));
        number += 1;
    }
    Ok(folder)
}

/// Returns the runs of the rehearsal in a folder; none where it is none, or was not made to its end.
fn runs_in(folder: &Path) -> Result<Vec<RunName>, Failure> {
    if !Rehearsal::is_made(folder) {
        return Ok(Vec::new());
    }
    Ok(Store::open(&Repository::open(&Rehearsal::work_tree_in(folder))?)?.runs()?)
}

fn make(
    context: &Context<'_>,
    arguments: &GuideArguments,
    real: &Where,
    folder: &Path,
    answers: &mut Answers,
) -> Result<(Rehearsal, String), Failure> {
    let github = Github::Unreachable("a rehearsal does not ask GitHub".to_owned());
    let place = real.place(context, &real.repository, github);
    let line = line(context.ui, answers, &place, arguments.branch.as_deref(), real.remote.clone())?;
    let tip = real.repository.branch_tip(&line.branch).or_else(|| {
        let remote = line.remote.as_ref()?;
        real.repository.tip(&format!("refs/remotes/{remote}/{}", line.branch))
    });
    let commit = tip.map_or_else(|| line.branch.clone(), |commit| commit.to_string());
    let source =
        RehearsalSource::read(real.repository.common_directory(), line.remote.as_deref(), &line.branch, &commit)?;
    let progress = context.ui.progress("copying the repository and its remotes");
    let rehearsal = Rehearsal::make(folder, &source, &real.config.rehearsal_stubs);
    drop(progress);
    Ok((rehearsal?, line.branch))
}

/// Says what holds the rehearsal back, and which reach remains.
fn say_reach(context: &Context<'_>, rehearsal: &Rehearsal) {
    let reach = rehearsal.reach();
    context.ui.heading("This is a rehearsal: nothing of it reaches the real remotes.");
    for remote in rehearsal.remotes() {
        context.ui.status(&format!("  {} is a copy: {}", remote.name, remote.copy.display()));
    }
    let network =
        if reach.has_network { "there is network, as this system does not let it be taken away" } else { "no network" };
    let credentials = if reach.is_read_only { "no credentials" } else { "no credentials are named to its commands" };
    context.ui.status(&format!("  {credentials}, {network}"));
    for note in &reach.notes {
        context.ui.words(&format!("  {note}"));
    }
}

/// Says what was practised, and what still needs the real thing.
fn summary(guide: &Guide<'_>, rehearsal: &Rehearsal) {
    let run = guide.journal.run();
    let ui = guide.ui;
    let ran =
        run.steps.values().filter(|record| record.attempts.iter().any(|attempt| attempt.end == "exit code 0")).count();
    ui.heading("What was practised");
    ui.words(&format!(
        "  the commands of {} ran here, and pushes, tags and hooks were real in the copies",
        plural(ran, "step")
    ));
    let mut left: Vec<String> = Vec::new();
    for call in &rehearsal.stubbed() {
        left.push(format!("  was said and not done: {} {}", call.program, call.arguments.join(" ")));
    }
    let titles = run.checklist.iter().filter(|step| {
        let state = run.state(&step.id);
        let by_hand = matches!(state, StepState::Done { how: crate::core::run::How::ByHand, .. });
        by_hand || matches!(state, StepState::Skipped { by_condition: false, .. })
    });
    for step in titles {
        let word = match run.state(&step.id) {
            StepState::Skipped { .. } => "was skipped",
            _ => "was done by hand, if at all",
        };
        left.push(format!("  {word}: {}", step.title));
    }
    for record in run.steps.values() {
        for (check, reason) in &record.overrides {
            left.push(format!("  was not checked: {check} ({reason})"));
        }
    }
    for (check, reason) in &run.overrides {
        left.push(format!("  was not checked: {check} ({reason})"));
    }
    ui.heading("What still needs the real thing");
    if left.is_empty() {
        ui.status("  nothing that was noticed here");
    }
    for line in left {
        ui.status(&line);
    }
}

/// Keeps the log of a rehearsal apart from the real ones, and returns where.
fn keep_log(repository: &Repository, guide: &Guide<'_>) -> Result<PathBuf, Failure> {
    let text: String = guide.journal.events().iter().map(crate::core::run::write).collect();
    let run = guide.journal.run();
    let stamp = run.began.strftime("%Y%m%dT%H%M%SZ");
    let folder = repository.common_directory().join("shepherd/rehearsals");
    folders::make(&folder)?;
    let path = folder.join(format!("{}-{stamp}.jsonl", run.version.replace(['/', '\\'], "-")));
    files::replace(&path, text.as_bytes())?;
    Ok(path)
}
