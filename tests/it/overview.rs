//! `shepherd` alone: who you are, what runs, what waits for you, and one thing to do next.

use insta::assert_snapshot;

use crate::rotation::team;
use crate::support::terminal::Terminal;
use crate::support::{Output, Sandbox};

/// The second step needs another person's word.
const DOCUMENT: &str = "1. Say it. <!-- shepherd: id = \"say\" -->\n\
    2. Publish it. <!-- shepherd: id = \"publish\", sign-off = \"mentor\" -->\n\n   ```bash\n   echo out\n   ```\n\
    3. Thank them. <!-- shepherd: id = \"thank\" -->\n";

fn bare(sandbox: &Sandbox) -> Output {
    sandbox.shepherd([] as [&str; 0])
}

/// Says who is at the keyboard from now on.
fn login(sandbox: Sandbox, login: &str) -> Sandbox {
    sandbox.git(["config", "shepherd.login", login])
}

fn guide(sandbox: &Sandbox, arguments: &[&str], answers: &[&str]) {
    let answers = answers.iter().flat_map(|answer| ["--answer", answer]);
    let arguments: Vec<&str> = ["guide", "--offline"].iter().chain(arguments).copied().chain(answers).collect();
    drop(sandbox.shepherd(arguments).success());
}

/// @kim walks 1.4.0 with @mona as mentor, and said the first step is done.
fn walked() -> Sandbox {
    let sandbox = team().shell_tools().tag("1.3.0").commit_files("Say how", &[("RELEASING.md", DOCUMENT)]);
    let begin = ["1.4.0", "--as", "kim", "--branch", "main", "--mentor", "mona"];
    let put_aside = ["check.start.tag-absent=override", "reason.tag-absent=there is no network"];
    guide(&sandbox, &begin, &[&put_aside[..], &["step.say=done", "step.publish=quit"]].concat());
    sandbox
}

#[test]
fn outside_of_a_repository_it_leads_to_the_demo() {
    let sandbox = Sandbox::new().directory("[HOME]");
    assert_snapshot!(bare(&sandbox), @"
    project        none: this folder is in no git repository
    try            `shepherd demo` makes a small project to try everything on
    ------- stderr -------
    hint: `shepherd --help` lists all commands
    [exit status: 0]
    ");
    // Who names a folder means one that is in a repository.
    assert_snapshot!(sandbox.shepherd(["--repo", "[SANDBOX]/bin"]), @"
    ------- stderr -------
    error: `[SANDBOX]/bin` is not inside a git repository
    help: go into a checkout, or name one with `--repo DIR`
    [exit status: 2]
    ");
}

#[test]
fn a_repository_without_commits_has_nothing_to_release() {
    assert_snapshot!(bare(&Sandbox::new()), @"
    you            Mona Maintainer (mona@example.org)
                   your login is not known: `git config shepherd.login LOGIN` says it
    project        local/repo
    runs           nothing is going on
    waits for you  it is known once it is known who you are
    do next        `shepherd demo` makes a small project to try everything on
    ------- stderr -------
    hint: `shepherd --help` lists all commands
    [exit status: 0]
    ");
}

#[test]
fn without_records_it_says_how_to_say_who_you_are() {
    let sandbox = Sandbox::new().commit("Start").tag("1.0.0").remote("origin", "https://github.com/octo/hello.git");
    assert_snapshot!(bare(&sandbox), @"
    you            Mona Maintainer (mona@example.org)
                   your login is not known: `git config shepherd.login LOGIN` says it
    project        octo/hello
    runs           nothing is going on
    waits for you  it is known once it is known who you are
    do next        `shepherd next` shows what would be released now, and who is up
    ------- stderr -------
    hint: `shepherd --help` lists all commands
    [exit status: 0]
    ");
    let sandbox = login(sandbox, "-no-");
    assert_snapshot!(bare(&sandbox), @"
    you            Mona Maintainer (mona@example.org)
                   your login is not known: `git config shepherd.login LOGIN` says it
    project        octo/hello
    runs           nothing is going on
    waits for you  it is known once it is known who you are
    do next        `shepherd next` shows what would be released now, and who is up
    ------- stderr -------
    warning: `-no-` is not a login of GitHub
    hint: `shepherd --help` lists all commands
    [exit status: 0]
    ");
}

#[test]
fn the_records_of_the_team_are_taken_in_first() {
    let sandbox = team().git(["update-ref", "refs/remotes/origin/release-shepherd", "refs/shepherd/store"]).git([
        "update-ref",
        "-d",
        "refs/shepherd/store",
    ]);
    assert_snapshot!(bare(&login(sandbox, "mona")).stdout(), @"
    you            @mona (Mona Maintainer, mona@example.org)
    project        octo/hello
    runs           nothing is going on
    waits for you  nothing
    do next        `shepherd status` takes in the records that the team shares, and shows what runs
    ");
}

#[test]
fn what_was_released_before_is_to_be_recorded() {
    let sandbox = Sandbox::new().commit("Start").tag("1.0.0");
    drop(sandbox.shepherd(["people", "add", "mona", "--alias", "mona@example.org"]).success());
    assert_snapshot!(bare(&sandbox).stdout(), @"
    you            @mona (Mona Maintainer, mona@example.org)
    project        local/repo
    runs           nothing is going on
    waits for you  nothing
    do next        `shepherd ledger import` finds who released what so far, which is not recorded yet
    ");
}

#[test]
fn slots_and_check_ins_wait_for_a_person() {
    let sandbox = team();
    drop(sandbox.shepherd(["rotation", "plan", "--until", "2026-08-31", "--every", "6w", "--yes"]).success());
    let sandbox = login(sandbox, "mona").now("2026-11-28T09:00:00Z");
    assert_snapshot!(bare(&sandbox), @"
    you            @mona (Mona Maintainer, mona@example.org)
    project        octo/hello
    runs           nothing is going on
    waits for you  octo/hello minor release on 2026-04-26 is offered to you
                   octo/hello minor release on 2026-07-19 is offered to you
                   check-in with @kim: 2026-12-01
                   octo/hello minor release on 2026-06-07 has you as mentor of @kim
    do next        `shepherd rotation accept 2026-04-26` takes the slot that is offered to you; `decline` costs nothing
    ------- stderr -------
    hint: `shepherd --help` lists all commands
    [exit status: 0]
    ");
    let sandbox = login(sandbox, "kim").now("2026-12-08T09:00:00Z");
    assert_snapshot!(bare(&sandbox).stdout(), @"
    you            @kim (Mona Maintainer, mona@example.org)
    project        octo/hello
    runs           nothing is going on
    waits for you  @mona and you have no next check-in
                   octo/hello minor release on 2026-06-07 has you beside @ann, to learn
    do next        `shepherd next` shows what would be released now, and who is up
    ");
}

#[test]
fn a_run_waits_for_who_holds_it_and_for_who_is_asked() {
    let sandbox = login(walked(), "kim");
    assert_snapshot!(bare(&sandbox).stdout(), @"
    you            @kim (Mona Maintainer, mona@example.org)
    project        octo/hello
    runs           1.4.0: 1 of 3 steps, held by @kim, next: Publish it
    waits for you  1.4.0: `publish` is next: Publish it
    do next        `shepherd guide` goes on with 1.4.0, which you hold
    ");
    guide(&sandbox, &["1.4.0", "--as", "kim"], &["step.publish=run", "sign-off.publish=quit"]);
    assert_snapshot!(bare(&sandbox).stdout(), @"
    you            @kim (Mona Maintainer, mona@example.org)
    project        octo/hello
    runs           1.4.0: 1 of 3 steps, held by @kim, next: Publish it
    waits for you  nothing
    do next        `shepherd status 1.4.0` shows what 1.4.0 waits for
    ");
    let sandbox = login(sandbox, "mona");
    assert_snapshot!(bare(&sandbox).stdout(), @"
    you            @mona (Mona Maintainer, mona@example.org)
    project        octo/hello
    runs           1.4.0: 1 of 3 steps, held by @kim, next: Publish it
    waits for you  1.4.0: `publish` waits for your sign-off, asked for by @kim
    do next        `shepherd approve 1.4.0 publish` shows it, then asks whether you agree; @kim waits for it
    ");
    let sandbox = login(sandbox, "zoe");
    assert_snapshot!(bare(&sandbox).stdout(), @"
    you            @zoe (Mona Maintainer, mona@example.org)
    project        octo/hello
    runs           1.4.0: 1 of 3 steps, held by @kim, next: Publish it
    waits for you  nothing
    do next        `shepherd next` shows what would be released now, and who is up
    ");
}

#[test]
fn it_fits_and_writes_nothing() {
    let sandbox = login(walked(), "kim");
    let state = |sandbox: &Sandbox| {
        let files = crate::demo::listing(&sandbox.path("[SANDBOX]"), &[]);
        (files, sandbox.git_output(["for-each-ref"]))
    };
    let before = state(&sandbox);
    for columns in [60, 80, 200] {
        let text = Terminal { columns, variables: &[] }.shows(&sandbox, &[]);
        let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > usize::from(columns)).collect();
        assert!(wide.is_empty() && text.lines().count() <= 15, "{columns}: {wide:#?}\n{text}");
    }
    assert!(before == state(&sandbox), "something was written");
}

#[test]
fn what_all_commands_take_works_with_it() {
    let sandbox = team();
    let output = sandbox.shepherd(["--quiet"]).success();
    assert_eq!(output.stderr(), "");
    let elsewhere = sandbox.directory("[HOME]");
    assert_eq!(elsewhere.shepherd(["--repo", "[REPO]", "--color", "never"]).success().stdout(), output.stdout());
    assert_snapshot!(elsewhere.shepherd(["gide"]), @"
    ------- stderr -------
    error: unrecognized subcommand 'gide'

      tip: a similar subcommand exists: 'guide'

    Usage: shepherd [OPTIONS] <COMMAND>

    For more information, try '--help'.
    [exit status: 2]
    ");
}

#[test]
fn what_is_damaged_is_told_and_the_rest_is_shown() {
    let sandbox = team();
    crate::rotation::write_records(&sandbox, &[("people/zoe.toml", "format = 1\nlogin = 7\n")]);
    assert_snapshot!(bare(&login(sandbox, "mona")), @"
    you            @mona (Mona Maintainer, mona@example.org)
    project        octo/hello
    runs           nothing is going on
    waits for you  nothing
    do next        `shepherd next` shows what would be released now, and who is up
    ------- stderr -------
    warning: `people/zoe.toml` in the store is damaged: line 2: `login` is no text
    hint: `shepherd --help` lists all commands
    [exit status: 0]
    ");
}
