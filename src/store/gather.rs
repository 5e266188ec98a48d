//! Reads field after field of a file, and goes on behind each mistake.

use crate::store::fields::File;
use crate::store::{StoreError, marker};

/// What was wrong so far.
pub(super) struct Gather<'a> {
    pub(super) file: &'a File,
    pub(super) mistakes: Vec<StoreError>,
    /// Whether something is written that only a later version understands.
    pub(super) is_partial: bool,
}

/// What a file says.
pub(super) struct Reading<T> {
    /// All of it; `None` where there is a mistake, or where only a later version understands the file.
    pub(super) found: Option<T>,
    /// Each mistake, by line.
    pub(super) mistakes: Vec<StoreError>,
    /// What is likely not meant so, one sentence each.
    pub(super) doubts: Vec<String>,
}

impl<T> Reading<T> {
    /// Reads a file as a whole: `read` gathers what it says, `doubt` what is likely not meant so.
    pub(super) fn of(
        path: &str,
        text: &str,
        read: impl FnOnce(&mut Gather<'_>) -> Option<T>,
        doubt: impl FnOnce(&File) -> Vec<String>,
    ) -> Self {
        let file = match File::read(path, text) {
            Ok(file) => file,
            Err(error) => {
                let mut mistakes = marker::all_mistakes(path, text);
                if mistakes.is_empty() {
                    mistakes.push(error);
                }
                mistakes.sort_by_key(StoreError::line);
                return Self { found: None, mistakes, doubts: Vec::new() };
            }
        };
        let mut gather = Gather::new(&file);
        let found = read(&mut gather);
        let mut mistakes = gather.mistakes;
        mistakes.sort_by_key(StoreError::line);
        let doubts = if file.is_newer() { Vec::new() } else { doubt(&file) };
        Self { found: found.filter(|_| mistakes.is_empty()), mistakes, doubts }
    }

    /// Returns what the file says, or the first mistake.
    pub(super) fn first(self) -> Result<Option<T>, StoreError> {
        self.mistakes.into_iter().next().map_or(Ok(self.found), Err)
    }
}

impl<'a> Gather<'a> {
    /// Returns one for a file of which nothing was read yet.
    pub(super) fn new(file: &'a File) -> Self {
        Self { file, mistakes: Vec::new(), is_partial: false }
    }

    /// Returns what was read; what is wrong with it is kept. Of a later format, what is understood.
    pub(super) fn take<T: Default>(&mut self, read: Result<T, StoreError>) -> T {
        match self.file.known(read) {
            Ok(Some(found)) => found,
            Ok(None) => {
                self.is_partial = true;
                T::default()
            }
            Err(error) => {
                self.mistakes.push(error);
                T::default()
            }
        }
    }
}
