//! Who mentored whom: mentors on the left of those they helped, generation by generation, so that the picture grows down
//! with the people and each name stands in a box of its own.
//!
//! The parts are those of Sugiyama, Tagawa and Toda (1981): break circles, find columns, untangle, place. The crates that
//! do it work in floating point numbers and draw no names; this is exact, and small.

mod draw;
mod graph;
mod order;
mod place;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::core::chart::drawing::Drawing;
use crate::core::text::{clean, plural};
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
}

impl Mentoring {
    /// Returns the chart; `None` where nobody mentored anybody.
    pub fn draw(&self) -> Option<Drawing> {
        let mut sums: BTreeMap<(&str, &str), u64> = BTreeMap::new();
        for Pair { mentor, mentee, count } in
            self.pairs.iter().filter(|pair| pair.mentor != pair.mentee && pair.count > 0)
        {
            let sum = sums.entry((mentor, mentee)).or_default();
            *sum = sum.saturating_add(*count);
        }
        let mut logins: Vec<&str> = sums.keys().flat_map(|(mentor, mentee)| [*mentor, *mentee]).collect();
        logins.sort_unstable();
        logins.dedup();
        let number = |login: &str| logins.binary_search(&login).unwrap_or_default();
        let name = |login: &str| clean(self.names.get(login).map_or(login, String::as_str)).into_owned();
        let names: Vec<String> = logins.iter().map(|login| name(login)).collect();
        let edge = |(pair, count): (&(&str, &str), &u64)| Edge {
            mentor: number(pair.0),
            mentee: number(pair.1),
            count: *count,
            back: false,
        };
        let edges: Vec<Edge> = sums.iter().map(edge).collect();
        let mut mentors: BTreeMap<&str, u64> = BTreeMap::new();
        for ((mentor, _), count) in &sums {
            let sum = mentors.entry(mentor).or_default();
            *sum = sum.saturating_add(*count);
        }
        let (most, count) = mentors.iter().max_by_key(|(login, count)| (**count, std::cmp::Reverse(**login)))?;
        let mut mentees: Vec<&str> = sums.keys().map(|(_, mentee)| *mentee).collect();
        mentees.sort_unstable();
        mentees.dedup();
        let description = format!(
            "{} helped {} with {}; the most, {count}, {}.",
            plural(mentors.len(), "mentor"),
            plural(mentees.len(), "mentee"),
            plural(usize::try_from(sums.values().sum::<u64>()).unwrap_or(usize::MAX), "release"),
            name(most),
        );
        let drawn = draw::draw(&names, &edges);
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
