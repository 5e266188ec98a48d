//! What this clone alone tells: `clean-tree` and `on-line`.

use crate::core::text::plural;
use crate::git::{Head, WorkTree};

use super::finding::some_of;
use super::{Finding, Subject};

/// `clean-tree`: nothing is changed, staged, unknown to git, or under way.
pub(super) fn clean_tree(subject: &Subject<'_>) -> Finding {
    match subject.repository.status() {
        Ok(Some(tree)) if tree.is_clean() => Finding::holds("nothing is changed, staged or untracked"),
        Ok(Some(tree)) => Finding::fails(differences(&tree), remedy(&tree)),
        Ok(None) => Finding::unknown("the repository is bare and has no work tree", "release from a checkout"),
        Err(error) => Finding::failed(error),
    }
}

fn differences(tree: &WorkTree) -> String {
    let under_way = tree.under_way.map(|command| format!("`git {command}` is under way"));
    let kinds = [("in conflict", &tree.conflicted), ("changed", &tree.changed), ("untracked", &tree.untracked)];
    let files = kinds
        .into_iter()
        .filter(|(_, paths)| !paths.is_empty())
        .map(|(what, paths)| format!("{} {what} ({})", plural(paths.len(), "file"), some_of(paths, paths.len())));
    under_way.into_iter().chain(files).collect::<Vec<_>>().join("; ")
}

fn remedy(tree: &WorkTree) -> String {
    match tree.under_way {
        Some("bisect") => "end it with `git bisect reset`".to_owned(),
        Some(command) => format!("end it with `git {command} --continue`, or drop it with `git {command} --abort`"),
        None if tree.changed.is_empty() && tree.conflicted.is_empty() => {
            "commit them, move them away, or add them to `.gitignore`".to_owned()
        }
        None => "commit, or put it aside with `git stash --include-untracked`".to_owned(),
    }
}

/// `on-line`: the branch of the line is checked out.
pub(super) fn on_line(subject: &Subject<'_>) -> Finding {
    let branch = subject.branch;
    let switch = format!("git switch {branch}");
    match subject.repository.head() {
        Ok(Head::Branch(found)) if found == branch => Finding::holds(format!("`{branch}` is checked out")),
        Ok(Head::Branch(found)) => Finding::fails(
            format!("`{found}` is checked out, and the line of this release is `{branch}`"),
            format!("`{switch}`"),
        ),
        Ok(Head::Detached(commit)) => Finding::fails(
            format!("`HEAD` is detached at {}: what is committed there is on no branch", commit.short()),
            format!("`{switch}`"),
        ),
        Ok(Head::Unborn(found)) => Finding::fails(format!("`{found}` has no commit yet"), format!("`{switch}`")),
        Err(error) => Finding::failed(error),
    }
}
