//! `shepherd guide --rehearse`: the whole walk in a throw-away place.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cli::checklist::find_document;
use crate::cli::context::Context;
use crate::cli::guide::arguments::GuideArguments;
use crate::cli::guide::open::{NewRun, begin_at, offer_document, reopen_at};
use crate::cli::runs::choose_run;
use crate::cli::whereabouts::Where;
use crate::config::FILE_NAME;
use crate::core::checklist::Procedure;
use crate::core::run::{Run, StepState};
use crate::core::text::{clean, plural};
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::guide::{Document, Github, Guide, Journal, Left, Me, line};
use crate::shell::Surroundings;
use crate::shell::rehearsal::{Rehearsal, RehearsalSource, uses_python};
use crate::store::{RunName, Store};
use crate::system::clock::Deadline;
use crate::system::lock::FileLock;
use crate::system::{files, folders};
use crate::ui::{Answers, Form, Inquiry};

/// Walks a rehearsal: begins it, or goes on with it.
pub(super) fn run(
    context: &Context<'_>,
    arguments: &GuideArguments,
    real: &Where,
    me: Me,
    answers: Answers,
) -> Result<(), Failure> {
    let command =
        format!("`shepherd guide {} --rehearse`", arguments.version.as_deref().map_or("VERSION".into(), clean));
    rehearse(context, arguments, real, me, answers).map_err(|mut failure| {
        // What the walk says of itself is about the real one.
        for hint in &mut failure.hints {
            *hint = hint.replace("`shepherd guide`", &command);
        }
        failure
    })
}

fn rehearse(
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
    if arguments.abandon {
        return abandon(context, &folder, &name.version);
    }
    // What was killed while it was made, or ended before anything began, is ours to make anew.
    let is_made = runs_in(&folder)?.contains(&name) && !is_begun_anew(context, real, &folder, &name, &mut answers)?;
    if !is_made && folders::is_folder(&folder) {
        folders::remove(&folder)?;
    }
    let (rehearsal, branch) = if is_made {
        context.ui.status(&format!("going on with the rehearsal in {}", folder.display()));
        (Rehearsal::open(&folder)?, arguments.branch.clone())
    } else {
        // What is missing is said before anything is asked or copied.
        let Some(file) = document(arguments, real)? else {
            return Err(offer_document(context, &mut answers, &real.repository)?);
        };
        Document::read(&real.repository, &file)?.has_steps()?;
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
        context.ui.hint(&format!(
            "`shepherd guide {0} --rehearse` goes on with this rehearsal, and with `--abandon` gives it up",
            clean(&guide.journal.run().version)
        ));
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

/// Returns the release document that is meant; `None` where there is none.
fn document(arguments: &GuideArguments, real: &Where) -> Result<Option<String>, Failure> {
    match arguments.file.as_ref().or(real.config.document.as_ref()) {
        Some(file) => Ok(Some(file.clone())),
        None => find_document(&real.repository),
    }
}

/// Gives a rehearsal up.
fn abandon(context: &Context<'_>, folder: &Path, version: &str) -> Result<(), Failure> {
    let version = clean(version);
    let command = format!("`shepherd guide {version} --rehearse`");
    if !folders::is_folder(folder) {
        return Err(Failure::new(Kind::Usage, format!("there is no rehearsal of {version} to give up"))
            .hint(format!("{command} begins one")));
    }
    folders::remove(folder)?;
    context.ui.status(&format!("the rehearsal of {version} is given up, and its copy removed; {command} begins anew"));
    Ok(())
}

/// Says whether a rehearsal is thrown away for a new one: where the branch has moved since, or its document was changed,
/// it practises what is not going to be released.
fn is_begun_anew(
    context: &Context<'_>,
    real: &Where,
    folder: &Path,
    name: &RunName,
    answers: &mut Answers,
) -> Result<bool, Failure> {
    let rehearsal = Rehearsal::open(folder)?;
    let copy = Repository::open(&rehearsal.work_tree())?;
    let Some((_, events)) = Store::open(&copy)?.read_events(name)? else { return Ok(true) };
    let Ok(run) = Run::replay(&events) else { return Ok(true) };
    let line = &run.start.line;
    let Ok(source) = source(real, line.remote.as_deref(), &line.branch, &run.file) else { return Ok(false) };
    let Some(commit) = rehearsal.made_of_other(&source) else { return Ok(false) };
    let short = |commit: &str| commit.chars().take(8).collect::<String>();
    let what = if commit == source.commit {
        "what is not committed in the work tree has changed".to_owned()
    } else {
        format!("`{}` is at {} by now, and was at {}", clean(&line.branch), short(&source.commit), short(commit))
    };
    context.ui.warning(&format!("the rehearsal of {} is not of what would be released: {what}", clean(&name.version)));
    if !context.ui.can_ask() && !answers.has("begin-again") {
        context.ui.hint("it goes on as it is; `--answer begin-again=yes` throws it away and begins anew");
        return Ok(false);
    }
    let form = Form::YesNo { default: false };
    let text = "Throw it away and begin anew?";
    Ok(context.ui.inquire(&Inquiry { key: "begin-again", text, form }, answers)? == "yes")
}

/// Returns what of the real repository a rehearsal is made of, with the document and the configuration as they are in the
/// work tree where they are not committed so.
fn source(real: &Where, remote: Option<&str>, branch: &str, document: &str) -> Result<RehearsalSource, Failure> {
    let repository = &real.repository;
    let tip = repository
        .branch_tip(branch)
        .or_else(|| repository.tip(&format!("refs/remotes/{}/{branch}", remote.unwrap_or_default())));
    let commit = tip.map_or_else(|| branch.to_owned(), |commit| commit.to_string());
    let source = RehearsalSource::read(repository.common_directory(), remote, branch, &commit)?;
    let Some(top) = repository.work_tree() else { return Ok(source) };
    let mut uncommitted = Vec::new();
    for name in [document, FILE_NAME] {
        let Some(text) = files::read_text_if_there(&top.join(name))? else { continue };
        let committed = repository.head_commit().and_then(|head| repository.content_at(head, name).ok().flatten());
        let is_same =
            |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).replace("\r\n", "\n") == text.replace("\r\n", "\n");
        if !committed.is_some_and(is_same) {
            uncommitted.push((name.to_owned(), text.into_bytes()));
        }
    }
    Ok(source.bringing(uncommitted))
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
    let document = document(arguments, real)?.unwrap_or_default();
    let source = source(real, line.remote.as_deref(), &line.branch, &document)?;
    if !source.files.is_empty() {
        let names: Vec<String> = source.files.iter().map(|(name, _)| clean(name).into_owned()).collect();
        let as_they_are = if names.len() == 1 { "as it is" } else { "as they are" };
        context.ui.status(&format!("{}: taken {as_they_are} in the work tree, not committed so", names.join(" and ")));
    }
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
        ui.words(&line);
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
