//! Calendar versions: which numbers are a day's, which are counted (<https://calver.org>).

use std::collections::HashSet;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use thiserror::Error;

/// What a number of a calendar version is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// `YYYY`: 2006, 2026.
    Year,
    /// `YY`: 6, 26.
    ShortYear,
    /// `0Y`: 06, 26.
    PaddedYear,
    /// `MM`: 1, 12.
    Month,
    /// `0M`: 01, 12.
    PaddedMonth,
    /// `WW`: 1, 52, of ISO 8601.
    Week,
    /// `0W`: 01, 52.
    PaddedWeek,
    /// `DD`: 1, 31.
    Day,
    /// `0D`: 01, 31.
    PaddedDay,
    /// `MINOR`: counted up from release to release.
    Minor,
    /// `MICRO`: counted up where only something is mended.
    Micro,
}

/// The names of calver.org.
const NAMES: [(&str, Field); 11] = [
    ("YYYY", Field::Year),
    ("YY", Field::ShortYear),
    ("0Y", Field::PaddedYear),
    ("MM", Field::Month),
    ("0M", Field::PaddedMonth),
    ("WW", Field::Week),
    ("0W", Field::PaddedWeek),
    ("DD", Field::Day),
    ("0D", Field::PaddedDay),
    ("MINOR", Field::Minor),
    ("MICRO", Field::Micro),
];

impl Field {
    /// Says whether it is counted, and not taken from the calendar.
    pub fn is_counter(self) -> bool {
        matches!(self, Self::Minor | Self::Micro)
    }

    /// Returns the number that a day has in it; `None` for what is counted.
    pub fn of(self, day: Date) -> Option<u64> {
        let number = match self {
            Self::Year => i64::from(day.year()),
            Self::ShortYear | Self::PaddedYear => i64::from(day.year()) - 2000,
            Self::Month | Self::PaddedMonth => i64::from(day.month()),
            Self::Week | Self::PaddedWeek => i64::from(day.iso_week_date().week()),
            Self::Day | Self::PaddedDay => i64::from(day.day()),
            Self::Minor | Self::Micro => return None,
        };
        u64::try_from(number).ok()
    }

    fn write(self, number: u64) -> String {
        match self {
            Self::PaddedYear | Self::PaddedMonth | Self::PaddedWeek | Self::PaddedDay => format!("{number:02}"),
            _ => number.to_string(),
        }
    }
}

/// The form of a project's calendar versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    fields: Vec<Field>,
}

/// What is wrong with a form of calendar versions.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum CalendarError {
    /// A part that is none.
    #[error("`{0}` is no part of a calendar version")]
    Unknown(String),
    /// It does not begin with a year.
    #[error("a calendar version begins with its year")]
    NoYear,
    /// A number that is counted stands before one of the calendar, or a part stands there twice.
    #[error("`{0}` is not in its place")]
    Place(String),
}

impl FromStr for Calendar {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut fields: Vec<Field> = Vec::new();
        for part in text.split('.') {
            let known = NAMES.iter().find(|(name, _)| *name == part).map(|(_, field)| *field);
            let field = known.ok_or_else(|| CalendarError::Unknown(part.to_owned()))?;
            // The year, then the month or the week, then the day, then what is counted: larger units first.
            if fields.last().is_some_and(|last| rank(*last) >= rank(field)) {
                return Err(CalendarError::Place(part.to_owned()));
            }
            fields.push(field);
        }
        match fields.first() {
            Some(first) if rank(*first) == 0 => Ok(Self { fields }),
            _ => Err(CalendarError::NoYear),
        }
    }
}

fn rank(field: Field) -> u8 {
    match field {
        Field::Year | Field::ShortYear | Field::PaddedYear => 0,
        Field::Month | Field::PaddedMonth | Field::Week | Field::PaddedWeek => 1,
        Field::Day | Field::PaddedDay => 2,
        Field::Minor => 3,
        Field::Micro => 4,
    }
}

/// Writes it as calver.org does: `YYYY.0M.MICRO`.
impl fmt::Display for Calendar {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |field: &Field| NAMES.iter().find(|(_, known)| known == field).map_or("", |(name, _)| *name);
        formatter.write_str(&self.fields.iter().map(name).collect::<Vec<_>>().join("."))
    }
}

impl Calendar {
    /// Returns the names of all parts there are.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }

    /// Returns its parts.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// Returns how many numbers, from the first one, are a day's.
    pub fn dated(&self) -> usize {
        self.fields.iter().take_while(|field| !field.is_counter()).count()
    }

    /// Returns the numbers of a day.
    pub fn of(&self, day: Date) -> Vec<u64> {
        self.fields.iter().map_while(|field| field.of(day)).collect()
    }

    /// Returns numbers as a version writes them. What goes beyond the form is counted.
    pub fn write(&self, numbers: &[u64]) -> String {
        let parts = numbers.iter().enumerate().map(|(place, number)| match self.fields.get(place) {
            Some(field) => field.write(*number),
            None => number.to_string(),
        });
        parts.collect::<Vec<_>>().join(".")
    }

    /// Returns the form that versions have, each with its written numbers and the day it was tagged, the oldest first;
    /// `None` where they are no calendar versions.
    ///
    /// A number is the year's where what has it first was tagged in that year: the last five years in use count, and four
    /// in five of them must be so. Two digits are a year only where two of them are, as 24.1.0 may be anything.
    pub fn find(releases: &[(Vec<String>, Date)]) -> Option<Self> {
        let number = |text: &str| text.parse::<u64>().ok();
        let mut firsts: Vec<(Vec<u64>, &[String], Date)> = Vec::new();
        for (texts, day) in releases {
            let numbers: Vec<u64> = texts.iter().filter_map(|text| number(text)).collect();
            firsts.push((numbers, texts, *day));
        }
        let year = |numbers: &[u64], day: Date| {
            let written = *numbers.first()?;
            let full = if written < 100 { written + 2000 } else { written };
            // What is made ready in December may be called by the next year.
            let soon = day.saturating_add(jiff::Span::new().days(31));
            Some([day.year(), soon.year()].iter().any(|year| u64::try_from(*year) == Ok(full)))
        };
        let years = leaders(&firsts, 1);
        let recent: Vec<_> = years.iter().rev().take(5).collect();
        let fits = recent.iter().filter(|(numbers, _, day)| year(numbers, *day) == Some(true)).count();
        let newest = recent.first()?;
        let is_short = newest.0.first().is_some_and(|year| *year < 100);
        if fits * 5 < recent.len() * 4 || (is_short && fits < 2) || year(&newest.0, newest.2) != Some(true) {
            return None;
        }
        let is_of_years = |one: &(Vec<u64>, &[String], Date)| recent.iter().any(|year| year.0.first() == one.0.first());
        let used: Vec<_> = firsts.iter().filter(|one| is_of_years(one)).cloned().collect();
        let is_padded = |place: usize| {
            used.iter()
                .any(|(_, texts, _)| texts.get(place).is_some_and(|text| text.len() == 2 && text.starts_with('0')))
        };
        let mut fields = vec![match (is_short, is_padded(0)) {
            (true, true) => Field::PaddedYear,
            (true, false) => Field::ShortYear,
            _ => Field::Year,
        }];
        let follows = |place: usize, of: &dyn Fn(Date) -> i8| {
            let series = leaders(&used, place + 1);
            let series: Vec<_> = series.iter().filter(|(numbers, ..)| numbers.len() > place).collect();
            let near = |written: u64, day: Date| {
                let soon = day.saturating_add(jiff::Span::new().days(7));
                [of(day), of(soon)].iter().any(|value| u64::try_from(*value) == Ok(written))
            };
            let fits = series.iter().filter(|(numbers, _, day)| numbers.get(place).is_some_and(|it| near(*it, *day)));
            let fits = fits.count();
            fits >= 2.min(series.len()) && fits > 0 && fits * 5 >= series.len() * 4
        };
        if follows(1, &|day| day.month()) {
            fields.push(if is_padded(1) { Field::PaddedMonth } else { Field::Month });
            if follows(2, &|day| day.day()) {
                fields.push(if is_padded(2) { Field::PaddedDay } else { Field::Day });
            }
        }
        let longest = used.iter().map(|(numbers, ..)| numbers.len()).max().unwrap_or(0);
        if longest > fields.len() {
            let counters: &[Field] = if longest == fields.len() + 1 && fields.len() > 1 {
                &[Field::Micro]
            } else {
                &[Field::Minor, Field::Micro]
            };
            fields.extend(counters.iter().take((longest - fields.len()).max(1)));
        }
        Some(Self { fields })
    }
}

/// Returns the first release, by day, of each series: of what has the same first `count` numbers. In the order of the
/// series' first days.
fn leaders<'a, 'b>(
    releases: &'b [(Vec<u64>, &'a [String], Date)],
    count: usize,
) -> Vec<(Vec<u64>, &'a [String], Date)> {
    let mut seen: HashSet<&[u64]> = HashSet::new();
    let series = |numbers: &'b [u64]| numbers.get(..count).unwrap_or(numbers);
    releases.iter().filter(|one| seen.insert(series(&one.0))).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(releases: &[(&str, &str)]) -> Option<String> {
        let read = |(version, day): &(&str, &str)| {
            (version.split('.').map(str::to_owned).collect(), day.parse::<Date>().unwrap())
        };
        Calendar::find(&releases.iter().map(read).collect::<Vec<_>>()).map(|calendar| calendar.to_string())
    }

    #[test]
    fn forms_are_found_from_tags() {
        let pip = [
            ("23.3", "2023-10-15"),
            ("24.0", "2024-02-03"),
            ("24.1", "2024-06-20"),
            ("24.1.1", "2024-06-26"),
            ("24.2", "2024-07-29"),
            ("25.0", "2025-01-26"),
        ];
        assert_eq!(found(&pip).as_deref(), Some("YY.MINOR.MICRO"));
        let black = [
            ("23.12.0", "2023-12-11"),
            ("23.12.1", "2023-12-23"),
            ("24.1.0", "2024-01-26"),
            ("24.1.1", "2024-01-28"),
            ("24.2.0", "2024-02-12"),
            ("24.10.0", "2024-10-07"),
        ];
        assert_eq!(found(&black).as_deref(), Some("YY.MM.MICRO"));
        let daily = [("2023.07.22", "2023-07-22"), ("2023.11.17", "2023-11-17"), ("2024.02.02", "2024-02-02")];
        assert_eq!(found(&daily).as_deref(), Some("YYYY.0M.0D"));
        let ubuntu =
            [("22.04", "2022-04-21"), ("22.10", "2022-10-20"), ("22.04.1", "2022-08-11"), ("23.04", "2023-04-20")];
        assert_eq!(found(&ubuntu).as_deref(), Some("YY.0M.MICRO"));
        assert_eq!(found(&[("2024.1", "2024-04-01"), ("2024.2", "2024-08-01")]).as_deref(), Some("YYYY.MINOR"));
    }

    #[test]
    fn other_versions_are_no_calendar() {
        let node =
            [("22.0.0", "2024-04-24"), ("23.0.0", "2024-10-16"), ("24.0.0", "2025-05-06"), ("25.0.0", "2025-10-15")];
        assert_eq!(found(&node), None);
        assert_eq!(found(&[("24.1.0", "2024-01-05")]), None);
        assert_eq!(found(&[("5.4.0", "2024-01-05"), ("5.5.0", "2025-01-05")]), None);
        assert_eq!(found(&[]), None);
    }

    #[test]
    fn forms_are_read_and_written() {
        let calendar: Calendar = "YYYY.0M.MICRO".parse().unwrap();
        assert_eq!(calendar.write(&[2026, 3, 0]), "2026.03.0");
        assert_eq!((calendar.dated(), calendar.of(jiff::civil::date(2026, 3, 28))), (2, vec![2026, 3]));
        let wrong = |text: &str| text.parse::<Calendar>().unwrap_err().to_string();
        assert_eq!(wrong("YYYY.M"), "`M` is no part of a calendar version");
        assert_eq!(wrong("MINOR.MICRO"), "a calendar version begins with its year");
        assert_eq!(wrong("YYYY.MICRO.MM"), "`MM` is not in its place");
        assert_eq!(wrong("YYYY.YY"), "`YY` is not in its place");
    }
}
