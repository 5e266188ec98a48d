//! New sections in files of every kind.

use super::*;

const CHANGES: [Change<'_>; 3] = [(12, "bug", "Fix *it*"), (11, "new", "Add this"), (10, "new", "Add that")];

fn shown(file: &str, generated: &Generated) -> String {
    without_base(&merged(file, generated).text)
}

#[test]
fn an_empty_file_gets_the_section_as_it_is() {
    let text = merged("", &jupyter(Some("5.4.0"), &CHANGES)).text;
    insta::assert_snapshot!(text, @"");
}

#[test]
fn the_section_is_set_out_like_its_neighbour() {
    let file = "# Changes\n\n* intro\n\n## v5.3.0 (4 March 2025)\n### Fixes\n* old (#1)\n* older (#2)\n\n\n## v5.2.0 (1 Jan 2025)\n### Fixes\n* old (#0)\n";
    insta::assert_snapshot!(shown(file, &jupyter(Some("5.4.0"), &CHANGES)), @"");
}

#[test]
fn a_keep_a_changelog_file_keeps_its_links() {
    let file = "# Changelog\n\n## [Unreleased]\n\n## [5.3.0] - 2025-03-04\n\n### Fixed\n\n- old\n\n[Unreleased]: https://x/o/r/compare/5.3.0...HEAD\n[5.3.0]: https://x/o/r/compare/5.2.0...5.3.0\n";
    insta::assert_snapshot!(shown(file, &keep_a_changelog(Some("5.4.0"), &CHANGES)), @"");
}

#[test]
fn a_group_is_found_or_made() {
    let file = "(changelog)=\n\n# Changelog\n\n## [Unreleased]\n\n## 5.3\n\n(v5.3.0)=\n\n### 5.3.0 - 2025-03-04\n\n#### Bugs fixed\n\n- old [#1](u) ([@a](b))\n";
    insta::assert_snapshot!(shown(file, &jupyter(Some("5.3.1"), &CHANGES[..1])), @"");
    insta::assert_snapshot!(shown(file, &jupyter(Some("5.4.0"), &CHANGES[..1])), @"");
}

#[test]
fn underlined_headings_stay_underlined() {
    let file = "Changes\n=======\n\n5.3.0 (2025-03-04)\n------------------\n\n* old\n\n5.2.0 (2025-01-01)\n------------------\n\n* older\n";
    insta::assert_snapshot!(shown(file, &jupyter(Some("5.4.0"), &CHANGES[..1])), @"");
}
