//! `shepherd next --as`: a version that somebody chose.

use super::{next, project};
use crate::support::Sandbox;

#[test]
fn one_that_may_come() {
    let sandbox = project();
    insta::assert_snapshot!(next(&sandbox, &["--as", "5.5.0"]), @"");
    insta::assert_snapshot!(next(&sandbox, &["--as", "v6.0.0"]), @"");
}

#[test]
fn one_that_does_not_fit() {
    let sandbox = project();
    for version in ["5.4.3", "5.4.1", "5.6.0", "5.4.0rc2", "5.5"] {
        drop(next(&sandbox, &["--as", version]).failure(1));
    }
    insta::assert_snapshot!(next(&sandbox, &["--as", "5.4.3"]), @"");
    insta::assert_snapshot!(next(&sandbox, &["--as", "5.4.0rc2"]), @"");
    let checked = next(&sandbox, &["--as", "5.6.0", "--json"]).failure(1);
    let value: serde_json::Value = serde_json::from_str(checked.stdout()).expect("it is JSON");
    assert_eq!(value["check"]["doubts"][0]["kind"], "skips");
    assert_eq!(value["version"], "5.5.0");
}

#[test]
fn one_that_exists() {
    insta::assert_snapshot!(next(&project(), &["--as", "5.4.2"]), @"");
}

#[test]
fn none_at_all() {
    insta::assert_snapshot!(next(&project(), &["--as", "next\u{1b}[31m"]), @"");
    let semver = Sandbox::new().commit("Start").tag("1.0.0-rc.1").tag("1.0.0").commit("More");
    insta::assert_snapshot!(next(&semver, &["--as", "1.1.0rc1"]), @"");
}
