//! The fields of a TOML table of the store, each read with an error that says which one is wrong.

use toml::{Table, Value};

use crate::store::{FORMAT, StoreError, marker};

/// A file of the store as a table, whose format may be newer than this version knows.
pub(super) struct File {
    pub(super) table: Table,
    /// The path in the store, for errors.
    pub(super) path: String,
    newer: bool,
}

impl File {
    /// Reads the text of a file of the store.
    pub(super) fn read(path: &str, text: &str) -> Result<Self, StoreError> {
        let table = marker::parse(path, text)?;
        let newer = marker::format_of(path, &table)? > FORMAT;
        Ok(Self { table, path: path.to_owned(), newer })
    }

    /// Returns the tables of an array of tables, each with what it is called in an error.
    pub(super) fn tables(&self, name: &str) -> Result<Vec<Fields<'_>>, StoreError> {
        let Some(value) = self.table.get(name) else { return Ok(Vec::new()) };
        let tables = value.as_array().map(|values| values.iter().map(Value::as_table).collect::<Option<Vec<_>>>());
        match tables.flatten() {
            Some(tables) => Ok(tables
                .into_iter()
                .zip(1..)
                .map(|(table, number)| Fields { table, file: self, what: format!("`[[{name}]]` number {number}: ") })
                .collect()),
            None if self.newer => Ok(Vec::new()),
            None => Err(marker::damaged(&self.path, &format!("`{name}` is to be written as `[[{name}]]`"))),
        }
    }

    /// Returns the fields at the top of the file.
    pub(super) fn top(&self) -> Fields<'_> {
        Fields { table: &self.table, file: self, what: String::new() }
    }

    /// Returns what was read, or `None` for what only a later version understands.
    pub(super) fn known<T>(&self, read: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
        match read {
            Err(_) if self.newer => Ok(None),
            read => read.map(Some),
        }
    }
}

/// One table of a file.
pub(super) struct Fields<'a> {
    table: &'a Table,
    file: &'a File,
    what: String,
}

impl<'a> Fields<'a> {
    /// Returns a text that must be there.
    pub(super) fn needed_text(&self, key: &str) -> Result<String, StoreError> {
        let text = self.text(key)?;
        if text.is_empty() { Err(self.wrong(key, "is missing")) } else { Ok(text) }
    }

    /// Returns a text, empty where there is none.
    pub(super) fn text(&self, key: &str) -> Result<String, StoreError> {
        let text = self.value(key, "is no text", Value::as_str)?;
        Ok(text.unwrap_or_default().to_owned())
    }

    /// Returns a list of texts, empty where there is none.
    pub(super) fn texts(&self, key: &str) -> Result<Vec<String>, StoreError> {
        let texts = |value: &'a Value| {
            value.as_array()?.iter().map(|value| value.as_str().map(str::to_owned)).collect::<Option<_>>()
        };
        Ok(self.value(key, "is no list of texts", texts)?.unwrap_or_default())
    }

    /// Returns a truth, `false` where there is none.
    pub(super) fn flag(&self, key: &str) -> Result<bool, StoreError> {
        Ok(self.value(key, "is neither `true` nor `false`", Value::as_bool)?.unwrap_or_default())
    }

    /// Returns a day, written without quotes.
    pub(super) fn date(&self, key: &str) -> Result<Option<jiff::civil::Date>, StoreError> {
        self.value(key, "is no date such as 2026-03-28", |value: &Value| {
            value.as_datetime().filter(|found| found.time.is_none())?.to_string().parse().ok()
        })
    }

    /// Returns a table of texts, empty where there is none.
    pub(super) fn pairs(&self, key: &str) -> Result<Vec<(String, String)>, StoreError> {
        let pairs = |value: &'a Value| {
            let pairs = value.as_table()?.iter();
            pairs.map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect::<Option<_>>()
        };
        Ok(self.value(key, "is no table of texts", pairs)?.unwrap_or_default())
    }

    /// Returns the error of a field.
    pub(super) fn wrong(&self, key: &str, reason: &str) -> StoreError {
        marker::damaged(&self.file.path, &format!("{}`{key}` {reason}", self.what))
    }

    fn value<T>(
        &self,
        key: &str,
        reason: &str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, StoreError> {
        let Some(value) = self.table.get(key) else { return Ok(None) };
        read(value).map(Some).ok_or_else(|| self.wrong(key, reason))
    }
}
