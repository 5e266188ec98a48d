//! Writing a pairing into its file, and leaving the rest of it as people wrote it.

use toml_edit::{InlineTable, Item, TableLike, Value};

use crate::core::people::Pairing;
use crate::store::fields::File;
use crate::store::pairings::read::read_check_in;
use crate::store::{FORMAT, StoreError, keep, marker};

/// Returns the file of a new pairing.
pub(super) fn new(pairing: &Pairing) -> String {
    format!("format = {FORMAT}\nmentor = \"{}\"\nmentee = \"{}\"\n", pairing.mentor, pairing.mentee)
}

/// Returns the text with what differs from the pairing as it is to be.
pub(super) fn changed(path: &str, text: &str, after: &Pairing) -> Result<String, StoreError> {
    let mut document = keep::document(path, text)?;
    let present = File::read(path, text)?;
    let top = present.top();
    if top.text("stage")? != after.stage.word() {
        keep::set(document.as_table_mut(), "stage", after.stage.word().into());
    }
    let ended = after.ended.as_ref();
    for (key, date) in [("asked", after.asked), ("accepted", after.accepted), ("ended", ended.map(|end| end.on))] {
        match date {
            Some(date) if top.date(key)? != Some(date) => {
                keep::set(document.as_table_mut(), key, keep::time(path, &date.to_string())?);
            }
            Some(_) => {}
            None => keep::unset(&mut document, key),
        }
    }
    match ended.map(|end| end.reason.as_str()).unwrap_or_default() {
        "" => keep::unset(&mut document, "reason"),
        reason if top.text("reason")? != reason => keep::set(document.as_table_mut(), "reason", reason.into()),
        _ => {}
    }
    let minutes = after.spent_minutes.filter(|_| after.spent_minutes != top.number("spent-minutes").ok().flatten());
    if let Some(minutes) = minutes {
        keep::set(document.as_table_mut(), "spent-minutes", i64::from(minutes).into());
    }
    if after.sequence != top.number("sequence")?.unwrap_or_default() {
        keep::set(document.as_table_mut(), "sequence", i64::from(after.sequence).into());
    }
    if let Some(moment) = after.changed.filter(|moment| top.instant("changed").ok().flatten() != Some(*moment)) {
        keep::set(document.as_table_mut(), "changed", keep::moment(path, moment)?);
    }
    let Some(next) = &after.next_check_in else {
        keep::unset(&mut document, "next-check-in");
        return Ok(document.to_string());
    };
    let when = keep::time(path, &next.when.to_rfc3339())?;
    let item = document.entry("next-check-in").or_insert_with(|| Item::Value(InlineTable::new().into()));
    let present = top.table("next-check-in")?.map(|fields| read_check_in(&fields)).transpose()?;
    if present.as_ref().is_none_or(|present| present.when != next.when) {
        set(path, item, "when", when)?;
    }
    if present.as_ref().map(|present| present.how.as_str()).unwrap_or_default() != next.how {
        set(path, item, "how", next.how.as_str().into())?;
    }
    Ok(document.to_string())
}

fn set(path: &str, item: &mut Item, key: &str, value: Value) -> Result<(), StoreError> {
    let table: Option<&mut dyn TableLike> = item.as_table_like_mut();
    keep::set(table.ok_or_else(|| marker::damaged(path, "`next-check-in` is no table"))?, key, value);
    if let Some(inline) = item.as_inline_table_mut() {
        // No comment can stand in it.
        inline.fmt();
    }
    Ok(())
}
