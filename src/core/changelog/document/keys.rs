//! The keys of the changes: which number or commit stands for which.

use std::collections::{HashMap, HashSet};

use super::reference::{Reference, home_of};
use super::request::Generated;

/// The shortest beginning of a commit's name that is taken for it.
const SHORTEST_COMMIT: usize = 7;
/// The length of a commit's key.
const COMMIT_KEY: usize = 12;

/// What is known of the keys in a range.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    canonical: HashMap<String, String>,
    shown: HashSet<String>,
    known: HashSet<String>,
    commits: Vec<String>,
    home: Option<String>,
}

impl Keys {
    /// Returns the keys of a range.
    pub(super) fn new(generated: &Generated) -> Self {
        let mut keys = Self { home: home_of(&generated.text), ..Self::default() };
        keys.known.extend(generated.known.iter().cloned());
        for entry in &generated.entries {
            keys.shown.insert(entry.key.clone());
            keys.known.extend(std::iter::once(&entry.key).chain(&entry.aliases).cloned());
        }
        for entry in &generated.entries {
            for alias in entry.aliases.iter().filter(|alias| !keys.shown.contains(*alias)) {
                keys.canonical.insert(alias.clone(), entry.key.clone());
            }
        }
        keys.commits = keys.known.iter().filter(|key| key.len() >= COMMIT_KEY).cloned().collect();
        keys.commits.sort();
        keys
    }

    /// Returns the `owner/name` of the project, as far as the generated links tell it.
    pub(super) fn home(&self) -> Option<&str> {
        self.home.as_deref()
    }

    /// Returns the key that a key stands for: that of the original, for a backport.
    pub(super) fn canonical<'a>(&'a self, key: &'a str) -> &'a str {
        self.canonical.get(key).map_or(key, String::as_str)
    }

    /// Returns the key of what a line names.
    pub(super) fn resolve(&self, reference: &Reference) -> String {
        let key = match reference {
            Reference::Number(number) => number.clone(),
            Reference::Commit(name) => self
                .commits
                .iter()
                .find(|key| name.len() >= SHORTEST_COMMIT && (key.starts_with(name) || name.starts_with(key.as_str())))
                .cloned()
                .unwrap_or_else(|| name.chars().take(COMMIT_KEY).collect()),
        };
        self.canonical(&key).to_owned()
    }

    /// Whether the generated text lists it.
    pub(super) fn is_shown(&self, key: &str) -> bool {
        self.shown.contains(key)
    }

    /// Whether it is in the range, shown or not.
    pub(super) fn is_known(&self, key: &str) -> bool {
        self.known.contains(key)
    }
}
