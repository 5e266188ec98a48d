//! Tables as people keep them.

use super::*;
use crate::core::ledger::Someone;
use crate::core::version::Version;
use crate::failure::Failure;

fn told(text: &str, named: &[Named]) -> Vec<String> {
    let people = |people: &[Someone]| {
        let one = |someone: &Someone| match someone {
            Someone::Login(login) => format!("@{login}"),
            Someone::Name(name) => name.clone(),
            Someone::Signed { person, .. } => person.email.clone(),
        };
        people.iter().map(one).collect::<Vec<_>>().join("+")
    };
    let one = |row: Row| {
        let fact = row.fact;
        let roles = [fact.released_by, fact.mentored_by, fact.sponsored_by, fact.shadowed_by].map(|role| people(&role));
        format!("{} {} {} {}{} {}", row.line, row.version, roles.join("/"), fact.kind, fact.security, fact.notes)
            .trim_end()
            .to_owned()
    };
    read("T.md", text, named).unwrap().into_iter().map(one).collect()
}

fn error(text: &str, named: &[Named]) -> String {
    Failure::from(read("T.md", text, named).unwrap_err()).to_string()
}

#[test]
fn usual_heads_are_recognised() {
    let text = "# Releases\n\n| Step | Who |\n|---|---|\n| 1 | all |\n\nText.\n\n\
                | Release | Date | Release Manager | Mentor(s) | Shadows | Type | Security | Notes |\n\
                | :--- | --- | --- | --- | --- | --- | :-: | --- |\n\
                | v1.0.0 | 2020-01-01 | [@mona](https://github.com/mona) | - | @kim, @ann | major | | the \\| first |\n\
                | `1.0.1` | | Mona Lisa | @ann | | bugfix | yes | |\n\
                | 1.1.0 | | TBD | | | | CVE-2020-1 | |\n|  |  |  |  |  |  |  |  |\n";
    assert_eq!(
        told(text, &[]),
        [
            "11 v1.0.0 @mona///@kim+@ann majorfalse the | first",
            "12 1.0.1 Mona Lisa/@ann// patchtrue",
            "13 1.1.0 /// true"
        ]
    );
}

#[test]
fn a_page_on_github_is_a_person() {
    let text = "| Version | By |\n|-|-|\n| 1.0 | https://github.com/kim |\n| 1.1 | [Kim N.](https://github.com/kim) |\n\
                | 1.2 | [@mona](https://github.com/mona), <https://github.com/kim> |\n\
                | 1.3 | [Kim](https://example.org/kim) |\n";
    let expected = ["3 1.0 @kim/// false", "4 1.1 @kim/// false", "5 1.2 @mona+@kim/// false", "6 1.3 Kim/// false"];
    assert_eq!(told(text, &[]), expected);
}

#[test]
fn a_head_can_be_named() {
    let text = "| Wrangler | What |\n|-|-|\n| @mona | 1.0 |\n";
    let named = [(Column::ReleasedBy, "wrangler".to_owned()), (Column::Version, "What".to_owned())];
    assert_eq!(told(text, &named), ["3 1.0 @mona/// false"]);
    insta::assert_snapshot!(error(text, &named[..1]), @"
    error: T.md:1: no column of the table is recognised as `version`
    help: its columns are `Wrangler`, `What`
    help: say which it is with `--column version=HEAD`
    ");
    insta::assert_snapshot!(error(text, &[(Column::Notes, "Other".to_owned())]), @"
    error: T.md:1: the table has no column `Other`
    help: its columns are `Wrangler`, `What`
    ");
}

#[test]
fn odd_tables_are_told_with_their_line() {
    let cases = [
        ("No table.\n", "T.md holds no Markdown table"),
        ("| a | b |\n|-|-|\n| 1 | 2 |\n", "T.md:1: no column of the table is recognised as `version`"),
        ("\n| Version | b |\n|-|-|\n| 1 | 2 |\n", "T.md:2: no column of the table is recognised as `released-by`"),
        ("| Version | By | By |\n|-|-|-|\n| 1 | 2 | 3 |\n", "T.md:1: two columns of the table may be `released-by`"),
        ("| Version | By |\n|-|-|\n| 1.0 | @a | x |\n", "T.md:3: the row has 3 cells, and the head of the table has 2"),
        ("| Version | By |\n|-|-|\n| 1.0 |\n", "T.md:3: the row has 1 cell, and the head of the table has 2"),
        ("| Version | By |\n|-|-|\n| | @a |\n", "T.md:3: the row names no version"),
        (
            "| Version | By |\n|-|-|\n| 1.3.0 - 1.5.0 | @a |\n",
            "T.md:3: `1.3.0 - 1.5.0` in the column `version` is neither one version nor a list such as `1.3.0, 1.4.0`",
        ),
    ];
    for (text, message) in cases {
        let told = error(text, &[]);
        assert!(told.starts_with(&format!("error: {message}\n")), "{told}");
    }
}

#[test]
fn a_row_finds_its_tag() {
    let tag = |name: &str, version: &str| Tagged {
        tag: name.to_owned(),
        version: Version::parse(version).unwrap(),
        commit: String::new(),
        date: None,
        tagger: None,
        trailers: Vec::new(),
        merger: None,
        bump: None,
        pull_request: None,
        near: Vec::new(),
    };
    let tags = [tag("v1.0.0", "1.0.0"), tag("v1.1.0", "1.1.0")];
    let rows = |text: &str| read("T.md", text, &[]).unwrap();
    let head = "| Version | By |\n|-|-|\n";
    let (facts, others) =
        facts_of_table("T.md", rows(&format!("{head}| 1.1 | @a |\n| v1.0.0 | @b |\n| 2.0 | @c |\n")), &tags).unwrap();
    assert_eq!(facts.iter().map(|(place, _)| *place).collect::<Vec<_>>(), [1, 0]);
    let several = "| 1.0 / 1.1 | @a |\n";
    let (facts, _) = facts_of_table("T.md", rows(&format!("{head}{several}")), &tags).unwrap();
    assert_eq!(
        facts.iter().map(|(place, fact)| (*place, fact.place.as_str())).collect::<Vec<_>>(),
        [(0, "T.md:3"), (1, "T.md:3")]
    );
    assert_eq!(others.iter().map(|row| row.version.as_str()).collect::<Vec<_>>(), ["2.0"]);
    let twice = facts_of_table("T.md", rows(&format!("{head}| 1.1 | @a |\n| 1.1.0 | @b |\n")), &tags).unwrap_err();
    assert_eq!(twice.to_string(), "T.md:4: 1.1.0 stands in line 3 already");
}
