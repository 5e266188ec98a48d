//! The JSON that programs read.

use serde::Serialize;

use crate::failure::{Failure, Kind};

/// Returns a value as indented JSON with a line end.
pub(super) fn pretty(value: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value);
    text.map(|text| text + "\n").map_err(|error| Failure::new(Kind::Outside, format!("could not write JSON: {error}")))
}
