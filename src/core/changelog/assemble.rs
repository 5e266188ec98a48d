//! From decided entries to the changelog that is shown: titles, people, sections, order.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::core::changelog::breaking::breaks;
use crate::core::changelog::decide::{ChangedPaths, Decided};
use crate::core::changelog::entry::Entry;
use crate::core::changelog::history::{Account, Facts, History};
use crate::core::changelog::identity::{Author, Identities, login_of_email};
use crate::core::changelog::model::{Change, Changelog, Credit, Range, Role, SCHEMA, Section, Source};
use crate::core::changelog::rules::{BackportNumber, Order, Rules, SECURITY, SectionRule};
use crate::core::changelog::walk::Walk;
use crate::core::history::Person;

/// What the changelog says of itself besides its changes.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// `owner/name`.
    pub project: Option<String>,
    /// The web address of the server, without a final slash, e.g. `https://github.com`.
    pub server: String,
    /// The version of the head.
    pub version: Option<String>,
    /// Its civil date, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The names of both ends.
    pub base: Option<String>,
    /// The name of the head.
    pub head: String,
    /// The tag of the head, present or to come.
    pub tag: Option<String>,
    /// The full id of the base commit.
    pub base_commit: Option<String>,
    /// The full id of the head commit.
    pub head_commit: String,
    /// Where the details came from.
    pub source: Source,
    /// Everybody who wrote or merged something before the base, when first-time contributors are wanted.
    pub earlier: Option<Earlier>,
}

/// Whoever took part before a range began.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    /// The authors of git.
    pub people: HashSet<Person>,
    /// The owners of merged branches, in lower case.
    pub branch_owners: HashSet<String>,
}

impl Earlier {
    /// Says whether a login or name took part.
    fn knows(&self, who: &str, identities: &Identities) -> bool {
        let who = who.to_lowercase();
        self.branch_owners.contains(&who)
            || self.people.iter().any(|person| {
                person.name.to_lowercase() == who
                    || identities.login(person).is_some_and(|login| login.to_lowercase() == who)
            })
    }
}

/// What the assembly reads.
pub struct Sources<'a> {
    /// The commits.
    pub history: &'a History,
    /// What GitHub said.
    pub facts: &'a Facts,
    /// The walk.
    pub walk: &'a Walk,
    /// The rules.
    pub rules: &'a Rules,
    /// Who stands behind an address.
    pub identities: &'a Identities,
}

/// Returns the changelog of decided entries.
pub fn assemble(
    sources: &Sources<'_>,
    decided: Decided,
    frame: Frame,
    changed_paths: &mut ChangedPaths<'_>,
) -> Changelog {
    let mut shown = shown(sources, &decided.entries, &frame, changed_paths);
    let contributors = contributors(&shown, sources.rules);
    let first_time_contributors = frame.earlier.as_ref().map_or_else(Vec::new, |earlier| {
        let authors: HashSet<&str> =
            shown.iter().filter_map(|(_, change)| change.author.as_deref().or(change.author_name.as_deref())).collect();
        contributors
            .iter()
            .filter(|who| authors.contains(who.as_str()) && !earlier.knows(who, sources.identities))
            .cloned()
            .collect()
    });
    match sources.rules.order {
        // Stable, so that commits without a number stay in merge order behind the numbered ones.
        Order::Number => shown.sort_by_key(|(_, change)| std::cmp::Reverse(change.number)),
        Order::Merge => {}
    }
    let mut by_key: HashMap<String, Vec<Change>> = HashMap::new();
    for (key, change) in shown {
        by_key.entry(key).or_default().push(change);
    }
    let sections = sources.rules.sections.iter().filter_map(|rule| {
        let changes = by_key.remove(&rule.key)?;
        Some(Section { key: rule.key.clone(), title: rule.title.clone(), changes })
    });
    Changelog {
        schema: SCHEMA,
        project: frame.project,
        version: frame.version,
        date: frame.date,
        range: Range {
            base: frame.base,
            head: frame.head,
            tag: frame.tag,
            base_commit: frame.base_commit,
            head_commit: frame.head_commit,
        },
        sections: sections.collect(),
        contributors,
        first_time_contributors,
        accounting: decided.accounting,
        source: frame.source,
    }
}

/// The shown changes with the keys of their sections, last merged first, each number once.
fn shown(
    sources: &Sources<'_>,
    entries: &[Entry],
    frame: &Frame,
    changed_paths: &mut ChangedPaths<'_>,
) -> Vec<(String, Change)> {
    let mut shown: Vec<(String, Change)> = Vec::new();
    let mut places: BTreeMap<u64, usize> = BTreeMap::new();
    for entry in entries.iter().rev().filter(|entry| entry.is_shown) {
        for change in changes(sources, entry, frame) {
            show(sources, entry, change, &mut shown, &mut places, changed_paths);
        }
    }
    shown
}

/// Adds a change, unless its number is there already: an original and its backport in one range are one change, and so
/// are two backports of one original.
fn show(
    sources: &Sources<'_>,
    entry: &Entry,
    change: Change,
    shown: &mut Vec<(String, Change)>,
    places: &mut BTreeMap<u64, usize>,
    changed_paths: &mut ChangedPaths<'_>,
) {
    if let Some(place) = change.number.and_then(|number| places.get(&number).copied())
        && let Some((_, known)) = shown.get_mut(place)
    {
        let backport = known.backport.or(change.backport);
        if known.backport.is_some() && change.backport.is_none() {
            *known = change;
        }
        known.backport = backport;
        return;
    }
    if let Some(number) = change.number {
        places.insert(number, shown.len());
    }
    let key = section(sources, entry, &change, changed_paths);
    shown.push((key, change));
}

/// What an entry is shown as: one change, or one for each port of a batch.
fn changes(sources: &Sources<'_>, entry: &Entry, frame: &Frame) -> Vec<Change> {
    if entry.carried.is_empty() {
        return vec![change(sources, entry, frame)];
    }
    let carried = entry.carried.iter().rev().map(|(node, port)| {
        let title = port.title.clone().unwrap_or_else(|| sources.history.commit(*node).message.title.clone());
        let port = Entry { node: *node, backport: Some(port.clone()), carried: Vec::new(), title, ..entry.clone() };
        change(sources, &port, frame)
    });
    carried.collect()
}

fn section(sources: &Sources<'_>, entry: &Entry, change: &Change, changed_paths: &mut ChangedPaths<'_>) -> String {
    let is_security =
        sources.history.commit(entry.node).message.is_security || sources.history.security.contains(&entry.node);
    if is_security && sources.rules.sections.iter().any(|rule| rule.key == SECURITY) {
        return SECURITY.to_owned();
    }
    let mut paths: Vec<Vec<u8>> = Vec::new();
    if sources.rules.needs_paths() {
        for step in entry.steps.iter().filter_map(|step| sources.walk.steps.get(*step)) {
            changed_paths(sources.history.graph.id(step.node), &mut |path| {
                paths.push(path.to_vec());
                true
            });
        }
    }
    let breaks = breaks(sources.history, sources.facts, sources.walk, sources.rules, entry, Some(change));
    let found = sources.rules.section(&change.labels, &change.title, breaks, &paths);
    found.map_or_else(String::new, |(SectionRule { key, .. }, _)| key.clone())
}

fn change(sources: &Sources<'_>, entry: &Entry, frame: &Frame) -> Change {
    let facts = sources.facts;
    let original_number = entry.original();
    let details = entry.details(facts);
    let original = original_number.and_then(|number| facts.pull_requests.get(&number)).or(details);
    let show_own = sources.rules.backport_number == BackportNumber::Backport && entry.number().is_some();
    let number = if show_own { entry.number() } else { original_number };
    let backport = entry.number().filter(|own| Some(*own) != number);
    let title = original
        .filter(|details| Some(details.number) != entry.number())
        .map(|details| details.title.clone())
        .or_else(|| entry.backport.as_ref().and_then(|backport| backport.title.clone()))
        .or_else(|| {
            let original = original_number.filter(|_| entry.is_port());
            original
                .and_then(|number| sources.history.originals.by_number.get(&number))
                .map(|found| found.title.clone())
        })
        .unwrap_or_else(|| entry.title.clone());
    let author = sources.identities.author(sources.history, facts, sources.walk, entry);
    let commit = sources.history.graph.id(entry.node).to_string();
    let url = frame.project.as_ref().map(|project| match number {
        Some(number) => format!("{}/{project}/pull/{number}", frame.server),
        None => format!("{}/{project}/commit/{commit}", frame.server),
    });
    let merged_at = details
        .and_then(|details| details.merged_at.clone())
        .or_else(|| timestamp(sources.history.commit(entry.node).committed));
    let mut labels = original.map_or_else(Vec::new, |details| details.labels.clone());
    labels.sort();
    Change {
        number,
        title,
        url,
        credits: credits(sources, entry, &author),
        author: author.login,
        author_name: author.name,
        labels,
        commit,
        merged_at,
        backport,
        also_in: entry.also_in.clone(),
    }
}

/// Everybody but the author who took part, each once, with the closest of their roles. Bots are not credited.
fn credits(sources: &Sources<'_>, entry: &Entry, author: &Author) -> Vec<Credit> {
    let mut found: Vec<(String, Role)> = Vec::new();
    let step = entry.steps.last().and_then(|step| sources.walk.steps.get(*step));
    for node in step.iter().flat_map(|step| step.side.iter().copied().chain([step.node])) {
        for (name, email) in &sources.history.commit(node).message.co_authors {
            let person = Person { name: name.clone(), email: email.clone() };
            let login = login_of_email(email).map(str::to_owned).or_else(|| sources.identities.login(&person));
            found.extend(login.map(|login| (login, Role::CoAuthored)));
        }
    }
    let facts = sources.facts;
    let details = entry.original().and_then(|number| facts.pull_requests.get(&number)).or_else(|| entry.details(facts));
    if let Some(details) = details {
        let humans = |accounts: &[Account], role| {
            accounts
                .iter()
                .filter(|account| !account.is_bot)
                .map(|account| (account.login.clone(), role))
                .collect::<Vec<_>>()
        };
        found.extend(humans(&details.reviewers, Role::Reviewed));
        found.extend(humans(details.merged_by.as_slice(), Role::Merged));
        found.extend(humans(&details.commenters, Role::Commented));
    } else if sources.history.graph.is_merge(entry.node) {
        let merger = sources.identities.login(sources.history.author(entry.node));
        found.extend(merger.map(|login| (login, Role::Merged)));
    }
    let mut credits: Vec<Credit> = Vec::new();
    for (login, role) in found {
        let is_author = author.login.as_ref().is_some_and(|author| author.eq_ignore_ascii_case(&login));
        let is_known = credits.iter().any(|credit| credit.login.eq_ignore_ascii_case(&login));
        if !is_author && !is_known && !sources.rules.is_bot_login(&login) {
            credits.push(Credit { login, role });
        }
    }
    credits
}

fn contributors(shown: &[(String, Change)], rules: &Rules) -> Vec<String> {
    let mut by_fold: BTreeMap<String, String> = BTreeMap::new();
    for (_, change) in shown {
        let author = change.author.iter().chain(change.author_name.as_ref().filter(|_| change.author.is_none()));
        for who in author.chain(change.credits.iter().map(|credit| &credit.login)) {
            if !rules.is_bot_login(who) {
                by_fold.entry(who.to_lowercase()).or_insert_with(|| who.clone());
            }
        }
    }
    by_fold.into_values().collect()
}

/// Seconds since 1970-01-01 UTC as RFC 3339.
fn timestamp(seconds: i64) -> Option<String> {
    jiff::Timestamp::from_second(seconds).ok().map(|time| time.to_string())
}
