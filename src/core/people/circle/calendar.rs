//! What a calendar says of circles and of check-ins. Nobody is named who is in a circle: a calendar goes round.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::core::calendar::{Event, Span, Status};
use crate::core::people::{Circle, Pairing, When, ZoneError, occurrences};

/// How long a check-in is taken to be, in minutes, where its hour is known.
const CHECK_IN: i64 = 30;

/// Returns the meetings of a circle from one day on to another, both included. `store` names the store for ever.
///
/// # Errors
///
/// Where nobody knows a time zone of it.
pub fn circle_events(circle: &Circle, store: &str, first: Date, last: Date) -> Result<Vec<Event>, ZoneError> {
    let about = if circle.projects.is_empty() { String::new() } else { format!(": {}", circle.projects.join(", ")) };
    let begun = circle.since.map_or(Timestamp::UNIX_EPOCH, start_of);
    let event = |one: crate::core::people::Occurrence| Event {
        uid: format!("circle-{}-{}@{store}", circle.name, one.week),
        stamp: circle.changed.unwrap_or(begun),
        sequence: circle.sequence,
        span: Span::Moments { start: one.start, end: one.end },
        summary: format!("{} ({})", circle.kind.title(), circle.name),
        description: format!("{}{about}", if circle.by_invitation { "By invitation" } else { "Open to all" }),
        location: circle.how.clone(),
        status: if one.is_cancelled { Status::Cancelled } else { Status::Confirmed },
    };
    Ok(occurrences(circle, first, last)?.into_iter().map(event).collect())
}

/// Returns the next check-in of two people; `None` where none was ever set. A pair has one event, which moves on.
pub fn check_in_event(pairing: &Pairing, store: &str) -> Option<Event> {
    let (mentor, mentee) = (pairing.mentor.to_lowercase(), pairing.mentee.to_lowercase());
    let (span, how, status) = match (&pairing.next_check_in, &pairing.ended) {
        (Some(next), None) => {
            let span = match next.when {
                When::Day(day) => Span::Days { first: day, last: day },
                When::Moment { at, .. } => {
                    Span::Moments { start: at, end: at.saturating_add(CHECK_IN.minutes()).unwrap_or(at) }
                }
            };
            (span, next.how.clone(), Status::Confirmed)
        }
        // There was one, and it is not to be.
        (_, Some(end)) if pairing.sequence > 0 => {
            (Span::Days { first: end.on, last: end.on }, String::new(), Status::Cancelled)
        }
        _ => return None,
    };
    Some(Event {
        uid: format!("check-in-{mentor}--{mentee}@{store}"),
        stamp: pairing.changed.unwrap_or_else(|| pairing.asked.map_or(Timestamp::UNIX_EPOCH, start_of)),
        sequence: pairing.sequence,
        span,
        summary: format!("Check-in of @{} and @{}", pairing.mentor, pairing.mentee),
        description: String::new(),
        location: how,
        status,
    })
}

/// Returns the moment at which a day begins, as UTC has it.
fn start_of(day: Date) -> Timestamp {
    day.to_zoned(TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::people::{CheckIn, CircleKind, Ending, Meeting, Stage};

    #[test]
    fn each_meeting_is_an_event_that_keeps_its_name() {
        let circle = Circle {
            name: "calls".to_owned(),
            kind: CircleKind::Triage,
            by_invitation: false,
            projects: vec!["octo/hello".to_owned()],
            members: vec!["mona".to_owned()],
            invited: Vec::new(),
            meeting: Some(Meeting {
                from: "2026-04-02".parse().unwrap(),
                time: "15:00".parse().unwrap(),
                timezone: "Europe/Lisbon".to_owned(),
                minutes: 60,
                ..Meeting::default()
            }),
            former: Vec::new(),
            how: "https://call.example".to_owned(),
            since: "2026-03-28".parse().ok(),
            until: None,
            sequence: 3,
            changed: None,
        };
        let (first, last) = ("2026-03-28".parse().unwrap(), "2026-04-09".parse().unwrap());
        let events = circle_events(&circle, "f00d", first, last).unwrap();
        let shown: Vec<_> = events.iter().map(|event| (event.uid.as_str(), event.stamp.to_string())).collect();
        let stamp = "2026-03-28T00:00:00Z".to_owned();
        assert_eq!(shown, [("circle-calls-2026-W14@f00d", stamp.clone()), ("circle-calls-2026-W15@f00d", stamp)]);
        assert_eq!(events[0].summary, "Triage office hours (calls)");
        assert!(!format!("{events:?}").contains("mona"));
    }

    #[test]
    fn a_pair_has_one_event_that_is_cancelled_when_it_ends() {
        let when = When::read("2026-04-02T15:00+01:00", &TimeZone::UTC).unwrap();
        let pairing = Pairing {
            mentor: "Mona".to_owned(),
            mentee: "kim".to_owned(),
            stage: Stage::Coaching,
            asked: "2026-03-01".parse().ok(),
            accepted: "2026-03-02".parse().ok(),
            ended: None,
            next_check_in: Some(CheckIn { when, how: "phone".to_owned() }),
            spent_minutes: None,
            sequence: 1,
            changed: None,
        };
        let event = check_in_event(&pairing, "f00d").unwrap();
        assert_eq!((event.uid.as_str(), event.status), ("check-in-mona--kim@f00d", Status::Confirmed));
        let ending = Ending { on: "2026-03-30".parse().unwrap(), reason: String::new() };
        let ended = Pairing { ended: Some(ending), next_check_in: None, sequence: 2, ..pairing.clone() };
        let cancelled = check_in_event(&ended, "f00d").unwrap();
        assert_eq!((cancelled.uid, cancelled.status, cancelled.sequence), (event.uid, Status::Cancelled, 2));
        assert_eq!(check_in_event(&Pairing { sequence: 0, ..ended }, "f00d"), None);
        assert_eq!(check_in_event(&Pairing { next_check_in: None, ..pairing }, "f00d"), None);
    }
}
