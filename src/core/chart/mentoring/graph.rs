//! Who mentored whom, as a graph without circles: groups of people that have to do with each other, and the generation of
//! each.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

/// One line of the graph. People are numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    /// Who mentored.
    pub(super) mentor: usize,
    /// Who was mentored.
    pub(super) mentee: usize,
    /// In how many releases.
    pub(super) count: u64,
    /// The day of the last of them, where it is known.
    pub(super) last: Option<Date>,
    /// Whether it leads from a later generation to an earlier one, as it must somewhere on each circle.
    pub(super) back: bool,
}

impl Edge {
    /// Returns who stands on the left and who on the right.
    pub(super) fn left_and_right(&self) -> (usize, usize) {
        if self.back { (self.mentee, self.mentor) } else { (self.mentor, self.mentee) }
    }
}

/// Returns the people in groups no line leads out of, the largest first.
pub(super) fn groups(people: usize, edges: &[Edge]) -> Vec<BTreeSet<usize>> {
    let mut beside: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for edge in edges {
        beside.entry(edge.mentor).or_default().push(edge.mentee);
        beside.entry(edge.mentee).or_default().push(edge.mentor);
    }
    let mut groups: Vec<BTreeSet<usize>> = Vec::new();
    let mut seen = BTreeSet::new();
    for start in 0..people {
        let mut group = BTreeSet::new();
        let mut open = vec![start];
        while let Some(person) = open.pop() {
            if seen.insert(person) {
                group.insert(person);
                open.extend(beside.get(&person).into_iter().flatten());
            }
        }
        if group.len() > 1 {
            groups.push(group);
        }
    }
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.first().copied()));
    groups
}

/// Marks the edges that lead back, such that the others make no circle: after the greedy rule of Eades, Lin and Smyth (1993),
/// which takes away whoever mentors nobody, whoever nobody mentors, and else who mentored most more than they were mentored.
pub(super) fn break_circles(edges: &mut [Edge]) {
    let mut left: BTreeSet<usize> = edges.iter().flat_map(|edge| [edge.mentor, edge.mentee]).collect();
    let mut out: BTreeMap<usize, BTreeMap<usize, u64>> = BTreeMap::new();
    let mut into: BTreeMap<usize, BTreeMap<usize, u64>> = BTreeMap::new();
    for edge in edges.iter() {
        out.entry(edge.mentor).or_default().insert(edge.mentee, edge.count);
        into.entry(edge.mentee).or_default().insert(edge.mentor, edge.count);
    }
    let (mut first, mut last) = (Vec::new(), Vec::new());
    while !left.is_empty() {
        let empty =
            |side: &BTreeMap<usize, BTreeMap<usize, u64>>, person| side.get(person).is_none_or(BTreeMap::is_empty);
        let weight = |side: &BTreeMap<usize, BTreeMap<usize, u64>>, person| -> i128 {
            side.get(person).into_iter().flat_map(BTreeMap::values).map(|count| i128::from(*count)).sum()
        };
        let sink = left.iter().find(|person| empty(&out, person));
        let source = || left.iter().find(|person| empty(&into, person));
        let most = || {
            left.iter().max_by_key(|person| (weight(&out, person) - weight(&into, person), std::cmp::Reverse(**person)))
        };
        let Some(person) = sink.or_else(source).or_else(most).copied() else { break };
        if sink.is_some() {
            last.push(person);
        } else {
            first.push(person);
        }
        left.remove(&person);
        for mentee in out.remove(&person).into_iter().flatten() {
            into.get_mut(&mentee.0).map(|side| side.remove(&person));
        }
        for mentor in into.remove(&person).into_iter().flatten() {
            out.get_mut(&mentor.0).map(|side| side.remove(&person));
        }
    }
    let order: BTreeMap<usize, usize> =
        first.into_iter().chain(last.into_iter().rev()).enumerate().map(|(place, person)| (person, place)).collect();
    for edge in edges {
        edge.back = order.get(&edge.mentor) > order.get(&edge.mentee);
    }
}

/// Returns the generation of each person of a group: 0 for who was mentored by nobody, else one more than the latest of
/// their mentors. Who was mentored by nobody stands right before their first mentee, which keeps lines short.
pub(super) fn generations(group: &BTreeSet<usize>, edges: &[Edge]) -> BTreeMap<usize, usize> {
    let mut right: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut waits_for: BTreeMap<usize, usize> = group.iter().map(|person| (*person, 0)).collect();
    for (left, later) in edges.iter().map(Edge::left_and_right) {
        right.entry(left).or_default().push(later);
        *waits_for.entry(later).or_default() += 1;
    }
    let mut generations: BTreeMap<usize, usize> = BTreeMap::new();
    let is_free = |(person, count): (&usize, &usize)| (*count == 0).then_some(*person);
    let first: Vec<usize> = waits_for.iter().filter_map(is_free).collect();
    let mut ready = first.clone();
    while let Some(person) = ready.pop() {
        let generation = *generations.entry(person).or_default();
        for later in right.get(&person).into_iter().flatten() {
            let theirs = generations.entry(*later).or_default();
            *theirs = (*theirs).max(generation + 1);
            if let Some(count) = waits_for.get_mut(later) {
                *count -= 1;
                if *count == 0 {
                    ready.push(*later);
                }
            }
        }
    }
    for person in first {
        let theirs = right.get(&person).into_iter().flatten().filter_map(|later| generations.get(later)).min();
        if let Some(generation) = theirs.copied() {
            generations.insert(person, generation.saturating_sub(1));
        }
    }
    generations
}
