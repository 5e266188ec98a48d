//! When two people talk next, and how.

use std::fmt;

use jiff::civil::Date;
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan as _};

use crate::failure::{Failure, Kind};

/// The last time zone in which a day ends, in hours.
const LAST_ZONE: i8 = -12;

/// The next time that a mentor and a mentee talk. Both must always know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckIn {
    /// When.
    pub when: When,
    /// How: `video call`, an address, …; may be empty.
    pub how: String,
}

/// A moment, or a whole day on which the hour is left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A day, wherever people are.
    Day(Date),
    /// A moment, as a clock with that offset from UTC shows it.
    Moment {
        /// The moment.
        at: Timestamp,
        /// The offset of the clock.
        offset: Offset,
    },
}

/// A text that says neither a moment nor a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither a day nor a moment")]
pub struct WhenError(pub String);

impl From<WhenError> for Failure {
    fn from(error: WhenError) -> Self {
        Self::new(Kind::Usage, error.to_string()).hint(
            "write a day as `2028-04-06`, a moment as `2028-04-06T15:00` by your own clock, or as \
             `2028-04-06T15:00+01:00` by that of a time zone",
        )
    }
}

/// Writes `2026-04-02 15:00 +01:00`, or `2026-04-02`.
impl fmt::Display for When {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(formatter),
            Self::Moment { at, offset } => {
                let shown = at.to_zoned(offset.to_time_zone()).strftime("%Y-%m-%d %H:%M %:z").to_string();
                formatter.write_str(&shown)
            }
        }
    }
}

impl When {
    /// Reads a day, a moment with an offset, or one without, which is by the clock of `zone`.
    pub fn read(text: &str, zone: &TimeZone) -> Result<Self, WhenError> {
        let fails = || WhenError(text.to_owned());
        // As it is shown, too: `2026-04-02 15:00 +01:00`.
        let joined = text.trim().replacen(' ', "T", 1).replace(' ', "");
        let pieces = Pieces::parse(&joined).map_err(|_| fails())?;
        let (day, Some(time)) = (pieces.date(), pieces.time()) else { return Ok(Self::Day(pieces.date())) };
        let zone = pieces.to_numeric_offset().map_or_else(|| zone.clone(), Offset::to_time_zone);
        let zoned = day.to_datetime(time).to_zoned(zone).map_err(|_| fails())?;
        Ok(Self::Moment { at: zoned.timestamp(), offset: zoned.offset() })
    }

    /// Returns it as TOML and RFC 3339 have it: `2026-04-02T15:00:00+01:00`, or `2026-04-02`.
    pub fn to_rfc3339(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Moment { at, offset } => {
                at.to_zoned(offset.to_time_zone()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
            }
        }
    }

    /// Says whether it is over. A day is over when it has ended everywhere.
    pub fn is_past(&self, now: Timestamp) -> bool {
        let end = match self {
            Self::Moment { at, .. } => Some(*at),
            Self::Day(day) => {
                let next = day.checked_add(1.day()).ok();
                next.and_then(|next| Offset::constant(LAST_ZONE).to_timestamp(next.at(0, 0, 0, 0)).ok())
            }
        };
        end.is_some_and(|end| end <= now)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn zone() -> TimeZone {
        TimeZone::fixed(Offset::constant(2))
    }

    fn now(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn days_and_moments_are_read() {
        let cases = [
            ("2026-04-02", "2026-04-02", "2026-04-02"),
            ("2026-04-02T15:00:00+01:00", "2026-04-02 15:00 +01:00", "2026-04-02T15:00:00+01:00"),
            ("2026-04-02 15:00 +01:00", "2026-04-02 15:00 +01:00", "2026-04-02T15:00:00+01:00"),
            ("2026-04-02T15:00-0330", "2026-04-02 15:00 -03:30", "2026-04-02T15:00:00-03:30"),
            ("2026-04-02T15:00Z", "2026-04-02 15:00 +00:00", "2026-04-02T15:00:00+00:00"),
            ("2026-04-02T15:00", "2026-04-02 15:00 +02:00", "2026-04-02T15:00:00+02:00"),
            (" 2026-04-02 15:00 ", "2026-04-02 15:00 +02:00", "2026-04-02T15:00:00+02:00"),
        ];
        for (text, shown, stored) in cases {
            let when = When::read(text, &zone()).unwrap();
            assert_eq!((when.to_string().as_str(), when.to_rfc3339().as_str()), (shown, stored), "{text}");
            assert_eq!(When::read(&when.to_string(), &zone()), Ok(when));
        }
        for text in ["", "tomorrow", "15:00", "2026-02-30", "2026-04-02T25:00", "2026-04-02 15:00 +99:00", "2.4.2026"] {
            assert_eq!(When::read(text, &zone()), Err(WhenError(text.to_owned())));
        }
    }

    #[test]
    fn a_day_is_over_when_it_has_ended_everywhere() {
        let day = When::read("2026-04-02", &zone()).unwrap();
        assert!(!day.is_past(now("2026-04-03T11:59:59Z")) && day.is_past(now("2026-04-03T12:00:00Z")));
        let moment = When::read("2026-04-02T15:00+01:00", &zone()).unwrap();
        assert!(!moment.is_past(now("2026-04-02T13:59:59Z")) && moment.is_past(now("2026-04-02T14:00:00Z")));
        assert!(!When::Day(Date::MAX).is_past(now("2026-04-02T14:00:00Z")));
    }

    proptest! {
        #[test]
        fn what_is_stored_is_read_again(seconds in -10_000_000_000_i64..100_000_000_000, minutes in -1439_i32..1439) {
            let (at, offset) = (Timestamp::from_second(seconds).unwrap(), Offset::from_seconds(minutes * 60).unwrap());
            let when = When::Moment { at, offset };
            prop_assert_eq!(When::read(&when.to_rfc3339(), &zone()), Ok(when));
        }
    }
}
