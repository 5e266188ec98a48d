//! Who is next, with every number and every reason.

use super::{plan, project, rotation, team, write_records};

#[test]
fn everybody_is_shown_with_all_numbers() {
    let sandbox = team();
    insta::assert_snapshot!(rotation(&sandbox, &["who", "--for", "minor", "--on", "2026-04-02"]), @"
    octo/hello minor release on 2026-04-02; it takes solo, or a mentor beside

       login  rung      load   last released  in all
    1  @mona  solo      2/365  2025-12-01     2
    2  @kim   observer  0/365  never          0       with @mona as mentor

    not now:
    @ann  rests: had 1.3.0 on 2026-02-01, the last slot
    @zoe  observer, and it takes solo, or a mentor beside

    who could mentor:
       login  rung    load   last mentored  in all
    1  @ann   mentor  1/365  2025-12-01     1

    rung: how far somebody has come: observer, shadow, paired, solo, mentor
    load: what they released lately or have ahead, by the days on which they could
    `--explain` gives all rules and reasons
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["who", "--for", "1.3.1", "--security", "--explain"]), @"
    octo/hello 1.3.1 (patch), security on 2026-03-28; it takes solo, or a mentor beside

       login  rung      load   last released  in all  why
    1  @mona  solo      2/365  2025-12-01     2       2 releases in 365 days available; last released on 2025-12-01; 2 in all
    2  @kim   observer  0/365  never          0       0 releases in 365 days available; never released; 0 in all; observer, with @mona as mentor

    not now:
    @ann  rests: had 1.3.0 on 2026-02-01, the last slot
    @zoe  observer, and it takes solo, or a mentor beside

    who could mentor:
       login  rung    load   last mentored  in all  why
    1  @ann   mentor  1/365  2025-12-01     1       1 release in 365 days available; last mentored on 2025-12-01; 1 in all; 0 mentees

    no mentor in it:
    @kim   observer, and to mentor in it takes solo
    @mona  cuts it
    @zoe   observer, and to mentor in it takes solo

    the rules:
    - who may: active and not away on its days; not the last one of the project, nor who has the next; not over their capacity, across all projects, where a slot keeps somebody busy from 28 days before it; and far enough for it, or with a mentor beside
    - far enough alone: major solo, minor solo, patch paired, pre-release paired, duty solo; where it mends something that can be exploited at least solo
    - volunteers come first, then those who need no mentor, then those who do
    - among them: the least load first, which is the weight of releases and taken slots in the 365 days up to its day (major 1, minor 1, patch 1, pre-release 1), by the days of these on which they were active and not away
    - then who released longest ago, never before all; then the fewest releases in all; then by login
    - where nobody is left, those who only rest are ranked, and it says so
    - every 3 slots of a project somebody who is mentored is proposed to learn beside them; never alone
    - mentors: who released alone, or more; in the same order by what they mentored; of another organisation first where two carry the same
    - who is unavailable for a slot loses nothing; releases after its day change nothing
    [exit status: 0]
    ");
}

#[test]
#[expect(clippy::too_many_lines, reason = "all that programs read is shown")]
fn programs_read_the_same() {
    let sandbox = team();
    insta::assert_snapshot!(rotation(&sandbox, &["who", "--for", "2.0.0", "--json"]), @r#"
    {
      "excluded": [
        {
          "login": "ann",
          "reason": "rests: had 1.3.0 on 2026-02-01, the last slot"
        },
        {
          "login": "zoe",
          "reason": "observer, and it takes solo, or a mentor beside"
        }
      ],
      "growth": null,
      "mentors": [
        {
          "has": null,
          "last": "2025-12-01",
          "lifetime": 1,
          "load": "1/365",
          "login": "ann",
          "mentor": null,
          "organisation": null,
          "reasons": [
            "1 release in 365 days available",
            "last mentored on 2025-12-01",
            "1 in all",
            "0 mentees"
          ],
          "rung": "mentor",
          "volunteered": false
        }
      ],
      "mentors_excluded": [
        {
          "login": "kim",
          "reason": "observer, and to mentor in it takes solo"
        },
        {
          "login": "mona",
          "reason": "cuts it"
        },
        {
          "login": "zoe",
          "reason": "observer, and to mentor in it takes solo"
        }
      ],
      "needed": "solo",
      "ranked": [
        {
          "has": null,
          "last": "2025-12-01",
          "lifetime": 2,
          "load": "2/365",
          "login": "mona",
          "mentor": null,
          "organisation": null,
          "reasons": [
            "2 releases in 365 days available",
            "last released on 2025-12-01",
            "2 in all"
          ],
          "rung": "solo",
          "volunteered": false
        },
        {
          "has": null,
          "last": null,
          "lifetime": 0,
          "load": "0/365",
          "login": "kim",
          "mentor": "mona",
          "organisation": null,
          "reasons": [
            "0 releases in 365 days available",
            "never released",
            "0 in all",
            "observer, with @mona as mentor"
          ],
          "rung": "observer",
          "volunteered": false
        }
      ],
      "relaxed": [],
      "schema": 1,
      "slot": {
        "accepted": null,
        "from": "2026-03-28",
        "id": "2.0.0",
        "kind": "major",
        "learner": null,
        "mentor": null,
        "offered": null,
        "project": "octo/hello",
        "projects": [
          "octo/hello"
        ],
        "released": null,
        "security": false,
        "sequence": 0,
        "shepherd": null,
        "state": "open",
        "swaps": [],
        "uid": "2.0.0.octo-hello@release-shepherd",
        "unavailable": [],
        "until": "2026-03-28",
        "version": "2.0.0",
        "volunteers": []
      }
    }
    [exit status: 0]
    "#);
}

#[test]
fn away_days_are_known_and_nobody_says_why() {
    let sandbox = team();
    let away = ["people", "away", "mona", "--from", "2026-03-20", "--until", "2026-04-10", "--reason", "surgery"];
    drop(sandbox.shepherd(away).success());
    let output = rotation(&sandbox, &["who", "--for", "minor"]);
    assert!(!output.to_string().contains("surgery"));
    insta::assert_snapshot!(output, @"
    octo/hello minor release on 2026-03-28; it takes solo, or a mentor beside

       login  rung    load   last released  in all
    1  @ann   mentor  2/365  2026-02-01     2

    not now:
    @kim   observer, and it takes solo, or a mentor beside
    @mona  away
    @zoe   observer, and it takes solo, or a mentor beside

    rest relaxed: everybody else who could take it rests

    rung: how far somebody has come: observer, shadow, paired, solo, mentor
    load: what they released lately or have ahead, by the days on which they could
    `--explain` gives all rules and reasons
    [exit status: 0]
    ");
}

#[test]
fn away_days_of_this_clone_count_too() {
    let local = "[[people.away]]\nlogin = 'Mona'\nfrom = 2026-03-20\nuntil = 2026-05-10\n";
    let sandbox = team().write(".git/shepherd.toml", local);
    let output = rotation(&sandbox, &["who", "--for", "minor"]).to_string();
    assert!(output.contains("@mona  away\n"), "{output}");
    let ranked =
        |who: &str| output.lines().any(|line| line.starts_with(|one: char| one.is_ascii_digit()) && line.contains(who));
    assert!(ranked("@ann") && !ranked("@mona"), "{output}");
    // A plan gives them nothing while they are away; a slot that they have already is told.
    let planned = plan(&sandbox).success().to_string();
    let first = planned.lines().find(|line| line.contains("2026-04-26")).expect("a line");
    assert!(!first.contains("@mona"), "{planned}");
    let sandbox = sandbox.write(".git/shepherd.toml", "");
    drop(rotation(&sandbox, &["volunteer", "2026-04-26", "--as", "mona"]).success());
    drop(rotation(&sandbox, &["accept", "2026-04-26", "--as", "mona"]).success());
    let sandbox = sandbox.write(".git/shepherd.toml", local);
    insta::assert_snapshot!(rotation(&sandbox, &["check"]), @"
    octo/hello 2026-04-26: @mona is away on 2026-04-26
      shepherd rotation swap 2026-04-26 --with LOGIN
    ------- stderr -------
    error: 1 finding to look after
    [exit status: 1]
    ");
}

#[test]
fn a_planned_slot_knows_who_volunteered_and_who_is_unavailable() {
    let sandbox = team();
    drop(plan(&sandbox).success());
    drop(rotation(&sandbox, &["decline", "2026-04-26"]).success());
    drop(rotation(&sandbox, &["volunteer", "2026-06-07", "--as", "mona"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["who", "--slot", "2026-04-26"]), @"
    octo/hello minor release on 2026-04-26; it takes solo, or a mentor beside

       login  rung    load   last released  in all
    1  @ann   mentor  2/365  2026-02-01     2

    not now:
    @kim   observer, and it takes solo, or a mentor beside
    @mona  unavailable for this slot; rests: has the slot of 2026-06-07, which comes next
    @zoe   observer, and it takes solo, or a mentor beside

    rest relaxed: everybody else who could take it rests

    rung: how far somebody has come: observer, shadow, paired, solo, mentor
    load: what they released lately or have ahead, by the days on which they could
    `--explain` gives all rules and reasons
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["who", "--slot", "2026-06-07"]), @"
    octo/hello minor release on 2026-06-07; it takes solo, or a mentor beside

       login  rung      load   last released  in all
    1  @mona  solo      1/365  2025-12-01     2       volunteered
    2  @kim   observer  0/365  never          0       with @mona as mentor

    not now:
    @ann  rests: had the slot of 2026-04-26, the last slot
    @zoe  observer, and it takes solo, or a mentor beside

    who could mentor:
       login  rung    load   last mentored  in all
    1  @mona  solo    0/365  never          0
    2  @ann   mentor  1/365  2025-12-01     1

    to learn beside them: @kim, with @mona as mentor

    rung: how far somebody has come: observer, shadow, paired, solo, mentor
    load: what they released lately or have ahead, by the days on which they could
    `--explain` gives all rules and reasons
    [exit status: 0]
    ");
}

#[test]
fn each_project_is_asked_for() {
    let sandbox = team();
    let other =
        "format = 1\n\n[[release]]\ntag = \"9\"\nversion = \"9\"\ndate = 2026-03-01\nreleased-by = [\"mona\"]\n";
    write_records(&sandbox, &[("releases/octo/other.toml", other)]);
    insta::assert_snapshot!(rotation(&sandbox, &["who", "--all"]), @"
    octo/hello duty on 2026-03-28; it takes solo, or a mentor beside

       login  rung      load   last released  in all
    1  @mona  solo      3/365  2026-03-01     3
    2  @kim   observer  0/365  never          0       with @mona as mentor

    not now:
    @ann  rests: had 1.3.0 on 2026-02-01, the last slot
    @zoe  observer, and it takes solo, or a mentor beside

    who could mentor:
       login  rung    load   last mentored  in all
    1  @ann   mentor  1/365  2025-12-01     1

    octo/other duty on 2026-03-28; it takes solo, or a mentor beside

       login  rung      load   last released  in all
    1  @ann   mentor    2/365  2026-02-01     2
    2  @kim   observer  0/365  never          0       with @mona as mentor

    not now:
    @mona  rests: had 9 on 2026-03-01, the last slot
    @zoe   observer, and it takes solo, or a mentor beside

    who could mentor:
       login  rung  load   last mentored  in all
    1  @mona  solo  0/365  never          0

    rung: how far somebody has come: observer, shadow, paired, solo, mentor
    load: what they released lately or have ahead, by the days on which they could
    `--explain` gives all rules and reasons
    [exit status: 0]
    ");
    let json = rotation(&sandbox, &["who", "--all", "--json"]).success().json();
    let projects = json["projects"].as_array().expect("a list");
    let next: Vec<_> = projects.iter().map(|one| one["ranked"][0]["login"].as_str()).collect();
    assert_eq!((next, json["schema"].as_u64()), (vec![Some("mona"), Some("ann")], Some(1)));
}

#[test]
fn a_team_without_records_is_told_what_to_do() {
    let sandbox = project();
    insta::assert_snapshot!(rotation(&sandbox, &["who"]), @"
    octo/hello duty on 2026-03-28; it takes solo, or a mentor beside
    ------- stderr -------
    hint: nobody is in the roster: `shepherd people add LOGIN` adds somebody
    [exit status: 0]
    ");
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    insta::assert_snapshot!(rotation(&sandbox, &["who"]), @"
    octo/hello duty on 2026-03-28; it takes solo, or a mentor beside

    not now:
    @mona  observer, and it takes solo, or a mentor beside
    ------- stderr -------
    hint: no release is recorded: `shepherd ledger import` finds those of the past
    [exit status: 0]
    ");
    insta::assert_snapshot!(rotation(&sandbox, &["plan", "--date", "2026-05-01", "--yes"]), @"
    slot        what           who     this plan
    2026-05-01  minor release  nobody  new
    ------- stderr -------
    warning: nobody can take 2026-05-01
    hint: `shepherd rotation who --for minor --on 2026-05-01` says why
    1 slot written
    hint: each accepts with `shepherd rotation accept SLOT`, or says no with `decline`, which costs nothing
    [exit status: 0]
    ");
}

#[test]
fn the_policy_of_the_team_holds() {
    let sandbox = team();
    let marker = super::recorded(&sandbox, "store.toml");
    let policy = "\n[policy]\nrest = 0\nwindow = 100\nweights = { minor = 5 }\nrungs = { minor = \"observer\" }\n";
    write_records(&sandbox, &[("store.toml", &format!("{marker}{policy}"))]);
    insta::assert_snapshot!(rotation(&sandbox, &["who", "--for", "minor"]), @"
    octo/hello minor release on 2026-03-28; it takes observer, or a mentor beside

       login  rung      load   last released  in all
    1  @kim   observer  0/100  never          0
    2  @zoe   observer  0/100  never          0
    3  @mona  solo      0/100  2025-12-01     2
    4  @ann   mentor    5/100  2026-02-01     2

    who could mentor:
       login  rung    load   last mentored  in all
    1  @mona  solo    0/100  never          0
    2  @ann   mentor  0/100  2025-12-01     1

    rung: how far somebody has come: observer, shadow, paired, solo, mentor
    load: what they released lately or have ahead, by the days on which they could
    `--explain` gives all rules and reasons
    [exit status: 0]
    ");
}
