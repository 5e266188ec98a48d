//! What a check found.

use crate::core::text::clean;
use crate::failure::Failure;

/// So many names of a list are shown.
const SHOWN: usize = 5;

/// What a check found. Each text is a lowercase fragment of one line, fit for a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It holds.
    Holds {
        /// What shows it.
        evidence: String,
    },
    /// It does not hold.
    Fails {
        /// What is wrong.
        why: String,
        /// What to do.
        remedy: String,
        /// Whether it may hold by itself after a while, so that asking again makes sense.
        is_pending: bool,
    },
    /// It cannot be told.
    Unknown {
        /// What stands in the way.
        why: String,
        /// What to do.
        remedy: String,
    },
}

impl Finding {
    pub(super) fn holds(evidence: impl AsRef<str>) -> Self {
        Self::Holds { evidence: line(evidence) }
    }

    pub(super) fn fails(why: impl AsRef<str>, remedy: impl AsRef<str>) -> Self {
        Self::Fails { why: line(why), remedy: line(remedy), is_pending: false }
    }

    pub(super) fn pending(why: impl AsRef<str>, remedy: impl AsRef<str>) -> Self {
        Self::Fails { why: line(why), remedy: line(remedy), is_pending: true }
    }

    pub(super) fn unknown(why: impl AsRef<str>, remedy: impl AsRef<str>) -> Self {
        Self::Unknown { why: line(why), remedy: line(remedy) }
    }

    /// Returns that nothing is known, because something failed that has a hint of its own.
    pub(super) fn failed(failure: impl Into<Failure>) -> Self {
        let failure = failure.into();
        let hint = failure.hints.first().map_or("look for yourself, and say what you saw", String::as_str);
        Self::unknown(&failure.message, hint)
    }
}

/// Names and messages come from outside; nothing of them may break a line or move the cursor.
fn line(text: impl AsRef<str>) -> String {
    clean(text.as_ref()).into_owned()
}

/// Returns the first names of a list, and how many more there are of `total`: `` `a`, `b` and 4 more ``.
pub(super) fn some_of<Name: AsRef<str>>(names: &[Name], total: usize) -> String {
    let shown: Vec<&str> = names.iter().take(SHOWN).map(AsRef::as_ref).collect();
    let more = total.saturating_sub(shown.len());
    let text = shown.join(", ");
    if more > 0 { format!("{text} and {more} more") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_cut() {
        assert_eq!(some_of(&["a", "b"], 2), "a, b");
        assert_eq!(some_of(&["a", "b", "c", "d", "e", "f"], 8), "a, b, c, d, e and 3 more");
    }

    #[test]
    fn nothing_breaks_the_line() {
        let found = Finding::holds("one\ntwo \u{1b}[31mred");
        assert_eq!(found, Finding::Holds { evidence: "one two [31mred".to_owned() });
    }
}
