//! What a run waits for, and whom.

use jiff::Timestamp;

use crate::cli::status::time::Local;
use crate::cli::status::view::View;
use crate::core::checklist::Step;
use crate::core::people::CheckIn;
use crate::core::run::{StepState, standing};
use crate::core::text::clean;
use crate::store::Hold;

/// Something that a run waits for.
pub(super) struct Wait {
    /// The word for it in JSON.
    pub(super) kind: &'static str,
    pub(super) step: Option<String>,
    pub(super) text: String,
    pub(super) until: Option<Timestamp>,
}

impl<'a> View<'a> {
    /// Returns what the run waits for, the most pressing first.
    pub(super) fn waits(&self, clock: &Local) -> Vec<Wait> {
        let mut waits = Vec::new();
        if self.run().end.is_some() {
            return waits;
        }
        let position = self.position();
        if let Some(next) = position.next.as_ref().map(|place| place.tick.step) {
            self.wait_for_next(next, clock, &mut waits);
        }
        let standing = standing(&self.found.events);
        for open in standing.checks {
            let at = if open.step.is_empty() { "at the start".to_owned() } else { format!("of `{}`", open.step) };
            let text = format!("the check {} {at} did not hold: {}", open.check, clean(&open.evidence));
            waits.push(Wait {
                kind: "check",
                step: Some(open.step).filter(|step| !step.is_empty()),
                text,
                until: None,
            });
        }
        for (step, when) in standing.mentor {
            let mentors: Vec<String> = self.run().people.mentors.iter().map(|login| format!("@{login}")).collect();
            let text = format!("{} was asked to look at `{step}` at {}", mentors.join(", "), clock.full(when));
            waits.push(Wait { kind: "mentor", step: Some(step), text, until: None });
        }
        for (mentor, next) in self.check_ins() {
            if next.is_none_or(|next| next.when.is_past(clock.now)) {
                let text = format!("@{} and @{} have no next check-in", clean(&self.run().holder), clean(mentor));
                waits.push(Wait { kind: "check-in", step: None, text, until: None });
            }
        }
        for blocked in &position.blocked {
            let needs: Vec<String> = blocked.needs.iter().map(|id| format!("`{id}`")).collect();
            let text = format!("`{}` waits for {}", blocked.step.id, needs.join(", "));
            waits.push(Wait { kind: "blocked", step: Some(blocked.step.id.clone()), text, until: None });
        }
        waits
    }

    /// Returns each mentor of the run with what is known of when they and the holder talk next.
    pub(super) fn check_ins(&self) -> impl Iterator<Item = (&'a str, Option<&'a CheckIn>)> {
        let run = self.run();
        let mentors = run.people.mentors.iter().filter(|_| !run.start.rehearsal && !run.start.private);
        mentors.map(|mentor| {
            let pairing = self
                .around
                .pairings
                .iter()
                .find(|pairing| pairing.is_open() && pairing.is_between(mentor, &run.holder));
            (mentor.as_str(), pairing.and_then(|pairing| pairing.next_check_in.as_ref()))
        })
    }

    fn wait_for_next(&self, next: &Step, clock: &Local, waits: &mut Vec<Wait>) {
        let id = &next.id;
        let began = self.run().steps.get(id).and_then(|record| record.attempts.last()).map(|attempt| attempt.began);
        let at = began.map(|began| format!(" at {}", clock.full(began))).unwrap_or_default();
        let title = clean(&next.title);
        let (kind, text, until) = match self.run().state(id) {
            StepState::Unknown if matches!(self.found.hold, Hold::Taken(_)) => {
                ("running", format!("`{id}` began{at} and is running: {title}"), None)
            }
            StepState::Unknown => {
                let text = format!("`{id}` began{at} and nobody knows how it ended: look, then `shepherd guide` asks");
                ("unknown", text, None)
            }
            StepState::Failed { end } => ("failed", format!("`{id}` failed ({end}): {title}"), None),
            StepState::Ran => ("step", format!("`{id}` ran in part, and is not said to be done: {title}"), None),
            StepState::Waiting { until } => {
                let text = format!("`{id}` waits until {} ({})", clock.full(*until), clock.left(*until));
                ("time", text, Some(*until))
            }
            _ => ("step", format!("`{id}` is next: {title}"), None),
        };
        waits.push(Wait { kind, step: Some(id.clone()), text, until });
        if let Some((role, who)) = self.role(next) {
            let text = format!("`{id}` needs the right `{role}`: {} does it", clean(who));
            waits.push(Wait { kind: "role", step: Some(id.clone()), text, until: None });
        }
        self.wait_for_agreement(next, clock, waits);
    }

    /// The agreement of another person that is asked for, or is going to be.
    fn wait_for_agreement(&self, next: &Step, clock: &Local, waits: &mut Vec<Wait>) {
        let id = &next.id;
        let record = self.run().steps.get(id);
        let text = match record.and_then(|record| record.asked.last().map(|asked| (record, asked))) {
            Some((record, asked)) => {
                if self.is_pending(id) {
                    let of: Vec<String> = asked.of.iter().map(|login| format!("@{}", clean(login))).collect();
                    let of = if of.is_empty() { "somebody else".to_owned() } else { of.join(" or ") };
                    let when = clock.full(asked.when);
                    let name = &self.found.name;
                    let project =
                        if self.is_elsewhere { format!(" --project {}", name.project) } else { String::new() };
                    format!(
                        "`{id}` waits for the sign-off of {of}, asked for at {when}: `shepherd approve {} {id}{project}`",
                        name.version
                    )
                } else {
                    let roster = &self.around.roster;
                    let may = |by: &str| asked.of.is_empty() || asked.of.iter().any(|of| roster.is_same_person(of, by));
                    let mut given = record.agreements.iter().filter(|given| given.digest == asked.digest);
                    let by = given.rfind(|given| may(&given.by)).map(|given| format!(" by @{}", clean(&given.by)));
                    format!("`{id}` was agreed to{}: `shepherd guide` goes on", by.unwrap_or_default())
                }
            }
            None if record.is_some_and(|record| !record.agreed.is_empty()) => return,
            None => match &next.annotation.sign_off {
                Some(who) => format!("`{id}` needs the agreement of {}", clean(who)),
                None => return,
            },
        };
        waits.push(Wait { kind: "sign-off", step: Some(id.clone()), text, until: None });
    }

    /// Returns the right that a step needs and who has it, where that is not the shepherd.
    fn role<'b>(&'b self, step: &'b Step) -> Option<(&'b str, &'b str)> {
        let role = step.annotation.role.as_deref()?;
        let who = self.run().values.get(&format!("ROLE {role}"))?;
        (who != "yes" && !self.run().is_held_by(who)).then_some((role, who.as_str()))
    }

    /// Says whether a person holds the run, or it waits for them.
    pub(super) fn waits_for_person(&self, login: &str) -> bool {
        let run = self.run();
        let is_me = |name: &str| name.trim_start_matches('@').eq_ignore_ascii_case(login);
        let open = || {
            self.position()
                .all
                .into_iter()
                .map(|place| place.tick.step)
                .filter(|step| !run.state(&step.id).is_settled())
        };
        let is_asked = !standing(&self.found.events).mentor.is_empty() || open().any(|step| self.asks_mentor(step));
        is_me(&run.holder)
            || self.asks_for_agreement_of(login)
            || (is_asked && run.people.mentors.iter().any(|mentor| is_me(mentor)))
            || open().any(|step| self.role(step).is_some_and(|(_, who)| is_me(who)))
            || open().any(|step| step.annotation.assignees.iter().any(|who| is_me(who)))
            || open().any(|step| step.annotation.sign_off.as_deref().is_some_and(is_me))
    }

    /// Says whether the next step is up to others: they have the right that it needs, or are asked to agree to it.
    pub(super) fn waits_for_others(&self) -> bool {
        let is_theirs = |step: &Step| self.role(step).is_some() || self.is_pending(&step.id);
        self.position().next.is_some_and(|place| is_theirs(place.tick.step))
    }

    /// Says whether a step is next and needs the mentor's agreement.
    fn asks_mentor(&self, step: &Step) -> bool {
        let next = self.position().next.is_some_and(|place| place.tick.step.id == step.id);
        let record = self.run().steps.get(&step.id);
        let is_given = record.is_some_and(|record| {
            !record.agreed.is_empty() || (!record.asked.is_empty() && !self.is_pending(&step.id))
        });
        next && !is_given && step.annotation.sign_off.as_deref() == Some("mentor")
    }

    /// Says whether a sign-off of a step is asked for, and nobody agreed to it whose word counts.
    fn is_pending(&self, step: &str) -> bool {
        self.found.pending.iter().any(|pending| pending.step == step)
    }

    /// Says whether a sign-off is asked for that a person may give.
    fn asks_for_agreement_of(&self, login: &str) -> bool {
        self.found.pending.iter().any(|pending| pending.waits_for(login, &self.around.roster))
    }
}
