//! Releases that a table of the project tells of.

use super::{ledger, project};

const TABLE: &str = "# Releases\n\n| Version | Date | Release manager | Mentor | Notes |\n|---|---|---|---|---|\n\
    | 1.0.0 | 2026-03-01 | @zoe | @mona | long |\n| v1.1.1 | 2026-03-01 | Kim Newcomer | - | |\n\
    | 3.0.0 | 2027-01-01 | TBD | | |\n";

#[test]
fn a_table_is_trusted_more_than_a_tag() {
    let sandbox = project().write("releases.md", TABLE);
    let table = ["import", "--dry-run", "--table", "releases.md", "--verbose"];
    insta::assert_snapshot!(ledger(&sandbox, &table), @"
    date        tag       kind         released by  helped                     known by
    2026-03-01  2.0.0rc1  pre-release  @ann         mentor @mona; shadow @kim  trailer
    2026-03-01  1.1.1     patch        @kim                                    table
    2026-03-01  1.1.0     minor        @kim                                    bump (low)
    2026-03-01  1.0.0     major        @zoe         mentor @mona               table
    2026-03-01  0.1.0     minor        Mona Lisa                               tagger
    ------- stderr -------
    configuration: none, so the defaults hold
    releases.md: 2 of 3 rows of the table are about tags that are here
    warning: releases.md: left out is what has no tag here, 1 row of the table: 3.0.0 (line 7)
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`); so of 1 release it is not known who merged the pull request, started the workflow or published it on GitHub
    known by: trailer 1, table 2, tagger 1, bump 1
    @ann
    @kim: Kim Newcomer (the same name); Kim Newcomer <7+kim@users.noreply.github.com> (GitHub's own address of the login)
    @mona
    @zoe
    Ann Other (no login is known): Ann Other <ann@example.org>
    Mona Lisa (no login is known): Mona <mona@home.example.org> (.mailmap); Mona Lisa <mona@example.org> (the same name)
    bots, who are not counted: release-bot (2)
    1.0.0: notes: long
    1.0.0: table says @zoe, and tagger says Mona Lisa
    2.0.0rc1: trailer says @ann, and tagger says Ann Other
    hint: of 2 people no login is known; `shepherd people add LOGIN --alias ann@example.org` or `--person 'Ann Other=LOGIN'` says it
    mentors and sponsors are not known of 3 releases, as nothing tells them: `--mentored-by TAG=LOGIN`, `--sponsored-by TAG=LOGIN`
    5 releases of octo/hello would be recorded; nothing was written
    [exit status: 0]
    ");
}

#[test]
fn a_table_that_comes_later_replaces_what_was_guessed() {
    let sandbox = project().write("releases.md", TABLE);
    drop(ledger(&sandbox, &["import", "--yes"]).success());
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--table", "releases.md"]), @"
    date        tag    kind   released by  helped        known by
    2026-03-01  1.1.1  patch  @kim                       table
    2026-03-01  1.0.0  major  @zoe         mentor @mona  table
    ------- stderr -------
    warning: releases.md: left out is what has no tag here, 1 row of the table: 3.0.0 (line 7)
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`); so of 1 release it is not known who merged the pull request, started the workflow or published it on GitHub
    known by: table 2
    @ann
    @kim: Kim Newcomer (the same name); Kim Newcomer <7+kim@users.noreply.github.com> (GitHub's own address of the login)
    @mona
    @zoe
    Ann Other (no login is known): Ann Other <ann@example.org>
    Mona Lisa (no login is known): Mona <mona@home.example.org> (.mailmap); Mona Lisa <mona@example.org> (the same name)
    bots, who are not counted: release-bot (2)
    1.0.0: Mona Lisa becomes @zoe (table)
    1.1.1: nobody is known becomes @kim (table)
    1.0.0: mentored-by: mona; notes: long
    hint: of 2 people no login is known; `shepherd people add LOGIN --alias ann@example.org` or `--person 'Ann Other=LOGIN'` says it
    mentors and sponsors are not known of 1 release, as nothing tells them: `--mentored-by TAG=LOGIN`, `--sponsored-by TAG=LOGIN`
    recorded: more about 2 releases of octo/hello
    [exit status: 0]
    ");
    let again = ledger(&sandbox, &["import", "--yes", "--table", "releases.md", "--json"]).json();
    assert_eq!((again["releases"].as_array().map(Vec::len), &again["differences"]), (Some(0), &serde_json::json!([])));
    // And without the table again, what it said stays.
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes"]), @"
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`); so of 1 release it is not known who merged the pull request, started the workflow or published it on GitHub
    1.0.0: the record says released-by zoe (table), and Mona Lisa (tagger) was found; the record stays
    nothing is new: 4 releases recorded so already, and 1 otherwise
    [exit status: 0]
    ");
}

#[test]
fn columns_can_be_named() {
    let sandbox = project().write("t.md", "| Wrangler | What |\n|---|---|\n| @zoe | 1.0.0 |\n");
    let arguments = [
        "import",
        "--dry-run",
        "--json",
        "--table",
        "t.md",
        "--column",
        "released-by=Wrangler",
        "--column",
        "version=what",
    ];
    let found = ledger(&sandbox, &arguments).json();
    let of = |tag: &str| {
        let found = found["releases"].as_array().expect("a list").iter().find(|release| release["tag"] == tag);
        found.expect("it is there").clone()
    };
    assert_eq!((&of("1.0.0")["released_by"], &of("1.0.0")["source"]), (&serde_json::json!(["zoe"]), &"table".into()));
}

#[test]
fn odd_tables_are_told_with_file_and_line() {
    let sandbox = project()
        .write("odd.md", "| Version | By |\n|---|---|\n| 1.0.0 | @zoe | x |\n")
        .write("other.md", "Text.\n\n| Number | Person |\n|---|---|\n| 1.0.0 | @zoe |\n")
        .write("twice.md", "| Version | By |\n|---|---|\n| 1.0 | @zoe |\n| 1.0.0 | @ann |\n")
        .write("none.md", "No table.\n");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--table", "odd.md"]), @r"
    ------- stderr -------
    error: odd.md:3: the row has 3 cells, and the head of the table has 2
    help: a `|` within a cell is written as `\|`; nothing was written
    [exit status: 3]
    ");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--table", "other.md"]), @"
    ------- stderr -------
    error: other.md:3: no column of the table is recognised as `version`
    help: its columns are `Number`, `Person`
    help: say which it is with `--column version=HEAD`
    [exit status: 3]
    ");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--table", "twice.md"]), @"
    ------- stderr -------
    error: twice.md:4: 1.0.0 stands in line 3 already
    help: mend the row; nothing was written
    [exit status: 3]
    ");
    let sandbox = sandbox
        .write("kind.md", "| Version | By | Type |\n|---|---|---|\n| 1.0 | @zoe | weird |\n")
        .write("sec.md", "| Version | By | Security |\n|---|---|---|\n| 1.0 | @zoe | maybe |\n");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--table", "kind.md", "--column", "kind=Type"]), @"
    ------- stderr -------
    error: kind.md:3: `weird` in the column `kind` is none of major, minor, patch, pre-release and security
    help: mend the row; nothing was written
    [exit status: 3]
    ");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--table", "sec.md"]), @"
    ------- stderr -------
    error: sec.md:3: `maybe` in the column `security` is neither yes nor no
    help: mend the row; nothing was written
    [exit status: 3]
    ");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--table", "none.md"]), @"
    ------- stderr -------
    error: none.md holds no Markdown table
    help: it is to look like `| Version | Released by |`, then `|---|---|`, then a row for each release
    [exit status: 3]
    ");
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--table", "missing.md"]), @"
    ------- stderr -------
    error: `[REPO]/missing.md` does not exist
    help: check the name, and the folder it is looked for in
    [exit status: 3]
    ");
    insta::assert_snapshot!(
        ledger(&sandbox, &["import", "--yes", "--table", "other.md", "--column", "people=Person"]), @"
    ------- stderr -------
    error: `--column people=Person`: `people` names no column
    help: write it as COLUMN=HEAD; the columns are version, released-by, mentored-by, sponsored-by, shadowed-by, kind, security, notes
    [exit status: 2]
    ");
    insta::assert_snapshot!(
        ledger(&sandbox, &["import", "--yes", "--table", "other.md", "--column", "version=Nr"]), @"
    ------- stderr -------
    error: other.md:3: the table has no column `Nr`
    help: its columns are `Number`, `Person`
    [exit status: 3]
    ");
    assert!(!sandbox.git_output(["for-each-ref"]).contains("shepherd"));
}

#[test]
fn what_a_table_adds_is_shown() {
    let map = "<1+mona@users.noreply.github.com> Mo <mo@old.example>\n";
    let log = "# Changes\n\n## 2.0.0 (2026-03-01) @vee prepared by @zed\n\n- all\n";
    let sandbox = crate::support::Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("Mo", "mo@old.example")
        .commit_files("Start", &[(".mailmap", map), ("CHANGELOG.md", log)])
        .tag_by_author("1.0.0", "First")
        .commit("More")
        .tag_by_author("2.0.0", "Second")
        .write("t.md", "| Version | By | Security | Notes |\n|-|-|-|-|\n| 1.0.0 | Mo | yes | long |\n");
    drop(ledger(&sandbox, &["import", "--yes", "--offline"]).success());
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--dry-run", "--offline", "--table", "t.md"]), @"
    date        tag    kind             released by  known by
    2026-03-01  1.0.0  major, security  @mona        tagger
    ------- stderr -------
    known by: tagger 1
    @mona: Mo (the same name); Mo <mo@old.example> (GitHub's own address of the login, .mailmap)
    @vee
    1.0.0: security: yes; notes: long
    mentors and sponsors are not known of 1 release, as nothing tells them: `--mentored-by TAG=LOGIN`, `--sponsored-by TAG=LOGIN`
    more about 1 release of octo/hello would be recorded; nothing was written
    [exit status: 0]
    ");
    insta::assert_snapshot!(ledger(&sandbox, &["list", "--tag", "v2.0"]), @"
    date        tag    kind   released by  known by
    2026-03-01  2.0.0  major  @vee         changelog
    [exit status: 0]
    ");
}
