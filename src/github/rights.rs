//! What a token may do, as far as GitHub says it.

use http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::github::GithubError;
use crate::github::client::{Client, Trouble, read_limit};
use crate::github::rest::get_as;

/// What GitHub says of a token and one repository.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// The scopes of a classic token or of a log-in with `gh`; `None` for a token of another kind, whose rights GitHub does
    /// not tell (<https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps>).
    pub scopes: Option<Vec<String>>,
    /// Whether the repository is one that not everybody sees.
    pub is_private: bool,
}

/// Asks for a repository, and reads what the answer says of the token.
pub async fn rights(client: &Client, project: &str) -> Result<Rights, GithubError> {
    let path = format!("/repos/{project}");
    get_as(client, &path, "the rights of the token", |status, headers, text| read(status, headers, text, project)).await
}

fn read(status: StatusCode, headers: &HeaderMap, text: &str, project: &str) -> Result<Rights, Trouble> {
    let value: Option<Value> = serde_json::from_str(text).ok();
    let field = |name: &str| value.as_ref().and_then(|value| value.get(name));
    let words = field("message").and_then(Value::as_str);
    let words = words.map_or_else(|| format!("status {}", status.as_u16()), str::to_owned);
    match status.as_u16() {
        // A repository that was renamed answers from another address, and with the same headers.
        200..=299 | 301 | 302 | 307 | 308 => Ok(Rights {
            scopes: scopes(headers),
            is_private: field("private").and_then(Value::as_bool).unwrap_or_default(),
        }),
        401 => Err(Trouble::Final(GithubError::Unauthorised)),
        403 | 429 => Err(read_limit(status, headers, &words, project)),
        404 => Err(Trouble::Final(GithubError::NotFound { project: project.to_owned() })),
        _ => Err(Trouble::Broken(words)),
    }
}

fn scopes(headers: &HeaderMap) -> Option<Vec<String>> {
    let text = headers.get("x-oauth-scopes")?.to_str().ok()?;
    Some(text.split(',').map(str::trim).filter(|scope| !scope.is_empty()).map(str::to_owned).collect())
}

impl Rights {
    /// Says whether the scopes of a token allow to write issues, pull requests and releases; `None` where GitHub does not
    /// tell.
    pub fn may_write(&self) -> Option<bool> {
        let scopes = self.scopes.as_ref()?;
        let has = |scope: &str| scopes.iter().any(|found| found == scope);
        Some(has("repo") || !self.is_private && has("public_repo"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(status: u16, scopes: Option<&'static str>, text: &str) -> String {
        let mut headers = HeaderMap::new();
        if let Some(scopes) = scopes {
            headers.insert("x-oauth-scopes", scopes.parse().unwrap());
        }
        match read(StatusCode::from_u16(status).unwrap(), &headers, text, "octo/hello") {
            Ok(rights) => format!("{:?} {:?}", rights.scopes, rights.may_write()),
            Err(Trouble::Final(error)) => error.to_string(),
            Err(other) => format!("{other:?}"),
        }
    }

    #[test]
    fn a_token_is_as_good_as_its_scopes() {
        let cases = [
            (Some("repo, read:org"), "{}", r#"Some(["repo", "read:org"]) Some(true)"#),
            (Some("public_repo"), "{}", r#"Some(["public_repo"]) Some(true)"#),
            (Some("public_repo"), r#"{"private":true}"#, r#"Some(["public_repo"]) Some(false)"#),
            (Some(""), "{}", "Some([]) Some(false)"),
            (None, "{}", "None None"),
        ];
        for (scopes, text, expected) in cases {
            assert_eq!(told(200, scopes, text), expected);
        }
        assert_eq!(told(401, None, "{}"), "GitHub does not accept the token (401)");
        assert_eq!(told(404, None, "<html>"), "octo/hello was not found on GitHub, or the token may not see it");
    }
}
