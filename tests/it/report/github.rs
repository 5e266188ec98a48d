//! What GitHub tells: more than one search gives, counted in another way here than there.

use std::collections::BTreeMap;

use serde_json::Value;

use super::made::{Expected, Made, PEOPLE};
use super::{release, report, team, write_records};
use crate::support::{Comment, Failure, FakeGithub, Issue, PullRequest, Repository, Sandbox};

fn sandbox(github: &FakeGithub) -> Sandbox {
    let sandbox = Sandbox::new().commit("Start").remote("origin", "https://github.com/octo/hello.git").github(github);
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    write_records(&sandbox, &PEOPLE);
    sandbox
}

/// Returns what a report says of each organisation on GitHub.
fn told(report: &Value) -> BTreeMap<&str, Expected> {
    let number = |value: &Value| usize::try_from(value.as_u64().expect("a number")).expect("small");
    let row = |row: &'_ Value| Expected {
        reviewed: number(&row["pull_requests_reviewed"]),
        contributors: number(&row["contributors"]),
        returned: number(&row["contributors_returned"]),
        triaged: number(&row["issues_triaged"]),
    };
    let rows = report["organisations"].as_array().expect("a list");
    let mut told: BTreeMap<&str, Expected> =
        rows.iter().map(|found| (found["organisation"].as_str().unwrap_or("-"), row(found))).collect();
    let github = &report["github"];
    let all = Expected {
        reviewed: number(&github["pull_requests"]),
        triaged: number(&github["issues_triaged"]),
        ..Expected::default()
    };
    told.insert("all", all);
    told
}

fn json(sandbox: &Sandbox, arguments: &[&str]) -> Value {
    let output = report(sandbox, &[&["--json"], arguments].concat()).success();
    serde_json::from_str(output.stdout()).expect("JSON")
}

#[test]
fn more_than_a_thousand_are_counted_as_they_are() {
    let made = Made::up(3200, 1500);
    let github = FakeGithub::start([made.repository()]);
    let sandbox = sandbox(&github);
    let report = json(&sandbox, &[]);
    assert!(made.closed() > 1500, "{}", made.closed());
    let expected = made.expected(false);
    assert_eq!(told(&report), expected);
    assert!(expected.values().all(|one| one.reviewed > 50 && one.triaged > 20), "{expected:#?}");
    assert_eq!(report["github"]["gaps"], serde_json::json!([]));
    let requests = github.graphql_requests();
    assert_eq!(report["github"]["requests"], requests);
    // A page for each hundred, one for each part and each split of the dates, and twenty contributors a request.
    let contributors: usize = expected.values().map(|one| one.contributors).sum();
    let most = 1 + made.closed() / 100 + 1500 / 100 + 2 * 15 + contributors / 20 + 2;
    assert!(requests <= most, "{requests} of {most}");
}

#[test]
fn a_sprint_is_counted_by_its_label() {
    let made = Made::up(1800, 400);
    let github = FakeGithub::start([made.repository()]);
    let report = json(&sandbox(&github), &["--label", "sprint"]);
    assert_eq!(told(&report), made.expected(true));
}

#[test]
fn quarters_show_who_came_back() {
    let made = Made::up(1400, 0);
    let github = FakeGithub::start([made.repository()]);
    let report = json(&sandbox(&github), &["--over-time", "--since", "2025-07-01", "--until", "2025-12-31"]);
    let quarters = [(1_751_328_000, 1_759_276_799), (1_759_276_800, 1_767_225_599)];
    let expected = made.comings(&quarters);
    let told: Vec<_> = report["over_time"].as_array().expect("a list").iter().collect();
    let numbers = |quarter: &&Value| {
        let number = |key: &str| usize::try_from(quarter[key].as_u64().expect("a number")).expect("small");
        (number("contributors"), number("returning_contributors"))
    };
    assert_eq!(told.iter().map(numbers).collect::<Vec<_>>(), expected);
    let maintainers: Vec<_> = told.iter().map(|quarter| quarter["maintainers"].as_u64()).collect();
    assert_eq!(maintainers, [Some(2), Some(2)]);
    assert!(expected.iter().all(|(all, back)| *back > 20 && back < all), "{expected:?}");
}

#[test]
fn what_a_thousand_and_one_at_once_hide_is_told() {
    let mut repository = Repository::new("octo/hello");
    for number in 1..=1001 {
        let pull_request = PullRequest::new(number, "Change", "someone").merged_by("mona");
        repository = repository.pull_request(pull_request.merged_at("2026-03-02T09:00:00Z"));
    }
    let github = FakeGithub::start([repository]);
    insta::assert_snapshot!(report(&sandbox(&github), &[]), @"
    octo/hello, 2025-03-29 to 2026-03-28: 0 releases

    metric                        value            counted from  window
    release absence factor        too few to tell  0 releases    2025-03-29 to 2026-03-28
    elephant factor               too few to tell  0 releases    2025-03-29 to 2026-03-28
    capable set                   too few to tell  0 releases    2024-09-27 to 2026-03-28
    new shepherds                 too few to tell  0 releases    2025-03-29 to 2026-03-28
    returning shepherds           too few to tell  0 releases    2025-03-29 to 2026-03-28
    inactive shepherds            too few to tell  0 releases    2025-03-29 to 2026-03-28
    from shadow to a higher rung  too few to tell  0 people      2025-03-29 to 2026-03-28
    from paired to a higher rung  too few to tell  0 people      2025-03-29 to 2026-03-28
    from solo to mentor           too few to tell  0 people      2025-03-29 to 2026-03-28
    cut time                      too few to tell  0 runs        2025-03-29 to 2026-03-28
    time spent                    too few to tell  0 releases    2025-03-29 to 2026-03-28

    organisation  releases  helped  pull requests  returned                      triaged  new maintainers
    Uni           0         0       at least 1000  too few to tell (at least 1)  0        0
    all           0                 at least 1000                                0        1

    triaged: the first who is not the author did one of: labelled, closed, commented, assigned
    ------- stderr -------
    error: the figures from GitHub are not whole: octo/hello: of the pull requests that were closed, GitHub has 1001 from 2026-03-02T09:00:00+00:00 on, and gave 1000
    [exit status: 4]
    ");
}

/// Returns an issue on which a bot wrote so many comments.
fn talked_about(number: u64, comments: usize) -> Issue {
    let comment = || Comment::new("renovate[bot]", "Hm.").at("2026-03-02T08:00:00Z");
    (0..comments).fold(Issue::new(number, "Bug", "someone"), |made, _| made.comment(comment()))
}

#[test]
fn what_comes_after_very_much_else_counts() {
    let reviewed = |number| {
        let made = PullRequest::new(number, "Change", "someone").merged_by("someone");
        let made = (0..202).fold(made, |made, _| made.reviewer("stranger"));
        made.reviewer("ann")
    };
    let repository = (1..=26).fold(Repository::new("octo/hello"), |made, number| made.pull_request(reviewed(number)));
    let late = Comment::new("mona", "Mine.").at("2026-03-03T09:00:00Z");
    let repository = repository
        .with_issue(talked_about(30, 155).comment(late.clone()))
        // Who was first is known here, whatever comes later.
        .with_issue(talked_about(31, 3).comment(late.clone()).comment(late.clone()))
        .with_issue((0..60).fold(talked_about(32, 3), |made, _| made.comment(late.clone())));
    let github = FakeGithub::start([repository]);
    let report = json(&sandbox(&github), &[]);
    let told = told(&report);
    assert_eq!((told["Works"].reviewed, told["all"].reviewed), (26, 26));
    assert_eq!((told["Uni"].triaged, told["all"].triaged), (3, 3));
    assert_eq!(report["github"]["gaps"], serde_json::json!([]));
    // The name, both searches, 26 second and 26 third pages of reviews at 25 a request, two more pages of an issue, and
    // who returned.
    assert_eq!(github.graphql_requests(), 1 + 2 + 3 + 2 + 1);
}

#[test]
fn what_cannot_be_had_is_told_and_marked() {
    let made = PullRequest::new(1, "Change", "someone").merged_by("mona");
    let made = (0..101).fold(made, |made, _| made.reviewer("stranger"));
    let unknown = PullRequest::new(2, "Change", "someone").merged_by("stranger");
    let github = FakeGithub::start([Repository::new("octo/hello")
        .pull_request(made)
        .pull_request(unknown)
        .with_issue(talked_about(3, 60))
        .broken([1], "Not now.")]);
    let sandbox = sandbox(&github);
    insta::assert_snapshot!(report(&sandbox, &[]), @"
    octo/hello, 2025-03-29 to 2026-03-28: 0 releases

    metric                        value            counted from  window
    release absence factor        too few to tell  0 releases    2025-03-29 to 2026-03-28
    elephant factor               too few to tell  0 releases    2025-03-29 to 2026-03-28
    capable set                   too few to tell  0 releases    2024-09-27 to 2026-03-28
    new shepherds                 too few to tell  0 releases    2025-03-29 to 2026-03-28
    returning shepherds           too few to tell  0 releases    2025-03-29 to 2026-03-28
    inactive shepherds            too few to tell  0 releases    2025-03-29 to 2026-03-28
    from shadow to a higher rung  too few to tell  0 people      2025-03-29 to 2026-03-28
    from paired to a higher rung  too few to tell  0 people      2025-03-29 to 2026-03-28
    from solo to mentor           too few to tell  0 people      2025-03-29 to 2026-03-28
    cut time                      too few to tell  0 runs        2025-03-29 to 2026-03-28
    time spent                    too few to tell  0 releases    2025-03-29 to 2026-03-28

    organisation  releases  helped  pull requests  returned                      triaged  new maintainers
    Uni           0         0       at least 1     too few to tell (at least 1)  0        0
    (not known)   0         -       about 1        too few to tell (about 1)     0        -
    all           0                 at least 2                                   0        1

    triaged: the first who is not the author did one of: labelled, closed, commented, assigned
    ------- stderr -------
    error: the figures from GitHub are not whole: octo/hello: not all reviews of 1 pull request (#1): GitHub did not answer in full after 5 attempts: Not now; missing: all reviews
    [exit status: 4]
    ");
    let output = report(&sandbox, &["--json", "--organisation", "Uni"]);
    let json: Value = serde_json::from_str(output.stdout()).expect("JSON");
    insta::assert_snapshot!(json["github"]["gaps"], @r#"["octo/hello: not all reviews of 1 pull request (#1): GitHub did not answer in full after 5 attempts: Not now; missing: all reviews"]"#);
    insta::assert_snapshot!(json["organisations"][0], @r#"{"contributors":1,"contributors_returned":0,"helped":[],"issues_triaged":0,"new_maintainers":[],"organisation":"Uni","performed":[],"pull_requests_reviewed":1,"releases_helped":0,"releases_performed":0,"too_few":true}"#);
}

#[test]
fn one_project_that_github_does_not_know_hides_no_other() {
    let pull_request = PullRequest::new(1, "One", "someone").merged_by("mona");
    let github = FakeGithub::start([Repository::new("octo/hello").pull_request(pull_request)]);
    let sandbox = sandbox(&github);
    let gone = format!("format = 1\n{}", release("7.0 2026-01-01 zoe ann - -"));
    write_records(&sandbox, &[("releases/octo/gone.toml", &gone)]);
    insta::assert_snapshot!(report(&sandbox, &["--all", "--organisation", "Uni"]), @"
    octo/gone, octo/hello, 2025-03-29 to 2026-03-28: 1 release

    Uni
      releases performed      0 of 1
      releases helped         0 of 1
      pull requests reviewed  at least 1 of at least 1
      contributors returned   too few to tell (at least 1)
      issues triaged          at least 0 of at least 0
      new maintainers         0 of 1

    triaged: the first who is not the author did one of: labelled, closed, commented, assigned
    ------- stderr -------
    error: the figures from GitHub are not whole: octo/gone was not found on GitHub, or the token may not see it
    [exit status: 4]
    ");
}

#[test]
fn few_are_told_as_they_are() {
    let small = Repository::new("octo/hello")
        .pull_request(PullRequest::new(1, "One", "someone").reviewer("ann").merged_by("mona"))
        .pull_request(PullRequest::new(2, "Two", "someone").created_at("2026-03-20T09:00:00Z").open())
        .pull_request(PullRequest::new(3, "Three", "other").closed_by("other", "2026-03-03T09:00:00Z"))
        .with_issue(Issue::new(4, "Four", "someone").event("LabeledEvent", "ann", "2026-03-04T09:00:00Z"));
    let github = FakeGithub::start([small]);
    let sandbox = sandbox(&github);
    insta::assert_snapshot!(report(&sandbox, &["--over-time", "--since", "2026-01-01"]), @"
    octo/hello, 2026-01-01 to 2026-03-28: 0 releases

    metric                        value            counted from  window
    release absence factor        too few to tell  0 releases    2026-01-01 to 2026-03-28
    elephant factor               too few to tell  0 releases    2026-01-01 to 2026-03-28
    capable set                   too few to tell  0 releases    2024-09-27 to 2026-03-28
    new shepherds                 too few to tell  0 releases    2026-01-01 to 2026-03-28
    returning shepherds           too few to tell  0 releases    2026-01-01 to 2026-03-28
    inactive shepherds            too few to tell  0 releases    2026-01-01 to 2026-03-28
    from shadow to a higher rung  too few to tell  0 people      2026-01-01 to 2026-03-28
    from paired to a higher rung  too few to tell  0 people      2026-01-01 to 2026-03-28
    from solo to mentor           too few to tell  0 people      2026-01-01 to 2026-03-28
    cut time                      too few to tell  0 runs        2026-01-01 to 2026-03-28
    time spent                    too few to tell  0 releases    2026-01-01 to 2026-03-28

    organisation  releases  helped  pull requests  returned             triaged  new maintainers
    Works         0         0       1              too few to tell (1)  1        0
    Uni           0         0       1              too few to tell (1)  0        0
    all           0                 2                                   1        0

    triaged: the first who is not the author did one of: labelled, closed, commented, assigned

    quarter                   maintainers  contributors  returning
    2026-01-01 to 2026-03-28  2            2             0
    [exit status: 0]
    ");
    assert_eq!(github.graphql_requests(), 6);
    insta::assert_snapshot!(report(&sandbox, &["--organisation", "Works", "--verbose"]), @"
    octo/hello, 2025-03-29 to 2026-03-28: 0 releases

    Works
      releases performed      0 of 0
      releases helped         0 of 0
      pull requests reviewed  1 of 2
      contributors returned   too few to tell (1)
      issues triaged          1 of 1
      new maintainers         0 of 1

    triaged: the first who is not the author did one of: labelled, closed, commented, assigned
    ------- stderr -------
    configuration: none, so the defaults hold
    GitHub: 4 requests
    [exit status: 0]
    ");
}

#[test]
fn another_definition_of_triage_is_followed_and_printed() {
    let issue = Issue::new(4, "Four", "someone").event("LabeledEvent", "mona", "2026-03-04T09:00:00Z").event(
        "AssignedEvent",
        "ann",
        "2026-03-05T09:00:00Z",
    );
    let github = FakeGithub::start([Repository::new("octo/hello").with_issue(issue)]);
    let sandbox = sandbox(&github).write(".shepherd.toml", "[report]\ntriage = ['assigned', 'closed']\n");
    insta::assert_snapshot!(report(&sandbox, &["--organisation", "Works"]), @"
    octo/hello, 2025-03-29 to 2026-03-28: 0 releases

    Works
      releases performed      0 of 0
      releases helped         0 of 0
      pull requests reviewed  0 of 0
      contributors returned   too few to tell (0)
      issues triaged          1 of 1
      new maintainers         0 of 1

    triaged: the first who is not the author did one of: assigned, closed
    [exit status: 0]
    ");
}

#[test]
fn owners_and_members_are_no_contributors_where_the_roster_is_empty() {
    let by =
        |number, association| PullRequest::new(number, "Change", "someone").association(association).merged_by("ann");
    let repository = Repository::new("octo/hello").pull_request(by(1, "MEMBER")).pull_request(by(2, "NONE"));
    let github = FakeGithub::start([repository]);
    let sandbox = Sandbox::new().commit("Start").remote("origin", "https://github.com/octo/hello.git").github(&github);
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    let report = json(&sandbox, &[]);
    assert_eq!(
        (&report["github"]["pull_requests"], &report["organisations"][0]["pull_requests_reviewed"]),
        (&1.into(), &1.into())
    );
}

#[test]
fn a_project_that_was_renamed_is_found() {
    let pull_request = PullRequest::new(1, "One", "someone").merged_by("mona");
    let repository = Repository::new("octo/new").renamed_from("octo/hello").pull_request(pull_request);
    let github = FakeGithub::start([repository]);
    insta::assert_snapshot!(report(&sandbox(&github), &["--organisation", "Uni"]), @"
    octo/hello, 2025-03-29 to 2026-03-28: 0 releases

    Uni
      releases performed      0 of 0
      releases helped         0 of 0
      pull requests reviewed  1 of 1
      contributors returned   too few to tell (1)
      issues triaged          0 of 0
      new maintainers         0 of 1

    triaged: the first who is not the author did one of: labelled, closed, commented, assigned
    ------- stderr -------
    warning: octo/hello is called octo/new now on GitHub
    [exit status: 0]
    ");
}

#[test]
fn too_much_at_once_is_asked_for_in_smaller_pages() {
    let made = Made::up(130, 0);
    let github = FakeGithub::start([made.repository()]);
    let sandbox = sandbox(&github);
    // The first answer says what the repository is called.
    github.fail(Failure::Slow(std::time::Duration::ZERO));
    github.fail(Failure::ServerError(502));
    let report = json(&sandbox, &[]);
    assert_eq!(told(&report)["all"], made.expected(false)["all"]);
    let sizes = github.requests().iter().filter(|request| request.body.contains("\"first\":50")).count();
    assert!(sizes > 1, "{sizes}");
}

#[test]
fn what_is_known_is_shown_although_github_breaks() {
    let github = FakeGithub::start([Repository::new("octo/hello")]);
    let sandbox = team().github(&github);
    github.fail_always(Failure::Forbidden);
    insta::assert_snapshot!(report(&sandbox, &["--organisation", "Uni"]), @"
    octo/hello, 2025-03-29 to 2026-03-28: 7 releases, with 1 pre-release

    Uni
      releases performed      3 of 7     1.1, 1.2, 2.0
      releases helped         4 of 7     1.0, 1.3rc1, 1.3, 1.4
      pull requests reviewed  not known
      contributors returned   not known
      issues triaged          not known
      new maintainers         1 of 1     @kim
    ------- stderr -------
    from the records alone: GitHub refuses to answer for octo/hello: Resource not accessible by integration
    not known: pull requests reviewed, contributors returned, issues triaged
    error: GitHub refuses to answer for octo/hello: Resource not accessible by integration
    help: the token needs to read pull requests (`pull-requests: read` and `contents: read` in Actions), and organisations with single sign-on want it to be authorised
    [exit status: 4]
    ");
}
