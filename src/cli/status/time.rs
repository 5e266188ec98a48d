//! Times as the person's own clock shows them.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::core::run::length;

/// The clock of the person.
pub(in crate::cli) struct Local {
    pub(super) now: Timestamp,
    pub(super) zone: TimeZone,
}

impl Local {
    /// Returns the clock of this machine.
    pub(in crate::cli) fn here(now: Timestamp) -> Self {
        Self { now, zone: TimeZone::system() }
    }

    /// Returns `2026-03-28 09:00`.
    pub(super) fn minute(&self, time: Timestamp) -> String {
        time.to_zoned(self.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// Returns `2026-03-28 09:00 UTC`.
    pub(in crate::cli) fn full(&self, time: Timestamp) -> String {
        time.to_zoned(self.zone.clone()).strftime("%Y-%m-%d %H:%M %Z").to_string()
    }

    /// Returns what the zone is called now: `UTC`, `CET`.
    pub(super) fn zone(&self) -> String {
        self.now.to_zoned(self.zone.clone()).strftime("%Z").to_string()
    }

    /// Returns how long it is until then, in words: `2 h 5 min left`, `over since 5 min`.
    pub(super) fn left(&self, time: Timestamp) -> String {
        let left = time.duration_since(self.now);
        if left.is_positive() { format!("{} left", length(left)) } else { format!("over since {}", length(-left)) }
    }
}
