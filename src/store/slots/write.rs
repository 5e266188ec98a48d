//! Writing a slot into its file, and leaving the rest of it as people wrote it.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

use crate::core::rotation::{Said, Slot, Swap};
use crate::core::version::ReleaseKind;
use crate::store::slots::DUTY;
use crate::store::{FORMAT, StoreError, keep, marker};

/// Returns the file of a new slot.
pub(super) fn new(slot: &Slot) -> Result<String, StoreError> {
    let mut document = DocumentMut::new();
    document.insert("format", value(FORMAT));
    document.insert("uid", value(&slot.uid));
    document.insert("projects", value(slot.projects.iter().map(String::as_str).collect::<Array>()));
    if let Some(version) = &slot.version {
        document.insert("version", value(version));
    }
    document.insert("kind", value(slot.kind.map_or(DUTY, ReleaseKind::name)));
    if slot.security {
        document.insert("security", value(true));
    }
    document.insert("from", value(keep::time("", &slot.from.to_string())?));
    if slot.until != slot.from {
        document.insert("until", value(keep::time("", &slot.until.to_string())?));
    }
    document.insert("state", value(slot.state.word()));
    document.insert("sequence", value(i64::from(slot.sequence)));
    document.insert("changed", value(keep::moment("", slot.changed)?));
    let bare = Slot {
        shepherd: None,
        offered: None,
        accepted: None,
        learner: None,
        mentor: None,
        volunteers: Vec::new(),
        declines: Vec::new(),
        swaps: Vec::new(),
        ..slot.clone()
    };
    changed("", &document.to_string(), &bare, slot)
}

/// Returns the text with what differs between the two states.
pub(super) fn changed(path: &str, text: &str, before: &Slot, after: &Slot) -> Result<String, StoreError> {
    let mut document = keep::document(path, text)?;
    if before.projects != after.projects {
        keep::set_list(document.as_table_mut(), "projects", &before.projects, &after.projects);
    }
    if before.state != after.state {
        keep::set(document.as_table_mut(), "state", after.state.word().into());
    }
    if before.kind != after.kind {
        keep::set(document.as_table_mut(), "kind", after.kind.map_or(DUTY, ReleaseKind::name).into());
    }
    if before.security != after.security {
        keep::set(document.as_table_mut(), "security", after.security.into());
    }
    let texts = [
        ("version", &before.version, &after.version),
        ("shepherd", &before.shepherd, &after.shepherd),
        ("learner", &before.learner, &after.learner),
        ("mentor", &before.mentor, &after.mentor),
    ];
    for (key, old, new) in texts {
        match new {
            Some(new) if old.as_ref() != Some(new) => keep::set(document.as_table_mut(), key, new.as_str().into()),
            None if old.is_some() => keep::unset(&mut document, key),
            _ => {}
        }
    }
    for (key, old, new) in [("offered", before.offered, after.offered), ("accepted", before.accepted, after.accepted)] {
        match new {
            Some(new) if old != Some(new) => {
                keep::set(document.as_table_mut(), key, keep::time(path, &new.to_string())?);
            }
            None if old.is_some() => keep::unset(&mut document, key),
            _ => {}
        }
    }
    if before.sequence != after.sequence {
        keep::set(document.as_table_mut(), "sequence", i64::from(after.sequence).into());
    }
    if before.changed != after.changed {
        keep::set(document.as_table_mut(), "changed", keep::moment(path, after.changed)?);
    }
    tables(path, &mut document, "volunteer", &before.volunteers, &after.volunteers, |one| one_said(path, one))?;
    tables(path, &mut document, "decline", &before.declines, &after.declines, |one| one_said(path, one))?;
    tables(path, &mut document, "swap", &before.swaps, &after.swaps, |one| one_swap(path, one))?;
    Ok(document.to_string())
}

/// Takes away the tables that are gone, and adds those that are new.
fn tables<T: PartialEq>(
    path: &str,
    document: &mut DocumentMut,
    name: &str,
    before: &[T],
    after: &[T],
    table: impl Fn(&T) -> Result<Table, StoreError>,
) -> Result<(), StoreError> {
    if before == after {
        return Ok(());
    }
    let found = document.entry(name).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let found = found.as_array_of_tables_mut();
    let found = found.ok_or_else(|| marker::damaged(path, &format!("`{name}` is to be written as `[[{name}]]`")))?;
    let mut position = 0;
    found.retain(|_| {
        let stays = before.get(position).is_none_or(|one| after.contains(one));
        position += 1;
        stays
    });
    for one in after.iter().filter(|one| !before.contains(one)) {
        found.push(table(one)?);
    }
    if found.is_empty() {
        document.remove(name);
    }
    Ok(())
}

fn one_said(path: &str, said: &Said) -> Result<Table, StoreError> {
    let mut table = Table::new();
    table.insert("login", value(&said.login));
    table.insert("on", value(keep::time(path, &said.on.to_string())?));
    Ok(table)
}

fn one_swap(path: &str, swap: &Swap) -> Result<Table, StoreError> {
    let mut table = Table::new();
    table.insert("from", value(&swap.from));
    table.insert("to", value(&swap.to));
    if let Some(by) = &swap.by {
        table.insert("by", value(by));
    }
    table.insert("on", value(keep::time(path, &swap.on.to_string())?));
    Ok(table)
}
