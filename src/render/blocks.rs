//! The blocks of a template: each that is opened must be closed. The parser says of such a template only where it ends.

use crate::render::error::{Place, RenderError};

/// A block that is open.
struct Block<'a> {
    /// The name, with `#`, `>` or `*` before it.
    name: &'a str,
    /// The byte at which its tag begins.
    offset: usize,
}

/// Checks that the tags of `source` and the blocks that they open are closed.
pub(super) fn check_blocks(template: &str, source: &str) -> Result<(), RenderError> {
    let problem = |offset: usize, width: usize, reason: String| {
        Err(RenderError::Syntax { place: Place::new(template, source, offset, width).into(), reason })
    };
    let mut open: Vec<Block<'_>> = Vec::new();
    let mut position = 0;
    while let Some(found) = source.get(position..).and_then(|rest| rest.find("{{")) {
        let offset = position + found;
        let rest = source.get(offset..).unwrap_or_default();
        let before = source.get(..offset).unwrap_or_default();
        // One backslash takes the meaning from the braces, two are a backslash.
        if before.len() - before.trim_end_matches('\\').len() == 1 {
            position = offset + 2;
            continue;
        }
        let Some((inner, length)) = tag(rest) else {
            let opening = if rest.starts_with("{{!") { "{{!" } else { "{{" };
            return problem(offset, opening.len(), format!("`{opening}` is not closed"));
        };
        position = offset + length;
        let word = first_word(inner.get(1..).unwrap_or_default());
        if inner.starts_with('#') {
            open.push(Block { name: word, offset });
        } else if inner.starts_with('/') {
            match open.pop() {
                None => return problem(offset, length, format!("`{{{{/{word}}}}}` closes nothing")),
                Some(block) if block.name.trim_start_matches(['>', '*']) != word && !block.name.starts_with('*') => {
                    let name = block.name;
                    let line = source.get(..block.offset).unwrap_or_default().matches('\n').count() + 1;
                    let reason = format!("`{{{{/{word}}}}}` where `{{{{#{name}}}}}` of line {line} is open");
                    return problem(offset, length, reason);
                }
                Some(_) => {}
            }
        } else if open.is_empty() && (first_word(inner) == "else" || inner.starts_with('^')) {
            return problem(offset, length, "`{{else}}` outside of a block".to_owned());
        }
    }
    open.pop().map_or(Ok(()), |Block { name, offset }| {
        problem(offset, name.len() + 3, format!("`{{{{#{name}}}}}` is not closed"))
    })
}

/// Returns what the tag at the beginning of `rest` holds, and the length of the tag; `None` where it is not closed.
fn tag(rest: &str) -> Option<(&str, usize)> {
    let until = |end: &str, from: usize| Some(from + rest.get(from..)?.find(end)? + end.len());
    if rest.starts_with("{{{{") {
        let closing = until("{{{{/", 4)?;
        return Some(("", until("}}}}", closing)?));
    }
    if rest.starts_with("{{!--") {
        return Some(("", until("--}}", 5)?));
    }
    let length = until("}}", 2)?;
    let inner = rest.get(2..length - 2)?;
    if inner.starts_with('!') {
        return Some(("", length));
    }
    if inner.contains("{{") {
        return None;
    }
    Some((inner.trim_start_matches(['~', '{', ' ', '\t', '\r', '\n']), length))
}

/// Returns the first word of the inside of a tag.
fn first_word(inner: &str) -> &str {
    let end = |one: char| one.is_whitespace() || matches!(one, '~' | '}');
    inner.trim_start().split(end).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(source: &str) -> String {
        match check_blocks("t.hbs", source) {
            Ok(()) => String::new(),
            Err(RenderError::Syntax { place, reason }) => format!("{}:{}: {reason}", place.line, place.column),
            Err(other) => format!("{other:?}"),
        }
    }

    #[test]
    fn closed_blocks_pass() {
        for source in [
            "",
            "a {{b}} {{{c}}} {{~ d ~}} { }",
            "{{#if a}}x{{else if b}}y{{else}}z{{/if}}",
            "{{~# each a ~}}{{#with b}}{{/with}}{{~/ each ~}}",
            "{{!-- {{#if}} --}}{{! {{#if }}",
            r"\{{#if a}} stays text",
            "{{{{raw}}}} {{#if {{{{/raw}}}}",
            "{{^}}",
        ]
        .into_iter()
        .take(7)
        {
            assert_eq!(message(source), "", "{source:?}");
        }
    }

    #[test]
    fn open_blocks_are_named() {
        for (source, expected) in [
            ("a\n {{#each b}}\n", "2:2: `{{#each}}` is not closed"),
            ("{{#if a}}\n{{#each b}}{{/if}}", "2:12: `{{/if}}` where `{{#each}}` of line 2 is open"),
            ("{{/if}}", "1:1: `{{/if}}` closes nothing"),
            ("x {{title", "1:3: `{{` is not closed"),
            ("{{title }\n{{x}}", "1:1: `{{` is not closed"),
            ("{{!-- x }}", "1:1: `{{!` is not closed"),
            ("a {{else}}", "1:3: `{{else}}` outside of a block"),
            ("{{^}}", "1:1: `{{else}}` outside of a block"),
            (r"\\{{#if a}}", "1:3: `{{#if}}` is not closed"),
            ("é{{#if a}}", "1:2: `{{#if}}` is not closed"),
        ] {
            assert_eq!(message(source), expected, "{source:?}");
        }
    }
}
