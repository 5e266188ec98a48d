//! Bars: an amount for each name.

use crate::core::chart::drawing::{Anchor, Drawing, Ink, Shape};
use crate::core::chart::measure::{counted, fitted, share};
use crate::core::text::clean;

/// So many bars are drawn; of the others it is said how many there are.
pub const MOST_BARS: usize = 25;

/// It fits a phone.
const WIDTH: i32 = 320;
const ROW: i32 = 34;

/// Amounts as bars, in the order in which they are given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bars {
    /// What it shows: `Releases a year`.
    pub title: String,
    /// What one bar is, in the singular: `person`.
    pub noun: String,
    /// The bars, the first on top.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// Whose it is.
    pub name: String,
    /// How much it is, as people read it: `2 releases`.
    pub text: String,
    /// How much it is.
    pub amount: u64,
}

impl Bars {
    /// Returns the chart; `None` where there is no bar.
    pub fn draw(&self) -> Option<Drawing> {
        let shown = self
            .bars
            .get(..MOST_BARS + 1)
            .map_or(self.bars.as_slice(), |_| self.bars.get(..MOST_BARS).unwrap_or_default());
        let longest = shown.iter().map(|bar| bar.amount).max()?;
        let mut shapes = Vec::new();
        let mut top = 0;
        for bar in shown {
            shapes.extend(bar.drawn(longest, top));
            top += ROW;
        }
        let left_out = self.bars.len() - shown.len();
        if left_out > 0 {
            shapes.push(Shape::text(Ink::Quiet, [0, top + 12], Anchor::Start, format!("and {left_out} more")));
            top += 20;
        }
        let amounts: Vec<String> =
            shown.iter().take(3).map(|bar| format!("{}: {}", clean(&bar.name), clean(&bar.text))).collect();
        let begins = if self.bars.len() > amounts.len() { "the first are" } else { "they are" };
        let description = format!("{}; {begins} {}.", counted(self.bars.len(), &self.noun), amounts.join(", "));
        Some(Drawing { kind: "bars", title: self.title.clone(), description, width: WIDTH, height: top, shapes })
    }
}

impl Bar {
    fn drawn(&self, longest: u64, top: i32) -> Vec<Shape> {
        let text = fitted(&self.text, WIDTH / 2);
        let room = WIDTH - text.width() - 10;
        let mut shapes = vec![
            text.shape(Ink::Text, [WIDTH, top + 12], Anchor::End),
            fitted(&self.name, room).shape(Ink::Text, [0, top + 12], Anchor::Start),
            Shape::rect(Ink::Track, [0, top + 18], [WIDTH, 8], 2),
        ];
        // What is there is seen, however little it is.
        let length = share(self.amount.into(), longest.into(), WIDTH).max(i32::from(self.amount > 0) * 2);
        if length > 0 {
            shapes.push(Shape::rect(Ink::Bar, [0, top + 18], [length, 8], 2));
        }
        shapes
    }
}
