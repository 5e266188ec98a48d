//! What is refused: rights that are missing, and releases that are published.

use crate::support::Failure;

use super::*;

#[test]
fn without_the_right_to_see_drafts_none_is_made_and_the_right_is_named() {
    let github = FakeGithub::start([repository()]);
    github.read_only();
    let sandbox = project().github(&github);
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]), @"");
    assert!(sandbox.exists("shepherd-draft/changelog.md"));
    let reader = FakeGithub::start([repository().permission(Some("READ"))]);
    let sandbox = project().github(&reader);
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]).failure(4).stderr(), @"");
    assert_eq!(reader.writes(), 0);
}

#[test]
fn a_token_that_makes_drafts_and_does_not_see_them_leaves_none() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    github.hide_drafts();
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]).failure(4).stderr(), @"");
    assert_eq!(drafts(&github).len(), 0);
}

#[test]
fn a_draft_that_somebody_published_is_not_touched() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    github.update(PROJECT, Repository::published);
    let before = format!("{:?}", github.releases(PROJECT));
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]), @"");
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release", "--version", "1.0.0"]).failure(5).stderr(), @"");
    assert_eq!(format!("{:?}", github.releases(PROJECT)), before);
}

#[test]
fn a_draft_that_is_published_in_the_moment_of_a_change_has_its_words_again() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    let before = drafts(&github)[0].body.clone();
    github.publish_before_change();
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release", "--version", "1.0.2"]).failure(5).stderr(), @"");
    let published = github.releases(PROJECT).pop().unwrap();
    assert!(!published.is_draft && published.body == before, "{published:?}");
}

#[test]
fn what_github_does_not_do_is_told() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    github.fail_write(Failure::ServerError(502));
    github.fail_write(Failure::ServerError(502));
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]).failure(4).stderr(), @"");
    assert_eq!(drafts(&github).len(), 0);
    insta::assert_snapshot!(drafted(&project(), &["--github-release"]).failure(4).stderr(), @"");
}

#[test]
fn there_is_no_draft_of_what_is_no_line() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project()
        .github(&github)
        .checkout("HEAD~0")
        .env("GITHUB_REF_TYPE", "branch")
        .env("GITHUB_REF_NAME", "12/merge");
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]), @"");
    let sandbox = sandbox.env("GITHUB_REF_NAME", "main");
    drop(drafted(&sandbox, &["--github-release"]).success());
    assert_eq!(drafts(&github).len(), 1);
}
