//! Graphs of all sizes and forms.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::graph::{Edge, break_circles, generations, groups};
use super::order::Columns;
use super::{Mentoring, Pair};
use crate::core::chart::Form;
use crate::core::chart::tests::{faults, name};

fn mentoring(pairs: impl IntoIterator<Item = (usize, usize, u64)>) -> Mentoring {
    let login = |number: usize| format!("person-{number:04}");
    let pairs: Vec<Pair> = pairs
        .into_iter()
        .map(|(mentor, mentee, count)| Pair { mentor: login(mentor), mentee: login(mentee), count })
        .collect();
    let names = (0..2_000).map(|number| (login(number), name(number))).collect();
    Mentoring { title: "Who mentored whom".to_owned(), names, pairs }
}

/// Each but the first few is mentored by one or two who came before.
pub(super) fn team(people: usize) -> Mentoring {
    let pairs = (3..people.max(4)).flat_map(|mentee| {
        let first = (mentee * mentee + 7) % (mentee / 2 + 1);
        let second = (mentee * 31 + 3) % mentee;
        let both = mentee % 3 == 0;
        [Some((first, mentee, 1 + u64::try_from(mentee % 5).unwrap())), both.then_some((second, mentee, 12))]
    });
    mentoring(pairs.flatten())
}

#[test]
fn graphs_of_all_sizes_stay_in_their_box() {
    for people in [2, 4, 10, 60, 300, 1_000] {
        let chart = team(people).draw().unwrap();
        assert_eq!(faults(&chart), [""; 0], "{people} people");
        assert!(chart.height < 400 + 40 * i32::try_from(people).unwrap(), "{people} people: {}", chart.height);
    }
    assert_eq!(Mentoring::default().draw(), None);
    assert_eq!(mentoring([(1, 1, 5), (2, 3, 0)]).draw(), None, "nobody mentors themselves, or in no release");
}

#[test]
fn circles_long_chains_and_stars_are_drawn() {
    let both = mentoring([(0, 1, 1), (1, 0, 3), (0, 1, 1)]).draw().unwrap();
    assert_eq!(faults(&both), [""; 0]);
    let texts: Vec<&str> = both
        .shapes
        .iter()
        .filter_map(|shape| if let Form::Text { text, .. } = &shape.form { Some(text.as_str()) } else { None })
        .collect();
    assert!(texts.contains(&"2") && texts.contains(&"3"), "pairs add up: {texts:?}");
    for pairs in [
        (0..9).map(|number| (number, (number + 1) % 9, 2)).collect::<Vec<_>>(),
        (0..200).map(|number| (number, number + 1, 2)).collect(),
        (0..200).flat_map(|number| [(number, number + 1, 2), (0, number + 2, 1)]).collect(),
        (1..300).map(|number| (0, number, 2)).collect(),
        (1..60).map(|number| (number, 0, 2)).collect(),
        (0..12).flat_map(|mentor| (0..12).map(move |mentee| (mentor, mentee, 5))).collect(),
    ] {
        let count = pairs.len();
        assert_eq!(faults(&mentoring(pairs).draw().unwrap()), [""; 0], "{count} pairs");
    }
}

#[test]
fn a_tree_has_no_crossing() {
    let edges: Vec<Edge> =
        (1..40).map(|mentee| Edge { mentor: (mentee - 1) / 3, mentee, count: 1, back: false }).collect();
    let people: BTreeSet<usize> = (0..40).collect();
    let columns = Columns::of(&people, &edges, &generations(&people, &edges));
    assert_eq!((columns.places.len(), columns.crossings()), (4, 0));
}

#[test]
fn groups_stand_by_themselves_the_largest_first() {
    let edge = |mentor, mentee| Edge { mentor, mentee, count: 1, back: false };
    let found = groups(9, &[edge(0, 1), edge(4, 5), edge(6, 5), edge(2, 3)]);
    assert_eq!(found, [BTreeSet::from([4, 5, 6]), BTreeSet::from([0, 1]), BTreeSet::from([2, 3])]);
}

proptest! {
    #[test]
    fn any_graph_stays_in_its_box(pairs in prop::collection::vec((0_usize..25, 0_usize..25, 0_u64..30), 0..60)) {
        let chart = mentoring(pairs.iter().copied()).draw();
        prop_assert_eq!(chart.is_none(), pairs.iter().all(|(mentor, mentee, count)| mentor == mentee || *count == 0));
        prop_assert_eq!(chart.as_ref().map(faults).unwrap_or_default(), Vec::<String>::new());
        // In another order the pairs are the same picture.
        prop_assert_eq!(chart, mentoring(pairs.into_iter().rev()).draw());
    }

    #[test]
    fn what_is_left_has_no_circle_and_no_line_stays_in_a_column(pairs in prop::collection::btree_set((0_usize..20, 0_usize..20), 0..80)) {
        let mut edges: Vec<Edge> = pairs
            .into_iter()
            .filter(|(mentor, mentee)| mentor != mentee)
            .map(|(mentor, mentee)| Edge { mentor, mentee, count: 1, back: false })
            .collect();
        break_circles(&mut edges);
        let people = edges.iter().flat_map(|edge| [edge.mentor, edge.mentee]).collect();
        let generations = generations(&people, &edges);
        for (left, right) in edges.iter().map(Edge::left_and_right) {
            prop_assert!(generations[&left] < generations[&right], "{left} and {right}: {generations:?}");
        }
    }
}
