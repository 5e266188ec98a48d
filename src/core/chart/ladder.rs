//! The ladder: how many people stand on each rung.

use crate::core::chart::drawing::{Anchor, Drawing, Ink, Shape};
use crate::core::chart::measure::{counted, fitted, share, width};
use crate::core::text::clean;

/// It fits a phone.
const WIDTH: i32 = 320;
const NAMES: i32 = 84;
/// The rails, and between them the room of the rungs.
const RAILS: [i32; 2] = [NAMES + 8, WIDTH - 8];
const RAIL: i32 = 4;
const RUNG: i32 = 34;

/// How many people stand on each rung.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ladder {
    /// What it shows: `Ladder`.
    pub title: String,
    /// The rungs, the lowest first: the word for it, and how many people stand on it.
    pub rungs: Vec<(String, u64)>,
}

impl Ladder {
    /// Returns the chart; `None` where nobody stands on it.
    pub fn draw(&self) -> Option<Drawing> {
        let most = self.rungs.iter().map(|(_, count)| *count).max().filter(|most| *most > 0)?;
        let height = RUNG * i32::try_from(self.rungs.len()).ok()? + 6;
        let mut shapes: Vec<Shape> =
            RAILS.iter().map(|x| Shape::rect(Ink::Track, [*x, 0], [RAIL, height], 2)).collect();
        let [left, right] = [RAILS[0] + RAIL, RAILS[1]];
        for ((word, count), y) in self.rungs.iter().rev().zip((20..).step_by(34)) {
            let number = count.to_string();
            shapes.push(fitted(word, NAMES).shape(Ink::Text, [0, y + 4], Anchor::Start));
            shapes.push(Shape::rect(Ink::Track, [left, y - 2], [right - left, 4], 0));
            // The number stands behind its bar, on the rung.
            let room = right - left - width(&number) - 12;
            let length = share((*count).into(), most.into(), room).max(i32::from(*count > 0) * 2);
            if length > 0 {
                shapes.push(Shape::rect(Ink::Bar, [left, y - 7], [length, 14], 2));
            }
            shapes.push(Shape::text(Ink::EdgeText, [left + length + 6, y + 4], Anchor::Start, number));
        }
        let people = self.rungs.iter().map(|(_, count)| *count).fold(0_u64, u64::saturating_add);
        let people = counted(usize::try_from(people).unwrap_or(usize::MAX), "person");
        let counts: Vec<String> = self.rungs.iter().map(|(word, count)| format!("{}: {count}", clean(word))).collect();
        let description = format!("{people}, from the lowest rung: {}.", counts.join(", "));
        Some(Drawing { kind: "ladder", title: self.title.clone(), description, width: WIDTH, height, shapes })
    }
}
