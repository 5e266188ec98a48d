//! `ci-green` and `tag-ci-green`.

use super::{Run, project};
use crate::support::{Check, FakeGithub, Repository, Sandbox};

/// A GitHub where these checks ran for the newest commit.
fn github(sandbox: &Sandbox, checks: impl IntoIterator<Item = Check>) -> FakeGithub {
    let oid = sandbox.commit_id("main");
    let repository = Repository::new("octo/hello").reference("refs/heads/main", &oid);
    FakeGithub::start([checks.into_iter().fold(repository, |repository, check| repository.check(&oid, check))])
}

fn ci_green(checks: impl IntoIterator<Item = Check>) -> String {
    let sandbox = project();
    let github = github(&sandbox, checks);
    let found = Run::with(&github).check(&sandbox, "ci-green");
    assert_eq!(github.graphql_requests(), 1);
    found
}

fn tag_ci_green(checks: impl IntoIterator<Item = Check>) -> String {
    let sandbox = project();
    let github = github(&sandbox, checks);
    github.update("octo/hello", |repository| repository.reference("refs/tags/1.1.0", &sandbox.commit_id("main")));
    let found = Run::with(&github).check(&sandbox, "tag-ci-green");
    assert_eq!(github.graphql_requests(), 1);
    found
}

#[test]
fn checks_that_passed_are_green() {
    let checks = [Check::passed("test"), Check::ended("docs", "SKIPPED"), Check::passed("coverage").status()];
    insta::assert_snapshot!(ci_green(checks), @"holds: 3 checks of 0db774d324a1 passed");
}

#[test]
fn checks_that_run_are_waited_for() {
    let checks = [Check::passed("test"), Check::running("docs"), Check::running("coverage").status()];
    insta::assert_snapshot!(ci_green(checks), @"
    not yet: checks of 0db774d324a1 are still running: docs, coverage
    help: wait for them
    ");
}

#[test]
fn checks_that_failed_are_named_even_while_others_run() {
    let failed = [Check::ended("lint", "TIMED_OUT"), Check::failed("test\u{1b}[2J\n(3.12)"), Check::running("docs")];
    insta::assert_snapshot!(ci_green(failed), @"
    fails: checks of 0db774d324a1 failed: lint, test[2J (3.12)
    help: read their logs; run them again where they failed by chance
    ");
    let many = (0..120).map(|number| Check::failed(&format!("test {number}")));
    insta::assert_snapshot!(ci_green(many), @"
    fails: checks of 0db774d324a1 failed: test 0, test 1, test 2, test 3, test 4 and 95 more (of the first 100 of 120)
    help: read their logs; run them again where they failed by chance
    ");
    // Which one failed is on a page that nobody asked for; that one failed is known all the same.
    let late = (0..120).map(|number| if number == 110 { Check::failed("late") } else { Check::passed("test") });
    insta::assert_snapshot!(ci_green(late), @"
    fails: checks of 0db774d324a1 failed: not among the first 100 of 120
    help: read their logs; run them again where they failed by chance
    ");
}

#[test]
fn a_commit_without_checks_is_not_green() {
    insta::assert_snapshot!(ci_green([]), @"
    unknown: no checks ran for 0db774d324a1
    help: wait until they begin, or run the tests by hand where the project has no checks
    ");
    insta::assert_snapshot!(ci_green([Check::idle_app("Deploy")]), @"
    unknown: no checks ran for 0db774d324a1
    help: wait until they begin, or run the tests by hand where the project has no checks
    ");
}

#[test]
fn the_target_counts_and_not_the_branch() {
    let sandbox = project();
    let github = github(&sandbox, [Check::failed("test")]);
    let target = sandbox.commit_id("1.0.0");
    insta::assert_snapshot!(Run::with(&github).target(&target).check(&sandbox, "ci-green"), @"
    fails: GitHub does not have 98b25885549a
    help: push `main`, or merge the pull request that brings it
    ");
    github.update("octo/hello", |repository| repository.check(&target, Check::passed("test")));
    insta::assert_snapshot!(Run::with(&github).target(&target).check(&sandbox, "ci-green"), @"holds: 1 check of 98b25885549a passed");
    let run = Run { branch: "5.x", ..Run::with(&github) };
    insta::assert_snapshot!(run.check(&sandbox, "ci-green"), @"
    unknown: there is no target yet, and no branch `5.x` in this clone
    help: `git switch 5.x`
    ");
}

#[test]
fn only_what_the_tag_started_counts_for_the_tag() {
    let of_tag = |check: Check| check.reference("refs/tags/1.1.0");
    let checks = [
        of_tag(Check::passed("Release")),
        of_tag(Check::passed("Docs")).event("release"),
        Check::passed("Wheels").without_reference(),
        Check::failed("test"),
        Check::failed("Nightly").event("schedule").without_reference(),
        Check::failed("branch of the same name").reference("refs/heads/1.1.0"),
        Check::idle_app("Deploy"),
    ];
    insta::assert_snapshot!(tag_ci_green(checks), @"holds: 3 checks of `1.1.0` passed");
    insta::assert_snapshot!(tag_ci_green([of_tag(Check::running("Release")), of_tag(Check::passed("Docs"))]), @"
    not yet: checks of `1.1.0` are still running: Release
    help: wait for them
    ");
    insta::assert_snapshot!(tag_ci_green([of_tag(Check::failed("Release")), of_tag(Check::running("Docs"))]), @"
    fails: checks of `1.1.0` failed: Release
    help: read their logs; run them again where they failed by chance
    ");
    insta::assert_snapshot!(tag_ci_green([of_tag(Check::failed("Publish").app())]), @"
    fails: checks of `1.1.0` failed: Publish
    help: read their logs; run them again where they failed by chance
    ");
}

#[test]
fn a_tag_that_started_nothing_is_not_green() {
    insta::assert_snapshot!(tag_ci_green([]), @"
    unknown: no check is known that the tag `1.1.0` started
    help: wait until it begins, or see whether a workflow of the project runs for tags at all
    ");
    insta::assert_snapshot!(tag_ci_green([Check::passed("test"), Check::passed("lint")]), @"
    unknown: no check is known that the tag `1.1.0` started; 2 others ran for its commit otherwise
    help: wait until it begins, or see whether a workflow of the project runs for tags at all
    ");
    let sandbox = project();
    insta::assert_snapshot!(Run::with(&github(&sandbox, [])).check(&sandbox, "tag-ci-green"), @"
    fails: GitHub does not have the tag `1.1.0`
    help: `git push origin refs/tags/1.1.0`
    ");
}
