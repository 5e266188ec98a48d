//! Why a table cannot be read, and what to do about it.

use crate::core::ledger::Column;
use crate::core::text::plural;
use crate::failure::{Failure, Kind};

/// Why a table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// No column is about what is needed.
    #[error("{file}:{line}: no column of the table is recognised as `{column}`")]
    NoColumn {
        /// The file.
        file: String,
        /// The line of the head.
        line: usize,
        /// What is missing.
        column: Column,
        /// The heads that are there.
        heads: Vec<String>,
    },
    /// A head that was named is not there.
    #[error("{file}:{line}: the table has no column `{head}`")]
    NoHead {
        /// The file.
        file: String,
        /// The line of the head.
        line: usize,
        /// What was named.
        head: String,
        /// The heads that are there.
        heads: Vec<String>,
    },
    /// A row says something, and not of which version.
    #[error("{file}:{line}: the row names no version")]
    NoVersion {
        /// The file.
        file: String,
        /// The line.
        line: usize,
    },
    /// There is no table at all.
    #[error("{file} holds no Markdown table")]
    None {
        /// The file.
        file: String,
    },
    /// A row has more or fewer cells than the head.
    #[error("{file}:{line}: the row has {}, and the head of the table has {heads}", plural(*.cells, "cell"))]
    Odd {
        /// The file.
        file: String,
        /// The line.
        line: usize,
        /// How many cells.
        cells: usize,
        /// How many heads.
        heads: usize,
    },
    /// Two columns have the same head.
    #[error("{file}:{line}: two columns of the table may be `{column}`")]
    Same {
        /// The file.
        file: String,
        /// The line of the head.
        line: usize,
        /// What both may be.
        column: Column,
        /// The heads that are there.
        heads: Vec<String>,
    },
    /// A cell says what the column knows no such thing of.
    #[error("{file}:{line}: `{text}` in the column `{column}` is {}", wanted(*.column))]
    Cell {
        /// The file.
        file: String,
        /// The line.
        line: usize,
        /// The column.
        column: Column,
        /// What stands there.
        text: String,
    },
    /// Two rows are about one version.
    #[error("{file}:{second}: {version} stands in line {first} already")]
    Twice {
        /// The file.
        file: String,
        /// The version.
        version: String,
        /// The line of the first row.
        first: usize,
        /// The line of the second row.
        second: usize,
    },
}

/// Returns what a cell is not that should be it.
fn wanted(column: Column) -> &'static str {
    match column {
        Column::Version => "neither one version nor a list such as `1.3.0, 1.4.0`",
        Column::Security => "neither yes nor no",
        _ => "none of major, minor, patch, pre-release and security",
    }
}

impl From<TableError> for Failure {
    fn from(error: TableError) -> Self {
        let failure = Self::new(Kind::Input, error.to_string());
        let listed = |heads: &[String]| {
            let heads: Vec<String> = heads.iter().map(|head| format!("`{head}`")).collect();
            format!("its columns are {}", heads.join(", "))
        };
        match error {
            TableError::NoColumn { column, heads, .. } | TableError::Same { column, heads, .. } => {
                failure.hint(listed(&heads)).hint(format!("say which it is with `--column {column}=HEAD`"))
            }
            TableError::NoHead { heads, .. } => failure.hint(listed(&heads)),
            TableError::None { .. } => failure
                .hint("it is to look like `| Version | Released by |`, then `|---|---|`, then a row for each release"),
            TableError::Odd { .. } => failure.hint("a `|` within a cell is written as `\\|`; nothing was written"),
            TableError::NoVersion { .. } | TableError::Cell { .. } | TableError::Twice { .. } => {
                failure.hint("mend the row; nothing was written")
            }
        }
    }
}
