//! What is wrong is told with its place, and nothing is lost.

use std::fmt::Write as _;

use super::{CALLS, circles, team};

#[test]
fn flags_that_say_nothing_sensible() {
    let sandbox = team();
    drop(circles(&sandbox, &CALLS).success());
    insta::assert_snapshot!(circles(&sandbox, &CALLS), @"
    ------- stderr -------
    error: there is a circle calls already
    help: nothing was changed; `shepherd circles set calls` changes it
    [exit status: 5]
    ");
    let add = |flags: &[&str]| circles(&sandbox, &[["add", "new", "--kind", "triage"].as_slice(), flags].concat());
    insta::assert_snapshot!(circles(&sandbox, &["add", "New Call", "--kind", "triage"]), @"
    ------- stderr -------
    error: `New Call` cannot be the name of a circle
    help: write it in small letters, digits and single hyphens, such as `triage-europe`
    [exit status: 2]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["add", "new", "--kind", "party"]), @"
    ------- stderr -------
    error: invalid value 'party' for '--kind <KIND>'
      [possible values: peer-support, triage]

    For more information, try '--help'.
    [exit status: 2]
    ");
    insta::assert_snapshot!(add(&["--first", "2026-04-02"]), @"
    ------- stderr -------
    error: `--first 2026-04-02` is no day with a time
    help: write it as `2028-04-06T15:00`; `--timezone ZONE` says by whose clock
    [exit status: 2]
    ");
    insta::assert_snapshot!(add(&["--first", "2026-04-02T15:00+01:00"]), @"
    ------- stderr -------
    error: `--first 2026-04-02T15:00+01:00` is no day with a time
    help: write it as `2028-04-06T15:00`; `--timezone ZONE` says by whose clock
    [exit status: 2]
    ");
    insta::assert_snapshot!(add(&["--every", "2w"]), @"
    ------- stderr -------
    error: it is not said when the circle meets first
    help: pass `--first 2028-04-06T15:00`
    [exit status: 2]
    ");
    insta::assert_snapshot!(add(&["--first", "2026-04-02T15:00", "--timezone", "Lisbon"]), @"
    ------- stderr -------
    error: `Lisbon` is no time zone
    help: did you mean `Europe/Lisbon`?
    [exit status: 2]
    ");
    insta::assert_snapshot!(add(&["--first", "2026-04-02T15:00", "--every", "3d"]), @"
    ------- stderr -------
    error: `3d` is none of 1w, 2w
    [exit status: 2]
    ");
    insta::assert_snapshot!(add(&["--first", "2026-04-02T15:00", "--length", "0"]), @"
    ------- stderr -------
    error: `--length 0` is no time that something took
    help: write it in minutes, or as `90m` or `1h30m`
    [exit status: 2]
    ");
    insta::assert_snapshot!(add(&["--about", "hello"]), @"
    ------- stderr -------
    error: `--about hello` is no project
    help: write it as `OWNER/NAME`
    [exit status: 2]
    ");
    insta::assert_snapshot!(add(&["--invite", "nobody"]), @"
    ------- stderr -------
    error: @nobody is not in the records
    help: `shepherd people add nobody` adds them; `shepherd people list` shows who is there
    [exit status: 2]
    ");
    insta::assert_snapshot!(add(&["--as", "nobody"]), @"
    ------- stderr -------
    error: @nobody is not in the records
    help: `shepherd people add nobody` adds them; `shepherd people list` shows who is there
    [exit status: 2]
    ");
    insta::assert_snapshot!(add(&["--until", "2026-01-01"]), @"
    ------- stderr -------
    error: the circle new began on 2026-03-28, and cannot end on 2026-01-01
    help: nothing was changed
    [exit status: 2]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["join", "none"]), @"
    ------- stderr -------
    error: there is no circle none
    help: `shepherd circles list` shows what there is; `shepherd circles add none` begins one
    [exit status: 2]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["leave", "calls", "--as", "kim"]), @"
    ------- stderr -------
    error: @kim is not in the circle calls
    help: `shepherd circles list` shows who is in which
    [exit status: 2]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["set", "calls"]), @"
    ------- stderr -------
    error: nothing was said that is to change of the circle calls
    help: name it with a flag such as `--first WHEN` or `--until DATE`
    [exit status: 2]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["export", "none"]), @"
    ------- stderr -------
    error: there is no circle none
    help: `shepherd circles list` shows what there is; `shepherd circles add none` begins one
    [exit status: 2]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--waking", "22-8"]), @"
    ------- stderr -------
    error: `22-8` is no stretch of hours of one day
    help: write it as `--waking 8-22`
    [exit status: 2]
    ");
}

#[test]
fn damaged_files_are_told_with_their_line() {
    let sandbox = team();
    drop(circles(&sandbox, &CALLS).success());
    let files = [
        ("circles/bad.toml", "format = 1\nname = \"bad\"\nkind = \"party\"\n"),
        (
            "circles/worse.toml",
            "format = 1\nname = \"worse\"\nkind = \"triage\"\n[meeting]\nfrom = 2026-04-02\ntime = 15\n",
        ),
        ("circles/new.toml", "format = 2\nname = \"new\"\nkind = \"party\"\n"),
    ];
    let mut stream = "commit refs/shepherd/store\ncommitter Ann <ann@example.org> 1774688400 +0000\ndata 5\nhands\n\
                      from refs/shepherd/store^0\n"
        .to_owned();
    for (path, text) in files {
        writeln!(stream, "M 100644 inline {path}\ndata {}\n{text}", text.len()).expect("a text takes all");
    }
    assert!(sandbox.try_git(&["fast-import", "--quiet"], Some(stream.as_bytes())).status.success());
    insta::assert_snapshot!(circles(&sandbox, &["list"]), @"
    circle  kind          next                     how                     members
    calls   peer-support  2026-04-09 14:00 +00:00  https://call.example/1  @mona
    ------- stderr -------
    warning: `circles/worse.toml` in the store is damaged: line 6: `meeting`: `time` is no time of day such as 15:00:00
    error: `circles/bad.toml` in the store is damaged: line 3: `kind` is none of peer-support, triage
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- circles/bad.toml` shows how it came to be, and each state before
    help: `shepherd store edit circles/bad.toml` opens it, and checks what you write
    [exit status: 3]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["join", "bad"]), @"
    ------- stderr -------
    error: `circles/bad.toml` in the store is damaged: line 3: `kind` is none of peer-support, triage
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- circles/bad.toml` shows how it came to be, and each state before
    help: `shepherd store edit circles/bad.toml` opens it, and checks what you write
    [exit status: 3]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["join", "new"]), @"
    ------- stderr -------
    error: `circles/new.toml` in the store has format 2, and this version knows formats up to 1
    help: nothing was written; install the version of shepherd that the others use
    [exit status: 5]
    ");
    drop(circles(&sandbox, &["join", "calls", "--as", "kim"]).success());
}
