//! The runs that are open, as this clone knows them: for whoever wants to see at a glance what there is to do.

use crate::cli::context::Context;
use crate::cli::status::find::Shelf;
use crate::cli::status::short;
use crate::cli::status::time::Local;
use crate::cli::status::view::View;
use crate::cli::whereabouts::Where;
use crate::core::text::clean;
use crate::failure::Failure;
use crate::store::RunName;

/// The open runs of all projects of the store.
pub(in crate::cli) struct OpenRuns {
    shelves: Vec<Shelf>,
    project: String,
}

/// What a run waits for, and one person has to do with.
pub(in crate::cli) struct Due {
    pub(in crate::cli) name: RunName,
    pub(in crate::cli) part: Part,
    /// It in words.
    pub(in crate::cli) text: String,
}

/// What a person has to do with what a run waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Part {
    /// They are asked to agree to a step.
    SignOff {
        step: String,
        /// Who asks.
        by: String,
    },
    /// They hold the run, and the next step is theirs.
    Holder,
    /// They hold the run, and the next step is up to others.
    HolderWaits,
    /// They take part in another way.
    Beside,
}

impl OpenRuns {
    /// Finds them. Nobody is asked for what this clone has not seen, and nothing is written.
    pub(in crate::cli) fn find(context: &Context<'_>, place: &Where) -> Result<Self, Failure> {
        let mut shelves = Shelf::all(context, place, false, true)?;
        for shelf in &mut shelves {
            shelf.found.retain(|found| found.run.end.is_none());
        }
        Ok(Self { shelves, project: place.project.clone() })
    }

    /// Returns a line for each run of the project in hand.
    pub(in crate::cli) fn lines(&self) -> Vec<String> {
        let line = |view: View<'_>| {
            let [version, state, done, holder, next] = short::row(&view, &self.project);
            let state = if state == "open" { String::new() } else { format!("{state}, ") };
            let next = if next.is_empty() { String::new() } else { format!(", {next}") };
            format!("{version}: {state}{done} steps, held by {holder}{next}")
        };
        self.views().filter(|view| !view.is_elsewhere).map(line).collect()
    }

    /// Returns why runs cannot be read.
    pub(in crate::cli) fn failures(&self) -> impl Iterator<Item = &Failure> {
        self.shelves.iter().flat_map(|shelf| &shelf.unreadable).map(|unreadable| &unreadable.failure)
    }

    /// Returns what the runs of all projects wait for, and a person has to do with.
    pub(in crate::cli) fn due(&self, login: &str, clock: &Local) -> Vec<Due> {
        self.views().flat_map(|view| due(&view, login, clock)).collect()
    }

    fn views(&self) -> impl Iterator<Item = View<'_>> {
        self.shelves.iter().flat_map(Shelf::views)
    }
}

fn due(view: &View<'_>, login: &str, clock: &Local) -> Vec<Due> {
    let (run, name) = (view.run(), &view.found.name);
    let project = if view.is_elsewhere { format!("{} ", clean(&name.project)) } else { String::new() };
    let due =
        |part, text: &str| Due { name: name.clone(), part, text: format!("{project}{}: {text}", clean(&run.version)) };
    let asked = view.found.pending.iter().filter(|pending| pending.waits_for(login, &view.around.roster));
    let sign_offs: Vec<Due> = asked
        .map(|pending| {
            let by = clean(&pending.asked.who).into_owned();
            let text = format!("`{}` waits for your sign-off, asked for by @{by}", clean(&pending.step));
            due(Part::SignOff { step: pending.step.clone(), by }, &text)
        })
        .collect();
    let part = match () {
        () if !sign_offs.is_empty() => return sign_offs,
        () if run.is_held_by(login) && view.waits_for_others() => Part::HolderWaits,
        () if run.is_held_by(login) => Part::Holder,
        () if view.waits_for_person(login) => Part::Beside,
        () => return Vec::new(),
    };
    let first = view.waits(clock).into_iter().next();
    vec![due(part, &first.map_or_else(|| "nothing is left to do".to_owned(), |wait| wait.text))]
}
