//! `up-to-date`, `tag-absent` and `tag-pushed`, against a bare remote on this machine.

use super::{Run, project, pushed};
use crate::support::Sandbox;

fn up_to_date(sandbox: &Sandbox) -> String {
    Run::new().check(sandbox, "up-to-date")
}

fn tag_absent(sandbox: &Sandbox) -> String {
    Run::new().check(sandbox, "tag-absent")
}

fn tag_pushed(sandbox: &Sandbox) -> String {
    Run::new().check(sandbox, "tag-pushed")
}

/// Lets somebody else push a commit that this clone has never seen.
fn others_push(sandbox: Sandbox) -> Sandbox {
    let home = sandbox.path(".").display().to_string();
    let sandbox = sandbox.git(["clone", "--quiet", "--branch", "main", "[SANDBOX]/origin.git", "[SANDBOX]/other"]);
    let sandbox = sandbox.directory("[SANDBOX]/other").commit("Somebody else's").git(["push", "--quiet"]);
    sandbox.directory(&home)
}

#[test]
fn the_remote_is_asked_and_not_remembered() {
    let sandbox = pushed();
    insta::assert_snapshot!(up_to_date(&sandbox), @"holds: `main` and `origin` are both at 0db774d324a1");
    let sandbox = others_push(sandbox);
    insta::assert_snapshot!(up_to_date(&sandbox), @"
    fails: `origin` has 9b259954a28e on `main`, which this clone has never seen
    help: `git fetch origin`, then `git pull --ff-only origin main`
    ");
    let sandbox = sandbox.git(["fetch", "--quiet"]);
    insta::assert_snapshot!(up_to_date(&sandbox), @"
    fails: `main` is 1 commit behind `origin`
    help: `git pull --ff-only origin main`
    ");
    insta::assert_snapshot!(up_to_date(&sandbox.commit("Here").commit("Here again")), @"
    fails: `main` and `origin` have parted: 2 here, 1 there
    help: look at `git log --oneline --left-right main...9b259954a28e`, and bring them together
    ");
}

#[test]
fn commits_that_are_only_here_are_counted() {
    insta::assert_snapshot!(up_to_date(&pushed().commit("Here").commit("Here again")), @"
    fails: `main` is 2 commits ahead of `origin`
    help: `git push origin main`, or a pull request where the project wants one
    ");
}

#[test]
fn a_branch_must_be_at_both_ends() {
    let sandbox = pushed().git(["branch", "5.x"]);
    let check = |sandbox: &Sandbox, branch| Run { branch, ..Run::new() }.check(sandbox, "up-to-date");
    insta::assert_snapshot!(check(&sandbox, "5.x"), @"
    fails: `origin` has no branch `5.x`
    help: `git push origin 5.x`, once it is what the project wants to have
    ");
    insta::assert_snapshot!(check(&sandbox, "6.x"), @"
    fails: there is no branch `6.x` in this clone
    help: `git switch 6.x`
    ");
}

#[test]
fn a_remote_that_does_not_answer_leaves_it_open() {
    let gone = project().remote("origin", "[SANDBOX]/gone.git");
    let run = Run { remote: None, ..Run::new() };
    for check in ["up-to-date", "tag-absent", "tag-pushed"] {
        assert!(run.check(&gone, check).starts_with("unknown: which remote is the project's own is not known\n"));
        // The rest is git's, and may be in another language.
        let found = Run::new().check(&gone, check);
        assert!(
            found.starts_with("unknown: `origin` cannot be asked: `git ls-remote` failed (exit code 128);"),
            "{found}"
        );
        assert!(found.ends_with("\nhelp: see whether `git ls-remote origin` works, then try again"), "{found}");
    }
}

#[test]
fn a_tag_is_absent_here_and_there() {
    let sandbox = pushed();
    insta::assert_snapshot!(tag_absent(&sandbox), @"holds: neither this clone nor `origin` has `1.1.0` or `v1.1.0`");
    insta::assert_snapshot!(tag_absent(&project().tag("1.1.0")), @"
    fails: the tag `1.1.0` is in this clone, on 0db774d324a1
    help: choose another version: a tag that somebody may have fetched is never moved
    ");
    insta::assert_snapshot!(tag_absent(&project().annotated_tag("v1.1.0", "The other spelling")), @"
    fails: the tag `v1.1.0` is in this clone, on 0db774d324a1
    help: choose another version: a tag that somebody may have fetched is never moved
    ");
    let sandbox = sandbox.tag("v1.1.0").git(["push", "--quiet", "origin", "v1.1.0"]).git(["tag", "--delete", "v1.1.0"]);
    insta::assert_snapshot!(tag_absent(&sandbox), @"
    fails: `origin` has the tag `v1.1.0` already
    help: choose another version: a tag that somebody may have fetched is never moved
    ");
    // A tag of which this one is the beginning is another one.
    assert!(tag_absent(&pushed().tag("1.1.0rc1").git(["push", "--quiet", "--tags"])).starts_with("holds"));
}

#[test]
fn a_tag_is_pushed_when_the_remote_has_it_on_the_target() {
    let sandbox = pushed();
    insta::assert_snapshot!(tag_pushed(&sandbox), @"
    fails: neither this clone nor `origin` has the tag `1.1.0`
    help: tag the target, then `git push origin refs/tags/1.1.0`
    ");
    let sandbox = sandbox.annotated_tag("1.1.0", "Release");
    insta::assert_snapshot!(tag_pushed(&sandbox), @"
    fails: the tag `1.1.0` is in this clone, and `origin` does not have it
    help: `git push origin refs/tags/1.1.0`
    ");
    let sandbox = sandbox.git(["push", "--quiet", "origin", "1.1.0"]);
    insta::assert_snapshot!(tag_pushed(&sandbox), @"holds: `origin` has `1.1.0` on 0db774d324a1");
    let target = sandbox.commit_id("1.0.0");
    insta::assert_snapshot!(Run::new().target(&target).check(&sandbox, "tag-pushed"), @"
    fails: `origin` has `1.1.0` on 0db774d324a1, and it belongs on 98b25885549a
    help: do not move it: find out who tagged, and choose another version if the tag is wrong
    ");
    insta::assert_snapshot!(tag_pushed(&sandbox.git(["tag", "--delete", "1.1.0"])), @"
    unknown: `origin` has `1.1.0` on 0db774d324a1, and which commit it belongs on is not known
    help: `git fetch origin tag 1.1.0`, and compare it with what was to be released
    ");
    let sandbox = pushed().tag("1.1.0").git(["push", "--quiet", "origin", "1.1.0"]);
    let target = sandbox.commit_id("main");
    assert!(Run::new().target(&target).check(&sandbox, "tag-pushed").starts_with("holds"));
}
