//! A project that has all that the examples speak of.

use crate::examples::read;
use crate::look::sample;
use crate::support::{FakeGithub, Output, Sandbox};

/// A project, and the GitHub that it is on.
pub(super) struct World {
    sandbox: Sandbox,
    _github: FakeGithub,
}

/// What is done before an example, where it needs more than the project has.
const BEFORE: [(&str, &[&str]); 1] = [("shepherd circles", &[])];

/// Returns the project for an example.
pub(super) fn of(command: &str, example: &str) -> World {
    let project = sample::project()
        .commit_files(
            "Say more",
            &[
                ("docs/releasing.md", "# Releasing\n\n1. Say it.\n"),
                (
                    "docs/releases.md",
                    "| Version | Wrangler | Date |\n|---|---|---|\n| 5.4.0 | Li Ming | 2025-09-22 |\n",
                ),
            ],
        )
        .git(["tag", "4.1.6", "5.0.0~1"])
        .git(["branch", "5.x", "5.4.1"])
        .git(["push", "--quiet", "origin", "--all"])
        .git(["push", "--quiet", "origin", "--tags"])
        .git(["fetch", "--quiet", "origin"])
        .write("[HOME]/.ssh/id_ed25519.pub", KEY)
        .write("[HOME]/.ssh/new.pub", KEY)
        .write("[HOME]/.ssh/old.pub", KEY);
    let sandbox = sample::team_of(project);
    if ["status", "approve", "handoff", "debrief"].contains(&command) || example == "shepherd guide" {
        sample::begin(&sandbox);
    }
    for (_, arguments) in BEFORE.iter().filter(|(start, arguments)| example.starts_with(start) && !arguments.is_empty())
    {
        drop(sandbox.shepherd(*arguments));
    }
    let github = sample::github(&sandbox);
    World { sandbox: sandbox.github(&github), _github: github }
}

const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGVYYW1wbGVrZXlmb3J0ZXN0c29ubHkwMDAwMDAwMDAw kim@example.org\n";

impl World {
    /// Runs an example.
    pub(super) fn run(&self, example: &str) -> Output {
        let commit = self.sandbox.commit_id("HEAD");
        let words: Vec<String> = read::words(example)
            .into_iter()
            .skip(1)
            .map(|word| word.replace('~', "[HOME]").replace("9c1185ba", &commit[..8]))
            .collect();
        self.sandbox.shepherd(words.iter().map(String::as_str).collect::<Vec<_>>())
    }
}
