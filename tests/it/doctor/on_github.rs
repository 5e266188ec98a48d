//! The token, what it may do, and what the project is called.

use insta::assert_snapshot;

use super::sound;
use crate::support::{Failure, FakeGithub, Repository, Sandbox, TOKEN};

/// What is said of GitHub and of the remote.
fn told(sandbox: &Sandbox) -> String {
    let output = sandbox.shepherd(["doctor", "--project", "octo/hello"]);
    assert!(!output.to_string().contains(TOKEN), "{output}");
    let groups =
        output.stdout().split("\n\n").filter(|group| group.starts_with("The remote") || group.starts_with("GitHub"));
    groups.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_token_with_all_rights_is_fine() {
    let github = FakeGithub::start([Repository::new("octo/hello")]);
    let sandbox = sound().github(&github);
    assert_snapshot!(told(&sandbox), @"");
    github.scopes("repo, read:org");
    assert_snapshot!(told(&sandbox), @"");
    assert_eq!(github.writes(), 0);
}

#[test]
fn a_token_that_only_reads_is_found() {
    let github = FakeGithub::start([Repository::new("octo/hello").permission(Some("READ"))]);
    github.scopes("read:org");
    assert_snapshot!(told(&sound().github(&github)), @"");
}

#[test]
fn a_fork_and_an_old_name_are_found() {
    let hallo = Repository::new("kim/hallo").renamed_from("octo/hello").fork_of("octo/first");
    let github = FakeGithub::start([hallo, Repository::new("octo/first")]);
    assert_snapshot!(told(&sound().github(&github)), @"");
}

#[test]
fn no_token_and_a_wrong_one_are_found() {
    assert_snapshot!(told(&sound()), @"");
    let github = FakeGithub::start([Repository::new("octo/hello")]);
    let sandbox = sound().github(&github).env("GITHUB_TOKEN", "ghp_anotherToken000000000000000000000000");
    assert_snapshot!(told(&sandbox), @"");
    let sandbox = sound().github(&github).env("GITHUB_TOKEN", "not a token");
    assert_snapshot!(told(&sandbox), @"");
    github.fail_always(Failure::ServerError(502));
    assert_snapshot!(told(&sound().github(&github)), @"");
}
