//! Who wrote a change, as far as git tells.

use crate::support::Sandbox;

const PLAIN: [&str; 4] = ["changelog", "-q", "--format", "plain"];

fn released() -> Sandbox {
    Sandbox::new().commit("Start").tag("1.0.0")
}

#[test]
fn noreply_addresses_hold_the_login() {
    let sandbox = released()
        .author("Ann Other", "7+ann@users.noreply.github.com")
        .squash(1, "With an id")
        .author("Old Hand", "old-hand@users.noreply.github.com")
        .squash(2, "Without an id")
        .author("Ben Else", "ben@example.org")
        .squash(3, "With a name alone")
        .author("", "nobody@example.org")
        .squash(4, "Without even that");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - Without even that (#4)
    - With a name alone (#3; Ben Else)
    - Without an id (#2; old-hand)
    - With an id (#1; ann)

    Contributors to this release: ann, Ben Else, old-hand
    [exit status: 0]
    ");
}

#[test]
fn whoever_owns_the_branch_wrote_it_and_is_known_from_then_on() {
    let sandbox = released()
        .author("Ben Else", "ben@example.org")
        .pull_request(1, "benelse/one", "By branch")
        .squash(2, "By the address that the branch showed")
        .author("Ben Else", "ben@work.example.org")
        .squash(3, "By the name")
        .author("Cleo Third", "cleo@example.org")
        .pull_request(4, "octo/shared", "On a branch of the project")
        .remote("origin", "https://github.com/octo/hello.git");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...7500fbaf789d950b82d3f9a78aa4293179f68efb

    Other merged PRs

    - On a branch of the project (#4; Cleo Third)
    - By the name (#3; benelse)
    - By the address that the branch showed (#2; benelse)
    - By branch (#1; benelse)

    Contributors to this release: benelse, Cleo Third
    [exit status: 0]
    ");
}

#[test]
fn the_mailmap_of_the_project_joins_addresses() {
    let sandbox = released()
        .author("B. Else", "old@example.org")
        .squash(1, "Under an old name")
        .author("Ben Else", "8+ben@users.noreply.github.com")
        .squash(2, "Under the new one")
        .write(".mailmap", "Ben Else <8+ben@users.noreply.github.com> <old@example.org>\n");
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - Under the new one (#2; ben)
    - Under an old name (#1; ben)

    Contributors to this release: ben
    [exit status: 0]
    ");
}

#[test]
fn those_who_wrote_along_are_credited() {
    let sandbox = released().author("Ann Other", "7+ann@users.noreply.github.com").commit(
        "Write it together (#1)\n\n\
         Co-authored-by: Ben Else <8+ben@users.noreply.github.com>\n\
         Co-Authored-By: Ann Other <7+ann@users.noreply.github.com>\n\
         Co-authored-by: dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>\n\
         co-authored-by: Nobody Known <nobody@example.org>",
    );
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - Write it together (#1; ann, ben)

    Contributors to this release: ann, ben
    [exit status: 0]
    ");
    let changelog = sandbox.shepherd(["changelog", "--json"]).json();
    insta::assert_snapshot!(changelog["sections"][0]["changes"][0]["credits"], @r#"[{"login":"ben","role":"co-authored"}]"#);
}

#[test]
fn old_encodings_are_read() {
    let sandbox = released()
        .author("Ann Other", "7+ann@users.noreply.github.com")
        .commit(b"Sch\xf6n, ohne es zu sagen (#1)")
        .commit("Schön in UTF-8 (#2)")
        .git([
            "-c",
            "i18n.commitEncoding=KOI8-R",
            "commit",
            "--quiet",
            "--allow-empty",
            "-m",
            "\u{43f}\u{440}\u{438}\u{432}\u{435}\u{442} (#3)",
        ])
        .git([
            "-c",
            "i18n.commitEncoding=Shift_JIS",
            "commit",
            "--quiet",
            "--allow-empty",
            "-m",
            "\u{65e5}\u{672c} (#4)",
        ]);
    insta::assert_snapshot!(sandbox.shepherd(PLAIN), @"
    Unreleased

    Other merged PRs

    - 日本 (#4; Mona Maintainer)
    - привет (#3; Mona Maintainer)
    - Schön in UTF-8 (#2; ann)
    - Schön, ohne es zu sagen (#1; ann)

    Contributors to this release: ann, Mona Maintainer
    [exit status: 0]
    ");
}

#[test]
fn newcomers_are_found_when_asked_for() {
    let sandbox = Sandbox::new()
        .author("Ann Other", "7+ann@users.noreply.github.com")
        .commit("Start")
        .author("Ben Else", "ben@example.org")
        .pull_request(1, "ben/one", "One")
        .tag("1.0.0")
        .pull_request(2, "ben/two", "Two")
        .author("New Comer", "9+newcomer@users.noreply.github.com")
        .squash(3, "My first")
        .squash(4, "My second")
        .remote("origin", "https://github.com/octo/hello.git");
    insta::assert_snapshot!(sandbox.shepherd(["changelog", "-q", "--format", "github", "--first-time-contributors"]), @"
    ## What's Changed

    ### Other merged PRs

    * My second by @newcomer in https://github.com/octo/hello/pull/4
    * My first by @newcomer in https://github.com/octo/hello/pull/3
    * Two by @ben in https://github.com/octo/hello/pull/2

    ## New Contributors

    * @newcomer made their first contribution in https://github.com/octo/hello/pull/3

    **Full Changelog**: https://github.com/octo/hello/compare/1.0.0...8d3fc62aa812a5f0ac93f20b5135a4bb0690e4b8
    [exit status: 0]
    ");
}
