//! What can be said of one run: its steps as the document has them now.

use crate::cli::status::find::{Around, Found};
use crate::core::checklist::{Facts, Procedure, Tick};
use crate::core::run::{
    End, Position, Run, StepRecord, StepState, applies, known_steps, position, remembered, why_not,
};
use crate::guide::Document;
use crate::store::Hold;

/// A run, with its document as it is now.
pub(super) struct View<'a> {
    pub(super) found: &'a Found,
    pub(super) around: &'a Around,
    /// `None` where it is gone; then the steps are those that the run remembers.
    pub(super) document: Option<Document>,
    /// Why the document does not count.
    pub(super) problem: Option<String>,
    pub(super) procedure: Procedure,
    /// Whether it is a run of another project, of which this repository is no clone.
    pub(super) is_elsewhere: bool,
}

/// A step of a run.
pub(super) struct Row<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) phase: &'a str,
    /// The line in the document; `None` where it is not there.
    pub(super) line: Option<usize>,
    /// Counted from 1, without the steps that do not apply.
    pub(super) number: Option<usize>,
    pub(super) state: &'static str,
    /// The steps that it waits for.
    pub(super) needs: Vec<&'a str>,
    pub(super) record: Option<&'a StepRecord>,
    /// Why it was left out.
    pub(super) reason: Option<String>,
    /// Whether it is left out for the kind of the release.
    pub(super) is_passed_over: bool,
}

impl<'a> View<'a> {
    pub(super) fn new(found: &'a Found, around: &'a Around) -> Self {
        let run = &found.run;
        let is_elsewhere = found.name.project != around.project;
        let unread = |problem| {
            let procedure = remembered(run);
            Self { found, around, document: None, problem, procedure, is_elsewhere }
        };
        if is_elsewhere {
            return unread(None);
        }
        let read = Document::read(&around.repository, &run.file).and_then(|document| {
            let procedure = document.procedure(run)?.clone();
            Ok((document, procedure))
        });
        match read {
            Ok((document, procedure)) => {
                Self { found, around, document: Some(document), problem: None, procedure, is_elsewhere }
            }
            Err(failure) => {
                let why = failure.message;
                unread(Some(format!("{why}; the steps of {} are shown as the run remembers them", run.version)))
            }
        }
    }

    pub(super) fn run(&self) -> &'a Run {
        &self.found.run
    }

    pub(super) fn facts(&self) -> Facts {
        Facts { kind: self.run().kind, is_security: self.run().start.security }
    }

    pub(super) fn position(&self) -> Position<'_> {
        position(&self.procedure, self.run(), self.facts())
    }

    /// Returns the word for where the run as a whole stands.
    pub(super) fn state(&self) -> &'static str {
        match &self.run().end {
            Some(End::Finished) => "finished",
            Some(End::Abandoned { .. }) => "abandoned",
            None if self.run().is_paused => "paused",
            None => "open",
        }
    }

    /// Returns every step that the document or the run knows, in order; what is in the document no more comes last.
    pub(super) fn rows(&self) -> Vec<Row<'_>> {
        let position = self.position();
        let ticks = self.procedure.ticks();
        let mut rows: Vec<Row<'_>> = ticks.iter().map(|tick| self.row(tick, &position)).collect();
        let known = known_steps(&self.found.events);
        for (id, record) in &self.run().steps {
            if ticks.iter().any(|tick| tick.step.id == *id) {
                continue;
            }
            let title = known.get(id.as_str()).map_or(id.as_str(), |step| &step.title);
            let phase = known.get(id.as_str()).map_or("", |step| &step.phase);
            let (reason, is_passed_over) = left_out(&record.state);
            let state = self.word(&record.state);
            rows.push(Row {
                id,
                title,
                phase,
                line: None,
                number: None,
                state,
                needs: Vec::new(),
                record: Some(record),
                reason,
                is_passed_over,
            });
        }
        if self.document.is_none() {
            // Then each of them has a place in what the run remembers.
            let known = &self.run().checklist;
            rows.sort_by_key(|row| known.iter().position(|step| step.id == row.id).unwrap_or(usize::MAX));
        }
        rows
    }

    fn row<'b>(&'b self, tick: &Tick<'b>, position: &Position<'b>) -> Row<'b> {
        let step = tick.step;
        let record = self.run().steps.get(&step.id);
        let state = self.run().state(&step.id);
        let place = position.all.iter().find(|place| place.tick.step.id == step.id);
        let blocked = position.blocked.iter().find(|blocked| blocked.step.id == step.id);
        let (mut reason, mut is_passed_over) = left_out(state);
        let mut word = self.word(state);
        if place.is_none() && !state.is_settled() {
            let above = tick.groups.iter().copied().chain([step]).find(|step| !applies(step, self.facts()));
            reason = above.map(|step| why_not(step, self.facts()));
            (word, is_passed_over) = ("skipped", true);
        } else if blocked.is_some() && *state == StepState::Todo {
            word = "blocked";
        }
        Row {
            id: &step.id,
            title: &step.title,
            phase: &tick.phase.title,
            line: self.document.is_some().then_some(step.line),
            number: place.map(|place| place.number),
            state: word,
            needs: blocked.map(|blocked| blocked.needs.clone()).unwrap_or_default(),
            record,
            reason,
            is_passed_over,
        }
    }

    /// What began and did not end is running as long as somebody has the run open.
    fn word(&self, state: &StepState) -> &'static str {
        match (state, &self.found.hold) {
            (StepState::Unknown, Hold::Taken(_)) => "running",
            _ => state.name(),
        }
    }
}

fn left_out(state: &StepState) -> (Option<String>, bool) {
    match state {
        StepState::Skipped { reason, by_condition } => (Some(reason.clone()), *by_condition),
        _ => (None, false),
    }
}
