//! What is refused: rights that are missing, and releases that are published.

use crate::support::Failure;

use super::*;

#[test]
fn without_the_right_to_see_drafts_none_is_made_and_the_right_is_named() {
    let github = FakeGithub::start([repository()]);
    github.read_only();
    let sandbox = project().github(&github);
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]), @"
    ------- stderr -------
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    error: the draft release of octo/hello: the token lacks the right `contents: write` (Resource not accessible by personal access token)
    help: in a workflow, give it to the job: `permissions:` with `contents: write` in it
    help: a workflow that a pull request from a fork started can never write; run it on `push`
    [exit status: 4]
    ");
    assert!(sandbox.exists("shepherd-draft/changelog.md"));
    let reader = FakeGithub::start([repository().permission(Some("READ"))]);
    let sandbox = project().github(&reader);
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]).failure(4).stderr(), @"
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    error: the draft release of octo/hello: the token lacks the right `contents: write` (whoever may only read sees no drafts)
    help: in a workflow, give it to the job: `permissions:` with `contents: write` in it
    help: a workflow that a pull request from a fork started can never write; run it on `push`
    ");
    assert_eq!(reader.writes(), 0);
}

#[test]
fn without_the_right_to_read_labels_no_draft_is_made_and_none_is_changed() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github).env("GITHUB_ACTIONS", "true");
    github.fail(Failure::Forbidden);
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]), @"
    ------- stderr -------
    warning: from git alone: the token may not read pull requests (Resource not accessible by integration)
    hint: give the job the right: `permissions:` with `contents: read` and `pull-requests: read`
    labels are not known from git alone, so nobody is told which pull requests lack one
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    error: the draft release of octo/hello: the token lacks the right `pull-requests: read`, so no labels are known
    help: in a workflow, give it to the job: `permissions:` with `pull-requests: read` in it
    help: without labels the version and the sections could be wrong, so nothing was changed on GitHub
    [exit status: 4]
    ");
    assert_eq!((drafts(&github).len(), github.writes()), (0, 0));
    let told: serde_json::Value = serde_json::from_str(&sandbox.read("shepherd-draft/draft.json")).unwrap();
    assert_eq!((&told["source"]["requests"], &told["release"]), (&1.into(), &serde_json::Value::Null));
    drop(drafted(&sandbox, &["--github-release", "--version", "1.1.0"]).success());
    let before = format!("{:?}", github.releases(PROJECT));
    github.fail(Failure::Forbidden);
    drop(drafted(&sandbox, &["--github-release"]).failure(4));
    assert_eq!(format!("{:?}", github.releases(PROJECT)), before);
}

#[test]
fn a_token_that_makes_drafts_and_does_not_see_them_leaves_none() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    github.hide_drafts();
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]).failure(4).stderr(), @"
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    error: the draft release of octo/hello: the token does not see drafts, so none was left there
    help: the token needs `contents: write`: in a workflow, give it to the job: `permissions:` with `contents: write` in it
    ");
    assert_eq!(drafts(&github).len(), 0);
}

#[test]
fn a_draft_that_somebody_published_is_not_touched() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    github.update(PROJECT, Repository::published);
    let before = format!("{:?}", github.releases(PROJECT));
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]), @"
    ------- stderr -------
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    error: somebody published the draft of 1.0.1 meanwhile; a published release is never changed
    help: look at https://github.com/octo/hello/releases/tag/1.0.1
    help: `git fetch --tags` brings its tag here; the next draft is of what comes after it
    [exit status: 5]
    ");
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release", "--version", "1.0.0"]).failure(5).stderr(), @"
    error: 1.0.0 exists: it is the tag `1.0.0`, on another commit
    help: without `--version`, the range `1.0.0` is what is in that release
    ");
    assert_eq!(format!("{:?}", github.releases(PROJECT)), before);
}

#[test]
fn a_draft_that_is_published_in_the_moment_of_a_change_has_its_words_again() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    let before = drafts(&github)[0].body.clone();
    github.publish_before_change();
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release", "--version", "1.1.0"]).failure(5).stderr(), @"
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    error: somebody published the draft of 1.0.1 in the moment in which it was brought up to date; it has the words again that were published
    help: look at https://github.com/octo/hello/releases/tag/untagged-2
    help: `git fetch --tags` brings its tag here; the next draft is of what comes after it
    ");
    let published = github.releases(PROJECT).pop().unwrap();
    assert!(!published.is_draft && published.body == before, "{published:?}");
}

#[test]
fn what_github_does_not_do_is_told() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    github.fail_write(Failure::ServerError(502));
    github.fail_write(Failure::ServerError(502));
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]).failure(4).stderr(), @"
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    error: GitHub did not answer in full after 2 attempts: status 502; missing: the draft release
    help: try again, or run with `--offline` to work from git alone
    ");
    assert_eq!(drafts(&github).len(), 0);
    insta::assert_snapshot!(drafted(&project(), &["--github-release"]).failure(4).stderr(), @"
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    labels are not known from git alone, so nobody is told which pull requests lack one
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    error: GitHub cannot be asked: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    help: in a workflow, pass the token to the step: `env:` with `GITHUB_TOKEN: ${{ github.token }}`
    ");
}

#[test]
fn there_is_no_draft_of_what_is_no_line() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project()
        .github(&github)
        .checkout("HEAD~0")
        .env("GITHUB_REF_TYPE", "branch")
        .env("GITHUB_REF_NAME", "12/merge");
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]), @"
    ------- stderr -------
    error: a draft release is for a line, and no branch is checked out
    help: name the branch: `--line main`
    help: a workflow for pull requests has none to draft for; run it on `push` to the branch
    [exit status: 2]
    ");
    let sandbox = sandbox.env("GITHUB_REF_NAME", "main");
    drop(drafted(&sandbox, &["--github-release"]).success());
    assert_eq!(drafts(&github).len(), 1);
}
