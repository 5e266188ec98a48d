//! Upgrade notes as values: what `--format json` prints, and what the pages are made of.

use std::fmt::Write as _;

use serde::Serialize;

/// The version of the JSON form. It grows by one when a field changes its meaning or goes away.
pub const SCHEMA: u32 = 1;

/// The upgrade notes of one range.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notes {
    /// [`SCHEMA`].
    pub schema: u32,
    /// Both ends, and what the range says about the way from one to the other.
    pub range: Range,
    /// The notes, in the order of their kinds.
    pub items: Vec<Item>,
    /// The files that could be compared if both ends of them could be read.
    pub unread: Vec<Unread>,
    /// `owner/name`, where it is known.
    #[serde(skip)]
    pub project: Option<String>,
    /// The address of the server's web pages.
    #[serde(skip)]
    pub server: String,
}

/// Both ends of a range.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Range {
    /// The name of the base as it was given or found; `None` when the range begins with the history.
    pub base: Option<String>,
    /// The name of the head as it was given.
    pub head: String,
    /// The version of the base, where it is a release.
    pub from: Option<String>,
    /// The version of the head; `None` while it is unreleased.
    pub to: Option<String>,
    /// The final releases on the way, oldest first: their own notes hold as well.
    pub past: Vec<String>,
    /// The full object id of the base commit.
    pub base_commit: Option<String>,
    /// The full object id of the head commit.
    pub head_commit: String,
}

/// A file that can be read at one end of the range alone, so that the notes say nothing of what it asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// The end at which it cannot be read.
    pub end: RangeEnd,
    /// The name of that end as it was given or found.
    pub revision: String,
    /// The path of the file.
    pub file: String,
    /// The 1-based line; `None` where the whole file is no text, or too long.
    pub line: Option<usize>,
    /// What is wrong with it.
    pub reason: String,
}

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RangeEnd {
    /// Where it begins.
    Base,
    /// Where it ends.
    Head,
}

impl Unread {
    /// Returns the place: `HEAD:pyproject.toml:4`.
    pub fn place(&self) -> String {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("{}:{}{line}", self.revision, self.file)
    }
}

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Something works in another way, or not any more.
    Breaking,
    /// Something is going to go.
    Deprecation,
    /// What runs it must be newer.
    MinimumVersion,
    /// A dependency must be newer.
    Dependency,
    /// The database changes.
    Migration,
    /// An option or a configuration key went, or has another name.
    Option,
    /// Whatever else people wrote for those who upgrade.
    Other,
}

impl Kind {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Breaking,
        Self::Deprecation,
        Self::MinimumVersion,
        Self::Dependency,
        Self::Migration,
        Self::Option,
        Self::Other,
    ];

    /// Returns the stable name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Deprecation => "deprecation",
            Self::MinimumVersion => "minimum-version",
            Self::Dependency => "dependency",
            Self::Migration => "migration",
            Self::Option => "option",
            Self::Other => "other",
        }
    }

    /// Returns the heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Breaking => "Breaking changes",
            Self::Deprecation => "Deprecations",
            Self::MinimumVersion => "Minimum versions",
            Self::Dependency => "Dependencies",
            Self::Migration => "Database migrations",
            Self::Option => "Options and configuration keys",
            Self::Other => "Other notes",
        }
    }
}

/// One note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The stable key: the number of a pull request, the beginning of a commit's name, or what a fact is about.
    #[serde(skip)]
    pub key: String,
    /// What it is about.
    pub kind: Kind,
    /// What it says in one line: a title that a person wrote, or a sentence made of the values.
    pub title: String,
    /// What a person wrote for those who upgrade, as Markdown, exactly.
    pub text: Option<String>,
    /// What a person still has to write; `None` where somebody did, or said that there is nothing to say.
    pub todo: Option<String>,
    /// Whom to ask: authors and mergers, by login.
    pub ask: Vec<String>,
    /// Whom to ask where nothing says which login it is, by the name that git has.
    pub ask_names: Vec<String>,
    /// Where it comes from.
    pub sources: Vec<Source>,
}

impl Item {
    /// Returns the key such that it can stand in a comment of HTML: without spaces, `>` and `--`.
    pub fn mark(&self) -> String {
        let mut mark = String::new();
        for byte in self.key.bytes() {
            let is_plain = byte.is_ascii_alphanumeric() || b"/._@+:;=".contains(&byte);
            // Two of them would end the comment.
            if is_plain || (byte == b'-' && !mark.is_empty() && !mark.ends_with('-')) {
                mark.push(char::from(byte));
            } else {
                // Writing into a text does not fail.
                let _ = write!(mark, "%{byte:02X}");
            }
        }
        mark
    }
}

/// Where a note comes from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum Source {
    /// A pull request.
    PullRequest {
        /// Its number.
        pull_request: u64,
    },
    /// A commit without one.
    Commit {
        /// Its full object id.
        commit: String,
    },
    /// A line of a file.
    File {
        /// The path.
        file: String,
        /// The 1-based line, of the head where the head has it.
        line: usize,
        /// What the base says.
        before: Option<String>,
        /// What the head says.
        after: Option<String>,
    },
}
