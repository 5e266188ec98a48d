//! Web addresses. They are made or checked here, so that a template can put them between parentheses.

use std::borrow::Cow;

use crate::core::changelog::model::{Changelog, Range};
use crate::render::address::{address, encode};
use crate::render::changelog::Site;

/// The pages of one project on one server.
pub(super) struct Links<'a> {
    /// The server without a slash at its end.
    server: Option<Cow<'a, str>>,
    /// `owner/name`.
    project: Option<&'a str>,
    /// What narrows a search to the time of the range; empty where no date is known.
    updated: String,
}

impl<'a> Links<'a> {
    /// Returns the links of the project of `changelog`.
    pub(super) fn new(changelog: &'a Changelog, site: Site<'a>) -> Self {
        let updated = match (site.base_date, changelog.date.as_deref()) {
            (Some(from), Some(to)) => format!("+updated%3A{}..{}", encode(from, ""), encode(to, "")),
            (Some(from), None) => format!("+updated%3A%3E%3D{}", encode(from, "")),
            (None, Some(to)) => format!("+updated%3A%3C%3D{}", encode(to, "")),
            (None, None) => String::new(),
        };
        let server = site.server.map(|server| server.trim_end_matches('/')).and_then(address);
        Self { server, project: changelog.project.as_deref(), updated }
    }

    /// Returns the address of the server.
    pub(super) fn server(&self) -> Option<&str> {
        self.server.as_deref()
    }

    /// Returns the address of the project.
    pub(super) fn project(&self) -> Option<String> {
        Some(format!("{}/{}", self.server()?, encode(self.project?, "/")))
    }

    /// Returns the address of a pull request.
    pub(super) fn pull_request(&self, number: u64) -> Option<String> {
        Some(format!("{}/pull/{number}", self.project()?))
    }

    /// Returns the address of the page that shows all that the range holds.
    pub(super) fn compare(&self, range: &Range) -> Option<String> {
        let project = self.project()?;
        let head = head(range);
        Some(match &range.base {
            Some(base) => format!("{project}/compare/{}...{}", encode(base_of(range, base), "/"), encode(head, "/")),
            None => format!("{project}/commits/{}", encode(head, "/")),
        })
    }

    /// Returns the address of a person, or of the app that a bot is.
    pub(super) fn person(&self, login: &str) -> Option<String> {
        let server = self.server()?;
        Some(match login.strip_suffix("[bot]") {
            Some(app) => format!("{server}/apps/{}", encode(app, "")),
            None => format!("{server}/{}", encode(login, "")),
        })
    }

    /// Returns the address of a search for what a person did in the project in the time of the range.
    pub(super) fn activity(&self, login: &str) -> Option<String> {
        let (server, project, login) = (self.server()?, encode(self.project?, ""), encode(login, ""));
        let updated = &self.updated;
        Some(format!("{server}/search?q=repo%3A{project}+involves%3A{login}{updated}&type=Issues"))
    }
}

/// Returns what to call the head in an address: the tag of a released version, and else the commit, because a branch
/// moves on.
fn head(range: &Range) -> &str {
    range.tag.as_deref().unwrap_or(&range.head_commit)
}

/// Returns what to call the base in an address: its name, or the commit where the name is an expression.
fn base_of<'a>(range: &'a Range, base: &'a str) -> &'a str {
    range.base_commit.as_deref().filter(|_| !is_name(base)).unwrap_or(base)
}

/// Returns whether `revision` is the name of a tag or branch that others have too, and not `HEAD`, `main~3` or the like.
fn is_name(revision: &str) -> bool {
    revision != "HEAD" && revision != "@" && !revision.contains(['~', '^', ':', ' ', '\\']) && !revision.contains("@{")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::changelog::sample::changelog;

    const SITE: Site<'static> = Site { server: Some("https://github.com/"), base_date: Some("2025-06-01") };

    fn compare(base: Option<&str>, tag: Option<&str>) -> Option<String> {
        let sample = changelog();
        let range = Range {
            base: base.map(str::to_owned),
            head: "main".to_owned(),
            tag: tag.map(str::to_owned),
            base_commit: Some("ba5e".to_owned()),
            head_commit: "4ead".to_owned(),
        };
        Links::new(&sample, SITE).compare(&range)
    }

    #[test]
    fn what_moves_is_named_by_its_commit() {
        for (base, tag, expected) in [
            (Some("5.3.0"), Some("5.4.0"), "compare/5.3.0...5.4.0"),
            (Some("5.3.0"), None, "compare/5.3.0...4ead"),
            (Some("HEAD~3"), None, "compare/ba5e...4ead"),
            (None, Some("1.0"), "commits/1.0"),
            (Some("pkg@1.0"), Some("pkg/2.0+a(b"), "compare/pkg%401.0...pkg/2.0%2Ba%28b"),
        ] {
            assert_eq!(compare(base, tag).unwrap(), format!("https://github.com/octo/hello/{expected}"));
        }
    }

    #[test]
    fn people_have_pages_and_bots_are_apps() {
        let sample = changelog();
        let links = Links::new(&sample, SITE);
        assert_eq!(links.person("mona").unwrap(), "https://github.com/mona");
        assert_eq!(links.person("dependabot[bot]").unwrap(), "https://github.com/apps/dependabot");
        assert_eq!(
            links.activity("mona").unwrap(),
            "https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Amona+updated%3A2025-06-01..2025-10-06&type=Issues"
        );
    }

    #[test]
    fn a_search_says_the_dates_that_are_known() {
        let mut sample = changelog();
        let activity = |sample: &Changelog, site| Links::new(sample, site).activity("mona").unwrap();
        let no_base = Site { base_date: None, ..SITE };
        assert!(activity(&sample, no_base).contains("+updated%3A%3C%3D2025-10-06&"));
        sample.date = None;
        assert!(activity(&sample, SITE).contains("+updated%3A%3E%3D2025-06-01&"));
        assert!(activity(&sample, no_base).contains("involves%3Amona&type"));
    }

    #[test]
    fn nothing_is_claimed_without_a_server_or_project() {
        let mut sample = changelog();
        assert_eq!(Links::new(&sample, Site::default()).person("mona"), None);
        sample.project = None;
        let links = Links::new(&sample, SITE);
        assert_eq!((links.project(), links.pull_request(1), links.activity("mona")), (None, None, None));
        assert!(links.person("mona").is_some());
    }
}
