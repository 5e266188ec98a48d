//! How large the terminal is, and which characters it can show.

use std::io::{self, IsTerminal as _};

use crate::system::environment::preference;

/// Nothing is made to fit into less than this.
const NARROWEST: usize = 20;

/// Lines of words are no longer than this, however wide the terminal is: the eye loses its way back in longer ones.
pub(super) const READABLE: usize = 100;

/// How wide words are where nothing says how wide the terminal is.
const USUAL: usize = 80;

/// Returns how many columns the terminal has that results go to; `None` where they go elsewhere or it does not say, so
/// that what other programs read does not depend on a window. Unit tests have no terminal.
pub fn width() -> Option<usize> {
    if cfg!(test) || !io::stdout().is_terminal() {
        return None;
    }
    size(terminal_size::terminal_size_of(io::stdout())).map(|(columns, _)| columns)
}

/// Returns how wide results in words are: as the terminal that they go to, and no wider than is good to read.
pub fn width_of_words() -> usize {
    width().map_or(USUAL, |width| width.min(READABLE))
}

/// Returns how wide the help is, which may go to either: by the same rules as the parser's own part of it.
pub fn width_of_help() -> usize {
    let number = || preference("COLUMNS").and_then(|value| value.parse().ok());
    let told = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    told.or_else(number).unwrap_or(READABLE).max(NARROWEST)
}

/// Returns how many columns the terminal has that everything else goes to.
pub(super) fn width_of_messages() -> Option<usize> {
    if cfg!(test) || !io::stderr().is_terminal() {
        return None;
    }
    size(terminal_size::terminal_size_of(io::stderr())).map(|(columns, _)| columns)
}

/// Returns how many lines the terminal has that results go to.
pub(super) fn height() -> Option<usize> {
    size(terminal_size::terminal_size_of(io::stdout())).map(|(_, lines)| lines)
}

/// Returns the columns and lines: what the terminal says, else what `COLUMNS` and `LINES` say.
fn size(told: Option<(terminal_size::Width, terminal_size::Height)>) -> Option<(usize, usize)> {
    let told = told.map(|(width, height)| (usize::from(width.0), usize::from(height.0)));
    let told = told.filter(|(columns, lines)| *columns > 0 && *lines > 0);
    let number = |name: &str| preference(name).and_then(|value| value.parse::<usize>().ok()).filter(|value| *value > 0);
    let (columns, lines) = told.or_else(|| Some((number("COLUMNS")?, number("LINES").unwrap_or(24))))?;
    Some((columns.max(NARROWEST), lines))
}

/// Says whether the language that a person set is written in UTF-8: `LC_ALL`, else `LC_CTYPE`, else `LANG`. Windows knows
/// no other way.
pub(super) fn is_unicode() -> bool {
    cfg!(windows) || is_unicode_by(&preference)
}

fn is_unicode_by(variable: &dyn Fn(&str) -> Option<String>) -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| variable(name).filter(|it| !it.is_empty()));
    set.is_some_and(|locale| locale.to_ascii_lowercase().replace('-', "").contains("utf8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_that_is_set_decides() {
        let cases: [(&[(&str, &str)], bool); 6] = [
            (&[("LANG", "en_GB.UTF-8")], true),
            (&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "C")], false),
            (&[("LANG", "C"), ("LC_CTYPE", "C.utf8")], true),
            (&[("LC_ALL", ""), ("LANG", "C.UTF-8")], true),
            (&[("LANG", "pl_PL.ISO8859-2")], false),
            (&[], false),
        ];
        for (variables, expected) in cases {
            let read =
                |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(is_unicode_by(&read), expected, "{variables:?}");
        }
    }
}
