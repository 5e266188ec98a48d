//! Taking somebody out of the records: their own files go, and where others' records name them, `ghost` stands instead,
//! which is GitHub's own word for an account that is gone (<https://github.com/ghost>).

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use toml_edit::{Datetime, DocumentMut, Item, Key, TableLike, Value};

use crate::core::people::{GHOST, Login, Person};
use crate::store::people::everybody;
use crate::store::slots::{done_slots, without_reasons};
use crate::store::{Author, Snapshot, Store, StoreError, Write, keep};

/// Keys whose texts are people. Under any other key a text is none, whatever it says: a login may be `date` or `record`.
const PEOPLE: [&str; 15] = [
    "accepted-by",
    "by",
    "from",
    "invited",
    "learner",
    "login",
    "members",
    "mentee",
    "mentor",
    "mentored-by",
    "released-by",
    "shadowed-by",
    "shepherd",
    "sponsored-by",
    "to",
];

/// What the commit says that takes somebody out. The history is to name nobody anew.
pub const MESSAGE: &str = "people: somebody was taken out";

/// The table whose keys are people.
const BY_LOGIN: &str = "organisations";

/// What is known of somebody in a store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traces {
    /// Files of their own.
    pub own: Vec<String>,
    /// Files of others that name them.
    pub naming: Vec<String>,
    /// The logs of runs that name them, which are never changed.
    pub logs: Vec<String>,
    /// Files where a comment or a free text has their login, their name or an address of theirs.
    pub mentions: Vec<String>,
}

impl Traces {
    /// Says whether nothing is known of them that can be taken out.
    pub fn is_empty(&self) -> bool {
        self.own.is_empty() && self.naming.is_empty()
    }
}

/// What somebody is called in the records.
struct Names {
    login: String,
    /// The login, logins from before, and addresses.
    all: Vec<String>,
    name: String,
}

impl Store {
    /// Returns what this store knows of somebody. Nothing is written.
    pub fn traces(&self, login: &Login) -> Result<Traces, StoreError> {
        let snapshot = self.snapshot()?;
        Ok(plan(&snapshot, &self.names(login)?, Timestamp::UNIX_EPOCH)?.1)
    }

    /// Says whether a text from elsewhere has their login, their name or an address of theirs.
    pub fn is_named_in(&self, login: &Login, text: &str) -> Result<bool, StoreError> {
        Ok(self.names(login)?.is_in(text))
    }

    /// Takes somebody out of this store in one change; their files go, and elsewhere `ghost` takes their place. `false`
    /// where nothing is known of them.
    pub fn take_out(&self, login: &Login, message: &str, author: &Author) -> Result<bool, StoreError> {
        let names = self.names(login)?;
        let written =
            self.change(message, author, |snapshot| Ok::<_, StoreError>(plan(snapshot, &names, author.when)?.0))?;
        Ok(written.is_some())
    }

    /// Returns what somebody is called: who the people are stands in the store for all.
    fn names(&self, login: &Login) -> Result<Names, StoreError> {
        Names::at(&self.for_all()?, login.as_str())
    }
}

/// Returns what takes somebody out of `now` who was in `before`, and the files that it is about.
pub(super) fn left_out(
    before: &Snapshot<'_>,
    now: &Snapshot<'_>,
    login: &str,
    when: Timestamp,
) -> Result<(Vec<Write>, Vec<String>), StoreError> {
    let (writes, traces) = plan(now, &Names::at(before, login)?, when)?;
    Ok((writes, traces.own.into_iter().chain(traces.naming).collect()))
}

/// Returns what is to be written, and what is known of somebody.
fn plan(snapshot: &Snapshot<'_>, names: &Names, now: Timestamp) -> Result<(Vec<Write>, Traces), StoreError> {
    let (mut writes, mut traces) = (Vec::new(), Traces::default());
    let done = done_slots(snapshot)?;
    for path in snapshot.everything()? {
        if names.own(&path) {
            writes.push(Write::Remove { path: path.clone() });
            traces.own.push(path);
            continue;
        }
        let Some(text) = snapshot.read(&path)?.filter(|text| names.is_in(text)) else { continue };
        if path.strip_suffix(".jsonl").is_some() {
            traces.logs.push(path);
        } else if path.starts_with("reasons/") {
            let after = without_reasons(&path, &text, |login| names.is_they(login))?;
            if after.as_ref().is_some_and(|after| names.is_in(after)) {
                traces.mentions.push(path.clone());
            }
            if after.as_ref() != Some(&text) {
                traces.naming.push(path.clone());
                writes.push(match after {
                    Some(text) => Write::Put { path, text },
                    None => Write::Remove { path },
                });
            }
        } else if path.strip_suffix(".toml").is_some() {
            let after = without(&path, &text, names, if done.contains(&path) { None } else { Some(now) })?;
            if names.is_in(&after) {
                traces.mentions.push(path.clone());
            }
            if after != text {
                traces.naming.push(path.clone());
                writes.push(Write::Put { path, text: after });
            }
        }
        // What else there is, is made from the records.
    }
    Ok((writes, traces))
}

impl Names {
    /// Returns what somebody is called in a state of the store.
    fn at(snapshot: &Snapshot<'_>, login: &str) -> Result<Self, StoreError> {
        let (roster, _) = everybody(snapshot)?;
        let nobody = Person { login: login.to_owned(), ..Person::default() };
        let person = roster.with_login(login).unwrap_or(&nobody);
        let all = std::iter::once(&person.login).chain(&person.aliases).cloned().collect();
        Ok(Self { login: person.login.clone(), all, name: person.name.clone() })
    }

    /// Says whether a file is of this person alone, or of them and another.
    fn own(&self, path: &str) -> bool {
        let Some((folder, file)) = path.rsplit_once('/') else { return false };
        let Some(stem) = file.strip_suffix(".toml") else { return false };
        let is_they = |name: &str| name.eq_ignore_ascii_case(&self.login);
        match folder {
            "people" | "away" => is_they(stem),
            "pairings" => stem.split_once("--").is_some_and(|(mentor, mentee)| is_they(mentor) || is_they(mentee)),
            _ => false,
        }
    }

    /// Says whether a text has one of their names as a word.
    fn is_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '-';
        let has = |name: &String| {
            let name = name.to_lowercase();
            !name.is_empty()
                && text.match_indices(&name).any(|(at, found)| {
                    let (before, after) = (text.get(..at), text.get(at + found.len()..));
                    let ends = before.and_then(|text| text.chars().next_back()).is_none_or(|letter| !is_part(letter));
                    ends && after.and_then(|text| text.chars().next()).is_none_or(|letter| !is_part(letter))
                })
        };
        self.all.iter().any(has) || has(&self.name)
    }

    /// Says whether a text is one of their names alone.
    fn is_they(&self, text: &str) -> bool {
        let text = text.strip_prefix('@').unwrap_or(text);
        self.all.iter().any(|name| name.eq_ignore_ascii_case(text))
    }
}

/// Returns a file without somebody. `now` is when a slot is changed, `None` for one that was released: it stays as it is.
fn without(path: &str, text: &str, names: &Names, now: Option<Timestamp>) -> Result<String, StoreError> {
    let mut document = keep::document(path, text)?;
    if path.starts_with("slots/") {
        leave_slot(&mut document, names, now);
    }
    // What is recorded of a release, and who helped somebody, is a fact that stays one without the name. A sign-up is none.
    let keeps_place = path.starts_with("releases/") || path.starts_with("people/");
    clear(document.as_table_mut(), names, keeps_place);
    Ok(document.to_string())
}

/// Takes somebody out of a slot that is to come: it is nobody's again, and calendars are told. What they said of it goes;
/// who has done one is a fact, and so is that it was passed on.
fn leave_slot(document: &mut DocumentMut, names: &Names, now: Option<Timestamp>) {
    let text = |document: &DocumentMut, key: &str| document.get(key).and_then(Item::as_str).map(str::to_owned);
    let is_they = |document: &DocumentMut, key: &str| text(document, key).is_some_and(|login| names.is_they(&login));
    for key in ["volunteer", "decline"] {
        if let Some(tables) = document.get_mut(key).and_then(Item::as_array_of_tables_mut) {
            tables.retain(|said| !said.get("login").and_then(Item::as_str).is_some_and(|login| names.is_they(login)));
            if tables.is_empty() {
                document.remove(key);
            }
        }
    }
    let Some(now) = now.filter(|_| matches!(text(document, "state").as_deref(), Some("offered" | "accepted"))) else {
        return;
    };
    let leaves = is_they(document, "shepherd");
    let gone: Vec<&str> = ["shepherd", "learner", "mentor"].into_iter().filter(|key| is_they(document, key)).collect();
    if gone.is_empty() {
        return;
    }
    for key in gone {
        keep::unset(document, key);
    }
    if leaves {
        keep::unset(document, "offered");
        keep::unset(document, "accepted");
        keep::set(document.as_table_mut(), "state", "open".into());
    }
    let sequence = document.get("sequence").and_then(Item::as_integer).unwrap_or_default();
    keep::set(document.as_table_mut(), "sequence", sequence.saturating_add(1).into());
    if let Ok(moment) = now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string().parse::<Datetime>() {
        keep::set(document.as_table_mut(), "changed", moment.into());
    }
}

fn clear(table: &mut dyn TableLike, names: &Names, keeps_place: bool) {
    let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    for key in keys {
        match table.get_mut(&key) {
            Some(Item::Value(Value::InlineTable(inner))) if key == BY_LOGIN => {
                clear_keys(inner, names);
                // No comment can stand in it.
                inner.fmt();
            }
            Some(Item::Table(inner)) if key == BY_LOGIN => clear_keys(inner, names),
            Some(Item::Value(Value::InlineTable(inner))) => clear(inner, names, keeps_place),
            Some(Item::Value(value)) if PEOPLE.contains(&key.as_str()) => clear_value(value, names, keeps_place),
            Some(Item::Table(inner)) => clear(inner, names, keeps_place),
            Some(Item::ArrayOfTables(tables)) => tables.iter_mut().for_each(|inner| clear(inner, names, keeps_place)),
            _ => {}
        }
    }
}

fn clear_value(value: &mut Value, names: &Names, keeps_place: bool) {
    match value {
        Value::String(text) if names.is_they(text.value()) => {
            let decor = text.decor().clone();
            *value = Value::from(GHOST);
            *value.decor_mut() = decor;
        }
        Value::Array(list) if keeps_place => {
            list.iter_mut().for_each(|value| clear_value(value, names, keeps_place));
            one_ghost(list);
        }
        Value::Array(list) => {
            let found = |list: &toml_edit::Array| {
                list.iter().position(|value| value.as_str().is_some_and(|text| names.is_they(text)))
            };
            while let Some(place) = found(list) {
                keep::remove(list, place);
            }
            list.iter_mut().for_each(|value| clear_value(value, names, keeps_place));
        }
        _ => {}
    }
}

/// Several people who are gone are one `ghost` in a list, as a list names nobody twice.
fn one_ghost(list: &mut toml_edit::Array) {
    let ghosts = |list: &toml_edit::Array| {
        let is_ghost = |(place, value): (usize, &Value)| (value.as_str() == Some(GHOST)).then_some(place);
        list.iter().enumerate().filter_map(is_ghost).collect::<Vec<_>>()
    };
    while let [_, .., last] = ghosts(list).as_slice() {
        keep::remove(list, *last);
    }
}

fn clear_keys(table: &mut dyn TableLike, names: &Names) {
    let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).filter(|key| names.is_they(key)).collect();
    for key in &keys {
        rename(table, key);
    }
}

/// Gives what stands under somebody's name to the ghost, unless one has it already.
fn rename(table: &mut dyn TableLike, key: &str) {
    let Some(item) = table.remove(key) else { return };
    if !table.contains_key(GHOST) {
        table.entry_format(&Key::new(GHOST)).or_insert(item);
    }
}
