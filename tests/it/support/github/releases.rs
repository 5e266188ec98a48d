//! The calls of GitHub's REST interface that write releases.

use serde_json::{Value as Json, json};

use super::http::Response;
use super::rest::{Call, not_found};
use super::world::{Release, Repository};

/// GitHub takes so many characters as the body of a release.
const LONGEST_BODY: usize = 125_000;

impl Call<'_> {
    /// Writes into the releases of a repository. GitHub takes two drafts of one tag, and not two published releases.
    pub(super) fn in_releases(&self, home: &mut Repository, rest: &[&str], sent: &Json) -> Response {
        let id = rest.get(1).and_then(|id| id.parse::<u64>().ok());
        let position = id.and_then(|id| home.releases.iter().position(|release| release.id == id));
        match (self.method, rest, position) {
            ("POST", ["releases"], _) => {
                let mut made = Release::new("");
                made.is_draft = sent["draft"].as_bool().unwrap_or_default();
                if let Some(refusal) = refusal(sent, true) {
                    return refusal;
                }
                change(&mut made, sent);
                let tag = made.tag.clone();
                *home = home.clone().release(made);
                let newest = home.releases.iter().rfind(|release| release.tag == tag).expect("it was made");
                Response::json(201, &self.release(home, newest))
            }
            (_, _, None) => not_found(),
            ("DELETE", _, Some(position)) => {
                drop(home.releases.remove(position));
                Response { status: 204, headers: Vec::new(), body: Vec::new() }
            }
            (_, _, Some(position)) => {
                if let Some(refusal) = refusal(sent, false) {
                    return refusal;
                }
                let release = home.releases.get_mut(position).expect("it was found");
                if let Some(is_draft) = sent["draft"].as_bool() {
                    release.is_draft = is_draft;
                }
                change(release, sent);
                let release = home.releases.get(position).expect("it was found");
                Response::json(200, &self.release(home, release))
            }
        }
    }
}

fn change(release: &mut Release, sent: &Json) {
    let fields = [
        ("tag_name", &mut release.tag),
        ("name", &mut release.name),
        ("body", &mut release.body),
        ("target_commitish", &mut release.target),
    ];
    for (name, field) in fields {
        if let Some(text) = sent[name].as_str() {
            text.clone_into(field);
        }
    }
    if let Some(is_prerelease) = sent["prerelease"].as_bool() {
        release.is_prerelease = is_prerelease;
    }
}

/// Returns what GitHub says of something that it does not take.
fn refusal(sent: &Json, is_new: bool) -> Option<Response> {
    let failed = |error: &Json| Some(Response::json(422, &json!({"message": "Validation Failed", "errors": [error]})));
    if is_new && sent["tag_name"].as_str().is_none_or(str::is_empty) {
        return failed(&json!({"resource": "Release", "code": "missing_field", "field": "tag_name"}));
    }
    if sent["body"].as_str().is_some_and(|body| body.chars().count() > LONGEST_BODY) {
        let text = format!("body is too long (maximum is {LONGEST_BODY} characters)");
        return failed(&json!({"resource": "Release", "code": "custom", "field": "body", "message": text}));
    }
    None
}
