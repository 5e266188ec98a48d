//! A project that has all that the examples speak of.

use crate::examples::read;
use crate::look::sample;
use crate::support::{FakeGithub, Output, Sandbox};

/// A project, and the GitHub that it is on.
pub(super) struct World {
    sandbox: Sandbox,
    _github: FakeGithub,
}

/// Returns the project for the examples of a command.
pub(super) fn of(command: &str) -> World {
    let project = sample::project()
        .commit_files("Say more", &[("docs/releasing.md", DOCUMENT), ("docs/releases.md", TABLE)])
        .checkout("5.4.1")
        .git(["checkout", "--quiet", "-b", "5.x"])
        .squash(5149, "Backport PR #5147: hold the lock while it writes")
        .tag("5.4.3")
        .checkout("main")
        .git(["tag", "4.1.6", "5.0.0~1"])
        .git(["push", "--quiet", "origin", "--all"])
        .git(["push", "--quiet", "origin", "--tags"])
        .git(["fetch", "--quiet", "origin"])
        .git(["clone", "--quiet", ".", "[SANDBOX]/hub"])
        .git(["clone", "--quiet", ".", "[SANDBOX]/lab"])
        .write("[HOME]/.ssh/id_ed25519.pub", KEYS[0])
        .write("[HOME]/.ssh/new.pub", KEYS[1])
        .write("[HOME]/.ssh/old.pub", KEYS[2]);
    let sandbox = sample::team_of(project);
    if command == "rotation" {
        // The slots that its examples name, years from now.
        drop(sandbox.shepherd(["rotation", "plan", "--date", "2028-05-11", "--date", "2028-06-22", "--yes"]).success());
    }
    if ["status", "approve", "handoff", "debrief"].contains(&command) {
        sample::begin(&sandbox);
    }
    let github = sample::github(&sandbox);
    World { sandbox: sandbox.github(&github), _github: github }
}

const DOCUMENT: &str = "# Releasing\n\n1. Say it.\n";

const TABLE: &str = "| Version | Wrangler | Date |\n|---|---|---|\n| 5.4.0 | Li Ming | 2025-09-22 |\n";

const KEYS: [&str; 3] = [
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGVYYW1wbGVrZXlmb3J0ZXN0c29ubHkwMDAwMDAwMDAw kim@example.org\n",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGVYYW1wbGVrZXlmb3J0ZXN0c29ubHkwMDAwMDAwMDAx kim@example.org\n",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGVYYW1wbGVrZXlmb3J0ZXN0c29ubHkwMDAwMDAwMDAy kim@example.org\n",
];

impl World {
    /// Returns it at another time.
    pub(super) fn at(self, now: Option<&str>) -> Self {
        match now {
            Some(now) => Self { sandbox: self.sandbox.now(now), ..self },
            None => self,
        }
    }

    /// Does something before an example.
    pub(super) fn prepare(&self, command: &str) {
        match command.strip_prefix("git ") {
            Some(command) => drop(self.sandbox.git_output(command.split(' ').collect::<Vec<_>>())),
            None => drop(self.run(command)),
        }
    }

    /// Runs an example.
    pub(super) fn run(&self, example: &str) -> Output {
        let commit = self.sandbox.commit_id("HEAD");
        let words: Vec<String> = read::words(example)
            .into_iter()
            .skip_while(|word| word != "shepherd")
            .skip(1)
            .map(|word| word.replace('~', "[HOME]").replace("9c1185ba", &commit[..8]))
            .collect();
        self.sandbox.shepherd(words.iter().map(String::as_str).collect::<Vec<_>>())
    }
}
