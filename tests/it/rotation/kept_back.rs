//! Slots that nobody else may know of, and reasons that nobody else reads.

use super::{plan, rotation, team};

#[test]
fn a_private_slot_is_never_shown_ahead() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    let private = ["plan", "--for", "1.3.1", "--security", "--date", "2026-04-10", "--private", "--yes"];
    insta::assert_snapshot!(rotation(&sandbox, &private), @"
    slot   when        what             who                         this plan
    1.3.1  2026-04-10  1.3.1, security  @kim, with @mona as mentor  new
    ------- stderr -------
    1 slot written
    hint: each accepts with `shepherd rotation accept SLOT --private`, or says no with `decline`, which costs nothing
    [exit status: 0]
    ");
    let shown = [
        rotation(&sandbox, &["list", "--all", "--past"]).to_string(),
        rotation(&sandbox, &["export", "--all"]).to_string(),
        rotation(&sandbox, &["who", "--for", "minor", "--on", "2026-04-11", "--explain"]).to_string(),
        rotation(&sandbox, &["check", "--all"]).to_string(),
        sandbox.git_output(["log", "-p", "refs/shepherd/store"]),
    ];
    for text in shown {
        assert!(!text.contains("1.3.1"), "{text}");
    }
    insta::assert_snapshot!(rotation(&sandbox, &["list", "--private"]), @"
    slot        when        what             who                            state
    1.3.1       2026-04-10  1.3.1, security  @kim, with @mona as mentor     offered
    2026-04-26              minor release    @mona                          offered
    2026-06-07              minor release    @ann; @kim learns, with @mona  offered
    2026-07-19              minor release    @mona                          offered
    2026-08-30              minor release    @ann                           offered
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["decline", "1.3.1", "--as", "mona", "--private"]), @"
    ------- stderr -------
    @mona is unavailable for slot 1.3.1, which costs nothing
    @kim, who it was offered to, has no mentor in it any more
    it is offered to @ann: 2 releases in 365 days available; last released on 2026-02-01; 2 in all; rest relaxed: had 1.3.0 on 2026-02-01, the last slot
    hint: tell them: @ann accepts with `shepherd rotation accept 1.3.1 --private`
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["accept", "2026-04-26", "--private"]), @"
    ------- stderr -------
    error: slot 2026-04-26 is one that everybody knows
    help: leave `--private` out
    [exit status: 5]
    ");
}

#[test]
fn reasons_stay_where_nobody_else_reads_them() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(rotation(&sandbox, &["decline", "2026-04-26", "--reason", "I am ill"]).success());
    drop(rotation(&sandbox, &["swap", "2026-06-07", "2026-07-19", "--reason", "a move"]).success());
    let private =
        |path: &str| sandbox.git_output(["show", &format!("refs/shepherd/private:reasons/octo/hello/{path}.toml")]);
    insta::assert_snapshot!(private("2026-04-26"), @r#"
    format = 1

    [[reason]]
    login = "mona"
    what = "decline"
    on = 2026-03-28T09:00:00Z
    reason = "I am ill"
    "#);
    insta::assert_snapshot!(private("2026-06-07"), @r#"
    format = 1

    [[reason]]
    login = "ann"
    what = "swap"
    on = 2026-03-28T09:00:00Z
    reason = "a move"
    "#);
    let public = sandbox.git_output(["log", "-p", "refs/shepherd/store"]);
    assert!(!public.contains("ill\"") && !public.contains("a move"), "{public}");
}

#[test]
fn who_is_forgotten_leaves_no_reason_behind() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(rotation(&sandbox, &["decline", "2026-04-26", "--reason", "I am ill"]).success());
    drop(rotation(&sandbox, &["swap", "2026-06-07", "2026-07-19", "--reason", "a move"]).success());
    drop(sandbox.shepherd(["people", "forget", "mona", "--yes"]).success());
    let files = sandbox.git_output(["ls-tree", "-r", "--name-only", "refs/shepherd/private"]);
    let told: String =
        files.lines().map(|path| sandbox.git_output(["show", &format!("refs/shepherd/private:{path}")])).collect();
    assert!(!told.contains("mona") && !told.contains("I am ill") && told.contains("a move"), "{files}\n{told}");
}
