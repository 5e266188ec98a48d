//! The others of a run: what they did meanwhile is told, what is written here is shared with them, and they are waited
//! for where it is their turn.

use std::time::Duration;

use crate::core::run::{Event, Run, What};
use crate::core::text::{clean, plural};
use crate::failure::{Failure, Kind};
use crate::guide::journal::Shares;
use crate::guide::walk::{Current, Guide};
use crate::system::process::Interrupts;

/// How often it is looked whether somebody else did something.
const INTERVAL: Duration = Duration::from_secs(2);

impl Guide<'_> {
    /// Tells what others did meanwhile, and what stands against sharing, each once.
    pub(super) fn tell_news(&mut self) -> Result<(), Failure> {
        self.journal.catch_up_if_moved()?;
        let mine = self.journal.me().login.clone();
        for event in self.journal.take_news() {
            if let Some(words) = in_words(&event).filter(|_| event.who != mine) {
                self.ui.words(&format!("meanwhile: @{} {words}", clean(&event.who)));
            }
        }
        for notice in self.journal.take_notices() {
            self.ui.warning(&notice);
        }
        if let Some(failure) = self.journal.take_failure() {
            self.say_not_shared(&failure);
        }
        Ok(())
    }

    /// Shares what was written, and waits for it. Says so where it cannot be: everything works without.
    pub fn share(&mut self) -> Result<bool, Failure> {
        let progress = self.ui.progress("sharing");
        let shares = self.journal.share(None);
        drop(progress);
        match shares? {
            Shares::Local => Ok(false),
            Shares::Done(_) => {
                self.tell_news()?;
                Ok(true)
            }
            Shares::Failed(failure) => {
                self.say_not_shared(&failure);
                Ok(false)
            }
        }
    }

    /// Says that nobody elsewhere sees the run where this clone shares no store, how they can, and what they do `then`.
    pub(super) fn say_who_cannot_see(&self, then: &str) {
        let run = self.journal.run();
        // An issue that shows it takes their agreement too.
        if self.journal.is_shared() || self.rehearsal.is_some() || run.issue.is_some() {
            return;
        }
        let share = if run.start.private {
            "`git config shepherd.privateStore ADDRESS`, a place for those who may know,"
        } else {
            "`shepherd store init --in-repo`"
        };
        self.ui.hint(&format!(
            "this run is in this clone alone, and nobody elsewhere sees it: leave it, share it with {share} and come back \
             with `shepherd guide`; then {then}"
        ));
    }

    /// Says why what was written is not shared.
    pub(super) fn say_not_shared(&self, failure: &Failure) {
        let waiting = self.journal.store().waiting().unwrap_or(0);
        if self.journal.was_told(failure) {
            self.ui.warning(&format!("not shared yet, for the same reason: {} to be sent", plural(waiting, "change")));
            return;
        }
        self.ui.warning(&format!("not shared yet: {}", failure.message));
        for hint in &failure.hints {
            self.ui.hint(hint);
        }
        if failure.hints.is_empty() {
            self.ui.hint(&format!(
                "it is all in this clone, and {waiting} of its changes wait; `shepherd store sync` tries again"
            ));
        }
    }

    /// Before something that cannot be taken back: nobody else went on with the run.
    pub(super) fn nobody_went_on(&mut self, current: &Current) -> Result<bool, Failure> {
        let progress = self.ui.progress("looking whether somebody else went on");
        let shares = self.journal.share(Some(&current.step.id));
        drop(progress);
        let failure = match shares? {
            Shares::Local => return Ok(true),
            Shares::Done(_) => {
                self.tell_news()?;
                return Ok(true);
            }
            Shares::Failed(failure) => failure,
        };
        if failure.kind == Kind::Refused {
            return Err(failure);
        }
        self.say_not_shared(&failure);
        let key = format!("unshared.{}", current.step.id);
        self.ask_yes(&key, "Whether somebody else went on is not known, and this cannot be taken back. Go on?", false)
    }

    /// Writes down that commands begin which cannot be taken back, and lets all others see it before they run. `false`:
    /// somebody else began first, so they do not.
    pub(super) fn claim(&mut self, began: &What) -> Result<bool, Failure> {
        let Some(step) = began.changed_step().map(str::to_owned) else { return Ok(true) };
        let about = |event: &&Event| event.what.changed_step() == Some(step.as_str());
        let before = self.journal.events().iter().filter(about).count();
        self.journal.append(began.clone())?;
        let mine = self.journal.events().last().map(|event| event.id.clone()).unwrap_or_default();
        let progress = self.ui.progress("letting others see that it begins");
        let shares = self.journal.share(None);
        drop(progress);
        let failure = match shares {
            Ok(Shares::Local) => return Ok(true),
            Ok(Shares::Done(_)) => None,
            Ok(Shares::Failed(failure)) => Some(failure),
            // Another person holds the run by now, or gave it up.
            Err(overtaken) => {
                self.did_not_start(&step, began)?;
                return Err(overtaken);
            }
        };
        // One order counts for all: whoever stands first in it does the step.
        let place = self.journal.events().iter().filter(about).position(|event| event.id == mine);
        if place == Some(before) {
            if let Some(failure) = failure {
                self.say_not_shared(&failure);
            }
            return Ok(true);
        }
        self.did_not_start(&step, began)?;
        self.ui.warning(&format!("somebody else began `{step}` first, so nothing ran here"));
        self.tell_news()?;
        Ok(false)
    }

    /// Writes down that commands which were to begin did not.
    fn did_not_start(&mut self, step: &str, began: &What) -> Result<(), Failure> {
        let What::Began { block, .. } = began else { return Ok(()) };
        let directory = self.journal.run().directory.clone();
        self.journal.append(What::Ended {
            step: step.to_owned(),
            block: *block,
            code: None,
            end: Some("they did not start: somebody else went on".to_owned()),
            milliseconds: 0,
            digest: String::new(),
            directory,
        })
    }

    /// Waits until `is_over` says so of the run, which others go on with; `false` where the person has enough of it.
    pub(super) fn wait_for_others(
        &mut self,
        what: &str,
        mut is_over: impl FnMut(&mut Self) -> Result<bool, Failure>,
    ) -> Result<bool, Failure> {
        // An interrupt may come at any moment of it, while git is at work too.
        let interrupts = Interrupts::begin();
        self.ui.status(&format!("waiting for {what}; Ctrl-C leads back to the question"));
        let mut is_told = false;
        loop {
            let progress = self.ui.progress(&format!("waiting for {what}"));
            let shares = self.journal.share(None)?;
            // It stops git as well, whose complaint tells nothing then.
            if interrupts.came() {
                return Ok(false);
            }
            if let Shares::Failed(failure) = shares
                && !std::mem::replace(&mut is_told, true)
            {
                drop(progress);
                self.say_not_shared(&failure);
                continue;
            }
            let is_over = is_over(self)?;
            let goes_on = is_over || interrupts.sleep(INTERVAL);
            drop(progress);
            if is_over {
                self.ui.ring();
                self.tell_news()?;
                return Ok(true);
            }
            if !goes_on {
                return Ok(false);
            }
        }
    }

    /// Looks whether a step that somebody else does is settled by now.
    pub(super) fn is_settled_by_now(&self, step: &str) -> bool {
        let run: &Run = self.journal.run();
        run.state(step).is_settled()
    }
}

/// Returns what somebody did, as a sentence about them without its subject; `None` where nobody needs to be told.
fn in_words(event: &Event) -> Option<String> {
    Some(match &event.what {
        What::Done { step, .. } => format!("did `{}`", clean(step)),
        What::Skipped { step, reason, by_condition: false } => format!("skipped `{}`: {}", clean(step), clean(reason)),
        What::Began { step, .. } => format!("began `{}`", clean(step)),
        What::Ended { step, code: Some(0), .. } => format!("ran a block of `{}`", clean(step)),
        What::Ended { step, .. } => format!("ran `{}`, which did not end well", clean(step)),
        What::SignedOff { step, by, .. } if *by == event.who => format!("agreed to `{}`", clean(step)),
        What::SignedOff { step, by, .. } => format!("brought the agreement of @{} to `{}`", clean(by), clean(step)),
        What::Noted { text, .. } => format!("noted: {}", clean(text)),
        What::Reopened { step, .. } | What::Undone { step } => format!("opened `{}` again", clean(step)),
        What::HandedOver { to, .. } => format!("handed the run to @{}", clean(to)),
        What::TakenOver { reason } => format!("took the run over: {}", clean(reason)),
        What::Abandoned { reason } => format!("gave the run up: {}", clean(reason)),
        What::Renamed { to, .. } => format!("gave the run the version {}", clean(to)),
        _ => return None,
    })
}
