//! Rows for people, with their columns below each other.

/// Returns rows as lines.
pub(super) fn table<const COUNT: usize>(rows: &[[String; COUNT]]) -> Vec<String> {
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..COUNT).map(width).collect();
    let line = |row: &[String; COUNT]| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}
