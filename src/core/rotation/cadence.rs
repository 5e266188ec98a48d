//! How long it is from one slot to the next, and the days that this makes; and what cannot be planned.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use crate::core::rotation::{History, Slot, State};
use crate::core::version::ReleaseKind;
use crate::failure::{Failure, Kind};

/// The most slots that one plan holds.
const MOST: usize = 520;

/// How long it is from one slot to the next: `6w`, `45d`, `1mo`.
#[derive(Clone, Copy, Debug)]
pub struct Cadence(Span);

/// What cannot be planned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// A text that says no length of whole days.
    #[error("`{0}` is no length of time in days, weeks, months or years")]
    Cadence(String),
    /// A day that is over.
    #[error("{day} is past, and only what is to come can be planned")]
    Past {
        /// The day.
        day: Date,
        /// Today, from which a day is counted that is named instead.
        today: Date,
    },
    /// Days in the wrong order.
    #[error("{until} is before {from}")]
    Backwards {
        /// The first day.
        from: Date,
        /// The last.
        until: Date,
    },
    /// A version that is released.
    #[error("{version} is released: {tag}{}", on.map(|on| format!(" on {on}")).unwrap_or_default())]
    Released {
        /// The version.
        version: String,
        /// The tag.
        tag: String,
        /// The day.
        on: Option<Date>,
    },
    /// More slots than anybody wants.
    #[error("these are more than {MOST} slots")]
    TooMany,
}

impl From<PlanError> for Failure {
    fn from(error: PlanError) -> Self {
        let hint = match &error {
            PlanError::Cadence(_) => "write it as `6w`, `45d`, `1mo` or `1y`".to_owned(),
            PlanError::Past { today, .. } => format!("write a day to come, as `{}`", in_a_week(*today)),
            PlanError::Backwards { from, .. } => format!("write a last day that is not before {from}"),
            PlanError::Released { .. } => {
                "`shepherd ledger list` shows what is recorded; plan the version that comes next".to_owned()
            }
            PlanError::TooMany => "name an earlier day with `--until`, or a longer `--every`".to_owned(),
        };
        let kind = if matches!(error, PlanError::Released { .. }) { Kind::Refused } else { Kind::Usage };
        Self::new(kind, error.to_string()).hint(hint)
    }
}

fn in_a_week(today: Date) -> Date {
    today.saturating_add(1.week())
}

impl FromStr for Cadence {
    type Err = PlanError;

    fn from_str(text: &str) -> Result<Self, PlanError> {
        let fails = || PlanError::Cadence(text.to_owned());
        let span: Span = text.parse().map_err(|_| fails())?;
        let has_time = span.get_hours() != 0
            || [span.get_minutes(), span.get_seconds(), span.get_milliseconds(), span.get_microseconds()] != [0; 4]
            || span.get_nanoseconds() != 0;
        if has_time || !span.is_positive() { Err(fails()) } else { Ok(Self(span)) }
    }
}

/// Writes it as people do: `6w`.
impl fmt::Display for Cadence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:#}", self.0)
    }
}

impl Cadence {
    /// Returns the days from `start` on, that day included, up to `until`, each of them counted from `start`, so that the
    /// last day of a month does not wander.
    ///
    /// # Errors
    ///
    /// Where they run backwards, and where they are too many.
    pub fn days(&self, start: Date, until: Date) -> Result<Vec<Date>, PlanError> {
        if until < start {
            return Err(PlanError::Backwards { from: start, until });
        }
        let mut days = Vec::new();
        for step in 0.. {
            let day = self.0.checked_mul(step).ok().and_then(|span| start.checked_add(span).ok());
            let Some(day) = day.filter(|day| *day <= until) else { break };
            if days.len() == MOST {
                return Err(PlanError::TooMany);
            }
            days.push(day);
        }
        Ok(days)
    }

    /// Returns the first day after `today` that is some steps from `anchor`.
    pub fn first_after(&self, anchor: Date, today: Date) -> Date {
        (0..)
            .map_while(|step| anchor.checked_add(self.0.checked_mul(step).ok()?).ok())
            .find(|day| *day > today)
            .unwrap_or(today)
    }

    /// Returns the first day after `today` on which a slot like this one is to be, and the slot that the days follow from.
    /// They go on from the first slot ahead, of its kind where there is one: back to today, and not nearer than half of it
    /// to the newest release. Where none is ahead, or it makes no difference, they follow from that release.
    pub fn start<'a>(
        &self,
        history: &History<'_>,
        (slots, others): (&'a [Slot], &[Slot]),
        like: &Slot,
        today: Date,
    ) -> (Date, Option<&'a Slot>) {
        let releases = history.of_project(like.project()).iter();
        let finals = releases.filter(|release| release.kind != ReleaseKind::PreRelease.name());
        let newest = finals.filter_map(|release| release.date).filter(|date| *date <= today).max();
        let stands = |slot: &&Slot| {
            slot.project().eq_ignore_ascii_case(like.project())
                && slot.kind.is_none() == like.kind.is_none()
                && slot.until >= today
                && slot.state != State::Cancelled
                && !others.iter().any(|other| other.is_same(slot))
                // A stretch of duty goes on after its first release.
                && (slot.kind.is_none() || history.release_of(slot, today).is_none())
        };
        let next = slots.iter().filter(stands).min_by_key(|slot| (slot.kind != like.kind, slot.from, &slot.id));
        let usual = self.first_after(newest.unwrap_or(today), today);
        let Some(next) = next else { return (usual, None) };
        let rested = newest.map(|date| date.saturating_add(self.half(date).days()));
        let earliest = rested.map_or(today, |rested| rested.max(today));
        let before = (0..).map_while(|step| next.from.checked_sub(self.0.checked_mul(step).ok()?).ok());
        let first = match before.take_while(|day| *day > earliest).last() {
            Some(first) => first,
            None if next.from > today => next.from,
            None => self.first_after(next.from, today),
        };
        (first, (first != usual).then_some(next))
    }

    /// Returns it in days, from a day on.
    pub fn length(&self, at: Date) -> u32 {
        at.checked_add(self.0).map_or(0, |next| (next - at).get_days().unsigned_abs())
    }

    /// Returns half of it, in days. Whatever is nearer than that to a day of a plan is that slot.
    pub fn half(&self, at: Date) -> i32 {
        at.checked_add(self.0).map_or(0, |next| ((next - at).get_days() - 1) / 2)
    }
}

/// Returns the last day of each stretch that begins with one of `days` and ends before the next; the last one ends with
/// `until`.
pub fn stretches(days: &[Date], until: Date) -> Vec<(Date, Date)> {
    let next = days.iter().skip(1).map(|next| next.saturating_sub(1.day()));
    days.iter().copied().zip(next.chain([until])).collect()
}
