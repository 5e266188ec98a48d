//! The guided checklist through the real binary: walked by answers that were given beforehand, and by a person.
#![cfg(unix)]
#![expect(clippy::too_many_lines, reason = "whole screens are shown as they are")]

mod builtins;
mod conditions;
mod conversation;
mod fence;
mod jupyterhub;
mod lines;
mod people;
mod rehearsal;
mod safety;
mod values;
mod waits;
mod walk;
mod ways_back;
mod ways_out;

use regex::Regex;

use crate::support::{Output, Sandbox};

/// A clone whose release 1.0.0 is done, with one change and this document after it, and a bare remote that has all of it.
pub(crate) fn project(document: &str) -> Sandbox {
    Sandbox::in_memory()
        .shell_tools()
        .commit_files("Start", &[("docs/index.md", "# Docs\n")])
        .tag("1.0.0")
        .commit_files("Say how it is released", &[("RELEASING.md", document)])
        .git(["init", "--quiet", "--bare", "[SANDBOX]/origin.git"])
        .remote("origin", "[SANDBOX]/origin.git")
        .git(["push", "--quiet", "origin", "main", "--tags"])
}

/// Runs `shepherd guide` as @octocat from `main`, with a file of answers.
fn guide(sandbox: &Sandbox, arguments: &[&str], answers: &str) -> Output {
    std::fs::write(sandbox.path("[SANDBOX]/answers.toml"), answers).expect("the sandbox is writable");
    let usual = ["guide", "--as", "octocat", "--answers", "[SANDBOX]/answers.toml"];
    sandbox.shepherd([usual.as_slice(), arguments].concat())
}

/// Begins the release 1.1.0 from `main`.
fn begin(sandbox: &Sandbox, answers: &str) -> Output {
    guide(sandbox, &["1.1.0", "--branch", "main"], answers)
}

/// Returns what was said, with names in the place of times, process numbers and digests.
fn told(output: &Output) -> String {
    let text = output.to_string();
    let text = Regex::new(r"after \d+(\.\d)? s\b").expect("it is one").replace_all(&text, "after [TIME]");
    let digest = Regex::new(r"(shown here|sign-off of [^(\n]*) \([0-9a-f]{12}\)").expect("it is one");
    let text = digest.replace_all(&text, "$1 ([DIGEST])");
    Regex::new(r"process \d+").expect("it is one").replace_all(&text, "process [NUMBER]").into_owned()
}

/// Returns the refs of the remote, one a line.
fn remote_refs(sandbox: &Sandbox) -> String {
    sandbox.git_output(["ls-remote", "[SANDBOX]/origin.git"])
}

/// Returns a step with an identity and one block of commands.
fn step(id: &str, keys: &str, commands: &str) -> String {
    format!(
        "1. {id} it. <!-- shepherd: id = \"{id}\"{keys} -->\n\n   ```bash\n   {}\n   ```\n",
        commands.replace('\n', "\n   ")
    )
}
