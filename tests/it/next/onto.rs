//! `shepherd next --onto`: what a line still lacks.

use super::next;
use crate::support::{FakeGithub, PullRequest, Repository, Sandbox};

/// Two lines: 5.x has two of main's fixes, one picked with its trailer and one as the same patch under another number.
fn lines() -> Sandbox {
    let sandbox = Sandbox::new()
        .commit("Start")
        .tag("5.4.0")
        .branch("5.x")
        .checkout("main")
        .squash(10, "FIX: the first")
        .squash(11, "FIX: the second")
        .commit("FIX: the third")
        .squash(13, "NEW: not for old ones")
        .squash(14, "Fix what no label tells")
        .squash(15, "Improve one thing")
        .squash(16, "FIX: the fourth");
    let picked = sandbox.commit_id("main~6");
    sandbox
        .checkout("5.x")
        .commit(format!("FIX: the first (#20)\n\n(cherry picked from commit {picked})"))
        .commit("Backport PR #11 on branch 5.x (FIX: the second)")
        .git(["cherry-pick", "main~4"])
        .checkout("main")
        .remote("origin", "https://github.com/octo/hello.git")
}

#[test]
fn from_git_alone() {
    insta::assert_snapshot!(next(&lines(), &["--onto", "5.x"]), @r#"
    5.x lacks 2 changes of HEAD:
      #14 Fix what no label tells (Mona Maintainer)
        may mend a bug: the title begins with "fix"; ba50713c90a2
      #16 FIX: the fourth (Mona Maintainer)
        mends a bug; c815368628d8

    3 more it has already; 2 other changes stay on HEAD
    labels and milestones are not known from git alone, so only titles tell what mends something
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    [exit status: 0]
    "#);
}

#[test]
fn labels_and_milestones_tell() {
    let merged = |number, title: &str| PullRequest::new(number, title, "kim");
    let github = FakeGithub::start([Repository::new("octo/hello")
        .pull_request(merged(10, "The first").label("bug"))
        .pull_request(merged(11, "The second").label("bug"))
        .pull_request(merged(13, "Not for old ones").label("new"))
        .pull_request(merged(14, "What no label tells"))
        .pull_request(merged(15, "Improve one thing").label("enhancement").milestone("5.4.1"))
        .pull_request(merged(16, "The fourth").label("maintenance").label("backport-5.x"))
        .milestone("5.4.1")]);
    let sandbox = lines().github(&github);
    insta::assert_snapshot!(next(&sandbox, &["--onto", "5.x"]), @r#"
    5.x lacks 2 changes of HEAD:
      #15 Improve one thing (@kim)
        milestone 5.4.1; 40196e6a3f58
      #16 The fourth (@kim)
        label "backport-5.x"; c815368628d8

    3 more it has already; 2 other changes stay on HEAD
    [exit status: 0]
    "#);
    let value = next(&sandbox, &["--onto", "5.x", "--json"]).json();
    let by: Vec<_> = value["ported"].as_array().into_iter().flatten().map(|port| port["there"]["by"].clone()).collect();
    assert_eq!(by, ["patch", "-x trailer", "number"]);
    assert_eq!((value["missing"][0]["number"].as_u64(), value["onto"].as_str()), (Some(15), Some("5.x")));
}

#[test]
fn a_line_that_lacks_nothing() {
    let sandbox = Sandbox::new().commit("Start").tag("5.4.0").branch("5.x").checkout("main");
    insta::assert_snapshot!(next(&sandbox, &["--onto", "5.x"]), @"
    5.x has all of what HEAD mended, as far as is known

    0 more it has already; 0 other changes stay on HEAD
    labels and milestones are not known from git alone, so only titles tell what mends something
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    [exit status: 0]
    ");
    insta::assert_snapshot!(next(&sandbox, &["--onto", "6.x"]), @"
    ------- stderr -------
    error: `6.x` is not a revision of this repository
    help: did you mean `5.x`?
    [exit status: 2]
    ");
    insta::assert_snapshot!(next(&sandbox, &["--onto", "5.x..main"]), @"
    ------- stderr -------
    error: `--onto` takes a line, and no range
    help: name a branch, as in `5.x`
    [exit status: 2]
    ");
}

#[test]
fn what_is_there_already_is_told_whatever_its_kind() {
    let sandbox = Sandbox::new()
        .commit("Start")
        .tag("5.4.0")
        .branch("5.x")
        .checkout("main")
        .squash(10, "NEW: a door")
        .squash(11, "NEW: a window")
        .checkout("5.x")
        .commit("Another one")
        .git(["cherry-pick", "main~1"])
        .checkout("main");
    insta::assert_snapshot!(next(&sandbox, &["--onto", "5.x"]).stdout(), @"
    5.x has all of what HEAD mended, as far as is known

    1 more it has already; 1 other change stays on HEAD
    labels and milestones are not known from git alone, so only titles tell what mends something
    ");
    let value = next(&sandbox, &["--onto", "5.x", "--json"]).json();
    assert_eq!((&value["also_there"], &value["others"]), (&1.into(), &1.into()));
}
