//! Who stands behind a name, an address or a login, and how that is known. Nothing is joined without a word.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;

use crate::core::changelog::identity::{Identities, login_of_email};
use crate::core::changelog::rules::Rules;
use crate::core::history::Person;
use crate::core::ledger::Someone;
use crate::core::ledger::fact::is_address;
use crate::core::mailmap::Mailmap;
use crate::core::people::{Login, Lookup, Roster};

/// How it is known who stands behind a name or an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It was given by hand.
    Given,
    /// The roster has the address, or the login of before.
    Roster,
    /// The roster has the name.
    RosterName,
    /// The address is one that GitHub gives to a person who hides theirs.
    Hidden,
    /// The history has merges of this person's branches, or an address of GitHub that `.mailmap` replaced.
    History,
    /// Somebody of the same name is known.
    SameName,
    /// `.mailmap` joins them.
    Mailmap,
}

/// A reason in words, for a list of what was joined.
impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Given => "given by --person",
            Self::Roster => "an alias in the records",
            Self::RosterName => "the name in the records",
            Self::Hidden => "GitHub's own address of the login",
            Self::History => "the owner of the merged branches that they wrote",
            Self::SameName => "the same name",
            Self::Mailmap => ".mailmap",
        })
    }
}

/// What is known of who is who.
pub struct Known<'a> {
    /// The people of the records.
    pub roster: &'a Roster,
    /// What decides who is a bot.
    pub rules: &'a Rules,
    /// What the history shows.
    pub history: &'a Identities,
    /// What was given by hand: a name or an address, and the login.
    pub given: &'a [(String, Login)],
    /// Who stands behind an address by `.mailmap`.
    pub mailmap: &'a Mailmap,
}

/// Stands behind a name that could be taken for a login.
const NO_LOGIN: &str = " (no login)";

/// Returns a name, empty where it is an address.
fn nameable(name: &str) -> &str {
    if name.split_whitespace().any(is_address) { "" } else { name.trim() }
}

fn named(name: &str) -> Person {
    Person { name: name.to_owned(), email: String::new() }
}

/// Everybody who is named, and who they are.
pub(super) struct Book<'a> {
    known: Known<'a>,
    roster: Lookup<'a>,
    /// Logins by the names of those who have one.
    by_name: HashMap<String, String>,
    /// Names, in lower case, that people of the project have; a word that is one is no login by itself.
    names: HashSet<String>,
    /// Words, in lower case, that are known to be logins.
    logins: HashSet<String>,
    /// Names by the addresses that they stand beside.
    name_of: HashMap<String, String>,
    /// How each login is written, by its lower case.
    spelling: HashMap<String, String>,
    joined: BTreeMap<String, BTreeMap<String, BTreeSet<Reason>>>,
    bots: BTreeMap<String, usize>,
}

/// A person as they were joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// The login, or the name where none is known.
    pub who: String,
    /// Whether it is a login.
    pub has_login: bool,
    /// The names and addresses that are theirs, each with why.
    pub names: Vec<(String, Vec<Reason>)>,
}

impl Joined {
    /// Returns the name alone, or the login.
    pub fn name(&self) -> &str {
        self.who.strip_suffix(NO_LOGIN).unwrap_or(&self.who)
    }
}

impl<'a> Book<'a> {
    /// Returns a book of everybody in `all`. `recorded` are people as records call them already.
    pub(super) fn new(known: Known<'a>, all: &[&Someone], recorded: &[&str]) -> Self {
        let mut book = Self {
            roster: known.roster.lookup(),
            known,
            by_name: HashMap::new(),
            names: HashSet::new(),
            logins: HashSet::new(),
            name_of: HashMap::new(),
            spelling: HashMap::new(),
            joined: BTreeMap::new(),
            bots: BTreeMap::new(),
        };
        for person in &book.known.roster.0 {
            book.spelling.insert(person.login.to_lowercase(), person.login.clone());
        }
        for who in recorded.iter().filter(|who| who.parse::<Login>().is_ok()) {
            book.spelling.entry(who.to_lowercase()).or_insert_with(|| (*who).to_owned());
        }
        book.logins.extend(all.iter().filter_map(|someone| match someone {
            Someone::Login(login) => Some(login.to_lowercase()),
            _ => None,
        }));
        book.logins.extend(recorded.iter().map(|who| who.to_lowercase()));
        // A name is known by any of its addresses, wherever in the list that one stands; two people of one name are not.
        let mut names: HashMap<String, BTreeSet<String>> = HashMap::new();
        for someone in all {
            let Someone::Signed { person, written } = someone else { continue };
            if !nameable(&person.name).is_empty() {
                book.name_of.entry(person.email.to_lowercase()).or_insert_with(|| person.name.clone());
            }
            book.learn(someone, [&person.name, &written.name], &mut names);
        }
        // `.mailmap` tells who somebody is also where nobody wrote so.
        for (written, person) in book.known.mailmap.people() {
            let both = [person.name.clone(), written.name.clone()];
            book.learn(&Someone::Signed { person, written }, both.each_ref(), &mut names);
        }
        for (name, logins) in names {
            if let (Some(login), 1) = (logins.first(), logins.len()) {
                book.by_name.insert(name, login.clone());
            }
        }
        // One spelling of a login holds for all: the one with `@` before those that are words.
        let is_mention = |someone: &&&Someone| matches!(someone, Someone::Login(_));
        for someone in all.iter().filter(is_mention).chain(all.iter().filter(|someone| !is_mention(someone))) {
            if let Some((login, _)) = book.login(someone) {
                book.spelling.entry(login.to_lowercase()).or_insert(login);
            }
        }
        book
    }

    /// Notes the names that somebody has, and whose they are where that is known.
    fn learn(&mut self, someone: &Someone, names: [&String; 2], found: &mut HashMap<String, BTreeSet<String>>) {
        let login = self.login(someone).map(|(login, _)| login);
        for name in names.map(|name| nameable(name)).into_iter().filter(|name| !name.is_empty()) {
            self.names.insert(name.to_lowercase());
            if let Some(login) = &login {
                found.entry(name.to_lowercase()).or_default().insert(login.to_lowercase());
                self.spelling.entry(login.to_lowercase()).or_insert_with(|| login.clone());
            }
        }
    }

    /// Returns what a record calls somebody: the login, else the name; one that could be taken for a login is marked. An
    /// address is never what a record says. `None` for a bot, and for nobody.
    pub(super) fn who(&mut self, someone: &Someone) -> Option<String> {
        if self.is_bot(someone) {
            let name = match someone {
                Someone::Login(name) | Someone::Name(name) => name.clone(),
                Someone::Signed { person, .. } => person.name.clone(),
            };
            *self.bots.entry(name).or_default() += 1;
            return None;
        }
        let (who, mut reasons) = match self.login(someone) {
            Some((login, reason)) => (self.spelled(login), reason.into_iter().collect::<BTreeSet<_>>()),
            None => self.by_name(someone)?,
        };
        let name = match someone {
            Someone::Signed { person, written } => {
                if person != written {
                    reasons.insert(Reason::Mailmap);
                }
                format!("{} <{}>", written.name, written.email)
            }
            Someone::Name(name) => name.clone(),
            Someone::Login(login) => format!("@{login}"),
        };
        self.joined.entry(who.clone()).or_default().entry(name).or_default().extend(reasons);
        Some(who)
    }

    /// Returns what a record calls each of these, each once.
    pub(super) fn all(&mut self, people: &[Someone]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for who in people.iter().filter_map(|someone| self.who(someone)) {
            if !found.contains(&who) {
                found.push(who);
            }
        }
        found
    }

    /// Returns everybody in the roster.
    pub(super) fn roster(&self) -> &Lookup<'a> {
        &self.roster
    }

    /// Returns who somebody in a record is, as far as is known today: a name may have a login by now.
    pub(super) fn today(&self, recorded: &str) -> String {
        if is_address(recorded) {
            // Records of before may hold an address where a name is to stand.
            let person = Person { name: String::new(), email: recorded.to_owned() };
            let someone = Someone::signed(person);
            let known = self.login(&someone).map(|(login, _)| self.spelled(login));
            return known.or_else(|| Some(self.by_name(&someone)?.0)).unwrap_or_else(|| recorded.to_owned());
        }
        if let Some(name) = recorded.strip_suffix(NO_LOGIN) {
            let someone = Someone::signed(named(name));
            return match self.login(&someone) {
                Some((login, _)) => self.spelled(login),
                None => self.by_name.get(&name.to_lowercase()).map_or(recorded, String::as_str).to_owned(),
            };
        }
        // A name that could be taken for a login is marked in a record.
        let someone = if recorded.parse::<Login>().is_ok() { Someone::Login } else { Someone::Name };
        match self.login(&someone(recorded.to_owned())) {
            Some((login, _)) => self.spelled(login),
            None => self.by_name.get(&recorded.to_lowercase()).map_or(recorded, String::as_str).to_owned(),
        }
    }

    /// Returns everybody who was asked for so far, with their names and addresses, those without a login last.
    pub(super) fn joined(&self) -> Vec<Joined> {
        let mut joined: Vec<Joined> = self
            .joined
            .iter()
            .map(|(who, names)| Joined {
                who: who.clone(),
                has_login: who.parse::<Login>().is_ok(),
                names: names.iter().map(|(name, why)| (name.clone(), why.iter().copied().collect())).collect(),
            })
            .collect();
        for one in &mut joined {
            // Two addresses of one name may be two people.
            if !one.has_login && one.names.len() > 1 {
                one.names.iter_mut().filter(|(_, why)| why.is_empty()).for_each(|(_, why)| why.push(Reason::SameName));
            }
        }
        joined.sort_by_key(|joined| !joined.has_login);
        joined
    }

    /// Returns the bots that were left out so far, and how often.
    pub(super) fn bots(&self) -> &BTreeMap<String, usize> {
        &self.bots
    }

    fn is_bot(&self, someone: &Someone) -> bool {
        let rules = self.known.rules;
        match someone {
            Someone::Login(login) => rules.is_bot_person(login, ""),
            Someone::Name(name) => rules.is_bot_person(name, ""),
            Someone::Signed { person, written } => {
                [person, written].into_iter().any(|person| rules.is_bot_person(&person.name, &person.email))
            }
        }
    }

    /// Returns the login of somebody, and why it is theirs where that needs a word.
    fn login(&self, someone: &Someone) -> Option<(String, Option<Reason>)> {
        let (Known { given, history, .. }, roster) = (&self.known, &self.roster);
        let by_hand = |names: &[&str]| {
            let is_it = |(name, _): &&(String, Login)| names.iter().any(|one| one.eq_ignore_ascii_case(name));
            given.iter().find(is_it).map(|(_, login)| (login.to_string(), Some(Reason::Given)))
        };
        let of_roster = |login: &str| match roster.known_as(login) {
            Some(person) if !person.login.eq_ignore_ascii_case(login) => (person.login.clone(), Some(Reason::Roster)),
            Some(person) => (person.login.clone(), None),
            None => (login.to_owned(), None),
        };
        let with_name =
            |name: &str| roster.with_name(name).map(|person| (person.login.clone(), Some(Reason::RosterName)));
        match someone {
            Someone::Login(login) => by_hand(&[login]).or_else(|| Some(of_roster(login))),
            Someone::Name(name) => {
                let known = || roster.known_as(name).map(|_| of_roster(name));
                let by_history = || {
                    let login = history.login(&Person { name: name.clone(), email: String::new() })?;
                    Some((login, Some(Reason::History)))
                };
                let lower = name.trim().to_lowercase();
                let same = || self.by_name.get(&lower).map(|login| (login.clone(), Some(Reason::SameName)));
                // A word is a login where nobody here has it for a name.
                let is_login = self.logins.contains(&lower) || !self.names.contains(&lower);
                let word = || name.parse::<Login>().ok().filter(|_| is_login).map(|login| (login.to_string(), None));
                let by_name = || by_history().or_else(same);
                by_hand(&[name]).or_else(known).or_else(|| with_name(name)).or_else(by_name).or_else(word)
            }
            Someone::Signed { person, written } => {
                let by_email = || {
                    let found = [&person.email, &written.email].into_iter().find_map(|email| roster.with_email(email));
                    found.map(|found| {
                        // The roster also knows the addresses that GitHub gives to a login.
                        let is_alias = found.is_called(&person.email) || found.is_called(&written.email);
                        (found.login.clone(), Some(if is_alias { Reason::Roster } else { Reason::Hidden }))
                    })
                };
                let hidden = || {
                    let login = [&person.email, &written.email].into_iter().find_map(|email| login_of_email(email))?;
                    Some((of_roster(login).0, Some(Reason::Hidden)))
                };
                let by_history = || {
                    let login = history.login(person).or_else(|| history.login(written))?;
                    Some((of_roster(&login).0, Some(Reason::History)))
                };
                by_hand(&[&person.name, &person.email, &written.name, &written.email])
                    .or_else(by_email)
                    .or_else(hidden)
                    .or_else(|| with_name(&person.name))
                    .or_else(by_history)
            }
        }
    }

    /// Returns what somebody without a login of their own is called.
    fn by_name(&self, someone: &Someone) -> Option<(String, BTreeSet<Reason>)> {
        let (name, email) = match someone {
            Someone::Login(name) | Someone::Name(name) => (name.trim(), ""),
            Someone::Signed { person, .. } => (person.name.trim(), person.email.trim()),
        };
        if let Some(login) = self.by_name.get(&name.to_lowercase()) {
            return Some((self.spelled(login.clone()), BTreeSet::from([Reason::SameName])));
        }
        let of_address = || self.name_of.get(&email.to_lowercase()).map_or("", |name| nameable(name));
        let local = || email.split_once('@').map_or(email, |(local, _)| local).trim();
        let who = [nameable(name), of_address(), local()].into_iter().find(|name| !name.is_empty())?;
        // A single word would be taken for the login of somebody else.
        let mark = if who.parse::<Login>().is_ok() { NO_LOGIN } else { "" };
        Some((format!("{who}{mark}"), BTreeSet::new()))
    }

    fn spelled(&self, login: String) -> String {
        self.spelling.get(&login.to_lowercase()).cloned().unwrap_or(login)
    }
}
