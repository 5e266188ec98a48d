//! One step: what is asked, and what follows from the answer.

use crate::core::run::{How, Proof, StepState, What};
use crate::failure::{Failure, Kind};
use crate::guide::questions;
use crate::guide::walk::{Current, Guide, Next};
use crate::ui::{Choice, Form};

impl Guide<'_> {
    /// Shows a step, asks, and does what was answered.
    pub(super) fn step(&mut self, current: &Current) -> Result<Next, Failure> {
        self.show(current);
        match self.journal.run().state(&current.step.id).clone() {
            StepState::Todo => self.say_what_was_skipped(current),
            StepState::Unknown => return self.decide_unknown(current),
            StepState::Failed { end } => return self.decide_failed(current, &end),
            StepState::Ran if self.blocks_behind(current) < self.blocks(current).len() => {
                return self.next_block(current);
            }
            StepState::Ran => return self.go_on(current),
            StepState::Waiting { until } => return self.wait(current, until),
            state @ (StepState::Done { .. } | StepState::Skipped { .. }) => {
                self.ui.status(&format!("This step is {} already.", state.name()));
                self.ui.hint(&format!("`shepherd guide --reopen {}` leads back to it", current.step.id));
                return Ok(Next::Leave);
            }
        }
        if self.may_do(current)? == Next::Leave {
            return Ok(Next::Leave);
        }
        // Somebody else may have done it while they were waited for.
        if self.is_settled_by_now(&current.step.id) {
            return Ok(Next::GoOn);
        }
        if self.is_done_already(current)? {
            return Ok(Next::GoOn);
        }
        if self.checks_hold(current)? == Next::Leave {
            return Ok(Next::Leave);
        }
        let options: &[Choice] = match (self.blocks(current).is_empty(), self.can_merge(current)) {
            (true, true) => &questions::MERGEABLE,
            (true, false) => &questions::MANUAL,
            (false, _) => &questions::RUNNABLE,
        };
        self.menu(current, &format!("step.{}", current.step.id), "What now?", options)
    }

    /// Says which of the steps that this one needs were left out: they are in its way no more, and were not done either.
    fn say_what_was_skipped(&self, current: &Current) {
        for need in &current.step.annotation.needs {
            if let StepState::Skipped { reason, by_condition: false } = self.journal.run().state(need) {
                self.ui.warning(&format!("it needs `{need}`, which was skipped: {reason}"));
            }
        }
    }

    /// Asks what to do until something happens to the step, or the person leaves.
    pub(super) fn menu(
        &mut self,
        current: &Current,
        key: &str,
        question: &str,
        options: &[Choice],
    ) -> Result<Next, Failure> {
        loop {
            let form = Form::Choice { options, default: None };
            let next = match self.ask(key, question, form)?.as_str() {
                "run" | "again" => Some(self.execute(current)?),
                "leave-out" | "next" => {
                    let behind = self.blocks_behind(current);
                    let source = self.blocks(current).get(behind).map(|block| block.source.clone()).unwrap_or_default();
                    self.journal.append(What::LeftOut { step: current.step.id.clone(), block: behind + 1, source })?;
                    Some(self.go_on(current)?)
                }
                "done" => Some(self.done_by_hand(current)?),
                "merge" => Some(self.merge_in_the_copy(current)?),
                "undo" => Some(self.undo(current)?),
                "note" => self.note(current)?,
                "mentor" => self.ask_mentor(current)?,
                answer => Some(self.answer_common(current, answer)?),
            };
            if let Some(next) = next {
                return Ok(next);
            }
        }
    }

    /// The answers that every question of a step knows.
    fn answer_common(&mut self, current: &Current, answer: &str) -> Result<Next, Failure> {
        match answer {
            "skip" => {
                let reason = self.reason(&current.step.id, "Why is it left out?")?;
                self.journal.append(What::Skipped { step: current.step.id.clone(), reason, by_condition: false })?;
                self.ui.status("skipped");
                Ok(Next::GoOn)
            }
            "back" => self.back(),
            "pause" => {
                self.journal.append(What::Paused)?;
                self.say_left("Paused. Everything is written down;");
                Ok(Next::Leave)
            }
            _ => {
                self.say_left("Nothing more was done.");
                Ok(Next::Leave)
            }
        }
    }

    /// Asks for a reason; one is always given.
    pub(super) fn reason(&mut self, name: &str, question: &str) -> Result<String, Failure> {
        self.ask(&format!("reason.{name}"), question, Form::Text { default: None })
    }

    fn note(&mut self, current: &Current) -> Result<Option<Next>, Failure> {
        let id = current.step.id.clone();
        let text = self.ask(
            &format!("note.{id}"),
            "Note (unclear, missing, slow? `shepherd debrief` turns it into a patch)",
            Form::Text { default: None },
        )?;
        self.journal.append(What::Noted { step: Some(id), text })?;
        self.ui.status("noted");
        Ok(None)
    }

    /// Writes down that the mentor was asked, and prints a message to send.
    fn ask_mentor(&mut self, current: &Current) -> Result<Option<Next>, Failure> {
        let run = self.journal.run();
        if run.people.mentors.is_empty() {
            self.ui.words("No mentor is named for this run. Name one with `shepherd guide --mentor LOGIN`.");
            return Ok(None);
        }
        let mentors: Vec<String> = run.people.mentors.iter().map(|login| format!("@{login}")).collect();
        let message = format!(
            "{}: could you look at step {} of {} of the release {} with me? \"{}\" ({}, line {})",
            mentors.join(", "),
            current.number,
            current.total,
            run.version,
            current.step.title,
            self.document.shown,
            current.step.line,
        );
        self.journal.append(What::MentorAsked { step: current.step.id.clone() })?;
        self.ui.status("Send this:");
        self.ui.status(&format!("  {message}"));
        let then = format!(
            "they see it in a clone of their own, after `git fetch`, with `shepherd status {}`",
            self.journal.run().version
        );
        self.say_who_cannot_see(&then);
        self.mention_mentors(current);
        Ok(None)
    }

    /// A step that needs a right is done by somebody who has it.
    fn may_do(&mut self, current: &Current) -> Result<Next, Failure> {
        let Some(role) = current.step.annotation.role.clone() else { return Ok(Next::GoOn) };
        let key = format!("ROLE {role}");
        let answer = match self.journal.run().values.get(&key) {
            Some(answer) => answer.clone(),
            None => self.ask_role(&role)?,
        };
        let me = self.journal.me().login.clone();
        if answer == "yes" || answer == me {
            return Ok(Next::GoOn);
        }
        if self.options.step.is_some() {
            return self.has_right_of_their_own(&role);
        }
        self.ui.warning(&format!("this step needs the right `{role}`, which you said you do not have"));
        let (version, id) = (self.journal.run().version.clone(), current.step.id.clone());
        let command = format!("`shepherd guide {version} --step {id}`");
        if !self.journal.is_shared() {
            self.ui.hint(&format!(
                "@{answer} does it with {command} on a clone that has this run; or do it together and answer `done`"
            ));
            return Ok(Next::GoOn);
        }
        self.leave_to_others(current, &answer, &command)
    }

    /// Who does one step of somebody else's run has the right that it needs, as the records or they themselves say.
    fn has_right_of_their_own(&mut self, role: &str) -> Result<Next, Failure> {
        let people = self.journal.store().people()?;
        let me = self.journal.me().login.clone();
        if people.holders(role, &self.place.project).any(|person| person.login.eq_ignore_ascii_case(&me)) {
            return Ok(Next::GoOn);
        }
        let question = format!("The records do not say that you, @{me}, have the right `{role}`. Do you?");
        if self.ask_yes(&format!("role.{role}"), &question, false)? {
            return Ok(Next::GoOn);
        }
        self.ui.words("Nothing was done: somebody who has the right does this step.");
        Ok(Next::Leave)
    }

    /// Another person does a step, on a machine of their own.
    fn leave_to_others(&mut self, current: &Current, who: &str, command: &str) -> Result<Next, Failure> {
        let id = current.step.id.clone();
        self.share()?;
        self.ui.status("Send this:");
        let who = if who.contains(' ') { who.to_owned() } else { format!("@{}", who.trim_start_matches('@')) };
        self.ui.status(&format!("  {who}: could you do the step `{id}`? {command}"));
        self.mention_holder(current, &who, command);
        let key = format!("others.{id}");
        loop {
            let form = Form::Choice { options: &questions::OTHERS, default: None };
            match self.ask(&key, "What now?", form)?.as_str() {
                "wait" => {
                    let waited = id.clone();
                    if self.wait_for_others(&who, |guide| Ok(guide.is_settled_by_now(&waited)))? {
                        return Ok(Next::GoOn);
                    }
                }
                "together" => return Ok(Next::GoOn),
                "note" => drop(self.note(current)?),
                answer => {
                    self.answer_common(current, answer)?;
                    return Ok(Next::Leave);
                }
            }
        }
    }

    /// Nobody knows how the commands of a step ended: a person decides.
    fn decide_unknown(&mut self, current: &Current) -> Result<Next, Failure> {
        // Before its commands have ended nobody can say how.
        self.session.look_for_left_over()?;
        let began = self.journal.run().steps.get(&current.step.id).and_then(|record| record.attempts.last());
        let when = began.map(|attempt| format!(" at {}", attempt.began)).unwrap_or_default();
        self.ui.warning(&format!(
            "this step began{when}, and this program ended before it did: nobody knows whether its commands ran to their end"
        ));
        self.ui.words("Look at what they would have left behind, then decide. Nothing is run again by itself.");
        if let Some((finding, evidence)) = self.verify(current, "now")? {
            let words = if finding == Proof::Proven { "It seems to be done" } else { "It does not seem to be done" };
            self.ui.words(&format!("{words}: {evidence}"));
        }
        let is_last = self.blocks_behind(current) + 1 >= self.blocks(current).len();
        let options: &[Choice] = if is_last { &questions::UNKNOWN } else { &questions::UNKNOWN_BLOCK };
        self.menu(current, &format!("unknown.{}", current.step.id), "Did it end well?", options)
    }

    /// Commands failed: a person decides what comes next.
    pub(super) fn decide_failed(&mut self, current: &Current, end: &str) -> Result<Next, Failure> {
        let id = &current.step.id;
        let undo = self.undo_commands(current);
        let key = format!("failed.{id}");
        if !self.ui.can_ask() && !self.answers.has(&key) {
            let words = if undo.is_some() { "done, skip, undo, pause" } else { "done, skip, pause" };
            return Err(Failure::new(Kind::Outside, format!("step `{id}` failed: {end}"))
                .hint("mend what it says above, then go on with `shepherd guide`: it continues at this step")
                .hint(format!("or answer beforehand with `--answer {key}=again` ({words})")));
        }
        self.ui.warning(&format!("the commands of this step did not end well: {end}"));
        let options: &[Choice] = if undo.is_some() { &questions::FAILED_UNDO } else { &questions::FAILED };
        self.menu(current, &key, "What now?", options)
    }

    /// Says whether a step of a rehearsal is to merge the release's pull request, which the copy of the remote can do.
    fn can_merge(&self, current: &Current) -> bool {
        let text = current.step.text.to_lowercase();
        self.rehearsal.is_some() && text.contains("merge") && self.journal.run().values.contains_key("RELEASE_BRANCH")
    }

    /// Does in the copy of the remote what a merged pull request does on the server.
    fn merge_in_the_copy(&mut self, current: &Current) -> Result<Next, Failure> {
        let run = self.journal.run();
        let line = &run.start.line;
        let (Some(rehearsal), Some(remote), Some(branch)) =
            (&self.rehearsal, &line.remote, run.values.get("RELEASE_BRANCH"))
        else {
            return Ok(Next::GoOn);
        };
        let commit = rehearsal.merge_into_remote(remote, branch, &line.branch)?;
        self.ui.status(&format!("merged `{branch}` into `{}` of the copy of {remote}: {commit}", line.branch));
        self.settle(current, How::ByHand)
    }

    /// Says whether a step cannot be taken back, by its annotation, its commands, or those that its words name.
    fn cannot_be_taken_back(&self, current: &Current) -> bool {
        let by_words = || self.natures(&current.step.inline.join("\n")).iter().any(|nature| nature.is_irreversible);
        self.is_irreversible(current)
            || (current.step.annotation.irreversible.is_none() && self.blocks(current).is_empty() && by_words())
    }

    /// A person did it.
    fn done_by_hand(&mut self, current: &Current) -> Result<Next, Failure> {
        if let Some(next) = self.agree(current, self.cannot_be_taken_back(current))? {
            return Ok(next);
        }
        self.settle(current, How::ByHand)
    }
}
