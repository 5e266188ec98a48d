//! The fake GitHub answers as GitHub does, and notices what GitHub would not take.

use serde_json::{Value as Json, json};

use super::client::{Client, header};
use crate::support::{Actor, FakeGithub, PullRequest, Repository};

const MERGE: &str = "1111111111111111111111111111111111111111";
const PLAIN: &str = "2222222222222222222222222222222222222222";

fn hello() -> Repository {
    Repository::new("octo/hello")
        .renamed_from("octo/hi")
        .pull_request(
            PullRequest::new(12, "Fix the parser", "octocat")
                .body("It was broken")
                .label("bug")
                .label("good first issue")
                .head("octocat/fix-parser")
                .base("5.x")
                .merged_by("mona")
                .merged_at("2026-03-03T10:00:00Z")
                .merge_commit(MERGE)
                .reviewer("ann")
                .reviewer("bob")
                .reviewer("ann")
                .commenter("codecov[bot]")
                .commit_author("Ann Other", "ann@example.org", Some("ann"))
                .commit_author("Nobody Known", "nobody@example.org", None)
                .milestone("5.4"),
        )
        .pull_request(PullRequest::new(13, "Bump a thing", "dependabot[bot]").without_fork())
        .pull_request(PullRequest::new(14, "From a ghost", "").open())
        .pull_request(PullRequest::new(15, "Imported", Actor::Mannequin("old-hand".to_owned())).draft())
        .pull_request(PullRequest::new(16, "Not wanted", "octocat").closed())
        .issue(7, "It is broken", "ann")
        .commit(PLAIN, [13, 14])
}

/// Prints an answer compactly: one line for each field of the repository, or of what is given, and for each error.
fn lines(answer: &Json) -> String {
    let fields = answer.pointer("/data/repository").unwrap_or(answer).as_object().expect("an object");
    let fields = fields.iter().map(|(name, value)| format!("{name}: {value}"));
    let errors = answer.get("errors").and_then(Json::as_array).into_iter().flatten();
    fields
        .chain(errors.map(|error| format!("{} {}: {}", error["path"], error["type"], error["message"])))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_pull_request_has_all_that_a_changelog_needs() {
    let github = FakeGithub::start([hello()]);
    let answer = Client::new(&github).ask(
        r#"query { repository(owner: "octo", name: "hello") {
            p12: pullRequest(number: 12) {
                number title body url state merged mergedAt baseRefName headRefName headRepositoryOwner { login }
                author { __typename login } mergedBy { login } milestone { title } mergeCommit { oid }
                labels(first: 10) { nodes { name } } latestReviews(first: 5) { nodes { state author { login } } }
                comments(first: 5) { nodes { author { __typename login } } } participants(first: 9) { nodes { login } }
                commits(last: 5) { totalCount nodes { commit { author { name email user { login } } } } }
            } } }"#,
    );
    insta::assert_snapshot!(lines(&answer["data"]["repository"]["p12"]), @r#"
    author: {"__typename":"User","login":"octocat"}
    baseRefName: "5.x"
    body: "It was broken"
    comments: {"nodes":[{"author":{"__typename":"Bot","login":"codecov"}}]}
    commits: {"nodes":[{"commit":{"author":{"email":"ann@example.org","name":"Ann Other","user":{"login":"ann"}}}},{"commit":{"author":{"email":"nobody@example.org","name":"Nobody Known","user":null}}}],"totalCount":2}
    headRefName: "fix-parser"
    headRepositoryOwner: {"login":"octocat"}
    labels: {"nodes":[{"name":"bug"},{"name":"good first issue"}]}
    latestReviews: {"nodes":[{"author":{"login":"bob"},"state":"APPROVED"},{"author":{"login":"ann"},"state":"APPROVED"}]}
    mergeCommit: {"oid":"1111111111111111111111111111111111111111"}
    merged: true
    mergedAt: "2026-03-03T10:00:00Z"
    mergedBy: {"login":"mona"}
    milestone: {"title":"5.4"}
    number: 12
    participants: {"nodes":[{"login":"octocat"},{"login":"ann"},{"login":"bob"}]}
    state: "MERGED"
    title: "Fix the parser"
    url: "https://github.com/octo/hello/pull/12"
    "#);
}

#[test]
fn one_alias_may_have_two_types_where_fragments_exclude_each_other() {
    let github = FakeGithub::start([hello()]);
    let answer = Client::new(&github).ask(
        r#"query { repository(owner: "octo", name: "hello") {
            a: issueOrPullRequest(number: 7) { ...about } b: issueOrPullRequest(number: 13) { ...about }
            c: pullRequest(number: 14) { state isDraft merged author { login } }
            d: pullRequest(number: 15) { state isDraft merged author { __typename login } }
            e: pullRequest(number: 16) { state merged mergedAt closedAt }
            f: issueOrPullRequest(number: 8) { ...about } g: pullRequest(number: 7) { title }
        } }
        fragment about on IssueOrPullRequest {
            __typename
            ... on Issue { title extra: body }
            ... on PullRequest { title extra: number headRepositoryOwner { login } author { ...on Bot { login } } }
        }"#,
    );
    insta::assert_snapshot!(lines(&answer), @r#"
    a: {"__typename":"Issue","extra":"","title":"It is broken"}
    b: {"__typename":"PullRequest","author":{"login":"dependabot"},"extra":13,"headRepositoryOwner":null,"title":"Bump a thing"}
    c: {"author":null,"isDraft":false,"merged":false,"state":"OPEN"}
    d: {"author":{"__typename":"Mannequin","login":"old-hand"},"isDraft":true,"merged":false,"state":"OPEN"}
    e: {"closedAt":"2026-03-02T09:00:00Z","merged":false,"mergedAt":null,"state":"CLOSED"}
    f: null
    g: null
    ["repository","f"] "NOT_FOUND": "Could not resolve to an issue or pull request with the number of 8."
    ["repository","g"] "NOT_FOUND": "Could not resolve to a PullRequest with the number of 7."
    "#);
}

#[test]
fn commits_know_their_pull_requests() {
    let fork = Repository::new("ann/hello").fork_of("octo/hello").pull_request(PullRequest::new(1, "Try it", "ann"));
    let elsewhere = "3".repeat(40);
    let github = FakeGithub::start([
        hello().commit_of(&elsewhere, "ann/hello", 1).reference("refs/tags/5.3.0", PLAIN).default_branch("trunk"),
        fork,
    ]);
    github.update("octo/hello", |repository| repository.file("trunk:.shepherd.toml", "remote = 'up'\n"));
    let answer = Client::new(&github).ask(&format!(
        r#"query {{ repository(owner: "octo", name: "hello") {{
            a: object(oid: "{MERGE}") {{ ...numbers }} b: object(expression: "{PLAIN}") {{ ...numbers }}
            c: object(oid: "{elsewhere}") {{ ...numbers }} d: object(oid: "{}") {{ ...numbers }}
            e: object(expression: "5.3.0") {{ oid }}
            f: ref(qualifiedName: "refs/tags/5.3.0") {{ prefix name target {{ oid }} }}
            g: object(expression: "trunk:.shepherd.toml") {{ ... on Blob {{ text }} }}
            h: refs(refPrefix: "refs/tags/", first: 3) {{ nodes {{ name }} }}
        }} }}
        fragment numbers on Commit {{
            associatedPullRequests(first: 5) {{ nodes {{ number repository {{ nameWithOwner }} }} }}
        }}"#,
        "4".repeat(40)
    ));
    insta::assert_snapshot!(lines(&answer), @r#"
    a: {"associatedPullRequests":{"nodes":[{"number":12,"repository":{"nameWithOwner":"octo/hello"}}]}}
    b: {"associatedPullRequests":{"nodes":[{"number":13,"repository":{"nameWithOwner":"octo/hello"}},{"number":14,"repository":{"nameWithOwner":"octo/hello"}}]}}
    c: {"associatedPullRequests":{"nodes":[{"number":1,"repository":{"nameWithOwner":"ann/hello"}}]}}
    d: null
    e: {"oid":"2222222222222222222222222222222222222222"}
    f: {"name":"5.3.0","prefix":"refs/tags/","target":{"oid":"2222222222222222222222222222222222222222"}}
    g: {"text":"remote = 'up'\n"}
    h: {"nodes":[{"name":"5.3.0"}]}
    "#);
}

#[test]
fn a_rename_is_followed_silently_by_graphql_and_with_301_by_rest() {
    let github = FakeGithub::start([hello()]);
    let mut client = Client::new(&github);
    let old = client.ask(r#"{ repository(owner: "octo", name: "hi") { nameWithOwner defaultBranchRef { name } } }"#);
    assert_eq!(lines(&old), "defaultBranchRef: {\"name\":\"main\"}\nnameWithOwner: \"octo/hello\"");
    let missing =
        client.ask(r#"{ rateLimit { remaining } repository(owner: "octo", name: "nope") { nameWithOwner } }"#);
    assert_eq!(missing["data"], json!({"rateLimit": {"remaining": 4990}, "repository": null}));
    assert_eq!(missing["errors"][0]["type"], "NOT_FOUND");
    assert_eq!(missing["errors"][0]["message"], "Could not resolve to a Repository with the name 'octo/nope'.");

    let moved = client.get("/api/v3/repos/octo/hi");
    assert_eq!(moved.status, 301);
    let place = header(&moved.head, "location").expect("a place").to_owned();
    let found = client.get(place.strip_prefix("http://github.test").expect("the same host"));
    assert_eq!((found.status, &found.json()["full_name"]), (200, &json!("octo/hello")));
    assert_eq!(client.get("/repos/octo/nope").status, 404);
}

#[test]
fn numbers_that_break_leave_the_rest_of_the_answer_whole() {
    let github = FakeGithub::start([hello().broken([13], "Something went wrong while executing your query.")]);
    let mut client = Client::new(&github);
    let query = r#"query { repository(owner: "octo", name: "hello") {
        p12: pullRequest(number: 12) { title } p13: pullRequest(number: 13) { title }
        p99: pullRequest(number: 99) { title }
    } }"#;
    insta::assert_snapshot!(lines(&client.ask(query)), @r#"
    p12: {"title":"Fix the parser"}
    p13: null
    p99: null
    ["repository","p13"] null: "Something went wrong while executing your query."
    ["repository","p99"] "NOT_FOUND": "Could not resolve to a PullRequest with the number of 99."
    "#);
    github.update("octo/hello", Repository::mended);
    assert_eq!(client.ask(query)["data"]["repository"]["p13"]["title"], "Bump a thing");
}
