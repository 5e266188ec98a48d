//! How much room things take: texts, which are estimated without a font and never too narrow for the usual ones, and
//! amounts, which are rounded here and nowhere else.

use unicode_width::UnicodeWidthChar as _;

use crate::core::chart::drawing::{Anchor, Ink, Shape};
use crate::core::text::{clean, plural};

/// The size of all text, in pixels.
pub(super) const TEXT: i32 = 12;

/// What stands where a text was cut.
const CUT: char = '…';

/// A text that fits, and the whole of it where it was cut.
pub(super) struct Fitted {
    /// What fits.
    text: String,
    /// The whole text; empty where nothing was cut.
    whole: String,
}

impl Fitted {
    /// Returns it as a shape; a pointer on it shows the whole text where it was cut.
    pub(super) fn shape(self, ink: Ink, place: [i32; 2], anchor: Anchor) -> Shape {
        Shape::text(ink, place, anchor, self.text).hinted(self.whole)
    }

    /// Returns how much room it takes, in pixels.
    pub(super) fn width(&self) -> i32 {
        width(&self.text)
    }
}

/// Returns `part / whole` of `room`, rounded to the nearest whole number, halves up; at most `room`, and nothing where
/// `whole` is 0.
pub(super) fn share(part: u128, whole: u128, room: i32) -> i32 {
    // Amounts that would not leave room for the product lose digits that no pixel shows.
    let digits = (u128::BITS - whole.leading_zeros()).saturating_sub(64);
    let (part, whole) = (part.min(whole) >> digits, whole >> digits);
    let twice = 2 * part * u128::from(room.unsigned_abs()) + whole;
    twice.checked_div(2 * whole).and_then(|exact| i32::try_from(exact).ok()).unwrap_or_default()
}

/// Returns a count with its noun: `2 organisations`, and `2 people`, which is no regular plural.
pub(super) fn counted(count: usize, noun: &str) -> String {
    if noun == "person" && count != 1 { format!("{count} people") } else { plural(count, noun) }
}

/// Returns how much room a text takes, in pixels.
pub(super) fn width(text: &str) -> i32 {
    pixels(text.chars().map(hundredths).sum())
}

/// Returns a text on one line and in at most `room` pixels.
pub(super) fn fitted(text: &str, room: i32) -> Fitted {
    let text = clean(text);
    let mut taken = 0;
    let mut end = None;
    for (place, letter) in text.char_indices() {
        // Where the mark of a cut still fits, this is the last place to cut.
        if pixels(taken + hundredths(CUT)) <= room && hundredths(letter) > 0 {
            end = Some(place);
        }
        taken += hundredths(letter);
        if pixels(taken) > room {
            let kept = text.get(..end.unwrap_or(0)).unwrap_or_default();
            // A joiner would reach for the mark.
            let kept = kept.trim_end_matches(|last: char| last.is_whitespace() || last == '\u{200d}');
            return Fitted { text: format!("{kept}{CUT}"), whole: text.into_owned() };
        }
    }
    Fitted { text: text.into_owned(), whole: String::new() }
}

/// Returns hundredths of the size of the text as pixels, rounded up.
fn pixels(hundredths: i32) -> i32 {
    (hundredths * TEXT + 99) / 100
}

/// Returns how wide a letter is at most in the usual fonts without serifs, in hundredths of the size of the text.
fn hundredths(letter: char) -> i32 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '\'' | '|' | ':' | ';' | ',' | '.' | '!' | ' ' => 36,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '\\' | '-' | '"' | '*' | '`' => 46,
        'a'..='z' if !matches!(letter, 'm' | 'w') => 64,
        '0'..='9' | '_' | '$' | '?' | '·' => 64,
        'm' | 'M' | 'W' | '@' | '%' | '…' | '—' => 100,
        'w' | 'A'..='Z' | ' '..='~' => 84,
        // One letter that is a whole sentence.
        '\u{fdfd}' => 1000,
        '\u{12000}'..='\u{1254f}' => 220,
        '\u{1f000}'.. if letter.width() == Some(2) => 138,
        _ => match letter.width().unwrap_or(0) {
            0 => 0,
            1 => 86,
            _ => 104,
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn shares_are_rounded_to_the_nearest() {
        for (part, whole, room, expected) in [
            (1, 3, 100, 33),
            (2, 3, 100, 67),
            (1, 2, 5, 3),
            (0, 5, 100, 0),
            (5, 5, 100, 100),
            (9, 2, 7, 7),
            (1, 0, 100, 0),
            (u128::MAX / 2, u128::MAX, 100, 50),
        ] {
            assert_eq!(share(part, whole, room), expected, "{part}/{whole} of {room}");
        }
    }

    #[test]
    fn long_texts_are_cut_between_letters() {
        let text = |text: &str, room| fitted(text, room).text;
        assert_eq!(text("octocat", 60), "octocat");
        assert_eq!(text("octocat of the sea", 60), "octoca…");
        assert_eq!(text("a b c d e f g h i j", 40), "a b…");
        assert_eq!(text("山田太郎山田太郎", 60), "山田太…");
        assert_eq!(text("e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", 30), "e\u{301}e\u{301}…");
        assert_eq!(text("\u{fdfd}\u{fdfd}", 60), "…");
        assert_eq!(text("one\nline\u{202e}", 100), "one line");
        assert_eq!(fitted(&"x".repeat(200), 60).whole.len(), 200);
        assert_eq!(text("", 60), "");
    }

    proptest! {
        #[test]
        fn what_is_cut_fits(text in "\\PC{0,60}", room in 12_i32..400) {
            let fitted = fitted(&text, room);
            prop_assert!(fitted.width() <= room, "{} > {room}: {}", fitted.width(), fitted.text);
        }

        #[test]
        fn shares_stay_in_the_room_and_in_order(one in 0_u64.., other in 0_u64.., room in 0_i32..10_000) {
            let (least, most) = (one.min(other), one.max(other));
            let of = |part: u64| share(part.into(), most.into(), room);
            prop_assert!((0..=room).contains(&of(least)) && of(least) <= of(most));
            prop_assert!(most == 0 || of(most) == room);
        }
    }
}
