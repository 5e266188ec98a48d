//! The helpers that templates have besides those of handlebars. They print what every changelog needs, escaped.
//! The documentation of [`render`](crate::render) lists them.

use std::borrow::Cow;

use handlebars::{Context, Handlebars, Helper, HelperResult, JsonRender, JsonValue, Output, RenderContext};

use crate::render::address::address;
use crate::render::markdown;

/// What a helper prints of its values; the flag says whether for Markdown.
type Print = fn(&[&JsonValue], bool) -> String;

/// The helpers with their names.
const HELPERS: [(&str, Print); 4] = [("link", link), ("links", links), ("list", list), ("mentions", mentions)];

/// Adds the helpers to `registry`.
pub(super) fn register(registry: &mut Handlebars<'_>, markdown: bool) {
    for (name, print) in HELPERS {
        let helper = move |helper: &Helper<'_>,
                           _: &Handlebars<'_>,
                           _: &Context,
                           _: &mut RenderContext<'_, '_>,
                           output: &mut dyn Output|
              -> HelperResult {
            let values: Vec<&JsonValue> = helper.params().iter().map(handlebars::PathAndJson::value).collect();
            Ok(output.write(&print(&values, markdown))?)
        };
        registry.register_helper(name, Box::new(helper));
    }
}

/// Returns the first value as a link to the second.
fn link(values: &[&JsonValue], markdown: bool) -> String {
    let text = match values.first() {
        Some(JsonValue::Number(number)) => format!("#{number}"),
        Some(value) => escape(&value.render(), markdown).into_owned(),
        None => String::new(),
    };
    let url = values.get(1).and_then(|url| url.as_str()).filter(|_| markdown && !text.is_empty()).and_then(address);
    url.map(|url| format!("[{text}]({url})")).unwrap_or(text)
}

/// Returns the people with links to their pages.
fn links(values: &[&JsonValue], markdown: bool) -> String {
    join(values, |person| match (member(person, "login"), member(person, "url").and_then(address)) {
        (Some(login), Some(url)) if markdown => format!("[@{}]({url})", escape(login, markdown)),
        (Some(login), None) if markdown => format!("@{}", escape(login, markdown)),
        (Some(login), _) => login.to_owned(),
        (None, _) => escape(member(person, "name").unwrap_or_default(), markdown).into_owned(),
    })
}

/// Returns the people as `@login`.
fn mentions(values: &[&JsonValue], markdown: bool) -> String {
    join(values, |person| match member(person, "login") {
        Some(login) => format!("@{}", escape(login, markdown)),
        None => escape(member(person, "name").unwrap_or_default(), markdown).into_owned(),
    })
}

/// Returns the texts.
fn list(values: &[&JsonValue], markdown: bool) -> String {
    join(values, |value| escape(&value.render(), markdown).into_owned())
}

/// Returns the items of the list that is the first of `values`, each as `print` has it, with commas between them.
fn join(values: &[&JsonValue], print: impl Fn(&JsonValue) -> String) -> String {
    let items = values.first().and_then(|value| value.as_array()).map(Vec::as_slice).unwrap_or_default();
    items.iter().map(print).collect::<Vec<_>>().join(", ")
}

/// Returns a text that is a member of `value`.
fn member<'v>(value: &'v JsonValue, name: &str) -> Option<&'v str> {
    value.get(name).and_then(JsonValue::as_str)
}

/// Returns `text` escaped where it is for Markdown.
pub(super) fn escape(text: &str, markdown: bool) -> Cow<'_, str> {
    if markdown { markdown::escape(text) } else { Cow::Borrowed(text) }
}
