//! What commands do that others see, or that cannot be taken back. Known without any annotation.

/// Something that a command does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nature {
    /// What it does, in words: `pushes the tag`, `publishes to the package index`, `throws away changes`.
    pub what: String,
    /// The command, as it stands there, in one line.
    pub command: String,
    /// Whether others have seen it, so that it cannot be taken back.
    pub is_irreversible: bool,
    /// Whether it throws away work of this machine.
    pub is_destructive: bool,
    /// Whether it makes a tag, or pushes one.
    pub is_tagging: bool,
    /// Whether it makes the release public: the record is written after it.
    pub is_publication: bool,
    /// Whether the person must answer it on the terminal.
    pub is_interactive: bool,
    /// A command that proves it done, where one is known; it may hold placeholders.
    pub verify: Option<String>,
    /// A command that takes it back, where one is known.
    pub undo: Option<String>,
}

/// Returns what the commands of a block do, in order.
pub fn natures(_commands: &str) -> Vec<Nature> {
    Vec::new()
}
