//! The loop of a run: look, ask, act, write down, and again.

use crate::core::checklist::{Facts, Procedure, Step, Tick};
use crate::core::run::{End, StepState, What, applies, position, why_not};
use crate::core::text::{clean, plural};
use crate::failure::{Failure, Kind};
use crate::guide::document::Document;
use crate::guide::journal::Journal;
use crate::guide::mirror::Mirror;
use crate::guide::options::Options;
use crate::guide::place::Place;
use crate::guide::start::may_open;
use crate::shell::Session;
use crate::shell::rehearsal::Rehearsal;
use crate::ui::{Answers, Form, Inquiry, Ui};

/// One walk through a checklist.
pub struct Guide<'a> {
    /// The terminal.
    pub ui: &'a Ui,
    /// What was answered beforehand.
    pub answers: Answers,
    /// Where it takes place.
    pub place: Place<'a>,
    /// What happened so far.
    pub journal: Journal,
    /// The document as it was last read.
    pub document: Document,
    /// Where commands run.
    pub session: Session,
    /// What the command line says.
    pub options: Options,
    /// The throw-away place of a rehearsal.
    pub rehearsal: Option<Rehearsal>,
    /// The commands that the screen showed last, filled in: just these run without being shown again.
    pub shown: Option<String>,
    /// The digests of the commands that only look, and that the person let run.
    pub confirmed: Vec<String>,
    /// The issue that mirrors the run.
    pub mirror: Option<Mirror>,
    /// What is said once, and was: addresses of comments that agree to nothing, markers of comments that were written,
    /// and warnings of the issue.
    pub told: Vec<String>,
}

impl Guide<'_> {
    /// Returns the command that goes on with this walk.
    pub(super) fn command(&self) -> String {
        let run = self.journal.run();
        if run.start.rehearsal {
            format!("shepherd guide {} --rehearse", clean(&run.version))
        } else {
            "shepherd guide".to_owned()
        }
    }

    /// Says that a person leaves, and how they go on. `what` is a sentence.
    pub(super) fn say_left(&self, what: &str) {
        self.ui.status(&format!("{what} `{}` goes on from here.", self.command()));
    }
}

/// How a person left a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// Every step is settled.
    Finished,
    /// Some are left.
    Unfinished,
}

/// What comes after a step was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The same step again, or the next.
    GoOn,
    /// The person leaves.
    Leave,
}

/// A step and where it stands, apart from the document that it was read from.
#[derive(Clone, Debug)]
pub(super) struct Current {
    pub(super) step: Step,
    pub(super) groups: Vec<String>,
    pub(super) phase: String,
    pub(super) introduction: String,
    /// Counted from 1.
    pub(super) phase_number: usize,
    pub(super) phases: usize,
    /// Counted from 1, without the steps that do not apply.
    pub(super) number: usize,
    pub(super) total: usize,
    /// The title of the step after it.
    pub(super) then: Option<String>,
    /// The commands that take it back, where that is what is asked about.
    pub(super) taking_back: Option<String>,
}

impl Guide<'_> {
    /// Walks until every step is settled, or the person leaves.
    pub fn walk(&mut self) -> Result<Left, Failure> {
        loop {
            self.tell_news()?;
            self.still_may_walk()?;
            if self.look_again()? == Next::Leave {
                return Ok(Left::Unfinished);
            }
            self.pass_over()?;
            self.mirror_now()?;
            let Some(current) = self.current()? else { return self.finish() };
            match self.step(&current)? {
                Next::GoOn
                    if self.options.step.is_some() && self.journal.run().state(&current.step.id).is_settled() =>
                {
                    return Ok(Left::Unfinished);
                }
                Next::GoOn => {}
                Next::Leave => return Ok(Left::Unfinished),
            }
        }
    }

    /// Another person may hold the run by now.
    fn still_may_walk(&self) -> Result<(), Failure> {
        may_open(self.journal.run(), &self.journal.me().login, self.options.step.is_some())
    }

    /// Returns what the conditions of steps are held against.
    pub(super) fn facts(&self) -> Facts {
        let run = self.journal.run();
        Facts { kind: run.kind, is_security: run.start.security }
    }

    /// Returns the procedure that the run follows, as it is now.
    pub(super) fn procedure(&self) -> Result<&Procedure, Failure> {
        self.document.procedure(self.journal.run())
    }

    /// Asks a question, and returns the answer in full.
    pub(super) fn ask(&mut self, key: &str, text: &str, form: Form<'_>) -> Result<String, Failure> {
        self.ui.inquire(&Inquiry { key, text, form }, &mut self.answers)
    }

    /// Asks for yes or no.
    pub(super) fn ask_yes(&mut self, key: &str, text: &str, default: bool) -> Result<bool, Failure> {
        Ok(self.ask(key, text, Form::YesNo { default })? == "yes")
    }

    /// Settles the steps that are not for this release, and says so once.
    fn pass_over(&mut self) -> Result<(), Failure> {
        let facts = self.facts();
        let run = self.journal.run();
        let ticks = self.procedure()?.ticks();
        let reason = |tick: &Tick<'_>| {
            let above = tick.groups.iter().copied().chain([tick.step]).find(|step| !applies(step, facts));
            above.map(|step| why_not(step, facts))
        };
        let open = ticks.iter().filter(|tick| !run.state(&tick.step.id).is_settled());
        let passed: Vec<(String, String, String)> =
            open.filter_map(|tick| Some((tick.step.id.clone(), tick.step.title.clone(), reason(tick)?))).collect();
        for (step, title, reason) in passed {
            self.ui.status(&format!("passed over: {} ({reason})", clean(&title)));
            self.journal.append(What::Skipped { step, reason, by_condition: true })?;
        }
        Ok(())
    }

    /// Returns the step that comes next, `None` when all are settled.
    fn current(&self) -> Result<Option<Current>, Failure> {
        match &self.options.step {
            Some(id) => self.may_begin(id).and_then(|()| self.current_of(Some(id))),
            None => self.current_of(None),
        }
    }

    /// Returns the step of that name, else the one that comes next.
    pub(super) fn current_of(&self, wanted: Option<&str>) -> Result<Option<Current>, Failure> {
        let procedure = self.procedure()?;
        let run = self.journal.run();
        let position = position(procedure, run, self.facts());
        let left = position.all.iter().filter(|place| !run.state(&place.tick.step.id).is_settled());
        let left: Vec<(usize, String)> = left.map(|place| (place.number, place.tick.step.title.clone())).collect();
        let place = match wanted {
            Some(id) => position.all.into_iter().find(|place| place.tick.step.id == *id),
            None => position.next,
        };
        let Some(place) = place else {
            if let Some(id) = wanted {
                return Err(self.no_step(procedure, id));
            }
            let Some(blocked) = position.blocked.first() else { return Ok(None) };
            let needs: Vec<String> = blocked.needs.iter().map(|id| format!("`{id}`")).collect();
            let count = plural(position.blocked.len(), "step");
            return Err(Failure::new(
                Kind::Input,
                format!(
                    "{count} cannot begin: `{}` needs {}, and that can never be done first",
                    blocked.step.id,
                    needs.join(", ")
                ),
            )
            .hint(format!("mend `needs` in {}; `shepherd checklist lint` shows the places", self.document.shown)));
        };
        let phase = place.tick.phase;
        let phase_number = procedure.phases.iter().position(|known| known == phase).map_or(1, |place| place + 1);
        Ok(Some(Current {
            step: place.tick.step.clone(),
            groups: place.tick.groups.iter().map(|group| group.title.clone()).collect(),
            phase: phase.title.clone(),
            introduction: phase.introduction.clone(),
            phase_number,
            phases: procedure.phases.len(),
            number: place.number,
            total: position.total,
            taking_back: None,
            then: left.into_iter().find(|(number, _)| *number > place.number).map(|(_, title)| title),
        }))
    }

    /// Returns an error where a step waits for others, or for the time of one before it.
    fn may_begin(&self, id: &str) -> Result<(), Failure> {
        let run = self.journal.run();
        if run.state(id).is_settled() {
            return Ok(());
        }
        let position = position(self.procedure()?, run, self.facts());
        let refused =
            |what: String| Err(Failure::new(Kind::Refused, format!("step `{}` cannot begin yet: {what}", clean(id))));
        if let Some(blocked) = position.blocked.iter().find(|blocked| blocked.step.id == id) {
            let needs: Vec<String> = blocked.needs.iter().map(|id| format!("`{id}`")).collect();
            return refused(format!("it needs {}", needs.join(", "))).map_err(|failure| {
                failure.hint("do that first, or skip it with a reason; `shepherd status` shows where the run stands")
            });
        }
        let before = position.all.iter().map(|place| place.tick.step).take_while(|step| step.id != id);
        let mut waits = before.filter_map(|step| match run.state(&step.id) {
            StepState::Waiting { until } => Some((step, until)),
            _ => None,
        });
        match waits.next() {
            Some((step, until)) => refused(format!("`{}` waits until {until}", step.id)).map_err(|failure| {
                failure
                    .hint(format!("`shepherd guide {} --step {}` says what can be done about it", run.version, step.id))
            }),
            None => Ok(()),
        }
    }

    /// Returns a step as the document has it now, `None` where it is gone.
    pub(super) fn again(&self, current: &Current) -> Result<Option<Current>, Failure> {
        let procedure = self.procedure()?;
        let position = position(procedure, self.journal.run(), self.facts());
        let step = position.all.into_iter().map(|place| place.tick.step).find(|step| step.id == current.step.id);
        Ok(step.map(|step| Current { step: step.clone(), ..current.clone() }))
    }

    /// Returns the failure for a step that nobody knows.
    pub(super) fn no_step(&self, procedure: &Procedure, id: &str) -> Failure {
        let ticks = procedure.ticks();
        let ids = ticks.iter().map(|tick| tick.step.id.as_str());
        let close =
            ids.map(|known| (strsim::jaro_winkler(id, known), known)).max_by(|one, two| one.0.total_cmp(&two.0));
        let failure = Failure::new(
            Kind::Usage,
            format!("`{}` has no step `{}` for this release", self.document.shown, clean(id)),
        );
        match close.filter(|(likeness, _)| *likeness > 0.7) {
            Some((_, close)) => failure.hint(format!("did you mean `{close}`?")),
            None => failure.hint("`shepherd checklist show` lists the steps with their names"),
        }
    }

    /// Says whether the first screen of the run was seen to its end: each of its checks held, or was put aside.
    pub fn is_welcomed(&self) -> bool {
        let run = self.journal.run();
        !run.steps.is_empty() || run.end.is_some()
    }

    /// Takes a step back with its own command.
    pub fn undo_step(&mut self, id: &str) -> Result<(), Failure> {
        let Some(current) = self.current_of(Some(id))? else { return Ok(()) };
        if *self.journal.run().state(id) == StepState::Todo {
            return Err(Failure::new(
                Kind::Usage,
                format!("step `{}` was not done, so nothing is taken back", clean(id)),
            )
            .hint("`shepherd status` shows where the run stands"));
        }
        self.undo(&current).map(|_| ())
    }

    /// Says whether the run has come to its end.
    pub(super) fn is_over(&self) -> bool {
        self.journal.run().end == Some(End::Finished)
    }
}
