//! Security fixes that one line has as plain commits and another as a merge.

use std::collections::HashSet;

use git2::{Oid, Sort};

use crate::core::changelog::message::Message;
use crate::core::history::Node;
use crate::git::history::{Loader, author, decode};
use crate::git::{GitError, Repository, Resolved};

/// Author, the author's date and subject: what survives when a commit is taken to another line.
type Trace = (String, i64, String);

impl Loader<'_> {
    /// A maintenance branch often carries security fixes as plain commits, while the default branch has them as merges
    /// of an advisory's private fork: finds those merges, and which commits of the range are the same.
    pub(super) fn load_security_fixes(
        &mut self,
        repository: &Repository,
        range: &Resolved,
        oldest: i64,
    ) -> Result<(), GitError> {
        let plain: Vec<Node> = self
            .history
            .graph
            .nodes()
            .take(self.history.range)
            .filter(|node| {
                !self.history.graph.is_merge(*node) && self.history.commit(*node).message.reference.is_none()
            })
            .collect();
        let Some(default) = repository.default_branch() else { return Ok(()) };
        let Ok(default) = self.repository.revparse_single(&default).and_then(|found| found.peel_to_commit()) else {
            return Ok(());
        };
        let comparing = || GitError::doing("compare the default branch with the head");
        if plain.is_empty()
            || default.id() == range.head
            || self.repository.graph_descendant_of(default.id(), range.head).map_err(comparing())?
        {
            return Ok(());
        }
        let newest = self.history.commits.iter().map(|commit| commit.committed).max().unwrap_or(i64::MAX);
        // Both lines get a fix within days; what is far away is not read.
        let days = 60 * 24 * 60 * 60;
        let walking = || GitError::doing("walk the default branch");
        let mut walk = self.repository.revwalk().map_err(walking())?;
        walk.set_sorting(Sort::TIME).map_err(walking())?;
        walk.push(default.id()).map_err(walking())?;
        walk.hide(range.head).map_err(walking())?;
        let mut fixes: HashSet<Trace> = HashSet::new();
        for id in walk {
            let commit = self.repository.find_commit(id.map_err(walking())?).map_err(walking())?;
            if commit.time().seconds() < oldest.saturating_sub(days) {
                break;
            }
            if commit.time().seconds() > newest.saturating_add(days) || commit.parent_count() < 2 {
                continue;
            }
            let text = decode(commit.message_bytes(), None);
            if Message::read(&text, true, None).is_security
                && let Ok(side) = commit.parent(1)
            {
                self.collect_side(&commit, side.id(), &mut fixes)?;
            }
        }
        for node in plain {
            let facts = self.history.commit(node);
            let key = (self.history.author(node).name.clone(), facts.authored, facts.message.title.clone());
            if fixes.contains(&key) {
                self.history.security.insert(node);
            }
        }
        Ok(())
    }

    fn collect_side(&self, merge: &git2::Commit<'_>, side: Oid, fixes: &mut HashSet<Trace>) -> Result<(), GitError> {
        let walking = || GitError::doing("walk the side of a security merge");
        let mut walk = self.repository.revwalk().map_err(walking())?;
        walk.push(side).map_err(walking())?;
        walk.hide(merge.parent_id(0).map_err(walking())?).map_err(walking())?;
        for id in walk {
            let commit = self.repository.find_commit(id.map_err(walking())?).map_err(walking())?;
            let author = self.mailmap.resolve(&author(&commit, None));
            let title = Message::read(&decode(commit.message_bytes(), None), false, None).title;
            fixes.insert((author.name, commit.author().when().seconds(), title));
        }
        Ok(())
    }
}
