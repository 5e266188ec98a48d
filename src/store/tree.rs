//! Trees with some files changed and all others as they are.

use std::collections::{BTreeMap, BTreeSet};

use git2::{FileMode, ObjectType, Oid, Repository};

use crate::store::{StoreError, object};

/// What a path is to hold: a blob, or nothing.
pub(super) type Changes<'a> = BTreeMap<Vec<&'a str>, Option<Oid>>;

/// Writes a tree that is `base` with the changes, and returns it; `None` where nothing is left in it. `folder` is what
/// the base is called in an error.
pub(super) fn write(
    repository: &Repository,
    base: Option<Oid>,
    changes: &Changes<'_>,
    folder: &str,
) -> Result<Option<Oid>, StoreError> {
    let failed = || StoreError::doing(format!("write {folder}"));
    let base = base.map(|id| object::tree(repository, id, folder)).transpose()?;
    let mut builder = repository.treebuilder(base.as_ref()).map_err(failed())?;
    let mut deeper: BTreeMap<&str, Changes<'_>> = BTreeMap::new();
    for (path, blob) in changes {
        match (path.as_slice(), blob) {
            ([], _) => {}
            ([name], Some(blob)) => {
                builder.insert(name, *blob, FileMode::Blob.into()).map_err(failed())?;
            }
            ([name], None) => {
                if base.as_ref().is_some_and(|base| base.get_name(name).is_some()) {
                    builder.remove(name).map_err(failed())?;
                }
            }
            ([name, rest @ ..], _) => {
                deeper.entry(name).or_default().insert(rest.to_vec(), *blob);
            }
        }
    }
    for (name, changes) in deeper {
        let entry = base.as_ref().and_then(|base| base.get_name(name));
        if entry.as_ref().is_some_and(|entry| entry.kind() != Some(ObjectType::Tree)) {
            let reason = "a file stands where a folder should be".to_owned();
            return Err(StoreError::Damaged { file: name.to_owned(), reason });
        }
        let written = write(repository, entry.as_ref().map(git2::TreeEntry::id), &changes, &format!("`{name}`"))?;
        match written {
            Some(tree) => drop(builder.insert(name, tree, FileMode::Tree.into()).map_err(failed())?),
            None if entry.is_some() => builder.remove(name).map_err(failed())?,
            None => {}
        }
    }
    if builder.is_empty() {
        return Ok(None);
    }
    let written = builder.write().map_err(failed())?;
    object::read(repository, written, folder)?;
    Ok(Some(written))
}

/// Returns the paths of the files that differ between two trees, sorted.
pub(super) fn changed(
    repository: &Repository,
    before: Option<Oid>,
    after: Option<Oid>,
) -> Result<Vec<String>, StoreError> {
    let mut found = Vec::new();
    compare(repository, before, after, "", &mut found)?;
    Ok(found)
}

fn compare(
    repository: &Repository,
    before: Option<Oid>,
    after: Option<Oid>,
    above: &str,
    found: &mut Vec<String>,
) -> Result<(), StoreError> {
    if before == after {
        return Ok(());
    }
    let (before, after) = (entries(repository, before, above)?, entries(repository, after, above)?);
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let path = format!("{above}{name}");
        let of = |side: &Entries, wanted: ObjectType| {
            side.get(name).filter(|(kind, _)| *kind == Some(wanted)).map(|(_, id)| *id)
        };
        if of(&before, ObjectType::Blob) != of(&after, ObjectType::Blob) {
            found.push(path.clone());
        }
        let (one, other) = (of(&before, ObjectType::Tree), of(&after, ObjectType::Tree));
        compare(repository, one, other, &format!("{path}/"), found)?;
    }
    Ok(())
}

/// What a tree holds, by name.
type Entries = BTreeMap<String, (Option<ObjectType>, Oid)>;

fn entries(repository: &Repository, tree: Option<Oid>, folder: &str) -> Result<Entries, StoreError> {
    let Some(tree) = tree else { return Ok(Entries::new()) };
    let tree = object::tree(repository, tree, &format!("`{folder}`"))?;
    let entry = |entry: git2::TreeEntry<'_>| {
        let name = String::from_utf8_lossy(entry.name_bytes()).into_owned();
        (name, (entry.kind(), entry.id()))
    };
    Ok(tree.iter().map(entry).collect())
}
