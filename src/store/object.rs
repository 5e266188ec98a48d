//! Git objects, read with their hash checked: what the store says decides what is done next, so a disk that lost a bit
//! must be noticed.

use git2::{ObjectType, Oid, Repository};

use crate::store::StoreError;
use crate::system::files;

/// Returns the content of an object. `what` is what it is for the user, in an error.
pub(super) fn read(repository: &Repository, id: Oid, what: &str) -> Result<Vec<u8>, StoreError> {
    let opened = repository.odb().map_err(StoreError::doing("open the objects of the repository"))?;
    let read = opened.read(id).ok().filter(|object| hash(object.kind(), object.data()) == Some(id));
    let content = read.map(|object| object.data().to_vec());
    content.ok_or_else(|| {
        let text = id.to_string();
        let (folder, file) = text.split_at(2);
        let path = repository.commondir().join("objects").join(folder).join(file);
        let state = if files::exists(&path) { "damaged" } else { "missing" };
        StoreError::Object { what: what.to_owned(), state, path: path.display().to_string() }
    })
}

fn hash(kind: ObjectType, content: &[u8]) -> Option<Oid> {
    Oid::hash_object(kind, content).ok()
}

/// Returns a tree, whose content is what its hash says.
pub(super) fn tree<'a>(repository: &'a Repository, id: Oid, what: &str) -> Result<git2::Tree<'a>, StoreError> {
    read(repository, id, what)?;
    repository.find_tree(id).map_err(StoreError::doing(format!("read {what}")))
}

/// Returns a commit, whose content is what its hash says.
pub(super) fn commit(repository: &Repository, id: Oid) -> Result<git2::Commit<'_>, StoreError> {
    read(repository, id, &format!("the commit {id}"))?;
    repository.find_commit(id).map_err(StoreError::doing("read a commit of the store"))
}
