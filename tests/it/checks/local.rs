//! `clean-tree` and `on-line`.

use super::{Run, project};
use crate::support::Sandbox;

fn clean_tree(sandbox: &Sandbox) -> String {
    Run::new().check(sandbox, "clean-tree")
}

fn on_line(sandbox: &Sandbox) -> String {
    Run::new().check(sandbox, "on-line")
}

#[test]
fn a_tree_is_clean_when_nothing_differs() {
    let sandbox =
        project().write(".gitignore", "target\n").git(["add", "."]).git(["commit", "--quiet", "-m", "Ignore"]);
    insta::assert_snapshot!(clean_tree(&sandbox.write("target/out", "built")), @"holds: nothing is changed, staged or untracked");
}

#[test]
fn changed_staged_and_untracked_files_are_named() {
    let sandbox = project().write("change-0001.txt", "changed").write("staged", "new").git(["add", "staged"]);
    insta::assert_snapshot!(clean_tree(&sandbox.write("notes/one", "a").write("notes/two", "b")), @"
    fails: 2 files changed (change-0001.txt, staged); 1 file untracked (notes/)
    help: commit, or put it aside with `git stash --include-untracked`
    ");
    let sandbox = (0..7).fold(project(), |sandbox, number| sandbox.write(&format!("file {number}"), "new"));
    insta::assert_snapshot!(clean_tree(&sandbox), @"
    fails: 7 files untracked (file 0, file 1, file 2, file 3, file 4 and 2 more)
    help: commit them, move them away, or add them to `.gitignore`
    ");
}

#[test]
fn what_is_under_way_is_not_clean() {
    let sandbox = project().commit_files("Theirs", &[("a", "theirs\n")]).git(["branch", "theirs"]);
    let sandbox = sandbox.git(["reset", "--quiet", "--hard", "HEAD~1"]).commit_files("Ours", &[("a", "ours\n")]);
    assert_ne!(sandbox.commit_id("main"), sandbox.commit_id("theirs"));
    assert!(!sandbox.try_git(&["merge", "theirs"], None).status.success());
    insta::assert_snapshot!(clean_tree(&sandbox), @"
    fails: `git merge` is under way; 1 file in conflict (a)
    help: end it with `git merge --continue`, or drop it with `git merge --abort`
    ");
    let sandbox = sandbox.git(["merge", "--abort"]).git(["bisect", "start"]);
    insta::assert_snapshot!(clean_tree(&sandbox), @"
    fails: `git bisect` is under way
    help: end it with `git bisect reset`
    ");
}

#[test]
fn a_bare_repository_has_no_tree() {
    let sandbox = project().git(["clone", "--quiet", "--bare", ".", "[SANDBOX]/bare"]).directory("[SANDBOX]/bare");
    insta::assert_snapshot!(clean_tree(&sandbox), @"
    unknown: the repository is bare and has no work tree
    help: release from a checkout
    ");
}

#[test]
fn the_branch_of_the_line_is_checked_out_or_not() {
    let sandbox = project();
    insta::assert_snapshot!(on_line(&sandbox), @"holds: `main` is checked out");
    let sandbox = sandbox.git(["switch", "--quiet", "--create", "5.x"]);
    insta::assert_snapshot!(on_line(&sandbox), @"
    fails: `5.x` is checked out, and the line of this release is `main`
    help: `git switch main`
    ");
    let sandbox = sandbox.git(["switch", "--quiet", "--detach", "main"]);
    insta::assert_snapshot!(on_line(&sandbox), @"
    fails: `HEAD` is detached at 0db774d324a1: what is committed there is on no branch
    help: `git switch main`
    ");
    insta::assert_snapshot!(on_line(&sandbox.git(["switch", "--quiet", "--orphan", "empty"])), @"
    fails: `empty` has no commit yet
    help: `git switch main`
    ");
}
