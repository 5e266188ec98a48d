//! How much is said, and in which colours.

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _};

use anstream::{AutoStream, ColorChoice};

use crate::system::environment::preference;

/// How much is said on stderr.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Errors and warnings.
    Quiet,
    /// Also what was done.
    #[default]
    Normal,
    /// Also why.
    Verbose,
}

/// Whether there are colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Color {
    /// As the variables say that people set for all programs, else on a terminal.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Returns what `--color` says among arguments that are not parsed yet, as the errors of parsing them have colours
    /// too.
    pub fn among(arguments: &[OsString]) -> Self {
        let mut words = arguments.iter().skip(1).map(|word| word.to_string_lossy()).take_while(|word| word != "--");
        let mut said = Self::Auto;
        while let Some(word) = words.next() {
            let value = match word.strip_prefix("--color") {
                Some("") => words.next().map(Cow::into_owned),
                Some(rest) => rest.strip_prefix('=').map(str::to_owned),
                None => None,
            };
            said = match value.as_deref() {
                Some("always") => Self::Always,
                Some("never") => Self::Never,
                Some("auto") => Self::Auto,
                _ => said,
            };
        }
        said
    }

    /// Lets help and the errors of arguments obey this as well.
    pub fn set_for_all(self) {
        self.wish(&preference).write_global();
    }

    /// Returns what this means for stderr of this process.
    pub(super) fn choice(self) -> ColorChoice {
        match self.wish(&preference) {
            ColorChoice::Auto => AutoStream::choice(&io::stderr()),
            wish => wish,
        }
    }

    /// Returns what people wish: the flag, else `NO_COLOR` (<https://no-color.org>), else `CLICOLOR_FORCE`, else
    /// `CLICOLOR` (<https://bixense.com/clicolors/>), each of which counts where it is not empty. `Auto` leaves it to the
    /// terminal.
    fn wish(self, variable: &dyn Fn(&str) -> Option<String>) -> ColorChoice {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let forced = set("CLICOLOR_FORCE");
        match self {
            Self::Always => ColorChoice::Always,
            Self::Never => ColorChoice::Never,
            Self::Auto if set("NO_COLOR").is_some() => ColorChoice::Never,
            Self::Auto if forced.as_deref().is_some_and(|value| value != "0") => ColorChoice::Always,
            Self::Auto if set("CLICOLOR").as_deref() == Some("0") => ColorChoice::Never,
            // The library takes a 0 for a wish, too.
            Self::Auto if forced.is_some() => {
                let term = set("TERM").is_some_and(|term| term != "dumb");
                if term && io::stderr().is_terminal() { ColorChoice::Always } else { ColorChoice::Never }
            }
            Self::Auto => ColorChoice::Auto,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::type_complexity, reason = "a table of cases")]
    fn the_flag_comes_first_then_no_then_force_then_the_terminal() {
        let cases: [(Color, &[(&str, &str)], ColorChoice); 9] = [
            (Color::Always, &[("NO_COLOR", "1")], ColorChoice::Always),
            (Color::Never, &[("CLICOLOR_FORCE", "1")], ColorChoice::Never),
            (Color::Auto, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], ColorChoice::Never),
            (Color::Auto, &[("NO_COLOR", ""), ("CLICOLOR_FORCE", "1")], ColorChoice::Always),
            (Color::Auto, &[("CLICOLOR", "0"), ("CLICOLOR_FORCE", "1")], ColorChoice::Always),
            (Color::Auto, &[("CLICOLOR", "0")], ColorChoice::Never),
            (Color::Auto, &[("CLICOLOR", "0"), ("CLICOLOR_FORCE", "0")], ColorChoice::Never),
            (Color::Auto, &[("CLICOLOR", "1")], ColorChoice::Auto),
            (Color::Auto, &[], ColorChoice::Auto),
        ];
        for (color, variables, expected) in cases {
            let read =
                |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
            assert_eq!(color.wish(&read), expected, "{color:?} {variables:?}");
        }
    }

    #[test]
    fn the_flag_is_found_before_arguments_are_parsed() {
        let among = |line: &str| Color::among(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(among("shepherd --color never status"), Color::Never);
        assert_eq!(among("shepherd status --color=always --wrong"), Color::Always);
        assert_eq!(among("shepherd --color=never --color always"), Color::Always);
        assert_eq!(among("shepherd status -- --color=always"), Color::Auto);
        assert_eq!(among("shepherd --color sometimes"), Color::Auto);
    }
}
