//! How a team stands: how far each person has come, who could replace whom, and who carries too much. Computed from the
//! records for whoever looks, and never stored.

mod load;
mod succession;

pub use load::Load;
pub use succession::{SoleHolder, Succession};

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;

use crate::core::ledger::Release;
use crate::core::people::{Evidence, GHOST, Index, Ladder, Missing, Pairing, Person, Roster, Rung};
use crate::core::policy::Policy;

/// How a team stands on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// How each person of the roster stands, in its order.
    pub standings: Vec<Standing>,
    /// The logins of those who are in records of releases and not in the roster, sorted.
    pub strangers: Vec<String>,
    /// Who can release each project, and who could next, sorted by project.
    pub succession: Vec<Succession>,
    /// The rights that one person alone holds, sorted by project and right.
    pub sole_holders: Vec<SoleHolder>,
    /// Who carries too much.
    pub loads: Vec<Load>,
}

/// How one person stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The login.
    pub login: String,
    /// How far they have come.
    pub rung: Rung,
    /// What the records say of them.
    pub evidence: Evidence,
    /// What is missing for the next rung; `None` at the top.
    pub missing: Option<Missing>,
    /// The day of the last release that they led.
    pub last_led: Option<Date>,
    /// Whether they take part, as the roster says.
    pub is_active: bool,
    /// How many mentees they have.
    pub mentees: u32,
}

/// What a survey is made of.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Everybody.
    pub roster: &'a Roster,
    /// All releases, those of one project beside each other.
    pub releases: &'a [Release],
    /// All pairings.
    pub pairings: &'a [Pairing],
    /// What the team agreed on.
    pub policy: &'a Policy,
    /// The day.
    pub today: Date,
}

impl Survey {
    /// Returns how a team stands.
    pub fn of(facts: &Facts<'_>) -> Self {
        let Facts { roster, releases, pairings, policy, today } = *facts;
        let index = Index::of(roster, releases);
        let ladder = Ladder::of(releases, &index, today, &policy.ladder);
        let mut last_led: HashMap<&str, Date> = HashMap::new();
        for release in releases {
            let Some(date) = release.date.filter(|date| *date <= today) else { continue };
            for login in &release.released_by {
                let last = last_led.entry(index.login(login)).or_insert(date);
                *last = (*last).max(date);
            }
        }
        let mut mentees: HashMap<&str, u32> = HashMap::new();
        for pairing in pairings.iter().filter(|pairing| pairing.is_going_on()) {
            *mentees.entry(index.login(&pairing.mentor)).or_default() += 1;
        }
        let standing = |person: &Person| {
            let login = person.login.as_str();
            Standing {
                login: login.to_owned(),
                rung: ladder.rung(login),
                evidence: ladder.evidence(login),
                missing: ladder.missing(login),
                last_led: last_led.get(login).copied(),
                is_active: person.is_active_on(today),
                mentees: mentees.get(login).copied().unwrap_or_default(),
            }
        };
        let known: BTreeSet<&str> = roster.0.iter().map(|person| person.login.as_str()).collect();
        let named = releases.iter().flat_map(Release::everybody).map(|login| index.login(login));
        let strangers: BTreeSet<&str> = named.filter(|login| !known.contains(login) && *login != GHOST).collect();
        let succession = succession::of(facts, &index);
        Self {
            standings: roster.0.iter().map(standing).collect(),
            strangers: strangers.into_iter().map(str::to_owned).collect(),
            sole_holders: succession::sole_holders(facts, &succession),
            succession,
            loads: load::of(facts, &index, &mentees),
        }
    }
}

impl Standing {
    /// Returns the evidence in words: `led 2 alone and 1 with a mentor, watched 3`.
    pub fn evidence_in_words(&self) -> String {
        let Evidence { watched, led_with_mentor, led_alone, mentored, sponsored } = self.evidence;
        let led = match (led_alone, led_with_mentor) {
            (0, 0) => String::new(),
            (alone, 0) => format!("led {alone} alone"),
            (0, paired) => format!("led {paired} with a mentor"),
            (alone, paired) => format!("led {alone} alone and {paired} with a mentor"),
        };
        let counted = |verb: &str, count: u32| if count == 0 { String::new() } else { format!("{verb} {count}") };
        let parts = [led, counted("mentored", mentored), counted("sponsored", sponsored), counted("watched", watched)];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() { "in no release yet".to_owned() } else { parts.join(", ") }
    }

    /// Returns what comes next in words: `lead 1 with a mentor`; empty at the top.
    pub fn next_in_words(&self) -> String {
        let Some(Missing { rung, releases }) = self.missing else { return String::new() };
        match rung {
            Rung::Observer => String::new(),
            Rung::Shadow => format!("watch {releases}"),
            Rung::Paired => format!("lead {releases} with a mentor"),
            Rung::Solo => format!("lead {releases} alone"),
            Rung::Mentor => format!("mentor {releases}"),
        }
    }
}

#[cfg(test)]
mod tests;
