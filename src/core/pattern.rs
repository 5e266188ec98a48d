//! Regular expressions that are part of the program.

use regex::Regex;

/// Returns the compiled form of a pattern that is written in the source.
pub(in crate::core) fn pattern(source: &'static str) -> Regex {
    Regex::new(source).unwrap_or_else(|error| unreachable!("the pattern `{source}` is wrong: {error}"))
}
