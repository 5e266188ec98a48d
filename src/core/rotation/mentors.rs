//! Who may mentor in a slot, in which order: ranked as the shepherds are, by what they mentored.

use std::collections::HashMap;

use crate::core::people::{Ladder, Rung};
use crate::core::rotation::history::Tally;
use crate::core::rotation::rank::{unavailable, with_numbers};
use crate::core::rotation::{Excluded, Exclusion, Growth, History, Ranked, Slot};
use crate::core::text::plural;

/// Who may mentor in a slot.
#[derive(Debug, Default)]
pub(super) struct Mentors {
    /// Who may mentor, and what stands against another mentee.
    able: Vec<(Ranked, Option<Exclusion>)>,
    unable: Vec<Excluded>,
    /// Where each of those who may stands among them.
    places: HashMap<String, usize>,
    /// The mentors of each mentee, by logins of today.
    pairs: HashMap<String, Vec<String>>,
}

/// Finds who may mentor. It takes the rung that the slot does, and never less than that of somebody who released alone.
pub(super) fn find(
    history: &History<'_>,
    ladder: &Ladder<'_>,
    tally: &Tally<'_>,
    slot: &Slot,
    needed: Rung,
) -> Mentors {
    let needed = needed.max(Rung::Solo);
    let mut found = Mentors::default();
    let mut mentees: HashMap<&str, u32> = HashMap::new();
    for pairing in history.facts.pairings.iter().filter(|pairing| pairing.is_going_on()) {
        let (mentor, mentee) = (history.index.login(&pairing.mentor), history.index.login(&pairing.mentee));
        *mentees.entry(mentor).or_default() += 1;
        found.pairs.entry(mentee.to_owned()).or_default().push(mentor.to_owned());
    }
    for person in &history.facts.roster.0 {
        let login = person.login.as_str();
        let rung = ladder.rung(login);
        let mut why = unavailable(history, slot, person);
        if slot.declines.iter().any(|said| history.index.login(&said.login) == login) {
            why.push(Exclusion::Declined);
        }
        if rung < needed {
            why.push(Exclusion::MentorRung { has: rung, needed });
        }
        if !why.is_empty() {
            found.unable.push(Excluded { login: login.to_owned(), why });
            continue;
        }
        let mut one = with_numbers(history, person, slot.from, rung, tally.mentored(login), "mentor");
        let has = mentees.get(login).copied().unwrap_or_default();
        one.reasons.push(plural(usize::try_from(has).unwrap_or(usize::MAX), "mentee"));
        let full = person.capacity.mentees.filter(|most| has >= *most).map(|most| Exclusion::Mentees { has, most });
        found.places.insert(login.to_owned(), found.able.len());
        found.able.push((one, full));
    }
    found
}

impl Mentors {
    /// Returns who of those that mentor a person may do it in the slot. Somebody of another organisation than `own` is
    /// preferred where two carry the same.
    pub(super) fn of(&self, mentee: &str, own: Option<&str>) -> Option<&str> {
        self.of_besides(mentee, own, None)
    }

    /// Returns the same, without somebody who has something else to do in it.
    pub(super) fn of_besides(&self, mentee: &str, own: Option<&str>, busy: Option<&str>) -> Option<&str> {
        let is_free = |login: &&String| *login != mentee && Some(login.as_str()) != busy;
        let mentors = self.pairs.get(mentee)?.iter().filter(is_free);
        let able = mentors.filter_map(|login| self.able.get(*self.places.get(login)?)).map(|(one, _)| one);
        able.min_by(|one, other| one.by_mentoring(other, own)).map(|one| one.login.as_str())
    }

    /// Says whether somebody may mentor in the slot.
    pub(super) fn may(&self, login: &str) -> bool {
        self.places.contains_key(login)
    }

    /// Returns who may mentor in the slot, in order, and who may not. Whoever cuts it does not mentor, unless that is how
    /// somebody learns beside them.
    pub(super) fn beside(self, pick: Option<&Ranked>, growth: Option<&Growth>) -> (Vec<Ranked>, Vec<Excluded>) {
        let Self { able, mut unable, pairs, .. } = self;
        let mentees = pick.map(|pick| &pick.login).into_iter().chain(growth.map(|growth| &growth.learner));
        let theirs: Vec<&String> = mentees.filter_map(|mentee| pairs.get(mentee)).flatten().collect();
        let mut ranked = Vec::new();
        for (one, full) in able {
            let is_named = growth.is_some_and(|growth| growth.mentor == one.login);
            let why = if pick.is_some_and(|pick| pick.login == one.login) && !is_named {
                Some(Exclusion::CutsIt)
            } else {
                // Who mentors one of those who learn already takes on nobody more.
                full.filter(|_| !theirs.contains(&&one.login))
            };
            match why {
                Some(why) => unable.push(Excluded { login: one.login, why: vec![why] }),
                None => ranked.push(one),
            }
        }
        let own = pick.and_then(|pick| pick.organisation.as_deref());
        ranked.sort_by(|one, other| one.by_mentoring(other, own));
        unable.sort_by_key(|one| one.login.to_lowercase());
        (ranked, unable)
    }
}
