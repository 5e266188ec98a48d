//! Who has more slots than they can do: more than they take on, two at once, or one right after the other.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;

use crate::core::ledger::Release;
use crate::core::rotation::{History, Slot};
use crate::core::text::plural;
use crate::core::version::ReleaseKind;

/// More than somebody can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Strain {
    /// They have more slots at a time than they take on.
    Capacity {
        /// The login.
        login: String,
        /// The slots: `owner/name id`.
        slots: Vec<String>,
        /// The most that they take on.
        most: u32,
    },
    /// They have two slots whose days overlap.
    Overlap {
        /// The login.
        login: String,
        /// The slots.
        slots: Vec<String>,
    },
    /// They have a slot although they should rest from the one before.
    BackToBack {
        /// The login.
        login: String,
        /// What they had or have before it: `owner/name tag` or a slot.
        before: String,
        /// The slot.
        slots: Vec<String>,
    },
}

impl Strain {
    /// Returns the word for it in JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Capacity { .. } => "over-capacity",
            Self::Overlap { .. } => "overlap",
            Self::BackToBack { .. } => "slots-back-to-back",
        }
    }

    /// Returns who has them: the login.
    pub fn login(&self) -> &str {
        match self {
            Self::Capacity { login, .. } | Self::Overlap { login, .. } | Self::BackToBack { login, .. } => login,
        }
    }

    /// Returns the slots that it is about.
    pub fn slots(&self) -> &[String] {
        match self {
            Self::Capacity { slots, .. } | Self::Overlap { slots, .. } | Self::BackToBack { slots, .. } => slots,
        }
    }

    /// Says whether somebody must look after it. A small team has one right after the other, and knows it.
    pub fn is_too_much(&self) -> bool {
        !matches!(self, Self::BackToBack { .. })
    }

    /// Returns what to do about it: a command. `named` returns what it is given so that it means a slot.
    pub fn remedy(&self, named: &dyn Fn(&str) -> String) -> String {
        let slot = self.slots().last().map(|slot| named(slot)).unwrap_or_default();
        format!("shepherd rotation swap {slot} --with LOGIN")
    }
}

/// Writes it as a warning.
impl fmt::Display for Strain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slots = self.slots().join(", ");
        match self {
            Self::Capacity { login, slots: found, most } => {
                let has = plural(found.len(), "slot");
                write!(formatter, "@{login} has {has} at a time ({slots}), and takes on at most {most}")
            }
            Self::Overlap { login, .. } => write!(formatter, "@{login} has slots whose days overlap: {slots}"),
            Self::BackToBack { login, before, .. } => {
                write!(formatter, "@{login} has {slots} right after {before}: somebody else could have one of them")
            }
        }
    }
}

/// Returns who has more slots than they can do, of those that are not over: by login, then by day.
pub fn strains(history: &History<'_>, slots: &[Slot], today: Date) -> Vec<Strain> {
    let is_ahead = |slot: &&Slot| slot.is_taken() && slot.until >= today && history.release_of(slot, today).is_none();
    let mut ahead: Vec<&Slot> = slots.iter().filter(is_ahead).collect();
    ahead.sort_by(|one, other| (one.from, one.project(), &one.id).cmp(&(other.from, other.project(), &other.id)));
    let mut by_person: BTreeMap<&str, Vec<&Slot>> = BTreeMap::new();
    for slot in &ahead {
        let login = slot.shepherd.iter().map(|login| history.index.login(login));
        login.for_each(|login| by_person.entry(login).or_default().push(slot));
    }
    let mut found = Vec::new();
    for (login, own) in by_person {
        found.extend(over_capacity(history, login, &own));
        found.extend(overlaps(login, &own));
    }
    found.extend(back_to_back(history, &ahead, today));
    found
}

/// Returns the most slots that a person has at a time, where these are more than they take on.
fn over_capacity(history: &History<'_>, login: &str, own: &[&Slot]) -> Option<Strain> {
    let most = history.facts.roster.known_as(login)?.capacity.releases?;
    let at_a_time =
        |slot: &&Slot| own.iter().copied().filter(|other| history.are_at_a_time(slot, other)).collect::<Vec<_>>();
    // Of as many, those that come first.
    let groups = own.iter().map(at_a_time).rev();
    let largest = groups.max_by_key(Vec::len).filter(|group| u32::try_from(group.len()).is_ok_and(|has| has > most))?;
    let slots = largest.into_iter().map(Slot::full_name).collect();
    Some(Strain::Capacity { login: login.to_owned(), slots, most })
}

fn overlaps(login: &str, own: &[&Slot]) -> Vec<Strain> {
    let mut found = Vec::new();
    for (position, slot) in own.iter().enumerate() {
        for other in own.iter().skip(position + 1).filter(|other| other.from <= slot.until) {
            found.push(Strain::Overlap { login: login.to_owned(), slots: vec![slot.full_name(), other.full_name()] });
        }
    }
    found
}

/// Returns the slots of people who should rest from one before, in each project. A candidate and its final are one turn.
fn back_to_back(history: &History<'_>, ahead: &[&Slot], today: Date) -> Vec<Strain> {
    let rest = usize::try_from(history.facts.policy.rest).unwrap_or(usize::MAX);
    let mut by_project: BTreeMap<String, Vec<&Slot>> = BTreeMap::new();
    for slot in ahead {
        for project in &slot.projects {
            by_project.entry(project.to_lowercase()).or_default().push(slot);
        }
    }
    let is_turn = |release: &Release| {
        release.kind != ReleaseKind::PreRelease.name() && release.date.is_some_and(|date| date <= today)
    };
    let mut found = Vec::new();
    for (project, slots) in by_project {
        let mut released: Vec<&Release> =
            history.of_project(&project).iter().copied().filter(|release| is_turn(release)).collect();
        released.sort_by(|one, other| (one.date, &one.tag).cmp(&(other.date, &other.tag)));
        let last = released.iter().skip(released.len().saturating_sub(rest));
        let mut turns: Vec<(String, Vec<&str>)> = last
            .map(|release| {
                let people = release.released_by.iter().map(|login| history.index.login(login)).collect();
                (format!("{} {}", release.project, release.tag), people)
            })
            .collect();
        for slot in slots {
            let Some(login) = slot.shepherd.as_ref().map(|login| history.index.login(login)) else { continue };
            let before = turns.iter().rev().take(rest).find(|(_, people)| people.contains(&login));
            found.extend(before.map(|(before, _)| Strain::BackToBack {
                login: login.to_owned(),
                before: before.clone(),
                slots: vec![slot.full_name()],
            }));
            turns.push((slot.full_name(), vec![login]));
        }
    }
    found
}
