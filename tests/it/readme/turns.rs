//! The team of the README that takes turns: its releases from before, and what its commands say one after the other.

use super::{Block, words};
use crate::support::Sandbox;

/// What the blocks of the team are called.
const LANGUAGE: &str = "console turns";

/// Says whether a block is about the team.
pub(super) fn is_of_turns(language: &str) -> bool {
    language == LANGUAGE
}

/// The project of the team: four releases, tagged by three people.
pub(super) fn project() -> Sandbox {
    let (ann, kim) = (("Ann Other", "7+ann@users.noreply.github.com"), ("Kim", "8+kim@users.noreply.github.com"));
    let mona = ("Mona Maintainer", "1+mona@users.noreply.github.com");
    let sandbox = Sandbox::in_memory()
        .without_env("GITHUB_API_URL")
        .without_env("GITHUB_GRAPHQL_URL")
        .remote("origin", "https://github.com/octo/hello.git")
        .env("GIT_AUTHOR_EMAIL", "kim@example.org")
        .now("2026-03-28T09:00:00Z");
    let tags = [
        (mona, "2025-05-12", "1.0.0", ""),
        (ann, "2025-09-01", "1.1.0", ""),
        (mona, "2025-09-15", "1.1.1", ""),
        (kim, "2025-12-08", "1.2.0", "Released-by: @kim\nMentored-by: @mona\n"),
    ];
    tags.into_iter().fold(sandbox, |sandbox, ((name, email), day, tag, trailers)| {
        let sandbox = sandbox.author(name, email).at(&format!("{day}T12:00:00Z")).commit(format!("Work for {tag}"));
        sandbox.tag_by_author(tag, &format!("Release {tag}\n\n{trailers}"))
    })
}

/// Returns the text of each block of the team, in order.
pub(super) fn shown(blocks: &[Block<'_>]) -> Vec<String> {
    let sandbox = project();
    let lines = |block: &Block<'_>| {
        let lines = block.text.lines().filter(|line| line.starts_with("$ ")).map(str::to_owned);
        lines.collect::<Vec<_>>()
    };
    let block = |block: &Block<'_>| {
        let runs = lines(block).into_iter().map(|line| {
            let words = words(line.trim_start_matches("$ "));
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let output = sandbox.shepherd(&words).success();
            format!("{line}\n{}{}", output.stderr(), output.stdout()).trim_end().to_owned()
        });
        runs.collect::<Vec<_>>().join("\n\n")
    };
    blocks.iter().filter(|block| is_of_turns(block.language)).map(block).collect()
}
