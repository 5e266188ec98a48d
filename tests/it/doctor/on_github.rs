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
    assert_snapshot!(told(&sandbox), @"
    The remote
      ok      remote        `origin`, ../remote.git
      ok      push          the remote takes a push (tried without sending; rules for single branches are not seen)
      ok      remote tags   all releases of the remote are here
    GitHub
      ok      token         in `GITHUB_TOKEN`, taken by GitHub for octo/hello
      ok      rights        you may push; which rights this kind of token has, GitHub does not tell
    ");
    github.scopes("repo, read:org");
    assert_snapshot!(told(&sandbox), @"
    The remote
      ok      remote        `origin`, ../remote.git
      ok      push          the remote takes a push (tried without sending; rules for single branches are not seen)
      ok      remote tags   all releases of the remote are here
    GitHub
      ok      token         in `GITHUB_TOKEN`, taken by GitHub for octo/hello
      ok      rights        you may push; the token has the scopes repo, read:org
    ");
    assert_eq!(github.writes(), 0);
}

#[test]
fn a_token_that_only_reads_is_found() {
    let github = FakeGithub::start([Repository::new("octo/hello").permission(Some("READ"))]);
    github.scopes("read:org");
    assert_snapshot!(told(&sound().github(&github)), @"
    The remote
      ok      remote        `origin`, ../remote.git
      finding push          you may not push to octo/hello, as GitHub says
              ->            ask who maintains it for the right to write, or release from a fork
      ok      remote tags   all releases of the remote are here
    GitHub
      ok      token         in `GITHUB_TOKEN`, taken by GitHub for octo/hello
      finding rights        the token has the scopes read:org: it reads, and writes no issue, pull request or release
              ->            gh auth refresh --scopes public_repo, or make a token with `public_repo`: https://github.com/settings/tokens
    ");
}

#[test]
fn a_fork_and_an_old_name_are_found() {
    let hallo = Repository::new("kim/hallo").renamed_from("octo/hello").fork_of("octo/first");
    let github = FakeGithub::start([hallo, Repository::new("octo/first")]);
    assert_snapshot!(told(&sound().github(&github)), @"
    The remote
      ok      remote        `origin`, ../remote.git
      ok      push          the remote takes a push (tried without sending; rules for single branches are not seen)
      ok      remote tags   all releases of the remote are here
    GitHub
      ok      token         in `GITHUB_TOKEN`, taken by GitHub for kim/hallo
      ok      rights        you may push; which rights this kind of token has, GitHub does not tell
      finding name          octo/hello is called kim/hallo now
              ->            git remote set-url REMOTE https://github.com/kim/hallo.git
      finding fork          kim/hallo is a fork of octo/first, and a release is that of the project itself
              ->            git remote add upstream https://github.com/octo/first.git
    ");
}

#[test]
fn no_token_and_a_wrong_one_are_found() {
    assert_snapshot!(told(&sound()), @"
    The remote
      ok      remote        `origin`, ../remote.git
      ok      push          the remote takes a push (tried without sending; rules for single branches are not seen)
      ok      remote tags   all releases of the remote are here
    GitHub
      finding token         there is none for octo/hello, so labels, reviewers and checks are not known
              ->            gh auth login, or set `GITHUB_TOKEN`
    ");
    let github = FakeGithub::start([Repository::new("octo/hello")]);
    let sandbox = sound().github(&github).env("GITHUB_TOKEN", "ghp_anotherToken000000000000000000000000");
    assert_snapshot!(told(&sandbox), @"
    The remote
      ok      remote        `origin`, ../remote.git
      ok      push          the remote takes a push (tried without sending; rules for single branches are not seen)
      ok      remote tags   all releases of the remote are here
    GitHub
      finding token         GitHub does not accept the token (401)
              ->            make a new token, or unset `GITHUB_TOKEN` and `GH_TOKEN` and run with `--offline`
    ");
    let sandbox = sound().github(&github).env("GITHUB_TOKEN", "not a token");
    assert_snapshot!(told(&sandbox), @"
    The remote
      ok      remote        `origin`, ../remote.git
      ok      push          the remote takes a push (tried without sending; rules for single branches are not seen)
      ok      remote tags   all releases of the remote are here
    GitHub
      finding token         the token in `GITHUB_TOKEN` holds characters that no token has
              ->            look for a line break, a space or a quotation mark that came along when it was copied
    ");
    github.fail_always(Failure::ServerError(502));
    assert_snapshot!(told(&sound().github(&github)), @"
    The remote
      ok      remote        `origin`, ../remote.git
      ok      push          the remote takes a push (tried without sending; rules for single branches are not seen)
      ok      remote tags   all releases of the remote are here
    GitHub
      finding token         GitHub did not answer in full after 4 attempts: status 502; missing: the rights of the token
              ->            try again, or run with `--offline` to work from git alone
    ");
}
