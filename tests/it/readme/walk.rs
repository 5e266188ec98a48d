//! The walk that the README shows: its document, its commands, and the answers that it gives.

#[cfg(unix)]
use std::fs;

use super::arguments;
#[cfg(unix)]
use super::{blocks, readme};
#[cfg(unix)]
use crate::support::{Output, Sandbox};

/// What is typed in the walk that the README shows, up to the step that cannot be taken back.
#[cfg(unix)]
pub(super) const TYPED_BEFORE: &str = r#"
"line" = "main"
"step.prepare/tell-*" = "done"
"step.prepare/raise-*" = "run"
"step.publish/tag-*" = "run"
"target" = "yes"
"verify.*" = "yes"
"step.publish/push-*" = "pause"
"#;

/// What is typed in the walk that the README shows.
#[cfg(unix)]
pub(super) const TYPED: &str = r#"
"step.publish/push-*" = "run"
"sign-off.publish/push-it" = "wait"
"confirm.publish/push-it" = "1.1.0"
"step.publish/write-*" = "pause"
"#;

/// What is typed where somebody only tries a command.
#[cfg(unix)]
pub(super) const LEFT_AT_ONCE: &str = "\"line\" = \"main\"\n\"step.*\" = \"quit\"\n\"reason.*\" = \"a try\"\n";

/// Returns the release document that the README shows.
#[cfg(unix)]
pub(super) fn document(readme: &str) -> &str {
    let (_, rest) = readme.split_once("\n~~~markdown\n").expect("the README shows a document");
    rest.split_once("~~~\n").expect("its block has an end").0
}

/// The project that is walked: one release, a remote beside it, and the document.
#[cfg(unix)]
pub(super) fn project(document: &str) -> Sandbox {
    Sandbox::in_memory()
        .shell_tools()
        .author("Kim Newcomer", "8+kim@users.noreply.github.com")
        .commit_files("Start", &[("version.txt", "1.0.0\n"), (".shepherd.toml", "project = \"octo/hello\"\n")])
        .tag("1.0.0")
        .commit_files("Say how it is released", &[("RELEASING.md", document)])
        .git(["init", "--quiet", "--bare", "[SANDBOX]/origin.git"])
        .remote("origin", "[SANDBOX]/origin.git")
        .git(["push", "--quiet", "origin", "main", "--tags"])
        .git(["config", "shepherd.login", "kim"])
}

/// Runs a command of the walk, with what a person would type.
#[cfg(unix)]
pub(super) fn walk(sandbox: &Sandbox, words: &[&str], typed: &str) -> Output {
    if words.first() != Some(&"guide") {
        return sandbox.shepherd(words);
    }
    fs::write(sandbox.path("[SANDBOX]/answers.toml"), typed).expect("the sandbox is writable");
    sandbox.shepherd([words, &["--answers", "[SANDBOX]/answers.toml"]].concat())
}

/// Says whether a line belongs to the half that walks a release.
pub(super) fn is_of_the_walk(line: &str) -> bool {
    let words = arguments(line).unwrap_or_default();
    words.first().is_some_and(|word| ["guide", "status", "debrief", "checklist"].contains(&word.as_str()))
}

/// Says whether a block shows what people do with each other.
pub(super) fn is_of_two(language: &str, text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let words = arguments(first).unwrap_or_default();
    let is_command = words.first().is_some_and(|word| ["guide", "store", "handoff"].contains(&word.as_str()));
    language == "console" && (is_command || first.starts_with("mona$ ") || first.starts_with("meanwhile:"))
}

#[test]
#[cfg(unix)]
fn each_command_of_the_walk_runs() {
    let text = readme();
    let mut count = 0;
    for block in blocks(&text).iter().filter(|block| block.language == "sh") {
        let sandbox = project(document(&text));
        for line in block.text.lines().filter(|line| is_of_the_walk(line)) {
            let words = arguments(line).expect("it was looked at above");
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            if ["status", "debrief"].contains(&words[0]) {
                drop(walk(&sandbox, &["guide", "1.1.0"], LEFT_AT_ONCE).success());
            }
            drop(walk(&sandbox, &words, LEFT_AT_ONCE).success());
            count += 1;
        }
    }
    assert!(count > 5, "only {count} commands were found");
}

#[test]
#[cfg(unix)]
fn each_way_back_is_one() {
    let text = readme();
    let rows = text.lines().filter(|line| line.starts_with("| ") && line.contains("| `shepherd guide"));
    let mut count = 0;
    for row in rows {
        let command = row.split('`').nth(1).expect("a row has a command");
        let step = if command.contains("--step") {
            "publish/write-a-post-not-for-patch-releases"
        } else {
            "publish/tag-the-release"
        };
        let command = command.replace("ID", step).replace("COMMIT", "main").replace("WHY", "because");
        let words: Vec<&str> = command.split_whitespace().skip(1).collect();
        let sandbox = project(document(&text));
        drop(walk(&sandbox, &["guide", "1.1.0"], TYPED_BEFORE).success());
        let typed = "\"verify.*\" = \"yes\"\n\"already.*\" = \"no\"\n\"step.*\" = \"quit\"\n\"target\" = \"yes\"\n\"undo.publish/tag-the-release\" = \"yes\"\n";
        drop(walk(&sandbox, &words, typed).success());
        count += 1;
    }
    assert!(count > 5, "only {count} ways back were found");
}

#[test]
#[cfg(unix)]
fn the_answers_are_read() {
    let text = readme();
    let blocks = blocks(&text);
    let answers = blocks.iter().find(|block| block.language == "toml answers").expect("the README shows answers");
    let output = walk(&project(document(&text)), &["guide", "1.1.0"], answers.text);
    assert!(output.stderr().contains("What now? done\ndone\n"), "{output}");
    assert!(!output.stderr().contains("is no answer to"), "{output}");
}
