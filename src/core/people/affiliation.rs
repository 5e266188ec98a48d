//! An affiliation as a person types it: `acme`, `acme 2020-01-01..`, `acme 2020-01-01..2022-12-31`, `acme ..2022-12-31`.

use jiff::civil::Date;

use crate::core::people::Affiliation;
use crate::core::text::clean;
use crate::failure::{Failure, Kind};

/// Why a text is no affiliation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AffiliationError {
    /// It runs backwards.
    #[error("`{0}` ends before it begins")]
    Backwards(String),
    /// A day that is none.
    #[error("`{day}` in `{text}` is no day")]
    Day {
        /// What stands where a day is wanted.
        day: String,
        /// All of the text.
        text: String,
    },
    /// No organisation.
    #[error("`{0}` names no organisation")]
    Nameless(String),
}

impl From<AffiliationError> for Failure {
    fn from(error: AffiliationError) -> Self {
        Self::new(Kind::Usage, error.to_string())
            .hint("write the organisation, then the first and the last day: `'acme 2020-01-01..2022-12-31'`, `'acme 2020-01-01..'`")
    }
}

impl std::str::FromStr for Affiliation {
    type Err = AffiliationError;

    fn from_str(text: &str) -> Result<Self, AffiliationError> {
        let text = clean(text).into_owned();
        let (organisation, range) = match text.rsplit_once(' ') {
            Some((organisation, range)) if range.contains("..") || range.parse::<Date>().is_ok() => {
                (organisation, range)
            }
            None if text.contains("..") => ("", text.as_str()),
            _ => (text.as_str(), ""),
        };
        let day = |day: &str| match day {
            "" => Ok(None),
            day => match day.parse::<Date>() {
                Ok(found) => Ok(Some(found)),
                Err(_) => Err(AffiliationError::Day { day: day.to_owned(), text: text.clone() }),
            },
        };
        let (from, until) = range.split_once("..").unwrap_or((range, ""));
        let found = Self { organisation: organisation.trim().to_owned(), from: day(from)?, until: day(until)? };
        if found.organisation.is_empty() {
            return Err(AffiliationError::Nameless(text));
        }
        if found.is_backwards() {
            return Err(AffiliationError::Backwards(text));
        }
        Ok(found)
    }
}

/// Writes `acme 2020-01-01..2022-12-31`, with what is known of the days.
impl std::fmt::Display for Affiliation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        formatter.write_str(&clean(&self.organisation))?;
        match (self.from, self.until) {
            (None, None) => Ok(()),
            (from, until) => write!(formatter, " {}..{}", day(from), day(until)),
        }
    }
}

impl Affiliation {
    /// Says whether `given` is about this stretch: the same organisation and the same first day, or no first day and this
    /// one still goes on.
    pub fn is_meant_by(&self, given: &Self) -> bool {
        let same = self.organisation.eq_ignore_ascii_case(&given.organisation);
        same && (self.from == given.from || (given.from.is_none() && self.until.is_none()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn affiliations_are_read_and_written() {
        for text in ["acme", "acme 2020-01-01..", "ACME Labs ..2022-12-31", "a 2020-01-01..2020-01-01"] {
            assert_eq!(text.parse::<Affiliation>().unwrap().to_string(), text);
        }
        assert_eq!("acme  2020-01-01".parse::<Affiliation>().unwrap().to_string(), "acme 2020-01-01..");
        for (text, told) in [
            ("acme 2020-02-30..", "`2020-02-30` in `acme 2020-02-30..` is no day"),
            ("acme 2020-01-01..soon", "`soon` in `acme 2020-01-01..soon` is no day"),
            ("acme 2021-01-01..2020-01-01", "`acme 2021-01-01..2020-01-01` ends before it begins"),
            ("..2020-01-01", "`..2020-01-01` names no organisation"),
            ("", "`` names no organisation"),
        ] {
            assert_eq!(text.parse::<Affiliation>().unwrap_err().to_string(), told);
        }
    }
}
