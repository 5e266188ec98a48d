//! When a circle meets: a time of day by the clock of one place, every week or every second one; each meeting is a moment
//! of its own, so that a change to summer time moves it for whoever lives elsewhere.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan as _};

use crate::core::people::{Circle, ZoneError, zone};
use crate::core::text::plural;

/// When a circle meets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    /// The first day; its day of the week is that of all.
    pub from: Date,
    /// When it begins, by the clock of `timezone`.
    pub time: Time,
    /// The time zone, as the time zone database names it.
    pub timezone: String,
    /// How often.
    pub every: Every,
    /// How long it takes, in minutes.
    pub minutes: u32,
}

/// How often a circle meets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Every {
    /// Each week.
    #[default]
    Week,
    /// Each second week.
    TwoWeeks,
}

/// A text that says no rhythm.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is none of 1w, 2w")]
pub struct EveryError(pub String);

/// One meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The week that it is the meeting of, as ISO 8601 counts it: `2026-W14`.
    pub week: String,
    /// When it begins.
    pub start: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// Whether it was to be, and is not any more.
    pub is_cancelled: bool,
}

impl Every {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Week => "1w",
            Self::TwoWeeks => "2w",
        }
    }

    /// Returns the days between two meetings.
    pub fn days(self) -> i32 {
        match self {
            Self::Week => 7,
            Self::TwoWeeks => 14,
        }
    }
}

impl FromStr for Every {
    type Err = EveryError;

    fn from_str(text: &str) -> Result<Self, EveryError> {
        match text {
            "1w" | "w" | "week" | "weekly" => Ok(Self::Week),
            "2w" | "biweekly" | "fortnight" => Ok(Self::TwoWeeks),
            _ => Err(EveryError(text.to_owned())),
        }
    }
}

/// Writes `Thursdays 15:00 Europe/Lisbon, 60 minutes`.
impl fmt::Display for Meeting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let every = if self.every == Every::TwoWeeks { "every second " } else { "" };
        let plural_ending = if self.every == Every::TwoWeeks { "" } else { "s" };
        let (day, time) = (self.from.strftime("%A"), self.time.strftime("%H:%M"));
        write!(
            formatter,
            "{every}{day}{plural_ending} {time} {}, {}",
            self.timezone,
            plural(self.minutes as usize, "minute")
        )
    }
}

impl Meeting {
    /// Returns the meetings from one day on to another, both included, by the calendar of its own place. A time that the
    /// clock leaves out is as much later; of one that it shows twice, it is the first.
    ///
    /// # Errors
    ///
    /// Where nobody knows its time zone.
    pub fn between(&self, first: Date, last: Date) -> Result<Vec<Occurrence>, ZoneError> {
        let zone = zone(&self.timezone)?;
        let days = self.every.days();
        let ahead = self.from.until(first).map_or(0, |span| span.get_days()).max(0);
        let skipped = (ahead + days - 1) / days * days;
        let mut day = self.from.saturating_add(skipped.days());
        let mut found = Vec::new();
        while day <= last {
            // The civil times of these years are all moments.
            if let Ok(start) = day.to_datetime(self.time).to_zoned(zone.clone()) {
                let start = start.timestamp();
                let week = day.iso_week_date();
                found.push(Occurrence {
                    week: format!("{:04}-W{:02}", week.year(), week.week()),
                    start,
                    end: start.saturating_add(i64::from(self.minutes).minutes()).unwrap_or(start),
                    is_cancelled: false,
                });
            }
            let Ok(next) = day.checked_add(days.days()) else { break };
            day = next;
        }
        Ok(found)
    }
}

/// Returns the meetings of a circle from one day on to another, both included, in their order; with those that were to be
/// before its time was changed or it came to its end, as cancelled.
///
/// # Errors
///
/// Where nobody knows a time zone of it.
pub fn occurrences(circle: &Circle, first: Date, last: Date) -> Result<Vec<Occurrence>, ZoneError> {
    let mut weeks: BTreeMap<String, Occurrence> = BTreeMap::new();
    let cancelled = |found: Vec<Occurrence>| found.into_iter().map(|one| Occurrence { is_cancelled: true, ..one });
    for former in &circle.former {
        weeks.extend(cancelled(former.between(first, last)?).map(|one| (one.week.clone(), one)));
    }
    if let Some(meeting) = &circle.meeting {
        let end = circle.until.map_or(last, |until| until.min(last));
        if circle.until.is_some() {
            weeks.extend(cancelled(meeting.between(first, last)?).map(|one| (one.week.clone(), one)));
        }
        weeks.extend(meeting.between(first, end)?.into_iter().map(|one| (one.week.clone(), one)));
    }
    let mut found: Vec<Occurrence> = weeks.into_values().collect();
    found.sort_by(|one, other| (one.start, &one.week).cmp(&(other.start, &other.week)));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::people::CircleKind;

    fn meeting(from: &str, every: Every) -> Meeting {
        Meeting {
            from: from.parse().unwrap(),
            time: "15:00".parse().unwrap(),
            timezone: "Europe/Lisbon".to_owned(),
            every,
            minutes: 60,
        }
    }

    fn shown(found: &[Occurrence]) -> Vec<String> {
        found
            .iter()
            .map(|one| format!("{} {}{}", one.week, one.start, if one.is_cancelled { " cancelled" } else { "" }))
            .collect()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn summer_time_moves_the_moment_and_not_the_clock() {
        let found = meeting("2026-03-19", Every::Week).between(day("2026-03-20"), day("2026-04-09")).unwrap();
        assert_eq!(
            shown(&found),
            ["2026-W13 2026-03-26T15:00:00Z", "2026-W14 2026-04-02T14:00:00Z", "2026-W15 2026-04-09T14:00:00Z"]
        );
        assert_eq!(found[0].end.to_string(), "2026-03-26T16:00:00Z");
        let found = meeting("2026-03-19", Every::TwoWeeks).between(day("2026-01-01"), day("2026-04-09")).unwrap();
        assert_eq!(shown(&found), ["2026-W12 2026-03-19T15:00:00Z", "2026-W14 2026-04-02T14:00:00Z"]);
        let nowhere = Meeting { timezone: "Mars/Base".to_owned(), ..meeting("2026-03-19", Every::Week) };
        assert!(nowhere.between(day("2026-01-01"), day("2026-04-09")).is_err());
        // On that day the clock goes from 01:00 to 02:00.
        let early = Meeting { time: "01:30".parse().unwrap(), ..meeting("2026-03-29", Every::Week) };
        let found = early.between(day("2026-03-29"), day("2026-03-29")).unwrap();
        assert_eq!(shown(&found), ["2026-W13 2026-03-29T01:30:00Z"]);
    }

    #[test]
    fn what_was_to_be_is_cancelled() {
        let circle = Circle {
            name: "calls".to_owned(),
            kind: CircleKind::PeerSupport,
            by_invitation: false,
            projects: Vec::new(),
            members: Vec::new(),
            invited: Vec::new(),
            meeting: Some(meeting("2026-04-01", Every::TwoWeeks)),
            former: vec![meeting("2026-03-19", Every::Week)],
            how: String::new(),
            since: None,
            until: Some(day("2026-04-14")),
            sequence: 2,
            changed: None,
        };
        // The meeting of a week moves, and keeps its name.
        assert_eq!(
            shown(&occurrences(&circle, day("2026-03-28"), day("2026-04-18")).unwrap()),
            [
                "2026-W14 2026-04-01T14:00:00Z",
                "2026-W15 2026-04-09T14:00:00Z cancelled",
                "2026-W16 2026-04-15T14:00:00Z cancelled",
            ]
        );
    }
}
