//! When people are away: `away/<login>.toml`, in the store of what nobody else may know and never in the other.

use jiff::civil::Date;
use toml_edit::{Datetime, Table};

use crate::core::people::{Away, Login};
use crate::store::fields::{Fields, File};
use crate::store::{Author, FORMAT, PRIVATE_REFERENCE, Snapshot, Store, StoreError, Write, keep};

impl Store {
    /// Returns when people are away, sorted by login and first day, as far as this clone knows: it is read from the store
    /// of what nobody else may know, whichever store this is. Of a newer format, what can be read.
    pub fn away(&self) -> Result<Vec<Away>, StoreError> {
        let snapshot = Snapshot::newest(self.reader(), PRIVATE_REFERENCE)?;
        let mut found = Vec::new();
        for path in snapshot.list("away")?.iter().filter(|path| path.strip_suffix(".toml").is_some()) {
            found.extend(read(path, &snapshot.read(path)?.unwrap_or_default())?);
        }
        found.sort_by_key(|away| (away.login.to_lowercase(), away.from));
        Ok(found)
    }

    /// Writes what `edit` makes of the days on which a person is away, into the store of what nobody else may know,
    /// whichever store this is. `edit` sees them as they are at that time. What people wrote into the file stays; it goes
    /// with the last days. `false` when everything is already so.
    pub fn change_away<E: From<StoreError>>(
        &self,
        login: &Login,
        message: &str,
        author: &Author,
        mut edit: impl FnMut(&[Away]) -> Result<Vec<Away>, E>,
    ) -> Result<bool, E> {
        if !self.is_private() {
            return self.beside()?.change_away(login, message, author, edit);
        }
        let written = self.change(message, author, |snapshot| {
            let usual = format!("away/{login}.toml");
            let there = snapshot.list("away")?;
            let path = there.into_iter().find(|path| path.eq_ignore_ascii_case(&usual)).unwrap_or(usual);
            let text = snapshot.read(&path)?;
            let before = text.as_ref().map_or_else(|| Ok(Vec::new()), |text| read(&path, text))?;
            let after = edit(&before)?;
            if after.is_empty() && before.is_empty() {
                return Ok(Vec::new());
            }
            if after.is_empty() {
                return Ok::<_, E>(vec![Write::Remove { path }]);
            }
            let text = text.unwrap_or_else(|| format!("format = {FORMAT}\nlogin = \"{login}\"\n"));
            let mut document = keep::document(&path, &text)?;
            let is_same = |one: &Stretch, other: &Stretch| one.days() == other.days();
            let (old, new): (Vec<_>, Vec<_>) = (stretches(&before), stretches(&after));
            keep::set_tables(&path, &mut document, "away", (&old, &new), is_same, |table, _, new| new.write(table))?;
            Ok(vec![Write::Put { path, text: document.to_string() }])
        })?;
        Ok(written.is_some())
    }
}

/// One table of the file; none where it is to be written first.
#[derive(Default, PartialEq)]
struct Stretch(Option<Away>);

fn stretches(all: &[Away]) -> Vec<Stretch> {
    all.iter().cloned().map(|away| Stretch(Some(away))).collect()
}

impl Stretch {
    fn days(&self) -> Option<(Date, Date)> {
        self.0.as_ref().map(|away| (away.from, away.until))
    }

    fn write(&self, table: &mut Table) {
        let Some(away) = &self.0 else { return };
        for (key, day) in [("from", away.from), ("until", away.until)] {
            if let Ok(day) = day.to_string().parse::<Datetime>() {
                keep::set(table, key, day.into());
            }
        }
        match away.reason.as_str() {
            "" => drop(table.remove("reason")),
            reason => keep::set(table, "reason", reason.into()),
        }
    }
}

fn read(path: &str, text: &str) -> Result<Vec<Away>, StoreError> {
    let file = File::read(path, text)?;
    let top = file.top();
    let named = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
    let login = file.known(top.needed_text("login").and_then(|login| {
        let is_named = named.is_some_and(|named| named.eq_ignore_ascii_case(&login));
        if is_named { Ok(login) } else { Err(top.wrong("login", "is not what the file is named after")) }
    }))?;
    let Some(login) = login else { return Ok(Vec::new()) };
    let mut found: Vec<Away> = Vec::new();
    for fields in file.tables("away")? {
        found.extend(file.known(read_one(&login, &fields))?);
    }
    Ok(found)
}

fn read_one(login: &str, fields: &Fields<'_>) -> Result<Away, StoreError> {
    let day = |key: &str| fields.date(key)?.ok_or_else(|| fields.wrong(key, "is missing"));
    let (from, until) = (day("from")?, day("until")?);
    if until < from {
        return Err(fields.wrong("until", "is before `from`"));
    }
    Ok(Away { login: login.to_owned(), from, until, reason: fields.text("reason")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_mistakes_told_with_their_line() {
        let text =
            "format = 1\nlogin = \"kim\"\n\n[[away]]\nfrom = 2026-04-01\nuntil = 2026-04-10\nreason = \"a trip\"\n";
        let [away] = <[Away; 1]>::try_from(read("away/kim.toml", text).unwrap()).unwrap();
        assert_eq!((away.login.as_str(), away.reason.as_str()), ("kim", "a trip"));
        for (text, reason) in [
            ("format = 1\nlogin = \"mona\"\n", "line 2: `login` is not what the file is named after"),
            (
                "format = 1\nlogin = \"kim\"\n[[away]]\nfrom = 2026-04-02\nuntil = 2026-04-01\n",
                "line 5: `[[away]]` number 1: `until` is before `from`",
            ),
            (
                "format = 1\nlogin = \"kim\"\n[[away]]\nfrom = 2026-04-02\n",
                "line 3: `[[away]]` number 1: `until` is missing",
            ),
        ] {
            let told = read("away/kim.toml", text).unwrap_err().to_string();
            assert_eq!(told, format!("`away/kim.toml` in the store is damaged: {reason}"));
        }
    }
}
