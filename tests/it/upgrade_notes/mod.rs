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
            &[("hello/alembic/versions/2222_scopes.py", "x = 2\n"), ("tests/package.json", "{\"engines\": {\"node\": \">=18\"}}")],
        )
        .squash(14, "feat!: drop the old API\n\nBREAKING CHANGE: `hello.old` is gone,\nuse `hello.new`\nSigned-off-by: Ann")
        .pull_request(15, "mona/docs", "DOC: say more")
        .tag("2.0.0")
}

#[test]
fn the_page_names_the_source_of_each_note() {
    insta::assert_snapshot!(project().shepherd(["upgrade-notes"]), @"");
}

#[test]
fn the_list_is_short() {
    insta::assert_snapshot!(project().shepherd(["upgrade-notes", "-q", "2.0.0", "--format", "list"]), @"");
}

#[test]
fn programs_read_json() {
    insta::assert_snapshot!(project().shepherd(["upgrade-notes", "-q", "1.0.0..2.0.0", "--json"]), @"");
}

#[test]
fn a_range_with_nothing_to_say_says_so() {
    let sandbox = Sandbox::new()
        .commit_files("Begin", &[("pyproject.toml", &manifest(">=3.8", ">=1.1"))])
        .tag("1.0.0")
        .commit_files("Write it anew", &[("pyproject.toml", &manifest(">= 3.8", " >= 1.1"))])
        .commit("Fix a thing");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes"]), @"");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "-q", "--format", "list"]), @"");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "-q", "--json"]), @"");
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
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "-q"]), @"");
}

#[test]
fn releases_on_the_way_are_named() {
    let sandbox = Sandbox::new().commit("Begin").tag("1.0.0").squash(2, "BREAK: a").tag("2.0.0").squash(3, "BREAK: b").tag("3.0.0");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "-q", "1.0.0..3.0.0"]), @"");
}

#[test]
fn help_shows_the_way() {
    insta::assert_snapshot!(Sandbox::new().env("COLUMNS", "80").shepherd(["upgrade-notes", "-h"]), @"");
}
