//! A table that people keep in a Markdown file: a release a row, with who cut it.

mod columns;
mod error;
#[cfg(test)]
mod tests;
mod versions;

pub use columns::{Column, ColumnError};
pub use error::TableError;

use std::collections::{BTreeMap, HashMap};

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, parse_document};

use crate::core::ledger::fact::{login_of_profile, people_in};
use crate::core::ledger::{Fact, Places, Source, Tagged};

/// A column that a person names: what it is for, and its head.
pub type Named = (Column, String);

/// What the rows say, by the position of their tag, and the rows whose version has no tag.
pub type Placed = (Vec<(usize, Fact)>, Vec<Row>);

/// One row, as far as it is about a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line, from 1.
    pub line: usize,
    /// The version or the tag, as it is written.
    pub version: String,
    /// What it says.
    pub fact: Fact,
}

/// A table as it is written.
struct Written {
    line: usize,
    heads: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

/// Returns the rows of all tables of a Markdown text that name a release and who cut it. `file` is what the text is called;
/// `named` are columns that are not recognised by their head.
pub fn read(file: &str, text: &str, named: &[Named]) -> Result<Vec<Row>, TableError> {
    let tables = tables(text);
    if tables.is_empty() {
        return Err(TableError::None { file: file.to_owned() });
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut problem = None;
    let lines: Vec<&str> = text.lines().collect();
    for table in &tables {
        let columns = match columns(file, table, named) {
            Ok(columns) => columns,
            // A file may hold tables about other things; the first problem counts where no table will do.
            Err(error) => {
                problem.get_or_insert(error);
                continue;
            }
        };
        for (line, cells) in &table.rows {
            // Markdown fills up or cuts a row that does not fit, and then a cell would stand under another's head.
            let written = lines.get(line - 1).map_or(cells.len(), |line| count_cells(line));
            if written != table.heads.len() {
                let (file, line, heads) = (file.to_owned(), *line, table.heads.len());
                return Err(TableError::Odd { file, line, cells: written, heads });
            }
            rows.extend(rows_of(file, *line, cells, &columns)?);
        }
    }
    match problem {
        Some(error) if rows.is_empty() => Err(error),
        _ => Ok(rows),
    }
}

/// Returns what the rows say, by the position of the tag, and the rows whose version has no tag.
pub fn facts_of_table(file: &str, rows: Vec<Row>, tags: &[Tagged]) -> Result<Placed, TableError> {
    let mut lines: HashMap<usize, usize> = HashMap::new();
    let (mut facts, mut others) = (Vec::new(), Vec::new());
    let places = Places::of(tags);
    for row in rows {
        let Some(place) = places.find(&row.version) else {
            others.push(row);
            continue;
        };
        if let Some(first) = lines.insert(place, row.line) {
            let (file, version, second) = (file.to_owned(), row.version, row.line);
            return Err(TableError::Twice { file, version, first, second });
        }
        facts.push((place, row.fact));
    }
    Ok((facts, others))
}

/// Returns what one line says, a row for each version that it names.
fn rows_of(
    file: &str,
    line: usize,
    cells: &[String],
    columns: &BTreeMap<Column, usize>,
) -> Result<Vec<Row>, TableError> {
    let cell = |column: Column| {
        columns.get(&column).and_then(|place| cells.get(*place)).map(|cell| cell.trim()).unwrap_or_default()
    };
    let Some(versions) = versions::named(cell(Column::Version)) else {
        let (file, text) = (file.to_owned(), crate::core::text::clean(cell(Column::Version)).into_owned());
        return Err(TableError::Cell { file, line, column: Column::Version, text });
    };
    if versions.is_empty() {
        let is_empty = cells.iter().all(|cell| cell.trim().is_empty());
        return if is_empty { Ok(Vec::new()) } else { Err(TableError::NoVersion { file: file.to_owned(), line }) };
    }
    let kind = cell(Column::Kind).to_lowercase();
    let wrong = |column: Column| {
        let text = crate::core::text::clean(cell(column)).into_owned();
        TableError::Cell { file: file.to_owned(), line, column, text }
    };
    let said = cell(Column::Security).to_lowercase();
    let is_security = ["yes", "true", "y", "x", "✓", "✔", "✅", "security"].contains(&said.as_str())
        || ["cve-", "ghsa-"].iter().any(|id| said.contains(id));
    let is_plain =
        ["", "no", "false", "n", "-", "--", "–", "—", "✗", "✘", "❌", "none", "n/a"].contains(&said.as_str());
    if !is_security && !is_plain {
        return Err(wrong(Column::Security));
    }
    let is_security = is_security || kind.contains("security");
    let kind = match kind.as_str() {
        "major" | "minor" | "patch" | "pre-release" => kind,
        "" | "-" | "--" | "–" | "—" | "n/a" | "security" | "security release" => String::new(),
        "prerelease" | "pre release" | "alpha" | "beta" | "rc" | "release candidate" => "pre-release".to_owned(),
        "bugfix" | "bug fix" | "bug-fix" | "point" | "fix" | "micro" | "maintenance" | "security patch" => {
            "patch".to_owned()
        }
        "feature" => "minor".to_owned(),
        _ => return Err(wrong(Column::Kind)),
    };
    let fact = Fact {
        source: Source::Table,
        place: format!("{file}:{line}"),
        released_by: people_in(cell(Column::ReleasedBy)),
        mentored_by: people_in(cell(Column::MentoredBy)),
        sponsored_by: people_in(cell(Column::SponsoredBy)),
        shadowed_by: people_in(cell(Column::ShadowedBy)),
        kind,
        security: is_security,
        notes: cell(Column::Notes).to_owned(),
    };
    Ok(versions.into_iter().map(|version| Row { line, version, fact: fact.clone() }).collect())
}

/// Returns the position of each column.
fn columns(file: &str, table: &Written, named: &[Named]) -> Result<BTreeMap<Column, usize>, TableError> {
    let heads = || table.heads.clone();
    let (file, line) = (file.to_owned(), table.line);
    let mut found: BTreeMap<Column, usize> = BTreeMap::new();
    for (column, head) in named {
        let is_it = |other: &String| columns::plain(other) == columns::plain(head);
        let Some(place) = table.heads.iter().position(is_it) else {
            return Err(TableError::NoHead { file, line, head: head.clone(), heads: heads() });
        };
        found.insert(*column, place);
    }
    for column in Column::ALL {
        if found.contains_key(&column) {
            continue;
        }
        let is_free = |place: &usize| !found.values().any(|taken| taken == place);
        let ranked = table.heads.iter().enumerate().filter(|(place, _)| is_free(place));
        let mut ranked: Vec<(usize, usize)> =
            ranked.filter_map(|(place, head)| Some((column.rank(head)?, place))).collect();
        ranked.sort_unstable();
        match ranked.as_slice() {
            [] => {}
            [(first, _), (second, _), ..] if first == second => {
                return Err(TableError::Same { file, line, column, heads: heads() });
            }
            [(_, place), ..] => drop(found.insert(column, *place)),
        }
    }
    for column in [Column::Version, Column::ReleasedBy] {
        if !found.contains_key(&column) {
            return Err(TableError::NoColumn { file, line, column, heads: heads() });
        }
    }
    Ok(found)
}

fn tables(text: &str) -> Vec<Written> {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    let arena = Arena::new();
    let root = parse_document(&arena, text, &options);
    let is_table = |node: &&AstNode<'_>| matches!(node.data().value, NodeValue::Table(_));
    root.descendants().filter(is_table).map(written).collect()
}

fn written<'a>(table: &'a AstNode<'a>) -> Written {
    let mut rows = table.children().map(|row| {
        let cells: Vec<String> = row.children().map(text_of).collect();
        (row.data().sourcepos.start.line, cells)
    });
    let (line, heads) = rows.next().unwrap_or_default();
    Written { line, heads, rows: rows.collect() }
}

/// Returns the text of a cell as a reader sees it.
fn text_of<'a>(cell: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    for inline in cell.descendants() {
        match &inline.data().value {
            NodeValue::Text(part) => text.push_str(part),
            NodeValue::Code(code) => text.push_str(&code.literal),
            // `[Kim Newcomer](https://github.com/kim)` is about @kim.
            NodeValue::Link(link) => {
                if let Some(login) = login_of_profile(&link.url) {
                    text.extend(["@", login.as_str(), " "]);
                }
            }
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            NodeValue::HtmlInline(_) => text.push_str(", "),
            _ => {}
        }
    }
    text.trim().trim_matches(',').trim().to_owned()
}

/// Returns how many cells a row has as it is written. A bar behind a backslash is part of a cell.
fn count_cells(line: &str) -> usize {
    let line = line.trim().trim_start_matches(['>', ' ']);
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = if line.ends_with("\\|") { line } else { line.strip_suffix('|').unwrap_or(line) };
    let mut count = 1;
    let mut is_escaped = false;
    for letter in line.chars() {
        match letter {
            '|' if !is_escaped => count += 1,
            _ => {}
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    count
}
