//! `shepherd status`

mod find;
mod markdown;
mod open;
mod report;
mod short;
mod text;
mod time;
mod timeline;
mod view;
mod waits;

pub(super) use find::{Found, load, of_rehearsal};
pub(super) use open::{Due, OpenRuns, Part};
pub(super) use time::Local;

use std::time::Duration;

use clap::ValueEnum;

use crate::cli::context::Context;
use crate::cli::guide::PlaceArguments;
use crate::cli::json::pretty;
use crate::cli::private::{self, Told};
use crate::cli::sharing::SharedPlace;
use crate::cli::status::find::{Choice, Shelf};
use crate::cli::status::view::View;
use crate::cli::whereabouts::Where;
use crate::failure::{Failure, Kind};
use crate::guide::Me;
use crate::system::clock;

/// How often `--watch` looks.
const INTERVAL: Duration = Duration::from_secs(3);

/// Show where a release stands: what is done, what comes next, what it waits for, and who holds it
///
/// Reads the log of the run and the release document, and changes nothing of them. Where the store is shared, it looks
/// what others did first. It works while a guide has the run open, on another terminal or another work tree, and also
/// when the release document is gone.
#[derive(clap::Args, Debug)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
    shepherd status                         the release that is going on\n  \
    shepherd status --watch                 the same, and what is new as it comes\n  \
    shepherd status --mine                  what I hold, and what waits for me\n  \
    shepherd status 5.5.0 --timeline        when each step was done, and by whom\n  \
    shepherd status --markdown > rest.md    to go on without this program\n  \
    shepherd status --all --json | jq '.runs[].progress'\n  \
    shepherd status 5.5.0 --rehearsal       the rehearsal of 5.5.0"
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub(super) struct StatusArguments {
    /// The version [default: what is open]
    #[arg(value_name = "VERSION")]
    version: Option<String>,
    #[command(flatten)]
    place: StatusPlace,
    /// Also the releases that are finished or given up
    #[arg(long, conflicts_with = "version")]
    all: bool,
    /// Only what I hold, and what waits for me
    #[arg(long, conflicts_with = "version")]
    mine: bool,
    /// Who I am, for --mine [default: `git config shepherd.login`, else the records and your e-mail address]
    #[arg(long = "as", value_name = "LOGIN", requires = "mine")]
    login: Option<String>,
    /// Where the store is shared [default: the configuration, `git config shepherd.store`, else the project's own remote]
    #[arg(long, value_name = "ADDRESS", help_heading = "The project")]
    store: Option<String>,
    /// Do not look what others did
    #[arg(long, help_heading = "The project")]
    offline: bool,
    /// Look into the rehearsals instead
    #[arg(long)]
    rehearsal: bool,
    /// When each step started and ended, who did it, what it waited for
    #[arg(long)]
    timeline: bool,
    /// Look again every few seconds, and show what is new, until the release is through or Ctrl-C
    #[arg(long, conflicts_with_all = ["format", "json", "markdown", "timeline"])]
    watch: bool,
    /// How to write it
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text", hide_default_value = true)]
    format: StatusFormat,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Short for --format markdown
    #[arg(long, conflicts_with_all = ["format", "json", "timeline"])]
    markdown: bool,
}

/// Which project the runs belong to.
#[derive(clap::Args, Clone, Debug, Default)]
pub(super) struct StatusPlace {
    /// The project on GitHub [default: what the remote says]
    #[arg(long, value_name = "OWNER/NAME", help_heading = "The project")]
    project: Option<String>,
    /// The remote of the project [default: upstream, else origin]
    #[arg(long, value_name = "NAME", help_heading = "The project")]
    remote: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum StatusFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// The steps that are left, for people without this program
    Markdown,
}

impl StatusPlace {
    /// Returns the flags that a command needs to mean the same place, each with a space before it.
    pub(super) fn flags(&self) -> String {
        let project = self.project.iter().map(|project| format!(" --project {project}"));
        project.chain(self.remote.iter().map(|remote| format!(" --remote {remote}"))).collect()
    }

    /// Finds the place; GitHub is never asked.
    pub(super) fn find(&self, context: &Context<'_>) -> Result<Where, Failure> {
        let (project, remote) = (self.project.clone(), self.remote.clone());
        Where::find(context, &PlaceArguments { offline: true, project, remote, ..PlaceArguments::default() })
    }
}

impl StatusArguments {
    fn format(&self) -> StatusFormat {
        match (self.json, self.markdown) {
            (true, _) => StatusFormat::Json,
            (_, true) => StatusFormat::Markdown,
            _ => self.format,
        }
    }
}

/// What was seen at one look.
struct Look {
    /// What goes to stdout.
    data: String,
    /// What cannot be read.
    failure: Option<Failure>,
    /// Whether nothing more is going to happen.
    is_over: bool,
}

/// Shows where the runs stand.
pub(super) fn run(context: &Context<'_>, arguments: &StatusArguments) -> Result<(), Failure> {
    if arguments.watch && !context.ui.can_ask() {
        return Err(Failure::new(Kind::Usage, "`--watch` shows what is new on a terminal, and this is none")
            .hint("leave it out; `shepherd status --json` is for programs"));
    }
    let place = arguments.place.find(context)?;
    let mut told = Told::default();
    let look = look(context, arguments, &place, &mut told)?;
    match arguments.format() {
        StatusFormat::Text => context.ui.prose(&look.data)?,
        StatusFormat::Json | StatusFormat::Markdown => context.ui.data(&look.data)?,
    }
    if arguments.watch {
        context.ui.no_longer_page()?;
        return watch(context, arguments, &place, (look, told));
    }
    look.failure.map_or(Ok(()), Err)
}

/// Looks again and again, and shows what is new.
fn watch(
    context: &Context<'_>,
    arguments: &StatusArguments,
    place: &Where,
    first: (Look, Told),
) -> Result<(), Failure> {
    let (mut last, mut told) = first;
    while !last.is_over {
        let progress = context.ui.progress("watching; Ctrl-C ends");
        clock::sleep(INTERVAL);
        drop(progress);
        let now = look(context, arguments, place, &mut told)?;
        if now.data != last.data {
            context.ui.prose(&format!("\n{}", now.data))?;
        }
        last = now;
    }
    last.failure.map_or(Ok(()), Err)
}

/// Takes in what others did, where the store is shared. `told` is why that could not be, as it was told last.
fn look_there(
    context: &Context<'_>,
    arguments: &StatusArguments,
    place: &Where,
    told: &mut Told,
) -> Result<(), Failure> {
    SharedPlace::discover(context, place, arguments.store.as_deref());
    let shared = SharedPlace::find(context, place, arguments.store.as_deref())?;
    let me = Me::looking(place.repository.identity());
    private::look_everywhere(context, place, shared.as_ref(), &me, told).map(|_| ())
}

fn look(context: &Context<'_>, arguments: &StatusArguments, place: &Where, told: &mut Told) -> Result<Look, Failure> {
    let choice = Choice::new(arguments, place)?;
    if !arguments.rehearsal && !arguments.offline {
        look_there(context, arguments, place, told)?;
    }
    let mut shelves = Shelf::all(context, place, arguments.rehearsal, arguments.mine)?;
    for shelf in &mut shelves {
        choice.keep(shelf);
    }
    let views: Vec<View<'_>> = shelves.iter().flat_map(Shelf::views).collect();
    let unreadable: Vec<&find::Unreadable> = shelves.iter().flat_map(|shelf| &shelf.unreadable).collect();
    if views.is_empty() && unreadable.is_empty() {
        choice.nothing(context, arguments)?;
    }
    let clock = Local::here(context.clock.now());
    let is_one = arguments.version.is_some() || views.len() == 1;
    if is_one || arguments.timeline {
        for problem in views.iter().filter_map(|view| view.problem.as_ref()) {
            context.ui.warning(problem);
        }
    }
    let data = match arguments.format() {
        StatusFormat::Json => {
            pretty(&report::Report::new(&place.project, &views, &unreadable, &clock, arguments.timeline))?
        }
        StatusFormat::Markdown => match views.as_slice() {
            [only] => markdown::text(&place.place(context, &only.around.repository, find::no_github()), only, &clock),
            [] => String::new(),
            _ => {
                let versions: Vec<&str> = views.iter().map(|view| view.run().version.as_str()).collect();
                return Err(Failure::new(Kind::Usage, format!("several releases are meant: {}", versions.join(", ")))
                    .hint("name one: `shepherd status VERSION --markdown`"));
            }
        },
        StatusFormat::Text if arguments.timeline => timeline::text(&views, &clock),
        StatusFormat::Text => match views.as_slice() {
            [only] => text::text(only, &only.found.name.project, &clock),
            views => short::text(views, &place.project),
        },
    };
    let is_over = views.iter().all(|view| view.run().end.is_some());
    let failure = unreadable.first().map(|unreadable| unreadable.failure.clone());
    Ok(Look { data, failure, is_over })
}
