//! The two sizes of a chart: one for a window, and one for a phone, where the first would be cut off.

use crate::core::chart::drawing::Drawing;

/// So wide is a phone, without what stands around a chart.
pub const PHONE: i32 = 320;

/// What a chart is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// A window as laptops have it, and wider ones.
    Wide,
    /// A phone.
    Narrow,
}

/// A chart as a page has it. Whoever looks meets one of its drawings: they say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The drawing for a window, and for paper.
    pub wide: Drawing,
    /// The drawing for a phone, where the other one does not fit it.
    pub narrow: Option<Drawing>,
}

impl Chart {
    /// Returns a chart in the sizes that it needs; `None` where there is nothing to show.
    pub fn of(draw: impl Fn(Room) -> Option<Drawing>) -> Option<Self> {
        let wide = draw(Room::Wide)?;
        let narrow = if wide.width > PHONE { draw(Room::Narrow) } else { None };
        Some(Self { wide, narrow })
    }
}
