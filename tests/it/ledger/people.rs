//! Who is who: one person is counted once, whatever they are called, and nobody's address is in the records.

use super::{ledger, recorded, write_records};
use crate::support::Sandbox;

/// A project with one commit.
fn start() -> Sandbox {
    Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("Ann Other", "ann@example.org")
        .commit("A")
}

/// Imports, and returns who cut each release, by tag, and the whole record of the store.
fn cut(sandbox: &Sandbox, arguments: &[&str]) -> Vec<String> {
    let output = ledger(sandbox, &[&["import", "--dry-run", "--json", "--offline"], arguments].concat());
    let found = output.json();
    let one = |release: &serde_json::Value| {
        let people = |role: &str| {
            let people = release[role].as_array().expect("a list").iter().filter_map(|who| who.as_str());
            people.collect::<Vec<_>>().join(" + ")
        };
        format!(
            "{}: {} | {} | {}",
            release["tag"],
            people("released_by"),
            people("mentored_by"),
            people("sponsored_by")
        )
        .replace('"', "")
    };
    found["releases"].as_array().expect("a list").iter().rev().map(one).collect()
}

#[test]
fn trailers_name_each_person_once() {
    let sandbox = start()
        .tag_by_author("1.0.0", "A\n\nReleased-by: kim\nMentored-by:\nSponsored-by: ann")
        .tag_by_author("1.0.1", "A\n\nReleased-by: Kim Newcomer <2+kim@users.noreply.github.com>")
        .tag_by_author("1.0.2", "A\n\nReleased-by: C++ Team\nMentored-by: Doe, Jane <jane@example.org>")
        .tag_by_author("1.0.3", "A\n\nReleased-by: KIM");
    assert_eq!(
        cut(&sandbox, &[]),
        ["1.0.0: kim |  | ann", "1.0.1: kim |  | ", "1.0.2: C++ Team | Doe, Jane | ", "1.0.3: kim |  | "]
    );
    // What was imported agrees with the tags, though they say it otherwise.
    drop(ledger(&sandbox, &["import", "--yes", "--offline"]).success());
    drop(sandbox.shepherd(["record", "1.0.1", "--mentored-by", "zoe", "--amend"]).success());
    drop(ledger(&sandbox, &["verify"]).success());
}

#[test]
fn no_address_is_in_the_records() {
    let sandbox = start()
        .author("Mona", "mona@private-home.org")
        .tag_by_author("1.0.0", "A")
        .author("zoe@private-home.org", "zoe@private-home.org")
        .tag_by_author("1.0.1", "A")
        .author("Ann Other", "ann@example.org")
        .tag_by_author("1.0.2", "A\n\nReleased-by: <kim+release@example.org>\nMentored-by: mona@private-home.org");
    let table = "| Version | By |\n|---|---|\n| 1.0.1 | Zoe zoe@private-home.org |\n";
    let sandbox = sandbox.write("t.md", table);
    assert_eq!(
        cut(&sandbox, &[]),
        ["1.0.0: Mona (no login) |  | ", "1.0.1: zoe (no login) |  | ", "1.0.2: kim+release | Mona (no login) | "]
    );
    drop(ledger(&sandbox, &["import", "--yes", "--offline", "--table", "t.md"]).success());
    let text = recorded(&sandbox, "releases/octo/hello.toml");
    assert!(!text.contains('@') && text.contains("released-by = [\"Zoe (no login)\"]"), "{text}");
    let again = ledger(&sandbox, &["import", "--yes", "--offline", "--table", "t.md"]).success();
    assert!(again.stderr().contains("nothing is new"), "{again}");
    // Once the login is known, the name becomes it.
    drop(sandbox.shepherd(["people", "add", "monalisa", "--alias", "mona@private-home.org"]).success());
    drop(ledger(&sandbox, &["import", "--yes", "--offline"]).success());
    let text = recorded(&sandbox, "releases/octo/hello.toml");
    assert!(text.contains("released-by = [\"monalisa\"]") && !text.contains("Mona ("), "{text}");
}

#[test]
fn the_mailmap_joins_whatever_the_case() {
    let sandbox = start()
        .commit_files("Map", &[(".mailmap", "Mona Lisa <mona@example.org> <MONA@Home.example.org>\n")])
        .author("Mo", "Mona@HOME.example.org")
        .tag_by_author("1.0.0", "A");
    assert_eq!(cut(&sandbox, &[]), ["1.0.0: Mona Lisa |  | "]);
}

#[test]
fn one_login_has_one_spelling() {
    let table = "| Version | By | Mentor |\n|---|---|---|\n| 1.0.0 | Kim | @Mona |\n| 1.0.1 | kim | mona |\n\
                 | 1.0.2 | @KIM | MONA |\n";
    let sandbox = start().tag("1.0.0").tag("1.0.1").tag("1.0.2").write("t.md", table);
    assert_eq!(
        cut(&sandbox, &["--table", "t.md"]),
        ["1.0.0: KIM | Mona | ", "1.0.1: KIM | Mona | ", "1.0.2: KIM | Mona | "]
    );
}

#[test]
fn no_program_is_counted() {
    let mut sandbox = start();
    let names = ["actions-user", "gitlab-ci-token", "GoReleaser", "ReleaseBot", "azure-pipelines", "TeamCity", "CI"];
    let more = ["ci-user", "CircleCI Builds", "bors", "conda-forge-admin"];
    for (place, name) in names.iter().chain(&more).enumerate() {
        sandbox = sandbox.author(name, "x@example.org").tag_by_author(&format!("1.0.{place}"), "A");
    }
    let found = cut(&sandbox, &[]);
    assert!(found.iter().all(|release| release.ends_with(":  |  | ")), "{found:#?}");
}

#[test]
fn projects_are_found_whatever_their_case() {
    let sandbox = start().tag_by_author("1.0.0", "A");
    drop(ledger(&sandbox, &["import", "--yes", "--offline"]).success());
    let sandbox = sandbox.git(["remote", "set-url", "origin", "https://github.com/Octo/Hello.git"]);
    let output = ledger(&sandbox, &["import", "--yes", "--offline"]).success();
    assert!(output.stderr().contains("nothing is new: 1 release recorded so already"), "{output}");
    drop(sandbox.shepherd(["record", "2.0.0", "--released-by", "kim", "--date", "2026-03-01"]).success());
    let listed = ledger(&sandbox, &["list", "--json", "--project", "OCTO/HELLO"]).json();
    assert_eq!(listed["releases"].as_array().map(Vec::len), Some(2));
    let files = sandbox.git_output(["ls-tree", "-r", "--name-only", "refs/shepherd/store"]);
    assert_eq!(files.lines().filter(|file| file.starts_with("releases/")).count(), 1, "{files}");
}

#[test]
fn a_person_who_is_nobody_is_told() {
    let sandbox = start().tag_by_author("1.0.0", "A");
    let given = ["import", "--dry-run", "--offline", "--person", "Typo=kim", "--person", "ann@example.org=ann"];
    let output = ledger(&sandbox, &given).success();
    assert!(output.stderr().contains("warning: `--person 'Typo=…'` is of nobody who is named anywhere\n"), "{output}");
    assert_eq!(output.stderr().matches("is of nobody").count(), 1, "{output}");
}

#[test]
fn what_is_damaged_is_told_before_anything_is_written() {
    let sandbox = start().tag_by_author("1.0.0", "A");
    drop(sandbox.shepherd(["people", "add", "kim"]).success());
    write_records(
        &sandbox,
        &[("people/zoe.toml", "format = 1\nlogin = 7\n"), ("people/bo.toml", "format = 1\nlogin = [\n")],
    );
    let before = sandbox.git_output(["rev-parse", "refs/shepherd/store"]);
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--offline"]), @"
    ------- stderr -------
    warning: `people/zoe.toml` in the store is damaged: line 2: `login` is no text
    error: `people/bo.toml` in the store is damaged: line 2: unclosed array, expected `]`
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- people/bo.toml` shows how it came to be, and each state before
    help: `shepherd people edit bo` opens it, and checks what you write
    help: nothing was written
    [exit status: 3]
    ");
    let output = sandbox.shepherd(["record", "1.0.0", "--released-by", "kim"]).failure(3);
    assert!(output.stderr().contains("people/zoe.toml") && output.stderr().contains("people/bo.toml"), "{output}");
    assert_eq!(sandbox.git_output(["rev-parse", "refs/shepherd/store"]), before);
    let one = |login: &str| format!("format = 1\nlogin = \"{login}\"\naliases = [\"x@example.org\"]\n");
    write_records(&sandbox, &[("people/zoe.toml", &one("zoe")), ("people/bo.toml", &one("bo"))]);
    insta::assert_snapshot!(ledger(&sandbox, &["import", "--yes", "--offline"]), @"
    ------- stderr -------
    error: @bo and @zoe both go by `x@example.org` (`people/bo.toml` line 3 and `people/zoe.toml` line 3 in the store)
    help: what is known by it could be either's: take it from one of them, for example `shepherd people set zoe --remove-alias x@example.org`
    help: nothing was written
    [exit status: 3]
    ");
    drop(sandbox.shepherd(["record", "1.0.0", "--released-by", "kim"]).failure(3));
}
