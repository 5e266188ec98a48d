//! The walk from the head of a range to its base: which commits are changes, and which belong to them.
//!
//! First parents lead. A merge that names a pull request (or a security advisory) is a change and owns its other side;
//! a merge that names none is passed through, and the same walk goes on along its other parents. The chain is worked
//! off oldest first, so that a commit belongs to the merge that first brought it in.

use std::collections::HashSet;

use crate::core::changelog::history::{Facts, History, PullRequest};
use crate::core::changelog::message::{Certainty, Reference};
use crate::core::changelog::rules::Rules;
use crate::core::changelog::spelling::{BackportMention, backport_mention};
use crate::core::history::Node;

/// One commit that the walk came by.
#[derive(Clone, Debug)]
pub struct Step {
    /// The commit.
    pub node: Node,
    /// The pull request that it names, checked with GitHub where it was asked.
    pub reference: Option<Reference>,
    /// The commits that it brought in besides itself, newest first.
    pub side: Vec<Node>,
    /// Whether it only joins another branch, whose commits were walked themselves.
    pub passed_through: bool,
    /// Whether it is a pull request whose side was walked, because it only brought two branches into step.
    pub is_synchronisation: bool,
    /// The step of the synchronising pull request that this commit without a number belongs to.
    pub within: Option<usize>,
}

impl Step {
    /// Returns the step of a commit that stands for itself alone.
    fn of(node: Node, reference: Option<Reference>) -> Self {
        Self { node, reference, side: Vec::new(), passed_through: false, is_synchronisation: false, within: None }
    }
}

/// The result of [`walk`].
#[derive(Debug, Default)]
pub struct Walk {
    /// The walked commits in merge order, oldest first.
    pub steps: Vec<Step>,
    /// For each node of the range, the step that brought it in.
    owner: Vec<Option<u32>>,
}

impl Walk {
    /// Returns the step that brought a commit into the range.
    pub fn owner(&self, node: Node) -> Option<usize> {
        self.owner.get(node.0 as usize).copied().flatten().map(|step| step as usize)
    }
}

/// Walks the range of `history`, whose head is its first node.
pub fn walk(history: &History, facts: &Facts, rules: &Rules) -> Walk {
    let mut walker = Walker {
        history,
        facts,
        rules,
        walk: Walk { steps: Vec::new(), owner: vec![None; history.range] },
        seen: vec![0; history.range],
        generation: 0,
    };
    if history.range > 0 {
        walker.run();
    }
    walker.walk
}

/// A first-parent chain that is being worked off from its oldest commit, which is the last.
struct Chain {
    commits: Vec<Node>,
    /// The synchronising pull request on whose side the chain lies.
    within: Option<usize>,
    /// The merge to enter once the chain is done.
    then: Option<Node>,
}

struct Walker<'a> {
    history: &'a History,
    facts: &'a Facts,
    rules: &'a Rules,
    walk: Walk,
    /// The generation in which a node was last visited by a search of a side.
    seen: Vec<u32>,
    generation: u32,
}

impl Walker<'_> {
    fn run(&mut self) {
        let mut chains = vec![Chain { commits: self.chain(Node(0)), within: None, then: None }];
        while let Some(chain) = chains.last_mut() {
            let within = chain.within;
            if let Some(node) = chain.commits.pop() {
                if self.walk.owner(node).is_none() {
                    self.visit(node, within, &mut chains);
                }
            } else {
                let joined = chain.then;
                chains.pop();
                if let Some(node) = joined
                    && self.walk.owner(node).is_none()
                {
                    self.push(Step { passed_through: true, within, ..Step::of(node, None) });
                }
            }
        }
    }

    /// Enters one commit, or the chains of its other parents when it is to be passed through.
    fn visit(&mut self, node: Node, within: Option<usize>, chains: &mut Vec<Chain>) {
        let reference = reference(self.history, self.facts, node);
        let mainline = reference.is_none_or(|reference| self.is_mainline(reference.number));
        let own_change = reference.is_some() && (within.is_none() || mainline);
        if !self.history.graph.is_merge(node) {
            let within = if own_change { None } else { within };
            let reference = if own_change { reference } else { None };
            self.push(Step { within, ..Step::of(node, reference) });
            return;
        }
        if own_change || self.history.commit(node).message.is_security {
            let side = self.side(node);
            let synchronises = reference.is_some_and(|reference| self.is_synchronisation(reference.number, &side));
            if !synchronises {
                self.push(Step { side, ..Step::of(node, reference) });
                return;
            }
            self.push(Step { is_synchronisation: true, ..Step::of(node, reference) });
            let step = self.walk.steps.len().checked_sub(1);
            self.enter_sides(node, step, None, chains);
            return;
        }
        self.enter_sides(node, within, Some(node), chains);
    }

    /// Pushes the chains of a merge's other parents, so that the second parent's is worked off first.
    fn enter_sides(&self, node: Node, within: Option<usize>, then: Option<Node>, chains: &mut Vec<Chain>) {
        chains.push(Chain { commits: Vec::new(), within, then });
        for parent in self.history.graph.other_parents(node).rev() {
            if self.history.in_range(parent) && self.walk.owner(parent).is_none() {
                chains.push(Chain { commits: self.chain(parent), within, then: None });
            }
        }
    }

    /// The first-parent chain from `node` down to the base or to what is owned already, newest first.
    fn chain(&self, node: Node) -> Vec<Node> {
        let mut chain = Vec::new();
        let mut next = Some(node);
        while let Some(node) = next {
            if !self.history.in_range(node) || self.walk.owner(node).is_some() {
                break;
            }
            chain.push(node);
            next = self.history.graph.first_parent(node);
        }
        chain
    }

    /// The commits that a merge brings in through its other parents and that nothing brought in before.
    fn side(&mut self, node: Node) -> Vec<Node> {
        self.generation += 1;
        let mut side = Vec::new();
        let mut open: Vec<Node> = self.history.graph.other_parents(node).collect();
        while let Some(node) = open.pop() {
            let Some(seen) = self.seen.get_mut(node.0 as usize) else { continue };
            if *seen == self.generation || self.walk.owner(node).is_some() {
                continue;
            }
            *seen = self.generation;
            side.push(node);
            open.extend(self.history.graph.first_parent(node));
            open.extend(self.history.graph.other_parents(node));
        }
        side.sort_unstable();
        side
    }

    fn push(&mut self, step: Step) {
        let index = u32::try_from(self.walk.steps.len()).ok();
        for node in step.side.iter().chain([&step.node]) {
            if let Some(owner) = self.walk.owner.get_mut(node.0 as usize) {
                *owner = index;
            }
        }
        self.walk.steps.push(step);
    }

    /// Whether a pull request was merged into the default branch or a release branch; without GitHub nobody knows.
    fn is_mainline(&self, number: u64) -> bool {
        self.facts.pull_requests.get(&number).is_some_and(|found| is_mainline(&found.base, self.facts, self.rules))
    }

    /// Whether a numbered merge brings pull requests that were merged elsewhere on their own: a branch that was kept
    /// in step, not a change.
    fn is_synchronisation(&self, number: u64, side: &[Node]) -> bool {
        side.iter().any(|node| {
            reference(self.history, self.facts, *node)
                .is_some_and(|inner| inner.number != number && self.is_mainline(inner.number))
        })
    }
}

/// Says whether a branch is the default branch or looks like one that releases are cut from.
pub fn is_mainline(branch: &str, facts: &Facts, rules: &Rules) -> bool {
    facts.default_branch.as_deref() == Some(branch) || rules.is_release_branch(branch)
}

/// Returns the pull request that a commit names as its own, corrected by GitHub where it was asked.
pub fn reference(history: &History, facts: &Facts, node: Node) -> Option<Reference> {
    let named = history.commit(node).message.reference;
    if !facts.asked {
        return named;
    }
    let named = named.filter(|reference| !facts.not_pull_requests.contains(&reference.number));
    if named.is_some_and(|reference| reference.certainty == Certainty::Sure) {
        return named;
    }
    let asked = facts.commits.get(&history.graph.id(node)).copied().flatten();
    asked.map(|number| Reference { number, certainty: Certainty::Sure, form: "GitHub" }).or(named)
}

/// How far the original of a port is looked for, where it is a port itself: each step may cost another request.
pub const PORTS_OF_PORTS: usize = 2;

/// Returns what a pull request says on GitHub that it ports.
pub fn mention(found: &PullRequest) -> Option<BackportMention> {
    backport_mention(&found.title, &found.body, Some(&found.head))
}

/// Returns the numbers to ask GitHub for: all that the range's commits name, the originals of backports included.
pub fn numbers_to_ask(history: &History, facts: &Facts) -> Vec<u64> {
    let mut numbers = HashSet::new();
    for node in history.graph.nodes().take(history.range) {
        let message = &history.commit(node).message;
        numbers.extend(reference(history, facts, node).map(|reference| reference.number));
        numbers.extend(message.reference.map(|reference| reference.number));
        numbers.extend(message.backport.as_ref().and_then(|backport| backport.number));
    }
    // What the titles and branches on GitHub tell, the messages in git need not; and an original may be a port itself.
    for _ in 0..PORTS_OF_PORTS {
        let known = numbers.iter().filter_map(|number| facts.pull_requests.get(number));
        let originals: Vec<u64> = known.filter_map(|found| mention(found)?.number).collect();
        numbers.extend(originals);
    }
    numbers.retain(|number| !facts.pull_requests.contains_key(number) && !facts.not_pull_requests.contains(number));
    let mut numbers: Vec<u64> = numbers.into_iter().collect();
    numbers.sort_unstable();
    numbers
}

/// Returns the walked commits whose pull request only GitHub can tell.
pub fn commits_to_ask(history: &History, facts: &Facts, walk: &Walk) -> Vec<Node> {
    walk.steps
        .iter()
        .filter(|step| {
            let message = &history.commit(step.node).message;
            let unsure = step.reference.is_none_or(|reference| reference.certainty == Certainty::Unsure);
            unsure && !message.is_security && !facts.commits.contains_key(&history.graph.id(step.node))
        })
        .map(|step| step.node)
        .collect()
}
