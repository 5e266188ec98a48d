//! The settings that have a few named values.

/// Which number is shown for a backport.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BackportNumber {
    /// The original's, with the backport's beside it.
    #[default]
    Original,
    /// The backport's own.
    Backport,
}

/// What becomes of changes that another line had before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AlreadyReleased {
    /// They are listed and say so: "also in 5.4.3".
    #[default]
    Mark,
    /// They are left out.
    Omit,
}

/// What becomes of commits without a pull request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DirectCommits {
    /// They are listed with their own title.
    #[default]
    Show,
    /// They are left out.
    Omit,
}

/// The order within a section.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The newest number first.
    #[default]
    Number,
    /// The last merged first.
    Merge,
}

/// Where the changes of pre-releases stand once the final version is out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PreReleases {
    /// Under the final version only.
    #[default]
    Collapse,
    /// Under the pre-release that brought them.
    Keep,
    /// Under both.
    Both,
}

/// What is recognised among the changes of a range. Each can be switched off, to see what it decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognition {
    /// Changes that another line had before.
    AlreadyReleased,
    /// Backports, which are shown as their originals.
    Backports,
    /// The changes of bots.
    Bots,
    /// Changelogs, version files, release pull requests.
    Housekeeping,
    /// Reverts and what they take back.
    Reverts,
}
