//! `shepherd next --as`: a version that somebody chose.

use super::{next, project};
use crate::support::Sandbox;

#[test]
fn one_that_may_come() {
    let sandbox = project();
    insta::assert_snapshot!(next(&sandbox, &["--as", "5.5.0"]), @"
    5.5.0 is what would be proposed: minor, because #12 is a new feature; nothing is breaking
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    [exit status: 0]
    ");
    insta::assert_snapshot!(next(&sandbox, &["--as", "v6.0.0"]), @"
    6.0.0 may come; 5.5.0 would be proposed: minor, because #12 is a new feature; nothing is breaking
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    [exit status: 0]
    ");
}

#[test]
fn one_that_does_not_fit() {
    let sandbox = project();
    for version in ["5.4.3", "5.4.1", "5.6.0", "5.4.0rc2", "5.5"] {
        drop(next(&sandbox, &["--as", version]).failure(1));
    }
    insta::assert_snapshot!(next(&sandbox, &["--as", "5.4.3"]), @"
    5.4.3: it is a patch release, and the changes ask for a minor one: #12 is a new feature
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    error: 1 reason against 5.4.3
    help: 5.5.0 would come next: minor, because #12 is a new feature; nothing is breaking
    [exit status: 1]
    ");
    insta::assert_snapshot!(next(&sandbox, &["--as", "5.4.0rc2"]), @"
    5.4.0rc2: it is a pre-release of 5.4.0, which is out
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    error: 1 reason against 5.4.0rc2
    help: 5.5.0 would come next: minor, because #12 is a new feature; nothing is breaking
    [exit status: 1]
    ");
    let checked = next(&sandbox, &["--as", "5.6.0", "--json"]).failure(1);
    let value: serde_json::Value = serde_json::from_str(checked.stdout()).expect("it is JSON");
    assert_eq!(value["check"]["doubts"][0]["kind"], "skips");
    assert_eq!(value["version"], "5.5.0");
}

#[test]
fn one_that_exists() {
    insta::assert_snapshot!(next(&project(), &["--as", "5.4.2"]), @"
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    error: 5.4.2 exists: it is the tag `5.4.2`
    help: `5.5.0` is free
    [exit status: 5]
    ");
}

#[test]
fn none_at_all() {
    insta::assert_snapshot!(next(&project(), &["--as", "next\u{1b}[31m"]), @"
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    error: `next[31m` is not a version of pep440
    help: write it like `5.5.0`; the scheme is pep440, as `5.4.0rc1` is spelt
    [exit status: 2]
    ");
    let semver = Sandbox::new().commit("Start").tag("1.0.0-rc.1").tag("1.0.0").commit("More");
    insta::assert_snapshot!(next(&semver, &["--as", "1.1.0rc1"]), @"
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    error: `1.1.0rc1` is not a version of semver
    help: write it like `1.0.1`; the scheme is semver, as `1.0.0-rc.1` is spelt
    [exit status: 2]
    ");
}
