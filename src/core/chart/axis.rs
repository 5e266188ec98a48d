//! An axis of days, with ticks at the months or years that leave room for their names.

use jiff::civil::Date;

use crate::core::chart::drawing::{Anchor, Ink, Shape};
use crate::core::chart::measure::{share, width};

/// How many months may lie between two ticks, the fewest first.
const STEPS: [i32; 13] = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 2_400, 6_000, 12_000];

/// What stands between the names of two ticks, at least.
const GAP: i32 = 14;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Days along a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axis {
    /// The month it begins with, counted from the year 0.
    first: i32,
    /// The month it ends before.
    end: i32,
    /// Where it begins, in pixels.
    left: i32,
    /// How long it is, in pixels.
    room: i32,
}

impl Axis {
    /// Returns an axis of whole months that has all of the days; `None` where there are none.
    pub(super) fn over(days: impl Iterator<Item = Date> + Clone, left: i32, room: i32) -> Option<Self> {
        let (first, last) = (days.clone().min()?, days.max()?);
        Some(Self { first: month(first), end: month(last) + 1, left, room })
    }

    /// Returns where a day is.
    pub(super) fn x(&self, day: Date) -> i32 {
        let start = days(self.first);
        // The middle of the day, so that the first of a month does not lie on its tick.
        self.left + share(2 * between(start, number(day)) + 1, 2 * between(start, days(self.end)), self.room)
    }

    /// Returns the right end, in pixels.
    fn right(&self) -> i32 {
        self.left + self.room
    }

    /// Returns a line for each tick from `top` to `bottom`, and its name, whose letters stand on `y`.
    pub(super) fn ticks(&self, y: i32, top: i32, bottom: i32) -> Vec<Shape> {
        let months = self.end - self.first;
        let name = |month: i32, step: i32| match step {
            ..12 => format!("{} {}", MONTHS.get(index(month)).unwrap_or(&""), month.div_euclid(12)),
            _ => month.div_euclid(12).to_string(),
        };
        let fits = |step: &i32| {
            let longest = if *step < 12 { width("May 0000") } else { width("0000") };
            share(between(0, (*step).into()), between(0, months.into()), self.room) >= longest + GAP
        };
        let step = STEPS.into_iter().find(|step| fits(step)).unwrap_or(24_000);
        let mut shapes = Vec::new();
        let mut next = self.first + (-self.first).rem_euclid(step);
        // A short history may have no tick of its own: it begins with one.
        if next > self.end - step.min(12) / 2 {
            next = self.first;
        }
        while next < self.end {
            let start = days(self.first);
            let x = self.left + share(between(start, days(next)), between(start, days(self.end)), self.room);
            shapes.push(Shape::line(Ink::Grid, [x, top], [x, bottom]));
            let name = if next == self.first && next.rem_euclid(12) != 0 { name(next, 1) } else { name(next, step) };
            if x + 3 + width(&name) <= self.right() {
                shapes.push(Shape::text(Ink::Quiet, [x + 3, y], Anchor::Start, name));
            }
            next += step;
        }
        shapes
    }
}

/// Returns the number of a month, counted from the year 0.
fn month(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month()) - 1
}

fn index(month: i32) -> usize {
    usize::try_from(month.rem_euclid(12)).unwrap_or_default()
}

/// Returns how many days lie between the first of the year 1 and the first day of a month.
fn days(month: i32) -> i64 {
    let year = i16::try_from(month.div_euclid(12)).unwrap_or(i16::MAX);
    let within = i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    // The last year that dates can have ends with its last month.
    number(Date::new(year, within, 1).unwrap_or(Date::MAX))
}

fn number(day: Date) -> i64 {
    day.duration_since(Date::ZERO).as_hours() / 24
}

/// Returns how far it is from one number to a later one.
fn between(from: i64, until: i64) -> u128 {
    u128::try_from(until - from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::chart::drawing::Form;

    fn names(from: &str, until: &str, room: i32) -> String {
        let days = [from, until].map(|day| day.parse::<Date>().unwrap());
        let axis = Axis::over(days.into_iter(), 0, room).unwrap();
        let texts = axis.ticks(0, 0, 0).into_iter().filter_map(|shape| match shape.form {
            Form::Text { x, text, .. } => Some(format!("{x} {text}")),
            _ => None,
        });
        texts.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn ticks_leave_room_for_their_names() {
        insta::assert_snapshot!(names("2026-03-28", "2026-03-28", 720), @"3 Mar 2026");
        insta::assert_snapshot!(names("2026-01-28", "2026-05-02", 720), @"3 Jan 2026, 151 Feb 2026, 284 Mar 2026, 432 Apr 2026, 575 May 2026");
        insta::assert_snapshot!(names("2024-11-28", "2026-05-02", 720), @"79 Jan 2025, 191 Apr 2025, 305 Jul 2025, 420 Oct 2025, 535 Jan 2026, 647 Apr 2026");
        insta::assert_snapshot!(names("2016-11-28", "2026-05-02", 720), @"16 2017, 91 2018, 166 2019, 241 2020, 316 2021, 391 2022, 466 2023, 542 2024, 617 2025");
        insta::assert_snapshot!(names("1991-11-28", "2026-05-02", 720), @"69 1995, 173 2000, 277 2005, 381 2010, 485 2015, 589 2020");
        insta::assert_snapshot!(names("0001-01-01", "9999-12-31", 720), @"75 1000, 147 2000, 219 3000, 291 4000, 363 5000, 435 6000, 507 7000, 579 8000, 651 9000");
        insta::assert_snapshot!(names("2026-12-31", "2027-01-01", 60), @"");
    }

    #[test]
    fn days_lie_within_their_month() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let axis = Axis::over([day("2026-01-01"), day("2026-02-28")].into_iter(), 100, 590).unwrap();
        assert_eq!(
            ["2026-01-01", "2026-01-31", "2026-02-01", "2026-02-28"].map(|text| axis.x(day(text))),
            [105, 405, 415, 685]
        );
        assert!(Axis::over(std::iter::empty(), 0, 1).is_none());
    }
}
