//! Proofs with a Markdown parser that escaped text shows as itself.

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, parse_document};
use proptest::prelude::*;

use super::escape::{NOTHING, escape};
use crate::core::text::clean;

/// The titles that broke something somewhere.
const TITLES: [&str; 43] = [
    "plain words",
    "*bold* and _slanted_ and **both** and ~~gone~~",
    "__init__ and snake_case_name and foo__bar and _edge",
    "[link](https://evil.invalid) ](x) ![image](y) [^1] [x]: y",
    "[ ] not a task",
    "<script>alert(1)</script> <b>bold</b> <!-- comment --> <https://a.invalid>",
    "a | b || c",
    "&lt;b&gt; &#42; &#x2a; AT&T &copy; &copy",
    r"C:\path\*x\ \",
    "# heading",
    "###### six",
    "####### seven",
    "#123 and fixes #45",
    "- item",
    "+ item",
    "* item",
    "-",
    "---",
    "- - -",
    "===",
    "1. one",
    "12) twelve",
    "1.",
    "5.4.3 is out",
    "> quote",
    "~~~ fence",
    "``` fence",
    "```rust",
    ": definition",
    "{{handlebars}} {% liquid %} {{{raw}}} {x}",
    "$a$ costs $5 and $6, $HOME",
    "$`math`$",
    "+++ toml",
    "% comment",
    "wow!",
    "ends in #",
    "C# and ##",
    "^]: x",
    "see www.example.invalid/_a_ and http://example.invalid/*b* or https://example.invalid/c_d?x=1&y=2",
    "שלום עולם مرحبا",
    "👩‍🚀 ❤️ ünï ハブ",
    "--- a/file +++ b/file",
    "==marked== ++inserted++ ^up^ ||hidden||",
];

/// Returns the text that a reader of `markdown` sees, and whether anything but text and code was made of it.
fn shown(markdown: &str) -> (String, Vec<String>) {
    let arena = Arena::new();
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.description_lists = true;
    options.extension.math_dollars = true;
    options.extension.math_code = true;
    options.extension.wikilinks_title_after_pipe = true;
    options.extension.spoiler = true;
    options.extension.underline = true;
    options.extension.alerts = true;
    options.extension.multiline_block_quotes = true;
    let root = parse_document(&arena, markdown, &options);
    let (mut text, mut kinds) = (String::new(), Vec::new());
    for node in root.descendants() {
        match &node.data.borrow().value {
            NodeValue::Text(part) => text.push_str(part),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::HtmlInline(html) if html == NOTHING => {}
            // What a reader sees is compared; an address that is shown may be followed.
            NodeValue::Link(_) => {}
            other => kinds.push(format!("{other:?}").split(['(', ' ']).next().unwrap_or_default().to_owned()),
        }
    }
    (text, kinds)
}

/// Checks `title`, with code spans laid open, in each place that a template may put it.
fn check(title: &str) -> Result<(), TestCaseError> {
    if title.is_empty() {
        return Ok(());
    }
    let escaped = escape(title);
    let laid_open = |text: &str| text.replace(['`', ' '], "");
    for (before, after, kinds) in [
        ("", "", &["Document", "Paragraph"][..]),
        ("- ", "", &["Document", "List", "Item", "Paragraph"][..]),
        ("- ", " [#5](//u)", &["Document", "List", "Item", "Paragraph"][..]),
        ("### ", "", &["Document", "Heading"][..]),
        ("see [", "](//u)", &["Document", "Paragraph"][..]),
        ("fix ", " done", &["Document", "Paragraph"][..]),
    ] {
        let markdown = format!("{before}{escaped}{after}\n");
        let (text, found) = shown(&markdown);
        let expected = match (before, after) {
            ("- ", " [#5](//u)") => format!("{title}#5"),
            ("see [", _) => format!("see{title}"),
            ("fix ", _) => format!("fix{title}done"),
            _ => title.to_owned(),
        };
        if title.contains('`') {
            prop_assert_eq!(laid_open(&text), laid_open(&expected), "{:?}", markdown);
        } else {
            prop_assert_eq!(text.replace(' ', ""), expected.replace(' ', ""), "{:?}", markdown);
        }
        prop_assert_eq!(found, kinds, "{:?}", markdown);
    }
    Ok(())
}

#[test]
fn each_title_shows_as_itself() {
    for title in TITLES {
        check(title).unwrap();
    }
}

#[test]
fn the_source_stays_readable() {
    for (title, escaped) in [
        ("fix snake_case in #12 (v1.2)", "fix snake_case in #12 (v1.2)"),
        ("Use `a*b` and ``c`d``", "Use `a*b` and ``c`d``"),
        ("a -> b, x > y, it's 5 - 3 + 2!", "a -> b, x > y, it's 5 - 3 + 2!"),
        ("--write works", "--write works"),
        ("see https://example.invalid/a_b?c=1&d=2#e.", "see https://example.invalid/a_b?c=1&d=2#e."),
        ("5.4.3", "5.4.3"),
        ("costs $5", "costs $5"),
        ("R&D", "R&D"),
        ("mail me@example.invalid", "mail me@example.invalid"),
    ] {
        assert_eq!(escape(title), escaped);
    }
}

#[test]
fn what_means_something_is_escaped() {
    for (title, escaped) in [
        ("unbalanced ` tick", r"unbalanced \` tick"),
        ("``one` two", r"\`\`one\` two"),
        ("`a` and `", r"`a` and \`"),
        ("__init__.py", r"\_\_init\_\_.py"),
        ("1. one", r"1\. one"),
        ("- one", r"\- one"),
        ("## two", r"\## two"),
        ("x](y)", r"x\](y)"),
        ("&amp;", r"\&amp;"),
        ("<!-- x -->", r"\<!-- x -->"),
        ("{{x}}", r"\{\{x}}"),
        ("www.example.invalid/*", r"www\.example.invalid/\*"),
        ("https://example.invalid/__x__", r"https\://example.invalid/\_\_x\_\_"),
    ] {
        assert_eq!(escape(title), escaped);
    }
}

#[test]
fn nobody_is_told() {
    for (title, escaped) in [
        ("thanks @mona!", "thanks `@mona`!"),
        ("bump @types/node.js from 1", "bump `@types/node.js` from 1"),
        ("@octo/team.", "`@octo/team`."),
        ("@a/ and @a-b_c/d", "`@a`/ and `@a-b_c/d`"),
        ("(@mona) and é@mona", "(`@mona`) and é`@mona`"),
        ("@ alone, me@home, @@", "@ alone, me@home, @@"),
        ("@@mona", "@`@mona`"),
        ("@mona@lisa", "`@mona`@<!-- -->lisa"),
        ("`code`@mona", "`code`@<!-- -->mona"),
        ("@mona`code`", "@<!-- -->mona`code`"),
        ("`@mona`", "`@mona`"),
        ("https://example.invalid/@mona", r"https\://example.invalid/`@mona`"),
    ] {
        assert_eq!(escape(title), escaped);
        check(title).unwrap();
    }
}

#[test]
fn a_huge_title_is_quick() {
    let ticks: Vec<String> = (0..300).map(|count| "`".repeat(count)).collect();
    for title in
        ["*".repeat(10_240), "`".repeat(10_241), ticks.join(" "), "@a ".repeat(4_000), "https://_".repeat(2_000)]
    {
        check(clean(&title).as_ref()).unwrap();
        assert!(!escape(&title).contains('\n'));
    }
}

proptest! {
    #[test]
    fn marks_show_as_themselves(title in r"[ab1 *_\[\]()<>!#\-+=~|\\&;:.@{}$/`^%w]{1,16}") {
        check(&clean(&title))?;
    }

    #[test]
    fn words_and_marks_show_as_themselves(
        parts in prop::collection::vec(
            prop_oneof![
                "[a-z]{1,3}", Just("`".to_owned()), Just("``".to_owned()), Just("_".to_owned()), Just("*".to_owned()),
                Just(" ".to_owned()), Just("](".to_owned()), Just("<!--".to_owned()), Just("-->".to_owned()),
                Just("@mona".to_owned()), Just("http://".to_owned()), Just("www.a.b".to_owned()), Just("&lt;".to_owned()),
                Just("\\".to_owned()), Just("$".to_owned()), Just("1.".to_owned()), Just("ü".to_owned()),
                Just("me@a.bc".to_owned()), Just("mailto:".to_owned()), Just("{{x}}".to_owned()), Just("👩‍🚀".to_owned()),
            ],
            1..10,
        )
    ) {
        check(&clean(&parts.concat()))?;
    }

    #[test]
    fn any_text_shows_as_itself(title in any::<String>()) {
        check(&clean(&title))?;
    }
}
