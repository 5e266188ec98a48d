//! Who mentors whom: `pairings/<mentor>--<mentee>.toml`. No login holds `--`, so the names cannot be mixed up.

mod read;
#[cfg(test)]
mod tests;
mod write;

use crate::core::people::{Pairing, Roster};
pub(super) use crate::store::pairings::read::mistakes;
use crate::store::pairings::read::read;
use crate::store::pairings::write::{changed, new};
use crate::store::people::everybody;
use crate::store::{Author, Snapshot, Store, StoreError, Write, keep};

impl Store {
    /// Returns all pairings, sorted by mentor and mentee, also those that have ended. Of a newer format, those that can
    /// be read.
    pub fn pairings(&self) -> Result<Vec<Pairing>, StoreError> {
        let (pairings, unreadable) = self.pairings_as_far_as_readable()?;
        unreadable.into_iter().next().map_or(Ok(pairings), Err)
    }

    /// Returns the pairings that can be read, and what is wrong with each of the others.
    pub fn pairings_as_far_as_readable(&self) -> Result<(Vec<Pairing>, Vec<StoreError>), StoreError> {
        all(&self.snapshot()?)
    }

    /// Writes what `edit` makes of a pairing: it sees everybody and all pairings as they are at that time, and says how
    /// one of them is to be. What people wrote into the file stays. `false` when everything is already so.
    pub fn change_pairing<E: From<StoreError>>(
        &self,
        message: &str,
        author: &Author,
        mut edit: impl FnMut(&Roster, &[Pairing]) -> Result<Pairing, E>,
    ) -> Result<bool, E> {
        let written = self.change(message, author, |snapshot| {
            // What is wrong with others is not for this change to judge.
            let ((roster, _), (pairings, _)) = (everybody(snapshot)?, all(snapshot)?);
            let after = edit(&roster, &pairings)?;
            let path = path(snapshot, &after)?;
            let text = match snapshot.read(&path)? {
                Some(text) => {
                    // A file that cannot be read is not one that is not there.
                    keep::document(&path, &text).and_then(|_| read(&path, &text))?;
                    text
                }
                None => new(&after),
            };
            Ok::<_, E>(vec![Write::Put { text: changed(&path, &text, &after)?, path }])
        })?;
        Ok(written.is_some())
    }
}

fn all(snapshot: &Snapshot<'_>) -> Result<(Vec<Pairing>, Vec<StoreError>), StoreError> {
    let (mut pairings, mut unreadable) = (Vec::new(), Vec::new());
    for path in snapshot.list("pairings")?.iter().filter(|path| path.strip_suffix(".toml").is_some()) {
        match snapshot.read(path).and_then(|text| read(path, &text.unwrap_or_default())) {
            Ok(pairing) => pairings.extend(pairing),
            Err(error) => unreadable.push(error),
        }
    }
    pairings.sort_by_key(|pairing| (pairing.mentor.to_lowercase(), pairing.mentee.to_lowercase()));
    Ok((pairings, unreadable))
}

/// Returns the path of a pairing: of the file that is there in any case, else of a new one.
fn path(snapshot: &Snapshot<'_>, pairing: &Pairing) -> Result<String, StoreError> {
    let usual = format!("pairings/{}--{}.toml", pairing.mentor, pairing.mentee);
    let there = snapshot.list("pairings")?;
    Ok(there.into_iter().find(|path| path.eq_ignore_ascii_case(&usual)).unwrap_or(usual))
}
