//! A grid of numbers: how many releases each person or organisation had in each year.

use crate::core::chart::drawing::{Anchor, Drawing, HEATS, Ink, Shape};
use crate::core::chart::measure::{counted, fitted, share, width};
use crate::core::text::clean;

/// So many rows are drawn; of the others it is said how many there are.
const MOST_ROWS: usize = 25;
const NAMES: i32 = 158;
const LEFT: i32 = NAMES + 10;
const TOP: i32 = 20;
const ROW: i32 = 24;

/// Numbers in rows and columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// What it shows: `Releases of each person by year`.
    pub title: String,
    /// What one row is, in the singular: `person`.
    pub noun: String,
    /// The names of the columns: the years.
    pub columns: Vec<String>,
    /// The name of each row with its numbers, one for each column; the most important first.
    pub rows: Vec<(String, Vec<u64>)>,
}

impl Grid {
    /// Returns the chart; `None` where there is no number but 0.
    pub fn draw(&self) -> Option<Drawing> {
        let kept = if self.rows.len() > MOST_ROWS + 1 { MOST_ROWS } else { self.rows.len() };
        let shown = self.rows.get(..kept).unwrap_or_default();
        let numbers = || shown.iter().flat_map(|(_, numbers)| numbers.iter().take(self.columns.len()));
        let most = numbers().max().copied().filter(|most| *most > 0)?;
        let widest =
            self.columns.iter().map(|name| width(name)).chain(numbers().map(|number| width(&number.to_string())));
        let column = widest.max().unwrap_or_default().min(60) + 10;
        let mut shapes = Vec::new();
        let places = || (0..).map(|number: i32| LEFT + number * column);
        for (name, x) in self.columns.iter().zip(places()) {
            shapes.push(fitted(name, column - 4).shape(Ink::Quiet, [x + column / 2, 12], Anchor::Middle));
        }
        let mut top = TOP;
        for (name, numbers) in shown {
            shapes.push(fitted(name, NAMES).shape(Ink::Text, [0, top + 16], Anchor::Start));
            for ((number, _), x) in numbers.iter().zip(&self.columns).zip(places()) {
                if *number == 0 {
                    shapes.push(Shape::rect(Ink::Track, [x + 1, top + 1], [column - 2, ROW - 2], 3));
                    continue;
                }
                let heat =
                    u8::try_from(share((number - 1).into(), most.into(), (HEATS - 1).into())).unwrap_or(HEATS) + 1;
                let heat = heat.min(HEATS);
                shapes.push(Shape::rect(Ink::Heat(heat), [x + 1, top + 1], [column - 2, ROW - 2], 3));
                let text = fitted(&number.to_string(), column - 4);
                shapes.push(text.shape(Ink::HeatText(heat), [x + column / 2, top + 16], Anchor::Middle));
            }
            top += ROW;
        }
        let left_out = self.rows.len() - shown.len();
        if left_out > 0 {
            shapes.push(Shape::text(Ink::Quiet, [0, top + 16], Anchor::Start, format!("and {left_out} more")));
            top += ROW;
        }
        let all = |numbers: &[u64]| numbers.iter().copied().fold(0, u64::saturating_add);
        let (name, numbers) = shown.iter().max_by_key(|(name, numbers)| (all(numbers), std::cmp::Reverse(name)))?;
        let description = format!(
            "{} in the columns {} to {}; the most, {}, has {}.",
            counted(self.rows.len(), &self.noun),
            clean(self.columns.first()?),
            clean(self.columns.last()?),
            all(numbers),
            clean(name),
        );
        let width = LEFT + column * i32::try_from(self.columns.len()).ok()?;
        Some(Drawing { kind: "grid", title: self.title.clone(), description, width, height: top + 2, shapes })
    }
}
