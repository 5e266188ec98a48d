//! Locks between processes. The system lets go of them when a process ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::system::clock::Deadline;
use crate::system::files::{FileError, reason, shown};
use crate::system::random;

/// The shortest and the longest time between two attempts, in milliseconds.
const PAUSE: (u64, u64) = (2, 40);

/// A file that this process has locked, until the value is dropped. The file stays: removing it would let two processes
/// lock two files of one name.
#[derive(Debug)]
pub struct FileLock {
    file: File,
}

impl FileLock {
    /// Locks a file, which is made where it is not there. Waits until `deadline` for whoever has it, at least one
    /// attempt long; `None` when that was not enough.
    pub fn take(path: &Path, deadline: Deadline) -> Result<Option<Self>, FileError> {
        let failed = |error: &std::io::Error| FileError::Write { path: shown(path), reason: reason(error) };
        let opened = OpenOptions::new().create(true).truncate(false).read(true).write(true).open(path);
        let file = opened.map_err(|error| failed(&error))?;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Some(Self { file })),
                Err(TryLockError::WouldBlock) if deadline.is_over() => return Ok(None),
                Err(TryLockError::WouldBlock) => pause(deadline),
                Err(TryLockError::Error(error)) => return Err(failed(&error)),
            }
        }
    }
}

#[cfg(unix)]
impl FileLock {
    /// Returns the lock for another process to inherit: when this process is killed, the file stays locked as long as
    /// one of those lives who have it.
    pub(super) fn shared(&self) -> std::io::Result<File> {
        self.file.try_clone()
    }

    /// Writes into the file who has the lock, for those who ask.
    pub(super) fn note(&self, text: &str) -> std::io::Result<()> {
        use std::os::unix::fs::FileExt as _;
        self.file.set_len(0)?;
        // At its place, since whoever inherited the file has its position too.
        self.file.write_all_at(text.as_bytes(), 0)
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        // Whoever inherited it and is left running has it no longer.
        self.file.unlock().ok();
    }
}

/// Says whether a process has a file locked, without making the file or keeping it locked.
pub fn is_locked(path: &Path) -> Result<bool, FileError> {
    let failed = |error: &std::io::Error| FileError::Read { path: shown(path), reason: reason(error) };
    let file = match OpenOptions::new().read(true).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(failed(&error)),
    };
    // Two that only look do not take each other for somebody who works.
    match file.try_lock_shared() {
        Ok(()) => Ok(false),
        Err(TryLockError::WouldBlock) => Ok(true),
        Err(TryLockError::Error(error)) => Err(failed(&error)),
    }
}

/// Waits for a short time that differs from process to process, and not beyond `deadline`.
pub fn pause(deadline: Deadline) {
    let (shortest, longest) = PAUSE;
    let time = Duration::from_millis(shortest + random::number() % (longest - shortest));
    thread::sleep(time.min(deadline.remaining()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_has_a_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let at_once = || Deadline::after(Duration::ZERO);
        let first = FileLock::take(&path, at_once()).unwrap();
        assert!(first.is_some());
        assert!(FileLock::take(&path, at_once()).unwrap().is_none());
        assert!(is_locked(&path).unwrap());
        drop(first);
        assert!(!is_locked(&path).unwrap());
        assert!(FileLock::take(&path, at_once()).unwrap().is_some());
    }

    #[test]
    fn looking_makes_no_lock() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        assert!(!is_locked(&path).unwrap());
        assert!(!path.exists());
    }

    #[test]
    fn a_lock_is_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.lock");
        let first = FileLock::take(&path, Deadline::after(Duration::ZERO)).unwrap();
        let other = thread::spawn(move || FileLock::take(&path, Deadline::after(Duration::from_secs(30))));
        thread::sleep(Duration::from_millis(20));
        drop(first);
        assert!(other.join().unwrap().unwrap().is_some());
    }
}
