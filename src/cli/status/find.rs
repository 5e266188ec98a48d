//! Finds the runs that are meant, and says who has them open. Nothing is written.

use std::path::PathBuf;

use crate::cli::approve::{Pending, of_run};
use crate::cli::context::Context;
use crate::cli::guide::{login_of, rehearsal_folder};
use crate::cli::status::StatusArguments;
use crate::cli::status::view::View;
use crate::cli::whereabouts::Where;
use crate::core::people::{Pairing, Roster};
use crate::core::run::{Event, Run};
use crate::core::version::Version;
use crate::failure::{Failure, Kind};
use crate::git::Repository;
use crate::guide::{Github, NEXT, no_version};
use crate::shell::rehearsal::Rehearsal;
use crate::store::{Hold, RunName, Store};
use crate::system::folders;

/// A run that was found.
pub(in crate::cli) struct Found {
    /// Its name in the store.
    pub(in crate::cli) name: RunName,
    /// What happened in it.
    pub(in crate::cli) events: Vec<Event>,
    /// Where it stands.
    pub(in crate::cli) run: Run,
    /// Whether somebody has it open.
    pub(in crate::cli) hold: Hold,
    /// The sign-offs that it waits for; none where nobody looked.
    pub(super) pending: Vec<Pending>,
}

/// A run whose log cannot be read.
pub(super) struct Unreadable {
    /// The name of the run; empty where not even that is known.
    pub(super) version: String,
    /// Why.
    pub(super) failure: Failure,
}

/// What runs are seen with.
pub(super) struct Around {
    pub(super) repository: Repository,
    /// The project of the repository: the documents of others are not here.
    pub(super) project: String,
    pub(super) pairings: Vec<Pairing>,
    pub(super) roster: Roster,
}

/// The runs of one repository: of this one, or of the copy of a rehearsal.
pub(super) struct Shelf {
    around: Around,
    pub(super) found: Vec<Found>,
    pub(super) unreadable: Vec<Unreadable>,
}

impl Shelf {
    /// Returns the runs of a project, or their rehearsals; of all projects of the store where that is asked for.
    pub(super) fn all(
        context: &Context<'_>,
        place: &Where,
        is_rehearsal: bool,
        all_projects: bool,
    ) -> Result<Vec<Self>, Failure> {
        if !is_rehearsal {
            let repository = Repository::open(&context.folder)?;
            return Ok(vec![Self::of(repository, place, all_projects)?]);
        }
        let folder = rehearsals(place);
        let copies = folders::names(&folder).into_iter().map(|name| Rehearsal::work_tree_in(&folder.join(name)));
        let copies = copies.filter(|copy| folders::is_folder(copy));
        copies.map(|copy| Self::of(Repository::open(&copy)?, place, false)).collect()
    }

    fn of(repository: Repository, place: &Where, all_projects: bool) -> Result<Self, Failure> {
        let (project, verified) = (place.project.clone(), place.config.requires_verified);
        let (mut found, mut unreadable) = (Vec::new(), Vec::new());
        for store in [Store::open(&repository)?, Store::open_private(&repository)?] {
            for name in store.runs()?.into_iter().filter(|name| all_projects || name.project == project) {
                match load(&store, &name) {
                    Ok(run) => {
                        let pending = of_run(&repository, verified, &store, (&name, &run.run));
                        found.push(Found { pending, ..run });
                    }
                    Err(failure) => unreadable.push(Unreadable { version: name.version, failure }),
                }
            }
        }
        let store = Store::open(&repository)?;
        let (pairings, _) = store.pairings_as_far_as_readable()?;
        let (roster, _) = store.people_as_far_as_readable()?;
        Ok(Self { around: Around { repository, project, pairings, roster }, found, unreadable })
    }

    /// Returns what can be said of each run.
    pub(super) fn views(&self) -> impl Iterator<Item = View<'_>> {
        self.found.iter().map(|found| View::new(found, &self.around))
    }
}

/// Returns a run; what stands against reading it names its version.
pub(in crate::cli) fn load(store: &Store, name: &RunName) -> Result<Found, Failure> {
    let whole = || -> Result<Found, Failure> {
        let (_, events) = store.read_events(name)?.ok_or_else(|| no_run(&name.version))?;
        let run = Run::replay(&events)?;
        Ok(Found { name: name.clone(), events, run, hold: store.look(name)?, pending: Vec::new() })
    };
    whole().map_err(|failure| Failure { message: format!("{}: {}", name.version, failure.message), ..failure })
}

/// Returns the rehearsal of a version that is not through.
pub(in crate::cli) fn of_rehearsal(place: &Where, name: &RunName) -> Result<Option<Found>, Failure> {
    let copy = Rehearsal::work_tree_in(&rehearsal_folder(&place.repository, name)?);
    if !folders::is_folder(&copy) {
        return Ok(None);
    }
    let store = Store::open(&Repository::open(&copy)?)?;
    if store.read_run(name)?.is_none() {
        return Ok(None);
    }
    load(&store, name).map(Some)
}

fn rehearsals(place: &Where) -> PathBuf {
    place.repository.common_directory().join("shepherd/rehearsal")
}

/// Says that GitHub is not asked.
pub(super) fn no_github() -> Github {
    Github::Unreachable("`shepherd status` does not ask GitHub".to_owned())
}

fn no_run(version: &str) -> Failure {
    Failure::new(Kind::Usage, format!("there is no run of {version}"))
}

/// Which runs are meant.
pub(super) struct Choice {
    version: Option<String>,
    /// The login of whoever wants to see only what is theirs.
    mine: Option<String>,
    all: bool,
}

impl Choice {
    pub(super) fn new(arguments: &StatusArguments, place: &Where) -> Result<Self, Failure> {
        let version = arguments.version.as_deref().map(|given| given.strip_prefix('v').unwrap_or(given).to_owned());
        if let Some(version) = version.as_ref().filter(|version| *version != NEXT && Version::parse(version).is_none())
        {
            return Err(no_version(version));
        }
        let mine = if arguments.mine { Some(login_of(&place.repository, arguments.login.as_deref())?) } else { None };
        Ok(Self { version, mine, all: arguments.all })
    }

    /// Leaves the runs that are meant.
    pub(super) fn keep(&self, runs: &mut Shelf) {
        if let Some(version) = &self.version {
            runs.unreadable.retain(|unreadable| unreadable.version == *version);
        }
        let around = &runs.around;
        runs.found.retain(|found| {
            let is_named = self.version.as_ref().is_none_or(|version| found.name.version == *version);
            let is_open = self.version.is_some() || self.all || found.run.end.is_none();
            let is_mine = self.mine.as_ref().is_none_or(|login| View::new(found, around).waits_for_person(login));
            is_named && is_open && is_mine
        });
    }

    /// Says that there is nothing to show.
    pub(super) fn nothing(&self, context: &Context<'_>, arguments: &StatusArguments) -> Result<(), Failure> {
        let what = if arguments.rehearsal { "rehearsal" } else { "release" };
        let rehearse = if arguments.rehearsal { " --rehearse" } else { "" };
        if let Some(version) = &self.version {
            let failure = Failure::new(Kind::Usage, format!("there is no {what} of {version} here"))
                .hint(format!(
                    "`shepherd status{} --all` lists what there is",
                    if arguments.rehearsal { " --rehearsal" } else { "" }
                ))
                .hint(format!("`shepherd guide {version}{rehearse}` begins it"));
            return Err(failure);
        }
        context.ui.status(&match &self.mine {
            Some(login) => format!("No {what} is held by @{login} or waits for them."),
            None if self.all => format!("No {what} was begun yet."),
            None => format!("No {what} is going on."),
        });
        if self.mine.is_none() {
            context.ui.hint(&format!(
                "`shepherd guide VERSION{rehearse}` begins one{}",
                if arguments.rehearsal { "" } else { "; with `--rehearse` it is practised first" }
            ));
        }
        Ok(())
    }
}
