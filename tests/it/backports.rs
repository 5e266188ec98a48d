//! A change and its ports to other lines are one change.

use crate::support::Sandbox;

const PLAIN: [&str; 5] = ["changelog", "-q", "--format", "plain", "--no-contributors"];

/// A main whose changes the branch `1.x` lacks, and that branch checked out.
fn old_line() -> Sandbox {
    Sandbox::new()
        .author("Ann Other", "7+ann@users.noreply.github.com")
        .commit("Start")
        .tag("1.0.0")
        .branch("1.x")
        .checkout("main")
        .pull_request(100, "ann/leak", "Fix a leak")
        .pull_request(101, "ann/crash", "Fix a crash")
        .squash(102, "Squashed on main")
        .author("Ben Else", "8+ben@users.noreply.github.com")
        .pull_request(103, "ben/slow", "Make it fast")
        .checkout("1.x")
        .author("Ann Other", "7+ann@users.noreply.github.com")
}

#[test]
fn meeseeks_and_kubernetes_name_the_original_in_the_title() {
    let sandbox = old_line()
        .pull_request(
            110,
            "meeseeksmachine/auto-backport-of-pr-100-on-1.x",
            "Backport PR #100 on branch 1.x (Fix a leak)",
        )
        .squash(111, "Backport PR #101: Fix a crash")
        .author("Ben Else", "8+ben@users.noreply.github.com")
        .pull_request(112, "bot/cherry", "Automated cherry pick of #103: Make it fast")
        .tag("1.0.1");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    1.0.1 - 2026-03-01

    Other merged PRs

    - Make it fast (#103, backport #112; ben)
    - Fix a crash (#101, backport #111; ann)
    - Fix a leak (#100, backport #110; ann)
    [exit status: 0]
    ");
    let own = sandbox.shepherd([&PLAIN[..], &["--backport-number", "backport"]].concat());
    insta::assert_snapshot!(own, @"
    1.0.1 - 2026-03-01

    Other merged PRs

    - Make it fast (#112; ben)
    - Fix a crash (#111; ann)
    - Fix a leak (#110; ann)
    [exit status: 0]
    ");
}

#[test]
fn brackets_branches_and_bodies_name_it_too() {
    let sandbox = old_line()
        .squash(120, "[Backport 1.x] Fix a leak (#100)")
        .pull_request(121, "ann/backport-101-to-1.x", "Fix a crash")
        .pull_request(122, "ann/backport/103/to/1.x", "Make it fast")
        .pull_request(123, "mergify/mergify/bp/1.x/pr-102", "Squashed on main (backport #102)")
        .squash(125, "Mend what nobody saw (backport #98)")
        .commit("[1.x backport] Fix it elsewhere (#124)\n\nBackport of #99")
        .tag("1.0.1");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    1.0.1 - 2026-03-01

    Other merged PRs

    - Make it fast (#103, backport #122; ben)
    - Squashed on main (#102, backport #123; ann)
    - Fix a crash (#101, backport #121; ann)
    - Fix a leak (#100, backport #120; ann)
    - Fix it elsewhere (#99, backport #124; ann)
    - Mend what nobody saw (#98, backport #125; ann)
    [exit status: 0]
    ");
}

#[test]
fn a_picked_commit_is_the_change_that_it_was_picked_from() {
    let sandbox = old_line().checkout("main").tag("2.0.0rc1").tag("2.0.0").checkout("1.x").at("2026-03-02T09:00:00Z");
    let squash = sandbox.git_output(["log", "main", "--format=%H", "--grep=Squashed on main"]);
    let merge = sandbox.git_output(["log", "main", "--format=%H", "--grep=ben/slow"]);
    let sandbox = sandbox
        .git(["cherry-pick", "-x", "-m", "1", &merge])
        .commit(format!("Port what was squashed (#130)\n\n(cherry picked from commit {squash})"))
        .commit(format!("Port it by hand\n\n(cherry picked from commit {})", &squash[..10]))
        .tag("1.0.1");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    1.0.1 - 2026-03-02

    Other merged PRs

    - Make it fast (#103; ben)
    - Squashed on main (#102, backport #130; ann)
    [exit status: 0]
    ");
}

#[test]
fn a_batch_carries_several() {
    let sandbox = old_line()
        .branch("batch")
        .commit("Backport PR #100: Fix a leak")
        .commit("Backport PR #101: Fix a crash")
        .commit("Fix a test")
        .checkout("1.x")
        .merge("batch", "Merge pull request #140 from ann/batch\n\nBackports for 1.0.1")
        .tag("1.0.1");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    1.0.1 - 2026-03-01

    Other merged PRs

    - Fix a crash (#101, backport #140; ann)
    - Fix a leak (#100, backport #140; ann)
    [exit status: 0]
    ");
    let changelog = sandbox.shepherd(["changelog", "--json"]).json();
    insta::assert_snapshot!(format!("{:#}", changelog["accounting"]["buckets"]), @r#"
    {
      "already_released": [],
      "backport": [
        140
      ],
      "bot": [],
      "direct": [],
      "excluded": [],
      "housekeeping": [],
      "listed": [],
      "part_of": [],
      "reverted": []
    }
    "#);
    insta::assert_snapshot!(format!("{:#}", changelog["accounting"]["reasons"]), @r#"
    {
      "140": "carries ports of #100, #101"
    }
    "#);
}

#[test]
fn two_ports_and_the_original_in_one_range_are_one_change() {
    let sandbox = old_line().squash(150, "Backport PR #100: Fix a leak").squash(151, "Backport PR #100: Fix a leak");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - Fix a leak (#100, backport #151; ann)
    [exit status: 0]
    ");
    let sandbox = sandbox.checkout("main").merge("1.x", "Merge branch '1.x'");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - Make it fast (#103; ben)
    - Squashed on main (#102; ann)
    - Fix a crash (#101; ann)
    - Fix a leak (#100, backport #151; ann)
    [exit status: 0]
    ");
}

#[test]
fn titles_of_other_things_are_no_backports() {
    let sandbox = old_line()
        .squash(160, "Backport the documentation of 2.0")
        .squash(161, "Add a backport workflow")
        .pull_request(162, "ann/backports-page", "Say which lines get backports")
        .pull_request(163, "ann/backport-bot", "Add the backport bot");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - Add the backport bot (#163; ann)
    - Say which lines get backports (#162; ann)
    - Add a backport workflow (#161; ann)
    - Backport the documentation of 2.0 (#160; ann)
    [exit status: 0]
    ");
}

#[test]
fn switched_off_each_port_stands_for_itself() {
    let sandbox = old_line()
        .squash(170, "Backport PR #101: Fix a crash")
        .write(".shepherd.toml", "[changelog]\nswitched-off = ['backports']\n");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - Backport PR #101: Fix a crash (#170; ann)
    [exit status: 0]
    ");
}
