//! Values of flags: the names that the configuration file knows, offered and checked by clap.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::config::{Choice, named};
use crate::ui::Color;

/// Returns a parser of a setting that is one of a few named values.
pub(super) fn choice<Value: Choice + Send + Sync>() -> impl TypedValueParser<Value = Value> {
    let names: Vec<&'static str> = Value::NAMES.iter().map(|(name, _)| *name).collect();
    PossibleValuesParser::new(names).try_map(|word| named::<Value>(&word).map_err(|problem| problem.to_string()))
}

/// Returns a parser of `--color`.
pub(super) fn color() -> impl TypedValueParser<Value = Color> {
    PossibleValuesParser::new(["auto", "always", "never"]).map(|word| match word.as_str() {
        "always" => Color::Always,
        "never" => Color::Never,
        _ => Color::Auto,
    })
}
