//! The few calls of GitHub's REST interface that the product makes.

use serde_json::{Value as Json, json};

use super::answers::VIEWER;
use super::http::Response;
use super::world::{Actor, Release, Repository, World};

/// A call: the address of this GitHub with the base of its interface, the path below that base, and who asks.
pub(super) struct Call<'c> {
    pub(super) base: &'c str,
    pub(super) method: &'c str,
    pub(super) path: &'c str,
    pub(super) is_authenticated: bool,
    /// Whether the token may write, and so sees drafts.
    pub(super) may_write: bool,
}

impl Call<'_> {
    /// Answers the call, or returns `None` when nobody taught the fake to.
    pub(super) fn answer(&self, world: &World) -> Option<Response> {
        let (path, query) = self.path.split_once('?').unwrap_or((self.path, ""));
        let segments: Vec<&str> = path.trim_matches('/').split('/').collect();
        match (self.method, segments.as_slice()) {
            ("GET", ["user"]) if !self.is_authenticated => {
                Some(Response::json(401, &json!({"message": "Requires authentication"})))
            }
            ("GET", ["user"]) => Some(Response::json(200, &user(VIEWER))),
            ("GET", ["repos", owner, name, rest @ ..]) => {
                let asked = format!("{owner}/{name}");
                let Some(position) = world.repositories.iter().position(|found| same(found, world, &asked)) else {
                    return Some(not_found());
                };
                let found = world.repositories.get(position)?;
                if found.name.eq_ignore_ascii_case(&asked) {
                    return self.in_repository(found, position, rest, query);
                }
                Some(self.moved(position, rest))
            }
            ("GET", ["repositories", id, rest @ ..]) => {
                let position = id.parse::<usize>().ok()?.checked_sub(FIRST_ID)?;
                self.in_repository(world.repositories.get(position)?, position, rest, query)
            }
            _ => None,
        }
    }

    /// Leads to the repository by its number, which no renaming changes.
    pub(super) fn moved(&self, position: usize, rest: &[&str]) -> Response {
        moved(&[&[self.base, "repositories", &(FIRST_ID + position).to_string()], rest].concat().join("/"))
    }

    fn in_repository(&self, found: &Repository, position: usize, rest: &[&str], query: &str) -> Option<Response> {
        // Only who may write sees drafts, and nobody finds them by their tag.
        let published = found.releases.iter().filter(|release| !release.is_draft);
        match rest {
            [] => Some(Response::json(200, &self.repository(found, position))),
            // What a client asks that was led here while it wanted to write.
            ["issues"] | ["issues", _, "comments"] => Some(Response::json(200, &json!([]))),
            ["pulls"] | ["pulls", _] => Some(self.pulls(found, rest, query)),
            ["compare", _] => Some(match found.comparison {
                Some(status) => Response::json(200, &json!({"status": status, "commits": []})),
                None => not_found(),
            }),
            ["releases"] => {
                let visible = found.releases.iter().filter(|release| self.sees_drafts() || !release.is_draft);
                let place = format!("{}/repositories/{}/releases", self.base, FIRST_ID + position);
                Some(paged(&visible.map(|release| self.release(found, release)).collect::<Vec<_>>(), query, &place))
            }
            ["actions", "runs"] if found.hides_runs => {
                Some(Response::json(403, &json!({"message": "Resource not accessible by personal access token"})))
            }
            ["actions", "runs"] => {
                let wanted = query.split('&').find_map(|pair| pair.strip_prefix("event="));
                let runs: Vec<_> = found
                    .runs
                    .iter()
                    .filter(|(event, ..)| wanted.is_none_or(|wanted| wanted == event))
                    .map(|(event, name, oid, actor)| {
                        json!({
                            "event": event, "name": name, "head_sha": oid, "actor": account(actor),
                            "path": ".github/workflows/ci.yml",
                            "html_url": format!("https://github.com/{}/actions/runs/1", found.name),
                        })
                    })
                    .collect();
                Some(Response::json(200, &json!({"total_count": runs.len(), "workflow_runs": runs})))
            }
            ["releases", "latest"] => {
                let latest = published.rev().find(|release| !release.is_prerelease);
                Some(latest.map_or_else(not_found, |release| Response::json(200, &self.release(found, release))))
            }
            ["releases", "tags", tag] => {
                let named = published.rev().find(|release| release.tag == *tag);
                Some(named.map_or_else(not_found, |release| Response::json(200, &self.release(found, release))))
            }
            ["releases", id] => {
                let wanted = id.parse::<u64>().ok();
                let seen = found.releases.iter().filter(|release| self.sees_drafts() || !release.is_draft);
                let one = seen.into_iter().find(|release| Some(release.id) == wanted);
                Some(one.map_or_else(not_found, |release| Response::json(200, &self.release(found, release))))
            }
            _ => None,
        }
    }

    fn sees_drafts(&self) -> bool {
        self.is_authenticated && self.may_write
    }

    fn repository(&self, found: &Repository, position: usize) -> Json {
        let (owner, name) = found.name.split_once('/').expect("a repository is called owner/name");
        json!({
            "id": FIRST_ID + position, "name": name, "full_name": found.name, "owner": user(owner), "private": false,
            "html_url": format!("https://github.com/{}", found.name), "fork": found.parent.is_some(),
            "url": format!("{}/repos/{}", self.base, found.name), "default_branch": found.default_branch,
            "permissions": {"admin": false, "push": self.is_authenticated, "pull": true},
        })
    }

    pub(super) fn release(&self, found: &Repository, release: &Release) -> Json {
        let place = format!("{}/repos/{}/releases/{}", self.base, found.name, release.id);
        json!({
            "id": release.id, "node_id": "RE_1", "url": place, "assets_url": format!("{place}/assets"),
            "upload_url": format!("{place}/assets{{?name,label}}"), "tarball_url": null, "zipball_url": null,
            "html_url": if release.is_draft {
                format!("https://github.com/{}/releases/tag/untagged-{}", found.name, release.id)
            } else {
                format!("https://github.com/{}/releases/tag/{}", found.name, release.tag)
            },
            "tag_name": release.tag, "name": release.name,
            "target_commitish": if release.target.is_empty() { &found.default_branch } else { &release.target },
            "body": release.body, "draft": release.is_draft, "prerelease": release.is_prerelease,
            "created_at": "2026-03-01T09:00:00Z",
            "published_at": if release.is_draft { Json::Null } else { json!("2026-03-01T09:00:00Z") },
            "author": release.author.as_ref().map_or_else(|| user(VIEWER), account), "assets": [],
        })
    }
}

/// Repositories have numbers too, which is where an answer of 301 leads.
const FIRST_ID: usize = 1000;

pub(super) fn same(candidate: &Repository, world: &World, asked: &str) -> bool {
    world.find(asked).is_some_and(|found| found.name == candidate.name)
}

pub(super) fn moved(place: &str) -> Response {
    Response::json(301, &json!({"message": "Moved Permanently", "url": place})).with("location", place)
}

pub(super) fn not_found() -> Response {
    Response::json(404, &json!({"message": "Not Found", "documentation_url": "https://docs.github.com/rest"}))
}

/// Returns one page, with the links to the others in the head as GitHub gives them.
fn paged(items: &[Json], query: &str, place: &str) -> Response {
    let given = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(found, _)| *found == name).and_then(|(_, value)| value.parse::<usize>().ok())
    };
    let size = given("per_page").unwrap_or(30).clamp(1, 100);
    let page = given("page").unwrap_or(1).max(1);
    let last = items.len().div_ceil(size).max(1);
    let chosen: Vec<_> = items.iter().skip((page - 1) * size).take(size).collect();
    let response = Response::json(200, &json!(chosen));
    let link = |page: usize, relation: &str| format!("<{place}?per_page={size}&page={page}>; rel=\"{relation}\"");
    let backward = (page > 1).then(|| [link(page - 1, "prev"), link(1, "first")]);
    let forward = (page < last).then(|| [link(page + 1, "next"), link(last, "last")]);
    let links: Vec<_> = [backward, forward].into_iter().flatten().flatten().collect();
    if links.is_empty() { response } else { response.with("link", links.join(", ")) }
}

/// Returns whoever did something, as the REST interface shows them.
fn account(actor: &Actor) -> Json {
    match actor {
        Actor::Ghost => Json::Null,
        Actor::User(login) | Actor::Mannequin(login) => user(login),
        Actor::Bot(login) => {
            let mut bot = user(&format!("{login}[bot]"));
            bot["type"] = json!("Bot");
            bot
        }
    }
}

/// Returns an account as the REST interface shows it; clients insist on all of its addresses.
pub(super) fn user(login: &str) -> Json {
    let mut user =
        json!({"login": login, "id": 1, "node_id": "U_1", "gravatar_id": "", "type": "User", "site_admin": false});
    let place = format!("https://api.github.com/users/{login}");
    for name in [
        "followers",
        "following",
        "gists",
        "starred",
        "subscriptions",
        "organizations",
        "repos",
        "events",
        "received_events",
    ] {
        user[format!("{name}_url")] = json!(format!("{place}/{name}"));
    }
    user["url"] = json!(place);
    user["html_url"] = json!(format!("https://github.com/{login}"));
    user["avatar_url"] = json!(format!("https://avatars.githubusercontent.com/{login}"));
    user
}
