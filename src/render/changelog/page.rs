//! A changelog and a template become text.

use handlebars::JsonValue;
use serde_json::json;

use crate::core::changelog::model::Changelog;
use crate::render::changelog::groups::{by_kind, by_section};
use crate::render::changelog::links::Links;
use crate::render::changelog::people::{contributors, contributors_line, newcomers};
use crate::render::error::RenderError;
use crate::render::template::Template;

/// What web addresses are made of, besides the changelog itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Site<'a> {
    /// The address of the server, e.g. `https://github.com`; `None` where it is not known to be GitHub.
    pub server: Option<&'a str>,
    /// The civil date of the base as `YYYY-MM-DD`, where it is known: the contributors' activity is searched from it.
    pub base_date: Option<&'a str>,
}

/// Returns `changelog` as `template` writes it, with one line end at its end.
pub fn changelog(changelog: &Changelog, template: &Template, site: Site<'_>) -> Result<String, RenderError> {
    template.fill_in(values(changelog, template, site))
}

/// Returns the names of [`NAMES`](super::NAMES), each with what stands behind it. What `template` does not use is left
/// out.
pub(super) fn values(changelog: &Changelog, template: &Template, site: Site<'_>) -> JsonValue {
    let links = Links::new(changelog, site);
    let version = changelog.version.as_deref();
    let credited = || contributors(changelog, &links);
    let values: [(&str, &dyn Fn() -> JsonValue); 15] = [
        ("schema", &|| changelog.schema.into()),
        ("project", &|| json!(changelog.project)),
        ("server_url", &|| links.server().into()),
        ("project_url", &|| links.project().into()),
        ("version", &|| version.into()),
        ("date", &|| json!(changelog.date)),
        ("range", &|| json!(changelog.range)),
        ("compare_url", &|| links.compare(&changelog.range).into()),
        ("sections", &|| by_section(changelog, &links, template)),
        ("kinds", &|| by_kind(changelog, &links, template)),
        ("contributors", &|| json!(credited())),
        ("contributors_line", &|| contributors_line(&credited(), template.is_markdown()).into()),
        ("first_time_contributors", &|| json!(newcomers(changelog, &links))),
        ("accounting", &|| json!(changelog.accounting)),
        ("source", &|| json!(changelog.source)),
    ];
    let used = values.into_iter().filter(|(name, _)| template.uses(name));
    used.map(|(name, value)| (name.to_owned(), value())).collect()
}
