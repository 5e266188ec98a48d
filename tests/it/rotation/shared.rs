//! Two machines change slots at once.

use super::{plan, recorded, rotation, team};
use crate::support::Sandbox;

/// The team with a remote where its store is shared, and a second clone of it.
fn two() -> (Sandbox, Sandbox) {
    let one = team().git(["init", "--quiet", "--bare", "[SANDBOX]/store.git"]);
    drop(one.shepherd(["store", "init", "--remote", "../store.git", "--yes"]).success());
    drop(plan(&one).success());
    let address = one.path("../store.git").display().to_string();
    let other = super::project();
    drop(other.shepherd(["store", "init", "--remote", &address, "--yes"]).success());
    (one, other)
}

#[test]
fn two_changes_of_one_slot_both_hold() {
    let (one, other) = two();
    // The other does not see it yet.
    let offline = other.path("../gone.git").display().to_string();
    let setting = other.git_output(["config", "shepherd.store"]);
    let other = other.git(["config", "shepherd.store", &offline]);
    drop(rotation(&one, &["decline", "2026-04-26", "--as", "kim"]).success());
    drop(rotation(&other, &["decline", "2026-04-26", "--as", "zoe"]).success());
    let other = other.git(["config", "shepherd.store", setting.trim()]);
    drop(other.shepherd(["store", "sync"]).success());
    insta::assert_snapshot!(recorded(&other, "slots/octo/hello/2026-04-26.toml"), @r#"
    format = 1
    uid = "2026-04-26.octo-hello@release-shepherd"
    projects = ["octo/hello"]
    kind = "minor"
    from = 2026-04-26
    state = "offered"
    sequence = 2
    changed = 2026-03-28T09:00:00Z
    shepherd = "mona"
    offered = 2026-03-28

    [[decline]]
    login = "kim"
    on = 2026-03-28

    [[decline]]
    login = "zoe"
    on = 2026-03-28
    "#);
}
