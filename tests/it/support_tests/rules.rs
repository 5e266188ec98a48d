//! The fake GitHub notices what GitHub would not take.

use serde_json::json;

use super::client::Client;
use crate::support::{FakeGithub, PullRequest, Repository};

#[test]
fn what_github_does_not_understand_is_a_violation() {
    let github = FakeGithub::start([Repository::new("octo/hello")]);
    let mut client = Client::new(&github);
    let answer = client.ask(r#"{ repository(owner: "octo", name: "hello") { nonsense } }"#);
    assert!(answer["data"].is_null(), "{answer}");
    let found = github.take_violations().join("\n");
    assert!(found.contains("type `Repository` does not have a field `nonsense`"), "{found}");
    // The same alias for two different fields of one type has no meaning, whatever else GitHub lets pass.
    client.ask(r#"{ repository(owner: "octo", name: "hello") { x: name x: isFork } }"#);
    assert_eq!(github.take_violations().len(), 1);
    let filtered = r#"pullRequests(first: 1, labels: ["x"]) { nodes { title } }"#;
    client.ask(&format!(r#"{{ repository(owner: "octo", name: "hello") {{ {filtered} }} }}"#));
    let found = github.take_violations().join("\n");
    assert_eq!(found, r#"the fake does not filter by `labels` (path: ["repository","pullRequests"])"#);
    assert_eq!(client.get("/repos/octo/hello/teams").status, 500);
    let expected = "nobody taught the fake GitHub to answer GET /repos/octo/hello/teams";
    assert_eq!(github.take_violations(), [expected]);
}

#[test]
#[should_panic(expected = "nobody taught the fake GitHub to answer GET /zen")]
fn a_violation_fails_the_test_that_does_not_look() {
    let github = FakeGithub::start([]);
    Client::new(&github).get("/zen");
}

#[test]
fn nodes_want_first_or_last_and_at_most_a_hundred() {
    let many = (1..=230).fold(Repository::new("octo/hello"), |repository, number| {
        repository.pull_request(PullRequest::new(number, "One", "octocat"))
    });
    let github = FakeGithub::start([many]);
    let mut client = Client::new(&github);
    let mut ask = |arguments: &str, fields: &str| {
        let fields = format!("pullRequests{arguments} {{ {fields} }}");
        client.ask(&format!(r#"{{ repository(owner: "octo", name: "hello") {{ {fields} }} }}"#))
    };
    assert_eq!(ask("", "totalCount")["data"]["repository"]["pullRequests"]["totalCount"], 230);
    let unbounded = ask("", "...on PullRequestConnection { nodes { number } }");
    assert_eq!(unbounded["errors"][0]["type"], "MISSING_PAGINATION_BOUNDARIES");
    assert_eq!(unbounded["errors"][0]["path"], json!(["repository", "pullRequests"]));
    let excessive = ask("(first: 101)", "nodes { number }");
    assert_eq!(excessive["errors"][0]["type"], "EXCESSIVE_PAGINATION");
    assert_eq!(github.take_violations().len(), 2);

    let mut numbers = Vec::new();
    let mut after = String::new();
    loop {
        let answer = ask(&format!("(first: 100{after})"), "nodes { number } pageInfo { hasNextPage endCursor }");
        let page = &answer["data"]["repository"]["pullRequests"];
        numbers.extend(page["nodes"].as_array().expect("nodes").iter().map(|node| node["number"].clone()));
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = format!(", after: {}", page["pageInfo"]["endCursor"]);
    }
    assert_eq!(numbers, (1..=230).map(|number| json!(number)).collect::<Vec<_>>());
    let last = ask("(last: 2)", "nodes { number } pageInfo { hasPreviousPage startCursor }");
    assert_eq!(last["data"]["repository"]["pullRequests"]["nodes"], json!([{"number": 229}, {"number": 230}]));
}
