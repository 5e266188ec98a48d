//! Which commits a range holds, and where it begins when nobody says.

use crate::support::Sandbox;

/// 1.0.0, a candidate of 1.1.0, 1.1.0, and one change since; each with one pull request.
fn releases() -> Sandbox {
    Sandbox::new()
        .author("Ann Other", "7+ann@users.noreply.github.com")
        .commit("Start")
        .tag("1.0.0")
        .pull_request(1, "ann/one", "First")
        .tag("1.1.0rc1")
        .pull_request(2, "ann/two", "Second")
        .annotated_tag("1.1.0", "Release 1.1.0")
        .pull_request(3, "ann/three", "Third")
}

#[test]
fn without_a_range_it_is_what_happened_since_the_last_release() {
    insta::assert_snapshot!(releases().shepherd(["changelog"]), @"
    ### Unreleased

    #### Other merged PRs

    - Third #3 ([@ann](https://github.com/ann))

    #### Contributors to this release

    [@ann](https://github.com/ann)
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    [exit status: 0]
    ");
}

#[test]
fn one_end_is_the_release_and_the_base_is_the_one_before() {
    insta::assert_snapshot!(releases().shepherd(["changelog", "-q", "1.1.0"]), @"
    ### 1.1.0 - 2026-03-01

    #### Other merged PRs

    - Second #2 ([@ann](https://github.com/ann))
    - First #1 ([@ann](https://github.com/ann))

    #### Contributors to this release

    [@ann](https://github.com/ann)
    [exit status: 0]
    ");
}

#[test]
fn a_candidate_begins_at_any_release() {
    let sandbox = releases().tag("1.2.0rc1").pull_request(4, "ann/four", "Fourth").tag("1.2.0rc2");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "1.2.0rc2"]), @"
    ### 1.2.0rc2 - 2026-03-01

    #### Other merged PRs

    - Fourth #4 ([@ann](https://github.com/ann))

    #### Contributors to this release

    [@ann](https://github.com/ann)
    [exit status: 0]
    ");
    // The final rolls up both, unless they keep what they had.
    let sandbox = sandbox.commit("Last words").tag("1.2.0");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "1.2.0"]), @"
    ### 1.2.0 - 2026-03-01

    #### Other merged PRs

    - Fourth #4 ([@ann](https://github.com/ann))
    - Third #3 ([@ann](https://github.com/ann))
    - Last words b8c4a08 ([@ann](https://github.com/ann))

    #### Contributors to this release

    [@ann](https://github.com/ann)
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "1.2.0", "--pre-releases", "keep"]), @"
    ### 1.2.0 - 2026-03-01

    #### Other merged PRs

    - Last words b8c4a08 ([@ann](https://github.com/ann))

    #### Contributors to this release

    [@ann](https://github.com/ann)
    [exit status: 0]
    ");
}

#[test]
fn a_version_that_is_going_to_be_has_its_date() {
    insta::assert_snapshot!(releases().shepherd(["changelog", "-q", "--version", "v1.2.0"]), @"
    ### 1.2.0 - 2026-03-28

    #### Other merged PRs

    - Third #3 ([@ann](https://github.com/ann))

    #### Contributors to this release

    [@ann](https://github.com/ann)
    [exit status: 0]
    ");
    let dated = releases().shepherd(["changelog", "-q", "--version", "1.2.0", "--date", "2026-04-01"]);
    insta::assert_snapshot!(dated.stdout().lines().next().unwrap_or_default(), @"### 1.2.0 - 2026-04-01");
    insta::assert_snapshot!(releases().shepherd(["changelog", "-q", "--version", "next"]), @"
    ------- stderr -------
    error: `next` is not a version
    help: write it as in a tag, e.g. `5.4.0`, `6.0.0rc1` or `2026.1`
    [exit status: 2]
    ");
}

#[test]
fn both_ends_may_be_given_in_each_spelling() {
    let sandbox = releases();
    let titles = |range: &str| {
        let changelog = sandbox.shepherd(["changelog", "--json", range]).json();
        let mut titles: Vec<String> = Vec::new();
        for section in changelog["sections"].as_array().expect("sections") {
            for change in section["changes"].as_array().expect("changes") {
                titles.push(change["title"].as_str().expect("a title").to_owned());
            }
        }
        titles.sort();
        format!("{} to {}: {}", changelog["range"]["base"], changelog["range"]["head"], titles.join(", "))
    };
    let commit = sandbox.commit_id("1.1.0rc1");
    let by_hash = format!("{}..1.1.0", &commit[..9]);
    let found = ["1.0.0..1.1.0", "1.1.0..", "..1.1.0", "1.1.0rc1..HEAD~1", "1.0.0..main"].map(titles).join("\n");
    insta::assert_snapshot!(found, @r#"
    "1.0.0" to "1.1.0": First, Second
    "1.1.0" to "HEAD": Third
    null to "1.1.0": First, Second, Start
    "1.1.0rc1" to "HEAD~1": Second
    "1.0.0" to "main": First, Second, Third
    "#);
    assert!(titles(&by_hash).ends_with("to \"1.1.0\": Second"), "{}", titles(&by_hash));
}

#[test]
fn an_unreleased_head_has_neither_version_nor_date() {
    let changelog = releases().shepherd(["changelog", "--json"]).json();
    assert_eq!((&changelog["version"], &changelog["date"]), (&serde_json::Value::Null, &serde_json::Value::Null));
    let changelog = releases().shepherd(["changelog", "--json", "1.1.0"]).json();
    assert_eq!(changelog["version"], "1.1.0");
    assert_eq!(changelog["date"], "2026-03-01");
    assert_eq!(changelog["range"]["base"], "1.0.0");
    assert_eq!(changelog["range"]["head_commit"], releases().commit_id("1.1.0"));
}

#[test]
fn the_base_is_an_ancestor_however_its_date_reads() {
    // 1.0.1 is tagged on an old line after 2.0.0 was, and its commits are younger than the head of main.
    let sandbox = Sandbox::new()
        .commit("Start")
        .tag("1.0.0")
        .branch("1.x")
        .at("2026-03-05T09:00:00Z")
        .pull_request(10, "ann/old", "Mend the old line")
        .tag("1.0.1")
        .checkout("main")
        .at("2026-03-02T09:00:00Z")
        .pull_request(11, "ann/new", "New on main")
        .tag("2.0.0")
        .at("2026-03-01T10:00:00Z")
        .pull_request(12, "ann/newer", "Newer on main, by a clock that is wrong")
        .at("2026-03-06T09:00:00Z");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q"]), @"
    ### Unreleased

    #### Other merged PRs

    - Newer on main, by a clock that is wrong #12 ([@ann](https://github.com/ann))

    #### Contributors to this release

    [@ann](https://github.com/ann)
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "1.0.1"]), @"
    ### 1.0.1 - 2026-03-05

    #### Other merged PRs

    - Mend the old line #10 ([@ann](https://github.com/ann))

    #### Contributors to this release

    [@ann](https://github.com/ann)
    [exit status: 0]
    ");
}

#[test]
fn an_unknown_revision_is_named_with_what_was_meant() {
    insta::assert_snapshot!(releases().shepherd(["changelog", "-q", "1.0.0..mian"]), @"
    ------- stderr -------
    error: `mian` is not a revision of this repository
    help: did you mean `main`?
    [exit status: 2]
    ");
    insta::assert_snapshot!(releases().shepherd(["changelog", "-q", "1.0.0..1.1.O"]), @"
    ------- stderr -------
    error: `1.1.O` is not a revision of this repository
    help: did you mean `1.1.0`?
    [exit status: 2]
    ");
    insta::assert_snapshot!(releases().shepherd(["changelog", "-q", "no-such-branch"]), @"
    ------- stderr -------
    error: `no-such-branch` is not a revision of this repository
    help: `git tag` and `git branch -a` list what there is
    [exit status: 2]
    ");
    insta::assert_snapshot!(Sandbox::new().commit("Start").shepherd(["changelog", "-q", "1.0.0"]), @"
    ------- stderr -------
    error: `1.0.0` is not a revision of this repository
    help: this clone has no release tags; fetch them with `git fetch --tags`
    [exit status: 2]
    ");
}

#[test]
fn what_is_no_range_is_refused() {
    let unknown = releases().shepherd(["changelog", "nowhere..HEAD"]).failure(2);
    assert!(!unknown.stderr().contains("from git alone"), "{unknown}");
    insta::assert_snapshot!(releases().shepherd(["changelog", "-q", "1.1.0..1.0.0"]), @"
    ------- stderr -------
    error: the range `1.1.0..1.0.0` is the wrong way round: `1.0.0` is part of `1.1.0`
    help: write `1.0.0..1.1.0`
    [exit status: 2]
    ");
    insta::assert_snapshot!(releases().shepherd(["changelog", "1.0.0...1.1.0"]), @"
    ------- stderr -------
    error: `1.0.0...1.1.0` is not a range
    help: write `A..B`, `A..` (to HEAD), `..B` (from the first commit) or `B`
    [exit status: 2]
    ");
    insta::assert_snapshot!(releases().shepherd(["changelog", "1.0.0..1.1.0..HEAD"]), @"
    ------- stderr -------
    error: `1.0.0..1.1.0..HEAD` is not a range
    help: write `A..B`, `A..` (to HEAD), `..B` (from the first commit) or `B`
    [exit status: 2]
    ");
    insta::assert_snapshot!(releases().shepherd(["changelog", ".."]), @"
    ------- stderr -------
    error: `..` is not a range
    help: write `A..B`, `A..` (to HEAD), `..B` (from the first commit) or `B`
    [exit status: 2]
    ");
    insta::assert_snapshot!(releases().shepherd(["changelog", ""]), @"
    ------- stderr -------
    error: `` is not a range
    help: write `A..B`, `A..` (to HEAD), `..B` (from the first commit) or `B`
    [exit status: 2]
    ");
}

#[test]
fn an_empty_range_is_said_to_be_empty() {
    insta::assert_snapshot!(releases().shepherd(["changelog", "1.1.0..1.1.0"]), @"
    ### 1.1.0 - 2026-03-01

    No changes.
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    nothing was committed between 1.1.0 and 1.1.0
    [exit status: 0]
    ");
    insta::assert_snapshot!(releases().tag("1.2.0").shepherd(["changelog", "-q", "1.2.0..HEAD", "--json"]).json()["accounting"], @r#"{"all_commits":0,"buckets":{"already_released":[],"backport":[],"bot":[],"direct":[],"excluded":[],"housekeeping":[],"listed":[],"part_of":[],"reverted":[]},"direct_commits":0,"pull_requests":0,"reasons":{},"walked":[],"walked_commits":0}"#);
}

#[test]
fn what_is_released_is_not_released_again() {
    let sandbox = releases().tag("1.2.0");
    // As `next` and `draft` say: nothing came after 1.2.0.
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "--version", "1.3.0"]), @"
    ### 1.3.0 - 2026-03-28

    No changes.
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    nothing was committed between 1.2.0 and HEAD
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "main", "--version", "1.3.0", "--write"]), @"[exit status: 0]");
    assert!(!sandbox.read("CHANGELOG.md").contains("Third"));
    // Its own version is what is in it, and so is its name.
    for arguments in [&["--version", "1.2.0"][..], &["1.2.0", "--version", "1.3.0"]] {
        let output = sandbox.shepherd([&["changelog", "-q"], arguments].concat()).success();
        assert!(output.stdout().contains("Third"), "{output}");
    }
    let output = sandbox.shepherd(["changelog", "--version", "1.1.5"]).success();
    assert!(
        output.stderr().contains("version 1.1.5 goes backwards: the range follows the release `1.2.0`"),
        "{output}"
    );
}

#[test]
fn a_final_on_the_commit_of_its_candidate_is_made_of_it() {
    let sandbox = releases().tag("1.2.0rc1");
    let output = sandbox.shepherd(["changelog", "-q", "--version", "1.2.0"]).success();
    assert!(output.stdout().contains("Third") && !output.stdout().contains("Second"), "{output}");
    let output = sandbox.shepherd(["changelog", "-q", "--version", "1.2.0rc2"]).success();
    assert!(!output.stdout().contains("Third"), "{output}");
}
