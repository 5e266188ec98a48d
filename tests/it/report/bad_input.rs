//! What cannot be told, and what is mistyped.

use super::{report, team, write_records};

#[test]
fn days_run_forwards() {
    let sandbox = team();
    insta::assert_snapshot!(report(&sandbox, &["--since", "2026-01-02", "--until", "2026-01-01"]), @"
    ------- stderr -------
    error: the first day, 2026-01-02, is after the last, 2026-01-01
    help: `--since` and `--until` take a day each, such as 2026-03-28
    [exit status: 2]
    ");
    insta::assert_snapshot!(report(&sandbox, &["--since", "yesterday"]), @"
    ------- stderr -------
    error: invalid value 'yesterday' for '--since <DATE>': failed to parse four digit integer as year: invalid digit, expected 0-9 but got y

    For more information, try '--help'.
    [exit status: 2]
    ");
}

#[test]
fn an_organisation_may_be_mistyped() {
    insta::assert_snapshot!(report(&team(), &["--offline", "--organisation", "Work"]), @"
    octo/hello, 2025-03-29 to 2026-03-28: 7 releases, with 1 pre-release

    Work
      releases performed      0 of 7
      releases helped         0 of 7
      pull requests reviewed  not known
      contributors returned   not known
      issues triaged          not known
      new maintainers         0 of 1
    ------- stderr -------
    warning: nobody in the records is or was with `Work`
    hint: did you mean `Works`?
    from the records alone: --offline
    not known: pull requests reviewed, contributors returned, issues triaged
    [exit status: 0]
    ");
}

#[test]
fn github_that_was_asked_for_must_answer() {
    insta::assert_snapshot!(report(&team(), &["--github"]), @"
    ------- stderr -------
    error: GitHub cannot be asked: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    help: without `--github`, the report is made from the records alone
    [exit status: 4]
    ");
}

#[test]
fn what_counts_as_triage_is_checked() {
    let sandbox = team().write(".shepherd.toml", "[report]\ntriage = ['labeled']\n");
    insta::assert_snapshot!(report(&sandbox, &["--offline"]), @"
    ------- stderr -------
    error: `labeled` is not one of the values
     --> .shepherd.toml:2:11
      |
    2 | triage = ['labeled']
      |           ^^^^^^^^^
    help: did you mean `labelled`?
    [exit status: 3]
    ");
    let sandbox = sandbox.write(".shepherd.toml", "[report]\nmaintainers = ['maintainer']\n");
    insta::assert_snapshot!(report(&sandbox, &["--offline"]), @"
    ------- stderr -------
    error: unknown key `maintainers`
     --> .shepherd.toml:2:1
      |
    2 | maintainers = ['maintainer']
      | ^^^^^^^^^^^
    help: did you mean `maintainer-rights`?
    [exit status: 3]
    ");
}

#[test]
fn a_list_of_what_counts_has_something_in_it() {
    let sandbox = team().write(".shepherd.toml", "[report]\ntriage = []\n");
    insta::assert_snapshot!(report(&sandbox, &["--offline"]), @"
    ------- stderr -------
    error: an empty list lets nothing count
     --> .shepherd.toml:2:10
      |
    2 | triage = []
      |          ^^
    help: leave it out for what counts by default, or name what counts
    [exit status: 3]
    ");
    let sandbox = sandbox.write(".shepherd.toml", "[report]\n\nmaintainer-rights = [\n]\n");
    insta::assert_snapshot!(report(&sandbox, &["--offline"]), @"
    ------- stderr -------
    error: an empty list lets nothing count
     --> .shepherd.toml:3:21
      |
    3 | maintainer-rights = [
      |                     ^
    help: leave it out for what counts by default, or name what counts
    [exit status: 3]
    ");
}

#[test]
fn an_organisation_has_a_name() {
    insta::assert_snapshot!(report(&team(), &["--offline", "--organisation", " "]), @"
    ------- stderr -------
    error: `--organisation` is empty
    help: name one as the roster does, or leave it out for a row of each
    [exit status: 2]
    ");
}

#[test]
fn what_cannot_be_read_is_named() {
    let sandbox = team();
    write_records(&sandbox, &[("runs/octo/hello/1.1.jsonl", "{\n")]);
    let output = report(&sandbox, &["--offline", "--organisation", "Uni"]);
    insta::assert_snapshot!(output, @"
    octo/hello, 2025-03-29 to 2026-03-28: 7 releases, with 1 pre-release

    Uni
      releases performed      3 of 7     1.1, 1.2, 2.0
      releases helped         4 of 7     1.0, 1.3rc1, 1.3, 1.4
      pull requests reviewed  not known
      contributors returned   not known
      issues triaged          not known
      new maintainers         1 of 1     @kim
    ------- stderr -------
    from the records alone: --offline
    not known: pull requests reviewed, contributors returned, issues triaged
    error: 1.1 of octo/hello: line 1 of the log of this run is damaged: EOF while parsing an object at line 1 column 1
    help: nothing was changed; each event is a commit of `refs/shepherd/store`: look at its history with `git log -p refs/shepherd/store`
    help: other runs lie there too, so do not move it back: begin this one under another version, or have its one file mended by somebody who knows git, in a new commit
    [exit status: 3]
    ");
    write_records(&sandbox, &[("releases/octo/hello.toml", "format = 1\n[[release]]\ntag = 1\n")]);
    insta::assert_snapshot!(report(&sandbox, &["--offline"]), @"
    ------- stderr -------
    error: `releases/octo/hello.toml` in the store is damaged: line 3: `[[release]]` number 1: `tag` is no text
    help: nothing was overwritten
    help: `git log -p refs/shepherd/store -- releases/octo/hello.toml` shows how it came to be, and each state before
    help: `shepherd store edit releases/octo/hello.toml` opens it, and checks what you write
    [exit status: 3]
    ");
}
