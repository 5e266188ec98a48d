//! The page: drafted, edited by people, drafted again, checked.

use super::{manifest, project};

const WRITE: [&str; 5] = ["upgrade-notes", "-q", "1.0.0..HEAD", "--version", "2.0.0"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&WRITE[..], more].concat()
}

#[test]
fn the_page_is_written_and_a_second_run_changes_nothing() {
    let sandbox = project();
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "--write"]), @"");
    let once = sandbox.read("upgrading-v2.md");
    insta::assert_snapshot!(once, @"");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "--write"]), @"");
    assert_eq!(sandbox.read("upgrading-v2.md"), once);
}

#[test]
fn what_people_wrote_stays_and_what_they_deleted_stays_away() {
    let sandbox = project();
    drop(sandbox.shepherd(with(&["--write", "docs/up.md"])).success());
    let page = sandbox.read("docs/up.md");
    let line = |start: &str| page.lines().find(|line| line.contains(start)).unwrap().to_owned();
    let python = page
        .replace("**TODO**: say what those do who run an older one. Ask `@octocat`.", "Python 3.8 has gone; stay on 1.x until yours is newer.")
        .replace(&line("2222_scopes"), "- Run `hello upgrade-db`. <!-- shepherd: note migration:hello/alembic/versions/2222_scopes.py -->");
    let (before, rest) = python.split_once(&line("`sqlalchemy`")).unwrap();
    let (_, after) = rest.split_once("### Database").unwrap();
    let edited = format!("{before}\n### Database{after}");
    let sandbox = sandbox.write("docs/up.md", &edited).squash(16, "BREAK: one more");
    insta::assert_snapshot!(sandbox.shepherd(with(&["--write", "docs/up.md"])), @"");
    let again = sandbox.read("docs/up.md");
    insta::assert_snapshot!(similar::TextDiff::from_lines(edited.as_str(), again.as_str()).unified_diff().context_radius(1).to_string(), @"");
    drop(sandbox.shepherd(with(&["--write", "docs/up.md"])).success());
    assert_eq!(sandbox.read("docs/up.md"), again);
}

#[test]
fn check_finds_what_is_missing_and_what_is_left_to_write() {
    let sandbox = project();
    insta::assert_snapshot!(sandbox.shepherd(with(&["--check"])), @"");
    drop(sandbox.shepherd(with(&["--write"])).success());
    insta::assert_snapshot!(sandbox.shepherd(with(&["--check"])), @"");
    insta::assert_snapshot!(sandbox.shepherd(with(&["--check", "--json"])), @"");
    let done = sandbox.read("upgrading-v2.md").lines().filter(|line| !line.contains("TODO")).collect::<Vec<_>>().join("\n");
    let sandbox = sandbox.write("upgrading-v2.md", done);
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "--check"]), @"");
    let sandbox = sandbox.squash(16, "BREAK: one more");
    insta::assert_snapshot!(sandbox.shepherd(with(&["--check"])), @"");
}

#[test]
fn a_page_has_a_section_for_each_version() {
    let sandbox = project();
    drop(sandbox.shepherd(["upgrade-notes", "-q", "--write"]).success());
    let sandbox =
        sandbox.commit_files("Newer again", &[("pyproject.toml", &manifest(">=3.11", ">=1.4.1"))]).tag("2.1.0");
    drop(sandbox.shepherd(["upgrade-notes", "-q", "--write"]).success());
    let page = sandbox.read("upgrading-v2.md");
    let headings: Vec<&str> = page.lines().filter(|line| line.starts_with('#')).collect();
    insta::assert_snapshot!(headings.join("\n"), @"");
}

#[test]
fn the_list_in_a_changelog_lists_no_change_twice() {
    let sandbox = project();
    drop(sandbox.shepherd(["changelog", "-q", "--write"]).success());
    let list = sandbox.shepherd(["upgrade-notes", "-q", "--format", "list"]).success().stdout().to_owned();
    let file = sandbox.read("CHANGELOG.md");
    let at = file.find("#### ").or_else(|| file.find("### ")).unwrap();
    let level = file[at..].split(' ').next().unwrap();
    let pasted = format!("{}{level} Upgrade notes\n\n{list}\n{}", &file[..at], &file[at..]);
    let sandbox = sandbox.write("CHANGELOG.md", &pasted);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--write"]), @"");
    assert_eq!(sandbox.read("CHANGELOG.md"), pasted);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--check"]), @"");
}
