//! Graphs of all sizes and forms.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::graph::{Edge, break_circles, generations, groups};
use super::order::Columns;
use super::{Mentoring, Pair};
use crate::core::chart::drawing::{Drawing, Form, Ink, Stroke};
use crate::core::chart::room::{PHONE, Room};
use crate::core::chart::tests::{faults, name};

fn mentoring(pairs: impl IntoIterator<Item = (usize, usize, u64)>) -> Mentoring {
    let login = |number: usize| format!("person-{number:04}");
    let pairs: Vec<Pair> = pairs
        .into_iter()
        .map(|(mentor, mentee, count)| Pair { mentor: login(mentor), mentee: login(mentee), count, last: None })
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

fn texts(chart: &Drawing) -> Vec<&str> {
    chart
        .shapes
        .iter()
        .filter_map(|shape| if let Form::Text { text, .. } = &shape.form { Some(text.as_str()) } else { None })
        .collect()
}

/// Says where a line of an outline crosses another or goes through a box.
fn crossings(chart: &Drawing) -> Vec<String> {
    let mut lines: Vec<[[i32; 2]; 2]> = Vec::new();
    let mut boxes: Vec<[i32; 4]> = Vec::new();
    for shape in &chart.shapes {
        match (&shape.form, shape.ink) {
            (Form::Path(strokes), Ink::Edge | Ink::BackEdge) => {
                let places: Vec<[i32; 2]> = strokes
                    .iter()
                    .map(|stroke| match *stroke {
                        Stroke::Move(x, y) | Stroke::Line(x, y) => [x, y],
                        _ => panic!("an outline has straight lines"),
                    })
                    .collect();
                lines.extend(places.windows(2).map(|both| [both[0].min(both[1]), both[0].max(both[1])]));
            }
            (Form::Box { x, y, width, height, .. }, Ink::Node) => boxes.push([*x, *y, x + width, y + height]),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for [[left, top], [right, bottom]] in &lines {
        let crossed = lines.iter().filter(|[[x, from], [to, until]]| {
            top == bottom && x == to && left < x && x < right && from < top && top < until
        });
        found.extend(crossed.map(|other| format!("{left}, {top} to {right}, {bottom} crosses {other:?}")));
        let through = boxes.iter().filter(|[x, y, to, until]| {
            left < to && x < right.max(&(left + 1)) && top < until && y < bottom.max(&(top + 1))
        });
        found.extend(through.map(|node| format!("{left}, {top} to {right}, {bottom} goes through {node:?}")));
    }
    found
}

/// Returns the chart in both sizes after looking for faults.
fn drawn(mentoring: &Mentoring, what: &str) -> [Drawing; 2] {
    [Room::Wide, Room::Narrow].map(|room| {
        let chart = mentoring.draw(room).unwrap();
        assert_eq!(faults(&chart), [""; 0], "{what}, {room:?}");
        let is_curved = |stroke: &Stroke| matches!(stroke, Stroke::Curve(_));
        let is_graph =
            chart.shapes.iter().any(|shape| matches!(&shape.form, Form::Path(path) if path.iter().any(is_curved)));
        if !is_graph {
            assert_eq!(crossings(&chart), [""; 0], "{what}, {room:?}");
        }
        chart
    })
}

#[test]
fn graphs_of_all_sizes_stay_in_their_box() {
    for people in [2, 4, 10, 60, 300, 1_000] {
        let [wide, narrow] = drawn(&team(people), &format!("{people} people"));
        assert!(wide.height < 400 + 40 * i32::try_from(people).unwrap(), "{people} people: {}", wide.height);
        assert!(wide.width <= 1_660 && (narrow.width == PHONE || people > 300), "{people} people: {}", narrow.width);
    }
    assert_eq!(Mentoring::default().draw(Room::Wide), None);
    assert_eq!(mentoring([(1, 1, 5), (2, 3, 0)]).draw(Room::Wide), None, "nobody mentors themselves, or in no release");
}

#[test]
fn sixty_people_are_readable_however_they_helped() {
    let sizes = |pairs: Vec<(usize, usize, u64)>| {
        drawn(&mentoring(pairs), "60 people").map(|chart| format!("{} x {}", chart.width, chart.height)).join(", ")
    };
    // One helped all; all helped one; a circle; everybody helped everybody.
    insta::assert_snapshot!(sizes((1..60).map(|mentee| (0, mentee, 1)).collect()), @"357 x 1716, 320 x 1740");
    insta::assert_snapshot!(sizes((1..60).map(|mentor| (mentor, 0, 1)).collect()), @"357 x 1716, 320 x 176");
    insta::assert_snapshot!(sizes((0..60).map(|number| (number, (number + 1) % 60, 1)).collect()), @"560 x 2432, 320 x 2464");
    let all = (0..60).flat_map(|mentor| (0..60).map(move |mentee| (mentor, mentee, 1 + u64::from(mentor % 7 == 3))));
    insta::assert_snapshot!(sizes(all.collect()), @"560 x 2716, 320 x 2748");
}

#[test]
fn where_there_are_many_pairs_each_mentee_has_one_line() {
    let pairs = [(1, 0, 1), (2, 0, 3), (3, 0, 1), (4, 0, 1), (2, 5, 1), (1, 5, 1), (3, 5, 1), (5, 2, 1)];
    let mut mentoring = mentoring(pairs);
    mentoring.names = (0..6).map(|number| (format!("person-{number:04}"), format!("@p{number}"))).collect();
    let [chart, _] = drawn(&mentoring, "8 pairs");
    let lines = chart.shapes.iter().filter(|shape| matches!(shape.ink, Ink::Edge | Ink::BackEdge)).count();
    assert_eq!(lines, 3, "one for each mentee");
    insta::assert_snapshot!(texts(&chart).join("\n"), @"
    A line goes from a mentor to a mentee; × and a number say in how many releases,
    where there was more than one. It comes from whoever helped them in most
    releases: the others stand in the box, and in the table below.
    @p1
    @p5
    also by @p2, @p3
    @p2
    @p0
    ×3
    also by @p1, @p3, @p4
    ");
    let hint = chart.shapes.iter().find(|shape| shape.hint.contains(';')).map(|shape| shape.hint.clone());
    insta::assert_snapshot!(hint.unwrap(), @"@p1 mentored @p5: 1 release; @p2 mentored @p5: 1 release; @p3 mentored @p5: 1 release");
    insta::assert_snapshot!(chart.description, @"5 mentors helped 3 mentees: 8 pairs in all. @p2 helped most often, 4 times.");
}

#[test]
fn few_pairs_stay_a_graph() {
    let chart = mentoring([(0, 1, 2), (0, 2, 1), (2, 3, 1), (1, 3, 1)]).draw(Room::Wide).unwrap();
    assert_eq!(chart.shapes.iter().filter(|shape| shape.ink == Ink::Edge).count(), 4);
}

#[test]
fn circles_long_chains_and_stars_are_drawn() {
    let both = mentoring([(0, 1, 1), (1, 0, 3), (0, 1, 1)]).draw(Room::Wide).unwrap();
    assert_eq!(faults(&both), [""; 0]);
    let texts = texts(&both);
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
        drop(drawn(&mentoring(pairs), &format!("{count} pairs")));
    }
}

#[test]
fn a_tree_has_no_crossing() {
    let edges: Vec<Edge> =
        (1..40).map(|mentee| Edge { mentor: (mentee - 1) / 3, mentee, count: 1, last: None, back: false }).collect();
    let people: BTreeSet<usize> = (0..40).collect();
    let columns = Columns::of(&people, &edges, &generations(&people, &edges));
    assert_eq!((columns.places.len(), columns.crossings()), (4, 0));
}

#[test]
fn groups_stand_by_themselves_the_largest_first() {
    let edge = |mentor, mentee| Edge { mentor, mentee, count: 1, last: None, back: false };
    let found = groups(9, &[edge(0, 1), edge(4, 5), edge(6, 5), edge(2, 3)]);
    assert_eq!(found, [BTreeSet::from([4, 5, 6]), BTreeSet::from([0, 1]), BTreeSet::from([2, 3])]);
}

proptest! {
    #[test]
    fn any_graph_stays_in_its_box(pairs in prop::collection::vec((0_usize..25, 0_usize..25, 0_u64..30), 0..60)) {
        for room in [Room::Wide, Room::Narrow] {
            let chart = mentoring(pairs.iter().copied()).draw(room);
            prop_assert_eq!(chart.is_none(), pairs.iter().all(|(mentor, mentee, count)| mentor == mentee || *count == 0));
            prop_assert_eq!(chart.as_ref().map(faults).unwrap_or_default(), Vec::<String>::new());
            if room == Room::Narrow {
                prop_assert_eq!(chart.as_ref().map(crossings).unwrap_or_default(), Vec::<String>::new());
            }
            // In another order the pairs are the same picture.
            prop_assert_eq!(chart, mentoring(pairs.iter().rev().copied()).draw(room));
        }
    }

    #[test]
    fn what_is_left_has_no_circle_and_no_line_stays_in_a_column(pairs in prop::collection::btree_set((0_usize..20, 0_usize..20), 0..80)) {
        let mut edges: Vec<Edge> = pairs
            .into_iter()
            .filter(|(mentor, mentee)| mentor != mentee)
            .map(|(mentor, mentee)| Edge { mentor, mentee, count: 1, last: None, back: false })
            .collect();
        break_circles(&mut edges);
        let people = edges.iter().flat_map(|edge| [edge.mentor, edge.mentee]).collect();
        let generations = generations(&people, &edges);
        for (left, right) in edges.iter().map(Edge::left_and_right) {
            prop_assert!(generations[&left] < generations[&right], "{left} and {right}: {generations:?}");
        }
    }
}
