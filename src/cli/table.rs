//! Rows for people, with their columns below each other.

use crate::core::layout;
use crate::ui;

/// Returns rows as lines, as wide as the terminal that they go to at most.
pub(super) fn table<const COUNT: usize>(rows: &[[String; COUNT]]) -> Vec<String> {
    layout::table(rows, ui::width())
}
