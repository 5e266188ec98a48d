//! `shepherd doctor`

mod github;
mod machine;
mod project;
mod remote;
mod store;

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::json;

use crate::cli::configuration;
use crate::cli::context::Context;
use crate::cli::init::usual_remote;
use crate::cli::json::pretty;
use crate::cli::range::{Connection, SourceArguments};
use crate::config::{Config, Overrides};
use crate::core::layout::padded;
use crate::core::setup::{Check, State};
use crate::core::text::plural;
use crate::core::tone::{HANG, Tone};
use crate::failure::{Failure, Kind};
use crate::git::{Repository, remotes};

/// The number of the form of the output for programs.
const SCHEMA: u32 = 1;

/// Look whether everything is there that a release needs
///
/// Looks at git, your identity and how you sign, the remote and whether you may push, the token and what it may do, the
/// programs that RELEASING.md names, the configuration, the tags, and the records. Each finding comes with a remedy.
/// Nothing is changed and nothing is sent. Findings end with 1.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd doctor\n  \
    shepherd doctor --offline                ask neither the remote nor GitHub\n  \
    shepherd doctor --json | jq -r '.checks[].remedy | strings'"
)]
pub(super) struct DoctorArguments {
    /// Write what was seen as JSON
    #[arg(long)]
    json: bool,
    /// Ask neither the remote nor GitHub
    #[arg(long)]
    offline: bool,
    /// The project on GitHub [default: what the remote says]
    #[arg(long, value_name = "OWNER/NAME", help_heading = "The project")]
    project: Option<String>,
    /// The remote of the project [default: upstream, else origin]
    #[arg(long, value_name = "NAME", help_heading = "The project")]
    remote: Option<String>,
    /// How long the remote and GitHub may take, each
    #[arg(long, value_name = "SECONDS", default_value_t = 20, help_heading = "The project")]
    patience: u64,
}

/// What is looked at.
struct Patient<'a> {
    context: &'a Context<'a>,
    repository: &'a Repository,
    /// The defaults where the configuration cannot be read.
    config: Config,
    /// The remote of the project, where there is one.
    remote: Option<String>,
    is_offline: bool,
    patience: Duration,
}

/// Looks at everything.
pub(super) fn run(context: &Context<'_>, arguments: &DoctorArguments) -> Result<(), Failure> {
    let repository = Repository::open(&context.folder)?;
    let source = source(arguments);
    let overrides = || source.overrides(Overrides::default());
    let (present, wrong) = match configuration::find(context, &repository) {
        Ok(present) => (present, None),
        Err(failure) => (None, Some(failure)),
    };
    let (config, wrong) = match Config::read(present.as_ref(), &context.environment, overrides()) {
        Ok(config) => (config, wrong),
        // A flag that is wrong is no finding.
        Err(error) if error.is_about_a_flag() => return Err(error.into()),
        Err(error) => (Config::resolve(None, &context.environment, overrides())?, Some(error.into())),
    };
    let known = remotes(&repository);
    let remote = config.remote.clone().filter(|named| known.contains(named)).or_else(|| usual_remote(&known));
    let patience = source.patience();
    let patient = Patient { context, repository: &repository, config, remote, is_offline: arguments.offline, patience };
    let progress = context.ui.progress("looking");
    let connection = Connection::new(context, &repository, &patient.config, &source);
    // A flag that is wrong is no finding.
    let connection = match connection {
        Err(failure) if failure.kind == Kind::Usage => return Err(failure),
        other => other,
    };
    let (on_github, place) = github::checks(&patient, connection);
    let mut groups = vec![("This machine", machine::checks(&patient))];
    groups.push(("The project", project::checks(&patient, wrong)));
    groups.push(("The remote", remote::checks(&patient, place.as_ref())));
    groups.push(("GitHub", on_github));
    groups.push(("The records", store::checks(&patient, arguments)));
    drop(progress);
    report(context, arguments, &groups)
}

fn source(arguments: &DoctorArguments) -> SourceArguments {
    SourceArguments {
        offline: false,
        github: false,
        project: arguments.project.clone(),
        remote: arguments.remote.clone(),
        tag_pattern: None,
        pull_request_pattern: None,
        patience: arguments.patience,
    }
}

fn report(context: &Context<'_>, arguments: &DoctorArguments, groups: &[(&str, Vec<Check>)]) -> Result<(), Failure> {
    let all: Vec<&Check> = groups.iter().flat_map(|(_, checks)| checks).collect();
    if arguments.json {
        let checks: Vec<_> = all
            .iter()
            .map(|check| {
                json!({"name": check.name, "state": check.state.name(), "text": check.text, "remedy": check.remedy})
            })
            .collect();
        context.ui.data(&pretty(&json!({"schema": SCHEMA, "checks": checks}))?)?;
    } else {
        let seen = groups.iter().filter(|(_, checks)| !checks.is_empty());
        context.ui.prose(&seen.map(|(title, checks)| group(title, checks)).collect::<String>())?;
    }
    let findings = all.iter().filter(|check| check.state == State::Finding).count();
    if findings == 0 {
        context.ui.status("nothing stands in the way of a release, as far as it can be seen from here");
        return Ok(());
    }
    Err(Failure::new(Kind::Findings, plural(findings, "finding")))
}

/// Returns a group as lines: what is fine in one line each, and a finding with its remedy below it.
fn group(title: &str, checks: &[Check]) -> String {
    let mut text = format!("{}\n", Tone::Title.of(title));
    for check in checks {
        let mut lines = check.text.lines();
        let first = lines.next().unwrap_or_default();
        let state = match check.state {
            State::Ok => Tone::Good.of(check.state.name()),
            State::Finding => Tone::Bad.of(check.state.name()),
            State::Unknown => Tone::Faint.of(check.state.name()),
        };
        text.push_str(format!("  {}{:<14}{HANG}{first}", padded(&state, 8), check.name).trim_end_matches([HANG, ' ']));
        text.push('\n');
        for line in lines {
            text.push_str(format!("{:24}{HANG}{line}", "").trim_end_matches([HANG, ' ']));
            text.push('\n');
        }
        for line in check.remedy.iter().flat_map(|remedy| remedy.lines()) {
            let _ = writeln!(text, "{:10}{:<14}{HANG}{line}", "", "-> ");
        }
    }
    text + "\n"
}
