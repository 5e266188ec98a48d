//! Changes that are none of the draft release any more, and what people made of them.

use super::*;

/// Returns the lines of changes in the draft, and their headings.
fn listed(github: &FakeGithub) -> String {
    let body = drafts(github)[0].body.clone();
    let is_told = |line: &&str| {
        line.starts_with("> ") || line.starts_with("- ") || (line.starts_with("## ") && !line.contains("Contributors"))
    };
    let lines = body.lines().filter(is_told).map(|line| line.split(" [#").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_was_released_meanwhile_goes_and_an_edited_line_is_told() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github).env("GITHUB_ACTIONS", "true");
    drop(drafted(&sandbox, &["--github-release"]).success());
    github.update(PROJECT, |repository| {
        repository
            .edited(|body| body.replace("Twice as fast", "Much faster"))
            .pull_request(PullRequest::new(13, "A new door", "hubot").label("feature"))
    });
    let sandbox = sandbox.tag("1.0.1").pull_request(13, "hubot/door", "A new door");
    insta::assert_snapshot!(drafted(&sandbox, &["--github-release"]), @"
    version        1.1.0 (minor, because #13 is a new feature; nothing is breaking)
    changelog      shepherd-draft/changelog.md, 1 change
    upgrade notes  shepherd-draft/upgrade-notes.md
    summary        shepherd-draft/summary.md
    draft release  updated: https://github.com/octo/hello/releases/tag/untagged-2
    ------- stderr -------
    wrote shepherd-draft/changelog.md, shepherd-draft/upgrade-notes.md, shepherd-draft/summary.md, shepherd-draft/draft.json
    warning: the draft release still lists #12, which is no change of it any more: a person changed that line
    the draft release of 1.0.1 is that of 1.1.0 now
    ::warning title=Outdated line in the draft release::the draft release still lists #12, which is no change of it any more: a person changed that line
    [exit status: 0]
    ");
    insta::assert_snapshot!(listed(&github), @"
    > Publishing this draft creates the tag `1.1.0`, and starts whatever a tag starts in this project. <!-- shepherd: notice -->
    ## New features added
    - A new door
    ## Other merged PRs
    - Much faster
    ");
    let told = drafted(&sandbox, &["--github-release", "--json"]).json();
    let file: serde_json::Value = serde_json::from_str(&sandbox.read("shepherd-draft/draft.json")).unwrap();
    assert_eq!((&file, &file["release"]["deed"]), (&told, &"unchanged".into()));
}

#[test]
fn what_was_reverted_or_got_another_label_goes_or_moves() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    github.update(PROJECT, |repository| {
        repository.pull_request(PullRequest::new(11, "The parser stops at the end", "octocat").label("feature"))
    });
    let sandbox =
        sandbox.squash(13, "Revert #12").write(".shepherd.toml", "[changelog.exclude]\nlabels = ['internal']\n");
    github.update(PROJECT, |repository| repository.pull_request(PullRequest::new(13, "Revert #12", "mona")));
    let output = drafted(&sandbox, &["--github-release"]).success();
    assert!(!output.stderr().contains("still lists"), "{output}");
    insta::assert_snapshot!(listed(&github), @"
    > Publishing this draft creates the tag `1.1.0`, and starts whatever a tag starts in this project. <!-- shepherd: notice -->
    ## New features added
    - The parser stops at the end
    ");
    github.update(PROJECT, |repository| {
        repository
            .pull_request(PullRequest::new(11, "The parser stops at the end", "octocat").label("internal"))
            .pull_request(PullRequest::new(14, "Less memory", "mona").label("bug"))
    });
    let sandbox = sandbox.pull_request(14, "mona/memory", "Less memory");
    drop(drafted(&sandbox, &["--github-release"]).success());
    insta::assert_snapshot!(listed(&github), @"
    > Publishing this draft creates the tag `1.0.1`, and starts whatever a tag starts in this project. <!-- shepherd: notice -->
    ## Bugs fixed
    - Less memory
    ");
}

#[test]
fn a_tick_of_a_person_stays_until_it_is_another_version() {
    let github = FakeGithub::start([repository()]);
    let sandbox = project().github(&github);
    drop(drafted(&sandbox, &["--github-release"]).success());
    github.update(PROJECT, Repository::ticked);
    assert_eq!(drafted(&sandbox, &["--github-release", "--json"]).json()["release"]["deed"], "unchanged");
    assert!(drafts(&github)[0].is_prerelease);
    drop(drafted(&sandbox, &["--github-release", "--version", "1.1.0"]).success());
    assert!(!drafts(&github)[0].is_prerelease);
}

#[test]
fn a_range_that_is_read_again_asks_for_nothing_twice() {
    let github = FakeGithub::start([repository()]);
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .commit("Begin")
        .tag("1.0.0")
        .pull_request(11, "octocat/parser", "The parser stops at the end")
        .tag("1.1.0")
        .pull_request(12, "mona/speed", "Twice as fast")
        .github(&github);
    // A step back is judged by what came since the newest release.
    drop(drafted(&sandbox, &["--version", "1.0.1"]).failure(1));
    let queries: Vec<String> = github.requests().into_iter().map(|request| request.body).collect();
    let asking = |number: &str| queries.iter().filter(|query| query.contains(number)).count();
    assert_eq!((asking("number: 11"), asking("number: 12")), (1, 1), "{queries:?}");
    let before = github.graphql_requests();
    let told = drafted(&sandbox, &["--json"]).json();
    assert_eq!(told["source"]["requests"], github.graphql_requests() - before);
}
