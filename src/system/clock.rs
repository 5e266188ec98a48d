//! The clock, and how long something may take.

#![expect(clippy::disallowed_methods, reason = "the clock is read here and nowhere else")]

use std::time::{Duration, Instant};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::failure::{Failure, Kind};
use crate::system::environment::{Environment, SHEPHERD_NOW};

/// Tells the time.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    fixed: Option<Timestamp>,
}

impl Clock {
    /// Returns the clock of this machine, or one that stands still where [`SHEPHERD_NOW`] is set.
    pub fn new(environment: &Environment) -> Result<Self, Failure> {
        let Some(text) = environment.get(SHEPHERD_NOW) else { return Ok(Self { fixed: None }) };
        let fixed = text.parse().map_err(|_| {
            Failure::new(Kind::Input, format!("the environment variable {SHEPHERD_NOW} is `{text}`, which is no time"))
                .hint("write it as RFC 3339, for example `2026-03-28T09:00:00Z`")
        })?;
        Ok(Self { fixed: Some(fixed) })
    }

    /// Returns the time now.
    pub fn now(&self) -> Timestamp {
        self.fixed.unwrap_or_else(Timestamp::now)
    }
}

impl Clock {
    /// Returns the day that it is where this machine is.
    pub fn today(&self) -> Date {
        self.now().to_zoned(TimeZone::system()).date()
    }
}

/// Lets time pass.
pub fn sleep(length: Duration) {
    std::thread::sleep(length);
}

/// The end of the time that something may take. Measured, so [`SHEPHERD_NOW`] does not move it.
#[derive(Clone, Copy, Debug)]
pub struct Deadline {
    end: Option<Instant>,
}

impl Deadline {
    /// Returns the deadline that is over after `limit` from now.
    pub fn after(limit: Duration) -> Self {
        // A limit so long that it cannot be told is none.
        Self { end: Instant::now().checked_add(limit) }
    }

    /// Returns how much time is left, zero when it is over.
    pub fn remaining(&self) -> Duration {
        self.end.map_or(Duration::MAX, |end| end.saturating_duration_since(Instant::now()))
    }

    /// Returns whether no time is left.
    pub fn is_over(&self) -> bool {
        self.remaining().is_zero()
    }
}

/// Tells how long something takes. Measured, so [`SHEPHERD_NOW`] does not move it.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch {
    start: Instant,
}

impl Stopwatch {
    /// Starts now.
    pub fn start() -> Self {
        Self { start: Instant::now() }
    }

    /// Returns the time since the start.
    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn clock(now: &str) -> Result<Clock, Failure> {
        Clock::new(&Environment::of(PathBuf::new(), &|name| (name == SHEPHERD_NOW).then(|| now.to_owned())))
    }

    #[test]
    fn the_clock_can_stand_still() {
        let clock = clock("2026-03-28T10:00:00+01:00").unwrap();
        assert_eq!(clock.now().to_string(), "2026-03-28T09:00:00Z");
    }

    #[test]
    fn the_clock_runs() {
        assert!(clock("").unwrap().now().as_second() > 1_700_000_000);
    }

    #[test]
    fn a_time_that_is_none_is_refused() {
        assert_eq!(
            clock("yesterday").unwrap_err().to_string(),
            "error: the environment variable SHEPHERD_NOW is `yesterday`, which is no time\n\
             help: write it as RFC 3339, for example `2026-03-28T09:00:00Z`"
        );
    }

    #[test]
    fn deadlines_pass() {
        assert!(Deadline::after(Duration::ZERO).is_over());
        assert!(!Deadline::after(Duration::from_secs(50)).is_over());
        assert!(Deadline::after(Duration::MAX).remaining() > Duration::from_secs(50));
    }
}
