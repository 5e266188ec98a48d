//! `shepherd checklist lint`: each doubt with its place, and what to write instead.

use crate::support::Sandbox;

const DOUBTFUL: &str = "\
# Release

1. [ ] Étiquette <!-- shepherd: id = \"tag\", irreversble = true -->

\t```bash
\tgit tag v1.2.3
\t```
2. [x] Tell <the list>

   ```bash
   mail <address>
   ```
3. [ ] Publish <!-- shepherd: needs = \"tags\" -->
";

#[test]
fn doubts_are_drawn() {
    let sandbox = Sandbox::new().write("RELEASING.md", DOUBTFUL);
    insta::assert_snapshot!(sandbox.shepherd(["checklist", "lint"]), @r#"
    unknown key `irreversble`
     --> RELEASING.md:3:45
      |
    3 | 1. [ ] Étiquette <!-- shepherd: id = "tag", irreversble = true -->
      |                                             ^^^^^^^^^^^ no such key
    help: did you mean `irreversible`?

    an example version stands in a command
     --> RELEASING.md:6:11
      |
    6 |     git tag v1.2.3
      |              ^^^^^ would run as it is
    help: write `${VERSION}`, which is filled in for the release in hand

    a box is ticked in the document
     --> RELEASING.md:8:4
      |
    8 | 2. [x] Tell <the list>
      |    ^^^ done before it begins
    help: write `[ ]`: what is done in a release stands in its run, and not here

    nothing says what `<address>` is
      --> RELEASING.md:11:9
       |
    11 |    mail <address>
       |         ^^^^^^^^^ no known name, and no input
    help: declare it at the step that knows it: `<!-- shepherd: input = "ADDRESS" -->`

    there is no step `tags`
      --> RELEASING.md:13:39
       |
    13 | 3. [ ] Publish <!-- shepherd: needs = "tags" -->
       |                                       ^^^^^^ no such step
    help: did you mean `tag`?
    ------- stderr -------
    error: RELEASING.md: 5 doubts
    [exit status: 1]
    "#);
}

#[test]
fn doubts_are_data() {
    let sandbox = Sandbox::new().write("docs/how.md", "# Release\n\n- [ ] é `x`\n\n  ```sh\n  git tag 1.2.3\n  ```\n");
    insta::assert_snapshot!(sandbox.shepherd(["checklist", "lint", "docs/how.md", "--json"]), @r#"
    {
      "doubts": [
        {
          "column": 11,
          "help": "write `${VERSION}`, which is filled in for the release in hand",
          "label": "would run as it is",
          "line": 6,
          "message": "an example version stands in a command"
        }
      ],
      "file": "docs/how.md",
      "schema": 1
    }
    ------- stderr -------
    error: docs/how.md: 1 doubt
    [exit status: 1]
    "#);
}

#[test]
fn a_clean_document_has_none() {
    let sandbox =
        Sandbox::new().write("RELEASING.md", "# Release\n\n1. Tag\n\n   ```bash\n   git tag v${VERSION}\n   ```\n");
    insta::assert_snapshot!(sandbox.shepherd(["checklist", "lint"]), @"
    ------- stderr -------
    RELEASING.md: no doubts
    [exit status: 0]
    ");
}
