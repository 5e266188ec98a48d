//! The fake GitHub on the wire: its REST interface, what it writes down, and the way from the sandbox to it.

use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use super::client::{Client, header};
#[cfg(unix)]
use crate::support::Sandbox;
use crate::support::{Failure, FakeGithub, Recorded, Release, Repository, TOKEN};

#[test]
fn releases_are_paged_and_hide_drafts_from_their_tags() {
    let repository = Repository::new("octo/hello").release(Release::new("1.0.0").body("First"));
    let repository = repository.release(Release::new("1.1.0rc1").prerelease()).release(Release::new("1.1.0").draft());
    let github = FakeGithub::start([repository]);
    let mut client = Client::new(&github);
    let authorization = format!("Authorization: Bearer {TOKEN}");
    let mut get = |path: &str| client.send("GET", path, &[&authorization], "").expect("an answer");
    assert_eq!(get("/user").json()["login"], "mona");
    assert_eq!(get("/repos/octo/hello/releases").json().as_array().map(Vec::len), Some(3));
    let page = get("/repos/octo/hello/releases?per_page=1&page=2");
    assert_eq!(page.json()[0]["tag_name"], "1.1.0rc1");
    let link = header(&page.head, "link").expect("links");
    assert!(link.contains(r#"page=3>; rel="next""#) && link.contains(r#"page=1>; rel="prev""#), "{link}");
    assert_eq!(get("/repos/octo/hello/releases/tags/1.0.0").json()["body"], "First");
    assert_eq!(get("/repos/octo/hello/releases/tags/1.1.0").status, 404);
    assert_eq!(get("/repos/octo/hello/releases/latest").json()["tag_name"], "1.0.0");
    assert_eq!(client.get("/repos/octo/hello/releases").json().as_array().map(Vec::len), Some(2));
}

#[test]
fn requests_are_written_down_without_their_secrets() {
    let github = FakeGithub::start([Repository::new("octo/hello").issue(7, "It is broken", "ann")]);
    github.delay(Duration::from_millis(20));
    let started = Instant::now();
    let mut client = Client::new(&github);
    client.ask("{ a: rateLimit { used } b: viewer { name: login } }");
    let query = r#"query($n: Int!) { repository(owner: "octo", name: "hello") { issue(number: $n) { title } } }"#;
    let body = json!({"query": query, "variables": {"n": 7}});
    let anonymous = client.send("POST", "/api/graphql", &[], &body.to_string()).expect("an answer");
    assert_eq!(anonymous.status, 401);
    let revoked = client.send("POST", "/graphql", &["Authorization: bearer ghp_other"], &body.to_string());
    assert_eq!(revoked.expect("an answer").json()["message"], "Bad credentials");
    let known = client.send("POST", "/api/graphql", &[&format!("Authorization: token {TOKEN}")], &body.to_string());
    assert_eq!(known.expect("an answer").json()["data"]["repository"]["issue"]["title"], "It is broken");
    assert!(started.elapsed() >= Duration::from_millis(80));

    let requests = github.requests();
    assert!(!format!("{requests:?}").contains("ghp_"), "{requests:?}");
    let short = |request: &Recorded| (request.path.clone(), request.is_authenticated, request.aliases);
    let expected =
        [("/graphql", true, 3), ("/api/graphql", false, 0), ("/graphql", true, 0), ("/api/graphql", true, 0)];
    let expected = expected.map(|(path, known, aliases)| (path.to_owned(), known, aliases));
    assert_eq!(requests.iter().map(short).collect::<Vec<_>>(), expected);
    assert_eq!(github.graphql_requests(), 4);
    assert!(requests.iter().all(|request| request.method == "POST" && request.body.contains("query")));
}

#[test]
#[cfg(unix)]
fn the_sandbox_leads_to_the_fake_github() {
    let github = FakeGithub::start([]);
    let script = r#"echo "$GITHUB_API_URL $GITHUB_GRAPHQL_URL $GITHUB_TOKEN""#;
    let sandbox = Sandbox::new().program("show", script).github(&github);
    assert_eq!(sandbox.run_program("show").stdout(), format!("[GITHUB] [GITHUB]/graphql {TOKEN}\n"));
    let sandbox = sandbox.enterprise(&github);
    assert_eq!(sandbox.run_program("show").stdout(), format!("[GITHUB]/api/v3 [GITHUB]/api/graphql {TOKEN}\n"));
}

#[test]
fn issues_are_written_under_githubs_rules() {
    let github = FakeGithub::start([Repository::new("octo/hello"), Repository::new("octo/off").without_issues()]);
    let authorization = format!("Authorization: Bearer {TOKEN}");
    let post = |path: &str, headers: &[&str], body: &Json| {
        Client::new(&github).send("POST", path, headers, &body.to_string()).map_or(0, |answer| answer.status)
    };
    let (path, known) = ("/repos/octo/hello/issues", [authorization.as_str()]);
    assert_eq!(post(path, &[], &json!({"title": "One"})), 401);
    assert_eq!(post(path, &known, &json!({"body": "One"})), 422);
    assert_eq!(post(path, &known, &json!({"title": "One", "body": "x".repeat(65_537)})), 422);
    assert_eq!(post("/repos/octo/off/issues", &known, &json!({"title": "One"})), 410);
    assert_eq!(post("/repos/octo/none/issues", &known, &json!({"title": "One"})), 404);
    assert_eq!(github.issues("octo/hello").len(), 0);
    for (failure, status) in [(Failure::ServerError(502), 502), (Failure::Dropped, 0), (Failure::Truncated, 200)] {
        github.fail_write(failure.after_writing());
        assert_eq!(post(path, &known, &json!({"title": "One"})), status);
    }
    assert_eq!(post(path, &known, &json!({"title": "One", "body": "x".repeat(65_536)})), 201);
    assert_eq!(github.issues("octo/hello").len(), 4);
    assert_eq!(post("/repos/octo/hello/labels", &known, &json!({"name": "bug"})), 500);
    assert_eq!(github.take_violations(), ["nobody taught the fake GitHub to answer POST /repos/octo/hello/labels"]);
    github.read_only();
    assert_eq!(post(path, &known, &json!({"title": "One"})), 403);
    assert_eq!(github.writes(), 11);
}
