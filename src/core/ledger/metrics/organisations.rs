//! What each organisation did, from the records and the roster alone.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::core::ledger::Release;
use crate::core::ledger::metrics::{Credit, Credits, Directory, Window};

/// What the people of one organisation did in a window.
#[derive(Clone, Debug, Default)]
pub struct Deeds<'a> {
    /// The releases that they performed: whoever is named first was with it.
    pub performed: Vec<&'a Release>,
    /// The releases that others performed, with a mentor or sponsor of it.
    pub helped: Vec<&'a Release>,
    /// Who became a maintainer with a mentor or sponsor of it, by login.
    pub new_maintainers: BTreeSet<&'a str>,
}

/// What all organisations did. The empty name stands for those whose organisation is not known.
#[derive(Clone, Debug, Default)]
pub struct Organisations<'a> {
    /// By name in lower case.
    pub all: BTreeMap<String, Deeds<'a>>,
    /// How each is written, by name in lower case.
    pub names: BTreeMap<String, &'a str>,
    /// Everybody who became a maintainer in the window.
    pub new_maintainers: BTreeSet<&'a str>,
    /// How many rights of maintainers are without a day, and so in no window.
    pub undated_rights: usize,
}

/// Which rights make a maintainer, and of which projects.
#[derive(Clone, Copy, Debug)]
pub struct MaintainerRights<'a> {
    /// The names of the rights.
    pub names: &'a [String],
    /// The projects, as `owner/name`.
    pub projects: &'a [String],
}

impl MaintainerRights<'_> {
    /// Says whether a right makes a maintainer of one of the projects.
    pub fn include(&self, right: &crate::core::people::Right) -> bool {
        self.names.iter().any(|name| name.eq_ignore_ascii_case(&right.name))
            && self.projects.iter().any(|project| project.eq_ignore_ascii_case(&right.project))
    }
}

impl<'a> Organisations<'a> {
    /// Returns what each organisation did in a window. Each release counts as performed by exactly one organisation, or
    /// by the unknown one.
    pub fn of(credits: &Credits<'a>, directory: &Directory<'a>, rights: MaintainerRights<'_>, window: Window) -> Self {
        let mut found = Self::default();
        for credit in credits.all.iter().filter(|credit| window.contains(credit.date)) {
            let performer = found.key(credit.organisation());
            for helper in found.helpers(credit, directory) {
                if helper != performer {
                    found.all.entry(helper).or_default().helped.push(credit.release);
                }
            }
            found.all.entry(performer).or_default().performed.push(credit.release);
        }
        found.add_maintainers(directory, rights, window);
        found
    }

    /// Returns the key of an organisation, and remembers how it is written.
    pub fn key(&mut self, name: Option<&'a str>) -> String {
        let Some(name) = name else { return String::new() };
        let key = name.to_lowercase();
        self.names.entry(key.clone()).or_insert(name);
        key
    }

    /// Returns the organisations whose people mentored or sponsored a release, each once.
    fn helpers(&mut self, credit: &Credit<'a>, directory: &Directory<'a>) -> BTreeSet<String> {
        let of = |login| directory.organisation_at(credit.release, login, credit.date);
        let names: Vec<&str> = credit.helpers(directory).filter_map(of).collect();
        names.into_iter().map(|name| self.key(Some(name))).collect()
    }

    fn add_maintainers(&mut self, directory: &Directory<'a>, rights: MaintainerRights<'_>, window: Window) {
        for person in directory.people() {
            for right in person.rights.iter().filter(|right| rights.include(right)) {
                let Some(since) = right.since else {
                    self.undated_rights += 1;
                    continue;
                };
                if !window.contains(since) {
                    continue;
                }
                self.new_maintainers.insert(&person.login);
                let helpers = right.mentored_by.iter().chain(&right.sponsored_by);
                let names: Vec<&str> = helpers.filter_map(|login| directory.organisation(login, since)).collect();
                for name in names {
                    let key = self.key(Some(name));
                    self.all.entry(key).or_default().new_maintainers.insert(&person.login);
                }
            }
        }
    }
}

/// Returns how many people are maintainers on a day. A right without a day counts from the beginning.
pub fn maintainers_on(directory: &Directory<'_>, rights: MaintainerRights<'_>, day: Date) -> usize {
    let holds =
        |right: &crate::core::people::Right| rights.include(right) && right.since.is_none_or(|since| since <= day);
    directory.people().filter(|person| person.is_active_on(day) && person.rights.iter().any(holds)).count()
}
