//! `shepherd next --all`: several projects, a line each.

use super::{next, project};
use crate::report::write_records;

#[test]
fn a_line_for_each() {
    let sandbox = project()
        .git(["clone", "--quiet", "[REPO]", "[SANDBOX]/other"])
        .git(["-C", "[SANDBOX]/other", "remote", "set-url", "origin", "https://github.com/octo/other.git"])
        .git(["-C", "[SANDBOX]/other", "reset", "--quiet", "--hard", "5.4.2"]);
    insta::assert_snapshot!(next(&sandbox, &["--offline", "--all", ".", "[SANDBOX]/other"]), @"");
    insta::assert_snapshot!(next(&sandbox, &["--offline", "--all", ".", "nowhere"]), @"");
    let value = next(&sandbox, &["--offline", "--json", "--all", "[SANDBOX]/other", "."]).json();
    assert_eq!(value["projects"][0]["project"], "octo/other");
    assert_eq!(value["projects"][1]["version"], "5.5.0");
}

#[test]
fn clones_beside_this_one_are_found() {
    let sandbox = project();
    insta::assert_snapshot!(next(&sandbox, &["--offline", "--all"]), @"");
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
    insta::assert_snapshot!(next(&sandbox, &["--offline", "--all"]), @"");
}
