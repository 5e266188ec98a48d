//! Who is shown, what is masked, and what is left out.

use super::*;
use crate::core::people::{Affiliation, Right};

#[test]
fn addresses_are_nowhere() {
    for (text, shown) in [
        ("Mona <mona@example.org>", "Mona <[address hidden]>"),
        ("mailto:mona@example.org", "[address hidden]"),
        ("a.b+c@sub.example.co.uk, d@e.fr", "[address hidden], [address hidden]"),
        ("мона@пример.рф", "[address hidden]"),
        ("mona%40example.org mona&#64;example.org", "[address hidden] [address hidden]"),
        ("git@github.com:octo/hello.git", "[address hidden]:octo/hello.git"),
        ("12345+kim@users.noreply.github.com", "[address hidden]"),
        ("@kim and @ann-b", "@kim and @ann-b"),
        ("pkg@1.2.3, actions/checkout@v4, a @ b", "pkg@1.2.3, actions/checkout@v4, a @ b"),
        ("https://medium.com/@kim/post.html", "https://medium.com/@kim/post.html"),
        ("plain", "plain"),
    ] {
        assert_eq!(masked(text), shown, "{text}");
        assert_eq!(masked(&masked(text)), shown, "{text}");
    }
    assert_eq!(Words::of("a\u{202e}b\nmona@example.org").as_str(), "ab [address hidden]");
    // What hides in the middle of one is taken away first.
    assert_eq!(Words::of("mona@exam\u{200b}ple.org").as_str(), HIDDEN);
}

fn person(login: &str, consent: bool) -> Person {
    Person {
        login: login.to_owned(),
        name: format!("{login} <{login}@example.org>"),
        aliases: vec![format!("{login}@example.org"), format!("{login}-old")],
        consent: consent.then(|| jiff::civil::date(2026, 1, 1)),
        timezone: "Europe/Lisbon".to_owned(),
        interest: vec!["mentoring".to_owned()],
        affiliations: vec![Affiliation { organisation: "Uni".to_owned(), ..Affiliation::default() }],
        rights: vec![Right { name: "owner".to_owned(), mentored_by: vec!["zoe".to_owned()], ..Right::default() }],
        capacity: Capacity { releases: Some(1), mentees: Some(2) },
        ..Person::default()
    }
}

fn release(day: i8) -> Release {
    let organisations = [("Kim-OLD".to_owned(), "Works".to_owned()), ("zoe".to_owned(), "Acme".to_owned())];
    Release {
        tag: format!("1.{day}"),
        date: Some(jiff::civil::date(2026, 3, day)),
        released_by: vec!["Kim-OLD".to_owned(), "zoe".to_owned()],
        shadowed_by: vec!["ghost".to_owned()],
        organisations: organisations.into(),
        notes: "kim was ill".to_owned(),
        spent_minutes: Some(90),
        ..Release::default()
    }
}

#[test]
fn without_consent_there_is_the_login_of_the_record_alone() {
    let roster = Roster(vec![person("kim", true), person("zoe", false), person("ann", false)]);
    let day = jiff::civil::date(2026, 3, 2);
    let published = Published::of(&roster, &[release(1), release(2), release(3)], day);
    let logins: Vec<&str> = published.roster.0.iter().map(|one| one.login.as_str()).collect();
    assert_eq!(logins, ["kim"]);
    let kim = &published.roster.0[0];
    assert_eq!(kim.name, "kim <[address hidden]>");
    assert_eq!(kim.aliases, ["kim-old"]);
    assert!(kim.interest.is_empty() && kim.capacity == Capacity::default() && kim.rights[0].mentored_by.is_empty());
    assert_eq!(published.releases.len(), 2);
    let first = &published.releases[0];
    assert_eq!(first.organisations.iter().collect::<Vec<_>>(), [("Kim-OLD", "Works")]);
    assert!(first.notes.is_empty() && first.spent_minutes.is_none());
    let named = ["kim", "KIM-old", "zoe", "ann", "ghost", "nobody"].map(|login| may_name(first, login));
    assert_eq!(named, [false, true, true, false, false, false]);
}

#[test]
fn what_is_shown_takes_consent_and_a_word() {
    let mut kim = person("kim", true);
    kim.show = vec![Show::Load];
    assert!(kim.shows(Show::Load) && !kim.shows(Show::Rung));
    let published = Published::of(&Roster(vec![kim.clone()]), &[], Date::MAX);
    assert_eq!(published.roster.0[0].capacity.mentees, Some(2));
    kim.consent = None;
    assert!(!kim.shows(Show::Load));
}

#[test]
fn what_mends_something_is_not_shown_ahead() {
    let day = jiff::civil::date(2026, 4, 1);
    let slot = Slot::new("octo/hello", "1.0", (day, day), jiff::Timestamp::UNIX_EPOCH);
    assert!(may_show_slot(&slot));
    assert!(!may_show_slot(&Slot { security: true, ..slot.clone() }));
    assert!(!may_show_slot(&Slot { state: State::Cancelled, ..slot }));
}
