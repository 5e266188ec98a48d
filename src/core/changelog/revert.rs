//! Pairs of a change and what took it back, both in the range.

use std::collections::HashMap;

use crate::core::changelog::entry::{Bucket, Entry, Key};
use crate::core::changelog::history::{Facts, History};
use crate::core::changelog::spelling::{RevertMention, revert_mention};
use crate::core::changelog::walk::Walk;

/// Marks the pairs, newest revert first: a revert that was taken back itself takes nothing back, so that what it
/// reverted stays listed.
pub fn mark(entries: &mut [Entry], history: &History, facts: &Facts, walk: &Walk) {
    let whole = Wholes::new(entries, history, walk);
    for place in (0..entries.len()).rev() {
        let Some(entry) = entries.get(place).filter(|entry| is_open(entry)) else { continue };
        let Some(mention) = mention(entry, history, facts, walk) else { continue };
        let Some(target) = whole.target(entries, place, &mention, history) else { continue };
        let (name, reverted) = (describe(entries.get(place)), describe(entries.get(target)));
        for (place, reason) in [(place, format!("takes back {reverted}")), (target, format!("taken back by {name}"))] {
            if let Some(entry) = entries.get_mut(place) {
                if entry.bucket == Bucket::Direct {
                    entry.reason = format!("no pull request; not printed: {reason}");
                } else {
                    entry.bucket = Bucket::Reverted;
                    entry.reason = reason;
                }
                entry.is_shown = false;
            }
        }
    }
}

/// Whether the entry is not yet part of a pair or of another entry.
fn is_open(entry: &Entry) -> bool {
    entry.is_shown && entry.bucket != Bucket::PartOf
}

fn describe(entry: Option<&Entry>) -> String {
    match entry.map(|entry| entry.key) {
        Some(Key::PullRequest(number)) => format!("#{number}"),
        Some(Key::Commit(commit)) => commit.short(),
        None => String::new(),
    }
}

/// What an entry takes back. A merge says it in its title; which commit, often only the commit on its side says.
fn mention(entry: &Entry, history: &History, facts: &Facts, walk: &Walk) -> Option<RevertMention> {
    let message = &history.commit(entry.node).message;
    let details = entry.details(facts);
    let mut mention = details
        .and_then(|details| revert_mention(&details.title, &details.body, Some(&details.head)))
        .or_else(|| message.revert.clone())?;
    if let Some(own) = &message.revert {
        mention.commits.extend(own.commits.iter().cloned());
    }
    let side = entry.steps.first().and_then(|step| walk.steps.get(*step)).map_or(&[][..], |step| &step.side);
    for node in side {
        if let Some(found) = &history.commit(*node).message.revert {
            mention.commits.extend(found.commits.iter().cloned());
        }
    }
    Some(mention)
}

/// The entries that can be taken back as a whole.
#[expect(clippy::struct_field_names, reason = "three ways to look the same thing up")]
struct Wholes {
    by_number: HashMap<u64, usize>,
    by_node: HashMap<u32, usize>,
    by_title: HashMap<String, Vec<usize>>,
}

impl Wholes {
    fn new(entries: &[Entry], history: &History, walk: &Walk) -> Self {
        let mut wholes = Self { by_number: HashMap::new(), by_node: HashMap::new(), by_title: HashMap::new() };
        for (place, entry) in entries.iter().enumerate().filter(|(_, entry)| is_open(entry)) {
            // One port of a batch is not the whole of it.
            for number in entry.numbers().filter(|_| entry.carried.is_empty()).chain(entry.number()) {
                wholes.by_number.entry(number).or_insert(place);
            }
            let single = entry.steps.len() == 1;
            for step in entry.steps.iter().filter_map(|step| walk.steps.get(*step)).filter(|_| single) {
                wholes.by_node.insert(step.node.0, place);
                // A pull request of one commit is taken back whole when that commit is.
                if let [only] = step.side.as_slice() {
                    wholes.by_node.insert(only.0, place);
                }
            }
            for title in [&entry.title, &history.commit(entry.node).message.title] {
                let places = wholes.by_title.entry(title.clone()).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            }
        }
        wholes
    }

    /// The entry before `place` that the mention names: by number, by commit, by title.
    fn target(&self, entries: &[Entry], place: usize, mention: &RevertMention, history: &History) -> Option<usize> {
        let open = |found: &usize| *found < place && entries.get(*found).is_some_and(is_open);
        if let Some(number) = mention.number {
            // The number is certain: what is not in the range is not taken back here.
            return self.by_number.get(&number).copied().filter(open);
        }
        let by_commit = mention
            .commits
            .iter()
            .filter_map(|hash| history.find(hash))
            .find_map(|node| self.by_node.get(&node.0).copied().filter(open));
        by_commit.or_else(|| {
            let title = mention.title.as_ref()?;
            self.by_title.get(title)?.iter().rev().copied().find(open)
        })
    }
}
