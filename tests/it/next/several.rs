//! `shepherd next --all`: several projects, a line each.

use super::{next, project};
use crate::report::write_records;

#[test]
fn a_line_for_each() {
    let sandbox = project()
        .git(["clone", "--quiet", "[REPO]", "[SANDBOX]/other"])
        .git(["-C", "[SANDBOX]/other", "remote", "set-url", "origin", "https://github.com/octo/other.git"])
        .git(["-C", "[SANDBOX]/other", "reset", "--quiet", "--hard", "5.4.2"]);
    insta::assert_snapshot!(next(&sandbox, &["--offline", "--all", ".", "[SANDBOX]/other"]), @"
    octo/hello  5.5.0  after 5.4.2  5 changes  minor, because #12 is a new feature; nothing is breaking
    octo/other  5.4.3  after 5.4.2  0 changes  patch, because nothing that a changelog lists was merged
    ------- stderr -------
    from git alone: --offline
    from git alone: --offline
    [exit status: 0]
    ");
    insta::assert_snapshot!(next(&sandbox, &["--offline", "--all", ".", "nowhere"]), @"
    octo/hello  5.5.0  after 5.4.2  5 changes  minor, because #12 is a new feature; nothing is breaking
    nowhere     ?                              `[REPO]/nowhere` is not inside a git repository
    ------- stderr -------
    from git alone: --offline
    error: not every project could be read: `[REPO]/nowhere` is not inside a git repository
    help: go into a checkout, or name one with `--repo DIR`
    [exit status: 2]
    ");
    let value = next(&sandbox, &["--offline", "--json", "--all", "[SANDBOX]/other", "."]).json();
    assert_eq!(value["projects"][0]["project"], "octo/other");
    assert_eq!(value["projects"][1]["version"], "5.5.0");
}

#[test]
fn clones_beside_this_one_are_found() {
    let sandbox = project();
    insta::assert_snapshot!(next(&sandbox, &["--offline", "--all"]), @"
    ------- stderr -------
    error: `--all` has no project to look at: this clone has no records
    help: name the folders of the clones, as in `shepherd next --all ../hub ../lab`
    [exit status: 2]
    ");
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    let of = |project: &str| format!("releases/{project}.toml");
    let (own, other, away) = (of("octo/hello"), of("octo/other"), of("octo/away"));
    let release = "format = 1\n[[release]]\ntag = \"1.0.0\"\nversion = \"1.0.0\"\nkind = \"major\"\n";
    write_records(&sandbox, &[(&own, release), (&other, release), (&away, release)]);
    let sandbox = sandbox.git(["clone", "--quiet", "[REPO]", "[SANDBOX]/other"]).git([
        "-C",
        "[SANDBOX]/other",
        "remote",
        "set-url",
        "origin",
        "https://github.com/octo/other.git",
    ]);
    insta::assert_snapshot!(next(&sandbox, &["--offline", "--all"]), @"
    octo/hello  5.5.0  after 5.4.2  5 changes  minor, because #12 is a new feature; nothing is breaking
    octo/other  5.5.0  after 5.4.2  5 changes  minor, because #12 is a new feature; nothing is breaking
    ------- stderr -------
    no clone of octo/away lies beside this one
    from git alone: --offline
    from git alone: --offline
    [exit status: 0]
    ");
}
