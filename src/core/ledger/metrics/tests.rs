//! What must hold of the figures, whatever the records say.

use std::collections::BTreeSet;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::core::changelog::history::Account;
use crate::core::ledger::Release;
use crate::core::people::{Affiliation, Person, Right, Roster};
use crate::core::policy::Policy;

const WINDOW: Window = Window { since: date(2025, 1, 1), until: date(2025, 12, 31) };

fn logins(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn person(login: &str, organisation: &str) -> Person {
    let affiliation = Affiliation { organisation: organisation.to_owned(), ..Affiliation::default() };
    let affiliations = if organisation.is_empty() { Vec::new() } else { vec![affiliation] };
    Person { login: login.to_owned(), affiliations, ..Person::default() }
}

fn release(tag: &str, day: Date, roles: [&str; 4]) -> Release {
    let [released, mentored, sponsored, shadowed] = roles.map(logins);
    Release {
        project: "octo/hello".to_owned(),
        tag: tag.to_owned(),
        date: Some(day),
        released_by: released,
        mentored_by: mentored,
        sponsored_by: sponsored,
        shadowed_by: shadowed,
        ..Release::default()
    }
}

fn shown(figures: &[Figure]) -> String {
    let line = |figure: &Figure| {
        let value = if figure.is_enough() { format!("{:?}", figure.value) } else { "too few".to_owned() };
        let people = figure.people.join(" ");
        format!("{}: {value} of {} since {} {people}", figure.key, figure.n, figure.window.since).trim_end().to_owned()
    };
    figures.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_year_of_releases_is_told() {
    let roster = Roster(vec![person("ann", "Uni"), person("Kim", "Works"), person("zoe", "")]);
    let mut releases = vec![
        release("0.1", date(2021, 5, 1), ["old", "", "", ""]),
        release("0.9", date(2024, 5, 1), ["ann", "", "", "kim"]),
        release("1.0", date(2025, 2, 1), ["kim", "ann", "", "zoe"]),
        release("1.1", date(2025, 4, 1), ["kim", "", "", ""]),
        release("1.2", date(2025, 6, 1), ["ANN", "", "", ""]),
        release("1.3", date(2025, 8, 1), ["zoe kim", "", "", ""]),
        release("1.4", date(2025, 10, 1), ["ann zoe renovate[bot]", "", "", ""]),
        release("1.5", date(2025, 12, 31), ["renovate[bot]", "", "", ""]),
        release("2.0", date(2026, 1, 1), ["bob", "", "", ""]),
        Release { date: None, ..release("x", date(2025, 1, 1), ["bob", "", "", ""]) },
    ];
    releases[4].spent_minutes = Some(90);
    let directory = Directory::new(&roster, &releases);
    let credits = Credits::of(&releases, &directory, &|login| login.ends_with("[bot]"));
    assert_eq!(credits.undated, 1);
    let figures = metrics(&credits, &directory, &Policy::default(), &[], WINDOW);
    insta::assert_snapshot!(shown(&figures), @"
    release-absence-factor: People(1) of 5 since 2025-01-01
    elephant-factor: Organisations(1) of 5 since 2025-01-01
    capable-set: People(3) of 5 since 2024-07-02 Kim ann zoe
    new-shepherds: People(2) of 5 since 2025-01-01 Kim zoe
    returning-shepherds: People(1) of 5 since 2025-01-01 ann
    inactive-shepherds: People(1) of 7 since 2021-05-01 old
    conversion-from-shadow: too few of 2 since 2021-05-01
    conversion-from-paired: too few of 1 since 2021-05-01
    conversion-from-solo: too few of 4 since 2021-05-01
    cut-time: too few of 0 since 2025-01-01
    time-spent: too few of 1 since 2025-01-01
    ");
}

#[test]
fn what_a_record_says_of_organisations_comes_first() {
    let roster = Roster(vec![person("ann", "Uni"), person("kim", "Works"), person("zoe", "works")]);
    let mut releases = vec![
        release("1.0", date(2025, 2, 1), ["kim", "ann", "", ""]),
        release("1.1", date(2025, 3, 1), ["kim ann", "zoe", "", ""]),
        release("1.2", date(2025, 4, 1), ["ann", "kim zoe", "", ""]),
        release("1.3", date(2025, 5, 1), ["bob", "", "zoe", ""]),
        release("1.4", date(2026, 5, 1), ["ann", "", "", ""]),
    ];
    releases[0].organisations = [("KIM".to_owned(), "Uni".to_owned())].into();
    let directory = Directory::new(&roster, &releases);
    let credits = Credits::of(&releases, &directory, &|_| false);
    let rights = MaintainerRights { names: &[], projects: &[] };
    let found = Organisations::of(&credits, &directory, rights, WINDOW);
    let tags = |releases: &[&Release]| releases.iter().map(|one| one.tag.clone()).collect::<Vec<_>>().join(" ");
    let lines: Vec<_> = found
        .all
        .iter()
        .map(|(key, deeds)| format!("{key}: performed {}; helped {}", tags(&deeds.performed), tags(&deeds.helped)))
        .collect();
    assert_eq!(
        lines,
        [": performed 1.3; helped ", "uni: performed 1.0 1.2; helped ", "works: performed 1.1; helped 1.2 1.3"]
    );
}

#[test]
fn maintainers_are_counted_with_those_who_helped_them() {
    let mut roster = Roster(vec![person("ann", "Uni"), person("kim", ""), person("zoe", ""), person("bob", "")]);
    let right = |since: Option<Date>, helper: &str| Right {
        name: "maintainer".to_owned(),
        project: "octo/hello".to_owned(),
        since,
        sponsored_by: Vec::new(),
        mentored_by: logins(helper),
    };
    roster.0[1].rights = vec![right(Some(date(2025, 7, 1)), "ann")];
    roster.0[2].rights = vec![right(Some(date(2024, 7, 1)), "ann")];
    roster.0[3].rights = vec![right(None, "ann")];
    let directory = Directory::new(&roster, &[]);
    let (names, projects) = (logins("Maintainer"), logins("Octo/hello"));
    let rights = MaintainerRights { names: &names, projects: &projects };
    let found = Organisations::of(&Credits::default(), &directory, rights, WINDOW);
    assert_eq!(found.all["uni"].new_maintainers, BTreeSet::from(["kim"]));
    assert_eq!((found.new_maintainers.len(), found.undated_rights), (1, 1));
    let on = |day: Date| maintainers_on(&directory, rights, day);
    assert_eq!((on(date(2024, 1, 1)), on(date(2025, 6, 30)), on(date(2025, 7, 1))), (1, 2, 3));
}

#[test]
fn reviews_and_triage_count_for_those_who_did_them() {
    let account = |login: &str| Account { login: login.to_owned(), is_bot: false };
    let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
    let opened = |number, author: &str| Contribution {
        project: "octo/hello".to_owned(),
        number,
        author: Some(account(author)),
        association: "CONTRIBUTOR".to_owned(),
        created: at("2025-03-01T00:00:00Z"),
    };
    let closed = |number, author: &str, day: &str, reviewer: &str, closer: &str| ClosedPullRequest {
        opened: opened(number, author),
        closed: at(day),
        is_merged: true,
        closed_by: Some(account(closer)),
        reviews: vec![(account(reviewer), at("2025-03-02T00:00:00Z"))],
        is_cut: false,
    };
    let roster = Roster(vec![person("ann", "Uni"), person("zoe", "Works")]);
    let directory = Directory::new(&roster, &[]);
    let names = logins("maintainer");
    let activity = Activity {
        directory: &directory,
        rights: MaintainerRights { names: &names, projects: &[] },
        is_bot: &|login| login == "robot",
    };
    let pull_requests = [
        closed(1, "kim", "2025-03-03T00:00:00Z", "ann", "zoe"),
        // The review came after it was closed, by its own author.
        closed(2, "kim", "2025-03-01T12:00:00Z", "ann", "Kim"),
        closed(3, "robot", "2025-03-03T00:00:00Z", "ann", "ann"),
        closed(4, "bob", "2026-03-03T00:00:00Z", "ann", "ann"),
        closed(5, "bob", "2025-03-03T00:00:00Z", "stranger", "stranger"),
    ];
    let totals = activity.reviewed(&pull_requests, WINDOW);
    assert_eq!(totals.all, 3);
    assert_eq!(totals.counts, [(String::new(), 1), ("uni".to_owned(), 1), ("works".to_owned(), 1)].into());
    let questions = totals.questions();
    assert_eq!(questions.len(), 2);
    assert_eq!(totals.returned("uni", &questions), (1, 1));
    assert_eq!(totals.returned("uni", &BTreeSet::new()), (1, 0));
    let act = |kind, who: &str, day: &str| Act { kind, who: Some(account(who)), when: at(day) };
    let issue = TriagedIssue {
        project: "octo/hello".to_owned(),
        number: 7,
        author: Some(account("kim")),
        acts: vec![
            act(ActKind::Commented, "kim", "2025-01-02T00:00:00Z"),
            act(ActKind::Commented, "zoe", "2025-01-03T00:00:00Z"),
            act(ActKind::Labelled, "ann", "2025-01-04T00:00:00Z"),
        ],
        is_cut: true,
    };
    let count = |kinds: &[ActKind]| activity.triaged(std::slice::from_ref(&issue), kinds, WINDOW).counts;
    assert_eq!(count(&ActKind::ALL), [("works".to_owned(), 1)].into());
    assert_eq!(count(&[ActKind::Labelled]), [("uni".to_owned(), 1)].into());
    assert_eq!(count(&[ActKind::Closed]), [].into());
}

#[test]
fn each_deed_counts_for_the_organisation_of_its_day() {
    let account = |login: &str| Account { login: login.to_owned(), is_bot: false };
    let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
    let mut ann = person("ann", "Acme");
    ann.affiliations[0].until = Some(date(2025, 3, 31));
    let uni = Affiliation { organisation: "Uni".to_owned(), from: Some(date(2025, 4, 1)), until: None };
    ann.affiliations.push(uni);
    let roster = Roster(vec![ann]);
    let directory = Directory::new(&roster, &[]);
    let rights = MaintainerRights { names: &[], projects: &[] };
    let activity = Activity { directory: &directory, rights, is_bot: &|_| false };
    let counted = |closer: &str, reviews: &[&str]| {
        let opened = Contribution {
            project: "octo/hello".to_owned(),
            number: 1,
            author: Some(account("kim")),
            association: String::new(),
            created: at("2025-03-01T00:00:00Z"),
        };
        let pull_request = ClosedPullRequest {
            opened,
            closed: at("2025-04-10T00:00:00Z"),
            is_merged: true,
            closed_by: Some(account(closer)),
            reviews: reviews.iter().map(|day| (account("ann"), at(day))).collect(),
            is_cut: false,
        };
        activity.reviewed(&[pull_request], WINDOW).counts.into_keys().collect::<Vec<_>>()
    };
    let (before, after) = ("2025-03-31T23:59:59Z", "2025-04-01T00:00:00Z");
    assert_eq!(counted("kim", &[before]), ["acme"]);
    assert_eq!(counted("kim", &[before, after]), ["acme", "uni"]);
    assert_eq!(counted("ann", &[before]), ["acme", "uni"]);
    assert_eq!(counted("ann", &[]), ["uni"]);
}

/// Any records of a few people, whom the roster knows or not.
fn records() -> impl Strategy<Value = (Roster, Vec<Release>)> {
    let names = prop::sample::subsequence(vec!["ann", "bob", "kim", "zoe", "robot"], 0..=3).prop_shuffle();
    let names = || names.clone().prop_map(|names| names.join(" "));
    let organisations = prop::sample::select(vec!["", "Uni", "uni", "Works"]);
    let recorded = prop::option::of((prop::sample::select(vec!["ann", "BOB"]), organisations.clone()));
    let one = (names(), names(), names(), 0..900_i32, any::<bool>(), recorded).prop_map(
        |(released, mentored, sponsored, days, has_date, recorded)| {
            let day = date(2024, 1, 1).saturating_add(days.days());
            let mut release = release(&days.to_string(), day, [&released, &mentored, &sponsored, ""]);
            release.date = release.date.filter(|_| has_date);
            release.organisations =
                recorded.into_iter().map(|(login, name)| (login.to_owned(), name.to_owned())).collect();
            release
        },
    );
    let people = prop::collection::vec(organisations, 3).prop_map(|organisations| {
        Roster(["ann", "bob", "kim"].iter().zip(organisations).map(|(login, name)| person(login, name)).collect())
    });
    (people, prop::collection::vec(one, 0..30))
}

proptest! {
    #[test]
    fn each_release_is_performed_by_one_organisation((roster, releases) in records()) {
        let directory = Directory::new(&roster, &releases);
        let credits = Credits::of(&releases, &directory, &|login| login == "robot");
        let rights = MaintainerRights { names: &[], projects: &[] };
        let found = Organisations::of(&credits, &directory, rights, WINDOW);
        let inside = releases.iter().filter(|one| one.date.is_some_and(|day| WINDOW.contains(day))).count();
        let performed: usize = found.all.values().map(|deeds| deeds.performed.len()).sum();
        prop_assert_eq!(performed, inside);
        for deeds in found.all.values() {
            for helped in &deeds.helped {
                prop_assert!(!deeds.performed.iter().any(|one| std::ptr::eq(*one, *helped)));
            }
        }
    }

    #[test]
    fn the_order_of_the_records_says_nothing((roster, mut releases) in records()) {
        let figures = |releases: &[Release]| {
            let directory = Directory::new(&roster, releases);
            let credits = Credits::of(releases, &directory, &|_| false);
            metrics(&credits, &directory, &Policy::default(), &[], WINDOW)
        };
        let before = figures(&releases);
        releases.reverse();
        let mut after = figures(&releases);
        // Rungs are reached in the order of days, which releases of one day leave open.
        after.retain(|figure| !figure.key.starts_with("conversion"));
        let before: Vec<_> = before.into_iter().filter(|figure| !figure.key.starts_with("conversion")).collect();
        prop_assert_eq!(before, after);
    }
}

#[test]
fn who_was_taken_out_is_nobody_in_particular() {
    let roster = Roster(vec![person("ann", "Uni")]);
    let cut = |number: i8, by| release(&format!("1.{number}"), date(2025, number, 1), [by, "ghost", "ghost", "Ghost"]);
    let mut releases: Vec<Release> = (1..=6).map(|number| cut(number, "ghost")).collect();
    releases.extend((7..=11).map(|number| cut(number, "ann")));
    let directory = Directory::new(&roster, &releases);
    let credits = Credits::of(&releases, &directory, &|_| false);
    assert_eq!((credits.all.len(), credits.forgotten), (11, 6));
    assert!(credits.all.iter().all(|credit| credit.helpers(&directory).next().is_none()));
    let figures = shown(&metrics(&credits, &directory, &Policy::default(), &[], WINDOW));
    assert!(!figures.to_lowercase().contains("ghost"), "{figures}");
    assert!(figures.contains("capable-set: People(1) of 5"), "{figures}");
    assert!(figures.contains("conversion-from-shadow: too few of 0"), "{figures}");
}
