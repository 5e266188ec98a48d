//! Teams, and how they stand.

use super::*;
use crate::core::people::{Capacity, Right, Stage};

fn release(project: &str, version: &str, date: &str, by: &str) -> Release {
    Release {
        project: project.to_owned(),
        tag: version.to_owned(),
        version: version.to_owned(),
        kind: "minor".to_owned(),
        date: date.parse().ok(),
        released_by: by.split_whitespace().map(str::to_owned).collect(),
        ..Release::default()
    }
}

fn person(login: &str, rights: &[&str]) -> Person {
    let right = |name: &&str| Right { name: (*name).to_owned(), project: "octo/hello".to_owned(), ..Right::default() };
    Person { login: login.to_owned(), rights: rights.iter().map(right).collect(), ..Person::default() }
}

fn pairing(mentor: &str, mentee: &str) -> Pairing {
    Pairing {
        mentor: mentor.to_owned(),
        mentee: mentee.to_owned(),
        stage: Stage::Coaching,
        asked: None,
        accepted: "2026-01-01".parse().ok(),
        ended: None,
        next_check_in: None,
        spent_minutes: None,
        sequence: 0,
        changed: None,
    }
}

fn survey(people: Vec<Person>, releases: &[Release], pairings: &[Pairing]) -> Survey {
    let (roster, policy) = (Roster(people), Policy::default());
    let today = "2026-03-28".parse().unwrap();
    Survey::of(&Facts { roster: &roster, releases, pairings, policy: &policy, today })
}

#[test]
fn each_person_stands_somewhere() {
    let mut with_mentor = release("octo/hello", "1.1", "2026-02-01", "kim");
    (with_mentor.mentored_by, with_mentor.shadowed_by) = (vec!["mona".to_owned()], vec!["zoe".to_owned()]);
    let releases = [release("octo/hello", "1.0", "2026-01-01", "Mona ghost"), with_mentor];
    let left = Person { active_until: "2026-01-31".parse().ok(), ..person("ann", &[]) };
    let people = vec![left, person("kim", &[]), person("mona", &[])];
    let found = survey(people, &releases, &[pairing("mona", "kim")]);
    let shown: Vec<String> = found
        .standings
        .iter()
        .map(|one| format!("{} {} | {} | {}", one.login, one.rung, one.evidence_in_words(), one.next_in_words()))
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @"
    ann observer | in no release yet | watch 1
    kim paired | led 1 with a mentor | lead 1 alone
    mona mentor | led 1 alone, mentored 1 |
    ");
    assert_eq!(found.strangers, ["zoe"]);
    let facts: Vec<_> = found.standings.iter().map(|one| (one.is_active, one.mentees, one.last_led)).collect();
    let day = |text: &str| text.parse::<Date>().ok();
    assert_eq!(facts, [(false, 0, None), (true, 0, day("2026-02-01")), (true, 1, day("2026-01-01"))]);
}

#[test]
fn it_is_known_who_could_replace_whom() {
    let releases = [
        release("octo/hello", "1.0", "2023-01-01", "old"),
        release("octo/hello", "1.1", "2026-01-01", "mona"),
        release("octo/hello", "1.2", "2026-02-01", "ann"),
        release("octo/other", "0.1", "2026-02-01", "mona"),
    ];
    let gone = Person { active_until: "2026-03-01".parse().ok(), ..person("left", &["pypi-owner"]) };
    let people = vec![
        person("ann", &["maintainer"]),
        person("kim", &[]),
        gone,
        person("mona", &["maintainer", "pypi-owner"]),
        person("old", &[]),
    ];
    let found = survey(people, &releases, &[pairing("mona", "kim")]);
    let shown: Vec<String> = found
        .succession
        .iter()
        .map(|one| format!("{}: {} | {}", one.project, one.able.join(" "), one.learning.join(" ")))
        .collect();
    assert_eq!(shown, ["octo/hello: ann mona | kim", "octo/other: mona | kim"]);
    // Who did so long ago is named apart.
    assert_eq!(found.succession.iter().map(|one| one.before.join(" ")).collect::<Vec<_>>(), ["old", ""]);
    // Who does not take part any more holds nothing.
    let sole: Vec<String> = found
        .sole_holders
        .iter()
        .map(|one| format!("{} {} {} | {}", one.project, one.right, one.login, one.could.join(" ")))
        .collect();
    assert_eq!(sole, ["octo/hello pypi-owner mona | ann"]);
}

#[test]
fn too_much_is_told() {
    let three = |by: [&str; 3]| {
        let days = ["2026-01-01", "2026-02-01", "2026-03-01"];
        let versions = ["1.0", "1.1", "1.2"];
        let numbers = days.iter().zip(versions).zip(by);
        numbers.map(|((day, version), by)| release("octo/hello", version, day, by)).collect::<Vec<_>>()
    };
    let told = |releases: &[Release], people: Vec<Person>, pairings: &[Pairing]| {
        survey(people, releases, pairings).loads.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told(&three(["mona", "Mona", "mona"]), vec![person("mona", &[])], &[]), @"@mona led all of the last 3 releases of octo/hello in 365 days, alone: let somebody watch the next one, and lead the one after");
    insta::assert_snapshot!(told(&three(["ann", "mona", "mona"]), Vec::new(), &[]), @"@mona led 1.1 and 1.2 of octo/hello back to back: the next one is for somebody else");
    assert_eq!(told(&three(["mona", "mona", "ann"]), Vec::new(), &[]), "");
    assert_eq!(told(&three(["mona", "mona", "mona ann"]), Vec::new(), &[]), "");
    let mut watched = three(["mona", "mona", "mona"]);
    watched[1].shadowed_by.push("kim".to_owned());
    assert!(told(&watched, Vec::new(), &[]).contains("back to back"));
    let mut candidate = three(["ann", "mona", "mona"]);
    candidate[1].kind = "pre-release".to_owned();
    assert_eq!(told(&candidate, Vec::new(), &[]), "");
    let capacity = Capacity { releases: None, mentees: Some(1) };
    let mona = Person { capacity, ..person("mona", &[]) };
    let pairings = [pairing("mona", "kim"), pairing("mona", "zoe")];
    insta::assert_snapshot!(told(&[], vec![mona], &pairings), @"@mona has 2 mentees, and takes on 1: somebody else may be a mentor to one of them");
}
