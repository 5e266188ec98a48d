//! Which changes of a range are behind a fact: those that changed what its files say.

use std::collections::{HashMap, HashSet};

use super::fact::{Fact, KnownManifests, Probe};
use super::rules::UpgradeRules;
use crate::core::changelog::decide::ChangedPaths;
use crate::core::changelog::history::History;
use crate::core::changelog::walk::Walk;
use crate::core::history::CommitId;

/// Returns the text of a file at a commit, or at the first parent of the commit where the second argument says so.
type ReadAt<'a> = dyn FnMut(CommitId, bool, &str) -> Option<String> + 'a;

/// Returns, for each fact, the steps of the walk that changed what its files say, oldest first.
pub fn changed_by(
    facts: &[Fact],
    rules: &UpgradeRules,
    history: &History,
    walk: &Walk,
    changed_paths: &mut ChangedPaths<'_>,
    read: &mut ReadAt<'_>,
) -> Vec<Vec<usize>> {
    let probes = || facts.iter().flat_map(|fact| &fact.pairs).map(|pair| &pair.probe);
    let wanted: HashSet<&[u8]> = probes().flat_map(|probe| &probe.files).map(String::as_bytes).collect();
    let mut touching: HashMap<Vec<u8>, Vec<usize>> = HashMap::new();
    // Where a merge is walked through, the commits behind it were walked themselves.
    let own = |step: &crate::core::changelog::walk::Step| !step.passed_through && !step.is_synchronisation;
    for (index, step) in walk.steps.iter().enumerate().filter(|(_, step)| own(step) && !wanted.is_empty()) {
        changed_paths(history.graph.id(step.node), &mut |path| {
            if wanted.contains(path) {
                touching.entry(path.to_vec()).or_default().push(index);
            }
            true
        });
    }
    let mut manifests = KnownManifests::default();
    let mut changes = |probe: &Probe| {
        let mut steps: Vec<usize> =
            probe.files.iter().filter_map(|file| touching.get(file.as_bytes())).flatten().copied().collect();
        steps.sort_unstable();
        steps.dedup();
        steps.retain(|step| {
            let Some(step) = walk.steps.get(*step) else { return false };
            let commit = history.graph.id(step.node);
            let before = probe.value(rules, &mut manifests, &mut |file| read(commit, true, file));
            let after = probe.value(rules, &mut manifests, &mut |file| read(commit, false, file));
            before != after
        });
        steps
    };
    let mut known: HashMap<&Probe, Vec<usize>> = HashMap::new();
    let mut all = Vec::with_capacity(facts.len());
    for fact in facts {
        let mut steps: Vec<usize> = Vec::new();
        for pair in &fact.pairs {
            steps.extend(known.entry(&pair.probe).or_insert_with_key(|probe| changes(probe)).iter().copied());
        }
        steps.sort_unstable();
        steps.dedup();
        all.push(steps);
    }
    all
}
