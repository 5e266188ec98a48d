//! Markdown that somebody else wrote, in a form that is safe in a document of ours.

use comrak::nodes::{AstNode, NodeCode, NodeValue};
use comrak::{Arena, format_commonmark, parse_document};

use super::escape::mentioned;
use crate::core::text::clean;

/// Addresses with another scheme are left out of links.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// Returns the lines of a quotation of `markdown`, each with its `>`: formatting, code and links stay; HTML is shown and
/// not read, comments go, names are not mentioned, hidden characters go.
///
/// ```
/// use release_shepherd::render::markdown::quote;
///
/// assert_eq!(quote("Run *it*, says @mona.\n\n<b>now</b>"), ["> Run *it*, says `@mona`.", ">", "> \\<b\\>now\\</b\\>"]);
/// ```
pub fn quote(markdown: &str) -> Vec<String> {
    let text = formatted(markdown, false);
    text.lines().map(visible).map(|line| format!("> {line}").trim_end().to_owned()).collect()
}

/// Returns the first paragraph of `markdown` as one line, in the same form; empty where it does not begin with one.
pub fn summary(markdown: &str) -> String {
    let text = formatted(markdown, true);
    text.lines().map(visible).collect::<Vec<_>>().join(" ").trim().to_owned()
}

fn formatted(markdown: &str, only_first: bool) -> String {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.render.prefer_fenced = true;
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options);
    if only_first {
        for (index, block) in root.children().enumerate().collect::<Vec<_>>() {
            if index > 0 || !matches!(block.data().value, NodeValue::Paragraph) {
                block.detach();
            }
        }
    }
    for node in root.descendants().collect::<Vec<_>>() {
        tame(&arena, node);
    }
    let mut text = String::new();
    // Writing into a text does not fail.
    let _ = format_commonmark(root, &options, &mut text);
    // The formatter parts neighbouring lists with a comment.
    let lines: Vec<&str> = text.lines().filter(|line| line.trim() != "<!-- end list -->").collect();
    lines.join("\n").trim().to_owned()
}

/// Makes one node harmless.
fn tame<'a>(arena: &'a Arena<'a>, node: &'a AstNode<'a>) {
    let value = node.data().value.clone();
    match value {
        NodeValue::HtmlBlock(html) => {
            let words = html.literal.split_whitespace().collect::<Vec<_>>().join(" ");
            if html.literal.trim_start().starts_with("<!") || words.is_empty() {
                node.detach();
            } else {
                node.data_mut().value = NodeValue::Paragraph;
                node.append(arena.alloc(NodeValue::Text(words.clone().into()).into()));
            }
        }
        NodeValue::HtmlInline(html) if html.starts_with("<!") => node.detach(),
        NodeValue::HtmlInline(html) => node.data_mut().value = NodeValue::Text(html.into()),
        NodeValue::Link(mut link) | NodeValue::Image(mut link) => {
            let scheme = link.url.split_once(':').map(|(scheme, _)| scheme.to_lowercase());
            let is_name =
                |text: &String| text.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
            if scheme.is_some_and(|scheme| is_name(&scheme) && !SCHEMES.contains(&scheme.as_str())) {
                link.url.clear();
                node.data_mut().value = NodeValue::Link(link);
            }
        }
        NodeValue::Text(text) if text.contains('@') => without_mentions(arena, node, &text),
        _ => {}
    }
}

/// Puts each `@name` into a code span, which nobody is told of.
fn without_mentions<'a>(arena: &'a Arena<'a>, node: &'a AstNode<'a>, text: &str) {
    let mut rest = text;
    let mut plain = String::new();
    let mut parts: Vec<NodeValue> = Vec::new();
    while let Some((before, after)) = rest.split_once('@') {
        let in_word = before.ends_with(|last: char| last.is_ascii_alphanumeric() || "_/".contains(last));
        let name = mentioned(after);
        plain.push_str(before);
        let (word, later) = after.split_at_checked(name).unwrap_or((after, ""));
        if name == 0 || in_word {
            plain.push('@');
            plain.push_str(word);
        } else {
            parts.push(NodeValue::Text(std::mem::take(&mut plain).into()));
            parts.push(NodeValue::Code(NodeCode { num_backticks: 1, literal: format!("@{word}") }));
        }
        rest = later;
    }
    plain.push_str(rest);
    parts.push(NodeValue::Text(plain.into()));
    for part in parts {
        node.insert_before(arena.alloc(part.into()));
    }
    node.detach();
}

/// Returns a line without what a reader cannot see; spaces stay, as they mean something in code.
fn visible(line: &str) -> String {
    let is_plain = line.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if is_plain {
        return line.to_owned();
    }
    let mut buffer = [0; 4];
    line.chars().filter(|letter| *letter == ' ' || !clean(letter.encode_utf8(&mut buffer)).is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatting_stays_and_harm_goes() {
        let text = "# Title\n\n* one\n* `a < b` <script>x</script>\n\n```sh\nrun  --it\n```\n\n[x](javascript:alert(1)) [y](https://example.org/) \
                    <!-- shepherd: base 1 {} -->\n\nmail a@b.org, ask @octo/team\u{202e}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
        insta::assert_snapshot!(quote(text).join("\n"), @r"
        > # Title
        >
        > - one
        > - `a < b` \<script\>x\</script\>
        >
        >
        > ```sh
        > run  --it
        > ```
        >
        > [x]() [y](https://example.org/)
        >
        > mail a@b.org, ask `@octo/team`
        >
        > | a | b |
        > | --- | --- |
        > | 1 | 2 |
        ");
        assert_eq!(summary("One\ntwo *three*.\n\nFour"), "One two *three*.");
        assert_eq!(summary("- a list"), "");
        assert!(quote("<!-- nothing -->").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn a_quotation_is_only_a_quotation(text in "[-# *_`<>!@a\\[\\]()|\n]{0,40}") {
            let lines = quote(&text);
            proptest::prop_assert!(lines.iter().all(|line| line.starts_with('>')));
            let arena = Arena::new();
            let item = format!("- x\n\n{}\n\nend\n", lines.iter().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n"));
            let root = parse_document(&arena, &item, &comrak::Options::default());
            let kinds: Vec<bool> = root.children().map(|node| matches!(node.data().value, NodeValue::Paragraph)).collect();
            proptest::prop_assert_eq!(kinds, vec![false, true], "{}", item);
        }
    }
}
