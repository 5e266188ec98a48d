//! Conditions in words: `(patch only)`, `**FINAL only:**`, `(optional)`.

use crate::core::version::ReleaseKind;

/// A word that says when a step applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What it is about.
    pub word: Word,
    /// Whether the step is for everything else: `not for patch releases`.
    pub is_negated: bool,
}

/// What a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// A kind of release.
    Kind(ReleaseKind),
    /// Anything but a pre-release.
    Final,
    /// A security release.
    Security,
    /// It may be left out.
    Optional,
}

/// What is known of the release in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Its kind.
    pub kind: ReleaseKind,
    /// Whether it mends a vulnerability.
    pub is_security: bool,
}

impl Condition {
    /// Returns the conditions that the Markdown of a step begins or ends with, or states as its own sentence.
    pub(super) fn find(_text: &str) -> Vec<Self> {
        Vec::new()
    }

    /// Returns the word in lower case, with `not` before it where it is negated: `patch`, `not pre-release`.
    pub fn name(&self) -> String {
        let word = match self.word {
            Word::Kind(kind) => kind.name(),
            Word::Final => "final",
            Word::Security => "security",
            Word::Optional => "optional",
        };
        if self.is_negated { format!("not {word}") } else { word.to_owned() }
    }

    /// Says whether a step with these conditions applies: one of its positive words fits, where there are any, and none
    /// of those that are negated does.
    pub fn apply(conditions: &[Self], facts: Facts) -> bool {
        let fits = |condition: &&Self| match condition.word {
            Word::Kind(kind) => kind == facts.kind,
            Word::Final => facts.kind != ReleaseKind::PreRelease,
            Word::Security => facts.is_security,
            Word::Optional => true,
        };
        let (negated, positive): (Vec<_>, Vec<_>) = conditions.iter().partition(|condition| condition.is_negated);
        let positive: Vec<_> = positive.into_iter().filter(|condition| condition.word != Word::Optional).collect();
        (positive.is_empty() || positive.iter().any(fits)) && !negated.iter().any(fits)
    }
}
