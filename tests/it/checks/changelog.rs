//! `changelog-covers-range`, which runs the real binary.

use super::{Run, project};
use crate::support::Sandbox;

fn covers_range(sandbox: &Sandbox) -> String {
    Run::new().check(sandbox, "changelog-covers-range")
}

#[test]
fn the_changelog_lists_all_or_says_what_it_lacks() {
    let sandbox = project().squash(12, "Fix the parser").squash(13, "Add a door");
    insta::assert_snapshot!(covers_range(&sandbox), @"
    unknown: the changelog could not be checked: `[REPO]/CHANGELOG.md` does not exist
    help: check the name, and the folder it is looked for in
    ");
    let changelog = "# Changelog\n\n## 1.1.0\n\n- Fix the parser #12\n- Foreign #99\n";
    let sandbox = sandbox.write("CHANGELOG.md", changelog);
    insta::assert_snapshot!(covers_range(&sandbox), @"
    fails: CHANGELOG.md and the range differ for 1.1.0: 2 missing, 1 foreign (missing #13, missing 0db774d324a1, foreign #99 (line 6))
    help: `shepherd changelog --version 1.1.0 --write` adds what is missing
    ");
    let output = sandbox.shepherd(["changelog", "--version", "1.1.0", "--write", "--adopt", "--offline"]);
    assert!(output.stderr().contains("CHANGELOG.md"), "{output}");
    let text = sandbox.read("CHANGELOG.md").replace("- Foreign #99\n", "");
    insta::assert_snapshot!(covers_range(&sandbox.write("CHANGELOG.md", text)), @"holds: the changelog lists all of 1.1.0");
}

#[test]
fn a_file_that_cannot_be_read_leaves_it_open() {
    let sandbox = project().write(".shepherd.toml", "colour = \"red\"\n").write("CHANGELOG.md", "# Changelog\n");
    insta::assert_snapshot!(covers_range(&sandbox), @"
    unknown: the changelog could not be checked: unknown key `colour`
    help: the keys of the top of the file are `project`, `remote`, `github`, `tag-pattern`, `bots`, `release-branches`, `document`, `changelog`, `procedures`, `rehearsal`, `store`, `sign-off`, `report`, `people`, `version`, `line`, `upgrade`
    ");
    let bare = project().git(["clone", "--quiet", "--bare", ".", "[SANDBOX]/bare"]).directory("[SANDBOX]/bare");
    insta::assert_snapshot!(covers_range(&bare), @"
    unknown: the repository is bare and has no changelog
    help: release from a checkout
    ");
}
