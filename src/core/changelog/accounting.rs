//! The accounting as it is printed: the buckets and their totals.

use serde::Serialize;

use crate::core::changelog::entry::{Bucket, Entry, Key};
use crate::core::changelog::history::History;
use crate::core::changelog::walk::Walk;
use crate::core::history::CommitId;

/// Where each pull request of a range, and each walked commit without one, ended.
///
/// The lengths of the buckets sum to `pull_requests` plus `direct_commits`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Accounting {
    /// The commits reachable from the head and not from the base.
    pub all_commits: usize,
    /// The commits that the walk came by, those passed through included.
    pub walked_commits: usize,
    /// The pull requests found in the range.
    pub pull_requests: usize,
    /// The walked commits that belong to no pull request.
    pub direct_commits: usize,
    /// Each number or commit in exactly one of them.
    pub buckets: Buckets,
    /// For each entry that is not simply listed, why it is where it is; the key is the number or the commit.
    pub reasons: std::collections::BTreeMap<String, String>,
    /// The entry of each walked commit, oldest first.
    pub walked: Vec<WalkedCommit>,
}

/// The named buckets; pull requests by ascending number, commits in merge order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Buckets {
    /// Shown under their own number.
    pub listed: Vec<u64>,
    /// Opened by a bot.
    pub bot: Vec<u64>,
    /// Touch only the changelog or version files, or are a release pull request.
    pub housekeeping: Vec<u64>,
    /// Taken back within the range, together with what took them back.
    pub reverted: Vec<u64>,
    /// In a release of another line before.
    pub already_released: Vec<u64>,
    /// Port a change from another line; shown under the original.
    pub backport: Vec<u64>,
    /// Merged into the branch of another pull request of the range.
    pub part_of: Vec<u64>,
    /// Left out by a rule of the configuration.
    pub excluded: Vec<u64>,
    /// Commits that belong to no pull request.
    pub direct: Vec<CommitId>,
}

/// A walked commit and the entry that it counts for.
#[derive(Clone, Debug, Serialize)]
pub struct WalkedCommit {
    /// The commit.
    pub commit: CommitId,
    /// The pull request that it belongs to; `None` where it is an entry of its own.
    pub pull_request: Option<u64>,
}

impl Accounting {
    /// Returns the accounting of `entries`.
    pub fn new(history: &History, walk: &Walk, entries: &[Entry]) -> Self {
        let mut accounting = Self { all_commits: history.range, walked_commits: walk.steps.len(), ..Self::default() };
        for entry in entries {
            let name = match entry.key {
                Key::PullRequest(number) => {
                    accounting.pull_requests += 1;
                    accounting.buckets.numbers(entry.bucket).push(number);
                    number.to_string()
                }
                Key::Commit(commit) => {
                    accounting.direct_commits += 1;
                    accounting.buckets.direct.push(commit);
                    commit.to_string()
                }
            };
            if !entry.reason.is_empty() {
                accounting.reasons.insert(name, entry.reason.clone());
            }
        }
        for bucket in Bucket::OF_PULL_REQUESTS {
            accounting.buckets.numbers(bucket).sort_unstable();
        }
        let mut entry_of_step = vec![None; walk.steps.len()];
        for entry in entries {
            for step in &entry.steps {
                if let (Some(slot), Key::PullRequest(number)) = (entry_of_step.get_mut(*step), entry.key) {
                    *slot = Some(number);
                }
            }
        }
        accounting.walked = walk
            .steps
            .iter()
            .zip(entry_of_step)
            .map(|(step, pull_request)| WalkedCommit { commit: history.graph.id(step.node), pull_request })
            .collect();
        accounting
    }

    /// Returns the totals in one line, e.g. `61 pull requests and 2 direct commits: 41 listed, 18 bot, …`.
    pub fn summary(&self) -> String {
        use crate::core::text::plural;
        let buckets = &self.buckets;
        let counts = [
            (buckets.listed.len(), "listed"),
            (buckets.backport.len(), "backport"),
            (buckets.already_released.len(), "already released"),
            (buckets.part_of.len(), "part of another"),
            (buckets.reverted.len(), "reverted"),
            (buckets.bot.len(), "bot"),
            (buckets.housekeeping.len(), "housekeeping"),
            (buckets.excluded.len(), "excluded"),
            (buckets.direct.len(), "direct"),
        ];
        let parts: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, name)| format!("{count} {name}")).collect();
        format!(
            "{} ({} walked): {} and {}{}{}",
            plural(self.all_commits, "commit"),
            self.walked_commits,
            plural(self.pull_requests, "pull request"),
            plural(self.direct_commits, "direct commit"),
            if parts.is_empty() { "" } else { ": " },
            parts.join(", ")
        )
    }
}

impl Buckets {
    fn numbers(&mut self, bucket: Bucket) -> &mut Vec<u64> {
        match bucket {
            // A pull request is never direct; listed is where it would be missed least.
            Bucket::Listed | Bucket::Direct => &mut self.listed,
            Bucket::Bot => &mut self.bot,
            Bucket::Housekeeping => &mut self.housekeeping,
            Bucket::Reverted => &mut self.reverted,
            Bucket::AlreadyReleased => &mut self.already_released,
            Bucket::Backport => &mut self.backport,
            Bucket::PartOf => &mut self.part_of,
            Bucket::Excluded => &mut self.excluded,
        }
    }
}
