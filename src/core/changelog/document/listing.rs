//! Which item of the generated text lists which change.

use super::base::NOTE;
use super::draft::{names_people, same};
use super::error::DocumentError;
use super::item::ItemText;
use super::keys::Keys;
use super::lines::Lines;
use super::outline::{Block, BlockKind, Item};
use super::reference;
use super::request::{Entry, Generated};

/// Returns, for each entry, the first line of the item that lists it. The entries may be in another order than the text,
/// which is grouped by what is printed.
pub(super) fn listed(
    lines: &Lines,
    blocks: &[Block],
    generated: &Generated,
    keys: &Keys,
) -> Result<Vec<Option<usize>>, DocumentError> {
    let mut items = Vec::new();
    let mut titles: Vec<&str> = Vec::new();
    let mut under_credits = false;
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(heading) => {
                under_credits = names_people(&heading.title);
                titles.push(&heading.title);
            }
            BlockKind::List(list) if !under_credits => items.extend(list.iter().filter(|item| item.parent.is_none())),
            _ => {}
        }
    }
    let place = |entry: &Entry| {
        let section = generated.sections.iter().find(|section| section.key == entry.section)?;
        titles.iter().position(|title| same(title, &section.title))
    };
    let mut order: Vec<usize> = (0..generated.entries.len()).collect();
    let places: Vec<Option<usize>> = generated.entries.iter().map(place).collect();
    if places.iter().all(Option::is_some) {
        order.sort_by_key(|index| places.get(*index).copied().flatten());
    }
    let ordered = || order.iter().filter_map(|index| generated.entries.get(*index));
    // A template may leave out the numbers, and a title may hide one: then the order tells.
    let can_be = |(item, entry): (&&Item, &Entry)| {
        let (own, all) = names(lines, item, keys);
        own.is_none_or(|own| own == entry.key || !keys.is_shown(&own) || all.contains(&entry.key))
    };
    let mut listed = vec![None; generated.entries.len()];
    if items.len() == order.len() && items.iter().zip(ordered()).all(can_be) {
        for (item, index) in items.iter().zip(&order) {
            if let Some(line) = listed.get_mut(*index) {
                *line = Some(item.first);
            }
        }
        return Ok(listed);
    }
    // First what an item is about, then what it only names.
    let mut free: Vec<(&Item, Option<String>, Vec<String>)> = items
        .into_iter()
        .map(|item| {
            let (own, all) = names(lines, item, keys);
            (item, own, all)
        })
        .collect();
    for is_own in [true, false] {
        for (line, entry) in listed.iter_mut().zip(&generated.entries).filter(|(line, _)| line.is_none()) {
            let found =
                free.iter().position(
                    |(_, own, all)| {
                        if is_own { own.as_ref() == Some(&entry.key) } else { all.contains(&entry.key) }
                    },
                );
            *line = found.map(|at| free.remove(at).0.first);
        }
    }
    match listed.iter().zip(&generated.entries).find(|(line, _)| line.is_none()) {
        Some((_, entry)) => Err(DocumentError::NotListed { key: entry.key.clone() }),
        None => Ok(listed),
    }
}

/// Returns the key that an item is about, and the keys of everything that it names.
fn names(lines: &Lines, item: &Item, keys: &Keys) -> (Option<String>, Vec<String>) {
    let text = ItemText::whole(lines.slice(item.first..item.last + 1)).1.joined();
    if let Some(key) = reference::note(&text) {
        let key = format!("{NOTE}{key}");
        return (Some(key.clone()), vec![key]);
    }
    let reading = reference::read(&text, keys.home());
    let own = reading.own.as_ref().map(|own| keys.resolve(own));
    let all = reading.all.iter().chain(&reading.own).map(|named| keys.resolve(named)).collect();
    (own, all)
}
