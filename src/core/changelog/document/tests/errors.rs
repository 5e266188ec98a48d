//! Files that are left untouched.

use super::*;

fn error(file: &str) -> DocumentError {
    let generated = jupyter(Some("5.4.0"), &[(12, "bug", "Fix it")]);
    let error = merge(file, &generated, &Options::default()).unwrap_err();
    // A comparison needs no place for a new section, so it can go further; where it stops too, it says the same.
    if let Err(other) = check(file, &generated) {
        assert_eq!(other, error);
    }
    error
}

#[test]
fn a_doubtful_file_is_an_error_with_a_line() {
    let cases = [
        ("# C\n\n## 5.4.0\n\n- a\n\n## [5.4.0](x) (2025-01-01)\n", "5.4.0 has two sections, in lines 3 and 7"),
        ("# C\n\n## 5.4.0 / 5.3.9\n\n- a\n", "the heading in line 3 names 5.4.0 together with other versions"),
        (
            "# C\n\n## 5.4.0\n\n<!-- shepherd: base 2 {} -->\n",
            "the base comment in line 5 has format 2; this release knows formats up to 1",
        ),
        (
            "# C\n\n## 5.4.0\n\n<!-- shepherd: base 1 {} -->\n\n<!-- shepherd: base 1 {} -->\n",
            "one section has two base comments, in lines 5 and 7",
        ),
        ("# C\n\n5.3.0 (2025-03-04)\n\n- old\n", "line 3 names a version but is not a heading"),
        ("- old\n- older\n", "no heading names a version, and line 1 lists changes already"),
        (
            "# C\n\n## Five point four\n\n<!-- shepherd: base 1 {\"12\": [\"bug\", \"x\"]} -->\n",
            "the base comment in line 5 lists the same changes but stands under no version's heading",
        ),
        ("# C\n\n<<<<<<< HEAD\n", "line 3 is a merge conflict marker"),
    ];
    for (file, message) in cases {
        assert_eq!(error(file).to_string(), message);
    }
    assert!(matches!(
        error("## 5.4.0\n\n<!-- shepherd: base 1 {oops} -->\n"),
        DocumentError::DamagedBase { line: 3, .. }
    ));
}

#[test]
fn a_template_that_leaves_a_change_out_is_an_error() {
    let mut generated = jupyter(Some("5.4.0"), &[(12, "bug", "Fix it")]);
    generated.entries.push(entry(13, "bug"));
    assert_eq!(
        merge("", &generated, &Options::default()).unwrap_err(),
        DocumentError::NotListed { key: "13".to_owned() }
    );
}
