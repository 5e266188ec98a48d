//! Where nobody may know of a run, or the repository is a fork, nothing is sent.

use super::{PLAIN, guide, project, site};
use crate::support::{FakeGithub, Repository, Sandbox};

#[test]
fn a_private_run_has_no_issue() {
    let github = site();
    let sandbox = project(&github, PLAIN);
    let arguments = ["1.0.1", "--branch", "main", "--private", "--issue"];
    insta::assert_snapshot!(guide(&sandbox, &arguments, "'step.tell' = 'quit'\n"), @"
    ------- stderr -------
    error: an issue would show what `--private` keeps from others
    help: leave `--issue` out; nothing was sent
    [exit status: 5]
    ");
    assert!(github.requests().is_empty());

    drop(guide(&sandbox, &["1.0.1", "--branch", "main", "--private"], "'step.tell' = 'quit'\n").success());
    insta::assert_snapshot!(guide(&sandbox, &["1.0.1", "--issue"], "'step.tell' = 'quit'\n"), @"
    ------- stderr -------
    error: the run of 1.0.1 was begun with `--private`, and an issue would show it
    help: leave `--issue` out; nothing was sent
    [exit status: 5]
    ");
    insta::assert_snapshot!(guide(&sandbox, &["--issue"], "'step.tell' = 'quit'\n"), @"
    ------- stderr -------
    error: the run of 1.0.1 was begun with `--private`, and an issue would show it
    help: leave `--issue` out; nothing was sent
    [exit status: 5]
    ");
    assert!(github.requests().is_empty(), "{:?}", github.requests());
    assert!(github.issues(super::PROJECT).is_empty());
}

#[test]
fn a_fork_keeps_no_store() {
    let github =
        FakeGithub::start([Repository::new("octo/hello"), Repository::new("mona/hello").fork_of("octo/hello")]);
    let sandbox = Sandbox::new().github(&github).commit("Start").remote("origin", "https://github.com/mona/hello.git");
    insta::assert_snapshot!(sandbox.shepherd(["store", "init", "--in-repo", "--yes"]), @"
    ------- stderr -------
    error: `origin` is mona/hello, a fork of octo/hello
    help: a store belongs to the project itself: `git remote add upstream` with the address of octo/hello
    help: or share it in a repository of the team's own: `--remote OWNER/release-records`; nothing was sent
    [exit status: 5]
    ");
    assert_eq!(github.writes(), 0);
}
