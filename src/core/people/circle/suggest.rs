//! Who could meet with whom, and when: a time of the week at which people in different places are all awake, on every
//! meeting of the weeks to come.

use std::collections::BTreeMap;
use std::str::FromStr;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::core::people::circle::overlap::waking_hours;
use crate::core::people::{Every, Meeting};

/// Meetings are proposed at the full and the half hour.
const STEP: i32 = 30;

/// The days of the week on which a meeting may be, the middle of the week first: there the weekend of nobody is near.
const DAYS: [Weekday; 5] = [Weekday::Wednesday, Weekday::Tuesday, Weekday::Thursday, Weekday::Monday, Weekday::Friday];

/// Somebody who would like to meet others.
#[derive(Clone, Debug)]
pub struct Attendee {
    /// The login.
    pub login: String,
    /// Where their clock is.
    pub zone: TimeZone,
}

/// The hours of a day in which people may be asked to a call, by their own clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waking {
    /// The first hour.
    pub from: i8,
    /// The hour at which it ends, at most 24.
    pub until: i8,
}

/// A text that says no hours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no stretch of hours of one day")]
pub struct WakingError(pub String);

/// A time at which several people could meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// When.
    pub meeting: Meeting,
    /// Who, and what their clocks show when it begins; more than one time where summer time changes it.
    pub people: Vec<(String, Vec<Time>)>,
}

impl Default for Waking {
    fn default() -> Self {
        Self { from: 8, until: 22 }
    }
}

/// Reads `8-22`.
impl FromStr for Waking {
    type Err = WakingError;

    fn from_str(text: &str) -> Result<Self, WakingError> {
        let hours = text.split_once('-').and_then(|(from, until)| Some((from.parse().ok()?, until.parse().ok()?)));
        match hours {
            Some((from, until)) if (0..until).contains(&from) && until <= 24 => Ok(Self { from, until }),
            _ => Err(WakingError(text.to_owned())),
        }
    }
}

/// Returns how the people could meet: the time that suits most of them, by the clock of one of their places; then that
/// which suits most of the others, and so on; and the logins of those who are left alone. All that is said holds for every
/// meeting in so many weeks from `first` on. At equal numbers, the time is that at which nobody has to be up early or late.
pub fn suggest(
    people: &[Attendee],
    waking: Waking,
    minutes: u32,
    first: Date,
    weeks: i32,
) -> (Vec<Suggestion>, Vec<String>) {
    let candidates = candidates(people, waking, minutes, first, weeks);
    let hours: Vec<Hours<'_>> = people.iter().map(|person| Hours::of(person, waking, first, weeks)).collect();
    let mut open: Vec<&Hours<'_>> = hours.iter().collect();
    let mut found = Vec::new();
    while open.len() > 1 {
        let best = candidates
            .iter()
            .enumerate()
            .map(|(order, candidate)| {
                let suits: Vec<(&Hours<'_>, i64)> =
                    open.iter().filter_map(|hours| Some((*hours, hours.strain(&candidate.moments)?))).collect();
                let worst = suits.iter().map(|(_, strain)| *strain).max().unwrap_or_default();
                (suits, worst, order, candidate)
            })
            .min_by_key(|(suits, worst, order, _)| (usize::MAX - suits.len(), *worst, *order));
        let Some((suits, _, _, candidate)) = best.filter(|(suits, ..)| suits.len() > 1) else { break };
        let logins: Vec<&str> = suits.iter().map(|(hours, _)| hours.person.login.as_str()).collect();
        found.push(Suggestion {
            meeting: candidate.meeting.clone(),
            people: suits.iter().map(|(hours, _)| hours.clocks(&candidate.moments)).collect(),
        });
        open.retain(|hours| !logins.contains(&hours.person.login.as_str()));
    }
    (found, open.iter().map(|hours| hours.person.login.clone()).collect())
}

/// A time that may be proposed, with its moments.
struct Candidate {
    meeting: Meeting,
    moments: Vec<(Timestamp, Timestamp)>,
}

/// Returns each time that may be proposed, in the order of preference at equal worth.
fn candidates(people: &[Attendee], waking: Waking, minutes: u32, first: Date, weeks: i32) -> Vec<Candidate> {
    let zones: BTreeMap<&str, &TimeZone> =
        people.iter().filter_map(|person| Some((person.zone.iana_name()?, &person.zone))).collect();
    let last = first.saturating_add((weeks * 7 - 1).days());
    let mut found = Vec::new();
    for weekday in DAYS {
        let away = (weekday.to_monday_zero_offset() - first.weekday().to_monday_zero_offset()).rem_euclid(7);
        let from = first.saturating_add(i32::from(away).days());
        for name in zones.keys() {
            let length = i32::try_from(minutes).unwrap_or(i32::MAX);
            let (begin, end) = (i32::from(waking.from) * 60, i32::from(waking.until) * 60);
            let mut at = begin;
            while at.saturating_add(length) <= end {
                let time = Time::midnight().wrapping_add(at.minutes());
                at += STEP;
                let meeting = Meeting { from, time, timezone: (*name).to_owned(), every: Every::Week, minutes };
                // The zone is known, as somebody lives in it.
                let Ok(occurrences) = meeting.between(from, last) else { continue };
                let moments = occurrences.iter().map(|one| (one.start, one.end)).collect();
                found.push(Candidate { meeting, moments });
            }
        }
    }
    found
}

/// The hours in which a person may be asked to a call.
struct Hours<'a> {
    person: &'a Attendee,
    awake: Vec<(Timestamp, Timestamp)>,
}

impl<'a> Hours<'a> {
    fn of(person: &'a Attendee, waking: Waking, first: Date, weeks: i32) -> Self {
        // Elsewhere it may be the day before or after.
        let all = waking_hours(person, waking, first.saturating_sub(2.days()), weeks * 7 + 4);
        let is_workday = |(start, _): &(Timestamp, Timestamp)| {
            let weekday = start.to_zoned(person.zone.clone()).weekday();
            !matches!(weekday, Weekday::Saturday | Weekday::Sunday)
        };
        Self { person, awake: all.into_iter().filter(is_workday).collect() }
    }

    /// Returns how far the worst of some meetings is from the middle of the person's day, in seconds; `None` where one of
    /// them is not within their hours.
    fn strain(&self, meetings: &[(Timestamp, Timestamp)]) -> Option<i64> {
        let mut worst = 0;
        for (start, end) in meetings {
            let next = self.awake.partition_point(|(begin, _)| begin <= start);
            let (begin, stop) = next.checked_sub(1).and_then(|found| self.awake.get(found))?;
            if end > stop {
                return None;
            }
            let middle = |one: &Timestamp, other: &Timestamp| one.as_second() + other.as_second();
            worst = worst.max((middle(start, end) - middle(begin, stop)).abs() / 2);
        }
        Some(worst)
    }

    /// Returns what the person's clock shows when the meetings begin.
    fn clocks(&self, meetings: &[(Timestamp, Timestamp)]) -> (String, Vec<Time>) {
        let mut times = Vec::new();
        for (start, _) in meetings {
            let time = start.to_zoned(self.person.zone.clone()).time();
            if !times.contains(&time) {
                times.push(time);
            }
        }
        (self.person.login.clone(), times)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::core::people::zone;

    fn person(login: &str, name: &str) -> Attendee {
        Attendee { login: login.to_owned(), zone: zone(name).unwrap() }
    }

    fn shown(people: &[Attendee], first: &str) -> String {
        let (found, alone) = suggest(people, Waking::default(), 60, first.parse().unwrap(), 12);
        let mut lines = Vec::new();
        for one in found {
            let who = one.people.iter().map(|(login, times)| {
                let times: Vec<String> = times.iter().map(|time| time.strftime("%H:%M").to_string()).collect();
                format!("{login} {}", times.join("/"))
            });
            lines.push(format!("{} from {}: {}", one.meeting, one.meeting.from, who.collect::<Vec<_>>().join(", ")));
        }
        lines.push(format!("alone: {}", alone.join(", ")));
        lines.join("\n")
    }

    #[test]
    fn the_time_suits_on_every_meeting() {
        let people = [
            person("kim", "Europe/Lisbon"),
            person("mona", "America/New_York"),
            person("zoe", "Asia/Tokyo"),
            person("max", "Australia/Sydney"),
        ];
        insta::assert_snapshot!(shown(&people, "2026-03-20"), @"
        Wednesdays 20:00 America/New_York, 60 minutes from 2026-03-25: mona 20:00, zoe 09:00, max 11:00/10:00
        alone: kim
        ");
        insta::assert_snapshot!(shown(&people[..2], "2026-03-20"), @"
        Wednesdays 12:00 America/New_York, 60 minutes from 2026-03-25: kim 16:00/17:00, mona 12:00
        alone:
        ");
        insta::assert_snapshot!(shown(&people[..1], "2026-03-20"), @"alone: kim");
        assert_eq!("8-22".parse(), Ok(Waking::default()));
        for text in ["", "8", "22-8", "8-25", "-1-8", "8-8"] {
            assert!(text.parse::<Waking>().is_err(), "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Everybody is named once; whoever is to meet is awake, on a workday, at each meeting, as their own clock says.
        #[test]
        fn nobody_is_asked_to_a_call_at_night(
            zones in prop::collection::vec(prop::sample::select(vec![
                "Europe/Lisbon", "America/New_York", "Asia/Tokyo", "Australia/Sydney", "America/Los_Angeles", "Asia/Kolkata",
                "Pacific/Auckland", "UTC",
            ]), 1..6),
            day in 0_i32..400,
        ) {
            let people: Vec<Attendee> =
                zones.iter().enumerate().map(|(number, name)| person(&format!("p{number}"), name)).collect();
            let first = jiff::civil::date(2026, 1, 1).saturating_add(day.days());
            let (found, alone) = suggest(&people, Waking::default(), 60, first, 12);
            let mut named: Vec<&str> = alone.iter().map(String::as_str).collect();
            for one in &found {
                prop_assert!(one.people.len() > 1);
                named.extend(one.people.iter().map(|(login, _)| login.as_str()));
                let moments = one.meeting.between(first, first.saturating_add(83.days())).unwrap();
                prop_assert_eq!(moments.len(), 12);
                for (login, _) in &one.people {
                    let person = people.iter().find(|person| person.login == *login).unwrap();
                    for moment in &moments {
                        let (start, end) = (moment.start.to_zoned(person.zone.clone()), moment.end.to_zoned(person.zone.clone()));
                        prop_assert!(start.hour() >= 8 && (end.hour() < 22 || (end.hour() == 22 && end.minute() == 0)));
                        prop_assert_eq!(start.date(), end.date());
                        prop_assert!(!matches!(start.weekday(), Weekday::Saturday | Weekday::Sunday));
                    }
                }
            }
            named.sort_unstable();
            let mut all: Vec<&str> = people.iter().map(|person| person.login.as_str()).collect();
            all.sort_unstable();
            prop_assert_eq!(named, all);
        }
    }
}
