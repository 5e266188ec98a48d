//! Which changes git alone shows: merges, squashes, trailers, and what hides behind merges without a number.

use crate::support::Sandbox;

const PLAIN: [&str; 5] = ["changelog", "-q", "--format", "plain", "--no-contributors"];

/// A release by Ann, who writes the rest too unless a test says otherwise.
fn released() -> Sandbox {
    Sandbox::new().author("Ann Other", "7+ann@users.noreply.github.com").commit("Start").tag("1.0.0")
}

#[test]
fn each_spelling_of_a_merge_is_a_change() {
    let sandbox = released()
        .pull_request(1, "ann/parser", "Fix the parser")
        .squash(2, "Squash (#77) and keep the last number")
        .branch("topic")
        .commit("Work on a topic")
        .checkout("main")
        .merge("topic", "Merge octo/hello#3: Merge by a script\n\nReviewed-by: Ben")
        .commit("Land it by hand\n\nPR-URL: https://github.com/octo/hello/pull/4\nReviewed-by: Ben")
        .commit("Close an issue or a pull request\n\nCloses #5")
        .commit("Fix (#12) in the middle")
        .commit("Auto merge of #7 - ann:rollup, r=ben\n\nRoll up three things")
        .commit("Straight to main");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - Fix in the middle (#12; ann)
    - Roll up three things (#7; ann)
    - Close an issue or a pull request (#5; ann)
    - Land it by hand (#4; ann)
    - Merge by a script (#3; ann)
    - Squash (#77) and keep the last number (#2; ann)
    - Fix the parser (#1; ann)
    - Straight to main (61adb59; ann)
    [exit status: 0]
    ");
}

#[test]
fn the_title_of_a_merge_stands_in_its_body() {
    let sandbox = released()
        .branch("untitled")
        .commit("Some work")
        .checkout("main")
        .merge("untitled", "Merge pull request #1 from ann/add-a-flag")
        .branch("conflicts")
        .commit("Other work")
        .checkout("main")
        .merge(
            "conflicts",
            "Merge pull request #2 from ann/conflicts\n\n# Conflicts:\n#\tsrc/lib.rs\n\nMend the conflict",
        )
        .branch("many-lines")
        .commit("More work")
        .checkout("main")
        .merge("many-lines", "Merge pull request #3 from ann/many-lines\n\n\n  The title  \n\nAnd a long story.");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - The title (#3; ann)
    - Mend the conflict (#2; ann)
    - add a flag (#1; ann)
    [exit status: 0]
    ");
}

#[test]
fn a_configured_pattern_finds_numbers_elsewhere() {
    let sandbox =
        released().commit("Land it\n\nChange-Number: 41").commit("MR !42: Land it too").squash(43, "As usual");
    let pattern = r"(?m)^Change-Number: (?P<number>\d+)$|^MR !(\d+)";
    let arguments = [&PLAIN[..], &["--pull-request-pattern", pattern]].concat();
    insta::assert_snapshot!(sandbox.shepherd(arguments), @"
    Unreleased

    Other merged PRs

    - As usual (#43; ann)
    - MR !42: Land it too (#42; ann)
    - Land it (#41; ann)
    [exit status: 0]
    ");
}

#[test]
fn merges_without_a_number_are_passed_through() {
    // Gitflow: features go to develop, develop to main; the release is made on main.
    let sandbox = released()
        .branch("develop")
        .pull_request(10, "ann/feature", "A feature")
        .squash(11, "Another one")
        .checkout("main")
        .pull_request(12, "ann/hotfix", "A hotfix")
        .merge("develop", "Merge branch 'develop'");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-v", "--format", "plain"]), @"
    Unreleased

    Other merged PRs

    - A hotfix (#12; ann)
    - Another one (#11; ann)
    - A feature (#10; ann)

    Contributors to this release: ann
    ------- stderr -------
    configuration: none, so the defaults hold
    from git alone: no remote names a project on GitHub
    not known from git alone: labels, reviewers and commenters, base branches, pull requests of commits that name none
    range: 1.0.0 to HEAD
    6 commits (4 walked): 3 pull requests and 1 direct commit: 3 listed, 1 direct
    [exit status: 0]
    ");
}

#[test]
fn a_foxtrot_pull_hides_nothing() {
    // Somebody commits, pulls main into that, and pushes: main's pull requests are now on the second parent.
    let sandbox = released()
        .branch("local")
        .commit("A commit of my own")
        .checkout("main")
        .pull_request(20, "ann/one", "One")
        .pull_request(21, "ann/two", "Two")
        .checkout("local")
        .merge("main", "Merge branch 'main' of https://github.com/octo/hello");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - Two (#21; ann)
    - One (#20; ann)
    - A commit of my own (82c5d85; ann)
    [exit status: 0]
    ");
}

#[test]
fn an_octopus_brings_all_its_arms() {
    let sandbox = released()
        .branch("one")
        .pull_request(30, "ann/one", "One")
        .git(["checkout", "--quiet", "-b", "two", "main"])
        .pull_request(31, "ann/two", "Two")
        .git(["checkout", "--quiet", "-b", "three", "main"])
        .commit("Three, without a number")
        .checkout("main")
        .commit("Between")
        .git(["merge", "--quiet", "--no-ff", "-m", "Merge branches 'one', 'two' and 'three'", "one", "two", "three"]);
    assert_eq!(sandbox.git_output(["log", "-1", "--format=%p"]).split(' ').count(), 4);
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - Two (#31; ann)
    - One (#30; ann)
    - Three, without a number (4625e3d; ann)
    - Between (34d18b7; ann)
    [exit status: 0]
    ");
}

#[test]
fn pull_requests_inside_another_are_part_of_it() {
    let sandbox = released()
        .branch("big-feature")
        .pull_request(40, "ann/first-half", "First half")
        .squash(41, "Second half")
        .checkout("main")
        .merge("big-feature", "Merge pull request #42 from octo/big-feature\n\nThe big feature");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - The big feature (#42; octo)
    [exit status: 0]
    ");
    let accounting = &sandbox.shepherd(["changelog", "--json"]).json()["accounting"];
    insta::assert_snapshot!(format!("{:#}", accounting["buckets"]["part_of"]), @"
    [
      40,
      41
    ]
    ");
    insta::assert_snapshot!(format!("{:#}", accounting["reasons"]), @r#"
    {
      "40": "merged into the branch of #42",
      "41": "merged into the branch of #42"
    }
    "#);
}

#[test]
fn a_merge_that_was_cherry_picked_is_the_same_pull_request() {
    // A line that picks merges with `-m 1` has their messages on commits of one parent.
    let sandbox = released()
        .commit("Merge pull request #50 from ann/fix\n\nFix it\n\n(cherry picked from commit 1234567890123456789012345678901234567890)")
        .commit("Merge pull request #51 from ann/other\n\nFix the other\n");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - Fix the other (#51; ann)
    - Fix it (#50; ann)
    [exit status: 0]
    ");
}

#[test]
fn commits_of_a_release_itself_are_not_printed() {
    let sandbox = released()
        .commit_files("Bump to 1.1.0", &[("hello/_version.py", "version = '1.1.0'\n")])
        .commit_files("Describe the release", &[("CHANGELOG.md", "# 1.1.0\n")])
        .commit_files("Describe and change", &[("CHANGELOG.md", "# 1.1.0\n\n- x\n"), ("src/lib.rs", "x\n")])
        .commit("Mend a typo")
        .tag("1.1.0");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    1.1.0 - 2026-03-01

    Other merged PRs

    - Mend a typo (5d38ff1; ann)
    - Describe and change (fec0abb; ann)
    [exit status: 0]
    ");
    let omitted = sandbox.shepherd([&PLAIN[..], &["--direct-commits", "omit"]].concat());
    insta::assert_snapshot!(omitted, @"
    1.1.0 - 2026-03-01

    No changes.
    [exit status: 0]
    ");
}
