//! Rows for people, with their columns below each other.

use crate::core::layout;
use crate::ui;

/// Returns rows as lines, as wide as the terminal that they go to at most.
pub(super) fn table<const COUNT: usize>(rows: &[[String; COUNT]]) -> Vec<String> {
    layout::table(rows, ui::width())
}

/// Returns the same of rows whose first one names the columns.
pub(super) fn named_table<const COUNT: usize>(rows: &[[String; COUNT]]) -> Vec<String> {
    layout::named_table(rows, ui::width())
}
