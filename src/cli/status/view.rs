//! What can be said of one run: its steps as the document has them now, and what it waits for.

use jiff::Timestamp;

use crate::cli::status::find::Found;
use crate::cli::status::time::Local;
use crate::core::checklist::{Facts, Procedure, Step, Tick};
use crate::core::people::{CheckIn, Pairing};
use crate::core::run::{
    End, Position, Run, StepRecord, StepState, applies, known_steps, position, remembered, standing, why_not,
};
use crate::core::text::clean;
use crate::git::Repository;
use crate::guide::Document;
use crate::store::Hold;

/// A run, with its document as it is now.
pub(super) struct View<'a> {
    pub(super) found: &'a Found,
    pub(super) repository: &'a Repository,
    /// `None` where it is gone; then the steps are those that the run remembers.
    pub(super) document: Option<Document>,
    /// Why the document does not count.
    pub(super) problem: Option<String>,
    pub(super) procedure: Procedure,
    pairings: &'a [Pairing],
    /// Whether it is a run of another project, of which this repository is no clone.
    is_elsewhere: bool,
}

/// A step of a run.
pub(super) struct Row<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) phase: &'a str,
    /// The line in the document; `None` where it is not there.
    pub(super) line: Option<usize>,
    /// Counted from 1, without the steps that do not apply.
    pub(super) number: Option<usize>,
    pub(super) state: &'static str,
    /// The steps that it waits for.
    pub(super) needs: Vec<&'a str>,
    pub(super) record: Option<&'a StepRecord>,
    /// Why it was left out.
    pub(super) reason: Option<String>,
    /// Whether it is left out for the kind of the release.
    pub(super) is_passed_over: bool,
}

/// Something that a run waits for.
pub(super) struct Wait {
    /// The word for it in JSON.
    pub(super) kind: &'static str,
    pub(super) step: Option<String>,
    pub(super) text: String,
    pub(super) until: Option<Timestamp>,
}

impl<'a> View<'a> {
    /// `project` is that of the repository: the documents of others are not here.
    pub(super) fn new(found: &'a Found, repository: &'a Repository, project: &str, pairings: &'a [Pairing]) -> Self {
        let run = &found.run;
        let is_elsewhere = found.name.project != project;
        let unread = |problem| {
            let procedure = remembered(run);
            Self { found, repository, document: None, problem, procedure, pairings, is_elsewhere }
        };
        if is_elsewhere {
            return unread(None);
        }
        let read = Document::read(repository, &run.file).and_then(|document| {
            let procedure = document.procedure(run)?.clone();
            Ok((document, procedure))
        });
        match read {
            Ok((document, procedure)) => {
                Self { found, repository, document: Some(document), problem: None, procedure, pairings, is_elsewhere }
            }
            Err(failure) => {
                let why = failure.message;
                unread(Some(format!("{why}; the steps of {} are shown as the run remembers them", run.version)))
            }
        }
    }

    pub(super) fn run(&self) -> &'a Run {
        &self.found.run
    }

    pub(super) fn facts(&self) -> Facts {
        Facts { kind: self.run().kind, is_security: self.run().start.security }
    }

    pub(super) fn position(&self) -> Position<'_> {
        position(&self.procedure, self.run(), self.facts())
    }

    /// Returns the word for where the run as a whole stands.
    pub(super) fn state(&self) -> &'static str {
        match &self.run().end {
            Some(End::Finished) => "finished",
            Some(End::Abandoned { .. }) => "abandoned",
            None if self.run().is_paused => "paused",
            None => "open",
        }
    }

    /// Returns every step that the document or the run knows, in order; what is in the document no more comes last.
    pub(super) fn rows(&self) -> Vec<Row<'_>> {
        let position = self.position();
        let ticks = self.procedure.ticks();
        let mut rows: Vec<Row<'_>> = ticks.iter().map(|tick| self.row(tick, &position)).collect();
        let known = known_steps(&self.found.events);
        for (id, record) in &self.run().steps {
            if ticks.iter().any(|tick| tick.step.id == *id) {
                continue;
            }
            let title = known.get(id.as_str()).map_or(id.as_str(), |step| &step.title);
            let phase = known.get(id.as_str()).map_or("", |step| &step.phase);
            let (reason, is_passed_over) = left_out(&record.state);
            let state = self.word(&record.state);
            rows.push(Row {
                id,
                title,
                phase,
                line: None,
                number: None,
                state,
                needs: Vec::new(),
                record: Some(record),
                reason,
                is_passed_over,
            });
        }
        if self.document.is_none() {
            // Then each of them has a place in what the run remembers.
            let known = &self.run().checklist;
            rows.sort_by_key(|row| known.iter().position(|step| step.id == row.id).unwrap_or(usize::MAX));
        }
        rows
    }

    fn row<'b>(&'b self, tick: &Tick<'b>, position: &Position<'b>) -> Row<'b> {
        let step = tick.step;
        let record = self.run().steps.get(&step.id);
        let state = self.run().state(&step.id);
        let place = position.all.iter().find(|place| place.tick.step.id == step.id);
        let blocked = position.blocked.iter().find(|blocked| blocked.step.id == step.id);
        let (mut reason, mut is_passed_over) = left_out(state);
        let mut word = self.word(state);
        if place.is_none() && !state.is_settled() {
            let above = tick.groups.iter().copied().chain([step]).find(|step| !applies(step, self.facts()));
            reason = above.map(|step| why_not(step, self.facts()));
            (word, is_passed_over) = ("skipped", true);
        } else if blocked.is_some() && *state == StepState::Todo {
            word = "blocked";
        }
        Row {
            id: &step.id,
            title: &step.title,
            phase: &tick.phase.title,
            line: self.document.is_some().then_some(step.line),
            number: place.map(|place| place.number),
            state: word,
            needs: blocked.map(|blocked| blocked.needs.clone()).unwrap_or_default(),
            record,
            reason,
            is_passed_over,
        }
    }

    /// What began and did not end is running as long as somebody has the run open.
    fn word(&self, state: &StepState) -> &'static str {
        match (state, &self.found.hold) {
            (StepState::Unknown, Hold::Taken(_)) => "running",
            _ => state.name(),
        }
    }

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
            let pairing =
                self.pairings.iter().find(|pairing| pairing.is_open() && pairing.is_between(mentor, &run.holder));
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
                if let Some(given) = record.agreements.iter().rfind(|given| given.digest == asked.digest) {
                    format!("`{id}` was agreed to by @{}: `shepherd guide` goes on", clean(&given.by))
                } else {
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

    /// Says whether a step is next and needs the mentor's agreement.
    fn asks_mentor(&self, step: &Step) -> bool {
        let next = self.position().next.is_some_and(|place| place.tick.step.id == step.id);
        let record = self.run().steps.get(&step.id);
        let is_given = record.is_some_and(|record| !record.agreed.is_empty() || !record.agreements.is_empty());
        next && !is_given && step.annotation.sign_off.as_deref() == Some("mentor")
    }

    /// Says whether a sign-off is asked for that a person may give.
    fn asks_for_agreement_of(&self, login: &str) -> bool {
        let is_me = |name: &String| name.trim_start_matches('@').eq_ignore_ascii_case(login);
        let mut open = self.run().steps.values().filter(|record| !record.state.is_settled());
        self.run().end.is_none()
            && open.any(|record| {
                record.asked.last().is_some_and(|asked| {
                    let is_given = record.agreements.iter().any(|given| given.digest == asked.digest);
                    !is_given && !is_me(&asked.who) && (asked.of.is_empty() || asked.of.iter().any(is_me))
                })
            })
    }
}

fn left_out(state: &StepState) -> (Option<String>, bool) {
    match state {
        StepState::Skipped { reason, by_condition } => (Some(reason.clone()), *by_condition),
        _ => (None, false),
    }
}
