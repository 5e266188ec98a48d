//! The end of a step: proven or not, written down, and what follows from it.

use crate::core::checklist::Dialect;
use crate::core::digest::sha256;
use crate::core::run::{Deed, How, Proof, What};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::guide::checks::Finding;
use crate::guide::proof::Means;
use crate::guide::questions::{CONTRADICTED, CONTRADICTED_YET, LEFT_OUT};
use crate::guide::walk::{Current, Guide, Next};
use crate::ui::{Choice, Form};

impl Guide<'_> {
    /// Goes on with a step of which something ran: the next block, or the end.
    pub(super) fn go_on(&mut self, current: &Current) -> Result<Next, Failure> {
        let behind = self.blocks_behind(current);
        if behind < self.blocks(current).len() {
            self.show_block(current, behind);
            return self.next_block(current);
        }
        let has_run = self.journal.run().steps.get(&current.step.id).is_some_and(|record| record.has_run);
        if behind > 0 && !has_run {
            let key = format!("left-out.{}", current.step.id);
            return self.menu(current, &key, "None of its commands ran here. What is the step?", &LEFT_OUT);
        }
        self.settle(current, if current.step.annotation.run.is_some() { How::BuiltIn } else { How::Ran })
    }

    /// Asks what becomes of the next block of a step of which something ran; it is shown already.
    pub(super) fn next_block(&mut self, current: &Current) -> Result<Next, Failure> {
        let number = self.blocks_behind(current) + 1;
        let key = format!("block.{}.{number}", current.step.id);
        let question = format!("Block {number} of {}: what now?", self.blocks(current).len());
        self.menu(current, &key, &question, &crate::guide::questions::NEXT_BLOCK)
    }

    /// Looks for a proof that a step is done, and writes down that it is.
    pub(super) fn settle(&mut self, current: &Current, how: How) -> Result<Next, Failure> {
        self.watch_tag(current)?;
        self.ask_inputs(current)?;
        let id = current.step.id.clone();
        let (mut proof, mut evidence) = (Proof::Unproven, String::new());
        if let Some((found, words)) = self.verify(current, "after")? {
            (proof, evidence) = (found, words);
            match proof {
                Proof::Proven => self.ui.words(&format!("proven: {evidence}")),
                Proof::Unproven => self.ui.warning(&format!("not proven: {evidence}")),
                Proof::Contradicted => {
                    self.ui.warning(&format!("it does not look done: {evidence}"));
                    let options: &[Choice] = match self.how_to_verify(current) {
                        Some(Means::Check(check))
                            if matches!(self.find_out(check), Finding::Fails { is_pending: true, .. }) =>
                        {
                            &CONTRADICTED_YET
                        }
                        _ => &CONTRADICTED,
                    };
                    let form = Form::Choice { options, default: None };
                    match self.ask(&format!("contradicted.{id}"), "What now?", form)?.as_str() {
                        "wait" => {
                            if let Some(Means::Check(check)) = self.how_to_verify(current) {
                                self.wait_for(check);
                            }
                            return self.settle(current, how);
                        }
                        "done" => {
                            let reason = self.reason(&id, "What makes you sure that it is done?")?;
                            evidence = format!("{evidence}; {reason}");
                        }
                        "again" => {
                            let reason = format!("not proven: {}", clean(&evidence));
                            self.journal.append(What::Reopened { step: id, reason })?;
                            return Ok(Next::GoOn);
                        }
                        "pause" => {
                            self.journal.append(What::Paused)?;
                            return Ok(Next::Leave);
                        }
                        _ => return Ok(Next::Leave),
                    }
                }
            }
        }
        if self.begin_wait(current, &Deed { how, proof, evidence: evidence.clone() })? {
            return Ok(Next::GoOn);
        }
        self.journal.append(What::Done { step: id, how, proof, evidence })?;
        self.ui.status(if proof == Proof::Proven { "done, and proven" } else { "done" });
        self.record_if_public(current)?;
        Ok(Next::GoOn)
    }

    /// Takes a step back with its own command, where it has one.
    pub(super) fn undo(&mut self, current: &Current) -> Result<Next, Failure> {
        let id = current.step.id.clone();
        let Some(commands) = self.undo_commands(current) else {
            return Err(Failure::new(Kind::Usage, format!("step `{id}` has no command that takes it back"))
                .hint(format!("take it back by hand, then `shepherd guide --reopen {}`", clean(&id))));
        };
        let Some(commands) = self.fill_in(&commands, Dialect::Bash)? else { return Ok(Next::GoOn) };
        self.ui.status("This takes it back:");
        self.show_commands(&commands);
        if !self.ask_yes(&format!("undo.{id}"), "Run it?", false)? {
            return Ok(Next::GoOn);
        }
        let natures = self.natures(&commands);
        if natures.iter().any(|nature| nature.is_irreversible)
            && let Some(next) =
                self.confirm(&Current { taking_back: Some(commands.clone()), ..current.clone() }, &natures)?
        {
            return Ok(next);
        }
        if natures.iter().any(|nature| nature.is_irreversible) && !self.nobody_went_on(current)? {
            self.ui.status("not confirmed, so nothing ran");
            return Ok(Next::GoOn);
        }
        self.journal.append(What::UndoBegan { step: id.clone(), digest: sha256(&commands) })?;
        let outcome = self.run_plain(&commands, true)?;
        if !outcome.is_success() {
            self.journal.append(What::UndoFailed { step: id.clone(), end: outcome.end.to_string() })?;
        }
        if !outcome.is_success() && !self.ui.can_ask() {
            return Err(Failure::new(Kind::Outside, format!("step `{id}` was not taken back: {}", outcome.end)).hint(
                "how far it came is not known; look, take it back by hand or mend what it says above, and try again",
            ));
        }
        if !outcome.is_success() {
            self.ui.warning(&format!("taking it back did not end well: {}", outcome.end));
            return Ok(Next::GoOn);
        }
        self.journal.append(What::Undone { step: id })?;
        self.ui.status("taken back");
        Ok(Next::GoOn)
    }

    /// Leads back to a step that is done or skipped.
    pub(super) fn back(&mut self) -> Result<Next, Failure> {
        let procedure = self.procedure()?;
        let run = self.journal.run();
        let settled: Vec<(String, String)> = procedure
            .ticks()
            .iter()
            .filter(|tick| run.state(&tick.step.id).is_settled())
            .map(|tick| (tick.step.id.clone(), clean(&tick.step.title).into_owned()))
            .collect();
        if settled.is_empty() {
            self.ui.status("No step is done yet.");
            return Ok(Next::GoOn);
        }
        for (id, title) in &settled {
            self.ui.status(&format!("  {id}  {title}"));
        }
        let last = settled.last().map(|(id, _)| id.clone());
        let id = self.ask("back", "Back to which step?", Form::Text { default: last.as_deref() })?;
        self.reopen(&id)?;
        Ok(Next::GoOn)
    }

    /// Opens a step that is done or skipped once more.
    pub fn reopen(&mut self, id: &str) -> Result<(), Failure> {
        if !self.journal.run().state(id).is_settled() {
            let procedure = self.procedure()?;
            if procedure.ticks().iter().any(|tick| tick.step.id == id) {
                return Err(Failure::new(
                    Kind::Usage,
                    format!("step `{}` is neither done nor skipped, so it is still open", clean(id)),
                )
                .hint("`shepherd status` shows where the run stands"));
            }
            return Err(self.no_step(procedure, id));
        }
        let reason = self.reason(id, "Why once more?")?;
        self.journal.append(What::Reopened { step: id.to_owned(), reason })?;
        self.ui.status(&format!("{id} is open again"));
        Ok(())
    }
}
