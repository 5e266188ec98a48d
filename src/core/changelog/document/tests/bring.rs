//! Sections that come from the changelog of another line.

use super::*;

const CHANGES: [Change<'_>; 2] = [(12, "bug", "Fix *it*"), (11, "new", "Add this")];
const OLD: &str = "# Changes\n\n## 5.5.0\n\n- new (#30)\n\n## 5.3.0\n\n- old (#1)\n";

/// Returns the changelog of a line whose people reworded a line and thanked.
fn theirs(generated: &Generated) -> String {
    let text = merged("# Changes\n\n## 5.3.0\n\n- old (#1)\n", generated).text;
    text.replace("Add this", "A door").replace("### Bugs fixed", "Thanks to all of you!\n\n### Bugs fixed")
}

#[test]
fn the_words_of_people_come_with_it() {
    let generated = jupyter(Some("5.4.0"), &CHANGES);
    let there = theirs(&generated);
    for file in [OLD.to_owned(), OLD.replace('\n', "\r\n"), String::new(), OLD.replace("## ", "### ")] {
        let text = bring(&file, &there, &generated).unwrap().expect("it is there");
        let report = merged(&text, &generated);
        assert!(text.contains("A door [#11]") && text.contains("Thanks to all of you!"), "{text}");
        assert_eq!(report.text, text, "nothing is left to merge");
        assert_eq!(report.report.kept, ["11"]);
        assert_eq!(bring(&text, &there, &generated), Ok(None), "it is not brought twice");
    }
    insta::assert_snapshot!(without_base(&bring(OLD, &there, &generated).unwrap().unwrap()), @"
    # Changes

    ## 5.5.0

    - new (#30)

    ## 5.4.0

    ([full changelog](https://github.com/o/r/compare/5.3.0...5.4.0))

    ### New features added

    - A door [#11](https://github.com/o/r/pull/11) ([@a](https://github.com/a))

    Thanks to all of you!

    ### Bugs fixed

    - Fix *it* [#12](https://github.com/o/r/pull/12) ([@a](https://github.com/a))

    ### Contributors to this release

    [@a](https://github.com/a) | [@b](https://github.com/b)


    ## 5.3.0

    - old (#1)
    ");
}

#[test]
fn what_is_not_there_is_not_brought() {
    let generated = jupyter(Some("5.4.0"), &CHANGES);
    for there in ["", "# Changes\n\n## 5.3.0\n\n- old (#1)\n", "# Changes\n\n## 5.4.0\n\n## 5.3.0\n\n- old (#1)\n"] {
        assert_eq!(bring(OLD, there, &generated), Ok(None), "{there}");
    }
    let twice = "## 5.4.0\n\n- a\n\n## v5.4.0\n\n- b\n";
    assert!(bring(OLD, twice, &generated).is_err());
    assert_eq!(bring(OLD, &theirs(&generated), &jupyter(None, &CHANGES)), Ok(None));
}

#[test]
fn what_changed_since_is_merged_into_it() {
    let there = theirs(&jupyter(Some("5.4.0"), &CHANGES));
    let now = jupyter(Some("5.4.0"), &[(13, "new", "Add that"), (12, "bug", "Fix *it*"), (11, "new", "Add this")]);
    let text = bring(OLD, &there, &now).unwrap().expect("it is there");
    let merged = merged(&text, &now);
    assert_eq!((merged.report.added, merged.report.kept), (vec!["13".to_owned()], vec!["11".to_owned()]));
}
