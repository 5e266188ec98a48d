//! Finds the run that is meant, and makes the guide of it.

use std::path::Path;
use std::str::FromStr;

use crate::cli::checklist::find_document;
use crate::cli::context::Context;
use crate::cli::guide::arguments::GuideArguments;
use crate::cli::releasing::write_document;
use crate::cli::whereabouts::Where;
use crate::core::people::{Login, LoginError};
use crate::core::rotation::mentor_beside;
use crate::core::run::{End, People, What};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::guide::{Document, Github, Guide, Journal, Me, Options, Place, Plan, begin, line};
use crate::shell::{Session, Surroundings};
use crate::store::{RunName, Store};
use crate::system::files;
use crate::ui::{Answers, Form, Inquiry};

/// Returns the answers of the flags and of the file.
pub(super) fn answers(context: &Context<'_>, arguments: &GuideArguments) -> Result<Answers, Failure> {
    let mut answers = Answers::default();
    for answer in &arguments.answer {
        answers.add_flag(answer)?;
    }
    for value in &arguments.set {
        answers.add_flag(&format!("value.{value}"))?;
    }
    if let Some(reason) = &arguments.reason {
        answers.add("reason.*", reason.clone());
    }
    if let Some(path) = &arguments.answers {
        let text = files::read_text(&context.path(path))?;
        answers.add_file(&path.display().to_string(), &text)?;
    }
    Ok(answers)
}

/// What a new run is made of.
pub(super) struct NewRun<'a> {
    pub(super) place: &'a Where,
    pub(super) store: Store,
    pub(super) name: RunName,
    pub(super) me: Me,
    pub(super) answers: Answers,
    /// The branch that is released from, where that is settled.
    pub(super) branch: Option<String>,
    pub(super) rehearsal: bool,
    /// The log of a run of that version that was given up, which goes on with this one.
    pub(super) again: Option<Journal>,
}

/// Begins a run.
pub(super) fn fresh<'a>(
    context: &Context<'a>,
    arguments: &GuideArguments,
    new: NewRun<'a>,
) -> Result<Guide<'a>, Failure> {
    let place = new.place.place(context, &new.place.repository, new.place.connection.access());
    let surroundings = Surroundings::Real;
    begin_at(context, arguments, new, place, surroundings)
}

/// Begins a run at a place, which may be a rehearsal's.
pub(super) fn begin_at<'a>(
    context: &Context<'a>,
    arguments: &GuideArguments,
    new: NewRun<'a>,
    place: Place<'a>,
    surroundings: Surroundings,
) -> Result<Guide<'a>, Failure> {
    let NewRun { place: found, store, name, me, mut answers, branch, rehearsal, again } = new;
    let file = match arguments.file.as_ref().or(found.config.document.as_ref()) {
        Some(file) => file.clone(),
        None => match find_document(place.repository)? {
            Some(file) => file,
            None => return Err(offer_document(context, &mut answers, place.repository)?),
        },
    };
    let document = Document::read(place.repository, &file)?;
    document.has_steps()?;
    let mut people = people(arguments, &me)?;
    if people.mentors.is_empty() && !store.is_private() {
        people.mentors.extend(mentor_by_slot(context, found, &name, &me, &mut answers)?);
    }
    let line = line(context.ui, &mut answers, &place, branch.as_deref(), found.remote.clone())?;
    let plan = Plan {
        version: &name.version,
        security: arguments.security,
        line,
        procedure: arguments.procedure.as_deref(),
        procedures: &found.config.procedures,
        people,
        rehearsal,
        private: store.is_private(),
    };
    let start = begin(context.ui, &mut answers, &place, &document, plan)?;
    let journal = match again {
        Some(mut journal) => {
            journal.append(What::BegunAgain(Box::new(start)))?;
            journal
        }
        None => Journal::begin(store, name, me, context.clock, start)?,
    };
    Ok(guide(context, arguments, place, journal, document, answers, surroundings))
}

/// Offers to write a document to begin with. Returns what to say in the end: the person reads and changes it before
/// anything is released.
pub(super) fn offer_document(
    context: &Context<'_>,
    answers: &mut Answers,
    repository: &Repository,
) -> Result<Failure, Failure> {
    let missing = Failure::new(Kind::Usage, "there is no RELEASING.md, and nothing that is called like it")
        .hint("name the release document with `--file FILE`")
        .hint("or let one be written to begin with: `--answer write-document=yes`");
    let Some(folder) = repository.work_tree() else { return Ok(missing) };
    if !context.ui.can_ask() && !answers.has("write-document") {
        return Ok(missing);
    }
    let form = Form::YesNo { default: false };
    let text = "There is no RELEASING.md. Write one to begin with?";
    if context.ui.inquire(&Inquiry { key: "write-document", text, form }, answers)? != "yes" {
        return Ok(missing);
    }
    if !write_document(folder)? {
        return Ok(missing);
    }
    Ok(Failure::new(Kind::Findings, "RELEASING.md was written, and nothing else was done")
        .hint("read it, change it until it says what your project does, and commit it")
        .hint("`shepherd checklist lint` shows doubts; `shepherd guide VERSION --rehearse` tries it"))
}

fn given_up(version: &str, reason: &str) -> Failure {
    Failure::new(Kind::Refused, format!("the run of {version} was given up: {reason}"))
        .hint("begin another version; its log stays")
}

/// Says whether a run that was given up is begun anew; one of which anything was tagged never is.
pub(super) fn is_begun_again(
    context: &Context<'_>,
    arguments: &GuideArguments,
    found: &Where,
    journal: &Journal,
    answers: &mut Answers,
) -> Result<bool, Failure> {
    let run = journal.run();
    let Some(End::Abandoned { reason }) = &run.end else { return Ok(false) };
    let refused = given_up(&run.version, reason);
    if let Some(way) = arguments.way_back() {
        return Err(refused.hint(format!("`{way}` has nothing to do")));
    }
    let place = found.place(context, &found.repository, Github::Unreachable(String::new()));
    if !place.is_untagged(run) {
        return Err(refused);
    }
    if !context.ui.can_ask() && !answers.has("begin-again") {
        return Err(refused.hint("or begin it anew, as nothing was tagged: `--answer begin-again=yes`"));
    }
    context.ui.status(&format!("The run of {} was given up: {reason}", run.version));
    let form = Form::YesNo { default: false };
    let text = "Nothing was tagged. Begin it anew?";
    if context.ui.inquire(&Inquiry { key: "begin-again", text, form }, answers)? == "yes" {
        return Ok(true);
    }
    Err(refused)
}

/// Goes on with a run.
pub(super) fn reopened<'a>(
    context: &Context<'a>,
    arguments: &GuideArguments,
    found: &'a Where,
    journal: Journal,
    answers: Answers,
) -> Result<Guide<'a>, Failure> {
    let place = found.place(context, &found.repository, found.connection.access());
    reopen_at(context, arguments, place, journal, answers, Surroundings::Real)
}

/// Goes on with a run at a place, which may be a rehearsal's.
pub(super) fn reopen_at<'a>(
    context: &Context<'a>,
    arguments: &GuideArguments,
    place: Place<'a>,
    journal: Journal,
    answers: Answers,
    surroundings: Surroundings,
) -> Result<Guide<'a>, Failure> {
    let run = journal.run();
    if let Some(End::Abandoned { reason }) = &run.end {
        return Err(given_up(&run.version, reason));
    }
    let file = arguments.file.clone().unwrap_or_else(|| run.file.clone());
    let document = Document::read(place.repository, &file)?;
    Ok(guide(context, arguments, place, journal, document, answers, surroundings))
}

fn guide<'a>(
    context: &Context<'a>,
    arguments: &GuideArguments,
    place: Place<'a>,
    journal: Journal,
    document: Document,
    answers: Answers,
    surroundings: Surroundings,
) -> Guide<'a> {
    let top = place.repository.work_tree().unwrap_or(place.repository.common_directory()).to_owned();
    let scratch = place.repository.common_directory().join("shepherd").join(scratch(&journal.run().version));
    // Commands may call this program, whether it is on the PATH or not.
    let programs = place.program.as_deref().and_then(Path::parent).map(Path::to_owned);
    let mut session = Session::new(top.clone(), surroundings, scratch).finding(programs);
    let directory = &journal.run().directory;
    if !directory.is_empty() {
        // An absolute path replaces the top.
        session.set_directory(top.join(directory));
    }
    let options = Options { step: arguments.step.clone() };
    Guide {
        ui: context.ui,
        answers,
        place,
        journal,
        document,
        session,
        options,
        rehearsal: None,
        shown: None,
        confirmed: Vec::new(),
        mirror: None,
        told: Vec::new(),
    }
}

/// Returns the folder for the scripts of a run: two runs share none.
fn scratch(version: &str) -> String {
    let is_plain = |letter: &char| letter.is_ascii_alphanumeric() || ".-_".contains(*letter);
    format!("scratch-{}", version.chars().filter(is_plain).collect::<String>())
}

/// Returns the mentor whom the slot of this version names, where the person takes them along: what both agreed to holds
/// where nobody says otherwise.
fn mentor_by_slot(
    context: &Context<'_>,
    found: &Where,
    name: &RunName,
    me: &Me,
    answers: &mut Answers,
) -> Result<Option<String>, Failure> {
    // What is damaged there is told by the commands that are about it.
    let (slots, _) = Store::open(&found.repository)?.slots_as_far_as_readable()?;
    let Some(mentor) = mentor_beside(&slots, &found.project, &name.version, &me.login) else { return Ok(None) };
    let mentor = Login::from_str(mentor)?.to_string();
    let key = "slot-mentor";
    if context.ui.can_ask() || answers.has(key) {
        let form = Form::YesNo { default: true };
        let text = format!("The slot of {} names @{mentor} as mentor. Go with them?", clean(&name.version));
        let answer = context.ui.inquire(&Inquiry { key, text: &text, form }, answers)?;
        return Ok((answer == "yes").then_some(mentor));
    }
    context.ui.status(&format!("@{mentor} mentors you, as the slot of {} says", clean(&name.version)));
    Ok(Some(mentor))
}

/// Returns who takes part, as the flags say.
pub(super) fn people(arguments: &GuideArguments, me: &Me) -> Result<People, Failure> {
    if arguments.mentor.iter().any(|login| login.trim_start_matches('@').eq_ignore_ascii_case(&me.login)) {
        return Err(Failure::new(Kind::Usage, format!("@{} cannot be their own mentor", me.login))
            .hint("a mentor is somebody else; without one, leave `--mentor` out"));
    }
    let logins = |given: &[String], flag: &str| {
        let login = |text: &String| match text.parse::<Login>() {
            Ok(login) => Ok(login.into()),
            Err(LoginError(text)) => Err(Failure::from(LoginError(format!("{flag} {text}")))),
        };
        given.iter().map(login).collect::<Result<Vec<String>, _>>()
    };
    Ok(People {
        mentors: logins(&arguments.mentor, "--mentor")?,
        sponsors: logins(&arguments.sponsor, "--sponsor")?,
        shadows: logins(&arguments.shadow, "--shadow")?,
    })
}
