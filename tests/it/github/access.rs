//! Tokens and servers: where they come from, what they may do, and that no token is ever shown.

use super::{plain, released};
use crate::support::{FakeGithub, PullRequest, Repository, Sandbox, TOKEN};

fn github() -> FakeGithub {
    FakeGithub::start([Repository::new("octo/hello").pull_request(PullRequest::new(2, "A change", "ann"))])
}

fn story() -> Sandbox {
    released().squash(2, "Only git's words")
}

#[test]
fn a_token_that_is_not_valid_is_named() {
    let github = github();
    let sandbox = story().github(&github).env("GITHUB_TOKEN", "ghp_wrong0000000000000000000000000000000");
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: GitHub does not accept the token (401)
    help: make a new token, or unset `GITHUB_TOKEN` and `GH_TOKEN` and run with `--offline`
    [exit status: 4]
    ");
    assert_eq!(github.graphql_requests(), 1);
}

#[test]
fn a_token_with_foreign_characters_is_refused_unseen() {
    let github = github();
    for token in ["ghp_broken\ninto_two", "ghp_broken into_two", "ghp_brök", "\u{1}ghp_broken"] {
        let output = plain(&story().github(&github).env("GITHUB_TOKEN", token));
        insta::allow_duplicates! {
            insta::assert_snapshot!(output, @"
            ------- stderr -------
            error: the token in `GITHUB_TOKEN` holds characters that no token has
            help: look for a line break, a space or a quotation mark that came along when it was copied
            [exit status: 4]
            ");
        }
    }
    let output = plain(&story().github(&github).env("GITHUB_TOKEN", &format!("{TOKEN}\r\n"))).success();
    assert!(output.stdout().contains("A change (#2; ann)"), "{output}");
}

#[test]
fn enterprise_server_has_two_bases() {
    let github = github();
    let sandbox = story().enterprise(&github);
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...d60e678020a6e9ba625a01669c4cf028187f81d2

    Other merged PRs

    - A change (#2; ann)

    Contributors to this release: ann
    [exit status: 0]
    ");
    assert!(github.requests().iter().all(|request| request.path == "/api/graphql"));
}

#[test]
fn the_rest_base_alone_is_enough() {
    for (base, expected) in [("/api/v3", "/api/graphql"), ("", "/graphql"), ("/", "/graphql")] {
        let github = github();
        let sandbox = story().github(&github).env("GITHUB_API_URL", &format!("{}{base}", github.url()));
        let output = plain(&sandbox.without_env("GITHUB_GRAPHQL_URL")).success();
        assert!(output.stdout().contains("A change (#2; ann)"), "{output}");
        assert!(github.requests().iter().all(|request| request.path == expected), "{:?}", github.requests());
    }
}

#[test]
fn links_lead_to_the_pages_of_the_server() {
    let github = github();
    let sandbox = Sandbox::new()
        .commit("Start")
        .tag("1.0.0")
        .remote("origin", "git@ghe.example.org:octo/hello.git")
        .squash(2, "Only git's words")
        .enterprise(&github)
        .env("GITHUB_SERVER_URL", "https://ghe.example.org");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--no-contributors"]), @"
    ### Unreleased

    ([full changelog](https://ghe.example.org/octo/hello/compare/1.0.0...d60e678020a6e9ba625a01669c4cf028187f81d2))

    #### Other merged PRs

    - A change [#2](https://ghe.example.org/octo/hello/pull/2) ([@ann](https://ghe.example.org/ann))
    [exit status: 0]
    ");
}

#[test]
fn an_address_that_is_none_is_named() {
    let github = github();
    let sandbox = story().github(&github).env("GITHUB_GRAPHQL_URL", "api.github.example/graphql");
    insta::assert_snapshot!(plain(&sandbox), @"
    ------- stderr -------
    error: `GITHUB_GRAPHQL_URL` is not a web address: `api.github.example/graphql`
    help: write it in full, e.g. `https://github.example.org/api/graphql`
    [exit status: 2]
    ");
}

#[test]
fn the_token_is_in_no_output() {
    let github = github();
    let sandbox = story().github(&github);
    for arguments in
        [&["changelog", "--verbose"][..], &["changelog", "--json", "--verbose"], &["explain", "2", "--verbose"]]
    {
        let output = sandbox.shepherd(arguments).success().to_string();
        assert!(!output.contains(TOKEN), "{output}");
    }
    // Even where the server sends it back, in the words of an error or in a title.
    github.update("octo/hello", |repository| {
        repository.pull_request(PullRequest::new(2, &format!("A title with {TOKEN}"), "ann"))
    });
    insta::assert_snapshot!(plain(&sandbox), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...d60e678020a6e9ba625a01669c4cf028187f81d2

    Other merged PRs

    - A title with [hidden] (#2; ann)

    Contributors to this release: ann
    [exit status: 0]
    ");
    github.update("octo/hello", |repository| repository.broken([2], &format!("Bad token {TOKEN}, cannot answer.")));
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--verbose"]), @"
    ------- stderr -------
    configuration: none, so the defaults hold
    error: GitHub did not answer in full after 5 attempts: Bad token [hidden], cannot answer; missing: #2
    help: try again, or run with `--offline` to work from git alone
    [exit status: 4]
    ");
}

#[test]
fn the_other_variable_is_read_when_the_first_is_not_set() {
    let github = github();
    let sandbox = story().github(&github).env("GITHUB_TOKEN", " ").env("GH_TOKEN", TOKEN);
    assert!(plain(&sandbox).success().stdout().contains("A change (#2; ann)"));
    let sandbox = sandbox.env("GITHUB_TOKEN", "ghp_wrong0000000000000000000000000000000");
    assert!(plain(&sandbox).failure(4).stderr().contains("does not accept the token"));
}

#[test]
#[cfg(unix)]
fn the_token_of_ghs_login_is_used_when_no_variable_is_set() {
    let github = github();
    let script = format!("[ \"$*\" = 'auth token --hostname github.com' ] && echo '{TOKEN}' || exit 1");
    let sandbox = story().github(&github).without_env("GITHUB_TOKEN").program("gh", &script);
    let output = sandbox.shepherd(["changelog", "--format", "plain", "--verbose"]);
    insta::assert_snapshot!(output, @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...d60e678020a6e9ba625a01669c4cf028187f81d2

    Other merged PRs

    - A change (#2; ann)

    Contributors to this release: ann
    ------- stderr -------
    configuration: none, so the defaults hold
    GitHub: 1 request
    range: 1.0.0 to HEAD
    1 commit (1 walked): 1 pull request and 0 direct commits: 1 listed
    [exit status: 0]
    ");
    let offline = sandbox.program("gh", "echo 'not logged in' >&2; exit 1");
    insta::assert_snapshot!(plain(&offline), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...d60e678020a6e9ba625a01669c4cf028187f81d2

    Other merged PRs

    - Only git's words (#2; Mona Maintainer)

    Contributors to this release: Mona Maintainer
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    [exit status: 0]
    ");
    assert_eq!(github.graphql_requests(), 1);
}

#[test]
#[cfg(unix)]
fn another_servers_login_stays_there() {
    let github = github();
    let script = format!("[ \"$4\" = 'github.com' ] && echo '{TOKEN}' || exit 1");
    let sandbox = Sandbox::new()
        .commit("Start")
        .remote("origin", "git@ghe.example.org:octo/hello.git")
        .enterprise(&github)
        .env("GITHUB_SERVER_URL", "https://ghe.example.org")
        .without_env("GITHUB_TOKEN")
        .program("gh", &script);
    assert!(sandbox.shepherd(["changelog"]).success().stderr().contains("no token"));
    assert!(github.requests().is_empty());
}
