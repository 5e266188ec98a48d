//! How a team stands, from its records.

use super::{pair, people, team, write_records};
use crate::support::Sandbox;

const HELLO: &str = r#"format = 1

[[release]]
tag = "1.0"
version = "1.0"
kind = "major"
date = 2025-10-06
released-by = ["mona"]
shadowed-by = ["kim"]
organisations = { mona = "acme" }

[[release]]
tag = "1.1"
version = "1.1"
kind = "minor"
date = 2026-01-10
released-by = ["kim"]
mentored-by = ["mona"]

[[release]]
tag = "1.2"
version = "1.2"
kind = "minor"
date = 2026-03-10
released-by = ["mona"]
shadowed-by = ["stranger"]
"#;

const OTHER: &str =
    "format = 1\n[[release]]\ntag = \"0.1\"\nversion = \"0.1\"\ndate = 2023-01-01\nreleased-by = [\"zoe\"]\n";

fn experienced() -> Sandbox {
    let sandbox = team();
    drop(people(&sandbox, &["add", "zoe", "--active-until", "2024-12-31", "--consent", "2023-01-01"]).success());
    drop(people(&sandbox, &["set", "mona", "--capacity-mentees", "1", "--consent"]).success());
    write_records(&sandbox, &[("releases/octo/hello.toml", HELLO), ("releases/octo/other.toml", OTHER)]);
    sandbox
}

#[test]
fn each_person_stands_on_a_rung_with_what_is_next() {
    let sandbox = experienced();
    insta::assert_snapshot!(people(&sandbox, &["list"]), @"
    login  name             rights      keys
    @kim   Kim Newcomer                 1
    @mona  Mona Maintainer  maintainer  0
    @zoe                                0

    login  rung    next               so far
    @kim   paired  lead 1 alone       led 1 with a mentor, watched 1
    @mona  mentor                     led 2 alone, mentored 1
    @zoe   solo    takes no part now  led 1 alone

    project     can release it  learning it
    octo/hello  @mona           @kim, @stranger
    octo/other  nobody          nobody
    ------- stderr -------
    warning: only @mona can release octo/hello: nobody else led one alone in the last 548 days; @kim, @stranger could be next
    warning: nobody who takes part led a release of octo/other alone in the last 548 days
    warning: only @mona is maintainer of octo/hello
    hint: @kim is listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or `shepherd people forget LOGIN`
    hint: @stranger is in records of releases and not among the people: `shepherd people add LOGIN`
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &["list", "kim"]), @"
    @kim
    name      Kim Newcomer
    aliases   kim@example.org
    rung      paired: led 1 with a mentor, watched 1
    next      lead 1 alone, to be solo
    last led  2026-01-10
    keys      SHA256:T/n0aU+E8q+o9fWNbMAC+qGXkqXb5IH06LINmvwhSfI
    consent   none is recorded

    2026-01-10  octo/hello  1.1  led
    2025-10-06  octo/hello  1.0  watched
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &["list", "nobody"]), @"
    ------- stderr -------
    error: @nobody is not in the records
    help: `shepherd people add nobody` adds them; `shepherd people list` shows who is there
    [exit status: 2]
    ");
    let json = people(&sandbox, &["list", "--json"]).json();
    let kim = &json["people"][0];
    insta::assert_snapshot!(serde_json::to_string_pretty(&serde_json::json!({
        "rung": kim["rung"], "evidence": kim["evidence"], "next": kim["next"], "last_led": kim["last_led"],
        "is_active": kim["is_active"], "succession": json["succession"], "sole_holders": json["sole_holders"],
        "loads": json["loads"], "strangers": json["strangers"],
    })).expect("it is JSON"), @r#"
    {
      "evidence": {
        "led_alone": 0,
        "led_with_mentor": 1,
        "mentored": 0,
        "sponsored": 0,
        "watched": 1
      },
      "is_active": true,
      "last_led": "2026-01-10",
      "loads": [],
      "next": {
        "releases": 1,
        "rung": "solo"
      },
      "rung": "paired",
      "sole_holders": [
        {
          "could": [],
          "login": "mona",
          "project": "octo/hello",
          "right": "maintainer"
        }
      ],
      "strangers": [
        "stranger"
      ],
      "succession": [
        {
          "able": [
            "mona"
          ],
          "learning": [
            "kim",
            "stranger"
          ],
          "project": "octo/hello"
        },
        {
          "able": [],
          "learning": [],
          "project": "octo/other"
        }
      ]
    }
    "#);
}

#[test]
fn nothing_of_it_is_kept() {
    let sandbox = experienced();
    let before = sandbox.git_output(["rev-parse", "refs/shepherd/store"]);
    drop(people(&sandbox, &["list"]).success());
    assert_eq!(sandbox.git_output(["rev-parse", "refs/shepherd/store"]), before);
}

#[test]
fn a_mentor_with_too_many_mentees_is_told() {
    let sandbox = experienced();
    drop(people(&sandbox, &["add", "max", "--consent"]).success());
    drop(pair(&sandbox, "kim", &["mona", "--ask", "--check-in", "2026-04-02"]).success());
    insta::assert_snapshot!(pair(&sandbox, "mona", &["kim", "--accept"]), @"
    ------- stderr -------
    @mona mentors @kim from now on
    next check-in 2026-04-02
    hint: with more than one mentee it works best: they learn from each other too, and release together
    [exit status: 0]
    ");
    insta::assert_snapshot!(pair(&sandbox, "max", &["mona", "--ask", "--check-in", "2026-04-02"]), @"
    ------- stderr -------
    @max asks @mona to be their mentor
    next check-in 2026-04-02
    warning: @mona takes on 1 mentee, and they are 2 with this one: somebody else may have more time
    hint: tell them: @mona accepts with `shepherd people pair max --accept`
    [exit status: 0]
    ");
    insta::assert_snapshot!(pair(&sandbox, "mona", &["max", "--accept"]), @"
    ------- stderr -------
    @mona mentors @max from now on
    next check-in 2026-04-02
    warning: @mona takes on 1 mentee, and they are 2 with this one: somebody else may have more time
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &["list"]), @"
    login  name             rights      keys
    @kim   Kim Newcomer                 1
    @max                                0
    @mona  Mona Maintainer  maintainer  0
    @zoe                                0

    login  rung      next               so far
    @kim   paired    lead 1 alone       led 1 with a mentor, watched 1
    @max   observer  watch 1            in no release yet
    @mona  mentor                       led 2 alone, mentored 1
    @zoe   solo      takes no part now  led 1 alone

    @mona mentors @kim  coaching  next check-in 2026-04-02
    @mona mentors @max  coaching  next check-in 2026-04-02

    project     can release it  learning it
    octo/hello  @mona           @kim, @max, @stranger
    octo/other  nobody          nobody
    ------- stderr -------
    warning: only @mona can release octo/hello: nobody else led one alone in the last 548 days; @kim, @max, @stranger could be next
    warning: nobody who takes part led a release of octo/other alone in the last 548 days
    warning: only @mona is maintainer of octo/hello
    warning: @mona has 2 mentees, and takes on 1: somebody else may be a mentor to one of them
    hint: @kim is listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or `shepherd people forget LOGIN`
    hint: @stranger is in records of releases and not among the people: `shepherd people add LOGIN`
    [exit status: 0]
    ");
}

#[test]
fn check_ins_cost_time() {
    let sandbox = team();
    drop(pair(&sandbox, "kim", &["mona", "--ask", "--check-in", "2026-04-02", "--how", "phone"]).success());
    drop(pair(&sandbox, "mona", &["kim", "--accept"]).success());
    drop(pair(&sandbox, "mona", &["kim", "--spent", "30m"]).success());
    drop(pair(&sandbox, "kim", &["mona", "--check-in", "2026-04-09", "--spent", "1h"]).success());
    insta::assert_snapshot!(super::recorded(&sandbox, "pairings/mona--kim.toml"), @r#"
    format = 1
    mentor = "mona"
    mentee = "kim"
    stage = "coaching"
    asked = 2026-03-28
    sequence = 2
    changed = 2026-03-28T09:00:00Z
    next-check-in = { when = 2026-04-09, how = "phone" }
    accepted = 2026-03-28
    spent-minutes = 90
    "#);
    insta::assert_snapshot!(pair(&sandbox, "kim", &["mona", "--spent", "soon"]), @"
    ------- stderr -------
    error: `--spent soon` is no time that something took
    help: write it in minutes, or as `90m` or `1h30m`
    [exit status: 2]
    ");
}

#[test]
fn who_has_no_login_is_named_without_one() {
    let sandbox = team();
    let releases =
        "format = 1\n[[release]]\ntag = \"0.1\"\nversion = \"0.1\"\ndate = 2026-03-01\nreleased-by = [\"Ana A\"]\n";
    write_records(&sandbox, &[("releases/octo/hello.toml", releases)]);
    insta::assert_snapshot!(people(&sandbox, &["list"]), @"
    login  name             rights      keys
    @kim   Kim Newcomer                 1
    @mona  Mona Maintainer  maintainer  0

    login  rung      next     so far
    @kim   observer  watch 1  in no release yet
    @mona  observer  watch 1  in no release yet

    project     can release it  learning it
    octo/hello  Ana A           nobody
    ------- stderr -------
    warning: only Ana A can release octo/hello: nobody else led one alone in the last 548 days
    warning: only @mona is maintainer of octo/hello; Ana A could have it, too
    hint: @kim, @mona are listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or `shepherd people forget LOGIN`
    hint: Ana A is in records of releases by name, as no login is known: `shepherd record VERSION --released-by LOGIN --amend` says who it is
    [exit status: 0]
    ");
}
