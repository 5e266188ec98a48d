//! The ways in which headings write a date.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::core::pattern::pattern;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

static YEAR_FIRST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u:\b([0-9]{4})([-/.])([0-9]{1,2})[-/.]([0-9]{1,2})\b)"));
static YEAR_LAST: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?-u:\b([0-9]{1,2})([-/.])([0-9]{1,2})[-/.]([0-9]{4})\b)"));
static MONTH_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i-u:\b((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.? ([0-9]{1,2})(st|nd|rd|th)?(,?) [0-9]{4}\b)",
    )
});
static DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i-u:\b([0-9]{1,2})(st|nd|rd|th)? ((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?(,?) [0-9]{4}\b)",
    )
});

/// Reads the form off what a pattern found.
type ReadForm = fn(&Captures<'_>) -> DateForm;

/// How a date is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DateForm {
    /// `2025-10-06`, `2025/10/6`.
    YearFirst {
        /// Between the numbers.
        separator: String,
        /// Whether months and days have two digits.
        padded: bool,
    },
    /// `06.10.2025`, `10/16/2025`.
    YearLast {
        /// Between the numbers.
        separator: String,
        /// Whether the day comes first; `None` where the example does not tell.
        day_first: Option<bool>,
    },
    /// `October 6, 2025`, `6th Oct 2025`.
    Named {
        /// Whether the day comes first.
        day_first: bool,
        /// Whether the month has three letters.
        short: bool,
        /// Whether the day is a `6th`.
        ordinal: bool,
        /// `,` or nothing, before the year.
        comma: String,
    },
}

impl DateForm {
    /// Returns the first date in `text`, with its place.
    pub(super) fn find(text: &str) -> Option<(Range<usize>, Self)> {
        let read: [(&LazyLock<Regex>, ReadForm); 4] =
            [(&YEAR_FIRST, year_first), (&YEAR_LAST, year_last), (&MONTH_FIRST, month_first), (&DAY_FIRST, day_first)];
        read.iter()
            .filter_map(|(regex, form)| {
                let captures = regex.captures(text)?;
                Some((captures.get(0)?.range(), form(&captures)))
            })
            .min_by_key(|(range, _)| range.start)
    }

    /// Returns a `YYYY-MM-DD` date in this form, or as it is where the form leaves a doubt.
    pub(super) fn write(&self, date: &str) -> String {
        self.try_write(date).unwrap_or_else(|| date.to_owned())
    }

    fn try_write(&self, date: &str) -> Option<String> {
        let mut parts = date.splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let month_number: usize = month.parse().ok()?;
        let day_number: u8 = day.parse().ok()?;
        Some(match self {
            Self::YearFirst { separator, padded: true } => format!("{year}{separator}{month}{separator}{day}"),
            Self::YearFirst { separator, .. } => format!("{year}{separator}{month_number}{separator}{day_number}"),
            Self::YearLast { separator, day_first } => {
                let (first, second) = if (*day_first)? { (day, month) } else { (month, day) };
                format!("{first}{separator}{second}{separator}{year}")
            }
            Self::Named { day_first, short, ordinal, comma } => {
                let month = *MONTHS.get(month_number.checked_sub(1)?)?;
                let month = if *short { month.get(..3)? } else { month };
                let day = format!("{day_number}{}", if *ordinal { ordinal_of(day_number) } else { "" });
                if *day_first { format!("{day} {month}{comma} {year}") } else { format!("{month} {day}{comma} {year}") }
            }
        })
    }
}

fn group<'a>(captures: &'a Captures<'_>, index: usize) -> &'a str {
    captures.get(index).map_or("", |found| found.as_str())
}

fn year_first(captures: &Captures<'_>) -> DateForm {
    DateForm::YearFirst { separator: group(captures, 2).to_owned(), padded: group(captures, 3).len() == 2 }
}

fn year_last(captures: &Captures<'_>) -> DateForm {
    let above_twelve = |index| group(captures, index).parse::<u8>().is_ok_and(|number| number > 12);
    let day_first = match (above_twelve(1), above_twelve(3)) {
        _ if group(captures, 2) == "." => Some(true),
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    DateForm::YearLast { separator: group(captures, 2).to_owned(), day_first }
}

fn month_first(captures: &Captures<'_>) -> DateForm {
    DateForm::Named {
        day_first: false,
        short: group(captures, 1).len() <= 3 && !group(captures, 1).eq_ignore_ascii_case("may"),
        ordinal: captures.get(3).is_some(),
        comma: group(captures, 4).to_owned(),
    }
}

fn day_first(captures: &Captures<'_>) -> DateForm {
    DateForm::Named {
        day_first: true,
        short: group(captures, 3).len() <= 3 && !group(captures, 3).eq_ignore_ascii_case("may"),
        ordinal: captures.get(2).is_some(),
        comma: group(captures, 4).to_owned(),
    }
}

fn ordinal_of(day: u8) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_written_as_the_example_is() {
        for (example, expected) in [
            ("(2024-12-31)", "2025-03-04"),
            ("2024/1/31", "2025/3/4"),
            ("31.12.2024", "04.03.2025"),
            ("12/31/2024", "03/04/2025"),
            ("01/02/2024", "2025-03-04"),
            ("December 31st, 2024", "March 4th, 2025"),
            ("31 Dec 2024", "4 Mar 2025"),
            ("May 1, 2024", "March 4, 2025"),
        ] {
            let (_, form) = DateForm::find(example).unwrap();
            assert_eq!(form.write("2025-03-04"), expected, "{example}");
        }
        assert_eq!(DateForm::find("5.4.0 and more"), None);
    }
}
