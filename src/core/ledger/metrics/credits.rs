//! Who stands behind each release: people by the login of today, and the organisation that they were with.

use std::collections::HashMap;

use jiff::civil::Date;

use crate::core::ledger::Release;
use crate::core::people::{Index, Person, Roster, is_nobody};

/// The people of the roster, and whom a login means.
pub struct Directory<'a> {
    index: Index<'a>,
    roster: &'a Roster,
    people: HashMap<&'a str, &'a Person>,
}

/// A release with a date.
#[derive(Clone, Debug)]
pub struct Credit<'a> {
    /// The record.
    pub release: &'a Release,
    /// Its day.
    pub date: Date,
    /// Who cut it, the first-named first, each once, and whom each was with. Bots are no people, and left out, and so is
    /// `ghost`, who is nobody in particular.
    pub led: Vec<(&'a str, Option<&'a str>)>,
}

/// All releases with a date, the oldest first.
#[derive(Clone, Debug, Default)]
pub struct Credits<'a> {
    /// Sorted by day, project and tag.
    pub all: Vec<Credit<'a>>,
    /// How many records have no date, and so are in no window.
    pub undated: usize,
    /// How many of those with a date were cut by somebody who was taken out of the records. They count as releases, and
    /// for nobody.
    pub forgotten: usize,
}

impl<'a> Directory<'a> {
    /// Returns the directory of a roster and the records beside it.
    pub fn new(roster: &'a Roster, releases: &'a [Release]) -> Self {
        let index = Index::of(roster, releases);
        let people = roster.0.iter().map(|person| (person.login.as_str(), person)).collect();
        Self { index, roster, people }
    }

    /// Returns the login that somebody has today.
    pub fn login<'b>(&self, given: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.index.login(given)
    }

    /// Returns a person of the roster by any of their logins.
    pub fn person(&self, given: &str) -> Option<&'a Person> {
        self.people.get(self.index.login(given)).copied()
    }

    /// Returns everybody in the roster, in its order.
    pub fn people(&self) -> impl Iterator<Item = &'a Person> {
        self.roster.0.iter()
    }

    /// Returns the organisation that somebody was with on a day, as the roster knows it.
    pub fn organisation(&self, given: &str, day: Date) -> Option<&'a str> {
        named(self.person(given)?.organisation_on(day)?)
    }

    /// Returns the organisation that somebody was with at a release: what the record says comes before the roster.
    pub fn organisation_at(&self, release: &'a Release, given: &str, day: Date) -> Option<&'a str> {
        let login = self.index.login(given);
        let recorded = release.organisations.iter().find(|(key, _)| self.index.login(key) == login);
        match recorded {
            Some((_, organisation)) => named(organisation),
            None => self.organisation(given, day),
        }
    }
}

fn named(organisation: &str) -> Option<&str> {
    Some(organisation.trim()).filter(|organisation| !organisation.is_empty())
}

impl<'a> Credits<'a> {
    /// Returns who stands behind each release. `is_bot` tells the logins of bots.
    pub fn of(releases: &'a [Release], directory: &Directory<'a>, is_bot: &dyn Fn(&str) -> bool) -> Self {
        let mut credits = Self::default();
        for release in releases {
            let Some(date) = release.date else {
                credits.undated += 1;
                continue;
            };
            let mut led: Vec<(&str, Option<&str>)> = Vec::with_capacity(release.released_by.len());
            credits.forgotten += usize::from(release.released_by.iter().any(|given| is_nobody(given)));
            for given in release.released_by.iter().filter(|given| !is_bot(given) && !is_nobody(given)) {
                let login = directory.login(given.as_str());
                if !led.iter().any(|(known, _)| *known == login) {
                    led.push((login, directory.organisation_at(release, given, date)));
                }
            }
            credits.all.push(Credit { release, date, led });
        }
        let key = |credit: &Credit<'a>| (credit.date, credit.release.project.as_str(), credit.release.tag.as_str());
        credits.all.sort_by(|one, other| key(one).cmp(&key(other)));
        credits
    }
}

impl<'a> Credit<'a> {
    /// Says whether it is a pre-release.
    pub fn is_pre_release(&self) -> bool {
        self.release.kind == "pre-release"
    }

    /// Returns the organisation that the release counts for: that of the person who is named first.
    pub fn organisation(&self) -> Option<&'a str> {
        self.led.first().and_then(|(_, organisation)| *organisation)
    }

    /// Returns who helped without cutting it: its mentors and sponsors.
    pub fn helpers<'b>(&'b self, directory: &'b Directory<'a>) -> impl Iterator<Item = &'a str> + 'b {
        let both = self.release.mentored_by.iter().chain(&self.release.sponsored_by);
        let logins = both.filter(|given| !is_nobody(given)).map(|given| directory.login(given.as_str()));
        logins.filter(|login| !self.led.iter().any(|(known, _)| known == login))
    }
}
