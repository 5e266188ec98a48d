//! Which line of a section is about which change.

use std::collections::{HashMap, HashSet, VecDeque};

use super::base::{Base, NOTE, is_change};
use super::body::{Body, ChunkKind, Head};
use super::draft::{Draft, same};
use super::keys::Keys;
use super::reference::{Reading, Reference, note, read};

/// Gives every item of a section its key. Known lines are known by their hash, whatever they name; the others by the
/// last change that they name.
pub(super) fn match_keys(body: &mut Body, base: &Base, draft: &Draft, keys: &Keys) {
    claim_by_hash(body, base, draft);
    claim_by_text(body, draft);
    let mut readings: HashMap<(usize, usize), Reading> = HashMap::new();
    let mut claimed: HashSet<String> = body.heads().filter_map(|(_, _, head)| head.key.clone()).collect();
    let is_ours = |key: &str| keys.is_shown(key) || base.contains(key);
    each_head(body, |place, head| {
        if let Some(key) = note(&head.text.joined()) {
            let key = format!("{NOTE}{key}");
            head.is_ours &= head.key.as_ref() == Some(&key);
            claimed.insert(key.clone());
            head.key = Some(key);
        }
        if head.key.is_none() {
            let reading = read(&head.text.joined(), keys.home());
            head.key = reading.own.as_ref().map(|own| keys.resolve(own));
            head.beside = reading.beside.iter().map(|other| keys.resolve(other)).collect();
            let is_commit = matches!(reading.own, Some(Reference::Commit(_)));
            if is_commit && head.key.as_deref().is_none_or(|key| !is_ours(key) && !keys.is_known(key)) {
                // A pull request with its own commit beside it: `(#12) (abc1234)`.
                let number = head.beside.iter().rposition(|key| is_ours(key) || keys.is_known(key));
                head.key = number.map(|number| head.beside.remove(number)).or_else(|| head.key.take());
            }
            claimed.extend(head.key.iter().chain(&head.beside).cloned());
            readings.insert(place, reading);
        }
    });
    // A person may name another change behind the one that the line is about.
    each_head(body, |place, head| {
        let Some(reading) = readings.get(&place) else { return };
        if head.key.as_deref().is_some_and(|key| is_ours(key) || keys.is_known(key)) {
            return;
        }
        let named = reading.all.iter().rev().map(|named| keys.resolve(named));
        if let Some(key) = named.into_iter().find(|key| is_ours(key) && !claimed.contains(key)) {
            claimed.insert(key.clone());
            head.key = Some(key);
        }
    });
    forget_details(body, base, &is_ours);
}

/// What is nested in a line about a change is a detail of it, unless it is about another change of this range.
fn forget_details(body: &mut Body, base: &Base, is_ours: &impl Fn(&str) -> bool) {
    for chunk in &mut body.0 {
        let ChunkKind::Item(heads) = &mut chunk.kind else { continue };
        let outer = heads.first().and_then(|head| head.key.clone());
        for head in heads.iter_mut().filter(|head| head.parent.is_some()) {
            // What was generated once stood in a line of its own: without that line, a person deleted it.
            if outer.is_some() && !head.is_ours && !is_entry(&head.text.joined()) {
                head.key.take_if(|key| base.contains(key));
                head.beside.retain(|key| !base.contains(key));
            }
            head.beside.retain(|key| is_ours(key) && Some(key) != outer.as_ref());
            if outer.is_some() && head.key.as_ref().is_some_and(|key| !is_ours(key) || Some(key) == outer.as_ref()) {
                head.key = None;
            }
        }
    }
}

/// Whether a line reads like an entry of its own: it links to its change, or ends with it in brackets. A bare number
/// within a sentence only mentions the change.
fn is_entry(text: &str) -> bool {
    let end = text.trim_end_matches(['.', ' ']);
    text.contains("](") || text.contains("://") || end.ends_with([')', ']'])
}

fn claim_by_hash(body: &mut Body, base: &Base, draft: &Draft) {
    let mut waiting: HashMap<&str, Vec<(&str, &str)>> = HashMap::new();
    for (key, (section, hash)) in base.0.iter().filter(|(key, _)| is_change(key)) {
        waiting.entry(hash).or_default().push((key, section));
    }
    let mut group = "";
    for chunk in &mut body.0 {
        if let ChunkKind::Heading { title, .. } = &chunk.kind {
            group = draft.groups.iter().find(|group| same(&group.title, title)).map_or("", |group| &group.key);
        }
        for head in chunk.heads_mut() {
            let mut claim = |hashes: [String; 3]| {
                hashes.into_iter().find_map(|hash| {
                    let keys = waiting.get_mut(hash.as_str()).filter(|keys| !keys.is_empty())?;
                    // Lines with the same text are told by where they stand.
                    let at = keys.iter().position(|(_, section)| draft.group_of(section) == group).unwrap_or_default();
                    Some(keys.remove(at).0.to_owned())
                })
            };
            head.key = claim(head.whole.hashes());
            head.whole_is_ours = head.key.is_some();
            head.key = head.key.take().or_else(|| claim(head.text.hashes()));
            head.is_ours = head.key.is_some();
        }
    }
}

/// Lines that are word for word what is generated now, though no base comment says so.
fn claim_by_text(body: &mut Body, draft: &Draft) {
    let taken: HashSet<String> = body.heads().filter_map(|(_, _, head)| head.key.clone()).collect();
    let mut waiting: HashMap<String, VecDeque<&str>> = HashMap::new();
    for (piece, _) in draft.changes().filter(|(piece, _)| !taken.contains(&piece.key)) {
        waiting.entry(piece.text.joined()).or_default().push_back(&piece.key);
    }
    each_head(body, |_, head| {
        if head.key.is_none() {
            let found = [head.text.joined(), head.whole.joined()]
                .into_iter()
                .find_map(|text| waiting.get_mut(&text).and_then(VecDeque::pop_front));
            head.key = found.map(str::to_owned);
        }
    });
}

fn each_head(body: &mut Body, mut act: impl FnMut((usize, usize), &mut Head)) {
    for (index, chunk) in body.0.iter_mut().enumerate() {
        for (position, head) in chunk.heads_mut().iter_mut().enumerate() {
            act((index, position), head);
        }
    }
}
