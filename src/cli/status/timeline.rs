//! When each step started and ended, for people and for programs.

use std::fmt::Write as _;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::cli::status::time::Local;
use crate::cli::status::view::View;
use crate::cli::table::named_table;
use crate::core::run::{Entry, Waited, known_steps, length, timeline};
use crate::core::text::{clean, shorten};
use crate::core::tone::Tone;

/// A title is cut at this many characters.
const WIDTH: usize = 40;

/// Returns a table for each run.
pub(super) fn text(views: &[View<'_>], clock: &Local) -> String {
    let mut text = String::new();
    for view in views {
        if !text.is_empty() {
            text.push('\n');
        }
        if views.len() > 1 {
            let _ = writeln!(text, "{}", Tone::Title.of(clean(&view.run().version)));
        }
        let zone = clock.zone();
        let head = ["step", &format!("started ({zone})"), "ended", "took", "ran", "who", "how it ended", "waited for"];
        let mut rows = vec![head.map(str::to_owned)];
        rows.extend(timeline(&view.found.events).iter().map(|entry| row(view, entry, clock)));
        for line in named_table(&rows) {
            let _ = writeln!(text, "{line}");
        }
    }
    text
}

fn row(view: &View<'_>, entry: &Entry, clock: &Local) -> [String; 8] {
    let started = clock.minute(entry.started);
    // On the same day the time says enough.
    let ended = entry.ended.map(clock_of(clock, &started)).unwrap_or_default();
    let took = entry.ended.filter(|_| entry.step.is_some()).map(|ended| length(ended.duration_since(entry.started)));
    let waited: Vec<String> = entry.waited_for.iter().map(|waited| words(waited, clock)).collect();
    let ran = SignedDuration::from_millis(i64::try_from(entry.milliseconds).unwrap_or(i64::MAX));
    [
        entry.step.as_deref().map(|id| shorten(&clean(title(view, id)), WIDTH).into_owned()).unwrap_or_default(),
        started,
        ended,
        took.unwrap_or_default(),
        if entry.milliseconds == 0 { String::new() } else { length(ran) },
        format!("@{}", clean(&entry.who)),
        clean(&entry.what).into_owned(),
        waited.join(", "),
    ]
}

fn clock_of<'a>(clock: &'a Local, started: &'a str) -> impl Fn(Timestamp) -> String + 'a {
    move |ended| {
        let ended = clock.minute(ended);
        match (started.split_once(' '), ended.split_once(' ')) {
            (Some((day, _)), Some((last, time))) if day == last => time.to_owned(),
            _ => ended,
        }
    }
}

fn title<'a>(view: &'a View<'_>, id: &'a str) -> &'a str {
    known_steps(&view.found.events).get(id).map_or(id, |step| &step.title)
}

fn words(waited: &Waited, clock: &Local) -> String {
    match waited {
        Waited::AnotherTry { after } => format!("another try after {}", clean(after)),
        Waited::Check(check) => clean(check).into_owned(),
        Waited::Mentor => "the mentor".to_owned(),
        Waited::Time(until) => format!("{} to come", clock.minute(*until)),
    }
}

/// A stretch of time, for programs.
#[derive(Debug, Serialize)]
pub(super) struct EntryReport {
    step: Option<String>,
    started: Timestamp,
    ended: Option<Timestamp>,
    who: String,
    end: String,
    waited_for: Vec<String>,
    milliseconds: u64,
}

impl EntryReport {
    /// Returns the timeline of a run.
    pub(super) fn all(view: &View<'_>) -> Vec<Self> {
        let waited = |waited: &Waited| match waited {
            Waited::AnotherTry { after } => format!("another try after {after}"),
            Waited::Check(check) => check.clone(),
            Waited::Mentor => "the mentor".to_owned(),
            Waited::Time(until) => until.to_string(),
        };
        let entry = |entry: Entry| Self {
            waited_for: entry.waited_for.iter().map(waited).collect(),
            step: entry.step,
            started: entry.started,
            ended: entry.ended,
            who: entry.who,
            end: entry.what,
            milliseconds: entry.milliseconds,
        };
        timeline(&view.found.events).into_iter().map(entry).collect()
    }
}
