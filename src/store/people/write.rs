//! Writing a person into their file, and leaving the rest of it as people wrote it.

use jiff::civil::Date;
use toml_edit::{Datetime, DocumentMut, InlineTable, Item, Table, Value, value};

use crate::core::people::{Affiliation, Capacity, Person, Right, SigningKey};
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
    set_text(&mut document, "name", &before.name, &after.name);
    keep::set_list(document.as_table_mut(), "aliases", &before.aliases, &after.aliases);
    set_text(&mut document, "timezone", &before.timezone, &after.timezone);
    set_date(&mut document, "consent", before.consent, after.consent);
    let words = |person: &Person| person.show.iter().map(ToString::to_string).collect::<Vec<_>>();
    keep::set_list(document.as_table_mut(), "show", &words(before), &words(after));
    set_date(&mut document, "active-from", before.active_from, after.active_from);
    set_date(&mut document, "active-until", before.active_until, after.active_until);
    set_capacity(path, &mut document, before.capacity, after.capacity)?;
    keep::set_list(document.as_table_mut(), "interest", &before.interest, &after.interest);
    set_keys(&mut document, &after.keys);
    let (old, new) = (&before.affiliations, &after.affiliations);
    keep::set_tables(path, &mut document, "affiliation", (old, new), is_same_affiliation, write_affiliation)?;
    let is_same = |one: &Right, other: &Right| one.is(&other.name, &other.project);
    keep::set_tables(path, &mut document, "right", (&before.rights, &after.rights), is_same, write_right)?;
    Ok(document.to_string())
}

fn set_text(document: &mut DocumentMut, key: &str, before: &str, after: &str) {
    if before != after {
        match after {
            "" => keep::unset(document, key),
            after => keep::set(document.as_table_mut(), key, after.into()),
        }
    }
}

fn set_date(document: &mut DocumentMut, key: &str, before: Option<Date>, after: Option<Date>) {
    if before != after {
        match after.and_then(date) {
            None => keep::unset(document, key),
            Some(date) => keep::set(document.as_table_mut(), key, date),
        }
    }
}

/// Returns a day as TOML has it.
fn date(day: Date) -> Option<Value> {
    day.to_string().parse::<Datetime>().ok().map(Value::from)
}

fn set_capacity(path: &str, document: &mut DocumentMut, before: Capacity, after: Capacity) -> Result<(), StoreError> {
    if before == after {
        return Ok(());
    }
    let item = document.entry("capacity").or_insert_with(|| Item::Value(InlineTable::new().into()));
    let table = item.as_table_like_mut().ok_or_else(|| marker::damaged(path, "`capacity` is no table"))?;
    for (key, before, after) in
        [("releases", before.releases, after.releases), ("mentees", before.mentees, after.mentees)]
    {
        match after {
            Some(_) if before == after => {}
            Some(number) => keep::set(table, key, i64::from(number).into()),
            None => drop(table.remove(key)),
        }
    }
    if table.is_empty() {
        keep::unset(document, "capacity");
    } else if let Some(inline) = item.as_inline_table_mut() {
        // No comment can stand in it.
        inline.fmt();
    }
    Ok(())
}

/// Writes the keys as they stand in the file, so that each is found there.
fn set_keys(document: &mut DocumentMut, keys: &[SigningKey]) {
    let present = document.get("signing-keys").and_then(Item::as_array).into_iter().flatten();
    let present: Vec<String> = present.filter_map(|text| text.as_str().map(str::to_owned)).collect();
    let as_present = |key: &SigningKey| {
        let is_it = |text: &&String| text.parse::<SigningKey>().is_ok_and(|found| found == *key);
        present.iter().find(is_it).cloned().unwrap_or_else(|| key.to_string())
    };
    let keys: Vec<String> = keys.iter().map(as_present).collect();
    keep::set_list(document.as_table_mut(), "signing-keys", &present, &keys);
}

fn is_same_affiliation(one: &Affiliation, other: &Affiliation) -> bool {
    one.organisation == other.organisation && one.from == other.from
}

fn write_affiliation(table: &mut Table, before: &Affiliation, after: &Affiliation) {
    if before.organisation != after.organisation {
        keep::set(table, "organisation", after.organisation.as_str().into());
    }
    set_day(table, "from", before.from, after.from);
    set_day(table, "until", before.until, after.until);
}

fn write_right(table: &mut Table, before: &Right, after: &Right) {
    if before.name != after.name || before.project != after.project {
        keep::set(table, "name", after.name.as_str().into());
        keep::set(table, "project", after.project.as_str().into());
    }
    set_day(table, "since", before.since, after.since);
    keep::set_list(table, "sponsored-by", &before.sponsored_by, &after.sponsored_by);
    keep::set_list(table, "mentored-by", &before.mentored_by, &after.mentored_by);
}

fn set_day(table: &mut Table, key: &str, before: Option<Date>, after: Option<Date>) {
    if before != after {
        match after.and_then(date) {
            None => drop(table.remove(key)),
            Some(date) => keep::set(table, key, date),
        }
    }
}
