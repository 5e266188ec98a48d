//! The built-in checks in a walk: shown, written down, and put aside only with a reason.

use std::time::Duration;

use crate::core::checklist::Check;
use crate::core::run::{Outcome, What};
use crate::core::tone::{HANG, Tone};
use crate::failure::{Failure, Kind};
use crate::guide::checks::{Finding, check};
use crate::guide::questions;
use crate::guide::walk::{Current, Guide, Next};
use crate::system::clock;
use crate::ui::{Choice, Form};

/// How long it is until a check that is not decided yet is made again: at first, as it may be a matter of moments, and
/// at most. Each time it is twice as long.
const INTERVALS: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(16)];

impl Guide<'_> {
    /// Makes the checks of a step, one after the other, until each holds or was put aside.
    pub(super) fn checks_hold(&mut self, current: &Current) -> Result<Next, Failure> {
        for wanted in current.step.annotation.checks.clone() {
            if self.check_holds(&current.step.id, wanted)? == Next::Leave {
                return Ok(Next::Leave);
            }
        }
        Ok(Next::GoOn)
    }

    /// Makes one check for a step; an empty identity stands for the start of the run.
    pub(super) fn check_holds(&mut self, step: &str, wanted: Check) -> Result<Next, Failure> {
        let name = wanted.name();
        if self.is_put_aside(step, name) {
            return Ok(Next::GoOn);
        }
        let place = if step.is_empty() { "start" } else { step };
        loop {
            let finding = self.find_out(wanted);
            let (outcome, words) = match &finding {
                Finding::Holds { evidence } => (Outcome::Holds, evidence.clone()),
                Finding::Fails { why, .. } => (Outcome::Fails, why.clone()),
                Finding::Unknown { why, .. } => (Outcome::Unknown, why.clone()),
            };
            self.journal.append(What::Checked {
                step: step.to_owned(),
                check: name.to_owned(),
                outcome,
                evidence: words.clone(),
            })?;
            let is_pending = matches!(finding, Finding::Fails { is_pending: true, .. });
            let remedy = match finding {
                Finding::Holds { .. } => {
                    self.ui.words(&format!("{name}: {HANG}{} ({words})", Tone::Good.of("holds")));
                    return Ok(Next::GoOn);
                }
                Finding::Fails { remedy, .. } | Finding::Unknown { remedy, .. } => remedy,
            };
            let what = match outcome {
                Outcome::Unknown => format!("{name} could not be checked: {words}"),
                _ => format!("{name} does not hold: {words}"),
            };
            let key = format!("check.{place}.{name}");
            if !self.ui.can_ask() && !self.answers.has(&key) {
                return Err(Failure::new(Kind::Findings, what)
                    .hint(remedy)
                    .hint(format!(
                        "or go on all the same with `--answer {key}=override --answer 'reason.{name}=WHY'`; the reason is recorded"
                    )));
            }
            self.ui.warning(&what);
            self.ui.hint(&remedy);
            let options: &[Choice] = if is_pending { &questions::PENDING } else { &questions::CHECK };
            match self.ask(&key, "What now?", Form::Choice { options, default: None })?.as_str() {
                "again" => {}
                "wait" => self.wait_for(wanted),
                "override" => {
                    let reason = self.reason(name, "Why is that all right?")?;
                    let step = step.to_owned();
                    self.journal.append(What::Overridden { step, check: name.to_owned(), reason })?;
                    return Ok(Next::GoOn);
                }
                "note" => {
                    let text = self.ask(&format!("note.{place}"), "Note", Form::Text { default: None })?;
                    let step = Some(step.to_owned()).filter(|step| !step.is_empty());
                    self.journal.append(What::Noted { step, text })?;
                }
                "pause" => {
                    self.journal.append(What::Paused)?;
                    return Ok(Next::Leave);
                }
                _ => {
                    self.say_left("Nothing more was done.");
                    return Ok(Next::Leave);
                }
            }
        }
    }

    /// Makes a built-in check now.
    pub(super) fn find_out(&self, wanted: Check) -> Finding {
        let progress = self.ui.progress(&format!("checking whether {}", wanted.words()));
        let run = self.journal.run();
        let tag = self.place.tag(run);
        let finding = check(wanted, &self.place.subject(run, &tag));
        drop(progress);
        finding
    }

    /// Asks again and again until a check holds, or will not hold by itself; then the terminal rings.
    pub(super) fn wait_for(&self, wanted: Check) {
        let command = self.command();
        self.ui.status(&format!("waiting until {}; Ctrl-C leaves, and `{command}` comes back to it", wanted.words()));
        let progress = self.ui.progress(&format!("waiting until {}", wanted.words()));
        let [mut interval, longest] = INTERVALS;
        while let Finding::Fails { is_pending: true, why, .. } = self.find_out(wanted) {
            progress.update(format!("waiting until {}: {why}", wanted.words()));
            clock::sleep(interval);
            interval = interval.saturating_mul(2).min(longest);
        }
        drop(progress);
        self.ui.ring();
    }

    pub(super) fn is_put_aside(&self, step: &str, check: &str) -> bool {
        let run = self.journal.run();
        let overrides =
            if step.is_empty() { Some(&run.overrides) } else { run.steps.get(step).map(|record| &record.overrides) };
        overrides.is_some_and(|overrides| overrides.iter().any(|(name, _)| name == check))
    }
}
