//! Events to state: where a run stands.

use std::collections::BTreeMap;

use jiff::Timestamp;
use thiserror::Error;

use crate::core::run::event::{Event, How, People, Proof, SnapshotStep, Start, What};
use crate::core::version::ReleaseKind;
use crate::failure::{Failure, Kind};

/// Why events make no run.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RunError {
    /// The first event is not the start, or there is none.
    #[error("the log of this run does not begin with its start")]
    NoStart,
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        Self::new(Kind::Input, error.to_string())
            .hint("look at its history with `git log -p refs/shepherd/store`; nothing was changed")
    }
}

/// Where a run stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// How it began. Version, kind and holder may be others by now.
    pub start: Start,
    /// When it began.
    pub began: Timestamp,
    /// The version now.
    pub version: String,
    /// The kind of the release now.
    pub kind: ReleaseKind,
    /// The login of who holds it: the release shepherd.
    pub holder: String,
    /// Who else takes part.
    pub people: People,
    /// The full hash of the commit that is going to be released.
    pub target: Option<String>,
    /// What was filled in, by name.
    pub values: BTreeMap<String, String>,
    /// What is known of each step that something happened to, by its identity.
    pub steps: BTreeMap<String, StepRecord>,
    /// The steps of the document when it was last looked at.
    pub checklist: Vec<SnapshotStep>,
    /// The folder that the last commands ended in, relative to the top of the repository, with `/`.
    pub directory: String,
    /// What was noted about the run as a whole.
    pub notes: Vec<String>,
    /// Checks that were put aside: check and reason.
    pub overrides: Vec<(String, String)>,
    /// How often a candidate was given up.
    pub respins: usize,
    /// The tag under which the release was recorded.
    pub recorded: Option<String>,
    /// Whether somebody left and means to go on later.
    pub is_paused: bool,
    /// How it came to its end, where it did.
    pub end: Option<End>,
    /// The time of the last event.
    pub last: Timestamp,
    /// How many events there are of each writer.
    pub sequences: BTreeMap<String, u64>,
}

/// How a run came to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Every step is settled.
    Finished,
    /// It was given up.
    Abandoned {
        /// Why.
        reason: String,
    },
}

/// What is known of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepRecord {
    /// Where it stands.
    pub state: StepState,
    /// The login of who settled it.
    pub done_by: Option<String>,
    /// When it was settled.
    pub settled: Option<Timestamp>,
    /// Each time that its commands ran.
    pub attempts: Vec<Attempt>,
    /// What was noted about it.
    pub notes: Vec<String>,
    /// Checks that were put aside: check and reason.
    pub overrides: Vec<(String, String)>,
    /// Who agreed to it, by login.
    pub agreed: Vec<String>,
    /// The blocks of commands that are behind it, by the SHA-256 of their text in the document: they ended well, or were
    /// left out.
    pub behind: Vec<String>,
    /// The block that began last, by the same.
    pub began: String,
    /// How often it was reopened or taken back.
    pub reopened: usize,
    /// The time that it waits for, or waited for.
    pub until: Option<Timestamp>,
}

/// Where a step stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum StepState {
    /// Nobody began.
    #[default]
    Todo,
    /// Its commands began, and nobody knows how they ended: a person decides.
    Unknown,
    /// Its commands ran and did not end well.
    Failed {
        /// How they ended: `exit code 1`.
        end: String,
    },
    /// A block of its commands ended well or was left out, and nobody said yet that the step is done.
    Ran,
    /// It is done, and counts once the time has come.
    Waiting {
        /// The time.
        until: Timestamp,
    },
    /// It is done.
    Done {
        /// How.
        how: How,
        /// Whether that was proven.
        proof: Proof,
        /// What proved it.
        evidence: String,
    },
    /// It was left out.
    Skipped {
        /// Why.
        reason: String,
        /// Whether its conditions decided.
        by_condition: bool,
    },
}

/// One time that the commands of a step ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When they began.
    pub began: Timestamp,
    /// When they ended; `None` where nobody knows.
    pub ended: Option<Timestamp>,
    /// How long they took, in milliseconds.
    pub milliseconds: u64,
    /// How they ended: `exit code 0`, `interrupted`; empty where nobody knows.
    pub end: String,
    /// Who ran them.
    pub who: String,
}

impl StepState {
    /// Says whether nothing is left to do.
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Done { .. } | Self::Skipped { .. })
    }

    /// Returns the word for it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Todo => "todo",
            Self::Unknown => "unknown",
            Self::Failed { .. } => "failed",
            Self::Ran => "ran",
            Self::Waiting { .. } => "waiting",
            Self::Done { .. } => "done",
            Self::Skipped { .. } => "skipped",
        }
    }
}

impl Run {
    /// Returns the run that events describe.
    pub fn replay(events: &[Event]) -> Result<Self, RunError> {
        let mut events = events.iter();
        let first = events.next().ok_or(RunError::NoStart)?;
        let What::Started(start) = &first.what else { return Err(RunError::NoStart) };
        let mut run = Self {
            start: (**start).clone(),
            began: first.when,
            version: start.version.clone(),
            kind: start.kind,
            holder: first.who.clone(),
            people: start.people.clone(),
            target: None,
            values: BTreeMap::new(),
            steps: BTreeMap::new(),
            checklist: start.checklist.clone(),
            directory: String::new(),
            notes: Vec::new(),
            overrides: Vec::new(),
            respins: 0,
            recorded: None,
            is_paused: false,
            end: None,
            last: first.when,
            sequences: BTreeMap::from([(first.writer.clone(), first.sequence)]),
        };
        for event in events {
            run.apply(event);
        }
        Ok(run)
    }

    /// Takes one more event in.
    pub fn apply(&mut self, event: &Event) {
        self.last = self.last.max(event.when);
        self.sequences.insert(event.writer.clone(), event.sequence);
        self.is_paused = false;
        match &event.what {
            What::Started(_) | What::Resumed | What::Checked { .. } | What::MentorAsked { .. } => {}
            What::Targeted { commit, .. } => self.target = Some(commit.clone()),
            What::Answered { name, value } => {
                self.values.insert(name.clone(), value.clone());
            }
            What::Overridden { step, check, reason } => {
                let put_aside = (check.clone(), reason.clone());
                if step.is_empty() { self.overrides.push(put_aside) } else { self.step(step).overrides.push(put_aside) }
            }
            What::Noted { step: None, text } => self.notes.push(text.clone()),
            What::Noted { step: Some(step), text } => self.step(step).notes.push(text.clone()),
            What::Paused => self.is_paused = true,
            What::ChecklistChanged { checklist } => {
                self.checklist.clone_from(checklist);
                self.look_at_conditions_again();
            }
            What::Respun { steps, .. } => {
                self.respins += 1;
                self.target = None;
                for step in steps {
                    self.reopen(step);
                }
            }
            What::Renamed { to, kind, .. } => {
                self.version.clone_from(to);
                self.kind = *kind;
                self.look_at_conditions_again();
            }
            What::TakenOver { .. } => self.holder.clone_from(&event.who),
            What::Recorded { tag } => self.recorded = Some(tag.clone()),
            What::Abandoned { reason } => self.end = Some(End::Abandoned { reason: reason.clone() }),
            What::Finished => self.end = Some(End::Finished),
            of_a_step => self.apply_to_step(event, of_a_step),
        }
    }

    fn apply_to_step(&mut self, event: &Event, what: &What) {
        match what {
            What::Began { step, source, .. } => {
                let record = self.step(step);
                record.began.clone_from(source);
                record.state = StepState::Unknown;
                record.attempts.push(Attempt {
                    began: event.when,
                    ended: None,
                    milliseconds: 0,
                    end: String::new(),
                    who: event.who.clone(),
                });
            }
            What::UndoBegan { step, .. } => self.step(step).state = StepState::Unknown,
            What::UndoFailed { step, end } => {
                self.step(step).state = StepState::Failed { end: format!("taking it back: {end}") };
            }
            What::LeftOut { step, source, .. } => {
                let record = self.step(step);
                record.behind.push(source.clone());
                record.state = StepState::Ran;
            }
            What::Ended { step, code, end, milliseconds, directory, .. } => {
                let end = end.clone().unwrap_or_else(|| match code {
                    Some(code) => format!("exit code {code}"),
                    None => "stopped by a signal".to_owned(),
                });
                let record = self.step(step);
                if let Some(attempt) = record.attempts.last_mut() {
                    attempt.ended = Some(event.when);
                    attempt.milliseconds = *milliseconds;
                    attempt.end.clone_from(&end);
                }
                if *code == Some(0) {
                    record.behind.push(record.began.clone());
                    record.state = StepState::Ran;
                } else {
                    record.state = StepState::Failed { end };
                }
                self.directory.clone_from(directory);
            }
            What::Done { step, how, proof, evidence } => {
                let state = StepState::Done { how: *how, proof: *proof, evidence: evidence.clone() };
                self.settle(step, event, state);
            }
            What::Skipped { step, reason, by_condition } => {
                let state = StepState::Skipped { reason: reason.clone(), by_condition: *by_condition };
                self.settle(step, event, state);
            }
            What::Waiting { step, until } => {
                let record = self.step(step);
                record.state = StepState::Waiting { until: *until };
                record.until = Some(*until);
            }
            What::WaitOver { step, .. } => self.step(step).state = StepState::Ran,
            What::Reopened { step, .. } | What::Undone { step } => {
                self.reopen(step);
                // A run that was through is not any more.
                self.end = self.end.take().filter(|end| *end != End::Finished);
            }
            What::Agreed { step, by } => self.step(step).agreed.push(by.clone()),
            _ => {}
        }
    }

    fn settle(&mut self, step: &str, event: &Event, state: StepState) {
        let record = self.step(step);
        record.state = state;
        record.done_by = Some(event.who.clone());
        record.settled = Some(event.when);
    }

    fn reopen(&mut self, step: &str) {
        let record = self.step(step);
        record.state = StepState::Todo;
        record.agreed.clear();
        record.done_by = None;
        record.settled = None;
        record.until = None;
        record.behind.clear();
        record.reopened += 1;
    }

    /// Opens the steps again that were passed over by their conditions: these may hold now.
    fn look_at_conditions_again(&mut self) {
        for record in self.steps.values_mut() {
            if matches!(record.state, StepState::Skipped { by_condition: true, .. }) {
                record.state = StepState::Todo;
            }
        }
    }

    /// Returns the record of a step, which begins when something happens to it.
    fn step(&mut self, id: &str) -> &mut StepRecord {
        self.steps.entry(id.to_owned()).or_default()
    }

    /// Returns where a step stands.
    pub fn state(&self, id: &str) -> &StepState {
        static TODO: StepState = StepState::Todo;
        self.steps.get(id).map_or(&TODO, |record| &record.state)
    }
}
