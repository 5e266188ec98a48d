//! The slots of the rotation: `slots/<owner>/<name>/<id>.toml`. One that is for several projects names them, and lies under
//! the first.

mod read;
mod reasons;
#[cfg(test)]
mod tests;
mod write;

use std::collections::HashSet;

pub(super) use reasons::without_reasons;

use toml_edit::{Array, Item};

use crate::core::rotation::{Slot, done};
use crate::store::name::{check_project, decode, encode};
pub(super) use crate::store::slots::read::mistakes;
use crate::store::slots::read::read;
use crate::store::slots::write::{changed, new};
use crate::store::{Author, Snapshot, Store, StoreError, Write, keep};

/// The word for a slot in which whatever comes is released.
const DUTY: &str = "duty";

impl Store {
    /// Returns all slots, by day, project and id. Of a newer format, those that can be read.
    pub fn slots(&self) -> Result<Vec<Slot>, StoreError> {
        let (slots, unreadable) = self.slots_as_far_as_readable()?;
        unreadable.into_iter().next().map_or(Ok(slots), Err)
    }

    /// Returns the slots that can be read, and what is wrong with each of the others.
    pub fn slots_as_far_as_readable(&self) -> Result<(Vec<Slot>, Vec<StoreError>), StoreError> {
        all(&self.snapshot()?)
    }

    /// Writes the slots that `edit` returns, in one commit: it sees all as they are at that time. What people wrote into the
    /// files stays. `false` when everything is already so.
    pub fn change_slots<E: From<StoreError>>(
        &self,
        message: &str,
        author: &Author,
        mut edit: impl FnMut(&[Slot]) -> Result<Vec<Slot>, E>,
    ) -> Result<bool, E> {
        let written = self.change(message, author, |snapshot| {
            let (slots, unreadable) = all(snapshot)?;
            // A file that cannot be read is not one that is not there.
            if let Some(error) = unreadable.into_iter().next() {
                return Err(error.into());
            }
            let mut writes = Vec::new();
            for slot in edit(&slots)? {
                let path = path(&slot)?;
                let text = match snapshot.read(&path)? {
                    Some(text) => match read(&path, &text)? {
                        Some(before) => changed(&path, &text, &before, &slot)?,
                        // It is of a newer format, and the error says so.
                        None => keep::document(&path, &text)?.to_string(),
                    },
                    None => new(&slot)?,
                };
                writes.push(Write::Put { path, text });
            }
            Ok::<_, E>(writes)
        })?;
        Ok(written.is_some())
    }
}

impl Snapshot<'_> {
    /// Returns the slots as [`Store::slots_as_far_as_readable`] does.
    pub fn slots_as_far_as_readable(&self) -> Result<(Vec<Slot>, Vec<StoreError>), StoreError> {
        all(self)
    }

    /// Returns the projects that have slots, sorted.
    pub fn projects_with_slots(&self) -> Result<Vec<String>, StoreError> {
        let paths = self.list("slots")?;
        let mut projects: Vec<String> =
            paths.iter().filter_map(|path| parts(path)).map(|(project, _)| project).collect();
        projects.sort_unstable();
        projects.dedup();
        Ok(projects)
    }
}

/// Returns the paths of the slots that were released, as far as they can be read.
pub(super) fn done_slots(snapshot: &Snapshot<'_>) -> Result<HashSet<String>, StoreError> {
    let slots = all(snapshot)?.0;
    if slots.is_empty() {
        return Ok(HashSet::new());
    }
    let releases = snapshot.all_releases()?;
    let found = done(&slots, &releases, str::eq_ignore_ascii_case);
    slots.iter().zip(found).filter(|(_, release)| release.is_some()).map(|(slot, _)| path(slot)).collect()
}

/// Lets the slots of a project be those of the project under its new name, wherever they lie.
pub(super) fn rename(snapshot: &Snapshot<'_>, old: &str, new: &str, writes: &mut Vec<Write>) -> Result<(), StoreError> {
    for from in snapshot.list("slots")? {
        let Some((project, _)) = parts(&from) else { continue };
        let text = snapshot.read(&from)?.unwrap_or_default();
        let mut document = keep::document(&from, &text)?;
        let projects = document.get_mut("projects").and_then(Item::as_array_mut);
        for name in projects.into_iter().flat_map(Array::iter_mut) {
            if name.as_str().is_some_and(|name| name.eq_ignore_ascii_case(old)) {
                let decor = name.decor().clone();
                *name = new.into();
                *name.decor_mut() = decor;
            }
        }
        let after = document.to_string();
        if !project.eq_ignore_ascii_case(old) {
            if after != text {
                writes.push(Write::Put { path: from, text: after });
            }
            continue;
        }
        let to = from.replacen(&format!("slots/{project}/"), &format!("slots/{new}/"), 1);
        if to != from && snapshot.read(&to)?.is_some() {
            return Err(StoreError::Exists(format!("`{to}`")));
        }
        if to != from {
            writes.push(Write::Remove { path: from });
        }
        writes.push(Write::Put { path: to, text: after });
    }
    Ok(())
}

fn all(snapshot: &Snapshot<'_>) -> Result<(Vec<Slot>, Vec<StoreError>), StoreError> {
    let (mut slots, mut unreadable) = (Vec::new(), Vec::new());
    for path in snapshot.list("slots")?.iter().filter(|path| parts(path).is_some()) {
        match snapshot.read(path).and_then(|text| read(path, &text.unwrap_or_default())) {
            Ok(slot) => slots.extend(slot),
            Err(error) => unreadable.push(error),
        }
    }
    slots
        .sort_by(|one: &Slot, other| (one.from, one.project(), &one.id).cmp(&(other.from, other.project(), &other.id)));
    Ok((slots, unreadable))
}

/// Returns the project and the id of the slot at a path, `None` where it is no path of a slot.
fn parts(path: &str) -> Option<(String, String)> {
    let (project, id) = path.strip_prefix("slots/")?.strip_suffix(".toml")?.rsplit_once('/')?;
    check_project(project).ok()?;
    Some((project.to_owned(), decode(id)?))
}

fn path(slot: &Slot) -> Result<String, StoreError> {
    check_project(slot.project())?;
    Ok(format!("slots/{}/{}.toml", slot.project(), encode(&slot.id)?))
}
