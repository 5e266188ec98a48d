//! What a comment in the document says about a step: `<!-- shepherd: id = "tag", irreversible = true -->`.

mod read;

pub(super) use read::MARK;

use std::ops::Range;

use crate::core::version::ReleaseKind;

/// What is said about a step. A key that is not there says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotation {
    /// The identity of the step, whatever its text becomes.
    pub id: Option<String>,
    /// The kinds of release that the step is for. Empty: all.
    pub only: Vec<ReleaseKind>,
    /// The right that is needed, such as `pypi-owner`.
    pub role: Option<String>,
    /// The steps that come first, by their identities.
    pub needs: Vec<String>,
    /// What proves the step done.
    pub verify: Option<Verify>,
    /// What must hold before the step.
    pub checks: Vec<Check>,
    /// Who must agree: `mentor`, or a login.
    pub sign_off: Option<String>,
    /// Whether it can be taken back; without it, the commands decide.
    pub irreversible: Option<bool>,
    /// How long to wait after the step before it counts.
    pub wait: Option<Wait>,
    /// The command that takes the step back.
    pub undo: Option<String>,
    /// Why the step is there.
    pub why: Option<String>,
    /// The values that the step asks for, or sets for later ones.
    pub input: Vec<String>,
    /// What the program does itself for this step.
    pub run: Option<BuiltIn>,
    /// Who does it usually.
    pub assignees: Vec<String>,
    /// Whether its commands talk to the person; `None` where the commands decide.
    pub interactive: Option<bool>,
}

/// What proves a step done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verify {
    /// A check that is built in.
    Check(Check),
    /// A command that ends with 0.
    Command(String),
}

/// A check that is built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Check {
    /// The changelog names every change of the range.
    ChangelogCoversRange,
    /// The checks of the target commit passed.
    CiGreen,
    /// Nothing is changed and not committed.
    CleanTree,
    /// No open issue and pull request is left in the milestone.
    MilestoneEmpty,
    /// The branch of the run's line is checked out.
    OnLine,
    /// The release's pull request is merged.
    PrMerged,
    /// The release is public.
    Published,
    /// Nobody has the tag yet, here and on the remote.
    TagAbsent,
    /// The checks that the tag started passed.
    TagCiGreen,
    /// The remote has the tag, on the commit that it should be on.
    TagPushed,
    /// The branch is what the remote has.
    UpToDate,
}

/// What the program does itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BuiltIn {
    /// Writes the changelog.
    Changelog,
    /// Drafts the release on GitHub.
    Draft,
    /// Records who released.
    Record,
    /// Tags the target.
    Tag,
    /// Drafts the upgrade notes.
    UpgradeNotes,
}

/// A time to let pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// As it was written: `72h`.
    pub text: String,
    /// How long, in seconds.
    pub seconds: u64,
}

/// Why an annotation was not understood, in whole or in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnotationProblem {
    /// What is wrong: a lowercase fragment.
    pub message: String,
    /// The place in the comment's text, in bytes.
    pub span: Range<usize>,
    /// What stands there, in a few words.
    pub label: String,
    /// What to write instead.
    pub help: String,
}

impl Check {
    /// The names, as annotations write them.
    pub const NAMES: [(&'static str, Self); 11] = [
        ("changelog-covers-range", Self::ChangelogCoversRange),
        ("ci-green", Self::CiGreen),
        ("clean-tree", Self::CleanTree),
        ("milestone-empty", Self::MilestoneEmpty),
        ("on-line", Self::OnLine),
        ("pr-merged", Self::PrMerged),
        ("published", Self::Published),
        ("tag-absent", Self::TagAbsent),
        ("tag-ci-green", Self::TagCiGreen),
        ("tag-pushed", Self::TagPushed),
        ("up-to-date", Self::UpToDate),
    ];

    /// Returns the name, as annotations write it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, check)| *check == self).map_or("", |(name, _)| name)
    }

    /// Returns what must be seen for it to hold: a lowercase fragment for people who never heard its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::ChangelogCoversRange => "the changelog names all that is in the release",
            Self::CiGreen => "CI has passed for the commit of the release",
            Self::CleanTree => "no file is changed and not committed",
            Self::MilestoneEmpty => "nothing is open in the milestone",
            Self::OnLine => "the branch of the release is checked out",
            Self::PrMerged => "the pull request of the release is merged",
            Self::Published => "the release is public",
            Self::TagAbsent => "nobody has the tag yet",
            Self::TagCiGreen => "CI has passed for the tag",
            Self::TagPushed => "the tag is on the remote",
            Self::UpToDate => "the branch here is what the remote has",
        }
    }

    /// Returns both: `the tag is on the remote (tag-pushed)`.
    pub fn told(self) -> String {
        format!("{} ({})", self.words(), self.name())
    }
}

impl BuiltIn {
    /// The names, as annotations write them.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("changelog", Self::Changelog),
        ("draft", Self::Draft),
        ("record", Self::Record),
        ("tag", Self::Tag),
        ("upgrade-notes", Self::UpgradeNotes),
    ];

    /// Returns the name, as annotations write it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, run)| *run == self).map_or("", |(name, _)| name)
    }
}

impl Annotation {
    /// Reads the text of an HTML comment, from `<!--` to `-->`. `None`: it is no annotation (does not begin with
    /// `shepherd:`). What is right in it holds even where something else is wrong.
    pub(super) fn read(comment: &str) -> Option<(Self, Vec<AnnotationProblem>)> {
        read::read(comment)
    }
}
