//! Rows for people, with their columns below each other.

use crate::core::layout;
use crate::core::tone::{SHAPED, Tone};
use crate::ui;

/// Returns rows as lines, as wide as the terminal that they go to at most. They are for `Ui::prose`.
pub(super) fn table<const COUNT: usize>(rows: &[[String; COUNT]]) -> Vec<String> {
    shaped(layout::table(rows, ui::width()))
}

/// Returns the same of rows whose first one names the columns. A column in which nothing else stands is left out.
pub(super) fn named_table<const COUNT: usize>(rows: &[[String; COUNT]]) -> Vec<String> {
    let mut rows = rows.to_vec();
    if let Some((names, rows)) = rows.split_first_mut() {
        for (column, name) in names.iter_mut().enumerate() {
            let is_used = rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()));
            *name = if is_used && !name.is_empty() { Tone::Faint.of(&name) } else { String::new() };
        }
    }
    shaped(layout::named_table(&rows, ui::width()))
}

fn shaped(lines: Vec<String>) -> Vec<String> {
    lines.into_iter().map(|line| format!("{SHAPED}{line}")).collect()
}
