//! Which headings and code blocks of a pull request hold an upgrade note, and which words mean that there is none.

use super::Kind;

/// The words that may stand behind `Upgrade` or `Migration` in the heading of a note.
const BEHIND: [&str; 22] = [
    "and",
    "consideration",
    "considerations",
    "for",
    "guide",
    "guides",
    "impact",
    "info",
    "information",
    "instruction",
    "instructions",
    "migration",
    "note",
    "notes",
    "path",
    "plan",
    "procedure",
    "required",
    "step",
    "steps",
    "upgrade",
    "users",
];

/// Returns the kind of the notes under a heading, as far as the heading says; the outer `None` where it holds none.
#[expect(clippy::option_option, reason = "a heading of a note may leave its kind open")]
pub(super) fn of_heading(title: &str) -> Option<Option<Kind>> {
    let lower = title.to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let text = words.join(" ");
    if ["no", "non", "not", "without"].iter().any(|word| words.contains(word)) {
        return None;
    }
    if text == "breaking"
        || text.contains("breaking change")
        || text.contains("backward incompatible")
        || text.contains("backwards incompatible")
        || text.contains("incompatible change")
    {
        return Some(Some(Kind::Breaking));
    }
    if words.len() <= 3 && words.iter().any(|word| word.starts_with("deprecat")) {
        return Some(Some(Kind::Deprecation));
    }
    let begins = words.first().is_some_and(|word| ["upgrade", "upgrading", "migration", "migrating"].contains(word));
    let is_note = begins && words.iter().skip(1).all(|word| BEHIND.contains(word));
    let is_how =
        ["how to upgrade", "how to migrate", "notes for upgrading", "notes on upgrading"].contains(&text.as_str());
    (is_note || is_how).then_some(None)
}

/// Says whether a fenced block with this information holds a note.
pub(super) fn is_fence(info: &str) -> bool {
    let word = info.split(|letter: char| letter.is_whitespace() || letter == ',').next().unwrap_or_default();
    ["release-note", "release-notes", "upgrade-note", "upgrade-notes"].contains(&word.to_lowercase().as_str())
}

/// What a text amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// Nothing was written.
    Empty,
    /// Somebody wrote that there is nothing to say.
    None,
    /// A note.
    Note,
}

/// Returns what the answer to a heading that asks amounts to: one that begins with "No" says that there is nothing.
pub(super) fn weigh_answer(text: &str) -> Weight {
    let answer = text.trim_start_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase();
    let mut words = answer.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_no = words.next() == Some("no") && words.next() != Some("longer");
    if is_no { Weight::None } else { weigh(text) }
}

/// Returns what a text amounts to.
pub(super) fn weigh(text: &str) -> Weight {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    match words.join(" ").as_str() {
        "" | "tbd" | "todo" | "yes" => Weight::Empty,
        "none"
        | "n a"
        | "na"
        | "no"
        | "nope"
        | "nothing"
        | "not applicable"
        | "not needed"
        | "not required"
        | "no breaking change"
        | "no breaking changes"
        | "none needed"
        | "none required"
        | "no upgrade notes"
        | "no migration needed"
        | "no migration required"
        | "no deprecations"
        | "there are none" => Weight::None,
        _ => Weight::Note,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_notes_are_known() {
        for (title, expected) in [
            ("Upgrade notes", Some(None)),
            ("🚨 Breaking changes:", Some(Some(Kind::Breaking))),
            ("Does this PR introduce a breaking change?", Some(Some(Kind::Breaking))),
            ("BREAKING CHANGE", Some(Some(Kind::Breaking))),
            ("Migration", Some(None)),
            ("How to upgrade", Some(None)),
            ("Deprecations", Some(Some(Kind::Deprecation))),
            ("Upgrade webpack to 5", None),
            ("Migrations of the database in detail", None),
            ("Release notes", None),
            ("Summary", None),
            ("Non-breaking changes", None),
            ("No breaking changes", None),
            ("Changes that are not backwards-incompatible", None),
        ] {
            assert_eq!(of_heading(title), expected, "{title}");
        }
        assert!(
            is_fence("release-note")
                && is_fence("Upgrade-Note x")
                && !is_fence("rust")
                && !is_fence("release-notes.md")
        );
    }

    #[test]
    fn none_is_told_from_nothing_and_from_a_note() {
        for (text, weight) in [
            ("NONE", Weight::None),
            ("`None`.", Weight::None),
            ("N/A", Weight::None),
            ("No breaking changes!", Weight::None),
            (" -- ", Weight::Empty),
            ("No longer accepts `x`", Weight::Note),
        ] {
            assert_eq!(weigh(text), weight, "{text}");
        }
    }

    #[test]
    fn an_answer_of_no_is_no_note() {
        for (text, weight) in [
            ("- No, it only adds `x`", Weight::None),
            ("**No**", Weight::None),
            ("No longer accepts `x`", Weight::Note),
            ("Yes: `x` went", Weight::Note),
            ("Not only `x`, `y` too", Weight::Note),
        ] {
            assert_eq!(weigh_answer(text), weight, "{text}");
        }
    }
}
