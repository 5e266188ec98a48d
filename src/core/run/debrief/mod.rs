//! What a run teaches about its document: notes, what was left out, failed, put aside or slow.

mod insert;
#[cfg(test)]
mod tests;

use jiff::Timestamp;

use crate::core::run::event::{Event, How, Outcome, Proof, What};
use crate::core::run::state::Run;
use crate::core::run::step_record::{StepRecord, StepState};
use crate::core::text::plural;

pub use insert::{Quoted, insert};

/// What takes longer than this is told, in minutes.
const LONG: u64 = 5;

/// Something that a run teaches about a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The identity of the step; `None` for the release as a whole.
    pub step: Option<String>,
    /// The login of whom it comes from; `None` where it was measured.
    pub who: Option<String>,
    /// What.
    pub said: Said,
}

/// What is taught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// The step was said to be done although something said otherwise.
    Contradicted {
        /// What said otherwise, and what the person said.
        evidence: String,
    },
    /// A wait was cut short.
    CutShort {
        /// Why.
        reason: String,
    },
    /// Its commands did not end well.
    Failed {
        /// How often.
        times: usize,
        /// In which ways, each once: `exit code 1`.
        ends: Vec<String>,
        /// How it was settled in the end; `None` while it is not.
        then: Option<How>,
    },
    /// Its commands began, and nobody knows how they ended.
    Lost {
        /// How often.
        times: usize,
    },
    /// The mentor was asked to look.
    Mentor,
    /// What it was to be proven by could not tell.
    NotProven {
        /// What was seen.
        evidence: String,
    },
    /// Somebody wrote something down.
    Note {
        /// What.
        text: String,
    },
    /// A check was put aside.
    Overridden {
        /// Its name.
        check: String,
        /// Why.
        reason: String,
    },
    /// It was done once more.
    Reopened {
        /// Why.
        reason: String,
    },
    /// A candidate was given up.
    Respun {
        /// Why.
        reason: String,
    },
    /// A person left it out.
    Skipped {
        /// Why.
        reason: String,
    },
    /// Its commands took long.
    Took {
        /// How long, in minutes.
        minutes: u64,
    },
    /// It was taken back.
    Undone,
    /// It waited for a check.
    Waited {
        /// The name of the check.
        check: String,
        /// How long, in minutes.
        minutes: u64,
    },
}

/// Returns what a run teaches, in the order of its checklist; what concerns the release as a whole comes first.
pub fn debrief(events: &[Event], run: &Run) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = run.steps.iter().flat_map(|(id, record)| of_record(id, record)).collect();
    remarks.extend(waits(events));
    remarks.extend(events.iter().filter_map(of_event));
    let place = |remark: &Remark| match &remark.step {
        None => (0, 0),
        Some(id) => (1, run.checklist.iter().position(|step| step.id == *id).unwrap_or(usize::MAX)),
    };
    remarks.sort_by_key(place);
    remarks
}

/// What the state of a step teaches.
fn of_record(id: &str, record: &StepRecord) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let mut say =
        |who: Option<&String>, said| remarks.push(Remark { step: Some(id.to_owned()), who: who.cloned(), said });
    let bad = || record.attempts.iter().filter(|attempt| attempt.ended.is_some() && attempt.end != WELL);
    if bad().next().is_some() {
        let mut ends: Vec<String> = bad().map(|attempt| attempt.end.clone()).collect();
        let times = ends.len();
        ends.sort_unstable();
        ends.dedup();
        let then = if let StepState::Done { how, .. } = &record.state { Some(*how) } else { None };
        say(None, Said::Failed { times, ends, then });
    }
    let lost = record.attempts.iter().filter(|attempt| attempt.ended.is_none()).count();
    if lost > 0 {
        say(None, Said::Lost { times: lost });
    }
    let well = record.attempts.iter().filter(|attempt| attempt.end == WELL);
    let minutes = well.map(|attempt| attempt.milliseconds).sum::<u64>() / 60_000;
    if minutes >= LONG {
        say(None, Said::Took { minutes });
    }
    let who = record.done_by.as_ref();
    match &record.state {
        StepState::Skipped { reason, by_condition: false } => say(who, Said::Skipped { reason: reason.clone() }),
        StepState::Done { proof: Proof::Contradicted, evidence, .. } => {
            say(who, Said::Contradicted { evidence: evidence.clone() });
        }
        // The end of a wait is no evidence, and proves nothing either way.
        StepState::Done { proof: Proof::Unproven, evidence, .. } if !evidence.is_empty() && record.until.is_none() => {
            say(who, Said::NotProven { evidence: evidence.clone() });
        }
        _ => {}
    }
    remarks
}

/// How commands end that ended well.
const WELL: &str = "exit code 0";

/// Checks that did not hold at first, and how long it took until they did.
fn waits(events: &[Event]) -> Vec<Remark> {
    let mut open: Vec<(&str, &str, Timestamp)> = Vec::new();
    let mut remarks = Vec::new();
    for event in events {
        let What::Checked { step, check, outcome, .. } = &event.what else { continue };
        let place = open.iter().position(|(of, name, _)| of == step && name == check);
        match (place, *outcome == Outcome::Holds) {
            (None, false) => open.push((step, check, event.when)),
            (Some(place), true) => {
                let (_, _, since) = open.remove(place);
                let minutes = u64::try_from(event.when.duration_since(since).as_mins()).unwrap_or(0);
                if minutes >= LONG {
                    let step = Some(step.clone()).filter(|step| !step.is_empty());
                    let said = Said::Waited { check: check.clone(), minutes };
                    remarks.push(Remark { step, who: None, said });
                }
            }
            _ => {}
        }
    }
    remarks
}

/// What a person said or decided.
fn of_event(event: &Event) -> Option<Remark> {
    let of = |step: &String| Some(step.clone()).filter(|step| !step.is_empty());
    let (step, said) = match &event.what {
        What::Noted { step, text } => (step.clone(), Said::Note { text: text.clone() }),
        What::Overridden { step, check, reason } => {
            (of(step), Said::Overridden { check: check.clone(), reason: reason.clone() })
        }
        What::Reopened { step, reason } => (of(step), Said::Reopened { reason: reason.clone() }),
        What::Undone { step } => (of(step), Said::Undone),
        What::MentorAsked { step } => (of(step), Said::Mentor),
        What::WaitOver { step, reason: Some(reason) } => (of(step), Said::CutShort { reason: reason.clone() }),
        What::Respun { reason, .. } => (None, Said::Respun { reason: reason.clone() }),
        _ => return None,
    };
    Some(Remark { step, who: Some(event.who.clone()), said })
}

impl Said {
    /// Returns the word for it in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Contradicted { .. } => "contradicted",
            Self::CutShort { .. } => "cut-short",
            Self::Failed { .. } => "failed",
            Self::Lost { .. } => "lost",
            Self::Mentor => "mentor-asked",
            Self::NotProven { .. } => "not-proven",
            Self::Note { .. } => "note",
            Self::Overridden { .. } => "overridden",
            Self::Reopened { .. } => "reopened",
            Self::Respun { .. } => "respun",
            Self::Skipped { .. } => "skipped",
            Self::Took { .. } => "took-long",
            Self::Undone => "undone",
            Self::Waited { .. } => "waited",
        }
    }
}

impl Remark {
    /// Returns the remark as one line: `5.5.0 (@mona): skipped, because …. Is the step still needed?`. What people wrote
    /// goes through `escape` first.
    pub fn line(&self, version: &str, escape: &dyn Fn(&str) -> String) -> String {
        let who = self.who.as_ref().map(|who| format!(" (@{})", escape(who))).unwrap_or_default();
        format!("{}{who}: {}", escape(version), self.words(escape))
    }

    /// Returns what is taught, in words, without who and in which release.
    pub fn words(&self, escape: &dyn Fn(&str) -> String) -> String {
        // A sentence goes on after it, and has an end of its own.
        let part = |text: &str| escape(text.trim().trim_end_matches(['.', '!', ';', ',']));
        match &self.said {
            Said::Contradicted { evidence } => format!("done, and it did not look so: {}.", part(evidence)),
            Said::CutShort { reason } => format!("the wait was cut short, because {}. Is it too long?", part(reason)),
            Said::Failed { times, ends, then } => {
                let then = match then {
                    Some(How::Ran | How::BuiltIn) => " before it worked",
                    Some(How::ByHand) => ", then it was done by hand",
                    Some(How::Already) => ", and was done already",
                    None => "",
                };
                let ends: Vec<String> = ends.iter().map(|end| part(end)).collect();
                format!("failed {} ({}){then}.", count(*times), ends.join(", "))
            }
            Said::Lost { times } => format!("cut off {}, and nobody knew how its commands ended.", count(*times)),
            Said::Mentor => "asked the mentor for help. What was unclear?".to_owned(),
            Said::NotProven { evidence } => format!("done, and nothing proved it: {}.", part(evidence)),
            Said::Note { text } => escape(text.trim()),
            Said::Overridden { check, reason } => {
                format!(
                    "went on although {} did not hold, because {}. Is the check right here?",
                    part(check),
                    part(reason)
                )
            }
            Said::Reopened { reason } => format!("done once more, because {}.", part(reason)),
            Said::Respun { reason } => format!("a candidate was given up, because {}.", part(reason)),
            Said::Skipped { reason } => format!("skipped, because {}. Is the step still needed?", part(reason)),
            Said::Took { minutes } => format!("took {}.", time(*minutes)),
            Said::Undone => "taken back.".to_owned(),
            Said::Waited { check, minutes } => format!("waited {} for {}.", time(*minutes), part(check)),
        }
    }
}

fn count(times: usize) -> String {
    match times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}

fn time(minutes: u64) -> String {
    let counted = |count: u64, noun| plural(usize::try_from(count).unwrap_or(usize::MAX), noun);
    match (minutes / 60, minutes % 60) {
        (0, minutes) => counted(minutes, "minute"),
        (hours, 0) => counted(hours, "hour"),
        (hours, minutes) => format!("{} {}", counted(hours, "hour"), counted(minutes, "minute")),
    }
}
