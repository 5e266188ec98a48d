//! Who mentored whom: mentors on the left of those they helped, generation by generation, so that the picture grows down
//! with the people and each name stands in a box of its own; where lines would be many, an outline of mentees below their
//! mentors.
//!
//! The parts of the graph are those of Sugiyama, Tagawa and Toda (1981): break circles, find columns, untangle, place. The crates that
//! do it work in floating point numbers and draw no names; this is exact, and small.

mod draw;
mod forest;
mod graph;
mod order;
mod outline;
mod place;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::core::chart::drawing::Drawing;
use crate::core::chart::room::Room;
use crate::core::text::{clean, plural};
use forest::Forest;
use graph::Edge;

/// Who mentored whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentoring {
    /// What it shows: `Who mentored whom`.
    pub title: String,
    /// The name to show for each login; who has none is shown by the login.
    pub names: BTreeMap<String, String>,
    /// The pairs, in any order; those of the same two people add up, and nobody mentors themselves.
    pub pairs: Vec<Pair>,
}

/// A mentor, and whom they mentored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The login of the mentor.
    pub mentor: String,
    /// The login of the mentee.
    pub mentee: String,
    /// In how many releases.
    pub count: u64,
    /// The day of the last of them, where it is known.
    pub last: Option<Date>,
}

impl Mentoring {
    /// Returns the chart; `None` where nobody mentored anybody.
    ///
    /// A wide picture of few pairs is a graph, with mentors on the left of those they helped and a line for each pair. On
    /// a phone, and where there are more pairs than people, more than a few lines that cross, or more generations than a
    /// screen has room for, it is an outline: each mentee stands below the mentor who helped in most releases, and the
    /// others stand as text in the mentee’s box, so that no line crosses another however many there are.
    pub fn draw(&self, room: Room) -> Option<Drawing> {
        let mut sums: BTreeMap<(&str, &str), (u64, Option<Date>)> = BTreeMap::new();
        for Pair { mentor, mentee, count, last } in
            self.pairs.iter().filter(|pair| pair.mentor != pair.mentee && pair.count > 0)
        {
            let sum = sums.entry((mentor, mentee)).or_default();
            *sum = (sum.0.saturating_add(*count), sum.1.max(*last));
        }
        let mut logins: Vec<&str> = sums.keys().flat_map(|(mentor, mentee)| [*mentor, *mentee]).collect();
        logins.sort_unstable();
        logins.dedup();
        let number = |login: &str| logins.binary_search(&login).unwrap_or_default();
        let name = |login: &str| clean(self.names.get(login).map_or(login, String::as_str)).into_owned();
        let names: Vec<String> = logins.iter().map(|login| name(login)).collect();
        let edge = |((mentor, mentee), (count, last)): (&(&str, &str), &(u64, Option<Date>))| Edge {
            mentor: number(mentor),
            mentee: number(mentee),
            count: *count,
            last: *last,
            back: false,
        };
        let edges: Vec<Edge> = sums.iter().map(edge).collect();
        let mut mentors: BTreeMap<usize, u64> = BTreeMap::new();
        for edge in &edges {
            let sum = mentors.entry(edge.mentor).or_default();
            *sum = sum.saturating_add(edge.count);
        }
        let (most, count) = mentors.iter().max_by_key(|(mentor, count)| (**count, std::cmp::Reverse(**mentor)))?;
        let mentees: BTreeSet<usize> = edges.iter().map(|edge| edge.mentee).collect();
        let graph = if room == Room::Wide { draw::draw(&names, &edges) } else { None };
        let drawn = graph.unwrap_or_else(|| outline::draw(&names, &Forest::of(&edges), room));
        let description = format!(
            "{} helped {}: {} in all. {} helped most often, {}.",
            plural(mentors.len(), "mentor"),
            plural(mentees.len(), "mentee"),
            plural(edges.len(), "pair"),
            names.get(*most).map_or("", String::as_str),
            plural(usize::try_from(*count).unwrap_or(usize::MAX), "time"),
        );
        Some(Drawing {
            kind: "mentoring",
            title: self.title.clone(),
            description,
            width: drawn.width,
            height: drawn.height,
            shapes: drawn.shapes,
        })
    }
}
