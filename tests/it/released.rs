//! Changes of a range that another line released before are marked, or left out.

use crate::support::Sandbox;

const PLAIN: [&str; 5] = ["changelog", "-q", "--format", "plain", "--no-contributors"];

/// Three pull requests on main, none of them in a release; `1.x` starts before them.
fn two_lines() -> Sandbox {
    Sandbox::new()
        .author("Ann Other", "7+ann@users.noreply.github.com")
        .commit("Start")
        .tag("1.0.0")
        .branch("1.x")
        .checkout("main")
        .pull_request(200, "ann/leak", "Fix a leak")
        .squash(201, "Fix a crash")
        .squash(202, "A feature")
}

#[test]
fn by_a_backport_that_names_it() {
    let sandbox = two_lines()
        .checkout("1.x")
        .squash(210, "Backport PR #200: Fix a leak")
        .tag("1.0.1")
        .checkout("main")
        .annotated_tag("2.0.0", "Release 2.0.0");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    2.0.0 - 2026-03-01

    Other merged PRs

    - A feature (#202; ann)
    - Fix a crash (#201; ann)
    - Fix a leak (#200; ann; also in 1.0.1)
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd([&PLAIN[..], &["--already-released", "omit"]].concat()), @"
    2.0.0 - 2026-03-01

    Other merged PRs

    - A feature (#202; ann)
    - Fix a crash (#201; ann)
    [exit status: 0]
    ");
    let changelog = sandbox.shepherd(["changelog", "--json"]).json();
    assert_eq!(changelog["accounting"]["buckets"]["already_released"], serde_json::json!([200]));
    assert_eq!(changelog["accounting"]["reasons"]["200"], "released before in 1.0.1");
}

#[test]
fn by_the_commit_that_it_was_picked_from_or_by_the_same_patch() {
    let sandbox = two_lines()
        .checkout("1.x")
        .cherry_pick("main~1")
        .git(["cherry-pick", "main~2^2"])
        .tag("1.0.1")
        .checkout("main")
        .annotated_tag("2.0.0", "Release 2.0.0");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    2.0.0 - 2026-03-01

    Other merged PRs

    - A feature (#202; ann)
    - Fix a crash (#201; ann; also in 1.0.1)
    - Fix a leak (#200; ann; also in 1.0.1)
    [exit status: 0]
    ");
}

#[test]
fn by_the_same_patch_that_its_author_made_again() {
    let sandbox = two_lines().checkout("1.x").git(["cherry-pick", "--no-commit", "main"]);
    let sandbox = sandbox
        .git(["commit", "--quiet", "--author=Ann Other <7+ann@users.noreply.github.com>", "-m", "A feature"])
        .tag("1.0.1")
        .checkout("main")
        .commit("After that")
        .annotated_tag("2.0.0", "Release 2.0.0");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    2.0.0 - 2026-03-01

    Other merged PRs

    - A feature (#202; ann; also in 1.0.1)
    - Fix a crash (#201; ann)
    - Fix a leak (#200; ann)
    - After that (c2eba55; ann)
    [exit status: 0]
    ");
}

#[test]
fn by_itself_through_another_branch() {
    // 1.1.0 is cut on a branch that merges a part of main; later main is released without that branch.
    let sandbox = two_lines()
        .checkout("1.x")
        .merge("main~1", "Merge branch 'main' into 1.x")
        .tag("1.1.0")
        .checkout("main")
        .annotated_tag("2.0.0", "Release 2.0.0");
    insta::assert_snapshot!(sandbox.shepherd([&PLAIN[..], &["1.0.0..2.0.0"]].concat()), @"
    2.0.0 - 2026-03-01

    Other merged PRs

    - A feature (#202; ann)
    - Fix a crash (#201; ann; also in 1.1.0)
    - Fix a leak (#200; ann; also in 1.1.0)
    [exit status: 0]
    ");
}

#[test]
fn a_later_release_and_a_candidate_do_not_count() {
    let sandbox = two_lines()
        .checkout("1.x")
        .squash(220, "Backport PR #200: Fix a leak")
        .tag("1.0.1rc1")
        .checkout("main")
        .annotated_tag("2.0.0", "Release 2.0.0")
        .checkout("1.x")
        .at("2026-03-02T09:00:00Z")
        .squash(221, "Backport PR #201: Fix a crash")
        .tag("1.0.1");
    insta::assert_snapshot!(sandbox.shepherd([&PLAIN[..], &["2.0.0"]].concat()), @"
    2.0.0 - 2026-03-01

    Other merged PRs

    - A feature (#202; ann)
    - Fix a crash (#201; ann)
    - Fix a leak (#200; ann)
    [exit status: 0]
    ");
}

#[test]
fn switched_off_nothing_is_marked() {
    let sandbox = two_lines()
        .checkout("1.x")
        .squash(230, "Backport PR #200: Fix a leak")
        .tag("1.0.1")
        .checkout("main")
        .write(".shepherd.toml", "[changelog]\nswitched-off = ['already-released']\n");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - A feature (#202; ann)
    - Fix a crash (#201; ann)
    - Fix a leak (#200; ann)
    [exit status: 0]
    ");
}

#[test]
fn a_direct_commit_is_marked_and_left_out_too() {
    let sandbox =
        two_lines().commit("Straight to main").checkout("1.x").cherry_pick("main").tag("1.0.1").checkout("main");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - A feature (#202; ann)
    - Fix a crash (#201; ann)
    - Fix a leak (#200; ann)
    - Straight to main (30ded9d; ann; also in 1.0.1)
    [exit status: 0]
    ");
    let changelog = sandbox.shepherd(["changelog", "--json", "--already-released", "omit"]).json();
    insta::assert_snapshot!(format!("{:#}", changelog["accounting"]["reasons"]), @r#"
    {
      "30ded9d8f6557d250160f5d31accf658ae51604b": "no pull request; not printed: released before in 1.0.1"
    }
    "#);
}
