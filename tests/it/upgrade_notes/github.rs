//! What pull requests say in their bodies, which only GitHub knows.

use crate::support::{Actor, FakeGithub, PullRequest, Repository, Sandbox};

const TEMPLATE: &str =
    "## What\n\n## Upgrade notes\n\n<!-- for admins -->\nWhat do people have to do?\n\n```release-note\n```\n";

fn body(notes: &str) -> String {
    TEMPLATE.replace("What do people have to do?", notes)
}

#[test]
fn bodies_are_quoted_and_none_is_honoured() {
    let bot = Actor::Bot("dependabot".to_owned());
    let repository = Repository::new("octo/hello")
        .pull_request(PullRequest::new(2, "Move the cookie", "ann").merged_by("mona").body(&body(
            "Log in again, says @ann:\r\n\r\n1. stop\r\n2. `hello  --start`\r\n\r\n<script>alert(1)</script>\r\n\r\n### Details\r\n\r\n[here](https://example.org)",
        )))
        .pull_request(PullRequest::new(3, "Untouched", "bob").body(TEMPLATE))
        .pull_request(PullRequest::new(4, "BREAK: nothing to do", "bob").body("```release-note\nNONE\n```"))
        .pull_request(PullRequest::new(5, "Wants a note", "bob").label("needs-upgrade-note").merged_by("mona"))
        .pull_request(PullRequest::new(6, "Bump x", bot).body("## Breaking changes\n\nOf somebody else."))
        .pull_request(PullRequest::new(7, "Old names", "cleo").label("deprecation").body("### Deprecations\n\n`old()` goes in 3.0.\n"))
        .pull_request(PullRequest::new(8, "Commented", "cleo").body("<!--\n## Breaking changes\nnot this\n-->"));
    let github = FakeGithub::start([repository]);
    let mut sandbox = Sandbox::new()
        .github(&github)
        .remote("origin", "https://github.com/octo/hello.git")
        .commit_files("Begin", &[(".github/PULL_REQUEST_TEMPLATE.md", TEMPLATE)])
        .tag("1.0.0");
    for number in 2..=8 {
        sandbox = sandbox.squash(number, "change");
    }
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes"]), @r"
    # Upgrading

    ## Unreleased

    These notes are about all that came after 1.0.0.

    ### Deprecations

    - **Old names** ([#7](https://github.com/octo/hello/pull/7)) <!-- shepherd: note 7 -->

      > `old()` goes in 3.0.

    ### Other notes

    - **Move the cookie** ([#2](https://github.com/octo/hello/pull/2)) <!-- shepherd: note 2 -->

      > Log in again, says `@ann`:
      >
      > 1. stop
      > 2. `hello  --start`
      >
      > \<script\>alert(1)\</script\>
      >
      > ### Details
      >
      > [here](https://example.org)

    - **Wants a note** ([#5](https://github.com/octo/hello/pull/5)) <!-- shepherd: note 5 -->

      **TODO**: say what changes for those who upgrade, and what they have to do. Ask `@bob` or `@mona`.
    ------- stderr -------
    3 upgrade notes: 1 to be written
    [exit status: 0]
    ");
    insta::assert_snapshot!(sandbox.shepherd(["upgrade-notes", "--format", "list"]), @"
    - Old names ([#7](https://github.com/octo/hello/pull/7)): `old()` goes in 3.0.
    - Move the cookie ([#2](https://github.com/octo/hello/pull/2)): Log in again, says `@ann`:
    - Wants a note ([#5](https://github.com/octo/hello/pull/5)) **TODO**: say what changes for those who upgrade, and what they have to do (ask `@bob` or `@mona`)
    ------- stderr -------
    3 upgrade notes: 1 to be written
    [exit status: 0]
    ");
    github.assert_no_violations();
}
