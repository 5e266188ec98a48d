//! Lines and jobs that could take each other's draft release.

use super::*;

#[test]
fn an_older_job_leaves_the_draft_of_a_newer_one() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    let before = format!("{:?}", drafts(&github));
    let sandbox = sandbox.git(["reset", "--quiet", "--hard", "HEAD~1"]);
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]), @"");
    assert_eq!(format!("{:?}", drafts(&github)), before);
    let told = drafted(&sandbox, &["--github-release", "--json"]).json();
    assert_eq!(told["release"]["deed"], "left");
    insta::assert_snapshot!(drafted(&sandbox, &["1.0.0", "--github-release", "--line", "main"]).failure(5).stderr(), @"");
    assert_eq!(format!("{:?}", drafts(&github)), before);
}

#[test]
fn github_is_asked_about_a_commit_that_is_not_here() {
    for (status, deed) in [(Some("ahead"), "left"), (Some("diverged"), "updated"), (None, "updated")] {
        let github = FakeGithub::start([repository()]);
        let sandbox = project().github(&github);
        drop(drafted(&sandbox, &["--github-release"]).success());
        github.update(PROJECT, |repository| {
            let repository = repository.targeted(&"0a".repeat(20));
            status.map_or(repository.clone(), |status| repository.comparison(status))
        });
        let told = drafted(&sandbox, &["--github-release", "--json"]).json();
        assert_eq!(told["release"]["deed"], deed, "{status:?}");
    }
}

#[test]
fn a_head_beside_the_line_is_refused() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    let before = format!("{:?}", drafts(&github));
    let sandbox = sandbox.git(["checkout", "--quiet", "-b", "1.0.x", "1.0.0"]).squash(14, "Mend it");
    let output = drafted(&sandbox, &["--github-release", "--line", "main"]).failure(5);
    let (first, rest) = output.stderr().split_once(" is not on").unwrap();
    assert!(first.starts_with("error: ") && first.len() == 19, "{output}");
    insta::assert_snapshot!(rest, @"");
    assert_eq!(format!("{:?}", drafts(&github)), before);
}

#[test]
fn a_tag_has_one_draft() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    let sandbox = sandbox.git(["branch", "-m", "main", "trunk"]);
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]).failure(5).stderr(), @"");
    assert_eq!(drafts(&github).len(), 1);
    github.update(PROJECT, |repository| repository.edited(|body| body.replace("line = \"main\"", "line = \"trunk\"")));
    assert_eq!(drafted(&sandbox, &["--github-release", "--json"]).json()["release"]["deed"], "unchanged");
    github.update(PROJECT, Repository::without_drafts);
    assert_eq!(drafted(&sandbox, &["--github-release", "--json"]).json()["release"]["deed"], "created");
}

#[test]
fn what_needs_github_says_so() {
    let sandbox = project();
    let output = drafted(&sandbox, &["--github-release", "--offline"]).failure(4);
    assert!(output.stderr().ends_with("--offline\nhelp: this needs GitHub: leave out `--offline`\n"), "{output}");
    let elsewhere = sandbox.git(["remote", "set-url", "origin", "https://gitlab.com/octo/hello.git"]);
    let output = drafted(&elsewhere, &["--github-release"]).failure(4);
    insta::assert_snapshot!(output.stderr().lines().rev().take(2).collect::<Vec<_>>().join("\n"), @"");
}

#[test]
fn a_draft_that_was_deleted_in_the_moment_of_a_change_is_made_again() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    github.remove_before_change();
    let told = drafted(&sandbox, &["--github-release", "--version", "1.1.0", "--json"]).json();
    assert_eq!((&told["release"]["deed"], drafts(&github).len()), (&"created".into(), 1));
}
