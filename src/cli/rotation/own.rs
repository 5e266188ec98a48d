//! The slots that one person has a part in, as this clone knows them.

use crate::cli::context::Context;
use crate::cli::rotation::known::Known;
use crate::cli::rotation::report;
use crate::core::rotation::{History, Slot, State, called};
use crate::core::text::clean;
use crate::failure::Failure;
use crate::git::Repository;

/// A slot that a person has a part in.
pub(in crate::cli) struct OwnSlot {
    /// What `rotation accept` is given, where it waits for the person to say yes.
    pub(in crate::cli) offered: Option<String>,
    /// It in words.
    pub(in crate::cli) text: String,
}

/// Returns the slots that are not over and that a person has a part in, of all projects, by their days.
pub(in crate::cli) fn own_slots(
    context: &Context<'_>,
    repository: &Repository,
    project: &str,
    login: &str,
) -> Result<Vec<OwnSlot>, Failure> {
    let Some(known) = Known::read(repository)? else { return Ok(Vec::new()) };
    let (history, today) = (History::of(known.facts()), context.today());
    let mut slots: Vec<&Slot> = known.slots.iter().collect();
    slots.sort_by_key(|slot| slot.from);
    let own = slots.into_iter().filter_map(|slot| {
        let state = report::state(&history, slot, today);
        if matches!(state, State::Done | State::Cancelled) {
            return None;
        }
        let is_me = |who: &Option<String>| who.as_ref().is_some_and(|who| known.roster.is_same_person(who, login));
        let shepherd = slot.shepherd.as_ref().map(|who| format!(" @{}", clean(who))).unwrap_or_default();
        let part = match state {
            State::Offered if is_me(&slot.shepherd) => "is offered to you".to_owned(),
            _ if is_me(&slot.shepherd) => "is yours".to_owned(),
            _ if is_me(&slot.mentor) => match &slot.learner {
                Some(learner) => format!("has you as mentor of @{}", clean(learner)),
                None => format!("has you as mentor of{shepherd}"),
            },
            _ if is_me(&slot.learner) => format!("has you beside{shepherd}, to learn"),
            _ => return None,
        };
        let is_offered = state == State::Offered && is_me(&slot.shepherd);
        let offered = is_offered.then(|| called(&known.slots, project, slot));
        Some(OwnSlot { offered, text: format!("{} {part}", report::title(slot)) })
    });
    Ok(own.collect())
}
