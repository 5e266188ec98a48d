//! Two people changed one TOML file: what each of them changed is kept, key by key, with the comments around it; of
//! a list of texts, each text.

mod texts;
mod unit;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Key, Table, TableLike};

use crate::store::share::naming::{named, names};
use crate::store::share::table::texts::{are_sets, merge_texts};
use crate::store::share::{Prefer, counters};
use crate::store::{Clash, StoreError, keep, marker};

/// What of one file is merged.
pub(super) struct Sides<'a> {
    /// The path in the store.
    pub(super) file: &'a str,
    /// The text that both began with; `None` where there was no file.
    pub(super) base: Option<&'a str>,
    /// The text that was written here; `None` where the file was removed.
    pub(super) mine: Option<&'a str>,
    /// The text that was written elsewhere; `None` where there is no file.
    pub(super) theirs: Option<&'a str>,
}

/// How two sides become one.
struct How<'a> {
    /// The path in the store.
    file: &'a str,
    /// Whose word holds where both sides changed one key; theirs where it is nobody's, until people decided.
    prefer: Prefer,
    /// Whether the lists of texts are merged text by text.
    has_sets: bool,
    /// What both sides changed.
    clashes: &'a mut Vec<Clash>,
}

impl How<'_> {
    fn clash(&mut self, key: &str, mine: &str, theirs: &str) {
        let file = self.file.to_owned();
        self.clashes.push(Clash { file, key: key.to_owned(), mine: mine.to_owned(), theirs: theirs.to_owned() });
    }
}

/// Returns the text with the changes of both sides, `None` where there is to be no file. The text of the other side is
/// the one that is changed, so its comments and order stay. What both sides changed is added to `clashes`.
pub(super) fn merge(sides: &Sides<'_>, prefer: Prefer, clashes: &mut Vec<Clash>) -> Result<Option<String>, StoreError> {
    let Sides { file, base, mine, theirs } = sides;
    if mine == base || mine == theirs {
        return Ok(theirs.map(str::to_owned));
    }
    if theirs == base {
        return Ok(mine.map(str::to_owned));
    }
    let mut how = How { file, prefer, has_sets: are_sets(file), clashes };
    let (Some(mine), Some(theirs)) = (mine, theirs) else {
        let word = |text: Option<&str>| if text.is_some() { "changed" } else { "removed" };
        how.clash("the file", word(*mine), word(*theirs));
        return Ok(if prefer == Prefer::Mine { mine.map(str::to_owned) } else { theirs.map(str::to_owned) });
    };
    let mut base = document(file, base.unwrap_or_default())?;
    let mine = document(file, mine)?;
    let mut merged = document(file, theirs)?;
    unit::settle(&mut base, &mine, &merged, &mut how);
    merge_tables(base.as_table(), mine.as_table(), merged.as_table_mut(), "", &mut how);
    Ok(Some(merged.to_string()))
}

fn document(file: &str, text: &str) -> Result<DocumentMut, StoreError> {
    // The error of the other reader names the line.
    marker::parse(file, text)?;
    text.parse().map_err(|error: toml_edit::TomlError| marker::damaged(file, error.message()))
}

fn merge_tables(
    base: &dyn TableLike,
    mine: &dyn TableLike,
    theirs: &mut dyn TableLike,
    above: &str,
    how: &mut How<'_>,
) {
    let removed = base.iter().filter(|(key, _)| !mine.contains_key(key)).map(|(key, _)| key.to_owned());
    let keys: Vec<String> = mine.iter().map(|(key, _)| key.to_owned()).chain(removed).collect();
    for key in keys {
        let path = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
        let (before, here) = (base.get(&key), mine.get(&key));
        match (here, theirs.get_mut(&key)) {
            (Some(Item::Table(here)), Some(Item::Table(there))) => {
                let nothing = Table::new();
                let before = before.and_then(Item::as_table).unwrap_or(&nothing);
                merge_tables(before, here, there, &path, how);
                continue;
            }
            (Some(Item::ArrayOfTables(here)), Some(Item::ArrayOfTables(there))) => {
                let before = before.and_then(Item::as_array_of_tables);
                merge_lists(before, here, there, &path, how);
                continue;
            }
            (None, Some(Item::ArrayOfTables(there))) if before.is_some_and(Item::is_array_of_tables) => {
                let before = before.and_then(Item::as_array_of_tables);
                merge_lists(before, &ArrayOfTables::new(), there, &path, how);
                if there.is_empty() {
                    theirs.remove(&key);
                }
                continue;
            }
            (Some(Item::ArrayOfTables(here)), None) if before.is_some_and(Item::is_array_of_tables) => {
                let mut there = ArrayOfTables::new();
                merge_lists(before.and_then(Item::as_array_of_tables), here, &mut there, &path, how);
                if !there.is_empty() {
                    theirs.insert(&key, Item::ArrayOfTables(there));
                }
                continue;
            }
            (Some(here), Some(there)) if above.is_empty() => {
                let is_changed = |item: &Item| before.is_none_or(|before| before.to_string() != item.to_string());
                if let Some(value) =
                    counters::merged(&key, before, here, there).filter(|_| is_changed(here) && is_changed(there))
                {
                    keep::set(theirs, &key, value);
                    continue;
                }
            }
            _ => {}
        }
        let three = Three::of(&key, base, mine, &*theirs);
        if how.has_sets && three.both_changed() && merge_texts(&key, base, mine, theirs) {
            continue;
        }
        let is_kept = choose(&path, &three, how) == Side::Theirs;
        if is_kept {
            continue;
        }
        let Some(item) = here else {
            theirs.remove(&key);
            continue;
        };
        let decorated = mine.key(&key).cloned().unwrap_or_else(|| Key::new(&key));
        // In its place, where it has one, with the comments that stand before it.
        match theirs.get_mut(&key) {
            Some(place) => place.clone_from(item),
            None => drop(theirs.entry_format(&decorated).or_insert(item.clone())),
        }
        if let Some(mut there) = theirs.key_mut(&key) {
            there.leaf_decor_mut().clone_from(decorated.leaf_decor());
        }
    }
}

/// Merges lists of tables, each of which has something that names it.
fn merge_lists(
    base: Option<&ArrayOfTables>,
    mine: &ArrayOfTables,
    theirs: &mut ArrayOfTables,
    above: &str,
    how: &mut How<'_>,
) {
    let empty = ArrayOfTables::new();
    let (before, here) = (named(base.unwrap_or(&empty)), named(mine));
    let there = names(theirs);
    let mut removed = Vec::new();
    for (name, table) in &here {
        let path = format!("{above} {name}");
        match (there.iter().position(|known| known == name), before.get(name)) {
            (Some(place), known) => {
                let nothing = Table::new();
                if let Some(there) = theirs.get_mut(place) {
                    merge_tables(known.copied().unwrap_or(&nothing), *table, there, &path, how);
                }
            }
            (None, None) => theirs.push((*table).clone()),
            // They removed it.
            (None, Some(known)) if known.to_string() == table.to_string() => {}
            (None, Some(_)) => {
                how.clash(&path, "changed", "removed");
                if how.prefer == Prefer::Mine {
                    theirs.push((*table).clone());
                }
            }
        }
    }
    for (name, known) in before.iter().filter(|(name, _)| !here.contains_key(*name)) {
        let Some(place) = there.iter().position(|found| found == name) else { continue };
        let is_same = theirs.get(place).is_some_and(|there| there.to_string() == known.to_string());
        if !is_same {
            how.clash(&format!("{above} {name}"), "removed", "changed");
        }
        if is_same || how.prefer == Prefer::Mine {
            removed.push(place);
        }
    }
    removed.sort_unstable();
    for place in removed.into_iter().rev() {
        theirs.remove(place);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Mine,
    Theirs,
}

/// One key on three sides, as text with the comments before it; `None` where it is not there.
struct Three {
    base: Option<String>,
    mine: Option<String>,
    theirs: Option<String>,
    /// The values alone.
    values: [Option<String>; 3],
}

impl Three {
    fn of(key: &str, base: &dyn TableLike, mine: &dyn TableLike, theirs: &dyn TableLike) -> Self {
        let text = |table: &dyn TableLike| {
            let (found, item) = table.get_key_value(key)?;
            let before = found.leaf_decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
            Some(format!("{before}{item}"))
        };
        let value = |table: &dyn TableLike| {
            let mut item = table.get(key)?.clone();
            if let Some(value) = item.as_value_mut() {
                value.decor_mut().clear();
            }
            Some(item.to_string().trim().to_owned())
        };
        Self {
            base: text(base),
            mine: text(mine),
            theirs: text(theirs),
            values: [value(base), value(mine), value(theirs)],
        }
    }

    /// Says whether both sides changed the value.
    fn both_changed(&self) -> bool {
        let [base, mine, theirs] = &self.values;
        mine != base && theirs != base && mine != theirs
    }
}

/// Returns whose word holds.
fn choose(path: &str, three: &Three, how: &mut How<'_>) -> Side {
    if three.mine == three.base || three.mine == three.theirs {
        return Side::Theirs;
    }
    if three.theirs == three.base {
        return Side::Mine;
    }
    let [base, mine, theirs] = &three.values;
    if mine == theirs || mine == base {
        // Only what stands around it differs.
        return Side::Theirs;
    }
    if theirs == base {
        return Side::Mine;
    }
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "removed".to_owned());
    how.clash(path, &shown(mine), &shown(theirs));
    if how.prefer == Prefer::Mine { Side::Mine } else { Side::Theirs }
}

#[cfg(test)]
mod tests;
