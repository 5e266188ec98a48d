//! The decision: which bucket each entry of a range ends in, by which rule.

use crate::core::changelog::accounting::Accounting;
use crate::core::changelog::entry::{self, Bucket, Entry, Key};
use crate::core::changelog::history::{Facts, History};
use crate::core::changelog::identity::Identities;
use crate::core::changelog::rules::{AlreadyReleased, DirectCommits, Recognition, Rules};
use crate::core::changelog::walk::Walk;
use crate::core::changelog::{released, revert};
use crate::core::history::CommitId;
use crate::core::version::Version;

/// Calls its second argument with each path that a commit changes against its first parent, until that returns
/// `false`. Paths are bytes with `/` between the parts.
pub type ChangedPaths<'a> = dyn FnMut(CommitId, &mut dyn FnMut(&[u8]) -> bool) + 'a;

/// A range whose every pull request and commit has its bucket.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The entries in merge order, oldest first; parts of others stand last.
    pub entries: Vec<Entry>,
    /// The totals.
    pub accounting: Accounting,
}

/// Puts each entry of a walk into its bucket.
pub fn decide(
    history: &History,
    facts: &Facts,
    walk: &Walk,
    rules: &Rules,
    identities: &Identities,
    changed_paths: &mut ChangedPaths<'_>,
) -> Decided {
    let mut entries = entry::collect(history, facts, walk);
    if !rules.recognises(Recognition::Backports) {
        for entry in &mut entries {
            entry.backport = None;
            entry.carried.clear();
        }
    }
    entry::mark_stacked(&mut entries, facts, rules);
    if rules.recognises(Recognition::Reverts) {
        revert::mark(&mut entries, history, facts, walk);
    }
    if rules.recognises(Recognition::AlreadyReleased) {
        released::find(&mut entries, history, walk);
    }
    let mut judge = Judge { history, facts, walk, rules, identities, changed_paths };
    for entry in &mut entries {
        judge.judge(entry);
    }
    let accounting = Accounting::new(history, walk, &entries);
    Decided { entries, accounting }
}

struct Judge<'a, 'paths> {
    history: &'a History,
    facts: &'a Facts,
    walk: &'a Walk,
    rules: &'a Rules,
    identities: &'a Identities,
    changed_paths: &'a mut ChangedPaths<'paths>,
}

impl Judge<'_, '_> {
    fn judge(&mut self, entry: &mut Entry) {
        if !entry.is_shown {
            return;
        }
        if let Key::Commit(_) = entry.key {
            self.judge_commit(entry);
            return;
        }
        let (bucket, reason) = if let Some(reason) = self.excluded(entry) {
            (Bucket::Excluded, reason)
        } else if let Some(reason) = self.bot(entry) {
            (Bucket::Bot, reason)
        } else if let Some(reason) = Self::carrier(entry) {
            (Bucket::Backport, reason)
        } else if let Some(reason) = self.synchronisation(entry).or_else(|| self.housekeeping(entry)) {
            (Bucket::Housekeeping, reason)
        } else if let Some(backport) = &entry.backport {
            let reason = match backport.number {
                Some(number) => format!("{}: ports #{number}", backport.form),
                None => format!("{}: does not name the original", backport.form),
            };
            (Bucket::Backport, reason)
        } else if !entry.also_in.is_empty() {
            (Bucket::AlreadyReleased, format!("released before in {}", entry.also_in.join(", ")))
        } else {
            (Bucket::Listed, String::new())
        };
        entry.is_shown = match bucket {
            Bucket::Listed | Bucket::Backport => true,
            Bucket::AlreadyReleased => self.rules.already_released == AlreadyReleased::Mark,
            _ => false,
        };
        entry.bucket = bucket;
        entry.reason = reason;
    }

    /// A pull request that carries ports of several changes, each of which is shown as its original.
    fn carrier(entry: &Entry) -> Option<String> {
        let originals: Vec<String> =
            entry.carried.iter().filter_map(|(_, port)| port.number).map(|number| format!("#{number}")).collect();
        (!originals.is_empty()).then(|| format!("carries ports of {}", originals.join(", ")))
    }

    /// A pull request that only brought two branches into step, whose changes were walked themselves.
    fn synchronisation(&self, entry: &Entry) -> Option<String> {
        let mut steps = entry.steps.iter().filter_map(|step| self.walk.steps.get(*step));
        steps.any(|step| step.is_synchronisation).then(|| "housekeeping: brings another branch into step".to_owned())
    }

    /// A commit without a pull request is always `direct`; what is judged is whether it is printed.
    fn judge_commit(&mut self, entry: &mut Entry) {
        let step = entry.steps.first().and_then(|step| self.walk.steps.get(*step));
        let hidden = if step.is_some_and(|step| step.passed_through) {
            Some("joins another branch, whose changes stand for themselves".to_owned())
        } else if self.history.commit(entry.node).message.is_security {
            None
        } else {
            self.excluded(entry)
                .or_else(|| self.bot(entry))
                .or_else(|| self.housekeeping(entry))
                .or_else(|| {
                    let omitted = self.rules.direct_commits == DirectCommits::Omit;
                    omitted.then(|| "`direct-commits = \"omit\"`".to_owned())
                })
                .or_else(|| {
                    let omitted = !entry.also_in.is_empty() && self.rules.already_released == AlreadyReleased::Omit;
                    omitted.then(|| format!("released before in {}", entry.also_in.join(", ")))
                })
        };
        entry.is_shown = hidden.is_none();
        entry.reason = match hidden {
            Some(reason) => format!("no pull request; not printed: {reason}"),
            None => "no pull request".to_owned(),
        };
    }

    fn excluded(&mut self, entry: &Entry) -> Option<String> {
        let exclude = &self.rules.exclude;
        let original = entry.original().and_then(|number| self.facts.pull_requests.get(&number));
        let details = [entry.details(self.facts), original];
        let rule = details
            .iter()
            .flatten()
            .find_map(|details| exclude.by_label(&details.labels).or_else(|| exclude.by_title(&details.title)))
            .or_else(|| exclude.by_title(&entry.title))
            .or_else(|| {
                let author = self.identities.author(self.history, self.facts, self.walk, entry);
                author.login.as_deref().and_then(|login| exclude.by_author(login))
            });
        if rule.is_some() || exclude.paths.is_empty() {
            return rule.map(|rule| format!("excluded by {rule}"));
        }
        exclude.by_paths(&self.paths(entry)).map(|rule| format!("excluded by {rule}"))
    }

    /// A backport belongs to whoever wrote the original, though a bot may have opened it.
    fn bot(&self, entry: &Entry) -> Option<String> {
        if !self.rules.recognises(Recognition::Bots) {
            return None;
        }
        let original = entry.original().filter(|number| entry.number() != Some(*number));
        if let Some(details) = original
            .and_then(|number| self.facts.pull_requests.get(&number))
            .or_else(|| entry.details(self.facts).filter(|_| entry.backport.is_none()))
        {
            let author = details.author.as_ref()?;
            return (author.is_bot || self.rules.is_bot_login(&author.login))
                .then(|| format!("opened by the bot {}", author.login));
        }
        let branch = self.history.commit(entry.node).message.branch.as_ref();
        if let Some(prefix) = branch.and_then(|(_, branch)| self.rules.bot_branch(branch))
            && entry.backport.is_none()
        {
            return Some(format!("branch of a bot ({prefix})"));
        }
        if entry.is_port() {
            // Who committed a port is often a bot; whose change it is, the original says.
            let original = entry.original().and_then(|number| self.history.originals.by_number.get(&number));
            return original.filter(|original| original.is_bot).map(|_| "ports what a bot wrote".to_owned());
        }
        let bot = self.identities.bot_author(self.history, self.walk, entry, self.rules)?;
        Some(format!("written by the bot {bot}"))
    }

    fn housekeeping(&mut self, entry: &Entry) -> Option<String> {
        if !self.rules.recognises(Recognition::Housekeeping) {
            return None;
        }
        let housekeeping = &self.rules.housekeeping;
        let original = entry.backport.as_ref().and_then(|backport| backport.title.as_deref());
        let titles = [Some(entry.title.as_str()), original];
        let by_title = titles.into_iter().flatten().find_map(|title| {
            housekeeping.by_title(title).filter(|_| matches!(entry.key, Key::Commit(_)) || self.prepares_this(title))
        });
        if let Some(rule) = by_title {
            return Some(format!("housekeeping: {rule}"));
        }
        let branch = self.history.commit(entry.node).message.branch.as_ref().map(|(_, branch)| branch.as_str());
        let branch = entry.details(self.facts).map(|details| details.head.as_str()).or(branch);
        if let Some(rule) = branch.and_then(|branch| housekeeping.by_branch(branch)) {
            return Some(format!("housekeeping: {rule}"));
        }
        let mut touched = None;
        for step in entry.steps.iter().filter_map(|step| self.walk.steps.get(*step)) {
            let mut only = true;
            (self.changed_paths)(self.history.graph.id(step.node), &mut |path| {
                only = housekeeping.by_path(path).is_some();
                if only && touched.is_none() {
                    touched = Some(String::from_utf8_lossy(path).into_owned());
                }
                only
            });
            if !only {
                return None;
            }
        }
        touched.map(|path| format!("housekeeping: touches only changelog or version files ({path})"))
    }

    /// Whether the title of a release pull request names a release that this range makes, or none. What prepared another
    /// one, a candidate or another line's, changed something that a reader of this one may look for.
    fn prepares_this(&self, title: &str) -> bool {
        let mut named = title.split_whitespace().filter_map(|word| {
            let word = word.trim_matches(|letter: char| !letter.is_ascii_alphanumeric());
            Version::parse(word.strip_prefix('v').unwrap_or(word))
        });
        let Some(version) = named.next() else { return true };
        let is_final = self.history.version.as_ref().is_some_and(|head| !head.is_pre_release());
        let lower = title.to_lowercase();
        let names_candidate = ["alpha", "beta", "candidate", "(rc"].iter().any(|word| lower.contains(word));
        if is_final && names_candidate {
            return false;
        }
        let mut made = self.history.releases.iter().filter(|release| release.on_this_line);
        let Some(head) = &self.history.version else { return true };
        *head == version || made.any(|release| release.version == version)
    }

    /// All paths that the entry touches, each once a step.
    fn paths(&mut self, entry: &Entry) -> Vec<Vec<u8>> {
        let mut paths = Vec::new();
        for step in entry.steps.iter().filter_map(|step| self.walk.steps.get(*step)) {
            (self.changed_paths)(self.history.graph.id(step.node), &mut |path| {
                paths.push(path.to_vec());
                true
            });
        }
        paths
    }
}
