//! The page: drafted, edited by people, drafted again, checked.

use super::{manifest, project, unreleased};

const WRITE: [&str; 5] = ["upgrade-notes", "-q", "1.0.0..HEAD", "--version", "2.0.0"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&WRITE[..], more].concat()
}

#[test]
fn the_page_is_written_and_a_second_run_changes_nothing() {
    let sandbox = project();
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "--write"]), @"
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    upgrading-v2.md: added the section
    upgrading-v2.md: added #11, 218d3cc46555, python, dependency:python:sqlalchemy, migration:hello/alembic/versions/2222_scopes.py
    5 upgrade notes: 4 to be written
    [exit status: 0]
    ");
    let once = sandbox.read("upgrading-v2.md");
    insta::assert_snapshot!(once, @r#"
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

    <!-- shepherd: base 1 {"heading": ["", "d6ad826f3411"], "part:": ["", "ba3125c56fc9"], "note:11": ["breaking", "a0cc5267b2c6"], "note:218d3cc46555": ["breaking", "fd866d940fef"], "note:python": ["minimum-version", "a46dffa2f090"], "note:dependency:python:sqlalchemy": ["dependency", "604b3458f42d"], "note:migration:hello/alembic/versions/2222_scopes.py": ["migration", "9def578601be"]} -->
    "#);
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "--write"]), @"
    ------- stderr -------
    from git alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    upgrading-v2.md is up to date
    5 upgrade notes: 4 to be written
    [exit status: 0]
    ");
    assert_eq!(sandbox.read("upgrading-v2.md"), once);
}

#[test]
fn what_people_wrote_stays_and_what_they_deleted_stays_away() {
    let sandbox = unreleased();
    drop(sandbox.shepherd(with(&["--write", "up.md"])).success());
    let page = sandbox.read("up.md");
    let line = |start: &str| page.lines().find(|line| line.contains(start)).unwrap().to_owned();
    let python = page
        .replace(
            "**TODO**: say what those do who run an older one. Ask `@octocat`.",
            "Python 3.8 has gone; stay on 1.x until yours is newer.",
        )
        .replace(
            &line("2222_scopes"),
            "- Run `hello upgrade-db`. <!-- shepherd: note migration:hello/alembic/versions/2222_scopes.py -->",
        );
    let (before, rest) = python.split_once(&line("`sqlalchemy`")).unwrap();
    let (_, after) = rest.split_once("### Database").unwrap();
    let edited = format!("{before}\n### Database{after}");
    let sandbox = sandbox.write("up.md", &edited).squash(16, "BREAK: one more");
    insta::assert_snapshot!(sandbox.shepherd(with(&["--write", "up.md"])), @"[exit status: 0]");
    let again = sandbox.read("up.md");
    insta::assert_snapshot!(similar::TextDiff::from_lines(edited.as_str(), again.as_str()).unified_diff().context_radius(1).to_string(), @r#"
    @@ -12,2 +12,6 @@
     
    +- **BREAK: one more** ([#16](https://github.com/octo/hello/pull/16)) <!-- shepherd: note 16 -->
    +
    +  **TODO**: say what changes for those who upgrade, and what they have to do. Ask Mona Maintainer.
    +
     - **feat!: drop the old API** ([218d3cc](https://github.com/octo/hello/commit/218d3cc4655577b4e3dea636d7eaee0991baff13)) <!-- shepherd: note 218d3cc46555 -->
    @@ -32,2 +36,2 @@
     
    -<!-- shepherd: base 1 {"heading": ["", "d6ad826f3411"], "part:": ["", "ba3125c56fc9"], "note:11": ["breaking", "a0cc5267b2c6"], "note:218d3cc46555": ["breaking", "fd866d940fef"], "note:python": ["minimum-version", "a46dffa2f090"], "note:dependency:python:sqlalchemy": ["dependency", "604b3458f42d"], "note:migration:hello/alembic/versions/2222_scopes.py": ["migration", "9def578601be"]} -->
    +<!-- shepherd: base 1 {"heading": ["", "d6ad826f3411"], "part:": ["", "ba3125c56fc9"], "note:11": ["breaking", "a0cc5267b2c6"], "note:16": ["breaking", "3513658a365a"], "note:218d3cc46555": ["breaking", "fd866d940fef"], "note:python": ["minimum-version", "a46dffa2f090"], "note:dependency:python:sqlalchemy": ["dependency", "604b3458f42d"], "note:migration:hello/alembic/versions/2222_scopes.py": ["migration", "9def578601be"]} -->
    "#);
    drop(sandbox.shepherd(with(&["--write", "up.md"])).success());
    assert_eq!(sandbox.read("up.md"), again);
}

#[test]
fn check_finds_what_is_missing_and_what_is_left_to_write() {
    let sandbox = unreleased();
    insta::assert_snapshot!(sandbox.shepherd(with(&["--check"])), @"
    missing #11
    missing 218d3cc46555
    missing python
    missing dependency:python:sqlalchemy
    missing migration:hello/alembic/versions/2222_scopes.py
    ------- stderr -------
    error: upgrading-v2.md is not there, and so are not the notes for 2.0.0
    help: `shepherd upgrade-notes --version 2.0.0 --write` drafts them
    [exit status: 1]
    ");
    drop(sandbox.shepherd(with(&["--write"])).success());
    insta::assert_snapshot!(sandbox.shepherd(with(&["--check"])), @"
    todo    #11 (line 11)
    todo    python (line 22)
    todo    dependency:python:sqlalchemy (line 28)
    todo    migration:hello/alembic/versions/2222_scopes.py (line 34)
    ------- stderr -------
    error: upgrading-v2.md is not done for 2.0.0: 4 to be written
    help: replace each TODO with what people have to know, or delete the note if it is nothing to them
    [exit status: 1]
    ");
    insta::assert_snapshot!(sandbox.shepherd(with(&["--check", "--json"])), @r#"
    {
      "missing": [],
      "schema": 1,
      "section": 3,
      "todo": [
        {
          "key": "11",
          "line": 11
        },
        {
          "key": "python",
          "line": 22
        },
        {
          "key": "dependency:python:sqlalchemy",
          "line": 28
        },
        {
          "key": "migration:hello/alembic/versions/2222_scopes.py",
          "line": 34
        }
      ]
    }
    ------- stderr -------
    error: upgrading-v2.md is not done for 2.0.0: 4 to be written
    help: replace each TODO with what people have to know, or delete the note if it is nothing to them
    [exit status: 1]
    "#);
    let done =
        sandbox.read("upgrading-v2.md").lines().filter(|line| !line.contains("TODO")).collect::<Vec<_>>().join("\n");
    let sandbox = sandbox.write("upgrading-v2.md", done);
    insta::assert_snapshot!(sandbox.shepherd(with(&["--check"])), @"[exit status: 0]");
    let sandbox = sandbox.squash(16, "BREAK: one more");
    insta::assert_snapshot!(sandbox.shepherd(with(&["--check"])), @"
    missing #16
    ------- stderr -------
    error: upgrading-v2.md is not done for 2.0.0: 1 missing
    help: `shepherd upgrade-notes --version 2.0.0 --write` adds what is missing
    [exit status: 1]
    ");
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
    insta::assert_snapshot!(headings.join("\n"), @"
    # Upgrading to version 2
    ## 2.1.0
    ### Minimum versions
    ## 2.0.0
    ### Breaking changes
    ### Minimum versions
    ### Dependencies
    ### Database migrations
    ");
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
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--write"]), @"[exit status: 0]");
    assert_eq!(sandbox.read("CHANGELOG.md"), pasted);
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--check"]), @"[exit status: 0]");
}

#[test]
fn what_is_released_asks_for_no_notes_again() {
    let output = project().shepherd(["upgrade-notes", "--version", "2.1.0"]).success();
    assert!(output.stderr().contains("nothing between 2.0.0 and HEAD asks for an upgrade note"), "{output}");
}
