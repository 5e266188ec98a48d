//! Histories as plain values: commits are added oldest first, and become a range that ends at one of them.

use std::collections::HashSet;

use crate::core::changelog::accounting::Accounting;
use crate::core::changelog::decide::{Decided, decide};
use crate::core::changelog::history::{Commit, Facts, History};
use crate::core::changelog::identity::Identities;
use crate::core::changelog::message::Message;
use crate::core::changelog::rules::Rules;
use crate::core::changelog::walk::{Walk, walk};
use crate::core::history::{CommitId, Graph, Person};

/// The commits so far; each is known by its place.
#[derive(Default)]
pub(super) struct Story {
    commits: Vec<(Vec<usize>, String)>,
}

/// A range that was walked and decided.
pub(super) struct Told {
    pub(super) history: History,
    pub(super) walk: Walk,
    pub(super) decided: Decided,
    pub(super) identities: Identities,
}

impl Story {
    /// Returns a story of one commit, which is the base of the range.
    pub(super) fn new() -> Self {
        Self { commits: vec![(Vec::new(), "Start".to_owned())] }
    }

    /// Adds a commit and returns its place.
    pub(super) fn commit(&mut self, parents: &[usize], message: impl Into<String>) -> usize {
        self.commits.push((parents.to_vec(), message.into()));
        self.commits.len() - 1
    }

    /// Accounts for what `head` has and the first commit has not.
    pub(super) fn tell(&self, head: usize, facts: &Facts, rules: &Rules) -> Told {
        let history = self.history(head, rules);
        let walk = walk(&history, facts, rules);
        let identities = Identities::learn(&history, &walk, rules, Some("octo"));
        let decided = decide(&history, facts, &walk, rules, &identities, &mut |_, _| {});
        Told { history, walk, decided, identities }
    }

    fn history(&self, head: usize, rules: &Rules) -> History {
        let mut reachable = HashSet::new();
        let mut open = vec![head];
        while let Some(place) = open.pop() {
            if place > 0 && reachable.insert(place) {
                open.extend(&self.commits[place].0);
            }
        }
        // Newest first, as git's own walk gives them; the head is the newest of all.
        let mut places: Vec<usize> = reachable.into_iter().collect();
        places.sort_unstable_by(|one, other| other.cmp(one));
        let commits = places.iter().map(|place| {
            let (parents, text) = &self.commits[*place];
            let message = Message::read(text, parents.len() > 1, rules.pull_request_pattern.as_ref());
            Commit { message, ..Commit::default() }
        });
        let ids =
            places.iter().map(|place| (id(*place), self.commits[*place].0.iter().map(|parent| id(*parent)).collect()));
        History {
            range: places.len(),
            commits: commits.collect(),
            graph: Graph::new(ids.collect()),
            people: vec![Person { name: "Ann Other".to_owned(), email: "ann@example.org".to_owned() }],
            ..History::default()
        }
    }
}

impl Told {
    pub(super) fn accounting(&self) -> &Accounting {
        &self.decided.accounting
    }

    /// The buckets that are not empty: `listed 1 2, part_of 3, direct 2`.
    pub(super) fn buckets(&self) -> String {
        let value = serde_json::to_value(&self.accounting().buckets).unwrap();
        let mut words = Vec::new();
        for (name, bucket) in value.as_object().unwrap() {
            let numbers: Vec<String> = bucket.as_array().unwrap().iter().map(ToString::to_string).collect();
            if name == "direct" && !numbers.is_empty() {
                words.push(format!("direct: {}", numbers.len()));
            } else if !numbers.is_empty() {
                words.push(format!("{name} {}", numbers.join(" ")));
            }
        }
        words.join(", ")
    }
}

/// The id of a commit is its place.
pub(super) fn id(place: usize) -> CommitId {
    let mut bytes = [0; 20];
    bytes[..8].copy_from_slice(&(place as u64 + 1).to_be_bytes());
    CommitId(bytes)
}
