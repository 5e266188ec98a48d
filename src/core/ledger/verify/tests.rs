//! Records held against tags.

use super::*;
use crate::core::changelog::identity::Identities;
use crate::core::changelog::rules::Rules;
use crate::core::mailmap::Mailmap;
use crate::core::people::{Person, Roster};

fn tagged(tag: &str, trailers: &[(&str, &str)]) -> Tagged {
    Tagged {
        tag: tag.to_owned(),
        version: Version::parse(tag.trim_start_matches('v')).unwrap(),
        commit: "a".repeat(40),
        date: Some(jiff::civil::date(2026, 3, 28)),
        tagger: None,
        trailers: trailers.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
        merger: None,
        bump: None,
        pull_request: None,
        near: Vec::new(),
    }
}

fn record(tag: &str) -> Release {
    Release {
        tag: tag.to_owned(),
        version: tag.trim_start_matches('v').to_owned(),
        kind: "major".to_owned(),
        commit: "a".repeat(40),
        date: Some(jiff::civil::date(2026, 3, 28)),
        released_by: vec!["kim".to_owned()],
        source: Source::Guide,
        ..Release::default()
    }
}

fn told(releases: &[Release], tags: &[Tagged], roster: &Roster) -> Vec<String> {
    let one = |finding: Finding| format!("{}: {}: {}", finding.problem.word(), finding.tag, finding.text);
    verified(releases, tags, roster).findings.into_iter().map(one).collect()
}

fn verified(releases: &[Release], tags: &[Tagged], roster: &Roster) -> Verified {
    let (rules, history) = (Rules::default(), Identities::default());
    let mailmap = Mailmap::parse("<kim@example.org> <Kim@Old.example.org>\n");
    verify(releases, tags, Known { roster, rules: &rules, history: &history, given: &[], mailmap: &mailmap }, &[])
}

#[test]
fn people_are_joined_as_an_import_joins_them() {
    let kim = "Kim Newcomer <2+kim@users.noreply.github.com>";
    let tags = [
        tagged("1.0.0", &[("Released-by", kim)]),
        tagged("1.0.1", &[("Released-by", "Ann <ann@example.org>"), ("Mentored-by", "")]),
        tagged("1.0.2", &[("Released-by", "Ann Other <ann@example.org>")]),
    ];
    let ann = Person { login: "ann".to_owned(), aliases: vec!["ann@example.org".to_owned()], ..Person::default() };
    let ann_is = |who: &str| vec![who.to_owned()];
    let releases = [
        record("1.0.0"),
        // The record knows more than the tag.
        Release { kind: "patch".to_owned(), released_by: ann_is("ann"), mentored_by: ann_is("kim"), ..record("1.0.1") },
        Release { kind: "patch".to_owned(), released_by: ann_is("Ann Other"), ..record("1.0.2") },
    ];
    let kim = Person { login: "kim".to_owned(), ..Person::default() };
    let found = told(&releases, &tags, &Roster(vec![ann, kim]));
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_version_that_is_not_the_tags_is_found() {
    let tags = [tagged("1.0.0", &[]), tagged("2.0.0", &[])];
    let version = |tag: &str, version: &str| Release { version: version.to_owned(), ..record(tag) };
    let found = told(&[version("1.0.0", "new"), version("2.0.0", "2.0.1")], &tags, &Roster::default());
    assert_eq!(
        found,
        [
            "disagrees: 1.0.0: the record says version new, the tag says 1.0.0",
            "disagrees: 2.0.0: the record says version 2.0.1, the tag says 2.0.0"
        ]
    );
}

#[test]
fn what_agrees_is_no_finding() {
    let roster =
        Roster(vec![Person { login: "kim".to_owned(), aliases: vec!["kim-old".to_owned()], ..Person::default() }]);
    let tags = [tagged("1.0.0", &[("Released-by", "@Kim-old")])];
    // Another zone, another day.
    let release = Release { date: Some(jiff::civil::date(2026, 3, 29)), ..record("1.0.0") };
    let verified = verified(&[release], &tags, &roster);
    assert_eq!(verified, Verified { compared: 1, with_trailers: 1, ..Verified::default() });
}

#[test]
fn each_thing_that_is_wrong_is_found() {
    let tags = [
        tagged("1.0.0", &[("Released-by", "@mona"), ("Mentored-by", "@ann")]),
        tagged("v2.0.0", &[]),
        tagged("3.0.0", &[]),
        tagged("4.0.0", &[]),
    ];
    let releases = [
        record("1.0.0"),
        Release {
            commit: "b".repeat(40),
            date: Some(jiff::civil::date(2026, 3, 30)),
            kind: "minor".to_owned(),
            released_by: Vec::new(),
            ..record("v2.0.0")
        },
        record("2.0"),
        record("4.0.0"),
        record("4.0.0"),
    ];
    let roster = Roster(vec![Person { login: "mona".to_owned(), ..Person::default() }]);
    insta::assert_snapshot!(told(&releases, &tags, &roster).join("\n"), @"
    disagrees: 1.0.0: released-by: the record says kim, the tag says mona
    disagrees: 1.0.0: mentored-by: the record says nobody, the tag says ann
    disagrees: v2.0.0: the record says commit bbbbbbbbbbbb, the tag is on aaaaaaaaaaaa
    disagrees: v2.0.0: the record says 2026-03-30, the tag is of 2026-03-28
    disagrees: v2.0.0: the record says minor, by the versions it is major
    nobody: v2.0.0: nobody is known to have cut it
    no-record: 3.0.0: the tag has no record
    twice: 4.0.0: the tag is recorded 2 times
    no-tag: 2.0: the record has no tag here
    twice: v2.0.0: one version with 2.0
    ");
    // Who released once need not be in the roster.
    let doubts: Vec<String> = verified(&releases, &tags, &roster).doubts.into_iter().map(|one| one.text).collect();
    assert_eq!(doubts, ["kim is not among the people of the records (4 releases)"]);
    assert_eq!(verified(&releases, &tags, &Roster::default()).doubts, []);
}

#[test]
fn people_behind_another_address_are_the_same() {
    let tags = [tagged("1.0.0", &[("Released-by", "K. N. <kim@old.example.org>")])];
    let kim = Person { login: "kim".to_owned(), aliases: vec!["kim@example.org".to_owned()], ..Person::default() };
    assert_eq!(told(&[record("1.0.0")], &tags, &Roster(vec![kim])), [""; 0]);
}

#[test]
fn one_release_may_have_two_tags() {
    let tags = [tagged("1.0.0", &[]), tagged("v1.0.0", &[])];
    assert_eq!(told(&[record("v1.0.0")], &tags, &Roster::default()), [""; 0]);
    let elsewhere = Tagged { commit: "b".repeat(40), ..tagged("1.0.0", &[]) };
    let found = told(&[record("v1.0.0")], &[elsewhere, tagged("v1.0.0", &[])], &Roster::default());
    assert_eq!(found, ["no-record: 1.0.0: the tag has no record"]);
}

#[test]
fn nobody_is_their_own_mentor() {
    let tags = [tagged("1.0.0", &[]), tagged("2.0.0", &[])];
    let mentored = |tag: &str, by: &[&str]| Release {
        released_by: by.iter().map(|who| (*who).to_owned()).collect(),
        mentored_by: vec!["Kim".to_owned()],
        ..record(tag)
    };
    let found = told(&[mentored("1.0.0", &["kim"]), mentored("2.0.0", &["ann", "kim"])], &tags, &Roster::default());
    assert_eq!(found, ["own-mentor: 1.0.0: kim cut it alone, and is the mentor of it as well"]);
}

#[test]
fn a_release_whose_old_tag_is_gone_is_recorded() {
    let found = told(&[record("v1.0.0")], &[tagged("1.0.0", &[])], &Roster::default());
    assert_eq!(found, ["no-tag: v1.0.0: the record has no tag here"]);
}

#[test]
fn what_people_say_of_a_kind_is_looked_at() {
    let tags = ["1.0.0", "1.1.0rc1", "1.1.0", "1.1.1", "1.1.2"].map(|tag| tagged(tag, &[]));
    let said = |tag: &str, kind: &str, source: Source| Release { kind: kind.to_owned(), source, ..record(tag) };
    let releases = [
        said("1.0.0", "pre-release", Source::Record),
        said("1.1.0rc1", "minor", Source::Table),
        said("1.1.0", "major", Source::Table),
        said("1.1.1", "minor", Source::Guide),
        // A word of their own.
        said("1.1.2", "hotfix", Source::Record),
        said("7.0rc1", "major", Source::Record),
    ];
    let verified = verified(&releases, &tags, &Roster::default());
    let lines = |findings: &[Finding]| -> Vec<String> {
        findings.iter().map(|one| format!("{}: {}: {}", one.problem.word(), one.tag, one.text)).collect()
    };
    assert_eq!(
        lines(&verified.findings),
        [
            "disagrees: 1.0.0: the record says pre-release, and 1.0.0 is no pre-release",
            "disagrees: 1.1.0rc1: the record says minor, and 1.1.0rc1 is a pre-release",
            "disagrees: 1.1.1: the record says minor, by the versions it is patch",
            "no-tag: 7.0rc1: the record has no tag here",
            "disagrees: 7.0rc1: the record says major, and 7.0rc1 is a pre-release",
        ]
    );
    assert_eq!(lines(&verified.doubts), ["kind: 1.1.0: the record says major, by the versions it is minor"]);
}
