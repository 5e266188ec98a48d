//! What one line has and another one still lacks: which changes should be ported, and which were.

use std::collections::{BTreeMap, HashMap};

use crate::core::changelog::entry::Entry;
use crate::core::changelog::history::History;
use crate::core::changelog::model::{Change, Section};
use crate::core::changelog::rules::{BUG, OTHER, Rules, SECURITY};
use crate::core::changelog::suggest::suggest;
use crate::core::changelog::walk::Walk;
use crate::core::history::{CommitId, Node};
use crate::core::version::leading_numbers;

/// How it is known that a line has a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct There {
    /// The commit of that line.
    pub commit: CommitId,
    /// What names the change: `number`, `-x trailer` or `patch`.
    pub how: &'static str,
}

/// A change that belongs on the other line too.
#[derive(Clone, Debug)]
pub struct Port {
    /// The change.
    pub change: Change,
    /// The key of its section.
    pub section: String,
    /// Why it belongs there, as a fragment.
    pub why: String,
    /// How the line has it; `None` where it does not.
    pub there: Option<There>,
}

/// What a line lacks of another one.
#[derive(Clone, Debug, Default)]
pub struct Porting {
    /// What should be ported, and was not, the oldest first.
    pub missing: Vec<Port>,
    /// What was ported.
    pub ported: Vec<Port>,
    /// How many other changes the line has already, though nothing asks for them there.
    pub also_there: usize,
    /// How many other changes there are, which stay where they are.
    pub others: usize,
}

/// Returns what the line whose newest commit is `tip` has of some entries, by the commit that brought each: by its number, by
/// the trailer of `git cherry-pick -x`, or as the same patch.
pub fn on_line(entries: &[Entry], history: &History, walk: &Walk, tip: CommitId) -> BTreeMap<CommitId, There> {
    let own = nodes_of(history, tip);
    let mut by_number: HashMap<u64, Vec<&Entry>> = HashMap::new();
    let mut by_step: HashMap<usize, &Entry> = HashMap::new();
    for entry in entries {
        for number in entry.numbers() {
            by_number.entry(number).or_default().push(entry);
        }
        by_step.extend(entry.steps.iter().map(|step| (*step, entry)));
    }
    let mut found: BTreeMap<CommitId, There> = BTreeMap::new();
    let mut note = |entry: &Entry, node: Node, how| {
        let there = There { commit: history.graph.id(node), how };
        found.entry(history.graph.id(entry.node)).or_insert(there);
    };
    let of_commit = |node: Node| walk.owner(node).and_then(|step| by_step.get(&step)).copied();
    for node in &own {
        let message = &history.commit(*node).message;
        let named = [
            message.backport.as_ref().and_then(|backport| backport.number),
            message.reference.map(|reference| reference.number),
        ];
        for entry in named.into_iter().flatten().filter_map(|number| by_number.get(&number)).flatten() {
            note(entry, *node, "number");
        }
        for hash in &message.picked_from {
            let picked = history.find(hash).filter(|node| history.in_range(*node)).and_then(of_commit);
            if let Some(entry) = picked {
                note(entry, *node, "-x trailer");
            }
        }
    }
    for (one, other) in history.same_patch.iter().filter(|(_, other)| own.binary_search(other).is_ok()) {
        if let Some(entry) = of_commit(*one) {
            note(entry, *other, "patch");
        }
    }
    found
}

/// Returns the commits of a line that the range does not have, sorted.
fn nodes_of(history: &History, tip: CommitId) -> Vec<Node> {
    let mut seen = vec![false; history.graph.len()];
    let mut open: Vec<Node> = history.graph.node(&tip).into_iter().collect();
    let mut found = Vec::new();
    while let Some(node) = open.pop() {
        let Some(slot) = seen.get_mut(node.0 as usize) else { continue };
        if std::mem::replace(slot, true) || history.in_range(node) {
            continue;
        }
        found.push(node);
        open.extend(history.graph.first_parent(node));
        open.extend(history.graph.other_parents(node));
    }
    found.sort_unstable();
    found
}

/// What decides whether a change belongs on another line.
pub struct Wanted<'a> {
    /// The name of the line: `5.x`.
    pub line: &'a str,
    /// The numbers of the line's newest release: 5, 4, 3.
    pub numbers: &'a [u64],
    /// The milestones of pull requests.
    pub milestones: &'a BTreeMap<u64, String>,
    /// What puts changes into sections.
    pub rules: &'a Rules,
}

/// Returns which changes belong on another line too, and whether it has them: what mends something, and what a label or a
/// milestone names for it.
pub fn find(sections: &[Section], there: &BTreeMap<CommitId, There>, wanted: &Wanted<'_>) -> Porting {
    let mut porting = Porting::default();
    for section in sections {
        for change in &section.changes {
            let there = CommitId::parse(&change.commit).and_then(|commit| there.get(&commit)).cloned();
            let Some(why) = why(section, change, wanted) else {
                *(if there.is_some() { &mut porting.also_there } else { &mut porting.others }) += 1;
                continue;
            };
            let list = if there.is_some() { &mut porting.ported } else { &mut porting.missing };
            list.push(Port { change: change.clone(), section: section.key.clone(), why, there });
        }
    }
    for list in [&mut porting.missing, &mut porting.ported] {
        list.sort_by(|one, other| {
            let key = |port: &Port| (port.section != SECURITY, port.change.merged_at.clone(), port.change.number);
            key(one).cmp(&key(other))
        });
    }
    porting
}

fn why(section: &Section, change: &Change, wanted: &Wanted<'_>) -> Option<String> {
    let label = change.labels.iter().find(|label| is_for(label, wanted.line));
    let milestone = change.number.and_then(|number| wanted.milestones.get(&number));
    let milestone = milestone.filter(|title| is_of_line(title, wanted.line, wanted.numbers));
    match section.key.as_str() {
        SECURITY => Some("mends a security problem".to_owned()),
        BUG => Some("mends a bug".to_owned()),
        _ if label.is_some() => label.map(|label| format!("label \"{label}\"")),
        _ if milestone.is_some() => milestone.map(|title| format!("milestone {title}")),
        OTHER => {
            let suggested = suggest(wanted.rules, &BTreeMap::new(), &change.title, &[])?;
            (suggested.section == BUG).then(|| format!("may mend a bug: {}", suggested.why))
        }
        _ => None,
    }
}

/// Says whether a label asks for a backport to a line: it speaks of backports, and of this line where it names one.
fn is_for(label: &str, line: &str) -> bool {
    let label = label.to_lowercase();
    let line = line.rsplit('/').next().unwrap_or(line).to_lowercase();
    if !label.contains("backport") || ["no-backport", "no backport", "backported"].iter().any(|no| label.contains(no)) {
        return false;
    }
    let is_edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_ascii_alphanumeric() && letter != '.');
    let names_it = label.match_indices(&line).any(|(at, _)| {
        let after = label.get(at + line.len()..).and_then(|rest| rest.chars().next());
        is_edge(label.get(..at).and_then(|before| before.chars().next_back())) && is_edge(after)
    });
    names_it || !label.contains(|letter: char| letter.is_ascii_digit())
}

/// Says whether a milestone is one of a line: `5.4.4` of `5.4.x`, and of `5.x`.
fn is_of_line(title: &str, line: &str, numbers: &[u64]) -> bool {
    let of_name = leading_numbers(line.rsplit('/').next().unwrap_or(line));
    let of_title = leading_numbers(title);
    let kept = if of_name.is_empty() { numbers.get(..2.min(numbers.len())).unwrap_or_default() } else { &of_name };
    !of_title.is_empty() && !kept.is_empty() && of_title.starts_with(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_lines() {
        for (label, line, is) in [
            ("backport-5.x", "5.x", true),
            ("Backport to 5.4.x", "origin/5.4.x", true),
            ("needs-backport", "5.x", true),
            ("backport 4.x", "5.x", false),
            ("backport 15.x", "5.x", false),
            ("no-backport", "5.x", false),
            ("bug", "5.x", false),
        ] {
            assert_eq!(is_for(label, line), is, "{label} {line}");
        }
    }

    #[test]
    fn milestones_belong_to_lines() {
        for (title, line, is) in [
            ("5.4.4", "5.x", true),
            ("v5.4.4", "5.4.x", true),
            ("6.0", "5.x", false),
            ("5.4.4", "stable", true),
            ("5.3.9", "stable", false),
            ("later", "5.x", false),
        ] {
            assert_eq!(is_of_line(title, line, &[5, 4, 3]), is, "{title} {line}");
        }
    }
}
