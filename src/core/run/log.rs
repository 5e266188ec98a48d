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
    /// A newer version of this program wrote something down that this one does not know.
    #[error("line {line} of the log of this run says what this version of shepherd does not know: {reason}")]
    NewerEvent {
        /// The line.
        line: usize,
        /// What the reader says.
        reason: String,
    },
}

impl From<LogError> for Failure {
    fn from(error: LogError) -> Self {
        if let LogError::Newer { .. } | LogError::NewerEvent { .. } = error {
            return Self::new(Kind::Refused, error.to_string())
                .hint("install a newer version of shepherd; nothing was changed");
        }
        Self::new(Kind::Input, error.to_string())
            .hint("nothing was changed; each event is a commit of `refs/shepherd/store`: look at its history with `git log -p refs/shepherd/store`")
            .hint("other runs lie there too, so do not move it back: begin this one under another version, or have its one file mended by somebody who knows git, in a new commit")
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

/// An event whose content is not looked at.
#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "id")]
    _id: String,
    #[serde(rename = "writer")]
    _writer: String,
    #[serde(rename = "sequence")]
    _sequence: u64,
    #[serde(rename = "who")]
    _who: String,
    #[serde(rename = "when")]
    _when: jiff::Timestamp,
    what: serde_json::Value,
}

/// Returns why a line is no event: a newer version of this program knows more kinds of them.
fn no_event(line: usize, text: &str, error: &serde_json::Error) -> LogError {
    let content = serde_json::from_str::<Envelope>(text).ok().map(|envelope| envelope.what);
    let reason = content.and_then(|what| serde_json::from_value::<What>(what).err()).map(|error| error.to_string());
    match reason.as_deref().and_then(|reason| reason.split_once(", expected")) {
        Some((unknown, _)) if unknown.starts_with("unknown variant") => {
            LogError::NewerEvent { line, reason: unknown.to_owned() }
        }
        _ => LogError::Damaged { line, reason: error.to_string() },
    }
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
        let event: Event = serde_json::from_str(line).map_err(|error| no_event(line_number, line, &error))?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::run::tests::{done, events, procedure, start, step};

    #[test]
    fn what_a_newer_version_wrote_is_not_damaged() {
        let procedure = procedure(vec![step("a")]);
        let text: String = events([start(&procedure), done("a")]).iter().map(write).collect();
        let kind = read(&text.replacen("\"what\":{\"done\":", "\"what\":{\"dreamt\":", 1)).unwrap_err();
        let reason = "unknown variant `dreamt`".to_owned();
        assert_eq!(kind, LogError::NewerEvent { line: 2, reason });
        assert_eq!(Failure::from(kind).kind, Kind::Refused);
        let word = read(&text.replacen("by-hand", "by-telepathy", 1)).unwrap_err();
        assert!(matches!(word, LogError::NewerEvent { line: 2, .. }), "{word}");
        // Without its envelope it is no event at all.
        let line = text.lines().next().unwrap().to_owned() + "\n{\"what\":\"dreamt\"}\n";
        assert!(matches!(read(&line).unwrap_err(), LogError::Damaged { line: 2, .. }));
        let field = read(&text.replacen("\"how\"", "\"hew\"", 1)).unwrap_err();
        assert!(matches!(field, LogError::Damaged { line: 2, .. }), "{field}");
    }
}
