//! How many requests the details cost, and when none is sent.

use super::{REMOTE, plain, project, released};
use crate::support::{Failure, FakeGithub, PullRequest, Repository, Sandbox};

/// A range of pull requests that are squashed and commits that name none, all of which are rebased pull requests.
fn range(squashed: u64, rebased: u64) -> (FakeGithub, Sandbox) {
    let mut sandbox = released();
    let mut repository = Repository::new("octo/hello");
    for number in 1..=squashed {
        sandbox = sandbox.squash(number, &format!("Change {number}"));
        repository = repository.pull_request(PullRequest::new(number, &format!("Change {number}"), "ann"));
    }
    for number in squashed + 1..=squashed + rebased {
        sandbox = sandbox.commit(format!("Rebased {number}"));
    }
    let log = sandbox.git_output(["log", "--format=%H", "--reverse", "1.0.0..HEAD"]);
    for (number, commit) in (1..).zip(log.lines()).skip(usize::try_from(squashed).expect("few")) {
        let found = PullRequest::new(number, &format!("Rebased {number}"), "bob").merge_commit(commit);
        repository = repository.pull_request(found);
    }
    let github = FakeGithub::start([repository]);
    let sandbox = sandbox.github(&github);
    (github, sandbox)
}

#[test]
fn fifty_are_asked_for_at_a_time() {
    for (squashed, rebased) in [(0, 0), (1, 0), (0, 1), (1, 1), (49, 1), (50, 50), (51, 49), (120, 3), (3, 120)] {
        let (github, sandbox) = range(squashed, rebased);
        let changelog = sandbox.shepherd(["changelog", "--json"]).json();
        let listed = changelog["accounting"]["buckets"]["listed"].as_array().map(Vec::len);
        assert_eq!(listed, usize::try_from(squashed + rebased).ok());
        let requests = github.graphql_requests();
        let most = squashed.div_ceil(50) + rebased.div_ceil(50) + 2;
        assert!(requests as u64 <= most, "{requests} for {squashed} and {rebased}");
        assert!(github.requests().iter().all(|request| request.aliases <= 50));
        assert_eq!(changelog["source"]["requests"], requests);
        assert_eq!(github.requests().len(), requests);
    }
}

#[test]
fn rounds_that_uncover_more_stay_within_the_bound() {
    // Sixty ports that only GitHub knows as such, and a synchronisation with sixty commits behind it.
    let mut sandbox = released().branch("1.x");
    for number in 0..60 {
        sandbox = sandbox.commit(format!("Behind {number}"));
    }
    let mut sandbox = sandbox.squash(99, "Landed on 1.x").checkout("main").commit("Apart");
    let mut repository = Repository::new("octo/hello")
        .pull_request(PullRequest::new(99, "Landed on 1.x", "ann").base("1.x"))
        .pull_request(PullRequest::new(98, "Bring 1.x here", "ann").head("octo/1.x"));
    sandbox = sandbox.merge("1.x", "Merge pull request #98 from octo/1.x\n\nBring 1.x here");
    for number in 101..161 {
        sandbox = sandbox.squash(number, "Port");
        repository = repository
            .pull_request(PullRequest::new(number + 100, &format!("Original {number}"), "bob"))
            .pull_request(PullRequest::new(number, &format!("[Backport] Port (#{})", number + 100), "ann"));
    }
    let github = FakeGithub::start([repository]);
    let changelog = sandbox.github(&github).shepherd(["changelog", "--json"]).json();
    let buckets = &changelog["accounting"]["buckets"];
    let count = |name: &str| buckets[name].as_array().map(Vec::len);
    assert_eq!([count("backport"), count("housekeeping"), count("listed"), count("direct")], [60, 1, 1, 1].map(Some));
    let (numbers, commits) = (122_usize, 61_usize);
    assert!(
        github.graphql_requests() <= numbers.div_ceil(50) + commits.div_ceil(50) + 2,
        "{}",
        github.graphql_requests()
    );
}

/// Runs offline, which must not ask this GitHub anything.
fn unasked(sandbox: &Sandbox, github: &FakeGithub, arguments: &[&str]) -> String {
    let output = sandbox.shepherd(arguments);
    assert!(github.requests().is_empty(), "{:?}", github.requests());
    output.to_string()
}

#[test]
fn nothing_is_asked_offline() {
    let (github, sandbox) = range(1, 1);
    insta::assert_snapshot!(unasked(&sandbox, &github, &["changelog", "--format", "plain", "--offline"]), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...ee77148f9bca572032349dd5dfb0fc30fb7ef002

    Other merged PRs

    - Change 1 (#1; Mona Maintainer)
    - Rebased 2 (ee77148; Mona Maintainer)

    Contributors to this release: Mona Maintainer
    ------- stderr -------
    from git alone: --offline
    [exit status: 0]
    ");
    insta::assert_snapshot!(unasked(&sandbox, &github, &["changelog", "--offline", "--github"]), @"
    ------- stderr -------
    error: the argument '--offline' cannot be used with '--github'

    Usage: shepherd changelog --offline [RANGE]

    For more information, try '--help'.
    [exit status: 2]
    ");
    let source = sandbox.shepherd(["changelog", "--json", "--offline"]).json()["source"].take();
    insta::assert_snapshot!(source, @r#"{"github":false,"missing":["labels","reviewers and commenters","base branches","pull requests of commits that name none"],"requests":0}"#);
}

#[test]
fn nothing_is_asked_without_a_token() {
    let (github, sandbox) = range(1, 0);
    let sandbox = sandbox.without_env("GITHUB_TOKEN");
    insta::assert_snapshot!(unasked(&sandbox, &github, &["changelog", "--format", "plain"]), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...175991f619dccc049d0a201b581cef6ed7584909

    Other merged PRs

    - Change 1 (#1; Mona Maintainer)

    Contributors to this release: Mona Maintainer
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    [exit status: 0]
    ");
    insta::assert_snapshot!(unasked(&sandbox, &github, &["changelog", "--github"]), @"
    ------- stderr -------
    error: GitHub cannot be asked: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    help: without `--github`, shepherd works from git alone
    [exit status: 4]
    ");
}

#[test]
fn nothing_is_asked_about_a_project_that_is_elsewhere() {
    let github = FakeGithub::start([Repository::new("octo/hello")]);
    let story = || Sandbox::new().commit("Start").tag("1.0.0").squash(2, "A change").github(&github);
    let elsewhere = story().remote("origin", "https://gitlab.com/octo/hello.git");
    insta::assert_snapshot!(unasked(&elsewhere, &github, &["changelog", "--format", "plain"]), @"
    Unreleased

    Other merged PRs

    - A change (#2; Mona Maintainer)

    Contributors to this release: Mona Maintainer
    ------- stderr -------
    from git alone: the remote `origin` is at gitlab.com, not on GitHub
    [exit status: 0]
    ");
    insta::assert_snapshot!(unasked(&elsewhere, &github, &["changelog", "--github"]), @"
    ------- stderr -------
    error: GitHub cannot be asked: the remote `origin` is at gitlab.com, not on GitHub
    help: without `--github`, shepherd works from git alone
    [exit status: 4]
    ");
    let nowhere = story();
    insta::assert_snapshot!(unasked(&nowhere, &github, &["changelog", "--format", "plain"]), @"
    Unreleased

    Other merged PRs

    - A change (#2; Mona Maintainer)

    Contributors to this release: Mona Maintainer
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    [exit status: 0]
    ");
    insta::assert_snapshot!(unasked(&nowhere, &github, &["changelog", "--github"]), @"
    ------- stderr -------
    error: GitHub cannot be asked: no remote names a project on GitHub
    help: without `--github`, shepherd works from git alone
    [exit status: 4]
    ");
}

#[test]
fn an_empty_range_needs_no_github() {
    let github = FakeGithub::start([Repository::new("octo/hello")]);
    github.fail_always(Failure::ServerError(500));
    insta::assert_snapshot!(unasked(&project(&github), &github, &["changelog", "1.0.0..1.0.0", "--format", "plain", "--github"]), @"
    1.0.0 - 2026-03-01

    Full changelog: https://github.com/octo/hello/compare/1.0.0...1.0.0

    No changes.
    ------- stderr -------
    nothing was committed between 1.0.0 and 1.0.0
    [exit status: 0]
    ");
}

#[test]
fn a_project_that_is_named_is_asked_about_wherever_the_clone_came_from() {
    let github =
        FakeGithub::start([Repository::new("octo/hello").pull_request(PullRequest::new(2, "A change", "ann"))]);
    let sandbox = Sandbox::new().commit("Start").tag("1.0.0").squash(2, "A change").github(&github);
    let sandbox = sandbox.remote("origin", "https://mirror.example.org/hello.git");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--format", "plain", "--project", "octo/hello"]), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...0d9f2934f1fd2053877cee83bf9896e66ba81eff

    Other merged PRs

    - A change (#2; ann)

    Contributors to this release: ann
    [exit status: 0]
    ");
    let sandbox = sandbox.remote("fork", "https://github.com/ann/hello.git").remote("upstream", REMOTE);
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...0d9f2934f1fd2053877cee83bf9896e66ba81eff

    Other merged PRs

    - A change (#2; ann)

    Contributors to this release: ann
    [exit status: 0]
    ");
}
