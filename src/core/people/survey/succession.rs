//! Who could replace whom, and rights that one person alone holds.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::core::ledger::Release;
use crate::core::people::GHOST;
use crate::core::people::survey::Facts;
use crate::core::people::{Index, Ladder, Person, Roster, Rung};
use crate::core::policy::days_before;

/// Who can release one project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Succession {
    /// The project, as `owner/name`.
    pub project: String,
    /// The logins of those who led a release of it without a mentor lately, and take part: each could replace each.
    pub able: Vec<String>,
    /// The logins of those who did so before, and not lately: the rotation may propose them.
    pub before: Vec<String>,
    /// The logins of those who learn it: they watched, led with a mentor, or have one of those who are able as a mentor.
    pub learning: Vec<String>,
}

/// A right of a project that one person alone holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoleHolder {
    /// The project, as `owner/name`.
    pub project: String,
    /// The right.
    pub right: String,
    /// The login of who holds it.
    pub login: String,
    /// The logins of those who can release the project and do not hold it.
    pub could: Vec<String>,
}

/// Returns who can release each project, and who could next.
pub(super) fn of(facts: &Facts<'_>, index: &Index<'_>) -> Vec<Succession> {
    let mut found: Vec<Succession> = Vec::new();
    for releases in facts.releases.chunk_by(|one, other| one.project == other.project) {
        let Some(first) = releases.first() else { continue };
        let ladder = Ladder::of(releases, index, facts.today, &facts.policy.ladder);
        let led = last_led(releases, index, facts.today);
        let everybody: Vec<&str> = everybody(releases, index, facts.roster, facts.today);
        let earliest = days_before(facts.today, facts.policy.capable);
        let is_able =
            |login: &&&str| ladder.rung(login) >= Rung::Solo && led.get(**login).is_some_and(|last| *last >= earliest);
        let able: Vec<&str> = everybody.iter().filter(is_able).copied().collect();
        let is_before = |login: &&&str| ladder.rung(login) >= Rung::Solo && !able.contains(*login);
        let before: Vec<&str> = everybody.iter().filter(is_before).copied().collect();
        let is_learning = |login: &&str| matches!(ladder.rung(login), Rung::Shadow | Rung::Paired);
        let mut learning: Vec<&str> = everybody.iter().copied().filter(is_learning).collect();
        let mentees = facts.pairings.iter().filter(|pairing| pairing.is_going_on());
        for pairing in mentees.filter(|pairing| able.contains(&index.login(&pairing.mentor))) {
            let mentee = index.login(&pairing.mentee);
            if !able.contains(&mentee) && !learning.contains(&mentee) && is_active(facts.roster, mentee, facts.today) {
                learning.push(mentee);
            }
        }
        learning.sort_unstable();
        let owned = |logins: Vec<&str>| logins.into_iter().map(str::to_owned).collect();
        found.push(Succession {
            project: first.project.clone(),
            able: owned(able),
            before: owned(before),
            learning: owned(learning),
        });
    }
    found.sort_by(|one, other| one.project.cmp(&other.project));
    found
}

/// Returns the rights that one person who takes part holds alone, and who of those who can release could have them too.
pub(super) fn sole_holders(facts: &Facts<'_>, succession: &[Succession]) -> Vec<SoleHolder> {
    let mut holders: BTreeMap<(String, &str), (&str, Vec<&str>)> = BTreeMap::new();
    for person in facts.roster.0.iter().filter(|person| person.is_active_on(facts.today)) {
        for right in &person.rights {
            let key = (right.project.to_lowercase(), right.name.as_str());
            let (_, logins) = holders.entry(key).or_insert((right.project.as_str(), Vec::new()));
            if !logins.contains(&person.login.as_str()) {
                logins.push(&person.login);
            }
        }
    }
    let mut found = Vec::new();
    for ((_, right), (project, logins)) in holders {
        let [login] = logins.as_slice() else { continue };
        let able = succession.iter().find(|found| found.project.eq_ignore_ascii_case(project));
        let could = able.into_iter().flat_map(|found| &found.able).filter(|able| able != login).cloned().collect();
        found.push(SoleHolder {
            project: project.to_owned(),
            right: right.to_owned(),
            login: (*login).to_owned(),
            could,
        });
    }
    found
}

/// Returns the day of the last release that each person led, up to a day.
fn last_led<'a>(releases: &'a [Release], index: &Index<'a>, today: Date) -> BTreeMap<&'a str, Date> {
    let mut found: BTreeMap<&str, Date> = BTreeMap::new();
    for release in releases {
        let Some(date) = release.date.filter(|date| *date <= today) else { continue };
        for login in &release.released_by {
            let last = found.entry(index.login(login)).or_insert(date);
            *last = (*last).max(date);
        }
    }
    found
}

/// Returns everybody in the releases who takes part, sorted. Of somebody who is not in the roster nothing says that they do
/// not.
fn everybody<'a>(releases: &'a [Release], index: &Index<'a>, roster: &Roster, today: Date) -> Vec<&'a str> {
    let mut found: Vec<&str> = releases.iter().flat_map(Release::everybody).map(|login| index.login(login)).collect();
    found.sort_unstable();
    found.dedup();
    found.retain(|login| *login != GHOST && is_active(roster, login, today));
    found
}

fn is_active(roster: &Roster, login: &str, today: Date) -> bool {
    let person: Option<&Person> = roster.0.iter().find(|person| person.login == login);
    person.is_none_or(|person| person.is_active_on(today))
}
