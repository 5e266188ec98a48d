//! A line of small bars that stands in the text: how many releases each quarter had.

use crate::core::chart::drawing::{Drawing, Ink, Shape};
use crate::core::chart::measure::share;
use crate::core::text::clean;

/// So many quarters are drawn, the last ones.
const MOST: usize = 40;
const BAR: i32 = 4;
const STEP: i32 = 5;
const HEIGHT: i32 = 24;

/// Numbers, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sparkline {
    /// What it shows: `Releases a quarter`.
    pub title: String,
    /// Each quarter with its number, the oldest first; those without a release too.
    pub quarters: Vec<(String, u64)>,
}

impl Sparkline {
    /// Returns the chart; `None` where all numbers are 0.
    pub fn draw(&self) -> Option<Drawing> {
        let shown = self.quarters.get(self.quarters.len().saturating_sub(MOST)..).unwrap_or_default();
        let most = shown.iter().map(|(_, count)| *count).max().filter(|most| *most > 0)?;
        let mut shapes = Vec::new();
        for ((name, count), x) in shown.iter().zip((0..).step_by(5)) {
            // A quarter without a release keeps its place.
            let (ink, height) = match share((*count).into(), most.into(), HEIGHT) {
                _ if *count == 0 => (Ink::Other, 0),
                height => (Ink::Bar, height.max(2)),
            };
            let hint = format!("{}: {count}", clean(name));
            shapes.push(match height {
                0 => Shape::line(ink, [x, HEIGHT - 1], [x + BAR, HEIGHT - 1]).hinted(hint),
                _ => Shape::rect(ink, [x, HEIGHT - height], [BAR, height], 0).hinted(hint),
            });
        }
        let width = STEP * i32::try_from(shown.len()).ok()?;
        let [first, last] = [shown.first()?, shown.last()?];
        let description =
            format!("From {} to {}: at most {most}, and {} in the last.", clean(&first.0), clean(&last.0), last.1);
        Some(Drawing { kind: "sparkline", title: self.title.clone(), description, width, height: HEIGHT, shapes })
    }
}
