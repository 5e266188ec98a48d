//! Release candidates that become part of their final version, and what is unreleased that becomes a version.

use super::*;

const CHANGES: [Change<'_>; 3] = [(13, "new", "Add that"), (12, "bug", "Fix it"), (11, "bug", "Fix them")];
const COLLAPSE: Options = Options { adopt: false, pre_releases: PreReleases::Collapse, drops_gone: false };

fn with_candidates() -> String {
    let file = "# Changelog\n\n## 5.3.0 - 2025-03-04\n\n### Bugs fixed\n\n- old (#1)\n";
    let first = merged(file, &jupyter(Some("5.4.0rc1"), &CHANGES[1..])).text;
    let second = merged(&first, &jupyter(Some("5.4.0rc2"), &CHANGES[..1])).text;
    second
        .replace("- Fix it ", "- Fix it for good ")
        .replace("### Bugs fixed\n\n- Fix", "Tested by many.\n\n### Bugs fixed\n\n- Fix")
}

#[test]
fn candidates_are_folded_into_the_final() {
    let merged = merged_with(
        &with_candidates(),
        &jupyter(Some("5.4.0"), &[(14, "new", "Add more"), CHANGES[0], CHANGES[1], CHANGES[2]]),
        COLLAPSE,
    );
    assert_eq!(merged.report.folded, ["5.4.0rc2", "5.4.0rc1"]);
    assert_eq!(merged.report.kept, ["12"]);
    insta::assert_snapshot!(without_base(&merged.text), @r#"
    # Changelog

    ## 5.4.0 - 2025-10-06

    ([full changelog](https://github.com/o/r/compare/5.3.0...5.4.0))

    Tested by many.

    ### New features added

    - Add more [#14](https://github.com/o/r/pull/14) ([@a](https://github.com/a))
    - Add that [#13](https://github.com/o/r/pull/13) ([@a](https://github.com/a))

    ### Bugs fixed

    - Fix it for good [#12](https://github.com/o/r/pull/12) ([@a](https://github.com/a))
    - Fix them [#11](https://github.com/o/r/pull/11) ([@a](https://github.com/a))

    ### Contributors to this release

    [@a](https://github.com/a) | [@b](https://github.com/b)


    ## 5.3.0 - 2025-03-04

    ### Bugs fixed

    - old (#1)
    "#);
}

#[test]
fn candidates_stay_unless_they_are_to_be_folded() {
    let file = with_candidates();
    let merged = merged(&file, &jupyter(Some("5.4.0"), &CHANGES));
    let (head, rest) = file.split_at(file.find("## 5.4.0rc2").unwrap());
    assert!(merged.text.starts_with(&format!("{head}## 5.4.0 - 2025-10-06\n")) && merged.text.ends_with(rest));
}

#[test]
fn a_candidate_by_hand_is_left_and_named() {
    let file = "# Changelog\n\n## 5.4.0-rc.1\n\n- by hand (#12)\n\n## 5.3.0\n";
    let merged = merged_with(file, &jupyter(Some("5.4.0"), &CHANGES), COLLAPSE);
    assert!(merged.text.ends_with("\n## 5.4.0-rc.1\n\n- by hand (#12)\n\n## 5.3.0\n"));
    let line = merged.text.lines().position(|line| line == "## 5.4.0-rc.1").unwrap() + 1;
    assert_eq!(merged.report.not_folded.len(), 1);
    assert_eq!(merged.report.not_folded[0].line, line);
}

#[test]
fn a_generated_unreleased_section_becomes_the_version() {
    let file = "# Changelog\n\n## 5.3\n\n### 5.3.0 - 2025-03-04\n\n#### Bugs fixed\n\n- old (#1)\n";
    let unreleased = merged(file, &jupyter(None, &CHANGES)).text;
    assert!(unreleased.starts_with(
        "# Changelog\n\n## Unreleased\n\n([full changelog](https://github.com/o/r/compare/5.3.0...main))\n"
    ));
    let edited = unreleased.replace("Fix it ", "Fix it for good ");
    let merged = merged(&edited, &jupyter(Some("5.4.0"), &CHANGES));
    assert!(merged.report.section_renamed && !merged.report.section_created);
    assert_eq!(merged.report.kept, ["12"]);
    insta::assert_snapshot!(without_base(&merged.text), @r#"
    # Changelog

    ## 5.4

    ### 5.4.0 - 2025-10-06

    ([full changelog](https://github.com/o/r/compare/5.3.0...5.4.0))

    #### New features added

    - Add that [#13](https://github.com/o/r/pull/13) ([@a](https://github.com/a))

    #### Bugs fixed

    - Fix it for good [#12](https://github.com/o/r/pull/12) ([@a](https://github.com/a))
    - Fix them [#11](https://github.com/o/r/pull/11) ([@a](https://github.com/a))

    #### Contributors to this release

    [@a](https://github.com/a) | [@b](https://github.com/b)


    ## 5.3

    ### 5.3.0 - 2025-03-04

    #### Bugs fixed

    - old (#1)
    "#);
}

#[test]
fn an_unreleased_section_by_hand_is_left_alone() {
    let file = "# Changelog\n\n## Unreleased\n\n- by hand\n\n## 5.3.0\n\n- old\n";
    let merged = merged(file, &jupyter(Some("5.4.0"), &CHANGES));
    assert!(merged.text.starts_with("# Changelog\n\n## Unreleased\n\n- by hand\n\n## 5.4.0\n"));
}

#[test]
fn an_empty_unreleased_section_is_filled() {
    let file = "# Changelog\n\n## [Unreleased]\n\n## [5.3.0]\n\n- old\n";
    let merged = merged(file, &keep_a_changelog(None, &CHANGES));
    assert!(merged.text.starts_with("# Changelog\n\n## [Unreleased]\n\n### New features added\n\n- Add that"));
    assert!(!merged.report.section_created);
}
