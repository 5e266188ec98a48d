//! Folders: made, listed, synced and removed, with the files in them that only programs read.

#![expect(clippy::disallowed_methods, reason = "files are read and written here and nowhere else")]

use std::fs::{self, DirBuilder};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::system::files::{FileError, reason};

/// Makes a folder that nobody else can look into, and those above it. One that is there is made private too.
pub fn make_private(path: &Path) -> Result<(), FileError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).and_then(|()| close_to_others(path)).map_err(written(path))
}

/// Makes a folder, and those above it.
pub fn make(path: &Path) -> Result<(), FileError> {
    fs::create_dir_all(path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => FileError::Write {
            path: path.display().to_string(),
            reason: "a file stands where a folder should be".to_owned(),
        },
        _ => written(path)(error),
    })
}

/// Waits until the names in a folder are on the disk, so that what was put into it is there after a power cut. Does
/// nothing where the system cannot do that for folders.
pub fn sync(path: &Path) -> Result<(), FileError> {
    if !cfg!(unix) {
        return Ok(());
    }
    fs::File::open(path).and_then(|folder| folder.sync_all()).map_err(written(path))
}

/// Writes a file that a program reads and that nobody misses after a power cut. Its folder is made.
pub fn write(path: &Path, content: &[u8]) -> Result<(), FileError> {
    if let Some(folder) = path.parent() {
        make(folder)?;
    }
    fs::write(path, content).map_err(written(path))
}

/// Adds to the end of a file, which is made where there is none.
pub fn append(path: &Path, content: &[u8]) -> Result<(), FileError> {
    let file = fs::OpenOptions::new().append(true).create(true).open(path);
    file.and_then(|mut file| file.write_all(content)).map_err(written(path))
}

/// Writes a file that can be run.
pub fn write_program(path: &Path, content: &[u8]) -> Result<(), FileError> {
    write(path, content)?;
    allow_running(path).map_err(written(path))
}

/// Copies a file with its mode.
pub fn copy(from: &Path, to: &Path) -> Result<(), FileError> {
    if let Some(folder) = to.parent() {
        make(folder)?;
    }
    fs::copy(from, to).map(|_| ()).map_err(written(to))
}

/// Returns what stands at a path, links not followed: nothing, a file, or something else with its article.
pub fn standing(path: &Path) -> Standing {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => Standing::File,
        Ok(found) if found.is_dir() => Standing::Folder,
        Ok(found) if found.is_symlink() => Standing::Other("a link"),
        Ok(_) => Standing::Other("a device or a pipe"),
        Err(error) if error.kind() == ErrorKind::NotFound => Standing::Nothing,
        Err(_) => Standing::Other("out of reach"),
    }
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    Nothing,
    /// A file.
    File,
    /// A folder.
    Folder,
    /// Something else, with its article.
    Other(&'static str),
}

/// Puts a file in its place at once, so that nobody sees half of it. It can be made again, so it is not waited for until it
/// is on the disk. Its folder must be there.
pub fn put(path: &Path, content: &[u8]) -> Result<(), FileError> {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.new", std::process::id()));
    let beside = path.with_file_name(name);
    crate::system::crash::point("a page is written");
    let put = fs::write(&beside, content).and_then(|()| fs::rename(&beside, path));
    put.map_err(|error| {
        drop(fs::remove_file(&beside));
        written(path)(error)
    })
}

/// Removes a folder in which there is nothing; one that has something stays.
pub fn remove_if_empty(path: &Path) {
    drop(fs::remove_dir(path));
}

/// Returns the names in a folder, sorted; none where there is no folder.
pub fn names(path: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(path) else { return Vec::new() };
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// Returns whether a folder is there.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Returns whether a file is there that can be run.
pub fn is_program(path: &Path) -> bool {
    let Ok(found) = fs::metadata(path) else { return false };
    found.is_file() && may_run(&found)
}

/// Returns the path without links, `None` where there is nothing.
pub fn resolve(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// Returns the path from the top of the file system, whether something is there or not. For a program that runs in
/// another folder.
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// Makes a link at `path` that leads to `target`.
#[cfg(unix)]
pub fn link(target: &Path, path: &Path) -> Result<(), FileError> {
    std::os::unix::fs::symlink(target, path).map_err(written(path))
}

/// Links are not everybody's to make there, so nothing is made.
#[cfg(not(unix))]
pub fn link(_target: &Path, _path: &Path) -> Result<(), FileError> {
    Ok(())
}

/// Removes a folder with all that is in it. Where there is none, nothing is to do.
pub fn remove(path: &Path) -> Result<(), FileError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(written(path)(error)),
        _ => Ok(()),
    }
}

/// Returns the folder of this system for what nobody keeps.
pub fn temporary() -> PathBuf {
    std::env::temp_dir()
}

/// Removes a folder that is empty. Where there is none, nothing is to do.
pub fn remove_empty(path: &Path) -> Result<(), FileError> {
    match fs::remove_dir(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(written(path)(error)),
        _ => Ok(()),
    }
}

/// Moves a folder, to a place on the same disk where nothing is.
pub fn rename(from: &Path, to: &Path) -> Result<(), FileError> {
    fs::rename(from, to).map_err(written(to))
}

/// Returns where a link leads, as it says it; `None` where the path is none.
pub fn target(path: &Path) -> Option<PathBuf> {
    fs::read_link(path).ok()
}

/// Removes a file. Where there is none, nothing is to do.
pub fn remove_file(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(written(path)(error)),
        _ => Ok(()),
    }
}

fn written(path: &Path) -> impl FnOnce(io::Error) -> FileError {
    let path = path.display().to_string();
    move |error| FileError::Write { path, reason: reason(&error) }
}

#[cfg(unix)]
fn close_to_others(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn close_to_others(_path: &Path) -> io::Result<()> {
    // The folder inherits who may read it from the one above: a person's own.
    Ok(())
}

#[cfg(unix)]
fn allow_running(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn allow_running(_path: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn may_run(found: &fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    found.permissions().mode() & 0o111 != 0
}

#[cfg(not(unix))]
fn may_run(_found: &fs::Metadata) -> bool {
    true
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn folders_are_made_listed_and_removed() {
        let folder = std::env::temp_dir().join(format!("shepherd-folders-{}", std::process::id()));
        make_private(&folder.join("a/b")).unwrap();
        assert_eq!(fs::metadata(folder.join("a/b")).unwrap().permissions().mode() & 0o777, 0o700);
        write(&folder.join("plain"), b"x").unwrap();
        append(&folder.join("plain"), b"y").unwrap();
        write_program(&folder.join("bin/run"), b"#!/bin/sh\n").unwrap();
        copy(&folder.join("bin/run"), &folder.join("copies/run")).unwrap();
        assert!(is_program(&folder.join("copies/run")) && !is_program(&folder.join("plain")));
        assert_eq!(fs::read(folder.join("plain")).unwrap(), b"xy");
        sync(&folder).unwrap();
        let error = make(&folder.join("plain/c")).unwrap_err().to_string();
        assert!(error.ends_with("a file stands where a folder should be"), "{error}");
        assert_eq!(names(&folder), ["a", "bin", "copies", "plain"]);
        put(&folder.join("plain"), b"all").unwrap();
        assert_eq!(fs::read(folder.join("plain")).unwrap(), b"all");
        assert!(put(&folder.join("none/x"), b"x").is_err());
        link(Path::new("plain"), &folder.join("link")).unwrap();
        let kinds = ["plain", "a", "link", "none", "plain/x"].map(|name| standing(&folder.join(name)));
        let other = Standing::Other;
        assert_eq!(
            kinds,
            [Standing::File, Standing::Folder, other("a link"), Standing::Nothing, other("out of reach")]
        );
        remove_if_empty(&folder.join("copies"));
        assert!(is_folder(&folder.join("copies")));
        remove_file(&folder.join("link")).unwrap();
        remove_file(&folder.join("plain")).unwrap();
        remove_file(&folder.join("plain")).unwrap();
        remove(&folder).unwrap();
        remove(&folder).unwrap();
        assert!(!is_folder(&folder) && names(&folder).is_empty());
    }
}
