//! What people wrote for those who upgrade: in the body of a pull request, or of a commit message.

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, parse_document};

use super::Kind;
use super::headings::{Weight, is_fence, of_heading, weigh, weigh_answer};

/// One text that a person wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// What it is about, as far as its place says.
    pub kind: Option<Kind>,
    /// The words, as Markdown.
    pub markdown: String,
}

/// What a body says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The notes, in the order of the body.
    pub texts: Vec<Text>,
    /// Whether it says that there is nothing to note.
    pub says_none: bool,
    /// Whether a place for notes is marked, without words: a ticked box.
    pub is_marked: bool,
}

/// Says whether a text can hold a note at all, which takes no parsing.
pub fn has_marks(text: &str) -> bool {
    let is_heading = |line: &str| {
        let lower = line.to_lowercase();
        ["breaking", "upgrad", "migrat", "deprecat", "incompatible"].iter().any(|word| lower.contains(word))
    };
    text.contains("BREAKING") || text.contains("-note") || {
        let underlined = text.contains("\n---") || text.contains("\n===");
        text.lines().any(|line| (underlined || line.trim_start().starts_with('#')) && is_heading(line))
    }
}

/// Says whether a body has a footer `BREAKING CHANGE:` or `BREAKING-CHANGE:` that says what breaks
/// (<https://www.conventionalcommits.org/en/v1.0.0/#specification>). One that says "none" breaks nothing.
pub fn says_it_breaks(body: &str) -> bool {
    if !body.contains("BREAKING") {
        return false;
    }
    let body = body.replace("\r\n", "\n");
    let lines: Vec<&str> = body.lines().collect();
    let arena = Arena::new();
    let root = parse_document(&arena, &body, &comrak::Options::default());
    let is_note = |text: &str| weigh(&without_boxes(&without_comments(text)).0) == Weight::Note;
    footers(root, &lines).iter().any(|(_, text)| is_note(text))
}

impl Written {
    /// Reads a body. What stands in one of the `templates` word for word is nobody's note.
    pub fn read(body: &str, templates: &[&str]) -> Self {
        let body = body.replace("\r\n", "\n");
        let known: Vec<String> =
            templates.iter().flat_map(|template| paragraphs(&without_comments(template))).collect();
        let mut written = Self::default();
        for (is_asked, found) in find(&body) {
            let (markdown, ticked) = without_boxes(&without_comments(&found.markdown));
            let own = paragraphs_with_text(&markdown).into_iter().filter(|(plain, _)| !known.contains(plain));
            let markdown = own.map(|(_, text)| text).collect::<Vec<_>>().join("\n\n");
            match if is_asked { weigh_answer(&markdown) } else { weigh(&markdown) } {
                Weight::Note => {
                    let is_new = written.texts.iter().all(|text| plain(&text.markdown) != plain(&markdown));
                    if is_new {
                        written.texts.push(Text { kind: found.kind, markdown });
                    }
                }
                Weight::None => written.says_none = true,
                Weight::Empty => written.is_marked |= ticked,
            }
        }
        written
    }

    /// Adds what another text says.
    pub(super) fn add(&mut self, other: Self) {
        for text in other.texts {
            if self.texts.iter().all(|known| plain(&known.markdown) != plain(&text.markdown)) {
                self.texts.push(text);
            }
        }
        self.says_none |= other.says_none;
        self.is_marked |= other.is_marked;
    }
}

/// Returns the places of a body that hold notes, each with whether its heading is a question.
fn find(body: &str) -> Vec<(bool, Text)> {
    let lines: Vec<&str> = body.lines().collect();
    let arena = Arena::new();
    let root = parse_document(&arena, body, &comrak::Options::default());
    let blocks: Vec<&AstNode<'_>> = root.children().collect();
    let first = |node: &AstNode<'_>| node.data().sourcepos.start.line;
    let source = |from: usize, until: usize| {
        lines.get(from.saturating_sub(1)..until.min(lines.len())).unwrap_or_default().join("\n")
    };
    let mut found: Vec<(usize, bool, Text)> = Vec::new();
    // The lines of sections that were taken whole.
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let NodeValue::Heading(heading) = &block.data().value else { continue };
        let line = first(block);
        let title = text_of(block);
        let Some(kind) = of_heading(&title) else { continue };
        if taken.iter().any(|(from, until)| (*from..*until).contains(&line)) {
            continue;
        }
        let next = blocks
            .iter()
            .skip(index + 1)
            .find(|other| matches!(&other.data().value, NodeValue::Heading(next) if next.level <= heading.level));
        let until = next.map_or(lines.len() + 1, |next| first(next));
        let from = block.data().sourcepos.end.line + 1;
        taken.push((line, until));
        let is_inside = |node: &&&AstNode<'_>| (from..until).contains(&first(node));
        let fences = blocks.iter().filter(is_inside).filter(|node| fence(node).is_some());
        // What is fenced is taken by itself.
        let mut parts = Vec::new();
        let mut at = from;
        for fenced in fences {
            let place = fenced.data().sourcepos;
            parts.push(source(at, place.start.line - 1));
            at = place.end.line + 1;
        }
        parts.push(source(at, until - 1));
        let is_asked = title.trim_end().ends_with('?');
        found.push((line, is_asked, Text { kind, markdown: parts.join("\n") }));
    }
    for node in root.descendants() {
        if let Some(literal) = fence(node) {
            found.push((first(node), false, Text { kind: None, markdown: literal }));
        }
    }
    let is_taken = |line: usize| taken.iter().any(|(from, until)| (*from..*until).contains(&line));
    let footers = footers(root, &lines).into_iter().filter(|(line, _)| !is_taken(*line));
    found.extend(footers.map(|(line, markdown)| (line, false, Text { kind: Some(Kind::Breaking), markdown })));
    found.sort_by_key(|(line, ..)| *line);
    found.into_iter().map(|(_, is_asked, text)| (is_asked, text)).collect()
}

/// Returns the values of the footers that say what breaks, each with its line.
fn footers<'a>(root: &'a AstNode<'a>, lines: &[&str]) -> Vec<(usize, String)> {
    let source = |node: &AstNode<'_>| {
        let place = node.data().sourcepos;
        lines.get(place.start.line.saturating_sub(1)..place.end.line.min(lines.len())).unwrap_or_default().join("\n")
    };
    let paragraphs = root.descendants().filter(|node| matches!(node.data().value, NodeValue::Paragraph));
    let found = paragraphs.filter_map(|node| {
        let next = node.next_sibling().filter(|next| {
            matches!(next.data().value, NodeValue::List(_) | NodeValue::CodeBlock(_)) && fence(next).is_none()
        });
        let list = next.map(&source);
        footer(&source(node), list.as_deref()).map(|markdown| (node.data().sourcepos.start.line, markdown))
    });
    found.collect()
}

/// Returns the text of a fenced block that holds a note.
fn fence<'a>(node: &'a AstNode<'a>) -> Option<String> {
    match &node.data().value {
        NodeValue::CodeBlock(code) if code.fenced && is_fence(&code.info) => Some(code.literal.clone()),
        _ => None,
    }
}

/// Returns the value of the footer `BREAKING CHANGE:` in a paragraph
/// (<https://www.conventionalcommits.org/en/v1.0.0/#specification>), with the list behind it that it announces.
fn footer(paragraph: &str, list: Option<&str>) -> Option<String> {
    let mut lines = paragraph.lines().skip_while(|line| token(line.trim()).is_none());
    let first = token(lines.next()?.trim())?.trim();
    let rest = lines.map(str::trim).take_while(|line| token(line).is_none() && !is_trailer(line));
    let mut text = std::iter::once(first).chain(rest).collect::<Vec<_>>().join("\n").trim().to_owned();
    if let Some(list) = list.filter(|_| text.is_empty() || text.ends_with(':')) {
        format!("{text}\n\n{list}").trim().clone_into(&mut text);
    }
    Some(text)
}

fn token(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['*', '_', ' ']);
    let rest = line.strip_prefix("BREAKING CHANGE").or_else(|| line.strip_prefix("BREAKING-CHANGE"))?;
    let rest = rest.strip_prefix('S').unwrap_or(rest);
    rest.trim_start_matches(['*', '_']).strip_prefix(':').map(|rest| rest.trim_start_matches(['*', '_']))
}

/// Whether a line is another footer: `Signed-off-by: Ann`, `Closes #12`.
fn is_trailer(line: &str) -> bool {
    let word = line.split([':', ' ']).next().unwrap_or_default();
    let after = line.get(word.len()..).unwrap_or_default();
    let is_token = word.contains('-') && word.starts_with(|first: char| first.is_ascii_uppercase());
    (is_token && after.starts_with(": "))
        || (["Closes", "Fixes", "Refs", "Resolves"].contains(&word) && after.contains('#'))
}

fn text_of<'a>(node: &'a AstNode<'a>) -> String {
    let mut text = String::new();
    for inner in node.descendants() {
        match &inner.data().value {
            NodeValue::Text(part) => text.push_str(part),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    text
}

/// Returns a text without its HTML comments; those in fenced code are code.
fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let (mut in_fence, mut in_comment) = (None, false);
    for line in text.lines() {
        let start = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark)).filter(|_| !in_comment);
        if let Some(mark) = mark {
            in_fence = if in_fence == Some(mark) { None } else { in_fence.or(Some(mark)) };
        }
        if in_fence.is_some() || mark.is_some() {
            kept.push_str(line);
        } else {
            let mut rest = line;
            loop {
                if in_comment {
                    let Some((_, after)) = rest.split_once("-->") else { break };
                    in_comment = false;
                    rest = after;
                }
                let Some((before, after)) = rest.split_once("<!--") else {
                    kept.push_str(rest);
                    break;
                };
                kept.push_str(before);
                in_comment = true;
                rest = after;
            }
        }
        kept.push('\n');
    }
    kept
}

/// Returns a text without unticked boxes and without the marks of ticked ones, and whether one was ticked.
fn without_boxes(text: &str) -> (String, bool) {
    let mut ticked = false;
    let mut lines = Vec::new();
    for line in text.lines() {
        let item = line.trim_start().strip_prefix(['-', '*', '+']).map(str::trim_start);
        if item.is_some_and(|item| item.starts_with("[ ]")) {
            continue;
        }
        match item.and_then(|item| item.strip_prefix("[x]").or_else(|| item.strip_prefix("[X]"))) {
            Some(rest) => {
                ticked = true;
                lines.push(rest.trim_start());
            }
            None => lines.push(line),
        }
    }
    (lines.join("\n"), ticked)
}

fn paragraphs(text: &str) -> Vec<String> {
    let all = paragraphs_with_text(text);
    // What a template fences is the text of the fence.
    let fences = find(text).into_iter().flat_map(|(_, found)| paragraphs_with_text(&found.markdown));
    all.into_iter().chain(fences).map(|(plain, _)| plain).collect()
}

/// Returns the parts between blank lines, each as words and as it is. Blank lines in fenced code part nothing.
fn paragraphs_with_text(text: &str) -> Vec<(String, String)> {
    let mut parts: Vec<Vec<&str>> = vec![Vec::new()];
    let mut in_fence = false;
    for line in text.lines() {
        in_fence ^= line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        match parts.last_mut() {
            Some(part) if !line.trim().is_empty() || in_fence => part.push(line.trim_end()),
            _ => parts.push(Vec::new()),
        }
    }
    let texts = parts.into_iter().map(|part| part.join("\n")).filter(|part| !part.trim().is_empty());
    texts.map(|part| (plain(&part), part)).collect()
}

/// Returns the words of a text with single spaces.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(body: &str, templates: &[&str]) -> Vec<String> {
        let written = Written::read(body, templates);
        let mut told: Vec<String> = written
            .texts
            .iter()
            .map(|text| format!("{}: {}", text.kind.map_or("-", Kind::key), text.markdown))
            .collect();
        told.extend(written.says_none.then(|| "NONE".to_owned()));
        told.extend(written.is_marked.then(|| "marked".to_owned()));
        told
    }

    #[test]
    fn a_section_goes_on_to_the_next_heading_of_its_level() {
        let body = "Hello\n\n## Upgrade notes\n\n<!-- say what to do -->\nRun `jupyterhub upgrade-db`.\n\n### And then\r\n\r\n- restart\n\n## Tests\n\nnone\n\n# Breaking changes\nIt is *gone*.\n";
        assert_eq!(
            told(body, &[]),
            ["-: Run `jupyterhub upgrade-db`.\n\n### And then\n\n- restart", "breaking: It is *gone*."]
        );
        let hidden = "<!--\n## Upgrade notes\nnot this\n-->\n```md\n## Breaking changes\nnor this\n```\n";
        assert!(told(hidden, &[]).is_empty());
    }

    #[test]
    fn fences_count_and_none_is_honoured() {
        assert_eq!(told("```release-note\nThe flag `--x` is gone.\n```\n", &[]), ["-: The flag `--x` is gone."]);
        assert_eq!(told("> ```upgrade-note\n> Mind the gap.\n> ```\n", &[]), ["-: Mind the gap."]);
        assert_eq!(told("```release-note\nNONE\n```\n## Breaking changes\n\nN/A\n", &[]), ["NONE"]);
        assert!(told("```release-note\n```\n## Breaking changes\n\n<!-- none? -->\n", &[]).is_empty());
        assert_eq!(told("## Upgrade notes\nFirst.\n```release-note\nSecond.\n```\n", &[]), ["-: First.", "-: Second."]);
    }

    #[test]
    fn a_template_that_nobody_touched_is_no_note() {
        let template = "## Breaking changes\n\nDescribe what breaks,\nand for whom.\n\n- [ ] Yes\n- [ ] No\n\n```release-note\nwrite here\n```\n";
        assert!(told(template, &[template]).is_empty());
        assert!(
            told(&template.replace('\n', "\r\n").replace("[ ] Yes", "[x] No"), &[template])
                .contains(&"NONE".to_owned())
        );
        assert_eq!(told(&template.replace("[ ] Yes", "[x] Yes"), &[template]), ["marked"]);
        assert_eq!(
            told(&template.replace("- [ ] Yes", "The old names are gone."), &[template]),
            ["breaking: The old names are gone."]
        );
    }

    #[test]
    fn footers_are_read_to_the_next_footer() {
        let body = "Some words.\n\nBREAKING CHANGE: the cookie has\nanother name\nSigned-off-by: Ann\n\nBREAKING-CHANGE:\n\n* one\n* two\n\nmore\n";
        assert_eq!(told(body, &[]), ["breaking: the cookie has\nanother name", "breaking: * one\n* two"]);
        assert_eq!(told("**BREAKING CHANGE**: gone\n\ncloses #1", &[]), ["breaking: gone"]);
        assert!(told("no BREAKING CHANGE here", &[]).is_empty());
        for breaks in
            ["BREAKING CHANGE: gone", "Words.\r\n\r\nBREAKING-CHANGE: gone\r\n", "BREAKING CHANGE:\n\n* one\n"]
        {
            assert!(says_it_breaks(breaks), "{breaks}");
        }
        let harmless = [
            "",
            "no BREAKING CHANGE here",
            "BREAKING CHANGE: none",
            "```\nBREAKING CHANGE: gone\n```",
            "BREAKING CHANGE:",
        ];
        for harmless in harmless {
            assert!(!says_it_breaks(harmless), "{harmless}");
        }
        assert!(
            has_marks("x\nBREAKING CHANGE: y") && has_marks("x\n## Upgrade notes") && !has_marks("just upgrade it")
        );
    }
}
