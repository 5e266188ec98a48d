//! What the caller hands in and what it gets back.

/// What was generated for one version, ready to be merged into a file.
#[derive(Clone, Debug, Default)]
pub struct Generated {
    /// The rendered Markdown of the version's section: heading, full-changelog line, section headings, one list item
    /// for each change, contributors. Heading levels and the bullet are free: the file's own are used.
    pub text: String,
    /// The version, with or without `v`; `None` while unreleased.
    pub version: Option<String>,
    /// The date as `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The names of base and head as they stand in a compare URL.
    pub compare: Option<(String, String)>,
    /// Every configured section, in the order in which they are shown.
    pub sections: Vec<SectionTitle>,
    /// The changes that `text` lists, in its order.
    pub entries: Vec<Entry>,
    /// Keys of everything in the range, also of what is not shown: a line that names one of these is not foreign.
    pub known: Vec<String>,
}

/// A configured section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionTitle {
    /// The stable name, e.g. `bug`.
    pub key: String,
    /// The heading, e.g. `Bugs fixed`.
    pub title: String,
}

/// A change that the generated text lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number of the pull request, or the first twelve hexadecimal digits of a direct commit.
    pub key: String,
    /// The key of its section.
    pub section: String,
    /// Other keys that stand for the same change, e.g. the backport's own number.
    pub aliases: Vec<String>,
}

/// How to merge.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Whether a section that people wrote (one without a base comment) is taken over: what is missing is added.
    pub adopt: bool,
    /// What becomes of the sections of a final version's pre-releases.
    pub pre_releases: PreReleases,
    /// Whether lines of ours go where their change is not generated any more; else they stay, and are reported.
    pub drops_gone: bool,
}

/// What becomes of the sections of a final version's own pre-releases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PreReleases {
    /// They stay as they are.
    #[default]
    Keep,
    /// They are folded into the final's section.
    Collapse,
    /// They stay, and the final lists everything again.
    Both,
}

/// The merged file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The whole text of the file.
    pub text: String,
    /// What was done.
    pub report: Report,
}

/// What a merge did, each change by its key. Lines are 1-based and those of the merged text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The version had no section, now it has.
    pub section_created: bool,
    /// An unreleased section became the version's.
    pub section_renamed: bool,
    /// Now listed for the first time.
    pub added: Vec<String>,
    /// Lines of ours that were written anew or moved to another section.
    pub updated: Vec<String>,
    /// What else of ours was written anew or removed: `heading`, `compare link`, `contributors`, `text`.
    pub refreshed: Vec<&'static str>,
    /// Lines in a person's words, which stayed.
    pub kept: Vec<String>,
    /// Removed by a person, which stays so.
    pub deleted: Vec<String>,
    /// Lines that were generated once and are not in the range any more, and were not removed.
    pub left_range: Vec<Located>,
    /// Lines that were generated once and are in the range, but are not shown any more, and were not removed.
    pub hidden: Vec<Located>,
    /// Not listed in a section that people wrote, and not added.
    pub missing: Vec<String>,
    /// Listed more than once.
    pub twice: Vec<Repeated>,
    /// The pre-releases whose sections were folded into this one.
    pub folded: Vec<String>,
    /// The pre-releases whose sections were left because folding could lose a person's words.
    pub not_folded: Vec<NotFolded>,
}

/// A key and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The key of the change.
    pub key: String,
    /// The 1-based line.
    pub line: usize,
}

/// A key that stands in several lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// The key of the change.
    pub key: String,
    /// The 1-based lines.
    pub lines: Vec<usize>,
}

/// A pre-release whose section was left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFolded {
    /// The pre-release as its heading names it.
    pub version: String,
    /// The 1-based line of its heading in the merged text.
    pub line: usize,
    /// Why, as a fragment: `it has no base comment`.
    pub reason: &'static str,
}

/// How a file's section compares with the range. Lines are 1-based.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The line of the version's heading; `None` where the file has no section for it.
    pub section: Option<usize>,
    /// Generated but not listed, in order; what a person deleted from a generated section is not missing.
    pub missing: Vec<String>,
    /// Listed but not in the range.
    pub foreign: Vec<Located>,
    /// Listed more than once.
    pub twice: Vec<Repeated>,
    /// Lines of listed items in which a person still has to write something: those that say `TODO`.
    pub open: Vec<Located>,
}

impl Comparison {
    /// Whether the file says what the range says.
    pub fn agrees(&self) -> bool {
        self.section.is_some() && self.missing.is_empty() && self.foreign.is_empty() && self.twice.is_empty()
    }
}
