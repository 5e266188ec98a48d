//! What a team agreed on for its rotation: `[policy]` in `store.toml`.

use jiff::Span;
use jiff::civil::Date;

use crate::core::people::Rung;
use crate::core::version::ReleaseKind;

/// What a team agreed on. A store that says nothing has the defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Whoever cut one of the last so many releases of a project rests; 0 for no rest. Default 1.
    pub rest: u32,
    /// The load is counted over so many days before the day of a slot. Default 365.
    pub window: u32,
    /// Every so many slots of a project a learner is proposed beside the person whose turn it is; 0 for never. Default 3.
    pub growth: u32,
    /// What each kind of release weighs in the load.
    pub weights: Weights,
    /// When a person has reached each rung of the ladder.
    pub ladder: Thresholds,
    /// Who cut no release for so many days is inactive, and no part of those who could. Default 548, 18 months.
    pub capable: u32,
    /// A slot keeps whoever has it busy from so many days before its first day: two slots are at a time where that
    /// overlaps. Default 28.
    pub preparation: u32,
    /// How far a person must have come to take a slot without a mentor at their side.
    pub rungs: Rungs,
}

/// How far a person must have come to take a slot alone, by what is released.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rungs {
    /// A major release. Default solo.
    pub major: Rung,
    /// A minor release. Default solo.
    pub minor: Rung,
    /// A patch release. Default paired: with one behind them, a small one is a good first to do alone.
    pub patch: Rung,
    /// A pre-release. Default paired.
    pub pre_release: Rung,
    /// A stretch of duty, in which anything may come. Default solo.
    pub duty: Rung,
    /// Whatever mends something that can be exploited; the higher of this and of its kind holds. Default solo.
    pub security: Rung,
}

/// What each kind of release weighs in the load. Default 1 each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weights {
    /// A major release.
    pub major: u32,
    /// A minor release.
    pub minor: u32,
    /// A patch release, and one of a kind that is not known.
    pub patch: u32,
    /// A pre-release.
    pub pre_release: u32,
}

/// How many releases each rung of the ladder takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thresholds {
    /// Releases watched, to be a shadow. Default 1.
    pub shadow: u32,
    /// Releases led with a mentor, to be paired. Default 1.
    pub paired: u32,
    /// Releases led without a mentor, to be solo. Default 1.
    pub solo: u32,
    /// Releases of others mentored, to be a mentor. Default 1.
    pub mentor: u32,
}

/// Returns the day that is so many days before another; the first day of the calendar where there is none.
pub fn days_before(day: Date, days: u32) -> Date {
    let span = Span::new().try_days(days);
    span.map_or(Date::MIN, |span| day.saturating_sub(span))
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            rest: 1,
            window: 365,
            growth: 3,
            weights: Weights::default(),
            ladder: Thresholds::default(),
            capable: 548,
            preparation: 28,
            rungs: Rungs::default(),
        }
    }
}

impl Default for Rungs {
    fn default() -> Self {
        let (paired, solo) = (Rung::Paired, Rung::Solo);
        Self { major: solo, minor: solo, patch: paired, pre_release: paired, duty: solo, security: solo }
    }
}

impl Rungs {
    /// Returns how far a person must have come for a kind of release; `None` is a stretch of duty.
    pub fn needed(&self, kind: Option<ReleaseKind>, security: bool) -> Rung {
        let by_kind = match kind {
            Some(ReleaseKind::Major) => self.major,
            Some(ReleaseKind::Minor) => self.minor,
            Some(ReleaseKind::Patch) => self.patch,
            Some(ReleaseKind::PreRelease) => self.pre_release,
            None => self.duty,
        };
        if security { by_kind.max(self.security) } else { by_kind }
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self { major: 1, minor: 1, patch: 1, pre_release: 1 }
    }
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { shadow: 1, paired: 1, solo: 1, mentor: 1 }
    }
}

impl Weights {
    /// Returns what a release weighs. `kind` is the word of a record.
    pub fn of(&self, kind: &str) -> u32 {
        match kind {
            "major" => self.major,
            "minor" => self.minor,
            "pre-release" => self.pre_release,
            _ => self.patch,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_first_day() {
        let day: Date = "2026-03-28".parse().unwrap();
        assert_eq!(days_before(day, 28).to_string(), "2026-02-28");
        assert_eq!((days_before(day, 0), days_before(day, u32::MAX)), (day, Date::MIN));
    }
}
