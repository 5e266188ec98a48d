//! The forest as an outline: mentees below their mentor, each tree as narrow as its names let it be, and the trees side by
//! side where there is room.

use crate::core::chart::drawing::{Anchor, Ink, Shape, Stroke};
use crate::core::chart::measure::{fitted, width};
use crate::core::chart::mentoring::draw::{Drawn, HEAD, INSIDE, NAME, NODE, explained};
use crate::core::chart::mentoring::forest::Forest;
use crate::core::chart::mentoring::graph::Edge;
use crate::core::chart::room::{PHONE, Room};
use crate::core::text::plural;

/// The room of all trees in a window: that of the text of a page on a laptop.
const WINDOW: i32 = 1_080;
/// The room of the words on top, in a window.
const WORDS: i32 = 560;
/// So many columns of trees are tried at most.
const MOST_COLUMNS: usize = 8;
/// How far a mentee stands to the right of their mentor, and where the line between goes down.
const STEP: i32 = 22;
const TRUNK: i32 = 10;
/// The most room of the further mentors, and the least of a box.
const ALSO: i32 = 224;
const LEAST: i32 = 96;
/// A larger number says only that it is larger.
const MOST_TIMES: u64 = 999;
/// How much higher a box with further mentors is.
const SECOND: i32 = 16;
/// What stands free above a box: beside others, and below its mentor, where the head of an arrow has room.
const APART: i32 = 6;
const BELOW: i32 = 18;
/// What stands free between trees, and between columns of them; and the room of a line that leads back.
const TREES: i32 = 20;
const COLUMNS: i32 = 36;
const BACK: i32 = 16;

/// Somebody in a tree, with their box. Places are counted from the corner of the tree.
struct Spot<'a> {
    person: usize,
    /// Who stands above: their place in the list.
    above: Option<usize>,
    /// Whether they are the only one below their mentor, and so stand right below: chains stay narrow.
    is_only: bool,
    place: [i32; 2],
    size: [i32; 2],
    /// The name, how often their mentor helped, and who helped besides.
    name: &'a str,
    times: String,
    also: String,
}

/// A tree with its boxes.
struct Tree<'a> {
    spots: Vec<Spot<'a>>,
    /// The line from somebody further down to the one at the top, where the people made a circle.
    back: Option<Edge>,
    size: [i32; 2],
}

/// Returns the outline of a forest.
pub(super) fn draw(names: &[String], forest: &Forest, room: Room) -> Drawn {
    let (most, fits) = if room == Room::Wide { (MOST_COLUMNS, WINDOW) } else { (1, PHONE) };
    let trees: Vec<Tree<'_>> = forest.roots.iter().map(|root| Tree::of(*root, names, forest, fits)).collect();
    let (columns, places) = columns(&trees, trees.len().min(most), fits);
    let mut words =
        "A line goes from a mentor to a mentee; × and a number say in how many releases, where there was more than one."
            .to_owned();
    if !forest.also.is_empty() {
        words.push_str(
            " It comes from whoever helped them in most releases: the others stand in the box, and in the table below.",
        );
    }
    if trees.iter().any(|tree| tree.back.is_some()) {
        words.push_str(" Dashed: back to somebody further up.");
    }
    // As many deep steps as a phone has no room for are looked at piece by piece.
    if room == Room::Narrow && columns > fits {
        words.push_str(" It goes on to the right.");
    }
    let width = columns.max(if room == Room::Wide { WORDS } else { PHONE });
    let (mut shapes, top) = explained(&words, width);
    let mut height = top;
    for (tree, [left, down]) in trees.iter().zip(places) {
        shapes.extend(tree.drawn(names, forest).into_iter().map(|shape| shape.moved(left, top + down)));
        height = height.max(top + down + tree.size[1]);
    }
    Drawn { width, height: height + 2, shapes }
}

/// Returns the width of trees in columns and where each tree stands: in as many columns as the room has, each tree in the
/// one that is shortest so far.
fn columns(trees: &[Tree<'_>], most: usize, room: i32) -> (i32, Vec<[i32; 2]>) {
    for count in (1..=most.max(1)).rev() {
        // The width and the height of each column.
        let mut columns = vec![[0, 0]; count];
        let mut placed: Vec<(usize, i32)> = Vec::new();
        for tree in trees {
            let shortest = (0..count).min_by_key(|column| columns.get(*column).map(|[_, height]| *height));
            let Some((column, [width, height])) = shortest.and_then(|column| Some((column, columns.get_mut(column)?)))
            else {
                continue;
            };
            placed.push((column, *height));
            *width = (*width).max(tree.size[0]);
            *height += tree.size[1] + TREES;
        }
        let mut right = 0;
        let lefts: Vec<i32> = columns
            .iter()
            .map(|[width, _]| {
                right += width + COLUMNS;
                right - width - COLUMNS
            })
            .collect();
        if count == 1 || right - COLUMNS <= room {
            let left = |column: usize| lefts.get(column).copied().unwrap_or_default();
            let corners = placed.into_iter().map(|(column, down)| [left(column), down]).collect();
            return (right - COLUMNS, corners);
        }
    }
    (0, Vec::new())
}

impl<'a> Tree<'a> {
    fn of(first: usize, names: &'a [String], forest: &Forest, room: i32) -> Self {
        let back = forest.main.get(&first).copied();
        let room = if back.is_some() { room - BACK } else { room };
        let mut spots: Vec<Spot<'_>> = Vec::new();
        let mut open = vec![(first, 1, None, false)];
        let mut down = 1;
        while let Some((person, left, above, is_only)) = open.pop() {
            let spot = Spot::of(person, names, forest, (room - left - 1).max(LEAST));
            down += match above {
                None => 0,
                Some(_) if is_only => BELOW,
                Some(_) => APART,
            };
            let own = spots.len();
            let height = spot.size[1];
            spots.push(Spot { above, is_only, place: [left, down], ..spot });
            down += height;
            let below = forest.below.get(&person).map(Vec::as_slice).unwrap_or_default();
            let is_only = below.len() == 1;
            let left = if is_only { left } else { left + STEP };
            open.extend(below.iter().rev().map(|person| (*person, left, Some(own), is_only)));
        }
        let right = spots.iter().map(|spot| spot.place[0] + spot.size[0]).max().unwrap_or_default() + 1;
        Self { size: [right + if back.is_some() { BACK } else { 0 }, down + 1], spots, back }
    }

    fn drawn(&self, names: &[String], forest: &Forest) -> Vec<Shape> {
        let mut lines = Vec::new();
        let mut boxes = Vec::new();
        for spot in &self.spots {
            if let Some((above, edge)) = spot.above.and_then(|at| self.spots.get(at)).zip(forest.main.get(&spot.person))
            {
                lines.extend(spot.line(above).map(|shape| shape.hinted(told(names, edge))));
            }
            boxes.extend(spot.drawn(names, forest));
        }
        lines.extend(self.back.iter().flat_map(|edge| self.back_line(names, edge)));
        lines.extend(boxes);
        lines
    }

    /// Returns the line that leads back: on the right of all boxes, where nothing else is.
    fn back_line(&self, names: &[String], edge: &Edge) -> Vec<Shape> {
        let beside = |person: usize| {
            let spot = self.spots.iter().find(|spot| spot.person == person)?;
            Some([spot.place[0] + spot.size[0], spot.place[1] + NODE / 2])
        };
        let Some(([from, down], [to, up])) = beside(edge.mentor).zip(beside(edge.mentee)) else { return Vec::new() };
        let right = self.size[0] - 4;
        let line = vec![
            Stroke::Move(from, down),
            Stroke::Line(right, down),
            Stroke::Line(right, up),
            Stroke::Line(to + HEAD, up),
        ];
        let head =
            vec![Stroke::Move(to, up), Stroke::Line(to + HEAD, up - 4), Stroke::Line(to + HEAD, up + 4), Stroke::Close];
        vec![Shape::path(Ink::BackEdge, line).hinted(told(names, edge)), Shape::path(Ink::BackArrow, head)]
    }
}

impl<'a> Spot<'a> {
    /// Returns somebody's box, which is no wider than the room.
    fn of(person: usize, names: &'a [String], forest: &Forest, room: i32) -> Self {
        let name = names.get(person).map_or("", String::as_str);
        let count = forest.main.get(&person).map_or(0, |edge| edge.count);
        let times = match count {
            0 | 1 => String::new(),
            2..=MOST_TIMES => format!("×{count}"),
            _ => format!("×{MOST_TIMES}+"),
        };
        let also = forest.also.get(&person).map(Vec::as_slice).unwrap_or_default();
        let also: Vec<&str> = also.iter().filter_map(|edge| names.get(edge.mentor)).map(String::as_str).collect();
        let inner = room - 2 * INSIDE;
        let also = also_by(&also, ALSO.min(inner));
        let first = fitted(name, name_room(inner, &times)).width() + times_room(&times);
        let second = fitted(&also, inner).width();
        let height = if also.is_empty() { NODE } else { NODE + SECOND };
        let size = [first.max(second) + 2 * INSIDE, height];
        Self { person, above: None, is_only: false, place: [0, 0], size, name, times, also }
    }

    /// Returns the line from the mentor above.
    fn line(&self, above: &Self) -> [Shape; 2] {
        let [left, top] = self.place;
        let [x, y] = [above.place[0] + TRUNK, above.place[1] + above.size[1]];
        if self.is_only {
            let line = Shape::line(Ink::Edge, [x, y], [x, top - HEAD]);
            let head = vec![
                Stroke::Move(x, top),
                Stroke::Line(x - 4, top - HEAD),
                Stroke::Line(x + 4, top - HEAD),
                Stroke::Close,
            ];
            return [line, Shape::path(Ink::Arrow, head)];
        }
        let middle = top + NODE / 2;
        let line = vec![Stroke::Move(x, y), Stroke::Line(x, middle), Stroke::Line(left - HEAD, middle)];
        let head = vec![
            Stroke::Move(left, middle),
            Stroke::Line(left - HEAD, middle - 4),
            Stroke::Line(left - HEAD, middle + 4),
            Stroke::Close,
        ];
        [Shape::path(Ink::Edge, line), Shape::path(Ink::Arrow, head)]
    }

    fn drawn(&self, names: &[String], forest: &Forest) -> Vec<Shape> {
        let ([left, top], [width, height]) = (self.place, self.size);
        let all = forest.main.get(&self.person).into_iter().chain(forest.also.get(&self.person).into_iter().flatten());
        let hint = if self.also.is_empty() {
            String::new()
        } else {
            all.map(|edge| told(names, edge)).collect::<Vec<_>>().join("; ")
        };
        let name = fitted(self.name, name_room(width - 2 * INSIDE, &self.times));
        let mut shapes = vec![
            Shape::rect(Ink::Node, self.place, self.size, 5).hinted(&*hint),
            name.shape(Ink::NodeText, [left + INSIDE, top + 15], Anchor::Start),
        ];
        if !self.times.is_empty() {
            shapes.push(Shape::text(Ink::Quiet, [left + width - INSIDE, top + 15], Anchor::End, &*self.times));
        }
        if !self.also.is_empty() {
            let also = fitted(&self.also, width - 2 * INSIDE);
            let place = [left + INSIDE, top + height - 7];
            shapes.push(also.shape(Ink::Quiet, place, Anchor::Start).hinted(hint));
        }
        shapes
    }
}

/// Returns the room of a name in a box with so much inside, beside how often their mentor helped.
fn name_room(inside: i32, times: &str) -> i32 {
    NAME.min(inside - times_room(times))
}

fn times_room(times: &str) -> i32 {
    if times.is_empty() { 0 } else { width(times) + 8 }
}

/// Returns who helped besides, in as many names as fit.
fn also_by(names: &[&str], room: i32) -> String {
    let Some(first) = names.first() else { return String::new() };
    let all = format!("also by {}", names.join(", "));
    if width(&all) <= room {
        return all;
    }
    let others = names.len() - 1;
    if others > 0 {
        let one = format!("also by {first} and {}", plural(others, "other"));
        return if width(&one) <= room { one } else { format!("also by {} others", names.len()) };
    }
    all
}

/// Returns what a pointer on a pair shows.
pub(super) fn told(names: &[String], edge: &Edge) -> String {
    let name = |person: usize| names.get(person).map_or("", String::as_str);
    let releases = plural(usize::try_from(edge.count).unwrap_or(usize::MAX), "release");
    format!("{} mentored {}: {releases}", name(edge.mentor), name(edge.mentee))
}
