//! What a run waits for besides its next step, and what is known of its steps where their document is gone.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::core::checklist::{Annotation, Phase, Procedure, Step, StepKind};
use crate::core::run::event::{Event, Outcome, SnapshotStep, What};
use crate::core::run::state::{Run, StepState};

/// What a run waits for besides its next step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The checks that did not hold when they were made last, and that nobody put aside.
    pub checks: Vec<OpenCheck>,
    /// The steps that the mentor was asked to look at and that are not settled since, and when that was.
    pub mentor: Vec<(String, Timestamp)>,
}

/// A check that did not hold, or could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCheck {
    /// The step that asks for it; empty at the start of the run.
    pub step: String,
    /// Its name.
    pub check: String,
    /// What it found: never that it holds.
    pub outcome: Outcome,
    /// What it saw, in words.
    pub evidence: String,
    /// When.
    pub when: Timestamp,
}

/// Returns what a run waits for, as its events say.
pub fn standing(events: &[Event]) -> Standing {
    let mut standing = Standing::default();
    for event in events {
        match &event.what {
            What::Checked { step, check, outcome, evidence } => {
                standing.close(step, Some(check));
                if *outcome != Outcome::Holds {
                    standing.checks.push(OpenCheck {
                        step: step.clone(),
                        check: check.clone(),
                        outcome: *outcome,
                        evidence: evidence.clone(),
                        when: event.when,
                    });
                }
            }
            What::Overridden { step, check, .. } => standing.close(step, Some(check)),
            What::MentorAsked { step } => {
                standing.mentor.retain(|(asked, _)| asked != step);
                standing.mentor.push((step.clone(), event.when));
            }
            What::Agreed { step, .. } => standing.mentor.retain(|(asked, _)| asked != step),
            What::Done { step, .. } | What::Skipped { step, .. } => {
                standing.close(step, None);
                standing.mentor.retain(|(asked, _)| asked != step);
            }
            What::Abandoned { .. } | What::Finished => standing = Standing::default(),
            _ => {}
        }
    }
    standing
}

impl Standing {
    /// Forgets a check of a step, or all of them.
    fn close(&mut self, step: &str, check: Option<&str>) {
        self.checks.retain(|open| open.step != step || check.is_some_and(|check| open.check != check));
    }
}

/// Returns each step that a run ever knew, by its identity, as it was when it was last looked at.
pub fn known_steps(events: &[Event]) -> BTreeMap<&str, &SnapshotStep> {
    let lists = events.iter().filter_map(|event| match &event.what {
        What::Started(start) => Some(&start.checklist),
        What::ChecklistChanged { checklist } => Some(checklist),
        _ => None,
    });
    lists.flatten().map(|step| (step.id.as_str(), step)).collect()
}

/// Returns the procedure of a run as far as the run remembers it: titles and phases, without the steps that are not for
/// this release. It has no text and no commands, because those come from the document alone.
pub fn remembered(run: &Run) -> Procedure {
    let mut phases: Vec<Phase> = Vec::new();
    for known in &run.checklist {
        if matches!(run.state(&known.id), StepState::Skipped { by_condition: true, .. }) {
            continue;
        }
        if phases.last().is_none_or(|phase| phase.title != known.phase) {
            phases.push(Phase { title: known.phase.clone(), ..Phase::default() });
        }
        if let Some(phase) = phases.last_mut() {
            phase.steps.push(step(known));
        }
    }
    Procedure { title: run.start.procedure.clone(), is_default: true, phases }
}

fn step(known: &SnapshotStep) -> Step {
    Step {
        id: known.id.clone(),
        title: known.title.clone(),
        line: 0,
        last_line: 0,
        kind: StepKind::Task,
        is_ticked: false,
        is_group: false,
        is_detail: false,
        text: known.title.clone(),
        blocks: Vec::new(),
        inline: Vec::new(),
        conditions: Vec::new(),
        placeholders: Vec::new(),
        annotation: Annotation::default(),
        steps: Vec::new(),
    }
}
