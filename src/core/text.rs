//! Words and characters: text from outside made fit for one line, plurals, and shortening.

use std::borrow::Cow;

/// The mark that [`shorten`] puts in place of what it cut off.
const ELLIPSIS: char = '…';

/// Returns `text` as one line that shows all that it holds.
///
/// Line ends, tabs and runs of spaces become one space, and the ends are trimmed. Control characters, marks that change
/// the direction of writing, and characters that nobody sees are left out, because they can make a line read as what it
/// is not. Joiners and selectors stay where emoji and scripts that need them have them.
///
/// ```
/// use release_shepherd::core::text::clean;
///
/// assert_eq!(clean("fix\r\nthe \u{1b}[31mhub\u{202e}"), "fix the [31mhub");
/// ```
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_clean_ascii(text) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let last = cleaned.chars().next_back();
        let stays = match class(character) {
            Class::Visible => true,
            Class::Hidden => false,
            Class::Space => last.is_some_and(|last| last != ' '),
            Class::Joiner => last.is_some_and(can_join) && characters.peek().copied().is_some_and(is_joined),
            Class::EmojiSelector => last.is_some_and(has_emoji_form),
            Class::IdeographSelector => last.is_some_and(is_ideograph),
        };
        if stays {
            cleaned.push(if class(character) == Class::Space { ' ' } else { character });
        }
    }
    let trimmed = cleaned.trim();
    if trimmed.len() == cleaned.len() { Cow::Owned(cleaned) } else { Cow::Owned(trimmed.to_owned()) }
}

/// Returns the count with its noun, in the plural where English wants it: `1 commit`, `2 branches`, `0 entries`.
///
/// ```
/// use release_shepherd::core::text::plural;
///
/// assert_eq!(plural(2, "pull request"), "2 pull requests");
/// ```
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        return format!("1 {noun}");
    }
    let vowel_before_y = ["ay", "ey", "oy", "uy"].iter().any(|ending| noun.ends_with(ending));
    match noun.strip_suffix('y') {
        Some(stem) if !vowel_before_y => format!("{count} {stem}ies"),
        _ if ["s", "x", "z", "ch", "sh"].iter().any(|ending| noun.ends_with(ending)) => format!("{count} {noun}es"),
        _ => format!("{count} {noun}s"),
    }
}

/// Returns the word that was probably meant, if any is near enough: `-` and `_` are one, and case does not count.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase().replace('_', "-");
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&word, candidate), candidate))
        .filter(|(likeness, _)| *likeness >= 0.85)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate)
}

/// Returns `text` in at most `limit` characters, with `…` as the last of them where something was cut off.
///
/// A space, joiner or selector before the cut goes too, so that nothing hangs in front of the mark.
///
/// ```
/// use release_shepherd::core::text::shorten;
///
/// assert_eq!(shorten("a long title", 7), "a long…");
/// ```
pub fn shorten(text: &str, limit: usize) -> Cow<'_, str> {
    if text.len() <= limit || text.chars().count() <= limit {
        return Cow::Borrowed(text);
    }
    if limit == 0 {
        return Cow::Borrowed("");
    }
    let kept: String = text.chars().take(limit - 1).collect();
    let mut shortened = kept.trim_end_matches(|last| class(last) != Class::Visible).to_owned();
    shortened.push(ELLIPSIS);
    Cow::Owned(shortened)
}

/// What [`clean`] does with a character depends on this alone and on its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Stays.
    Visible,
    /// Becomes one space together with its like.
    Space,
    /// Goes.
    Hidden,
    /// Zero-width joiner and non-joiner: part of emoji, and of Persian, Hindi and other scripts.
    Joiner,
    /// Chooses between the text and the emoji form of the character before it.
    EmojiSelector,
    /// Chooses the form of the ideograph before it.
    IdeographSelector,
}

/// Returns the class of `character`.
fn class(character: char) -> Class {
    match character {
        ' '..='~' if character != ' ' => Class::Visible,
        ' '
        | '\t'..='\r'
        // Next line, line and paragraph separator.
        | '\u{85}'
        | '\u{2028}'
        | '\u{2029}'
        // A braille pattern without dots.
        | '\u{2800}' => Class::Space,
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        // Soft hyphen, grapheme joiner, and letters that are drawn as nothing.
        | '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{3164}'
        | '\u{ffa0}'
        // What programs use within themselves.
        | '\u{fdd0}'..='\u{fdef}'
        // Marks, embeddings, overrides and isolates of direction.
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        // Zero-width space, word joiner, invisible operators, isolates, deprecated format characters, byte order mark.
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        // Selectors without an emoji form, interlinear notes, shorthand and musical format characters, tags.
        | '\u{fe00}'..='\u{fe0d}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e00ff}'
        | '\u{e01f0}'..='\u{e0fff}' => Class::Hidden,
        '\u{200c}' | '\u{200d}' => Class::Joiner,
        '\u{fe0e}' | '\u{fe0f}' => Class::EmojiSelector,
        '\u{e0100}'..='\u{e01ef}' => Class::IdeographSelector,
        _ => Class::Visible,
    }
}

/// Returns whether `text` is printable ASCII without a space too many, so that there is nothing to do.
fn is_clean_ascii(text: &str) -> bool {
    let mut after_space = true;
    for byte in text.bytes() {
        match byte {
            b' ' if after_space => return false,
            b' '..=b'~' => after_space = byte == b' ',
            _ => return false,
        }
    }
    !after_space || text.is_empty()
}

/// Returns whether a joiner after `character` can mean something: Latin, Greek and Cyrillic have no use for one.
fn can_join(character: char) -> bool {
    is_joined(character) || class(character) == Class::EmojiSelector
}

/// Returns whether a joiner before `character` can mean something.
fn is_joined(character: char) -> bool {
    character >= '\u{600}' && !character.is_whitespace() && class(character) == Class::Visible
}

/// Returns whether `character` may be followed by a choice between text and emoji.
fn has_emoji_form(character: char) -> bool {
    let symbol = matches!(character, '#' | '*' | '0'..='9' | '©' | '®') || character >= '\u{2000}';
    symbol && !character.is_whitespace() && class(character) == Class::Visible
}

/// Returns whether `character` is a Han ideograph.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_text_is_borrowed() {
        assert!(matches!(clean("fix the hub (#12)"), Cow::Borrowed(_)));
        assert!(matches!(clean(""), Cow::Borrowed("")));
    }

    #[test]
    fn a_text_becomes_one_line() {
        for (text, cleaned) in [
            ("a\nb", "a b"),
            ("a\r\n\r\n b", "a b"),
            ("a\u{2028}b\u{85}c\td", "a b c d"),
            ("  a  b  ", "a b"),
            ("\u{3000}ハブ\u{a0}", "ハブ"),
            ("\u{200b}\u{feff}", ""),
            ("\n", ""),
        ] {
            assert_eq!(clean(text), cleaned, "{text:?}");
        }
    }

    #[test]
    fn what_hides_is_left_out() {
        for (text, cleaned) in [
            ("\u{1b}]0;owned\u{7}title", "]0;ownedtitle"),
            ("user\u{202e}gpj.exe", "usergpj.exe"),
            ("a\u{2066}b\u{2069}c\u{200f}\u{200e}\u{61c}", "abc"),
            ("pay\u{200b}pal\u{ad}\u{2060}\u{feff}", "paypal"),
            ("hi\u{e0041}\u{e0042}\u{e007f}", "hi"),
            ("a\u{fe01}\u{fe0f}\u{e0101}b", "ab"),
            ("x\u{200d}y \u{200d}z", "xy z"),
            ("null\0del\u{7f}c1\u{9b}31m", "nulldelc131m"),
        ] {
            assert_eq!(clean(text), cleaned, "{text:?}");
        }
    }

    #[test]
    fn emoji_and_scripts_survive() {
        for text in [
            "👩‍🚀 first flight",
            "❤️‍🔥",
            "👨‍👩‍👧‍👦",
            "keycap 1️⃣ and ©️",
            "🏳️‍🌈",
            "می‌خواهم",
            "क्‍ष",
            "葛󠄀城",
            "عربي و עברית",
            "e\u{301}",
        ] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn only_one_selector_stays() {
        assert_eq!(clean("☺\u{fe0f}\u{fe0e}\u{fe0f}"), "☺\u{fe0f}");
    }

    #[test]
    fn counts_have_their_plural() {
        for (count, noun, text) in [
            (0, "entry", "0 entries"),
            (1, "entry", "1 entry"),
            (2, "branch", "2 branches"),
            (2, "day", "2 days"),
            (2, "pull request", "2 pull requests"),
            (3, "merge commit", "3 merge commits"),
            (2, "alias", "2 aliases"),
        ] {
            assert_eq!(plural(count, noun), text);
        }
    }

    #[test]
    fn a_cut_leaves_nothing_hanging() {
        for (text, limit, shortened) in [
            ("title", 5, "title"),
            ("titles", 5, "titl…"),
            ("one two", 5, "one…"),
            ("üüü", 3, "üüü"),
            ("🏳️‍🌈 flags", 4, "🏳…"),
            ("abc", 1, "…"),
            ("abc", 0, ""),
        ] {
            assert_eq!(shorten(text, limit), shortened, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            let once = clean(&text).into_owned();
            prop_assert_eq!(clean(&once), once.as_str());
            prop_assert!(!once.chars().any(char::is_control));
        }

        #[test]
        fn mixed_marks_are_cleaned_in_one_go(text in "[ a☺葛\u{fe0e}\u{fe0f}\u{200d}\u{200c}\u{e0100}\u{202e}\u{3000}\n]{0,24}") {
            let once = clean(&text).into_owned();
            prop_assert_eq!(clean(&once), once.as_str());
        }

        #[test]
        fn shortened_text_fits(text in any::<String>(), limit in 0_usize..40) {
            prop_assert!(shorten(&text, limit).chars().count() <= limit);
        }
    }
}
