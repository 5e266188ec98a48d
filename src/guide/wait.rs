//! Waiting for a time to come: the deadline is shown, the terminal rings when it is over, and leaving is no harm.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::core::run::{Deed, How, Proof, What};
use crate::failure::Failure;
use crate::guide::questions;
use crate::guide::walk::{Current, Guide, Next};
use crate::system::clock;

/// How often the clock is looked at.
const INTERVAL: Duration = Duration::from_secs(15);

impl Guide<'_> {
    /// Begins the wait that a step asks for, which is done already; `false` where it asks for none, or has waited.
    pub(super) fn begin_wait(&mut self, current: &Current, deed: &Deed) -> Result<bool, Failure> {
        let Some(wait) = &current.step.annotation.wait else { return Ok(false) };
        if self.journal.run().steps.get(&current.step.id).is_some_and(|record| record.until.is_some()) {
            return Ok(false);
        }
        let seconds = i64::try_from(wait.seconds).unwrap_or(i64::MAX);
        let until = self.place.clock.now().saturating_add(SignedDuration::from_secs(seconds));
        let Ok(until) = until else { return Ok(false) };
        self.journal.append(What::Waiting { step: current.step.id.clone(), until, deed: Some(deed.clone()) })?;
        self.ui.words(&format!("now it waits {} until {}", wait.text, in_local_time(until)));
        self.record_if_public(current)?;
        Ok(true)
    }

    /// Waits, as long as the person wants to.
    pub(super) fn wait(&mut self, current: &Current, until: Timestamp) -> Result<Next, Failure> {
        let id = current.step.id.clone();
        if self.left(until).is_none() {
            return self.wait_is_over(current, None);
        }
        let question =
            format!("It waits until {} ({} left). What now?", in_local_time(until), in_words(self.left(until)));
        let form = crate::ui::Form::Choice { options: &questions::WAIT, default: None };
        match self.ask(&format!("wait.{id}"), &question, form)?.as_str() {
            "wait" => {
                self.ui.status("waiting; Ctrl-C leaves, and the wait goes on");
                let progress = self.ui.progress("waiting");
                while let Some(left) = self.left(until) {
                    progress.update(format!("waiting until {}, {} left", in_local_time(until), in_words(Some(left))));
                    let pause = Duration::try_from(left).unwrap_or(INTERVAL);
                    clock::sleep(pause.min(INTERVAL));
                }
                drop(progress);
                self.ui.ring();
                self.wait_is_over(current, None)
            }
            "enough" => {
                let reason = self.reason(&id, "Why is that long enough?")?;
                self.wait_is_over(current, Some(reason))
            }
            "note" => {
                let text = self.ask(&format!("note.{id}"), "Note", crate::ui::Form::Text { default: None })?;
                self.journal.append(What::Noted { step: Some(id), text })?;
                Ok(Next::GoOn)
            }
            "pause" => {
                self.journal.append(What::Paused)?;
                self.ui.status(&format!("Paused; the wait goes on. `{}` comes back to it.", self.command()));
                Ok(Next::Leave)
            }
            _ => {
                self.ui.status(&format!("The wait goes on. `{}` comes back to it.", self.command()));
                Ok(Next::Leave)
            }
        }
    }

    fn wait_is_over(&mut self, current: &Current, reason: Option<String>) -> Result<Next, Failure> {
        let id = current.step.id.clone();
        self.journal.append(What::WaitOver { step: id.clone(), reason: reason.clone() })?;
        let words = reason.unwrap_or_else(|| "the time is over".to_owned());
        let deed = self.journal.run().steps.get(&id).and_then(|record| record.deed.clone());
        let Deed { how, proof, evidence } =
            deed.unwrap_or(Deed { how: How::ByHand, proof: Proof::Unproven, evidence: String::new() });
        let evidence = if evidence.is_empty() { words } else { format!("{evidence}; {words}") };
        self.journal.append(What::Done { step: id, how, proof, evidence })?;
        self.ui.status("the wait is over");
        self.record_if_public(current)?;
        Ok(Next::GoOn)
    }

    /// Returns how long it is until then, `None` when it is over.
    fn left(&self, until: Timestamp) -> Option<SignedDuration> {
        let left = until.duration_since(self.place.clock.now());
        left.is_positive().then_some(left)
    }
}

/// Returns a time as the clock on the person's wall shows it: `2026-03-31 09:00 UTC`.
pub(super) fn in_local_time(time: Timestamp) -> String {
    time.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M %Z").to_string()
}

/// Returns a length of time in its two largest units: `2 d 3 h`, `5 min`.
pub(super) fn in_words(length: Option<SignedDuration>) -> String {
    let seconds = length.map_or(0, |length| length.as_secs().max(0));
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}
