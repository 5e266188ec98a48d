//! The people of the store: `people/<login>.toml`.

mod read;
#[cfg(test)]
mod tests;
mod write;

use crate::core::people::{Login, Person, Roster, RosterError, SigningKey};
pub(super) use crate::store::people::read::tells_away;
use crate::store::people::read::{Reading, away_mistake, line_of, read, reading};
use crate::store::people::write::{changed, new};
use crate::store::share::both;
use crate::store::{Author, Clash, Snapshot, Store, StoreError, Write, keep};

impl Store {
    /// Returns everybody in the store. Of a newer format, what can be read.
    pub fn people(&self) -> Result<Roster, StoreError> {
        let (roster, unreadable) = self.people_as_far_as_readable()?;
        unreadable.into_iter().next().map_or(Ok(roster), Err)
    }

    /// Returns everybody whose file can be read, and each mistake in the others, with its line.
    pub fn people_as_far_as_readable(&self) -> Result<(Roster, Vec<StoreError>), StoreError> {
        everybody(&self.for_all()?)
    }

    /// Returns what is likely not meant so in the files of people, one sentence each: keys that look misspelt.
    pub fn people_doubts(&self) -> Result<Vec<String>, StoreError> {
        Ok(readings(&self.for_all()?)?.into_iter().flat_map(|(_, reading)| reading.doubts).collect())
    }

    /// Returns each way in which two people cannot be told apart, with the lines of both files.
    pub fn roster_doubts(&self, roster: &Roster) -> Result<Vec<RosterError>, StoreError> {
        roster.doubts().into_iter().map(|doubt| self.with_lines(doubt)).collect()
    }

    /// Returns a way in which two people cannot be told apart with the lines of both files, where they say so.
    pub fn with_lines(&self, doubt: RosterError) -> Result<RosterError, StoreError> {
        let snapshot = self.for_all()?;
        let line = |login: &str, list: &str, value: &str| {
            let login = login.parse::<Login>().ok()?;
            let text = snapshot.read(&path(&snapshot, &login).ok()?).ok()??;
            line_of(&text, list, |found| {
                let key = || found.parse::<SigningKey>().is_ok_and(|key| key.fingerprint() == value);
                found.eq_ignore_ascii_case(value) || key()
            })
        };
        Ok(doubt.with_lines(line))
    }

    /// Makes one file of all that are of one login in another case: the one that is named as `login` is written, else the
    /// first. What only another one says is put into it; returns each key of which it says something else, which holds.
    /// `None` where there is one file.
    pub fn one_file(&self, login: &Login, message: &str, author: &Author) -> Result<Option<Vec<Clash>>, StoreError> {
        let mut clashes = Vec::new();
        let written = self.change(message, author, |snapshot| {
            clashes.clear();
            let usual = usual_path(login);
            let mut files = snapshot.list("people")?;
            files.retain(|path| path.eq_ignore_ascii_case(&usual));
            files.sort_by_key(|path| *path != usual);
            let Some((kept, others)) = files.split_first().filter(|(_, others)| !others.is_empty()) else {
                return Ok(Vec::new());
            };
            let mut text = snapshot.read(kept)?.unwrap_or_default();
            let mut writes = Vec::new();
            for path in others {
                let other = snapshot.read(path)?.unwrap_or_default();
                text = both(kept, &text, &other, &mut clashes)?;
                writes.push(Write::Remove { path: path.clone() });
            }
            // How the login is written is told by the name of the file.
            clashes.retain(|clash: &Clash| clash.key != "login");
            writes.push(Write::Put { path: kept.clone(), text });
            Ok::<_, StoreError>(writes)
        })?;
        Ok(written.map(|_| clashes))
    }

    /// Returns each mistake in a text that is to be the file of a person.
    pub fn person_mistakes(login: &Login, text: &str) -> Vec<StoreError> {
        let path = usual_path(login);
        reading(&path, text).mistakes.into_iter().chain(away_mistake(&path, text)).collect()
    }

    /// Returns the person that a text describes, or an error where it could not stand in the store.
    pub fn read_person(login: &Login, text: &str) -> Result<Person, StoreError> {
        let path = usual_path(login);
        keep::document(&path, text)?;
        read(&path, text)?.ok_or_else(|| StoreError::Missing(format!("@{login}")))
    }

    /// Writes what `edit` makes of a person; who is not there is added. `edit` sees everybody as they are at that time.
    /// What people wrote into the file stays. `false` when everything is already so.
    pub fn change_person<E: From<StoreError>>(
        &self,
        login: &Login,
        message: &str,
        author: &Author,
        mut edit: impl FnMut(&Roster) -> Result<Person, E>,
    ) -> Result<bool, E> {
        let written = self.change(message, author, |snapshot| {
            // What is wrong with others is not for this change to judge.
            let (roster, _) = everybody(snapshot)?;
            let path = path(snapshot, login)?;
            let text = snapshot.read(&path)?;
            let before = match &text {
                Some(text) => keep::document(&path, text).and_then(|_| read(&path, text))?,
                None => None,
            };
            let after = edit(&roster)?;
            let text = match (&text, &before) {
                (Some(text), Some(before)) => changed(&path, text, before, &after)?,
                _ => new(&after)?,
            };
            Ok::<_, E>(vec![Write::Put { path, text }])
        })?;
        Ok(written.is_some())
    }
}

/// Returns what is likely not meant so in the file of a person, one sentence each.
pub(super) fn doubts(path: &str, text: &str) -> Vec<String> {
    reading(path, text).doubts
}

/// Returns everybody whose file can be read, and each mistake in the others.
pub(super) fn everybody(snapshot: &Snapshot<'_>) -> Result<(Roster, Vec<StoreError>), StoreError> {
    let (mut people, mut mistakes) = (Vec::new(), Vec::new());
    for (_, found) in readings(snapshot)? {
        people.extend(found.found);
        mistakes.extend(found.mistakes);
    }
    people.sort_by_key(|person| person.login.to_lowercase());
    Ok((Roster(people), mistakes))
}

/// Returns what each file of a person says, with its path.
fn readings(snapshot: &Snapshot<'_>) -> Result<Vec<(String, Reading)>, StoreError> {
    let paths = snapshot.list("people")?.into_iter().filter(|path| path.strip_suffix(".toml").is_some());
    Ok(paths
        .map(|path| {
            let found = match snapshot.read(&path) {
                Ok(text) => reading(&path, &text.unwrap_or_default()),
                Err(error) => Reading { found: None, mistakes: vec![error], doubts: Vec::new() },
            };
            (path, found)
        })
        .collect())
}

/// Returns the path of a person's file: of the one that is there in any case, else of a new one.
fn path(snapshot: &Snapshot<'_>, login: &Login) -> Result<String, StoreError> {
    let usual = usual_path(login);
    let there = snapshot.list("people")?;
    Ok(there.into_iter().find(|path| path.eq_ignore_ascii_case(&usual)).unwrap_or(usual))
}

fn usual_path(login: &Login) -> String {
    format!("people/{login}.toml")
}
