//! The built-in formats, and titles that mean harm.

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};
use proptest::prelude::*;

use super::sample::{change, changelog, nothing, section};
use super::{NAMES, Site};
use crate::core::changelog::model::{Change, Changelog};
use crate::core::text::clean;
use crate::render::{self, Format, Template};

const SITE: Site<'static> = Site { server: Some("https://github.com"), base_date: Some("2025-06-01") };

/// Returns `changelog` in a built-in format.
fn written(changelog: &Changelog, format: Format) -> String {
    render::changelog(changelog, &Template::built_in(format).unwrap(), SITE).unwrap()
}

/// Returns what a template of the user's makes of the sample.
fn filled(source: &str) -> String {
    render::changelog(&changelog(), &Template::parse("user.md.hbs", source).unwrap(), SITE).unwrap()
}

/// Returns the sample with `change` alone.
fn only(change: Change) -> Changelog {
    Changelog { sections: vec![section("bug", "Bugs fixed", vec![change])], ..changelog() }
}

/// Returns the line of the only change.
fn entry(change: Change, format: Format) -> String {
    let text = written(&only(change), format);
    text.lines().find(|line| line.starts_with("- ") || line.starts_with("* ")).unwrap().to_owned()
}

#[test]
fn jupyter() {
    insta::assert_snapshot!(written(&changelog(), Format::Jupyter), @r"
    ### 5.4.0 - 2025-10-06

    ([full changelog](https://github.com/octo/hello/compare/5.3.0...5.4.0))

    #### API and Breaking Changes

    - Require Python 3.10 [#15](https://github.com/octo/hello/pull/15) ([@mona](https://github.com/mona))

    #### New features added

    - Wave \[back\](x) [#13](https://github.com/octo/hello/pull/13) ([@lisa](https://github.com/lisa))

    #### Enhancements made

    - Greet faster [#10](https://github.com/octo/hello/pull/10) ([@mona](https://github.com/mona))

    #### Bugs fixed

    - Fix the `*` glob in snake_case names [#12](https://github.com/octo/hello/pull/12) ([@mona](https://github.com/mona), [@hubot](https://github.com/hubot), [@manics](https://github.com/manics), [@dependabot\[bot\]](https://github.com/apps/dependabot))
    - Say \*why\* it stops [#11](https://github.com/octo/hello/pull/11) (backport [#14](https://github.com/octo/hello/pull/14)) ([@lisa](https://github.com/lisa)) *(also in 5.3.1)*

    #### Performance

    - Cache \<hellos> [#9](https://github.com/octo/hello/pull/9) ([@mona](https://github.com/mona))

    #### Other merged PRs

    - typo, thanks `@octo/docs` [0123456](https://github.com/octo/hello/commit/0123456789abcdef0123456789abcdef01234567) (Zoë \<zoe>)

    #### Contributors to this release

    [@dependabot\[bot\]](https://github.com/apps/dependabot) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Adependabot%5Bbot%5D+updated%3A2025-06-01..2025-10-06&type=Issues)) | [@hubot](https://github.com/hubot) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Ahubot+updated%3A2025-06-01..2025-10-06&type=Issues)) | [@lisa](https://github.com/lisa) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Alisa+updated%3A2025-06-01..2025-10-06&type=Issues)) | [@manics](https://github.com/manics) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Amanics+updated%3A2025-06-01..2025-10-06&type=Issues)) | [@mona](https://github.com/mona) ([activity](https://github.com/search?q=repo%3Aocto%2Fhello+involves%3Amona+updated%3A2025-06-01..2025-10-06&type=Issues)) | Zoë \<zoe>
    ");
}

#[test]
fn keep_a_changelog() {
    insta::assert_snapshot!(written(&changelog(), Format::KeepAChangelog), @r"
    ## [5.4.0] - 2025-10-06

    ### Added

    - Wave \[back\](x) ([#13](https://github.com/octo/hello/pull/13) by [@lisa](https://github.com/lisa))

    ### Changed

    - **Breaking:** Require Python 3.10 ([#15](https://github.com/octo/hello/pull/15) by [@mona](https://github.com/mona))
    - Greet faster ([#10](https://github.com/octo/hello/pull/10) by [@mona](https://github.com/mona))
    - typo, thanks `@octo/docs` ([0123456](https://github.com/octo/hello/commit/0123456789abcdef0123456789abcdef01234567) by Zoë \<zoe>)

    ### Fixed

    - Fix the `*` glob in snake_case names ([#12](https://github.com/octo/hello/pull/12) by [@mona](https://github.com/mona), [@hubot](https://github.com/hubot))
    - Say \*why\* it stops ([#11](https://github.com/octo/hello/pull/11), backport [#14](https://github.com/octo/hello/pull/14) by [@lisa](https://github.com/lisa)) *(also in 5.3.1)*

    ### Performance

    - Cache \<hellos> ([#9](https://github.com/octo/hello/pull/9) by [@mona](https://github.com/mona))

    [5.4.0]: https://github.com/octo/hello/compare/5.3.0...5.4.0
    ");
}

#[test]
fn github() {
    insta::assert_snapshot!(written(&changelog(), Format::Github), @r"
    ## What's Changed

    ### API and Breaking Changes

    * Require Python 3.10 by @mona in https://github.com/octo/hello/pull/15

    ### New features added

    * Wave \[back\](x) by @lisa in https://github.com/octo/hello/pull/13

    ### Enhancements made

    * Greet faster by @mona in https://github.com/octo/hello/pull/10

    ### Bugs fixed

    * Fix the `*` glob in snake_case names by @mona, @hubot in https://github.com/octo/hello/pull/12
    * Say \*why\* it stops by @lisa in https://github.com/octo/hello/pull/11 (backport https://github.com/octo/hello/pull/14) *(also in 5.3.1)*

    ### Performance

    * Cache \<hellos> by @mona in https://github.com/octo/hello/pull/9

    ### Other merged PRs

    * typo, thanks `@octo/docs` by Zoë \<zoe> in https://github.com/octo/hello/commit/0123456789abcdef0123456789abcdef01234567

    ## New Contributors

    * @lisa made their first contribution in https://github.com/octo/hello/pull/11

    **Full Changelog**: https://github.com/octo/hello/compare/5.3.0...5.4.0
    ");
}

#[test]
fn plain() {
    insta::assert_snapshot!(written(&changelog(), Format::Plain), @r"
    5.4.0 - 2025-10-06

    Full changelog: https://github.com/octo/hello/compare/5.3.0...5.4.0

    API and Breaking Changes

    - Require Python 3.10 (#15; mona)

    New features added

    - Wave [back](x) (#13; lisa)

    Enhancements made

    - Greet faster (#10; mona)

    Bugs fixed

    - Fix the `*` glob in snake_case names (#12; mona, hubot, manics, dependabot[bot])
    - Say *why* it stops (#11, backport #14; lisa; also in 5.3.1)

    Performance

    - Cache <hellos> (#9; mona)

    Other merged PRs

    - typo, thanks @octo/docs (0123456; Zoë <zoe>)

    Contributors to this release: dependabot[bot], hubot, lisa, manics, mona, Zoë <zoe>
    ");
}

#[test]
fn a_release_without_changes_says_so() {
    for (format, expected) in [
        (Format::Jupyter, "### Unreleased\n\nNo changes.\n"),
        (Format::KeepAChangelog, "## Unreleased\n\nNo changes.\n"),
        (Format::Github, "## What's Changed\n\nNo changes.\n"),
        (Format::Plain, "Unreleased\n\nNo changes.\n"),
    ] {
        assert_eq!(written(&nothing(), format), expected);
    }
}

#[test]
fn each_format_is_tidy() {
    let unreleased = Changelog { version: None, date: None, ..changelog() };
    let offline = Changelog { project: None, ..only(Change { url: None, ..change(5, "x", "mona") }) };
    let empty_section = Changelog { sections: vec![section("bug", "Bugs fixed", Vec::new())], ..changelog() };
    for changelog in [changelog(), nothing(), unreleased, offline, empty_section] {
        for format in Format::ALL {
            let text = written(&changelog, format);
            assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{text}");
            assert!(!text.contains("\n\n\n") && !text.starts_with('\n'), "{text}");
            assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
        }
    }
}

#[test]
fn an_unreleased_version_is_compared_with_its_commit() {
    let text = written(&Changelog { version: None, date: None, ..changelog() }, Format::KeepAChangelog);
    assert!(text.starts_with("## [Unreleased]\n"));
    assert!(
        text.ends_with(&format!(
            "\n\n[Unreleased]: https://github.com/octo/hello/compare/5.3.0...{}\n",
            "c".repeat(40)
        ))
    );
}

#[test]
fn without_a_project_there_are_no_links() {
    let offline = Change { url: None, backport: Some(7), ..change(5, "Fix it", "mona") };
    let direct = Change { number: None, author: None, author_name: Some("Mona".to_owned()), ..offline.clone() };
    let anonymous = Change { author: None, backport: None, ..offline.clone() };
    let site = Site::default();
    let line = |change: &Change, format| {
        let changelog = Changelog { project: None, contributors: Vec::new(), ..only(change.clone()) };
        let text = render::changelog(&changelog, &Template::built_in(format).unwrap(), site).unwrap();
        assert!(!text.contains("://"), "{text}");
        text.lines().find(|line| line.starts_with(['-', '*'])).unwrap().to_owned()
    };
    assert_eq!(line(&offline, Format::Jupyter), "- Fix it #5 (backport #7) (@mona)");
    assert_eq!(line(&direct, Format::Jupyter), "- Fix it 0123456 (backport #7) (Mona)");
    assert_eq!(line(&anonymous, Format::Jupyter), "- Fix it #5");
    assert_eq!(line(&anonymous, Format::KeepAChangelog), "- Fix it (#5)");
    assert_eq!(line(&anonymous, Format::Github), "* Fix it in #5");
    assert_eq!(line(&direct, Format::Github), "* Fix it by Mona in 0123456 (backport #7)");
    assert_eq!(line(&anonymous, Format::Plain), "- Fix it (#5)");
}

#[test]
fn each_person_is_named_once() {
    let line = entry(changelog().sections[3].changes[0].clone(), Format::Jupyter);
    assert_eq!(line.matches("[@manics]").count(), 1);
    let roles = filled(
        "{{#each sections}}{{#each changes}}{{#if reviewed_by}}{{mentions by}}; {{mentions reviewed_by}}; {{mentions merged_by}}; {{mentions commented_by}}{{/if}}{{/each}}{{/each}}",
    );
    assert_eq!(roles, "@mona, @hubot; @manics; @manics; @dependabot\\[bot\\]\n");
}

#[test]
fn the_first_change_of_a_newcomer_is_the_lowest_number() {
    let source = "{{#each first_time_contributors}}{{login}} {{number}} {{{change_url}}}{{/each}}";
    assert_eq!(filled(source), "lisa 11 https://github.com/octo/hello/pull/11\n");
}

#[test]
fn a_template_sees_the_values_of_the_json_form() {
    for (source, expected) in [
        ("{{schema}} {{project}} {{range.base}} {{@root.range.head}}", "1 octo/hello 5.3.0 5.4.0"),
        ("{{#with range}}{{base}}{{/with}} {{len sections}} {{#if source.github}}yes{{else}}no{{/if}}", "5.3.0 6 no"),
        (
            "{{sections.[0].changes.[0].number}} {{#each sections as |one|}}{{one.key}},{{/each}}",
            "15 breaking,new,enhancement,bug,speed,other,",
        ),
        (
            "{{#each sections}}{{#if (eq key \"new\")}}{{@index}}{{@root.version}}{{../date}}{{/if}}{{/each}}",
            "15.4.02025-10-06",
        ),
        ("{{accounting.pull_requests}} {{list accounting.buckets.listed}}.", "0 ."),
        ("{{#each sections}}{{#each changes}}{{lookup this \"number\"}},{{/each}}{{/each}}", "15,13,10,12,11,9,,"),
        ("{{link \"a*b\" project_url}} {{link \"x\" \"javascript:x\"}}", "[a\\*b](https://github.com/octo/hello) x"),
    ] {
        assert_eq!(filled(source), format!("{expected}\n"), "{source}");
    }
}

#[test]
fn each_name_of_the_table_has_a_value() {
    fn check(names: &[render::Name], value: &serde_json::Value, path: &str) {
        for name in names {
            let found = value.get(name.name).unwrap_or_else(|| panic!("{path}{} is missing", name.name));
            let (mut kind, mut found) = (name.value, Some(found));
            while let render::Value::List(item) = kind {
                (kind, found) = (*item, found.and_then(|list| list.get(0)));
            }
            if let (render::Value::Object(names), Some(found)) = (kind, found) {
                check(names, found, &format!("{path}{}.", name.name));
            }
        }
        assert_eq!(value.as_object().unwrap().len(), names.len(), "{path}");
    }
    let template = Template::parse("all.md.hbs", "{{lookup this \"version\"}}").unwrap();
    check(NAMES, &super::page::values(&changelog(), &template, SITE), "");
}

#[test]
fn the_table_in_the_documentation_is_complete() {
    let documented: String = include_str!("../mod.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("//! | "))
        .fold(String::new(), |all, line| all + "| " + line + "\n");
    let table = render::table(NAMES).replace("|---|---|\n", "");
    assert!(documented.contains(&table), "the table in `render/mod.rs` should be:\n{table}");
}

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
