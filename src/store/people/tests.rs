//! People as files.

use super::*;
use crate::core::people::Right;

const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFpIrUFE0j5g3hwwIQPnSSX0fIaH/rdoon1Xt9JYyRIA kim@laptop";

#[test]
fn a_person_is_read() {
    let text = format!(
        "format = 1\nlogin = \"octocat\"\nname = \"Mona\"\ntimezone = \"Europe/Lisbon\"\n\
         aliases = [\"mona@example.org\"]\nsigning-keys = [\"{KEY}\"]\n\
         [[right]]\nname = \"pypi-owner\"\nproject = \"octo/hello\"\nsince = 2014-09-01\nsponsored-by = [\"ann\"]\n\
         [[right]]\nname = \"maintainer\"\nproject = \"octo/other\"\nmentored-by = [\"zoe\"]\n"
    );
    let texts = |text: &str| vec![text.to_owned()];
    let right =
        |name: &str, project: &str| Right { name: name.to_owned(), project: project.to_owned(), ..Right::default() };
    let expected = Person {
        login: "octocat".to_owned(),
        name: "Mona".to_owned(),
        aliases: texts("mona@example.org"),
        rights: vec![
            Right {
                since: Some("2014-09-01".parse().unwrap()),
                sponsored_by: texts("ann"),
                ..right("pypi-owner", "octo/hello")
            },
            Right { mentored_by: texts("zoe"), ..right("maintainer", "octo/other") },
        ],
        keys: vec![KEY.parse().unwrap()],
        timezone: "Europe/Lisbon".to_owned(),
        ..Person::default()
    };
    assert_eq!(read("people/octocat.toml", &text).unwrap(), Some(expected));
}

#[test]
fn files_that_are_wrong_are_told() {
    let with = |lines: &str| format!("format = 1\nlogin = \"octocat\"\n{lines}\n");
    let cases = [
        ("format = 1\n".to_owned(), "`login` is missing"),
        ("format = 1\nlogin = \"mona\"\n".to_owned(), "line 2: `login` is not what the file is named after"),
        (with("aliases = 1"), "line 3: `aliases` is no list of texts"),
        (with("signing-keys = \"x\""), "line 3: `signing-keys` is no list of texts"),
        (
            with("signing-keys = [\"x\"]"),
            "line 3: `signing-keys` holds no key: it is neither an SSH public key nor an OpenPGP fingerprint",
        ),
        (with("[[right]]\nname = \"x\""), "line 3: `[[right]]` number 1: `project` is missing"),
        ("login = \"octocat\"\n".to_owned(), "it has no `format`, which is a number from 1"),
    ];
    for (text, reason) in cases {
        let error = read("people/octocat.toml", &text).unwrap_err().to_string();
        assert_eq!(error, format!("`people/octocat.toml` in the store is damaged: {reason}"));
    }
    let error = read("people/a--b.toml", "format = 1\nlogin = \"a--b\"\n").unwrap_err().to_string();
    assert!(error.ends_with("`login` is not a login of GitHub"), "{error}");
    let newer = "format = 2\nlogin = \"octocat\"\nsigning-keys = [1]\n[[right]]\nto = \"x\"\n";
    assert_eq!(read("people/octocat.toml", newer).unwrap().unwrap().rights, []);
    assert_eq!(read("people/octocat.toml", "format = 2\nuser = \"octocat\"\n").unwrap(), None);
}

fn written(text: &str, edit: impl FnOnce(&mut Person)) -> String {
    let before = read("people/kim.toml", text).unwrap().unwrap();
    let mut after = before.clone();
    edit(&mut after);
    let text = changed("people/kim.toml", text, &before, &after).unwrap();
    assert_eq!(read("people/kim.toml", &text).unwrap(), Some(after), "{text}");
    text
}

fn right(name: &str) -> Right {
    Right { name: name.to_owned(), project: "octo/hello".to_owned(), ..Right::default() }
}

#[test]
fn somebody_new_is_written() {
    let kim = Person {
        login: "kim".to_owned(),
        name: "Kim \"K\" Newcomer".to_owned(),
        aliases: vec!["kim@example.org".to_owned()],
        rights: vec![Right {
            since: Some("2026-03-28".parse().unwrap()),
            sponsored_by: vec!["mona".to_owned()],
            ..right("maintainer")
        }],
        keys: vec![KEY.parse().unwrap()],
        ..Person::default()
    };
    let text = new(&kim).unwrap();
    insta::assert_snapshot!(text, @r#"
    format = 1
    login = "kim"
    name = 'Kim "K" Newcomer'
    aliases = ["kim@example.org"]
    signing-keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFpIrUFE0j5g3hwwIQPnSSX0fIaH/rdoon1Xt9JYyRIA kim@laptop"]

    [[right]]
    name = "maintainer"
    project = "octo/hello"
    since = 2026-03-28
    sponsored-by = ["mona"]
    "#);
    assert_eq!(read("people/kim.toml", &text).unwrap(), Some(kim));
    let nobody = Person { login: "kim".to_owned(), ..Person::default() };
    assert_eq!(new(&nobody).unwrap(), "format = 1\nlogin = \"kim\"\n");
}

#[test]
fn what_people_wrote_stays() {
    let old = format!(
        "# Ours.\nformat = 1\nlogin = 'kim' # she\nname = 'Kim' # for short\ntimezone = 'Europe/Lisbon'\n\
         aliases = [\n  'kim@example.org', # at home\n]\nsigning-keys = ['{KEY}'] # the laptop\n\n\
         # Since the summer.\n[[right]]\nname = 'maintainer'\nproject = 'octo/hello'\nmood = 'good'\n\n\
         [[right]]\nname = 'pypi-owner'\nproject = 'octo/hello'\n\n[away]\nfrom = 2026-08-01\n# The end.\n"
    );
    assert_eq!(written(&old, |_| {}), old);
    let text = written(&old, |kim| {
        kim.name = "Kim Newcomer".to_owned();
        kim.aliases.push("kim-old".to_owned());
        kim.keys.push("d4be1234".repeat(5).parse().unwrap());
        kim.rights = vec![right("maintainer"), right("docker-owner")];
    });
    insta::assert_snapshot!(text, @r#"
    # Ours.
    format = 1
    login = 'kim' # she
    name = "Kim Newcomer" # for short
    timezone = 'Europe/Lisbon'
    aliases = [
      'kim@example.org', # at home
      "kim-old",
    ]
    signing-keys = ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFpIrUFE0j5g3hwwIQPnSSX0fIaH/rdoon1Xt9JYyRIA kim@laptop', "D4BE1234D4BE1234D4BE1234D4BE1234D4BE1234"] # the laptop

    # Since the summer.
    [[right]]
    name = 'maintainer'
    project = 'octo/hello'
    mood = 'good'

    [[right]]
    name = "docker-owner"
    project = "octo/hello"

    [away]
    from = 2026-08-01
    # The end.
    "#);
    let gone = written(&old, |kim| (kim.aliases, kim.keys, kim.rights) = (Vec::new(), Vec::new(), Vec::new()));
    for part in ["# Ours.", "# she", "# for short", "# at home", "# the laptop", "[away]", "# The end."] {
        assert!(gone.contains(part), "`{part}` is lost: {gone}");
    }
}

#[test]
fn a_list_in_place_of_tables_is_not_rewritten() {
    let text = "format = 1\nlogin = \"kim\"\nright = [{ name = \"x\", project = \"a/b\" }]\n";
    let before = read("people/kim.toml", text).unwrap().unwrap();
    let after = Person { rights: Vec::new(), ..before.clone() };
    let error = changed("people/kim.toml", text, &before, &after).unwrap_err().to_string();
    assert!(error.ends_with("`right` is to be written as `[[right]]`"), "{error}");
}

#[test]
fn every_mistake_is_told_with_its_line() {
    let told = |text: &str| {
        let found = reading("people/kim.toml", text);
        let mistakes = found.mistakes.iter().map(ToString::to_string);
        mistakes.map(|line| line.replace("`people/kim.toml` in the store is damaged: ", "")).collect::<Vec<_>>()
    };
    let text = "format = 1\nlogin = \"kim\"\nname = 7\ntimezone = \"Lisbon\"\nconsent = \"yes\"\n\
                active-from = 2026-03-01\nactive-until = 2026-02-01\ncapacity = { releases = -1, mentees = 2 }\n\
                interest = \"all\"\n\n\
                [[affiliation]]\norganisation = \"acme\"\nfrom = 2022-01-01\nuntil = 2021-01-01\n\n\
                [[affiliation]]\norganisation = \"github\"\nfrom = 2022-01-01\n\n\
                [[affiliation]]\norganisation = \"octo\"\nfrom = 2025-06-01\n\n\
                [[affiliation]]\nfrom = 2026-06-01\n\n\
                [[right]]\nname = \"maintainer\"\nproject = \"octo/hello\"\nsponsored-by = [\"a b\"]\n";
    insta::assert_snapshot!(told(text).join("\n"), @"
    line 3: `name` is no text
    line 4: `timezone` is no time zone: did you mean `Europe/Lisbon`?
    line 5: `consent` is no date such as 2026-03-28
    line 7: `active-until` is before `active-from`
    line 8: `capacity`: `releases` is no number from 0 on
    line 9: `interest` is no list of texts
    line 14: `[[affiliation]]` number 1: `until` is before `from`
    line 21: `[[affiliation]]` number 3: `organisation` holds on days of `github 2022-01-01..`, and one holds at a time
    line 24: `[[affiliation]]` number 4: `organisation` is missing
    line 30: `[[right]]` number 1: `sponsored-by` holds `a b`, which is not a login of GitHub
    ");
    assert_eq!(reading("people/kim.toml", text).found, None);
    let broken = "format = 1\nlogin = \"kim\nname = Kim\naliases = [\"a@b\"]\n[[right]\nname = \"x\"\n";
    insta::assert_snapshot!(told(broken).join("\n"), @r#"
    line 2: invalid basic string, expected `"`
    line 3: string values must be quoted, expected literal string
    line 5: unclosed array table, expected `]`
    line 6: duplicate key
    "#);
}

#[test]
fn keys_that_look_misspelt_are_doubted() {
    let text = "format = 1\nlogin = \"kim\"\nalias = [\"x\"]\ntime-zone = \"UTC\"\nmood = \"good\"\n\
                capacity = { release = 1 }\n[[right]]\nname = \"x\"\nproject = \"a/b\"\nsponsored_by = [\"ann\"]\n";
    let found = reading("people/kim.toml", text);
    assert!(found.mistakes.is_empty() && found.found.is_some());
    insta::assert_snapshot!(found.doubts.join("\n"), @"
    `people/kim.toml` in the store, line 3: `alias` is not known: did you mean `aliases`?
    `people/kim.toml` in the store, line 4: `time-zone` is not known: did you mean `timezone`?
    `people/kim.toml` in the store, line 10: `[[right]]` number 1: `sponsored_by` is not known: did you mean `sponsored-by`?
    `people/kim.toml` in the store, line 6: `capacity`: `release` is not known: did you mean `releases`?
    ");
}

#[test]
fn what_is_said_of_a_person_is_written_where_it_stands() {
    let old = "format = 1\nlogin = 'kim'\n# Where she lives.\ntimezone = 'Europe/Lisbon' # since May\n\
               capacity = { releases = 1 } # for now\n\n# Her first job.\n[[affiliation]]\norganisation = 'acme' # inc\n\
               from = 2020-01-01\n\n[[right]]\nname = 'maintainer'\nproject = 'octo/hello'\n# hers\n";
    let day = |text: &str| text.parse().ok();
    let text = written(old, |kim| {
        kim.timezone = "Europe/Oslo".to_owned();
        (kim.consent, kim.active_from) = (day("2026-03-28"), day("2026-01-01"));
        (kim.capacity.releases, kim.capacity.mentees) = (None, Some(2));
        kim.interest = vec!["mentoring".to_owned()];
        kim.affiliations[0].until = day("2026-03-31");
        kim.affiliations.push("github 2026-04-01..".parse().unwrap());
        kim.rights[0].since = day("2026-02-01");
        kim.rights[0].sponsored_by = vec!["mona".to_owned()];
    });
    insta::assert_snapshot!(text, @r#"
    format = 1
    login = 'kim'
    # Where she lives.
    timezone = "Europe/Oslo" # since May
    capacity = { mentees = 2 } # for now
    consent = 2026-03-28
    active-from = 2026-01-01
    interest = ["mentoring"]

    # Her first job.
    [[affiliation]]
    organisation = 'acme' # inc
    from = 2020-01-01
    until = 2026-03-31

    [[affiliation]]
    organisation = "github"
    from = 2026-04-01

    [[right]]
    name = 'maintainer'
    project = 'octo/hello'
    since = 2026-02-01
    sponsored-by = ["mona"]
    # hers
    "#);
    let text = written(&text, |kim| {
        *kim = Person { login: "kim".to_owned(), ..Person::default() };
    });
    insta::assert_snapshot!(text, @"
    format = 1
    login = 'kim'
    # Where she lives.
    # since May
    # for now
    interest = []
    # hers
    ");
}
