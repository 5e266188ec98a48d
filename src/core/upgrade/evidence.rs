//! What each change of a range says of itself to those who upgrade.

use std::collections::BTreeMap;

use super::Kind;
use super::body::Written;
use super::draft::Drafting;
use super::note::Source;
use crate::core::changelog::entry::{Bucket, Entry, Key};
use crate::core::changelog::model::{Change, Role};
use crate::core::changelog::rules::{BREAKING, BREAKING_MARKER, same_label, title_prefixes};

/// The key of the section of what is going to go.
const DEPRECATION: &str = "deprecation";

/// What is known of one change.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    /// The number that a reader looks for; `None` for a commit without one.
    pub(super) number: Option<u64>,
    /// The full id of its commit.
    pub(super) commit: String,
    /// The title.
    pub(super) title: String,
    /// Whom to ask, by login.
    pub(super) ask: Vec<String>,
    /// Whom to ask, by the name that git has, where nothing says which login that is.
    pub(super) ask_names: Vec<String>,
    /// What people wrote.
    pub(super) written: Written,
    /// The kind that it has by its section, its commits or its label; `None` where nothing says that it needs a note.
    pub(super) kind: Option<Kind>,
}

impl Evidence {
    /// Returns where it comes from.
    pub(super) fn source(&self) -> Source {
        match self.number {
            Some(pull_request) => Source::PullRequest { pull_request },
            None => Source::Commit { commit: self.commit.clone() },
        }
    }

    /// Returns its stable key.
    pub(super) fn key(&self) -> String {
        self.number.map_or_else(|| self.commit.chars().take(12).collect(), |number| number.to_string())
    }

    /// Whether somebody wrote that there is nothing to write.
    pub(super) fn says_none(&self) -> bool {
        self.written.texts.is_empty() && self.written.says_none
    }

    /// Returns the paragraphs of what people wrote that have one of these names in them; `None` where none has.
    pub(super) fn words_about(&self, names: &[String]) -> Option<String> {
        let is_about = |paragraph: &&str| names.iter().any(|name| has_name(paragraph, name));
        let paragraphs = self.written.texts.iter().flat_map(|text| text.markdown.split("\n\n")).filter(is_about);
        Some(paragraphs.collect::<Vec<_>>().join("\n\n")).filter(|words| !words.is_empty())
    }
}

/// Says whether a text has a name as a word of its own. A name of one or two letters is a word of everyday language too,
/// so its case counts.
fn has_name(text: &str, name: &str) -> bool {
    let (text, name) =
        if name.len() > 2 { (text.to_lowercase(), name.to_lowercase()) } else { (text.to_owned(), name.to_owned()) };
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(&name).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|tail| tail.chars().next());
        !name.is_empty() && !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

/// Returns the evidence of each change, by the key of the change, and the key for each entry.
pub(super) fn gather(drafting: &Drafting<'_>) -> (BTreeMap<String, Evidence>, Vec<String>) {
    let mut shown: BTreeMap<String, (&str, &Change)> = BTreeMap::new();
    for section in &drafting.changelog.sections {
        for change in &section.changes {
            let numbers = change.number.iter().chain(&change.backport).map(u64::to_string);
            for key in numbers.chain([change.commit.clone()]) {
                shown.entry(key).or_insert((&section.key, change));
            }
        }
    }
    let mut found: BTreeMap<String, Evidence> = BTreeMap::new();
    let mut keys = Vec::with_capacity(drafting.entries.len());
    for entry in drafting.entries {
        let own = match entry.key {
            Key::PullRequest(number) => number.to_string(),
            Key::Commit(commit) => commit.to_string(),
        };
        let change = shown.get(&own).or_else(|| shown.get(&entry.original()?.to_string())).copied();
        let mut evidence = of_entry(drafting, entry, change);
        if !matches!(entry.bucket, Bucket::Bot | Bucket::Excluded | Bucket::Housekeeping | Bucket::Reverted) {
            read_entry(drafting, entry, change, &mut evidence);
        }
        let key = evidence.key();
        keys.push(key.clone());
        match found.get_mut(&key) {
            Some(known) => {
                known.written.add(evidence.written);
                known.kind = known.kind.into_iter().chain(evidence.kind).min();
                add_new(&mut known.ask, evidence.ask);
                add_new(&mut known.ask_names, evidence.ask_names);
            }
            None => drop(found.insert(key, evidence)),
        }
    }
    (found, keys)
}

/// Adds the people who are not there yet.
pub(super) fn add_new(known: &mut Vec<String>, people: impl IntoIterator<Item = String>) {
    for who in people {
        if !known.iter().any(|known| known.eq_ignore_ascii_case(&who)) {
            known.push(who);
        }
    }
}

fn of_entry(drafting: &Drafting<'_>, entry: &Entry, change: Option<(&str, &Change)>) -> Evidence {
    let commit = drafting.history.graph.id(entry.node).to_string();
    let details = entry.original().and_then(|number| drafting.facts.pull_requests.get(&number));
    let details = details.or_else(|| entry.details(drafting.facts));
    let mut ask: Vec<String> = Vec::new();
    let mut ask_names: Vec<String> = Vec::new();
    let is_person = |who: &String| !drafting.rules.is_bot_login(who);
    let mut add = |who: Option<String>| add_new(&mut ask, who.filter(is_person));
    let mut add_author = |login: Option<String>, name: Option<String>, add: &mut dyn FnMut(Option<String>)| match login
    {
        Some(login) => add(Some(login)),
        None => add_new(&mut ask_names, name.filter(is_person)),
    };
    if let Some((_, change)) = change {
        add_author(change.author.clone(), change.author_name.clone(), &mut add);
        let merged = change.credits.iter().filter(|credit| credit.role == Role::Merged);
        merged.for_each(|credit| add(Some(credit.login.clone())));
    } else {
        let author = drafting.identities.author(drafting.history, drafting.facts, drafting.walk, entry);
        add_author(author.login, author.name, &mut add);
    }
    if let Some(merger) = details.and_then(|details| details.merged_by.as_ref()).filter(|merger| !merger.is_bot) {
        add(Some(merger.login.clone()));
    }
    Evidence {
        number: change.map_or(entry.original(), |(_, change)| change.number),
        commit,
        title: change.map_or_else(|| entry.title.clone(), |(_, change)| change.title.clone()),
        ask,
        ask_names,
        ..Evidence::default()
    }
}

fn read_entry(drafting: &Drafting<'_>, entry: &Entry, change: Option<(&str, &Change)>, evidence: &mut Evidence) {
    let templates: Vec<&str> = drafting.templates.iter().map(String::as_str).collect();
    let mut kinds: Vec<Kind> = Vec::new();
    for number in entry.numbers() {
        let Some(details) = drafting.facts.pull_requests.get(&number) else { continue };
        // A bot's body quotes the notes of others.
        if details.author.as_ref().is_some_and(|author| author.is_bot || drafting.rules.is_bot_login(&author.login)) {
            continue;
        }
        evidence.written.add(Written::read(&details.body, &templates));
        let asks = |label: &String| drafting.upgrade.labels.iter().any(|rule| same_label(rule, label));
        kinds.extend(details.labels.iter().any(asks).then_some(Kind::Other));
    }
    for step in entry.steps.iter().filter_map(|step| drafting.walk.steps.get(*step)) {
        for node in std::iter::once(&step.node).chain(&step.side) {
            let message = &drafting.history.commit(*node).message;
            if let Some(body) = &message.notes {
                evidence.written.add(Written::read(body, &templates));
            }
            let is_marked = title_prefixes(&message.title).iter().any(|prefix| prefix == BREAKING_MARKER);
            kinds.extend(is_marked.then_some(Kind::Breaking));
        }
    }
    match change.map(|(section, _)| section) {
        Some(BREAKING) => kinds.push(Kind::Breaking),
        Some(DEPRECATION) => kinds.push(Kind::Deprecation),
        _ => {}
    }
    kinds.extend(evidence.written.texts.iter().filter_map(|text| text.kind));
    kinds.extend((evidence.written.is_marked || !evidence.written.texts.is_empty()).then_some(Kind::Other));
    evidence.kind = kinds.into_iter().min();
}
