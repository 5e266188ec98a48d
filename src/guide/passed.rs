//! A run that another person passed on: what they did is looked at again from here, before anything goes on.

use crate::core::checklist::Check;
use crate::core::run::{Proof, StepState, What, position};
use crate::core::text::{clean, plural};
use crate::failure::Failure;
use crate::guide::proof::Means;
use crate::guide::questions;
use crate::guide::walk::{Current, Guide, Next};
use crate::ui::Form;

impl Guide<'_> {
    /// Looks again at what is done, where the run came from another person and nobody did so yet.
    pub fn look_at_what_is_done(&mut self) -> Result<Next, Failure> {
        let run = self.journal.run();
        let Some(before) = run.passed_by.clone().filter(|_| run.is_held_by(&self.journal.me().login)) else {
            return Ok(Next::GoOn);
        };
        self.ui.heading(&format!("The run came to you from @{}: what is done is looked at from here", clean(&before)));
        if let Some(note) = self.note_of_the_hand_off() {
            self.ui.words(&format!("  @{} says: {}", clean(&before), clean(note)));
        }
        let done = self.done_steps()?;
        let (mut proven, mut contradicted) = (Vec::new(), Vec::new());
        for current in &done {
            let id = current.step.id.clone();
            match self.prove_again(current)? {
                Some((Proof::Proven, evidence)) => {
                    self.ui.words(&format!("  {id}: {evidence}"));
                    proven.push(id);
                }
                Some((Proof::Contradicted, evidence)) => {
                    self.ui.warning(&format!("`{id}` does not look done from here: {evidence}"));
                    contradicted.push(id);
                }
                Some((Proof::Unproven, evidence)) => self.ui.words(&format!("  {id}: cannot be told ({evidence})")),
                None => self.ui.words(&format!("  {id}: nothing proves it but the word of who did it")),
            }
        }
        if self.journal.run().recorded.is_none() && self.check_holds("", Check::CleanTree)? == Next::Leave {
            return Ok(Next::Leave);
        }
        for id in &contradicted {
            let form = Form::Choice { options: &questions::PASSED, default: None };
            if self.ask(&format!("passed.{id}"), &format!("What of `{id}`?"), form)? == "again" {
                let reason = format!("it did not look done after @{before} passed the run on");
                self.journal.append(What::Reopened { step: id.clone(), reason })?;
            }
        }
        // Last, as whoever leaves before each question is answered looks again.
        self.journal.append(What::LookedAgain { proven: proven.clone(), contradicted })?;
        self.ui.status(&format!(
            "{} of {} proven from here; the run is yours",
            proven.len(),
            plural(done.len(), "step")
        ));
        Ok(Next::GoOn)
    }

    /// Returns what whoever passed the run on wanted to be known.
    fn note_of_the_hand_off(&self) -> Option<&str> {
        let passed = self.journal.events().iter().rev().find_map(|event| match &event.what {
            What::HandedOver { note, .. } => Some(note.as_str()),
            What::TakenOver { .. } => Some(""),
            _ => None,
        });
        passed.filter(|note| !note.is_empty())
    }

    fn done_steps(&self) -> Result<Vec<Current>, Failure> {
        let run = self.journal.run();
        let here = position(self.procedure()?, run, self.facts());
        let done = here.all.iter().map(|place| &place.tick.step.id);
        let ids: Vec<String> =
            done.filter(|id| matches!(run.state(id), StepState::Done { .. })).map(|id| (*id).clone()).collect();
        Ok(ids.iter().filter_map(|id| self.current_of(Some(id)).ok().flatten()).collect())
    }

    /// Proves a step again; what takes a command is run only where somebody can say that it may.
    fn prove_again(&mut self, current: &Current) -> Result<Option<(Proof, String)>, Failure> {
        if let Some(Means::Command(_)) = self.how_to_verify(current) {
            let key = format!("verify.{}", current.step.id);
            if !self.ui.can_ask() && !self.answers.has(&key) {
                return Ok(Some((Proof::Unproven, "a command can tell, and nobody is there to let it run".to_owned())));
            }
        }
        self.verify(current, "now")
    }
}
