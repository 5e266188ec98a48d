//! The projects that a store is for, as its marker names them: `[[project]]` with `name`, and `formerly` where it was
//! renamed.

use toml_edit::{ArrayOfTables, Item, Table, value};

use crate::store::marker::{self, MARKER};
use crate::store::name::check_project;
use crate::store::{Author, Snapshot, Store, StoreError, Write, keep};

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
            let text = text.unwrap_or_else(marker::new);
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
}

fn named(snapshot: &Snapshot<'_>) -> Result<Vec<StoreProject>, StoreError> {
    snapshot.read(MARKER)?.map_or_else(|| Ok(Vec::new()), |text| marker::projects(&text))
}
