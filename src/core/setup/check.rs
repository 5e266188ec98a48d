//! The findings of a look at what a release needs.

use std::cmp::Ordering;

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Ok,
    /// Not as it should be.
    Finding,
    /// Nobody could be asked, or nobody was.
    Unknown,
}

impl State {
    /// Returns its name: `ok`, `finding`, `unknown`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Finding => "finding",
            Self::Unknown => "unknown",
        }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What: `identity`, `push`.
    pub name: &'static str,
    /// How it stands.
    pub state: State,
    /// What was seen, and where: a lowercase fragment.
    pub text: String,
    /// What to do about it: a command to paste, or a sentence.
    pub remedy: Option<String>,
}

impl Check {
    /// Returns a check that is as it should be.
    pub fn ok(name: &'static str, text: impl Into<String>) -> Self {
        Self { name, state: State::Ok, text: text.into(), remedy: None }
    }

    /// Returns a finding with what to do about it.
    pub fn finding(name: &'static str, text: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { name, state: State::Finding, text: text.into(), remedy: Some(remedy.into()) }
    }

    /// Returns what could not be found out, and why.
    pub fn unknown(name: &'static str, text: impl Into<String>) -> Self {
        Self { name, state: State::Unknown, text: text.into(), remedy: None }
    }
}

/// Returns the numbers of the first version that a program says of itself: `2.47.3` of `git version 2.47.3 (Apple)`.
pub fn version_in(text: &str) -> Option<Version> {
    let word = text.split_whitespace().find(|word| word.starts_with(|letter: char| letter.is_ascii_digit()))?;
    let numbers: Vec<u64> = word.split('.').map_while(|part| part.parse().ok()).collect();
    (numbers.len() > 1).then_some(Version(numbers))
}

/// The version of a program, by its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version(Vec<u64>);

impl Version {
    /// Says whether it is older than another, given by its numbers.
    pub fn is_older_than(&self, other: &[u64]) -> bool {
        self.0.as_slice().cmp(other) == Ordering::Less
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_found_and_compared() {
        let found = |text: &str| version_in(text).map(|version| version.0);
        assert_eq!(found("git version 2.47.3"), Some(vec![2, 47, 3]));
        assert_eq!(found("git version 2.39.5 (Apple Git-154)"), Some(vec![2, 39, 5]));
        assert_eq!(found("git version 2.50.0.windows.1"), Some(vec![2, 50, 0]));
        assert_eq!(found("nothing"), None);
        let is_old = |text: &str| version_in(text).is_some_and(|version| version.is_older_than(&[2, 34]));
        assert!(is_old("git version 2.9.5") && !is_old("git version 2.34.0") && !is_old("git version 3.0"));
    }
}
