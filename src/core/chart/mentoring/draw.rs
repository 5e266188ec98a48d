//! The boxes and the lines of the graph: mentors on the left of those they helped.

use std::collections::{BTreeMap, BTreeSet};

use crate::core::chart::drawing::{Anchor, Ink, Shape, Stroke};
use crate::core::chart::measure::{fitted, width};
use crate::core::chart::mentoring::graph::{Edge, break_circles, generations, groups};
use crate::core::chart::mentoring::order::{Columns, Place};
use crate::core::chart::mentoring::outline::told;
use crate::core::chart::mentoring::place::middles;

/// The most room of a name, and what stands around it in its box.
pub(super) const NAME: i32 = 150;
pub(super) const INSIDE: i32 = 8;
/// The room between two columns, in which lines bend, and the straight end of a line with its number and its head.
const BETWEEN: i32 = 110;
const END: i32 = 40;
pub(super) const HEAD: i32 = 7;
/// The height of a box with one line, and how much more each further line on a side wants.
pub(super) const NODE: i32 = 22;
const PORT: i32 = 16;
/// What stands free around a box, and between two groups.
const APART: i32 = 6;
const GROUPS: i32 = 18;
/// The height of a line that passes through a column.
const LANE: i32 = 16;
/// The room of the line that explains.
const TOP: i32 = 30;
/// The least room of its words.
const WORDS: i32 = 330;
/// The most room of all columns: what a wide screen shows at once.
const WIDEST: i32 = 1_660;
/// With more lines that cross, nobody follows them.
const MOST_CROSSINGS: usize = 3;

/// What was drawn.
#[derive(Default)]
pub(super) struct Drawn {
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) shapes: Vec<Shape>,
}

/// The left and right sides of a column.
type Sides = BTreeMap<usize, [i32; 2]>;

/// Returns the graph of people with names, `None` where it is too dense or too wide to be read: with more lines than people
/// (a forest has fewer), with more than a few that cross, or wider than a screen.
pub(super) fn draw(names: &[String], edges: &[Edge]) -> Option<Drawn> {
    if edges.len() > names.len() {
        return None;
    }
    let groups: Vec<Group> = groups(names.len(), edges).iter().map(|people| Group::of(people, edges)).collect();
    if groups.iter().map(|group| group.columns.crossings()).sum::<usize>() > MOST_CROSSINGS {
        return None;
    }
    let mut widest: BTreeMap<usize, i32> = BTreeMap::new();
    let box_width = |person: usize| names.get(person).map_or(0, |name| fitted(name, NAME).width()) + 2 * INSIDE;
    for (number, column) in groups.iter().flat_map(|group| group.columns.places.iter().enumerate()) {
        let people = column
            .iter()
            .filter_map(|place| if let Place::Person(person) = place { Some(box_width(*person)) } else { None });
        let theirs = widest.entry(number).or_default();
        *theirs = (*theirs).max(people.max().unwrap_or_default());
    }
    let mut sides = Sides::new();
    let mut left = 1;
    for (column, width) in widest {
        sides.insert(column, [left, left + width]);
        left += width + BETWEEN;
    }
    if left - BETWEEN > WIDEST {
        return None;
    }
    let back = groups.iter().any(|group| group.edges.iter().any(|edge| edge.back));
    let mut words =
        "A line goes from a mentor to a mentee; its number says in how many releases, where there was more than one."
            .to_owned();
    if back {
        words.push_str(" Dashed: back to somebody further left.");
    }
    let width = (left - BETWEEN + 1).max(WORDS);
    let (shapes, height) = explained(&words, width);
    let mut drawn = Drawn { width, height, shapes };
    for group in &groups {
        group.draw(names, &sides, &mut drawn);
        drawn.height += GROUPS;
    }
    drawn.height -= GROUPS - 2;
    Some(drawn)
}

/// Returns the words above a graph, in as many lines as its width wants, and their height.
pub(super) fn explained(words: &str, room: i32) -> (Vec<Shape>, i32) {
    let mut lines: Vec<String> = vec![String::new()];
    for word in words.split(' ') {
        match lines.last_mut() {
            Some(line) if width(line) + width(word) + 6 <= room => {
                line.push_str(if line.is_empty() { "" } else { " " });
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let mut shapes = Vec::new();
    let mut height = TOP;
    for (line, y) in lines.iter().zip((12..).step_by(16)) {
        shapes.push(Shape::text(Ink::Quiet, [0, y], Anchor::Start, line));
        height = y + TOP - 12;
    }
    (shapes, height)
}

/// People that have to do with each other, in their columns.
struct Group {
    edges: Vec<Edge>,
    columns: Columns,
    /// How many lines arrive at each person from the left, and from the right.
    ports: BTreeMap<usize, [i32; 2]>,
}

impl Group {
    fn of(people: &BTreeSet<usize>, edges: &[Edge]) -> Self {
        let mut edges: Vec<Edge> = edges.iter().filter(|edge| people.contains(&edge.mentor)).copied().collect();
        break_circles(&mut edges);
        let generations = generations(people, &edges);
        let columns = Columns::of(people, &edges, &generations);
        let mut ports: BTreeMap<usize, [i32; 2]> = BTreeMap::new();
        for edge in &edges {
            let (left, right) = edge.left_and_right();
            ports.entry(right).or_default()[0] += 1;
            ports.entry(left).or_default()[1] += i32::from(edge.back);
        }
        Self { edges, columns, ports }
    }

    /// Returns the height of somebody's box.
    fn node(&self, person: usize) -> i32 {
        let [left, right] = self.ports.get(&person).copied().unwrap_or_default();
        // What goes out to the right has one place together.
        NODE + PORT * (left.max(right + i32::from(right > 0)) - 1).max(0)
    }

    fn draw(&self, names: &[String], sides: &Sides, drawn: &mut Drawn) {
        let height = |place: &Place| match place {
            Place::Person(person) => self.node(*person) + APART,
            Place::Lane(..) => LANE,
        };
        let (middles, all) = middles(&self.columns, &height);
        let top = drawn.height;
        let spot = |place: &Place| top + middles.get(place).copied().unwrap_or_default();
        let column_of: BTreeMap<Place, usize> = self
            .columns
            .places
            .iter()
            .enumerate()
            .flat_map(|(number, column)| column.iter().map(move |place| (*place, number)))
            .collect();
        let side =
            |place: &Place| column_of.get(place).and_then(|number| sides.get(number)).copied().unwrap_or_default();
        let ports = self.port_places(&spot);
        let mut above = Vec::new();
        for (number, (edge, route)) in self.edges.iter().zip(&self.columns.routes).enumerate() {
            let [from_y, to_y] = ports.get(&number).copied().unwrap_or_default();
            let (Some(first), Some(last)) = (route.first(), route.last()) else { continue };
            let mut at = (side(first)[1], from_y);
            let mut strokes = vec![Stroke::Move(at.0, at.1)];
            if edge.back {
                // Room for the head of the arrow, which points to the left here.
                strokes.push(Stroke::Line(at.0 + END, at.1));
                at.0 += END;
            }
            for place in route.iter().skip(1) {
                let [left, right] = side(place);
                let (bend, y, end) = if place == last {
                    let end = if edge.back { left } else { left - HEAD };
                    (if edge.back { left } else { left - END }, to_y, end)
                } else {
                    (left, spot(place), right)
                };
                let middle = i32::midpoint(at.0, bend);
                strokes.push(Stroke::Curve([(middle, at.1), (middle, y), (bend, y)]));
                if end > bend {
                    strokes.push(Stroke::Line(end, y));
                }
                at = (end, y);
            }
            let ink = if edge.back { Ink::BackEdge } else { Ink::Edge };
            drawn.shapes.push(Shape::path(ink, strokes).hinted(told(names, edge)));
            above.extend(arrow(edge, [side(first)[1], from_y], [side(last)[0], to_y]));
        }
        drawn.shapes.extend(above);
        for (place, number) in &column_of {
            let Place::Person(person) = place else { continue };
            let [left, right] = sides.get(number).copied().unwrap_or_default();
            let height = self.node(*person);
            let middle = spot(place);
            drawn.shapes.push(Shape::rect(Ink::Node, [left, middle - height / 2], [right - left, height], 5));
            let name = fitted(names.get(*person).map_or("", String::as_str), NAME);
            drawn.shapes.push(name.shape(Ink::NodeText, [left + INSIDE, middle + 4], Anchor::Start));
        }
        drawn.height += all;
    }

    /// Returns how far down each edge leaves its left side and arrives at its right side: each that has a head there has a
    /// place of its own, in the order of where it comes from.
    fn port_places(&self, spot: &dyn Fn(&Place) -> i32) -> BTreeMap<usize, [i32; 2]> {
        let mut arriving: BTreeMap<usize, Vec<(i32, usize)>> = BTreeMap::new();
        let mut leaving: BTreeMap<usize, Vec<(i32, usize)>> = BTreeMap::new();
        for (number, (edge, route)) in self.edges.iter().zip(&self.columns.routes).enumerate() {
            let (left, right) = edge.left_and_right();
            let before = route.iter().rev().nth(1).map(spot).unwrap_or_default();
            let behind = route.get(1).map(spot).unwrap_or_default();
            arriving.entry(right).or_default().push((before, number));
            leaving.entry(left).or_default().push((behind, number));
        }
        let mut places: BTreeMap<usize, [i32; 2]> = BTreeMap::new();
        for (person, mut list) in arriving {
            list.sort_unstable();
            let slots = slots(spot(&Place::Person(person)), list.len());
            for ((_, number), y) in list.into_iter().zip(slots) {
                places.entry(number).or_default()[1] = y;
            }
        }
        for (person, mut list) in leaving {
            list.sort_unstable();
            let middle = spot(&Place::Person(person));
            let is_back = |number: &usize| self.edges.get(*number).is_some_and(|edge| edge.back);
            let (back, forward): (Vec<usize>, Vec<usize>) =
                list.into_iter().map(|(_, number)| number).partition(is_back);
            let mut slots = slots(middle, back.len() + usize::from(!forward.is_empty() || back.is_empty()));
            let together = if forward.is_empty() { None } else { slots.next() };
            for number in forward {
                places.entry(number).or_default()[0] = together.unwrap_or(middle);
            }
            for (number, y) in back.into_iter().zip(slots) {
                places.entry(number).or_default()[0] = y;
            }
        }
        places
    }
}

/// Returns so many places around a middle, from the top.
fn slots(middle: i32, count: usize) -> impl Iterator<Item = i32> {
    let count = i32::try_from(count).unwrap_or_default();
    (0..count).map(move |slot| middle - PORT * (count - 1) / 2 + PORT * slot)
}

/// Returns the head of a line, and its number where it is not 1.
fn arrow(edge: &Edge, left: [i32; 2], right: [i32; 2]) -> Vec<Shape> {
    let ([x, y], way, anchor) = if edge.back { (left, 1, Anchor::Start) } else { (right, -1, Anchor::End) };
    let head = vec![
        Stroke::Move(x, y),
        Stroke::Line(x + way * HEAD, y - 4),
        Stroke::Line(x + way * HEAD, y + 4),
        Stroke::Close,
    ];
    let ink = if edge.back { Ink::BackArrow } else { Ink::Arrow };
    let mut shapes = vec![Shape::path(ink, head)];
    if edge.count > 1 {
        let number = fitted(&edge.count.to_string(), END - HEAD);
        shapes.push(number.shape(Ink::EdgeText, [x + way * (HEAD + 4), y + 4], anchor));
    }
    shapes
}
