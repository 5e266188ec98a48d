//! Who carries too much: more than they said, twice in a row, or alone.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fmt;

use crate::core::ledger::Release;
use crate::core::people::survey::Facts;
use crate::core::people::{GHOST, Index, shown};
use crate::core::policy::days_before;
use crate::core::text::plural;

/// So many releases by one person, and by nobody else, are a load that nobody shares.
const ALONE: usize = 3;

/// What somebody carries that is too much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Load {
    /// One person led all releases of a project lately.
    Alone {
        /// Who.
        login: String,
        /// The project.
        project: String,
        /// How many.
        releases: usize,
        /// In so many days.
        days: u32,
    },
    /// One person led the last two releases of a project.
    BackToBack {
        /// Who.
        login: String,
        /// The project.
        project: String,
        /// The two versions, the newest first.
        versions: [String; 2],
    },
    /// One person has more mentees than they take on.
    Mentees {
        /// Who.
        login: String,
        /// How many they have.
        mentees: u32,
        /// How many they take on.
        capacity: u32,
    },
}

/// Writes it as a warning, with what to do.
impl fmt::Display for Load {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Alone { login, project, releases, days } => write!(
                formatter,
                "{} led all of the last {releases} releases of {project} in {days} days, alone: let somebody watch \
                 the next one, and lead the one after",
                shown(login)
            ),
            Self::BackToBack { login, project, versions: [newest, before] } => write!(
                formatter,
                "{} led {before} and {newest} of {project} back to back: the next one is for somebody else",
                shown(login)
            ),
            Self::Mentees { login, mentees, capacity } => write!(
                formatter,
                "@{login} has {}, and takes on {capacity}: somebody else may be a mentor to one of them",
                plural(*mentees as usize, "mentee")
            ),
        }
    }
}

impl Load {
    /// Returns the word for it in JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Alone { .. } => "alone",
            Self::BackToBack { .. } => "back-to-back",
            Self::Mentees { .. } => "mentees",
        }
    }

    /// Returns the login of who carries it.
    pub fn login(&self) -> &str {
        match self {
            Self::Alone { login, .. } | Self::BackToBack { login, .. } | Self::Mentees { login, .. } => login,
        }
    }
}

/// Returns who carries too much: of each project, then of mentees.
pub(super) fn of(facts: &Facts<'_>, index: &Index<'_>, mentees: &HashMap<&str, u32>) -> Vec<Load> {
    let mut found: Vec<Load> = Vec::new();
    let projects = facts.releases.chunk_by(|one, other| one.project == other.project);
    found.extend(projects.filter_map(|releases| of_project(releases, facts, index)));
    for person in &facts.roster.0 {
        let count = mentees.get(person.login.as_str()).copied().unwrap_or_default();
        if let Some(capacity) = person.capacity.mentees.filter(|capacity| count > *capacity) {
            found.push(Load::Mentees { login: person.login.clone(), mentees: count, capacity });
        }
    }
    found
}

fn of_project(releases: &[Release], facts: &Facts<'_>, index: &Index<'_>) -> Option<Load> {
    // A candidate and its final are one turn.
    let is_turn =
        |release: &&Release| release.kind != "pre-release" && release.date.is_some_and(|date| date <= facts.today);
    let mut turns: Vec<&Release> = releases.iter().filter(is_turn).collect();
    turns.sort_by_key(|release| Reverse(release.date));
    let sole = |release: &Release| match release.released_by.as_slice() {
        [login] if login != GHOST => Some(index.login(login).to_owned()),
        _ => None,
    };
    let login = turns.first().and_then(|newest| sole(newest))?;
    let project = turns.first().map(|newest| newest.project.clone()).unwrap_or_default();
    let earliest = days_before(facts.today, facts.policy.window);
    let lately: Vec<&&Release> = turns.iter().filter(|release| release.date.is_some_and(|on| on >= earliest)).collect();
    let is_theirs = |release: &Release| sole(release).as_ref() == Some(&login);
    let had_company = |release: &&&Release| !release.mentored_by.is_empty() || !release.shadowed_by.is_empty();
    if lately.len() >= ALONE && lately.iter().all(|release| is_theirs(release)) && !lately.iter().any(had_company) {
        return Some(Load::Alone { login, project, releases: lately.len(), days: facts.policy.window });
    }
    match lately.as_slice() {
        [newest, before, ..] if facts.policy.rest > 0 && is_theirs(before) => {
            Some(Load::BackToBack { login, project, versions: [newest.version.clone(), before.version.clone()] })
        }
        _ => None,
    }
}
