//! `shepherd circles`: who meets with whom, and when.
#![expect(clippy::too_many_lines, reason = "whole outputs are shown as they are")]

mod bad_input;
mod calendar;
mod triage;

use crate::support::{Output, Sandbox};

/// A project whose records hold people in three places.
fn team() -> Sandbox {
    let sandbox = Sandbox::new().commit("Start").remote("origin", "https://github.com/octo/hello.git");
    let people = [
        ["mona", "Europe/Lisbon", "peer-support"],
        ["kim", "America/New_York", "peer-support"],
        ["zoe", "Asia/Tokyo", "triage"],
    ];
    for [login, zone, interest] in people {
        let alias = format!("{login}@example.org");
        let flags =
            ["people", "add", login, "--timezone", zone, "--interest", interest, "--alias", &alias, "--consent"];
        drop(sandbox.shepherd(flags).success());
    }
    sandbox
}

fn circles(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    sandbox.shepherd([&["circles"], arguments].concat())
}

fn recorded(sandbox: &Sandbox, path: &str) -> String {
    sandbox.git_output(["show", &format!("refs/shepherd/store:{path}")])
}

/// A circle of @mona that meets each second Thursday in Lisbon.
const CALLS: [&str; 11] = [
    "add",
    "calls",
    "--kind",
    "peer-support",
    "--first",
    "2026-03-26T15:00",
    "--every",
    "2w",
    "--how",
    "https://call.example/1",
    "--length=45m",
];

#[test]
fn a_circle_is_found_a_time_for_begun_and_joined() {
    let sandbox = team();
    insta::assert_snapshot!(circles(&sandbox, &["list"]), @"
    ------- stderr -------
    There are no circles yet.
    hint: `shepherd circles suggest` finds who could meet with whom; `shepherd circles add NAME --kind KIND` begins one
    [exit status: 0]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["suggest"]), @"
    Wednesdays 08:00 America/New_York, 60 minutes, from 2026-04-01 on
      @kim   08:00
      @mona  13:00
      @zoe   21:00

    awake together  each day  then (UTC)
    @kim @mona      9 h 00    12:00 to 21:00
    @mona @zoe      6 h 00    07:00 to 13:00
    @kim @zoe       4 h 00    12:00 to 13:00, 23:00 to 02:00
    [exit status: 0]
    ");
    insta::assert_snapshot!(circles(&sandbox, &CALLS), @"
    ------- stderr -------
    the circle calls has begun: peer-support; every second Thursday 15:00 Europe/Lisbon, 45 minutes; 1 member
    hint: tell the others: `shepherd circles join calls`
    [exit status: 0]
    ");
    insta::assert_snapshot!(recorded(&sandbox, "circles/calls.toml"), @r#"
    format = 1
    name = "calls"
    kind = "peer-support"
    members = ["mona"]
    how = "https://call.example/1"
    since = 2026-03-28
    changed = 2026-03-28T09:00:00Z

    [meeting]
    from = 2026-03-26
    time = 15:00:00
    timezone = "Europe/Lisbon"
    every = "2w"
    minutes = 45
    "#);
    insta::assert_snapshot!(circles(&sandbox, &["join", "calls", "--as", "kim"]), @"
    ------- stderr -------
    @kim is in the circle calls: peer-support; every second Thursday 15:00 Europe/Lisbon, 45 minutes; 2 members
    [exit status: 0]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["join", "calls", "--as", "KIM"]), @"
    ------- stderr -------
    @KIM is in the circle calls already
    [exit status: 0]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["add", "triage", "--kind", "triage", "--without-me"]), @"
    ------- stderr -------
    the circle triage has begun: triage; no time yet; 0 members
    hint: `shepherd circles suggest --circle triage` looks for a time; `shepherd circles set triage --first WHEN` sets it
    hint: tell the others: `shepherd circles join triage`
    [exit status: 0]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["list"]), @"
    circle  kind          next                     how                     members
    calls   peer-support  2026-04-09 14:00 +00:00  https://call.example/1  @mona, @kim
    triage  triage        no time yet                                      nobody yet
    [exit status: 0]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--circle", "calls", "--json"]), @r#"
    {
      "alone": [],
      "from": "2026-03-29",
      "pairs": [
        {
          "minutes": 540,
          "one": "kim",
          "other": "mona",
          "stretches": [
            {
              "end": "2026-03-29T21:00:00Z",
              "start": "2026-03-29T12:00:00Z"
            }
          ]
        }
      ],
      "schema": 1,
      "suggestions": [
        {
          "from": "2026-04-01",
          "minutes": 60,
          "people": [
            {
              "login": "kim",
              "times": [
                "12:00"
              ]
            },
            {
              "login": "mona",
              "times": [
                "17:00"
              ]
            }
          ],
          "time": "12:00",
          "timezone": "America/New_York"
        }
      ],
      "triage": null,
      "weeks": 12,
      "without_timezone": []
    }
    [exit status: 0]
    "#);
    insta::assert_snapshot!(circles(&sandbox, &["set", "calls", "--every", "1w", "--until", "2026-12-31"]), @"
    ------- stderr -------
    the circle calls is changed: peer-support; Thursdays 15:00 Europe/Lisbon, 45 minutes; until 2026-12-31; 2 members
    [exit status: 0]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["set", "calls", "--every", "1w"]), @"
    ------- stderr -------
    the circle calls is so already: peer-support; Thursdays 15:00 Europe/Lisbon, 45 minutes; until 2026-12-31; 2 members
    [exit status: 0]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["leave", "calls", "--as", "mona"]), @"
    ------- stderr -------
    @mona left the circle calls
    [exit status: 0]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["list", "--json"]), @r#"
    {
      "circles": [
        {
          "by_invitation": false,
          "how": "https://call.example/1",
          "invited": [],
          "kind": "peer-support",
          "meeting": {
            "every": "1w",
            "from": "2026-03-26",
            "minutes": 45,
            "time": "15:00",
            "timezone": "Europe/Lisbon"
          },
          "members": [
            "kim"
          ],
          "name": "calls",
          "next": "2026-04-02T14:00:00Z",
          "projects": [],
          "since": "2026-03-28",
          "until": "2026-12-31"
        },
        {
          "by_invitation": false,
          "how": "",
          "invited": [],
          "kind": "triage",
          "meeting": null,
          "members": [],
          "name": "triage",
          "next": null,
          "projects": [],
          "since": "2026-03-28",
          "until": null
        }
      ],
      "schema": 1
    }
    [exit status: 0]
    "#);
    let log = sandbox.git_output(["log", "-6", "--format=%s", "refs/shepherd/store"]);
    insta::assert_snapshot!(log, @"
    circles: mona left calls
    circles: calls changed
    circles: triage added
    circles: kim joined calls
    circles: calls added
    people: zoe added
    ");
}

#[test]
fn a_circle_by_invitation_is_for_those_who_are_invited() {
    let sandbox = team();
    drop(
        circles(&sandbox, &["add", "leads", "--kind", "peer-support", "--by-invitation", "--invite", "zoe"]).success(),
    );
    insta::assert_snapshot!(circles(&sandbox, &["join", "leads", "--as", "kim"]), @"
    ------- stderr -------
    error: the circle leads is by invitation, and @kim was not invited
    help: somebody in it invites them: `shepherd circles set leads --invite kim`
    [exit status: 5]
    ");
    drop(circles(&sandbox, &["join", "leads", "--as", "zoe"]).success());
    drop(circles(&sandbox, &["set", "leads", "--invite", "kim"]).success());
    drop(circles(&sandbox, &["join", "leads", "--as", "kim"]).success());
    let leads = recorded(&sandbox, "circles/leads.toml");
    assert!(leads.contains("members = [\"mona\", \"zoe\", \"kim\"]"), "{leads}");
}

#[test]
fn nobody_to_meet_is_told() {
    let sandbox = team();
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--kind", "triage"]), @"
    ------- stderr -------
    There are not two people who are interested and whose time zone is known.
    hint: `shepherd people set LOGIN --interest triage --timezone ZONE` says both
    from the records alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`); not known: who triages issues
    [exit status: 0]
    ");
    drop(sandbox.shepherd(["people", "set", "zoe", "--clear", "timezone"]).success());
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--person", "zoe", "--person", "kim"]), @"
    ------- stderr -------
    There are not two people who are interested and whose time zone is known.
    hint: `shepherd people set LOGIN --interest peer-support --timezone ZONE` says both
    hint: it is not known where the clock of @zoe is: `shepherd people set zoe --timezone ZONE`
    [exit status: 0]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--person", "mona", "--person", "kim", "--waking", "9-12"]), @"
    awake together  each day
    @mona @kim      never
    ------- stderr -------
    No time suits @mona, @kim together with somebody who is left.
    [exit status: 0]
    ");
}
