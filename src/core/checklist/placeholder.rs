//! What a document leaves open for the release in hand: `${VERSION}`, `<version>`, `X.Y.Z`, `{{version}}`.

use std::ops::Range;

/// Something to fill in. All spellings of one thing have one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholder {
    /// The name, in capitals: `VERSION`, `TAG`, `PREVIOUS_VERSION`, `LAST_TAG`.
    pub name: String,
    /// How it is written.
    pub spelling: Spelling,
    /// Its text in the document: `${VERSION}`, `<last tag>`.
    pub text: String,
}

/// How a placeholder is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// `$VERSION`, `${VERSION}`, `${VERSION%.*}`: a variable of the shell.
    Shell,
    /// `<version>`
    Angle,
    /// `{version}`, `{{version}}`
    Brace,
    /// `[version]`, `v[X.Y.Z]`
    Bracket,
    /// `X.Y.Z`, `vX.Y.Z`, `YY.M.N`, `x.x.x`, `#.#.#`
    Pattern,
    /// `VERSION`, `NEW_VERSION`, `__RELEASE__`: capitals alone.
    Capitals,
    /// `VERSION=` with nothing after it.
    Empty,
    /// `v1.2.3`: a version that is an example.
    Example,
}

impl Placeholder {
    /// Returns what a block of commands leaves open, each with its place in `commands`, in bytes, in order.
    ///
    /// A variable that the block sets itself before it is used is not open.
    pub fn in_commands(_commands: &str) -> Vec<(Self, Range<usize>)> {
        Vec::new()
    }

    /// Returns what the words of a step leave open, in order.
    pub fn in_text(_text: &str) -> Vec<(Self, Range<usize>)> {
        Vec::new()
    }
}
