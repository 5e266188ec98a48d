//! Lines and jobs that could take each other's draft release.

use super::*;

#[test]
fn an_older_job_leaves_the_draft_of_a_newer_one() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    let before = format!("{:?}", drafts(&github));
    let sandbox = sandbox.git(["reset", "--quiet", "--hard", "HEAD~1"]);
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]), @"
    version        1.0.1 (patch, because nothing is a new feature or breaking)
    changelog      shepherd-draft/changelog.md, 1 change
    upgrade notes  shepherd-draft/upgrade-notes.md
    summary        shepherd-draft/summary.md
    draft release  left: https://github.com/octo/hello/releases/tag/untagged-2
    ------- stderr -------
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    the draft release of main is of a later commit already, so it stays as it is
    hint: to have it of this commit, delete the draft and run this again
    [exit status: 0]
    ");
    assert_eq!(format!("{:?}", drafts(&github)), before);
    let told = drafted(&sandbox, &["--github-release", "--json"]).json();
    assert_eq!(told["release"]["deed"], "left");
    let sandbox = sandbox.git(["tag", "1.0.1"]);
    insta::assert_snapshot!(drafted(&sandbox, &["1.0.1", "--github-release", "--line", "main"]).failure(5).stderr(), @"
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    error: the draft release of main is of a later commit than 1.0.1: https://github.com/octo/hello/releases/tag/untagged-2
    help: it was not changed; without a range, a draft is of what comes after the last release
    help: a release whose tag is there can be made on GitHub, with the text of the changelog
    ");
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
    insta::assert_snapshot!(rest, @"
     the branch main, so it is no draft of that line
    help: draft for the line that it is on, or check out main; `git fetch` gets what is new there
    ");
    assert_eq!(format!("{:?}", drafts(&github)), before);
}

#[test]
fn a_tag_has_one_draft() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    let sandbox = sandbox.git(["branch", "-m", "main", "trunk"]);
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]).failure(5).stderr(), @r#"
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    error: the draft release of another line, main, has the tag 1.0.1, and no second one was made
    help: give that one another tag, or delete it: https://github.com/octo/hello/releases/tag/untagged-2
    help: where the branch main was renamed, write its new name into the last line of that draft: `line = "…"`
    "#);
    assert_eq!(drafts(&github).len(), 1);
    github.update(PROJECT, |repository| repository.edited(|body| body.replace("line = \"main\"", "line = \"trunk\"")));
    assert_eq!(drafted(&sandbox, &["--github-release", "--json"]).json()["release"]["deed"], "updated");
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
    insta::assert_snapshot!(output.stderr().lines().rev().take(2).collect::<Vec<_>>().join("\n"), @"
    help: this needs a project on GitHub; `--project OWNER/NAME` names one
    error: GitHub cannot be asked: the remote `origin` is at gitlab.com, not on GitHub
    ");
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
