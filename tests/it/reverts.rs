//! A change that was taken back within the range is not listed, nor is what took it back.

use crate::support::Sandbox;

const PLAIN: [&str; 5] = ["changelog", "-q", "--format", "plain", "--no-contributors"];

fn released() -> Sandbox {
    Sandbox::new().author("Ann Other", "7+ann@users.noreply.github.com").commit("Start").tag("1.0.0")
}

/// Where each entry that is not simply listed ended, and why.
fn reasons(sandbox: &Sandbox) -> String {
    let accounting = sandbox.shepherd(["changelog", "--json"]).json()["accounting"].take();
    format!("reverted: {}\n{:#}", accounting["buckets"]["reverted"], accounting["reasons"])
}

#[test]
fn by_number_and_by_the_branch_that_githubs_button_names() {
    let sandbox = released()
        .pull_request(1, "ann/one", "One")
        .pull_request(2, "ann/two", "Two")
        .pull_request(3, "ann/three", "Three")
        .squash(4, "Four")
        .pull_request(5, "octo/revert-1-one", "Revert \"One\"")
        .squash(6, "Revert \"Four (#4)\"")
        .squash(7, "Revert #3");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - Two (#2; ann)
    [exit status: 0]
    ");
    insta::assert_snapshot!(reasons(&sandbox), @r#"
    reverted: [1,3,4,5,6,7]
    {
      "1": "taken back by #5",
      "3": "taken back by #7",
      "4": "taken back by #6",
      "5": "takes back #1",
      "6": "takes back #4",
      "7": "takes back #3"
    }
    "#);
}

#[test]
fn by_commit_and_by_title() {
    let sandbox =
        released().squash(10, "Ten").pull_request(11, "ann/eleven", "Eleven").commit("Twelve").commit("Stays");
    let squash = sandbox.commit_id("HEAD~3");
    let sandbox = sandbox
        .commit(format!("Undo what broke (#13)\n\nThis reverts commit {squash}."))
        .commit(format!("Revert a thing\n\nThis reverts commit {}.", &squash[..8]))
        .squash(14, "Revert \"Eleven\"")
        .revert("HEAD~4");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - Undo what broke (#13; ann)
    - Stays (ac03c7f; ann)
    [exit status: 0]
    ");
    insta::assert_snapshot!(reasons(&sandbox), @r#"
    reverted: [10,11,14]
    {
      "014bb93cede704c228ef755e5c6d4806a225b76a": "no pull request; not printed: takes back #10",
      "10": "taken back by 014bb93cede7",
      "11": "taken back by #14",
      "14": "takes back #11",
      "4cd00da7030c96cc95df6667a1be3a6adab8b86c": "no pull request; not printed: takes back 5ee59cb6a18c",
      "5ee59cb6a18c412ae1ba9fc9ed81ed9419abadb8": "no pull request; not printed: taken back by 4cd00da7030c",
      "ac03c7f268c1c65562df6222649f5c6aa05dacd6": "no pull request"
    }
    "#);
}

#[test]
fn the_revert_of_a_revert_leaves_the_change_in_place() {
    let sandbox = released()
        .squash(20, "Twenty")
        .squash(21, "Revert \"Twenty (#20)\"")
        .squash(22, "Revert \"Revert \"Twenty (#20)\" (#21)\"")
        .squash(23, "Other")
        .squash(24, "Revert \"Other (#23)\"")
        .squash(25, "Reapply \"Other (#23)\"");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - Other (#23; ann)
    - Twenty (#20; ann)
    [exit status: 0]
    ");
    insta::assert_snapshot!(reasons(&sandbox), @r#"
    reverted: [21,22,24,25]
    {
      "21": "taken back by #22",
      "22": "takes back #21",
      "24": "taken back by #25",
      "25": "takes back #24"
    }
    "#);
}

#[test]
fn the_revert_of_an_earlier_release_is_a_change() {
    let sandbox =
        released().squash(30, "Thirty").tag("1.1.0").squash(31, "Revert \"Thirty (#30)\"").squash(32, "Thirty again");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @r#"
    Unreleased

    Other merged PRs

    - Thirty again (#32; ann)
    - Revert "Thirty (#30)" (#31; ann)
    [exit status: 0]
    "#);
}

#[test]
fn a_pull_request_of_several_commits_outlives_one_of_them() {
    let sandbox = released()
        .branch("several")
        .commit("First of several")
        .commit("Second of several")
        .checkout("main")
        .merge("several", "Merge pull request #40 from ann/several\n\nSeveral")
        .revert("several");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @r#"
    Unreleased

    Other merged PRs

    - Several (#40; ann)
    - Revert "Second of several" (9c3b3b4; Mona Maintainer)
    [exit status: 0]
    "#);
    let merge = sandbox.commit_id("HEAD~1");
    let sandbox = sandbox.commit(format!(
        "Revert \"Several\" (#41)\n\nThis reverts commit {merge}, reversing\nchanges made to {merge}."
    ));
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @r#"
    Unreleased

    Other merged PRs

    - Revert "Second of several" (9c3b3b4; Mona Maintainer)
    [exit status: 0]
    "#);
}

#[test]
fn switched_off_both_are_listed() {
    let sandbox = released()
        .squash(50, "Fifty")
        .squash(51, "Revert \"Fifty (#50)\"")
        .write(".shepherd.toml", "[changelog]\nswitched-off = ['reverts']\n");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @r#"
    Unreleased

    Other merged PRs

    - Revert "Fifty (#50)" (#51; ann)
    - Fifty (#50; ann)
    [exit status: 0]
    "#);
}
