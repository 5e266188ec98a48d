//! Comments: all of them are read, with who changed them, and one's own is written once.

use std::time::Duration;

use release_shepherd::core::run::{Comment as Read, approvals};
use release_shepherd::github::{GithubError, comment, comments};

use super::{Mirror, PROJECT, hello};
use crate::support::{Actor, Comment, Failure, FakeGithub, Issue, Repository};

const OURS: &str = "<!-- shepherd: asked = \"laptop-7\" -->";

fn talked(many: usize) -> Repository {
    let issue = (1..=many).fold(Issue::new(7, "Release 1.1.0", "mona"), |issue, number| {
        issue.comment(Comment::new("ann", &format!("Comment {number}")))
    });
    hello().with_issue(issue)
}

fn read(mirror: &Mirror) -> Result<Vec<Read>, GithubError> {
    mirror.runtime.block_on(comments(&mirror.client, PROJECT, 7))
}

fn say(mirror: &Mirror, body: &str) -> Result<String, GithubError> {
    mirror.runtime.block_on(comment(&mirror.client, PROJECT, 7, body, OURS))
}

fn said(mirror: &Mirror) -> Vec<String> {
    mirror.issues().pop().expect("issue 7").comments.into_iter().map(|comment| comment.body).collect()
}

#[test]
fn all_pages_are_read() {
    for (many, requests) in [(0, 1), (100, 1), (101, 2), (150, 2), (250, 3)] {
        let mirror = Mirror::new(talked(many));
        let found = read(&mirror).unwrap();
        assert_eq!(found.len(), many);
        assert!(found.iter().enumerate().all(|(place, one)| one.body == format!("Comment {}", place + 1)));
        assert_eq!(mirror.counts(), (requests, 0));
    }
}

#[test]
fn a_page_that_breaks_is_read_again() {
    let mirror = Mirror::new(talked(150));
    for failure in [Failure::ServerError(502), Failure::Truncated, Failure::Html, Failure::Dropped] {
        mirror.github.fail(failure);
    }
    assert_eq!(read(&mirror).unwrap().len(), 150);
}

#[test]
fn pages_end_with_the_patience() {
    let mirror = Mirror::with(FakeGithub::start([talked(150)]), Duration::from_millis(1500));
    mirror.github.delay(Duration::from_secs(1));
    let error = read(&mirror).unwrap_err().to_string();
    let missing = "no answer in time; missing: the comments of issue #7";
    assert!(error.ends_with(missing), "{error}");
}

#[test]
fn who_wrote_and_changed_a_comment_is_told() {
    let command = "/shepherd approve publish/tag 0123456789abcdef0123456789abcdef";
    let issue = Issue::new(7, "Release 1.1.0", "mona")
        .comment(Comment::new("mentor", command))
        .comment(Comment::new("mentor", command).edited_by("mentor"))
        .comment(Comment::new("mentor", command).edited_by("mallory"))
        .comment(Comment::new("mentor", command).edited_by(Actor::Ghost))
        .comment(Comment::new("mentor[bot]", command))
        .comment(Comment::new(Actor::Mannequin("mentor".to_owned()), command))
        .comment(Comment::new(Actor::Ghost, command));
    let mirror = Mirror::new(hello().with_issue(issue));
    let found = read(&mirror).unwrap();
    let short = |one: &Read| {
        let author = one.author.as_deref().unwrap_or("nobody");
        let kind = if one.author_is_bot { " (bot)" } else { "" };
        let edit = one.edited.map(|when| format!(", changed {when} by {:?}", one.edited_by)).unwrap_or_default();
        format!("{author}{kind}{edit}")
    };
    insta::assert_snapshot!(found.iter().map(short).collect::<Vec<_>>().join("\n"), @r#"
    mentor
    mentor, changed 2026-03-02T09:00:00Z by Some("mentor")
    mentor, changed 2026-03-02T09:00:00Z by Some("mallory")
    mentor, changed 2026-03-02T09:00:00Z by None
    mentor (bot)
    mentor (bot)
    nobody
    "#);
    let told = approvals(&found)
        .into_iter()
        .map(|one| format!("{} {} {} {} {:?} {}", one.by, one.step, one.digest, one.when, one.edited_by, one.url));
    insta::assert_snapshot!(told.collect::<Vec<_>>().join("\n"), @r#"
    mentor publish/tag 0123456789abcdef0123456789abcdef 2026-03-02T08:00:00Z None https://github.com/octo/hello/issues/7#issuecomment-1
    mentor publish/tag 0123456789abcdef0123456789abcdef 2026-03-02T09:00:00Z None https://github.com/octo/hello/issues/7#issuecomment-2
    mentor publish/tag 0123456789abcdef0123456789abcdef 2026-03-02T09:00:00Z Some("mallory") https://github.com/octo/hello/issues/7#issuecomment-3
    mentor publish/tag 0123456789abcdef0123456789abcdef 2026-03-02T09:00:00Z Some("ghost") https://github.com/octo/hello/issues/7#issuecomment-4
    "#);
}

#[test]
fn a_comment_is_written_once() {
    let mirror = Mirror::new(talked(120));
    let url = say(&mirror, "@mentor, please look.").unwrap();
    assert_eq!(url, "https://github.com/octo/hello/issues/7#issuecomment-121");
    assert_eq!(mirror.counts(), (2, 1));
    assert_eq!(say(&mirror, "@mentor, please look.").unwrap(), url);
    assert_eq!(mirror.counts(), (3, 1));
    assert_eq!(said(&mirror).split_off(120), [format!("@mentor, please look.\n\n{OURS}")]);
}

#[test]
fn somebody_elses_copy_of_a_marker_is_not_ours() {
    let issue = Issue::new(7, "Release 1.1.0", "mona").comment(Comment::new("mallory", OURS));
    let mirror = Mirror::new(hello().with_issue(issue));
    say(&mirror, "Please look.").unwrap();
    assert_eq!(said(&mirror).len(), 2);
}

#[test]
fn a_comment_is_looked_for_before_it_is_repeated() {
    for failure in [Failure::Html, Failure::ServerError(502)] {
        let mirror = Mirror::new(talked(1));
        mirror.github.fail_write(failure.clone().after_writing());
        say(&mirror, "Please look.").unwrap();
        assert_eq!((mirror.counts(), said(&mirror).len()), ((3, 1), 2), "{failure:?}");

        let mirror = Mirror::new(talked(1));
        mirror.github.fail_write(failure.clone());
        say(&mirror, "Please look.").unwrap();
        assert_eq!((mirror.counts(), said(&mirror).len()), ((4, 2), 2), "{failure:?}");
    }
}

#[test]
fn a_comment_in_a_renamed_repository_is_written_there() {
    let repository = Repository::new("octo/greetings").renamed_from(PROJECT).issue(7, "Release 1.1.0", "mona");
    let mirror = Mirror::new(repository);
    let url = say(&mirror, "Please look.").unwrap();
    assert_eq!(url, "https://github.com/octo/greetings/issues/7#issuecomment-1");
    assert_eq!(mirror.counts(), (2, 1));
}
