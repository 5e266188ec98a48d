//! Which changes of a range were in a release of another line before.

use std::collections::{HashMap, HashSet};

use crate::core::changelog::entry::Entry;
use crate::core::changelog::history::History;
use crate::core::changelog::walk::Walk;
use crate::core::history::Node;

/// Sets `also_in` of each entry: the tags of other lines that had it, itself by another branch or as a port.
///
/// Only final releases count, and only where no release of this line within the range had the change before.
pub fn find(entries: &mut [Entry], history: &History, walk: &Walk) {
    if history.releases.iter().all(|release| release.on_this_line) {
        return;
    }
    let containing = first_releases(history);
    let by_number: HashMap<u64, usize> = entries
        .iter()
        .enumerate()
        .flat_map(|(place, entry)| entry.numbers().map(move |number| (number, place)))
        .collect();
    let by_step: HashMap<usize, usize> = entries
        .iter()
        .enumerate()
        .flat_map(|(place, entry)| entry.steps.iter().map(move |step| (*step, place)))
        .collect();
    let mut found: HashMap<usize, HashSet<usize>> = HashMap::new();
    for (place, entry) in entries.iter().enumerate() {
        if let Some(release) = containing.get(entry.node.0 as usize).copied().flatten()
            && history.in_range(entry.node)
        {
            found.entry(place).or_default().insert(release);
        }
    }
    for node in history.graph.nodes().skip(history.range) {
        let Some(release) = containing.get(node.0 as usize).copied().flatten() else { continue };
        for place in ported(history, walk, node, &by_number, &by_step) {
            found.entry(place).or_default().insert(release);
        }
    }
    for (one, other) in history.same_patch.iter().filter(|(one, _)| is_whole(history, walk, *one)) {
        let release = containing.get(other.0 as usize).copied().flatten();
        let place = walk.owner(*one).and_then(|step| by_step.get(&step));
        if let (Some(release), Some(place)) = (release, place) {
            found.entry(*place).or_default().insert(release);
        }
    }
    for (place, releases) in found {
        let mut releases: Vec<usize> = releases
            .into_iter()
            .filter(|release| history.releases.get(*release).is_some_and(|release| !release.on_this_line))
            .collect();
        releases.sort_unstable();
        if let Some(entry) = entries.get_mut(place)
            && !entry.is_port()
        {
            entry.also_in = releases
                .into_iter()
                .filter_map(|release| history.releases.get(release))
                .map(|release| release.version.to_string())
                .collect();
        }
    }
}

/// Whether a commit is all that its entry brought, so that the entry was released when the commit was.
fn is_whole(history: &History, walk: &Walk, node: Node) -> bool {
    let Some(step) = walk.owner(node).and_then(|step| walk.steps.get(step)) else { return false };
    step.node == node
        || history.commit(step.node).message.is_security
        || step.side.iter().filter(|side| !history.graph.is_merge(**side)).count() == 1
}

/// For each node the oldest release that contains it: one search from each release over what no older one has.
fn first_releases(history: &History) -> Vec<Option<usize>> {
    let mut containing = vec![None; history.graph.len()];
    for (index, release) in history.releases.iter().enumerate() {
        let mut open: Vec<Node> = history.graph.node(&release.commit).into_iter().collect();
        while let Some(node) = open.pop() {
            let Some(slot) = containing.get_mut(node.0 as usize) else { continue };
            if slot.is_some() {
                continue;
            }
            *slot = Some(index);
            open.extend(history.graph.first_parent(node));
            open.extend(history.graph.other_parents(node));
        }
    }
    containing
}

/// The entries that a commit of another line ports: by number, or by the commit that it was picked from.
fn ported(
    history: &History,
    walk: &Walk,
    node: Node,
    by_number: &HashMap<u64, usize>,
    by_step: &HashMap<usize, usize>,
) -> Vec<usize> {
    let message = &history.commit(node).message;
    let numbers = [
        message.backport.as_ref().and_then(|backport| backport.number),
        message.reference.map(|reference| reference.number),
    ];
    let mut places: Vec<usize> =
        numbers.into_iter().flatten().filter_map(|number| by_number.get(&number).copied()).collect();
    for hash in &message.picked_from {
        let step = history.find(hash).filter(|node| history.in_range(*node)).and_then(|node| walk.owner(node));
        places.extend(step.and_then(|step| by_step.get(&step)));
    }
    places
}
