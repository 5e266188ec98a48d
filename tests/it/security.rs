//! Security fixes come without a number, and are listed all the same.

use crate::support::Sandbox;

const PLAIN: [&str; 5] = ["changelog", "-q", "--format", "plain", "--no-contributors"];

fn released() -> Sandbox {
    Sandbox::new().author("Ann Other", "7+ann@users.noreply.github.com").commit("Start").tag("1.0.0")
}

#[test]
fn security_fixes_are_listed_under_security() {
    let sandbox = released()
        .pull_request(60, "ann/fix", "Fix something")
        .branch("advisory")
        .commit("Check the token")
        .checkout("main")
        .merge("advisory", "Merge commit from fork\n\n* Check the token before use\n\n* Test it")
        .branch("older-advisory")
        .commit("Escape it")
        .checkout("main")
        .merge("older-advisory", "Merge pull request from GHSA-7r3h-4ph8-w38g\n\nEscape the name");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Security

    - Escape the name (def99b9; ann)
    - Check the token before use (befca50; ann)

    Other merged PRs

    - Fix something (#60; ann)
    [exit status: 0]
    ");
}

#[test]
fn a_plain_fix_of_an_old_line_is_security_where_main_says_so() {
    let sandbox = released()
        .branch("1.x")
        .checkout("main")
        .pull_request(70, "ann/new", "New on main")
        .branch("advisory")
        .commit("Check the token")
        .checkout("main")
        .merge("advisory", "Merge commit from fork\n\nCheck the token before use")
        .checkout("1.x")
        .git(["cherry-pick", "advisory"])
        .commit("Not about security")
        .tag("1.0.1")
        .checkout("main")
        .commit_files("Release 2.0.0", &[("CHANGELOG.md", "# 2.0.0\n")])
        .tag("2.0.0");
    insta::assert_snapshot!(sandbox.shepherd([&PLAIN[..], &["1.0.1"]].concat()), @"
    1.0.1 - 2026-03-01

    Security

    - Check the token (1024037; ann)

    Other merged PRs

    - Not about security (1e95985; ann)
    [exit status: 0]
    ");
    // On main it is the merge, and 1.0.1 was out first.
    insta::assert_snapshot!(sandbox.shepherd([&PLAIN[..], &["2.0.0"]].concat()), @"
    2.0.0 - 2026-03-01

    Security

    - Check the token before use (0cfec70; ann; also in 1.0.1)

    Other merged PRs

    - New on main (#70; ann)
    [exit status: 0]
    ");
}
