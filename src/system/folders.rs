//! Folders: made with all above them, and synced, so that what was put into them is there after a power cut.

#![expect(clippy::disallowed_methods, reason = "folders are made and synced here and nowhere else")]

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::system::files::{FileError, reason, shown};

/// Makes a folder and all folders above it that are not there.
pub fn make(path: &Path) -> Result<(), FileError> {
    fs::create_dir_all(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            FileError::Write { path: shown(path), reason: "a file stands where a folder should be".to_owned() }
        }
        _ => FileError::Write { path: shown(path), reason: reason(&error) },
    })
}

/// Waits until the names in a folder are on the disk. Does nothing where the system cannot do that for folders.
pub fn sync(path: &Path) -> Result<(), FileError> {
    if !cfg!(unix) {
        return Ok(());
    }
    let synced = fs::File::open(path).and_then(|folder| folder.sync_all());
    synced.map_err(|error| FileError::Write { path: shown(path), reason: reason(&error) })
}

/// Removes a file; one that is not there is no error.
pub fn remove_file(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(FileError::Write { path: shown(path), reason: reason(&error) })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_made_and_synced() {
        let folder = tempfile::tempdir().unwrap();
        let made = folder.path().join("a/b");
        make(&made).unwrap();
        make(&made).unwrap();
        sync(&made).unwrap();
        fs::write(made.join("file"), "x").unwrap();
        let error = make(&made.join("file/c")).unwrap_err().to_string();
        assert!(error.ends_with("a file stands where a folder should be"), "{error}");
        remove_file(&made.join("file")).unwrap();
        remove_file(&made.join("file")).unwrap();
        assert!(!made.join("file").exists());
    }
}
