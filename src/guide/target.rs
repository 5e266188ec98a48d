//! The commit that a run releases: how other commits stand to it, and to the line.

use crate::core::history::CommitId;
use crate::core::run::{Line, Run, changes_version_only};
use crate::failure::Failure;
use crate::git::Head;
use crate::guide::place::Place;

/// How a commit stands to the line and the target of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is the target, or its child that changes version files only.
    Released,
    /// The target is not settled, and the commit is in the history of the line.
    OnLine,
    /// The target is not settled, and the commit grew out of the line on no other long branch.
    Beside,
    /// It does not hold the newest release of the line.
    OtherLine {
        /// The tag of that release.
        previous: String,
    },
    /// The target is not settled, and the commit has nothing to do with the line.
    Elsewhere,
    /// Another commit is the target.
    NotTarget {
        /// The target.
        target: CommitId,
    },
}

impl Place<'_> {
    /// Returns how a commit stands to the line and the target of a run.
    pub(super) fn standing(&self, run: &Run, commit: CommitId) -> Result<Standing, Failure> {
        let line = &run.start.line;
        let repository = self.repository;
        if let Some(previous) = &line.previous_tag
            && let Some(tagged) = repository.tag_commit(previous)
            && repository.is_part(tagged, commit) != Some(true)
        {
            return Ok(Standing::OtherLine { previous: previous.clone() });
        }
        if let Some(target) = run.target.as_deref().and_then(CommitId::parse) {
            let is_released = self.is_released(commit, target)?;
            return Ok(if is_released { Standing::Released } else { Standing::NotTarget { target } });
        }
        let tips = self.tips(line);
        if tips.iter().any(|tip| repository.is_part(commit, *tip) == Some(true)) {
            return Ok(Standing::OnLine);
        }
        // A release branch begins at the tip; but the tip of another line may hold this line's tip, too.
        let other = repository.default_branch().and_then(|name| repository.tip(&name));
        let is_elsewhere = other.is_some_and(|other| repository.is_part(commit, other) == Some(true));
        let grew = tips.iter().any(|tip| repository.is_part(*tip, commit) == Some(true));
        Ok(if grew && !is_elsewhere { Standing::Beside } else { Standing::Elsewhere })
    }

    /// Says whether a tagged commit is what a run with this target releases: the target, or its own child that sets the
    /// version and does nothing else.
    fn is_released(&self, commit: CommitId, target: CommitId) -> Result<bool, Failure> {
        if commit == target {
            return Ok(true);
        }
        // A longer way could bring a change in and hide it again.
        if self.repository.apart(commit, target) != Some((1, 0)) {
            return Ok(false);
        }
        let changed = self.repository.changed_lines_between(target, commit)?;
        Ok(changed.iter().all(|(path, lines)| changes_version_only(path, lines)))
    }

    /// Returns the newest commits of a line, here and on the remote.
    fn tips(&self, line: &Line) -> Vec<CommitId> {
        [self.repository.branch_tip(&line.branch), self.tip_there(line)].into_iter().flatten().collect()
    }

    /// Returns the newest commit of a line on the remote, as far as this clone knows.
    fn tip_there(&self, line: &Line) -> Option<CommitId> {
        let remote = line.remote.as_ref()?;
        self.repository.tip(&format!("refs/remotes/{remote}/{}", line.branch))
    }

    /// Returns the commit that the release is on: the tagged one where the target allows it, else the target, else the
    /// tip of the line.
    pub(super) fn expected(&self, run: &Run, tag: &str) -> Option<CommitId> {
        let target = run.target.as_deref().and_then(CommitId::parse);
        let tagged = self
            .repository
            .tag_commit(tag)
            .filter(|tagged| target.is_some_and(|target| self.is_released(*tagged, target).unwrap_or(false)));
        tagged.or(target).or_else(|| self.tips(&run.start.line).first().copied())
    }

    /// Returns what a person should know before a commit is released.
    pub(super) fn doubts_about(&self, line: &Line, commit: CommitId) -> Vec<String> {
        let repository = self.repository;
        let mut doubts = Vec::new();
        match repository.head() {
            Ok(Head::Branch(branch)) if branch != line.branch => {
                doubts.push(format!("`{branch}` is checked out, and this run releases from `{}`", line.branch));
            }
            _ => {}
        }
        if let Some(remote) = &line.remote
            && self.tip_there(line).is_none_or(|there| repository.is_part(commit, there) != Some(true))
        {
            doubts.push(format!(
                "{} is not on `{remote}/{}`, as far as this clone knows: nobody else may have seen this commit",
                commit.short(),
                line.branch
            ));
        }
        if let Ok(Some(tree)) = repository.status()
            && let Some(first) = tree.changed.first().or(tree.conflicted.first())
        {
            doubts.push(format!("the work tree holds changes that are in no commit, such as `{first}`"));
        }
        doubts
    }
}
