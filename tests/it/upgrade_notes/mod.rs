//! `shepherd upgrade-notes`: what people who upgrade must know, with its sources.

mod bad_input;
mod github;
mod write;

use crate::support::Sandbox;

/// A `pyproject.toml` that needs these.
pub(super) fn manifest(python: &str, sqlalchemy: &str) -> String {
    format!(
        "[project]\nname = \"hello\"\nrequires-python = \"{python}\"\ndependencies = [\n    \"sqlalchemy{sqlalchemy}\",\n    \
         \"tornado>=5.1\",\n]\n"
    )
}

/// A project whose 2.0.0 asks something of those who upgrade.
pub(super) fn project() -> Sandbox {
    unreleased().tag("2.0.0")
}

/// The same before that release.
pub(super) fn unreleased() -> Sandbox {
    let (old, new) = (manifest(">=3.8", ">=1.1"), manifest(">=3.10", ">=1.4.1"));
    Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .commit_files("Begin", &[("pyproject.toml", &old), ("hello/alembic/versions/1111_base.py", "x = 1\n")])
        .tag("1.0.0")
        .pull_request(11, "mona/parser", "BREAK: the parser is *strict* for @everyone")
        .pull_request_files(12, "octocat/python", "MAINT: newer Python", &[("pyproject.toml", &new)])
        .pull_request_files(
            13,
            "hubot/scopes",
            "ENH: scopes",
            &[
                ("hello/alembic/versions/2222_scopes.py", "x = 2\n"),
                ("tests/package.json", "{\"engines\": {\"node\": \">=18\"}}"),
            ],
        )
        .squash(
            14,
            "feat!: drop the old API\n\nBREAKING CHANGE: `hello.old` is gone,\nuse `hello.new`\nSigned-off-by: Ann",
        )
        .pull_request(15, "mona/docs", "DOC: say more")
}

#[test]
fn the_page_names_the_source_of_each_note() {
    insta::assert_snapshot!(project().shepherd(["upgrade-notes"]), @r"
    # Upgrading to version 2

    ## 2.0.0

    This is the way from 1.0.0 to 2.0.0.

    ### Breaking changes

    - **BREAK: the parser is \*strict\* for `@everyone`** ([#11](https://github.com/octo/hello/pull/11)) <!-- shepherd: note 11 -->

      **TODO**: say what changes for those who upgrade, and what they have to do. Ask `@mona`.

    - **feat!: drop the old API** ([218d3cc](https://github.com/octo/hello/commit/218d3cc4655577b4e3dea636d7eaee0991baff13)) <!-- shepherd: note 218d3cc46555 -->

      > `hello.old` is gone,
      > use `hello.new`

    ### Minimum versions

    - **Python `>=3.10` is required, it was `>=3.8`** ([#12](https://github.com/octo/hello/pull/12), `pyproject.toml:3`) <!-- shepherd: note python -->

      **TODO**: say what those do who run an older one. Ask `@octocat`.

    ### Dependencies

    - **`sqlalchemy` `>=1.4.1` is required, it was `>=1.1`** ([#12](https://github.com/octo/hello/pull/12), `pyproject.toml:5`) <!-- shepherd: note dependency:python:sqlalchemy -->

      **TODO**: say what it means for those who upgrade, or delete this line if it means nothing. Ask `@octocat`.

    ### Database migrations

    - **New database migration `2222_scopes.py`** ([#13](https://github.com/octo/hello/pull/13), `hello/alembic/versions/2222_scopes.py:1`) <!-- shepherd: note migration:hello/alembic/versions/2222_scopes.py -->

      **TODO**: say what it changes, how to run it, and whether there is a way back. Ask `@hubot`.
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    5 upgrade notes: 4 to be written
    [exit status: 0]
    ");
}

#[test]
fn the_list_is_short() {
    insta::assert_snapshot!(project().shepherd(["upgrade-notes", "-q", "2.0.0", "--format", "list"]), @r"
    - BREAK: the parser is \*strict\* for `@everyone` ([#11](https://github.com/octo/hello/pull/11)) **TODO**: say what changes for those who upgrade, and what they have to do (ask `@mona`)
    - feat!: drop the old API ([218d3cc](https://github.com/octo/hello/commit/218d3cc4655577b4e3dea636d7eaee0991baff13)): `hello.old` is gone, use `hello.new`
    - Python `>=3.10` is required, it was `>=3.8` ([#12](https://github.com/octo/hello/pull/12)) **TODO**: say what those do who run an older one (ask `@octocat`)
    - `sqlalchemy` `>=1.4.1` is required, it was `>=1.1` ([#12](https://github.com/octo/hello/pull/12)) **TODO**: say what it means for those who upgrade, or delete this line if it means nothing (ask `@octocat`)
    - New database migration `2222_scopes.py` ([#13](https://github.com/octo/hello/pull/13)) **TODO**: say what it changes, how to run it, and whether there is a way back (ask `@hubot`)
    [exit status: 0]
    ");
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is one snapshot")]
fn programs_read_json() {
    insta::assert_snapshot!(project().shepherd(["upgrade-notes", "-q", "1.0.0..2.0.0", "--json"]), @r#"
    {
      "schema": 1,
      "range": {
        "base": "1.0.0",
        "head": "2.0.0",
        "from": "1.0.0",
        "to": "2.0.0",
        "past": [],
        "base_commit": "7152b023c2af2dc13670d5f08fddec5f5e5a5eef",
        "head_commit": "6261a9c340b248339b1a3aaa1a5e6a35d8cb6069"
      },
      "items": [
        {
          "kind": "breaking",
          "title": "BREAK: the parser is *strict* for @everyone",
          "text": null,
          "todo": "say what changes for those who upgrade, and what they have to do",
          "ask": [
            "mona"
          ],
          "ask_names": [],
          "sources": [
            {
              "pull_request": 11
            }
          ]
        },
        {
          "kind": "breaking",
          "title": "feat!: drop the old API",
          "text": "`hello.old` is gone,\nuse `hello.new`",
          "todo": null,
          "ask": [],
          "ask_names": [
            "Mona Maintainer"
          ],
          "sources": [
            {
              "commit": "218d3cc4655577b4e3dea636d7eaee0991baff13"
            }
          ]
        },
        {
          "kind": "minimum-version",
          "title": "Python `>=3.10` is required, it was `>=3.8`",
          "text": null,
          "todo": "say what those do who run an older one",
          "ask": [
            "octocat"
          ],
          "ask_names": [],
          "sources": [
            {
              "pull_request": 12
            },
            {
              "file": "pyproject.toml",
              "line": 3,
              "before": ">=3.8",
              "after": ">=3.10"
            }
          ]
        },
        {
          "kind": "dependency",
          "title": "`sqlalchemy` `>=1.4.1` is required, it was `>=1.1`",
          "text": null,
          "todo": "say what it means for those who upgrade, or delete this line if it means nothing",
          "ask": [
            "octocat"
          ],
          "ask_names": [],
          "sources": [
            {
              "pull_request": 12
            },
            {
              "file": "pyproject.toml",
              "line": 5,
              "before": ">=1.1",
              "after": ">=1.4.1"
            }
          ]
        },
        {
          "kind": "migration",
          "title": "New database migration `2222_scopes.py`",
          "text": null,
          "todo": "say what it changes, how to run it, and whether there is a way back",
          "ask": [
            "hubot"
          ],
          "ask_names": [],
          "sources": [
            {
              "pull_request": 13
            },
            {
              "file": "hello/alembic/versions/2222_scopes.py",
              "line": 1,
              "before": null,
              "after": "2222_scopes.py"
            }
          ]
        }
      ],
      "unread": []
    }
    [exit status: 0]
    "#);
}

#[test]
fn a_range_with_nothing_to_say_says_so() {
    let sandbox = Sandbox::new()
        .commit_files("Begin", &[("pyproject.toml", &manifest(">=3.8", ">=1.1"))])
        .tag("1.0.0")
        .commit_files("Write it anew", &[("pyproject.toml", &manifest(">= 3.8", " >= 1.1"))])
        .commit("Fix a thing");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes"]), @"
    # Upgrading

    ## Unreleased

    These notes are about all that came after 1.0.0.

    Nothing in this range asks for an upgrade note.
    ------- stderr -------
    from git alone: no remote names a project on GitHub
    nothing between 1.0.0 and HEAD asks for an upgrade note
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "-q", "--format", "list"]), @"[exit status: 0]");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "-q", "--json"]), @r#"
    {
      "schema": 1,
      "range": {
        "base": "1.0.0",
        "head": "HEAD",
        "from": "1.0.0",
        "to": null,
        "past": [],
        "base_commit": "845b1e7ac77bafe3a21a6215fb88f446f418b959",
        "head_commit": "19b6f3267d97dcac5bb548170c95a1196ceca6a9"
      },
      "items": [],
      "unread": []
    }
    [exit status: 0]
    "#);
}

#[test]
fn options_that_went_are_told_where_a_rule_says_how_they_look() {
    let rule = "[[upgrade.option]]\nfiles = ['hello/*.py']\npattern = '\"(--[a-z-]+)\"'\n\n[[upgrade.option]]\nwhat = 'configuration key'\n\
                files = ['config.md']\npattern = 'c\\.(\\w+\\.\\w+)'\n";
    let sandbox = Sandbox::new()
        .commit_files(
            "Begin",
            &[
                (".shepherd.toml", rule),
                ("hello/cli.py", "add(\"--old-name\", int)\nadd(\"--gone\")\nadd(\"--moved\")\n"),
                ("config.md", "`c.Hello.port`\n\n`c.Hello.ip`\n"),
            ],
        )
        .tag("1.0.0")
        .pull_request_files(
            2,
            "mona/options",
            "Tidy up",
            &[
                ("hello/cli.py", "add(\"--new-name\", int)\n"),
                ("hello/more.py", "add(\n    \"--moved\",\n)\n"),
                ("config.md", "`c.Hello.port`\n"),
            ],
        );
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "-q"]), @"
    # Upgrading

    ## Unreleased

    These notes are about all that came after 1.0.0.

    ### Options and configuration keys

    - **The configuration key `Hello.ip` is not there any more** (#2, `config.md:3`) <!-- shepherd: note configuration%20key:Hello.ip -->

      **TODO**: say what to write instead. Ask `@mona`.

    - **The option `--gone` is not there any more** (#2, `hello/cli.py:2`) <!-- shepherd: note option:-%2Dgone -->

      **TODO**: say what to write instead. Ask `@mona`.

    - **The option `--old-name` is not there any more, and `--new-name` stands in its place** (#2, `hello/cli.py:1`) <!-- shepherd: note option:-%2Dold-name -->

      **TODO**: say what to write instead. Ask `@mona`.
    [exit status: 0]
    ");
}

#[test]
fn releases_on_the_way_are_named() {
    let sandbox = Sandbox::new()
        .commit("Begin")
        .tag("1.0.0")
        .squash(2, "BREAK: a")
        .tag("2.0.0")
        .squash(3, "BREAK: b")
        .tag("3.0.0");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "-q", "1.0.0..3.0.0"]), @"
    # Upgrading to version 3

    ## 3.0.0

    This is the way from 1.0.0 to 3.0.0. It leads past 2.0.0, whose own notes hold as well.

    ### Breaking changes

    - **BREAK: a** (#2) <!-- shepherd: note 2 -->

      **TODO**: say what changes for those who upgrade, and what they have to do. Ask Mona Maintainer.

    - **BREAK: b** (#3) <!-- shepherd: note 3 -->

      **TODO**: say what changes for those who upgrade, and what they have to do. Ask Mona Maintainer.
    [exit status: 0]
    ");
}

#[test]
fn help_shows_the_way() {
    insta::assert_snapshot!(Sandbox::new().env("COLUMNS", "80").shepherd(["upgrade-notes", "-h"]), @r#"
    Draft the upgrade notes of a range: what people who upgrade must know and do

    Usage: shepherd upgrade-notes [OPTIONS] [RANGE]

    Arguments:
      [RANGE]  A..B, A.. (to HEAD), ..B (from the first commit), or B (from the
               release before it) [default: HEAD]

    Options:
          --version <VERSION>  The version that the head is going to be, where it
                               has no tag yet
      -h, --help               Print help (see more with '--help')

    The page:
          --write [<FILE>]  Write the notes into FILE, keeping what people wrote
                            [default: upgrading-vN.md]
          --check [<FILE>]  Exit 1 while FILE lacks a note of the range, or a TODO
                            stands in it
          --adopt           With --write: add what is missing to a section that
                            people wrote
          --no-adopt        With --write: only report what is missing from a section
                            that people wrote

    How it looks:
          --format <FORMAT>  How to print it: a page, one line each for the
                             changelog, or JSON [default: markdown] [possible
                             values: markdown, list, json]
          --json             Short for --format json

    Where changes come from:
          --offline
              Do not ask GitHub, even where there is a token
          --github
              Fail where GitHub cannot be asked, instead of working from git alone
          --project <OWNER/NAME>
              The project on GitHub [default: what the remote says]
          --remote <NAME>
              The remote of the project [default: upstream, else origin]
          --tag-pattern <REGEX>
              Which tags are releases: a regular expression whose group `version` is
              the version
          --pull-request-pattern <REGEX>
              One more place where commit messages name their pull request: a
              regular expression whose group `number` is it
          --patience <SECONDS>
              How long all requests to GitHub together may take, waiting for limits
              included [default: 60]

    Global options:
          --repo <DIR>     Work on the repository that holds DIR instead of the
                           current folder
          --config <FILE>  Read the configuration from FILE [default:
                           .shepherd.toml, where it is found]
      -q, --quiet          Say nothing but results, warnings and errors
      -v, --verbose        Say also why: totals, where settings come from
          --color <WHEN>   Colour results and messages: auto (as NO_COLOR,
                           CLICOLOR_FORCE and the terminal say), always or never
                           [possible values: auto, always, never]
          --no-pager       Show long results as they are, not through the pager that
                           $SHEPHERD_PAGER, git or $PAGER names

    The table `[upgrade]` of `.shepherd.toml` says where migrations and options are;
    the section "Configuration" of the README describes it.

    Examples:
      shepherd upgrade-notes                        what upgrading to HEAD asks for
      shepherd upgrade-notes 4.1.6..5.0.0           from one release to another
      shepherd upgrade-notes --version 5.0.0 --write
                                                    draft or update the page
      shepherd upgrade-notes --version 5.0.0 --check
                                                    is there still a TODO in it?
      shepherd upgrade-notes --format list          one line each, for a changelog
      shepherd upgrade-notes --json                 for programs
    [exit status: 0]
    "#);
}

#[test]
fn options_are_followed_where_their_file_moves() {
    let rule = "[[upgrade.option]]\nwhat = 'configuration key'\nfiles = ['conf/hello.toml']\n\
                pattern = '^(?<key>[a-z_]+) ='\n";
    let keys = "port = 1\nhost = 2\nname = 3\nuser = 4\npath = 5\n";
    let sandbox = Sandbox::new()
        .commit_files("Begin", &[(".shepherd.toml", rule), ("conf/hello.toml", keys)])
        .tag("1.0.0")
        .commit_files("Copy it", &[("etc/hello.toml", keys)])
        .git(["rm", "-q", "conf/hello.toml"])
        .git(["commit", "-qm", "Move it"]);
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "-q", "--format", "list"]), @"[exit status: 0]");
    let sandbox = sandbox.commit_files("Drop a key", &[("etc/hello.toml", &keys.replace("host = 2\n", ""))]);
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "-q", "--format", "list"]), @"
    - The configuration key `host` is not there any more (35af0be) **TODO**: say what to write instead (ask Mona Maintainer)
    [exit status: 0]
    ");
    let sandbox = sandbox.git(["rm", "-q", "etc/hello.toml"]).git(["commit", "-qm", "Away"]);
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "-q", "--format", "list"]), @"
    - `conf/hello.toml`, which had 5 configuration keys, is not there any more (4c327ab) **TODO**: say what to write instead (ask Mona Maintainer)
    [exit status: 0]
    ");
}
