//! The piece of a file that an error is about, with a caret.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// Returns the lines around `span` with carets and a label below it, and the name, line and column above:
///
/// ```text
///  --> .shepherd.toml:2:1
///   |
/// 2 | base-brnch = 'x'
///   | ^^^^^^^^^^
/// ```
pub fn excerpt(name: &str, text: &str, span: Range<usize>, label: &str) -> String {
    let span = first_line(text, span);
    let label = (!label.is_empty()).then(|| label.to_owned());
    let annotation = AnnotationKind::Primary.span(span).label(label);
    let snippet = Snippet::source(text).path(name).annotation(annotation);
    let group = Group::with_level(Level::ERROR).element(snippet);
    Renderer::plain().render(&[group]).trim_end().to_owned()
}

/// Returns the part of `span` that is on its first line and within the text: a whole table would fill the screen.
fn first_line(text: &str, span: Range<usize>) -> Range<usize> {
    let start = floor(text, span.start);
    let end = floor(text, span.end).max(start);
    let inside = text.get(start..end).unwrap_or_default();
    start..inside.find(['\r', '\n']).map_or(end, |line_end| start + line_end)
}

/// Returns the nearest position at or before `position` at which a character begins.
fn floor(text: &str, position: usize) -> usize {
    let mut position = position.min(text.len());
    while !text.is_char_boundary(position) {
        position -= 1;
    }
    position
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_shown() {
        let text = "a = 1\nbé = 2\n[x]\ny = 3\n";
        assert_eq!(excerpt("f.toml", text, 6..9, ""), " --> f.toml:2:1\n  |\n2 | bé = 2\n  | ^^");
        assert_eq!(excerpt("f.toml", text, 14..21, ""), " --> f.toml:3:1\n  |\n3 | [x]\n  | ^^^");
        assert_eq!(excerpt("f.toml", text, 8..8, ""), " --> f.toml:2:2\n  |\n2 | bé = 2\n  |  ^");
    }

    #[test]
    fn a_label_stands_behind_the_carets() {
        assert_eq!(excerpt("f.md", "\té x\n", 4..5, "here"), " --> f.md:1:4\n  |\n1 |     é x\n  |       ^ here");
    }

    #[test]
    fn no_place_is_too_far() {
        assert_eq!(excerpt("f.toml", "a =", 3..90, ""), " --> f.toml:1:4\n  |\n1 | a =\n  |    ^");
        assert_eq!(excerpt("f.toml", "", 0..0, ""), " --> f.toml:1:1\n  |\n1 |\n  | ^");
    }
}
