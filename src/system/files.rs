//! Files: read whole, replaced whole, and each error names the file.

#![expect(clippy::disallowed_methods, reason = "files are read and written here and nowhere else")]

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;
use thiserror::Error;

use crate::failure::{Failure, Kind};
use crate::system::crash;

/// How many symbolic links are followed from one file to the next.
const MOST_LINKS: usize = 40;

/// Why a file could not be read or written.
#[derive(Debug, Error)]
pub enum FileError {
    /// The path is a folder, or a device.
    #[error("`{path}` is {found}, not a file")]
    NotAFile {
        /// The path as it was given.
        path: String,
        /// What stands there, with its article.
        found: &'static str,
    },
    /// There is no such file.
    #[error("`{path}` does not exist")]
    NotFound {
        /// The path as it was given.
        path: String,
    },
    /// The file holds something else than text.
    #[error("`{path}` is not UTF-8 text: line {line} holds other bytes")]
    NotText {
        /// The path as it was given.
        path: String,
        /// The first line with such bytes, counted from 1.
        line: usize,
    },
    /// The system refused to read, or failed.
    #[error("could not read `{path}`: {reason}")]
    Read {
        /// The path as it was given.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// The system refused to write, or failed. The file is as it was.
    #[error("could not write `{path}`: {reason}")]
    Write {
        /// The path as it was given.
        path: String,
        /// What the system says.
        reason: String,
    },
}

/// Nothing can be done about a disk or its permissions here, so a failed write is something outside; a file that cannot
/// be read is an input that is wrong.
impl From<FileError> for Failure {
    fn from(error: FileError) -> Self {
        let (kind, hint) = match &error {
            FileError::NotFound { .. } => (Kind::Input, Some("check the name, and the folder it is looked for in")),
            FileError::NotAFile { .. } => (Kind::Input, Some("give the path of a file")),
            FileError::NotText { .. } => (Kind::Input, Some("save the file as UTF-8")),
            FileError::Read { .. } => (Kind::Input, None),
            FileError::Write { .. } => (Kind::Outside, Some("the file is as it was before")),
        };
        let failure = Self::new(kind, error.to_string());
        match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

/// Returns all bytes of a file.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, FileError> {
    fs::read(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => FileError::NotFound { path: shown(path) },
        ErrorKind::IsADirectory => FileError::NotAFile { path: shown(path), found: "a folder" },
        _ => FileError::Read { path: shown(path), reason: reason(&error) },
    })
}

/// Returns the text of a file, exactly as it stands there (a byte order mark and CRLF included).
pub fn read_text(path: &Path) -> Result<String, FileError> {
    decode(&shown(path), read_bytes(path)?)
}

/// Returns whether there is something at `path`.
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// Returns the text of a file, `None` where there is no file.
pub fn read_text_if_there(path: &Path) -> Result<Option<String>, FileError> {
    match read_text(path) {
        Ok(text) => Ok(Some(text)),
        Err(FileError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns the names of what lies in a folder, in order; none where there is no such folder. Names that are not UTF-8 are
/// left out.
pub fn names(folder: &Path) -> Result<Vec<String>, FileError> {
    let read = |error: io::Error| FileError::Read { path: shown(folder), reason: reason(&error) };
    let entries = match fs::read_dir(folder) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(Vec::new()),
        entries => entries.map_err(read)?,
    };
    let names: Result<Vec<_>, _> =
        entries.map(|entry| entry.map(|entry| entry.file_name().into_string().ok())).collect();
    let mut names: Vec<String> = names.map_err(read)?.into_iter().flatten().collect();
    names.sort_unstable();
    Ok(names)
}

/// Returns bytes as text. `name` is what they are called in an error: a path, or a file of a git revision.
pub fn decode(name: &str, bytes: Vec<u8>) -> Result<String, FileError> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = valid.filter(|byte| **byte == b'\n').count() + 1;
        FileError::NotText { path: name.to_owned(), line }
    })
}

/// Makes `content` the content of a file, all of it or nothing: nobody ever sees half a file. The file keeps its mode,
/// and a symbolic link stays one: the file that it leads to is replaced. A read-only file is refused, although it could
/// be replaced.
pub fn replace(path: &Path, content: &[u8]) -> Result<(), FileError> {
    let failed = |reason: String| FileError::Write { path: shown(path), reason };
    let target = follow(path).map_err(failed)?;
    match fs::metadata(&target) {
        Ok(found) if found.is_dir() => return Err(FileError::NotAFile { path: shown(path), found: "a folder" }),
        Ok(found) if !found.is_file() => {
            return Err(FileError::NotAFile { path: shown(path), found: "a device or a pipe" });
        }
        Ok(found) if found.permissions().readonly() => return Err(failed("the file is read-only".to_owned())),
        _ => {}
    }
    let written = AtomicWriteFile::open(&target).and_then(|mut file| {
        let (first, second) = content.split_at(content.len() / 2);
        file.write_all(first)?;
        crash::point("half of a file is written");
        file.write_all(second)?;
        crash::point("a file is written and not in its place");
        file.commit()
    });
    crash::point("a file is replaced");
    written.map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => failed("its folder does not exist".to_owned()),
        _ => failed(reason(&error)),
    })
}

/// Makes a file that was not there, all of it or nothing; `false` where something is there by now, which stays as it is.
pub fn create_new(path: &Path, content: &[u8]) -> Result<bool, FileError> {
    let failed = |error: &io::Error| {
        let reason = match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => "its folder does not exist".to_owned(),
            _ => reason(error),
        };
        FileError::Write { path: shown(path), reason }
    };
    if fs::symlink_metadata(path).is_ok() {
        return Ok(false);
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = fs::File::create(&beside).and_then(|mut file| {
        file.write_all(content)?;
        file.sync_all()
    });
    // A second name is only given where there is no file of that name.
    let linked = written.and_then(|()| fs::hard_link(&beside, path));
    let made = match linked {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        // Some systems of files know one name only.
        Err(error)
            if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::PermissionDenied) && beside.exists() =>
        {
            alone(path, content).map_err(|error| failed(&error))
        }
        linked => linked.map(|()| true).map_err(|error| failed(&error)),
    };
    fs::remove_file(&beside).ok();
    made
}

/// Makes a file that was not there, where it cannot be made beside its place.
fn alone(path: &Path, content: &[u8]) -> io::Result<bool> {
    let mut file = match fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Ok(false),
        opened => opened?,
    };
    let written = file.write_all(content).and_then(|()| file.sync_all());
    if written.is_err() {
        fs::remove_file(path).ok();
    }
    written.map(|()| true)
}

/// Returns the path that symbolic links lead to from `path`, whether there is a file or not.
fn follow(path: &Path) -> Result<PathBuf, String> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Ok(next) = fs::read_link(&path) else { return Ok(path) };
        path = path.parent().unwrap_or(Path::new("")).join(next);
    }
    Err("its symbolic links lead in a circle".to_owned())
}

/// Returns a path for people.
pub(super) fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Returns what the system says, without its error number.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for each test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("shepherd-files-{}-{name}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn file(&self, name: &str, content: &[u8]) -> PathBuf {
            let path = self.0.join(name);
            fs::write(&path, content).unwrap();
            path
        }

        fn message(&self, error: FileError) -> String {
            Failure::from(error).to_string().replace(&shown(&self.0), "")
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).ok();
        }
    }

    #[test]
    fn text_is_read_as_it_stands() {
        let folder = Folder::new("read");
        let path = folder.file("a.md", b"\xef\xbb\xbfa\r\nb");
        assert_eq!(read_text(&path).unwrap(), "\u{feff}a\r\nb");
        assert_eq!(read_text_if_there(&path.join("b")).unwrap(), None);
        assert_eq!(read_text_if_there(&folder.0.join("b")).unwrap(), None);
    }

    #[test]
    fn unreadable_files_say_why() {
        let folder = Folder::new("unreadable");
        let latin = folder.file("latin.md", b"one\ntwo\nth\xe9\n");
        let cases = [
            (&latin, "error: `/latin.md` is not UTF-8 text: line 3 holds other bytes\nhelp: save the file as UTF-8"),
            (
                &folder.0.join("none.md"),
                "error: `/none.md` does not exist\nhelp: check the name, and the folder it is looked for in",
            ),
            (&folder.0, "error: `` is a folder, not a file\nhelp: give the path of a file"),
        ];
        for (path, message) in cases {
            assert_eq!(folder.message(read_text(path).unwrap_err()), message);
        }
    }

    #[test]
    fn a_file_is_replaced_or_made() {
        let folder = Folder::new("replace");
        let old = folder.file("old.md", b"old");
        replace(&old, b"new").unwrap();
        assert_eq!(fs::read(&old).unwrap(), b"new");
        let made = folder.0.join("made.md");
        replace(&made, b"made").unwrap();
        assert_eq!(fs::read(&made).unwrap(), b"made");
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2);
    }

    #[test]
    fn a_new_file_takes_nobodys_place() {
        let folder = Folder::new("new");
        let path = folder.0.join("a.md");
        assert!(create_new(&path, b"first").unwrap());
        assert!(!create_new(&path, b"second").unwrap());
        assert!(!alone(&path, b"third").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"first");
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 1);
        let error = create_new(&folder.0.join("none/a.md"), b"x").unwrap_err();
        let message =
            "error: could not write `/none/a.md`: its folder does not exist\nhelp: the file is as it was before";
        assert_eq!(folder.message(error), message);
        // Of many who make it at once, one does.
        let (path, won) = (folder.0.join("b.md"), std::sync::atomic::AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let is_made = alone(&path, b"x").unwrap();
                    won.fetch_add(usize::from(is_made), std::sync::atomic::Ordering::SeqCst);
                });
            }
        });
        assert_eq!(won.into_inner(), 1);
    }

    #[test]
    fn unwritable_files_say_why() {
        let folder = Folder::new("unwritable");
        let locked = folder.file("locked.md", b"x");
        let mut permissions = fs::metadata(&locked).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&locked, permissions).unwrap();
        let cases = [
            (locked, "error: could not write `/locked.md`: the file is read-only\nhelp: the file is as it was before"),
            (
                folder.0.join("none/a.md"),
                "error: could not write `/none/a.md`: its folder does not exist\nhelp: the file is as it was before",
            ),
            (folder.0.clone(), "error: `` is a folder, not a file\nhelp: give the path of a file"),
        ];
        for (path, message) in cases {
            assert_eq!(folder.message(replace(&path, b"y").unwrap_err()), message);
        }
    }

    #[cfg(unix)]
    #[test]
    fn mode_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = Folder::new("links");
        let file = folder.file("file", b"old");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        let (link, circle) = (folder.0.join("link"), folder.0.join("circle"));
        symlink("file", &link).unwrap();
        symlink("circle", &circle).unwrap();
        replace(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        let error = replace(&circle, b"x").unwrap_err().to_string().replace(&shown(&folder.0), "");
        assert_eq!(error, "could not write `/circle`: its symbolic links lead in a circle");
    }
}
