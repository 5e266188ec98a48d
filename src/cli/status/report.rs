//! The runs for programs.

use jiff::Timestamp;
use serde::Serialize;

use crate::cli::status::find::Unreadable;
use crate::cli::status::time::Local;
use crate::cli::status::timeline::EntryReport;
use crate::cli::status::view::{Row, View};
use crate::cli::status::waits::Wait;
use crate::core::run::{Attempt, End, How, Line, Proof, StepRecord, StepState};
use crate::store::{Hold, Holder};

/// The number of this form; it rises when a program that reads the form before would go wrong.
const SCHEMA: u32 = 1;

/// All that was asked for.
#[derive(Serialize)]
pub(super) struct Report<'a> {
    schema: u32,
    project: &'a str,
    runs: Vec<RunReport<'a>>,
    unreadable: Vec<UnreadableReport<'a>>,
}

#[derive(Serialize)]
struct UnreadableReport<'a> {
    version: &'a str,
    problem: &'a str,
}

#[derive(Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own that programs ask for")]
struct RunReport<'a> {
    version: &'a str,
    kind: &'static str,
    security: bool,
    rehearsal: bool,
    state: &'static str,
    reason: Option<&'a str>,
    line: &'a Line,
    target: Option<&'a str>,
    recorded: Option<&'a str>,
    file: &'a str,
    procedure: &'a str,
    /// Whether the steps come from the document, and not from what the run remembers of it.
    has_document: bool,
    holder: &'a str,
    is_open_now: bool,
    process: Option<&'a Holder>,
    people: PeopleReport<'a>,
    began: Timestamp,
    last: Timestamp,
    respins: usize,
    progress: Progress,
    next: Option<String>,
    waits_for: Vec<WaitReport>,
    notes: &'a [String],
    overrides: Vec<Override<'a>>,
    steps: Vec<StepReport<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeline: Option<Vec<EntryReport>>,
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "these are the words of records")]
struct PeopleReport<'a> {
    released_by: [&'a str; 1],
    mentored_by: &'a [String],
    sponsored_by: &'a [String],
    shadowed_by: &'a [String],
}

#[derive(Serialize)]
struct Progress {
    settled: usize,
    total: usize,
}

#[derive(Serialize)]
struct WaitReport {
    kind: &'static str,
    step: Option<String>,
    text: String,
    until: Option<Timestamp>,
}

#[derive(Serialize)]
struct Override<'a> {
    check: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct StepReport<'a> {
    id: &'a str,
    title: &'a str,
    phase: &'a str,
    line: Option<usize>,
    number: Option<usize>,
    state: &'static str,
    needs: Vec<&'a str>,
    done_by: Option<&'a str>,
    when: Option<Timestamp>,
    how: Option<How>,
    proof: Option<Proof>,
    evidence: Option<&'a str>,
    reason: Option<String>,
    by_condition: bool,
    until: Option<Timestamp>,
    agreed: &'a [String],
    agreements: Vec<AgreementReport<'a>>,
    reopened: usize,
    notes: &'a [String],
    overrides: Vec<Override<'a>>,
    attempts: Vec<AttemptReport<'a>>,
}

/// An agreement of another person. Whether it counts, the guide decides when it comes to the step.
#[derive(Serialize)]
struct AgreementReport<'a> {
    by: &'a str,
    digest: &'a str,
    /// Whether it is to what was asked for last.
    is_current: bool,
    when: Timestamp,
    comment: Option<&'a str>,
}

#[derive(Serialize)]
struct AttemptReport<'a> {
    who: &'a str,
    began: Timestamp,
    ended: Option<Timestamp>,
    milliseconds: u64,
    end: Option<&'a str>,
}

impl<'a> Report<'a> {
    pub(super) fn new(
        project: &'a str,
        views: &'a [View<'a>],
        unreadable: &[&'a Unreadable],
        clock: &Local,
        has_timeline: bool,
    ) -> Self {
        let broken = |unreadable: &&'a Unreadable| UnreadableReport {
            version: &unreadable.version,
            problem: &unreadable.failure.message,
        };
        let runs = views.iter().map(|view| RunReport::new(view, clock, has_timeline)).collect();
        Self { schema: SCHEMA, project, runs, unreadable: unreadable.iter().map(broken).collect() }
    }
}

impl<'a> RunReport<'a> {
    fn new(view: &'a View<'a>, clock: &Local, has_timeline: bool) -> Self {
        let run = view.run();
        let position = view.position();
        let next = position.next.as_ref().filter(|_| run.end.is_none()).map(|place| place.tick.step.id.clone());
        let people = &run.people;
        let wait = |wait: Wait| WaitReport { kind: wait.kind, step: wait.step, text: wait.text, until: wait.until };
        Self {
            version: &run.version,
            kind: run.kind.name(),
            security: run.start.security,
            rehearsal: run.start.rehearsal,
            state: view.state(),
            reason: match &run.end {
                Some(End::Abandoned { reason }) => Some(reason),
                _ => None,
            },
            line: &run.start.line,
            target: run.target.as_deref(),
            recorded: run.recorded.as_deref(),
            file: &run.file,
            procedure: &run.procedure,
            has_document: view.document.is_some(),
            holder: &run.holder,
            is_open_now: matches!(view.found.hold, Hold::Taken(_)),
            process: match &view.found.hold {
                Hold::Taken(holder) => holder.as_ref(),
                Hold::Left(holder) => Some(holder),
                Hold::Free => None,
            },
            people: PeopleReport {
                released_by: [&run.holder],
                mentored_by: &people.mentors,
                sponsored_by: &people.sponsors,
                shadowed_by: &people.shadows,
            },
            began: run.began,
            last: run.last,
            respins: run.respins,
            progress: Progress { settled: position.settled, total: position.total },
            next,
            waits_for: view.waits(clock).into_iter().map(wait).collect(),
            notes: &run.notes,
            overrides: overrides(&run.overrides),
            steps: view.rows().into_iter().map(StepReport::new).collect(),
            timeline: has_timeline.then(|| EntryReport::all(view)),
        }
    }
}

impl<'a> StepReport<'a> {
    fn new(row: Row<'a>) -> Self {
        let record = row.record;
        let (how, proof, evidence) = match record.map(|record| &record.state) {
            Some(StepState::Done { how, proof, evidence }) => (Some(*how), Some(*proof), Some(evidence.as_str())),
            _ => (None, None, None),
        };
        let attempt = |attempt: &'a Attempt| AttemptReport {
            who: &attempt.who,
            began: attempt.began,
            ended: attempt.ended,
            milliseconds: attempt.milliseconds,
            end: Some(attempt.end.as_str()).filter(|end| !end.is_empty()),
        };
        Self {
            id: row.id,
            title: row.title,
            phase: row.phase,
            line: row.line,
            number: row.number,
            state: row.state,
            needs: row.needs,
            done_by: record.and_then(|record| record.done_by.as_deref()),
            when: record.and_then(|record| record.settled),
            how,
            proof,
            evidence: evidence.filter(|evidence| !evidence.is_empty()),
            reason: row.reason,
            by_condition: row.is_passed_over,
            until: record.and_then(|record| record.until),
            agreed: record.map(|record| record.agreed.as_slice()).unwrap_or_default(),
            agreements: record.map(agreements).unwrap_or_default(),
            reopened: record.map_or(0, |record| record.reopened),
            notes: record.map(|record| record.notes.as_slice()).unwrap_or_default(),
            overrides: record.map(|record| overrides(&record.overrides)).unwrap_or_default(),
            attempts: record.map(|record| record.attempts.iter().map(attempt).collect()).unwrap_or_default(),
        }
    }
}

fn agreements(record: &StepRecord) -> Vec<AgreementReport<'_>> {
    let asked = record.asked.last().map(|asked| asked.digest.as_str());
    let given = record.agreements.iter();
    given
        .map(|given| AgreementReport {
            is_current: asked == Some(given.digest.as_str()),
            by: &given.by,
            digest: &given.digest,
            when: given.when,
            comment: given.comment.as_deref(),
        })
        .collect()
}

fn overrides(overrides: &[(String, String)]) -> Vec<Override<'_>> {
    overrides.iter().map(|(check, reason)| Override { check, reason }).collect()
}
