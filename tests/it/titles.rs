//! Titles are text: whatever stands in them comes out safe for the place that they are written to.

use crate::support::Sandbox;

/// One squash for each title, all by the same person, in a clone of octo/hello.
fn with(titles: &[&str]) -> Sandbox {
    let sandbox = Sandbox::new()
        .remote("origin", "https://github.com/octo/hello.git")
        .author("Ann Other", "7+ann@users.noreply.github.com")
        .commit("Start")
        .tag("1.0.0");
    titles.iter().zip(1..).fold(sandbox, |sandbox, (title, number)| sandbox.squash(number, title))
}

fn hostile() -> Sandbox {
    with(&[
        "Use *stars* and _edges_ in `code *here*`",
        "Render <script>alert(1)</script> & <!-- comments -->",
        "Thank @octocat and @octo/team",
        "Split a | b in [tables](https://example.org)",
        "Ring the \u{7}bell, \u{1b}[31mred\u{1b}[0m, and \u{8}back",
        "Right \u{202e}to left\u{202c} and zero\u{200b}width",
        "Ship it 🚀 with 👩‍👩‍👧 and é",
        "# no heading",
        "- no list",
        "{{version}} is no template",
    ])
}

#[test]
fn in_markdown() {
    insta::assert_snapshot!(hostile().shepherd(["changelog", "-q", "--no-contributors"]), @r"
    ### Unreleased

    ([full changelog](https://github.com/octo/hello/compare/1.0.0...d6e49d40d7c9ba7a001469dda165b928b74ee591))

    #### Other merged PRs

    - \{\{version}} is no template [#10](https://github.com/octo/hello/pull/10) ([@ann](https://github.com/ann))
    - \- no list [#9](https://github.com/octo/hello/pull/9) ([@ann](https://github.com/ann))
    - \# no heading [#8](https://github.com/octo/hello/pull/8) ([@ann](https://github.com/ann))
    - Ship it 🚀 with 👩‍👩‍👧 and é [#7](https://github.com/octo/hello/pull/7) ([@ann](https://github.com/ann))
    - Right to left and zerowidth [#6](https://github.com/octo/hello/pull/6) ([@ann](https://github.com/ann))
    - Ring the bell, \[31mred\[0m, and back [#5](https://github.com/octo/hello/pull/5) ([@ann](https://github.com/ann))
    - Split a \| b in \[tables\](https://example.org) [#4](https://github.com/octo/hello/pull/4) ([@ann](https://github.com/ann))
    - Thank `@octocat` and `@octo/team` [#3](https://github.com/octo/hello/pull/3) ([@ann](https://github.com/ann))
    - Render \<script>alert(1)\</script> & \<!-- comments --> [#2](https://github.com/octo/hello/pull/2) ([@ann](https://github.com/ann))
    - Use \*stars\* and \_edges\_ in `code *here*` [#1](https://github.com/octo/hello/pull/1) ([@ann](https://github.com/ann))
    [exit status: 0]
    ");
}

#[test]
fn in_the_other_formats() {
    insta::assert_snapshot!(hostile().shepherd(["changelog", "-q", "--format", "plain"]), @"
    Unreleased

    Full changelog: https://github.com/octo/hello/compare/1.0.0...d6e49d40d7c9ba7a001469dda165b928b74ee591

    Other merged PRs

    - {{version}} is no template (#10; ann)
    - - no list (#9; ann)
    - # no heading (#8; ann)
    - Ship it 🚀 with 👩‍👩‍👧 and é (#7; ann)
    - Right to left and zerowidth (#6; ann)
    - Ring the bell, [31mred[0m, and back (#5; ann)
    - Split a | b in [tables](https://example.org) (#4; ann)
    - Thank @octocat and @octo/team (#3; ann)
    - Render <script>alert(1)</script> & <!-- comments --> (#2; ann)
    - Use *stars* and _edges_ in `code *here*` (#1; ann)

    Contributors to this release: ann
    [exit status: 0]
    ");
    insta::assert_snapshot!(hostile().shepherd(["changelog", "-q", "--format", "github"]), @r"
    ## What's Changed

    ### Other merged PRs

    * \{\{version}} is no template by @ann in https://github.com/octo/hello/pull/10
    * \- no list by @ann in https://github.com/octo/hello/pull/9
    * \# no heading by @ann in https://github.com/octo/hello/pull/8
    * Ship it 🚀 with 👩‍👩‍👧 and é by @ann in https://github.com/octo/hello/pull/7
    * Right to left and zerowidth by @ann in https://github.com/octo/hello/pull/6
    * Ring the bell, \[31mred\[0m, and back by @ann in https://github.com/octo/hello/pull/5
    * Split a \| b in \[tables\](https://example.org) by @ann in https://github.com/octo/hello/pull/4
    * Thank `@octocat` and `@octo/team` by @ann in https://github.com/octo/hello/pull/3
    * Render \<script>alert(1)\</script> & \<!-- comments --> by @ann in https://github.com/octo/hello/pull/2
    * Use \*stars\* and \_edges\_ in `code *here*` by @ann in https://github.com/octo/hello/pull/1

    **Full Changelog**: https://github.com/octo/hello/compare/1.0.0...d6e49d40d7c9ba7a001469dda165b928b74ee591
    [exit status: 0]
    ");
    insta::assert_snapshot!(hostile().shepherd(["changelog", "-q", "--format", "keep-a-changelog"]), @r"
    ## [Unreleased]

    ### Changed

    - \{\{version}} is no template ([#10](https://github.com/octo/hello/pull/10) by [@ann](https://github.com/ann))
    - \- no list ([#9](https://github.com/octo/hello/pull/9) by [@ann](https://github.com/ann))
    - \# no heading ([#8](https://github.com/octo/hello/pull/8) by [@ann](https://github.com/ann))
    - Ship it 🚀 with 👩‍👩‍👧 and é ([#7](https://github.com/octo/hello/pull/7) by [@ann](https://github.com/ann))
    - Right to left and zerowidth ([#6](https://github.com/octo/hello/pull/6) by [@ann](https://github.com/ann))
    - Ring the bell, \[31mred\[0m, and back ([#5](https://github.com/octo/hello/pull/5) by [@ann](https://github.com/ann))
    - Split a \| b in \[tables\](https://example.org) ([#4](https://github.com/octo/hello/pull/4) by [@ann](https://github.com/ann))
    - Thank `@octocat` and `@octo/team` ([#3](https://github.com/octo/hello/pull/3) by [@ann](https://github.com/ann))
    - Render \<script>alert(1)\</script> & \<!-- comments --> ([#2](https://github.com/octo/hello/pull/2) by [@ann](https://github.com/ann))
    - Use \*stars\* and \_edges\_ in `code *here*` ([#1](https://github.com/octo/hello/pull/1) by [@ann](https://github.com/ann))

    [Unreleased]: https://github.com/octo/hello/compare/1.0.0...d6e49d40d7c9ba7a001469dda165b928b74ee591
    [exit status: 0]
    ");
}

#[test]
fn in_json_they_are_whole() {
    let changelog = hostile().shepherd(["changelog", "--json"]).json();
    let changes = changelog["sections"][0]["changes"].as_array().expect("changes");
    let titles: Vec<String> =
        changes.iter().map(|change| format!("{:?}", change["title"].as_str().expect("text"))).collect();
    insta::assert_snapshot!(titles.join("\n"), @r##"
    "{{version}} is no template"
    "- no list"
    "# no heading"
    "Ship it 🚀 with 👩\u{200d}👩\u{200d}👧 and é"
    "Right \u{202e}to left\u{202c} and zero\u{200b}width"
    "Ring the \u{7}bell, \u{1b}[31mred\u{1b}[0m, and \u{8}back"
    "Split a | b in [tables](https://example.org)"
    "Thank @octocat and @octo/team"
    "Render <script>alert(1)</script> & <!-- comments -->"
    "Use *stars* and _edges_ in `code *here*`"
    "##);
}

#[test]
fn in_a_terminal_they_move_nothing() {
    insta::assert_snapshot!(hostile().shepherd(["explain", "-q", "5"]), @"
    #5 Ring the bell, [31mred[0m, and back
      release  not released yet (in HEAD)  (1.0.0..HEAD)
      bucket   listed, printed
      rule     recognised by its squash subject
      commit   fe132c1df595416882d572df04f5aa56eb164a2a
    [exit status: 0]
    ");
    insta::assert_snapshot!(hostile().shepherd(["explain", "-q", "6"]), @"
    #6 Right to left and zerowidth
      release  not released yet (in HEAD)  (1.0.0..HEAD)
      bucket   listed, printed
      rule     recognised by its squash subject
      commit   6c3cfa3973895c818533d2a79cb8b27df08eadaa
    [exit status: 0]
    ");
    insta::assert_snapshot!(hostile().shepherd(["changelog", "-q", "no\u{1b}[31msuch"]), @"
    ------- stderr -------
    error: `no[31msuch` is not a revision of this repository
    help: `git tag` and `git branch -a` list what there is
    [exit status: 2]
    ");
}

#[test]
fn ten_thousand_letters_are_one_line() {
    let long = "long ".repeat(2_000);
    let sandbox = with(&[long.trim()]);
    let output = sandbox.shepherd(["changelog", "-q"]).success();
    let line = output.stdout().lines().find(|line| line.starts_with("- ")).expect("one change");
    assert!(line.starts_with("- long long") && line.contains("[#1]"), "{}", &line[line.len() - 100..]);
    let changelog = sandbox.shepherd(["changelog", "--json"]).json();
    assert_eq!(changelog["sections"][0]["changes"][0]["title"].as_str().map(str::len), Some(9_999));
}
