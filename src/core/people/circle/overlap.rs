//! When people in different places are awake at the same time: exact, on each day of a stretch, with summer time.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};

use crate::core::people::circle::suggest::{Attendee, Waking};

/// How long two people are awake at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The login of one of them.
    pub one: String,
    /// The login of the other.
    pub other: String,
    /// The least of it on any day, in minutes.
    pub minutes: i64,
    /// The stretches of it on the first such day: together they are that long.
    pub stretches: Vec<(Timestamp, Timestamp)>,
}

/// Returns for each two people how long they are awake at the same time, on the day of so many from `first` on, by the
/// clock of one of them, on which that is least. Those who have most of it come first.
pub fn overlaps(people: &[Attendee], waking: Waking, first: Date, days: i32) -> Vec<Overlap> {
    let hours: Vec<Vec<(Timestamp, Timestamp)>> =
        people.iter().map(|person| hours(person, waking, first, days)).collect();
    let mut found = Vec::new();
    for (position, (one, of_one)) in people.iter().zip(&hours).enumerate() {
        for (other, of_other) in people.iter().zip(&hours).skip(position + 1) {
            found.push(between((one, of_one), (other, of_other)));
        }
    }
    found.sort_by(|one, other| {
        other.minutes.cmp(&one.minutes).then_with(|| (&one.one, &one.other).cmp(&(&other.one, &other.other)))
    });
    found
}

/// Returns how long one person and another are awake at the same time, as [`overlaps`] does; the clock of the first counts.
pub fn overlap(one: &Attendee, other: &Attendee, waking: Waking, first: Date, days: i32) -> Overlap {
    let [of_one, of_other] = [one, other].map(|person| hours(person, waking, first, days));
    between((one, &of_one), (other, &of_other))
}

fn between(
    (one, of_one): (&Attendee, &[(Timestamp, Timestamp)]),
    (other, of_other): (&Attendee, &[(Timestamp, Timestamp)]),
) -> Overlap {
    let stretches = least(of_one, of_other);
    Overlap { one: one.login.clone(), other: other.login.clone(), minutes: sum(&stretches).as_mins(), stretches }
}

/// Returns the hours of so many days, and of one before and after them, in which a person is awake.
fn hours(person: &Attendee, waking: Waking, first: Date, days: i32) -> Vec<(Timestamp, Timestamp)> {
    waking_hours(person, waking, first.saturating_sub(1.day()), days + 2)
}

/// Returns the hours in which a person is awake, on so many days from `first` on by their own clock.
pub(super) fn waking_hours(person: &Attendee, waking: Waking, first: Date, days: i32) -> Vec<(Timestamp, Timestamp)> {
    let moment = |day: Date, hour: i8| {
        let day = if hour == 24 { day.tomorrow().ok()? } else { day };
        Some(day.at(hour % 24, 0, 0, 0).to_zoned(person.zone.clone()).ok()?.timestamp())
    };
    let day = |number: i32| {
        let day = first.checked_add(number.days()).ok()?;
        Some((moment(day, waking.from)?, moment(day, waking.until)?))
    };
    (0..days).filter_map(day).collect()
}

/// Returns the stretches that two people have in common on the day of the first of them on which that is least, the first
/// of such days. The hours begin and end with a day that does not count, and is there for the neighbours of those that do.
fn least(one: &[(Timestamp, Timestamp)], other: &[(Timestamp, Timestamp)]) -> Vec<(Timestamp, Timestamp)> {
    let on_day = |(number, hours): (usize, &(Timestamp, Timestamp))| {
        let mut parts: Vec<(Timestamp, Timestamp)> = Vec::new();
        for other in other.iter().skip(number - 1).take(3) {
            let (start, end) = (hours.0.max(other.0), hours.1.min(other.1));
            match parts.last_mut() {
                _ if start >= end => {}
                // Whoever is never asleep has one day behind the other.
                Some((_, until)) if *until == start => *until = end,
                _ => parts.push((start, end)),
            }
        }
        parts
    };
    let days = one.iter().enumerate().skip(1).take(one.len().saturating_sub(2)).map(on_day);
    days.min_by_key(|parts| sum(parts)).unwrap_or_default()
}

fn sum(parts: &[(Timestamp, Timestamp)]) -> SignedDuration {
    parts.iter().fold(SignedDuration::ZERO, |sum, (start, end)| sum.saturating_add(end.duration_since(*start)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::people::zone;

    fn person(login: &str, name: &str) -> Attendee {
        Attendee { login: login.to_owned(), zone: zone(name).unwrap() }
    }

    #[expect(clippy::format_collect, reason = "a few words in a test")]
    fn shown(people: &[Attendee], first: &str, days: i32) -> Vec<String> {
        let waking = "8-22".parse().unwrap();
        let line = |found: Overlap| {
            let stretches: String = found.stretches.iter().map(|(start, end)| format!(" {start} {end}")).collect();
            format!("{} {} {}{stretches}", found.one, found.other, found.minutes)
        };
        overlaps(people, waking, first.parse().unwrap(), days).into_iter().map(line).collect()
    }

    #[test]
    fn the_day_with_least_of_it_counts() {
        let people = [person("kim", "Europe/Lisbon"), person("mona", "America/New_York"), person("zoe", "Asia/Tokyo")];
        // Summer time begins in New York on 2026-03-08, in Lisbon on 2026-03-29: four hours apart between, else five.
        assert_eq!(
            shown(&people, "2026-03-20", 1),
            [
                "kim mona 600 2026-03-20T12:00:00Z 2026-03-20T22:00:00Z",
                "kim zoe 300 2026-03-20T08:00:00Z 2026-03-20T13:00:00Z",
                "mona zoe 240 2026-03-20T12:00:00Z 2026-03-20T13:00:00Z 2026-03-20T23:00:00Z 2026-03-21T02:00:00Z",
            ]
        );
        assert_eq!(shown(&people[..2], "2026-03-20", 84), ["kim mona 540 2026-03-29T12:00:00Z 2026-03-29T21:00:00Z"]);
        assert_eq!(shown(&people[..1], "2026-03-20", 84), Vec::<String>::new());
        let far = [person("a", "Pacific/Apia"), person("b", "Pacific/Pago_Pago")];
        assert_eq!(shown(&far, "2026-03-20", 1), ["a b 840 2026-03-19T19:00:00Z 2026-03-20T09:00:00Z"]);
    }
}
