//! What the columns of a table are for: by the words of their heads, or as a person says.

use std::fmt;
use std::str::FromStr;

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The version, or the tag.
    Version,
    /// Who cut it.
    ReleasedBy,
    /// Who was the mentor.
    MentoredBy,
    /// Who was the sponsor.
    SponsoredBy,
    /// Who watched.
    ShadowedBy,
    /// `major`, `minor`, …
    Kind,
    /// Whether it mends something that can be exploited.
    Security,
    /// What else there is to say.
    Notes,
}

/// A text that says no column.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` names no column")]
pub struct ColumnError(pub String);

impl Column {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Version,
        Self::ReleasedBy,
        Self::MentoredBy,
        Self::SponsoredBy,
        Self::ShadowedBy,
        Self::Kind,
        Self::Security,
        Self::Notes,
    ];

    /// Returns the word for it in flags and messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::ReleasedBy => "released-by",
            Self::MentoredBy => "mentored-by",
            Self::SponsoredBy => "sponsored-by",
            Self::ShadowedBy => "shadowed-by",
            Self::Kind => "kind",
            Self::Security => "security",
            Self::Notes => "notes",
        }
    }

    /// Returns the heads by which it is recognised, in lower case and without marks; the first ones rather.
    fn heads(self) -> &'static [&'static str] {
        match self {
            Self::Version => {
                &["version", "tag", "release", "release version", "release tag", "version number", "milestone"]
            }
            Self::ReleasedBy => &[
                "released by",
                "release shepherd",
                "shepherd",
                "release manager",
                "release managers",
                "releaser",
                "release captain",
                "captain",
                "release lead",
                "release driver",
                "release engineer",
                "manager",
                "rm",
                "cut by",
                "by",
                "who",
                "lead",
                "driver",
                "author",
            ],
            Self::MentoredBy => &["mentored by", "mentor", "mentors", "release mentor"],
            Self::SponsoredBy => &["sponsored by", "sponsor", "sponsors"],
            Self::ShadowedBy => &["shadowed by", "shadow", "shadows", "release shadow", "release shadows", "observer"],
            Self::Kind => &["kind", "type", "release type"],
            Self::Security => &["security", "cve", "security release"],
            Self::Notes => &["notes", "note", "comment", "comments", "remarks"],
        }
    }

    /// Returns how well a head names the column: the less the better; `None` where it does not.
    pub(super) fn rank(self, head: &str) -> Option<usize> {
        let head = plain(head);
        self.heads().iter().position(|known| *known == head)
    }
}

impl fmt::Display for Column {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

impl FromStr for Column {
    type Err = ColumnError;

    fn from_str(text: &str) -> Result<Self, ColumnError> {
        Self::ALL.into_iter().find(|column| column.word() == text).ok_or_else(|| ColumnError(text.to_owned()))
    }
}

/// Returns a head as it is compared: in lower case, marks as spaces.
pub(super) fn plain(head: &str) -> String {
    let lower = head.to_lowercase().replace("(s)", "");
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
