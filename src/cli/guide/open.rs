//! Finds the run that is meant, and makes the guide of it.

use std::path::Path;

use crate::cli::checklist::find_document;
use crate::cli::configuration;
use crate::cli::context::Context;
use crate::cli::details::Connection;
use crate::cli::guide::arguments::{GuideArguments, PlaceArguments};
use crate::cli::source::SourceArguments;
use crate::config::{Config, Overrides};
use crate::core::people::{Login, LoginError};
use crate::core::run::{End, People, Run, What, read};
use crate::core::version::Version;
use crate::failure::{Failure, Kind};
use crate::git::{Repository, remotes};
use crate::guide::{Document, Github, Guide, Journal, Me, NEXT, Options, Place, Plan, begin, line, no_version};
use crate::shell::{Session, Surroundings};
use crate::store::{RunName, Store};
use crate::system::{environment, files};
use crate::ui::{Answers, Form, Inquiry};

/// The repository and the project that a run belongs to.
pub(in crate::cli) struct Where {
    pub(in crate::cli) repository: Repository,
    pub(in crate::cli) config: Config,
    /// `owner/name`, or `local/FOLDER`.
    pub(in crate::cli) project: String,
    pub(in crate::cli) remote: Option<String>,
    pub(in crate::cli) connection: Connection,
}

impl Where {
    /// Finds out where a run takes place.
    pub(in crate::cli) fn find(context: &Context<'_>, arguments: &PlaceArguments) -> Result<Self, Failure> {
        let repository = Repository::open(&context.folder)?;
        let overrides = Overrides {
            project: arguments.project.clone(),
            remote: arguments.remote.clone(),
            tag_pattern: arguments.tag_pattern.clone(),
            ..Overrides::default()
        };
        let config = configuration::load(context, &repository, overrides)?;
        let source = SourceArguments {
            offline: arguments.offline,
            github: false,
            project: arguments.project.clone(),
            remote: arguments.remote.clone(),
            tag_pattern: arguments.tag_pattern.clone(),
            pull_request_pattern: None,
            patience: 60,
        };
        let connection = Connection::new(context, &repository, &config, &source)?;
        let known = remotes(&repository);
        let usual = ["upstream", "origin"].into_iter().map(str::to_owned);
        let remote = config.remote.clone().into_iter().chain(usual).find(|name| known.contains(name));
        let remote = remote.or_else(|| known.first().filter(|_| known.len() == 1).cloned());
        let project = match connection.project() {
            Some(project) => project.to_owned(),
            None => local_project(&repository, remote.as_deref())?,
        };
        Ok(Self { repository, config, project, remote, connection })
    }

    /// Returns the place of a run in `repository`, which is this one or a rehearsal of it.
    pub(in crate::cli) fn place<'a>(
        &self,
        context: &Context<'_>,
        repository: &'a Repository,
        github: Github,
    ) -> Place<'a> {
        let mut place = Place::new(repository, context.clock, self.project.clone(), github);
        place.tag_pattern.clone_from(&self.config.rules.tag_pattern);
        place.program = environment::program();
        place.requires_verified = self.config.requires_verified;
        place
    }
}

/// The project of a repository that is not on GitHub: what its store calls it, else what its remote is called, which is
/// the same in each clone, else its folder.
fn local_project(repository: &Repository, remote: Option<&str>) -> Result<String, Failure> {
    if let Some(project) = remote.and_then(|remote| repository.remote_address(remote)).and_then(|it| project_at(&it)) {
        return Ok(project);
    }
    let mut known = Store::open(repository)?.runs()?.into_iter().map(|name| name.project);
    if let Some(project) = known.find(|project| project.starts_with("local/")) {
        return Ok(project);
    }
    // Every work tree of a repository belongs to the same project.
    let common = repository.common_directory();
    let folder = common.parent().filter(|_| common.ends_with(".git")).unwrap_or(common);
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = plain(&name);
    Ok(format!("local/{}", if name.is_empty() { "project" } else { &name }))
}

/// Returns the project at an address: its last two parts where a server has it, its last one where it is a path.
fn project_at(address: &str) -> Option<String> {
    let address = address.trim_end_matches('/');
    let address = address.strip_suffix("/.git").or_else(|| address.strip_suffix(".git")).unwrap_or(address);
    let mut parts = address.rsplit(['/', ':', '\\']).map(plain).filter(|part| !part.is_empty());
    let name = parts.next()?;
    let is_path = !address.contains(':') || address.starts_with("file:") || address.get(1..2) == Some(":");
    let owner = if is_path { None } else { parts.next() };
    Some(format!("{}/{name}", owner.as_deref().unwrap_or("local")))
}

/// Returns a name with what no project's name holds replaced.
fn plain(name: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    let name: String = name.chars().map(|letter| if is_plain(letter) { letter } else { '-' }).collect();
    name.trim_matches(['.', '-']).to_owned()
}

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

/// Returns the name of a run in the store.
pub(in crate::cli) fn run_name(project: &str, version: &str) -> RunName {
    RunName { project: project.to_owned(), version: version.to_owned() }
}

/// Returns the run that is meant: the one of the version that is named, else the only one that is open, else the one that
/// the person says.
pub(in crate::cli) fn choose_run(
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
    let line = line(context.ui, &mut answers, &place, branch.as_deref(), found.remote.clone())?;
    let plan = Plan {
        version: &name.version,
        security: arguments.security,
        line,
        procedure: arguments.procedure.as_deref(),
        procedures: &found.config.procedures,
        people: people(arguments, &me)?,
        rehearsal,
        private: arguments.private,
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

/// The document to begin with, where a project has none.
const DOCUMENT: &str = include_str!("../../../templates/releasing/RELEASING.md");

/// Offers to write a document to begin with. Returns what to say in the end: the person reads and changes it before
/// anything is released.
fn offer_document(context: &Context<'_>, answers: &mut Answers, repository: &Repository) -> Result<Failure, Failure> {
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
    files::replace(&folder.join("RELEASING.md"), DOCUMENT.as_bytes())?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_called_the_same_in_each_clone() {
        let cases = [
            ("/srv/git/hello.git", Some("local/hello")),
            ("../hello/.git", Some("local/hello")),
            ("file:///srv/git/hello.git/", Some("local/hello")),
            ("C:\\git\\hello", Some("local/hello")),
            ("git@gitlab.com:group/sub/hello.git", Some("sub/hello")),
            ("https://git.example.org/octo/hello", Some("octo/hello")),
            ("..", None),
        ];
        for (address, expected) in cases {
            assert_eq!(project_at(address).as_deref(), expected, "{address}");
        }
    }
}
