//! The marks that change how a shell reads what follows: quotes, here-documents, and placeholders that are none of it.

/// A here-document whose body is still to come.
pub(super) struct Here {
    pub(super) end: String,
    pub(super) strips_tabs: bool,
    pub(super) is_literal: bool,
}

/// Returns the length of a quoted text with its quotes; to the end where it is not closed.
pub(super) fn quoted_length(text: &str, is_ansi: bool) -> usize {
    let mut is_escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        if letter == '\'' && !is_escaped {
            return at + 1;
        }
        is_escaped = is_ansi && letter == '\\' && !is_escaped;
    }
    text.len()
}

/// Reads `<<WORD`, and returns what it announces with the length of the operator and its word.
pub(super) fn here(text: &str) -> (Option<Here>, usize) {
    let strips_tabs = text.starts_with("<<-");
    let operator = if strips_tabs { 3 } else { 2 };
    let rest = text.get(operator..).unwrap_or_default();
    let word = rest.trim_start_matches([' ', '\t']);
    let skipped = operator + rest.len() - word.len();
    let length = word.find(|letter: char| letter.is_whitespace() || ";|&<>()".contains(letter)).unwrap_or(word.len());
    let word = word.get(..length).unwrap_or_default();
    let is_literal = word.contains(['\'', '"', '\\']);
    let end: String = word.chars().filter(|letter| !"'\"\\".contains(*letter)).collect();
    let here = (!end.is_empty()).then_some(Here { end, strips_tabs, is_literal });
    (here, skipped + length)
}

/// Returns the length of `<version>` or `<last tag>` at the beginning of `text`; `None` where `<` is a redirection, an
/// address, or an element of HTML.
pub(crate) fn angle_end(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('<')?;
    let end = inside.find(['>', '<', '\n'])?;
    let (name, rest) = (inside.get(..end)?, inside.get(end..)?);
    let first = name.chars().next()?;
    let is_name = first.is_alphanumeric() || "_#$[{".contains(first);
    let is_element = name.ends_with('/') || HTML.contains(&name.split([' ', '=']).next().unwrap_or_default());
    let is_address = name.contains("://") || name.starts_with("mailto:") || is_mail(name);
    let fits = rest.starts_with('>') && is_name && !name.ends_with([' ', '|', '&', ';']) && name.len() <= 80;
    // `<in >out` ends with a space, and `<file.txt>` alone could be both: nobody writes two redirections without one.
    (fits && !is_element && !is_address).then_some(end + 2)
}

/// Returns the length of `{{ version }}` or `[[release tag]]` at the beginning of `text`; `[[ -n x ]]` is a test.
pub(super) fn twofold_end(text: &str) -> Option<usize> {
    let (inside, close) = match (text.strip_prefix("{{"), text.strip_prefix("[[")) {
        (Some(inside), _) => (inside, "}}"),
        (_, Some(inside)) if inside.starts_with(char::is_alphabetic) => (inside, "]]"),
        _ => return None,
    };
    let end = inside.find(close)?;
    let is_name = inside.get(..end)?.chars().all(|letter| letter.is_alphanumeric() || " _.-".contains(letter));
    (end > 0 && is_name).then_some(end + 4)
}

/// Elements of HTML that documents hold between their Markdown.
const HTML: [&str; 31] = [
    "a", "b", "br", "code", "details", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "kbd", "li",
    "ol", "p", "pre", "span", "strong", "sub", "summary", "table", "td", "th", "tr", "u", "ul",
];

fn is_mail(name: &str) -> bool {
    name.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.') && !name.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placeholder_is_no_redirection() {
        for text in ["<version>", "<last tag>", "<release version, eg \"v2.0\">", "<upstream>/main", "<$tag>"] {
            assert!(angle_end(text).is_some(), "{text}");
        }
        for text in ["< in > out", "<in >out", "<<E>", "<(a) >b", "<&3", "<me@host.example>", "<https://a.b>", "<br>"] {
            assert_eq!(angle_end(text), None, "{text}");
        }
    }
}
