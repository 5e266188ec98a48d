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
    insta::assert_snapshot!(block(&github), @"");
    github.update(PROJECT, |repository| {
        let edit = |body: &str| body.replace("**TODO**: say", "Use the back door; and say");
        repository.edited(edit).pull_request(breaking(14, "No windows", "mona"))
    });
    let sandbox = sandbox.pull_request(14, "mona/windows", "No windows");
    drop(drafted(&sandbox, &["--github-release"]).success());
    insta::assert_snapshot!(block(&github), @"");
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
    insta::assert_snapshot!(told.join("\n"), @"");
}
