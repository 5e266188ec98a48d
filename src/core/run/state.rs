//! Events to state: where a run stands.

use std::collections::BTreeMap;

use jiff::Timestamp;
use thiserror::Error;

use crate::core::run::event::{Event, What};
use crate::core::run::start::{People, SnapshotStep, Start};
use crate::core::run::step_record::{Agreement, Asked, Attempt, StepRecord, StepState};
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
    /// Everybody who held it before, the first one first.
    pub held_before: Vec<String>,
    /// Who else takes part.
    pub people: People,
    /// Everybody who was named for it. A mentor to whom the run is passed is none of it any more, as long as they hold it.
    pub(super) named: People,
    /// The document that is followed now, relative to the top of the repository.
    pub file: String,
    /// The title of the procedure that is followed now.
    pub procedure: String,
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
    /// Who held it before, where the present holder has not looked yet at what is done.
    pub passed_by: Option<String>,
    /// The issue on GitHub that mirrors it: number and address.
    pub issue: Option<(u64, String)>,
    /// Whether somebody left and means to go on later.
    pub is_paused: bool,
    /// How it came to its end, where it did.
    pub end: Option<End>,
    /// The time of the last event.
    pub last: Timestamp,
    /// How many events there are of each writer.
    pub sequences: BTreeMap<String, u64>,
    /// The step whose commands ended last.
    pub(super) last_step: Option<String>,
    /// The step whose commands brought a value about, by the name of the value.
    pub(super) value_steps: BTreeMap<String, String>,
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

impl Run {
    /// Returns the run that events describe.
    pub fn replay(events: &[Event]) -> Result<Self, RunError> {
        let mut events = events.iter();
        let first = events.next().ok_or(RunError::NoStart)?;
        let What::Started(start) = &first.what else { return Err(RunError::NoStart) };
        let mut run = Self::begun(start, first);
        for event in events {
            run.apply(event);
        }
        Ok(run)
    }

    /// Returns a run in which nothing happened but its start.
    fn begun(start: &Start, first: &Event) -> Self {
        Self {
            start: start.clone(),
            began: first.when,
            version: start.version.clone(),
            kind: start.kind,
            holder: first.who.clone(),
            held_before: Vec::new(),
            people: start.people.without(&first.who),
            named: start.people.clone(),
            file: start.file.clone(),
            procedure: start.procedure.clone(),
            target: None,
            values: BTreeMap::new(),
            steps: BTreeMap::new(),
            checklist: start.checklist.clone(),
            directory: String::new(),
            notes: Vec::new(),
            overrides: Vec::new(),
            respins: 0,
            recorded: None,
            passed_by: None,
            issue: None,
            is_paused: false,
            end: None,
            last: first.when,
            sequences: BTreeMap::from([(first.writer.clone(), first.sequence)]),
            last_step: None,
            value_steps: BTreeMap::new(),
        }
    }

    /// Takes one more event in.
    pub fn apply(&mut self, event: &Event) {
        self.last = self.last.max(event.when);
        self.sequences.insert(event.writer.clone(), event.sequence);
        // What others add to it does not go on with it.
        self.is_paused &= matches!(event.what, What::SignedOff { .. } | What::Mirrored { .. });
        match &event.what {
            What::Started(_) | What::Resumed | What::Checked { .. } | What::MentorAsked { .. } => {}
            What::Targeted { commit, .. } => self.target = Some(commit.clone()),
            What::Answered { name, value } => self.keep_value(name, value),
            What::Overridden { step, check, reason } => {
                let put_aside = (check.clone(), reason.clone());
                if step.is_empty() { self.overrides.push(put_aside) } else { self.step(step).overrides.push(put_aside) }
            }
            What::Noted { step: None, text } => self.notes.push(text.clone()),
            What::Noted { step: Some(step), text } => self.step(step).notes.push(text.clone()),
            What::Paused => self.is_paused = true,
            What::ChecklistChanged { checklist } => {
                self.checklist.clone_from(checklist);
                self.pass_nothing_over();
            }
            What::Followed { file, procedure } => {
                self.file.clone_from(file);
                self.procedure.clone_from(procedure);
            }
            What::PeopleChanged { people } => {
                self.named.clone_from(people);
                self.people = people.without(&self.holder);
            }
            What::BegunAgain(start) => {
                let sequences = std::mem::take(&mut self.sequences);
                *self = Self { last: self.last, sequences, ..Self::begun(start, event) };
            }
            What::Respun { steps, .. } => {
                self.respins += 1;
                self.target = None;
                self.reopen(steps);
            }
            renamed @ What::Renamed { .. } => self.rename(renamed),
            What::TakenOver { .. } => self.pass(&event.who),
            What::HandedOver { to, .. } => self.pass(to),
            What::LookedAgain { .. } => self.passed_by = None,
            What::Mirrored { issue, url } => self.issue = Some((*issue, url.clone())),
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
                    record.has_run = true;
                    record.state = StepState::Ran;
                } else {
                    record.state = StepState::Failed { end };
                }
                self.directory.clone_from(directory);
                self.last_step = Some(step.clone());
            }
            What::Done { step, how, proof, evidence } => {
                let state = StepState::Done { how: *how, proof: *proof, evidence: evidence.clone() };
                self.settle(step, event, state);
            }
            What::Skipped { step, reason, by_condition } => {
                let state = StepState::Skipped { reason: reason.clone(), by_condition: *by_condition };
                self.settle(step, event, state);
            }
            What::Waiting { step, until, deed } => {
                let record = self.step(step);
                record.deed.clone_from(deed);
                record.state = StepState::Waiting { until: *until };
                record.until = Some(*until);
            }
            What::WaitOver { step, .. } => self.step(step).state = StepState::Ran,
            What::Reopened { step, .. } | What::Undone { step } => self.reopen(std::slice::from_ref(step)),
            What::Agreed { step, by } => self.step(step).agreed.push(by.clone()),
            What::SignOffAsked { step, digest, request, of } => self.step(step).asked.push(Asked {
                digest: digest.clone(),
                request: request.clone(),
                who: event.who.clone(),
                of: of.clone(),
                when: event.when,
            }),
            What::SignedOff { step, digest, by, comment } => self.step(step).agreements.push(Agreement {
                event: event.id.clone(),
                digest: digest.clone(),
                by: by.clone(),
                comment: comment.clone(),
                when: event.when,
            }),
            _ => {}
        }
    }

    fn settle(&mut self, step: &str, event: &Event, state: StepState) {
        let record = self.step(step);
        record.state = state;
        record.done_by = Some(event.who.clone());
        record.settled = Some(event.when);
    }

    /// Gives the run to a person, who is to look at what is done before going on.
    fn pass(&mut self, to: &str) {
        if self.holder != to {
            let before = std::mem::replace(&mut self.holder, to.to_owned());
            self.held_before.retain(|login| !login.eq_ignore_ascii_case(to) && *login != before);
            self.held_before.push(before.clone());
            self.passed_by = Some(before);
            self.people = self.named.without(to);
        }
    }

    /// Returns the record of a step, which begins when something happens to it.
    pub(super) fn step(&mut self, id: &str) -> &mut StepRecord {
        self.steps.entry(id.to_owned()).or_default()
    }

    /// Returns where a step stands.
    pub fn state(&self, id: &str) -> &StepState {
        static TODO: StepState = StepState::Todo;
        self.steps.get(id).map_or(&TODO, |record| &record.state)
    }
}
