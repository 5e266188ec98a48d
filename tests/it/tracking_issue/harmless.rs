//! What people wrote into the document, into notes and reasons does nothing in the issue.

use super::{guide, issue, project, shown, site};

const DOCUMENT: &str = "# Releasing\n\n## Prepare <b>it</b> @all\n\n\
    1. Tell @all of the *release* & [everybody](https://example.org) <img src=x> <!-- shepherd: id = \"tell\" -->\n\
    2. Close #12, octo/other#7 and `code @all` | done <!-- shepherd: id = \"close\" -->\n\
    3. Let - [x] be _this_ <!-- shepherd: id = \"let\" -->\n";

#[test]
fn markdown_html_and_names_are_text() {
    let github = site();
    let sandbox = project(&github, DOCUMENT);
    let answers = "'step.tell' = 'skip'\n'reason.tell' = '''no *reason* <script> @everyone\n- [x] `more`'''\n\
        'step.close' = 'quit'\n";
    drop(guide(&sandbox, &["1.1.0", "--branch", "main", "--issue", "--mentor", "max"], answers).success());
    insta::assert_snapshot!(shown(&issue(&github)), @r"
    Release 1.1.0 (open)

    The release **1.1.0** of octo/hello, a minor release from main: open, 1 of 3 steps done or skipped.

    This page follows the checklist in [RELEASING.md](https://github.com/octo/hello/blob/main/RELEASING.md). It is written anew as the release goes on, so what is changed here does not stay.

    | | |
    |---|---|
    | released by | @mona |
    | mentored by | @max |

    **Waits for**

    - `close`: Close #12, octo/other#7 and code `@all` \| done

    ### Prepare it `@all`

    - [x] Tell `@all` of the release & everybody (skipped: no \*reason\* \<script> `@everyone` - \[x\] `more`)
    - [ ] Close #12, octo/other#7 and code `@all` \| done
    - [ ] Let - \[x\] be this

    <!-- shepherd: run [RUN] of octo/hello -->
    ");
    drop(guide(&sandbox, &["--abandon", "--reason", "see @all | <!-- so --> | [x](y)"], "").success());
    insta::assert_snapshot!(shown(&issue(&github)).lines().nth(2).unwrap_or_default(), @r"The release **1.1.0** of octo/hello, a minor release from main: given up (see `@all` \| \<!-- so --> \| \[x\](y)), 1 of 3 steps done or skipped.");
}
