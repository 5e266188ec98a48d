//! Stretches of days that figures are counted over.

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::core::policy::days_before;

/// A stretch of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub since: Date,
    /// The last day.
    pub until: Date,
}

impl Window {
    /// Returns the window of so many days that ends with a day; as far as the calendar goes.
    pub fn back(until: Date, days: u32) -> Self {
        Self { since: days_before(until, days.max(1) - 1), until }
    }

    /// Says whether a day lies in it.
    pub fn contains(&self, day: Date) -> bool {
        self.since <= day && day <= self.until
    }

    /// Returns its first and its last second, in UTC as GitHub's dates are.
    pub fn moments(&self) -> (Timestamp, Timestamp) {
        let start = |day: Date| day.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp());
        let since = start(self.since).unwrap_or(Timestamp::MIN);
        let until = self.until.checked_add(1.day()).and_then(start).and_then(|next| next.checked_sub(1.second()));
        (since, until.unwrap_or(Timestamp::MAX))
    }

    /// Returns the quarters of the calendar that it touches, cut to it, the oldest first.
    pub fn quarters(&self) -> Vec<Self> {
        let mut quarters = Vec::new();
        let mut since = self.since;
        while since <= self.until {
            let month = (since.month() - 1) / 3 * 3 + 1;
            let next = date(since.year(), month, 1).checked_add(3.months()).ok();
            let end = next.and_then(|next| next.checked_sub(1.day()).ok()).unwrap_or(self.until);
            quarters.push(Self { since, until: end.min(self.until) });
            // The calendar has an end.
            let Some(next) = next else { break };
            since = next;
        }
        quarters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_are_those_of_the_calendar() {
        let window = Window { since: date(2025, 11, 20), until: date(2026, 5, 3) };
        let shown: Vec<_> =
            window.quarters().iter().map(|quarter| format!("{} {}", quarter.since, quarter.until)).collect();
        assert_eq!(shown, ["2025-11-20 2025-12-31", "2026-01-01 2026-03-31", "2026-04-01 2026-05-03"]);
        let day = Window { since: date(9999, 12, 31), until: date(9999, 12, 31) };
        assert_eq!(day.quarters(), [day]);
    }

    #[test]
    fn a_window_of_365_days_has_both_ends() {
        let window = Window::back(date(2026, 3, 28), 365);
        assert_eq!(window.since, date(2025, 3, 29));
        assert!(window.contains(window.since) && window.contains(window.until));
        let (since, until) = window.moments();
        assert_eq!(format!("{since} {until}"), "2025-03-29T00:00:00Z 2026-03-28T23:59:59Z");
        assert!(!window.contains(date(2026, 3, 29)) && !window.contains(date(2025, 3, 28)));
    }
}
