//! The people who agreed to be listed: the list, and a page for each.

use std::collections::{BTreeSet, HashMap, HashSet};

use jiff::civil::Date;

use crate::core::people::{Person, Show, is_nobody};
use crate::core::site::Words;
use crate::core::site::maker::{Maker, person_path};
use crate::core::site::page::{Content, Page, People, PersonPage};
use crate::core::site::row::{NextRow, PersonRow, Who};

impl Maker<'_> {
    /// Returns the list.
    pub(super) fn people_list(&self) -> Page {
        let people: Vec<PersonRow> = self.directory.people().map(|person| self.person_row(person)).collect();
        let named = self.releases.iter().flat_map(|release| release.everybody()).filter(|given| !is_nobody(given));
        let is_other = |login: &&str| self.directory.person(login).is_none() && !(self.facts.is_bot)(login);
        let others: HashSet<&str> = named.map(|given| self.directory.login(given)).filter(is_other).collect();
        Page::new("people.html", "People", Content::People(People { people, others: others.len() }))
    }

    /// Returns the page of each person.
    pub(super) fn person_pages(&self) -> Vec<Page> {
        let mut next: HashMap<&str, Vec<NextRow>> = HashMap::new();
        let mut declined: HashMap<&str, Vec<Words>> = HashMap::new();
        for slot in self.ahead() {
            let logins = [&slot.shepherd, &slot.mentor, &slot.learner].into_iter().flatten();
            // Whoever mentors in a slot that they have themselves stands there twice.
            let people: BTreeSet<&str> =
                logins.filter_map(|login| Some(self.directory.person(login)?.login.as_str())).collect();
            for login in people {
                next.entry(login).or_default().push(self.slot_row(slot));
            }
        }
        for slot in self.facts.slots.iter().filter(|slot| crate::core::site::may_show_slot(slot)) {
            for said in &slot.declines {
                let Some(person) = self.directory.person(&said.login).filter(|one| one.shows(Show::Declines)) else {
                    continue;
                };
                declined.entry(&person.login).or_default().push(Words::of(&slot.label()));
            }
        }
        let page = |person: &Person| {
            let login = person.login.as_str();
            let content = PersonPage {
                row: self.person_row(person),
                consent: person.consent,
                affiliations: affiliations(person),
                rights: person.rights.iter().map(right).collect(),
                timezone: Words::of(&person.timezone),
                rung: person.shows(Show::Rung).then(|| self.rung_row(person)).flatten(),
                load: person.shows(Show::Load).then(|| self.load_row(person)),
                check_ins: if person.shows(Show::CheckIn) { self.check_ins(person) } else { Vec::new() },
                away: if person.shows(Show::Away) { self.away(person) } else { Vec::new() },
                declines: declined.remove(login).unwrap_or_default(),
                next: next.remove(login).unwrap_or_default(),
                releases: self.releases_of(login),
            };
            let title = if content.row.name.is_empty() { format!("@{login}") } else { person.name.clone() };
            Page::new(&person_path(login), &title, Content::Person(Box::new(content)))
        };
        self.directory.people().map(page).collect()
    }

    fn person_row(&self, person: &Person) -> PersonRow {
        let login = person.login.as_str();
        let own = self.deeds.get(login).map(Vec::as_slice).unwrap_or_default();
        let count = |role: &str| own.iter().filter(|(_, roles)| roles.contains(&role)).count();
        PersonRow {
            who: Self::listed(person),
            name: Words::of(&person.name),
            organisation: Words::of(person.organisation_on(self.facts.day).unwrap_or_default()),
            led: count("led"),
            mentored: count("mentored"),
            last: self.standings.get(login).and_then(|standing| standing.last_led),
            rung: person.shows(Show::Rung).then(|| self.standings.get(login).map(|one| one.rung.word())).flatten(),
        }
    }

    fn releases_of(&self, login: &str) -> Vec<(crate::core::site::ReleaseRow, String)> {
        let own = self.deeds.get(login).map(Vec::as_slice).unwrap_or_default();
        let row = |(place, roles): &(usize, Vec<&str>)| {
            self.releases.get(*place).map(|release| (self.row(release), roles.join(", ")))
        };
        own.iter().filter_map(row).collect()
    }

    /// Returns when a person talks next with those whom they mentor or who mentor them, where both show it; how they talk
    /// is for the two alone.
    fn check_ins(&self, person: &Person) -> Vec<(Words, Option<Who>)> {
        let own = self.facts.pairings.iter().filter(|pairing| pairing.is_going_on() && pairing.is_of(&person.login));
        let known = own.filter_map(|pairing| {
            let next = pairing.next_check_in.as_ref().filter(|next| self.is_to_come(next))?;
            let other = self.directory.person(pairing.other(&person.login)).filter(|one| one.shows(Show::CheckIn))?;
            Some((Words::of(&next.when.to_string()), Some(Self::listed(other))))
        });
        let mut known: Vec<_> = known.collect();
        known.sort();
        known
    }

    /// Returns the days on which a person is away from the day of the site on.
    fn away(&self, person: &Person) -> Vec<String> {
        let own = self.facts.away.iter().filter(|away| away.login.eq_ignore_ascii_case(&person.login));
        let days =
            own.filter(|away| away.until >= self.facts.day).map(|away| format!("{} to {}", away.from, away.until));
        days.collect()
    }
}

fn affiliations(person: &Person) -> Vec<(Words, String)> {
    let days = |from: Option<Date>, until: Option<Date>| match (from, until) {
        (None, None) => String::new(),
        (Some(from), None) => format!("since {from}"),
        (None, Some(until)) => format!("until {until}"),
        (Some(from), Some(until)) => format!("{from} to {until}"),
    };
    let all = person.affiliations.iter().rev();
    all.map(|found| (Words::of(&found.organisation), days(found.from, found.until))).collect()
}

fn right(right: &crate::core::people::Right) -> (Words, Words, String) {
    let since = right.since.map(|since| format!("since {since}")).unwrap_or_default();
    (Words::of(&right.name), Words::of(&right.project), since)
}
