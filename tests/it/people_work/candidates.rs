//! Whom to invite.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{RECORDS, people};
use crate::report::made::{Made, PEOPLE};
use crate::report::write_records;
use crate::support::{Actor, Failure, FakeGithub, PullRequest, Repository, Sandbox};

/// A project in which several people did something since its release.
fn project() -> Sandbox {
    let sandbox = Sandbox::new()
        .commit("Start")
        .tag("1.0.0")
        .pull_request_files(1, "kim/docs", "Explain it", &[("docs/index.md", "Hello\n")])
        .pull_request_files(2, "zoe/ci", "Test it", &[(".github/workflows/test.yml", "on: push\n")])
        .pull_request(3, "kim/more", "Explain more")
        .pull_request(4, "mona/fix", "Mend it")
        .remote("origin", "https://github.com/octo/hello.git");
    drop(sandbox.shepherd(["people", "add", "mona", "--alias", "mona@example.org"]).success());
    write_records(&sandbox, &RECORDS);
    sandbox
}

#[test]
fn git_alone_shows_who_does_such_work() {
    let sandbox = project();
    insta::assert_snapshot!(people(&sandbox, &["candidates", "--offline"]), @"
    @kim, last on 2026-03-01
      touched documentation in 1 change: #1
      wrote 2 changes: #3, #1

    @zoe, watched a release, last on 2026-03-01
      touched workflows in 1 change: #2
      wrote 1 change: #2
    ------- stderr -------
    from git alone: --offline; not known: reviews
    hint: ask them; `shepherd people tasks kim` shows what @kim could begin with
    [exit status: 0]
    ");
    insta::assert_snapshot!(people(&sandbox, &["candidates", "--offline", "--limit", "1", "--json"]), @r##"
    {
      "candidates": [
        {
          "evidence": {
            "documentation": [
              "#1"
            ],
            "merged": [
              "#1",
              "#3"
            ]
          },
          "kinds": 1,
          "last": "2026-03-01",
          "login": "kim",
          "name": null,
          "pieces": 1,
          "rung": "observer"
        }
      ],
      "gaps": [],
      "github": false,
      "more": 1,
      "project": "octo/hello",
      "schema": 1,
      "since": "2025-03-29"
    }
    ------- stderr -------
    from git alone: --offline; not known: reviews
    hint: 1 more: `--limit 2` shows them
    hint: ask them; `shepherd people tasks kim` shows what @kim could begin with
    [exit status: 0]
    "##);
    insta::assert_snapshot!(people(&sandbox, &["candidates", "--offline", "--since", "2026-03-28"]), @"
    ------- stderr -------
    from git alone: --offline; not known: reviews
    nobody who never released did such work since 2026-03-28
    [exit status: 0]
    ");
}

#[test]
fn github_shows_reviews_too() {
    let repository = Repository::new("octo/hello")
        .pull_request(PullRequest::new(1, "Explain it", "kim").reviewer("ann").reviewer("ann").merged_by("mona"))
        .pull_request(PullRequest::new(2, "Test it", "zoe").reviewer("ann").merged_by("kim"))
        .pull_request(PullRequest::new(5, "Bump", Actor::Bot("renovate".to_owned())).reviewer("ann").merged_by("kim"));
    let github = FakeGithub::start([repository]);
    let sandbox = project().github(&github);
    insta::assert_snapshot!(people(&sandbox, &["candidates", "--verbose"]), @"
    @kim, last on 2026-03-02
      merged 2 changes: #5, #2
      touched documentation in 1 change: #1
      wrote 1 change: #1

    @ann, last on 2026-03-02
      reviewed 3 changes: #5, #2, #1

    @zoe, watched a release, last on 2026-03-02
      touched workflows in 1 change: #2
      wrote 1 change: #2
    ------- stderr -------
    configuration: none, so the defaults hold
    GitHub: 2 requests
    hint: ask them; `shepherd people tasks kim` shows what @kim could begin with
    [exit status: 0]
    ");
    assert_eq!(github.graphql_requests(), 2);
}

#[test]
fn more_than_a_thousand_are_seen() {
    let made = Made::up(2600, 0);
    let github = FakeGithub::start([made.repository()]);
    let sandbox = Sandbox::new().commit("Start").remote("origin", "https://github.com/octo/hello.git").github(&github);
    drop(sandbox.shepherd(["people", "add", "mona"]).success());
    write_records(&sandbox, &PEOPLE);
    let output = people(&sandbox, &["candidates", "--json", "--limit", "9999"]).success();
    let json: Value = serde_json::from_str(output.stdout()).expect("JSON");
    let count = |candidate: &Value, kind: &str| candidate["evidence"][kind].as_array().map_or(0, Vec::len);
    let list = json["candidates"].as_array().expect("a list");
    let told: BTreeMap<String, [usize; 3]> = list
        .iter()
        .map(|one| {
            let login = one["login"].as_str().expect("a login").to_lowercase();
            (login, ["reviewed", "merger", "merged"].map(|kind| count(one, kind)))
        })
        .collect();
    assert!(made.closed() > 1000 && told.len() > 200, "{} {}", made.closed(), told.len());
    let mut expected = made.deeds();
    // Whose commit is the only one in git has none of it.
    expected.retain(|_, counts| counts.iter().sum::<usize>() > 0);
    let mut told_without_git = told.clone();
    told_without_git.retain(|_, counts| counts.iter().sum::<usize>() > 0);
    assert_eq!(told_without_git, expected);
    // Who does more kinds of it comes first.
    let kinds: Vec<u64> = list.iter().filter_map(|one| one["kinds"].as_u64()).collect();
    assert!(kinds.is_sorted_by(|one, other| one >= other), "{kinds:?}");
}

/// Returns a pull request that so many people reviewed, each once.
fn reviewed_by(number: u64, count: usize) -> PullRequest {
    let reviewers = (1..=count).map(|one| format!("reader-{one}"));
    let made = PullRequest::new(number, "Change", "kim").merged_by("mona");
    reviewers.fold(made, |made, reviewer| made.reviewer(reviewer.as_str()))
}

#[test]
fn each_of_very_many_reviews_is_seen() {
    let repository = (1..=30).fold(Repository::new("octo/hello"), |made, number| {
        made.pull_request(reviewed_by(number, if number == 1 { 250 } else { 101 }))
    });
    let github = FakeGithub::start([repository]);
    let output = people(&project().github(&github), &["candidates", "--json", "--limit", "9999"]).success();
    let json: Value = serde_json::from_str(output.stdout()).expect("JSON");
    let list = json["candidates"].as_array().expect("a list");
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for candidate in list {
        let reviewed = candidate["evidence"]["reviewed"].as_array().map_or(0, Vec::len);
        *counts.entry(reviewed).or_default() += 1;
    }
    // @kim reviewed nothing; 101 people all of it, and 149 the first alone.
    assert_eq!(counts, BTreeMap::from([(0, 1), (1, 149), (30, 101)]));
    assert_eq!(json["gaps"], serde_json::json!([]));
    // The name, the search, 25 and 5 second pages, and the third of the first.
    assert_eq!(github.graphql_requests(), 4);
}

#[test]
fn reviews_that_cannot_be_had_are_told() {
    let repository = Repository::new("octo/hello").pull_request(reviewed_by(7, 101)).broken([7], "Not now.");
    let github = FakeGithub::start([repository]);
    let sandbox = project().github(&github);
    insta::assert_snapshot!(people(&sandbox, &["candidates", "--limit", "1"]), @"
    @kim, last on 2026-03-02
      touched documentation in 1 change: #1
      wrote at least 1 change: #7
    ------- stderr -------
    hint: 101 more: `--limit 102` shows them
    hint: ask them; `shepherd people tasks kim` shows what @kim could begin with
    error: not all was seen: octo/hello: not all reviews of 1 pull request (#7): GitHub did not answer in full after 5 attempts: Not now; missing: all reviews
    [exit status: 4]
    ");
    let output = people(&sandbox, &["candidates", "--limit", "1", "--json"]);
    let json: Value = serde_json::from_str(output.stdout()).expect("JSON");
    insta::assert_snapshot!(json["gaps"], @r#"["octo/hello: not all reviews of 1 pull request (#7): GitHub did not answer in full after 5 attempts: Not now; missing: all reviews"]"#);
}

#[test]
fn github_that_breaks_is_told_below_what_git_shows() {
    let github = FakeGithub::start([Repository::new("octo/hello")]);
    github.fail_always(Failure::BadCredentials);
    let sandbox = project().github(&github);
    insta::assert_snapshot!(people(&sandbox, &["candidates", "--limit", "1"]), @"
    @kim, last on 2026-03-01
      touched documentation in 1 change: #1
      wrote 2 changes: #3, #1
    ------- stderr -------
    hint: 1 more: `--limit 2` shows them
    hint: ask them; `shepherd people tasks kim` shows what @kim could begin with
    error: GitHub does not accept the token (401)
    help: make a new token, or unset `GITHUB_TOKEN` and `GH_TOKEN` and run with `--offline`
    [exit status: 4]
    ");
}

#[test]
fn what_is_asked_wrongly_is_refused() {
    let sandbox = project();
    insta::assert_snapshot!(people(&sandbox, &["candidates", "--since", "2026-03-29"]), @"
    ------- stderr -------
    error: 2026-03-29 is still to come
    help: `--since` takes the first day that counts, such as 2026-01-01
    [exit status: 2]
    ");
    insta::assert_snapshot!(people(&sandbox, &["candidates", "--limit", "0"]), @"
    ------- stderr -------
    error: invalid value '0' for '--limit <NUMBER>': 0 is not in 1..=4294967295

    For more information, try '--help'.
    [exit status: 2]
    ");
    insta::assert_snapshot!(people(&sandbox, &["candidates", "--github"]), @"
    ------- stderr -------
    error: GitHub cannot be asked: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    help: without `--github`, shepherd works from git alone
    [exit status: 4]
    ");
}
