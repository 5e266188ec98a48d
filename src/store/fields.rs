//! The fields of a TOML table of the store, each read with an error that says which one is wrong.

use std::ops::RangeInclusive;

use toml::value::Datetime;
use toml::{Table, Value};
use toml_edit::{Document, Item};

use crate::core::people::Login;
use crate::core::text::{clean, nearest};
use crate::store::{FORMAT, StoreError, marker};

/// A file of the store as a table, whose format may be newer than this version knows.
pub(super) struct File {
    pub(super) table: Table,
    /// The path in the store, for errors.
    pub(super) path: String,
    text: String,
    newer: bool,
}

/// One step of the way from the top of a file to a table in it.
#[derive(Clone)]
enum Part {
    Key(String),
    Position(usize),
}

impl File {
    /// Reads the text of a file of the store.
    pub(super) fn read(path: &str, text: &str) -> Result<Self, StoreError> {
        let table = marker::parse(path, text)?;
        let newer = marker::format_of(path, &table)? > FORMAT;
        Ok(Self { table, path: path.to_owned(), text: text.to_owned(), newer })
    }

    /// Returns the tables of an array of tables, each with what it is called in an error.
    pub(super) fn tables(&self, name: &str) -> Result<Vec<Fields<'_>>, StoreError> {
        let Some(value) = self.table.get(name) else { return Ok(Vec::new()) };
        let tables = value.as_array().map(|values| values.iter().map(Value::as_table).collect::<Option<Vec<_>>>());
        match tables.flatten() {
            Some(tables) => Ok(tables
                .into_iter()
                .enumerate()
                .map(|(position, table)| Fields {
                    table,
                    file: self,
                    what: format!("`[[{name}]]` number {}: ", position + 1),
                    place: vec![Part::Key(name.to_owned()), Part::Position(position)],
                })
                .collect()),
            None if self.newer => Ok(Vec::new()),
            None => Err(self.top().wrong(name, &format!("is to be written as `[[{name}]]`"))),
        }
    }

    /// Returns the fields at the top of the file.
    pub(super) fn top(&self) -> Fields<'_> {
        Fields { table: &self.table, file: self, what: String::new(), place: Vec::new() }
    }

    /// Returns the line of a key of a table, else that of the table; `None` for what is missing at the top.
    fn line(&self, place: &[Part], key: &str) -> Option<usize> {
        let document = Document::parse(self.text.as_str()).ok()?;
        let mut item: &Item = document.as_item();
        for part in place {
            item = match part {
                Part::Key(key) => item.get(key)?,
                Part::Position(position) => item.get(position)?,
            };
        }
        let (found, value) = item.as_table_like().and_then(|table| table.get_key_value(key)).unzip();
        let of_key = found.and_then(toml_edit::Key::span).or_else(|| value.and_then(Item::span));
        let span = of_key.or_else(|| item.span().filter(|_| !place.is_empty()))?;
        Some(self.text.get(..span.start)?.matches('\n').count() + 1)
    }

    /// Says whether a later version wrote it.
    pub(super) fn is_newer(&self) -> bool {
        self.newer
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
    place: Vec<Part>,
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

    /// Returns a list of logins, empty where there is none.
    pub(super) fn logins(&self, key: &str) -> Result<Vec<String>, StoreError> {
        let logins = self.texts(key)?;
        match logins.iter().find(|login| login.parse::<Login>().is_err()) {
            Some(other) => Err(self.wrong(key, &format!("holds `{}`, which is not a login of GitHub", clean(other)))),
            None => Ok(logins),
        }
    }

    /// Returns the names of what stands in the table.
    pub(super) fn keys(&self) -> impl Iterator<Item = &'a str> {
        self.table.keys().map(String::as_str)
    }

    /// Returns a sentence for each key that is none of these and looks like one. Keys of other programs stay unsaid.
    pub(super) fn misspelt(&self, known: &[&str]) -> Vec<String> {
        self.strange(known).filter_map(|(told, meant)| Some(format!("{told}: did you mean `{}`?", meant?))).collect()
    }

    /// Returns a sentence for each key that is none of these.
    pub(super) fn unknown(&self, known: &[&str]) -> Vec<String> {
        let told = |(told, meant): (String, Option<&str>)| match meant {
            Some(meant) => format!("{told}: did you mean `{meant}`?"),
            None => format!("{told}, and changes nothing"),
        };
        self.strange(known).map(told).collect()
    }

    /// Returns each key that is none of these, in words, and the one that is likely meant.
    fn strange<'b>(&self, known: &'b [&'b str]) -> impl Iterator<Item = (String, Option<&'b str>)> {
        let unknown = self.keys().filter(|key| !known.contains(key));
        unknown.map(|key| {
            let meant = nearest(key, known.iter().copied().filter(|known| !self.has(known)));
            (format!("{} is not known", self.place_of(key, &format!("`{}`", clean(key)))), meant)
        })
    }

    /// Says whether the table has a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Returns where something of the table stands, for a sentence: the file, the line of the key, and what it is.
    pub(super) fn place_of(&self, key: &str, what: &str) -> String {
        let line = self.file.line(&self.place, key).map(|line| format!("line {line}: ")).unwrap_or_default();
        format!("`{}` in the store, {line}{}{what}", self.file.path, self.what)
    }

    /// Returns a truth, `false` where there is none.
    pub(super) fn flag(&self, key: &str) -> Result<bool, StoreError> {
        Ok(self.value(key, "is neither `true` nor `false`", Value::as_bool)?.unwrap_or_default())
    }

    /// Returns a number from 0 on.
    pub(super) fn number(&self, key: &str) -> Result<Option<u32>, StoreError> {
        self.value(key, "is no number from 0 on", |value: &Value| value.as_integer()?.try_into().ok())
    }

    /// Returns a number of a range.
    pub(super) fn number_in(&self, key: &str, range: RangeInclusive<u32>) -> Result<Option<u32>, StoreError> {
        let reason = format!("is no number from {} to {}", range.start(), range.end());
        self.value(key, &reason, |value: &Value| {
            value.as_integer()?.try_into().ok().filter(|number| range.contains(number))
        })
    }

    /// Returns a day, written without quotes.
    pub(super) fn date(&self, key: &str) -> Result<Option<jiff::civil::Date>, StoreError> {
        self.value(key, "is no date such as 2026-03-28", |value: &Value| {
            value.as_datetime().filter(|found| found.time.is_none())?.to_string().parse().ok()
        })
    }

    /// Returns a time of day, written without quotes.
    pub(super) fn time(&self, key: &str) -> Result<Option<jiff::civil::Time>, StoreError> {
        self.value(key, "is no time of day such as 15:00:00", |value: &Value| {
            value.as_datetime().filter(|found| found.date.is_none())?.to_string().parse().ok()
        })
    }

    /// Returns a moment, written without quotes.
    pub(super) fn instant(&self, key: &str) -> Result<Option<jiff::Timestamp>, StoreError> {
        self.value(key, "is no moment such as 2026-03-28T15:00:00Z", |value: &Value| {
            value.as_datetime().filter(|found| found.offset.is_some())?.to_string().parse().ok()
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

    /// Returns a day, or a moment with its offset, written without quotes.
    pub(super) fn moment(&self, key: &str) -> Result<Option<Datetime>, StoreError> {
        let reason = "is neither a day such as 2026-03-28 nor a moment such as 2026-03-28T15:00:00+01:00";
        self.value(key, reason, |value: &Value| {
            let found = value.as_datetime()?;
            (found.date.is_some() && found.time.is_some() == found.offset.is_some()).then_some(*found)
        })
    }

    /// Returns the fields of a table within this one.
    pub(super) fn table(&self, key: &str) -> Result<Option<Self>, StoreError> {
        let table = self.value(key, "is no table", Value::as_table)?;
        Ok(table.map(|table| {
            let place = self.place.iter().cloned().chain([Part::Key(key.to_owned())]).collect();
            Fields { table, file: self.file, what: format!("{}`{key}`: ", self.what), place }
        }))
    }

    /// Returns the error of a field, with its line where there is one.
    pub(super) fn wrong(&self, key: &str, reason: &str) -> StoreError {
        let line = self.file.line(&self.place, key).map(|line| format!("line {line}: ")).unwrap_or_default();
        marker::damaged(&self.file.path, &format!("{line}{}`{key}` {reason}", self.what))
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
