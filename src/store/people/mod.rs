//! The people of the store: `people/<login>.toml`.

#[cfg(test)]
mod tests;
mod write;

use crate::core::people::{Affiliation, Capacity, Login, Person, Right, Roster, SigningKey};
use crate::store::fields::{Fields, File};
use crate::store::people::write::{changed, new};
use crate::store::{Author, Snapshot, Store, StoreError, Write, keep};

impl Store {
    /// Returns everybody in the store. Of a newer format, what can be read.
    pub fn people(&self) -> Result<Roster, StoreError> {
        let (roster, unreadable) = self.people_as_far_as_readable()?;
        unreadable.into_iter().next().map_or(Ok(roster), Err)
    }

    /// Returns everybody whose file can be read, and what is wrong with each of the others.
    pub fn people_as_far_as_readable(&self) -> Result<(Roster, Vec<StoreError>), StoreError> {
        everybody(&self.for_all()?)
    }

    /// Returns the file of a person, whatever it holds; `None` where there is none.
    pub fn person_text(&self, login: &Login) -> Result<Option<String>, StoreError> {
        let snapshot = self.snapshot()?;
        let path = path(&snapshot, login)?;
        snapshot.read(&path)
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

    /// Writes the file of a person as a whole, unless it is not `before` any more ([`StoreError::Exists`]).
    pub fn put_person_text(
        &self,
        login: &Login,
        before: &str,
        text: &str,
        message: &str,
        author: &Author,
    ) -> Result<bool, StoreError> {
        Self::read_person(login, text)?;
        let written = self.change(message, author, |snapshot| {
            let path = path(snapshot, login)?;
            if snapshot.read(&path)?.as_deref() != Some(before) {
                return Err(StoreError::Exists(format!("another state of @{login}")));
            }
            Ok::<_, StoreError>(vec![Write::Put { path, text: text.to_owned() }])
        })?;
        Ok(written.is_some())
    }
}

/// Returns everybody whose file can be read, and what is wrong with each of the others.
pub(super) fn everybody(snapshot: &Snapshot<'_>) -> Result<(Roster, Vec<StoreError>), StoreError> {
    let (mut people, mut unreadable) = (Vec::new(), Vec::new());
    for path in snapshot.list("people")?.iter().filter(|path| path.strip_suffix(".toml").is_some()) {
        match snapshot.read(path).and_then(|text| read(path, &text.unwrap_or_default())) {
            Ok(person) => people.extend(person),
            Err(error) => unreadable.push(error),
        }
    }
    people.sort_by_key(|person| person.login.to_lowercase());
    Ok((Roster(people), unreadable))
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

fn read(path: &str, text: &str) -> Result<Option<Person>, StoreError> {
    let file = File::read(path, text)?;
    let top = file.top();
    let mut rights = Vec::new();
    for fields in file.tables("right")? {
        rights.extend(file.known(read_right(&fields))?);
    }
    let mut keys = Vec::new();
    for text in file.known(top.texts("signing-keys"))?.unwrap_or_default() {
        let key = text.parse::<SigningKey>();
        keys.extend(file.known(key.map_err(|error| top.wrong("signing-keys", &format!("holds no key: {error}"))))?);
    }
    let mut affiliations = Vec::new();
    for fields in file.tables("affiliation")? {
        affiliations.extend(file.known(read_affiliation(&fields))?);
    }
    let person = top.needed_text("login").and_then(|login| {
        let named = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
        if named.is_none_or(|named| !named.eq_ignore_ascii_case(&login)) {
            return Err(top.wrong("login", "is not what the file is named after"));
        }
        if login.parse::<Login>().is_err() {
            return Err(top.wrong("login", "is not a login of GitHub"));
        }
        Ok(Person {
            login,
            name: top.text("name")?,
            aliases: top.texts("aliases")?,
            rights,
            keys,
            timezone: read_timezone(&top)?,
            consent: top.date("consent")?,
            active_from: top.date("active-from")?,
            active_until: top.date("active-until")?,
            capacity: top.table("capacity")?.map(|fields| read_capacity(&fields)).transpose()?.unwrap_or_default(),
            interest: top.texts("interest")?,
            affiliations,
        })
    });
    file.known(person)
}

fn read_right(fields: &Fields<'_>) -> Result<Right, StoreError> {
    Ok(Right {
        name: fields.needed_text("name")?,
        project: fields.needed_text("project")?,
        since: fields.date("since")?,
        sponsored_by: fields.texts("sponsored-by")?,
        mentored_by: fields.texts("mentored-by")?,
    })
}

fn read_affiliation(fields: &Fields<'_>) -> Result<Affiliation, StoreError> {
    let found = Affiliation {
        organisation: fields.needed_text("organisation")?,
        from: fields.date("from")?,
        until: fields.date("until")?,
    };
    if found.from.zip(found.until).is_some_and(|(from, until)| until < from) {
        return Err(fields.wrong("until", "is before `from`"));
    }
    Ok(found)
}

fn read_capacity(fields: &Fields<'_>) -> Result<Capacity, StoreError> {
    Ok(Capacity { releases: fields.number("releases")?, mentees: fields.number("mentees")? })
}

fn read_timezone(top: &Fields<'_>) -> Result<String, StoreError> {
    let timezone = top.text("timezone")?;
    if timezone.is_empty() || jiff::tz::db().get(&timezone).is_ok() {
        return Ok(timezone);
    }
    Err(top.wrong("timezone", "is no time zone such as `Europe/Lisbon`"))
}
