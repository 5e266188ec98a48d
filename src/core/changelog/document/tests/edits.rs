//! What people do to a generated section, and what becomes of it.

use super::*;

pub(super) const CHANGES: [Change<'_>; 4] =
    [(14, "new", "Add this"), (13, "new", "Add that"), (12, "bug", "Fix it"), (11, "bug", "Fix them")];

/// A person's edit of a whole file.
type Edit<'a> = &'a dyn Fn(&str) -> String;

/// Returns the line of a change as it is generated.
pub(super) fn line(number: u32, title: &str) -> String {
    format!("- {title} [#{number}](https://github.com/o/r/pull/{number}) ([@a](https://github.com/a))\n")
}

/// Generates, lets a person edit, and generates again with `changes`.
pub(super) fn edited(changes: &[Change<'_>], edit: impl Fn(&str) -> String) -> (String, Merged) {
    let file = merged("# Changelog\n", &jupyter(Some("5.4.0"), &CHANGES)).text;
    let by_person = edit(&file);
    assert_ne!(by_person, file, "the edit found nothing to change");
    let merged = merged(&by_person, &jupyter(Some("5.4.0"), changes));
    (by_person, merged)
}

#[test]
fn nothing_changes_without_a_change() {
    let file = merged("# Changelog\n", &jupyter(Some("5.4.0"), &CHANGES));
    assert_eq!(file.report.added, ["14", "13", "12", "11"]);
    assert!(file.report.section_created);
    let again = merged(&file.text, &jupyter(Some("5.4.0"), &CHANGES));
    assert_eq!(again.text, file.text);
    assert_eq!(again.report, Report::default());
}

#[test]
fn every_edit_survives_a_merge_that_has_nothing_new() {
    let edits: [(&str, Edit<'_>); 12] = [
        ("reworded", &|text| text.replace("Add that", "Add **that**, at last")),
        ("wrapped by hand", &|text| text.replace("- Add that ", "- Add that,\n  at last\n  ")),
        ("moved", &|text| {
            text.replace(&line(14, "Add this"), "")
                .replace(&line(11, "Fix them"), &format!("{}{}", line(11, "Fix them"), line(14, "Add this")))
        }),
        ("moved under a heading of their own", &|text| {
            text.replace(&line(11, "Fix them"), "")
                .replace("### Contributors", &format!("### Special\n\n{}\n### Contributors", line(11, "Fix them")))
        }),
        ("nested", &|text| text.replace(&line(11, "Fix them"), &format!("  {}", line(11, "Fix them")))),
        ("deleted", &|text| text.replace(&line(13, "Add that"), "")),
        ("section deleted", &|text| {
            text.replace(&format!("### Bugs fixed\n\n{}{}\n", line(12, "Fix it"), line(11, "Fix them")), "")
        }),
        ("prose between", &|text| text.replace("### Bugs", "A great release.\n\n> Really.\n\n### Bugs")),
        ("nested bullet", &|text| {
            text.replace(&line(13, "Add that"), &format!("{}  - see #99\n\n    more\n", line(13, "Add that")))
        }),
        ("other bullets", &|text| text.replace("\n- ", "\n* ")),
        ("heading reworded", &|text| text.replace("5.4.0 - 2025-10-06", "5.4.0 - 2025-10-06 - the quiet one")),
        ("compare line and contributors deleted", &|text| {
            text.replace("([full changelog](https://github.com/o/r/compare/5.3.0...5.4.0))\n\n", "")
                .replace("[@a](https://github.com/a) | [@b](https://github.com/b)\n", "")
        }),
    ];
    for (name, edit) in edits {
        let (by_person, merged) = edited(&CHANGES, edit);
        assert_eq!(merged.text, by_person, "{name}");
        assert!(merged.report.added.is_empty() && merged.report.updated.is_empty(), "{name}");
    }
}

#[test]
fn the_report_tells_a_persons_edits() {
    let (_, merged) = edited(&CHANGES, |text| text.replace("Add that", "Add more").replace(&line(12, "Fix it"), ""));
    assert_eq!(merged.report.kept, ["13"]);
    assert_eq!(merged.report.deleted, ["12"]);
}

#[test]
fn a_new_change_goes_where_it_belongs() {
    let changes = [
        (15, "new", "Add more"),
        CHANGES[0],
        CHANGES[1],
        (10, "new", "Add less"),
        CHANGES[2],
        CHANGES[3],
        (9, "other", "Rest"),
    ];
    let (_, merged) = edited(&changes, |text| text.replace("Add this", "Add THIS"));
    assert_eq!(merged.report.added, ["15", "10", "9"]);
    insta::assert_snapshot!(without_base(&merged.text), @r#"
    # Changelog

    ## 5.4.0 - 2025-10-06

    ([full changelog](https://github.com/o/r/compare/5.3.0...5.4.0))

    ### New features added

    - Add more [#15](https://github.com/o/r/pull/15) ([@a](https://github.com/a))
    - Add THIS [#14](https://github.com/o/r/pull/14) ([@a](https://github.com/a))
    - Add that [#13](https://github.com/o/r/pull/13) ([@a](https://github.com/a))
    - Add less [#10](https://github.com/o/r/pull/10) ([@a](https://github.com/a))

    ### Bugs fixed

    - Fix it [#12](https://github.com/o/r/pull/12) ([@a](https://github.com/a))
    - Fix them [#11](https://github.com/o/r/pull/11) ([@a](https://github.com/a))

    ### Other merged PRs

    - Rest [#9](https://github.com/o/r/pull/9) ([@a](https://github.com/a))

    ### Contributors to this release

    [@a](https://github.com/a) | [@b](https://github.com/b)
    "#);
}

#[test]
fn an_unedited_line_is_written_anew_wherever_it_stands() {
    let changes = [CHANGES[0], (13, "new", "Add that, renamed"), CHANGES[2], CHANGES[3]];
    let (by_person, merged) = edited(&changes, |text| {
        text.replace(&line(13, "Add that"), "").replace(
            &line(11, "Fix them"),
            &format!("{}* nested\n  {}  - detail\n", line(11, "Fix them"), line(13, "Add that").replace("- ", "* ")),
        )
    });
    assert_eq!(merged.report.updated, ["13"]);
    let expected = by_person.replace("  * Add that ", "  * Add that, renamed ");
    assert_eq!(without_base(&merged.text), without_base(&expected));
}

#[test]
fn an_unedited_line_follows_its_section() {
    let changes = [(14, "bug", "Add this"), CHANGES[1], CHANGES[2], (11, "other", "Fix them")];
    let (_, merged) = edited(&changes, |text| text.replace("Add this", "Add THIS"));
    assert_eq!(merged.report.updated, ["11"]);
    assert_eq!(merged.report.kept, ["14"]);
    let end = without_base(&merged.text);
    let (_, end) = end.split_once("### Bugs fixed\n\n").unwrap();
    assert!(
        end.starts_with(&format!(
            "{}\n### Other merged PRs\n\n{}\n### Contributors",
            line(12, "Fix it"),
            line(11, "Fix them")
        )),
        "{end}"
    );
}

#[test]
fn a_section_that_we_emptied_goes() {
    let changes = [CHANGES[0], CHANGES[1], (12, "new", "Fix it"), (11, "new", "Fix them")];
    let file = merged("# Changelog\n", &jupyter(Some("5.4.0"), &CHANGES)).text;
    let merged = merged(&file, &jupyter(Some("5.4.0"), &changes));
    assert!(!merged.text.contains("### Bugs fixed"));
    assert_eq!(
        without_base(&merged.text),
        without_base(&super::merged("# Changelog\n", &jupyter(Some("5.4.0"), &changes)).text)
    );
}

#[test]
fn a_line_that_a_person_moved_stays_when_its_section_changes() {
    let changes = [CHANGES[0], CHANGES[1], CHANGES[2], (11, "other", "Fix them")];
    let (by_person, merged) = edited(&changes, |text| {
        text.replace(&line(11, "Fix them"), "")
            .replace(&line(13, "Add that"), &format!("{}{}", line(13, "Add that"), line(11, "Fix them")))
    });
    assert_eq!(without_base(&merged.text), without_base(&by_person));
}

#[test]
fn a_renamed_section_heading_is_still_the_section() {
    let changes = [CHANGES[0], CHANGES[1], CHANGES[2], CHANGES[3], (10, "bug", "Fix more")];
    let (by_person, merged) = edited(&changes, |text| text.replace("### Bugs fixed", "### Repairs"));
    let expected =
        by_person.replace(&line(11, "Fix them"), &format!("{}{}", line(11, "Fix them"), line(10, "Fix more")));
    assert_eq!(without_base(&merged.text), without_base(&expected));
}

#[test]
fn what_left_the_range_stays_and_is_named() {
    let mut generated = jupyter(Some("5.4.0"), &CHANGES[..2]);
    generated.known = vec!["12".to_owned()];
    let file = merged("# Changelog\n", &jupyter(Some("5.4.0"), &CHANGES)).text;
    let merged = merged(&file, &generated);
    assert_eq!(merged.report.hidden, [Located { key: "12".to_owned(), line: 14 }]);
    assert_eq!(merged.report.left_range, [Located { key: "11".to_owned(), line: 15 }]);
    assert_eq!(merged.text.lines().nth(14).unwrap(), line(11, "Fix them").trim_end());
    let back = super::merged(&merged.text, &jupyter(Some("5.4.0"), &CHANGES));
    assert_eq!(without_base(&back.text), without_base(&file));
}

#[test]
fn a_change_that_a_person_listed_first_is_not_doubled() {
    for by_hand in ["- Rest (#9)\n", "- Rest and more (#8, #9)\n", "  - nested rest #9\n"] {
        let changes = [CHANGES[0], CHANGES[1], CHANGES[2], CHANGES[3], (9, "other", "Rest")];
        let (by_person, merged) =
            edited(&changes, |text| text.replace(&line(11, "Fix them"), &format!("{}{by_hand}", line(11, "Fix them"))));
        assert_eq!(without_base(&merged.text), without_base(&by_person), "{by_hand}");
        assert_eq!(merged.report.kept, ["9"]);
    }
}

#[test]
fn a_reworded_line_that_names_another_change_last_is_still_itself() {
    let (by_person, merged) = edited(&CHANGES, |text| {
        text.replace(
            &line(12, "Fix it"),
            "- Fix it ([#12](https://github.com/o/r/pull/12)), a part of [#500](https://github.com/o/r/pull/500)\n",
        )
    });
    assert_eq!(merged.text, by_person);
    assert_eq!(merged.report.kept, ["12"]);
}

#[test]
fn a_backport_stands_for_its_original() {
    let file = merged("# Changelog\n", &jupyter(Some("5.4.0"), &[(100, "bug", "Backport of it")])).text;
    let mut generated = jupyter(Some("5.4.0"), &[(12, "bug", "Fix it")]);
    generated.entries[0].aliases.push("100".to_owned());
    let merged = merged(&file, &generated);
    assert_eq!(merged.report.updated, ["12"]);
    assert!(merged.text.contains(&line(12, "Fix it")) && !merged.text.contains("Backport"));
}

#[test]
fn a_section_without_a_base_is_a_persons() {
    let file = "# Changelog\n\n## 5.4.0\n\nBy hand.\n\n- Fix it, by hand (#12)\n";
    let generated = jupyter(Some("5.4.0"), &CHANGES);
    let left = merged(file, &generated);
    assert_eq!(left.text, file);
    assert_eq!(left.report.missing, ["14", "13", "11"]);
    let adopted = merged_with(file, &generated, Options { adopt: true, ..Options::default() });
    assert_eq!(adopted.report.added, ["14", "13", "11"]);
    insta::assert_snapshot!(adopted.text, @r#"
    # Changelog

    ## 5.4.0

    By hand.

    - Fix it, by hand (#12)

    ### New features added

    - Add this [#14](https://github.com/o/r/pull/14) ([@a](https://github.com/a))
    - Add that [#13](https://github.com/o/r/pull/13) ([@a](https://github.com/a))

    ### Bugs fixed

    - Fix them [#11](https://github.com/o/r/pull/11) ([@a](https://github.com/a))

    <!-- shepherd: base 1 {"compare": ["", "53476ee755f2"], "contributors": ["", "6e35e53d1cb0"], "14": ["new", "f06dbc8478f5"], "13": ["new", "8bd78df00460"], "12": ["bug", "0552961b1624"], "11": ["bug", "3cc75d6deebb"]} -->
    "#);
    let after = merged(&adopted.text, &generated);
    assert_eq!(after.text, adopted.text);
    let deleted = adopted.text.replace("- Fix it, by hand (#12)\n", "");
    assert_eq!(merged(&deleted, &generated).report.deleted, ["12"]);
}

#[test]
fn check_compares_without_writing() {
    let file = merged("# Changelog\n", &jupyter(Some("5.4.0"), &CHANGES[..3])).text;
    let file = file.replace(&line(13, "Add that"), "- Foreign (#77)\n- By hand #14\n- A bot (#5)\n");
    let mut generated = jupyter(Some("5.4.0"), &CHANGES);
    generated.known.push("5".to_owned());
    let comparison = check(&file, &generated).unwrap();
    assert_eq!(comparison.section, Some(3));
    assert_eq!(comparison.missing, ["11"]);
    assert_eq!(comparison.foreign, [Located { key: "77".to_owned(), line: 10 }]);
    assert_eq!(comparison.twice, [Repeated { key: "14".to_owned(), lines: vec![9, 11] }]);
    assert!(check(&merged(&file, &generated).text, &jupyter(Some("5.4.1"), &CHANGES)).unwrap().section.is_none());
}
