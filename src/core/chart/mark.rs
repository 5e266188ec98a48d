//! The marks of releases: each kind has a shape of its own, so that nobody needs to see colours.

use crate::core::chart::drawing::{Anchor, Ink, Shape, Stroke};
use crate::core::chart::measure::width;

/// The kind of a release, as charts tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Breaks something: a diamond.
    Major,
    /// Adds something: a square.
    Minor,
    /// Mends something: a circle.
    Patch,
    /// Something to try: a triangle.
    PreRelease,
    /// Another word, or none: a cross.
    Other,
}

/// What stands between two entries of a legend.
const GAP: i32 = 16;

/// How high a line of a legend is.
const LINE: i32 = 20;

impl Kind {
    /// All kinds, in the order of legends.
    pub const ALL: [Self; 5] = [Self::Major, Self::Minor, Self::Patch, Self::PreRelease, Self::Other];

    /// Returns the kind that a record names.
    pub fn of(word: &str) -> Self {
        Self::ALL.into_iter().find(|kind| kind.word() == word).unwrap_or(Self::Other)
    }

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Major => "major",
            Self::Minor => "minor",
            Self::Patch => "patch",
            Self::PreRelease => "pre-release",
            Self::Other => "other",
        }
    }

    pub(super) fn ink(self) -> Ink {
        match self {
            Self::Major => Ink::Major,
            Self::Minor => Ink::Minor,
            Self::Patch => Ink::Patch,
            Self::PreRelease => Ink::PreRelease,
            Self::Other => Ink::Other,
        }
    }

    /// Returns the strokes of its mark around a place.
    pub(super) fn strokes(self, x: i32, y: i32) -> Vec<Stroke> {
        let polygon = |corners: &[(i32, i32)]| {
            let mut strokes = Vec::with_capacity(corners.len() + 1);
            for (number, (right, down)) in corners.iter().enumerate() {
                let (to_x, to_y) = (x + right, y + down);
                strokes.push(if number == 0 { Stroke::Move(to_x, to_y) } else { Stroke::Line(to_x, to_y) });
            }
            strokes.push(Stroke::Close);
            strokes
        };
        match self {
            Self::Major => polygon(&[(0, -7), (7, 0), (0, 7), (-7, 0)]),
            Self::Minor => polygon(&[(-5, -5), (5, -5), (5, 5), (-5, 5)]),
            Self::Patch => vec![Stroke::Circle(x, y, 5)],
            Self::PreRelease => polygon(&[(0, -6), (6, 5), (-6, 5)]),
            Self::Other => vec![
                Stroke::Move(x - 4, y - 4),
                Stroke::Line(x + 4, y + 4),
                Stroke::Move(x - 4, y + 4),
                Stroke::Line(x + 4, y - 4),
            ],
        }
    }
}

/// Returns the ring around the mark of a security release.
pub(super) fn ring(x: i32, y: i32) -> Vec<Stroke> {
    vec![Stroke::Circle(x, y, 9)]
}

/// Returns a legend of those kinds that are there, between `left` and `right`, the letters of its first line standing on
/// `y`; and how much room its lines take.
pub(super) fn legend(kinds: &[Kind], security: bool, [left, right]: [i32; 2], y: i32) -> (Vec<Shape>, i32) {
    let mut shapes = Vec::new();
    let (mut x, mut line) = (left, y);
    let present = Kind::ALL.into_iter().filter(|kind| kinds.contains(kind));
    let entries = present.map(|kind| (kind.ink(), kind.strokes(0, 0), kind.word()));
    let ring = security.then(|| (Ink::Security, vec![Stroke::Circle(0, 0, 6)], "with a ring: security"));
    for (ink, strokes, word) in entries.chain(ring) {
        let room = 18 + width(word);
        if x > left && x + room > right {
            (x, line) = (left, line + LINE);
        }
        shapes.push(Shape::path(ink, strokes.into_iter().map(|stroke| stroke.moved(x + 7, line - 4)).collect()));
        shapes.push(Shape::text(Ink::Text, [x + 18, line], Anchor::Start, word));
        x += room + GAP;
    }
    let room = if shapes.is_empty() { 0 } else { line - y + LINE };
    (shapes, room)
}
