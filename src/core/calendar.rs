//! What a calendar holds, as values: no clock and no file format.

use jiff::Timestamp;
use jiff::civil::Date;

/// A calendar with its events, in the order in which they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// What calendar programs call it.
    pub name: String,
    /// The events.
    pub events: Vec<Event>,
}

/// One event. Nothing in it may depend on when the calendar is written, so that a calendar that did not change is the same
/// bytes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What names the event for ever, in all calendars: `ID@HOST`.
    pub uid: String,
    /// When the event was changed last.
    pub stamp: Timestamp,
    /// How often the event was changed since it was first seen (RFC 5545, 3.8.7.4).
    pub sequence: u32,
    /// When it takes place.
    pub span: Span,
    /// What it is, in a few words.
    pub summary: String,
    /// More of it, over one or more lines; may be empty.
    pub description: String,
    /// Where it takes place: a room, or the address of a call; may be empty.
    pub location: String,
    /// Whether it takes place.
    pub status: Status,
}

/// When an event takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Whole days, wherever people are.
    Days {
        /// The first day.
        first: Date,
        /// The last day, which still belongs to it.
        last: Date,
    },
    /// From one moment to another.
    Moments {
        /// The moment at which it begins.
        start: Timestamp,
        /// The moment at which it ends; where that is not later than `start`, it takes no time.
        end: Timestamp,
    },
}

/// Whether an event takes place (RFC 5545, 3.8.1.11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nobody agreed to it yet.
    Tentative,
    /// It takes place.
    Confirmed,
    /// It does not. It stays in the calendar, since a calendar program keeps what it is not told of.
    Cancelled,
}

impl Span {
    /// Returns the day after the last one, with which whole days end in a calendar file (RFC 5545, 3.6.1: the end does not
    /// belong to the event); `None` for moments, and at the end of time.
    pub fn day_after(&self) -> Option<Date> {
        match self {
            Self::Days { first, last } => (*last).max(*first).tomorrow().ok(),
            Self::Moments { .. } => None,
        }
    }
}

impl Status {
    /// Returns the word for it in calendar files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tentative => "TENTATIVE",
            Self::Confirmed => "CONFIRMED",
            Self::Cancelled => "CANCELLED",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_end_with_the_day_after() {
        let days = |first: &str, last: &str| Span::Days { first: first.parse().unwrap(), last: last.parse().unwrap() };
        let cases = [
            (days("2026-04-02", "2026-04-02"), "2026-04-03"),
            (days("2026-02-20", "2026-02-28"), "2026-03-01"),
            (days("2026-04-02", "2026-04-01"), "2026-04-03"),
        ];
        for (span, after) in cases {
            assert_eq!(span.day_after(), Some(after.parse().unwrap()));
        }
        assert_eq!(days("9999-12-31", "9999-12-31").day_after(), None);
        let (start, end) = (Timestamp::UNIX_EPOCH, Timestamp::UNIX_EPOCH);
        assert_eq!(Span::Moments { start, end }.day_after(), None);
    }
}
