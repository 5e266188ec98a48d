//! The originals of backports: what another line's history says of the changes that were ported.

use std::collections::{HashMap, HashSet};

use crate::core::changelog::entry;
use crate::core::changelog::history::{Facts, History};
use crate::core::changelog::identity::{Author, Identities};
use crate::core::changelog::rules::Rules;
use crate::core::changelog::walk::walk;

/// A change on the line that it was made for.
#[derive(Clone, Debug, Default)]
pub struct Original {
    /// Its title.
    pub title: String,
    /// Who wrote it.
    pub author: Author,
    /// Whether a bot opened or wrote it.
    pub is_bot: bool,
}

/// The originals that a range's ports name.
#[derive(Clone, Debug, Default)]
pub struct Originals {
    /// By number.
    pub by_number: HashMap<u64, Original>,
    /// The numbers of the changes that commits belong to, by the ids that `-x` trailers name.
    pub by_commit: HashMap<String, u64>,
}

/// Says whether a history ports changes that are not in its range, so that their originals have to be looked up.
pub fn are_wanted(history: &History) -> bool {
    let wanted = Wanted::of(history);
    !wanted.numbers.is_empty() || !wanted.commits.is_empty()
}

/// What the range's ports name and the range does not have.
struct Wanted {
    numbers: HashSet<u64>,
    commits: HashSet<String>,
}

impl Wanted {
    fn of(history: &History) -> Self {
        let mut wanted = Self { numbers: HashSet::new(), commits: HashSet::new() };
        let mut present = HashSet::new();
        for node in history.graph.nodes().take(history.range) {
            let message = &history.commit(node).message;
            present.extend(message.reference.map(|reference| reference.number));
            wanted.numbers.extend(message.backport.as_ref().and_then(|port| port.number));
            wanted.commits.extend(message.picked_from.iter().filter(|hash| history.find(hash).is_none()).cloned());
        }
        wanted.numbers.retain(|number| !present.contains(number));
        wanted
    }
}

/// Finds the originals in `line`, the history of another line, and returns whom that line shows. `project_owner` is the
/// owner of the project, whose branches are not one person's.
pub fn find(history: &mut History, line: &History, rules: &Rules, project_owner: Option<&str>) -> Identities {
    let wanted = Wanted::of(history);
    let facts = Facts::default();
    let walked = walk(line, &facts, rules);
    let identities = Identities::learn(line, &walked, rules, project_owner);
    let mut originals = Originals::default();
    for hash in wanted.commits {
        let step = line.find(&hash).and_then(|node| walked.owner(node)).and_then(|step| walked.steps.get(step));
        if let Some(reference) = step.and_then(|step| step.reference) {
            originals.by_commit.insert(hash, reference.number);
        }
    }
    let picked: HashSet<u64> = originals.by_commit.values().copied().collect();
    for entry in entry::collect(line, &facts, &walked) {
        let Some(number) = entry.number().filter(|number| wanted.numbers.contains(number) || picked.contains(number))
        else {
            continue;
        };
        let branch = line.commit(entry.node).message.branch.as_ref();
        let is_bot = branch.is_some_and(|(_, branch)| rules.bot_branch(branch).is_some())
            || identities.bot_author(line, &walked, &entry, rules).is_some();
        let author = identities.author(line, &facts, &walked, &entry);
        originals.by_number.entry(number).or_insert(Original { title: entry.title, author, is_bot });
    }
    history.originals = originals;
    identities
}
