//! Commits of two lines that are the same patch.

use std::collections::HashMap;

use git2::Oid;

use crate::core::history::Node;
use crate::git::GitError;
use crate::git::history::Loader;

impl Loader<'_> {
    /// Pairs commits of the range with those of other lines that are the same patch: author, the author's date and
    /// subject survive a cherry-pick; where only the date differs, the patch itself is compared, for at most so many.
    pub(super) fn pair_patches(&mut self, most: usize) -> Result<(), GitError> {
        let mut by_author_and_title: HashMap<(u32, &str), Vec<Node>> = HashMap::new();
        let history = &self.history;
        let is_plain = |node: &Node| !history.graph.is_merge(*node);
        for node in history.graph.nodes().skip(history.range).filter(is_plain) {
            let facts = history.commit(node);
            by_author_and_title.entry((facts.author, facts.message.title.as_str())).or_default().push(node);
        }
        if by_author_and_title.is_empty() {
            return Ok(());
        }
        let mut pairs = Vec::new();
        let mut compared = 0;
        for node in history.graph.nodes().take(history.range).filter(is_plain) {
            let own = history.commit(node);
            let key = (own.author, own.message.title.as_str());
            let others = by_author_and_title.get(&key).map_or(&[][..], Vec::as_slice);
            // `Fix typo` stands for many patches; comparing each with each would cost more than it can tell.
            let is_telling = others.len() <= 2;
            for other in others {
                if history.commit(*other).authored == own.authored {
                    pairs.push((node, *other));
                } else if is_telling && compared < most {
                    compared += 1;
                    let patches = (self.patch(node)?, self.patch(*other)?);
                    if patches.0.is_some() && patches.0 == patches.1 {
                        pairs.push((node, *other));
                    }
                }
            }
        }
        self.history.same_patch = pairs;
        Ok(())
    }

    /// The stable id of a commit's patch (`git patch-id --stable`); `None` for an empty one.
    fn patch(&self, node: Node) -> Result<Option<Oid>, GitError> {
        let comparing = || GitError::doing("compare a patch");
        let id = Oid::from_bytes(&self.history.graph.id(node).0).map_err(comparing())?;
        let commit = self.repository.find_commit(id).map_err(comparing())?;
        let tree = commit.tree().map_err(comparing())?;
        let before = commit.parent(0).ok().map(|parent| parent.tree()).transpose().map_err(comparing())?;
        let diff = self.repository.diff_tree_to_tree(before.as_ref(), Some(&tree), None).map_err(comparing())?;
        if diff.deltas().len() == 0 {
            return Ok(None);
        }
        diff.patchid(None).map(Some).map_err(comparing())
    }
}
