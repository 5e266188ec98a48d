//! The calls of GitHub's REST interface that write: issues and their comments.

use serde_json::{Value as Json, json};

use super::answers::VIEWER;
use super::http::Response;
use super::issue::{Comment, Fate, Issue};
use super::rest::{Call, moved, not_found, same, user};
use super::world::{Repository, World};

/// GitHub takes so many characters as a body.
const LONGEST_BODY: usize = 65_536;

impl Call<'_> {
    /// Writes and answers, or returns `None` when nobody taught the fake to.
    pub(super) fn write(&self, world: &mut World, is_read_only: bool, body: &[u8]) -> Option<Response> {
        let segments: Vec<&str> = self.path.trim_matches('/').split('/').collect();
        let ["repos", owner, name, rest @ ..] = segments.as_slice() else { return None };
        let is_known = match rest {
            ["issues" | "releases" | "pulls"] | ["issues", _, "comments"] => self.method == "POST",
            ["issues" | "pulls", _] => self.method == "PATCH",
            ["releases", _] => ["PATCH", "DELETE"].contains(&self.method),
            _ => false,
        };
        if !is_known {
            return None;
        }
        if !self.is_authenticated {
            return Some(message(401, "Requires authentication"));
        }
        let asked = format!("{owner}/{name}");
        let Some(position) = world.repositories.iter().position(|found| same(found, world, &asked)) else {
            return Some(not_found());
        };
        let home = world.repositories.get_mut(position)?;
        if !home.name.eq_ignore_ascii_case(&asked) {
            return Some(self.moved(position, rest));
        }
        if is_read_only {
            return Some(message(403, "Resource not accessible by personal access token"));
        }
        if self.method == "DELETE" {
            return Some(self.in_releases(home, rest, &Json::Null));
        }
        if rest.first() == Some(&"issues") && !home.has_issues {
            return Some(message(410, "Issues are disabled for this repo"));
        }
        let Ok(sent) = serde_json::from_slice::<Json>(body) else {
            return Some(message(400, "Problems parsing JSON"));
        };
        Some(match rest {
            ["releases", ..] => self.in_releases(home, rest, &sent),
            ["pulls", ..] => self.in_pulls(home, rest, &sent),
            _ => self.in_issues(home, rest, &sent),
        })
    }

    fn in_issues(&self, home: &mut Repository, rest: &[&str], sent: &Json) -> Response {
        let (place, name) = (format!("{}/repos/{}/issues", self.base, home.name), home.name.clone());
        if let Some(refusal) = refusal(sent, rest.len() == 1) {
            return refusal;
        }
        let ["issues", number, rest @ ..] = rest else {
            let used = home.issues.keys().chain(home.pull_requests.keys()).max();
            let number = used.copied().unwrap_or_default() + 1;
            let mut issue = Issue::new(number, "", VIEWER).association("MEMBER");
            change(&mut issue, sent);
            let answer = shown(&name, &place, &issue);
            home.issues.insert(number, issue);
            return Response::json(201, &answer);
        };
        let Some(issue) = number.parse().ok().and_then(|number: u64| home.issues.get_mut(&number)) else {
            return not_found();
        };
        match (&issue.fate, rest) {
            (Some(Fate::Deleted), _) => message(410, "This issue was deleted"),
            (Some(Fate::Transferred(to)), []) => moved(to),
            (Some(Fate::Transferred(to)), _) => moved(&format!("{to}/comments")),
            (None, []) => {
                change(issue, sent);
                Response::json(200, &shown(&name, &place, issue))
            }
            (None, _) if issue.is_locked => message(403, "Unable to create comment because issue is locked."),
            (None, _) => {
                issue.comments.push(Comment::new(VIEWER, sent["body"].as_str().unwrap_or_default()));
                let page = format!("https://github.com/{name}/issues/{number}#issuecomment-{}", issue.comments.len());
                Response::json(201, &json!({"id": 1, "html_url": page, "body": sent["body"], "user": user(VIEWER)}))
            }
        }
    }
}

/// Returns what GitHub says of something that it does not take.
fn refusal(sent: &Json, is_new: bool) -> Option<Response> {
    let failed = |error: &Json| {
        Some(Response::json(422, &json!({"message": "Validation Failed", "errors": [error], "status": "422"})))
    };
    if is_new && sent["title"].as_str().is_none_or(str::is_empty) {
        return failed(&json!({"resource": "Issue", "code": "missing_field", "field": "title"}));
    }
    if sent["body"].as_str().is_some_and(|body| body.chars().count() > LONGEST_BODY) {
        let text = format!("body is too long (maximum is {LONGEST_BODY} characters)");
        return failed(&json!({"resource": "Issue", "code": "custom", "field": "body", "message": text}));
    }
    None
}

/// Changes what was sent, and leaves the rest.
fn change(issue: &mut Issue, sent: &Json) {
    for (name, field) in [("title", &mut issue.title), ("body", &mut issue.body)] {
        if let Some(text) = sent[name].as_str() {
            text.clone_into(field);
        }
    }
    if let Some(state) = sent["state"].as_str() {
        issue.is_open = state == "open";
    }
}

fn shown(name: &str, place: &str, issue: &Issue) -> Json {
    json!({
        "number": issue.number, "title": issue.title, "body": issue.body, "user": user(VIEWER),
        "state": if issue.is_open { "open" } else { "closed" }, "locked": issue.is_locked,
        "url": format!("{place}/{}", issue.number),
        "html_url": format!("https://github.com/{name}/issues/{}", issue.number),
    })
}

fn message(status: u16, text: &str) -> Response {
    Response::json(status, &json!({"message": text, "documentation_url": "https://docs.github.com/rest"}))
}
