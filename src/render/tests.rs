//! Templates that cannot be used, and what their author is told.

use proptest::prelude::*;

use crate::failure::{Failure, Kind};
use crate::render::Template;

/// Returns what the user is told of a template.
fn told(source: &str) -> String {
    let Err(error) = Template::parse("notes.md.hbs", source) else { return String::new() };
    let failure = Failure::from(error);
    assert_eq!(failure.kind, Kind::Input);
    failure.to_string()
}

/// Returns the first line of what the user is told, the place, and the hints.
fn short(source: &str) -> String {
    let told = told(source);
    let shown = |line: &&str| line.starts_with("error") || line.contains("-->") || line.starts_with("help");
    told.lines().filter(shown).map(str::trim).collect::<Vec<_>>().join(" | ")
}

#[test]
fn an_unknown_name_is_shown_with_its_place() {
    let source =
        "## {{version}}\n{{#each sections}}\n{{#each changes}}\n- {{titel}} by {{author}}\n{{/each}}\n{{/each}}\n";
    insta::assert_snapshot!(told(source), @r"
    error: unknown name `titel`
     --> notes.md.hbs:4:5
      |
    4 | - {{titel}} by {{author}}
      |     ^^^^^
    help: did you mean `title`?
    ");
}

#[test]
fn names_are_known_where_they_stand() {
    for (source, expected) in [
        ("{{vershun}}", "error: unknown name `vershun` | --> notes.md.hbs:1:3 | help: did you mean `version`?"),
        ("{{range.hed}}", "error: unknown name `range.hed` | --> notes.md.hbs:1:3 | help: did you mean `range.head`?"),
        (
            "{{#each sections}}{{version}}{{/each}}",
            "error: unknown name `version` | --> notes.md.hbs:1:21 | help: did you mean `../version`?",
        ),
        (
            "{{#each sections}}{{#each changes}}\n{{#if compare_url}}{{/if}}{{/each}}{{/each}}",
            "error: unknown name `compare_url` | --> notes.md.hbs:2:7 | help: did you mean `../../compare_url`?",
        ),
        (
            "{{#each sections}}{{xyz}}{{/each}}",
            "error: unknown name `xyz` | --> notes.md.hbs:1:21 | help: the names known here are key, title, changes",
        ),
        ("{{@index}}", "error: unknown name `@index` | --> notes.md.hbs:1:3"),
        (
            "{{#each sections}}{{@lst}}{{/each}}",
            "error: unknown name `@lst` | --> notes.md.hbs:1:21 | help: did you mean `@last`?",
        ),
        ("{{../version}}", "error: unknown name `../version` | --> notes.md.hbs:1:3"),
        ("{{version.major}}", "error: unknown name `version.major` | --> notes.md.hbs:1:3"),
        ("{{sections.title}}", "error: unknown name `sections.title` | --> notes.md.hbs:1:3"),
        (
            "{{#if version}}a{{else if dat}}b{{/if}}",
            "error: unknown name `dat` | --> notes.md.hbs:1:27 | help: did you mean `date`?",
        ),
        (
            "{{#if (eq versio \"1\")}}{{/if}}",
            "error: unknown name `versio` | --> notes.md.hbs:1:11 | help: did you mean `version`?",
        ),
        (
            "{{#each sections as |one|}}{{one.tilte}}{{/each}}",
            "error: unknown name `one.tilte` | --> notes.md.hbs:1:30 | help: did you mean `one.title`?",
        ),
        (
            "{{#each sections}}{{else}}{{dat}}{{/each}}",
            "error: unknown name `dat` | --> notes.md.hbs:1:29 | help: did you mean `date`?",
        ),
    ] {
        assert_eq!(short(source), expected, "{source}");
    }
}

#[test]
fn helpers_are_known() {
    for (source, expected) in [
        (
            "{{upper version}}",
            "error: unknown helper `upper` | --> notes.md.hbs:1:3 | help: the helpers are and, eq, gt, gte, len, link, links, list, lookup, lt, lte, mentions, ne, not, or",
        ),
        ("{{lnk version}}", "error: unknown helper `lnk` | --> notes.md.hbs:1:3 | help: did you mean `link`?"),
        ("{{#iff version}}{{/iff}}", "error: unknown helper `iff` | --> notes.md.hbs:1:4 | help: did you mean `if`?"),
        (
            "{{#sections}}{{/sections}}",
            "error: unknown helper `sections` | --> notes.md.hbs:1:4 | help: did you mean `#each sections`?",
        ),
        ("{{#each}}{{/each}}", "error: `each` needs a value | --> notes.md.hbs:1:4 | help: write a name after `each`"),
        (
            "{{#if (eq version)}}{{/if}}",
            "error: `eq` needs two values | --> notes.md.hbs:1:8 | help: write two names or a name and a \"text\" after `eq`",
        ),
        ("{{len}}", "error: `len` needs a value | --> notes.md.hbs:1:3 | help: write a name after `len`"),
        ("{{if version}}", "error: `if` without `#` | --> notes.md.hbs:1:3 | help: write `{{#if …}}…{{/if}}`"),
        (
            "{{#each version}}{{/each}}",
            "error: `version` is not a list | --> notes.md.hbs:1:9 | help: print it with `{{version}}`, or ask whether it is there with `{{#if version}}`",
        ),
        (
            "{{links project}}",
            "error: `project` is not a list | --> notes.md.hbs:1:9 | help: print it with `{{project}}`, or ask whether it is there with `{{#if project}}`",
        ),
        (
            "{{contributors}}",
            "error: `contributors` is a list, which cannot be printed | --> notes.md.hbs:1:3 | help: go through it with `{{#each contributors}}…{{/each}}`",
        ),
        (
            "{{range}}",
            "error: `range` holds several values, and cannot be printed | --> notes.md.hbs:1:3 | help: choose one: base, head, tag, base_commit, head_commit",
        ),
        (
            "{{contributors_line}}",
            "error: `contributors_line` is Markdown already | --> notes.md.hbs:1:3 | help: write `{{{contributors_line}}}`, with three braces, so that it is not escaped",
        ),
    ] {
        assert_eq!(short(source), expected, "{source}");
    }
}

#[test]
fn syntax_is_explained() {
    for (source, expected) in [
        ("a\n{{#each sections}}\n", "error: `{{#each}}` is not closed | --> notes.md.hbs:2:1"),
        ("{{version} }", "error: `{{` is not closed | --> notes.md.hbs:1:1"),
        ("{{a b=}}", "error: this is not a handlebars expression | --> notes.md.hbs:1:7"),
        ("{{> header}}", "error: a partial (`{{> …}}`) cannot be used in a template | --> notes.md.hbs:1:1"),
        (
            "{{#*inline \"x\"}}{{/inline}}",
            "error: a decorator (`{{* …}}`) cannot be used in a template | --> notes.md.hbs:1:1",
        ),
    ] {
        let hint = if source.starts_with("{{>") || source.contains('*') {
            "a template is one file: write the text of the part in its place"
        } else {
            r"write `\{{` where two braces are meant as text"
        };
        assert_eq!(short(source), format!("{expected} | help: {hint}"), "{source}");
    }
}

#[test]
fn good_templates_pass() {
    for source in [
        "",
        "no names at all",
        "\u{feff}{{version}}",
        "{{!-- {{nothing}} --}}{{! nothing }}\\{{nothing}}",
        "{{~#each sections~}}{{@index}}{{@first}}{{this.title}}{{./title}}{{#with ../range}}{{base}}{{@last}}{{/with}}{{~/each~}}",
        "{{#each sections}}{{#each changes}}{{#each people}}{{../../title}}{{@../index}}{{@root.version}}{{/each}}{{/each}}{{/each}}",
        "{{#each sections as |section place|}}{{#each section.changes as |change|}}{{place}}{{change.number}}{{/each}}{{/each}}",
        "{{#each sections}}{{#each changes}}{{#each labels}}{{this}}{{/each}}{{/each}}{{/each}}",
        "{{#if (and version (not date))}}x{{else if (eq (len sections) 0)}}y{{else}}z{{/if}}",
        "{{{{raw}}}}{{nothing}}{{{{/raw}}}}",
        "{{sections.[0].title}}{{{contributors_line}}}{{&version}}",
        "{{#unless sections}}none{{/unless}}",
    ] {
        assert_eq!(told(source), "", "{source}");
    }
    assert!(Template::parse("notes.txt", "{{contributors_line}}").is_ok());
}

#[test]
fn a_value_that_is_missing_names_the_template_and_line() {
    let sample = crate::render::changelog::sample::nothing();
    let template = Template::parse("notes.md.hbs", "x\n{{#with version}}{{this}}{{/with}}").unwrap();
    let error = crate::render::changelog(&sample, &template, crate::render::Site::default()).unwrap_err();
    assert_eq!(
        Failure::from(error).to_string(),
        "error: notes.md.hbs:2 could not be filled in: `version` has no value\nhelp: put `{{#if …}}` around what some changes do not have"
    );
}

#[test]
fn a_place_in_a_long_or_strange_line_is_still_said() {
    let long = format!("{} {{{{nothing}}}}", "x".repeat(500));
    assert_eq!(told(&long).lines().nth(1), Some(" --> notes.md.hbs:1:504"));
    assert!(!told(&long).contains("xxx"));
    assert!(told("é\t\u{1b}{{nothing}}").contains("1 | é  {{nothing}}\n  |      ^^^^^^^"));
}

proptest! {
    #[test]
    fn no_template_ends_the_program(source in r"(\{\{|\}\}|\{|\}|#|/|each|if|else|with| |sections|title|this|\.\./|@|\(|\)|=|'|~|!|--|>|\*|\^|\\|\||as|[a-z\n]){0,14}") {
        if let Ok(template) = Template::parse("any.hbs", &source) {
            let sample = crate::render::changelog::sample::changelog();
            let _ = crate::render::changelog(&sample, &template, crate::render::Site::default());
        }
    }
}
