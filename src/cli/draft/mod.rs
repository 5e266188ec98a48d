//! `shepherd draft`

mod files;
mod findings;
mod line;
mod output;
mod release;
mod subject;
mod summary;

use std::path::PathBuf;

use clap::ValueEnum;

use crate::cli::annotations::annotate;
use crate::cli::changelog::Page;
use crate::cli::context::Context;
use crate::cli::draft::files::Written;
use crate::cli::draft::findings::Findings;
use crate::cli::draft::subject::Subject;
use crate::cli::private::refuse_embargoed;
use crate::cli::range::{Reading, SourceArguments};
use crate::cli::upgrade_notes;
use crate::config::{Config, Overrides};
use crate::failure::Failure;
use crate::git::Repository;

/// Draft a release for CI: changelog and upgrade notes as files, as the summary of the step, and as a draft release
///
/// It reads the history since the last release, finds the version that comes next, and writes what a release of now would
/// say. In a step of a GitHub workflow it also writes the summary and the outputs of the step (`version`, `kind`, `tag`,
/// `changelog`, `upgrade-notes`, `summary`), and warns of pull requests that no section has and of notes that nobody wrote.
/// All of that works with `contents: read`.
///
/// With --github-release it keeps one draft release on GitHub up to date for each line. What people write in it stays; what
/// was published is never touched.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "The files in DIR: changelog.md, upgrade-notes.md, summary.md (both, and what is left to do),\n\
        draft.json (what --json prints)\n\n\
        Examples:\n  \
        shepherd draft                     what a release of HEAD would say\n  \
        shepherd draft --check             and exit 1 while something is left to do\n  \
        shepherd draft --github-release    also as a draft release on GitHub\n  \
        shepherd draft --version 5.5.0     as another version\n  \
        shepherd draft --json | jq -r .version"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct DraftArguments {
    /// A..B, A.. (to HEAD), or B (from the release before it) [default: HEAD]
    #[arg(value_name = "RANGE")]
    range: Option<String>,
    /// The version that the head is going to be [default: the one that `shepherd next` proposes]
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// Write the files into DIR, which is made
    #[arg(long, value_name = "DIR", default_value = "shepherd-draft")]
    out: PathBuf,
    /// Exit 1 where pull requests have no section, or upgrade notes are to be written
    #[arg(long)]
    check: bool,
    /// Print warnings in the form that a workflow reads [default: in a workflow]
    #[arg(long)]
    annotations: bool,

    /// Make or update the draft release of the line on GitHub
    #[arg(long, help_heading = "The draft release")]
    github_release: bool,
    /// The line that it is for: a branch [default: the one that is checked out]
    #[arg(long, value_name = "BRANCH", requires = "github_release", help_heading = "The draft release")]
    line: Option<String>,

    /// How to say what was done
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text", hide_default_value = true)]
    format: DraftFormat,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    #[command(flatten)]
    source: SourceArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DraftFormat {
    /// For people
    Text,
    /// For programs
    Json,
}

/// Drafts.
pub(super) fn run(context: &Context<'_>, arguments: &DraftArguments) -> Result<(), Failure> {
    let check = |repository: &Repository, config: &Config| Page::new(context, repository, config)?.for_file();
    let (mut reading, page) =
        Reading::open(context, &arguments.source, Overrides::default(), arguments.range.as_deref(), check)?;
    files::refuse_others(context, &reading, &arguments.out)?;
    let subject = Subject::read(context, &mut reading, arguments.version.as_deref(), page.shows_newcomers())?;
    refuse_embargoed(&reading.repository, &subject.version(), "a draft")?;
    let notes = upgrade_notes::draft(context, &reading, &subject.gathered)?;
    let findings = Findings::find(&reading, &subject, &notes)?;
    if !subject.changelog.source.github && findings.without.count > 0 {
        context.ui.status("labels are not known from git alone, so nobody is told which pull requests lack one");
    }
    let line =
        if arguments.github_release { Some(line::line(context, &reading, arguments.line.as_deref())?) } else { None };
    if let Some(line) = &line {
        line::refuse_beside(&reading, line, &subject.changelog.range.head_commit)?;
    }
    if subject.is_empty() && !arguments.github_release {
        context.ui.status("nothing was merged since the last release");
    }
    let files = Written::write(context, &reading, &page, &subject, (&notes, &findings), &arguments.out)?;
    context.ui.status(&format!("wrote {}", files.names().join(", ")));
    // What a step was to say is said as far as that goes, before anything fails.
    let outputs = output::write(context, &subject, &files);
    let summary = summary::append(context, &files);
    let kept = match line {
        Some(line) if subject.is_empty() => {
            context.ui.status(&format!("nothing was merged since the last release, so {line} gets no draft release"));
            Ok(None)
        }
        Some(line) => release::keep(context, &reading, &page, &subject, &notes, &line).map(Some),
        None => Ok(None),
    };
    let outdated = kept.as_ref().ok().and_then(Option::as_ref).map(release::Released::annotations);
    let warnings = [findings.annotations(), outdated.unwrap_or_default()].concat();
    annotate(context, &warnings, arguments.annotations);
    let kept = kept?.map(|released| released.kept);
    let told = output::Told { subject: &subject, files: &files, findings: &findings, kept: kept.as_ref() };
    let json = told.json()?;
    files.write_json(&json)?;
    let is_json = arguments.json || arguments.format == DraftFormat::Json;
    if is_json {
        context.ui.data(&json)?;
    } else {
        context.ui.prose(&told.text())?;
    }
    outputs?;
    summary?;
    if arguments.check {
        findings.verdict(subject.changelog.source.github)?;
    }
    upgrade_notes::verdict(&notes)
}
