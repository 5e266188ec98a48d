//! Who mentored whom, with one mentor for each mentee: a picture in which no line crosses another, however many helped.

use std::collections::BTreeMap;

use crate::core::chart::mentoring::graph::{Edge, break_circles};

/// People in trees: whoever was mentored stands below the mentor who helped most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Forest {
    /// The pair with the mentor who helped most, by mentee.
    pub(super) main: BTreeMap<usize, Edge>,
    /// The pairs with the other mentors, by mentee, those who helped most first.
    pub(super) also: BTreeMap<usize, Vec<Edge>>,
    /// Who stands below whom, the smallest tree first, so that lines are short. Circles are cut: see [`Edge::back`].
    pub(super) below: BTreeMap<usize, Vec<usize>>,
    /// Those who stand below nobody, the one with the largest tree first.
    pub(super) roots: Vec<usize>,
}

impl Forest {
    /// Returns the forest of pairs. Of several mentors the one with the most releases counts; of those with as many the one
    /// who helped last, where that is known, and else the first by login, which is the order of the numbers.
    pub(super) fn of(edges: &[Edge]) -> Self {
        let mut pairs: BTreeMap<usize, Vec<Edge>> = BTreeMap::new();
        for edge in edges {
            pairs.entry(edge.mentee).or_default().push(*edge);
        }
        let mut forest = Self::default();
        let mut main = Vec::new();
        for (mentee, mut pairs) in pairs {
            pairs.sort_by_key(|edge| (std::cmp::Reverse((edge.count, edge.last)), edge.mentor));
            let mut pairs = pairs.into_iter();
            main.extend(pairs.next());
            if pairs.len() > 0 {
                forest.also.insert(mentee, pairs.collect());
            }
        }
        break_circles(&mut main);
        for edge in &main {
            if !edge.back {
                forest.below.entry(edge.mentor).or_default().push(edge.mentee);
            }
        }
        forest.main = main.into_iter().map(|edge| (edge.mentee, edge)).collect();
        let is_below = |person: &usize| forest.main.get(person).is_some_and(|edge| !edge.back);
        forest.roots = forest.below.keys().filter(|person| !is_below(person)).copied().collect();
        forest.sort();
        forest
    }

    /// Returns everybody of a tree, each after the one they stand below.
    fn tree(&self, root: usize) -> Vec<usize> {
        let mut found = vec![root];
        let mut next = 0;
        while let Some(person) = found.get(next).copied() {
            found.extend(self.below.get(&person).into_iter().flatten());
            next += 1;
        }
        found
    }

    fn sort(&mut self) {
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        for root in &self.roots {
            for person in self.tree(*root).into_iter().rev() {
                let below = self.below.get(&person).into_iter().flatten();
                let size = 1 + below.filter_map(|below| sizes.get(below)).sum::<usize>();
                sizes.insert(person, size);
            }
        }
        for below in self.below.values_mut() {
            below.sort_by_key(|person| (sizes.get(person).copied(), *person));
        }
        self.roots.sort_by_key(|person| (std::cmp::Reverse(sizes.get(person).copied()), *person));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn edge(mentor: usize, mentee: usize, count: u64, last: Option<&str>) -> Edge {
        Edge { mentor, mentee, count, last: last.map(|day| day.parse().unwrap()), back: false }
    }

    #[test]
    fn who_helped_most_and_last_is_the_one() {
        let mentor = |edges: &[Edge]| {
            let forest = Forest::of(edges);
            let also: Vec<usize> = forest.also.get(&9).into_iter().flatten().map(|edge| edge.mentor).collect();
            (forest.main[&9].mentor, also)
        };
        assert_eq!(mentor(&[edge(1, 9, 1, None), edge(2, 9, 2, None), edge(3, 9, 1, None)]), (2, vec![1, 3]));
        let [early, late] = [Some("2026-01-01"), Some("2026-02-01")];
        assert_eq!(mentor(&[edge(1, 9, 1, early), edge(2, 9, 1, late), edge(3, 9, 1, None)]), (2, vec![1, 3]));
        assert_eq!(mentor(&[edge(2, 9, 1, None), edge(1, 9, 1, None)]), (1, vec![2]));
    }

    #[test]
    fn a_circle_is_cut_once() {
        let forest = Forest::of(&(0..60).map(|number| edge(number, (number + 1) % 60, 1, None)).collect::<Vec<_>>());
        assert_eq!((forest.roots.len(), forest.main.values().filter(|edge| edge.back).count()), (1, 1));
        assert_eq!(forest.tree(forest.roots[0]).len(), 60);
    }

    proptest! {
        #[test]
        fn everybody_who_was_helped_stands_below_one(pairs in prop::collection::btree_map((0_usize..20, 0_usize..20), 1_u64..4, 0..80)) {
            let edges: Vec<Edge> = pairs
                .into_iter()
                .filter(|((mentor, mentee), _)| mentor != mentee)
                .map(|((mentor, mentee), count)| edge(mentor, mentee, count, None))
                .collect();
            let forest = Forest::of(&edges);
            let mut seen: Vec<usize> = forest.roots.iter().flat_map(|root| forest.tree(*root)).collect();
            let count = seen.len();
            seen.sort_unstable();
            seen.dedup();
            prop_assert_eq!(count, seen.len(), "somebody stands there twice");
            let also: usize = forest.also.values().map(Vec::len).sum();
            prop_assert_eq!(forest.main.len() + also, edges.len());
            for edge in forest.main.values() {
                prop_assert!(seen.contains(&edge.mentor) && seen.contains(&edge.mentee));
                // A line back goes to the top of the tree, where there is room for it.
                prop_assert!(!edge.back || forest.roots.contains(&edge.mentee));
            }
        }
    }
}
