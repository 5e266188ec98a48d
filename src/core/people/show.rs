//! What a person lets the public site say of them. Without their word it says nothing of it.

use std::fmt;
use std::str::FromStr;

use crate::core::text::{clean, nearest};

/// Something of a person that the site of a report shows only where they said so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Show {
    /// How far they have come on the ladder.
    Rung,
    /// What they carry: releases and mentees.
    Load,
    /// When they are away; never why.
    Away,
    /// Which slots they declined; never why.
    Declines,
    /// When they talk next with their mentor or mentee; never how.
    CheckIn,
}

/// A word that names nothing of that sort.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is none of {}{}", clean(.0), Show::WORDS.join(", "), meant(.0))]
pub struct ShowError(pub String);

/// Returns what was probably meant, as the end of a sentence.
fn meant(word: &str) -> String {
    nearest(word, Show::WORDS).map(|word| format!("; did you mean `{word}`?")).unwrap_or_default()
}

impl Show {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Rung, Self::Load, Self::Away, Self::Declines, Self::CheckIn];

    /// Their words, in the same order.
    pub const WORDS: [&'static str; 5] = ["rung", "load", "away", "declines", "check-in"];

    /// Returns the word for it in files and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Rung => "rung",
            Self::Load => "load",
            Self::Away => "away",
            Self::Declines => "declines",
            Self::CheckIn => "check-in",
        }
    }
}

impl fmt::Display for Show {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.word())
    }
}

impl FromStr for Show {
    type Err = ShowError;

    fn from_str(word: &str) -> Result<Self, ShowError> {
        Self::ALL.into_iter().find(|show| show.word() == word).ok_or_else(|| ShowError(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_word() {
        for (show, word) in Show::ALL.into_iter().zip(Show::WORDS) {
            assert_eq!((show.word(), word.parse()), (word, Ok(show)));
        }
        let told = |word: &str| word.parse::<Show>().unwrap_err().to_string();
        assert_eq!(told("rungs"), "`rungs` is none of rung, load, away, declines, check-in; did you mean `rung`?");
        assert_eq!(told("e-mail"), "`e-mail` is none of rung, load, away, declines, check-in");
    }
}
