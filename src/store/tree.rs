//! Trees with some files changed and all others as they are.

use std::collections::BTreeMap;

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
