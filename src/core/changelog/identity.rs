//! Who wrote a change, as far as git tells: noreply addresses, owners of branches, and what the history itself shows
//! of who stands behind an address.

use std::collections::HashMap;

use crate::core::changelog::entry::Entry;
use crate::core::changelog::history::{Facts, History};
use crate::core::changelog::rules::Rules;
use crate::core::changelog::walk::Walk;
use crate::core::history::{Node, Person};

/// The author of a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The login, where it is known.
    pub login: Option<String>,
    /// The name from git.
    pub name: Option<String>,
}

/// Which login stands behind a name or an address.
#[derive(Debug, Default)]
pub struct Identities {
    by_email: HashMap<String, String>,
    by_name: HashMap<String, String>,
    /// The owner of the project, whose branches are not one person's.
    project_owner: Option<String>,
}

/// Returns the login in a noreply address of GitHub: `ID+login@users.noreply.github.com`, or without the id
/// (<https://docs.github.com/en/account-and-profile/reference/email-addresses-reference>). Enterprise hosts put their
/// own name behind `users.noreply.`.
pub fn login_of_email(email: &str) -> Option<&str> {
    let (local, host) = email.split_once('@')?;
    if !host.starts_with("users.noreply.") {
        return None;
    }
    let login = local.split_once('+').map_or(local, |(_, login)| login);
    (!login.is_empty()).then_some(login)
}

impl Identities {
    /// Learns from the merges of a history: a branch that a person owns was most often written by that person.
    pub fn learn(history: &History, walk: &Walk, rules: &Rules, project_owner: Option<&str>) -> Self {
        Self::of(history, &observed(history, walk, rules), project_owner)
    }

    /// Learns as [`Identities::learn`] does, for records that stay: the branches of an owner speak for one person only, who
    /// wrote the most of them.
    pub fn learn_people(history: &History, walk: &Walk, rules: &Rules, project_owner: Option<&str>) -> Self {
        let mut observed = observed(history, walk, rules);
        let name = |author: u32| history.people.get(author as usize).map(|person| person.name.to_lowercase());
        let mut counts: HashMap<&str, HashMap<Option<String>, usize>> = HashMap::new();
        for (owner, author) in &observed {
            *counts.entry(owner).or_default().entry(name(*author)).or_default() += 1;
        }
        let most = |owner: &str| {
            let names = counts.get(owner)?.iter().max_by(|one, other| one.1.cmp(other.1).then(other.0.cmp(one.0)));
            names.and_then(|(name, _)| name.clone())
        };
        let most: HashMap<&str, Option<String>> = counts.keys().map(|owner| (*owner, most(owner))).collect();
        observed.retain(|(owner, author)| most.get(owner).is_some_and(|most| *most == name(*author)));
        Self::of(history, &observed, project_owner)
    }

    fn of(history: &History, observed: &[(&str, u32)], project_owner: Option<&str>) -> Self {
        let mut votes: HashMap<(bool, String), HashMap<String, usize>> = HashMap::new();
        let mut writers: HashMap<&str, Vec<u32>> = HashMap::new();
        for (owner, author) in observed {
            let known = writers.entry(owner).or_default();
            if !known.contains(author) {
                known.push(*author);
            }
        }
        for &(owner, author) in observed {
            // Without a remote the project's own name is not known; whoever's branches many people write is no person.
            let is_shared = match project_owner {
                Some(project) => owner.eq_ignore_ascii_case(project),
                None => writers.get(owner).is_some_and(|authors| authors.len() > 3),
            };
            let Some(person) = history.people.get(author as usize).filter(|_| !is_shared) else { continue };
            for key in [(true, person.email.to_lowercase()), (false, person.name.to_lowercase())] {
                *votes.entry(key).or_default().entry(owner.to_owned()).or_default() += 1;
            }
        }
        let mut identities = Self { project_owner: project_owner.map(str::to_owned), ..Self::default() };
        if identities.project_owner.is_none() {
            identities.project_owner = writers
                .iter()
                .filter(|(_, authors)| authors.len() > 3)
                .max_by_key(|(owner, authors)| (authors.len(), **owner))
                .map(|(owner, _)| (*owner).to_owned());
        }
        identities.by_email.clone_from(&history.logins);
        for ((is_email, key), logins) in votes {
            let all: usize = logins.values().sum();
            // Whoever's commits come from many people's branches is none of them: only a majority tells.
            if let Some((login, _)) = logins.into_iter().find(|(_, count)| count * 2 > all) {
                let table = if is_email { &mut identities.by_email } else { &mut identities.by_name };
                // What an address said itself is sure.
                table.entry(key).or_insert(login);
            }
        }
        identities
    }

    /// Adds what another line's history shows, where this one shows nothing.
    pub fn complete_with(&mut self, other: Self) {
        for (key, login) in other.by_email {
            self.by_email.entry(key).or_insert(login);
        }
        for (key, login) in other.by_name {
            self.by_name.entry(key).or_insert(login);
        }
        self.project_owner = self.project_owner.take().or(other.project_owner);
    }

    /// Returns the login of a person of git.
    pub fn login(&self, person: &Person) -> Option<String> {
        login_of_email(&person.email)
            .or_else(|| self.by_email.get(&person.email.to_lowercase()).map(String::as_str))
            .or_else(|| self.by_name.get(&person.name.to_lowercase()).map(String::as_str))
            .map(str::to_owned)
    }

    /// Returns the author of an entry, by GitHub where it was asked.
    pub fn author(&self, history: &History, facts: &Facts, walk: &Walk, entry: &Entry) -> Author {
        let original = entry.original().and_then(|number| facts.pull_requests.get(&number));
        if let Some(details) = original.or_else(|| entry.details(facts)) {
            let login = details.author.as_ref().map(|author| author.login.clone());
            // Of an account that was deleted, git still has the name; a port may be committed by somebody else.
            let name = login.is_none() && entry.backport.is_none();
            let name = name.then(|| history.author(author_node(history, walk, entry)).name.clone());
            return Author { login, name: name.filter(|name| !name.is_empty()) };
        }
        let known = entry.original().filter(|_| entry.backport.is_some());
        if let Some(original) = known.and_then(|number| history.originals.by_number.get(&number)) {
            return original.author.clone();
        }
        let person = history.author(author_node(history, walk, entry));
        let branch = history.commit(entry.node).message.branch.as_ref();
        let owner = branch.map(|(owner, _)| owner).filter(|owner| {
            let is_project = self.project_owner.as_ref().is_some_and(|project| owner.eq_ignore_ascii_case(project));
            // A bot opens backports from its own fork; the commit keeps the author.
            !is_project && entry.backport.is_none()
        });
        let login = owner.cloned().or_else(|| self.login(person));
        Author { login, name: Some(person.name.clone()).filter(|name| !name.is_empty()) }
    }

    /// Returns the name of the bot that wrote all commits of an entry, by git alone.
    pub fn bot_author(&self, history: &History, walk: &Walk, entry: &Entry, rules: &Rules) -> Option<String> {
        let mut name = None;
        for node in written(history, walk, entry) {
            let person = history.author(node);
            let login = login_of_email(&person.email);
            let is_bot = person.name.ends_with("[bot]")
                || rules.is_bot_login(&person.name)
                || login.is_some_and(|login| rules.is_bot_login(login));
            if !is_bot {
                return None;
            }
            name = Some(person.name.clone());
        }
        name
    }
}

/// Returns the owners of merged branches, each with who alone wrote what was merged.
fn observed<'a>(history: &'a History, walk: &Walk, rules: &Rules) -> Vec<(&'a str, u32)> {
    let mut observed = Vec::new();
    for step in &walk.steps {
        let message = &history.commit(step.node).message;
        let Some((owner, _)) = &message.branch else { continue };
        // Who opens a backport is often a bot, and seldom who wrote the commits.
        if message.backport.is_some() || rules.is_bot_login(owner) {
            continue;
        }
        if let Some(author) = sole_author(history, &step.side) {
            observed.push((owner.as_str(), author));
        }
    }
    observed
}

/// The commits that an entry's author wrote: its side for a merge, itself otherwise.
fn written<'a>(history: &'a History, walk: &'a Walk, entry: &'a Entry) -> impl Iterator<Item = Node> + 'a {
    entry.steps.iter().filter_map(|step| walk.steps.get(*step)).flat_map(move |step| {
        let own = std::iter::once(step.node).filter(move |_| step.side.is_empty());
        let side = step.side.iter().rev().copied().filter(move |node| !history.graph.is_merge(*node));
        own.chain(side)
    })
}

/// The commit whose author stands for an entry: the oldest that was written for it.
fn author_node(history: &History, walk: &Walk, entry: &Entry) -> Node {
    written(history, walk, entry).next().unwrap_or(entry.node)
}

/// The author of all commits of a side that are no merges, if it is one person.
fn sole_author(history: &History, side: &[Node]) -> Option<u32> {
    let mut authors =
        side.iter().filter(|node| !history.graph.is_merge(**node)).map(|node| history.commit(*node).author);
    let first = authors.next()?;
    authors.all(|author| author == first).then_some(first)
}
