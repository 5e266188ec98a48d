//! Two people changed who has a slot: what the one did to it and what the other did are two things, and a mixture of both is
//! what nobody did.

use toml_edit::{DocumentMut, Item};

use crate::store::share::Prefer;
use crate::store::share::table::How;

/// Where the slots are.
const SLOTS: &str = "slots/";

/// What says who has a slot, and how far that is.
const UNIT: [&str; 6] = ["state", "shepherd", "offered", "accepted", "learner", "mentor"];

/// What is changed on both sides, as an error calls it.
const KEY: &str = "who has the slot";

/// Makes what is said of who has a slot that of one side, where both changed it: `base` becomes the other side in it, so that
/// merging key by key takes all of it from the side that is preferred.
pub(super) fn settle(base: &mut DocumentMut, mine: &DocumentMut, theirs: &DocumentMut, how: &mut How<'_>) {
    let differs = |one: &DocumentMut, other: &DocumentMut| UNIT.iter().any(|key| value(one, key) != value(other, key));
    if !how.file.starts_with(SLOTS) || !differs(mine, base) || !differs(theirs, base) || !differs(mine, theirs) {
        return;
    }
    let [of_mine, of_theirs] = told(mine, theirs);
    how.clash(KEY, &of_mine, &of_theirs);
    let loser = if how.prefer == Prefer::Mine { theirs } else { mine };
    for key in UNIT {
        match loser.get_key_value(key) {
            Some((name, item)) => drop(base.as_table_mut().insert_formatted(name, item.clone())),
            None => drop(base.remove(key)),
        }
    }
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
