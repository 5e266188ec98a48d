//! Entries: the pull requests of a range, and its commits without one, each with the bucket it ends in.

use std::collections::{HashMap, HashSet};

use crate::core::changelog::history::{Facts, History, PullRequest};
use crate::core::changelog::message::{Certainty, Message, Reference, SQUASH_SUBJECT, SQUASHED_MERGE};
use crate::core::changelog::rules::Rules;
use crate::core::changelog::spelling::BackportMention;
use crate::core::changelog::walk::{PORTS_OF_PORTS, Walk, is_mainline, mention as mention_of, reference};
use crate::core::history::{CommitId, Node};

/// The name of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bucket {
    /// Shown under its own number.
    Listed,
    /// Ports a change from another line; shown under the original.
    Backport,
    /// Merged into the branch of another pull request of the range.
    PartOf,
    /// Taken back within the range, together with what took it back.
    Reverted,
    /// In a release of another line before.
    AlreadyReleased,
    /// Opened by a bot.
    Bot,
    /// Touches only the changelog or version files, or is a release pull request.
    Housekeeping,
    /// Left out by a rule of the configuration.
    Excluded,
    /// A commit that belongs to no pull request.
    Direct,
}

impl Bucket {
    /// The buckets that hold pull requests.
    pub const OF_PULL_REQUESTS: [Self; 8] = [
        Self::Listed,
        Self::Backport,
        Self::PartOf,
        Self::Reverted,
        Self::AlreadyReleased,
        Self::Bot,
        Self::Housekeeping,
        Self::Excluded,
    ];

    /// Returns the name as it stands in the JSON form.
    pub fn name(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Backport => "backport",
            Self::PartOf => "part_of",
            Self::Reverted => "reverted",
            Self::AlreadyReleased => "already_released",
            Self::Bot => "bot",
            Self::Housekeeping => "housekeeping",
            Self::Excluded => "excluded",
            Self::Direct => "direct",
        }
    }
}

/// What an entry is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A pull request.
    PullRequest(u64),
    /// A commit that belongs to none.
    Commit(CommitId),
}

/// One pull request, or one commit without.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is known by.
    pub key: Key,
    /// The steps of the walk that belong to it, oldest first; empty for a part of another entry.
    pub steps: Vec<usize>,
    /// The commit that brought it in.
    pub node: Node,
    /// The title: GitHub's where it was asked, git's otherwise.
    pub title: String,
    /// What it ports back.
    pub backport: Option<BackportMention>,
    /// The ports that it carries as commits of their own, where it is a batch of several: each is shown as its original.
    pub carried: Vec<(Node, BackportMention)>,
    /// How it was recognised, in words for `explain`.
    pub form: &'static str,
    /// Where it ended.
    pub bucket: Bucket,
    /// Why it ended there; empty for what is simply listed.
    pub reason: String,
    /// Whether the changelog prints it.
    pub is_shown: bool,
    /// The versions of other lines that had it before, oldest first.
    pub also_in: Vec<String>,
}

impl Entry {
    /// Returns the number of the pull request, if it is one.
    pub fn number(&self) -> Option<u64> {
        match self.key {
            Key::PullRequest(number) => Some(number),
            Key::Commit(_) => None,
        }
    }

    /// Returns the number of the change that a reader looks for: the original's for a backport.
    pub fn original(&self) -> Option<u64> {
        self.backport.as_ref().and_then(|backport| backport.number).or(self.number())
    }

    /// Says whether it ports changes from another line.
    pub fn is_port(&self) -> bool {
        self.backport.is_some() || !self.carried.is_empty()
    }

    /// Returns the numbers by which a reader may look for it: its own, and those of what it ports.
    pub fn numbers(&self) -> impl Iterator<Item = u64> + '_ {
        let carried = self.carried.iter().filter_map(|(_, port)| port.number);
        self.number().into_iter().chain(self.backport.as_ref().and_then(|port| port.number)).chain(carried)
    }

    /// Returns what GitHub knows of the pull request itself.
    pub fn details<'a>(&self, facts: &'a Facts) -> Option<&'a PullRequest> {
        self.number().and_then(|number| facts.pull_requests.get(&number))
    }
}

/// Returns the entries of a walk in merge order, oldest first, parts of others last; all of them still `Listed` or
/// `Direct`, but for the parts.
pub fn collect(history: &History, facts: &Facts, walk: &Walk) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut by_number: HashMap<u64, usize> = HashMap::new();
    let mut entry_of_step: Vec<usize> = Vec::with_capacity(walk.steps.len());
    for (index, step) in walk.steps.iter().enumerate() {
        let within = step.within.and_then(|step| entry_of_step.get(step).copied());
        let known = within.or_else(|| step.reference.and_then(|found| by_number.get(&found.number).copied()));
        if let Some(place) = known
            && let Some(entry) = entries.get_mut(place)
        {
            entry.steps.push(index);
            entry_of_step.push(place);
            continue;
        }
        entry_of_step.push(entries.len());
        let (key, form) = match step.reference {
            Some(found) => {
                by_number.insert(found.number, entries.len());
                (Key::PullRequest(found.number), found.form)
            }
            None => (Key::Commit(history.graph.id(step.node)), "commit"),
        };
        let mut entry = entry(history, facts, key, form, step.node, vec![index]);
        entry.carried = carried(history, &entry, &step.side);
        entries.push(entry);
    }
    let parts = parts(history, facts, walk, &by_number);
    entries.extend(parts);
    entries
}

fn entry(history: &History, facts: &Facts, key: Key, form: &'static str, node: Node, steps: Vec<usize>) -> Entry {
    let message = &history.commit(node).message;
    let details = match key {
        Key::PullRequest(number) => facts.pull_requests.get(&number),
        Key::Commit(_) => None,
    };
    let title = details.map_or_else(|| own_title(message, key), |details| details.title.clone());
    let bucket = if matches!(key, Key::Commit(_)) { Bucket::Direct } else { Bucket::Listed };
    let mut backport = backport(history, message, details, key).map(|port| original(port, facts, key));
    if let Some(port) = &mut backport {
        // What GitHub knows as an issue, or not at all, is not where a reader finds the change.
        port.number = port.number.filter(|number| !facts.not_pull_requests.contains(number));
    }
    Entry {
        key,
        steps,
        node,
        title,
        backport,
        carried: Vec::new(),
        form,
        bucket,
        reason: String::new(),
        is_shown: true,
        also_in: Vec::new(),
    }
}

/// The title that a commit has by itself: what looked like the number of its pull request stays where it is none.
fn own_title(message: &Message, key: Key) -> String {
    match (key, message.reference) {
        (Key::Commit(_), Some(Reference { number, form: SQUASH_SUBJECT, .. })) => {
            format!("{} (#{number})", message.title)
        }
        _ => message.title.clone(),
    }
}

/// The ports on the side of a pull request that is a batch of them: commits that name originals other than its own.
fn carried(history: &History, entry: &Entry, side: &[Node]) -> Vec<(Node, BackportMention)> {
    let own = entry.original();
    let ports = side.iter().rev().filter(|node| !history.graph.is_merge(**node)).filter_map(|node| {
        let message = &history.commit(*node).message;
        let port = message.backport.as_ref().filter(|_| message.reference.is_none())?;
        port.number.filter(|number| Some(*number) != own).map(|_| (*node, port.clone()))
    });
    ports.collect()
}

/// The change behind a port of a port, as far as GitHub was asked for it.
fn original(mut port: BackportMention, facts: &Facts, key: Key) -> BackportMention {
    for _ in 1..PORTS_OF_PORTS {
        let nearer = port.number.and_then(|number| facts.pull_requests.get(&number));
        let further = nearer.and_then(mention_of).filter(|found| found.number.is_some() && found.number != port.number);
        match further {
            Some(found) if found.number.map(Key::PullRequest) != Some(key) => {
                port = BackportMention { form: port.form, ..found }
            }
            _ => break,
        }
    }
    port
}

/// What the entry ports back: by its words, or by the commit that it says it was picked from.
fn backport(history: &History, message: &Message, details: Option<&PullRequest>, key: Key) -> Option<BackportMention> {
    let mention = message.backport.clone().or_else(|| details.and_then(mention_of));
    if mention.as_ref().is_some_and(|mention| mention.number.is_some()) {
        return mention.filter(|mention| mention.number.map(Key::PullRequest) != Some(key));
    }
    let picked = message.picked_from.iter().find_map(|hash| history.find(hash)).and_then(|node| {
        let original = &history.commit(node).message;
        let number = original.reference.map(|found| found.number)?;
        (Key::PullRequest(number) != key).then(|| BackportMention {
            number: Some(number),
            title: Some(original.title.clone()),
            form: "cherry-pick trailer",
        })
    });
    let elsewhere = message.picked_from.iter().find_map(|hash| history.originals.by_commit.get(hash)).copied();
    let elsewhere = elsewhere.filter(|number| Key::PullRequest(*number) != key).map(|number| BackportMention {
        number: Some(number),
        title: history.originals.by_number.get(&number).map(|original| original.title.clone()),
        form: "cherry-pick trailer",
    });
    picked.or(elsewhere).or(mention)
}

/// The pull requests on the sides of others: by topology, and, where GitHub told the branches, those that were merged
/// into the branch of another.
fn parts(history: &History, facts: &Facts, walk: &Walk, by_number: &HashMap<u64, usize>) -> Vec<Entry> {
    let mut seen: HashSet<u64> = by_number.keys().copied().collect();
    let mut parts = Vec::new();
    for step in &walk.steps {
        // A synchronising pull request was walked, but what was merged elsewhere on its side is still a part of it.
        let whole = step.within.and_then(|whole| walk.steps.get(whole)).unwrap_or(step);
        let own = std::iter::once(step.node).filter(|_| step.within.is_some());
        for node in step.side.iter().rev().copied().chain(own) {
            let Some(found) = reference(history, facts, node) else { continue };
            if found.certainty == Certainty::Unsure || !seen.insert(found.number) {
                continue;
            }
            let mut part = entry(history, facts, Key::PullRequest(found.number), found.form, node, Vec::new());
            part.bucket = Bucket::PartOf;
            part.is_shown = false;
            part.reason = match whole.reference {
                Some(whole) => format!("merged into the branch of #{}", whole.number),
                None => format!("merged into the branch of {}", history.graph.id(whole.node).short()),
            };
            parts.push(part);
        }
        // `Merge pull request #12 from … (#34)`: history shows both numbers, so both are accounted for.
        let message = &history.commit(step.node).message;
        if let (Some(reference), Some(port)) = (step.reference, &message.backport)
            && port.form == SQUASHED_MERGE
            && let Some(number) = port.number.filter(|number| seen.insert(*number))
        {
            let key = Key::PullRequest(number);
            let mut part = entry(history, facts, key, port.form, step.node, Vec::new());
            part.backport = None;
            part.bucket = Bucket::PartOf;
            part.is_shown = false;
            part.reason = format!("its merge was ported by #{}", reference.number);
            parts.push(part);
        }
    }
    parts
}

/// Marks the pull requests whose base branch is the head branch of another pull request of the range: squashed or
/// rebased stacks, where topology does not tell.
pub fn mark_stacked(entries: &mut [Entry], facts: &Facts, rules: &Rules) {
    let heads: HashMap<&str, u64> = entries
        .iter()
        .filter_map(|entry| entry.details(facts))
        .filter(|details| !details.head.is_empty() && !details.is_from_fork)
        .map(|details| (details.head.as_str(), details.number))
        .collect();
    for entry in entries {
        let Some(details) = entry.details(facts) else { continue };
        let whole = heads.get(details.base.as_str()).filter(|number| **number != details.number);
        // A fork's pull request may come from its own `main`; what went into the project's `main` is no part of it.
        let is_mainline = is_mainline(&details.base, facts, rules);
        if let (Some(whole), Bucket::Listed, false) = (whole, entry.bucket, is_mainline) {
            entry.bucket = Bucket::PartOf;
            entry.is_shown = false;
            entry.reason = format!("merged into `{}`, the branch of #{whole}", details.base);
        }
    }
}
