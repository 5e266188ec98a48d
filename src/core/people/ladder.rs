//! The ladder: what a person has done of releasing, and so what they can do. Computed from the records, never stored.

use std::collections::HashMap;
use std::fmt;

use jiff::civil::Date;

use crate::core::ledger::Release;
use crate::core::people::Index;
use crate::core::policy::Thresholds;

/// How far a person has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// Took part in no release yet.
    #[default]
    Observer,
    /// Watched.
    Shadow,
    /// Led with a mentor.
    Paired,
    /// Led without one.
    Solo,
    /// Mentored the release of somebody else.
    Mentor,
}

/// What the records say of one person: numbers of releases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Watched.
    pub watched: u32,
    /// Led, with a mentor.
    pub led_with_mentor: u32,
    /// Led, and no mentor is recorded.
    pub led_alone: u32,
    /// Those of others that they mentored.
    pub mentored: u32,
    /// Those of others that they sponsored; a sponsor needs no rung.
    pub sponsored: u32,
}

/// What is missing for the next rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The rung that comes next.
    pub rung: Rung,
    /// How many releases are missing for it.
    pub releases: u32,
}

/// Everybody's evidence up to a day.
#[derive(Clone, Debug, Default)]
pub struct Ladder<'a> {
    evidence: HashMap<&'a str, Evidence>,
    thresholds: Thresholds,
}

impl Rung {
    /// All rungs, the lowest first.
    pub const ALL: [Self; 5] = [Self::Observer, Self::Shadow, Self::Paired, Self::Solo, Self::Mentor];

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Observer => "observer",
            Self::Shadow => "shadow",
            Self::Paired => "paired",
            Self::Solo => "solo",
            Self::Mentor => "mentor",
        }
    }
}

impl fmt::Display for Rung {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.word())
    }
}

impl Evidence {
    /// Returns the highest rung whose threshold is reached. Who mentored and never released alone is no mentor yet: a
    /// rung says what a person can do, and a mentor can release.
    pub fn rung(&self, thresholds: &Thresholds) -> Rung {
        let reached = |count: u32, needed: u32| count > 0 && count >= needed;
        if reached(self.led_alone, thresholds.solo) {
            if reached(self.mentored, thresholds.mentor) { Rung::Mentor } else { Rung::Solo }
        } else if reached(self.led_with_mentor + self.led_alone, thresholds.paired) {
            Rung::Paired
        } else if reached(self.watched + self.led_with_mentor + self.led_alone, thresholds.shadow) {
            Rung::Shadow
        } else {
            Rung::Observer
        }
    }

    /// Returns what is missing for the next rung; `None` at the top.
    pub fn missing(&self, thresholds: &Thresholds) -> Option<Missing> {
        let missing =
            |rung: Rung, needed: u32, count: u32| Missing { rung, releases: needed.max(1).saturating_sub(count) };
        let led = self.led_with_mentor + self.led_alone;
        match self.rung(thresholds) {
            Rung::Observer => Some(missing(Rung::Shadow, thresholds.shadow, self.watched + led)),
            Rung::Shadow => Some(missing(Rung::Paired, thresholds.paired, led)),
            Rung::Paired => Some(missing(Rung::Solo, thresholds.solo, self.led_alone)),
            Rung::Solo => Some(missing(Rung::Mentor, thresholds.mentor, self.mentored)),
            Rung::Mentor => None,
        }
    }

    /// Returns how many releases the person led.
    pub fn led(&self) -> u32 {
        self.led_with_mentor + self.led_alone
    }
}

impl<'a> Ladder<'a> {
    /// Returns everybody's evidence from the releases up to a day, that day included. A release without a date counts.
    pub fn of(releases: &'a [Release], index: &Index<'a>, until: Date, thresholds: &Thresholds) -> Self {
        let mut evidence: HashMap<&'a str, Evidence> = HashMap::new();
        for release in releases.iter().filter(|release| release.date.is_none_or(|date| date <= until)) {
            let led: Vec<&str> = release.released_by.iter().map(|login| index.login(login)).collect();
            let mentors = release.mentored_by.iter().map(|login| index.login(login));
            let mentors: Vec<&str> = mentors.filter(|login| !led.contains(login)).collect();
            for login in &led {
                let found = evidence.entry(login).or_default();
                if mentors.is_empty() {
                    found.led_alone += 1;
                } else {
                    found.led_with_mentor += 1;
                }
            }
            for login in mentors {
                evidence.entry(login).or_default().mentored += 1;
            }
            let others = |logins: &'a [String]| logins.iter().map(|login| index.login(login));
            for login in others(&release.sponsored_by).filter(|login| !led.contains(login)) {
                evidence.entry(login).or_default().sponsored += 1;
            }
            for login in others(&release.shadowed_by).filter(|login| !led.contains(login)) {
                evidence.entry(login).or_default().watched += 1;
            }
        }
        Self { evidence, thresholds: thresholds.clone() }
    }

    /// Returns what the records say of a person, by the login of today.
    pub fn evidence(&self, login: &str) -> Evidence {
        self.evidence.get(login).copied().unwrap_or_default()
    }

    /// Returns how far a person has come, by the login of today.
    pub fn rung(&self, login: &str) -> Rung {
        self.evidence(login).rung(&self.thresholds)
    }

    /// Returns what is missing for the next rung of a person.
    pub fn missing(&self, login: &str) -> Option<Missing> {
        self.evidence(login).missing(&self.thresholds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::people::Roster;

    fn release(date: &str, roles: [&str; 3]) -> Release {
        let logins = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        let [released, mentored, shadowed] = roles;
        Release {
            date: date.parse().ok(),
            released_by: logins(released),
            mentored_by: logins(mentored),
            shadowed_by: logins(shadowed),
            ..Release::default()
        }
    }

    #[test]
    fn each_rung_has_its_evidence() {
        let releases = [
            release("2025-01-01", ["mona", "", "kim zoe"]),
            release("2025-02-01", ["kim", "mona kim", "zoe"]),
            release("2025-03-01", ["Kim", "", ""]),
            release("2025-04-01", ["zoe", "kim", ""]),
        ];
        let roster = Roster::default();
        let index = Index::of(&roster, &releases);
        let rungs = |until: &str, thresholds: &Thresholds| {
            let ladder = Ladder::of(&releases, &index, until.parse().unwrap(), thresholds);
            ["ann", "zoe", "kim", "mona"].map(|login| ladder.rung(login))
        };
        let usual = Thresholds::default();
        assert_eq!(rungs("2024-12-31", &usual), [Rung::Observer; 4]);
        assert_eq!(rungs("2025-01-01", &usual), [Rung::Observer, Rung::Shadow, Rung::Shadow, Rung::Solo]);
        assert_eq!(rungs("2025-02-01", &usual), [Rung::Observer, Rung::Shadow, Rung::Paired, Rung::Mentor]);
        assert_eq!(rungs("2025-03-01", &usual), [Rung::Observer, Rung::Shadow, Rung::Solo, Rung::Mentor]);
        assert_eq!(rungs("2025-04-01", &usual), [Rung::Observer, Rung::Paired, Rung::Mentor, Rung::Mentor]);
        let strict = Thresholds { solo: 2, mentor: 2, ..usual };
        assert_eq!(rungs("2025-04-01", &strict), [Rung::Observer, Rung::Paired, Rung::Paired, Rung::Paired]);
    }

    #[test]
    fn what_is_missing_is_told() {
        let thresholds = Thresholds { solo: 2, ..Thresholds::default() };
        let missing = |evidence: Evidence| evidence.missing(&thresholds).map(|one| (one.rung, one.releases));
        assert_eq!(missing(Evidence::default()), Some((Rung::Shadow, 1)));
        assert_eq!(missing(Evidence { watched: 3, ..Evidence::default() }), Some((Rung::Paired, 1)));
        assert_eq!(missing(Evidence { led_alone: 1, ..Evidence::default() }), Some((Rung::Solo, 1)));
        assert_eq!(missing(Evidence { led_alone: 2, ..Evidence::default() }), Some((Rung::Mentor, 1)));
        assert_eq!(missing(Evidence { led_alone: 2, mentored: 1, ..Evidence::default() }), None);
        assert_eq!(missing(Evidence { mentored: 1, ..Evidence::default() }), Some((Rung::Shadow, 1)));
    }
}
