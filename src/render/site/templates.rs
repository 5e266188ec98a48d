//! The templates of the site, read once for all pages.

use handlebars::{Handlebars, RenderErrorReason, TemplateError};
use serde_json::Value as Json;

use crate::render::error::{Place, RenderError};
use crate::render::site::escape::escape;
use crate::render::site::helpers;

/// Each template with its text.
const ALL: [(&str, &str); 16] = [
    ("layout", include_str!("../../../templates/site/layout.html.hbs")),
    ("index", include_str!("../../../templates/site/index.html.hbs")),
    ("releases", include_str!("../../../templates/site/releases.html.hbs")),
    ("release", include_str!("../../../templates/site/release.html.hbs")),
    ("people", include_str!("../../../templates/site/people.html.hbs")),
    ("person", include_str!("../../../templates/site/person.html.hbs")),
    ("mentoring", include_str!("../../../templates/site/mentoring.html.hbs")),
    ("load", include_str!("../../../templates/site/load.html.hbs")),
    ("ladder", include_str!("../../../templates/site/ladder.html.hbs")),
    ("metrics", include_str!("../../../templates/site/metrics.html.hbs")),
    ("release-row", include_str!("../../../templates/site/parts/release-row.html.hbs")),
    ("release-head", include_str!("../../../templates/site/parts/release-head.html.hbs")),
    ("next", include_str!("../../../templates/site/parts/next.html.hbs")),
    ("table", include_str!("../../../templates/site/parts/table.html.hbs")),
    ("sitemap", include_str!("../../../templates/site/sitemap.xml.hbs")),
    ("feed", include_str!("../../../templates/site/feed.xml.hbs")),
];

/// The templates, ready to be filled in.
pub(super) struct Templates(Handlebars<'static>);

impl Templates {
    /// Reads them.
    pub(super) fn read() -> Result<Self, RenderError> {
        let mut registry = Handlebars::new();
        registry.set_strict_mode(true);
        registry.register_escape_fn(|text: &str| escape(text).into_owned());
        helpers::register(&mut registry);
        for (name, source) in ALL {
            registry.register_template_string(name, source).map_err(|error| wrong(name, source, &error))?;
        }
        Ok(Self(registry))
    }

    /// Returns one of them filled in.
    pub(super) fn fill(&self, name: &str, values: &Json) -> Result<String, RenderError> {
        self.0.render(name, values).map_err(|error| RenderError::Unfilled {
            template: name.to_owned(),
            line: error.line_no,
            reason: match error.reason() {
                RenderErrorReason::MissingVariable(Some(name)) => format!("`{name}` has no value"),
                other => other.to_string(),
            },
        })
    }
}

fn wrong(name: &str, source: &str, error: &TemplateError) -> RenderError {
    let (line, _) = error.pos().unwrap_or((1, 1));
    let offset = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    RenderError::Syntax { place: Place::new(name, source, offset, 1).into(), reason: error.reason().to_string() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_that_is_recorded_is_markup() {
        let templates = Templates::read().map_err(|error| error.to_string()).unwrap();
        let hostile = "</title><script>alert('1')</script>\" onclick=\"x";
        let who = json!({"login": hostile, "page": "people/x.html\" onclick=\"x"});
        let row = json!({
            "tag": hostile, "project": hostile, "page": "releases/1.html", "date": "2026-03-28", "kind": hostile,
            "security": false, "released_by": [who.clone(), {"login": "kim", "page": null}], "mentored_by": [],
        });
        let page = json!({"all": 1, "years": [{"name": hostile, "anchor": "year", "releases": [row]}]});
        let values = json!({"root": "../", "page": page, "charts": []});
        let html = templates.fill("releases", &values).unwrap();
        assert!(!html.contains("<script") && !html.contains("\" onclick") && !html.contains("</title>"), "{html}");
        insta::assert_snapshot!(html.lines().find(|line| line.contains("Cut by") && line.contains("td")).unwrap(), @r#"<td data-l="Cut by"><a href="../people/x.html&quot; onclick=&quot;x"><bdi>@&lt;/title&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; onclick=&quot;x</bdi></a>, <bdi>@kim</bdi></td>"#);
    }

    #[test]
    fn addresses_have_their_parts_encoded() {
        let mut registry = Handlebars::new();
        helpers::register(&mut registry);
        let values = json!({"server": "https://github.com", "tag": "v1/a b\"<é"});
        let html = registry.render_template("{{url server \"/octo/releases/tag/\" tag}}", &values).unwrap();
        assert_eq!(html, "https://github.com/octo/releases/tag/v1/a%20b%22%3C%C3%A9");
    }
}
