//! What is changed of a person.

use super::*;
use crate::failure::Failure;

const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFpIrUFE0j5g3hwwIQPnSSX0fIaH/rdoon1Xt9JYyRIA kim@laptop";

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn kim() -> Person {
    let changes = Changes {
        name: Some(" Kim\nNewcomer ".to_owned()),
        aliases: texts(&["kim@example.org", "KIM@example.org", "kim-old"]),
        keys: vec![KEY.parse().unwrap()],
        rights: texts(&["maintainer", "maintainer"]),
        ..Changes::default()
    };
    assert!(!changes.is_empty() && Changes::default().is_empty());
    changes.of(&Person { login: "kim".to_owned(), ..Person::default() }, "octo/hello").unwrap()
}

#[test]
fn what_is_added_is_there_once() {
    let kim = kim();
    assert_eq!((kim.name.as_str(), &kim.aliases), ("Kim Newcomer", &texts(&["kim@example.org", "kim-old"])));
    assert_eq!((kim.keys.len(), kim.rights.len()), (1, 1));
    let renamed = KEY.replace("laptop", "desk").parse().unwrap();
    let changes = Changes { keys: vec![renamed], rights: texts(&["maintainer"]), ..Changes::default() };
    let kim = changes.of(&kim, "octo/other").unwrap();
    assert_eq!((kim.keys[0].comment(), kim.keys.len()), ("kim@desk", 1));
    assert_eq!(kim.rights.len(), 2);
}

#[test]
fn what_is_removed_must_be_there() {
    let removed = Changes {
        removed_aliases: texts(&["Kim@example.org"]),
        removed_keys: vec![kim().keys[0].fingerprint()],
        removed_rights: texts(&["maintainer"]),
        ..Changes::default()
    };
    let left = removed.of(&kim(), "octo/hello").unwrap();
    assert_eq!((left.aliases, left.keys, left.rights), (texts(&["kim-old"]), Vec::new(), Vec::new()));
    let one = |changes: Changes| Failure::from(changes.of(&kim(), "octo/other").unwrap_err()).to_string();
    insta::assert_snapshot!(one(Changes { removed_aliases: texts(&["x"]), ..Changes::default() }), @"
    error: @kim has no alias `x`
    help: there is kim@example.org, kim-old
    ");
    insta::assert_snapshot!(one(Changes { removed_keys: texts(&["x"]), ..Changes::default() }), @"
    error: @kim has no key x
    help: there is SHA256:T/n0aU+E8q+o9fWNbMAC+qGXkqXb5IH06LINmvwhSfI
    ");
    insta::assert_snapshot!(one(Changes { removed_rights: texts(&["maintainer"]), ..Changes::default() }), @"error: @kim has no right `maintainer` for octo/other");
}

#[test]
fn names_that_are_none_are_refused() {
    for alias in ["", "@kim", "kim @example.org", "Kim <kim@example.org>", "a@", "@", "a--b", "a\u{7}@b"] {
        let changes = Changes { aliases: texts(&[alias]), ..Changes::default() };
        assert!(matches!(changes.of(&kim(), "octo/hello"), Err(ChangeError::Alias(_))), "{alias}");
    }
    for right in ["", "pypi owner", "x\u{7}"] {
        let changes = Changes { rights: texts(&[right]), ..Changes::default() };
        assert!(matches!(changes.of(&kim(), "octo/hello"), Err(ChangeError::Word { .. })), "{right}");
    }
}

#[test]
fn what_is_said_once_is_replaced_and_cleared() {
    let day = |text: &str| text.parse::<Date>().ok();
    let changes = Changes {
        timezone: Some("europe/lisbon".to_owned()),
        consent: day("2026-03-28"),
        active_from: day("2026-01-01"),
        capacity_releases: Some(2),
        interest: texts(&["releasing", "Releasing"]),
        ..Changes::default()
    };
    let kim = changes.of(&kim(), "octo/hello").unwrap();
    assert_eq!((kim.timezone.as_str(), kim.consent), ("Europe/Lisbon", day("2026-03-28")));
    assert_eq!((kim.capacity.releases, &kim.interest), (Some(2), &texts(&["releasing"])));
    let cleared = Changes { cleared: vec![Field::Consent, Field::CapacityReleases], ..Changes::default() };
    let left = cleared.of(&kim, "octo/hello").unwrap();
    assert_eq!((left.consent, left.capacity.releases, left.active_from), (None, None, day("2026-01-01")));
    let told = |changes: Changes| Failure::from(changes.of(&kim, "octo/hello").unwrap_err()).to_string();
    insta::assert_snapshot!(told(Changes { active_until: day("2025-12-31"), ..Changes::default() }), @"
    error: @kim would take part until 2025-12-31, before 2026-01-01
    help: nothing was changed
    ");
    insta::assert_snapshot!(told(Changes { timezone: Some("Lisbon".to_owned()), ..Changes::default() }), @"
    error: `Lisbon` is no time zone
    help: did you mean `Europe/Lisbon`?
    ");
}

#[test]
fn affiliations_begin_end_and_do_not_overlap() {
    let with = |given: &[&str]| Changes {
        affiliations: given.iter().map(|given| given.parse().unwrap()).collect(),
        ..Changes::default()
    };
    let kim = with(&["acme 2020-01-01.."]).of(&kim(), "octo/hello").unwrap();
    let told = Failure::from(with(&["github 2026-04-01.."]).of(&kim, "octo/hello").unwrap_err()).to_string();
    insta::assert_snapshot!(told, @"
    error: @kim would be with `acme 2020-01-01..` and `github 2026-04-01..` at once
    help: a record keeps one organisation for each person; end one before the other begins: `shepherd people set kim --affiliation 'acme ..DATE'`
    ");
    let kim = with(&["Acme ..2026-03-31", "github 2026-04-01.."]).of(&kim, "octo/hello").unwrap();
    let shown: Vec<String> = kim.affiliations.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["acme 2020-01-01..2026-03-31", "github 2026-04-01.."]);
    let removed = Changes { removed_affiliations: texts(&["ACME"]), ..Changes::default() };
    assert_eq!(removed.of(&kim, "octo/hello").unwrap().affiliations.len(), 1);
}

#[test]
fn a_right_says_since_when_and_by_whom() {
    let changes = Changes {
        rights: texts(&["maintainer"]),
        since: "2026-03-01".parse().ok(),
        sponsored_by: texts(&["mona"]),
        mentored_by: texts(&["ann"]),
        ..Changes::default()
    };
    let kim = changes.of(&kim(), "octo/hello").unwrap();
    let [right] = kim.rights.as_slice() else { panic!("{:?}", kim.rights) };
    assert_eq!((right.since, right.sponsored_by.as_slice()), ("2026-03-01".parse().ok(), &texts(&["mona"])[..]));
}
