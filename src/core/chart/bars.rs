//! Bars: an amount for each name, with its parts where it has any.

use crate::core::chart::drawing::{Anchor, Drawing, Ink, Shape};
use crate::core::chart::mark::{Kind, legend};
use crate::core::chart::measure::{counted, fitted, share, width};
use crate::core::text::clean;

/// So many bars are drawn; of the others it is said how many there are.
pub const MOST_BARS: usize = 25;

/// It fits a phone.
const WIDTH: i32 = 320;
const ROW: i32 = 34;

/// The least room of a name: before it gets less, the numbers of the parts go.
const LEAST_NAME: i32 = 90;

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
    /// How much it is, as people read it: `2/365`.
    pub text: String,
    /// How much it is.
    pub amount: u64,
    /// What `amount` is divided by, such as days; 0 means 1. Bars are compared as exact fractions.
    pub divisor: u64,
    /// How much of the amount is of which kind; may be empty.
    pub parts: Vec<(Kind, u64)>,
}

impl Bars {
    /// Returns the chart; `None` where there is no bar.
    pub fn draw(&self) -> Option<Drawing> {
        let shown = self
            .bars
            .get(..MOST_BARS + 1)
            .map_or(self.bars.as_slice(), |_| self.bars.get(..MOST_BARS).unwrap_or_default());
        let longest = shown.iter().max_by(|one, other| one.compared(other))?;
        let kinds: Vec<Kind> = shown.iter().flat_map(|bar| bar.parts.iter().map(|(kind, _)| *kind)).collect();
        let (mut shapes, legend) = legend(&kinds, false, [0, WIDTH], 12);
        let mut top = if legend == 0 { 0 } else { legend + 6 };
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
    /// Compares two amounts exactly.
    fn compared(&self, other: &Self) -> std::cmp::Ordering {
        let times = |amount: u64, divisor: u64| u128::from(amount) * u128::from(divisor.max(1));
        times(self.amount, other.divisor).cmp(&times(other.amount, self.divisor))
    }

    /// Returns how long a part of it is beside the longest bar.
    fn length(&self, amount: u64, longest: &Self) -> i32 {
        let times = |amount: u64, divisor: u64| u128::from(amount) * u128::from(divisor.max(1));
        share(times(amount, longest.divisor), times(longest.amount, self.divisor), WIDTH)
    }

    fn drawn(&self, longest: &Self, top: i32) -> Vec<Shape> {
        let mut shapes = Vec::new();
        let mut right = WIDTH;
        let text = fitted(&self.text, WIDTH / 2);
        right -= text.width();
        shapes.push(text.shape(Ink::Text, [WIDTH, top + 12], Anchor::End));
        // Each part says its number beside the mark of its kind.
        let parts = self.parts.iter().rev().filter(|(_, amount)| *amount > 0);
        let needed: i32 = parts.clone().map(|(_, amount)| width(&amount.to_string()) + 28).sum();
        if self.parts.len() > 1 && right - needed >= LEAST_NAME {
            for (kind, amount) in parts {
                let number = amount.to_string();
                right -= 10;
                shapes.push(Shape::text(Ink::Quiet, [right, top + 12], Anchor::End, &*number));
                right -= width(&number) + 10;
                shapes.push(Shape::path(kind.ink(), kind.strokes(right, top + 8)));
                right -= 8;
            }
        }
        shapes.push(fitted(&self.name, right - 10).shape(Ink::Text, [0, top + 12], Anchor::Start));
        shapes.push(Shape::rect(Ink::Track, [0, top + 18], [WIDTH, 8], 2));
        let mut done = 0;
        let parts: Vec<(Ink, u64)> = match self.parts.as_slice() {
            [] => vec![(Ink::Bar, self.amount)],
            parts => parts.iter().map(|(kind, amount)| (kind.ink(), *amount)).collect(),
        };
        for (ink, amount) in parts {
            let from = self.length(done, longest);
            done = done.saturating_add(amount);
            // What is there is seen, however little it is.
            let least = i32::from(amount > 0) * 2;
            let length = (self.length(done, longest) - from).max(least).min(WIDTH - from);
            if length > 0 {
                shapes.push(Shape::rect(ink, [from, top + 18], [length, 8], 2));
            }
        }
        shapes
    }
}
