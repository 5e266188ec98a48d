//! Writing a person into their file, and leaving the rest of it as people wrote it.

use toml_edit::{Array, ArrayOfTables, Datetime, DocumentMut, Item, Table, value};

use crate::core::people::{Person, Right, SigningKey};
use crate::store::{FORMAT, StoreError, keep, marker};

/// Returns the file of somebody new.
pub(super) fn new(person: &Person) -> Result<String, StoreError> {
    let mut text = DocumentMut::new();
    text.insert("format", value(FORMAT));
    text.insert("login", value(&person.login));
    let nobody = Person { login: person.login.clone(), ..Person::default() };
    changed("", &text.to_string(), &nobody, person)
}

/// Returns the text with what differs between the two states.
pub(super) fn changed(path: &str, text: &str, before: &Person, after: &Person) -> Result<String, StoreError> {
    let mut document = keep::document(path, text)?;
    if before.name != after.name {
        keep::set(document.as_table_mut(), "name", after.name.as_str().into());
    }
    keep::set_list(document.as_table_mut(), "aliases", &before.aliases, &after.aliases);
    // As they stand in the file, so that each is found there.
    let present = document.get("signing-keys").and_then(Item::as_array).into_iter().flatten();
    let present: Vec<String> = present.filter_map(|text| text.as_str().map(str::to_owned)).collect();
    let as_present = |key: &SigningKey| {
        let is_it = |text: &&String| text.parse::<SigningKey>().is_ok_and(|found| found == *key);
        present.iter().find(is_it).cloned().unwrap_or_else(|| key.to_string())
    };
    let keys: Vec<String> = after.keys.iter().map(as_present).collect();
    keep::set_list(document.as_table_mut(), "signing-keys", &present, &keys);
    if before.rights != after.rights {
        let rights = document.entry("right").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        let tables = rights.as_array_of_tables_mut();
        let tables = tables.ok_or_else(|| marker::damaged(path, "`right` is to be written as `[[right]]`"))?;
        let mut position = 0;
        tables.retain(|_| {
            let stays = before.rights.get(position).is_none_or(|right| after.rights.contains(right));
            position += 1;
            stays
        });
        for right in after.rights.iter().filter(|right| !before.rights.contains(right)) {
            tables.push(table(right));
        }
    }
    Ok(document.to_string())
}

fn table(right: &Right) -> Table {
    let mut table = Table::new();
    table.insert("name", value(&right.name));
    table.insert("project", value(&right.project));
    if let Some(since) = right.since.and_then(|date| date.to_string().parse::<Datetime>().ok()) {
        table.insert("since", value(since));
    }
    for (key, logins) in [("sponsored-by", &right.sponsored_by), ("mentored-by", &right.mentored_by)] {
        if !logins.is_empty() {
            table.insert(key, value(logins.iter().map(String::as_str).collect::<Array>()));
        }
    }
    table
}
