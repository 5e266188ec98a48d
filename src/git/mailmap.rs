//! What `.mailmap` says in a repository.

use crate::core::mailmap::Mailmap;
use crate::git::Repository;
use crate::system::files;

impl Repository {
    /// Returns what a repository has: `.mailmap` beside its files, at HEAD where it is bare, and what the configuration names
    /// (<https://git-scm.com/docs/gitmailmap>).
    pub fn mailmap(&self) -> Mailmap {
        let repository = &self.inner;
        let mut text = String::new();
        let mut add = |bytes: &[u8]| {
            text.push_str(&String::from_utf8_lossy(bytes));
            text.push('\n');
        };
        if let Some(bytes) = repository.workdir().and_then(|folder| files::read_bytes(&folder.join(".mailmap")).ok()) {
            add(&bytes);
        }
        let config = repository.config().and_then(|mut config| config.snapshot()).ok();
        let named = |key: &str| config.as_ref().and_then(|config| config.get_string(key).ok());
        let at_head = || repository.is_bare().then(|| "HEAD:.mailmap".to_owned());
        let object = named("mailmap.blob").or_else(at_head);
        let object = object.and_then(|name| repository.revparse_single(&name).ok());
        if let Some(blob) = object.as_ref().and_then(|object| object.as_blob()) {
            add(blob.content());
        }
        let file = config.as_ref().and_then(|config| config.get_path("mailmap.file").ok());
        if let Some(bytes) = file.and_then(|file| files::read_bytes(&file).ok()) {
            add(&bytes);
        }
        Mailmap::parse(&text)
    }
}
