//! What a clone is called in what it writes.

use std::path::Path;

use crate::store::{Store, StoreError, marker};
use crate::system::machine::host_name;
use crate::system::{files, folders, random};

impl Store {
    /// Returns what this clone is called in what it writes: 32 hexadecimal digits, made at the first call. A copy of the
    /// folder is another clone, and gets a name of its own.
    ///
    /// # Errors
    ///
    /// Where the file of it holds something else, and where it cannot be written.
    pub fn writer_id(&self) -> Result<String, StoreError> {
        if let Some((identity, true)) = self.written_identity()? {
            return Ok(identity);
        }
        let _lock = self.lock()?;
        // Somebody else may have been first.
        let identity = match self.written_identity()? {
            Some((identity, true)) => return Ok(identity),
            // Of a version that did not write down where it is: that may be here.
            Some((identity, false)) => identity,
            None => random::identity(),
        };
        let text = format!("{identity}\n{}\n", self.here());
        files::replace(&self.writer_file(), text.as_bytes())?;
        Ok(identity)
    }

    /// Returns the same where it was made already; nothing is written.
    pub(super) fn known_writer(&self) -> Result<Option<String>, StoreError> {
        Ok(self.written_identity()?.map(|(identity, _)| identity))
    }

    fn writer_file(&self) -> std::path::PathBuf {
        self.folder().join("writer")
    }

    /// Returns this machine and the folder on it.
    fn here(&self) -> String {
        let folder = folders::resolve(self.common()).unwrap_or_else(|| self.common().to_owned());
        format!("{} {}", host_name(), folder.display()).replace('\n', " ")
    }

    /// Returns the identity that was written down here, and whether it says that it was here; `None` where there is none,
    /// and where it is that of another folder.
    fn written_identity(&self) -> Result<Option<(String, bool)>, StoreError> {
        let path = self.writer_file();
        let Some(text) = files::read_text_if_there(&path)? else { return Ok(None) };
        let (identity, place) = text.trim_end().split_once('\n').unwrap_or((text.trim_end(), ""));
        check(&path, identity)?;
        Ok((place.is_empty() || place == self.here()).then(|| (identity.to_owned(), !place.is_empty())))
    }
}

fn check(path: &Path, identity: &str) -> Result<(), StoreError> {
    if identity.len() == 32 && identity.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(());
    }
    let remedy = "it should hold 32 hexadecimal digits; remove it, and a new one is made";
    Err(marker::damaged(&path.display().to_string(), remedy))
}
