//! The story holds together.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;

use super::cast::name;
use super::changes::{BOT, CHANGES, Form};
use super::files::{DOCUMENT_TEXT, Edit};
use super::history::workday;
use super::news::NEWS;
use super::releases::RELEASES;
use super::*;

const TODAY: Date = date(2026, 3, 28);

#[test]
fn a_day_has_one_history() {
    assert_eq!(History::of(TODAY), History::of(TODAY));
    assert_ne!(History::of(TODAY), History::of(date(2026, 3, 29)));
}

#[test]
fn everything_is_past_and_done_on_weekdays() {
    for number in 0..40 {
        let today = TODAY.saturating_add(jiff::Span::new().days(number));
        let end = TimeZone::UTC.to_timestamp(today.at(0, 0, 0, 0)).unwrap();
        for commit in &History::of(today).commits {
            for stamp in [&commit.author, &commit.committer] {
                let day = stamp.at.to_zoned(TimeZone::UTC).weekday();
                assert!(stamp.at < end && !matches!(day, Weekday::Saturday | Weekday::Sunday), "{stamp:?}");
            }
        }
        let calls: Vec<Call> = records(today).into_iter().chain(private_records(today)).collect();
        assert!(calls.iter().all(|call| call.at < end), "{today}");
        assert!(records(today).windows(2).all(|pair| pair[0].at < pair[1].at), "{today}");
    }
}

#[test]
fn parents_come_first_and_tags_are_on_releases() {
    let history = History::of(TODAY);
    for (number, commit) in history.commits.iter().enumerate() {
        assert!(commit.parents.iter().all(|parent| *parent < number), "{commit:?}");
        let newest = commit.parents.iter().map(|parent| history.commits[*parent].committer.at).max();
        assert!(newest.is_none_or(|at| at <= commit.committer.at), "{}", commit.message);
    }
    assert_eq!(history.tags.len(), RELEASES.len());
    for tag in &history.tags {
        let commit = &history.commits[tag.commit];
        assert_eq!(commit.message, format!("Release {}\n", tag.name));
        assert_eq!(commit.files["VERSION"], format!("{}\n", tag.name));
    }
    assert_eq!(history.branches.keys().copied().collect::<Vec<_>>(), ["1.x", "main"]);
}

#[test]
fn everybody_is_of_the_cast() {
    let logins: BTreeSet<&str> = CAST.iter().map(|person| person.login).collect();
    let is_known = |login: &str| logins.contains(login);
    for release in &RELEASES {
        let all = release.shadows.iter().chain(&release.mentor).chain(&release.sponsor);
        for login in all.copied().chain([release.by]) {
            let person = CAST.iter().find(|person| person.login == login).unwrap();
            assert!(person.came > release.days && person.left.is_none_or(|left| left < release.days), "{login}");
        }
    }
    for change in CHANGES.iter().chain(&NEWS) {
        let merger = match change.form {
            Form::Merge(merger, _) | Form::Squash(merger) => merger,
            Form::Direct => change.by,
        };
        assert!((is_known(change.by) || change.by == BOT) && is_known(merger), "{change:?}");
        let came = CAST.iter().find(|person| person.login == change.by).map_or(i32::MAX, |person| person.came);
        assert!(came > change.days, "{change:?}");
    }
    assert_eq!((name(YOU), name(MENTOR)), ("Kofi Mensah", "Nia Okafor"));
    let organisations: BTreeSet<&str> = CAST.iter().map(|person| person.organisation).collect();
    assert_eq!((CAST.len(), organisations.len()), (9, 4));
}

#[test]
fn numbers_are_used_once_and_edits_find_what_they_change() {
    let changes = || CHANGES.iter().chain(&NEWS);
    let numbers: Vec<u32> = changes().map(|change| change.number).filter(|number| *number > 0).collect();
    assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
    let history = History::of(TODAY);
    let all: Vec<&String> = history.commits.iter().flat_map(|commit| commit.files.values()).collect();
    for change in changes() {
        if let Edit::Instead(_, old, new) = change.edit {
            assert!(all.iter().any(|text| text.contains(old)), "{change:?}");
            assert!(new.is_empty() || all.iter().any(|text| text.contains(new)), "{change:?}");
        }
    }
    let same = history.commits.iter().filter(|commit| {
        let parents: Vec<_> = commit.parents.iter().map(|parent| &history.commits[*parent].files).collect();
        commit.parents.len() == 1 && parents == [&commit.files]
    });
    let same: Vec<&String> = same.map(|commit| &commit.message).collect();
    assert!(same.is_empty(), "these change nothing: {same:?}");
}

#[test]
fn the_next_version_is_what_the_tour_releases() {
    assert!(RELEASES.iter().all(|release| release.version != VERSION));
    let words = format!("{:?}", chapters(true));
    assert!(words.contains(&format!("guide {VERSION} --rehearse")), "{words}");
    assert!(DOCUMENT_TEXT.contains("sign-off = \"mentor\""));
}

#[test]
fn weekends_are_free() {
    assert_eq!(workday(TODAY, 0), date(2026, 3, 27));
    assert_eq!(workday(TODAY, 6), date(2026, 3, 20));
    assert_eq!(workday(TODAY, 5), date(2026, 3, 23));
}
