//! What is done where GitHub does not say whether it wrote.

use std::time::Duration;

use release_shepherd::github::IssueState;

use super::{MARKER, Mirror, hello, told};
use crate::support::{Failure, FakeGithub};

/// The failures of an answer after which nobody knows.
fn failures() -> [Failure; 6] {
    [
        Failure::Dropped,
        Failure::Html,
        Failure::ServerError(500),
        Failure::ServerError(502),
        Failure::ServerError(504),
        Failure::Truncated,
    ]
}

#[test]
fn what_was_written_before_the_failure_is_found() {
    for failure in failures() {
        let mirror = Mirror::new(hello());
        mirror.github.fail_write(failure.clone().after_writing());
        assert_eq!(mirror.open("- [ ] Tag").unwrap().number, 4, "{failure:?}");
        assert_eq!(mirror.counts(), (3, 1), "{failure:?}");
        assert_eq!(mirror.issues().len(), 2, "{failure:?}");
    }
}

#[test]
fn what_was_not_written_is_sent_once_more() {
    for failure in [Failure::Dropped, Failure::ServerError(502), Failure::Truncated] {
        let mirror = Mirror::new(hello());
        mirror.github.fail_write(failure.clone());
        assert_eq!(mirror.open("- [ ] Tag").unwrap().number, 4, "{failure:?}");
        assert_eq!(mirror.counts(), (4, 2), "{failure:?}");
        assert_eq!(mirror.issues().len(), 2, "{failure:?}");
    }
}

#[test]
fn what_fails_twice_is_given_up() {
    let mirror = Mirror::new(hello());
    mirror.github.fail_write(Failure::ServerError(502));
    mirror.github.fail_write(Failure::ServerError(503));
    insta::assert_snapshot!(told(mirror.open("- [ ] Tag").unwrap_err(), &mirror.github), @"
    error: GitHub did not answer in full after 2 attempts: status 503; missing: the issue “Release 1.1.0”
    help: try again, or run with `--offline` to work from git alone
    [exit status: 4]
    ");
    assert_eq!(mirror.counts(), (5, 2));
    // The next call looks before it writes.
    mirror.github.fail_write(Failure::Dropped.after_writing());
    assert_eq!(mirror.open("- [ ] Tag").unwrap().number, 4);
    assert_eq!(mirror.issues().len(), 2);
}

#[test]
fn what_comes_late_is_found_or_left_alone() {
    let late = Failure::Slow(Duration::from_secs(4));
    let mirror = Mirror::with(FakeGithub::start([hello()]), Duration::from_secs(2));
    mirror.github.fail_write(late.clone().after_writing());
    assert_eq!(mirror.open("- [ ] Tag").unwrap().number, 4);
    assert_eq!(mirror.counts(), (3, 1));

    // What is sent again now could be the second of two.
    let mirror = Mirror::with(FakeGithub::start([hello()]), Duration::from_secs(2));
    mirror.github.fail_write(late.clone());
    insta::assert_snapshot!(told(mirror.open("- [ ] Tag").unwrap_err(), &mirror.github), @"
    error: the issue “Release 1.1.0” of octo/hello: nobody knows whether it was written (no answer in time; it is not there yet)
    help: try again: it is looked for before it is written once more
    [exit status: 4]
    ");
    assert_eq!(mirror.counts(), (3, 1));

    // The same text twice is no harm.
    let mirror = Mirror::with(FakeGithub::start([hello()]), Duration::from_secs(3));
    mirror.github.fail_write(late);
    assert_eq!(mirror.update(3, "- [x] Tag", None).unwrap().number, 3);
    assert_eq!(mirror.counts(), (3, 2));
}

#[test]
fn what_can_no_longer_be_looked_for_is_not_sent_again() {
    let mirror = Mirror::new(hello());
    mirror.github.fail_write(Failure::ServerError(502).after_writing());
    // The first look succeeds, the second never does.
    mirror.github.fail(Failure::Slow(Duration::ZERO));
    (0..5).for_each(|_| mirror.github.fail(Failure::ServerError(500)));
    insta::assert_snapshot!(told(mirror.open("- [ ] Tag").unwrap_err(), &mirror.github), @"
    error: the issue “Release 1.1.0” of octo/hello: nobody knows whether it was written (status 502; GitHub did not answer in full after 5 attempts: status 500; missing: the issue “Release 1.1.0”)
    help: try again: it is looked for before it is written once more
    [exit status: 4]
    ");
    assert_eq!(mirror.github.writes(), 1);
    assert_eq!(mirror.issues().len(), 2);
}

#[test]
fn an_update_is_looked_at_before_it_is_repeated() {
    for failure in [Failure::Dropped, Failure::ServerError(502)] {
        let mirror = Mirror::new(hello());
        mirror.github.fail_write(failure.clone().after_writing());
        let updated = mirror.update(3, "- [x] Tag", Some(IssueState::Closed)).unwrap();
        assert_eq!(updated.state, IssueState::Closed);
        assert_eq!(mirror.counts(), (2, 1), "{failure:?}");
        mirror.github.fail_write(failure.clone());
        mirror.update(3, "- [x] Tag", Some(IssueState::Open)).unwrap();
        assert_eq!(mirror.counts(), (5, 3), "{failure:?}");
        let issue = mirror.issues().remove(0);
        assert_eq!((issue.body, issue.is_open), (format!("- [x] Tag\n\n{MARKER}"), true));
    }
}

#[test]
fn a_limit_is_waited_for_within_the_patience() {
    for failure in [Failure::SecondaryLimit { retry_after: Some(0) }, Failure::TooManyRequests { retry_after: Some(0) }]
    {
        let mirror = Mirror::new(hello());
        mirror.github.fail_write(failure);
        assert_eq!(mirror.open("- [ ] Tag").unwrap().number, 4);
        assert_eq!(mirror.counts(), (3, 2));
    }
    for failure in [
        Failure::SecondaryLimit { retry_after: None },
        Failure::SecondaryLimit { retry_after: Some(600) },
        Failure::PrimaryLimit { reset: 1_774_692_000 },
        Failure::TooManyRequests { retry_after: None },
    ] {
        let mirror = Mirror::new(hello());
        mirror.github.fail_write(failure);
        let error = mirror.open("- [ ] Tag").unwrap_err().to_string();
        assert!(error.starts_with("GitHub's rate limit is reached; it asks to wait "), "{error}");
        assert!(error.ends_with("; missing: the issue “Release 1.1.0”"), "{error}");
        assert_eq!(mirror.counts(), (2, 1));
    }
}
