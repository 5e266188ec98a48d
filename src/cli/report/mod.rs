//! `shepherd report`

mod github;
mod json;
mod model;
mod site;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::cli::context::Context;
use crate::cli::guide::PlaceArguments;
use crate::cli::json::pretty;
use crate::cli::names::Names;
use crate::cli::records::Records;
use crate::cli::report::model::{GithubPart, Report};
use crate::cli::report::site::{Source, Wish};
use crate::cli::whereabouts::Where;
use crate::core::ledger::Release;
use crate::core::ledger::metrics::{
    Activity, Credits, Cut, Directory, MaintainerRights, Organisations, Window, metrics,
};
use crate::core::people::GHOST;
use crate::core::text::{clean, nearest, plural};
use crate::failure::{Failure, Kind};
use crate::guide::Github;
use crate::store::Store;

/// So many days are looked at where nobody says which.
const DAYS: u32 = 365;

/// Show how many people carry the releases, and what each organisation contributed
///
/// From the records: who could release, who began to, how few carry half of the releases; and what the people of each
/// organisation did: releases performed, releases of others that they mentored or sponsored, new maintainers. From
/// GitHub, where it can be asked: pull requests of contributors that they reviewed, who of these came back, and issues
/// triaged. Each figure is shown with what it was counted from; `--explain` says what it means.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd report                             the last 365 days, this project\n  \
    shepherd report --all --explain             all projects of the records\n  \
    shepherd report --organisation Uni --json   one organisation, for programs\n  \
    shepherd report --since 2026-03-01 --until 2026-03-14 --label sprint\n  \
    shepherd report --over-time --since 2024-01-01\n  \
    shepherd report --site site --base-url https://octo.github.io/hello/"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(super) struct ReportArguments {
    /// Only what the people of one organisation did, with the releases by name
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// The first day [default: 365 days up to the last one]
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// The last day [default: today]
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,
    /// Only pull requests and issues with this label, as a sprint has one; records have none
    #[arg(long, value_name = "NAME")]
    label: Option<String>,
    /// Also maintainers and returning contributors, quarter by quarter
    #[arg(long)]
    over_time: bool,
    /// Write it as a site into a folder: pages for a browser, with all that may be public
    #[arg(long, value_name = "DIR", conflicts_with = "organisation", help_heading = "The site")]
    site: Option<PathBuf>,
    /// The address that the site is published at, for its feed and for search engines
    #[arg(long, value_name = "URL", requires = "site", help_heading = "The site")]
    base_url: Option<String>,
    /// Say what each figure means
    #[arg(long)]
    explain: bool,
    /// Write it as JSON
    #[arg(long)]
    json: bool,
    /// All projects of the records, and not only this one
    #[arg(long, conflicts_with = "project", help_heading = "The project")]
    all: bool,
    /// The project on GitHub [default: what the remote says]
    #[arg(long, value_name = "OWNER/NAME", help_heading = "The project")]
    project: Option<String>,
    /// The remote of the project [default: upstream, else origin]
    #[arg(long, value_name = "NAME", help_heading = "The project")]
    remote: Option<String>,
    /// Do not ask GitHub, even where there is a token
    #[arg(long, conflicts_with = "github", help_heading = "The project")]
    offline: bool,
    /// Fail where GitHub cannot be asked, instead of leaving its figures out
    #[arg(long, help_heading = "The project")]
    github: bool,
    /// How long all requests to GitHub together may take, waiting for limits included
    #[arg(long, value_name = "SECONDS", default_value_t = 300, help_heading = "The project")]
    patience: u64,
}

/// Shows the figures.
pub(super) fn run(context: &Context<'_>, arguments: &ReportArguments) -> Result<(), Failure> {
    checked(arguments.since, arguments.until)?;
    if arguments.organisation.as_ref().is_some_and(|name| name.trim().is_empty()) {
        return Err(Failure::new(Kind::Usage, "`--organisation` is empty".to_owned())
            .hint("name one as the roster does, or leave it out for a row of each"));
    }
    let wish = Wish::of(context, arguments)?;
    let mut place = Where::find(
        context,
        &PlaceArguments {
            offline: arguments.offline,
            project: arguments.project.clone(),
            remote: arguments.remote.clone(),
            ..PlaceArguments::default()
        },
    )?;
    place.is_offline = arguments.offline;
    let access = place.connection.access();
    if let (Github::Unreachable(why), true) = (&access, arguments.github) {
        return Err(Failure::new(Kind::Outside, format!("GitHub cannot be asked: {why}"))
            .hint("without `--github`, the report is made from the records alone"));
    }
    let store = Records::read(context, &mut place)?;
    let progress = context.ui.progress("counting");
    let names = Names::of(&store)?;
    let releases = names.releases(&store, &place.project, arguments.all)?;
    let projects = projects(&place, &releases, arguments.all);
    let window = window(arguments, default_day(context, arguments, &releases))?;
    let roster = names.roster(&store)?;
    let policy = store.policy()?;
    let directory = Directory::new(&roster, &releases);
    let is_bot = |login: &str| place.config.rules.is_bot_login(login);
    let credits = Credits::of(&releases, &directory, &is_bot);
    let rights = MaintainerRights { names: &place.config.maintainer_rights, projects: &projects };
    let (cuts, unreadable) = cuts(&store, &names, &projects);
    let activity = Activity { directory: &directory, rights, is_bot: &is_bot };
    let mut report = Report {
        figures: metrics(&credits, &directory, &policy, &cuts, window),
        organisations: Organisations::of(&credits, &directory, rights, window),
        rights,
        directory: &directory,
        credits: &credits,
        projects: &projects,
        window,
        label: arguments.label.as_deref(),
        triage: &place.config.triage,
        is_over_time: arguments.over_time,
        is_explained: arguments.explain,
        github: None,
        why_not: None,
    };
    drop(progress);
    let mut failures = unreadable;
    match &access {
        Github::Unreachable(why) => report.why_not = Some(why.clone()),
        Github::Reachable { site, token, .. } => {
            let ask = github::Ask { context, site, token, patience: Duration::from_secs(arguments.patience) };
            match ask.all(&report, &activity, arguments.organisation.as_deref()) {
                Ok(part) => {
                    failures.extend(not_whole(&part));
                    report.github = Some(part);
                }
                Err(failure) => {
                    report.why_not = Some(failure.message.clone());
                    failures.push(failure);
                }
            }
        }
    }
    if let Some(name) = &arguments.organisation {
        warn_of_stranger(context, &report, name);
    }
    if let Some(wish) = &wish {
        let source = Source {
            place: &place,
            store: &store,
            names: &names,
            roster: &roster,
            releases: &releases,
            policy: &policy,
        };
        site::write(context, wish, &source, &report, arguments.json)?;
        note(context, &report);
        return end(context, failures);
    }
    let shown = match &arguments.organisation {
        _ if arguments.json => pretty(&json::report(&report, arguments.organisation.as_deref()))?,
        Some(name) => text::organisation(&report, name),
        None => text::report(&report),
    };
    if arguments.json {
        context.ui.data(&shown)?;
    } else {
        context.ui.prose(&shown)?;
    }
    note(context, &report);
    end(context, failures)
}

/// What could be shown is shown; the first thing that is wrong is how it ends, and the others are told too.
fn end(context: &Context<'_>, failures: Vec<Failure>) -> Result<(), Failure> {
    let mut failures = failures.into_iter();
    let Some(first) = failures.next() else { return Ok(()) };
    for failure in failures {
        context.ui.warning(&failure.message);
    }
    Err(first)
}

/// Returns the days that are counted.
fn window(arguments: &ReportArguments, today: Date) -> Result<Window, Failure> {
    let until = arguments.until.unwrap_or(today);
    let since = arguments.since.unwrap_or_else(|| Window::back(until, DAYS).since);
    checked(Some(since), Some(until))?;
    Ok(Window { since, until })
}

/// Says whether two days that were given are in their order.
fn checked(since: Option<Date>, until: Option<Date>) -> Result<(), Failure> {
    match (since, until) {
        (Some(since), Some(until)) if since > until => {
            Err(Failure::new(Kind::Usage, format!("the first day, {since}, is after the last, {until}"))
                .hint("`--since` and `--until` take a day each, such as 2026-03-28"))
        }
        _ => Ok(()),
    }
}

/// Returns the day of today. For a site it is that of UTC, so that the same records make the same pages wherever they are
/// made; where somebody released on the next day already, as it is that day elsewhere, it is theirs.
fn default_day(context: &Context<'_>, arguments: &ReportArguments, releases: &[Release]) -> Date {
    if arguments.site.is_none() {
        return context.today();
    }
    let today = context.clock.now().to_zoned(TimeZone::UTC).date();
    let tomorrow = today.tomorrow().unwrap_or(today);
    if releases.iter().any(|release| release.date == Some(tomorrow)) { tomorrow } else { today }
}

/// Returns the projects that are looked at: this one, or all that have records, this one included.
fn projects(place: &Where, releases: &[Release], all: bool) -> Vec<String> {
    let recorded = releases.iter().filter(|_| all).map(|release| release.project.clone());
    let found: BTreeSet<String> = recorded.chain([place.project.clone()]).collect();
    found.into_iter().collect()
}

/// Returns how long the recorded runs took, and what cannot be read.
fn cuts(store: &Store, names: &Names, projects: &[String]) -> (Vec<Cut>, Vec<Failure>) {
    let runs = match store.runs() {
        Ok(runs) => runs,
        Err(error) => return (Vec::new(), vec![error.into()]),
    };
    let (mut cuts, mut failures) = (Vec::new(), Vec::new());
    for run in runs.iter().filter(|run| projects.iter().any(|project| project == names.today(&run.project))) {
        match store.read_events(run) {
            Ok(found) => cuts.extend(found.and_then(|(_, events)| Cut::of(&events))),
            Err(failure) => {
                let message = format!("{} of {}: {}", clean(&run.version), run.project, failure.message);
                failures.push(Failure { message, ..failure });
            }
        }
    }
    (cuts, failures)
}

/// Returns a failure for each way in which what GitHub gave is not all there is.
fn not_whole(part: &GithubPart) -> Vec<Failure> {
    let gaps = part.gaps.all().into_iter();
    gaps.map(|words| Failure::new(Kind::Outside, format!("the figures from GitHub are not whole: {words}"))).collect()
}

/// Warns of an organisation that nobody is with: it may be mistyped.
fn warn_of_stranger(context: &Context<'_>, report: &Report<'_, '_>, name: &str) {
    let affiliations = report.directory.people().flat_map(|person| &person.affiliations);
    let recorded = report.credits.all.iter().flat_map(|credit| credit.release.organisations.iter());
    let known =
        affiliations.map(|found| found.organisation.as_str()).chain(recorded.map(|(_, organisation)| organisation));
    let mut known: Vec<_> = known.map(|known| (known.trim().to_lowercase(), known.trim())).collect();
    // Of several spellings, the same one each time.
    known.sort_unstable_by(|one, other| other.cmp(one));
    let known: BTreeMap<String, &str> = known.into_iter().collect();
    if known.contains_key(&name.to_lowercase()) {
        return;
    }
    context.ui.warning(&format!("nobody in the records is or was with `{name}`"));
    match nearest(name, known.keys().map(String::as_str)).and_then(|meant| known.get(meant)) {
        Some(meant) => context.ui.hint(&format!("did you mean `{meant}`?")),
        None => context.ui.hint("`shepherd people edit LOGIN` says whom a person was with, as an `[[affiliation]]`"),
    }
}

/// Says what the figures do not say.
fn note(context: &Context<'_>, report: &Report<'_, '_>) {
    if report.credits.undated > 0 {
        let count = plural(report.credits.undated, "record");
        context.ui.status(&format!("{count} without a date: in no window"));
    }
    if report.credits.forgotten > 0 {
        let count = plural(report.credits.forgotten, "release");
        context.ui.hint(&format!(
            "{count} in the records name `{GHOST}`, somebody who was taken out of them: each counts, and for nobody"
        ));
    }
    if report.organisations.undated_rights > 0 {
        let count = plural(report.organisations.undated_rights, "right");
        context.ui.status(&format!("{count} of maintainers without a day: nobody's new maintainer"));
    }
    if report.label.is_some() {
        context.ui.status("records have no labels: releases and maintainers are those of the whole window");
    }
    match (&report.github, &report.why_not) {
        (Some(part), _) => context.ui.verbose(&format!("GitHub: {}", plural(part.requests, "request"))),
        (None, Some(why)) => {
            context.ui.status(&format!("from the records alone: {why}"));
            context.ui.status(&format!("not known: {}", report.unknown().join(", ")));
        }
        (None, None) => {}
    }
}
