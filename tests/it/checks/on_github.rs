//! `pr-merged`, `milestone-empty` and `published`.

use super::{Run, project};
use crate::support::{FakeGithub, PullRequest, Release, Repository};

fn found(repository: Repository, name: &str, change: impl FnOnce(Run) -> Run) -> String {
    let github = FakeGithub::start([repository]);
    let found = change(Run::with(&github)).check(&project(), name);
    assert_eq!(github.graphql_requests(), 1);
    found
}

fn by_number(pull_request: PullRequest) -> String {
    let repository = Repository::new("octo/hello").pull_request(pull_request);
    found(repository, "pr-merged", |run| Run { pull_request: Some(12), ..run })
}

fn by_branch(pull_requests: impl IntoIterator<Item = PullRequest>) -> String {
    let repository = pull_requests.into_iter().fold(Repository::new("octo/hello"), Repository::pull_request);
    found(repository, "pr-merged", |run| Run { release_branch: Some("release-1.1.0"), ..run })
}

fn release() -> PullRequest {
    PullRequest::new(12, "Release 1.1.0", "ann")
        .head("ann/release-1.1.0")
        .merged_by("mona")
        .merge_commit(&"c".repeat(40))
}

#[test]
fn a_pull_request_is_found_by_its_number() {
    insta::assert_snapshot!(by_number(release()), @"holds: #12 was merged into `main` by @mona as cccccccccccc");
    insta::assert_snapshot!(by_number(release().open()), @"
    not yet: #12 is open
    help: have it reviewed and merged: https://github.com/octo/hello/pull/12
    ");
    insta::assert_snapshot!(by_number(release().closed()), @"
    fails: #12 was closed and not merged
    help: open it again, or give the number of the one that took its place: https://github.com/octo/hello/pull/12
    ");
    insta::assert_snapshot!(by_number(release().base("5.x")), @"
    fails: #12 was merged into `5.x`, and the line of this release is `main`
    help: give the number of the pull request that is meant
    ");
    insta::assert_snapshot!(by_number(release().merged_by("")), @"holds: #12 was merged into `main` as cccccccccccc");
    insta::assert_snapshot!(by_number(PullRequest::new(13, "Another", "ann")), @"
    unknown: there is no pull request #12
    help: give the right number
    ");
}

#[test]
fn a_pull_request_is_found_by_its_branch() {
    insta::assert_snapshot!(by_branch([release()]), @"holds: #12 was merged into `main` by @mona as cccccccccccc");
    insta::assert_snapshot!(by_branch([PullRequest::new(13, "Another", "ann"), release().base("5.x")]), @"
    fails: there is no pull request from `release-1.1.0` into `main`
    help: open it, or give the number of the one that is meant
    ");
    // The newest of several counts.
    let again = PullRequest::new(14, "Release 1.1.0, again", "ann").head("ann/release-1.1.0").open();
    insta::assert_snapshot!(by_branch([release().closed(), again]), @"
    not yet: #14 is open
    help: have it reviewed and merged: https://github.com/octo/hello/pull/14
    ");
}

#[test]
fn what_an_earlier_release_holds_was_not_for_this_one() {
    let commit = project().commit_id("1.0.0");
    insta::assert_snapshot!(by_branch([release().merge_commit(&commit)]), @"
    fails: #12 is part of 1.0.0 already
    help: give the number of this release's pull request, or open it
    ");
    let commit = project().commit_id("main");
    assert!(by_branch([release().merge_commit(&commit)]).starts_with("holds"));
}

#[test]
fn without_number_and_branch_there_is_nothing_to_ask() {
    let github = FakeGithub::start([Repository::new("octo/hello")]);
    insta::assert_snapshot!(Run::with(&github).check(&project(), "pr-merged"), @"
    unknown: which pull request is the release's is not known
    help: give its number, or the branch that it comes from
    ");
    assert_eq!(github.graphql_requests(), 0);
}

#[test]
fn a_milestone_is_empty_when_nothing_is_open_in_it() {
    let check = |repository| found(repository, "milestone-empty", |run| run);
    let planned = |title: &str| {
        let milestone = Repository::new("octo/hello").milestone("1.1.0rc1").milestone(title);
        let merged = PullRequest::new(3, "Done", "ann").milestone(title);
        milestone.pull_request(merged).issue(4, "Elsewhere", "ann").issue(5, "Later", "ann").planned(5, "1.1.0rc1")
    };
    insta::assert_snapshot!(check(planned("v1.1.0")), @"holds: nothing is open in the milestone v1.1.0");
    let open = planned("1.1.0").issue(6, "A bug\nto fix", "ann").planned(6, "1.1.0");
    let open = open.pull_request(PullRequest::new(7, "Fix it", "ann").open().milestone("1.1.0"));
    insta::assert_snapshot!(check(open), @"
    fails: 2 items open in the milestone 1.1.0: #6 A bug to fix, #7 Fix it
    help: close them, or move them to the next milestone: https://github.com/octo/hello/milestone/1
    ");
    let many = (20..29).fold(planned("1.1.0"), |all, number| all.issue(number, "Bug", "ann").planned(number, "1.1.0"));
    insta::assert_snapshot!(check(many), @"
    fails: 9 items open in the milestone 1.1.0: #20 Bug, #21 Bug, #22 Bug, #23 Bug, #24 Bug and 4 more
    help: close them, or move them to the next milestone: https://github.com/octo/hello/milestone/1
    ");
    insta::assert_snapshot!(check(planned("1.2.0")), @"
    unknown: there is no milestone 1.1.0 or v1.1.0
    help: where the project has none for this release, say so
    ");
}

#[test]
fn a_release_is_published_when_everybody_sees_it() {
    let check = |repository| found(repository, "published", |run| run);
    let repository = || Repository::new("octo/hello").release(Release::new("1.0.0"));
    insta::assert_snapshot!(check(repository().release(Release::new("1.1.0"))), @"holds: 1.1.0 is published: https://github.com/octo/hello/releases/tag/1.1.0");
    insta::assert_snapshot!(check(repository().release(Release::new("1.1.0").draft())), @"
    fails: the release of 1.1.0 is a draft
    help: publish it: https://github.com/octo/hello/releases/tag/1.1.0
    ");
    insta::assert_snapshot!(check(repository()), @"
    fails: GitHub has no release of 1.1.0
    help: publish one for the tag
    ");
}
