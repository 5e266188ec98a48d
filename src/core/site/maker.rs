//! What all pages are made of.

use std::collections::HashMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::core::ledger::Release;
use crate::core::ledger::metrics::{Credits, Directory, Figure, Window};
use crate::core::people::{self, Away, CheckIn, Pairing, Person, Standing, Survey, is_nobody};
use crate::core::policy::Policy;
use crate::core::rotation::{History, Slot};
use crate::core::run::{Event, Run};
use crate::core::site::row::{ReleaseRow, Table, Who};
use crate::core::site::{Published, Words, file_name, may_name};

/// All that a site is made of.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// What may be published.
    pub published: &'a Published,
    /// What the order of turns follows from: all of the records, and what they alone say. Of it only names are shown,
    /// those that may be.
    pub history: &'a History<'a>,
    /// The slots that everybody knows.
    pub slots: &'a [Slot],
    /// The pairings.
    pub pairings: &'a [Pairing],
    /// When people are away who let it be shown, as far as this machine knows.
    pub away: &'a [Away],
    /// What the team agreed on.
    pub policy: &'a Policy,
    /// The runs that everybody knows, with their projects.
    pub runs: &'a [(String, Run, Vec<Event>)],
    /// The projects.
    pub projects: &'a [String],
    /// The metrics.
    pub figures: &'a [Figure],
    /// What organisations did.
    pub organisations: &'a Table,
    /// Maintainers and contributors, quarter by quarter.
    pub quarters: &'a Table,
    /// Why GitHub was not asked.
    pub without_github: Option<&'a str>,
    /// The days of the figures.
    pub window: Window,
    /// The day of the site.
    pub day: Date,
    /// Tells the logins of bots.
    pub is_bot: &'a dyn Fn(&str) -> bool,
}

/// What people did, by login: the position of each release and the roles.
type Deeds<'a> = HashMap<&'a str, Vec<(usize, Vec<&'static str>)>>;

/// The facts with what is looked up in them.
pub(super) struct Maker<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) directory: Directory<'a>,
    pub(super) credits: Credits<'a>,
    /// The releases, the newest first.
    pub(super) releases: Vec<&'a Release>,
    /// What each person of the roster did.
    pub(super) deeds: Deeds<'a>,
    /// How each person of the roster stands, by login.
    pub(super) standings: HashMap<String, Standing>,
}

impl<'a> Maker<'a> {
    pub(super) fn new(facts: Facts<'a>) -> Self {
        let Published { roster, releases, .. } = facts.published;
        let directory = Directory::new(roster, releases);
        let credits = Credits::of(releases, &directory, facts.is_bot);
        let mut order: Vec<&Release> = releases.iter().rev().collect();
        order.sort_by_key(|release| std::cmp::Reverse(release.date));
        let survey = Survey::of(&people::Facts {
            roster,
            releases,
            pairings: facts.pairings,
            policy: facts.policy,
            today: facts.day,
        });
        let standings = survey.standings.into_iter().map(|standing| (standing.login.clone(), standing)).collect();
        let deeds = deeds(&order, &directory);
        Self { facts, directory, credits, releases: order, deeds, standings }
    }

    /// Returns somebody as a page may name them.
    pub(super) fn who(&self, given: &str) -> Who {
        if is_nobody(given) {
            return Who::default();
        }
        let page = self.directory.person(given).map(|person| person_path(&person.login));
        Who { login: Words::of(self.directory.login(given)), page }
    }

    /// Returns the same for somebody who had to do with a release: nobody by name unless they agreed to be listed, or its
    /// record names them.
    pub(super) fn who_beside(&self, release: &Release, given: &str) -> Who {
        let may = self.directory.person(given).is_some() || may_name(release, given);
        if may { self.who(given) } else { Who::default() }
    }

    /// Returns the same for somebody who is to do something: no record names them yet, so they must have agreed.
    pub(super) fn who_if_listed(&self, given: &str) -> Who {
        if self.directory.person(given).is_some() { self.who(given) } else { Who::default() }
    }

    /// Says whether a check-in is not over on the day of the site.
    pub(super) fn is_to_come(&self, check_in: &CheckIn) -> bool {
        let day = self.facts.day.to_zoned(TimeZone::UTC);
        day.is_ok_and(|day| !check_in.when.is_past(day.timestamp()))
    }

    /// Returns somebody of the roster.
    pub(super) fn listed(person: &Person) -> Who {
        Who { login: Words::of(&person.login), page: Some(person_path(&person.login)) }
    }

    /// Returns the name of a project, where the site is about several.
    pub(super) fn project(&self, project: &str) -> Option<Words> {
        (self.facts.projects.len() > 1).then(|| Words::of(project))
    }

    /// Returns the path of the page of a release.
    pub(super) fn path(&self, release: &Release) -> String {
        let name = match self.facts.projects {
            [_] => file_name(&release.tag),
            _ => file_name(&format!("{} {}", release.project, release.tag)),
        };
        format!("releases/{name}.html")
    }

    /// Returns a release as lists have it.
    pub(super) fn row(&self, release: &Release) -> ReleaseRow {
        let people = |logins: &[String]| logins.iter().map(|login| self.who(login)).collect();
        ReleaseRow {
            tag: Words::of(&release.tag),
            project: self.project(&release.project),
            page: self.path(release),
            date: release.date,
            kind: Words::of(&release.kind),
            security: release.security,
            released_by: people(&release.released_by),
            mentored_by: people(&release.mentored_by),
            sponsored_by: people(&release.sponsored_by),
            shadowed_by: people(&release.shadowed_by),
        }
    }
}

/// Returns the path of the page of a person.
pub(super) fn person_path(login: &str) -> String {
    format!("people/{}.html", file_name(&login.to_lowercase()))
}

/// Returns what each person of the roster did, by login.
fn deeds<'a>(releases: &[&'a Release], directory: &Directory<'a>) -> Deeds<'a> {
    let mut found = Deeds::new();
    for (place, release) in releases.iter().enumerate() {
        let roles = [
            ("led", &release.released_by),
            ("mentored", &release.mentored_by),
            ("sponsored", &release.sponsored_by),
            ("watched", &release.shadowed_by),
        ];
        for (role, given) in roles.into_iter().flat_map(|(role, logins)| logins.iter().map(move |login| (role, login)))
        {
            let Some(person) = directory.person(given) else { continue };
            let own = found.entry(person.login.as_str()).or_default();
            match own.last_mut() {
                Some((known, roles)) if *known == place => {
                    if !roles.contains(&role) {
                        roles.push(role);
                    }
                }
                _ => own.push((place, vec![role])),
            }
        }
    }
    found
}
