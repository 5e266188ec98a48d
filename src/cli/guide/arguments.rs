//! The arguments of `shepherd guide`.

use std::path::PathBuf;

/// Walk through the release, step by step, from wherever it stands
///
/// Follows the project's own RELEASING.md: shows each step, why it is there, the exact commands, and what proves it
/// done; runs what you confirm; and writes down each thing before the next, so that you can stop at any moment and go
/// on later, even after a power cut. Nothing runs that was not shown and confirmed. To try all of it without touching
/// anything real, rehearse it first.
#[derive(clap::Args, Debug)]
#[command(after_help = "Examples:\n  \
    shepherd guide 5.5.0 --rehearse        practise all of it in a throw-away copy\n  \
    shepherd guide 5.5.0 --mentor mona     begin, with @mona at your side\n  \
    shepherd guide                         go on where the run stands\n  \
    shepherd guide 5.5.0 --step publish    do one step of somebody else's run\n  \
    shepherd guide 5.5.0 --respin --reason 'the candidate does not start'\n\n\
Answers: each question has a key, such as `step.ID` (run, done, skip, note,\n\
mentor, back, pause, quit), `value.NAME`, `reason.ID`, `confirm.ID` (the\n\
version, for what cannot be taken back), `check.ID.NAME` (again, override, ...),\n\
`sign-off.ID` (again, wait, note, pause, quit), `check-in.LOGIN`. A file for\n\
`--answers` holds one a line: `\"step.tag\" = \"run\"`; a list answers a question\n\
that comes again; a key that ends in `*` answers all that begin so, except\n\
`confirm`, `target`, `agreed`, `undo`, `check-in`, `sign-off`, `unshared` and
`public`.")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(in crate::cli) struct GuideArguments {
    /// The version that is released, or `next` while it is not known [default: the run that is open]
    #[arg(value_name = "VERSION")]
    pub(super) version: Option<String>,
    #[command(flatten)]
    pub(super) place: PlaceArguments,
    /// The branch that is released from [default: asked for]
    #[arg(long, value_name = "BRANCH", help_heading = "A new run")]
    pub(super) branch: Option<String>,
    /// The release document, from the top of the repository [default: RELEASING.md and its like]
    #[arg(long, value_name = "FILE", help_heading = "A new run")]
    pub(super) file: Option<String>,
    /// Which of several procedures of the document is followed: its title
    #[arg(long, value_name = "TITLE", help_heading = "A new run")]
    pub(super) procedure: Option<String>,
    /// Who helps you through it; also of a run that is open, in the place of who did
    #[arg(long, value_name = "LOGIN", help_heading = "A new run")]
    pub(super) mentor: Vec<String>,
    /// Who put your name forward
    #[arg(long, value_name = "LOGIN", help_heading = "A new run")]
    pub(super) sponsor: Vec<String>,
    /// Who watches, to learn it
    #[arg(long, value_name = "LOGIN", help_heading = "A new run")]
    pub(super) shadow: Vec<String>,
    /// The release mends a vulnerability
    #[arg(long, help_heading = "A new run")]
    pub(super) security: bool,
    /// Keep the run off every shared place, as nobody else may know of it before it is out
    #[arg(long, help_heading = "A new run", conflicts_with = "rehearse")]
    pub(super) private: bool,
    /// Mirror the run in an issue on GitHub, for all to see
    #[arg(long, help_heading = "A new run", conflicts_with = "rehearse")]
    pub(super) issue: bool,
    /// Practise in a throw-away copy that cannot reach the real remotes
    #[arg(long, help_heading = "A new run", conflicts_with_all = ["step", "take_over"])]
    pub(super) rehearse: bool,
    /// Keep the throw-away copy when the rehearsal is through
    #[arg(long, requires = "rehearse", help_heading = "A new run")]
    pub(super) keep: bool,
    /// Do only this step, also of somebody else's run
    #[arg(
        long,
        value_name = "ID",
        help_heading = "Ways through and back",
        conflicts_with_all = ["respin", "abandon", "rename", "reopen", "undo", "target", "take_over"]
    )]
    pub(super) step: Option<String>,
    /// Open a step once more that is done or skipped
    #[arg(long, value_name = "ID", help_heading = "Ways through and back")]
    pub(super) reopen: Option<String>,
    /// Take a step back with its own command
    #[arg(long, value_name = "ID", help_heading = "Ways through and back")]
    pub(super) undo: Option<String>,
    /// The candidate failed: begin the present phase again
    #[arg(long, help_heading = "Ways through and back")]
    pub(super) respin: bool,
    /// Give the run up
    #[arg(long, help_heading = "Ways through and back", conflicts_with_all = ["respin", "rename", "reopen", "undo"])]
    pub(super) abandon: bool,
    /// Give the run another version
    #[arg(long, value_name = "VERSION", help_heading = "Ways through and back")]
    pub(super) rename: Option<String>,
    /// Settle which commit is released
    #[arg(long, value_name = "COMMIT", help_heading = "Ways through and back")]
    pub(super) target: Option<String>,
    /// Become the holder of somebody else's run
    #[arg(long, help_heading = "Ways through and back")]
    pub(super) take_over: bool,
    /// Why, for each of these
    #[arg(long, value_name = "TEXT", help_heading = "Ways through and back")]
    pub(super) reason: Option<String>,
    /// Your login [default: `git config shepherd.login`, else the records and your e-mail address]
    #[arg(long = "as", value_name = "LOGIN", help_heading = "Answers")]
    pub(super) login: Option<String>,
    /// Set a value that the document leaves open
    #[arg(long, value_name = "NAME=VALUE", help_heading = "Answers")]
    pub(super) set: Vec<String>,
    /// Answer a question beforehand
    #[arg(long, value_name = "KEY=VALUE", help_heading = "Answers")]
    pub(super) answer: Vec<String>,
    /// Read answers from a TOML file
    #[arg(long, value_name = "FILE", help_heading = "Answers")]
    pub(super) answers: Option<PathBuf>,
}

/// Which project a run belongs to.
#[derive(clap::Args, Clone, Debug, Default)]
pub(in crate::cli) struct PlaceArguments {
    /// Do not ask GitHub, even where there is a token
    #[arg(long, help_heading = "The project")]
    pub(in crate::cli) offline: bool,
    /// The project on GitHub [default: what the remote says]
    #[arg(long, value_name = "OWNER/NAME", help_heading = "The project")]
    pub(in crate::cli) project: Option<String>,
    /// The remote of the project [default: upstream, else origin]
    #[arg(long, value_name = "NAME", help_heading = "The project")]
    pub(in crate::cli) remote: Option<String>,
    /// Which tags are releases: a regular expression whose group `version` is the version
    #[arg(long, value_name = "REGEX", help_heading = "The project")]
    pub(in crate::cli) tag_pattern: Option<String>,
    /// Where the store is shared: `in-repo`, OWNER/NAME, an address, or `none` [default: the configuration, `git config
    /// shepherd.store`, else the project's own remote where it has a store]
    #[arg(long, value_name = "ADDRESS", help_heading = "The project")]
    pub(in crate::cli) store: Option<String>,
}

impl GuideArguments {
    /// Returns the flag that only an existing run can follow.
    pub(super) fn way_back(&self) -> Option<&'static str> {
        let ways = [
            (self.abandon, "--abandon"),
            (self.respin, "--respin"),
            (self.rename.is_some(), "--rename"),
            (self.reopen.is_some(), "--reopen"),
            (self.undo.is_some(), "--undo"),
            (self.step.is_some(), "--step"),
            (self.take_over, "--take-over"),
        ];
        ways.into_iter().find(|(is_given, _)| *is_given).map(|(_, flag)| flag)
    }
}
