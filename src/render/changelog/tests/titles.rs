//! Titles and names that mean harm, or something in Markdown.

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};
use proptest::prelude::*;

use super::writing::{SITE, entry, only, written};
use crate::core::changelog::model::{Change, Changelog};
use crate::core::text::clean;
use crate::render::changelog::sample::{change, changelog, section};
use crate::render::{self, Format, Template};

#[test]
fn a_title_is_never_a_template() {
    let line = entry(change(5, "{{version}} {{{date}}} {{#each x}} \\{{y}}", "mona"), Format::Plain);
    assert_eq!(line, "- {{version}} {{{date}}} {{#each x}} \\{{y}} (#5; mona)");
}

#[test]
fn a_title_stays_on_its_line_in_each_format() {
    for title in ["a\n## b\r\n\r\n- c", "x\u{2028}y\u{85}z", &"long ".repeat(2_048), "\u{202e}\u{200b}", ""] {
        for format in Format::ALL {
            let ordinary = written(&only(change(5, "x", "mona")), format).lines().count();
            let text = written(&only(change(5, title, "mona")), format);
            assert_eq!(text.lines().count(), ordinary, "{title:?}");
            assert!(!text.contains(['\u{202e}', '\u{2028}', '\u{85}', '\r']));
        }
    }
    assert_eq!(entry(change(5, "\u{200b}", "mona"), Format::Plain), "- (no title) (#5; mona)");
}

#[test]
fn hidden_characters_do_not_come_through_three_braces() {
    let template =
        Template::parse("raw.md.hbs", "{{#each sections}}{{{title}}}{{#each changes}}{{{title}}}{{/each}}{{/each}}")
            .unwrap();
    let harmful = Changelog {
        sections: vec![section("x", "A\nB\u{202e}", vec![change(1, "\u{1b}[31m<b>", "mona")])],
        ..changelog()
    };
    assert_eq!(render::changelog(&harmful, &template, SITE).unwrap(), "A B[31m<b>\n");
}

/// Returns the text of the first item of `markdown` up to its first link, and the links in it.
fn first_item(markdown: &str) -> (String, Vec<String>) {
    let arena = Arena::new();
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.footnotes = true;
    options.extension.tasklist = true;
    let root = parse_document(&arena, markdown, &options);
    let item = root.descendants().find(|node| matches!(node.data.borrow().value, NodeValue::Item(_))).unwrap();
    let (mut text, mut links) = (String::new(), Vec::new());
    for node in item.descendants() {
        match &node.data.borrow().value {
            NodeValue::Text(part) => text.push_str(part),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::Link(link) => links.push(link.url.clone()),
            NodeValue::HtmlInline(html) => assert_eq!(html, "<!-- -->"),
            NodeValue::Item(_) | NodeValue::Paragraph => {}
            other => panic!("{other:?} in {markdown}"),
        }
    }
    (text, links)
}

proptest! {
    #[test]
    fn an_entry_shows_its_title_and_leads_where_it_should(title in r"[ab1 *_\[\]()<>!#\-+=~|\\&;:.@{}$/`^%\n\u{202e}ü]{1,20}") {
        for format in [Format::Jupyter, Format::KeepAChangelog] {
            let (text, links) = first_item(&written(&only(change(5, &title, "mona")), format));
            let shown = clean(&title);
            let shown = if shown.is_empty() { "(no title)" } else { shown.as_ref() };
            let expected = match format {
                Format::Jupyter => format!("{shown} #5 (@mona)"),
                _ => format!("{shown} (#5 by @mona)"),
            };
            prop_assert_eq!(text.replace(['`', ' '], ""), expected.replace(['`', ' '], ""));
            prop_assert_eq!(links, ["https://github.com/octo/hello/pull/5", "https://github.com/mona"]);
        }
    }

    #[test]
    fn an_author_shows_as_a_name(name in r"[a *_\[\]()<>!#|\\&;@{}`]{1,12}") {
        let anonymous = Change { author: None, author_name: Some(name.clone()), ..change(5, "x", "") };
        let (text, links) = first_item(&written(&only(anonymous), Format::Jupyter));
        let shown = clean(&name);
        let expected = if shown.is_empty() { "x#5".to_owned() } else { format!("x#5({shown})") };
        prop_assert_eq!(text.replace(['`', ' '], ""), expected.replace(['`', ' '], ""));
        prop_assert_eq!(links, ["https://github.com/octo/hello/pull/5"]);
    }
}
