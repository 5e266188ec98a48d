//! A project that was called something else before.

use super::{release, report, team, write_records};

#[test]
fn what_is_kept_under_a_former_name_counts() {
    let sandbox = team();
    let marker = sandbox.git_output(["show", "refs/shepherd/store:store.toml"]);
    let (head, _) = marker.split_once("[[project]]").unwrap_or((&marker, ""));
    let marker = format!("{head}\n[[project]]\nname = \"octo/world\"\nformerly = [\"octo/hello\"]\n");
    let both = format!("format = 1\n{}", release("1.4 2025-12-24 ann - - -"));
    let other = format!("format = 1\n{}", release("7.0 2026-01-01 zoe ann - -"));
    let files =
        [("store.toml", marker.as_str()), ("releases/octo/world.toml", &both), ("releases/octo/x.toml", &other)];
    write_records(&sandbox, &files);
    let shown = report(&sandbox, &["--offline", "--organisation", "Uni"]);
    insta::assert_snapshot!(shown, @"
    octo/world, 2025-03-29 to 2026-03-28: 7 releases, with 1 pre-release

    Uni
      releases performed      4 of 7     1.1, 1.2, 1.4, 2.0
      releases helped         3 of 7     1.0, 1.3rc1, 1.3
      pull requests reviewed  not known
      contributors returned   not known
      issues triaged          not known
      new maintainers         1 of 1     @kim
    ------- stderr -------
    hint: octo/hello is octo/world now, as the store says: `git remote set-url` keeps the remote in step
    from the records alone: --offline
    not known: pull requests reviewed, contributors returned, issues triaged
    [exit status: 0]
    ");
    let shown = report(&sandbox, &["--offline", "--all", "--organisation", "Uni"]);
    insta::assert_snapshot!(shown, @"
    octo/world, octo/x, 2025-03-29 to 2026-03-28: 8 releases, with 1 pre-release

    Uni
      releases performed      4 of 8     octo/world 1.1, octo/world 1.2, octo/world 1.4, octo/world 2.0
      releases helped         4 of 8     octo/world 1.0, octo/world 1.3rc1, octo/world 1.3, octo/x 7.0
      pull requests reviewed  not known
      contributors returned   not known
      issues triaged          not known
      new maintainers         1 of 1     @kim
    ------- stderr -------
    hint: octo/hello is octo/world now, as the store says: `git remote set-url` keeps the remote in step
    from the records alone: --offline
    not known: pull requests reviewed, contributors returned, issues triaged
    [exit status: 0]
    ");
}
