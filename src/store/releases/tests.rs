//! Records as files.

use proptest::prelude::*;

use super::*;
use crate::core::ledger::{Confidence, Source};
use crate::store::marker;
use crate::store::releases::read::as_a_whole;

fn release(tag: &str) -> Release {
    Release {
        tag: tag.to_owned(),
        version: tag.to_owned(),
        kind: "patch".to_owned(),
        security: true,
        commit: "c9d2".repeat(10),
        date: Some("2026-08-10".parse().unwrap()),
        released_by: vec!["octocat".to_owned()],
        shadowed_by: vec!["newcomer".to_owned(), "other".to_owned()],
        organisations: [("octocat".to_owned(), "github \"x\"".to_owned())].into(),
        project: "f".to_owned(),
        source: Source::Guide,
        ..Release::default()
    }
}

#[test]
fn a_record_is_written_and_read() {
    let text = add("f", empty(), &release("5.5.1")).unwrap().unwrap();
    insta::assert_snapshot!(text, @r#"
    format = 1

    [[release]]
    tag = "5.5.1"
    version = "5.5.1"
    kind = "patch"
    security = true
    commit = "c9d2c9d2c9d2c9d2c9d2c9d2c9d2c9d2c9d2c9d2"
    date = 2026-08-10
    released-by = ["octocat"]
    mentored-by = []
    sponsored-by = []
    shadowed-by = ["newcomer", "other"]
    organisations = { octocat = 'github "x"' }
    source = "guide"
    "#);
    assert_eq!(read("f", &text).unwrap(), [release("5.5.1")]);
    let both = add("f", text.clone(), &release("5.5.2")).unwrap().unwrap();
    assert!(both.starts_with(&text), "{both}");
    assert_eq!(read("f", &both).unwrap(), [release("5.5.1"), release("5.5.2")]);
}

#[test]
fn what_people_wrote_stays() {
    let old = "# Ours.\nformat = 1 # the first\n\n[[release]]\ntag = '1.0' # a long night\nversion = \"1.0\"\n\
               mood = \"good\"\n\n[policy]\nrest = 2\n\n# The end.\n";
    let text = add("f", old.to_owned(), &release("1.1")).unwrap().unwrap();
    for line in old.lines() {
        assert!(text.lines().any(|kept| kept == line), "`{line}` is lost: {text}");
    }
    let tags: Vec<_> = read("f", &text).unwrap().into_iter().map(|release| release.tag).collect();
    assert_eq!(tags, ["1.0", "1.1"]);
    assert_eq!(marker::parse("f", &text).unwrap()["policy"]["rest"].as_integer(), Some(2));
}

#[test]
fn a_tag_has_one_record() {
    let text = add("f", empty(), &release("1.0")).unwrap().unwrap();
    assert_eq!(add("f", text.clone(), &release("1.0")).unwrap(), None);
    let later = Release { date: Some("2026-08-11".parse().unwrap()), security: false, ..release("1.0") };
    assert_eq!(add("f", text.clone(), &later).unwrap(), None);
    let other = Release { commit: "aaaa".repeat(10), ..release("1.0") };
    let error = add("f", text.clone(), &other).unwrap_err().to_string();
    assert_eq!(error, "another record of the release 1.0 is in the store already");
}

#[test]
fn a_newer_file_is_read_and_not_written() {
    let text = "format = 2\n[[release]]\ntag = \"1.0\"\nversion = \"1.0\"\n[[release]]\nname = \"new\"\n";
    assert_eq!(read("f", text).unwrap().len(), 1);
    let error = add("f", text.to_owned(), &release("1.1")).unwrap_err().to_string();
    assert_eq!(error, "`f` in the store has format 2, and this version knows formats up to 1");
}

#[test]
fn each_wrong_field_is_named() {
    let with = |line: &str| format!("format = 1\n[[release]]\ntag = \"1.0\"\nversion = \"1\"\n{line}\n");
    let cases = [
        ("security = 1", "line 5: `[[release]]` number 1: `security` is neither `true` nor `false`"),
        ("kind = 1", "line 5: `[[release]]` number 1: `kind` is no text"),
        ("date = \"2026\"", "line 5: `[[release]]` number 1: `date` is no date such as 2026-03-28"),
        ("date = 2026-03-28T09:00:00Z", "line 5: `[[release]]` number 1: `date` is no date such as 2026-03-28"),
        ("released-by = \"octocat\"", "line 5: `[[release]]` number 1: `released-by` is no list of texts"),
        ("organisations = []", "line 5: `[[release]]` number 1: `organisations` is no table of texts"),
        ("[[release]]\ntag = \"2\"", "line 5: `[[release]]` number 2: `version` is missing"),
        ("a = ", "line 5: string values must be quoted, expected literal string"),
    ];
    for (line, reason) in cases {
        let error = read("f", &with(line)).unwrap_err().to_string();
        assert_eq!(error, format!("`f` in the store is damaged: {reason}"));
    }
    let error = read("f", "format = 1\nrelease = 1\n").unwrap_err().to_string();
    assert_eq!(error, "`f` in the store is damaged: line 2: `release` is to be written as `[[release]]`");
}

#[test]
fn a_record_is_changed_where_it_stands() {
    let old = "# Ours.\nformat = 1\n\n# The first.\n[[release]]\ntag = '1.0' # a long night\nversion = \"1.0\"\n\
               released-by = [\n  'kim', # in a train\n]\nmood = \"good\"\nnotes = 'x'\n\n[[release]]\ntag = \"1.0.1\"\n\
               version = \"1.0.1\"\n\n[policy]\nrest = 2\n";
    let present = read("f", old).unwrap();
    let after = Release {
        released_by: vec!["mona".to_owned()],
        source: Source::Record,
        notes: String::new(),
        ..present[0].clone()
    };
    let text = put("f", old.to_owned(), &present, std::slice::from_ref(&after)).unwrap();
    insta::assert_snapshot!(text, @r#"
    # Ours.
    format = 1

    # The first.
    [[release]]
    tag = '1.0' # a long night
    version = "1.0"
    released-by = [
      # in a train
        "mona",
    ]
    mood = "good"
    source = "record"
    confidence = "low"

    [[release]]
    tag = "1.0.1"
    version = "1.0.1"

    [policy]
    rest = 2
    "#);
    assert_eq!(read("f", &text).unwrap(), [after, present[1].clone()]);
    // The same again changes nothing.
    assert_eq!(put("f", old.to_owned(), &present, &present).unwrap(), old);
}

#[test]
fn many_are_changed_at_once() {
    // The second is written in a way of its own, the third ends in a table.
    let text = add("f", empty(), &release("1.0")).unwrap().unwrap()
        + "\n[[release]]\nversion = \"1.1\" # ours\ntag = '1.1'\n\n[[release]]\ntag = \"1.2\"\nversion = \"1.2\"\n\
           [release.organisations]\nkim = \"Uni\"\n";
    let text = add("f", text, &release("1.3")).unwrap().unwrap();
    let present = read("f", &text).unwrap();
    let after: Vec<Release> =
        present.iter().map(|release| Release { notes: format!("of {}", release.tag), ..release.clone() }).collect();
    let changed = put("f", text, &present, &after).unwrap();
    assert_eq!(read("f", &changed).unwrap(), after);
    assert!(changed.contains("version = \"1.1\" # ours\n"), "{changed}");
}

#[test]
fn what_is_not_wanted_is_looked_at_all_the_same() {
    let text = add("f", empty(), &release("1.0")).unwrap().unwrap();
    let text = add("f", text, &release("1.1")).unwrap().unwrap();
    assert_eq!(read_where("f", &text, |release| release.tag == "1.1").unwrap(), [release("1.1")]);
    let damaged = text.replacen("security = true", "security = 1", 1);
    assert!(read_where("f", &damaged, |_| false).is_err());
}

#[test]
fn a_line_within_a_text_is_no_record() {
    let text = "format = 1\n[[release]]\ntag = \"1.0\"\nversion = \"1.0\"\nnotes = \"\"\"\nsee\n[[release]]\ntag = '2'\n\
                \"\"\"\n[[release]]\ntag = \"1.1\"\nversion = \"1.1\"\n";
    let present = read("f", text).unwrap();
    assert_eq!(present.iter().map(|release| release.tag.as_str()).collect::<Vec<_>>(), ["1.0", "1.1"]);
    let after = Release { kind: "minor".to_owned(), ..present[1].clone() };
    let changed = put("f", text.to_owned(), &present, std::slice::from_ref(&after)).unwrap();
    assert_eq!(read("f", &changed).unwrap(), [present[0].clone(), after]);
}

#[test]
fn a_list_in_place_of_tables_is_not_written() {
    let text = "format = 1\nrelease = [{ tag = \"1.0\", version = \"1.0\" }]\n";
    let error = add("f", text.to_owned(), &release("1.1")).unwrap_err().to_string();
    assert!(error.ends_with("`release` is to be written as `[[release]]`"), "{error}");
}

prop_compose! {
    fn any_release()(
        texts in proptest::collection::vec("(\\PC|\n|\"|\\\\|=){0,12}", 4),
        security in any::<bool>(),
        people in proptest::collection::vec(proptest::collection::vec("[a-zA-Z, -]{1,8}", 0..3), 4),
        organisations in proptest::collection::btree_map("[a-z. -]{1,6}", "\\PC{0,8}", 0..3),
        source in "(guide|record|tagger|wizard)?",
        is_unsure in any::<bool>(),
        minutes in proptest::option::of(any::<u32>()),
        day in proptest::option::of(1_i8..29),
    ) -> Release {
        let [kind, commit, notes, version] = &texts[..] else { panic!("there are four") };
        let source = Source::from(source.as_str());
        Release {
            project: "f".to_owned(), tag: "t".to_owned(), version: format!("v{version}"), kind: kind.clone(), security,
            commit: commit.clone(), date: day.map(|day| jiff::civil::date(2026, 3, day)),
            released_by: people[0].clone(), mentored_by: people[1].clone(), sponsored_by: people[2].clone(),
            shadowed_by: people[3].clone(), organisations: organisations.into_iter().collect(),
            confidence: if is_unsure { Confidence::Low } else { source.confidence() }, source, notes: notes.clone(),
            spent_minutes: minutes,
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(first in any_release(), second in any_release(), third in any_release()) {
        let second = Release { tag: "u".to_owned(), ..second };
        let text = put("f", empty(), &[], &[first.clone(), second.clone()]).unwrap();
        let both = [first.clone(), second.clone()];
        prop_assert_eq!(&read("f", &text).unwrap(), &both);
        prop_assert_eq!(&as_a_whole("f", &text).unwrap(), &both);
        let text = put("f", text, &both, std::slice::from_ref(&third)).unwrap();
        prop_assert_eq!(&read("f", &text).unwrap(), &[third, second]);
    }
}
