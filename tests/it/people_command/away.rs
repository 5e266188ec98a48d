//! Who is away: it is written down where nobody else reads it.

use super::{people, team};

#[test]
fn days_away_never_reach_the_records_of_all() {
    let sandbox = team();
    insta::assert_snapshot!(people(&sandbox, &["away"]), @"
    ------- stderr -------
    Nobody is away, as far as this clone knows.
    [exit status: 0]
    ");
    let kim = ["away", "kim", "--from", "2026-04-01", "--until", "2026-04-10", "--reason", "a secret trip"];
    insta::assert_snapshot!(people(&sandbox, &kim), @"
    ------- stderr -------
    @kim is away from 2026-04-01 until 2026-04-10
    hint: only this clone knows it; `git config shepherd.privateStore ADDRESS` shares it with those who may know
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &kim), @"
    ------- stderr -------
    @kim is away then already
    [exit status: 0]
    ");
    let past = ["away", "--from", "2026-01-01", "--until", "2026-01-02"];
    insta::assert_snapshot!(people(&sandbox, &past), @"
    ------- stderr -------
    @mona was away from 2026-01-01 until 2026-01-02
    warning: these days are past: they count where load is measured, and keep no slot from anybody; `shepherd people away --past` shows them
    hint: only this clone knows it; `git config shepherd.privateStore ADDRESS` shares it with those who may know
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &past), @"
    ------- stderr -------
    @mona was away then, as is known already
    warning: these days are past: they count where load is measured, and keep no slot from anybody; `shepherd people away --past` shows them
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &["away", "mona"]), @"
    ------- stderr -------
    Nobody is away, as far as this clone knows.
    hint: `--past` shows what is over
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &["away"]), @"
    @kim  2026-04-01 to 2026-04-10  a secret trip
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &["away", "--past", "--json"]), @r#"
    {
      "away": [
        {
          "from": "2026-04-01",
          "local": false,
          "login": "kim",
          "reason": "a secret trip",
          "until": "2026-04-10"
        },
        {
          "from": "2026-01-01",
          "local": false,
          "login": "mona",
          "reason": "",
          "until": "2026-01-02"
        }
      ],
      "schema": 1
    }
    [exit status: 0]
    "#);
    let files = |reference: &str| sandbox.git_output(["ls-tree", "-r", "--name-only", reference]);
    insta::assert_snapshot!(files("refs/shepherd/store"), @"
    people/kim.toml
    people/mona.toml
    store.toml
    ");
    insta::assert_snapshot!(files("refs/shepherd/private"), @"
    away/kim.toml
    away/mona.toml
    store.toml
    ");
    insta::assert_snapshot!(sandbox.git_output(["show", "refs/shepherd/private:away/kim.toml"]), @r#"
    format = 1
    login = "kim"

    [[away]]
    from = 2026-04-01
    until = 2026-04-10
    reason = "a secret trip"
    "#);
    let everything = sandbox.git_output(["log", "-p", "refs/shepherd/store"]);
    assert!(!everything.contains("secret") && !everything.contains("2026-04-01"), "{everything}");
    insta::assert_snapshot!(people(&sandbox, &["away", "kim", "--from", "2026-04-01", "--remove"]), @"
    ------- stderr -------
    @kim is not away from 2026-04-01 on any more
    hint: only this clone knows it; `git config shepherd.privateStore ADDRESS` shares it with those who may know
    [exit status: 0]
    ");
    assert_eq!(files("refs/shepherd/private"), "away/mona.toml\nstore.toml");
}

#[test]
fn days_that_cannot_be_are_refused() {
    let sandbox = team();
    let away = |flags: &[&str]| people(&sandbox, &[["away", "kim"].as_slice(), flags].concat());
    drop(away(&["--from", "2026-04-01", "--until", "2026-04-10"]).success());
    insta::assert_snapshot!(away(&["--from", "2026-04-10", "--until", "2026-04-12"]), @"
    ------- stderr -------
    error: @kim is away from 2026-04-01 until 2026-04-10 already
    help: nothing was changed; take those days away first: `shepherd people away kim --from 2026-04-01 --remove`
    [exit status: 2]
    ");
    insta::assert_snapshot!(away(&["--from", "2026-05-10", "--until", "2026-05-01"]), @"
    ------- stderr -------
    error: @kim cannot be away until 2026-05-01, which is before 2026-05-10
    help: nothing was changed
    [exit status: 2]
    ");
    insta::assert_snapshot!(away(&["--from", "2026-05-10"]), @"
    ------- stderr -------
    error: the last day is missing
    help: pass `--until DATE`; or `--remove` takes away the days that begin with `--from`
    [exit status: 2]
    ");
    insta::assert_snapshot!(away(&["--from", "April", "--until", "May"]), @"
    ------- stderr -------
    error: `--from April` is no day
    help: write it as `2026-03-28`
    [exit status: 2]
    ");
    insta::assert_snapshot!(away(&["--from", "2026-05-01", "--remove"]), @"
    ------- stderr -------
    error: @kim is not away from 2026-05-01 on
    help: there is 2026-04-01
    [exit status: 2]
    ");
    let nobody = ["away", "nobody", "--from", "2026-05-01", "--until", "2026-05-02"];
    insta::assert_snapshot!(people(&sandbox, &nobody), @"
    ------- stderr -------
    error: @nobody is not in the records
    help: `shepherd people add nobody` adds them; `shepherd people list` shows who is there
    [exit status: 2]
    ");
}

#[test]
fn the_configuration_that_stays_here_says_it_too() {
    let local = "[[people.away]]\nlogin = 'KIM'\nfrom = 2026-04-01\nuntil = 2026-04-10\n\
                 [[people.away]]\nlogin = 'nobody'\nfrom = 2026-05-01\nuntil = 2026-05-02\n";
    // It is read also where the project has a configuration.
    let sandbox = team().write(".git/shepherd.toml", local).write(".shepherd.toml", "remote = 'origin'\n");
    drop(
        people(&sandbox, &["away", "mona", "--from", "2026-04-05", "--until", "2026-04-06", "--reason", "a trip"])
            .success(),
    );
    insta::assert_snapshot!(people(&sandbox, &["away"]), @"
    @kim     2026-04-01 to 2026-04-10  (.git/shepherd.toml)
    @mona    2026-04-05 to 2026-04-06  a trip
    @nobody  2026-05-01 to 2026-05-02  (.git/shepherd.toml)
    ------- stderr -------
    warning: `.git/shepherd.toml` says when @nobody is away, who is not in the records
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &["away", "kim", "--json"]), @r#"
    {
      "away": [
        {
          "from": "2026-04-01",
          "local": true,
          "login": "kim",
          "reason": "",
          "until": "2026-04-10"
        }
      ],
      "schema": 1
    }
    ------- stderr -------
    warning: `.git/shepherd.toml` says when @nobody is away, who is not in the records
    [exit status: 0]
    "#);
    insta::assert_snapshot!(people(&sandbox, &["away", "kim", "--from", "2026-04-01", "--remove"]), @"
    ------- stderr -------
    warning: `.git/shepherd.toml` says when @nobody is away, who is not in the records
    error: `.git/shepherd.toml` says that @kim is away from 2026-04-01 on
    help: take it out of that file; nothing was changed
    [exit status: 2]
    ");
    // What both say is there once, and what the store knows is shown.
    drop(
        people(&sandbox, &["away", "kim", "--from", "2026-04-01", "--until", "2026-04-10", "--reason", "rest"])
            .success(),
    );
    insta::assert_snapshot!(people(&sandbox, &["away", "kim"]), @"
    @kim  2026-04-01 to 2026-04-10  rest
    ------- stderr -------
    warning: `.git/shepherd.toml` says when @nobody is away, who is not in the records
    [exit status: 0]
    ");
    drop(people(&sandbox, &["away", "kim", "--from", "2026-04-01", "--remove"]).success());
    let everything = sandbox.git_output(["log", "-p", "refs/shepherd/store"]);
    assert!(!everything.contains("2026-04-01"), "{everything}");
}

#[test]
fn a_file_that_others_read_may_not_say_it() {
    let away = "remote = 'origin'\n\n[[people.away]]\nlogin = 'kim'\nfrom = 2026-04-01\nuntil = 2026-04-10\n";
    let sandbox = team().write(".shepherd.toml", away);
    insta::assert_snapshot!(people(&sandbox, &["away"]), @"
    ------- stderr -------
    error: when people are away is nothing for a file that others read
     --> .shepherd.toml:4:9
      |
    4 | login = 'kim'
      |         ^^^^^
    help: put it into `.git/shepherd.toml`, which stays in this clone; or use `shepherd people away`. What was pushed already is public: take it out of there too
    [exit status: 3]
    ");
    let sandbox = team().write(".git/shepherd.toml", away.replace("2026-04-10", "2026-03-10"));
    insta::assert_snapshot!(people(&sandbox, &["away"]), @"
    ------- stderr -------
    error: this is before 2026-04-01, the first day
     --> .git/shepherd.toml:6:9
      |
    6 | until = 2026-03-10
      |         ^^^^^^^^^^
    [exit status: 3]
    ");
}
