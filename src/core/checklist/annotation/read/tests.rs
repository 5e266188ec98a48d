//! Annotations, right and wrong.

use super::*;

/// Returns each problem as `message / help / the text at its place`.
fn problems(comment: &str) -> Vec<String> {
    let (_, problems) = read(comment).unwrap();
    problems.into_iter().map(|found| format!("{} | {} | {}", found.message, found.help, &comment[found.span])).collect()
}

#[test]
fn all_keys_are_read() {
    let comment = r#"<!-- shepherd: id = "tag/push", only = ["minor", "major"], role = "pypi-owner",
        needs = "changelog", verify = "tag-pushed", check = ["clean-tree", "on-line"], sign-off = "mentor",
        irreversible = true, wait = "72h", undo = "git tag -d x", why = "users", input = ["VERSION"], run = "tag",
        assignees = ["ada"], interactive = false -->"#;
    let (annotation, problems) = read(comment).unwrap();
    assert_eq!(problems, []);
    let expected = Annotation {
        id: Some("tag/push".to_owned()),
        only: vec![ReleaseKind::Minor, ReleaseKind::Major],
        role: Some("pypi-owner".to_owned()),
        needs: vec!["changelog".to_owned()],
        verify: Some(Verify::Check(Check::TagPushed)),
        checks: vec![Check::CleanTree, Check::OnLine],
        sign_off: Some("mentor".to_owned()),
        irreversible: Some(true),
        wait: Some(Wait { text: "72h".to_owned(), seconds: 259_200 }),
        undo: Some("git tag -d x".to_owned()),
        why: Some("users".to_owned()),
        input: vec!["VERSION".to_owned()],
        run: Some(BuiltIn::Tag),
        assignees: vec!["ada".to_owned()],
        interactive: Some(false),
    };
    assert_eq!(annotation, expected);
}

#[test]
fn other_comments_are_none() {
    for comment in ["<!-- a remark -->", "<!-- shepherds: x -->", "text", "<!---->", "<!-- id = \"x\" -->"] {
        assert!(read(comment).is_none(), "{comment}");
    }
    assert_eq!(read("<!--shepherd:-->"), Some((Annotation::default(), Vec::new())));
    assert_eq!(
        read("<!-- shepherd: verify = \"git diff --quiet\" -->").unwrap().0.verify,
        Some(Verify::Command("git diff --quiet".to_owned()))
    );
}

#[test]
fn each_mistake_names_its_key_and_the_right_one() {
    let cases = [
        (
            "<!-- shepherd: irreversble = true -->",
            "unknown key `irreversble` | did you mean `irreversible`? | irreversble",
        ),
        ("<!-- shepherd: sign_off = \"x\" -->", "unknown key `sign_off` | did you mean `sign-off`? | sign_off"),
        (
            "<!-- shepherd: check = \"clean-tre\" -->",
            "`clean-tre` is not one of the values of `check` | did you mean `clean-tree`? | \"clean-tre\"",
        ),
        (
            "<!-- shepherd: verify = \"tag-pushd\" -->",
            "`tag-pushd` is not one of the values of `verify` | did you mean `tag-pushed`? | \"tag-pushd\"",
        ),
        (
            "<!-- shepherd: only = [\"patch\", \"mnor\"] -->",
            "`mnor` is not one of the values of `only` | did you mean `minor`? | \"mnor\"",
        ),
        (
            "<!-- shepherd: run = \"zzz\" -->",
            "`zzz` is not one of the values of `run` | the values of `run` are `changelog`, `draft`, `record`, `tag`, `upgrade-notes` | \"zzz\"",
        ),
        (
            "<!-- shepherd: irreversible = \"yes\" -->",
            "`irreversible` is a text, and should be true or false | write `irreversible = true`, without quotes | \"yes\"",
        ),
        ("<!-- shepherd: id = 7 -->", "`id` is a number, and should be a text | write `id = \"…\"` | 7"),
        (
            "<!-- shepherd: id = \"Tag It\" -->",
            "`Tag It` cannot be an id | write small letters, digits, `-` and `/`: `tag-it` | \"Tag It\"",
        ),
        (
            "<!-- shepherd: wait = \"3 days\" -->",
            "`3 days` is not a time to wait | write a number with `m`, `h`, `d` or `w` behind it: `90m`, `72h`, `2d`, `1w` | \"3 days\"",
        ),
        (
            "<!-- shepherd: needs = true -->",
            "`needs` is true or false, and should be a text or a list of texts | write `needs = [\"…\", \"…\"]` | true",
        ),
        ("<!-- shepherd: why = \"\" -->", "`why` is empty | write a value, or leave the key out | \"\""),
    ];
    for (comment, expected) in cases {
        assert_eq!(problems(comment), [expected], "{comment}");
    }
}

#[test]
fn what_is_right_holds_where_something_else_is_wrong() {
    let comment = "<!-- shepherd: id = \"tag\", nonsense-key = 1, irreversible = \"x\",\n  why = \"é\" -->";
    let (annotation, problems) = read(comment).unwrap();
    assert_eq!(problems.len(), 2);
    assert_eq!((annotation.id.as_deref(), annotation.why.as_deref()), (Some("tag"), Some("é")));
}

#[test]
fn what_is_no_toml_is_shown_where_it_stands() {
    for comment in [
        "<!-- shepherd: id -->",
        "<!-- shepherd: id = \"tag -->",
        "<!-- shepherd: = -->",
        "<!-- shepherd: é é",
        "<!-- shepherd: id = \"a\" why = \"b\" -->",
    ] {
        let (_, problems) = read(comment).unwrap();
        assert_eq!(problems.len(), 1, "{comment}");
        assert!(problems[0].message.starts_with("the annotation is no TOML: "), "{}", problems[0].message);
        assert!(
            comment.get(problems[0].span.clone()).is_some_and(|text| !text.is_empty()),
            "{comment} {:?}",
            problems[0]
        );
    }
    assert_eq!(
        problems("<!-- shepherd: undo = \"a -->").first().map(|found| found.contains("close the quote")),
        Some(true)
    );
}
