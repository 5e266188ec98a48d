//! One state of the store, as one commit holds it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use git2::{ObjectType, Oid, Repository};

use crate::store::marker::{self, MARKER};
use crate::store::name::check_path;
use crate::store::{FORMAT, StoreError, object};
use crate::system::files::decode;

/// One state of the store. It stays what it is, whoever writes meanwhile.
pub struct Snapshot<'a> {
    repository: &'a Repository,
    commit: Option<Oid>,
    tree: Option<Oid>,
    /// The folders that were read, each checked once: of a folder with a thousand files each is asked for.
    folders: RefCell<HashMap<Oid, Rc<git2::Tree<'a>>>>,
}

impl<'a> Snapshot<'a> {
    /// Returns the newest state, and checks that it is a store that this version may write.
    pub(super) fn newest(repository: &'a Repository, reference: &str) -> Result<Self, StoreError> {
        let found = match repository.refname_to_id(reference) {
            Ok(found) => found,
            Err(error) if error.code() == git2::ErrorCode::NotFound => return Ok(Self::empty(repository)),
            Err(error) => return Err(StoreError::doing(format!("read `{reference}`"))(error)),
        };
        let snapshot = Self::of(repository, found)?;
        snapshot.identity(reference)?;
        Ok(snapshot)
    }

    /// Returns the newest state to mend its marker: one that is damaged is none that a later version or another program
    /// wrote.
    pub(super) fn to_mend(repository: &'a Repository, reference: &str) -> Result<Self, StoreError> {
        let Ok(found) = repository.refname_to_id(reference) else { return Self::newest(repository, reference) };
        let snapshot = Self::of(repository, found)?;
        match snapshot.identity(reference) {
            Err(error) if !matches!(error, StoreError::Damaged { .. }) => Err(error),
            _ => Ok(snapshot),
        }
    }

    /// Returns what the store is called in its marker, or an error unless it is a store that this version may write.
    /// `place` is where it lies, for the error.
    pub(super) fn identity(&self, place: &str) -> Result<String, StoreError> {
        match self.read(MARKER)? {
            Some(text) => marker::check(&text),
            None => Err(StoreError::NotOurs(place.to_owned())),
        }
    }

    /// Returns the state before anything was written.
    pub(super) fn empty(repository: &'a Repository) -> Self {
        Self { repository, commit: None, tree: None, folders: RefCell::default() }
    }

    /// Returns the state that a commit holds, unchecked.
    pub(super) fn of(repository: &'a Repository, commit: Oid) -> Result<Self, StoreError> {
        let tree = object::commit(repository, commit)?.tree_id();
        Ok(Self { repository, commit: Some(commit), tree: Some(tree), folders: RefCell::default() })
    }

    /// Says whether there is a store at all.
    pub fn exists(&self) -> bool {
        self.commit.is_some()
    }

    /// Returns the text of a file, `None` where there is none. A path has `/` between its parts.
    pub fn read(&self, path: &str) -> Result<Option<String>, StoreError> {
        let Some(id) = self.entry(path, ObjectType::Blob)? else { return Ok(None) };
        let bytes = object::read(self.repository, id, &format!("`{path}`"))?;
        let text = decode(path, bytes).map_err(|error| marker::damaged(path, &error.to_string()))?;
        Ok(Some(text))
    }

    /// Returns the paths of all files in a folder and the folders in it, in the order of git. A folder that is not there
    /// has none.
    pub fn list(&self, folder: &str) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        if let Some(id) = self.entry(folder, ObjectType::Tree)? {
            self.collect(id, folder, &mut found)?;
        }
        Ok(found)
    }

    /// Returns the paths of all files, in the order of git.
    pub(super) fn everything(&self) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        let Some(id) = self.tree else { return Ok(found) };
        for entry in &object::tree(self.repository, id, "the top folder of the store")? {
            let name = entry.name().map_err(|_| marker::damaged("", "it holds a name that is not UTF-8"))?;
            match entry.kind() {
                Some(ObjectType::Tree) => self.collect(entry.id(), name, &mut found)?,
                Some(ObjectType::Blob) => found.push(name.to_owned()),
                _ => {}
            }
        }
        Ok(found)
    }

    fn collect(&self, id: Oid, folder: &str, found: &mut Vec<String>) -> Result<(), StoreError> {
        for entry in self.folder(id, &format!("`{folder}`"))?.iter() {
            let name = entry.name().map_err(|_| marker::damaged(folder, "it holds a name that is not UTF-8"))?;
            let path = format!("{folder}/{name}");
            match entry.kind() {
                Some(ObjectType::Tree) => self.collect(entry.id(), &path, found)?,
                Some(ObjectType::Blob) => found.push(path),
                // A submodule holds nothing of ours.
                _ => {}
            }
        }
        Ok(())
    }

    /// Returns the object at a path, `None` where there is none of that kind.
    pub(super) fn entry(&self, path: &str, kind: ObjectType) -> Result<Option<Oid>, StoreError> {
        check_path(path)?;
        let Some(mut id) = self.tree else { return Ok(None) };
        let mut parts = path.split('/').peekable();
        let mut above = "the top folder of the store".to_owned();
        while let Some(part) = parts.next() {
            let tree = self.folder(id, &above)?;
            let wanted = if parts.peek().is_some() { ObjectType::Tree } else { kind };
            let Some(entry) = tree.get_name(part).filter(|entry| entry.kind() == Some(wanted)) else {
                return Ok(None);
            };
            id = entry.id();
            above = format!("`{part}`");
        }
        Ok(Some(id))
    }

    /// Returns a folder. `what` is what it is for the user, in an error.
    fn folder(&self, id: Oid, what: &str) -> Result<Rc<git2::Tree<'a>>, StoreError> {
        if let Some(found) = self.folders.borrow().get(&id) {
            return Ok(Rc::clone(found));
        }
        let tree = Rc::new(object::tree(self.repository, id, what)?);
        self.folders.borrow_mut().insert(id, Rc::clone(&tree));
        Ok(tree)
    }

    /// Returns the paths of the files that a newer version of this program wrote, in order: they are read as far as they are
    /// understood, and never written.
    pub fn newer_files(&self) -> Result<Vec<String>, StoreError> {
        let mut newer = Vec::new();
        for folder in ["circles", "pairings", "people", "releases", "slots"] {
            for path in self.list(folder)? {
                let table = self.read(&path)?.and_then(|text| text.parse::<toml::Table>().ok());
                let format = table.as_ref().and_then(|table| table.get("format")).and_then(toml::Value::as_integer);
                newer.extend(format.filter(|format| *format > FORMAT).map(|_| path));
            }
        }
        Ok(newer)
    }

    pub(super) fn commit(&self) -> Option<Oid> {
        self.commit
    }

    pub(super) fn tree(&self) -> Option<Oid> {
        self.tree
    }

    pub(super) fn repository(&self) -> &'a Repository {
        self.repository
    }
}
