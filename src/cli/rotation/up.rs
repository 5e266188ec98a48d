//! Who is up for a release that is not planned in detail: the slot that is for it, else whoever would be asked next.

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::rotation::known::Known;
use crate::core::rotation::{History, Ranking, Slot, State, rank};
use crate::core::version::ReleaseKind;
use crate::failure::Failure;
use crate::git::Repository;

/// Who is up.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Up {
    /// The slot that is planned for it.
    slot: Option<Slot>,
    ranking: Ranking,
    /// Who could mentor, where nobody is named.
    mentor: Option<String>,
}

/// Returns who is up for a release of a kind on a day; `None` where the rotation is not set up in this clone. Nobody is asked
/// for what this clone has not seen.
pub(in crate::cli) fn who_is_up(
    context: &Context<'_>,
    repository: &Repository,
    project: &str,
    (version, kind, security): (&str, ReleaseKind, bool),
    day: Date,
) -> Result<Option<Up>, Failure> {
    let Some(known) = Known::read(repository)? else { return Ok(None) };
    let (history, slots) = (History::of(known.facts()), &known.slots);
    let is_ahead = |slot: &&Slot| {
        let is_over = slot.state == State::Cancelled || history.release_of(slot, day).is_some();
        slot.is_for(project) && !is_over && (slot.until >= day || slot.version.is_some())
    };
    let mut ahead: Vec<&Slot> = slots.iter().filter(is_ahead).collect();
    ahead.sort_by_key(|slot| slot.from);
    let named = ahead.iter().find(|slot| slot.version.as_deref() == Some(version));
    // A slot that names another version is not for this one; one of a kind is, where the kind is this one's.
    let open = || {
        let fits = |slot: &&&Slot| slot.version.is_none() && slot.kind.is_none_or(|wanted| wanted == kind);
        ahead.iter().find(fits)
    };
    let planned = named.or_else(open).map(|slot| (*slot).clone());
    let made_up =
        Slot { version: Some(version.to_owned()), kind: Some(kind), ..new_slot(context, project, version, day) };
    let slot = Slot { security, ..planned.clone().unwrap_or(made_up) };
    let ranking = rank(&history, slots, &slot);
    let mentor = ranking.mentors.first().map(|one| one.login.clone());
    Ok(Some(Up { slot: planned, ranking, mentor }))
}

fn new_slot(context: &Context<'_>, project: &str, version: &str, day: Date) -> Slot {
    Slot::new(project, version, (day, day), context.clock.now())
}

impl Up {
    /// Returns who has the slot, or would be asked first.
    fn shepherd(&self) -> Option<&str> {
        let planned = self.slot.as_ref().and_then(|slot| slot.shepherd.as_deref());
        planned.or_else(|| self.ranking.ranked.first().map(|one| one.login.as_str()))
    }

    /// Returns who mentors them, where somebody has to, or was asked to.
    fn mentor(&self) -> Option<&str> {
        let planned = self.slot.as_ref().and_then(|slot| slot.mentor.as_deref());
        let first = self.ranking.ranked.first().and_then(|one| one.mentor.as_deref());
        planned.or(first.filter(|_| self.slot.as_ref().is_none_or(|slot| slot.shepherd.is_none())))
    }

    /// Returns it in lines for people.
    pub(in crate::cli) fn lines(&self) -> Vec<String> {
        let Some(shepherd) = self.shepherd() else {
            return vec!["nobody can take it now; `shepherd rotation who` says why".to_owned()];
        };
        let mentor = match (self.mentor(), &self.mentor) {
            (Some(mentor), _) => format!(", with @{mentor} as mentor"),
            (None, Some(mentor)) if mentor != shepherd => format!("; @{mentor} could mentor"),
            _ => String::new(),
        };
        let how = match &self.slot {
            Some(slot) if slot.shepherd.is_some() => {
                let agreed = if slot.accepted.is_some() { "has it" } else { "is asked" };
                let when = slot.when();
                // Many slots are called by their day.
                let name = if slot.id == when { String::new() } else { format!(" {}", slot.id) };
                format!(" {agreed}: the slot{name} of {when}")
            }
            _ => match self.ranking.ranked.first() {
                Some(one) => {
                    // Their rung and their mentor are said anyhow.
                    let others = one.reasons.iter().filter(|reason| !reason.ends_with("as mentor"));
                    format!(" is next: {}, {}", one.rung, others.cloned().collect::<Vec<_>>().join(", "))
                }
                None => String::new(),
            },
        };
        let learner = self.slot.as_ref().and_then(|slot| slot.learner.as_ref());
        let learner = learner.map(|learner| format!("; @{learner} learns")).unwrap_or_default();
        vec![format!("@{shepherd}{how}{mentor}{learner}")]
    }

    /// Returns it for programs.
    pub(in crate::cli) fn json(&self) -> Value {
        let slot = self.slot.as_ref();
        json!({
            "shepherd": self.shepherd(), "mentor": self.mentor(), "could_mentor": self.mentor,
            "learner": slot.and_then(|slot| slot.learner.as_ref()),
            "slot": slot.map(|slot| &slot.id), "from": slot.map(|slot| slot.from), "until": slot.map(|slot| slot.until),
            "accepted": slot.is_some_and(|slot| slot.accepted.is_some()),
            "reasons": self.ranking.ranked.first().map(|one| &one.reasons),
        })
    }
}
