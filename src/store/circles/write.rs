//! Writing a circle into its file, and leaving the rest of it as people wrote it.

use toml_edit::{Datetime, DocumentMut, Table, TableLike, Value};

use crate::core::people::{Circle, Meeting};
use crate::store::{StoreError, keep, marker};

/// Returns the text with what differs between the two states.
pub(super) fn changed(path: &str, text: &str, before: Option<&Circle>, after: &Circle) -> Result<String, StoreError> {
    let mut document = keep::document(path, text)?;
    let nothing = Circle {
        by_invitation: false,
        projects: Vec::new(),
        members: Vec::new(),
        invited: Vec::new(),
        meeting: None,
        former: Vec::new(),
        how: String::new(),
        since: None,
        until: None,
        sequence: 0,
        changed: None,
        ..after.clone()
    };
    let before = before.unwrap_or(&nothing);
    let table = document.as_table_mut();
    if before.by_invitation != after.by_invitation {
        keep::set(table, "by-invitation", after.by_invitation.into());
    }
    keep::set_list(table, "projects", &before.projects, &after.projects);
    keep::set_list(table, "members", &before.members, &after.members);
    keep::set_list(table, "invited", &before.invited, &after.invited);
    if before.how != after.how {
        keep::set(table, "how", after.how.as_str().into());
    }
    for (key, old, new) in [("since", before.since, after.since), ("until", before.until, after.until)] {
        if let Some(day) = new.filter(|_| old != new) {
            keep::set(table, key, keep::time(path, &day.to_string())?);
        }
    }
    if before.sequence != after.sequence {
        keep::set(table, "sequence", i64::from(after.sequence).into());
    }
    if let Some(changed) = after.changed.filter(|changed| before.changed != Some(*changed)) {
        keep::set(table, "changed", keep::moment(path, changed)?);
    }
    set_meeting(path, &mut document, before, after)?;
    let same = |one: &Meeting, other: &Meeting| one == other;
    keep::set_tables(path, &mut document, "former", (&before.former, &after.former), same, |table, _, former| {
        write_meeting(table, &Meeting::default(), former);
    })?;
    Ok(document.to_string())
}

fn set_meeting(path: &str, document: &mut DocumentMut, before: &Circle, after: &Circle) -> Result<(), StoreError> {
    let Some(meeting) = after.meeting.as_ref().filter(|_| before.meeting != after.meeting) else { return Ok(()) };
    let table = document.entry("meeting").or_insert_with(|| toml_edit::Item::Table(Table::new()));
    let table = table.as_table_like_mut().ok_or_else(|| marker::damaged(path, "`meeting` is no table"))?;
    write_meeting(table, before.meeting.as_ref().unwrap_or(&Meeting::default()), meeting);
    Ok(())
}

fn write_meeting(table: &mut dyn TableLike, before: &Meeting, after: &Meeting) {
    let time = |text: String| text.parse::<Datetime>().ok().map(Value::from);
    let differs = [
        ("from", before.from != after.from, time(after.from.to_string())),
        ("time", before.time != after.time, time(after.time.strftime("%H:%M:%S").to_string())),
        ("timezone", before.timezone != after.timezone, Some(after.timezone.as_str().into())),
        ("every", before.every != after.every, Some(after.every.word().into())),
        ("minutes", before.minutes != after.minutes, Some(i64::from(after.minutes).into())),
    ];
    for (key, differs, value) in differs {
        // What is not said has a default, and the same default is not to be said of another time.
        if let Some(value) = value.filter(|_| differs || !table.contains_key(key)) {
            keep::set(table, key, value);
        }
    }
}
