//! Facts joined into records.

use proptest::prelude::*;

use super::*;
use crate::core::changelog::identity::Identities;
use crate::core::changelog::rules::Rules;
use crate::core::history::Person as Signer;
use crate::core::ledger::Reason;
use crate::core::mailmap::Mailmap;
use crate::core::people::{Person, Roster};

const MAILMAP: &str = "Jo Proper <7+jo@users.noreply.github.com> <Jo@Old.example.org>\n\
                       <1+mona@users.noreply.github.com> Mo <mo@old.example.org>\n";

const SOURCES: [Source; 6] =
    [Source::Table, Source::Changelog, Source::Tagger, Source::Merger, Source::GithubRelease, Source::Bump];

fn signed(name: &str, email: &str) -> Someone {
    Someone::signed(Signer { name: name.to_owned(), email: email.to_owned() })
}

fn tagged(tag: &str) -> Tagged {
    Tagged {
        tag: tag.to_owned(),
        version: Version::parse(tag).unwrap(),
        commit: "a".repeat(40),
        date: Some(jiff::civil::date(2026, 3, 28)),
        tagger: None,
        trailers: Vec::new(),
        merger: None,
        bump: None,
        pull_request: None,
        near: Vec::new(),
    }
}

fn said(source: Source, who: Someone) -> Fact {
    Fact { source, released_by: vec![who], ..Fact::default() }
}

/// Imports with nothing known but what is given.
fn imported(
    tags: &[Tagged],
    facts: &[(usize, Fact)],
    present: &[Release],
    roster: &Roster,
    given: &[(String, Login)],
) -> Import {
    let (rules, history, mailmap) = (Rules::default(), Identities::default(), Mailmap::parse(MAILMAP));
    let sources = Sources { project: "octo/hello", tags, facts, present };
    import(&sources, Known { roster, rules: &rules, history: &history, given, mailmap: &mailmap })
}

fn who(import: &Import) -> Vec<Vec<&str>> {
    import.written().map(|found| found.release.released_by.iter().map(String::as_str).collect()).collect()
}

#[test]
fn the_most_trusted_place_with_a_person_decides() {
    let facts = [
        (0, said(Source::Bump, signed("Kim", "kim@example.org"))),
        (0, said(Source::Tagger, signed("GitHub Actions", "actions@github.com"))),
        (0, said(Source::Merger, Someone::Login("mona".to_owned()))),
        (0, said(Source::Changelog, Someone::Login("release-bot".to_owned()))),
    ];
    let import = imported(&[tagged("1.0.0")], &facts, &[], &Roster::default(), &[]);
    let release = &import.new[0].release;
    assert_eq!((release.released_by.as_slice(), &release.source), (&["mona".to_owned()][..], &Source::Merger));
    assert_eq!(release.confidence, Confidence::Medium);
    let evidence: Vec<&Source> = import.new[0].evidence.iter().map(|evidence| &evidence.source).collect();
    assert_eq!(evidence, [&Source::Merger, &Source::Bump]);
    let bots: Vec<&str> = import.bots.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(bots, ["GitHub Actions", "release-bot"]);
}

#[test]
fn one_person_is_called_one_thing() {
    let kim = |name: &str, email: &str| said(Source::Tagger, signed(name, email));
    let tags: Vec<Tagged> = ["1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0"].into_iter().map(tagged).collect();
    let facts = [
        (0, kim("Kim Newcomer", "7+kim@users.noreply.github.com")),
        (1, kim("Kim Newcomer", "kim@example.org")),
        (2, kim("Kim N.", "kim@home.example.org")),
        (3, kim("zoe", "zoe@example.org")),
        (4, kim("Ann Other", "ann@example.org")),
    ];
    let roster = Roster(vec![Person {
        login: "Kim".to_owned(),
        aliases: vec!["kim@home.example.org".to_owned()],
        ..Person::default()
    }]);
    let given = [("ann@example.org".to_owned(), "ann".parse().unwrap())];
    let import = imported(&tags, &facts, &[], &roster, &given);
    // A name that could be a login is not taken for one, and no address is written down.
    assert_eq!(who(&import), [["Kim"], ["Kim"], ["Kim"], ["zoe (no login)"], ["ann"]]);
    let kim = import.people.iter().find(|one| one.who == "Kim").unwrap();
    let why: Vec<&[Reason]> = kim.names.iter().map(|(_, why)| why.as_slice()).collect();
    assert_eq!(why, [&[Reason::Roster][..], &[Reason::Hidden], &[Reason::SameName]]);
}

#[test]
fn two_people_of_one_name_are_not_joined() {
    let tags: Vec<Tagged> = ["1.0.0", "1.1.0", "1.2.0"].into_iter().map(tagged).collect();
    let kim = |email: &str| said(Source::Tagger, signed("Kim Newcomer", email));
    let facts = [
        (0, kim("7+kim@users.noreply.github.com")),
        (1, kim("8+other@users.noreply.github.com")),
        (2, kim("kim@example.org")),
    ];
    let import = imported(&tags, &facts, &[], &Roster::default(), &[]);
    assert_eq!(who(&import), [["kim"], ["other"], ["Kim Newcomer"]]);
}

#[test]
fn a_record_is_replaced_by_what_is_trusted_more() {
    let tags = [tagged("1.0.0")];
    let fact = |source: Source, login: &str| (0, said(source, Someone::Login(login.to_owned())));
    let first = imported(&tags, &[fact(Source::Bump, "kim")], &[], &Roster::default(), &[]);
    let present: Vec<Release> = first.written().map(|found| found.release.clone()).collect();
    let better = imported(&tags, &[fact(Source::Table, "mona")], &present, &Roster::default(), &[]);
    assert_eq!((better.better.len(), who(&better)), (1, vec![vec!["mona"]]));
    let present: Vec<Release> = better.written().map(|found| found.release.clone()).collect();
    let worse = imported(&tags, &[fact(Source::Bump, "kim")], &present, &Roster::default(), &[]);
    assert_eq!((worse.better.len(), worse.differences.len()), (0, 1));
    for source in [Source::Guide, Source::Record, Source::Other("wizard".to_owned())] {
        let present = [Release { source, ..present[0].clone() }];
        let kept = imported(&tags, &[fact(Source::Trailer, "kim")], &present, &Roster::default(), &[]);
        assert_eq!((kept.better.len(), kept.differences.len()), (0, 1));
    }
}

prop_compose! {
    fn any_fact()(place in 0_usize..3, source in 0_usize..6, who in 0_usize..6, mentor in any::<bool>()) -> (usize, Fact) {
        let who = [
            signed("Kim Newcomer", "kim@example.org"),
            signed("Kim Newcomer", "7+kim@users.noreply.github.com"),
            Someone::Login("Mona".to_owned()),
            Someone::Login("mona".to_owned()),
            Someone::Name("Ann Other".to_owned()),
            signed("release-bot", "bot@example.org"),
        ][who].clone();
        let mentored_by = if mentor { vec![Someone::Login("zoe".to_owned())] } else { Vec::new() };
        (place, Fact { mentored_by, ..said(SOURCES[source].clone(), who) })
    }
}

proptest! {
    #[test]
    fn the_same_again_writes_nothing(facts in proptest::collection::vec(any_fact(), 0..8)) {
        let tags: Vec<Tagged> = ["1.0.0", "1.1.0", "2.0.0"].into_iter().map(tagged).collect();
        let first = imported(&tags, &facts, &[], &Roster::default(), &[]);
        let present: Vec<Release> = first.written().map(|found| found.release.clone()).collect();
        prop_assert_eq!(present.len(), 3);
        let again = imported(&tags, &facts, &present, &Roster::default(), &[]);
        prop_assert_eq!((again.written().count(), again.differences.len(), again.same), (0, 0, 3));
    }

    #[test]
    fn no_bot_cuts_a_release_and_the_order_of_facts_is_nothing(facts in proptest::collection::vec(any_fact(), 0..8)) {
        let tags: Vec<Tagged> = ["1.0.0", "1.1.0", "2.0.0"].into_iter().map(tagged).collect();
        let import = imported(&tags, &facts, &[], &Roster::default(), &[]);
        prop_assert!(import.new.iter().all(|found| !found.release.people().contains(&"release-bot")));
        let sources = |import: &Import| -> Vec<Source> {
            import.new.iter().map(|found| found.release.source.clone()).collect()
        };
        let turned: Vec<(usize, Fact)> = facts.iter().rev().cloned().collect();
        let other = imported(&tags, &turned, &[], &Roster::default(), &[]);
        prop_assert_eq!(sources(&import), sources(&other));
    }

    #[test]
    fn what_is_trusted_less_changes_no_record(
        facts in proptest::collection::vec(any_fact(), 1..6),
        later in proptest::collection::vec(any_fact(), 0..6),
    ) {
        let tags: Vec<Tagged> = ["1.0.0", "1.1.0", "2.0.0"].into_iter().map(tagged).collect();
        let first = imported(&tags, &facts, &[], &Roster::default(), &[]);
        let present: Vec<Release> = first.written().map(|found| found.release.clone()).collect();
        let import = imported(&tags, &later, &present, &Roster::default(), &[]);
        for (before, after) in &import.better {
            let is_other = before.released_by.iter().map(|who| who.to_lowercase()).ne(
                after.release.released_by.iter().map(|who| who.to_lowercase()),
            );
            // Another person only where another source says so that is trusted more; else it is the same one by a login.
            prop_assert!(
                !is_other || after.release.source < before.source || before.released_by == ["Kim Newcomer"],
                "{before:?} {after:?}"
            );
        }
    }
}

#[test]
fn each_thing_is_compared_on_its_own() {
    let tags = [tagged("1.0.0")];
    let login = |login: &str| Someone::Login(login.to_owned());
    let first = imported(&tags, &[(0, said(Source::Tagger, login("kim")))], &[], &Roster::default(), &[]);
    let recorded = Release {
        commit: "b".repeat(40),
        sponsored_by: vec!["ann".to_owned()],
        shadowed_by: vec!["joe".to_owned()],
        ..first.new[0].release.clone()
    };
    let facts = [
        (0, said(Source::Table, login("mona"))),
        (
            0,
            Fact {
                mentored_by: vec![login("zoe")],
                sponsored_by: vec![login("ann"), login("eve")],
                shadowed_by: vec![login("max")],
                security: true,
                kind: "minor".to_owned(),
                ..Fact { source: Source::Record, ..Fact::default() }
            },
        ),
    ];
    let import = imported(&tags, &facts, std::slice::from_ref(&recorded), &Roster::default(), &[]);
    let told: Vec<String> =
        import.differences.iter().map(|one| format!("{}: {}, {}", one.what, one.recorded, one.found)).collect();
    let (old, new) = ("b".repeat(40), "a".repeat(40));
    assert_eq!(
        told,
        [
            format!("commit: {old}, {new}"),
            "released-by: kim, mona".to_owned(),
            "shadowed-by: joe, max".to_owned(),
            "kind: major, minor".to_owned(),
            "security: no, yes".to_owned()
        ]
    );
    assert_eq!((import.differing(), import.same), (1, 0));
    let (before, after) = &import.better[0];
    assert_eq!(before, &recorded);
    let expected = Release {
        mentored_by: vec!["zoe".to_owned()],
        sponsored_by: vec!["ann".to_owned(), "eve".to_owned()],
        ..recorded
    };
    assert_eq!(after.release, expected);
    // What was taken in is known then.
    let again = imported(&tags, &facts, std::slice::from_ref(&after.release), &Roster::default(), &[]);
    assert_eq!((again.better.len(), again.differences.len()), (0, 5));
}

#[test]
fn two_tags_of_one_release_make_one_record() {
    let said_by = |tag: &str, who: &str| Tagged { tagger: Some(signed(who, "x@example.org")), ..tagged(tag) };
    let tags = [tagged("1.1.0"), Tagged { tag: "v1.1.0".to_owned(), ..said_by("1.1.0", "Kim Newcomer") }];
    let facts = [(0, Fact { mentored_by: vec![Someone::Login("zoe".to_owned())], ..Fact::default() })];
    let first = imported(&tags, &facts, &[], &Roster::default(), &[]);
    let released: Vec<&Release> = first.written().map(|found| &found.release).collect();
    assert_eq!((released.len(), released[0].tag.as_str()), (1, "v1.1.0"));
    assert_eq!(
        (&released[0].released_by[0], &released[0].mentored_by[0]),
        (&"Kim Newcomer".to_owned(), &"zoe".to_owned())
    );
    assert_eq!(first.twins, [("1.1.0".to_owned(), "v1.1.0".to_owned())]);
    assert_eq!(first.weaker_than(&Source::Merger, &tags, &[]), [0_usize; 0]);
    assert_eq!(first.weaker_than(&Source::Trailer, &tags, &[]), [0, 1]);
    // What is recorded under one of them stays there.
    let present = [Release { tag: "1.1.0".to_owned(), ..released[0].clone() }];
    let again = imported(&tags, &facts, &present, &Roster::default(), &[]);
    assert_eq!((again.written().count(), again.same), (0, 1));
    // Also where that tag is not here any more.
    let old = [Release { tag: "old-1.1.0".to_owned(), ..released[0].clone() }];
    let again = imported(&tags[1..], &[], &old, &Roster::default(), &[]);
    assert_eq!((again.written().count(), again.same), (0, 1));
    assert_eq!(again.twins, [("v1.1.0".to_owned(), "old-1.1.0".to_owned())]);
    assert_eq!(again.weaker_than(&Source::Merger, &tags[1..], &old), [0_usize; 0]);
    let elsewhere = [Release { commit: "b".repeat(40), ..old[0].clone() }];
    assert_eq!(imported(&tags[1..], &[], &elsewhere, &Roster::default(), &[]).new.len(), 1);
    // On another commit it may be another release.
    let moved = [Tagged { commit: "b".repeat(40), ..tags[0].clone() }, tags[1].clone()];
    assert_eq!(imported(&moved, &[], &[], &Roster::default(), &[]).new.len(), 2);
}

#[test]
fn a_name_in_a_table_is_the_person_of_the_project_who_has_it() {
    let word = |place: usize, name: &str| (place, said(Source::Table, Someone::Name(name.to_owned())));
    let tags: Vec<Tagged> = ["1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0"].into_iter().map(tagged).collect();
    let facts = [
        // `.mailmap` knows the first, a tag the second one, the records the third.
        word(0, "Mo"),
        word(1, "Max"),
        (1, said(Source::Tagger, signed("Max", "8+octomax@users.noreply.github.com"))),
        word(2, "Annie"),
        // No login is known of the name, and it is not taken for one.
        word(3, "Zoe"),
        (3, said(Source::Tagger, signed("zoe", "zoe@example.org"))),
        word(4, "stranger"),
    ];
    let ann = Person { login: "ann".to_owned(), name: "Annie".to_owned(), ..Person::default() };
    let import = imported(&tags, &facts, &[], &Roster(vec![ann]), &[]);
    assert_eq!(who(&import), [["mona"], ["octomax"], ["ann"], ["Zoe (no login)"], ["stranger"]]);
    // A word that is known to be a login is one, whoever has it for a name.
    let mention = (4, said(Source::Table, Someone::Login("zoe".to_owned())));
    let import = imported(&tags, &[facts[4].clone(), facts[5].clone(), mention], &[], &Roster::default(), &[]);
    assert_eq!(who(&import), [&[][..], &[], &[], &["zoe"], &["zoe"]]);
    // What a record has for a login is no name.
    let present =
        [Release { released_by: vec!["max".to_owned()], source: Source::Table, ..import.new[1].release.clone() }];
    let import = imported(&tags[1..2], &[(0, facts[2].1.clone())], &present, &Roster::default(), &[]);
    assert_eq!((import.better.len(), import.differences.len()), (0, 1));
}

#[test]
fn a_day_that_is_still_to_come_is_found() {
    let import = imported(&[tagged("1.0.0")], &[], &[], &Roster::default(), &[]);
    let tags = |day: i8| {
        let found = import.still_to_come(jiff::civil::date(2026, 3, day));
        found.into_iter().map(|release| release.tag.as_str()).collect::<Vec<_>>()
    };
    assert_eq!((tags(26), tags(27)), (vec!["1.0.0"], vec![]));
}

#[test]
fn mailmap_says_who_stands_behind_an_address() {
    let trailer = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    let trailers = vec![trailer("Released-by", "J <JO@old.example.org>"), trailer("Mentored-by", "Ann <a@b.org>")];
    let import = imported(&[Tagged { trailers, ..tagged("1.0.0") }], &[], &[], &Roster::default(), &[]);
    assert_eq!(import.new[0].release.people(), ["jo", "Ann (no login)"]);
}

proptest! {
    #[test]
    fn nothing_is_taken_from_a_record_of_what_people_said(
        first in proptest::collection::vec(any_fact(), 1..6),
        later in proptest::collection::vec(any_fact(), 0..6),
    ) {
        let tags: Vec<Tagged> = ["1.0.0", "1.1.0", "2.0.0"].into_iter().map(tagged).collect();
        let first = imported(&tags, &first, &[], &Roster::default(), &[]);
        let present: Vec<Release> =
            first.written().map(|found| Release { source: Source::Record, ..found.release.clone() }).collect();
        let import = imported(&tags, &later, &present, &Roster::default(), &[]);
        for (before, after) in &import.better {
            let (before, after) = (&before.mentored_by, &after.release.mentored_by);
            prop_assert!(before.iter().all(|who| after.contains(who)));
        }
        // Once more, it is all known.
        let written: Vec<Release> = present
            .iter()
            .map(|release| {
                let better = import.better.iter().find(|(before, _)| before == release);
                better.map_or(release, |(_, after)| &after.release).clone()
            })
            .collect();
        prop_assert_eq!(imported(&tags, &later, &written, &Roster::default(), &[]).better.len(), 0);
    }
}
