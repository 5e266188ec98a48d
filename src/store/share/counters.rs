//! What a file says of its own changes: how many there were, and when the last was. Where both sides changed it, both count.

use jiff::Timestamp;
use toml_edit::{Item, Value};

/// Returns what a key at the top of a file is where both sides changed it: `sequence` counts the changes of both, `changed`
/// is the later moment. `None` for any other key.
pub(super) fn merged(key: &str, base: Option<&Item>, mine: &Item, theirs: &Item) -> Option<Value> {
    match key {
        "sequence" => {
            let base = base.and_then(Item::as_integer).unwrap_or_default();
            let here = mine.as_integer()?.saturating_sub(base).max(0);
            Some(theirs.as_integer()?.saturating_add(here).into())
        }
        "changed" => {
            let moment = |item: &Item| item.as_datetime()?.to_string().parse::<Timestamp>().ok();
            let later = if moment(mine)? > moment(theirs)? { mine } else { theirs };
            later.as_datetime().map(|moment| (*moment).into())
        }
        _ => None,
    }
}
