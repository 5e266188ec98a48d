//! Time zones by their names, from the copy of the time zone database that this program carries: each clone then says
//! the same of each hour.

use std::sync::OnceLock;

use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::core::text::nearest;
use crate::failure::{Failure, Kind};

/// A text that names no time zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is no time zone")]
pub struct ZoneError {
    /// The text.
    pub name: String,
    /// The time zone that was probably meant.
    pub meant: Option<String>,
}

impl From<ZoneError> for Failure {
    fn from(error: ZoneError) -> Self {
        let hint = error.remedy();
        Self::new(Kind::Usage, error.to_string()).hint(hint)
    }
}

impl ZoneError {
    /// Returns what to write instead.
    pub fn remedy(&self) -> String {
        match &self.meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "write it as the time zone database does, such as `Europe/Lisbon` or `UTC`".to_owned(),
        }
    }
}

/// Returns the time zone of a name of the IANA time zone database, in any case.
pub fn zone(name: &str) -> Result<TimeZone, ZoneError> {
    database().get(name).map_err(|_| ZoneError { name: name.to_owned(), meant: meant(name) })
}

/// Returns the name of a time zone as the database writes it.
pub fn zone_name(name: &str) -> Result<String, ZoneError> {
    Ok(zone(name)?.iana_name().unwrap_or(name).to_owned())
}

fn database() -> &'static TimeZoneDatabase {
    static DATABASE: OnceLock<TimeZoneDatabase> = OnceLock::new();
    DATABASE.get_or_init(TimeZoneDatabase::bundled)
}

/// Returns the name that was probably meant: that of the place, or one that is written almost so.
fn meant(name: &str) -> Option<String> {
    let known: Vec<String> = database().available().map(|found| found.as_str().to_owned()).collect();
    let wanted = name.trim().replace(' ', "_");
    let place = |found: &&String| found.rsplit('/').next().is_some_and(|place| place.eq_ignore_ascii_case(&wanted));
    if let Some(found) = known.iter().find(place) {
        return Some(found.clone());
    }
    // `nearest` takes `_` for `-`, and looks at small letters.
    let plain: Vec<String> = known.iter().map(|found| found.to_lowercase().replace('_', "-")).collect();
    let found = nearest(&wanted, plain.iter().map(String::as_str))?;
    plain.iter().position(|plain| plain == found).and_then(|position| known.get(position).cloned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_and_misspelt_ones_are_guessed() {
        assert_eq!(zone_name("europe/lisbon").as_deref(), Ok("Europe/Lisbon"));
        assert_eq!(zone_name("UTC").as_deref(), Ok("UTC"));
        for (text, meant) in [
            ("Lisbon", Some("Europe/Lisbon")),
            ("new york", Some("America/New_York")),
            ("Europe/Lisbonn", Some("Europe/Lisbon")),
            ("America/New York", Some("America/New_York")),
            ("Mars/Olympus", None),
            ("", None),
        ] {
            let error = zone(text).unwrap_err();
            assert_eq!(error.meant.as_deref(), meant, "{text}");
        }
        assert_eq!(
            Failure::from(zone("Lisbon").unwrap_err()).to_string(),
            "error: `Lisbon` is no time zone\nhelp: did you mean `Europe/Lisbon`?"
        );
    }
}
