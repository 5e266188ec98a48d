//! The project of the README whose release users must do something for.

use super::{Block, shown as shown_after};
use crate::support::Sandbox;

/// What its blocks are called.
const LANGUAGE: &str = "console notes";

/// Says whether a block is about it.
pub(super) fn is_of_notes(language: &str) -> bool {
    language == LANGUAGE
}

fn project() -> Sandbox {
    let kim = ("Kim Newcomer", "8+kim@users.noreply.github.com");
    let manifest = |python: &str| format!("[project]\nname = \"hello\"\nrequires-python = \"{python}\"\n");
    let (before, after) = (manifest(">=3.8"), manifest(">=3.10"));
    Sandbox::new()
        .without_env("GITHUB_API_URL")
        .without_env("GITHUB_GRAPHQL_URL")
        .remote("origin", "https://github.com/octo/hello.git")
        .commit_files("Start", &[("pyproject.toml", before.as_str())])
        .tag("1.1.0")
        .author(kim.0, kim.1)
        .pull_request_files(21, "kim/python", "MAINT: Python 3.10 is the oldest", &[("pyproject.toml", after.as_str())])
        .pull_request(22, "kim/color", "BREAK: --colour is called --color")
        .checkout("main")
}

/// Returns the text of such a block.
pub(super) fn shown(block: &Block<'_>) -> String {
    let sandbox = project();
    let lines = block.text.lines().filter(|line| line.starts_with("$ "));
    let runs = lines.map(|line| format!("{line}\n{}", shown_after(&sandbox, line)).trim_end().to_owned());
    runs.collect::<Vec<_>>().join("\n\n")
}
