//! What the accounting is told: the commits of a range, other lines' releases, and what GitHub knows.

use std::collections::HashMap;

use crate::core::changelog::message::Message;
use crate::core::changelog::originals::Originals;
use crate::core::history::{CommitId, Graph, Node, Person};
use crate::core::version::Version;

/// The facts of one commit.
#[derive(Clone, Debug, Default)]
pub struct Commit {
    /// What its message says.
    pub message: Message,
    /// The place of its author in [`History::people`].
    pub author: u32,
    /// When it was written, in seconds since 1970-01-01 UTC. Rebasing and cherry-picking keep it.
    pub authored: i64,
    /// When it was committed, in seconds since 1970-01-01 UTC.
    pub committed: i64,
}

/// A final release of any line.
#[derive(Clone, Debug)]
pub struct Release {
    /// The name of the tag.
    pub tag: String,
    /// Its version.
    pub version: Version,
    /// The tagged commit.
    pub commit: CommitId,
    /// When it was tagged (annotated) or committed, in seconds since 1970-01-01 UTC.
    pub time: i64,
    /// Whether the tag is an ancestor of the head of the range.
    pub on_this_line: bool,
}

/// The commits that an accounting is made of.
///
/// The first `range` nodes of the graph are the range, each before its parents; the others are what other lines have
/// besides, as far as it was loaded.
#[derive(Debug, Default)]
pub struct History {
    /// The commits and their parents.
    pub graph: Graph,
    /// How many nodes of the graph are in the range.
    pub range: usize,
    /// The facts of each node.
    pub commits: Vec<Commit>,
    /// All authors, each once.
    pub people: Vec<Person>,
    /// The version of the head, where it is released or named.
    pub version: Option<Version>,
    /// The final releases whose history reaches into the range or beside it, oldest first.
    pub releases: Vec<Release>,
    /// The originals of the range's ports, as far as another line told them.
    pub originals: Originals,
    /// Logins behind addresses that `.mailmap` replaced, by the address that replaced them, in lower case.
    pub logins: HashMap<String, String>,
    /// The commits of the range that another line has as the fix of a security advisory.
    pub security: std::collections::HashSet<Node>,
    /// Pairs of a commit of the range and one of another line that are the same patch.
    pub same_patch: Vec<(Node, Node)>,
}

impl History {
    /// Says whether the node is a commit of the range.
    pub fn in_range(&self, node: Node) -> bool {
        (node.0 as usize) < self.range
    }

    /// Returns the facts of a commit.
    pub fn commit(&self, node: Node) -> &Commit {
        static NOTHING: std::sync::LazyLock<Commit> = std::sync::LazyLock::new(Commit::default);
        self.commits.get(node.0 as usize).unwrap_or(&NOTHING)
    }

    /// Returns the author of a commit.
    pub fn author(&self, node: Node) -> &Person {
        static NOBODY: std::sync::LazyLock<Person> = std::sync::LazyLock::new(Person::default);
        self.people.get(self.commit(node).author as usize).unwrap_or(&NOBODY)
    }

    /// Forgets references to other projects: `PR-URL:` and `Merge owner/name#12` say whose pull request they mean. One
    /// that shares the owner or the name with `project` is kept, as projects move and are renamed.
    pub fn forget_other_projects(&mut self, project: &str) {
        let Some((owner, name)) = project.split_once('/') else { return };
        for commit in &mut self.commits {
            let Some((other_owner, other_name)) =
                commit.message.project.as_deref().and_then(|text| text.split_once('/'))
            else {
                continue;
            };
            if !other_owner.eq_ignore_ascii_case(owner) && !other_name.eq_ignore_ascii_case(name) {
                commit.message.reference = None;
            }
        }
    }

    /// Returns the first commit whose id begins with the hexadecimal `prefix`.
    pub fn find(&self, prefix: &str) -> Option<Node> {
        if prefix.len() == 40 {
            let mut id = [0; 20];
            for (byte, digits) in id.iter_mut().zip(prefix.as_bytes().chunks(2)) {
                *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
            }
            return self.graph.node(&CommitId(id));
        }
        self.graph.nodes().find(|node| self.graph.id(*node).starts_with(prefix))
    }
}

/// A person on GitHub.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// The login, without `[bot]`.
    pub login: String,
    /// Whether GitHub says that it is a bot.
    pub is_bot: bool,
}

/// What GitHub knows of a pull request.
#[derive(Clone, Debug, Default)]
pub struct PullRequest {
    /// The number.
    pub number: u64,
    /// The title.
    pub title: String,
    /// The body, Markdown.
    pub body: String,
    /// The web address.
    pub url: String,
    /// Who opened it; `None` for a deleted account.
    pub author: Option<Account>,
    /// Who merged it.
    pub merged_by: Option<Account>,
    /// Who reviewed it.
    pub reviewers: Vec<Account>,
    /// Who commented on it.
    pub commenters: Vec<Account>,
    /// The labels.
    pub labels: Vec<String>,
    /// The branch it was merged into.
    pub base: String,
    /// The branch it came from.
    pub head: String,
    /// Whether that branch is a fork's, so that its name means nothing in the project.
    pub is_from_fork: bool,
    /// When it was merged, RFC 3339; `None` where it was closed or is open.
    pub merged_at: Option<String>,
    /// The full id of the commit that GitHub says it was merged as.
    pub merge_commit: Option<String>,
    /// The title of its milestone.
    pub milestone: Option<String>,
}

/// What was learned from GitHub; empty when it was not asked.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Whether GitHub was asked.
    pub asked: bool,
    /// The project's default branch.
    pub default_branch: Option<String>,
    /// `owner/name` as GitHub spells it now.
    pub name_with_owner: Option<String>,
    /// Pull requests by number.
    pub pull_requests: HashMap<u64, PullRequest>,
    /// Numbers that GitHub knows as issues or not at all, so that they are no pull request.
    pub not_pull_requests: std::collections::HashSet<u64>,
    /// The pull request of each commit that was asked for; `None` where it has none.
    pub commits: HashMap<CommitId, Option<u64>>,
}
