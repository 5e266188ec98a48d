//! What a run waits for besides its next step, and what is known of its steps where their document is gone.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::core::checklist::{Annotation, Phase, Procedure, Step, StepKind};
use crate::core::run::event::{Event, Outcome, What};
use crate::core::run::start::SnapshotStep;
use crate::core::run::state::Run;
use crate::core::run::step_record::StepState;

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
            What::Agreed { step, .. } | What::SignedOff { step, .. } => {
                standing.mentor.retain(|(asked, _)| asked != step);
            }
            What::Done { step, .. } | What::Skipped { step, .. } => {
                standing.close(step, None);
                standing.mentor.retain(|(asked, _)| asked != step);
            }
            What::Respun { steps, .. } => {
                standing.checks.retain(|open| !steps.contains(&open.step));
                standing.mentor.retain(|(asked, _)| !steps.contains(asked));
            }
            What::Abandoned { .. } | What::BegunAgain(_) | What::Finished => standing = Standing::default(),
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
        What::Started(start) | What::BegunAgain(start) => Some(&start.checklist),
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
    Procedure { title: run.procedure.clone(), is_default: true, phases }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::run::tests::{done, events, procedure, start, step};

    fn checked(step: &str, outcome: Outcome) -> What {
        let (step, check) = (step.to_owned(), "ci-green".to_owned());
        What::Checked { step, check, outcome, evidence: "2 failed".to_owned() }
    }

    fn told(whats: Vec<What>) -> (usize, usize) {
        let procedure = procedure(vec![step("a"), step("b")]);
        let standing = standing(&events(std::iter::once(start(&procedure)).chain(whats)));
        (standing.checks.len(), standing.mentor.len())
    }

    #[test]
    fn a_check_is_open_until_it_holds_or_is_put_aside() {
        let overridden =
            What::Overridden { step: "a".to_owned(), check: "ci-green".to_owned(), reason: "known".to_owned() };
        assert_eq!(told(vec![checked("a", Outcome::Fails), checked("a", Outcome::Unknown)]), (1, 0));
        assert_eq!(told(vec![checked("a", Outcome::Fails), checked("", Outcome::Fails)]), (2, 0));
        assert_eq!(told(vec![checked("a", Outcome::Fails), checked("a", Outcome::Holds)]), (0, 0));
        assert_eq!(told(vec![checked("a", Outcome::Fails), overridden]), (0, 0));
        assert_eq!(told(vec![checked("a", Outcome::Fails), done("a")]), (0, 0));
        assert_eq!(told(vec![checked("a", Outcome::Fails), What::Finished]), (0, 0));
    }

    #[test]
    fn the_mentor_is_waited_for_until_the_step_is_settled() {
        let asked = || What::MentorAsked { step: "a".to_owned() };
        assert_eq!(told(vec![asked(), asked(), done("b")]), (0, 1));
        assert_eq!(told(vec![asked(), What::Agreed { step: "a".to_owned(), by: "octo".to_owned() }]), (0, 0));
        assert_eq!(told(vec![asked(), done("a")]), (0, 0));
    }

    #[test]
    fn a_run_remembers_titles_and_phases_without_what_is_not_for_it() {
        let procedure = procedure(vec![step("a"), step("b"), step("c")]);
        let skipped = What::Skipped { step: "b".to_owned(), reason: "only for major".to_owned(), by_condition: true };
        let events = events([start(&procedure), skipped, done("a")]);
        let run = Run::replay(&events).unwrap();
        let remembered = remembered(&run);
        let titles: Vec<&str> = remembered.ticks().iter().map(|tick| tick.step.title.as_str()).collect();
        assert_eq!(titles, ["a", "c"]);
        assert_eq!(remembered.phases.len(), 1);
        assert_eq!(known_steps(&events).len(), 3);
    }
}
