//! What is wrong is told with its place, and nothing is written.

use std::fmt::Write as _;

use super::{plan, recorded, rotation, team, write_records};

/// Runs commands, and returns how each ended.
fn told(commands: &[&[&str]]) -> String {
    let sandbox = team();
    drop(plan(&sandbox).success());
    let before = sandbox.git_output(["rev-parse", "refs/shepherd/store"]);
    let mut text = String::new();
    for arguments in commands {
        let output = rotation(&sandbox, arguments);
        let (command, said) = (arguments.join(" "), output.stderr().trim_end());
        writeln!(text, "$ {command}\n{said}\n[exit status: {:?}]", output.code()).expect("a text takes all");
        assert_ne!(output.code(), Some(0), "{output}");
    }
    assert_eq!(sandbox.git_output(["rev-parse", "refs/shepherd/store"]), before);
    text
}

#[test]
fn what_cannot_be_asked_for_is_told() {
    insta::assert_snapshot!(told(&[
        &["who", "--for", "huge"],
        &["who", "--on", "2026-02-30"],
        &["who", "--slot", "2026-06-08"],
        &["check", "--ahead", "soon"],
        &["who", "--for", "minor", "--slot", "2026-06-07"],
    ]), @"
    $ who --for huge
    error: `huge` is neither a version nor a kind of release
    help: the kinds are major, minor, patch, pre-release, and duty for whatever comes
    [exit status: Some(2)]
    $ who --on 2026-02-30
    error: --on: `2026-02-30` is no day
    help: write it as `2028-04-06`
    [exit status: Some(2)]
    $ who --slot 2026-06-08
    error: there is no slot `2026-06-08`
    help: did you mean `2026-06-07`?
    help: `shepherd rotation list` shows those that are ahead
    [exit status: Some(2)]
    $ check --ahead soon
    error: `soon` is no length of time in days, weeks, months or years
    help: write it as `6w`, `45d`, `1mo` or `1y`
    [exit status: Some(2)]
    $ who --for minor --slot 2026-06-07
    error: the argument '--for <VERSION|KIND>' cannot be used with '--slot <SLOT>'

    Usage: shepherd rotation who --for <VERSION|KIND>

    For more information, try '--help'.
    [exit status: Some(2)]
    ");
}

#[test]
fn what_cannot_be_planned_is_told() {
    insta::assert_snapshot!(told(&[
        &["plan"],
        &["plan", "--until", "2026-12-31"],
        &["plan", "--until", "2026-12-31", "--every", "6 hours"],
        &["plan", "--until", "2026-01-01", "--every", "6w", "--yes"],
        &["plan", "--until", "2026-12-31", "--from", "2027-01-01", "--every", "6w"],
        &["plan", "--date", "2026-01-01", "--yes"],
        &["plan", "--date", "tomorrow"],
        &["plan", "--for", "2.0.0", "--date", "2026-05-01", "--date", "2026-06-01"],
        &["plan", "--for", "duty", "--date", "2026-05-01"],
        &["plan", "--date", "2026-05-01", "--also", "octo"],
        &["plan", "--until", "2099-12-31", "--every", "1d"],
    ]), @"
    $ plan
    error: the following required arguments were not provided:
      --until <DATE>

    Usage: shepherd rotation plan --until <DATE>

    For more information, try '--help'.
    [exit status: Some(2)]
    $ plan --until 2026-12-31
    error: it is not known how long it is from one slot to the next
    help: pass `--every 6w`, or each day with `--date DATE`; one stretch of duty has `--from DATE`
    [exit status: Some(2)]
    $ plan --until 2026-12-31 --every 6 hours
    error: `6 hours` is no length of time in days, weeks, months or years
    help: write it as `6w`, `45d`, `1mo` or `1y`
    [exit status: Some(2)]
    $ plan --until 2026-01-01 --every 6w --yes
    error: 2026-01-01 is before 2026-04-26
    help: write a last day that is not before 2026-04-26
    [exit status: Some(2)]
    $ plan --until 2026-12-31 --from 2027-01-01 --every 6w
    error: 2026-12-31 is before 2027-01-01
    help: write a last day that is not before 2027-01-01
    [exit status: Some(2)]
    $ plan --date 2026-01-01 --yes
    error: 2026-01-01 is past, and only what is to come can be planned
    help: write a day to come, as `2026-04-04`
    [exit status: Some(2)]
    $ plan --date tomorrow
    error: --date: `tomorrow` is no day
    help: write it as `2028-04-06`
    [exit status: Some(2)]
    $ plan --for 2.0.0 --date 2026-05-01 --date 2026-06-01
    error: one version has one slot, and these are 2
    help: name its day with `--date DATE`
    [exit status: Some(2)]
    $ plan --for duty --date 2026-05-01
    error: a stretch of duty has a last day
    help: `shepherd rotation plan --duty --from DATE --until DATE`
    [exit status: Some(2)]
    $ plan --date 2026-05-01 --also octo
    error: `--also octo` is no project
    help: write it as `OWNER/NAME`
    [exit status: Some(2)]
    $ plan --until 2099-12-31 --every 1d
    error: these are more than 520 slots
    help: name an earlier day with `--until`, or a longer `--every`
    [exit status: Some(2)]
    ");
}

#[test]
fn who_cannot_take_a_slot_is_told() {
    insta::assert_snapshot!(told(&[
        &["accept", "2026-04-26", "--as=-kim-"],
        &["accept", "2026-04-26", "--as", "ghost"],
        &["accept", "2026-04-26", "--as", "ann"],
        &["accept", "2026-04-27"],
        &["volunteer", "2026-04-26", "--as", "zoe"],
        &["volunteer", "2026-04-26", "--as", "zoe", "--mentor", "kim"],
        &["swap", "2026-04-26"],
        &["swap", "2026-04-26", "2026-04-26"],
        &["swap", "2026-04-26", "--with", "a b"],
        &["swap", "2026-04-26", "--with", "ghost"],
        &["swap", "2026-04-26", "--with", "mona"],
    ]), @"
    $ accept 2026-04-26 --as=-kim-
    error: `-kim-` is not a login of GitHub
    help: a login has letters, digits and single hyphens, at most 39
    [exit status: Some(2)]
    $ accept 2026-04-26 --as ghost
    error: @ghost is not in the records
    help: `shepherd people add ghost` adds them; `shepherd people list` shows who is there
    [exit status: Some(2)]
    $ accept 2026-04-26 --as ann
    error: slot 2026-04-26 is not offered to @ann, but to @mona
    help: `shepherd rotation volunteer 2026-04-26` takes it, where nobody accepted it
    [exit status: Some(5)]
    $ accept 2026-04-27
    error: there is no slot `2026-04-27`
    help: did you mean `2026-04-26`?
    help: `shepherd rotation list` shows those that are ahead
    [exit status: Some(2)]
    $ volunteer 2026-04-26 --as zoe
    error: slot 2026-04-26 takes solo, and @zoe is observer without a mentor who could be beside them
    help: `shepherd people pair LOGIN --ask` asks somebody to be their mentor
    help: or name one for this slot with `--mentor LOGIN`, where you volunteer or swap; `shepherd rotation who --slot 2026-04-26` shows who may
    [exit status: Some(5)]
    $ volunteer 2026-04-26 --as zoe --mentor kim
    error: @kim cannot be the mentor in slot 2026-04-26
    help: `shepherd rotation who --slot 2026-04-26 --explain` shows who may, and why others may not
    [exit status: Some(5)]
    $ swap 2026-04-26
    error: the following required arguments were not provided:
      <SLOT>

    Usage: shepherd rotation swap <SLOT> <SLOT>

    For more information, try '--help'.
    [exit status: Some(2)]
    $ swap 2026-04-26 2026-04-26
    error: slot 2026-04-26 cannot be swapped with itself
    help: name two slots, or `--with LOGIN`
    [exit status: Some(2)]
    $ swap 2026-04-26 --with a b
    error: `a b` is not a login of GitHub
    help: a login has letters, digits and single hyphens, at most 39
    [exit status: Some(2)]
    $ swap 2026-04-26 --with ghost
    error: @ghost is not in the records
    help: `shepherd people add ghost` adds them; `shepherd people list` shows who is there
    [exit status: Some(2)]
    $ swap 2026-04-26 --with mona
    error: @mona has slot 2026-04-26 already
    help: nothing was changed
    [exit status: Some(5)]
    ");
}

#[test]
fn whoever_is_away_or_gone_cannot_have_it() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(sandbox.shepherd(["people", "away", "mona", "--from", "2026-04-20", "--until", "2026-04-30"]).success());
    let ann = recorded(&sandbox, "people/ann.toml");
    write_records(&sandbox, &[("people/ann.toml", &format!("active-until = 2026-05-01\n{ann}"))]);
    for arguments in [
        ["accept", "2026-04-26", "--as", "mona"],
        ["accept", "2026-06-07", "--as", "ann"],
        ["swap", "2026-07-19", "--with", "ann"],
    ] {
        drop(rotation(&sandbox, &arguments).failure(5));
    }
    insta::assert_snapshot!(rotation(&sandbox, &["swap", "2026-04-26", "2026-06-07"]), @"
    ------- stderr -------
    slot 2026-04-26: @ann instead of @mona
    slot 2026-06-07: @mona instead of @ann
    @kim learns beside them, with @mona as mentor
    warning: @ann has octo/hello 2026-04-26 right after octo/hello 1.3.0: somebody else could have one of them
    [exit status: 0]
    ");
}

#[test]
fn a_damaged_slot_is_told_with_its_line_and_nothing_is_lost() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    let path = "slots/octo/hello/2026-06-07.toml";
    let text = recorded(&sandbox, path).replace("\"offered\"", "\"happy\"");
    write_records(&sandbox, &[(path, &text)]);
    insta::assert_snapshot!(rotation(&sandbox, &["list"]), @"
    ------- stderr -------
    error: `slots/octo/hello/2026-06-07.toml` in the store is damaged: line 6: `state` is none of open, offered, accepted, cancelled
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- slots/octo/hello/2026-06-07.toml` shows how it came to be, and each state before
    help: `shepherd store edit slots/octo/hello/2026-06-07.toml` opens it, and checks what you write
    [exit status: 3]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["accept", "2026-04-26"]), @"
    ------- stderr -------
    error: `slots/octo/hello/2026-06-07.toml` in the store is damaged: line 6: `state` is none of open, offered, accepted, cancelled
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- slots/octo/hello/2026-06-07.toml` shows how it came to be, and each state before
    help: `shepherd store edit slots/octo/hello/2026-06-07.toml` opens it, and checks what you write
    [exit status: 3]
    ");
    assert_eq!(recorded(&sandbox, path), text);
    // What another program wrote, of a format to come, is left alone.
    write_records(&sandbox, &[(path, "format = 2\nstate = \"happy\"\n")]);
    drop(rotation(&sandbox, &["accept", "2026-04-26"]).success());
    insta::assert_snapshot!(plan(&sandbox), @"
    slot        what           who                            this plan
    2026-04-26  minor release  @mona                          kept
    2026-06-07  minor release  @ann; @kim learns, with @mona  new
    2026-07-19  minor release  @mona                          as it was
    2026-08-30  minor release  @ann                           as it was
    ------- stderr -------
    error: `slots/octo/hello/2026-06-07.toml` in the store has format 2, and this version knows formats up to 1
    help: nothing was written; install the version of shepherd that the others use
    [exit status: 5]
    ");
}
