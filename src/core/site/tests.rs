//! What pages say of a small team, and what they do not.

use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::*;
use crate::core::ledger::Release;
use crate::core::ledger::metrics::{Credits, Directory, Window, metrics};
use crate::core::people::{Affiliation, Away, Capacity, CheckIn, Pairing, Person, Roster, Show, Stage, When};
use crate::core::policy::Policy;
use crate::core::rotation::{self, History, Said, Slot, State};

const DAY: Date = date(2026, 3, 28);

/// All that a site of octo/hello is made of.
#[derive(Default)]
struct Records {
    roster: Roster,
    releases: Vec<Release>,
    slots: Vec<Slot>,
    pairings: Vec<Pairing>,
    away: Vec<Away>,
}

impl Records {
    fn pages(&self) -> Vec<Page> {
        let Self { roster, releases, slots, pairings, away } = self;
        let published = Published::of(roster, releases, DAY);
        let policy = Policy::default();
        let window = Window::back(DAY, 365);
        let directory = Directory::new(roster, releases);
        let is_bot = |login: &str| login.ends_with("[bot]");
        let credits = Credits::of(releases, &directory, &is_bot);
        let figures = metrics(&credits, &directory, &policy, &[], window);
        let facts = rotation::Facts { roster, releases, slots, away: &[], pairings, policy: &policy };
        let history = History::of(facts);
        let projects = ["octo/hello".to_owned()];
        pages(Facts {
            published: &published,
            history: &history,
            slots,
            pairings,
            away,
            policy: &policy,
            runs: &[],
            projects: &projects,
            figures: &figures,
            organisations: &Table::default(),
            quarters: &Table::default(),
            without_github: None,
            window,
            day: DAY,
            is_bot: &is_bot,
        })
    }

    fn page(&self, path: &str) -> serde_json::Value {
        let pages = self.pages();
        let page = pages.iter().find(|page| page.path == path).unwrap_or_else(|| panic!("there is no {path}"));
        serde_json::to_value(&page.content).unwrap()
    }
}

fn person(login: &str, show: &[Show]) -> Person {
    Person {
        login: login.to_owned(),
        name: format!("Name of {login}"),
        consent: Some(date(2026, 1, 1)),
        show: show.to_vec(),
        capacity: Capacity { releases: Some(7), mentees: None },
        affiliations: vec![Affiliation { organisation: format!("Place of {login}"), ..Affiliation::default() }],
        ..Person::default()
    }
}

fn release(tag: &str, day: Date, by: &[&str], mentors: &[&str]) -> Release {
    let logins = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Release {
        project: "octo/hello".to_owned(),
        tag: tag.to_owned(),
        version: tag.to_owned(),
        kind: "minor".to_owned(),
        date: Some(day),
        released_by: logins(by),
        mentored_by: logins(mentors),
        ..Release::default()
    }
}

/// @ann shows everything, @kim nothing, @zoe agreed to nothing at all.
fn team() -> Records {
    let zoe = Person { consent: None, ..person("zoe", &Show::ALL) };
    let day = date(2026, 5, 1);
    let slot = Slot {
        shepherd: Some("kim".to_owned()),
        mentor: Some("zoe".to_owned()),
        state: State::Accepted,
        declines: ["ann", "kim", "zoe"].map(|login| Said { login: login.to_owned(), on: DAY }).into(),
        ..Slot::new("octo/hello", "1.5", (day, day), Timestamp::UNIX_EPOCH)
    };
    let pairing = |mentor: &str, mentee: &str| Pairing {
        mentor: mentor.to_owned(),
        mentee: mentee.to_owned(),
        stage: Stage::Coaching,
        asked: None,
        accepted: Some(date(2026, 1, 1)),
        ended: None,
        next_check_in: Some(CheckIn { when: When::Day(date(2026, 4, 4)), how: "call me".to_owned() }),
        spent_minutes: None,
        sequence: 0,
        changed: None,
    };
    let away = |login: &str| Away {
        login: login.to_owned(),
        from: date(2026, 4, 11),
        until: date(2026, 4, 19),
        reason: "ill".to_owned(),
    };
    Records {
        roster: Roster(vec![person("ann", &Show::ALL), person("kim", &[]), zoe]),
        releases: vec![
            release("1.0", date(2024, 1, 1), &["ann"], &[]),
            release("1.1", date(2025, 6, 1), &["kim"], &["ann"]),
            release("1.2", date(2025, 9, 1), &["zoe"], &["ann", "ann"]),
            release("1.3", date(2026, 1, 1), &["zoe", "kim"], &[]),
            release("9.9", date(2026, 6, 1), &["ann"], &[]),
        ],
        slots: vec![slot],
        pairings: vec![pairing("ann", "kim"), pairing("ann", "zoe")],
        away: vec![away("ann")],
    }
}

#[test]
fn who_said_so_is_shown_and_nobody_else() {
    let team = team();
    let ann = team.page("people/ann.html");
    assert_eq!(ann["rung"]["rung"], "mentor");
    assert_eq!(ann["load"]["mentored"], 2);
    assert_eq!(ann["away"], serde_json::json!(["2026-04-11 to 2026-04-19"]));
    assert_eq!(ann["declines"], serde_json::json!(["1.5 (2026-05-01)"]));
    // The other ones do not show theirs, and a talk belongs to both.
    assert_eq!(ann["check_ins"], serde_json::json!([]));
    let kim = team.page("people/kim.html");
    for key in ["rung", "load"] {
        assert_eq!(kim[key], serde_json::Value::Null, "{key}");
    }
    for key in ["away", "check_ins", "declines"] {
        assert_eq!(kim[key], serde_json::json!([]), "{key}");
    }
    assert_eq!(kim["row"]["rung"], serde_json::Value::Null);
    let ladder = team.page("ladder.html");
    assert_eq!((&ladder["rungs"][0]["people"][0]["who"]["login"], &ladder["hidden"]), (&"ann".into(), &1.into()));
    // What two others did together says too much of each.
    let load = team.page("load.html");
    assert_eq!((load["people"].as_array().unwrap().len(), &load["others"]), (1, &serde_json::Value::Null));
}

#[test]
fn who_did_not_agree_is_a_login_of_the_records() {
    let team = team();
    let pages = team.pages();
    assert!(!pages.iter().any(|page| page.path == "people/zoe.html"));
    let all: String = pages.iter().map(|page| serde_json::to_string(&page.content).unwrap()).collect();
    for secret in ["Name of zoe", "Place of zoe", "ill", "call me", "9.9"] {
        assert!(!all.contains(&format!("\"{secret}")), "{secret} is on a page");
    }
    // A slot ahead is no record of a release.
    assert_eq!(team.page("index.html")["next"][0]["mentor"]["login"], "");
    let pairings = team.page("mentoring.html")["pairings"].as_array().unwrap().clone();
    assert_eq!(pairings.len(), 1);
    assert_eq!(pairings[0]["check_in"], "");
}

#[test]
fn nobody_is_named_in_a_slot_whom_no_release_names() {
    let mut team = team();
    team.roster.0.push(Person { consent: None, ..person("new", &[]) });
    team.slots[0].shepherd = Some("new".to_owned());
    assert_eq!(team.page("index.html")["next"][0]["shepherd"]["login"], "");
    team.slots[0].security = true;
    assert_eq!(team.page("index.html")["is_planned"], false);
}

#[test]
fn a_check_in_that_is_over_is_not_the_next_one() {
    let mut team = team();
    team.roster.0[1].show.push(Show::CheckIn);
    assert_eq!(team.page("people/ann.html")["check_ins"][0][0], "2026-04-04");
    assert_eq!(team.page("mentoring.html")["pairings"][0]["check_in"], "2026-04-04");
    for pairing in &mut team.pairings {
        pairing.next_check_in = Some(CheckIn { when: When::Day(date(2026, 3, 20)), how: String::new() });
    }
    assert_eq!(team.page("people/ann.html")["check_ins"], serde_json::json!([]));
    assert_eq!(team.page("mentoring.html")["pairings"][0]["check_in"], "");
}

#[test]
fn a_slot_is_once_on_the_page_of_who_cuts_it_and_mentors_beside() {
    let mut team = team();
    team.slots[0].shepherd = Some("ann".to_owned());
    team.slots[0].mentor = Some("ANN".to_owned());
    team.slots[0].learner = Some("kim".to_owned());
    for login in ["ann", "kim"] {
        assert_eq!(team.page(&format!("people/{login}.html"))["next"].as_array().unwrap().len(), 1, "{login}");
    }
}

#[test]
fn pairs_and_neighbours_are_those_of_the_releases() {
    let team = team();
    let pairs = team.page("mentoring.html")["pairs"].clone();
    let told: Vec<String> = pairs
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| {
            format!("{} {} {} {}", pair["mentor"]["login"], pair["mentee"]["login"], pair["count"], pair["last"])
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    "ann" "zoe" 1 "2025-09-01"
    "ann" "kim" 1 "2025-06-01"
    "#);
    let page = team.page("releases/1.1.html");
    assert_eq!((&page["before"]["name"], &page["after"]["page"]), (&"1.0".into(), &"releases/1.2.html".into()));
}

#[test]
fn with_no_records_each_page_is_there() {
    let pages = Records::default().pages();
    let paths: Vec<&str> = pages.iter().map(|page| page.path.as_str()).collect();
    let expected = ["index", "releases", "people", "mentoring", "load", "ladder", "metrics"];
    assert_eq!(paths, expected.map(|name| format!("{name}.html")));
    assert!(pages.iter().all(|page| page.charts.iter().all(Option::is_none)));
}
