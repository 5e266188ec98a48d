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
    insta::assert_snapshot!(commits(&proposed(&sandbox, &["--dry-run"]).to_string()), @"");
    insta::assert_snapshot!(commits(&proposed(&sandbox, &[]).to_string()), @"");
    assert_eq!((github.writes(), sandbox.read("CHANGELOG.md"), sandbox.commit_id("HEAD")), (0, before, shown));
    let branches = sandbox.git_output(["--git-dir", "[SANDBOX]/remote.git", "branch", "--list"]);
    assert_eq!(branches, "* main");
}

/// Puts a word in the place of the names of commits.
fn commits(text: &str) -> String {
    regex::Regex::new(r"\b[0-9a-f]{7,40}\b").unwrap().replace_all(text, "[COMMIT]").into_owned()
}

#[test]
fn one_pull_request_is_opened_and_brought_up_to_date() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project(&github);
    insta::assert_snapshot!(proposed(&sandbox, &["--yes"]), @"");
    let [(number, title, body)] = github.open_pull_requests(PROJECT).try_into().unwrap();
    assert_eq!((number, title.as_str()), (13, "Changelog of 1.1.0"));
    insta::assert_snapshot!(body, @"");
    assert!(on_branch(&sandbox).contains("- ENH: twice as fast [#12]"));
    assert!(!sandbox.read("CHANGELOG.md").contains("1.1.0"), "the work tree is not touched");
    insta::assert_snapshot!(proposed(&sandbox, &["--yes"]), @"");

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
    insta::assert_snapshot!(proposed(&sandbox, &["--yes"]), @"");
    let text = on_branch(&sandbox);
    assert!(text.contains("- Everything is twice as fast [#12]") && text.contains("- NEW: a door [#14]"), "{text}");
    let [(13, _, body)] = <[_; 1]>::try_from(github.open_pull_requests(PROJECT)).unwrap() else {
        panic!("another one")
    };
    assert!(body.starts_with("Please read the second part.") && body.contains("3 changes"), "{body}");
}

#[test]
fn what_was_answered_502_is_looked_for() {
    for failure in [Failure::ServerError(502), Failure::ServerError(502).after_writing()] {
        let github = FakeGithub::start([repository()]);
        let sandbox = project(&github);
        github.fail_write(failure.clone());
        drop(proposed(&sandbox, &["--yes"]).success());
        assert_eq!(github.open_pull_requests(PROJECT).len(), 1, "{failure:?}");
    }
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
        assert_eq!(sandbox.git_output(["--git-dir", "[SANDBOX]/remote.git", "branch", "--list"]), "* main");
        said.push_str("==\n");
    }
    insta::assert_snapshot!(said, @"");
}

#[test]
fn a_right_that_is_missing_is_named() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project(&github);
    github.read_only();
    insta::assert_snapshot!(commits(proposed(&sandbox, &["--yes"]).failure(4).stderr()), @"");
    let github = FakeGithub::start([repository().forbidding_pull_requests()]);
    let sandbox = project(&github);
    insta::assert_snapshot!(commits(proposed(&sandbox, &["--yes"]).failure(4).stderr()), @"");
    let sandbox = sandbox.env("GITHUB_TOKEN", "");
    insta::assert_snapshot!(proposed(&sandbox, &["--yes"]).failure(4).stderr(), @"");
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
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "1.0.1", "--write"]), @"");
    insta::assert_snapshot!(sandbox.read("CHANGELOG.md"), @"");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "1.0.1", "--write"]).stderr(), @"");
}

#[test]
fn what_another_line_lacks_is_listed_as_it_would_stand_there() {
    insta::assert_snapshot!(lines().shepherd(["changelog", "--onto", "1.x"]), @"");
    insta::assert_snapshot!(lines().shepherd(["changelog", "--onto", "main", "1.x"]), @"");
    insta::assert_snapshot!(lines().shepherd(["changelog", "--onto", "2.x"]).stderr(), @"");
}

#[test]
fn in_a_workflow_the_differences_stand_beside_the_lines() {
    let sandbox = lines().checkout("1.1.0").env("GITHUB_ACTIONS", "true");
    let sandbox = sandbox.write("CHANGELOG.md", "# Changelog\n\n## 1.1.0\n\n- FIX: a crash (#13)\n- again (#13)\n");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "1.1.0", "--check"]), @"");
}
