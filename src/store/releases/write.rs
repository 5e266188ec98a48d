//! Writing records into the file of a project, and leaving the rest of it as people wrote it.

use std::collections::HashMap;

use toml_edit::{Array, Datetime, DocumentMut, InlineTable, Item, Table, Value};

use crate::core::ledger::{Release, Source};
use crate::store::releases::lines;
use crate::store::releases::read::{pieces, read, read_where};
use crate::store::{FORMAT, StoreError, keep, marker};

/// The file of a project that has no records yet.
pub(super) fn empty() -> String {
    format!("format = {FORMAT}\n")
}

/// Returns the text with records: a tag that is not there yet comes at the end, and the record of one that is there is
/// made to say this. `present` is what the text says of these tags.
pub(super) fn put(
    path: &str,
    mut text: String,
    present: &[Release],
    releases: &[Release],
) -> Result<String, StoreError> {
    let (head, _) = pieces(&text);
    let head = marker::parse(path, head).or_else(|_| marker::parse(path, &text))?;
    marker::format_of(path, &head).and_then(|found| marker::known(path, found))?;
    if head.get("release").is_some_and(toml::Value::is_array)
        && !text.lines().any(|line| line.starts_with("[[release]]"))
    {
        return Err(not_tables(path));
    }
    let mut known: HashMap<&str, &Release> = HashMap::with_capacity(present.len());
    for release in present {
        known.entry(&release.tag).or_insert(release);
    }
    let (mut changes, mut added) = (Changes::new(), String::new());
    for release in releases {
        match known.get(release.tag.as_str()) {
            Some(found) if *found == release => {}
            Some(found) => drop(changes.insert(&release.tag, (found, release))),
            None => append(&mut added, release),
        }
    }
    // What cannot be read again is not written. Of a long file the records that are as they were are not read twice.
    read(path, &(empty() + &added))?;
    if !changes.is_empty() {
        text = changed(path, &text, changes)?;
        read_where(path, &text, |_| false)?;
    }
    if !added.is_empty() && !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&added);
    Ok(text)
}

fn not_tables(path: &str) -> StoreError {
    marker::damaged(path, "`release` is to be written as `[[release]]`")
}

/// Returns the text without the record of a tag; `None` where it has none.
pub(super) fn without(path: &str, text: &str, tag: &str) -> Result<Option<String>, StoreError> {
    if !read(path, text)?.iter().any(|release| release.tag == tag) {
        return Ok(None);
    }
    // A newer format is read, and not written.
    let (head, pieces) = pieces(text);
    let head = marker::parse(path, head).or_else(|_| marker::parse(path, text))?;
    marker::format_of(path, &head).and_then(|found| marker::known(path, found))?;
    let is_it = |table: &Table| table.get("tag").and_then(Item::as_str) == Some(tag);
    let remove = |text: &str| {
        let mut document: DocumentMut = text.parse().ok()?;
        let tables = document.get_mut("release")?.as_array_of_tables_mut()?;
        let place = tables.iter().position(is_it)?;
        tables.remove(place);
        Some(document.to_string())
    };
    let piece = pieces.into_iter().find_map(|range| {
        let piece = text.get(range.clone()).filter(|piece| piece.contains(tag))?;
        Some((range, remove(piece)?))
    });
    let text = match piece {
        Some((range, piece)) => {
            let mut text = text.to_owned();
            text.replace_range(range, &piece);
            text
        }
        None => remove(text).ok_or_else(|| not_tables(path))?,
    };
    read(path, &text)?;
    Ok(Some(text))
}

/// Adds a record at the end.
fn append(text: &mut String, release: &Release) {
    text.push_str("\n[[release]]\n");
    let mut document = DocumentMut::new();
    fill(document.as_table_mut(), release);
    text.push_str(&document.to_string());
}

/// What records say and are to say, by tag.
type Changes<'a> = HashMap<&'a str, (&'a Release, &'a Release)>;

/// Returns the text with each of these records changed where it stands.
fn changed(path: &str, text: &str, mut changes: Changes<'_>) -> Result<String, StoreError> {
    let (head, ranges) = pieces(text);
    let mut found = String::with_capacity(text.len() + text.len() / 16);
    found.push_str(head);
    for range in ranges {
        let piece = text.get(range).unwrap_or_default();
        // What is written in another way may hold any of them.
        let is_it = lines::tag(piece).is_none_or(|tag| changes.contains_key(tag));
        match is_it.then(|| change(piece, &mut changes)).flatten() {
            Some(piece) => found.push_str(&piece),
            None => found.push_str(piece),
        }
    }
    if changes.is_empty() {
        return Ok(found);
    }
    // A record that is no piece of its own.
    let text = change(&found, &mut changes).filter(|_| changes.is_empty());
    text.ok_or_else(|| not_tables(path))
}

/// Returns a text with the records in it changed, which are taken out of `changes`; `None` where it has none of them.
fn change(text: &str, changes: &mut Changes<'_>) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let mut is_changed = false;
    for table in document.get_mut("release")?.as_array_of_tables_mut()?.iter_mut() {
        let change = table.get("tag").and_then(Item::as_str).and_then(|tag| changes.remove(tag));
        if let Some((before, after)) = change {
            edit(table, before, after);
            is_changed = true;
        }
    }
    is_changed.then(|| document.to_string())
}

/// Changes what differs.
fn edit(table: &mut Table, before: &Release, after: &Release) {
    let (mut old, mut new) = (Table::new(), Table::new());
    fill(&mut old, before);
    fill(&mut new, after);
    let lists = [
        ("released-by", &before.released_by, &after.released_by),
        ("mentored-by", &before.mentored_by, &after.mentored_by),
        ("sponsored-by", &before.sponsored_by, &after.sponsored_by),
        ("shadowed-by", &before.shadowed_by, &after.shadowed_by),
    ];
    for (key, item) in &new {
        let is_same = old.get(key).is_some_and(|old| old.to_string() == item.to_string());
        let Some(value) = item.as_value().filter(|_| !is_same) else { continue };
        match lists.iter().find(|(list, ..)| *list == key) {
            Some((_, before, after)) => {
                keep::set_list(table, key, before, after);
                // Another order is another list.
                let present = table.get(key).and_then(Item::as_array).into_iter().flatten();
                if !present.map(Value::as_str).eq(after.iter().map(|text| Some(text.as_str()))) {
                    keep::set(table, key, value.clone());
                }
            }
            // As a table of its own it would be there twice.
            None if table.get(key).is_some_and(Item::is_table) => drop(table.insert(key, item.clone())),
            None => keep::set(table, key, value.clone()),
        }
    }
    for key in old.iter().map(|(key, _)| key).filter(|key| !new.contains_key(key)) {
        table.remove(key);
    }
}

fn organisations(release: &Release) -> Value {
    Value::InlineTable(release.organisations.iter().collect::<InlineTable>())
}

fn fill(table: &mut Table, release: &Release) {
    let list = |texts: &[String]| Value::Array(texts.iter().map(String::as_str).collect::<Array>());
    let mut put = |key: &str, value: Value| drop(table.insert(key, Item::Value(value)));
    put("tag", release.tag.as_str().into());
    put("version", release.version.as_str().into());
    put("kind", release.kind.as_str().into());
    put("security", release.security.into());
    put("commit", release.commit.as_str().into());
    if let Some(date) = release.date.and_then(|date| date.to_string().parse::<Datetime>().ok()) {
        put("date", date.into());
    }
    put("released-by", list(&release.released_by));
    put("mentored-by", list(&release.mentored_by));
    put("sponsored-by", list(&release.sponsored_by));
    put("shadowed-by", list(&release.shadowed_by));
    put("organisations", organisations(release));
    if release.source != Source::Unknown {
        put("source", release.source.word().into());
    }
    // What a source is as sure of as ever needs no word.
    if release.confidence != release.source.confidence() {
        put("confidence", release.confidence.word().into());
    }
    if !release.notes.is_empty() {
        put("notes", release.notes.as_str().into());
    }
    if let Some(minutes) = release.spent_minutes {
        put("spent-minutes", i64::from(minutes).into());
    }
}
