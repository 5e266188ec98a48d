//! What comes next in a run: the first step that is left, applies, and is not blocked.

use crate::core::checklist::{Condition, Facts, Procedure, Step, Tick};
use crate::core::run::state::Run;
use crate::core::run::step_record::StepState;

/// Where a run stands in its checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position<'a> {
    /// The step that comes next; `None` when all are settled, or what is left is blocked.
    pub next: Option<Place<'a>>,
    /// The steps that are left and wait for others.
    pub blocked: Vec<Blocked<'a>>,
    /// Every step that applies, settled or not.
    pub all: Vec<Place<'a>>,
    /// How many steps are settled.
    pub settled: usize,
    /// How many steps there are, without those that do not apply.
    pub total: usize,
}

/// A step and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The step, its phase and the groups above it.
    pub tick: Tick<'a>,
    /// Counted from 1, without the steps that do not apply.
    pub number: usize,
}

/// A step that waits for others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked<'a> {
    /// The step.
    pub step: &'a Step,
    /// The identities of the steps that it needs and that are not settled.
    pub needs: Vec<&'a str>,
}

/// Says whether a step is for the release in hand: by its annotation, and by the words of the document.
pub fn applies(step: &Step, facts: Facts) -> bool {
    let only = &step.annotation.only;
    (only.is_empty() || only.contains(&facts.kind)) && Condition::apply(&step.conditions, facts)
}

/// Returns why a step is not for the release in hand, in words: `only for minor, and this is a patch release`.
pub fn why_not(step: &Step, facts: Facts) -> String {
    let only = step.annotation.only.iter().map(|kind| kind.name().to_owned());
    let words = step.conditions.iter().filter(|condition| condition.name() != "optional").map(Condition::name);
    let mut names: Vec<String> = only.chain(words).collect();
    names.dedup();
    format!("only for {}, and this is a {} release", names.join(" or "), facts.kind)
}

/// Returns where a run stands in a procedure. A step that does not apply, or that stands in a group that does not, is
/// passed over; one that a step needs and that does not apply is in nobody's way.
pub fn position<'a>(procedure: &'a Procedure, run: &Run, facts: Facts) -> Position<'a> {
    let ticks = procedure.ticks();
    let applying: Vec<Tick<'a>> = ticks.into_iter().filter(|tick| all_apply(tick, facts)).collect();
    let is_open = |id: &str| {
        applying.iter().any(|tick| tick.step.id == id && !run.state(id).is_settled())
            || members(procedure, id)
                .iter()
                .any(|member| applying.iter().any(|tick| tick.step.id == *member && !run.state(member).is_settled()))
    };
    let total = applying.len();
    let settled = applying.iter().filter(|tick| run.state(&tick.step.id).is_settled()).count();
    let (mut next, mut blocked) = (None, Vec::new());
    for (place, tick) in applying.iter().enumerate() {
        if run.state(&tick.step.id).is_settled() {
            continue;
        }
        let needs: Vec<&str> = tick.step.annotation.needs.iter().map(String::as_str).filter(|id| is_open(id)).collect();
        if !needs.is_empty() {
            blocked.push(Blocked { step: tick.step, needs });
        } else if next.is_none() {
            next = Some(Place { tick: tick.clone(), number: place + 1 });
        }
        // Nothing overtakes a step that waits for its time.
        if matches!(run.state(&tick.step.id), StepState::Waiting { .. }) {
            break;
        }
    }
    let all = applying.into_iter().enumerate().map(|(place, tick)| Place { tick, number: place + 1 }).collect();
    Position { next, blocked, all, settled, total }
}

fn all_apply(tick: &Tick<'_>, facts: Facts) -> bool {
    applies(tick.step, facts) && tick.groups.iter().all(|group| applies(group, facts))
}

/// Returns the identities of the steps that a group holds; empty for a step that is none.
fn members<'a>(procedure: &'a Procedure, id: &str) -> Vec<&'a str> {
    fn find<'a>(steps: &'a [Step], id: &str) -> Option<&'a Step> {
        steps.iter().find_map(|step| if step.id == id { Some(step) } else { find(&step.steps, id) })
    }
    fn below<'a>(step: &'a Step, found: &mut Vec<&'a str>) {
        for member in &step.steps {
            found.push(&member.id);
            below(member, found);
        }
    }
    let mut found = Vec::new();
    if let Some(group) = procedure.phases.iter().find_map(|phase| find(&phase.steps, id)).filter(|step| step.is_group) {
        below(group, &mut found);
    }
    found
}
