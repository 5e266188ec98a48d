//! The one escape of pages: what a text may hold in HTML and XML, between tags and in attributes.

use std::borrow::Cow;

/// Returns a text that stands for itself in HTML and in XML, between tags and in attributes with quotation marks.
pub(in crate::render) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter => escaped.push(letter),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_a_tag_or_ends_an_attribute() {
        assert_eq!(escape("<b>\"&'\u{202e}"), "&lt;b&gt;&quot;&amp;&#39;\u{202e}");
        assert!(matches!(escape("plain é"), Cow::Borrowed(_)));
    }
}
