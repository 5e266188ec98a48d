//! The values that templates are given.

use super::writing::{SITE, entry};
use crate::render::changelog::NAMES;
use crate::render::changelog::page::values;
use crate::render::changelog::sample::changelog;
use crate::render::{self, Format, Template};

/// Returns what a template of the user's makes of the sample.
fn filled(source: &str) -> String {
    render::changelog(&changelog(), &Template::parse("user.md.hbs", source).unwrap(), SITE).unwrap()
}

#[test]
fn each_person_is_named_once() {
    let line = entry(changelog().sections[3].changes[0].clone(), Format::Jupyter);
    assert_eq!(line.matches("[@manics]").count(), 1);
    let roles = filled(
        "{{#each sections}}{{#each changes}}{{#if reviewed_by}}{{mentions by}}; {{mentions reviewed_by}}; \
         {{mentions merged_by}}; {{mentions commented_by}}{{/if}}{{/each}}{{/each}}",
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
    check(NAMES, &values(&changelog(), &template, SITE), "");
}

#[test]
fn the_table_in_the_documentation_is_complete() {
    let documented: String = include_str!("../../mod.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("//! | "))
        .fold(String::new(), |all, line| all + "| " + line + "\n");
    let table = render::table(NAMES).replace("|---|---|\n", "");
    assert!(documented.contains(&table), "the table in `render/mod.rs` should be:\n{table}");
}
