//! Looking at the document again before each step: people edit it while a run goes on.

use crate::core::run::{How, Proof, SnapshotStep, StepState, What, difference, known_steps};
use crate::core::text::clean;
use crate::failure::Failure;
use crate::guide::document::Document;
use crate::guide::questions;
use crate::guide::start::choose;
use crate::guide::walk::{Guide, Next};
use crate::ui::Form;

impl Guide<'_> {
    /// Reads the document again. What changed is shown and written down; steps that are done stay done, and those that
    /// nobody has decided about and that are gone are asked about.
    pub(super) fn look_again(&mut self) -> Result<Next, Failure> {
        let document = Document::read(self.place.repository, &self.document.file)?;
        document.can_be_followed()?;
        self.follow(&document)?;
        let now = SnapshotStep::of(document.procedure(self.journal.run())?);
        let changes = difference(&self.journal.run().checklist, &now);
        if !changes.is_empty() {
            self.ui.heading(&format!("{} changed since it was last looked at", document.shown));
            let told = [("new", &changes.added), ("gone", &changes.removed), ("changed", &changes.changed)];
            for (word, titles) in told {
                for title in titles {
                    self.ui.words(&format!("  {word}: {}", clean(title)));
                }
            }
            if changes.is_reordered {
                self.ui.status("  the steps stand in another order");
            }
            self.ui.words("What is done stays done. The run goes on with the document as it is now.");
            self.journal.append(What::ChecklistChanged { checklist: now.clone() })?;
        }
        self.document = document;
        self.decide_gone(&now)
    }

    /// Finds the procedure again, which may have another title by now, or stand in another file.
    fn follow(&mut self, document: &Document) -> Result<(), Failure> {
        let run = self.journal.run();
        let title = match document.find(run) {
            // The only one of a file may be called whatever it likes.
            Some(_) if document.checklist.procedures.len() == 1 => run.procedure.clone(),
            Some(found) => found.title.clone(),
            None if document.checklist.procedures.is_empty() => {
                return document.procedure(run).map(|_| ());
            }
            None => {
                self.ui.warning(&format!(
                    "{} has no procedure \"{}\" any more, and none that is like it",
                    document.shown,
                    clean(&run.procedure)
                ));
                choose(self.ui, &mut self.answers, document, None)?.title.clone()
            }
        };
        if title != run.procedure || document.file != run.file {
            self.ui.words(&format!("follows \"{}\" of {} from here", clean(&title), document.shown));
            self.journal.append(What::Followed { file: document.file.clone(), procedure: title })?;
        }
        Ok(())
    }

    /// A step that began, and that the document does not have any more: a person decides what became of it.
    fn decide_gone(&mut self, now: &[SnapshotStep]) -> Result<Next, Failure> {
        // Who does one step of somebody else's run does not decide about the others.
        if self.options.step.is_some() {
            return Ok(Next::GoOn);
        }
        let known = known_steps(self.journal.events());
        let is_open = |state: &StepState| !state.is_settled() && *state != StepState::Todo;
        let gone: Vec<(String, String, &str)> = self
            .journal
            .run()
            .steps
            .iter()
            .filter(|(id, record)| is_open(&record.state) && !now.iter().any(|step| step.id == **id))
            .map(|(id, record)| {
                let title = known.get(id.as_str()).map_or(id.as_str(), |step| step.title.as_str());
                (id.clone(), clean(title).into_owned(), record.state.name())
            })
            .collect();
        for (id, title, state) in gone {
            let word = match state {
                "ran" => "some of its commands ran",
                "failed" => "its commands failed",
                "waiting" => "it was done and waits",
                _ => "nobody knows how its commands ended",
            };
            self.ui.warning(&format!("\"{title}\" is not in {} any more: {word}", self.document.shown));
            let form = Form::Choice { options: &questions::GONE, default: None };
            match self.ask(&format!("gone.{id}"), "What became of it?", form)?.as_str() {
                "done" => {
                    let evidence = self.reason(&id, "What makes you sure that it is done?")?;
                    self.journal.append(What::Done { step: id, how: How::ByHand, proof: Proof::Unproven, evidence })?;
                }
                "skip" => {
                    let reason = self.reason(&id, "Why is it left out?")?;
                    self.journal.append(What::Skipped { step: id, reason, by_condition: false })?;
                }
                _ => {
                    self.journal.append(What::Paused)?;
                    self.say_left("Paused. Everything is written down;");
                    return Ok(Next::Leave);
                }
            }
        }
        Ok(Next::GoOn)
    }
}
