//! Calendar files: iCalendar, as RFC 5545 (<https://www.rfc-editor.org/rfc/rfc5545>) defines it.
//!
//! The crate `icalendar` writes the lines: it escapes texts and ends lines with CRLF. What it would make up by itself, the
//! time of writing and random names, is always given to it. Lines are folded here: version 0.17.17 of the crate forgets the
//! space before the last part of a folded line, which has 76 bytes then where 75 are allowed.

use icalendar::{Calendar as File, Component as _, Event as Written, EventLike as _, Property};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::core::calendar::{Calendar, Event, Span};
use crate::core::text::clean;

/// What names the program that wrote the file. Without a version: the file is to change only where its events do.
const PRODUCT: &str = "-//release-shepherd//shepherd//EN";

/// The longest line of a file without its end, in bytes (RFC 5545, 3.1).
const LONGEST: usize = 75;

/// What stands where a long line is folded.
const FOLD: &str = "\r\n ";

/// Returns a calendar as the text of an `.ics` file.
pub fn ics(calendar: &Calendar) -> String {
    let mut file = File::empty();
    file.append_property(("VERSION", "2.0"));
    file.append_property(("PRODID", PRODUCT));
    file.append_property(("CALSCALE", "GREGORIAN"));
    if !calendar.name.is_empty() {
        let name = clean(&calendar.name);
        // The crate escapes only what it knows to be a text, and it does not know RFC 7986.
        file.append_property(Property::new("NAME", &*name).add_parameter("VALUE", "TEXT").done());
        file.append_property(("X-WR-CALNAME", &*name));
    }
    file.extend(calendar.events.iter().map(written));
    // No text has a line end in it any more, so what looks like a fold is one.
    let unfolded = file.to_string().replace(FOLD, "");
    unfolded.split_terminator("\r\n").map(folded).collect()
}

/// Returns a line in parts that are short enough, with its end. No character is cut.
fn folded(line: &str) -> String {
    let mut text = String::with_capacity(line.len() + line.len() / LONGEST * FOLD.len() + 2);
    let (mut rest, mut room) = (line, LONGEST);
    while rest.len() > room {
        let boundary = (1..=room).rev().find(|place| rest.is_char_boundary(*place)).unwrap_or(room);
        let (part, behind) = rest.split_at(boundary);
        text.extend([part, FOLD]);
        // The space in front counts.
        (rest, room) = (behind, LONGEST - 1);
    }
    text.extend([rest, "\r\n"]);
    text
}

fn written(event: &Event) -> Written {
    let mut written = Written::with_uid(&clean(&event.uid));
    written.add_property("DTSTAMP", moment(event.stamp));
    written.sequence(event.sequence);
    written.add_property("STATUS", event.status.word());
    written.summary(&clean(&event.summary));
    let description = lines(&event.description);
    if !description.is_empty() {
        written.description(&description);
    }
    let location = clean(&event.location);
    if !location.is_empty() {
        written.location(&location);
    }
    match event.span {
        Span::Days { first, .. } => {
            written.append_property(day("DTSTART", first));
            if let Some(after) = event.span.day_after() {
                written.append_property(day("DTEND", after));
            }
            // Whoever has a duty is not away from everything else on those days.
            written.add_property("TRANSP", "TRANSPARENT");
        }
        Span::Moments { start, end } => {
            written.add_property("DTSTART", moment(start));
            // An end must be later than the start; without one the event takes no time.
            if end > start {
                written.add_property("DTEND", moment(end));
            }
        }
    }
    written
}

fn day(name: &str, day: Date) -> Property {
    Property::new(name, day.strftime("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
}

/// Returns a moment in UTC, which needs no definition of a time zone.
fn moment(moment: Timestamp) -> String {
    moment.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Returns a text of several lines without control characters, none of which a calendar file may hold.
fn lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(clean).collect();
    lines.join("\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::core::calendar::Status;

    fn event(summary: &str, description: &str) -> Event {
        Event {
            uid: "octo-hello-5.5.0@shepherd".to_owned(),
            stamp: "2026-03-28T09:00:00.25+02:00".parse().unwrap(),
            sequence: 2,
            span: Span::Days { first: "2026-04-02".parse().unwrap(), last: "2026-04-02".parse().unwrap() },
            summary: summary.to_owned(),
            description: description.to_owned(),
            location: String::new(),
            status: Status::Confirmed,
        }
    }

    fn calendar(events: Vec<Event>) -> Calendar {
        Calendar { name: "Releases, of octo/hello".to_owned(), events }
    }

    /// Returns the lines of a file as RFC 5545 (3.1) has them unfolded, or what is wrong with one. It shares nothing with
    /// the writer.
    fn unfolded(text: &str) -> Vec<String> {
        assert!(
            text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']),
            "an end of a line: {text:?}"
        );
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        }
        text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    /// Returns the value of a text property (RFC 5545, 3.3.11).
    fn value(text: &str, name: &str) -> String {
        let start = format!("{name}:");
        let found = unfolded(text).into_iter().find_map(|line| line.strip_prefix(&start).map(str::to_owned));
        let found = found.unwrap_or_default();
        let mut value = String::new();
        let mut rest = found.chars();
        while let Some(letter) = rest.next() {
            value.push(match letter {
                '\\' => match rest.next() {
                    Some('n' | 'N') => '\n',
                    Some(escaped) if r"\,;".contains(escaped) => escaped,
                    other => panic!("an escape of {other:?}"),
                },
                ',' | ';' => panic!("`{letter}` is not escaped: {found}"),
                other => other,
            });
        }
        value
    }

    #[test]
    fn a_calendar_is_written() {
        let long = "Zoë Ångström-Łukasiewicz (@zoe) releases octo/hello 5.5.0, with @kim at her side; 好き好き好き好き好き好き";
        let call = Event {
            uid: "call-20260409@shepherd".to_owned(),
            span: Span::Moments {
                start: "2026-04-09T15:00+02:00".parse().unwrap(),
                end: "2026-04-09T16:00+02:00".parse().unwrap(),
            },
            location: "https://call.example/a;b".to_owned(),
            status: Status::Cancelled,
            ..event("A call", "")
        };
        let text = ics(&calendar(vec![event(long, "Why: one; two, three\\\nAnd\tmore\u{1b}.\n"), call]));
        insta::assert_snapshot!(text.replace("\r\n", "\n"), @r"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//release-shepherd//shepherd//EN
        CALSCALE:GREGORIAN
        NAME;VALUE=TEXT:Releases\, of octo/hello
        X-WR-CALNAME:Releases\, of octo/hello
        BEGIN:VEVENT
        DESCRIPTION:Why: one\; two\, three\\\nAnd more.
        DTEND;VALUE=DATE:20260403
        DTSTAMP:20260328T070000Z
        DTSTART;VALUE=DATE:20260402
        SEQUENCE:2
        STATUS:CONFIRMED
        SUMMARY:Zoë Ångström-Łukasiewicz (@zoe) releases octo/hello 5.5.0\, wit
         h @kim at her side\; 好き好き好き好き好き好き
        TRANSP:TRANSPARENT
        UID:octo-hello-5.5.0@shepherd
        END:VEVENT
        BEGIN:VEVENT
        DTEND:20260409T140000Z
        DTSTAMP:20260328T070000Z
        DTSTART:20260409T130000Z
        LOCATION:https://call.example/a\;b
        SEQUENCE:2
        STATUS:CANCELLED
        SUMMARY:A call
        UID:call-20260409@shepherd
        END:VEVENT
        END:VCALENDAR
        ");
        assert_eq!(value(&text, "SUMMARY"), long);
        assert_eq!(value(&text, "DESCRIPTION"), "Why: one; two, three\\\nAnd more.");
    }

    #[test]
    fn what_takes_no_time_has_no_end() {
        let at = "2026-04-09T15:00Z".parse().unwrap();
        let text = ics(&calendar(vec![Event { span: Span::Moments { start: at, end: at }, ..event("A moment", "") }]));
        assert!(text.contains("DTSTART:20260409T150000Z\r\n") && !text.contains("DTEND"), "{text}");
    }

    proptest! {
        /// Nothing of a text is lost, whatever it holds, and no line is longer than 75 bytes.
        #[test]
        fn any_text_is_read_again(summary in "\\PC{0,120}", description in "([\\PC\\n\\r\\t,;:\\\\\"]|[ ]{60,90}|[ä好😀]{20,40}){0,60}") {
            let event = event(&summary, &description);
            let text = ics(&calendar(vec![event.clone()]));
            prop_assert_eq!(value(&text, "SUMMARY"), clean(&event.summary).into_owned());
            prop_assert_eq!(value(&text, "DESCRIPTION"), lines(&event.description));
            prop_assert_eq!(ics(&calendar(vec![event])), text);
        }
    }
}
