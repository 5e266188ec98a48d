//! Whom to ask to sit in office hours: counted in another way here than there.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{circles, recorded, team};
use crate::report::made::{Dice, time};
use crate::report::write_records;
use crate::support::{Comment, Failure, FakeGithub, Issue, Repository, Sandbox};

/// 2026-03-28 at 09:00, the clock of the sandbox; the window is 365 days up to the end of that day.
const NOW: i64 = 1_774_688_400;
const UNTIL: i64 = 1_774_742_399;
const DAY: i64 = 86_400;
const SINCE: i64 = UNTIL + 1 - 365 * DAY;

/// Those who do something with issues. @ann had another name, @gone is inactive, and two are bots.
const HELPERS: [&str; 14] = [
    "ann",
    "ANN-old",
    "mona",
    "kim",
    "zoe",
    "gone",
    "renovate[bot]",
    "pyup-bot",
    "Stranger",
    "stranger",
    "hal",
    "ivy",
    "jo",
    "lee",
];

/// An issue that was made up: who opened it and when, and what was done with it by whom and when.
struct Made {
    author: &'static str,
    created: i64,
    acts: Vec<(&'static str, &'static str, i64)>,
}

/// What is said of one person.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    issues: BTreeSet<usize>,
    first: BTreeSet<usize>,
    acts: BTreeMap<String, usize>,
    last: String,
}

/// Makes up issues; one in 400 is talked about a lot.
fn made(count: usize) -> Vec<Made> {
    let mut dice = Dice(11);
    let one = |number: usize| {
        let created = NOW - dice.below(700 * DAY);
        let acts = if number % 400 == 7 { 170 } else { dice.below(5) };
        let acts = (0..acts).map(|_| {
            let kind = dice.one(&["LabeledEvent", "ClosedEvent", "AssignedEvent", "IssueComment"]);
            // The first are seen more often than the last.
            let most = 1 + dice.below(14);
            let who = HELPERS[usize::try_from(dice.below(most)).expect("small")];
            (kind, who, created + dice.below(300 * DAY))
        });
        let acts = acts.filter(|(_, _, at)| *at < NOW).collect();
        Made { acts, author: dice.one(&HELPERS), created }
    };
    (1..=count).map(one).collect()
}

fn repository(made: &[Made]) -> Repository {
    made.iter().zip(1..).fold(Repository::new("octo/hello"), |repository, (one, number)| {
        let issue = Issue::new(number, "Bug", one.author).created_at(&time(one.created));
        repository.with_issue(one.acts.iter().fold(issue, |issue, (kind, who, at)| match *kind {
            "IssueComment" => issue.comment(Comment::new(*who, "Hm.").at(&time(*at))),
            kind => issue.event(kind, *who, &time(*at)),
        }))
    })
}

/// Returns the name that somebody has in the answer; `None` for bots.
fn person(login: &str) -> Option<&str> {
    match login {
        "renovate[bot]" | "pyup-bot" => None,
        "ANN-old" => Some("ann"),
        "stranger" => Some("Stranger"),
        other => Some(other),
    }
}

/// Returns what must be said of everybody: one person after the other, as somebody does who counts by hand.
fn expected(made: &[Made], members: &[&str]) -> BTreeMap<String, Told> {
    let everybody: BTreeSet<&str> = HELPERS.iter().filter_map(|login| person(login)).collect();
    let mut expected = BTreeMap::new();
    for who in everybody.into_iter().filter(|who| *who != "gone" && !members.contains(who)) {
        let mut told = Told::default();
        let mut last = 0;
        for (issue, number) in made.iter().zip(1..).filter(|(issue, _)| person(issue.author) != Some(who)) {
            let mine: Vec<_> = issue.acts.iter().filter(|(_, login, _)| person(login) == Some(who)).collect();
            let mine: Vec<_> = mine.into_iter().filter(|(_, _, at)| (SINCE..=UNTIL).contains(at)).collect();
            if mine.is_empty() {
                continue;
            }
            told.issues.insert(number);
            last = mine.iter().map(|(_, _, at)| *at).chain([last]).max().expect("one at least");
            for (kind, word) in [
                ("LabeledEvent", "labelled"),
                ("ClosedEvent", "closed"),
                ("IssueComment", "commented"),
                ("AssignedEvent", "assigned"),
            ] {
                if mine.iter().any(|(found, _, _)| *found == kind) {
                    *told.acts.entry(word.to_owned()).or_default() += 1;
                }
            }
            let earliest = mine.iter().map(|(_, _, at)| *at).min().expect("one at least");
            let is_before = |(_, login, at): &(&str, &str, i64)| {
                let other = person(login);
                other.is_some() && other != person(issue.author) && *at < earliest
            };
            if !issue.acts.iter().any(is_before) {
                told.first.insert(number);
            }
        }
        time(last)[..10].clone_into(&mut told.last);
        if !told.issues.is_empty() {
            expected.insert(who.to_owned(), told);
        }
    }
    expected
}

fn told(list: &[Value]) -> BTreeMap<String, Told> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let numbers = |value: &Value| {
        let list = value.as_array().expect("a list").iter();
        list.map(|name| text(name).strip_prefix("octo/hello#").expect("the project").parse().expect("a number"))
            .collect::<BTreeSet<usize>>()
    };
    let one = |value: &Value| {
        let told = Told {
            issues: numbers(&value["issues"]),
            first: numbers(&value["first"]),
            acts: serde_json::from_value(value["acts"].clone()).expect("numbers"),
            last: text(&value["last"]),
        };
        assert_eq!(value["issues_triaged"], told.issues.len());
        assert_eq!(value["first_touched"], told.first.len());
        (text(&value["login"]), told)
    };
    list.iter().map(one).collect()
}

/// A team with office hours, in which @mona sits.
fn office() -> Sandbox {
    let sandbox = team();
    write_records(
        &sandbox,
        &[
            ("people/ann.toml", "format = 1\nlogin = \"ann\"\naliases = [\"ann-old\"]\ntimezone = \"Asia/Kolkata\"\n"),
            ("people/gone.toml", "format = 1\nlogin = \"gone\"\nactive-until = 2026-02-28\n"),
        ],
    );
    drop(circles(&sandbox, &["add", "office", "--kind", "triage"]).success());
    sandbox
}

fn json(sandbox: &Sandbox, arguments: &[&str]) -> Value {
    let output = circles(sandbox, &[&["suggest", "--json"], arguments].concat()).success();
    serde_json::from_str(output.stdout()).expect("JSON")
}

/// A few issues of which each deed is known.
fn few() -> Repository {
    let day = |day: u32| format!("2026-03-{day:02}T09:00:00Z");
    let issue = |number, author: &str| Issue::new(number, "Bug\u{1b}[31m", author).created_at("2026-01-05T09:00:00Z");
    Repository::new("octo/hello")
        .with_issue(issue(1, "bob").event("LabeledEvent", "kim", &day(1)).event("ClosedEvent", "hal", &day(2)))
        .with_issue(
            issue(2, "bob").event("AssignedEvent", "mona", &day(3)).comment(Comment::new("kim", "Hm.").at(&day(4))),
        )
        .with_issue(issue(3, "kim").event("LabeledEvent", "kim", &day(5)).event("LabeledEvent", "pyup-bot", &day(5)))
        .with_issue(issue(4, "bob").event("LabeledEvent", "ann-old", &day(6)).event("ClosedEvent", "ANN", &day(7)))
        .with_issue(issue(5, "bob").event("LabeledEvent", "hal", "2025-03-01T09:00:00Z"))
}

#[test]
fn more_than_a_thousand_are_counted_as_they_are() {
    let made = made(1600);
    let github = FakeGithub::start([repository(&made)]);
    let sandbox = office().github(&github);
    let before = github.graphql_requests();
    let answer = json(&sandbox, &["--circle", "office", "--limit", "99"]);
    let triage = &answer["triage"];
    let list = triage["people"].as_array().expect("a list");
    let expected = expected(&made, &["mona"]);
    assert_eq!(told(list), expected);
    let looked_at =
        made.iter().filter(|one| one.acts.iter().any(|(_, _, at)| *at >= SINCE) || one.created >= SINCE).count();
    assert!(looked_at > 1000, "{looked_at}");
    assert_eq!((&triage["issues"], &triage["more"], &triage["gaps"]), (&json!(looked_at), &json!(0), &json!([])));
    assert!(expected.len() == 8 && expected.values().all(|one| one.issues.len() > one.first.len()), "{expected:#?}");
    // The most issues first, then the most first touches.
    let counts = |value: &Value| (value["issues_triaged"].as_u64(), value["first_touched"].as_u64());
    assert!(list.iter().map(counts).is_sorted_by(|one, other| one >= other));
    // One request for the name, a page for each hundred issues, one for each part and each split of the dates, and one for
    // each further hundred deeds of the longest issues, which are asked for together.
    let long: Vec<_> = made.iter().filter(|one| one.acts.len() > 50).collect();
    let more: usize = long.iter().map(|one| (one.acts.len() - 50).div_ceil(100)).max().unwrap_or_default();
    let requests = github.requests();
    assert!((2..=25).contains(&long.len()) && more >= 2);
    assert_eq!(requests.iter().filter(|request| request.body.contains("issue(number")).count(), more);
    let count = github.graphql_requests() - before;
    assert!(count <= 1 + looked_at / 100 + 2 * 15 + more, "{count}");
    // The order of what is asked and the number that is shown change nothing.
    let three = json(&sandbox, &["--circle", "office", "--limit", "3"]);
    assert_eq!(three["triage"]["people"].as_array().expect("a list"), &list[..3]);
    assert_eq!(three["triage"]["more"], list.len() - 3);
    // Nothing of it is stored.
    assert!(!recorded(&sandbox, "circles/office.toml").contains("hal"));
}

#[test]
fn each_is_shown_with_what_they_did_and_their_hours() {
    let github = FakeGithub::start([few()]);
    let sandbox = office().github(&github);
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--circle", "office", "--verbose"]), @"
    Whom to ask: who triaged issues of octo/hello, 2025-03-29 to 2026-03-28
    (others than the author did one of: labelled, closed, commented, assigned)

    @kim, last on 2026-03-04
      triaged 2 issues, 1 of them first: #2, #1
      labelled 1, commented 1
      America/New_York; awake together each day: @mona 9 h 00

    @ann, last on 2026-03-07
      triaged 1 issue, 1 of them first: #4
      labelled 1, closed 1
      Asia/Kolkata; awake together each day: @mona 9 h 30

    @hal, last on 2026-03-02
      triaged 1 issue, 0 of them first: #1
      closed 1
      time zone not known
    ------- stderr -------
    configuration: none, so the defaults hold
    GitHub: 2 requests
    There are not two people who are interested and whose time zone is known.
    hint: `shepherd people set LOGIN --interest triage --timezone ZONE` says both
    hint: ask them; @kim signs up with `shepherd circles join office`
    [exit status: 0]
    ");
    assert_eq!(github.graphql_requests(), 2);
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--kind", "triage", "--limit", "1"]), @"
    Whom to ask: who triaged issues of octo/hello, 2025-03-29 to 2026-03-28
    (others than the author did one of: labelled, closed, commented, assigned)

    @kim, last on 2026-03-04
      triaged 2 issues, 1 of them first: #2, #1
      labelled 1, commented 1
      America/New_York; awake together each day: @mona 9 h 00, @zoe 4 h 00
    ------- stderr -------
    There are not two people who are interested and whose time zone is known.
    hint: `shepherd people set LOGIN --interest triage --timezone ZONE` says both
    hint: 2 more triaged issues: `--limit 3` shows them
    hint: ask them; @kim signs up with `shepherd circles join NAME`
    [exit status: 0]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--circle", "office", "--limit", "1", "--since", "2026-03-03", "--json"]), @r#"
    {
      "alone": [
        "mona"
      ],
      "from": "2026-03-29",
      "pairs": [],
      "schema": 1,
      "suggestions": [],
      "triage": {
        "definition": [
          "labelled",
          "closed",
          "commented",
          "assigned"
        ],
        "gaps": [],
        "issues": 3,
        "more": 1,
        "people": [
          {
            "acts": {
              "closed": 1,
              "labelled": 1
            },
            "first": [
              "octo/hello#4"
            ],
            "first_touched": 1,
            "issues": [
              "octo/hello#4"
            ],
            "issues_triaged": 1,
            "last": "2026-03-07",
            "login": "ann",
            "overlaps": [
              {
                "login": "mona",
                "minutes": 570,
                "stretches": [
                  {
                    "end": "2026-03-29T16:30:00Z",
                    "start": "2026-03-29T07:00:00Z"
                  }
                ]
              }
            ],
            "timezone": "Asia/Kolkata"
          }
        ],
        "projects": [
          "octo/hello"
        ],
        "since": "2026-03-03",
        "until": "2026-03-28"
      },
      "weeks": 12,
      "without_timezone": []
    }
    [exit status: 0]
    "#);
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--circle", "office", "--since", "2026-03-10"]), @"
    ------- stderr -------
    There are not two people who are interested and whose time zone is known.
    hint: `shepherd people set LOGIN --interest triage --timezone ZONE` says both
    nobody else triaged issues of octo/hello since 2026-03-10
    [exit status: 0]
    ");
}

#[test]
fn triage_is_what_the_configuration_says() {
    let github = FakeGithub::start([few()]);
    let sandbox = office().github(&github).write(".shepherd.toml", "[report]\ntriage = ['commented']\n");
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--circle", "office"]), @"
    Whom to ask: who triaged issues of octo/hello, 2025-03-29 to 2026-03-28
    (others than the author did one of: commented)

    @kim, last on 2026-03-04
      triaged 1 issue, 1 of them first: #2
      commented 1
      America/New_York; awake together each day: @mona 9 h 00
    ------- stderr -------
    There are not two people who are interested and whose time zone is known.
    hint: `shepherd people set LOGIN --interest triage --timezone ZONE` says both
    hint: ask them; @kim signs up with `shepherd circles join office`
    [exit status: 0]
    ");
}

#[test]
fn a_circle_is_about_its_projects() {
    let issue = Issue::new(9, "Bug", "bob").event("LabeledEvent", "hal", "2026-03-09T09:00:00Z");
    let github = FakeGithub::start([few(), Repository::new("octo/other").with_issue(issue)]);
    let sandbox = office().github(&github);
    drop(circles(&sandbox, &["set", "office", "--about", "octo/hello", "--about", "octo/other"]).success());
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--circle", "office", "--limit", "1"]), @"
    Whom to ask: who triaged issues of octo/hello, octo/other, 2025-03-29 to 2026-03-28
    (others than the author did one of: labelled, closed, commented, assigned)

    @hal, last on 2026-03-09
      triaged 2 issues, 1 of them first: octo/other#9, octo/hello#1
      labelled 1, closed 1
      time zone not known
    ------- stderr -------
    There are not two people who are interested and whose time zone is known.
    hint: `shepherd people set LOGIN --interest triage --timezone ZONE` says both
    hint: 2 more triaged issues: `--limit 3` shows them
    hint: ask them; @hal signs up with `shepherd circles join office`
    [exit status: 0]
    ");
    assert_eq!(github.graphql_requests(), 4);
}

#[test]
fn without_github_the_times_are_found_and_the_rest_is_said() {
    let github = FakeGithub::start([few()]);
    let sandbox = office();
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--circle", "office"]), @"
    ------- stderr -------
    There are not two people who are interested and whose time zone is known.
    hint: `shepherd people set LOGIN --interest triage --timezone ZONE` says both
    from the records alone: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`); not known: who triages issues
    [exit status: 0]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--circle", "office", "--github"]), @"
    ------- stderr -------
    error: GitHub cannot be asked: no token (set `GITHUB_TOKEN`, or log in with `gh auth login`)
    help: without `--github`, shepherd works from the records alone
    [exit status: 4]
    ");
    let sandbox = sandbox.github(&github);
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--circle", "office", "--offline", "--json"]), @r#"
    {
      "alone": [
        "mona"
      ],
      "from": "2026-03-29",
      "pairs": [],
      "schema": 1,
      "suggestions": [],
      "triage": null,
      "weeks": 12,
      "without_timezone": []
    }
    ------- stderr -------
    from the records alone: --offline; not known: who triages issues
    [exit status: 0]
    "#);
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--github"]), @"
    ------- stderr -------
    error: `--github` and `--since` are about who triages issues
    help: leave them out, or pass `--kind triage` or a circle of that kind
    [exit status: 2]
    ");
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--kind", "triage", "--since", "2026-03-29"]), @"
    ------- stderr -------
    error: 2026-03-29 is still to come
    help: `--since` takes the first day that counts, such as 2026-01-01
    [exit status: 2]
    ");
    drop(circles(&sandbox, &["add", "calls", "--kind", "peer-support"]).success());
    drop(circles(&sandbox, &["suggest", "--circle", "calls"]).success());
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--circle", "calls", "--github"]), @"
    ------- stderr -------
    error: `--github` and `--since` are about who triages issues
    help: leave them out, or pass `--kind triage` or a circle of that kind
    [exit status: 2]
    ");
    drop(circles(&sandbox, &["suggest"]).success());
    assert_eq!(github.graphql_requests(), 0);
}

#[test]
fn github_that_breaks_is_told_below_the_times() {
    let github = FakeGithub::start([few()]);
    let sandbox = office().github(&github);
    // The name is told, then a page is too much once.
    github.fail(Failure::Slow(std::time::Duration::ZERO));
    github.fail(Failure::ServerError(502));
    let people = json(&sandbox, &["--circle", "office"])["triage"]["people"].clone();
    assert_eq!(people.as_array().map(Vec::len), Some(3));
    github.fail_always(Failure::ServerError(502));
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--kind", "triage"]), @"
    ------- stderr -------
    There are not two people who are interested and whose time zone is known.
    hint: `shepherd people set LOGIN --interest triage --timezone ZONE` says both
    not known: who triages issues
    error: GitHub did not answer in full after 5 attempts: status 502; missing: what the project is called on GitHub, and of what it is a fork
    help: try again, or run with `--offline` to work from git alone
    [exit status: 4]
    ");
    github.recover();
    github.fail_always(Failure::Forbidden);
    insta::assert_snapshot!(circles(&sandbox, &["suggest", "--circle", "office", "--json"]), @r#"
    {
      "alone": [
        "mona"
      ],
      "from": "2026-03-29",
      "pairs": [],
      "schema": 1,
      "suggestions": [],
      "triage": null,
      "weeks": 12,
      "without_timezone": []
    }
    ------- stderr -------
    not known: who triages issues
    error: GitHub refuses to answer for octo/hello: Resource not accessible by integration
    help: the token needs to read pull requests (`pull-requests: read` and `contents: read` in Actions), and organisations with single sign-on want it to be authorised
    [exit status: 4]
    "#);
}

#[test]
fn what_a_thousand_and_one_at_once_hide_is_told() {
    let issue = |number| Issue::new(number, "Bug", "bob").event("LabeledEvent", "hal", "2026-03-09T09:00:00Z");
    let repository = (1..=1001).fold(Repository::new("octo/hello"), |found, number| found.with_issue(issue(number)));
    let github = FakeGithub::start([repository]);
    insta::assert_snapshot!(circles(&office().github(&github), &["suggest", "--circle", "office"]), @"
    Whom to ask: who triaged issues of octo/hello, 2025-03-29 to 2026-03-28
    (others than the author did one of: labelled, closed, commented, assigned)

    @hal, last on 2026-03-09
      triaged 1000 issues, 1000 of them first: #1000, #999, #998, …
      labelled 1000
      time zone not known
    ------- stderr -------
    There are not two people who are interested and whose time zone is known.
    hint: `shepherd people set LOGIN --interest triage --timezone ZONE` says both
    hint: ask them; @hal signs up with `shepherd circles join office`
    error: not all was seen: octo/hello: of the issues that were triaged, GitHub has 1001 from 2026-03-01T09:00:00+00:00 on, and gave 1000
    [exit status: 4]
    ");
}
