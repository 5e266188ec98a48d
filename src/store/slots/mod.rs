//! The slots of the rotation: `slots/<owner>/<name>/<id>.toml`. One that is for several projects names them, and lies under
//! the first.

mod reasons;
#[cfg(test)]
mod tests;
mod write;

use std::collections::HashSet;

pub(super) use reasons::without_reasons;

use jiff::Timestamp;
use toml_edit::{Array, Item};

use crate::core::people::Login;
use crate::core::rotation::{Said, Slot, State, Swap, done};
use crate::core::version::ReleaseKind;
use crate::store::fields::{Fields, File};
use crate::store::name::{check_project, decode, encode};
use crate::store::slots::write::{changed, new};
use crate::store::{Author, Snapshot, Store, StoreError, Write, keep};

/// How far a slot may be in its file; that it is done is computed from the releases.
const STATES: [State; 4] = [State::Open, State::Offered, State::Accepted, State::Cancelled];

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

fn read(path: &str, text: &str) -> Result<Option<Slot>, StoreError> {
    let file = File::read(path, text)?;
    let slot = read_slot(path, &file);
    file.known(slot)
}

fn read_slot(path: &str, file: &File) -> Result<Slot, StoreError> {
    let top = file.top();
    let (project, id) = parts(path).unwrap_or_default();
    let projects = top.texts("projects")?;
    if projects.first().is_none_or(|first| !first.eq_ignore_ascii_case(&project)) {
        return Err(top.wrong("projects", &format!("does not begin with {project}, under which the file lies")));
    }
    let kind = read_kind(&top)?;
    let from = top.date("from")?.ok_or_else(|| top.wrong("from", "is missing"))?;
    let until = top.date("until")?.unwrap_or(from);
    if until < from {
        return Err(top.wrong("until", "is before `from`"));
    }
    let word = top.needed_text("state")?;
    let state = STATES.into_iter().find(|state| state.word() == word);
    let words = STATES.map(State::word).join(", ");
    let state = state.ok_or_else(|| top.wrong("state", &format!("is none of {words}")))?;
    let shepherd = login(&top, "shepherd")?;
    if shepherd.is_none() && matches!(state, State::Offered | State::Accepted) {
        return Err(top.wrong("shepherd", &format!("is missing, and the slot is {state}")));
    }
    let changed = top.moment("changed")?.and_then(|moment| moment.to_string().parse::<Timestamp>().ok());
    let changed = changed.ok_or_else(|| top.wrong("changed", "is no moment such as 2026-03-28T15:00:00Z"))?;
    let uid = top.text("uid")?;
    let version = Some(top.text("version")?).filter(|version| !version.is_empty());
    let usual = Slot::new(&project, &id, (from, until), changed);
    Ok(Slot {
        uid: if uid.is_empty() { usual.uid.clone() } else { uid },
        projects,
        version,
        kind,
        security: top.flag("security")?,
        state,
        shepherd,
        offered: top.date("offered")?,
        accepted: top.date("accepted")?,
        learner: login(&top, "learner")?,
        mentor: login(&top, "mentor")?,
        volunteers: said(file, "volunteer")?,
        declines: said(file, "decline")?,
        swaps: swaps(file)?,
        sequence: top.number("sequence")?.unwrap_or_default(),
        ..usual
    })
}

fn read_kind(top: &Fields<'_>) -> Result<Option<ReleaseKind>, StoreError> {
    let kinds = [ReleaseKind::Major, ReleaseKind::Minor, ReleaseKind::Patch, ReleaseKind::PreRelease];
    match top.needed_text("kind")?.as_str() {
        DUTY => Ok(None),
        word => match kinds.into_iter().find(|kind| kind.name() == word) {
            Some(kind) => Ok(Some(kind)),
            None => Err(top.wrong("kind", "is none of major, minor, patch, pre-release, duty")),
        },
    }
}

/// Returns a login; `None` where there is none.
fn login(fields: &Fields<'_>, key: &str) -> Result<Option<String>, StoreError> {
    match fields.text(key)? {
        text if text.is_empty() => Ok(None),
        text if text.parse::<Login>().is_ok() => Ok(Some(text)),
        _ => Err(fields.wrong(key, "is not a login of GitHub")),
    }
}

fn needed_login(fields: &Fields<'_>, key: &str) -> Result<String, StoreError> {
    login(fields, key)?.ok_or_else(|| fields.wrong(key, "is missing"))
}

fn needed_day(fields: &Fields<'_>) -> Result<jiff::civil::Date, StoreError> {
    fields.date("on")?.ok_or_else(|| fields.wrong("on", "is missing"))
}

fn said(file: &File, name: &str) -> Result<Vec<Said>, StoreError> {
    let mut said = Vec::new();
    for fields in file.tables(name)? {
        let read = needed_login(&fields, "login").and_then(|login| Ok(Said { login, on: needed_day(&fields)? }));
        said.extend(file.known(read)?);
    }
    Ok(said)
}

fn swaps(file: &File) -> Result<Vec<Swap>, StoreError> {
    let mut swaps = Vec::new();
    for fields in file.tables("swap")? {
        let read = needed_login(&fields, "from")
            .and_then(|from| Ok((from, needed_login(&fields, "to")?, login(&fields, "by")?, needed_day(&fields)?)))
            .map(|(from, to, by, on)| Swap { from, to, by, on });
        swaps.extend(file.known(read)?);
    }
    Ok(swaps)
}
