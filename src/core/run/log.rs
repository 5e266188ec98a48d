//! The text of a run's log: one event a line, as JSON (<https://jsonlines.org>).

use serde::Deserialize;
use thiserror::Error;

use crate::core::run::event::{Event, What};
use crate::failure::{Failure, Kind};

/// The format of the logs that this program writes. One that is newer is not written to.
pub const FORMAT: u32 = 1;

/// Why a log could not be read. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LogError {
    /// It holds nothing at all.
    #[error("the log of this run is empty")]
    Empty,
    /// It was cut off.
    #[error("the log of this run ends in the middle of line {line}")]
    Truncated {
        /// The line.
        line: usize,
    },
    /// A line is no event.
    #[error("line {line} of the log of this run is damaged: {reason}")]
    Damaged {
        /// The line.
        line: usize,
        /// What the reader says.
        reason: String,
    },
    /// An event is missing, or there twice.
    #[error("line {line} of the log of this run is event {found} of its writer, and {expected} was expected")]
    OutOfOrder {
        /// The line.
        line: usize,
        /// The sequence number that is there.
        found: u64,
        /// The one that should be.
        expected: u64,
    },
    /// It does not begin with the start of a run.
    #[error("the log of this run does not begin with its start")]
    NoStart,
    /// It was written by a newer version of this program.
    #[error("the log of this run has the format {found}, and this version of shepherd knows up to {FORMAT}")]
    Newer {
        /// The format that it has.
        found: u64,
    },
}

impl From<LogError> for Failure {
    fn from(error: LogError) -> Self {
        if let LogError::Newer { .. } = error {
            return Self::new(Kind::Refused, error.to_string())
                .hint("install a newer version of shepherd; nothing was changed");
        }
        Self::new(Kind::Input, error.to_string())
            .hint("nothing was changed; each event is a commit of `refs/shepherd/store`: look at its history with `git log -p refs/shepherd/store`")
            .hint("go back to the last good state with `git update-ref refs/shepherd/store COMMIT`, or begin anew under another version")
    }
}

/// Enough of a first line to tell the format of what follows.
#[derive(Deserialize)]
struct Head {
    what: HeadWhat,
}

#[derive(Deserialize)]
struct HeadWhat {
    started: HeadStart,
}

#[derive(Deserialize)]
struct HeadStart {
    format: u64,
}

/// Says whether a newer version of this program wrote a log.
pub fn is_newer(text: &str) -> bool {
    text.lines().next().and_then(format).is_some_and(|found| found > u64::from(FORMAT))
}

/// Returns the format that a first line tells, `None` where it is none.
fn format(first: &str) -> Option<u64> {
    serde_json::from_str::<Head>(first).ok().map(|head| head.what.started.format)
}

/// Returns the events of a log, in order.
pub fn read(text: &str) -> Result<Vec<Event>, LogError> {
    let Some(first) = text.lines().next() else { return Err(LogError::Empty) };
    // A newer format may hold events that are not known here, so it is looked at before anything else.
    if let Some(found) = format(first).filter(|found| *found > u64::from(FORMAT)) {
        return Err(LogError::Newer { found });
    }
    if !text.ends_with('\n') {
        return Err(LogError::Truncated { line: text.lines().count() });
    }
    let mut events: Vec<Event> = Vec::new();
    let mut sequences = std::collections::BTreeMap::new();
    for (place, line) in text.lines().enumerate() {
        let line_number = place + 1;
        let event: Event = serde_json::from_str(line)
            .map_err(|error| LogError::Damaged { line: line_number, reason: error.to_string() })?;
        let last: &mut u64 = sequences.entry(event.writer.clone()).or_insert(0);
        let expected = last.saturating_add(1);
        if event.sequence != expected {
            return Err(LogError::OutOfOrder { line: line_number, found: event.sequence, expected });
        }
        *last = expected;
        let is_start = matches!(event.what, What::Started(_));
        if is_start != events.is_empty() {
            return Err(LogError::NoStart);
        }
        events.push(event);
    }
    Ok(events)
}

/// Returns the line of an event, with its line end.
pub fn write(event: &Event) -> String {
    // Serialising cannot fail: all keys are texts, and nothing in it has a serialiser of its own.
    serde_json::to_string(event).map(|line| line + "\n").unwrap_or_default()
}
