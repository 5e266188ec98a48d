//! The circles of the store: `circles/<name>.toml`.

mod read;
#[cfg(test)]
mod tests;
mod write;

use crate::core::people::{Circle, Roster};
pub(super) use crate::store::circles::read::mistakes;
use crate::store::circles::read::read;
use crate::store::circles::write::changed;
use crate::store::people::everybody;
use crate::store::{Author, FORMAT, Snapshot, Store, StoreError, Write, keep};

impl Store {
    /// Returns all circles, sorted by name, also those that are over. Of a newer format, those that can be read.
    pub fn circles(&self) -> Result<Vec<Circle>, StoreError> {
        let (circles, unreadable) = self.circles_as_far_as_readable()?;
        unreadable.into_iter().next().map_or(Ok(circles), Err)
    }

    /// Returns the circles that can be read, and what is wrong with each of the others.
    pub fn circles_as_far_as_readable(&self) -> Result<(Vec<Circle>, Vec<StoreError>), StoreError> {
        let snapshot = self.snapshot()?;
        let (mut circles, mut unreadable) = (Vec::new(), Vec::new());
        for path in snapshot.list("circles")?.iter().filter(|path| path.strip_suffix(".toml").is_some()) {
            match snapshot.read(path).and_then(|text| read(path, &text.unwrap_or_default())) {
                Ok(circle) => circles.extend(circle),
                Err(error) => unreadable.push(error),
            }
        }
        circles.sort_by(|one, other| one.name.cmp(&other.name));
        Ok((circles, unreadable))
    }

    /// Writes what `edit` makes of a circle, `None` where there is none yet. It sees everybody and the circle as they are
    /// at that time. What people wrote into the file stays. `false` when everything is already so.
    pub fn change_circle<E: From<StoreError>>(
        &self,
        name: &str,
        message: &str,
        author: &Author,
        mut edit: impl FnMut(&Roster, Option<&Circle>) -> Result<Circle, E>,
    ) -> Result<bool, E> {
        let path = format!("circles/{name}.toml");
        let written = self.change(message, author, |snapshot: &Snapshot<'_>| {
            // What is wrong with others is not for this change to judge.
            let (roster, _) = everybody(snapshot)?;
            let text = snapshot.read(&path)?;
            let before = match &text {
                // A file that cannot be read is not one that is not there.
                Some(text) => keep::document(&path, text).and_then(|_| read(&path, text))?,
                None => None,
            };
            let after = edit(&roster, before.as_ref())?;
            let text = text.unwrap_or_else(|| {
                format!("format = {FORMAT}\nname = \"{}\"\nkind = \"{}\"\n", after.name, after.kind)
            });
            Ok::<_, E>(vec![Write::Put { text: changed(&path, &text, before.as_ref(), &after)?, path: path.clone() }])
        })?;
        Ok(written.is_some())
    }
}
