//! What stands out in a text, as terminals with colours show it.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Reset, Style};

use crate::core::tone::{END, Tone, is_mark};

/// Returns how a part of a text looks. Few colours, of those that each terminal has its own shades of.
pub(super) fn style(tone: Tone) -> Style {
    match tone {
        Tone::Title => Style::new().bold(),
        Tone::Faint => Style::new().dimmed(),
        Tone::Good => AnsiColor::Green.on_default(),
        Tone::Careful => AnsiColor::Yellow.on_default(),
        Tone::Bad => AnsiColor::Red.on_default().bold(),
        Tone::Command => AnsiColor::Cyan.on_default(),
    }
}

/// Returns a text whose marks became the sequences that terminals obey. No style goes on into the next line.
pub(super) fn painted(text: &str) -> String {
    if !text.contains(is_mark) {
        return text.to_owned();
    }
    let mut painted = String::with_capacity(text.len());
    let mut is_open = false;
    for letter in text.chars() {
        if let Some(tone) = Tone::begun_by(letter) {
            let _ = write!(painted, "{}", style(tone));
            is_open = true;
        } else if is_open && (letter == END || letter == '\n') {
            let _ = write!(painted, "{Reset}");
            is_open = false;
        }
        if !is_mark(letter) {
            painted.push(letter);
        }
    }
    if is_open {
        let _ = write!(painted, "{Reset}");
    }
    painted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::tone::HANG;

    #[test]
    fn marks_become_styles() {
        let text = format!("{} b{HANG}c\n", Tone::Good.of("a"));
        assert_eq!(painted(&text), "\u{1b}[32ma\u{1b}[0m bc\n");
        assert_eq!(painted("plain"), "plain");
        let open = Tone::Title.of("a").replace(END, "");
        assert_eq!(painted(&format!("{open}\nb")), "\u{1b}[1ma\u{1b}[0m\nb");
        assert_eq!(painted(&open), "\u{1b}[1ma\u{1b}[0m");
    }
}
