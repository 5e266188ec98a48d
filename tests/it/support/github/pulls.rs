//! The calls of GitHub's REST interface that read and write pull requests.

use serde_json::{Value as Json, json};

use super::answers::VIEWER;
use super::http::Response;
use super::pull_request::{PullRequest, State};
use super::rest::{Call, not_found, user};
use super::world::Repository;

/// What GitHub says where a repository does not let workflows open pull requests.
const NOT_PERMITTED: &str = "GitHub Actions is not permitted to create or approve pull requests.";

impl Call<'_> {
    /// Returns the pull requests from a branch, newest first, or one of them.
    pub(super) fn pulls(&self, home: &Repository, rest: &[&str], query: &str) -> Response {
        if let ["pulls", number] = rest {
            let found = number.parse().ok().and_then(|number: u64| home.pull_requests.get(&number));
            return found.map_or_else(not_found, |found| Response::json(200, &self.pull(home, found)));
        }
        let given = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        let wanted = given("head").map(|head| head.replace("%3A", ":"));
        let is_wanted = |pull: &&PullRequest| {
            let head = format!("{}:{}", pull.head_owner.as_deref().unwrap_or_default(), pull.head);
            let is_in_state = match given("state").unwrap_or("open") {
                "all" => true,
                "open" => pull.state == State::Open,
                _ => pull.state != State::Open,
            };
            is_in_state && wanted.as_ref().is_none_or(|wanted| *wanted == head)
        };
        let found: Vec<Json> =
            home.pull_requests.values().rev().filter(is_wanted).map(|pull| self.pull(home, pull)).collect();
        Response::json(200, &json!(found))
    }

    /// Writes into the pull requests of a repository. GitHub takes one open one from a branch into another.
    pub(super) fn in_pulls(&self, home: &mut Repository, rest: &[&str], sent: &Json) -> Response {
        if let ["pulls", number] = rest {
            let Some(pull) = number.parse().ok().and_then(|number: u64| home.pull_requests.get_mut(&number)) else {
                return not_found();
            };
            for (name, field) in [("title", &mut pull.title), ("body", &mut pull.body)] {
                if let Some(text) = sent[name].as_str() {
                    text.clone_into(field);
                }
            }
            let pull = pull.clone();
            return Response::json(200, &self.pull(home, &pull));
        }
        if home.forbids_pull_requests {
            return Response::json(403, &json!({"message": NOT_PERMITTED}));
        }
        let text = |name: &str| sent[name].as_str().unwrap_or_default().to_owned();
        let owner = home.name.split('/').next().expect("a name has an owner").to_owned();
        let (head, base) = (text("head"), text("base"));
        let is_same = |pull: &&PullRequest| pull.state == State::Open && pull.head == head && pull.base == base;
        if home.pull_requests.values().any(|pull| is_same(&pull)) {
            let words = format!("A pull request already exists for {owner}:{head}.");
            let error = json!({"resource": "PullRequest", "code": "custom", "message": words});
            return Response::json(422, &json!({"message": "Validation Failed", "errors": [error]}));
        }
        let number = home.issues.keys().chain(home.pull_requests.keys()).max().copied().unwrap_or_default() + 1;
        let pull = PullRequest::new(number, &text("title"), VIEWER)
            .head(&format!("{owner}/{head}"))
            .base(&base)
            .body(&text("body"))
            .open();
        home.pull_requests.insert(number, pull.clone());
        Response::json(201, &self.pull(home, &pull))
    }

    fn pull(&self, home: &Repository, pull: &PullRequest) -> Json {
        json!({
            "number": pull.number, "title": pull.title, "body": pull.body, "user": user(VIEWER),
            "state": if pull.state == State::Open { "open" } else { "closed" },
            "merged_at": if pull.state == State::Merged { json!(pull.merged_at) } else { Json::Null },
            "url": format!("{}/repos/{}/pulls/{}", self.base, home.name, pull.number),
            "html_url": format!("https://github.com/{}/pull/{}", home.name, pull.number),
            "head": {"ref": pull.head}, "base": {"ref": pull.base},
        })
    }
}
