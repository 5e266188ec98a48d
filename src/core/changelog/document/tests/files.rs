//! New sections in files of every kind.

use super::*;

const CHANGES: [Change<'_>; 3] = [(12, "bug", "Fix *it*"), (11, "new", "Add this"), (10, "new", "Add that")];

fn shown(file: &str, generated: &Generated) -> String {
    without_base(&merged(file, generated).text)
}

#[test]
fn an_empty_file_gets_the_section_as_it_is() {
    let text = merged("", &jupyter(Some("5.4.0"), &CHANGES)).text;
    insta::assert_snapshot!(text, @r#"
    ### 5.4.0 - 2025-10-06

    ([full changelog](https://github.com/o/r/compare/5.3.0...5.4.0))

    #### New features added

    - Add this [#11](https://github.com/o/r/pull/11) ([@a](https://github.com/a))
    - Add that [#10](https://github.com/o/r/pull/10) ([@a](https://github.com/a))

    #### Bugs fixed

    - Fix *it* [#12](https://github.com/o/r/pull/12) ([@a](https://github.com/a))

    #### Contributors to this release

    [@a](https://github.com/a) | [@b](https://github.com/b)

    <!-- shepherd: base 1 {"compare": ["", "53476ee755f2"], "contributors": ["", "6e35e53d1cb0"], "heading": ["", "deab9ae1ba04"], "11": ["new", "53eb84e05406"], "10": ["new", "75b1189bff8e"], "12": ["bug", "3b7088211330"]} -->
    "#);
}

#[test]
fn the_section_is_set_out_like_its_neighbour() {
    let file = "# Changes\n\n* intro\n\n## v5.3.0 (4 March 2025)\n### Fixes\n* old (#1)\n* older (#2)\n\n\n## v5.2.0 (1 Jan 2025)\n### Fixes\n* old (#0)\n";
    insta::assert_snapshot!(shown(file, &jupyter(Some("5.4.0"), &CHANGES)), @r#"
    # Changes

    * intro

    ## v5.4.0 (6 October 2025)
    ([full changelog](https://github.com/o/r/compare/5.3.0...5.4.0))

    ### New features added
    * Add this [#11](https://github.com/o/r/pull/11) ([@a](https://github.com/a))
    * Add that [#10](https://github.com/o/r/pull/10) ([@a](https://github.com/a))

    ### Bugs fixed
    * Fix *it* [#12](https://github.com/o/r/pull/12) ([@a](https://github.com/a))

    ### Contributors to this release
    [@a](https://github.com/a) | [@b](https://github.com/b)



    ## v5.3.0 (4 March 2025)
    ### Fixes
    * old (#1)
    * older (#2)


    ## v5.2.0 (1 Jan 2025)
    ### Fixes
    * old (#0)
    "#);
}

#[test]
fn a_keep_a_changelog_file_keeps_its_links() {
    let file = "# Changelog\n\n## [Unreleased]\n\n## [5.3.0] - 2025-03-04\n\n### Fixed\n\n- old\n\n[Unreleased]: https://x/o/r/compare/5.3.0...HEAD\n[5.3.0]: https://x/o/r/compare/5.2.0...5.3.0\n";
    insta::assert_snapshot!(shown(file, &keep_a_changelog(Some("5.4.0"), &CHANGES)), @r#"
    # Changelog

    ## [Unreleased]

    ## [5.4.0] - 2025-10-06

    ### New features added

    - Add this ([#11](https://github.com/o/r/pull/11))
    - Add that ([#10](https://github.com/o/r/pull/10))

    ### Bugs fixed

    - Fix *it* ([#12](https://github.com/o/r/pull/12))


    ## [5.3.0] - 2025-03-04

    ### Fixed

    - old

    [Unreleased]: https://x/o/r/compare/5.3.0...HEAD
    [5.4.0]: https://x/o/r/compare/5.3.0...5.4.0
    [5.3.0]: https://x/o/r/compare/5.2.0...5.3.0
    "#);
}

#[test]
fn a_group_is_found_or_made() {
    let file = "(changelog)=\n\n# Changelog\n\n## [Unreleased]\n\n## 5.3\n\n(v5.3.0)=\n\n### 5.3.0 - 2025-03-04\n\n#### Bugs fixed\n\n- old [#1](u) ([@a](b))\n";
    insta::assert_snapshot!(shown(file, &jupyter(Some("5.3.1"), &CHANGES[..1])), @r#"
    (changelog)=

    # Changelog

    ## [Unreleased]

    ## 5.3

    (v5.3.1)=

    ### 5.3.1 - 2025-10-06

    ([full changelog](https://github.com/o/r/compare/5.3.0...5.3.1))

    #### Bugs fixed

    - Fix *it* [#12](https://github.com/o/r/pull/12) ([@a](https://github.com/a))

    #### Contributors to this release

    [@a](https://github.com/a) | [@b](https://github.com/b)


    (v5.3.0)=

    ### 5.3.0 - 2025-03-04

    #### Bugs fixed

    - old [#1](u) ([@a](b))
    "#);
    insta::assert_snapshot!(shown(file, &jupyter(Some("5.4.0"), &CHANGES[..1])), @r#"
    (changelog)=

    # Changelog

    ## [Unreleased]

    ## 5.4

    (v5.4.0)=

    ### 5.4.0 - 2025-10-06

    ([full changelog](https://github.com/o/r/compare/5.3.0...5.4.0))

    #### Bugs fixed

    - Fix *it* [#12](https://github.com/o/r/pull/12) ([@a](https://github.com/a))

    #### Contributors to this release

    [@a](https://github.com/a) | [@b](https://github.com/b)


    ## 5.3

    (v5.3.0)=

    ### 5.3.0 - 2025-03-04

    #### Bugs fixed

    - old [#1](u) ([@a](b))
    "#);
}

#[test]
fn underlined_headings_stay_underlined() {
    let file = "Changes\n=======\n\n5.3.0 (2025-03-04)\n------------------\n\n* old\n\n5.2.0 (2025-01-01)\n------------------\n\n* older\n";
    insta::assert_snapshot!(shown(file, &jupyter(Some("5.4.0"), &CHANGES[..1])), @r#"
    Changes
    =======

    5.4.0 (2025-10-06)
    ------------------

    ([full changelog](https://github.com/o/r/compare/5.3.0...5.4.0))

    ### Bugs fixed

    * Fix *it* [#12](https://github.com/o/r/pull/12) ([@a](https://github.com/a))

    ### Contributors to this release

    [@a](https://github.com/a) | [@b](https://github.com/b)


    5.3.0 (2025-03-04)
    ------------------

    * old

    5.2.0 (2025-01-01)
    ------------------

    * older
    "#);
}

#[test]
fn the_github_format_has_credits_that_are_no_changes() {
    let mut generated = frame(Some("5.4.0"));
    generated.entries = vec![entry(12, "bug"), entry(11, "new")];
    generated.text = "## What's Changed\n* Fix it by @a in https://github.com/o/r/pull/12\n* Add this by @b in https://github.com/o/r/pull/11\n\n## New Contributors\n* @b made their first contribution in https://github.com/o/r/pull/11\n\n**Full Changelog**: https://github.com/o/r/compare/5.3.0...5.4.0\n".to_owned();
    let merged = merged("# Changelog\n\n## 5.3.0 - 2025-03-04\n\n- old (#1)\n", &generated);
    assert!(merged.report.twice.is_empty());
    insta::assert_snapshot!(merged.text, @r#"
    # Changelog

    ## 5.4.0 - 2025-10-06

    ### What's Changed
    - Fix it by @a in https://github.com/o/r/pull/12
    - Add this by @b in https://github.com/o/r/pull/11

    ### New Contributors
    * @b made their first contribution in https://github.com/o/r/pull/11

    **Full Changelog**: https://github.com/o/r/compare/5.3.0...5.4.0

    <!-- shepherd: base 1 {"compare": ["", "06f8c11aea43"], "heading": ["", "d9c96c1c69d7"], "part:new-contributors": ["", "ec96bb56e59d"], "12": ["title:what-s-changed", "54450f535cb9"], "11": ["title:what-s-changed", "d6cd08ca29ff"]} -->

    ## 5.3.0 - 2025-03-04

    - old (#1)
    "#);
    generated.text = generated
        .text
        .replacen(
            "* Add this by @b in https://github.com/o/r/pull/11\n",
            "* Add this by @b in https://github.com/o/r/pull/11\n* Rest by @c in https://github.com/o/r/pull/9\n",
            1,
        )
        .replace("\n\n**Full", "\n* @c made their first contribution in https://github.com/o/r/pull/9\n\n**Full");
    generated.entries.push(entry(9, "other"));
    let grown = super::merged(&merged.text, &generated);
    let (_, list) = grown.text.split_once("### What's Changed\n").unwrap();
    assert_eq!(list.matches("pull/9").count(), 2, "{}", grown.text);
    assert_eq!(grown.report.added, ["9"]);
}

#[test]
fn the_plain_format_becomes_markdown_in_a_markdown_file() {
    let mut generated = frame(Some("5.4.0"));
    generated.entries = vec![entry(12, "bug"), entry(11, "other")];
    generated.text =
        "5.4.0 (2025-10-06)\n\nBugs fixed:\n\n- Fix it (#12)\n\nOther merged PRs:\n\n- Rest (#11)\n".to_owned();
    insta::assert_snapshot!(shown("# Changelog\n", &generated), @r#"
    # Changelog

    ## 5.4.0 (2025-10-06)

    ### Bugs fixed

    - Fix it (#12)

    ### Other merged PRs

    - Rest (#11)
    "#);
}

#[test]
fn a_direct_commit_is_known_by_its_name() {
    let mut generated = frame(Some("5.4.0"));
    generated.entries =
        vec![Entry { key: "bba81a85c0de".to_owned(), section: "other".to_owned(), aliases: Vec::new() }];
    generated.text =
        "## 5.4.0\n\n### Other merged PRs\n\n- Tidy [bba81a85](https://github.com/o/r/commit/bba81a85c0de1234)\n"
            .to_owned();
    let file = merged("# Changelog\n", &generated).text;
    let edited = file.replace("Tidy", "Tidy up");
    assert_eq!(merged(&edited, &generated).report.kept, ["bba81a85c0de"]);
    let by_hand = merged("# Changelog\n\n## 5.4.0\n\n- Tidied in bba81a85\n", &generated);
    assert!(by_hand.report.missing.is_empty());
}

#[test]
fn levels_are_consecutive_where_a_heading_of_the_text_has_nothing_to_print() {
    let text = "## What's Changed\n\n### New features added\n\n* Add this in #11\n\n## New Contributors\n\n* @x\n";
    let changes = Generated { text: text.to_owned(), entries: vec![entry(11, "new")], ..frame(Some("5.4.0")) };
    let file = shown("# Changelog\n", &changes);
    assert!(file.contains("\n\n## 5.4.0 - 2025-10-06\n\n### New features added\n\n* Add this"), "{file}");
    assert!(file.contains("\n\n### New Contributors\n\n* @x\n"), "{file}");
}
