//! The tracking issue of a run, through the real binary against a GitHub of our own.
#![cfg(unix)]

mod agreed;
mod asked;
mod failing;
mod harmless;
mod kept_back;
mod length;
mod once;
mod pace;
mod page;
mod refused;

use std::time::Duration;

use regex::Regex;

use crate::support::{Comment, FakeGithub, Issue, Output, Repository, Sandbox};

const PROJECT: &str = "octo/hello";

/// Four steps in two phases, none of which needs anybody else.
const PLAIN: &str = "# Releasing\n\n## Prepare\n\n\
    1. Tell the others <!-- shepherd: id = \"tell\" -->\n\
    2. Look at the log <!-- shepherd: id = \"look\" -->\n\n\
    ## Publish\n\n\
    1. Wait for the build <!-- shepherd: id = \"build\" -->\n\
    2. Announce it <!-- shepherd: id = \"announce\" -->\n";

/// A step that another person has to look at.
const SIGNED: &str = "# Releasing\n\n\
    1. Tell the others <!-- shepherd: id = \"tell\" -->\n\
    2. Upload it <!-- shepherd: id = \"upload\", sign-off = \"mentor\" -->\n\n   \
    ```bash\n   echo ${VERSION} is uploaded > proof\n   ```\n";

/// Starts a GitHub with nothing but the project.
fn site() -> FakeGithub {
    FakeGithub::start([Repository::new(PROJECT)])
}

/// A clone whose release 1.0.0 is done, with one change after it, a bare remote that has all of it, and this GitHub.
fn project(github: &FakeGithub, document: &str) -> Sandbox {
    Sandbox::in_memory()
        .github(github)
        .shell_tools()
        .commit_files("Start", &[(".shepherd.toml", "project = \"octo/hello\"\n"), (".gitignore", "proof\n")])
        .tag("1.0.0")
        .commit_files("Say how it is released", &[("RELEASING.md", document)])
        .git(["init", "--quiet", "--bare", "[SANDBOX]/origin.git"])
        .remote("origin", "[SANDBOX]/origin.git")
        .git(["push", "--quiet", "origin", "main", "--tags"])
}

/// Runs `shepherd guide` as @mona, whose token it is, with a file of answers.
fn guide(sandbox: &Sandbox, arguments: &[&str], answers: &str) -> Output {
    sandbox.shepherd([words(sandbox, answers).as_slice(), arguments].concat())
}

/// Returns the words that each of these tests begins with.
fn words(sandbox: &Sandbox, answers: &str) -> [&'static str; 5] {
    std::fs::write(sandbox.path("[SANDBOX]/answers.toml"), answers).expect("the sandbox is writable");
    ["guide", "--as", "mona", "--answers", "[SANDBOX]/answers.toml"]
}

/// Begins the release 1.1.0 with an issue.
fn begin(sandbox: &Sandbox, answers: &str) -> Output {
    guide(sandbox, &["1.1.0", "--branch", "main", "--issue"], answers)
}

/// Begins the release 1.1.0 with @max as the mentor and an issue, and comes to the step that he has to look at.
fn begin_with_mentor(sandbox: &Sandbox) -> Output {
    let answers = "'step.tell' = 'done'\n'step.upload' = 'run'\n";
    guide(sandbox, &["1.1.0", "--branch", "main", "--issue", "--mentor", "max"], answers)
}

/// Goes on with the step that somebody has to look at.
fn go_on(sandbox: &Sandbox) -> Output {
    guide(sandbox, &[], "'step.upload' = 'run'\n")
}

/// Returns the one issue of the project.
fn issue(github: &FakeGithub) -> Issue {
    let mut issues = github.issues(PROJECT);
    assert_eq!(issues.len(), 1, "there is one issue: {issues:?}");
    issues.remove(0)
}

/// Writes a comment into the issue.
fn add_comment(github: &FakeGithub, comment: Comment) {
    let issue = issue(github).comment(comment);
    github.update(PROJECT, |repository| repository.with_issue(issue));
}

/// Returns the digits that the guide told last.
fn digest(output: &Output) -> String {
    let digits = Regex::new(r"approve \S+ ([0-9a-f]{32})").expect("it is one");
    let found = digits.captures_iter(output.stderr()).last();
    found.unwrap_or_else(|| panic!("no digest: {output}"))[1].to_owned()
}

/// Returns what an issue is: its title, whether it is open, and its body.
fn shown(issue: &Issue) -> String {
    let state = if issue.is_open { "open" } else { "closed" };
    without_chance(&format!("{} ({state})\n\n{}\n", issue.title, issue.body))
}

/// Returns what was said from the last step that was shown on.
fn said(output: &Output) -> String {
    let text = output.to_string();
    let from = text.rfind("What now? ").or_else(|| text.rfind("------- stderr")).unwrap_or(0);
    without_chance(text.get(from..).unwrap_or_default())
}

/// Returns a text with names in the place of what differs between two runs.
fn without_chance(text: &str) -> String {
    let replace = |text: &str, found: &str, name: &str| {
        Regex::new(found).expect("it is one").replace_all(text, name).into_owned()
    };
    let text = replace(text, r"run [0-9a-z]+-1 of", "run [RUN] of");
    let text = replace(&text, r"(sign-off|mentor \d+|others \d+) [0-9a-z]+-1 ", "$1 [RUN] ");
    let text = replace(&text, r"\b[0-9a-f]{40}\b", "[COMMIT]");
    let text = replace(&text, r" after \d+\.\d s\b", " after [TIME]");
    replace(&text, r"\b(?:[0-9a-f]{12}|[0-9a-f]{32})\b", "[DIGEST]")
}

/// Returns how long a run took, in whole seconds.
fn seconds(output: &Output) -> u64 {
    Duration::as_secs(&output.elapsed())
}
