//! What is said of a person by flags, and by hand.

use super::{people, recorded, team, write_records};

#[test]
fn all_of_a_person_is_said_by_flags() {
    let sandbox = team();
    let flags = [
        "--timezone",
        "europe/lisbon",
        "--consent",
        "--active-from",
        "2026-01-01",
        "--capacity-releases",
        "1",
        "--capacity-mentees",
        "2",
        "--interest",
        "releasing",
        "--interest",
        "peer-support",
        "--affiliation",
        "acme 2020-01-01..2025-12-31",
        "--affiliation",
        "octo labs 2026-01-01..",
        "--right",
        "pypi-owner",
        "--since",
        "2026-03-01",
        "--sponsored-by",
        "@mona",
        "--mentored-by",
        "mona",
    ];
    insta::assert_snapshot!(people(&sandbox, &[["set", "kim"].as_slice(), &flags].concat()), @"
    ------- stderr -------
    @kim is changed: Kim Newcomer; kim@example.org; pypi-owner; 1 key
    [exit status: 0]
    ");
    insta::assert_snapshot!(recorded(&sandbox, "people/kim.toml"), @r#"
    format = 1
    login = "kim"
    name = "Kim Newcomer"
    aliases = ["kim@example.org"]
    signing-keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFpIrUFE0j5g3hwwIQPnSSX0fIaH/rdoon1Xt9JYyRIA kim@laptop"]
    timezone = "Europe/Lisbon"
    consent = 2026-03-28
    active-from = 2026-01-01
    capacity = { releases = 1, mentees = 2 }
    interest = ["releasing", "peer-support"]

    [[affiliation]]
    organisation = "acme"
    from = 2020-01-01
    until = 2025-12-31

    [[affiliation]]
    organisation = "octo labs"
    from = 2026-01-01

    [[right]]
    name = "pypi-owner"
    project = "octo/hello"
    since = 2026-03-01
    sponsored-by = ["mona"]
    mentored-by = ["mona"]
    "#);
    insta::assert_snapshot!(people(&sandbox, &["list", "kim"]), @"
    @kim
    name           Kim Newcomer
    aliases        kim@example.org
    rung           observer: in no release yet
    next           watch 1, to be shadow
    rights         pypi-owner of octo/hello since 2026-03-01, sponsored by @mona, mentored by @mona
    organisations  acme 2020-01-01..2025-12-31, octo labs 2026-01-01..
    time zone      Europe/Lisbon
    takes part     2026-01-01..
    takes on       1 release at a time, 2 mentees at a time
    interest       releasing, peer-support
    keys           SHA256:T/n0aU+E8q+o9fWNbMAC+qGXkqXb5IH06LINmvwhSfI
    consent        since 2026-03-28
    [exit status: 0]
    ");
    let flags = [
        "--clear",
        "timezone",
        "--clear",
        "capacity-mentees",
        "--clear",
        "consent",
        "--remove-interest",
        "releasing",
        "--remove-affiliation",
        "acme",
        "--affiliation",
        "octo labs ..2026-06-30",
    ];
    drop(people(&sandbox, &[["set", "kim"].as_slice(), &flags].concat()).success());
    insta::assert_snapshot!(recorded(&sandbox, "people/kim.toml"), @r#"
    format = 1
    login = "kim"
    name = "Kim Newcomer"
    aliases = ["kim@example.org"]
    signing-keys = ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFpIrUFE0j5g3hwwIQPnSSX0fIaH/rdoon1Xt9JYyRIA kim@laptop"]
    active-from = 2026-01-01
    capacity = { releases = 1 }
    interest = ["peer-support"]

    [[affiliation]]
    organisation = "octo labs"
    from = 2026-01-01
    until = 2026-06-30

    [[right]]
    name = "pypi-owner"
    project = "octo/hello"
    since = 2026-03-01
    sponsored-by = ["mona"]
    mentored-by = ["mona"]
    "#);
}

#[test]
fn what_cannot_be_said_of_a_person_is_refused() {
    let sandbox = team();
    let set = |flags: &[&str]| people(&sandbox, &[["set", "kim"].as_slice(), flags].concat());
    insta::assert_snapshot!(set(&["--timezone", "Lisbon"]), @"
    ------- stderr -------
    error: `Lisbon` is no time zone
    help: did you mean `Europe/Lisbon`?
    [exit status: 2]
    ");
    insta::assert_snapshot!(set(&["--timezone", "Mars/Olympus"]), @"
    ------- stderr -------
    error: `Mars/Olympus` is no time zone
    help: write it as the time zone database does, such as `Europe/Lisbon` or `UTC`
    [exit status: 2]
    ");
    insta::assert_snapshot!(set(&["--consent", "yes"]), @"
    ------- stderr -------
    error: `--consent yes` is no day
    help: write it as `2026-03-28`
    [exit status: 2]
    ");
    insta::assert_snapshot!(set(&["--active-from", "2026-02-01", "--active-until", "2026-01-31"]), @"
    ------- stderr -------
    error: @kim would take part until 2026-01-31, before 2026-02-01
    help: nothing was changed
    [exit status: 2]
    ");
    insta::assert_snapshot!(set(&["--capacity-releases", "-1"]), @"
    ------- stderr -------
    error: invalid value '-1' for '--capacity-releases <N>': -1 is not in 0..=4294967295

    For more information, try '--help'.
    [exit status: 2]
    ");
    insta::assert_snapshot!(set(&["--affiliation", "acme", "--affiliation", "github 2026-01-01.."]), @"
    ------- stderr -------
    error: @kim would be with `acme` and `github 2026-01-01..` at once
    help: a record keeps one organisation for each person; end one before the other begins: `shepherd people set kim --affiliation 'acme ..DATE'`
    [exit status: 2]
    ");
    insta::assert_snapshot!(set(&["--affiliation", "acme 2026-02-30.."]), @"
    ------- stderr -------
    error: `2026-02-30` in `acme 2026-02-30..` is no day
    help: write the organisation, then the first and the last day: `'acme 2020-01-01..2022-12-31'`, `'acme 2020-01-01..'`
    [exit status: 2]
    ");
    insta::assert_snapshot!(set(&["--affiliation", "acme 2026-02-01..2026-01-01"]), @"
    ------- stderr -------
    error: `acme 2026-02-01..2026-01-01` ends before it begins
    help: write the organisation, then the first and the last day: `'acme 2020-01-01..2022-12-31'`, `'acme 2020-01-01..'`
    [exit status: 2]
    ");
    insta::assert_snapshot!(set(&["--remove-affiliation", "acme"]), @"
    ------- stderr -------
    error: @kim has no affiliation `acme`
    [exit status: 2]
    ");
    insta::assert_snapshot!(set(&["--interest", "many things"]), @"
    ------- stderr -------
    error: `many things` cannot be the name of an interest
    help: write it as one word, such as `releasing` or `mentoring`
    [exit status: 2]
    ");
    insta::assert_snapshot!(set(&["--right", "x", "--sponsored-by", "a b"]), @"
    ------- stderr -------
    error: `a b` is not a login of GitHub
    help: a login has letters, digits and single hyphens, at most 39
    [exit status: 2]
    ");
    insta::assert_snapshot!(set(&["--since", "2026-01-01"]), @"
    ------- stderr -------
    error: the following required arguments were not provided:
      --right <NAME>

    Usage: shepherd people set --right <NAME> --since <DATE> <LOGIN>

    For more information, try '--help'.
    [exit status: 2]
    ");
}

#[test]
fn every_mistake_of_every_file_is_told() {
    let sandbox = team();
    let files = [
        (
            "people/ann.toml",
            "format = 1\nlogin = \"ann\"\ntimezone = \"Europe/Lisbonn\"\nactive-from = 2026-03-01\nactive-until = \
             2026-02-01\ncapacity = { releases = -1 }\n\n[[affiliation]]\norganisation = \"acme\"\n\n[[affiliation]]\n\
             organisation = \"github\"\nfrom = 2026-01-01\n",
        ),
        (
            "people/zoe.toml",
            "format = 1\nlogin = \"zoe\"\naliases = [\n  \"kim@example.org\",\n]\ntime-zone = \"UTC\"\n",
        ),
        ("people/a_b.toml", "format = 1\nlogin = \"a_b\"\n"),
    ];
    write_records(&sandbox, &files);
    insta::assert_snapshot!(people(&sandbox, &["list"]), @"
    login  name             rights      keys
    @kim   Kim Newcomer                 1
    @mona  Mona Maintainer  maintainer  0
    @zoe                                0
    ------- stderr -------
    warning: only @mona is maintainer of octo/hello
    warning: `people/zoe.toml` in the store, line 6: `time-zone` is not known: did you mean `timezone`?
    hint: @kim, @mona, @zoe are listed, and no consent is recorded: ask, then `shepherd people set LOGIN --consent`, or `shepherd people forget LOGIN`
    warning: `people/ann.toml` in the store is damaged: line 3: `timezone` is no time zone: did you mean `Europe/Lisbon`?
    warning: `people/ann.toml` in the store is damaged: line 5: `active-until` is before `active-from`
    warning: `people/ann.toml` in the store is damaged: line 6: `capacity`: `releases` is no number from 0 on
    warning: `people/ann.toml` in the store is damaged: line 12: `[[affiliation]]` number 2: `organisation` holds on days of `acme`, and one holds at a time
    warning: @kim and @zoe both go by `kim@example.org` (`people/kim.toml` line 4 and `people/zoe.toml` line 4 in the store)
    error: `people/a_b.toml` in the store is damaged: line 2: `login` is not a login of GitHub
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- people/a_b.toml` shows how it came to be, and each state before
    help: `shepherd people edit a_b` opens it, and checks what you write
    [exit status: 3]
    ");
}
