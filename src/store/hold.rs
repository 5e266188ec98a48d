//! Holding a run: as long as one process works on it, no other does.

use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::store::{RunName, Store, StoreError};
use crate::system::clock::Deadline;
use crate::system::lock::{FileLock, is_locked};
use crate::system::{files, folders, machine};

/// How long a process that is about to end is waited for.
const GRACE: Duration = Duration::from_millis(200);

/// The process that holds a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Its number on its machine.
    pub process: u32,
    /// The name of its machine.
    pub host: String,
    /// Since when it has the run.
    pub since: Timestamp,
}

/// Writes `process 12 on host, since 2026-03-28T09:00:00Z`.
impl fmt::Display for Holder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The host comes from a file that anybody can write.
        let host: String = self.host.chars().filter(|letter| !letter.is_control()).collect();
        write!(formatter, "process {} on {host}, since {}", self.process, self.since)
    }
}

/// Whether a process works on a run right now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hold {
    /// None does.
    Free,
    /// None does, and the last one ended without letting go: it was killed, or the power went.
    Left(Holder),
    /// One does; which one, where that can be read.
    Taken(Option<Holder>),
}

/// A run that this process holds, until the value is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct Held {
    note: PathBuf,
    left_by: Option<Holder>,
    _lock: FileLock,
}

impl Held {
    /// Returns the process that held the run before and ended without letting go: it was killed, or the power went.
    pub fn left_by(&self) -> Option<&Holder> {
        self.left_by.as_ref()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // A note that stays is only taken for that of a killed process.
        drop(folders::remove_file(&self.note));
    }
}

impl Store {
    /// Holds a run for this process, or says who does. `now` is what the others are told.
    pub fn hold(&self, run: &RunName, now: Timestamp) -> Result<Held, StoreError> {
        let path = run.path_of("runs")?;
        let lock = self.folder().join(format!("{path}.lock"));
        let note = self.folder().join(format!("{path}.holder.json"));
        if let Some(folder) = lock.parent() {
            folders::make(folder)?;
        }
        // The lock cannot hold the note itself: some systems let nobody read a file that is locked.
        let taken = FileLock::take(&lock, Deadline::after(GRACE))?;
        let holder = read_note(&note);
        let Some(lock) = taken else { return Err(StoreError::Held { run: run.clone(), holder }) };
        let mine = Holder { process: machine::process_id(), host: machine::host_name(), since: now };
        let text = serde_json::to_string(&mine).unwrap_or_default();
        files::replace(&note, format!("{text}\n").as_bytes())?;
        Ok(Held { note, left_by: holder, _lock: lock })
    }

    /// Says whether a process works on a run right now. Takes nothing and writes nothing.
    pub fn look(&self, run: &RunName) -> Result<Hold, StoreError> {
        let path = run.path_of("runs")?;
        let holder = || read_note(&self.folder().join(format!("{path}.holder.json")));
        if is_locked(&self.folder().join(format!("{path}.lock")))? {
            return Ok(Hold::Taken(holder()));
        }
        Ok(holder().map_or(Hold::Free, Hold::Left))
    }
}

/// Returns what a note says; half a note, or one of a later version, says nothing.
fn read_note(path: &Path) -> Option<Holder> {
    files::read_text_if_there(path).ok().flatten().and_then(|text| serde_json::from_str(&text).ok())
}
