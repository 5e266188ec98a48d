//! `shepherd init`

mod choose;
mod look;
mod report;

pub(super) use look::usual_remote;

use std::path::PathBuf;

use serde_json::json;

use crate::cli::configuration::{self, LOCAL_FILE, LOCAL_NAME};
use crate::cli::context::Context;
use crate::cli::init::look::{Found, Understood};
use crate::cli::json::pretty;
use crate::cli::range::{Connection, SourceArguments};
use crate::cli::releasing::{DOCUMENT_NAME, write_document};
use crate::cli::values;
use crate::config::{Config, FILE_NAME, Format, Overrides, Source};
use crate::core::setup::Settings;
use crate::core::text::clean;
use crate::core::tree_path::is_below_top;
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::system::files;
use crate::ui::Question;

/// Look at a project, and write the configuration that it needs
///
/// Looks first: remotes, tags, titles, labels in use, changelog, release document, workflows that a release starts, who
/// made tags. Shows the file that it would write, and asks. A RELEASING.md to begin with is offered where there is none.
/// What is there already is never changed.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd init                 look, show, ask, write\n  \
    shepherd init --dry-run       only look and show\n  \
    shepherd init --local         for who may not push a configuration\n  \
    shepherd init --yes --no-releasing"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct InitArguments {
    /// Write `.git/shepherd.toml`, which stays in this clone, and nothing into the work tree
    #[arg(long)]
    local: bool,
    /// Take what is proposed, without being asked
    #[arg(long, short, conflicts_with = "dry_run")]
    yes: bool,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Write what was found, and what was written, as JSON
    #[arg(long)]
    json: bool,
    /// Write a RELEASING.md to begin with, where there is no release document
    #[arg(long, conflicts_with_all = ["no_releasing", "local", "dry_run"], help_heading = "What is written")]
    releasing: bool,
    /// Write no RELEASING.md
    #[arg(long, help_heading = "What is written")]
    no_releasing: bool,
    /// The release document, from the top of the repository [default: what is found]
    #[arg(long, value_name = "FILE", help_heading = "What is written")]
    document: Option<String>,
    /// The changelog, from the top of the repository [default: what is found]
    #[arg(long, value_name = "FILE", help_heading = "What is written")]
    changelog: Option<String>,
    /// How the changelog is written [default: as its headings tell]
    #[arg(long, value_name = "FORMAT", value_parser = values::choice::<Format>(), help_heading = "What is written")]
    changelog_format: Option<Format>,
    /// Leave out what labels mean
    #[arg(long, help_heading = "What is written")]
    no_labels: bool,
    /// The project on GitHub [default: what the remote says]
    #[arg(long, value_name = "OWNER/NAME", help_heading = "What is written")]
    project: Option<String>,
    /// The remote of the project [default: upstream, else origin]
    #[arg(long, value_name = "NAME", help_heading = "What is written")]
    remote: Option<String>,
    /// Which tags are releases: a regular expression whose group `version` is the version
    #[arg(long, value_name = "REGEX", help_heading = "What is written")]
    tag_pattern: Option<String>,
    /// Do not ask GitHub, even where there is a token
    #[arg(long, conflicts_with = "github", help_heading = "GitHub")]
    offline: bool,
    /// Fail where GitHub cannot be asked, instead of working without it
    #[arg(long, help_heading = "GitHub")]
    github: bool,
    /// How long all requests to GitHub together may take, waiting for limits included
    #[arg(long, value_name = "SECONDS", default_value_t = 30, help_heading = "GitHub")]
    patience: u64,
}

impl InitArguments {
    /// Says whether what is proposed is taken without a question.
    fn is_settled(&self) -> bool {
        self.yes || self.dry_run
    }

    fn source(&self) -> SourceArguments {
        SourceArguments {
            offline: self.offline,
            github: self.github,
            project: self.project.clone(),
            remote: self.remote.clone(),
            tag_pattern: self.tag_pattern.clone(),
            pull_request_pattern: None,
            patience: self.patience,
        }
    }
}

/// What is going to be written, or was.
#[derive(Debug, Default)]
struct Outcome {
    written: Vec<String>,
}

/// Looks, shows, asks and writes.
pub(super) fn run(context: &Context<'_>, arguments: &InitArguments) -> Result<(), Failure> {
    let repository = Repository::open(&context.folder)?;
    let path = path(&repository, arguments)?;
    if let (Some(named), Some(top)) = (&arguments.document, repository.work_tree())
        && !files::exists(&top.join(named))
    {
        return Err(Failure::new(Kind::Usage, format!("`--document` names `{}`, which is not there", clean(named)))
            .hint("name a document that is there, from the top of the repository; `--releasing` writes one"));
    }
    // What stays in this clone is nobody else's configuration, so that theirs can still be written.
    let present = configuration::find(context, &repository)?.filter(|present| arguments.local || !present.is_local);
    if arguments.json && present.is_none() && !arguments.is_settled() {
        return Err(Failure::new(
            Kind::Usage,
            "with `--json` nothing is asked, so it has to be said whether it is written",
        )
        .hint("`--yes` writes it, `--dry-run` only shows it"));
    }
    let source = arguments.source();
    let config = Config::resolve(present.as_ref(), &context.environment, source.overrides(Overrides::default()))?;
    check_flags(arguments, &config)?;
    let connection = Connection::new(context, &repository, &config, &source)?;
    let found = look::look(context, &repository, &config, &connection, source.patience())?;
    if let (true, Some(why)) = (arguments.github, &found.not_asked) {
        return Err(Failure::new(Kind::Outside, format!("GitHub cannot be asked: {why}"))
            .hint("without `--github`, `shepherd init` goes on with what git knows"));
    }
    let settings = choose::settings(context, arguments, &found, &config)?;
    let document = document(&repository, &settings, &config);
    if !arguments.json {
        for line in report::lines(&found, &settings, document.as_ref()) {
            context.ui.status(&line);
        }
        context.ui.status("");
    }
    let outcome = match &present {
        Some(present) => {
            already_there(context, arguments, &settings, present)?;
            Outcome::default()
        }
        None => write(context, arguments, &settings, &path)?,
    };
    let outcome = offer_document(context, arguments, &repository, &found, outcome)?;
    if arguments.json {
        let file = present.as_ref().map_or_else(|| settings.file(), |_| settings.additions());
        let path = present.as_ref().map_or_else(|| shown(arguments).to_owned(), |present| present.name.clone());
        context.ui.data(&pretty(&json!({
            "schema": report::SCHEMA,
            "found": report::json(&found, &settings, document.as_ref()),
            "file": {"path": path, "is_there": present.is_some(), "text": file},
            "written": outcome.written,
        }))?)?;
    }
    next(context, &outcome);
    Ok(())
}

/// Refuses what would be written and could not be used.
fn check_flags(arguments: &InitArguments, config: &Config) -> Result<(), Failure> {
    let has_version = |pattern: &regex::Regex| pattern.capture_names().flatten().any(|name| name == "version");
    if arguments.tag_pattern.is_some() && !config.rules.tag_pattern.as_ref().is_some_and(has_version) {
        return Err(Failure::new(Kind::Usage, "--tag-pattern: the pattern has no group `version`")
            .hint(r"put the version in it, as in `^v(?P<version>\d.*)$`"));
    }
    for (flag, path) in [("--changelog", &arguments.changelog), ("--document", &arguments.document)] {
        if let Some(path) = path.as_ref().filter(|path| !arguments.local && !is_below_top(path)) {
            let what = format!("{flag}: `{}` is no place below the top of the repository", clean(path));
            return Err(Failure::new(Kind::Usage, what)
                .hint("name it from the top of the repository, without `..`, and not in `.git`"));
        }
    }
    Ok(())
}

/// Returns where the configuration is going to be.
fn path(repository: &Repository, arguments: &InitArguments) -> Result<PathBuf, Failure> {
    if arguments.local {
        return Ok(repository.common_directory().join(LOCAL_NAME));
    }
    let Some(top) = repository.work_tree() else {
        return Err(Failure::new(Kind::Usage, "a bare repository has no work tree for a configuration")
            .hint("`shepherd init --local` writes one that stays in this repository"));
    };
    Ok(top.join(FILE_NAME))
}

/// Returns what the file is called in messages.
fn shown(arguments: &InitArguments) -> &'static str {
    if arguments.local { LOCAL_FILE } else { FILE_NAME }
}

/// Returns the release document and how it is understood.
fn document(repository: &Repository, settings: &Settings, config: &Config) -> Option<(String, Understood)> {
    let named =
        settings.document.as_ref().map(|setting| setting.value().to_owned()).or_else(|| config.document.clone())?;
    let understood = look::understood(repository, &named)?;
    Some((named, understood))
}

/// Says what a configuration that is there could have besides.
fn already_there(
    context: &Context<'_>,
    arguments: &InitArguments,
    settings: &Settings,
    present: &Source,
) -> Result<(), Failure> {
    let name = &present.name;
    if !settings.say_something() {
        context.ui.status(&format!("{name} is there already, and nothing has to be added"));
        return Ok(());
    }
    context.ui.status(&format!("{name} is there already, and stays as it is; what could be added to it:"));
    if arguments.json {
        return Ok(());
    }
    context.ui.data(&settings.additions())
}

fn write(
    context: &Context<'_>,
    arguments: &InitArguments,
    settings: &Settings,
    path: &std::path::Path,
) -> Result<Outcome, Failure> {
    let text = settings.file();
    let name = shown(arguments);
    // What is written must be read again, whatever a project calls its tags and labels.
    Config::resolve(Some(&Source::new(name, &text)), &context.environment, Overrides::default())?;
    if !arguments.json {
        context.ui.data(&text)?;
    }
    if arguments.dry_run {
        context.ui.status(&format!("{name} would be written so; nothing was written"));
        return Ok(Outcome::default());
    }
    let question = format!("Write this to {name}?");
    let question =
        Question { text: &question, flag: "--yes, or --dry-run to see it only", answer: arguments.yes.then_some(true) };
    if !context.ui.confirm(&question)? {
        return Err(Failure::new(Kind::Findings, "nothing was written")
            .hint("everything works without it; flags say for one command what the file says for all"));
    }
    // It may have come while the person was reading.
    if !files::create_new(path, text.as_bytes())? {
        return Err(Failure::new(Kind::Refused, format!("{name} came to be meanwhile, and was not changed")));
    }
    context.ui.status(&format!("{name} was written"));
    Ok(Outcome { written: vec![name.to_owned()] })
}

/// Offers a release document where there is none.
fn offer_document(
    context: &Context<'_>,
    arguments: &InitArguments,
    repository: &Repository,
    found: &Found,
    mut outcome: Outcome,
) -> Result<Outcome, Failure> {
    let Some(top) = repository.work_tree() else { return Ok(outcome) };
    let is_there = !found.documents.is_empty() || arguments.document.is_some();
    if is_there || arguments.local || arguments.no_releasing {
        return Ok(outcome);
    }
    if arguments.dry_run {
        context.ui.status(&format!("{DOCUMENT_NAME} would be offered, as no document says how to release"));
        return Ok(outcome);
    }
    let answer = (arguments.releasing || arguments.yes).then_some(true);
    if answer.is_none() && (arguments.json || !context.ui.can_ask()) {
        context
            .ui
            .hint(&format!("no document says how to release; `--releasing` writes a {DOCUMENT_NAME} to begin with"));
        return Ok(outcome);
    }
    let text = format!("No document says how to release. Write a {DOCUMENT_NAME} to begin with?");
    let question = Question { text: &text, flag: "--releasing / --no-releasing", answer };
    if context.ui.confirm(&question)? && write_document(top)? {
        context.ui.status(&format!("{DOCUMENT_NAME} was written: change it until it says what your project does"));
        outcome.written.push(DOCUMENT_NAME.to_owned());
    }
    Ok(outcome)
}

/// Says what to do next.
fn next(context: &Context<'_>, outcome: &Outcome) {
    let to_commit: Vec<&str> = outcome.written.iter().map(String::as_str).filter(|name| *name != LOCAL_FILE).collect();
    if !to_commit.is_empty() {
        let names = to_commit.join(" ");
        context.ui.status(&format!("so that others have it too: `git add {names} && git commit`"));
    }
    context.ui.hint("`shepherd doctor` checks what a release needs, with a remedy for each finding");
    context.ui.hint("`shepherd changelog` shows what a release would say now, `shepherd next` its version");
    context.ui.hint("`shepherd guide VERSION --rehearse` practises a release in a throw-away copy");
}
