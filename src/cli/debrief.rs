//! `shepherd debrief`

use serde::Serialize;
use similar::TextDiff;

use crate::cli::context::Context;
use crate::cli::json::pretty;
use crate::cli::runs::{self, run_name};
use crate::cli::status::{Found, StatusPlace, load, of_rehearsal};
use crate::cli::whereabouts::Where;
use crate::core::run::{End, Event, Quoted, Remark, Run, debrief, insert, known_steps, read};
use crate::core::text::{clean, plural};
use crate::core::version::Version;
use crate::failure::{Failure, Kind};
use crate::guide::{Document, NEXT, no_version};
use crate::render::markdown::escape;
use crate::store::Store;
use crate::system::files;

/// The number of the JSON form; it rises when a program that reads the form before would go wrong.
const SCHEMA: u32 = 1;

/// Turn what a release taught into a proposed patch of RELEASING.md
///
/// Notes, steps that were skipped, failed, took long or were done twice, and checks that were put aside become short
/// quotes under their steps, for the next person to see and for somebody to act on. The patch goes to standard output,
/// and nothing is changed unless you ask for it.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd debrief                      what the last release taught\n  \
    shepherd debrief 5.5.0 | git apply    takes the patch\n  \
    shepherd debrief 5.5.0 --write        the same\n  \
    shepherd debrief 5.5.0 --rehearsal    what its last rehearsal taught\n  \
    shepherd debrief --json | jq '.remarks[].text'"
)]
pub(super) struct DebriefArguments {
    /// The version [default: the release that ended last, else the one that is open]
    #[arg(value_name = "VERSION")]
    version: Option<String>,
    #[command(flatten)]
    place: StatusPlace,
    /// Of the last rehearsal instead
    #[arg(long)]
    rehearsal: bool,
    /// Write the patch into the document
    #[arg(long)]
    write: bool,
    /// Write the remarks and the patch as JSON
    #[arg(long)]
    json: bool,
}

/// What a run taught, for programs.
#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    version: &'a str,
    rehearsal: bool,
    file: &'a str,
    remarks: Vec<RemarkReport<'a>>,
    diff: &'a str,
}

#[derive(Serialize)]
struct RemarkReport<'a> {
    step: Option<&'a str>,
    title: Option<&'a str>,
    kind: &'static str,
    who: Option<&'a str>,
    text: String,
    /// `new`: in the patch. `there`: in the document already. `nowhere`: its step is gone, or there is none.
    place: &'static str,
}

/// What happened in a run.
struct Walk {
    events: Vec<Event>,
    run: Run,
}

/// Proposes the patch.
pub(super) fn run(context: &Context<'_>, arguments: &DebriefArguments) -> Result<(), Failure> {
    let place = arguments.place.find(context)?;
    let version = arguments.version.as_deref().map(|given| given.strip_prefix('v').unwrap_or(given));
    if let Some(version) = version.filter(|version| *version != NEXT && Version::parse(version).is_none()) {
        return Err(no_version(version));
    }
    let walk = if arguments.rehearsal { rehearsed(&place, version)? } else { walked(&place, version)? };
    let run = &walk.run;
    let remarks = debrief(&walk.events, run);
    if remarks.is_empty() && !arguments.json {
        let what = if run.start.rehearsal { "The rehearsal of" } else { "The release" };
        context.ui.status(&format!(
            "{what} {} taught nothing new: no note, and nothing was skipped, failed or slow.",
            run.version
        ));
        return Ok(());
    }
    let document = Document::read(&place.repository, &run.file)?;
    let lines: Vec<(String, String)> = remarks.iter().filter_map(|remark| line(run, remark)).collect();
    let quoted = insert(&document.text, &lines);
    let diff = diff(&document, &quoted);
    if arguments.json {
        let remark = |remark| RemarkReport::new(&walk, remark, &quoted);
        context.ui.data(&pretty(&Report {
            schema: SCHEMA,
            version: &run.version,
            rehearsal: run.start.rehearsal,
            file: &document.file,
            remarks: remarks.iter().map(remark).collect(),
            diff: &diff,
        })?)?;
    } else {
        context.ui.data(&diff)?;
        summary(context, &walk, &remarks, &document, &quoted);
    }
    if arguments.write && !diff.is_empty() {
        return write(context, &place, &document, &quoted);
    }
    if !diff.is_empty() && !arguments.json {
        let rehearsal = if arguments.rehearsal { " --rehearsal" } else { "" };
        context.ui.hint(&format!(
            "`shepherd debrief {}{rehearsal} --write` writes this into {}; read it, and change it into better steps",
            run.version, document.file
        ));
    }
    Ok(())
}

/// Returns the run of a version, else the one that ended last, else the one that is open.
fn walked(place: &Where, version: Option<&str>) -> Result<Walk, Failure> {
    let of = |found: Found| Walk { events: found.events, run: found.run };
    if let Some(version) = version {
        let name = run_name(&place.project, version);
        let store = runs::store_of(&place.repository, &name)?;
        if store.read_run(&name)?.is_none() {
            return Err(Failure::new(Kind::Usage, format!("there is no run of {version}"))
                .hint("`shepherd status --all` lists the runs; `--rehearsal` looks at rehearsals"));
        }
        return load(&store, &name).map(of);
    }
    // What nobody else may know of is looked at only where it is named.
    let store = Store::open(&place.repository)?;
    let names = store.runs()?.into_iter().filter(|name| name.project == place.project);
    // One that cannot be read is in nobody's way, unless it is asked for.
    let found: Vec<Found> = names.filter_map(|name| load(&store, &name).ok()).collect();
    let is_finished = |found: &Found| found.run.end == Some(End::Finished);
    let newest = found.into_iter().max_by_key(|found| (is_finished(found), found.run.end.is_none(), found.run.last));
    newest.map(of).ok_or_else(|| {
        Failure::new(Kind::Usage, "no release was walked here yet, so there is nothing to learn from")
            .hint("`shepherd guide VERSION` walks one; `shepherd debrief --rehearsal` looks at rehearsals")
    })
}

/// Returns the newest rehearsal, of a version where one is named: one that is kept, else the one that goes on.
fn rehearsed(place: &Where, version: Option<&str>) -> Result<Walk, Failure> {
    let folder = place.repository.common_directory().join("shepherd/rehearsals");
    let mut kept: Vec<Walk> = Vec::new();
    for name in files::names(&folder)?.into_iter().filter(|name| name.strip_suffix(".jsonl").is_some()) {
        let text = files::read_text(&folder.join(&name))?;
        let log = read(&text).map_err(Failure::from).and_then(|events| Ok((Run::replay(&events)?, events)));
        match log {
            Ok((run, events)) => kept.push(Walk { events, run }),
            Err(failure) if version.is_some_and(|version| name.starts_with(&format!("{version}-"))) => {
                return Err(Failure { message: format!("{name}: {}", failure.message), ..failure });
            }
            Err(_) => {}
        }
    }
    let is_meant = |walk: &Walk| version.is_none_or(|version| walk.run.version == version);
    let newest = kept.into_iter().filter(is_meant).max_by_key(|walk| walk.run.last);
    if let Some(walk) = newest {
        return Ok(walk);
    }
    let going_on = match version {
        Some(version) => of_rehearsal(place, &run_name(&place.project, version))?,
        None => None,
    };
    let of = |found: Found| Walk { events: found.events, run: found.run };
    going_on.map(of).ok_or_else(|| {
        let of = version.map(|version| format!(" of {version}")).unwrap_or_default();
        Failure::new(Kind::Usage, format!("there is no rehearsal{of} to learn from"))
            .hint("`shepherd guide VERSION --rehearse` makes one")
    })
}

/// Returns the identity of the step and the line to put under it; `None` for what concerns no step.
fn line(run: &Run, remark: &Remark) -> Option<(String, String)> {
    let line = remark.line(&run.version, &escaped);
    Some((remark.step.clone()?, clean(&line).into_owned()))
}

/// What people wrote, as one line that Markdown shows as it is. Code would read as a command of the step, so it is none.
fn escaped(text: &str) -> String {
    let text = clean(text).replace('`', "'");
    // A name alone becomes code there, so that nobody is told; in a file nobody is.
    text.split('@').map(|part| escape(part).into_owned()).collect::<Vec<_>>().join("@")
}

fn plain(text: &str) -> String {
    clean(text).into_owned()
}

/// Returns the patch, as `git apply` takes it.
fn diff(document: &Document, quoted: &Quoted) -> String {
    if document.text == quoted.text {
        return String::new();
    }
    // After a name with spaces a tab says where it ends.
    let end = if document.file.contains(' ') { "\t" } else { "" };
    let (before, after) = (format!("a/{}{end}", document.file), format!("b/{}{end}", document.file));
    let diff = TextDiff::from_lines(document.text.as_str(), quoted.text.as_str());
    diff.unified_diff().context_radius(3).header(&before, &after).to_string()
}

/// Says what was learnt, in words.
fn summary(context: &Context<'_>, walk: &Walk, remarks: &[Remark], document: &Document, quoted: &Quoted) {
    let run = &walk.run;
    let what = if run.start.rehearsal { "the rehearsal of" } else { "the release" };
    let ui = context.ui;
    ui.heading(&format!("What {what} {} taught: {}", run.version, plural(remarks.len(), "remark")));
    let known = known_steps(&walk.events);
    let (mut gone, mut last): (Vec<String>, Option<&str>) = (Vec::new(), None);
    for remark in remarks {
        let report = RemarkReport::new(walk, remark, quoted);
        let who = remark.who.as_ref().map(|who| format!("@{}: ", clean(who))).unwrap_or_default();
        let Some(step) = remark.step.as_deref() else {
            ui.status(&format!("  the release as a whole: {who}{}", remark.words(&plain)));
            continue;
        };
        let title = clean(known.get(step).map_or(step, |known| &known.title)).into_owned();
        if report.place == "nowhere" {
            gone.push(format!("  {title} (`{step}`): {who}{}", remark.words(&plain)));
            continue;
        }
        if last != Some(step) {
            ui.status(&format!("  {title}"));
        }
        last = Some(step);
        let there = if report.place == "there" { " (is in the document already)" } else { "" };
        ui.status(&format!("    {who}{}{there}", remark.words(&plain)));
    }
    if !gone.is_empty() {
        ui.status(&format!("These have no place in {} any more:", document.shown));
        for line in gone {
            ui.status(&line);
        }
    }
}

fn write(context: &Context<'_>, place: &Where, document: &Document, quoted: &Quoted) -> Result<(), Failure> {
    let path = place.repository.work_tree().map(|top| top.join(&document.file)).filter(|path| files::exists(path));
    let Some(path) = path else {
        return Err(Failure::new(
            Kind::Findings,
            format!("`{}` is not in the work tree, so it was not written", document.file),
        )
        .hint(format!("check out a branch that has it (this was read from `{}`)", document.shown)));
    };
    files::replace(&path, quoted.text.as_bytes())?;
    context.ui.status(&format!("{}: written", document.file));
    Ok(())
}

impl<'a> RemarkReport<'a> {
    fn new(walk: &'a Walk, remark: &'a Remark, quoted: &Quoted) -> Self {
        let line = line(&walk.run, remark);
        let place = match &line {
            None => "nowhere",
            Some(line) if quoted.there.contains(line) => "there",
            Some(line) if quoted.left.contains(line) => "nowhere",
            Some(_) => "new",
        };
        let title = remark.step.as_deref().and_then(|step| known_steps(&walk.events).get(step).copied());
        Self {
            step: remark.step.as_deref(),
            title: title.map(|step| step.title.as_str()),
            kind: remark.said.name(),
            who: remark.who.as_deref(),
            text: remark.words(&plain),
            place,
        }
    }
}
