//! Tags that name one version on one commit, `1.1.0` and `v1.1.0`: that is one release, and has one record.

use std::collections::{HashMap, HashSet};

use crate::core::ledger::import::Sources;
use crate::core::ledger::order::version_key;
use crate::core::ledger::{Release, Tagged};

/// Returns by the position of each tag that of the tag under which its release is recorded. Of several tags of one release
/// that is the one that is recorded already, else the one whose message says most, else the oldest. Where several are
/// recorded, each stands for itself.
pub(super) fn leads(tags: &[Tagged], is_recorded: impl Fn(&str) -> bool) -> Vec<usize> {
    let mut groups: HashMap<(&str, String), Vec<usize>> = HashMap::new();
    for (place, tag) in tags.iter().enumerate() {
        groups.entry((&tag.commit, version_key(&tag.version.to_string()))).or_default().push(place);
    }
    let mut leads: Vec<usize> = (0..tags.len()).collect();
    for group in groups.values().filter(|group| group.len() > 1) {
        let of = |place: usize| tags.get(place);
        let recorded = |place: usize| of(place).is_some_and(|tag| is_recorded(&tag.tag));
        let says_less = |place: &usize| {
            of(*place).map(|tag| (!recorded(*place), tag.trailers.is_empty(), tag.tagger.is_none(), *place))
        };
        let Some(lead) = group.iter().copied().min_by_key(says_less) else { continue };
        for place in group.iter().filter(|place| !recorded(**place)) {
            if let Some(entry) = leads.get_mut(*place) {
                *entry = lead;
            }
        }
    }
    leads
}

/// Records whose tag is not here any more, by commit and version: the release may have another tag by now.
pub(super) struct Gone<'a>(HashMap<(&'a str, String), &'a Release>);

impl<'a> Gone<'a> {
    /// Returns those of the records that have no tag.
    pub(super) fn of(sources: &Sources<'a>) -> Self {
        let tags: HashSet<&str> = sources.tags.iter().map(|tag| tag.tag.as_str()).collect();
        let is_gone = |release: &&Release| !tags.contains(release.tag.as_str()) && !release.commit.is_empty();
        let gone = sources.present.iter().filter(is_gone);
        Self(gone.map(|release| ((release.commit.as_str(), version_key(&release.version)), release)).collect())
    }

    /// Returns the record of the release of a tag; each stands for one tag.
    pub(super) fn take(&mut self, tag: &'a Tagged) -> Option<&'a Release> {
        self.0.remove(&(tag.commit.as_str(), version_key(&tag.version.to_string())))
    }
}
