//! `shepherd people`: the roster, and who mentors whom.
#![expect(clippy::too_many_lines, reason = "whole outputs are shown as they are")]

mod away;
mod bad_input;
#[cfg(unix)]
mod editing;
mod forget;
mod pairs;
mod roster;
mod standing;

use std::fmt::Write as _;

use crate::support::{Output, Sandbox};

const KIM_KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFpIrUFE0j5g3hwwIQPnSSX0fIaH/rdoon1Xt9JYyRIA kim@laptop";
const MONA_KEY: &str = "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBCZmhMkCNpxUDFeUmx4K++rbE3+jp8/mgwXmZpGzJeEMWv9I6djNu1blK2hn6PBpn/v+ksxuPCX4oij6XFK29ek= mona";

/// A project whose records hold @kim and @mona.
fn team() -> Sandbox {
    let sandbox = project();
    let people = [
        ["mona", "--name", "Mona Maintainer", "--alias", "mona@example.org", "--right", "maintainer"],
        ["kim", "--name", "Kim Newcomer", "--alias", "kim@example.org", "--key", KIM_KEY],
    ];
    for person in people {
        drop(sandbox.shepherd([&["people", "add"], person.as_slice()].concat()).success());
    }
    sandbox
}

fn project() -> Sandbox {
    Sandbox::new().commit("Start").remote("origin", "https://github.com/octo/hello.git")
}

fn people(sandbox: &Sandbox, arguments: &[&str]) -> Output {
    sandbox.shepherd([&["people"], arguments].concat())
}

/// Runs `shepherd people pair` as somebody.
fn pair(sandbox: &Sandbox, who: &str, arguments: &[&str]) -> Output {
    people(sandbox, &[&["pair", "--as", who], arguments].concat())
}

/// Returns a file of the records.
fn recorded(sandbox: &Sandbox, path: &str) -> String {
    sandbox.git_output(["show", &format!("refs/shepherd/store:{path}")])
}

/// Writes files into the records, as somebody does who knows git.
fn write_records(sandbox: &Sandbox, files: &[(&str, &str)]) {
    let mut stream = "commit refs/shepherd/store\ncommitter Ann <ann@example.org> 1774688400 +0000\ndata 5\nhands\n\
                      from refs/shepherd/store^0\n"
        .to_owned();
    for (path, text) in files {
        writeln!(stream, "M 100644 inline {path}\ndata {}\n{text}", text.len()).expect("a text takes all");
    }
    let output = sandbox.try_git(&["fast-import", "--quiet"], Some(stream.as_bytes()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn people_are_added_changed_and_listed() {
    let sandbox = project().write("kim.pub", format!("{KIM_KEY}\n"));
    insta::assert_snapshot!(people(&sandbox, &["list"]), @"
    ------- stderr -------
    Nobody is in the records yet.
    hint: `shepherd people add LOGIN` adds somebody; begin with yourself
    [exit status: 0]
    ");
    let kim = ["add", "@kim", "--name", "Kim Newcomer", "--alias", "kim@example.org", "--key", "kim.pub"];
    insta::assert_snapshot!(people(&sandbox, &kim), @"
    ------- stderr -------
    @kim is in the records now: Kim Newcomer; kim@example.org; 1 key
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &["add", "mona", "--right", "maintainer", "--right", "pypi-owner"]), @"
    ------- stderr -------
    @mona is in the records now: maintainer, pypi-owner
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &["set", "Mona", "--right", "maintainer", "--project", "octo/other"]), @"
    ------- stderr -------
    @mona is changed: maintainer (octo/hello), pypi-owner (octo/hello), maintainer
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &["list"]), @"
    login  name          rights                                           keys
    @kim   Kim Newcomer                                                   1
    @mona                maintainer, pypi-owner, maintainer (octo/other)  0
    ------- stderr -------
    warning: only @mona is maintainer of octo/hello
    warning: only @mona is pypi-owner of octo/hello
    warning: only @mona is maintainer of octo/other
    hint: @kim, @mona are listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or `shepherd people forget LOGIN`
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &["list", "--json"]), @r#"
    {
      "loads": [],
      "pairings": [],
      "people": [
        {
          "active_from": null,
          "active_until": null,
          "affiliations": [],
          "aliases": [
            "kim@example.org"
          ],
          "capacity": {
            "mentees": null,
            "releases": null
          },
          "consent": null,
          "evidence": {
            "led_alone": 0,
            "led_with_mentor": 0,
            "mentored": 0,
            "sponsored": 0,
            "watched": 0
          },
          "interest": [],
          "is_active": true,
          "keys": [
            {
              "comment": "kim@laptop",
              "fingerprint": "SHA256:T/n0aU+E8q+o9fWNbMAC+qGXkqXb5IH06LINmvwhSfI",
              "key": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFpIrUFE0j5g3hwwIQPnSSX0fIaH/rdoon1Xt9JYyRIA kim@laptop",
              "kind": "ssh-ed25519"
            }
          ],
          "last_led": null,
          "login": "kim",
          "mentees": 0,
          "name": "Kim Newcomer",
          "next": {
            "releases": 1,
            "rung": "shadow"
          },
          "organisation": null,
          "rights": [],
          "rung": "observer",
          "show": [],
          "timezone": ""
        },
        {
          "active_from": null,
          "active_until": null,
          "affiliations": [],
          "aliases": [],
          "capacity": {
            "mentees": null,
            "releases": null
          },
          "consent": null,
          "evidence": {
            "led_alone": 0,
            "led_with_mentor": 0,
            "mentored": 0,
            "sponsored": 0,
            "watched": 0
          },
          "interest": [],
          "is_active": true,
          "keys": [],
          "last_led": null,
          "login": "mona",
          "mentees": 0,
          "name": "",
          "next": {
            "releases": 1,
            "rung": "shadow"
          },
          "organisation": null,
          "rights": [
            {
              "mentored_by": [],
              "name": "maintainer",
              "project": "octo/hello",
              "since": null,
              "sponsored_by": []
            },
            {
              "mentored_by": [],
              "name": "pypi-owner",
              "project": "octo/hello",
              "since": null,
              "sponsored_by": []
            },
            {
              "mentored_by": [],
              "name": "maintainer",
              "project": "octo/other",
              "since": null,
              "sponsored_by": []
            }
          ],
          "rung": "observer",
          "show": [],
          "timezone": ""
        }
      ],
      "project": "octo/hello",
      "schema": 1,
      "sole_holders": [
        {
          "could": [],
          "login": "mona",
          "project": "octo/hello",
          "right": "maintainer"
        },
        {
          "could": [],
          "login": "mona",
          "project": "octo/hello",
          "right": "pypi-owner"
        },
        {
          "could": [],
          "login": "mona",
          "project": "octo/other",
          "right": "maintainer"
        }
      ],
      "strangers": [],
      "succession": []
    }
    ------- stderr -------
    warning: only @mona is maintainer of octo/hello
    warning: only @mona is pypi-owner of octo/hello
    warning: only @mona is maintainer of octo/other
    hint: @kim, @mona are listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or `shepherd people forget LOGIN`
    [exit status: 0]
    "#);
    insta::assert_snapshot!(recorded(&sandbox, "people/kim.toml"), @r#"
    format = 1
    login = "kim"
    name = "Kim Newcomer"
    aliases = ["kim@example.org"]
    signing-keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFpIrUFE0j5g3hwwIQPnSSX0fIaH/rdoon1Xt9JYyRIA kim@laptop"]
    "#);
    let log = sandbox.git_output(["log", "--format=%an <%ae> %s", "refs/shepherd/store"]);
    insta::assert_snapshot!(log, @"
    Mona Maintainer <mona@example.org> people: Mona changed
    Mona Maintainer <mona@example.org> people: mona added
    Mona Maintainer <mona@example.org> people: kim added
    ");
    let quiet = people(&sandbox, &["add", "zoe", "--quiet"]);
    insta::assert_snapshot!(quiet, @"[exit status: 0]");
}

#[test]
fn changes_leave_what_people_wrote() {
    let sandbox = team();
    let text = format!(
        "# The laptop was new in March.\nformat = 1\nlogin = 'kim'\nname = 'Kim' # for short\n\
         timezone = 'Europe/Lisbon'\naliases = [\n  'kim@example.org', # at home\n]\nsigning-keys = ['{KIM_KEY}']\n\n\
         # Asked for in the call.\n[[right]]\nname = 'maintainer'\nproject = 'octo/hello'\nmood = 'good'\n"
    );
    write_records(&sandbox, &[("people/kim.toml", &text)]);
    let digits = "d4be 1234 d4be 1234 d4be  1234 d4be 1234 d4be 1234";
    let flags = ["--alias", "kim@work.example", "--key", digits, "--remove-key", KIM_KEY, "--right", "pypi-owner"];
    insta::assert_snapshot!(people(&sandbox, &[["set", "kim"].as_slice(), &flags].concat()), @"
    ------- stderr -------
    @kim is changed: Kim; kim@example.org, kim@work.example; maintainer, pypi-owner; 1 key
    [exit status: 0]
    ");
    insta::assert_snapshot!(recorded(&sandbox, "people/kim.toml"), @r#"
    # The laptop was new in March.
    format = 1
    login = 'kim'
    name = 'Kim' # for short
    timezone = 'Europe/Lisbon'
    aliases = [
      'kim@example.org', # at home
      "kim@work.example",
    ]
    signing-keys = ["D4BE1234D4BE1234D4BE1234D4BE1234D4BE1234"]

    # Asked for in the call.
    [[right]]
    name = 'maintainer'
    project = 'octo/hello'
    mood = 'good'

    [[right]]
    name = "pypi-owner"
    project = "octo/hello"
    "#);
    let flags = ["--remove-alias", "KIM@example.org", "--remove-right", "pypi-owner", "--name", "Kim Newcomer"];
    insta::assert_snapshot!(people(&sandbox, &[["set", "kim"].as_slice(), &flags].concat()), @"
    ------- stderr -------
    @kim is changed: Kim Newcomer; kim@work.example; maintainer; 1 key
    [exit status: 0]
    ");
    insta::assert_snapshot!(recorded(&sandbox, "people/kim.toml"), @r#"
    # The laptop was new in March.
    format = 1
    login = 'kim'
    name = "Kim Newcomer" # for short
    timezone = 'Europe/Lisbon'
    aliases = [
      # at home
      "kim@work.example",
    ]
    signing-keys = ["D4BE1234D4BE1234D4BE1234D4BE1234D4BE1234"]

    # Asked for in the call.
    [[right]]
    name = 'maintainer'
    project = 'octo/hello'
    mood = 'good'
    "#);
    insta::assert_snapshot!(people(&sandbox, &["set", "kim", "--name", "Kim Newcomer"]), @"
    ------- stderr -------
    @kim is so already: Kim Newcomer; kim@work.example; maintainer; 1 key
    [exit status: 0]
    ");
}

#[test]
fn who_i_am_is_known_by_my_address() {
    let sandbox = team().env("GIT_AUTHOR_EMAIL", "kim@example.org");
    insta::assert_snapshot!(people(&sandbox, &["pair"]), @"
    ------- stderr -------
    @kim has no mentor and no mentee.
    hint: `shepherd people pair LOGIN --ask` asks somebody to be your mentor
    [exit status: 0]
    ");
}
