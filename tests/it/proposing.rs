//! `shepherd changelog --write --pr`, `--onto`, sections of other lines, and what `--check` says in a workflow.

use crate::support::{Failure, FakeGithub, PullRequest, Repository, Sandbox};

const PROJECT: &str = "octo/hello";
const ARGUMENTS: [&str; 7] = ["changelog", "--project", PROJECT, "--version", "1.1.0", "--write", "--pr"];

/// A project with a release, two pull requests since, and a bare remote.
fn project(github: &FakeGithub) -> Sandbox {
    Sandbox::new()
        .commit_files("Begin", &[("CHANGELOG.md", "# Changelog\n\n## 1.0.0 - 2026-02-01\n\n- First release\n")])
        .tag("1.0.0")
        .pull_request(11, "octocat/parser", "FIX: the parser stops at the end")
        .pull_request(12, "mona/speed", "ENH: twice as fast")
        .github(github)
        .git(["init", "--quiet", "--bare", "[SANDBOX]/remote.git"])
        .remote("origin", "[SANDBOX]/remote.git")
        .git(["push", "--quiet", "origin", "main", "--tags"])
}

fn repository() -> Repository {
    Repository::new(PROJECT)
        .pull_request(PullRequest::new(11, "FIX: the parser stops at the end", "octocat"))
        .pull_request(PullRequest::new(12, "ENH: twice as fast", "mona"))
}

fn proposed(sandbox: &Sandbox, more: &[&str]) -> crate::support::Output {
    sandbox.shepherd([&ARGUMENTS, more].concat())
}

fn on_branch(sandbox: &Sandbox) -> String {
    sandbox.git_output(["--git-dir", "[SANDBOX]/remote.git", "show", "shepherd/changelog-1.1.0:CHANGELOG.md"])
}

#[test]
fn it_is_shown_before_anything_is_pushed() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project(&github);
    let before = sandbox.read("CHANGELOG.md");
    let shown = sandbox.commit_id("HEAD");
    insta::assert_snapshot!(commits(&proposed(&sandbox, &["--dry-run"]).to_string()), @"
    would push [COMMIT], which changes CHANGELOG.md, to the new branch shepherd/changelog-1.1.0 of origin
    would open a pull request in octo/hello, from shepherd/changelog-1.1.0 into main: Changelog of 1.1.0
    [exit status: 0]
    ");
    insta::assert_snapshot!(commits(&proposed(&sandbox, &[]).to_string()), @r#"
    ------- stderr -------
    This is going to happen:
      push [COMMIT], which changes CHANGELOG.md, to the new branch shepherd/changelog-1.1.0 of origin
      open a pull request in octo/hello, from shepherd/changelog-1.1.0 into main: Changelog of 1.1.0
    error: cannot ask "Others see it then. Go on?" because the input is not a terminal
    help: pass --yes
    [exit status: 2]
    "#);
    assert_eq!((github.writes(), sandbox.read("CHANGELOG.md"), sandbox.commit_id("HEAD")), (0, before, shown));
    let branches = sandbox.git_output(["--git-dir", "[SANDBOX]/remote.git", "for-each-ref", "--format=%(refname)"]);
    assert_eq!(branches, "refs/heads/main\nrefs/tags/1.0.0");
}

/// Puts a word in the place of the names of commits.
fn commits(text: &str) -> String {
    regex::Regex::new(r"\b[0-9a-f]{7,40}\b").expect("the pattern is right").replace_all(text, "[COMMIT]").into_owned()
}

#[test]
fn one_pull_request_is_opened_and_brought_up_to_date() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project(&github);
    insta::assert_snapshot!(proposed(&sandbox, &["--yes"]), @"
    https://github.com/octo/hello/pull/13
    [exit status: 0]
    ");
    let [(number, title, body)] = github.open_pull_requests(PROJECT).try_into().unwrap();
    assert_eq!((number, title.as_str()), (13, "Changelog of 1.1.0"));
    insta::assert_snapshot!(body, @r#"
    <!-- shepherd: changelog of "1.1.0", digest 523f85b91ec6 -->
    This brings the changelog of 1.1.0: 2 changes since 1.0.0.

    What people change in the file, and what they write around this text, stays when `shepherd changelog --write --pr` runs again.
    <!-- shepherd: end -->
    "#);
    assert!(on_branch(&sandbox).contains("- ENH: twice as fast [#12]"));
    assert!(!sandbox.read("CHANGELOG.md").contains("1.1.0"), "the work tree is not touched");
    insta::assert_snapshot!(proposed(&sandbox, &["--yes"]), @"
    ------- stderr -------
    the pull request is up to date: https://github.com/octo/hello/pull/13
    [exit status: 0]
    ");

    // A person writes into the file of the branch and into the text; another change comes.
    let sandbox = sandbox
        .git(["clone", "--quiet", "--branch", "shepherd/changelog-1.1.0", "[SANDBOX]/remote.git", "[SANDBOX]/theirs"])
        .directory("[SANDBOX]/theirs");
    let theirs = sandbox.read("CHANGELOG.md").replace("ENH: twice as fast", "Everything is twice as fast");
    let sandbox = sandbox
        .write("CHANGELOG.md", theirs)
        .git(["commit", "--quiet", "-am", "Reword"])
        .git(["push", "--quiet", "origin", "HEAD"])
        .directory("[REPO]")
        .pull_request(14, "hubot/door", "NEW: a door")
        .git(["push", "--quiet", "origin", "main"]);
    github.update(PROJECT, |repository| {
        repository
            .reworded(|body| format!("Please read the second part.\r\n\r\n{body}"))
            .pull_request(PullRequest::new(14, "NEW: a door", "hubot"))
    });
    insta::assert_snapshot!(proposed(&sandbox, &["--yes"]), @"
    https://github.com/octo/hello/pull/13
    [exit status: 0]
    ");
    let text = on_branch(&sandbox);
    assert!(text.contains("- Everything is twice as fast [#12]") && text.contains("- NEW: a door [#14]"), "{text}");
    let [(13, _, body)] = <[_; 1]>::try_from(github.open_pull_requests(PROJECT)).unwrap() else {
        panic!("another one")
    };
    assert!(body.starts_with("Please read the second part.") && body.contains("3 changes"), "{body}");
}

#[test]
fn what_was_answered_502_is_looked_for() {
    let exists = Failure::AlreadyExists.after_writing();
    for failure in [Failure::ServerError(502), Failure::ServerError(502).after_writing(), exists] {
        let github = FakeGithub::start([repository()]);
        let sandbox = project(&github);
        github.fail_write(failure.clone());
        drop(proposed(&sandbox, &["--yes"]).success());
        assert_eq!(github.open_pull_requests(PROJECT).len(), 1, "{failure:?}");
    }
}

#[test]
fn a_version_that_is_tagged_is_not_proposed() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project(&github);
    let arguments = ["changelog", "--project", PROJECT, "--version", "1.0.0", "--write", "--pr", "--yes"];
    let output = sandbox.shepherd(arguments).failure(5);
    assert!(output.stderr().contains("1.0.0 exists: it is the tag `1.0.0`, on another commit"));
    assert_eq!(github.writes(), 0);
}

#[test]
fn what_is_not_possible_is_told_before_anything_is_pushed() {
    let cases = [
        repository().fork_of("upstream/hello"),
        repository().permission(Some("READ")),
        repository().pull_request(
            PullRequest::new(15, "Changelog of 1.1.0", "mona").head("octo/shepherd/changelog-1.1.0").closed(),
        ),
    ];
    let mut said = String::new();
    for repository in cases {
        let github = FakeGithub::start([repository]);
        let sandbox = project(&github);
        said.push_str(proposed(&sandbox, &["--yes"]).stderr());
        assert_eq!(
            sandbox.git_output(["--git-dir", "[SANDBOX]/remote.git", "for-each-ref", "--format=%(refname)"]),
            "refs/heads/main\nrefs/tags/1.0.0"
        );
        said.push_str("==\n");
    }
    insta::assert_snapshot!(said, @"
    error: octo/hello is a fork: the branch and the pull request would go into the fork
    help: add the project itself as the remote `upstream`, if you may push there: `git remote add upstream ADDRESS`
    help: else write the file without `--pr`, push the branch to your fork, and open the pull request by hand
    ==
    error: the token's owner may not push to octo/hello (`origin`), so the branch cannot be made there
    help: the right is `contents: write`; a maintainer gives it, or runs this
    help: else write the file without `--pr`, push the branch to a fork, and open the pull request by hand
    ==
    error: somebody closed the pull request of 1.1.0: https://github.com/octo/hello/pull/15
    help: reopen it there, and run this again; or write the file without `--pr`
    ==
    ");
}

#[test]
fn a_right_that_is_missing_is_named() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project(&github);
    github.read_only();
    insta::assert_snapshot!(commits(proposed(&sandbox, &["--yes"]).failure(4).stderr()), @"
    error: the pull request “Changelog of 1.1.0” of octo/hello: the token lacks the right `pull-requests: write` (Resource not accessible by personal access token)
    help: in a workflow, give it to the job: `permissions:` with `pull-requests: write` in it
    help: a workflow that a pull request from a fork started can never write; run it on `push`
    help: done before: push [COMMIT], which changes CHANGELOG.md, to the new branch shepherd/changelog-1.1.0 of origin
    ");
    let github = FakeGithub::start([repository().forbidding_pull_requests()]);
    let sandbox = project(&github);
    insta::assert_snapshot!(commits(proposed(&sandbox, &["--yes"]).failure(4).stderr()), @"
    error: the pull request “Changelog of 1.1.0” of octo/hello: the token lacks the right `pull-requests: write` (GitHub Actions is not permitted to create or approve pull requests.)
    help: a repository must allow it besides `pull-requests: write`: Settings, Actions, General, “Allow GitHub Actions to create and approve pull requests”
    help: done before: push [COMMIT], which changes CHANGELOG.md, to the new branch shepherd/changelog-1.1.0 of origin
    ");
    // The branch is there by now, and the pull request is opened as soon as that is allowed.
    let allowed = FakeGithub::start([repository()]);
    let sandbox = sandbox.github(&allowed);
    drop(proposed(&sandbox, &["--yes"]).success());
    assert_eq!(allowed.open_pull_requests(PROJECT).len(), 1);
    let sandbox = sandbox.env("GITHUB_TOKEN", "");
    insta::assert_snapshot!(proposed(&sandbox, &["--yes"]).failure(4).stderr(), @"
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    error: GitHub cannot be asked: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    help: in a workflow, pass the token to the step: `env:` with `GITHUB_TOKEN: ${{ github.token }}`
    ");
}

/// Two lines: `1.x` was released as 1.0.1 after `main` went on.
fn lines() -> Sandbox {
    Sandbox::new()
        .commit_files("Begin", &[("CHANGELOG.md", "# Changelog\n\n## 1.1.0\n\n- [#12](https://github.com/octo/hello/pull/12)\n\n## 1.0.0\n\n- First release\n")])
        .tag("1.0.0")
        .branch("1.x")
        .pull_request(21, "mona/leak", "FIX: a leak")
        .tag("1.0.1")
        .checkout("main")
        .pull_request(12, "mona/speed", "ENH: twice as fast")
        .tag("1.1.0")
        .pull_request(13, "hubot/crash", "FIX: a crash")
        .pull_request(14, "hubot/door", "NEW: a door")
}

#[test]
fn the_section_of_a_maintenance_release_is_brought_to_main() {
    let sandbox = lines();
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "1.0.1", "--write"]), @"
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    CHANGELOG.md: added the section
    CHANGELOG.md: added #21
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.read("CHANGELOG.md"), @r#"
    # Changelog

    ## 1.1.0

    - [#12](https://github.com/octo/hello/pull/12)

    ## 1.0.1

    ### Bugs fixed

    - FIX: a leak #21 ([@mona](https://github.com/mona))

    ### Contributors to this release

    [@mona](https://github.com/mona)

    <!-- shepherd: base 1 {"contributors": ["", "29d8157dee29"], "heading": ["", "40d7a19ca116"], "21": ["bug", "09b97b6fabb4"]} -->

    ## 1.0.0

    - First release
    "#);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "1.0.1", "--write"]).stderr(), @"
    from git alone: no remote names a project on GitHub
    CHANGELOG.md is up to date
    ");
}

#[test]
fn what_another_line_lacks_is_listed_as_it_would_stand_there() {
    insta::assert_snapshot!(lines().shepherd(["changelog", "--onto", "1.x"]), @"
    ### Unreleased

    #### Bugs fixed

    - FIX: a crash #13 ([@hubot](https://github.com/hubot))
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    1.x lacks 1 change
    hint: `shepherd next --onto 1.x` says why each belongs there
    [exit status: 0]
    ");
    insta::assert_snapshot!(lines().shepherd(["changelog", "--onto", "main", "1.x"]), @"
    ### 1.0.1 - 2026-03-01

    #### Bugs fixed

    - FIX: a leak #21 ([@mona](https://github.com/mona))
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    main lacks 1 change
    hint: `shepherd next --onto main` says why each belongs there
    [exit status: 0]
    ");
    insta::assert_snapshot!(lines().shepherd(["changelog", "--onto", "2.x"]).stderr(), @"
    error: `2.x` is not a revision of this repository
    help: did you mean `1.x`?
    ");
}

#[test]
fn in_a_workflow_the_differences_stand_beside_the_lines() {
    let sandbox = lines().checkout("1.1.0").env("GITHUB_ACTIONS", "true");
    let sandbox = sandbox.write("CHANGELOG.md", "# Changelog\n\n## 1.1.0\n\n- FIX: a crash (#13)\n- again (#13)\n");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "1.1.0", "--check"]), @"
    missing #12
    foreign #13 (line 5)
    foreign #13 (line 6)
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    ::warning file=CHANGELOG.md,line=3,title=Missing in the changelog::#12 is in the range and not listed; `shepherd changelog --write` adds it
    ::warning file=CHANGELOG.md,line=5,title=Foreign in the changelog::#13 is listed and not in the range; `shepherd explain 13` tells more
    ::warning file=CHANGELOG.md,line=6,title=Foreign in the changelog::#13 is listed and not in the range; `shepherd explain 13` tells more
    error: CHANGELOG.md and the range differ for 1.1.0: 1 missing, 2 foreign
    help: `shepherd changelog --write` adds what is missing; `shepherd explain NUMBER` tells where a change belongs
    [exit status: 1]
    ");
}

#[test]
fn annotations_name_the_file_from_the_top() {
    let sandbox = lines().checkout("1.1.0").env("GITHUB_ACTIONS", "true").write("docs/index.md", "").directory("docs");
    let output = sandbox.shepherd(["changelog", "1.1.0", "--check"]);
    insta::assert_snapshot!(output, @"
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    [REPO]/CHANGELOG.md lists all of 1.1.0
    [exit status: 0]
    ");
    let sandbox = sandbox.write("../CHANGELOG.md", "# Changelog\n\n## 1.1.0\n");
    let output = sandbox.shepherd(["changelog", "1.1.0", "--check", "../CHANGELOG.md"]);
    insta::assert_snapshot!(output, @"
    missing #12
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    ::warning file=CHANGELOG.md,line=3,title=Missing in the changelog::#12 is in the range and not listed; `shepherd changelog --write` adds it
    error: ../CHANGELOG.md and the range differ for 1.1.0: 1 missing
    help: `shepherd changelog --write` adds what is missing; `shepherd explain NUMBER` tells where a change belongs
    [exit status: 1]
    ");
}

#[test]
fn what_another_line_lacks_is_shown_as_the_flags_say() {
    let sandbox = Sandbox::new()
        .commit("Begin")
        .tag("release-1.0.0")
        .branch("1.x")
        .checkout("main")
        .commit("FIX: a slip")
        .pull_request(13, "hubot/crash", "FIX: a crash");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--onto", "1.x"]), @"
    ### Unreleased

    #### Bugs fixed

    - FIX: a crash #13 ([@hubot](https://github.com/hubot))
    - FIX: a slip 1031fd6 ([@hubot](https://github.com/hubot))
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    1.x lacks 2 changes
    hint: `shepherd next --onto 1.x` says why each belongs there
    [exit status: 0]
    ");
    let omitted = sandbox.shepherd(["changelog", "--onto", "1.x", "--direct-commits", "omit"]);
    insta::assert_snapshot!(omitted, @"
    ### Unreleased

    #### Bugs fixed

    - FIX: a crash #13 ([@hubot](https://github.com/hubot))
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    1.x lacks 1 change
    hint: `shepherd next --onto 1.x` says why each belongs there
    [exit status: 0]
    ");
}
