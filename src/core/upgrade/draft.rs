//! Notes made of evidence and facts.

use std::collections::BTreeMap;

use super::evidence::{Evidence, add_new, gather};
use super::fact::{Fact, Pair};
use super::note::{Item, Kind, Notes, Range, SCHEMA, Source, Unread};
use super::rules::UpgradeRules;
use crate::core::changelog::entry::Entry;
use crate::core::changelog::history::{Facts, History};
use crate::core::changelog::identity::Identities;
use crate::core::changelog::model::Changelog;
use crate::core::changelog::rules::Rules;
use crate::core::changelog::walk::Walk;

/// What notes are made of.
pub struct Drafting<'a> {
    /// The commits.
    pub history: &'a History,
    /// What GitHub said.
    pub facts: &'a Facts,
    /// The walk.
    pub walk: &'a Walk,
    /// Who stands behind an address.
    pub identities: &'a Identities,
    /// The rules of the changelog.
    pub rules: &'a Rules,
    /// The rules of the notes.
    pub upgrade: &'a UpgradeRules,
    /// The entries and their buckets.
    pub entries: &'a [Entry],
    /// The changes that a reader sees.
    pub changelog: &'a Changelog,
    /// The templates of pull requests.
    pub templates: Vec<String>,
    /// What the files show.
    pub found: Vec<Fact>,
    /// The files that can be read at one end alone.
    pub unread: Vec<Unread>,
    /// For each fact, the steps of the walk behind it.
    pub steps: Vec<Vec<usize>>,
    /// The version of the base, where it is a release.
    pub from: Option<String>,
    /// The address of the server's web pages.
    pub server: String,
}

/// Drafts the notes.
pub fn draft(drafting: &Drafting<'_>) -> Notes {
    let (evidence, keys) = gather(drafting);
    let mut by_step: BTreeMap<usize, &str> = BTreeMap::new();
    for (entry, key) in drafting.entries.iter().zip(&keys) {
        by_step.extend(entry.steps.iter().map(|step| (*step, key.as_str())));
    }
    let mut items: Vec<Item> = evidence.values().filter_map(of_change).collect();
    for (fact, steps) in drafting.found.iter().zip(&drafting.steps) {
        let mut behind: Vec<&Evidence> = Vec::new();
        for found in steps.iter().filter_map(|step| evidence.get(*by_step.get(step)?)) {
            if !behind.iter().any(|known| known.key() == found.key()) {
                behind.push(found);
            }
        }
        items.push(of_fact(fact, &behind));
    }
    items.sort_by(|one, other| order(one).cmp(&order(other)));
    let range = &drafting.changelog.range;
    let passed = drafting.history.releases.iter().filter(|release| {
        release.on_this_line
            && Some(&release.tag) != range.base.as_ref()
            && release.commit.to_string() != range.head_commit
            && Some(release.version.to_string()) != drafting.changelog.version
    });
    Notes {
        schema: SCHEMA,
        range: Range {
            base: range.base.clone(),
            head: range.head.clone(),
            from: drafting.from.clone(),
            to: drafting.changelog.version.clone(),
            past: passed.map(|release| release.version.to_string()).collect(),
            base_commit: range.base_commit.clone(),
            head_commit: range.head_commit.clone(),
        },
        items,
        unread: drafting.unread.clone(),
        project: drafting.changelog.project.clone(),
        server: drafting.server.clone(),
    }
}

/// Returns the place of an item: by kind, then by number, then by key.
fn order(item: &Item) -> (Kind, u64, &str) {
    (item.kind, item.key.parse().unwrap_or(u64::MAX), &item.key)
}

/// Returns the note of a change; `None` where nothing asks for one, or where its author says that there is none.
fn of_change(evidence: &Evidence) -> Option<Item> {
    let kind = evidence.kind?;
    let texts: Vec<&str> = evidence.written.texts.iter().map(|text| text.markdown.as_str()).collect();
    if texts.is_empty() && evidence.written.says_none {
        return None;
    }
    let text = Some(texts.join("\n\n")).filter(|text| !text.is_empty());
    let todo = text.is_none().then(|| "say what changes for those who upgrade, and what they have to do".to_owned());
    Some(Item {
        key: evidence.key(),
        kind,
        title: evidence.title.clone(),
        text,
        todo,
        ask: evidence.ask.clone(),
        ask_names: evidence.ask_names.clone(),
        sources: vec![evidence.source()],
    })
}

fn of_fact(fact: &Fact, behind: &[&Evidence]) -> Item {
    let mut sources: Vec<Source> = behind.iter().map(|evidence| evidence.source()).collect();
    sources.sort();
    sources.extend(fact.pairs.iter().flat_map(of_pair));
    let (mut ask, mut ask_names) = (Vec::new(), Vec::new());
    for evidence in behind {
        add_new(&mut ask, evidence.ask.iter().cloned());
        add_new(&mut ask_names, evidence.ask_names.iter().cloned());
    }
    // Who wrote about this very thing, or that there is nothing to write, need not be asked again.
    let names: Vec<String> = fact.pairs.iter().flat_map(|pair| pair.probe.names()).collect();
    let words: Vec<String> = behind.iter().filter_map(|evidence| evidence.words_about(&names)).collect();
    let text = Some(words.join("\n\n")).filter(|text| !text.is_empty());
    let is_settled = text.is_some() || (!behind.is_empty() && behind.iter().all(|evidence| evidence.says_none()));
    let todo = match fact.kind {
        Kind::MinimumVersion => "say what those do who run an older one",
        Kind::Dependency => "say what it means for those who upgrade, or delete this line if it means nothing",
        Kind::Migration => "say what it changes, how to run it, and whether there is a way back",
        Kind::Option => "say what to write instead",
        Kind::Breaking | Kind::Deprecation | Kind::Other => "say what changes for those who upgrade",
    };
    Item {
        key: fact.key.clone(),
        kind: fact.kind,
        title: fact.title.clone(),
        text,
        todo: (!is_settled).then(|| todo.to_owned()),
        ask,
        ask_names,
        sources,
    }
}

/// Returns where both ends say something: one place, or two where it stands in another file now.
fn of_pair(pair: &Pair) -> Vec<Source> {
    let file = |file: &str, line, before: Option<&String>, after: Option<&String>| Source::File {
        file: file.to_owned(),
        line,
        before: before.cloned(),
        after: after.cloned(),
    };
    match (&pair.before, &pair.after) {
        (Some(before), Some(after)) if before.file == after.file => {
            vec![file(&after.file, after.line, before.value.as_ref(), after.value.as_ref())]
        }
        (before, after) => {
            let after = after.iter().map(|after| file(&after.file, after.line, None, after.value.as_ref()));
            let before = before.iter().map(|before| file(&before.file, before.line, before.value.as_ref(), None));
            after.chain(before).collect()
        }
    }
}
