//! Database migrations that came, went or were renamed.

use std::collections::BTreeMap;

use super::Kind;
use super::fact::{Fact, Files, Pair, Place, Probe, What};

/// Returns the migrations that differ. One that only moved to another folder is the same migration.
pub(super) fn facts(before: &Files, after: &Files) -> Vec<Fact> {
    let (old, new) = (&before.migrations, &after.migrations);
    let mut removed: BTreeMap<&String, &String> = old.iter().filter(|(path, _)| !new.contains_key(*path)).collect();
    let added: Vec<(&String, &String)> = new.iter().filter(|(path, _)| !old.contains_key(*path)).collect();
    let mut facts = Vec::new();
    let mut left = Vec::new();
    for (path, id) in added {
        let same = |(other, other_id): &(&&String, &&String)| {
            name(other) == name(path) && (**other_id == id || !is_numbered(name(path)))
        };
        let moved = removed.iter().find(same).map(|(other, _)| *other);
        match moved {
            Some(other) => drop(removed.remove(other)),
            None => left.push((path, id)),
        }
    }
    for (path, id) in left {
        // The same text in another folder says nothing: an empty migration looks like any other.
        let is_old = |other: &str, other_id: &String| other_id == id && folder(other) == folder(path);
        let renamed = removed.iter().find(|(other, other_id)| is_old(other, other_id)).map(|(other, _)| *other);
        let before = renamed.and_then(|other| removed.remove_entry(other)).map(|(other, _)| place(other));
        let title = match &before {
            Some(before) => format!("The database migration `{}` is called `{}` now", name(&before.file), name(path)),
            None => format!("New database migration `{}`", name(path)),
        };
        facts.push(fact(path, title, before, Some(place(path))));
    }
    for path in removed.into_keys() {
        let title = format!("The database migration `{}` is not there any more", name(path));
        facts.push(fact(path, title, Some(place(path)), None));
    }
    facts.sort_by(|one, other| one.key.cmp(&other.key));
    facts
}

fn fact(path: &str, title: String, before: Option<Place>, after: Option<Place>) -> Fact {
    let probe = Probe { what: What::Exists, files: vec![path.to_owned()] };
    let key = format!("migration:{path}");
    Fact { key, kind: Kind::Migration, title, pairs: vec![Pair { before, after, probe }] }
}

fn place(path: &str) -> Place {
    Place { file: path.to_owned(), line: 1, value: Some(name(path).to_owned()) }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a name begins with a short number, so that other folders may have the same one: `0001_initial.py`.
fn is_numbered(name: &str) -> bool {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    (1..=6).contains(&digits) && name.as_bytes().get(digits) == Some(&b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &[(&str, &str)], after: &[(&str, &str)]) -> Vec<String> {
        let files = |list: &[(&str, &str)]| Files {
            migrations: list.iter().map(|(path, id)| ((*path).to_owned(), (*id).to_owned())).collect(),
            ..Files::default()
        };
        facts(&files(before), &files(after)).into_iter().map(|fact| fact.title).collect()
    }

    #[test]
    fn what_came_went_and_was_renamed_is_told() {
        let before = [
            ("a/migrations/0001_initial.py", "1"),
            ("a/migrations/0002_auto.py", "2"),
            ("a/migrations/0003_x.py", "3"),
        ];
        let after = [
            ("a/migrations/0001_initial.py", "9"),
            ("a/migrations/0002_price.py", "2"),
            ("b/migrations/0001_initial.py", "4"),
        ];
        assert_eq!(
            told(&before, &after),
            [
                "The database migration `0002_auto.py` is called `0002_price.py` now",
                "The database migration `0003_x.py` is not there any more",
                "New database migration `0001_initial.py`",
            ]
        );
    }

    #[test]
    fn what_has_the_same_text_elsewhere_is_another_one() {
        let before = [("app/migrations/0001_initial.py", "1")];
        let after = [("alembic/versions/bb.py", "1"), ("app/migrations/0001_start.py", "1")];
        assert_eq!(
            told(&before, &after),
            [
                "New database migration `bb.py`",
                "The database migration `0001_initial.py` is called `0001_start.py` now",
            ]
        );
    }

    #[test]
    fn what_only_moved_is_none() {
        let before = [("a/alembic/versions/651f5419b74d_x.py", "1"), ("shop/migrations/0001_initial.py", "2")];
        let after = [("b/alembic/versions/651f5419b74d_x.py", "7"), ("apps/shop/migrations/0001_initial.py", "2")];
        assert!(told(&before, &after).is_empty());
    }
}
