//! Git objects, read with their hash checked: what the store says decides what is done next, so a disk that lost a bit
//! must be noticed.
//!
//! Loose objects are unpacked here and not by libgit2, which never returns from one that was cut (its inflating loop
//! goes on for as long as output is missing, and none comes any more).

use git2::{ObjectType, Oid, Repository};
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use crate::store::StoreError;
use crate::system::files;

/// More than this is no file of a store, in bytes.
const LARGEST: usize = 256 * 1024 * 1024;

/// Returns the content of an object. `what` is what it is for the user, in an error. An object for which this returns
/// content can be given to libgit2.
pub(super) fn read(repository: &Repository, id: Oid, what: &str) -> Result<Vec<u8>, StoreError> {
    let text = id.to_string();
    let (folder, file) = text.split_at(2);
    let path = repository.commondir().join("objects").join(folder).join(file);
    let bad = |state| StoreError::Object { what: what.to_owned(), state, path: path.display().to_string() };
    if files::exists(&path) {
        let packed = files::read_bytes(&path).map_err(|_| bad("not readable"))?;
        return unpack(&packed, id).ok_or_else(|| bad("damaged"));
    }
    let opened = repository.odb().map_err(StoreError::doing("open the objects of the repository"))?;
    match opened.read(id) {
        Ok(object) if is(id, object.kind(), object.data()) => Ok(object.data().to_vec()),
        Err(error) if error.code() == git2::ErrorCode::NotFound => Err(bad("missing")),
        _ => Err(bad("damaged")),
    }
}

/// Returns the content of a loose object, `None` unless it is whole.
fn unpack(packed: &[u8], id: Oid) -> Option<Vec<u8>> {
    let mut unpacked = decompress_to_vec_zlib_with_limit(packed, LARGEST).ok()?;
    let end = unpacked.iter().position(|byte| *byte == 0)?;
    // `blob 12`
    let kind = std::str::from_utf8(unpacked.get(..end)?).ok()?.split(' ').next()?.to_owned();
    let kind = ObjectType::from_str(&kind)?;
    // In its place: a long file is not held twice.
    unpacked.drain(..=end);
    is(id, kind, &unpacked).then_some(unpacked)
}

fn is(id: Oid, kind: ObjectType, content: &[u8]) -> bool {
    Oid::hash_object(kind, content).is_ok_and(|found| found == id)
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
