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

/// Has one clone change a slot while the other, which does not see it, changes it too; then that one looks.
fn at_once(first: &[&str], second: &[&str]) -> (Sandbox, Sandbox) {
    let (one, other) = two();
    let offline = other.path("../gone.git").display().to_string();
    let setting = other.git_output(["config", "shepherd.store"]);
    let other = other.git(["config", "shepherd.store", &offline]);
    drop(rotation(&one, first).success());
    drop(rotation(&other, second).success());
    let other = other.git(["config", "shepherd.store", setting.trim()]);
    (one, other)
}

#[test]
fn who_has_a_slot_is_decided_by_people_where_two_changed_it() {
    let slot = "2026-04-26";
    let (one, other) = at_once(&["accept", slot, "--as", "mona"], &["decline", slot, "--as", "mona"]);
    insta::assert_snapshot!(other.shepherd(["store", "sync"]), @"
    ------- stderr -------
    error: `slots/octo/hello/2026-04-26.toml` in the store was changed on both sides: `who has the slot` is `state offered, shepherd ann, no accepted` here and `state accepted, shepherd mona, accepted 2026-03-28` there
    help: nothing was sent, and both are as they were
    help: agree on one, then `shepherd store sync --prefer mine` or `--prefer theirs`
    [exit status: 5]
    ");
    let shown = |sandbox: &Sandbox| {
        let list = rotation(sandbox, &["list"]).success().stdout().to_owned();
        list.lines().find(|line| line.starts_with(slot)).unwrap_or_default().to_owned()
    };
    // Nothing is lost: each side has its own.
    insta::assert_snapshot!(shown(&one), @"2026-04-26  minor release  @mona                          accepted");
    drop(other.shepherd(["store", "sync", "--prefer", "theirs"]).success());
    insta::assert_snapshot!(shown(&other), @"2026-04-26  minor release  @mona                          accepted");
    insta::assert_snapshot!(recorded(&other, "slots/octo/hello/2026-04-26.toml"), @r#"
    format = 1
    uid = "2026-04-26.octo-hello@release-shepherd"
    projects = ["octo/hello"]
    kind = "minor"
    from = 2026-04-26
    state = "accepted"
    sequence = 2
    changed = 2026-03-28T09:00:00Z
    shepherd = "mona"
    offered = 2026-03-28
    accepted = 2026-03-28
    "#);
}

#[test]
fn whoever_accepted_does_not_lose_a_slot_to_a_volunteer_unseen() {
    let slot = "2026-04-26";
    let (_one, other) = at_once(&["accept", slot, "--as", "mona"], &["volunteer", slot, "--as", "ann"]);
    insta::assert_snapshot!(other.shepherd(["store", "sync"]), @"
    ------- stderr -------
    error: `slots/octo/hello/2026-04-26.toml` in the store was changed on both sides: `who has the slot` is `shepherd ann` here and `shepherd mona` there
    help: nothing was sent, and both are as they were
    help: agree on one, then `shepherd store sync --prefer mine` or `--prefer theirs`
    [exit status: 5]
    ");
    drop(other.shepherd(["store", "sync", "--prefer", "mine"]).success());
    insta::assert_snapshot!(recorded(&other, "slots/octo/hello/2026-04-26.toml"), @r#"
    format = 1
    uid = "2026-04-26.octo-hello@release-shepherd"
    projects = ["octo/hello"]
    kind = "minor"
    from = 2026-04-26
    state = "accepted"
    sequence = 2
    changed = 2026-03-28T09:00:00Z
    shepherd = "ann"
    offered = 2026-03-28
    accepted = 2026-03-28

    [[volunteer]]
    login = "ann"
    on = 2026-03-28
    "#);
}

#[test]
fn slots_go_along_where_a_project_gets_another_name() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    let before = rotation(&sandbox, &["export"]).success().stdout().replace("octo/hello", "octo/world");
    drop(rotation(&sandbox, &["decline", "2026-08-30", "--as", "zoe", "--reason", "far away"]).success());
    drop(sandbox.shepherd(["store", "rename", "octo/hello", "octo/world"]).success());
    let sandbox = sandbox.git(["remote", "set-url", "origin", "https://github.com/octo/world.git"]);
    insta::assert_snapshot!(rotation(&sandbox, &["list"]), @"
    slot        what           who                            state
    2026-04-26  minor release  @mona                          offered
    2026-06-07  minor release  @ann; @kim learns, with @mona  offered
    2026-07-19  minor release  @mona                          offered
    2026-08-30  minor release  @ann                           offered
    [exit status: 0]
    ");
    // Calendars know each slot by the name that it had at first.
    let after = rotation(&sandbox, &["export"]).success().stdout().to_owned();
    let names =
        |text: &str| text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(names(&after), names(&before));
    let reasons = sandbox.git_output(["ls-tree", "-r", "--name-only", "refs/shepherd/private"]);
    assert!(reasons.contains("reasons/octo/world/2026-08-30.toml"), "{reasons}");
}
