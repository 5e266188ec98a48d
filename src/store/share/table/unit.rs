//! Two people changed who has a slot: what the one did to it and what the other did are two things, and a mixture of both is
//! what nobody did.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

use crate::store::share::Prefer;
use crate::store::share::naming::named;
use crate::store::share::table::How;

/// Where the slots are.
const SLOTS: &str = "slots/";

/// What says who has a slot, and how far that is.
const UNIT: [&str; 6] = ["state", "shepherd", "offered", "accepted", "learner", "mentor"];

/// Who has a part in it.
const PARTS: [&str; 3] = ["shepherd", "learner", "mentor"];

/// What is changed on both sides, as an error calls it.
const KEY: &str = "who has the slot";

/// Makes what is said of who has a slot that of one side, where both changed it: `base` becomes the other side in it, so that
/// merging key by key takes all of it from the side that is preferred. With it goes what the other side noted and what does
/// not hold then: its swaps, that somebody is unavailable who has a part in it, and that somebody would like to who is not.
pub(super) fn settle(base: &mut DocumentMut, mine: &DocumentMut, theirs: &DocumentMut, how: &mut How<'_>) {
    let differs = |one: &DocumentMut, other: &DocumentMut| UNIT.iter().any(|key| value(one, key) != value(other, key));
    if !how.file.starts_with(SLOTS) || !differs(mine, base) || !differs(theirs, base) || !differs(mine, theirs) {
        return;
    }
    let [of_mine, of_theirs] = told(mine, theirs);
    how.clash(KEY, &of_mine, &of_theirs);
    let (winner, loser) = if how.prefer == Prefer::Mine { (mine, theirs) } else { (theirs, mine) };
    for key in UNIT {
        match loser.get_key_value(key) {
            Some((name, item)) => drop(base.as_table_mut().insert_formatted(name, item.clone())),
            None => drop(base.remove(key)),
        }
    }
    let has_part = |login: &str| PARTS.iter().any(|key| value(winner, key).is_some_and(|who| is_same(&who, login)));
    let is_unavailable = |login: &str| logins(winner, "decline").iter().any(|who| is_same(who, login));
    undo(base, loser, "swap", |_| true);
    undo(base, loser, "decline", has_part);
    undo(base, loser, "volunteer", is_unavailable);
}

fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// Makes the tables of a list that a side added those of `base` too, where they do not hold: the other side then took them
/// away. `is_void` says so of the login that a table names.
fn undo(base: &mut DocumentMut, side: &DocumentMut, name: &str, is_void: impl Fn(&str) -> bool) {
    let none = ArrayOfTables::new();
    let list = |document: &DocumentMut| document.get(name).and_then(Item::as_array_of_tables).cloned();
    let (before, after) = (list(base).unwrap_or_default(), list(side));
    let known = named(&before);
    let added = named(after.as_ref().unwrap_or(&none)).into_iter().filter(|(name, _)| !known.contains_key(name));
    let void: Vec<Table> = added.map(|(_, table)| table).filter(|table| is_void(&login(table))).cloned().collect();
    if void.is_empty() {
        return;
    }
    let mut all = before.clone();
    for table in void {
        all.push(table);
    }
    base.insert(name, Item::ArrayOfTables(all));
}

/// Returns the login that a table names; nothing where it names none.
fn login(table: &Table) -> String {
    table.get("login").and_then(Item::as_str).unwrap_or_default().to_owned()
}

fn logins(document: &DocumentMut, name: &str) -> Vec<String> {
    let list = document.get(name).and_then(Item::as_array_of_tables);
    list.into_iter().flatten().map(login).collect()
}

/// Tells what each side says, as far as they differ.
fn told(mine: &DocumentMut, theirs: &DocumentMut) -> [String; 2] {
    let differing: Vec<&str> = UNIT.into_iter().filter(|key| value(mine, key) != value(theirs, key)).collect();
    let told = |side: &DocumentMut| {
        let one = |key: &&str| value(side, key).map_or_else(|| format!("no {key}"), |value| format!("{key} {value}"));
        differing.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    [told(mine), told(theirs)]
}

/// Returns what a key says, without what stands around it.
fn value(document: &DocumentMut, key: &str) -> Option<String> {
    let value = document.get(key).and_then(Item::as_value)?;
    if let Some(text) = value.as_str() {
        return Some(text.to_owned());
    }
    let mut bare = value.clone();
    bare.decor_mut().clear();
    Some(bare.to_string())
}
