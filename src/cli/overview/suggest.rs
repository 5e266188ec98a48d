//! The one command that is suggested, and why.

use crate::cli::context::Context;
use crate::cli::overview::waiting::Waiting;
use crate::cli::sharing::SharedPlace;
use crate::cli::status::{OpenRuns, Part};
use crate::cli::whereabouts::Where;
use crate::core::text::clean;
use crate::git::Tags;
use crate::store::{RunName, Store};

/// A command, and what it does.
pub(super) struct Suggestion {
    command: String,
    why: String,
}

impl Suggestion {
    fn new(command: impl Into<String>, why: impl Into<String>) -> Self {
        Self { command: command.into(), why: why.into() }
    }

    /// Returns what is suggested where there is nothing to work on.
    pub(super) fn demo() -> Self {
        Self::new("shepherd demo", "makes a small project to try everything on")
    }

    /// Returns it in a line.
    pub(super) fn text(&self) -> String {
        format!("`{}` {}", clean(&self.command), clean(&self.why))
    }
}

/// Returns what is to be done next: what others wait for, then one's own run, then what wants an answer, then a look at what
/// would be released.
pub(super) fn suggestion(
    context: &Context<'_>,
    place: &Where,
    runs: Option<&OpenRuns>,
    waiting: Option<&Waiting>,
) -> Suggestion {
    let of_person = waiting.and_then(|waiting| for_person(place, runs, waiting));
    of_person.or_else(|| for_records(context, place)).unwrap_or_else(|| {
        if place.repository.unborn_branch().is_some() {
            return Suggestion::demo();
        }
        Suggestion::new("shepherd next", "shows what would be released now, and who is up")
    })
}

fn for_person(place: &Where, runs: Option<&OpenRuns>, waiting: &Waiting) -> Option<Suggestion> {
    let is_here = |name: &RunName| name.project == place.project;
    let flag = |name: &RunName| {
        if is_here(name) { String::new() } else { format!(" --project {}", name.project) }
    };
    let status = |name: &RunName| {
        let version = &name.version;
        Suggestion::new(format!("shepherd status {version}{}", flag(name)), format!("shows what {version} waits for"))
    };
    let parts = || waiting.due.iter().map(|due| (&due.name, &due.part));
    let sign_off = parts().find_map(|(name, part)| match part {
        Part::SignOff { step, by } => Some(Suggestion::new(
            format!("shepherd approve {} {step}{}", name.version, flag(name)),
            format!("shows it, then asks whether you agree; @{by} waits for it"),
        )),
        _ => None,
    });
    let own_run = || {
        // A run of another project is walked in a clone of that one.
        let (name, _) = parts().find(|(name, part)| **part == Part::Holder && is_here(name))?;
        let is_only = runs.is_some_and(|runs| runs.lines().len() == 1 && runs.failures().next().is_none());
        let version = if is_only { String::new() } else { format!(" {}", name.version) };
        let why = format!("goes on with {}, which you hold", name.version);
        Some(Suggestion::new(format!("shepherd guide{version}"), why))
    };
    let slot = || {
        let offered = waiting.slots.iter().find_map(|slot| slot.offered.as_ref())?;
        Some(Suggestion::new(
            format!("shepherd rotation accept {offered}"),
            "takes the slot that is offered to you; `decline` costs nothing",
        ))
    };
    sign_off.or_else(own_run).or_else(slot).or_else(|| parts().next().map(|(name, _)| status(name)))
}

/// Returns what the records lack that others have, or that can be found.
fn for_records(context: &Context<'_>, place: &Where) -> Option<Suggestion> {
    // What cannot be read is told where it is shown.
    let store = Store::open(&place.repository).ok()?;
    if !store.exists() {
        SharedPlace::find(context, place, None).ok().flatten()?;
        return Some(Suggestion::new(
            "shepherd status",
            "takes in the records that the team shares, and shows what runs",
        ));
    }
    let is_release = |name: &String| Tags::names_a_release(name, place.config.rules.tag_pattern.as_ref());
    let has_none = store.releases(&place.project).is_ok_and(|releases| releases.is_empty());
    let is_released = has_none && place.repository.tag_names().iter().any(is_release);
    is_released
        .then(|| Suggestion::new("shepherd ledger import", "finds who released what so far, which is not recorded yet"))
}
