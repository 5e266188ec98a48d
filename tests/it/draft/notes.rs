//! Upgrade notes in the draft release: what people made of them stays, and new ones come.

use super::*;

/// Returns the block of notes in the draft.
fn block(github: &FakeGithub) -> String {
    let body = drafts(github)[0].body.clone();
    let lines = body.lines().skip_while(|line| !line.contains("shepherd: notes of"));
    lines
        .take_while(|line| !line.contains("shepherd: end") && !line.contains("shepherd: base"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn words_of_people_stay_and_a_new_note_comes() {
    let breaking = |number, title, who| PullRequest::new(number, title, who).label("breaking");
    let github = FakeGithub::start([repository().pull_request(breaking(13, "Another door", "hubot"))]);
    let sandbox = project().pull_request(13, "hubot/door", "Another door").github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    insta::assert_snapshot!(block(&github), @r#"
    <!-- shepherd: notes of "main" -->
    ## Upgrade notes

    - Another door ([#13](https://github.com/octo/hello/pull/13)) **TODO**: say what changes for those who upgrade, and what they have to do (ask `@hubot`) <!-- shepherd: note 13 -->
    "#);
    github.update(PROJECT, |repository| {
        let edit = |body: &str| body.replace("**TODO**: say", "Use the back door; and say");
        repository.edited(edit).pull_request(breaking(14, "No windows", "mona"))
    });
    let sandbox = sandbox.pull_request(14, "mona/windows", "No windows");
    drop(drafted(&sandbox, &["--github-release"]).success());
    insta::assert_snapshot!(block(&github), @r#"
    <!-- shepherd: notes of "main" -->
    ## Upgrade notes

    - Another door ([#13](https://github.com/octo/hello/pull/13)) Use the back door; and say what changes for those who upgrade, and what they have to do (ask `@hubot`) <!-- shepherd: note 13 -->
    - No windows ([#14](https://github.com/octo/hello/pull/14)) **TODO**: say what changes for those who upgrade, and what they have to do (ask `@mona`) <!-- shepherd: note 14 -->
    "#);
    let told = drafted(&sandbox, &["--github-release", "--json"]).json();
    assert_eq!(told["release"]["deed"], "unchanged");
    github.update(PROJECT, |repository| {
        repository
            .edited(|body| {
                body.lines().filter(|line| !line.contains("shepherd: notes of")).collect::<Vec<_>>().join("\n")
            })
            .pull_request(breaking(15, "No roof", "mona"))
    });
    let sandbox = sandbox.pull_request(15, "mona/roof", "No roof").env("GITHUB_ACTIONS", "true");
    let output = drafted(&sandbox, &["--github-release"]).success();
    let told: Vec<&str> = output.stderr().lines().filter(|line| line.contains("does not show")).collect();
    insta::assert_snapshot!(told.join("\n"), @"
    warning: the draft release does not show the upgrade note “No roof”: a person took the block of notes out
    ::warning title=Upgrade note that the draft release lacks::the draft release does not show the upgrade note “No roof”: a person took the block of notes out
    ");
}
