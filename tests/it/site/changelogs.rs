//! What the project itself wrote of a release, on its page.

use super::{files, site};
use crate::support::Sandbox;

/// A project with a line 1.0.x beside main, whose releases are recorded from its tags.
fn project(name: &str, on_the_line: &str, on_main: &str) -> Sandbox {
    let sandbox = Sandbox::new()
        .author("Mona Maintainer", "1+mona@users.noreply.github.com")
        .commit("Start")
        .tag("1.0.0")
        .git(["checkout", "--quiet", "-b", "1.0.x"])
        .commit_files("Mend it", &[(name, on_the_line)])
        .tag("1.0.1")
        .checkout("main")
        .commit_files("Add it", &[(name, on_main)])
        .tag("1.1.0")
        .remote("origin", "https://github.com/octo/hello.git");
    drop(sandbox.shepherd(["ledger", "import", "--offline", "--yes"]).success());
    drop(site(&sandbox, &[]).success());
    sandbox
}

/// Returns what the page of a release says below "Changelog".
fn changelog(sandbox: &Sandbox, release: &str) -> String {
    let path = format!("releases/{release}.html");
    let (_, page) = files(sandbox).into_iter().find(|(name, _)| *name == path).expect("it has a page");
    let (_, rest) = page.split_once("<h2 id=\"changelog\">Changelog</h2>\n").expect("it has that part");
    rest.split_once("\n</section>").expect("it ends").0.to_owned()
}

#[test]
fn a_release_of_an_older_line_has_the_section_of_its_own_commit() {
    let line = "# Changelog\n\n## 1.0.1\n\nMended, see [how](docs/how.md).\n";
    let sandbox = project("CHANGELOG.md", line, "# Changelog\n\n## 1.1.0\n\nAdded.\n");
    insta::assert_snapshot!(changelog(&sandbox, "1.1.0"), @r#"
    <p class="quiet">As the project’s own changelog has it.</p>
    <div class="changelog" dir="auto">
    <p>Added.</p>
    </div>
    "#);
    let commit = sandbox.git_output(["rev-parse", "1.0.1"]);
    insta::assert_snapshot!(changelog(&sandbox, "1.0.1").replace(&commit, "[COMMIT]"), @r#"
    <p class="quiet">As the project’s own changelog has it.</p>
    <div class="changelog" dir="auto">
    <p>Mended, see <a href="https://github.com/octo/hello/blob/[COMMIT]/docs/how.md">how</a>.</p>
    </div>
    "#);
    insta::assert_snapshot!(changelog(&sandbox, "1.0.0"), @r#"<p class="quiet">No changelog in this repository has a section about it.</p>"#);
}

#[test]
fn what_is_no_markdown_stands_there_as_it_was_written() {
    let text = "Changes\n=======\n\n1.1.0 (2026-03-28)\n------------------\n\n* It *waits*: <b>, :pr:`7` of ann@example.org.\n";
    let sandbox = project("CHANGES.rst", "1.0.1\n-----\n\nMended.\n", text);
    insta::assert_snapshot!(changelog(&sandbox, "1.1.0"), @r#"
    <p class="quiet">As the project’s own changelog has it.</p>
    <div class="changelog" dir="auto">
    <pre>* It *waits*: &lt;b&gt;, :pr:`7` of [address hidden].</pre>
    </div>
    "#);
    insta::assert_snapshot!(changelog(&sandbox, "1.0.1"), @r#"
    <p class="quiet">As the project’s own changelog has it.</p>
    <div class="changelog" dir="auto">
    <pre>Mended.</pre>
    </div>
    "#);
}
