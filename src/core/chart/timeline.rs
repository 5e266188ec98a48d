//! The releases on a time line: one row for each person or organisation, one mark for each release.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::core::chart::axis::Axis;
use crate::core::chart::drawing::{Anchor, Drawing, Ink, Shape};
use crate::core::chart::mark::{Kind, legend, ring};
use crate::core::chart::measure::{counted, fitted};
use crate::core::chart::room::{PHONE, Room};
use crate::core::text::{clean, plural};

/// So many rows have a name; the others are one row together.
pub const MOST_ROWS: usize = 25;

/// With more marks than this, no mark says what it is, and those on one place are drawn once: a page that lists each stands
/// beside it.
const MOST_HINTS: usize = 300;

/// The room above the rows, besides the legend.
const TOP: i32 = 34;

/// Where things stand, in pixels.
struct Layout {
    width: i32,
    /// Where marks begin, and how much room they have.
    left: i32,
    room: i32,
    /// The height of a row, and in it where the letters of the name stand, and the line with its marks.
    row: i32,
    name: i32,
    line: i32,
    /// The room of a name.
    names: i32,
    /// What a name is written with: where lines of the axis go behind it, it is kept free of them.
    ink: Ink,
    /// Where the legend begins.
    legend: i32,
}

impl Layout {
    /// Returns the layout: with each name beside its line, or above it where there is no room beside it.
    fn of(room: Room) -> Self {
        match room {
            Room::Wide => {
                let (width, left, room, row, names) = (940, 172, 720, 24, 158);
                Self { width, left, room, row, name: 16, line: 12, names, ink: Ink::Text, legend: left }
            }
            Room::Narrow => {
                let (left, room, row, names) = (10, PHONE - 20, 46, PHONE - 60);
                Self { width: PHONE, left, room, row, name: 13, line: 28, names, ink: Ink::EdgeText, legend: 0 }
            }
        }
    }
}

/// Releases on a time line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// What it shows: `Releases by person`.
    pub title: String,
    /// What one row is, in the singular: `person`.
    pub noun: String,
    /// The rows, in any order.
    pub rows: Vec<Row>,
    /// The day up to which the axis goes at least.
    pub until: Option<Date>,
}

/// One row of a time line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Whose row it is.
    pub name: String,
    /// Whether it is nobody's in particular, as that of those who are not named.
    pub is_of_others: bool,
    /// The releases, in any order.
    pub marks: Vec<Mark>,
}

/// One release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The day.
    pub date: Date,
    /// The kind.
    pub kind: Kind,
    /// Whether it mends something that can be exploited.
    pub security: bool,
    /// What a pointer on it shows first: `5.4.2`.
    pub label: String,
}

impl Timeline {
    /// Returns the chart; `None` where there is no release.
    ///
    /// The rows with the most releases have one each, in the order of their first release; the others share the last.
    pub fn draw(&self, room: Room) -> Option<Drawing> {
        let layout = Layout::of(room);
        let Layout { width, left, room, .. } = layout;
        let rows = self.shown();
        let days = || rows.iter().flat_map(|row| row.marks.iter().map(|mark| mark.date));
        let (first, last) = (days().min()?, days().max()?);
        let axis = Axis::over(days().chain(self.until), left, room)?;
        let count = days().count();
        let kinds: Vec<Kind> = rows.iter().flat_map(|row| row.marks.iter().map(|mark| mark.kind)).collect();
        let security = rows.iter().any(|row| row.marks.iter().any(|mark| mark.security));
        let (mut shapes, legend) = legend(&kinds, security, [layout.legend, width], 14);
        let mut top = legend + TOP;
        let height = top + layout.row * i32::try_from(rows.len()).unwrap_or(i32::MAX / layout.row) + 6;
        shapes.extend(axis.ticks(top - 14, top - 26, height - 4));
        for row in &rows {
            let (name, line) = (top + layout.name, top + layout.line);
            shapes.push(Shape::line(Ink::Grid, [left, line], [left + room, line]));
            shapes.push(fitted(&row.name, layout.names).shape(layout.ink, [0, name], Anchor::Start));
            shapes.extend(row.drawn(&axis, line, count <= MOST_HINTS));
            shapes.push(Shape::text(Ink::Quiet, [width - 2, name], Anchor::End, row.marks.len().to_string()));
            top += layout.row;
        }
        let description = self.described(first, last);
        Some(Drawing { kind: "timeline", title: self.title.clone(), description, width, height, shapes })
    }

    /// Returns what the chart says, in words: a release of several people is one, and who is not named is nobody.
    fn described(&self, first: Date, last: Date) -> String {
        let marks = self.rows.iter().flat_map(|row| &row.marks);
        let releases: BTreeSet<(Date, &str)> = marks.map(|mark| (mark.date, mark.label.as_str())).collect();
        let named = || self.rows.iter().filter(|row| !row.marks.is_empty() && !row.is_of_others);
        let count = plural(releases.len(), "release");
        let Some(most) = named().max_by_key(|row| (row.marks.len(), std::cmp::Reverse(&row.name))) else {
            return format!("{count}, from {first} to {last}.");
        };
        let (rows, most_of_all) = (counted(named().count(), &self.noun), most.marks.len());
        let whose = clean(&most.name);
        format!("{count} in the rows of {rows}, from {first} to {last}; the most, {most_of_all}, in that of {whose}.")
    }

    /// Returns the rows that are drawn: none without a release.
    fn shown(&self) -> Vec<Row> {
        let mut rows: Vec<&Row> = self.rows.iter().filter(|row| !row.marks.is_empty()).collect();
        rows.sort_by(|one, other| {
            (other.marks.len(), other.last(), &one.name).cmp(&(one.marks.len(), one.last(), &other.name))
        });
        // One other alone has room for a row with a name.
        let kept = if rows.len() > MOST_ROWS + 1 { MOST_ROWS } else { rows.len() };
        let others = rows.split_off(kept);
        rows.sort_by(|one, other| (one.first(), &one.name).cmp(&(other.first(), &other.name)));
        let mut rows: Vec<Row> = rows.into_iter().cloned().collect();
        if !others.is_empty() {
            let marks = others.iter().flat_map(|row| row.marks.iter().cloned()).collect();
            rows.push(Row { name: format!("{} others", others.len()), is_of_others: true, marks });
        }
        rows
    }
}

impl Row {
    fn first(&self) -> Option<Date> {
        self.marks.iter().map(|mark| mark.date).min()
    }

    fn last(&self) -> Option<Date> {
        self.marks.iter().map(|mark| mark.date).max()
    }

    /// Returns its marks, those of the weightiest kind last and so on top, and all rings behind them.
    fn drawn(&self, axis: &Axis, y: i32, hints: bool) -> Vec<Shape> {
        let mut shapes = Vec::new();
        let rings: BTreeSet<i32> =
            self.marks.iter().filter(|mark| mark.security).map(|mark| axis.x(mark.date)).collect();
        if !rings.is_empty() {
            shapes.push(Shape::path(Ink::Security, rings.iter().flat_map(|x| ring(*x, y)).collect()));
        }
        for kind in Kind::ALL.into_iter().rev() {
            let mut marks: Vec<&Mark> = self.marks.iter().filter(|mark| mark.kind == kind).collect();
            marks.sort_by(|one, other| (one.date, &one.label).cmp(&(other.date, &other.label)));
            let places: BTreeSet<i32> = marks.iter().map(|mark| axis.x(mark.date)).collect();
            if places.is_empty() {
                continue;
            }
            if hints {
                shapes.extend(marks.iter().map(|mark| {
                    let Mark { date, security, label, .. } = mark;
                    let facet = if *security { ", security" } else { "" };
                    let hint = format!("{}, {date}, {}{facet}", clean(label), kind.word());
                    Shape::path(kind.ink(), kind.strokes(axis.x(*date), y)).hinted(hint)
                }));
            } else {
                let strokes = places.iter().flat_map(|x| kind.strokes(*x, y)).collect();
                shapes.push(Shape::path(kind.ink(), strokes));
            }
        }
        shapes
    }
}
