//! What GitHub refuses is told with its reason, and not sent again.

use release_shepherd::github::{GithubError, comment, comments};

use super::{Mirror, PROJECT, hello, told};
use crate::support::{Failure, FakeGithub, Issue, Repository, TOKEN};

/// What each of the four operations says of issue 3.
fn all_say(mirror: &Mirror) -> String {
    let read = mirror.runtime.block_on(comments(&mirror.client, PROJECT, 3)).map(|_| ());
    let written = mirror.runtime.block_on(comment(&mirror.client, PROJECT, 3, "Hello", "<!-- x -->")).map(|_| ());
    let all = [
        ("open", mirror.open("- [ ] Tag").map(|_| ())),
        ("update", mirror.update(3, "- [x] Tag", None).map(|_| ())),
        ("comment", written),
        ("comments", read),
    ];
    let said = all.map(|(name, result)| match result {
        Ok(()) => format!("{name}: ok"),
        Err(error) => {
            assert!(!error.to_string().contains(TOKEN), "{error}");
            format!("{name}: {error}").replace(&mirror.github.url(), "[GITHUB]")
        }
    });
    said.join("\n")
}

#[test]
fn a_token_that_may_only_read_is_told() {
    let mirror = Mirror::new(hello());
    mirror.github.read_only();
    insta::assert_snapshot!(all_say(&mirror), @"
    open: the issue “Release 1.1.0” of octo/hello: the token may not do that (Resource not accessible by personal access token)
    update: issue #3 of octo/hello: the token may not do that (Resource not accessible by personal access token)
    comment: a comment on issue #3 of octo/hello: the token may not do that (Resource not accessible by personal access token)
    comments: ok
    ");
    assert_eq!(mirror.counts(), (6, 3));
    assert!(mirror.issues().iter().all(|issue| issue.comments.is_empty() && issue.body.is_empty()));
    insta::assert_snapshot!(told(mirror.open("- [ ] Tag").unwrap_err(), &mirror.github), @"
    error: the issue “Release 1.1.0” of octo/hello: the token may not do that (Resource not accessible by personal access token)
    help: the token needs to read and write issues (`issues: write` in Actions), and organisations with single sign-on want it to be authorised
    [exit status: 4]
    ");
}

#[test]
fn a_token_that_is_not_told_of_issues_is_told_so() {
    let mirror = Mirror::new(hello());
    let message = "Resource not accessible by personal access token";
    let error = serde_json::json!({"type": "FORBIDDEN", "path": ["repository", "issues"], "message": message});
    mirror.github.fail_always(Failure::Answer(serde_json::json!({"data": {"repository": null}, "errors": [error]})));
    insta::assert_snapshot!(told(mirror.open("- [ ] Tag").unwrap_err(), &mirror.github), @"
    error: the issue “Release 1.1.0” of octo/hello: the token may not do that (Resource not accessible by personal access token)
    help: the token needs to read and write issues (`issues: write` in Actions), and organisations with single sign-on want it to be authorised
    [exit status: 4]
    ");
    assert_eq!(mirror.counts(), (1, 0));
}

#[test]
fn an_issue_that_was_deleted_is_told() {
    let mirror = Mirror::new(hello().with_issue(Issue::new(3, "Release 1.1.0", "mona").deleted()));
    insta::assert_snapshot!(all_say(&mirror), @"
    open: ok
    update: issue #3 of octo/hello: it was deleted (This issue was deleted)
    comment: a comment on issue #3 of octo/hello: it was deleted (This issue was deleted)
    comments: the comments of issue #3 of octo/hello: it is not there, or the token may not see it
    ");
    insta::assert_snapshot!(told(mirror.update(3, "x", None).unwrap_err(), &mirror.github), @"
    error: issue #3 of octo/hello: it was deleted (This issue was deleted)
    help: look at the project's issues; where the issue is gone for good, `shepherd guide --issue` opens a new one
    [exit status: 4]
    ");
}

#[test]
fn an_issue_that_was_transferred_is_not_followed() {
    let github = FakeGithub::start([hello(), Repository::new("octo/other").issue(3, "Another", "ann")]);
    let there = format!("{}/repositories/1001/issues/3", github.url());
    github.update(PROJECT, |repository| repository.with_issue(Issue::new(3, "One", "mona").transferred(&there)));
    let mirror = Mirror::with(github, std::time::Duration::from_secs(20));
    insta::assert_snapshot!(all_say(&mirror), @"
    open: ok
    update: issue #3 of octo/hello: it has moved to another repository
    comment: a comment on issue #3 of octo/hello: it has moved to another repository
    comments: the comments of issue #3 of octo/hello: it is not there, or the token may not see it
    ");
    assert_eq!(mirror.github.issues("octo/other")[0].title, "Another");

    // GraphQL may follow where the REST interface only points.
    let issue = serde_json::json!({
        "url": "https://github.com/octo/other/issues/3",
        "repository": {"nameWithOwner": "octo/other"},
        "comments": {"nodes": [], "pageInfo": {"hasNextPage": false, "endCursor": null}},
    });
    let answer = serde_json::json!({"data": {"repository": {"nameWithOwner": PROJECT, "issue": issue}}});
    mirror.github.fail_always(Failure::Answer(answer));
    let writes = mirror.github.writes();
    for error in [
        mirror.runtime.block_on(comments(&mirror.client, PROJECT, 3)).unwrap_err(),
        mirror.runtime.block_on(comment(&mirror.client, PROJECT, 3, "Hello", "<!-- x -->")).unwrap_err(),
    ] {
        let told = "issue #3 of octo/hello: it has moved to https://github.com/octo/other/issues/3";
        assert!(error.to_string().ends_with(told), "{error}");
    }
    assert_eq!(mirror.github.writes(), writes);
}

#[test]
fn a_locked_issue_takes_no_comment() {
    let mirror = Mirror::new(hello().with_issue(Issue::new(3, "One", "mona").locked()));
    insta::assert_snapshot!(all_say(&mirror), @"
    open: ok
    update: ok
    comment: a comment on issue #3 of octo/hello: the issue is locked (Unable to create comment because issue is locked.)
    comments: ok
    ");
}

#[test]
fn a_number_that_is_nobodys_is_told() {
    let mirror = Mirror::new(Repository::new(PROJECT).issue(1, "One", "ann"));
    insta::assert_snapshot!(mirror.update(3, "x", None).unwrap_err(), @"issue #3 of octo/hello: it is not there, or the token may not see it");
}

#[test]
fn issues_that_are_switched_off_are_told() {
    let mirror = Mirror::new(hello().without_issues());
    insta::assert_snapshot!(told(mirror.open("- [ ] Tag").unwrap_err(), &mirror.github), @"
    error: the issue “Release 1.1.0” of octo/hello: the repository has its issues switched off
    help: switch issues on in the repository's settings, or go on without a tracking issue
    [exit status: 4]
    ");
    assert_eq!(mirror.counts(), (1, 0));
}

#[test]
fn a_repository_that_is_not_there_is_told() {
    let mirror = Mirror::new(Repository::new("octo/other"));
    insta::assert_snapshot!(all_say(&mirror), @"
    open: octo/hello was not found on GitHub, or the token may not see it
    update: issue #3 of octo/hello: it is not there, or the token may not see it
    comment: octo/hello was not found on GitHub, or the token may not see it
    comments: octo/hello was not found on GitHub, or the token may not see it
    ");
}

#[test]
fn other_refusals_are_sent_once() {
    for (failure, expected) in [
        (Failure::BadCredentials, "GitHub does not accept the token (401)"),
        (
            Failure::Forbidden,
            "the issue “Release 1.1.0” of octo/hello: the token may not do that (Resource not accessible by integration)",
        ),
        (Failure::NotFound, "the issue “Release 1.1.0” of octo/hello: it is not there, or the token may not see it"),
        (
            Failure::Moved("/repositories/1000/issues".to_owned()),
            "the issue “Release 1.1.0” of octo/hello: it has moved to another repository",
        ),
    ] {
        let mirror = Mirror::new(hello());
        mirror.github.fail_write(failure);
        assert_eq!(mirror.open("- [ ] Tag").unwrap_err().to_string(), expected);
        assert_eq!((mirror.github.writes(), mirror.issues().len()), (1, 1));
    }
}

#[test]
fn each_failure_of_reading_ends_in_an_error() {
    for failure in [
        Failure::BadCredentials,
        Failure::Dropped,
        Failure::Forbidden,
        Failure::GraphqlRateLimited,
        Failure::Html,
        Failure::NotFound,
        Failure::SecondaryLimit { retry_after: None },
        Failure::ServerError(502),
        Failure::Slow(std::time::Duration::from_secs(3)),
        Failure::Truncated,
    ] {
        let mirror = Mirror::with(FakeGithub::start([hello()]), std::time::Duration::from_millis(300));
        mirror.github.fail_always(failure.clone());
        let error = mirror.open("- [ ] Tag").unwrap_err();
        assert!(!matches!(error, GithubError::Query(_) | GithubError::Setup(_)), "{failure:?}: {error}");
        assert_eq!((mirror.github.writes(), mirror.issues().len()), (0, 1), "{failure:?}");
    }
}
