//! How a run went, as everybody may read it: steps, times and names, and none of the words that people wrote on the way.

use jiff::Timestamp;

use crate::core::ledger::Release;
use crate::core::run::{Entry, Event, Run, Waited, known_steps, length, timeline};
use crate::core::site::Words;
use crate::core::site::maker::Maker;
use crate::core::site::page::RunPart;
use crate::core::site::row::StepRow;

impl Maker<'_> {
    /// Returns how a run went.
    pub(super) fn run_part(&self, release: &Release, run: &Run, events: &[Event]) -> RunPart {
        let steps = known_steps(events);
        let row = |entry: &Entry| {
            let step = entry.step.as_deref()?;
            let title = steps.get(step).map_or(step, |step| &step.title);
            let tries = entry.waited_for.iter().filter(|waited| matches!(waited, Waited::AnotherTry { .. })).count();
            Some(StepRow {
                title: Words::of(title),
                began: minute(entry.started),
                took: entry.ended.map(|ended| length(ended.duration_since(entry.started))).unwrap_or_default(),
                who: self.who_beside(release, &entry.who),
                end: end(&entry.what),
                tries,
                mentor: entry.waited_for.contains(&Waited::Mentor),
            })
        };
        RunPart {
            began: minute(run.began),
            ended: minute(run.last),
            took: length(run.last.duration_since(run.began)),
            steps: timeline(events).iter().filter_map(row).collect(),
        }
    }
}

/// Returns how a step ended without what people wrote about it.
fn end(what: &str) -> &'static str {
    let words = ["done", "skipped", "failed", "taken back", "opened again", "agreed to", "put aside", "left open"];
    words.into_iter().find(|word| what.starts_with(word)).unwrap_or("goes on")
}

/// Returns a moment up to the minute, in UTC.
fn minute(when: Timestamp) -> String {
    when.strftime("%Y-%m-%d %H:%M").to_string()
}
