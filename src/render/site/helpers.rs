//! What the templates of the site have besides handlebars' own helpers: people with links to their pages, and addresses.

use handlebars::{Context, Handlebars, Helper, HelperResult, JsonRender, JsonValue, Output, RenderContext};

use crate::render::address::encode;
use crate::render::site::escape::escape;

/// What a helper prints of its values; the text is the way to the top folder of the site.
type Print = fn(&[&JsonValue], &str) -> String;

/// Adds the helpers to a registry: `{{who person}}`, `{{people list}}`, `{{to path}}`, `{{url address part …}}`
/// and `{{prose text}}`.
pub(super) fn register(registry: &mut Handlebars<'_>) {
    let helpers: [(&str, Print); 5] = [("who", one), ("people", people), ("to", to), ("url", url), ("prose", prose)];
    for (name, print) in helpers {
        let helper = move |helper: &Helper<'_>,
                           _: &Handlebars<'_>,
                           context: &Context,
                           _: &mut RenderContext<'_, '_>,
                           output: &mut dyn Output|
              -> HelperResult {
            let values: Vec<&JsonValue> = helper.params().iter().map(handlebars::PathAndJson::value).collect();
            let root = context.data().get("root").and_then(JsonValue::as_str).unwrap_or_default();
            Ok(output.write(&print(&values, root))?)
        };
        registry.register_helper(name, Box::new(helper));
    }
}

/// Returns somebody with a link to their page, where they have one.
fn one(values: &[&JsonValue], root: &str) -> String {
    values.first().map(|person| person_html(person, root)).unwrap_or_default()
}

/// Returns several people with commas between them.
fn people(values: &[&JsonValue], root: &str) -> String {
    let people = values.first().and_then(|value| value.as_array()).map(Vec::as_slice).unwrap_or_default();
    people.iter().map(|person| person_html(person, root)).collect::<Vec<_>>().join(", ")
}

fn person_html(person: &JsonValue, root: &str) -> String {
    let text = |name: &str| person.get(name).and_then(JsonValue::as_str).filter(|text| !text.is_empty());
    match (text("login"), text("page")) {
        (Some(login), Some(page)) => format!("<a href=\"{root}{}\"><bdi>@{}</bdi></a>", escape(page), escape(login)),
        (Some(login), None) => format!("<bdi>@{}</bdi>", escape(login)),
        (None, _) => "<span class=\"quiet\">not named here</span>".to_owned(),
    }
}

/// Returns the address of a page of the site, from the page that links to it.
fn to(values: &[&JsonValue], root: &str) -> String {
    let path = values.first().and_then(|value| value.as_str()).unwrap_or_default();
    format!("{root}{}", escape(path))
}

/// Returns a text in which what stands between backticks is code.
fn prose(values: &[&JsonValue], _: &str) -> String {
    let text = values.first().and_then(|value| value.as_str()).unwrap_or_default();
    let mut html = String::with_capacity(text.len() + 32);
    for (number, part) in text.split('`').enumerate() {
        let part = escape(part);
        if number % 2 == 1 {
            html.extend(["<code>", &part, "</code>"]);
        } else {
            html.push_str(&part);
        }
    }
    html
}

/// Returns an address of the web with parts behind it.
fn url(values: &[&JsonValue], _: &str) -> String {
    let mut values = values.iter();
    let base = values.next().and_then(|value| value.as_str()).unwrap_or_default();
    let parts = values.map(|value| encode(&value.render(), "/").into_owned());
    format!("{}{}", escape(base), parts.collect::<String>())
}
