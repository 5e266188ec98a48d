//! The projects that a store is for, as its marker names them: `[[project]]` with `name`, and `formerly` where it was
//! renamed.

use toml_edit::{Array, ArrayOfTables, Item, Table, value};

use crate::store::marker::{self, MARKER};
use crate::store::name::check_project;
use crate::store::{Author, Snapshot, Store, StoreError, Write, keep, slots};

/// A project that a store is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoreProject {
    /// `owner/name`.
    pub name: String,
    /// What it was called before.
    pub formerly: Vec<String>,
}

impl StoreProject {
    /// Says whether a project is this one, by the name of today or one of before, in any case.
    pub fn is(&self, project: &str) -> bool {
        self.name.eq_ignore_ascii_case(project) || self.was(project)
    }

    /// Returns what a project is called today, `None` where it is called what it was.
    pub fn name_of_today<'a>(known: &'a [Self], project: &str) -> Option<&'a str> {
        if known.iter().any(|known| known.name.eq_ignore_ascii_case(project)) {
            return None;
        }
        known.iter().find(|known| known.was(project)).map(|known| known.name.as_str())
    }

    /// Says whether a project was called so.
    pub fn was(&self, project: &str) -> bool {
        self.formerly.iter().any(|name| name.eq_ignore_ascii_case(project))
    }
}

impl Store {
    /// Returns the projects that the store is for, as far as it says so.
    pub fn projects_named(&self) -> Result<Vec<StoreProject>, StoreError> {
        named(&self.snapshot()?)
    }

    /// Returns the projects that the store at a reference of the same repository is for, whatever its format; `None` where
    /// there is no store.
    pub fn projects_named_at(&self, reference: &str) -> Option<Vec<StoreProject>> {
        let commit = self.reader().refname_to_id(reference).ok()?;
        let text = Snapshot::of(self.reader(), commit).ok()?.read(MARKER).ok()??;
        marker::is_one(&text).then(|| marker::projects(&text).unwrap_or_default())
    }

    /// Notes that the store is for these projects. A store that is not there begins with that. `false` where all of it is
    /// noted already.
    pub fn note_projects(&self, projects: &[String], author: &Author) -> Result<bool, StoreError> {
        let message = format!("the store is for {}", projects.join(", "));
        let written = self.change(&message, author, |snapshot| {
            let text = snapshot.read(MARKER)?;
            let is_new = text.is_none();
            let text = text.unwrap_or_else(|| marker::new(self.is_private()));
            let known = marker::projects(&text)?;
            let mut missing: Vec<&String> = Vec::new();
            for project in projects {
                check_project(project)?;
                let is_noted = known.iter().any(|known| known.is(project));
                if !is_noted && !missing.iter().any(|noted| noted.eq_ignore_ascii_case(project)) {
                    missing.push(project);
                }
            }
            if missing.is_empty() && !is_new {
                return Ok::<_, StoreError>(Vec::new());
            }
            let mut document = keep::document(MARKER, &text)?;
            if !missing.is_empty() {
                let tables = document.entry("project").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
                let tables = tables.as_array_of_tables_mut();
                let tables = tables.ok_or_else(|| marker::damaged(MARKER, marker::SHAPE))?;
                for project in missing {
                    let mut table = Table::new();
                    table.insert("name", value(project));
                    tables.push(table);
                }
            }
            Ok(vec![Write::Put { path: MARKER.to_owned(), text: document.to_string() }])
        })?;
        Ok(written.is_some())
    }

    /// Moves all that is kept of a project to another name, in one change, and notes what it was called. `false` where the
    /// store knows it by that name already, and nothing is left under the old one.
    ///
    /// # Errors
    ///
    /// Where something of the new name is in the way ([`StoreError::Exists`]).
    pub fn rename_project(&self, old: &str, new: &str, author: &Author) -> Result<bool, StoreError> {
        check_project(old)?;
        check_project(new)?;
        let written = self.change(&format!("{old} is {new} now"), author, |snapshot| {
            let mut writes = Vec::new();
            for path in snapshot.list(&format!("runs/{old}"))? {
                let to = path.replacen(&format!("runs/{old}/"), &format!("runs/{new}/"), 1);
                move_file(snapshot, (path, to), &mut writes)?;
            }
            for path in snapshot.list(&format!("reasons/{old}"))? {
                let to = path.replacen(&format!("reasons/{old}/"), &format!("reasons/{new}/"), 1);
                move_file(snapshot, (path, to), &mut writes)?;
            }
            slots::rename(snapshot, old, new, &mut writes)?;
            let releases = |project: &str| format!("releases/{project}.toml");
            move_file(snapshot, (releases(old), releases(new)), &mut writes)?;
            for path in snapshot.list("people")? {
                let text = snapshot.read(&path)?.unwrap_or_default();
                let mut document = keep::document(&path, &text)?;
                let rights = document.get_mut("right").and_then(Item::as_array_of_tables_mut);
                for right in rights.into_iter().flat_map(ArrayOfTables::iter_mut) {
                    let project = right.get("project").and_then(Item::as_str);
                    if project.is_some_and(|project| project.eq_ignore_ascii_case(old)) {
                        keep::set(right, "project", new.into());
                    }
                }
                let after = document.to_string();
                if after != text {
                    writes.push(Write::Put { path, text: after });
                }
            }
            if let Some(text) = snapshot.read(MARKER)? {
                let after = renamed(&text, old, new)?;
                if after != text {
                    writes.push(Write::Put { path: MARKER.to_owned(), text: after });
                }
            }
            Ok::<_, StoreError>(writes)
        })?;
        Ok(written.is_some())
    }
}

/// Lets a file be somewhere else, where there is one.
fn move_file(snapshot: &Snapshot<'_>, (from, to): (String, String), writes: &mut Vec<Write>) -> Result<(), StoreError> {
    let Some(text) = snapshot.read(&from)? else { return Ok(()) };
    if snapshot.read(&to)?.is_some() {
        return Err(StoreError::Exists(format!("`{to}`")));
    }
    writes.extend([Write::Put { path: to, text }, Write::Remove { path: from }]);
    Ok(())
}

/// Returns the marker in which a project has another name.
fn renamed(text: &str, old: &str, new: &str) -> Result<String, StoreError> {
    let known = marker::projects(text)?;
    let is_it = |project: &StoreProject| project.name.eq_ignore_ascii_case(new) || project.is(old);
    let mut formerly: Vec<String> = vec![old.to_owned()];
    for name in known
        .iter()
        .filter(|project| is_it(project))
        .flat_map(|project| [&project.name].into_iter().chain(&project.formerly))
    {
        if !name.eq_ignore_ascii_case(new) && !formerly.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            formerly.push(name.clone());
        }
    }
    let mut document = keep::document(MARKER, text)?;
    let tables = document.entry("project").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let tables = tables.as_array_of_tables_mut().ok_or_else(|| marker::damaged(MARKER, marker::SHAPE))?;
    // The first of them stays, with what people wrote there.
    let mut places = known.iter().map(is_it);
    let mut is_first = true;
    tables.retain(|_| !places.next().unwrap_or_default() || std::mem::take(&mut is_first));
    if is_first {
        tables.push(Table::new());
    }
    let place = if is_first { tables.len() - 1 } else { known.iter().position(is_it).unwrap_or_default() };
    if let Some(table) = tables.get_mut(place) {
        keep::set(table, "name", new.into());
        keep::set(table, "formerly", formerly.iter().map(String::as_str).collect::<Array>().into());
    }
    Ok(document.to_string())
}

fn named(snapshot: &Snapshot<'_>) -> Result<Vec<StoreProject>, StoreError> {
    snapshot.read(MARKER)?.map_or_else(|| Ok(Vec::new()), |text| marker::projects(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marker_knows_each_name_that_a_project_had() {
        let text = "format = 1\nid = \"a\"\n\n# ours\n[[project]]\nname = \"octo/hello\" # the first\n\n[[project]]\nname = \"octo/other\"\n";
        let text = renamed(text, "octo/hello", "octo/world").unwrap();
        let text = renamed(&text, "octo/world", "octo/earth").unwrap();
        insta::assert_snapshot!(text, @r#"
        format = 1
        id = "a"

        # ours
        [[project]]
        name = "octo/earth" # the first
        formerly = ["octo/world", "octo/hello"]

        [[project]]
        name = "octo/other"
        "#);
        // What a clone of the old name noted meanwhile is the same project.
        let twice = format!("{text}\n[[project]]\nname = \"Octo/Hello\"\n");
        let found = marker::projects(&renamed(&twice, "octo/hello", "octo/earth").unwrap()).unwrap();
        assert_eq!(found.len(), 2);
        assert!(found[0].was("octo/world") && found[0].was("octo/hello") && found[0].name == "octo/earth");
        let back = marker::projects(&renamed(&text, "octo/earth", "octo/hello").unwrap()).unwrap();
        assert!(back[0].name == "octo/hello" && !back[0].was("octo/hello") && back[0].was("octo/earth"));
    }
}
