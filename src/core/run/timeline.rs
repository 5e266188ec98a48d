//! When each step started and ended, who did it, and what it waited for.

use jiff::{SignedDuration, Timestamp};

use crate::core::run::event::{Event, Outcome, What};

/// One stretch of time of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The identity of the step; `None` for what concerns the run as a whole.
    pub step: Option<String>,
    /// When it started: when its commands began, else when the one before it was settled.
    pub started: Timestamp,
    /// When it ended; `None` while it goes on.
    pub ended: Option<Timestamp>,
    /// Who did it: a login.
    pub who: String,
    /// How it ended: `done`, `failed (exit code 1)`, `skipped: …`, `paused`.
    pub what: String,
    /// What it waited for. Empty where it did not wait.
    pub waited_for: Vec<Waited>,
    /// How long its commands ran, in milliseconds, all attempts together.
    pub milliseconds: u64,
}

/// What a step waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waited {
    /// Another try, after commands that did not end well.
    AnotherTry {
        /// How they ended: `exit code 1`.
        after: String,
    },
    /// A built-in check that did not hold, or could not be made.
    Check(String),
    /// The mentor, who was asked to look.
    Mentor,
    /// A time to come.
    Time(Timestamp),
}

/// Returns a length of time in its two largest units: `2 d 3 h`, `5 min`, `12 s`.
///
/// ```
/// use jiff::SignedDuration;
/// use release_shepherd::core::run::length;
///
/// assert_eq!(length(SignedDuration::from_secs(7_500)), "2 h 5 min");
/// ```
pub fn length(time: SignedDuration) -> String {
    let seconds = time.as_secs().max(0);
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

/// Returns the timeline of a run, in the order in which things ended; what goes on stands last.
pub fn timeline(events: &[Event]) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut open: Vec<Entry> = Vec::new();
    // A step that is done by hand has no beginning of its own: it started when the one before it was settled.
    let mut free_since = events.first().map(|event| event.when);
    for event in events {
        let since = free_since.unwrap_or(event.when);
        match &event.what {
            What::Began { step, .. } => {
                // A try that failed before belongs to it.
                update(&mut open, event, step, event.when, |entry| "goes on".clone_into(&mut entry.what));
            }
            What::Ended { step, milliseconds, code, end, .. } => {
                update(&mut open, event, step, since, |entry| {
                    entry.milliseconds = entry.milliseconds.saturating_add(*milliseconds);
                    if *code != Some(0) {
                        let words = end.clone().or_else(|| code.map(|code| format!("exit code {code}")));
                        let after = words.unwrap_or_else(|| "a signal".to_owned());
                        entry.what = format!("failed ({after})");
                        entry.waited_for.push(Waited::AnotherTry { after });
                    }
                });
            }
            What::Checked { step, check, outcome, .. } if *outcome != Outcome::Holds && !step.is_empty() => {
                update(&mut open, event, step, since, |entry| {
                    let waited = Waited::Check(check.clone());
                    if !entry.waited_for.contains(&waited) {
                        entry.waited_for.push(waited);
                    }
                });
            }
            What::MentorAsked { step } | What::SignOffAsked { step, .. } => {
                update(&mut open, event, step, since, |entry| entry.waited_for.push(Waited::Mentor));
            }
            What::Waiting { step, until, .. } => {
                update(&mut open, event, step, since, |entry| entry.waited_for.push(Waited::Time(*until)));
            }
            What::Done { step, .. } => close(&mut open, &mut entries, event, step, since, "done".to_owned()),
            What::Skipped { step, reason, by_condition: false } => {
                close(&mut open, &mut entries, event, step, since, format!("skipped: {reason}"));
            }
            What::Reopened { step, reason } => {
                put_aside(&mut open, &mut entries, event, std::slice::from_ref(step));
                entries.push(Entry { step: Some(step.clone()), ..whole(event, &format!("opened again: {reason}")) });
            }
            What::Undone { step } => {
                put_aside(&mut open, &mut entries, event, std::slice::from_ref(step));
                entries.push(Entry { step: Some(step.clone()), ..whole(event, "taken back") });
            }
            What::Targeted { commit, reason } => {
                let short = commit.get(..12).unwrap_or(commit);
                entries.push(whole(event, &format!("aimed at {short}: {reason}")));
            }
            What::ChecklistChanged { .. } => entries.push(whole(event, "the checklist changed")),
            What::Followed { file, procedure } => {
                entries.push(whole(event, &format!("follows \"{procedure}\" of {file}")));
            }
            What::PeopleChanged { .. } => entries.push(whole(event, "other people take part")),
            What::BegunAgain(_) => entries.push(whole(event, "begun anew")),
            What::Paused => entries.push(whole(event, "paused")),
            What::Resumed => entries.push(whole(event, "resumed")),
            What::TakenOver { reason } => entries.push(whole(event, &format!("taken over: {reason}"))),
            What::HandedOver { to, note } if note.is_empty() => entries.push(whole(event, &format!("handed to @{to}"))),
            What::HandedOver { to, note } => entries.push(whole(event, &format!("handed to @{to}: {note}"))),
            What::LookedAgain { contradicted, .. } if contradicted.is_empty() => {
                entries.push(whole(event, "what is done was looked at again"));
            }
            What::LookedAgain { contradicted, .. } => {
                let steps = contradicted.join(", ");
                entries.push(whole(event, &format!("looked at again; does not look done: {steps}")));
            }
            What::SignedOff { step, by, .. } => {
                entries.push(Entry { step: Some(step.clone()), ..whole(event, &format!("agreed to by @{by}")) });
            }
            What::Mirrored { url, .. } => entries.push(whole(event, &format!("mirrored in {url}"))),
            What::Respun { steps, reason } => {
                put_aside(&mut open, &mut entries, event, steps);
                entries.push(whole(event, &format!("begun again: {reason}")));
            }
            What::Renamed { from, to, .. } => entries.push(whole(event, &format!("renamed from {from} to {to}"))),
            What::Recorded { tag } => entries.push(whole(event, &format!("recorded as {tag}"))),
            What::Abandoned { reason } => entries.push(whole(event, &format!("given up: {reason}"))),
            What::Finished => entries.push(whole(event, "finished")),
            _ => {}
        }
        if matches!(
            event.what,
            What::Done { .. } | What::Skipped { .. } | What::Resumed | What::Respun { .. } | What::Started(_)
        ) {
            free_since = Some(event.when);
        }
    }
    if matches!(events.last(), Some(Event { what: What::Abandoned { .. } | What::Finished, .. })) {
        for entry in &mut open {
            "left open".clone_into(&mut entry.what);
        }
    }
    entries.append(&mut open);
    entries
}

fn entry_of<'a>(open: &'a mut [Entry], step: &str) -> Option<&'a mut Entry> {
    open.iter_mut().find(|entry| entry.step.as_deref() == Some(step))
}

fn started(event: &Event, step: &str, started: Timestamp) -> Entry {
    Entry {
        step: Some(step.to_owned()),
        started,
        ended: None,
        who: event.who.clone(),
        what: "goes on".to_owned(),
        waited_for: Vec::new(),
        milliseconds: 0,
    }
}

/// Changes the entry of a step that goes on, which begins here where there is none.
fn update(open: &mut Vec<Entry>, event: &Event, step: &str, since: Timestamp, change: impl FnOnce(&mut Entry)) {
    if let Some(entry) = entry_of(open, step) {
        change(entry);
        return;
    }
    let mut entry = started(event, step, since);
    change(&mut entry);
    open.push(entry);
}

fn close(open: &mut Vec<Entry>, entries: &mut Vec<Entry>, event: &Event, step: &str, since: Timestamp, what: String) {
    let place = open.iter().position(|entry| entry.step.as_deref() == Some(step));
    let mut entry = place.map_or_else(|| started(event, step, since), |place| open.remove(place));
    entry.ended = Some(event.when);
    entry.who.clone_from(&event.who);
    entry.what = what;
    entries.push(entry);
}

/// Ends what goes on of steps that are to be done once more.
fn put_aside(open: &mut Vec<Entry>, entries: &mut Vec<Entry>, event: &Event, steps: &[String]) {
    for mut entry in open.extract_if(.., |entry| entry.step.as_ref().is_some_and(|step| steps.contains(step))) {
        entry.ended = Some(event.when);
        entry.what = match entry.what.as_str() {
            "goes on" => "put aside".to_owned(),
            ended => format!("{ended}, put aside"),
        };
        entries.push(entry);
    }
}

fn whole(event: &Event, what: &str) -> Entry {
    Entry { step: None, ended: Some(event.when), what: what.to_owned(), ..started(event, "", event.when) }
}
