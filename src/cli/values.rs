//! Values of flags: the names that the configuration file knows, offered and checked by clap.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use jiff::SignedDuration;

use crate::config::{Choice, named};
use crate::core::text::clean;
use crate::failure::{Failure, Kind};
use crate::ui::Color;

/// Returns a parser of a setting that is one of a few named values.
pub(super) fn choice<Value: Choice + Send + Sync>() -> impl TypedValueParser<Value = Value> {
    let names: Vec<&'static str> = Value::NAMES.iter().map(|(name, _)| *name).collect();
    PossibleValuesParser::new(names).try_map(|word| named::<Value>(&word).map_err(|problem| problem.to_string()))
}

/// Returns a project that was given as `owner/name`.
pub(super) fn project(flag: &str, given: &str) -> Result<String, Failure> {
    let is_plain = |part: &str| {
        !part.is_empty() && part.chars().all(|letter| letter.is_ascii_alphanumeric() || "._-".contains(letter))
    };
    match given.split_once('/') {
        Some((owner, name)) if is_plain(owner) && is_plain(name) => Ok(given.to_owned()),
        _ => Err(Failure::new(Kind::Usage, format!("`{flag} {}` is no project", clean(given)))
            .hint("write it as `OWNER/NAME`")),
    }
}

/// Returns the minutes of a time that was given as `90m`, `1h30m` or `90`.
pub(super) fn minutes(flag: &str, given: &str) -> Result<u32, Failure> {
    let read = given.parse::<u32>().ok().or_else(|| {
        let time = given.parse::<SignedDuration>().ok()?;
        u32::try_from(time.as_mins()).ok().filter(|_| time.subsec_nanos() == 0 && time.as_secs() % 60 == 0)
    });
    read.filter(|minutes| *minutes > 0).ok_or_else(|| {
        Failure::new(Kind::Usage, format!("`{flag} {}` is no time that something took", clean(given)))
            .hint("write it in minutes, or as `90m` or `1h30m`")
    })
}

/// Returns a parser of `--color`.
pub(super) fn color() -> impl TypedValueParser<Value = Color> {
    PossibleValuesParser::new(["auto", "always", "never"]).map(|word| match word.as_str() {
        "always" => Color::Always,
        "never" => Color::Never,
        _ => Color::Auto,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_whole_minutes() {
        for (text, expected) in [("90", 90), ("90m", 90), ("1h30m", 90), ("2h", 120), ("1h 5m", 65)] {
            assert_eq!(minutes("--spent", text), Ok(expected), "{text}");
        }
        for text in ["", "0", "-5m", "90s", "soon", "1d"] {
            assert!(minutes("--spent", text).is_err(), "{text}");
        }
    }
}
