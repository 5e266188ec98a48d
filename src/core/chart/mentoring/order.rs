//! The order of a column: such that few lines cross.

use std::collections::{BTreeMap, BTreeSet};

use crate::core::chart::mentoring::graph::Edge;

/// How often the columns are gone through, from left to right and back.
const ROUNDS: usize = 12;

/// A group with more lanes than this has none: its longest lines go behind people instead.
const MOST_LANES: usize = 2_000;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// A person.
    Person(usize),
    /// A line that passes through the column: the number of its edge, and the column.
    Lane(usize, usize),
}

/// A group of people in columns, the earliest generation first.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    /// What stands in each column, from the top.
    pub(super) places: Vec<Vec<Place>>,
    /// Where each edge goes, from left to right.
    pub(super) routes: Vec<Vec<Place>>,
    /// What each place is joined with in the column on its left.
    pub(super) left: BTreeMap<Place, Vec<Place>>,
    /// The same on its right.
    pub(super) right: BTreeMap<Place, Vec<Place>>,
}

impl Columns {
    /// Returns a group in columns, with few crossings.
    pub(super) fn of(group: &BTreeSet<usize>, edges: &[Edge], generations: &BTreeMap<usize, usize>) -> Self {
        let generation = |person: &usize| generations.get(person).copied().unwrap_or_default();
        let lanes = |edge: &Edge| {
            let (left, right) = edge.left_and_right();
            generation(&left) + 1..generation(&right)
        };
        let has_lanes = edges.iter().map(|edge| lanes(edge).len()).sum::<usize>() <= MOST_LANES;
        let mut made = Self::default();
        let mut places: BTreeSet<(usize, Place)> =
            group.iter().map(|person| (generation(person), Place::Person(*person))).collect();
        for (number, edge) in edges.iter().enumerate() {
            let (left, right) = edge.left_and_right();
            let mut route = vec![Place::Person(left)];
            route.extend(lanes(edge).filter(|_| has_lanes).map(|column| Place::Lane(number, column)));
            route.push(Place::Person(right));
            places.extend(route.iter().filter_map(|place| match place {
                Place::Lane(_, column) => Some((*column, *place)),
                Place::Person(_) => None,
            }));
            if has_lanes || lanes(edge).is_empty() {
                for (one, other) in route.iter().zip(route.iter().skip(1)) {
                    made.right.entry(*one).or_default().push(*other);
                    made.left.entry(*other).or_default().push(*one);
                }
            }
            made.routes.push(route);
        }
        let last = places.last().map_or(0, |(column, _)| *column);
        made.places = vec![Vec::new(); last + 1];
        for (column, place) in places {
            if let Some(column) = made.places.get_mut(column) {
                column.push(place);
            }
        }
        made.untangle();
        made
    }

    /// Puts each place near the middle of what it is joined with, again and again, and keeps the order with the fewest
    /// crossings.
    fn untangle(&mut self) {
        let mut best = (self.crossings(), self.places.clone());
        for round in 0..ROUNDS {
            if best.0 == 0 {
                break;
            }
            let forward = round % 2 == 0;
            let numbers: Vec<usize> = (0..self.places.len()).collect();
            let numbers: Box<dyn Iterator<Item = usize>> = if forward {
                Box::new(numbers.into_iter().skip(1))
            } else {
                Box::new(numbers.into_iter().rev().skip(1))
            };
            for number in numbers {
                let beside = if forward { number.checked_sub(1) } else { Some(number + 1) };
                let Some(fixed) = beside.and_then(|beside| self.places.get(beside)) else { continue };
                let ranks = ranks(fixed);
                let joined = if forward { &self.left } else { &self.right };
                if let Some(column) = self.places.get_mut(number) {
                    sort(column, joined, &ranks);
                }
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.places.clone());
            }
        }
        self.places = best.1;
    }

    /// Returns how many lines cross, counted between each column and the next.
    pub(super) fn crossings(&self) -> usize {
        let between = |(left, right): (&Vec<Place>, &Vec<Place>)| {
            let ranks = ranks(right);
            let ends = left.iter().flat_map(|place| {
                let mut ends: Vec<usize> =
                    self.right.get(place).into_iter().flatten().filter_map(|end| ranks.get(end).copied()).collect();
                ends.sort_unstable();
                ends
            });
            inversions(ends, right.len())
        };
        self.places.iter().zip(self.places.iter().skip(1)).map(between).sum()
    }
}

fn ranks(column: &[Place]) -> BTreeMap<Place, usize> {
    column.iter().enumerate().map(|(rank, place)| (*place, rank)).collect()
}

/// Sorts a column by the mean rank of what each place is joined with. What is joined with nothing stays where it is, as
/// far as the others let it.
fn sort(column: &mut [Place], joined: &BTreeMap<Place, Vec<Place>>, ranks: &BTreeMap<Place, usize>) {
    let mean = |place: &Place| -> Option<(usize, usize)> {
        let found: Vec<usize> = joined.get(place)?.iter().filter_map(|other| ranks.get(other).copied()).collect();
        (!found.is_empty()).then(|| (found.iter().sum(), found.len()))
    };
    let mut free: Vec<((usize, usize), usize, Place)> = Vec::new();
    let mut kept: Vec<Option<Place>> = Vec::new();
    for (rank, place) in column.iter().enumerate() {
        if let Some(mean) = mean(place) {
            free.push((mean, rank, *place));
            kept.push(None);
        } else {
            kept.push(Some(*place));
        }
    }
    // Fractions are compared without dividing.
    free.sort_by(|one, other| (one.0.0 * other.0.1, one.1).cmp(&(other.0.0 * one.0.1, other.1)));
    let mut free = free.into_iter().map(|(_, _, place)| place);
    for (slot, kept) in column.iter_mut().zip(kept) {
        if let Some(place) = kept.or_else(|| free.next()) {
            *slot = place;
        }
    }
}

/// Returns how many pairs of a list of numbers below `most` stand in the wrong order (Barth, Jünger and Mutzel, 2002).
fn inversions(numbers: impl Iterator<Item = usize>, most: usize) -> usize {
    // A tree of sums (Fenwick, 1994), which answers how many of the numbers so far are not above one of them.
    let mut tree = vec![0_usize; most + 1];
    let (mut seen, mut found) = (0, 0);
    for number in numbers {
        let (mut place, mut not_above) = (number + 1, 0);
        while place > 0 {
            not_above += tree.get(place).copied().unwrap_or_default();
            place &= place - 1;
        }
        found += seen - not_above;
        seen += 1;
        let mut place = number + 1;
        while let Some(sum) = tree.get_mut(place) {
            *sum += 1;
            place += place & place.wrapping_neg();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn inversions_are_counted(numbers in prop::collection::vec(0_usize..20, 0..40)) {
            let later = |place: usize| numbers.iter().skip(place + 1);
            let slow: usize = numbers.iter().enumerate().map(|(place, one)| later(place).filter(|other| *other < one).count()).sum();
            prop_assert_eq!(inversions(numbers.iter().copied(), 20), slow);
        }
    }
}
