//! Who published releases on GitHub, and who started the workflows that made them.

use serde_json::Value;

use crate::core::changelog::history::Account;
use crate::github::rest::list;
use crate::github::{Client, GithubError};

/// So many pages of releases and of runs are read; a project with more than 10,000 releases is told that some are missing.
const RELEASE_PAGES: usize = 100;
const RUN_PAGES: usize = 10;

/// Who did something for a release on GitHub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doer {
    /// The tag, or the commit in full.
    pub of: String,
    /// Who.
    pub account: Account,
    /// The address of the page.
    pub url: String,
}

/// Returns who published each release, by its tag, and whether there are more than were read.
pub async fn release_authors(client: &Client, project: &str) -> Result<(Vec<Doer>, bool), GithubError> {
    let (found, more) = list(client, project, "releases", None, RELEASE_PAGES, "who published the releases").await?;
    let is_draft = |release: &&Value| release.get("draft").and_then(Value::as_bool) == Some(true);
    let found = found.iter().filter(|release| !is_draft(release));
    Ok((found.filter_map(|release| doer(release, "tag_name", "author")).collect(), more))
}

/// Returns who started each workflow by hand that is about releasing by its name or file, by the commit that it was
/// started on, and whether there are more than were read. GitHub keeps runs for a while only.
pub async fn workflow_starters(client: &Client, project: &str) -> Result<(Vec<Doer>, bool), GithubError> {
    let path = "actions/runs?event=workflow_dispatch&status=success";
    let what = "who started the workflows";
    let (found, more) = list(client, project, path, Some("workflow_runs"), RUN_PAGES, what).await?;
    let text = |run: &Value, key: &str| run.get(key).and_then(Value::as_str).unwrap_or_default().to_lowercase();
    let is_release = |run: &&Value| {
        let words = format!("{} {}", text(run, "name"), text(run, "path"));
        ["release", "publish", "deploy", "tag"].iter().any(|word| words.contains(word))
    };
    Ok((found.iter().filter(is_release).filter_map(|run| doer(run, "head_sha", "actor")).collect(), more))
}

fn doer(item: &Value, of: &str, who: &str) -> Option<Doer> {
    let who = item.get(who)?;
    let login = who.get("login")?.as_str()?;
    let is_bot = who.get("type").and_then(Value::as_str) == Some("Bot") || login.ends_with("[bot]");
    let login = login.strip_suffix("[bot]").unwrap_or(login).to_owned();
    let url = item.get("html_url").and_then(Value::as_str).unwrap_or_default().to_owned();
    Some(Doer { of: item.get(of)?.as_str()?.to_owned(), account: Account { login, is_bot }, url })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn bots_are_told() {
        let item = |login: &str, kind: &str| json!({"tag_name": "1.0", "author": {"login": login, "type": kind}});
        let read =
            |item: &Value| doer(item, "tag_name", "author").map(|doer| (doer.account.login, doer.account.is_bot));
        assert_eq!(read(&item("mona", "User")), Some(("mona".to_owned(), false)));
        assert_eq!(read(&item("github-actions[bot]", "Bot")), Some(("github-actions".to_owned(), true)));
        assert_eq!(read(&json!({"tag_name": "1.0", "author": null})), None);
    }
}
