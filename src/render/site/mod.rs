//! The site of a report: pages become files. Nothing in them runs, and nothing is asked of another host.

mod changelog;
mod escape;
mod helpers;
mod plain;
mod templates;

pub use changelog::sections;

use serde_json::{Value as Json, json};

use jiff::civil::Date;

use crate::core::site::{BaseUrl, Content, Page, ReleaseRow, Words};
use crate::render::chart;
use crate::render::error::RenderError;
use crate::render::site::templates::Templates;

/// The style sheet, besides that of the charts.
const STYLES: &str = include_str!("../../../templates/site/site.css");

/// So many releases stand in the feed.
const FEED: usize = 20;

/// What all pages have in common.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// What the site is about: the project, or how many there are.
    pub name: &'a str,
    /// The day that the site is of.
    pub day: Date,
    /// Where it is published, where that is known.
    pub base: Option<&'a BaseUrl>,
    /// The web pages of GitHub's server, where the project is there.
    pub server: Option<&'a str>,
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFile {
    /// Its path below the folder, with `/`.
    pub path: String,
    /// What it holds.
    pub content: String,
}

/// Returns the files of a site, in the order of the pages. The same pages make the same files, byte for byte.
///
/// # Errors
///
/// Where a template that comes with the program is wrong, which its test rules out.
pub fn site(pages: &[Page], frame: &Frame<'_>) -> Result<Vec<SiteFile>, RenderError> {
    let templates = Templates::read()?;
    let mut files = Vec::with_capacity(pages.len() + 3);
    for page in pages {
        files.push(SiteFile { path: page.path.clone(), content: html(&templates, page, frame)? });
    }
    files.push(SiteFile { path: "style.css".to_owned(), content: format!("{STYLES}\n{}", chart::STYLES) });
    if let Some(base) = frame.base {
        let urls: Vec<String> = pages.iter().map(|page| base.of(&page.path)).collect();
        let content = templates.fill("sitemap", &json!({ "urls": urls }))?;
        files.push(SiteFile { path: "sitemap.xml".to_owned(), content });
        files.push(SiteFile { path: "feed.xml".to_owned(), content: feed(&templates, pages, frame, base)? });
    }
    Ok(files)
}

fn html(templates: &Templates, page: &Page, frame: &Frame<'_>) -> Result<String, RenderError> {
    let (name, section) = match &page.content {
        Content::Index(_) => ("index", "index"),
        Content::Releases(_) => ("releases", "releases"),
        Content::Release(_) => ("release", "releases"),
        Content::People(_) => ("people", "people"),
        Content::Person(_) => ("person", "people"),
        Content::Mentoring(_) => ("mentoring", "mentoring"),
        Content::Load(_) => ("load", "load"),
        Content::Ladder(_) => ("ladder", "ladder"),
        Content::Metrics(_) => ("metrics", "metrics"),
    };
    let root = "../".repeat(page.path.matches('/').count());
    let charts: Vec<Json> = page
        .charts
        .iter()
        .enumerate()
        .map(|(place, drawing)| match drawing {
            Some(drawing) => chart::svg(drawing, &format!("chart-{place}")).map(Json::from),
            None => Ok(Json::Null),
        })
        .collect::<Result<_, _>>()?;
    let is_local = matches!(&page.content, Content::Release(page) if page.project.as_str().starts_with("local/"));
    let mut values = json!({
        "root": root,
        "title": page.title,
        "section": section,
        "site": Words::of(frame.name),
        "day": frame.day,
        "server": frame.server.filter(|_| !is_local),
        "canonical": frame.base.map(|base| base.of(&page.path)),
        "has_feed": frame.base.is_some(),
        "charts": charts,
        "page": page.content,
    });
    let body = templates.fill(name, &values)?;
    if let Some(values) = values.as_object_mut() {
        values.insert("body".to_owned(), Json::from(body));
        values.remove("page");
    }
    templates.fill("layout", &values)
}

/// Returns the newest releases as a feed (RFC 4287).
fn feed(templates: &Templates, pages: &[Page], frame: &Frame<'_>, base: &BaseUrl) -> Result<String, RenderError> {
    let newest: Vec<(&Page, &ReleaseRow, Date)> = pages
        .iter()
        .filter_map(|page| match &page.content {
            Content::Release(content) => Some((page, &content.row, content.row.date?)),
            _ => None,
        })
        .take(FEED)
        .collect();
    let entries: Vec<Json> = newest
        .iter()
        .map(|(page, row, date)| {
            // Who is not to be named has no login.
            let logins = row.released_by.iter().map(|who| who.login.as_str()).filter(|login| !login.is_empty());
            let names: Vec<String> = logins.map(|login| format!("@{login}")).collect();
            json!({"title": page.title, "address": base.of(&page.path), "day": date, "by": names.join(", ")})
        })
        .collect();
    let updated = newest.first().map_or(frame.day, |(_, _, date)| *date);
    let values = json!({
        "site": Words::of(frame.name), "address": base.to_string(), "self": base.of("feed.xml"),
        "updated": updated, "entries": entries,
    });
    templates.fill("feed", &values)
}
