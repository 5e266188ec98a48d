//! What GitHub knows of a release that git does not.

use super::ledger;
use crate::support::{Failure, FakeGithub, PullRequest, Release, Repository, Sandbox};

/// A project whose tags are set by a bot.
fn project() -> Sandbox {
    Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("Ann Other", "ann@example.org")
        .commit("Start")
        .author("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com")
        .squash(3, "Release 1.0.0")
        .tag("1.0.0")
        .commit("Something")
        .tag("1.1.0")
        .commit("Something else")
        .tag("1.2.0")
        .commit("And else")
        .tag("1.3.0")
}

fn github(sandbox: &Sandbox) -> FakeGithub {
    let merged = PullRequest::new(3, "Release 1.0.0", "github-actions[bot]").merged_by("mona");
    FakeGithub::start([Repository::new("octo/hello")
        .pull_request(merged)
        // The commit before that of 1.2.0, which is none of its runs.
        .run("workflow_dispatch", "Make a release", &sandbox.commit_id("1.1.0"), "kim")
        .run("workflow_dispatch", "Tests", &sandbox.commit_id("1.2.0"), "zoe")
        .run("push", "Release", &sandbox.commit_id("1.2.0"), "zoe")
        .release(Release::new("1.2.0").author("ann"))
        .release(Release::new("1.3.0").author("github-actions[bot]"))
        .release(Release::new("1.1.0").author("zoe"))])
}

#[test]
fn mergers_starters_and_publishers_are_asked_for() {
    let sandbox = project();
    let github = github(&sandbox);
    let sandbox = sandbox.github(&github);
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--verbose"]), @"
    date        tag    kind   released by      known by
    2026-03-01  1.3.0  minor  nobody is known
    2026-03-01  1.2.0  minor  @ann             github-release (medium)
    2026-03-01  1.1.0  minor  @kim             workflow (medium)
    2026-03-01  1.0.0  major  @mona            merger (medium)
    ------- stderr -------
    configuration: none, so the defaults hold
    GitHub: 3 requests
    known by: merger 1, workflow 1, github-release 1, nothing 1
    @ann
    @kim
    @mona
    @zoe
    bots, who are not counted: github-actions[bot] (2)
    1.1.0: workflow says @kim, and github-release says @zoe
    warning: nobody is known to have cut 1.3.0
    hint: a table tells (`--table FILE`), or `shepherd record VERSION --released-by LOGIN --amend` afterwards
    mentors and sponsors are not known of 4 releases, as nothing tells them: `--mentored-by TAG=LOGIN`, `--sponsored-by TAG=LOGIN`
    recorded: 4 releases of octo/hello
    [exit status: 0]
    ");
    // One for the pull requests, one for the releases, one for the runs.
    assert_eq!(github.requests().len(), 3);
    github.assert_no_violations();
}

#[test]
fn whoever_is_known_from_git_is_not_asked_for() {
    let sandbox = super::project().env("GITHUB_TOKEN", "");
    let github = FakeGithub::start([Repository::new("octo/hello")]);
    let sandbox = sandbox.author("Mona Lisa", "mona@example.org").git(["tag", "-d", "1.1.0", "1.1.1"]).github(&github);
    drop(ledger(&sandbox, &["import", "--dry-run"]).success());
    assert_eq!(github.requests().len(), 0);
}

#[test]
fn without_github_it_is_said_what_is_not_known() {
    let sandbox = project();
    let github = github(&sandbox);
    insta::assert_snapshot!(ledger(&sandbox.github(&github), &["import", "--dry-run", "--offline"]), @"
    date        tag    kind   released by
    2026-03-01  1.3.0  minor  nobody is known
    2026-03-01  1.2.0  minor  nobody is known
    2026-03-01  1.1.0  minor  nobody is known
    2026-03-01  1.0.0  major  nobody is known
    ------- stderr -------
    from git alone: --offline; so of 4 releases it is not known who merged the pull request, started the workflow or published it on GitHub
    known by: nothing 4
    bots, who are not counted: github-actions[bot] (1)
    warning: nobody is known to have cut 1.0.0, 1.1.0, 1.2.0, 1.3.0
    hint: a table tells (`--table FILE`), or `shepherd record VERSION --released-by LOGIN --amend` afterwards
    mentors and sponsors are not known of 4 releases, as nothing tells them: `--mentored-by TAG=LOGIN`, `--sponsored-by TAG=LOGIN`
    4 releases of octo/hello would be recorded; nothing was written
    [exit status: 0]
    ");
    assert_eq!(github.requests().len(), 0);
}

#[test]
fn half_an_answer_is_no_import() {
    let sandbox = project();
    let github = github(&sandbox);
    github.fail_always(Failure::ServerError(502));
    let sandbox = sandbox.github(&github);
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes"]), @"
    ------- stderr -------
    error: GitHub did not answer in full after 5 attempts: status 502; missing: #3
    help: try again, or run with `--offline` to work from git alone
    [exit status: 4]
    ");
    assert!(!sandbox.git_output(["for-each-ref"]).contains("shepherd"));
}

#[test]
fn what_github_does_not_tell_is_said() {
    let sandbox = project();
    let merged = PullRequest::new(3, "Release 1.0.0", "github-actions[bot]").merged_by("mona");
    let hiding = || Repository::new("octo/hello").pull_request(merged.clone()).hiding_runs();
    let github = FakeGithub::start([hiding().release(Release::new("1.2.0").author("ann"))]);
    let sandbox = sandbox.github(&github);
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes"]), @"
    date        tag    kind   released by      known by
    2026-03-01  1.3.0  minor  nobody is known
    2026-03-01  1.2.0  minor  @ann             github-release (medium)
    2026-03-01  1.1.0  minor  nobody is known
    2026-03-01  1.0.0  major  @mona            merger (medium)
    ------- stderr -------
    known by: merger 1, github-release 1, nothing 2
    @ann
    @mona
    bots, who are not counted: github-actions[bot] (1)
    warning: nobody is known to have cut 1.1.0, 1.3.0
    hint: a table tells (`--table FILE`), or `shepherd record VERSION --released-by LOGIN --amend` afterwards
    mentors and sponsors are not known of 4 releases, as nothing tells them: `--mentored-by TAG=LOGIN`, `--sponsored-by TAG=LOGIN`
    recorded: 4 releases of octo/hello
    error: GitHub did not tell who started the workflows, which may be who cut 3 releases: GitHub refuses to answer for octo/hello: Resource not accessible by personal access token
    help: a token that may read the actions of the project can ask; done again, this adds what is new
    help: `--offline` does without GitHub
    [exit status: 4]
    ");
    // What is known without it was written.
    assert_eq!(ledger(&sandbox, &["list", "--json"]).json()["releases"].as_array().map(Vec::len), Some(4));
}
