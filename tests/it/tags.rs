//! Which tags are releases.

use crate::support::Sandbox;

#[test]
fn tags_that_are_no_versions_are_passed_over() {
    let sandbox = Sandbox::new()
        .commit("Start")
        .tag("v1.0.0")
        .pull_request(1, "ann/one", "First")
        .tag("nightly")
        .tag("deploy-2026-03-01")
        .tag("v1.x")
        .tag("pr-12")
        .git(["tag", "v1.5.0", "HEAD^{tree}"])
        .pull_request(2, "ann/two", "Second");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-v"]), @"
    ### Unreleased

    #### Other merged PRs

    - Second #2 ([@ann](https://github.com/ann))
    - First #1 ([@ann](https://github.com/ann))

    #### Contributors to this release

    [@ann](https://github.com/ann)
    ------- stderr -------
    configuration: none, so the defaults hold
    from git alone: no remote names a project on GitHub
    not known from git alone: labels, reviewers and commenters, base branches, pull requests of commits that name none
    range: v1.0.0 to HEAD
    4 commits (2 walked): 2 pull requests and 0 direct commits: 2 listed
    [exit status: 0]
    ");
}

#[test]
fn a_range_without_a_release_before_it_says_so() {
    let stderr = |sandbox: &Sandbox, arguments: &[&str]| sandbox.shepherd(arguments).success().stderr().to_owned();
    let sandbox = Sandbox::new().commit("Start");
    insta::assert_snapshot!(stderr(&sandbox, &["changelog"]), @"
    from git alone: no remote names a project on GitHub
    no release tag was found, as there are no tags, so the range starts at the first commit
    hint: `git fetch --tags` gets those that are not here
    ");
    let sandbox = sandbox.tag("nightly").tag("deploy-2026-03-01").squash(1, "First");
    insta::assert_snapshot!(stderr(&sandbox, &["changelog"]), @"
    from git alone: no remote names a project on GitHub
    no release tag was found (2 tags passed over, e.g. `deploy-2026-03-01`), so the range starts at the first commit
    hint: `--tag-pattern`, or `tag-pattern` in the configuration, says which tags are releases; `git fetch --tags` gets those that are not here
    ");
    let sandbox = sandbox.tag("v1.0.0").squash(2, "Second");
    insta::assert_snapshot!(stderr(&sandbox, &["changelog", "--tag-pattern", "^rel(?P<version>.*)$"]), @"
    from git alone: no remote names a project on GitHub
    no release tag was found (3 tags passed over, e.g. `deploy-2026-03-01`), so the range starts at the first commit
    hint: `--tag-pattern`, or `tag-pattern` in the configuration, says which tags are releases; `git fetch --tags` gets those that are not here
    ");
    insta::assert_snapshot!(stderr(&sandbox, &["changelog", "v1.0.0"]), @"from git alone: no remote names a project on GitHub");
    insta::assert_snapshot!(stderr(&sandbox, &["changelog", "..HEAD"]), @"from git alone: no remote names a project on GitHub");
}

#[test]
fn a_version_below_the_release_before_it_is_warned_of() {
    let sandbox = Sandbox::new().commit("Start").tag("1.0.0").squash(1, "First");
    for arguments in
        [&["changelog", "-q", "--version", "0.9.0"][..], &["changelog", "-q", "1.0.0..", "--version", "0.9.0"]]
    {
        let output = sandbox.shepherd(arguments).success();
        assert_eq!(output.stderr(), "warning: version 0.9.0 goes backwards: the range follows the release `1.0.0`\n");
    }
    assert_eq!(sandbox.shepherd(["changelog", "-q", "--version", "1.0.1"]).success().stderr(), "");
}

#[test]
fn a_series_of_tags_is_found_and_named() {
    let sandbox = Sandbox::new()
        .commit("Start")
        .tag("app@1.0.0")
        .tag("lib@0.3.0")
        .pull_request(1, "ann/one", "First")
        .tag("lib@0.4.0")
        .pull_request(2, "ann/two", "Second")
        .tag("app@1.1.0");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "app@1.1.0"]), @"
    ### 1.1.0 - 2026-03-01

    #### Other merged PRs

    - Second #2 ([@ann](https://github.com/ann))
    - First #1 ([@ann](https://github.com/ann))

    #### Contributors to this release

    [@ann](https://github.com/ann)
    ------- stderr -------
    releases are the tags `app@VERSION`; `--tag-pattern` names others
    from git alone: no remote names a project on GitHub
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "lib@0.4.0"]), @"
    ### 0.4.0 - 2026-03-01

    #### Other merged PRs

    - First #1 ([@ann](https://github.com/ann))

    #### Contributors to this release

    [@ann](https://github.com/ann)
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--tag-pattern", "^lib@(?P<version>.*)$"]), @"
    ### Unreleased

    #### Other merged PRs

    - Second #2 ([@ann](https://github.com/ann))

    #### Contributors to this release

    [@ann](https://github.com/ann)
    [exit status: 0]
    ");
}

#[test]
fn a_pattern_that_does_not_compile_is_shown() {
    insta::assert_snapshot!(Sandbox::new().shepherd(["changelog", "--tag-pattern", "v(\\d+"]), @"
    ------- stderr -------
    error: --tag-pattern: the pattern does not compile: unclosed group
    [exit status: 2]
    ");
    insta::assert_snapshot!(Sandbox::new().shepherd(["changelog", "--pull-request-pattern", "PR"]), @r"
    ------- stderr -------
    error: --pull-request-pattern: the pattern has no group for the number
    help: put the number in brackets: `PR (\d+)`, or `PR (?P<number>\d+)`
    [exit status: 2]
    ");
}
